from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QStyle,
    QStyleOptionSlider,
    QTableView,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from pingbi_qt.look import LEAST, SIZES, ZOOMS, SizeClass, colour, font, line_height, metrics, px, theme
from pingbi_qt.look.fonts import KINDS
from pingbi_qt.look.palette import palette
from pingbi_qt.look.sizes import ROWS, TWO_LINES
from pingbi_qt.look.style import dress


@pytest.fixture(autouse=True)
def _plain() -> Iterator[None]:
    theme().choose(dark=False, size=14, zoom=100)
    yield
    theme().choose(dark=False, size=14, zoom=100)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        pytest.param(1366, 697, SizeClass.FULL, id="the screen of most"),
        pytest.param(1240, 680, SizeClass.FULL, id="just full"),
        pytest.param(1280, 640, SizeClass.SHORT, id="1920×1080 at 150 %"),
        pytest.param(1366, 679, SizeClass.SHORT, id="a little too low"),
        pytest.param(1179, 900, SizeClass.COMPACT, id="a little too narrow"),
        pytest.param(1920, 559, SizeClass.COMPACT, id="much too low"),
        pytest.param(960, 469, SizeClass.COMPACT, id="1920×1080 at 200 %"),
        pytest.param(*LEAST, SizeClass.COMPACT, id="the least size"),
    ],
)
def test_the_class_of_a_window(width: int, height: int, expected: SizeClass) -> None:
    assert SizeClass.of(width, height) is expected


def test_a_window_is_as_small_as_it_seems_at_the_zoom() -> None:
    assert SizeClass.of(1366, 697) is SizeClass.FULL
    theme().choose(zoom=150)
    assert SizeClass.of(1366, 697) is SizeClass.COMPACT
    assert SizeClass.of(2049, 1050) is SizeClass.FULL


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("zoom", ZOOMS)
def test_rows_are_never_lower_than_their_words(qapp: object, size: int, zoom: int) -> None:
    del qapp
    theme().choose(size=size, zoom=zoom)
    for kind in ROWS:
        for window in SizeClass:
            asked = line_height("body") + (line_height("note") if kind in TWO_LINES else px(8))
            assert window.row(kind) >= asked


def test_sizes_at_rest_are_those_that_are_drawn(qapp: object) -> None:
    del qapp
    assert SizeClass.FULL.frame == (92, 56, 30, 16, 12, 12, 12)
    assert [SizeClass.FULL.row(kind) for kind in ("matrix", "ranking", "figures", "findings")] == [44, 38, 31, 29]
    assert (px(44), px(1), px(0), px(-4)) == (44, 1, 0, -4)


def test_everything_grows_with_type_and_zoom(qapp: object) -> None:
    del qapp
    before = [metrics(kind).height() for kind in KINDS]
    theme().choose(size=18, zoom=200)
    assert px(14) == 36
    assert all(now > was for was, now in zip(before, [metrics(kind).height() for kind in KINDS], strict=True))
    assert font("body").pixelSize() == 36


def test_no_type_is_smaller_than_13_unless_a_smaller_base_is_chosen(qapp: object) -> None:
    del qapp
    for size in SIZES:
        theme().choose(size=size)
        assert min(font(kind).pixelSize() for kind in KINDS) == min(size, max(size - 1, 13))


@pytest.mark.parametrize(("asked", "given"), [(5, 12), (99, 18)])
def test_a_size_beyond_the_limits_is_the_nearest_one(asked: int, given: int) -> None:
    theme().choose(size=asked)
    assert theme().size == given


def test_zoom_goes_in_steps_and_stops_at_the_ends() -> None:
    seen = []
    for _ in range(len(ZOOMS)):
        theme().zoom_by(1)
        seen.append(theme().zoom)
    assert seen == [*ZOOMS[1:], ZOOMS[-1]]
    for _ in range(len(ZOOMS)):
        theme().zoom_by(-1)
    assert theme().zoom == ZOOMS[0]


def test_a_choice_that_changes_nothing_says_nothing(qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme().changed):
        theme().choose(dark=False, size=14, zoom=100)
    with qtbot.waitSignal(theme().changed):
        theme().choose(dark=True)


def test_the_application_is_dressed_before_the_parts_hear_of_it(qapp: QApplication) -> None:
    before = qapp.palette(), qapp.font()
    seen: list[tuple[str, int]] = []
    shown = QLineEdit()
    shown.show()

    def note() -> None:
        seen.append((shown.palette().window().color().name(), shown.font().pixelSize()))

    try:
        dress(qapp)
        theme().changed.connect(note)
        theme().choose(dark=True, zoom=150)
        assert seen == [(colour("bg").name(), 21)]
    finally:
        theme().changed.disconnect(note)
        qapp.setPalette(before[0])
        qapp.setFont(before[1])


def test_words_in_fields_are_disabled_by_the_palette(qapp: object) -> None:
    del qapp
    made = palette()
    assert made.text().color() == colour("text")
    assert made.color(made.ColorGroup.Disabled, made.ColorRole.Text) == colour("disabled")


def test_fields_stand_32_high_and_grow(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    choice, line = QComboBox(), QLineEdit()
    choice.addItem("电话核实")
    for field in (choice, line):
        qtbot.addWidget(field)
    assert choice.sizeHint().height() == 32
    theme().choose(zoom=200)
    assert choice.sizeHint().height() >= 64
    assert line.sizeHint().height() >= 56


def test_a_font_that_a_view_has_set_reaches_its_parts_also_while_it_is_hidden(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    table = QTableView()
    qtbot.addWidget(table)
    head = table.horizontalHeader()
    for zoom in (200, 150):
        theme().choose(zoom=zoom)
        head.setFont(font("note"))
        table.setVisible(zoom == 200)
        table.hide()
    assert head.viewport().font().pixelSize() == head.font().pixelSize() == font("note").pixelSize()


def test_a_scroll_bar_is_as_wide_as_the_zoom_asks_and_has_a_thumb_that_can_be_hit(
    qtbot: QtBot, qapp: QApplication
) -> None:
    dress(qapp)
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.addItems([str(number) for number in range(500)])
    rows.resize(300, 200)
    rows.show()
    bar = rows.verticalScrollBar()
    assert bar.width() == 14
    theme().choose(zoom=200)
    qtbot.waitUntil(lambda: bar.width() == 28)
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    part, whole = QStyle.SubControl.SC_ScrollBarSlider, QStyle.ComplexControl.CC_ScrollBar
    at_top = bar.style().subControlRect(whole, option, part, bar)
    assert at_top.top() == 0
    assert at_top.height() >= 80
    bar.setValue(bar.maximum())
    bar.initStyleOption(option)
    assert bar.style().subControlRect(whole, option, part, bar).bottom() == bar.height() - 1
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(14, 2))
    assert bar.value() < bar.maximum()


def test_views_and_areas_have_no_frame_and_texts_to_write_in_have_one(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    view, area, text = QTableView(), QScrollArea(), QTextEdit()
    for widget in (view, area, text):
        qtbot.addWidget(widget)
        widget.resize(100, 60)
        widget.show()
    assert (view.frameWidth(), area.frameWidth(), text.frameWidth()) == (0, 0, 2)
    assert not area.viewport().autoFillBackground()
    edge = text.grab().toImage().pixelColor(50, 0)
    assert edge in (colour("line2"), colour("accent"))
    text.setReadOnly(True)
    text.clearFocus()
    assert text.grab().toImage().pixelColor(50, 0) not in (colour("line2"), colour("accent"))
