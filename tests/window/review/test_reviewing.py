"""核对 by the keyboard, with real widgets and the real engine: a finding is settled, the next opens by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from heartbeat import Heartbeat
from painted import painting
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from slow_engine import Slow

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.model import Role
from pingbi.project.changes import Finalised, How, Marking
from pingbi_qt.around.drafts import drafts
from pingbi_qt.desk import Desk, View
from pingbi_qt.look import SizeClass, theme
from pingbi_qt.page import Place
from pingbi_qt.review import ReviewPage
from pingbi_qt.review.correct_dialog import CorrectDialog
from pingbi_qt.review.explain_dialog import ExplainDialog
from pingbi_qt.window import Window

At = Callable[..., None]
Still = Callable[[], None]
SCHEME = """
[scheme]
name = "另一个"
period = "2022H1"
[[county]]
name = "甲县"
[[indicator]]
id = "a"
name = "工业投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "b"
name = "技改投资"
unit = "亿元"
kind = "level"
[[criterion]]
id = "c"
name = "技改投资"
weight = 100
value = "b"
method = "rank_linear"
"""
CTRL = Qt.KeyboardModifier.ControlModifier


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Where the focus is."""
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def view_of(page: ReviewPage) -> View:
    assert page.view is not None
    return page.view


def codes(page: ReviewPage) -> list[str]:
    assert page.at.standing is not None
    return [row.finding.code for row in page.at.standing.open]


def buttons(page: ReviewPage) -> list[str]:
    return [row.text() for row in page.banner.buttons]


def correcting(page: ReviewPage) -> CorrectDialog:
    assert isinstance(page.acting.dialog, CorrectDialog)
    return page.acting.dialog


def test_the_page_opens_on_the_finding_whose_answer_is_at_hand(window: Window, page: ReviewPage) -> None:
    assert page.banner.line.text() == "技改投资 101100 亿元，是工业投资 30.58 亿元的 3306 倍"
    assert page.banner.more.text() == "按“万元”理解是 10.11 亿元，其他县区的中位数 8.50 亿元。"
    assert buttons(page) == ["按万元：核定 10.11", "改正…", "退回甲县"]
    assert [row.kind for row in page.banner.buttons] == ["primary", "plain", "plain"]
    assert page.left.chooser.currentText().startswith("甲县　第 2 版，比上版改 1 处　待核 ")
    assert page.left.findings.findings.rows[0].text == "单位疑似填错：技改投资 101100亿元，其他县区的中位数为8.5亿元"
    assert window.focusWidget() is page.left.findings
    assert page.way_on().words == "看评分"


def test_no_row_of_the_figures_is_half_below_the_head(page: ReviewPage, qtbot: QtBot) -> None:
    table = page.left.figures
    table.setFixedHeight(table.horizontalHeader().height() + table.rowHeight(0) * 3 // 2)
    qtbot.waitUntil(lambda: table.viewport().height() < 2 * table.rowHeight(0))
    for line in (*table.figures.lines, *reversed(table.figures.lines)):
        table.choose(line.indicator)
        bar = table.verticalScrollBar()
        assert table.rowViewportPosition(table.rowAt(1)) == 0 or bar.value() == bar.maximum()
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_where_not_all_buttons_have_room_the_likeliest_is_whole(page: ReviewPage, at: At) -> None:
    at("unit-slip", "甲县")
    first, second, last = page.banner.buttons
    assert (second.key, last.key) == ("F2", "F4")
    for width, there in ((620, [True, True, True]), (340, [True, True, False]), (240, [True, False, False])):
        page.banner.setFixedWidth(width)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        assert [button.isVisible() for button in page.banner.buttons] == there
        assert first.width() >= min(first.minimumSizeHint().width(), width - 40)


def test_enter_takes_the_blue_action_and_the_next_finding_opens_by_itself(
    window: Window, page: ReviewPage, still: Still
) -> None:
    count, first = len(codes(page)), page.at.finding
    press(window, Qt.Key.Key_Return)
    still()
    assert view_of(page).evaluation.figures.value("甲县", "b") == Decimal("10.11")
    assert len(codes(page)) < count
    assert page.at.finding
    assert page.at.finding != first
    assert page.banner.buttons
    assert window.bar.said() == "甲县 核定 10.11"


def test_undo_brings_the_finding_back_and_goes_there(window: Window, page: ReviewPage, still: Still) -> None:
    first = page.at.finding
    press(window, Qt.Key.Key_Return)
    still()
    press(window, Qt.Key.Key_Z, CTRL)
    still()
    assert page.at.finding == first
    assert view_of(page).evaluation.figures.value("甲县", "b") == Decimal(101100)


def test_f8_goes_through_all_findings_and_round_again(window: Window, page: ReviewPage, still: Still) -> None:
    seen = []
    for _ in codes(page):
        seen.append(page.at.finding)
        press(window, Qt.Key.Key_F8)
        still()
    assert len(set(seen)) == len(codes(page))
    assert page.at.finding == seen[0]
    press(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.at.finding == seen[-1]
    assert page.banner.count.text() == f"第 {len(seen)}/{len(seen)} 处"


def test_pgup_and_pgdn_go_to_another_county(window: Window, page: ReviewPage, still: Still) -> None:
    assert page.at.county == "甲县"
    press(window, Qt.Key.Key_PageDown)
    still()
    assert page.at.county == "乙县"
    page.left.figures.setFocus()
    press(window, Qt.Key.Key_PageUp)
    still()
    assert page.at.county == "甲县"


def test_f2_asks_with_the_number_chosen_and_ctrl_enter_records_it(
    window: Window, page: ReviewPage, still: Still, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_F2)
    dialog = correcting(page)
    assert (dialog.reported.text(), dialog.reported.isEnabled()) == ("101100", False)
    assert (dialog.value.text(), dialog.value.selectedText()) == ("10.11", "10.11")
    dialog.value.setText("10.2")
    dialog.reason.set_text("电话问甲县工信局张工，确认填成了万元")
    dialog.how.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.effect.words.text().startswith("甲县："))
    assert dialog.effect.words.text() == "甲县：由 100.00 分到 80.00 分，第 2，总名次由第 1 到第 2；丁县进 1 位"
    QTest.keyClick(dialog.reason.field, Qt.Key.Key_Return, CTRL)
    still()
    correction = view_of(page).state.corrections[0]
    assert (correction.value, correction.how) == (Decimal("10.2"), How.PAPER)
    assert page.acting.dialog is None
    assert drafts().text("correct/甲县/b") == ""


def test_of_a_finding_about_last_year_f2_mends_the_figure_of_last_year(
    window: Window, page: ReviewPage, desk: Desk, at: At, tmp_path: Path, still: Still
) -> None:
    path, table, year = tmp_path / "去年.pingbi", tmp_path / "去年.csv", tmp_path / "今年带去年.csv"
    table.write_text("县区,工业投资\n甲县,25.87\n", encoding="utf-8")
    year.write_text("县区,工业投资,上年同期工业投资\n甲县,30.58,26.9\n", encoding="utf-8")
    with project.create(path, SCHEME.replace("2022H1", "2021H1"), "张三") as held:
        list(casework.receive(Case(held), [table]))
    desk.change("收到", lambda case: (casework.bring_project(case, path), list(casework.receive(case, [year]))))
    still()
    at("differs-from-archive", "甲县")
    finding = page.at.finding
    press(window, Qt.Key.Key_F2)
    dialog = correcting(page)
    assert dialog.windowTitle() == "改正：甲县 工业投资上年同期"
    assert (dialog.reported.text(), dialog.value.text()) == ("26.9", "25.87")
    dialog.confirm.click()
    still()
    figures = view_of(page).evaluation.figures
    assert figures.value("甲县", "a") == Decimal("30.58")
    assert figures.value("甲县", "a", Role.LAST_YEAR) == Decimal("25.87")
    assert finding not in {row.id for row in view_of(page).evaluation.findings}


def test_a_number_in_another_unit_is_converted_and_that_is_said(window: Window, page: ReviewPage) -> None:
    press(window, Qt.Key.Key_F2)
    dialog = correcting(page)
    dialog.value.setText("101100")
    dialog.unit.setCurrentText("万元")
    assert dialog.converted.text() == "等于 10.11 亿元"
    assert dialog.correction()[0] == Decimal("10.11")
    dialog.reject()


@pytest.mark.parametrize("text", ["", "核实无误", "属实"])
def test_a_reason_that_says_nothing_keeps_the_correction_shut_and_says_why(
    window: Window, page: ReviewPage, text: str
) -> None:
    press(window, Qt.Key.Key_F2)
    dialog = correcting(page)
    dialog.reason.set_text(text)
    assert not dialog.confirm.isEnabled()
    assert dialog.confirm.toolTip()
    assert dialog.reason.verdict.text == ("" if not text else dialog.confirm.toolTip())
    dialog.reject()


@pytest.mark.parametrize("text", ["大概十亿", "30,58", "30，58", "1,0110.5", ",300"])
def test_what_is_no_number_is_said_beside_it(window: Window, page: ReviewPage, text: str) -> None:
    press(window, Qt.Key.Key_F2)
    dialog = correcting(page)
    dialog.value.setText(text)
    assert dialog.converted.text() == "核定数应是一个数，或“不采用”"
    assert not dialog.confirm.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(("text", "value"), [("1,011,000.5", "1011000.5"), ("\u22121，011", "-1011")])
def test_commas_between_thousands_are_read(window: Window, page: ReviewPage, text: str, value: str) -> None:
    press(window, Qt.Key.Key_F2)
    dialog = correcting(page)
    dialog.value.setText(text)
    assert dialog.correction()[0] == Decimal(value)
    dialog.reject()


def test_a_computed_figure_cannot_be_said_not_to_be_used(page: ReviewPage, still: Still) -> None:
    page.show_place(Place("乙县", "r"))
    still()
    page.correct()
    dialog = correcting(page)
    dialog.drop.click()
    assert "“技改占比”是按公式算出来的，不能说不采用" in dialog.converted.text()
    assert not dialog.confirm.isEnabled()
    dialog.reject()


def test_a_correction_half_written_is_there_again(window: Window, page: ReviewPage) -> None:
    press(window, Qt.Key.Key_F2)
    dialog = correcting(page)
    dialog.reason.set_text("电话问了张工，还在")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert json.loads(drafts().text("correct/甲县/b"))["reason"] == "电话问了张工，还在"
    press(window, Qt.Key.Key_F2)
    again = correcting(page)
    assert again is not dialog
    assert (again.reason.text(), again.note.text()) == ("电话问了张工，还在", "接着上次没写完的，确定后写入历史")
    again.reject()


def test_looking_at_a_correction_leaves_nothing_half_written(window: Window, page: ReviewPage) -> None:
    press(window, Qt.Key.Key_F2)
    correcting(page).reject()
    assert drafts().text("correct/甲县/b") == ""


def test_f3_explains_and_the_finding_is_settled(
    window: Window, page: ReviewPage, at: At, still: Still, qtbot: QtBot
) -> None:
    at("two-values", "乙县")
    finding = page.at.finding
    press(window, Qt.Key.Key_F3)
    dialog = page.acting.dialog
    assert isinstance(dialog, ExplainDialog)
    dialog.reason.set_text("核实无误")
    assert not dialog.confirm.isEnabled()
    assert dialog.reason.verdict.text.startswith("说明“核实无误”没有写出原因")
    dialog.reason.set_text("报告用的是快报数")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog.reason.field, Qt.Key.Key_Return, CTRL)
    still()
    assert page.at.finding != finding
    assert [row.finding for row in view_of(page).state.explanations] == [finding]
    assert page.left.settled.text() == "已处理 1"


def test_f4_notes_that_it_is_sent_back_and_copies_polite_words(
    window: Window, page: ReviewPage, desk: Desk, still: Still
) -> None:
    first = page.at.finding
    press(window, Qt.Key.Key_F4)
    still()
    assert [(row.county, row.marking) for row in view_of(page).state.marks] == [("甲县", Marking.RETURNED)]
    assert QGuiApplication.clipboard().text().startswith("甲县：你单位报送的2022年上半年材料已收到")
    assert page.at.finding != first
    for size in (SizeClass.FULL, SizeClass.COMPACT):
        page.adapt(size)
        with painting() as texts:
            page.left.findings.viewport().grab()
        assert "已退回" in [text.words for text in texts]
    page.adapt(SizeClass.FULL)
    page.at.go_to_figure("甲县", "b")
    page.send_back()
    still()
    assert window.bar.said().startswith("甲县已经退回")
    assert desk.view is not None
    assert len(desk.view.state.marks) == 1


def test_a_key_that_is_held_settles_nothing(window: Window, page: ReviewPage, still: Still) -> None:
    first, steps = page.at.finding, view_of(page).state
    for part in (page.left.findings, page.banner.buttons[0]):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(part, held)
        still()
    assert (page.at.finding, view_of(page).state) == (first, steps)
    names = ("correct", "explain", "send_back", "next_finding")
    assert [window.acts[name].autoRepeat() for name in names] == [False, False, False, True]


def test_until_the_new_state_is_shown_keys_act_neither_on_the_next_finding_nor_twice(
    window: Window, page: ReviewPage, desk: Desk, slow: Slow, still: Still, qtbot: QtBot
) -> None:
    first, engine, done = page.at.finding, slow(), list[str]()
    page.acting.done.connect(done.append)
    press(window, Qt.Key.Key_Return)
    desk.ask(engine)  # before the list of the new state
    qtbot.waitUntil(lambda: done == [first] and engine.begun.is_set(), timeout=60_000)
    assert (page.at.finding, page.at.county) == (first, "甲县")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4):
        press(window, key)
        assert page.acting.dialog is None
    engine.go_on.set()
    still()
    assert page.at.finding not in ("", first)
    assert len(view_of(page).state.corrections) == 1
    assert view_of(page).state.marks == ()


def test_who_has_gone_on_before_an_action_is_done_stays_there(
    window: Window, page: ReviewPage, desk: Desk, slow: Slow, still: Still
) -> None:
    assert page.at.standing is not None
    other, engine = page.at.standing.open[2].id, slow()
    desk.ask(engine)
    press(window, Qt.Key.Key_F4)
    page.show_place(Place(finding=other))
    engine.go_on.set()
    still()
    assert len(view_of(page).state.marks) == 1
    assert page.at.finding == other


def test_an_unknown_name_is_settled_by_one_click_and_learnt(page: ReviewPage, desk: Desk, at: At, still: Still) -> None:
    at("unmapped")
    assert page.banner.line.text() == "“安全检查次数”对不上任何指标"
    assert buttons(page)[:2] == ["不是指标，不读", "认作…"]
    page.banner.buttons[1].click()
    (menu,) = (row for row in page.findChildren(QMenu) if row.accessibleName() == "认作…")
    page._show(look=False)
    desk.look_again()
    still()
    assert isValid(menu)
    next(row for row in menu.actions() if row.text() == "技改投资").trigger()
    still()
    assert [(row.name, row.indicator) for row in view_of(page).state.aliases] == [("安全检查次数", "b")]


def test_levels_filter_the_list_and_what_is_settled_is_folded_away(page: ReviewPage, still: Still) -> None:
    model = page.left.findings.findings
    whole = len(model.open_order())
    chip = page.left.levels.chips["hint"]
    chip.click()
    assert 0 < len(model.open_order()) < whole
    assert {row.level for row in model.rows} == {"hint"}
    chip.click()
    assert len(model.open_order()) == whole
    page.first_choice()
    still()
    rows = len(model.rows)
    page.left.settled.click()
    assert len(model.rows) == rows + model.settled_count()
    assert model.rows[-1].text.startswith("技改投资：核定 10.11，原报 101100")


def test_findings_of_one_rule_are_a_group_that_folds(page: ReviewPage) -> None:
    model = page.left.findings.findings
    groups = [at for at, row in enumerate(model.rows) if row.many]
    for at in reversed(groups):
        count = len(model.rows)
        model.fold(at, folded=not model.rows[at].folded)
        assert abs(len(model.rows) - count) == model.rows[at].many
    assert sum(model.counts().values()) == len(codes(page))


def test_when_nothing_is_left_the_page_says_so_and_leads_on(window: Window, page: ReviewPage, still: Still) -> None:
    for _ in range(40):
        if not codes(page):
            break
        finding = page.at.finding
        page.first_choice()
        dialog = page.acting.dialog
        if dialog is not None:
            dialog.reason.set_text("口径不同，以填报表为准")
            dialog.confirm.click()
        still()
        assert page.at.finding != finding
    assert codes(page) == []
    assert page.banner.line.text() == "问题都处理完了"
    assert buttons(page) == ["看评分"]
    assert not window.acts["next_finding"].isEnabled()
    assert window.acts["next_finding"].toolTip().startswith("没有要处理的问题了")


def test_in_a_project_for_reading_only_nothing_can_be_pressed_and_it_says_why(
    page: ReviewPage, desk: Desk, still: Still
) -> None:
    def shut(case: object) -> None:
        case.project.read_only = "正由李四使用"  # type: ignore[attr-defined]

    desk.ask(shut)
    desk.look_again()
    still()
    assert [row.isEnabled() for row in page.banner.buttons] == [False] * 3
    assert {row.toolTip() for row in page.banner.buttons} == {"正由李四使用"}
    page.correct()
    assert page.acting.dialog is None


def test_what_is_final_takes_no_words_that_would_be_lost_but_is_still_sent_back(
    window: Window, page: ReviewPage, desk: Desk, still: Still
) -> None:
    desk.change("已定稿", lambda case: case.project.record(Finalised(1)))
    still()
    why = "已经定稿，要改先取消定稿"
    assert [row.isEnabled() for row in page.banner.buttons] == [row.key == "F4" for row in page.banner.buttons]
    assert {row.toolTip() for row in page.banner.buttons if not row.isEnabled()} == {why}
    for name in ("correct", "explain"):
        assert window.acts[name].toolTip().startswith(why)
        window.acts[name].trigger()
    page.correct()
    assert page.acting.dialog is None
    page.first_choice()
    assert window.bar.said() == why
    assert window.acts["send_back"].isEnabled()


def test_no_part_makes_the_window_larger_than_its_least_size(window: Window, page: ReviewPage) -> None:
    window.resize(900, 440)
    least = page.minimumSizeHint()
    assert least.width() <= 900 - window.rail.width()
    assert least.height() <= 440 - window.header.height() - window.bar.height()


def test_every_part_that_takes_the_focus_has_a_name(page: ReviewPage) -> None:
    unnamed = [
        row
        for row in page.findChildren(QWidget)
        if row.focusPolicy() & Qt.FocusPolicy.TabFocus and row.isVisible() and not row.accessibleName()
    ]
    assert unnamed == []


def test_rows_follow_the_zoom_and_come_back(page: ReviewPage) -> None:
    tables = (page.source.sheet, page.left.figures, page.source.versions.table)
    before = [table.verticalHeader().sectionSize(0) for table in tables[:2]]
    theme().choose(zoom=150)
    try:
        assert [table.verticalHeader().defaultSectionSize() for table in tables] == [
            page._size.row(name) for name in ("source", "figures", "figures")
        ]
        larger = [table.verticalHeader().sectionSize(0) for table in tables[:2]]
        assert all(new > old for old, new in zip(before, larger, strict=True))
    finally:
        theme().choose(zoom=100)
    assert [table.verticalHeader().sectionSize(0) for table in tables[:2]] == before


def test_the_sizes_of_the_panes_are_kept_for_each_size_of_window(window: Window, page: ReviewPage) -> None:
    page.split.moveSplitter(420, 1)
    wide = page.split.sizes()[0]
    window.resize(960, 469)
    assert abs(page.split.sizes()[0] - wide) > 8
    window.resize(1366, 697)
    assert abs(page.split.sizes()[0] - wide) <= 8  # the margins are given back a moment later
    assert any(key.startswith("review whole") for key in window.settings.splitters)


def test_the_keys_go_over_the_head_of_a_group_and_a_click_on_it_opens_its_first(
    page: ReviewPage, desk: Desk, tmp_path: Path, still: Still
) -> None:
    path = tmp_path / "另报.csv"
    path.write_text("县区,工业投资,技改投资\n丙县,x,8\n丁县,y,9\n", encoding="utf-8")
    desk.change("收到 另报.csv", lambda case: list(casework.receive(case, [path])))
    still()
    view = page.left.findings
    head = next(at for at, row in enumerate(view.findings.rows) if row.many and not row.folded)
    page.show_place(Place(finding=view.findings.rows[head + 1].finding.id))  # type: ignore[union-attr]  # a member
    still()
    assert view.currentIndex().row() == head + 1
    QTest.keyClick(view, Qt.Key.Key_Up)
    still()
    assert view.currentIndex().row() == head - 1
    assert page.at.finding == view.findings.rows[head - 1].finding.id  # type: ignore[union-attr]  # an open one
    QTest.keyClick(view, Qt.Key.Key_Down)
    still()
    assert (view.currentIndex().row(), page.at.finding) == (head + 1, view.findings.rows[head].finding.id)  # type: ignore[union-attr]  # as above
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert (view.currentIndex().row(), view.findings.rows[head].folded) == (head, True)
    QTest.keyClick(view, Qt.Key.Key_Up)
    still()
    QTest.keyClick(view, Qt.Key.Key_Down)
    still()
    assert (view.currentIndex().row(), page.at.finding) == (head + 1, view.findings.rows[head].finding.id)  # type: ignore[union-attr]  # as above
    view._fold(0, folded=not view.findings.rows[0].folded)
    assert view.currentIndex().row() == view.findings.row_of(page.at.finding)
    place = view.visualRect(view.findings.index(head)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    still()
    assert page.at.finding == view.findings.rows[head].finding.id  # type: ignore[union-attr]  # as above


def test_the_first_of_a_group_is_seen_with_its_head(page: ReviewPage, desk: Desk, tmp_path: Path, still: Still) -> None:
    path = tmp_path / "另报.csv"
    path.write_text("县区,工业投资,技改投资\n丙县,x,8\n丁县,y,9\n", encoding="utf-8")
    desk.change("收到 另报.csv", lambda case: list(casework.receive(case, [path])))
    still()
    view = page.left.findings
    view.setMaximumHeight(100)
    rows = view.findings.rows
    head = next(at for at, row in enumerate(rows) if row.many and not row.folded)
    view.scrollToBottom()
    view.choose(rows[head].finding.id)  # type: ignore[union-attr]  # an open one
    assert view.verticalScrollBar().maximum() > 0
    for at in (head, head + 1):
        assert view.viewport().rect().contains(view.visualRect(view.findings.index(at)))


def test_a_project_without_any_material_opens_too(
    window: Window, page: ReviewPage, desk: Desk, tmp_path: Path, still: Still
) -> None:
    path = tmp_path / "空.pingbi"
    project.create(path, SCHEME, "张三").close()
    desk.open(path)
    still()
    assert page.at.standing is not None
    assert {row.finding.code for row in page.at.standing.open} == {"missing"}
    assert buttons(page) == ["催报甲县", "填说明…", "甲县免报"]
    assert page.source.empty.line.text() == "甲县还没有报来材料"
    press(window, Qt.Key.Key_Return)
    still()
    assert [(row.county, row.marking) for row in view_of(page).state.marks] == [("甲县", Marking.CHASED)]
    assert "甲县" in QGuiApplication.clipboard().text()


def test_two_hundred_counties_are_gone_through_without_a_pause(
    window: Window, page: ReviewPage, desk: Desk, tmp_path: Path, still: Still
) -> None:
    names = [f"县{at:03}" for at in range(200)]
    counties = "".join(f'[[county]]\nname = "{name}"\n' for name in names)
    text = SCHEME[: SCHEME.index("[[county]]")] + counties + SCHEME[SCHEME.index("[[indicator]]") :]
    path, table = tmp_path / "大.pingbi", tmp_path / "各县.csv"
    rows = [f"{name},{at % 17 + 20},{'待定' if at % 3 else at % 5 + 5}" for at, name in enumerate(names)]
    table.write_text("\n".join(("县区,工业投资,技改投资", *rows)), encoding="utf-8")
    with project.create(path, text, "张三") as held:
        list(casework.receive(Case(held), [table]))
    desk.open(path)
    still()
    with Heartbeat() as heart:
        for _ in range(20):
            press(window, Qt.Key.Key_F8)
            still()
            press(window, Qt.Key.Key_PageDown)
            still()
    print(heart.told())
    assert len(codes(page)) >= 100
    assert heart.own < 0.5, heart.told()
    assert page.source.sheet.sheet.meant
