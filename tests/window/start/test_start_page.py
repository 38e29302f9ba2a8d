from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pingbi_qt.actions import Actions
from pingbi_qt.desk import Desk
from pingbi_qt.look import LEAST, SizeClass, theme
from pingbi_qt.settings import Recent
from pingbi_qt.start import StartPage
from pingbi_qt.start.page import SAMPLE
from pingbi_qt.start.recent_list import day_of


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> StartPage:
    holder = QWidget()
    acts = Actions(holder)
    acts.show_page("start")
    made = StartPage(desk, acts)
    holder.setParent(made)
    qtbot.addWidget(made)
    made.resize(1274, 611)
    made.show()
    qtbot.waitExposed(made)
    return made


def recents(folder: Path) -> list[Recent]:
    there = folder / "有.pingbi"
    there.write_bytes(b"")
    return [
        Recent(str(there), "2022年一季度工业项目攻坚", "9 个县区，已出表", "2022-04-15T10:42"),
        Recent(str(folder / "没有.pingbi"), "2021年上半年综合评比", "9 个县区", "2021-07-22T08:00"),
    ]


def test_enter_opens_the_sample(qtbot: QtBot, page: StartPage) -> None:
    page.activateWindow()
    page.first_focus().setFocus()
    with qtbot.waitSignal(page.acts["sample"].triggered):
        QTest.keyClick(page.first_focus(), Qt.Key.Key_Return)


def test_without_projects_the_list_says_what_goes_there(page: StartPage) -> None:
    page.show_recents([])
    assert not page.recents.isVisible()
    assert page.recents.model().rowCount() == 0


def test_a_project_that_is_gone_says_why(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    page.show_recents(recents(tmp_path))
    qtbot.waitUntil(lambda: bool(page.recents.missing(1)))
    assert page.recents.missing(1).startswith("找不到文件")
    assert page.recents.missing(0) == ""
    assert "找不到" in page.recents.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_a_project_of_last_time_is_wanted(qtbot: QtBot, page: StartPage, tmp_path: Path, by: str) -> None:
    page.recents.wanted.disconnect(page.open_recent)
    rows = recents(tmp_path)
    page.show_recents(rows)
    with qtbot.waitSignal(page.recents.wanted) as told:
        if by == "click":
            place = page.recents.visualRect(page.recents.model().index(1, 0)).center()
            QTest.mouseClick(page.recents.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        else:
            page.recents.setCurrentIndex(page.recents.model().index(1, 0))
            QTest.keyClick(page.recents, Qt.Key.Key_Return)
    assert told.args == [rows[1]]


def test_a_project_that_cannot_be_opened_is_said(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.said) as told:
        page.open_recent(recents(tmp_path)[1])
    assert told.args is not None
    assert "没有.pingbi" in str(told.args[0])


def test_while_something_runs_its_words_stand_where_the_hint_was(qtbot: QtBot, page: StartPage, desk: Desk) -> None:
    seen: list[str] = []
    desk.operations_changed.connect(lambda: seen.append(page._said.text()))
    with qtbot.waitSignal(desk.run("写示例材料", lambda _: None).finished):
        pass
    assert seen[0] == "正在写示例材料"
    qtbot.waitUntil(lambda: page._said.text() == SAMPLE)
    assert not page._bar.isVisible()


def test_it_fits_the_least_window_and_every_zoom(page: StartPage) -> None:
    try:
        for zoom, size in ((100, 14), (100, 18), (150, 14), (200, 18)):
            theme().choose(zoom=zoom, size=size)
            page.adapt(SizeClass.of(1366, 697))
            page.resize(1366 - SizeClass.COMPACT.frame.rail, 500)
            hint = page.minimumSizeHint()
            assert hint.width() <= page.width()
        theme().choose(zoom=100, size=14)
        page.resize(LEAST[0] - 64, LEAST[1] - 78)
        page.adapt(SizeClass.COMPACT)
        hint = page.minimumSizeHint()
        assert hint.width() <= LEAST[0] - 64
        assert hint.height() <= LEAST[1] - 78
    finally:
        theme().choose(zoom=100, size=14)


def test_where_it_is_narrow_the_two_halves_become_tabs(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    page.show_recents(recents(tmp_path))
    assert not page.tabs.isVisible()
    assert page.field.isVisible()
    assert page.recents.isVisible()
    page.resize(600, 400)
    qtbot.waitUntil(page.tabs.isVisible)
    assert page.field.isVisible()
    assert not page.recents.isVisible()
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    assert page.recents.isVisible()
    assert not page.field.isVisible()


@pytest.mark.parametrize(
    ("when", "shown"), [("2022-07-22T08:00", "7月22日"), ("2022-11-05", "11月5日"), ("", ""), ("昨天", "")]
)
def test_a_day_is_month_and_day(when: str, shown: str) -> None:
    assert day_of(when) == shown
