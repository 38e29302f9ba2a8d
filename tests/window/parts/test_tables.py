"""Tables: heads, rows, columns that stay."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gallery import model
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pingbi_qt.look import SizeClass, theme
from pingbi_qt.parts.head_end import HeadEnd
from pingbi_qt.parts.table import FrozenTable, Table


@pytest.fixture(autouse=True)
def _plain() -> Iterator[None]:
    yield
    theme().choose(dark=False, size=14, zoom=100)


def shown(qtbot: QtBot, widget: QWidget, width: int = 400, height: int = 300) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)


@pytest.mark.parametrize(
    ("whole", "words"),
    [(True, "濮阳县\t8/8\t-53.51\t12.8\t16.10\t较稳"), (False, "-53.51")],
    ids=["the row that is marked", "the cell"],
)
def test_what_is_marked_is_copied_as_excel_takes_it(qtbot: QtBot, whole: bool, words: str) -> None:
    table, rows = FrozenTable(1, whole_rows=whole), model()
    rows.item(0, 2).setText("\N{MINUS SIGN}53.51")
    table.setModel(rows)
    shown(qtbot, table)
    table.setCurrentIndex(rows.index(0, 2))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == words


def test_rows_follow_type_and_window(qtbot: QtBot) -> None:
    table = Table("matrix", two_lines=True)
    table.setModel(model())
    shown(qtbot, table, 600, 300)
    assert (table.rowHeight(0), table.head.height()) == (44, 50)
    table.adapt(SizeClass.SHORT)
    assert (table.rowHeight(0), table.head.height()) == (41, 48)
    theme().choose(zoom=200)
    assert table.rowHeight(0) == 82
    assert table.head.height() == 96


def test_the_first_columns_stay_when_the_table_is_scrolled_sideways(qtbot: QtBot) -> None:
    table = FrozenTable(1, "matrix", two_lines=True)
    table.setModel(model())
    shown(qtbot, table, 300, 160)
    assert not table.still.isVisible()
    table.setCurrentIndex(table.model().index(3, 5))
    qtbot.waitUntil(table.still.isVisible)
    assert table.still.width() == table.columnWidth(0)
    assert table.still.verticalScrollBar().value() == table.verticalScrollBar().value() > 0
    assert [table.still.isColumnHidden(column) for column in range(3)] == [False, True, True]
    table.head.resizeSection(0, 140)
    assert table.still.width() == 140
    table.setCurrentIndex(table.model().index(3, 2))
    assert table.visualRect(table.currentIndex()).left() >= table.still.width()


def test_the_still_columns_select_and_click_like_the_others(qtbot: QtBot) -> None:
    table = FrozenTable(1, "matrix")
    table.setModel(model())
    shown(qtbot, table, 300, 300)
    table.setCurrentIndex(table.model().index(0, 5))
    qtbot.waitUntil(table.still.isVisible)
    place = table.still.visualRect(table.model().index(1, 0)).center()
    with qtbot.waitSignal(table.clicked) as told:
        QTest.mouseClick(table.still.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args is not None
    assert (told.args[0].row(), table.currentIndex().row()) == (1, 1)


def test_a_table_has_a_current_cell_as_soon_as_the_keyboard_is_there(qtbot: QtBot) -> None:
    table = Table()
    table.setModel(model())
    shown(qtbot, table)
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(lambda: table.currentIndex().isValid())


def test_the_head_reaches_the_edge_also_above_a_scroll_bar(qtbot: QtBot) -> None:
    table = Table("matrix", two_lines=True)
    table.setModel(model())
    shown(qtbot, table, 400, 160)
    assert table.verticalScrollBar().isVisible()
    qtbot.waitUntil(lambda: table.grab().toImage().pixelColor(399, 20) == theme().colour("head"))
    table.adapt(SizeClass.SHORT)
    ends = table.findChildren(HeadEnd)
    assert [end.height() for end in ends] == [table.head.height()]
