"""Rail, header, status bar."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from unseen import WINE

from pingbi_qt.actions import Actions
from pingbi_qt.look import LEAST, SizeClass, colour, theme
from pingbi_qt.page import STEPS
from pingbi_qt.parts import Header, Rail, StatusBar
from pingbi_qt.parts.header import NO_PROJECT
from pingbi_qt.parts.rail import Below, Step


@pytest.fixture(autouse=True)
def _plain() -> Iterator[None]:
    yield
    theme().choose(dark=False, size=14, zoom=100)


@pytest.fixture
def acts(qtbot: QtBot) -> Iterator[Actions]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = Actions(holder)
    made.show_page("review")
    yield made
    holder.close()


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)


def test_a_step_that_is_pressed_is_chosen(qtbot: QtBot, acts: Actions) -> None:
    rail = Rail(acts)
    shown(qtbot, rail, 92, 697)
    steps = rail.findChildren(Step)
    assert [step.accessibleName() for step in steps] == [acts[f"step_{name}"].text() for name in STEPS]
    with qtbot.waitSignal(rail.chosen) as told:
        QTest.mouseClick(steps[2], Qt.MouseButton.LeftButton)
    assert told.args == ["score"]
    with qtbot.waitSignal(rail.chosen) as told:
        QTest.keyClick(steps[0], Qt.Key.Key_Return)
    assert told.args == ["collect"]


def test_a_step_says_where_the_person_is_and_how_far_it_is(qtbot: QtBot, acts: Actions) -> None:
    rail = Rail(acts)
    shown(qtbot, rail, 92, 697)
    rail.set_step("review")
    rail.set_state("collect", "9/9 收齐", "ok")
    rail.set_state("review", "待核 7", "warn")
    assert [step.here for step in rail.findChildren(Step)] == [False, True, False, False]
    assert [step.done for step in rail.findChildren(Step)] == [True, False, False, False]
    assert rail.findChildren(Step)[1].accessibleDescription() == "待核 7"


def test_a_step_that_cannot_be_gone_to_says_why(qtbot: QtBot, acts: Actions) -> None:
    rail = Rail(acts)
    shown(qtbot, rail, 92, 697)
    acts.enable("step_sheets", False, "还没有材料")
    last = rail.findChildren(Step)[3]
    assert not last.isEnabled()
    assert "还没有材料" in last.toolTip()


def test_the_lower_buttons_do_what_their_actions_do(qtbot: QtBot, acts: Actions) -> None:
    rail = Rail(acts)
    shown(qtbot, rail, 92, 697)
    for button, name in zip(rail.findChildren(Below), ("history", "help", "menu"), strict=True):
        with qtbot.waitSignal(acts[name].triggered):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("zoom", [100, 150, 200])
@pytest.mark.parametrize(("width", "height"), [(1366, 697), (1280, 640), LEAST])
def test_nothing_in_the_rail_lies_on_anything_else(
    qtbot: QtBot, acts: Actions, width: int, height: int, zoom: int
) -> None:
    theme().choose(zoom=zoom)
    rail = Rail(acts)
    rail.adapt(SizeClass.of(width, height))
    shown(qtbot, rail, rail.width(), height)
    parts = [part for part in (*rail.findChildren(Step), *rail.findChildren(Below)) if part.isVisible()]
    tops = sorted((part.geometry().top(), part.geometry().bottom()) for part in parts)
    assert len(parts) >= 5
    assert all(above[1] < below[0] for above, below in pairwise(tops))
    assert tops[-1][1] < height


def test_a_compact_rail_keeps_the_menu_only(qtbot: QtBot, acts: Actions) -> None:
    rail = Rail(acts)
    rail.adapt(SizeClass.COMPACT)
    shown(qtbot, rail, 64, 469)
    assert rail.width() == 64
    assert [part.sign for part in rail.findChildren(Below) if part.isVisible()] == ["menu"]


@pytest.mark.skipif(WINE, reason="wine makes up a bold typeface, a pixel wider")
def test_in_a_compact_rail_the_longest_name_keeps_off_the_bar_beside_it(qtbot: QtBot, acts: Actions) -> None:
    rail = Rail(acts)
    rail.adapt(SizeClass.COMPACT)
    rail.set_step("collect")
    shown(qtbot, rail, 64, 469)
    step = next(step for step in rail.findChildren(Step) if step.here)
    picture = step.grab().toImage()
    between = {picture.pixelColor(left, high).name() for left in (4, 5) for high in range(2, step.height() - 2)}
    assert step.text() == "收材料"
    assert between == {colour("surface").name()}


def test_without_a_project_the_header_has_the_programs_name_and_nothing_to_undo(qtbot: QtBot, acts: Actions) -> None:
    header = Header(acts)
    header.set_project_open(False)
    shown(qtbot, header, 1274, 56)
    assert header._name.text() == NO_PROJECT
    assert not any(part.isVisible() for part in (header.search, header.undo, header.redo, header.way_on))


def test_the_header_shows_the_way_on_and_why_it_is_closed(qtbot: QtBot, acts: Actions) -> None:
    header = Header(acts)
    shown(qtbot, header, 1274, 56)
    header.set_way_on("核对 7 处问题", "arrow_right", True, "")
    with qtbot.waitSignal(header.way_on_pressed):
        QTest.mouseClick(header.way_on, Qt.MouseButton.LeftButton)
    header.set_way_on("看评分", "arrow_right", False, "还有强制性问题")
    assert not header.way_on.isEnabled()
    assert header.way_on.toolTip() == "还有强制性问题"
    header.set_way_on("", "", False, "")
    assert not header.way_on.isVisible()


def test_before_a_long_name_the_period_is_whole(qtbot: QtBot, acts: Actions) -> None:
    header = Header(acts)
    header.set_title("2022年上半年", "工业和信息化局关于各县区综合评比情况" * 5, True)
    shown(qtbot, header, 1274, 56)
    assert header._period.width() >= header._period.sizeHint().width()
    assert header._name.toolTip() == header._name.text()
    assert header.redo.geometry().right() < header.width()


def test_undo_and_redo_are_as_their_actions(qtbot: QtBot, acts: Actions) -> None:
    header = Header(acts)
    shown(qtbot, header, 1274, 56)
    acts.enable("undo", False, "没有可以撤销的改动")
    assert not header.undo.isEnabled()
    assert "没有可以撤销的改动" in header.undo.toolTip()
    assert header.undo.accessibleName() == "撤销"
    with qtbot.waitSignal(acts["redo"].triggered):
        QTest.mouseClick(header.redo, Qt.MouseButton.LeftButton)


def test_in_a_compact_window_the_search_is_a_button_till_it_is_wanted(qtbot: QtBot, acts: Actions) -> None:
    header = Header(acts)
    header.set_title("2022年上半年", "工业项目攻坚年活动半年综合评比", sample=True)
    header.adapt(SizeClass.COMPACT)
    shown(qtbot, header, 896, 48)
    assert not header.search.isVisible()
    assert not header._name.isVisible()
    header.show_search()
    assert header.search.isVisible()
    QTest.keyClick(header.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not header.search.isVisible())
    assert header.search_button.isVisible()


def test_a_long_name_gives_way_to_the_blue_button(qtbot: QtBot, acts: Actions) -> None:
    header = Header(acts)
    header.set_title("2022年上半年", "全市工业项目攻坚年活动" * 8, sample=True)
    header.set_way_on("核对 117 处问题", "arrow_right", True, "")
    shown(qtbot, header, 1180 - 92, 56)
    assert header.minimumSizeHint().width() <= LEAST[0] - 64
    assert header.way_on.geometry().right() < header.width()
    assert header.way_on.width() >= header.way_on.minimumSizeHint().width()
    assert "全市工业项目攻坚年活动" * 8 in header._name.toolTip()


def test_the_link_stays_ten_seconds(qtbot: QtBot) -> None:
    bar = StatusBar()
    shown(qtbot, bar, 1274, 30)
    pressed: list[str] = []
    bar.say("已改正 南乐县 技改投资", "撤销", lambda: pressed.append("撤销"))
    assert (bar.said(), bar.link()) == ("已改正 南乐县 技改投资", "撤销")
    assert bar._timer.interval() == 10_000
    assert bar._timer.isActive()
    QTest.mouseClick(bar._link, Qt.MouseButton.LeftButton)
    assert pressed == ["撤销"]
    assert bar.link() == ""
    bar.say("已改正 台前县 工业投资", "撤销", lambda: pressed.append("又撤销"))
    bar._timer.timeout.emit()
    assert bar.link() == ""
    assert bar.said() == "已改正 台前县 工业投资"


def test_a_new_line_takes_the_link_of_the_old_one_away(qtbot: QtBot) -> None:
    bar = StatusBar()
    shown(qtbot, bar, 1274, 30)
    bar.say("已改正", "撤销", lambda: None)
    bar.say("读完 7 个文件")
    assert bar.link() == ""
    assert not bar._timer.isActive()


def test_a_link_may_say_something_new_when_it_is_pressed(qtbot: QtBot) -> None:
    bar = StatusBar()
    shown(qtbot, bar, 1274, 30)
    bar.say("还在读", "停下来", lambda: bar.say("停了", "再读", lambda: None))
    QTest.mouseClick(bar._link, Qt.MouseButton.LeftButton)
    assert (bar.said(), bar.link()) == ("停了", "再读")


def test_in_a_compact_window_the_time_of_saving_is_a_tooltip(qtbot: QtBot) -> None:
    bar = StatusBar()
    bar.set_saved("已自动保存 10:42")
    bar.adapt(SizeClass.COMPACT)
    shown(qtbot, bar, 896, 30)
    assert bar._saved.text() == "已保存"
    assert "10:42" in bar._saved.toolTip()
    assert bar.minimumSizeHint().width() < 400


def test_keys_with_nothing_behind_them_end_at_the_margin(qtbot: QtBot) -> None:
    bar = StatusBar()
    bar.set_keys([("F1", "帮助")])
    bar.adapt(SizeClass.COMPACT)
    shown(qtbot, bar, 896, 30)
    picture = bar.grab().toImage()
    margin = SizeClass.COMPACT.frame.side

    def inked(left: int) -> bool:
        return any(picture.pixelColor(left, high) != colour("surface") for high in range(2, 30))

    last = max(left for left in range(896) if inked(left))
    assert 896 - margin - 5 <= last < 896 - margin


def test_keys_that_find_no_room_are_left_out_and_the_names_stay_for_readers(qtbot: QtBot) -> None:
    bar = StatusBar()
    bar.set_keys([("F8", "下一处"), ("Enter", "首选"), ("F2", "改正"), ("F4", "退回"), ("Ctrl+Z", "撤销")])
    shown(qtbot, bar, 300, 30)
    assert bar._keys.width() < bar._keys.sizeHint().width()
    assert "Ctrl+Z 撤销" in bar._keys.accessibleName()
