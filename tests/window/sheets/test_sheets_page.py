"""Step 4: the sheets and their pages, what is ticked, what is seen."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pingbi import casework
from pingbi.project.changes import How
from pingbi_qt.desk import Desk
from pingbi_qt.look import LEAST, SizeClass, theme
from pingbi_qt.page import WayOn
from pingbi_qt.preview import Fit
from pingbi_qt.sheets import SheetsPage
from pingbi_qt.sheets.sheet_list import HIDDEN, LEFT_OUT, tick_place

Finished = Callable[[Desk], None]
Opened = Callable[[Path], SheetsPage]


def names(page: SheetsPage) -> list[str]:
    return [line.name for line in page.list.sheets.lines]


def press_at_the_tick(page: SheetsPage, at: int) -> None:
    place = tick_place(page.list.visualRect(page.list.sheets.index(at)))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def test_the_sample_has_its_sheets_with_pages_and_paper(opened: Opened, sample_project: Path) -> None:
    page = opened(sample_project)
    lines = page.list.sheets.lines
    assert (lines[0].name, lines[0].second) == ("综合排名", "2 页，A4 横")
    assert {line.name: line.second for line in lines}["县区分析"] == "9 页，A4 竖"
    assert all(line.ticked and line.count for line in lines)
    assert page.count.text() == f"{len(lines)} 张都要"


def test_the_first_sheet_is_seen_at_once(page: SheetsPage) -> None:
    shown = page.preview.view.shown
    assert shown is not None
    assert "甲　县" in shown.page.texts()
    assert page.preview.where.text().startswith("综合排名　第 1 页，共 ")


@pytest.mark.parametrize("zoom", [100, 150])
def test_the_heads_of_sheets_and_preview_end_at_one_height(page: SheetsPage, finished: Finished, zoom: int) -> None:
    theme().choose(zoom=zoom)
    try:
        page.window().resize(2400, 1300)
        finished(page.desk)
        assert not page.size_class.compact
        assert page.head.mapTo(page, page.head.rect().bottomLeft()).y() == (
            page.preview.head.mapTo(page, page.preview.head.rect().bottomLeft()).y()
        )
    finally:
        theme().choose(zoom=100)


def test_the_foot_counts_all_pages_when_all_are_known(page: SheetsPage) -> None:
    shown = page.preview.view.shown
    assert shown is not None
    assert (shown.number, shown.whole) == (1, sum(line.count for line in page.list.sheets.lines))


def test_another_sheet_is_seen_when_it_is_chosen(page: SheetsPage) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    shown = page.preview.view.shown
    assert shown is not None
    assert shown.page.sheet == names(page)[1] == page.list.current()


def test_space_takes_a_tick_away_and_sets_it_again(page: SheetsPage, finished: Finished) -> None:
    page.list.choose("审核情况")
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    finished(page.desk)
    assert "审核情况" not in page.list.sheets.chosen()
    assert page.list.sheets.lines[names(page).index("审核情况")].second == LEFT_OUT
    assert page.count.text() == f"选了 {len(names(page)) - 1} 张，共 {len(names(page))} 张"
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    finished(page.desk)
    assert "审核情况" in page.list.sheets.chosen()


def test_a_sheet_that_formulas_need_is_said_to_be_hidden(page: SheetsPage, finished: Finished) -> None:
    page.list.choose("主要指标")
    page.list.tick_current()
    finished(page.desk)
    assert page.list.sheets.lines[names(page).index("主要指标")].second == HIDDEN


def test_a_click_on_the_tick_ticks_and_leaves_the_preview(page: SheetsPage, finished: Finished) -> None:
    press_at_the_tick(page, 1)
    finished(page.desk)
    assert not page.list.sheets.lines[1].ticked
    assert page.list.current() == names(page)[0]


def test_none_and_all(page: SheetsPage, finished: Finished) -> None:
    QTest.mouseClick(page.every, Qt.MouseButton.LeftButton)
    finished(page.desk)
    assert (page.list.sheets.chosen(), page.every.text()) == ((), "全选")
    assert not page.acts["export"].isEnabled()
    assert "至少选一张工作表" in page.acts["export"].toolTip()
    QTest.mouseClick(page.every, Qt.MouseButton.LeftButton)
    finished(page.desk)
    assert page.list.sheets.chosen() == tuple(names(page))
    assert page.acts["export"].isEnabled()


def test_attachments_are_numbered_by_the_choice(page: SheetsPage, finished: Finished) -> None:
    page.list.choose("计分办法")
    before = page.preview.view.shown
    assert before is not None
    first = next(text for text in before.page.texts() if text.startswith("附件"))
    page.list.sheets.tick(names(page).index("单项排名"))
    finished(page.desk)
    after = page.preview.view.shown
    assert after is not None
    assert int(next(text for text in after.page.texts() if text.startswith("附件"))[2:]) == int(first[2:]) - 1


# The preview


def test_pages_are_turned_by_button_key_and_wheel(opened: Opened, sample_project: Path, finished: Finished) -> None:
    page = opened(sample_project)
    page.list.choose("县区分析")
    QTest.mouseClick(page.preview.forth, Qt.MouseButton.LeftButton)
    finished(page.desk)
    assert page.preview.where.text() == "县区分析　第 2 页，共 9 页"
    for key, at in ((Qt.Key.Key_PageDown, 3), (Qt.Key.Key_PageUp, 2), (Qt.Key.Key_End, 9), (Qt.Key.Key_Home, 1)):
        QTest.keyClick(page.preview.view, key)
        finished(page.desk)
        shown = page.preview.view.shown
        assert shown is not None
        assert shown.page.number == at
    assert not page.preview.back.isEnabled()
    assert page.preview.back.toolTip() == "已经是第一页"


def test_a_page_that_was_turned_past_is_not_shown_late(
    opened: Opened, sample_project: Path, finished: Finished
) -> None:
    page = opened(sample_project)
    page.list.choose("县区分析")
    for _ in range(5):
        page.preview.turn(1)
    finished(page.desk)
    shown = page.preview.view.shown
    assert shown is not None
    assert shown.page.number == page.preview.at + 1 == 6


def test_the_page_is_shown_whole_wide_or_as_it_is(page: SheetsPage) -> None:
    view = page.preview.view
    whole = view.place().size()
    assert whole.height() <= view.viewport().height()
    page.preview.tabs.chosen.emit(1)
    assert view.fit_is is Fit.WIDTH
    assert view.place().width() > whole.width() * 0.95
    page.preview.tabs.chosen.emit(2)
    assert view.place().width() == pytest.approx(297 * 96 / 25.4, abs=1)
    assert view.horizontalScrollBar().maximum() > 0


def test_a_correction_is_in_the_preview(page: SheetsPage, finished: Finished) -> None:
    page.desk.change(
        "已改正",
        lambda case: casework.correct(case, "丁县", "投资", Decimal("5.5"), "多写了一个零，县里来电更正", How.PHONE),
    )
    finished(page.desk)
    assert page.order.levels.mandatory.text() == "强制性问题 0"
    page.list.choose("主要指标")
    shown = page.preview.view.shown
    assert shown is not None
    assert "5.50" in shown.page.texts()


# Room


@pytest.mark.parametrize("size", list(SizeClass))
def test_the_page_fits_the_least_window(page: SheetsPage, size: SizeClass) -> None:
    page.adapt(size)
    least = page.minimumSizeHint()
    if size.compact:
        assert (least.width(), least.height()) <= (LEAST[0] - size.frame.rail, LEAST[1])
        assert least.height() <= LEAST[1] - size.frame.header - size.frame.status
    else:
        assert least.width() <= 1180 - size.frame.rail


def test_in_a_compact_window_the_order_stands_behind_a_tab(page: SheetsPage, qtbot: QtBot) -> None:
    window = page.window()
    window.resize(960, 469)
    qtbot.waitUntil(lambda: page.size_class is SizeClass.COMPACT)
    assert page.list.isVisible()
    assert not page.order.isVisible()
    told: list[WayOn] = []
    page.way_on_changed.connect(lambda: told.append(page.way_on()))
    assert page.way_on()[:4] == WayOn("出表", "export", "download")[:4]
    page.every.click()
    assert not told[-1].enabled
    assert told[-1].why_not.startswith("至少选一张工作表")
    page.every.click()
    QTest.mouseClick(page.tabs, Qt.MouseButton.LeftButton, pos=QPoint(page.tabs.width() // 2, 10))
    assert page.order.export.isVisible()
    assert page.way_on() == WayOn()
    window.resize(1366, 697)
    qtbot.waitUntil(lambda: page.size_class is SizeClass.FULL)
    assert page.list.isVisible()
    assert page.order.isVisible()


def test_pages_are_turned_by_the_mouse_wherever_there_is_room(page: SheetsPage, qtbot: QtBot) -> None:
    window, preview = page.window(), page.preview
    for width, height, where, there in (
        (1366, 697, "综合排名　第 1 页，共 2 页", True),
        (960, 469, "第 1/2 页", True),
        (700, 469, "第 1/2 页", False),
    ):
        window.setMinimumSize(200, 200)
        window.resize(width, height)
        qtbot.waitUntil(lambda: page.size_class.compact is (window.width() < 1180))
        QApplication.processEvents()
        assert preview.where.text() == where
        assert preview.where.width() >= preview.where.sizeHint().width()
        assert (preview.back.isVisible(), preview.forth.isVisible()) == (there, there)


def test_every_control_has_a_name(page: SheetsPage) -> None:
    order = page.order
    parts = (page.list, page.preview.view, page.every, order.folder, order.name, order.other, order.export, order.form)
    assert [part for part in parts if not part.accessibleName()] == []


def test_one_key_goes_from_pane_to_pane(page: SheetsPage) -> None:
    page.list.setFocus()
    focus = []
    for _ in range(3):
        page.acts["next_pane"].trigger()
        focus.append(page.window().focusWidget())
    assert focus == [page.preview.view, page.order.workbook, page.list]


def test_what_is_made_of_the_sample_goes_where_a_person_finds_it(
    opened: Opened, sample_project: Path, settings_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The sample's project lies among the settings; of any other project the workbook lies beside it."""
    ours = tmp_path / "文档" / "县区评比"
    ours.parent.mkdir()
    monkeypatch.setattr("pingbi_qt.sheets.page.documents", lambda: ours)
    hidden = settings_folder / "示例" / "一次" / "示例.pingbi"
    hidden.parent.mkdir(parents=True)
    sample_project.rename(hidden)
    assert opened(hidden).order.folder.text() == str(ours.parent)
