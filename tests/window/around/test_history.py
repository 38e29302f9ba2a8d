"""历史: what was done, by whom, of whom; and back to a step."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pingbi.casework import Case, correct
from pingbi.project import Step
from pingbi.project.changes import CHANGES, How
from pingbi.project.log import Standing
from pingbi_qt.around.history import ALL
from pingbi_qt.around.steps import SIGNS, day_words, move_to, rows_of
from pingbi_qt.window import Window

PATIENCE = 60_000


def step(number: int, line: str, county: str = "", kind: str = "corrected", standing: Standing = Standing.DONE) -> Step:
    return Step(number, f"2022-07-1{number // 10}T10:42:00+08:00", "张三", kind, county, line, standing)


def corrected(window: Window, qtbot: QtBot, *values: str) -> None:
    for value in values:

        def work(case: Case, value: Decimal = Decimal(value)) -> object:  # of this turn of the loop
            return correct(case, "南乐县", "technical_investment", value, f"电话核对，应为{value}", How.PHONE)

        window.desk.change(f"已改正 {value}", work)
    idle(window, qtbot)


def idle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.operations, timeout=PATIENCE)


def shown(window: Window, qtbot: QtBot) -> list[str]:
    if not window.around.history.isVisible():
        window.acts["history"].trigger()
    idle(window, qtbot)
    rows = window.around.history.list.rows
    return [rows.at(at).words for at in range(rows.rowCount())]


def test_every_kind_of_change_has_a_sign() -> None:
    assert set(CHANGES) | {"undo", "redo", "export", "lost"} == set(SIGNS)


def test_the_newest_step_stands_first_and_each_day_has_its_head() -> None:
    rows = rows_of([step(1, "甲"), step(2, "乙"), step(11, "丙")])
    assert [row.words for row in rows] == [
        day_words("2022-07-11"),
        "丙",
        day_words("2022-07-10"),
        "乙",
        "甲",
    ]
    assert [row.head for row in rows] == [True, False, True, False, False]
    assert rows[3].second == "10:42，张三，第2步"


def test_what_was_undone_is_said_and_faded() -> None:
    row = rows_of([step(1, "甲", standing=Standing.ABANDONED)])[1]
    assert (row.chip, row.faded) == ("已放弃", True)


def test_a_day_of_another_year_says_its_year() -> None:
    assert day_words("2022-07-10") == "2022年7月10日 星期日"
    assert day_words("") == "时间不明"


def test_going_back_says_what_will_be_undone_and_that_it_can_be_redone() -> None:
    steps = [
        step(1, "甲", kind="received"),
        step(2, "乙"),
        step(3, "丙", kind="explained"),
        step(4, "出", kind="export"),
    ]
    move = move_to(steps[0], steps)
    assert (move.words, move.by) == ("退到这一步", -2)
    assert move.means == (
        "会撤销它后面的 2 步：改正和决定 1 步、说明和复核 1 步。已导出的工作簿不变；撤销的都留着，可以重做"
    )
    assert move_to(steps[2], steps).words == ""
    assert move_to(steps[3], steps).words == ""


def test_where_nothing_may_be_changed_going_back_is_not_offered() -> None:
    steps = [step(1, "甲"), step(2, "乙")]
    move = move_to(steps[0], steps, "示例.pingbi 只能查看：李四正在使用")
    assert (move.words, move.means) == ("", "示例.pingbi 只能查看：李四正在使用")


def test_an_undone_step_can_be_redone_and_an_abandoned_one_cannot() -> None:
    steps = [step(1, "甲"), step(2, "乙", standing=Standing.UNDONE), step(3, "丙", standing=Standing.UNDONE)]
    assert move_to(steps[2], steps).by == 2
    assert move_to(steps[1], steps).by == 1
    assert move_to(step(4, "丁", standing=Standing.ABANDONED), steps).words == ""


def test_the_panel_shows_every_step_of_the_project(qtbot: QtBot, sample_window: Window) -> None:
    lines = shown(sample_window, qtbot)
    assert sum(line.startswith("收到") for line in lines) == len(sample_window.desk.view.arrived)  # type: ignore[union-attr]
    assert sample_window.around.history.list.hasFocus()


def test_the_panel_can_show_one_county_alone(qtbot: QtBot, sample_window: Window) -> None:
    whole = shown(sample_window, qtbot)
    panel = sample_window.around.history
    names = [panel.county.itemText(at) for at in range(panel.county.count())]
    assert names[0] == ALL
    panel.county.setCurrentText("南乐县")
    panel.county.activated.emit(names.index("南乐县"))
    lines = shown(sample_window, qtbot)
    assert 0 < len(lines) < len(whole)
    assert all("南乐县" in line for line in lines[1:])


def test_going_back_undoes_all_later_steps_and_going_on_redoes_them(qtbot: QtBot, sample_window: Window) -> None:
    corrected(sample_window, qtbot, "10.11", "10.12", "10.13")
    panel = sample_window.around.history
    lines = shown(sample_window, qtbot)
    view = sample_window.desk.view
    assert view is not None
    assert len(view.state.corrections) == 1
    panel.list.setCurrentIndex(panel.list.rows.index(max(at for at, line in enumerate(lines) if "10.11" in line)))
    assert panel.means.text().startswith("会撤销它后面的 2 步")
    QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    idle(sample_window, qtbot)
    assert sample_window.desk.view is not None
    assert sample_window.desk.view.state.corrections[0].value == Decimal("10.11")
    assert sample_window.bar.said().startswith("已撤销 2 步")
    lines = shown(sample_window, qtbot)
    undone = next(at for at, line in enumerate(lines) if "10.13" in line and not line.startswith("撤销"))
    assert panel.list.rows.at(undone).chip == "已撤销"
    panel.list.setCurrentIndex(panel.list.rows.index(undone))
    assert panel.button.text() == "重做到这一步"
    QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    idle(sample_window, qtbot)
    assert sample_window.desk.view.state.corrections[0].value == Decimal("10.13")


def test_a_change_while_the_panel_is_open_is_shown_at_once(qtbot: QtBot, sample_window: Window) -> None:
    before = shown(sample_window, qtbot)
    corrected(sample_window, qtbot, "10.11")
    assert len(shown(sample_window, qtbot)) > len(before)


def test_esc_closes_the_panel_and_the_focus_goes_back(qtbot: QtBot, sample_window: Window) -> None:
    sample_window.activateWindow()
    sample_window.rail.setFocus()
    before = QApplication.focusWidget()
    shown(sample_window, qtbot)
    QTest.keyClick(sample_window.around.history.list, Qt.Key.Key_Escape)
    assert not sample_window.around.history.isVisible()
    assert QApplication.focusWidget() is before


def test_the_panel_stays_at_the_right_edge(qtbot: QtBot, sample_window: Window) -> None:
    shown(sample_window, qtbot)
    panel = sample_window.around.history
    for width, height in ((1366, 697), (960, 469), (1920, 1000)):
        sample_window.resize(width, height)
        assert panel.geometry().right() == sample_window.stack.width() - 1
        assert panel.height() == sample_window.stack.height()


def test_a_project_without_history_says_what_comes_here(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    from pingbi import scheme as schemes  # noqa: PLC0415

    window.desk.create(tmp_path / "新.pingbi", schemes.find("").read_text(encoding="utf-8"))
    idle(window, qtbot)
    assert shown(window, qtbot) == []
    assert window.around.history.means.text().startswith("还没有做过什么")
    assert window.around.history.button.isHidden()
