"""The window itself: what was done is said with the way back, closing asks once, a page is shown the newest state."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot
from slow_engine import Slow
from tests.window.conftest import Finished

from pingbi import project
from pingbi.casework import Case, mark
from pingbi.project import Step
from pingbi.project.changes import Marking
from pingbi_qt.parts.status_bar import Keys
from pingbi_qt.window import Window


def exempted(case: Case) -> Step:
    return mark(case, case.scheme.counties[0], Marking.EXEMPT)


def test_what_was_done_is_said_with_the_way_back_and_forth(sample_window: Window, finished: Finished) -> None:
    desk, bar = sample_window.desk, sample_window.bar
    desk.change("已免报 华龙区", exempted)
    finished(desk)
    assert (bar.said(), bar.link()) == ("已免报 华龙区", "撤销")
    sample_window.acts["undo"].trigger()
    finished(desk)
    assert bar.said().startswith("已撤销：标记华龙区")
    assert bar.link() == "重做"
    sample_window.acts["redo"].trigger()
    finished(desk)
    assert bar.said().startswith("已重做：标记华龙区")
    assert bar.link() == "撤销"
    assert desk.view is not None
    assert desk.view.status.due == 8


def test_closing_while_something_runs_asks_once_each_time(
    sample_window: Window, slow: Slow, finished: Finished, qtbot: QtBot
) -> None:
    desk = sample_window.desk
    first = slow()
    desk.run("读 1 个文件", first)
    assert not sample_window.close()
    assert "读 1 个文件" in sample_window.bar.said()
    assert sample_window.isVisible()
    first.go_on.set()
    finished(desk)
    second = slow()
    desk.run("读 2 个文件", second)
    assert not sample_window.close()
    assert "读 2 个文件" in sample_window.bar.said()
    second.go_on.set()
    with qtbot.waitSignal(sample_window.closed):
        assert sample_window.close()
    assert not sample_window.isVisible()


def test_a_change_just_made_is_in_the_file_when_the_window_has_closed(
    sample_window: Window, sample_project: Path
) -> None:
    sample_window.desk.change("", exempted)
    assert sample_window.close()
    with project.open(sample_project, "别人") as held:
        assert not held.read_only
        assert [row.marking for row in held.state.marks] == [Marking.EXEMPT]


def test_the_keys_in_the_status_bar_name_what_they_act_on_now(sample_window: Window, finished: Finished) -> None:
    sample_window.show_page("review")
    finished(sample_window.desk)
    keys = sample_window.bar.findChild(Keys)
    assert keys is not None
    assert "F2 改正" in keys.accessibleName()
    sample_window.acts.reword("send_back", "退回某某县")
    assert "F4 退回某某县" in keys.accessibleName()


def test_a_project_that_is_opened_is_named(sample_window: Window) -> None:
    assert sample_window.bar.said() == "已打开 示例.pingbi"
