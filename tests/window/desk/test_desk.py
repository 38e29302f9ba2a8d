"""The desk: answers come in the window's thread, changes are in the file when they are told, newer questions count."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from slow_engine import Slow
from tests.window.conftest import Finished

from pingbi import project
from pingbi import scheme as schemes
from pingbi.casework import Case, mark
from pingbi.model import PingbiError
from pingbi.project import Step
from pingbi.project.changes import Marking
from pingbi_qt.desk import Desk, Line, Operation, View
from pingbi_qt.desk.failures import INSIDE, words_of
from pingbi_qt.desk.thread import Job, WorkThread


def exempted(case: Case) -> Step:
    return mark(case, case.scheme.counties[0], Marking.EXEMPT)


def test_an_answer_comes_in_the_windows_thread_and_the_work_is_done_in_another(
    sample_desk: Desk, finished: Finished
) -> None:
    seen: list[threading.Thread] = []
    sample_desk.ask(
        lambda _: threading.current_thread(), lambda thread: seen.extend([thread, threading.current_thread()])
    )
    finished(sample_desk)
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()


def test_a_key_that_is_pressed_comes_between_two_answers(sample_desk: Desk, qtbot: QtBot) -> None:
    came: list[str] = []

    class Pressed(QObject):
        def event(self, event: QEvent) -> bool:
            came.append("key")
            return super().event(event)

    def first() -> None:
        came.append("first")
        QCoreApplication.postEvent(hand, QEvent(QEvent.Type.User))

    def second() -> None:
        came.append("second")

    hand = Pressed()
    sample_desk.post(first)
    sample_desk.post(second)
    qtbot.waitUntil(lambda: "second" in came)
    assert came == ["first", "key", "second"]


def test_a_change_is_in_the_file_and_in_the_view_when_it_is_told(sample_desk: Desk, finished: Finished) -> None:
    told: list[tuple[str, str]] = []
    assert sample_desk.view is not None
    before = sample_desk.view

    def then(step: Step) -> None:
        view = sample_desk.view
        assert view is not None
        with project.open(view.path, "别人", read_only=True) as held:
            told.append((view.undo, held.history()[-1].line))
        assert view.undo == step.line

    sample_desk.change("已免报", exempted, then)
    finished(sample_desk)
    assert len(told) == 1
    assert told[0][0] == told[0][1]
    assert sample_desk.view.number > before.number
    assert sample_desk.view.status.due == before.status.due - 1


def test_undo_and_redo_lead_back_and_forth(sample_desk: Desk, finished: Finished) -> None:
    sample_desk.change("已免报", exempted)
    sample_desk.undo()
    finished(sample_desk)
    undone = sample_desk.view
    sample_desk.redo()
    finished(sample_desk)
    done = sample_desk.view
    assert undone is not None
    assert done is not None
    assert undone.redo == done.undo != ""
    assert (undone.status.due, done.status.due) == (9, 8)


def test_of_questions_with_the_same_key_only_the_newest_is_answered(
    sample_desk: Desk, slow: Slow, finished: Finished
) -> None:
    engine = slow("先问的")
    answers: list[object] = []
    asked: list[int] = []

    def question(number: int, _: Case) -> int:
        asked.append(number)
        return number

    sample_desk.ask(engine, answers.append, key="试算")
    assert engine.begun.wait(60)  # it runs already: its answer comes, and is not wanted any more
    for number in range(5):
        sample_desk.ask(partial(question, number), answers.append, key="试算")
    engine.go_on.set()
    finished(sample_desk)
    assert answers == [4]
    assert asked == [4]


@pytest.mark.parametrize("wrong", [False, True], ids=["answer", "failure"])
def test_a_dialog_that_is_gone_is_not_told(sample_desk: Desk, finished: Finished, wrong: bool) -> None:
    class Dialog(QObject):
        def hear(self, words: object) -> None:
            heard.append(words)

    def work(_: Case) -> str:
        if wrong:
            raise PingbiError("不行")
        return "行"

    heard: list[object] = []
    gone, here = Dialog(), Dialog()
    sample_desk.ask(work, gone.hear, failed=gone.hear)
    sample_desk.ask(work, here.hear, failed=here.hear)
    delete(gone)
    finished(sample_desk)
    assert heard == ["不行" if wrong else "行"]


def test_a_failure_of_the_engine_is_told_in_its_own_words(sample_desk: Desk, finished: Finished) -> None:
    def refused(_: Case) -> None:
        raise PingbiError("没有县区“某县”")

    heard: list[str] = []
    unheard: list[str] = []
    sample_desk.failed.connect(unheard.append)
    sample_desk.ask(refused, failed=heard.append)
    sample_desk.ask(refused)
    finished(sample_desk)
    assert heard == unheard == ["没有县区“某县”"]


def test_a_fault_of_the_program_is_said_and_the_next_work_is_done(sample_desk: Desk, finished: Finished) -> None:
    heard: list[str] = []
    answers: list[int] = []
    sample_desk.ask(lambda _: 1 // 0, answers.append, failed=heard.append)
    sample_desk.ask(lambda _: 1, answers.append)
    finished(sample_desk)
    assert (heard, answers) == ([INSIDE], [1])


def test_without_a_project_a_question_is_refused(desk: Desk, finished: Finished) -> None:
    heard: list[str] = []
    desk.ask(lambda case: case.scheme, failed=heard.append)
    finished(desk)
    assert heard == ["还没有打开项目"]


def test_a_new_project_is_open_and_one_that_is_there_is_not_written_over(
    desk: Desk, tmp_path: Path, finished: Finished
) -> None:
    text = schemes.find("").read_text(encoding="utf-8")
    path = tmp_path / "二〇二二 上半年.pingbi"
    made: list[View] = []
    heard: list[str] = []
    desk.create(path, text, made.append)
    desk.create(path, text, made.append, heard.append)
    finished(desk)
    assert [view.path for view in made] == [path]
    assert len(heard) == 1
    assert path.name in heard[0]
    assert desk.view is made[0]


def test_a_project_that_cannot_be_opened_leaves_the_open_one_open(
    sample_desk: Desk, tmp_path: Path, finished: Finished
) -> None:
    other = tmp_path / "别的.pingbi"
    other.write_bytes(b"no project")
    heard: list[str] = []
    sample_desk.open(other, failed=heard.append)
    sample_desk.change("已免报", exempted)
    finished(sample_desk)
    assert len(heard) == 1
    assert sample_desk.view is not None
    assert sample_desk.view.status.due == 8


def test_another_project_has_another_opening_and_one_saved_elsewhere_keeps_its_own(
    desk: Desk, tmp_path: Path, finished: Finished
) -> None:
    text = schemes.find("").read_text(encoding="utf-8")
    first, second, moved = (tmp_path / f"{name}.pingbi" for name in ("甲", "乙", "另存"))
    seen: list[int] = []

    def note(view: View) -> None:
        seen.append(view.opening)

    desk.create(first, text, note)
    desk.change("已免报", exempted)
    desk.open(first, note)
    desk.create(second, text, note)
    desk.ask(lambda case: case.project.save_as(moved))
    desk.open(moved, note, saved=True)
    desk.open(tmp_path / "没有.pingbi", note, lambda _: None)
    desk.look_again()
    finished(desk)
    assert desk.view is not None
    assert (desk.view.path, desk.view.opening) == (moved, seen[-1])
    desk.leave(lambda: None)
    desk.open(moved, note)
    finished(desk)
    assert seen == [1, 1, 2, 2, 3]


def test_reading_goes_on_beside_the_project(sample_desk: Desk, slow: Slow, finished: Finished, qtbot: QtBot) -> None:
    engine = slow("读完")
    heard: list[object] = []
    sample_desk.run("读 1 个文件", engine, heard.append)
    sample_desk.change("已免报", exempted, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert isinstance(heard[0], Step)
    engine.go_on.set()
    finished(sample_desk)
    assert heard[1] == "读完"


def test_work_that_waits_and_is_cancelled_is_not_begun(desk: Desk, slow: Slow, finished: Finished) -> None:
    engine = slow()
    begun: list[Operation] = []
    desk.run("读", engine)
    second = desk.run("读", begun.append)
    second.cancel()
    engine.go_on.set()
    finished(desk)
    assert begun == []
    assert second.ended


def test_progress_is_heard_in_the_windows_thread(desk: Desk, finished: Finished) -> None:
    heard: list[tuple[int, threading.Thread]] = []

    def work(operation: Operation) -> None:
        for number in range(1, 101):
            operation.progress(number, 100, "甲.xlsx")

    operation = desk.run("读 100 个文件", work, line=Line.PROJECT)
    operation.progressed.connect(lambda: heard.append((operation.done, threading.current_thread())))
    finished(desk)
    assert operation.done == operation.total == 100
    assert 1 <= len(heard) <= 100
    assert {thread for _, thread in heard} == {threading.main_thread()}


def test_work_goes_on_when_the_window_has_heard_what_it_told(
    desk: Desk, finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pingbi_qt.desk.turns.LONGEST", 60)
    heard: list[str] = []
    seen: list[list[str]] = []

    def work(operation: Operation) -> str:
        seen.append(list(heard))
        operation.progress(1, 2)
        seen.append(list(heard))
        return "answer"

    def fails(_: Operation) -> str:
        seen.append(list(heard))
        raise PingbiError("refused")

    desk.run("", work, heard.append).progressed.connect(lambda: heard.append("progress"))
    desk.run("", fails, failed=heard.append)
    desk.run("", lambda _: seen.append(list(heard)))
    finished(desk)
    assert seen == [[], ["progress"], ["progress", "answer"], ["progress", "answer", "refused"]]


def test_closing_writes_what_was_said_to_be_done(desk: Desk, sample_project: Path, finished: Finished) -> None:
    desk.open(sample_project)
    finished(desk)
    desk.change("已免报", exempted)
    assert desk.close()
    with project.open(sample_project, "别人") as held:
        assert not held.read_only
        assert [row.marking for row in held.state.marks] == [Marking.EXEMPT]


def test_a_thread_does_what_waits_before_it_ends() -> None:
    done: list[int] = []
    thread = WorkThread("试")
    for number in range(10):
        thread.put(Job(partial(done.append, number)))
    assert thread.close(60)
    assert done == list(range(10))


def test_what_only_the_command_line_can_be_told_is_not_said_in_the_window() -> None:
    assert words_of(PingbiError("甲.xlsx 是什么时期的结果？请用 --of 写明，如 2021H2")) == "甲.xlsx 是什么时期的结果？"
    assert words_of(PingbiError("没有编号为“x”的问题；编号见 pingbi check --project")) == "没有编号为“x”的问题"


def test_after_the_end_nobody_is_answered(sample_desk: Desk) -> None:
    told: list[object] = []
    sample_desk.ask(lambda case: case.project.path, told.append)
    assert sample_desk.close()
    for _ in range(3):
        QCoreApplication.processEvents()
    assert told == []
