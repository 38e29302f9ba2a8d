from __future__ import annotations

import ctypes
import importlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType

import pytest
from unseen import WINE

from pingbi.children import Answered, Children, Loss, Lost, Refused, StoppedError, Task, team, windows_job
from pingbi.project.alive import is_alive

HERE = Path(__file__).parent
BY_SIGNAL = pytest.mark.skipif(sys.platform == "win32", reason="no process of Windows dies by a signal")
BY_JOB = pytest.mark.skipif(WINE, reason="wine holds no process to the memory that its job allows")


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Children find it by the path that they are given."""
    monkeypatch.syspath_prepend(str(HERE))
    return importlib.import_module("strange")


@pytest.fixture
def children() -> Iterator[Children]:
    found = Children(2)
    yield found
    found.close()


def gone(pid: int) -> bool:
    """Whether no process of that number runs, within two seconds."""
    for _ in range(200):
        if not is_alive(pid):
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


def test_each_task_has_its_outcome(children: Children, strange: ModuleType) -> None:
    tasks = [Task(number, 30) for number in range(50)]
    found = list(children.run(strange.doubled, 3, tasks))
    assert sorted(task.asked for task, _ in found) == list(range(50))
    assert all(outcome == Answered(task.asked * 6) for task, outcome in found)


@pytest.mark.parametrize(
    ("work", "asked", "wanted"),
    [
        pytest.param("hang", 0, Lost(Loss.TIME), id="sleeps for ever"),
        pytest.param("spin", 0, Lost(Loss.TIME), id="never lets go of the interpreter"),
        pytest.param("abort", 0, Lost(Loss.DIED, "SIGABRT"), id="aborts", marks=BY_SIGNAL),
        pytest.param("segfault", 0, Lost(Loss.DIED, "SIGSEGV"), id="segfault", marks=BY_SIGNAL),
        pytest.param("quit_with", 3, Lost(Loss.DIED, "exit 3"), id="quits"),
        pytest.param("quit_with", 0, Lost(Loss.DIED, "exit 0"), id="quits as if all were well"),
        pytest.param("leave", 0, Lost(Loss.DIED, "exit 0"), id="leaves by SystemExit"),
        pytest.param("gulp", 3 * 1024**3, Lost(Loss.MEMORY), id="three gigabytes at once", marks=BY_JOB),
        pytest.param("nibble", 0, Lost(Loss.MEMORY), id="memory bit by bit", marks=BY_JOB),
        pytest.param("fail", 0, Lost(Loss.FAILED, "ZeroDivisionError"), id="raises"),
        pytest.param("recurse", 0, Lost(Loss.FAILED, "RecursionError"), id="recurses"),
        pytest.param("unpicklable", 0, Lost(Loss.FAILED, "TypeError"), id="answers what cannot be sent"),
    ],
)
def test_a_loss_is_that_of_one_task(
    children: Children, strange: ModuleType, work: str, asked: int, wanted: Lost
) -> None:
    seconds = 1 if wanted.loss is Loss.TIME else 30
    assert children.one(getattr(strange, work), None, Task(asked, seconds)) == wanted
    assert children.one(strange.doubled, 1, Task(4, 30)) == Answered(8)


def test_the_others_go_on_beside_one_that_hangs(children: Children, strange: ModuleType) -> None:
    list(children.run(strange.late, None, [Task(0.5, 30), Task(0.5, 30)]))  # they have imported all
    tasks = [Task(seconds, 2) for seconds in (60.0, *[0.0] * 20)]
    found = list(children.run(strange.late, None, tasks))
    assert found[-1] == (tasks[0], Lost(Loss.TIME))
    assert [outcome for _, outcome in found[:-1]] == [Answered(0.0)] * 20


def test_a_refusal_keeps_its_words(children: Children, strange: ModuleType) -> None:
    outcome = children.one(strange.refuse, None, Task("文件是空的", 30))
    assert isinstance(outcome, Refused)
    assert str(outcome.error) == "文件是空的"


def test_what_a_child_prints_is_never_seen(
    children: Children, strange: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    assert children.one(strange.chatter, None, Task("noise", 30)) == Answered("noise")
    assert capfd.readouterr() == ("", "")


def test_a_child_does_not_hear_ctrl_c(children: Children, strange: ModuleType) -> None:
    assert children.one(strange.interrupt, None, Task(None, 30)) == Answered("deaf")


def test_a_child_lets_the_window_go_first(children: Children, strange: ModuleType) -> None:
    _, outcome = next(children.run(strange.rank, None, [Task(0, 30)]))
    assert isinstance(outcome, Answered)
    assert outcome.value > strange.rank(None, None)


@pytest.mark.parametrize("threads", [0, 1], ids=["alone", "beside a thread that hears it first"])
def test_ctrl_c_while_a_child_starts_is_heard_and_the_child_is_ended(
    children: Children, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    made = []
    begin, done = team._Child.__init__, threading.Event()
    beside = [threading.Thread(target=done.wait) for _ in range(threads)]

    def interrupted(self: team._Child, context: BaseContext) -> None:
        begin(self, context)
        made.append(self)
        if sys.platform == "win32":
            signal.raise_signal(signal.SIGINT)  # os.kill would end this process
        else:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(team._Child, "__init__", interrupted)
    for thread in beside:
        thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            children.hire()
    finally:
        done.set()
    assert [child.process.is_alive() for child in made] == [False]


def test_children_stay_for_the_next_run(children: Children, strange: ModuleType) -> None:
    first = children.one(strange.who, None, Task(None, 30))
    assert children.one(strange.who, None, Task(None, 30)) == first


def test_after_a_large_task_another_child_works(children: Children, strange: ModuleType) -> None:
    first = children.one(strange.who, None, Task(None, 30, last=True))
    assert children.one(strange.who, None, Task(None, 30)) != first


def test_no_more_children_than_tasks_are_started(children: Children, strange: ModuleType) -> None:
    list(children.run(strange.who, None, [Task(None, 30)]))
    assert len(children._idle) == 1


def test_a_task_is_drawn_when_a_child_is_free(children: Children, strange: ModuleType) -> None:
    """Few inputs are in memory at once, however slowly the answers are taken."""
    drawn = 0

    def tasks() -> Iterator[Task[float]]:
        nonlocal drawn
        for _ in range(20):
            drawn += 1
            yield Task(0.0, 30)

    for count, _ in enumerate(children.run(strange.late, None, tasks()), 1):
        assert drawn <= count + children.most


def pids(folder: Path, count: int) -> list[int]:
    """The children that have begun, as soon as there are that many."""
    for _ in range(1000):
        found = [int(path.name) for path in folder.iterdir()]
        if len(found) >= count:
            return found
        time.sleep(0.01)
    raise AssertionError(folder)


def test_cancelling_ends_all_of_them(children: Children, strange: ModuleType, tmp_path: Path) -> None:
    tasks = [Task(60, 60) for _ in range(500)]
    begun = time.monotonic()
    with pytest.raises(StoppedError):
        list(children.run(strange.mark, str(tmp_path), tasks, lambda: len(list(tmp_path.iterdir())) >= 2))
    assert time.monotonic() - begun < 30
    assert all(map(gone, pids(tmp_path, 2)))
    assert children.one(strange.doubled, 1, Task(1, 30)) == Answered(2)


def test_leaving_a_run_ends_all_of_them(children: Children, strange: ModuleType, tmp_path: Path) -> None:
    tasks = [Task(0, 60), *[Task(60, 60) for _ in range(500)]]
    for task, _ in children.run(strange.mark, str(tmp_path), tasks):
        assert task is tasks[0]
        break
    assert all(map(gone, pids(tmp_path, 1)))


def test_one_that_died_while_it_waited_is_replaced(children: Children, strange: ModuleType) -> None:
    outcome = children.one(strange.who, None, Task(None, 30))
    assert isinstance(outcome, Answered)
    os.kill(outcome.value, 9)
    children._idle[0].process.join()
    assert children.one(strange.doubled, 1, Task(1, 30)) == Answered(2)


def test_one_that_waits_is_replaced_where_its_closed_pipe_raises_as_on_windows(
    children: Children, strange: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert children.one(strange.doubled, 1, Task(1, 30)) == Answered(2)
    (before,) = children._idle

    def closed() -> bool:
        raise BrokenPipeError

    monkeypatch.setattr(before.connection, "poll", closed)
    assert children.one(strange.doubled, 1, Task(1, 30)) == Answered(2)
    assert children._idle[0].process.pid != before.process.pid


def test_children_work_where_the_path_of_the_temporary_folder_is_long(
    strange: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("长" * 30)
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    made = Children(1)
    assert made._context.get_start_method() == "spawn"
    assert made.one(strange.doubled, 1, Task(1, 30)) == Answered(2)
    made.close()


@pytest.mark.parametrize("work", ["hang", "spin"])
def test_children_end_with_their_parent_however_it_ends(work: str, tmp_path: Path) -> None:
    """Killed, it can end nobody: one that can notices, one that cannot is ended by its own timer."""
    source = (
        "import sys; sys.path.insert(0, sys.argv[1]); import os, strange\n"
        "from pathlib import Path\n"
        "from pingbi.children import Children, Task, limits\n"
        "if __name__ == '__main__':\n"
        "    children = Children(1)\n"
        "    Path(sys.argv[2]).write_text(str(children.one(strange.who, None, Task(0, 30)).value))\n"
        f"    children.one(strange.{work}, None, Task(0, 1))\n"
    )
    script, said = tmp_path / "parent.py", tmp_path / "pid"
    script.write_text(source, encoding="utf-8")
    path = {**os.environ, "PYTHONPATH": str(HERE.parents[1] / "desktop")}
    with subprocess.Popen([sys.executable, str(script), str(HERE), str(said)], env=path) as parent:
        while not said.exists() or not said.read_text(encoding="ascii"):
            time.sleep(0.01)
        time.sleep(0.3)
        parent.kill()
    pid = int(said.read_text(encoding="ascii"))
    assert any(gone(pid) for _ in range(5))


def test_the_structures_of_a_job_have_the_sizes_of_windows() -> None:
    """64 bits, as the compiler of Windows lays them out; read back under Windows only."""
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert ctypes.sizeof(windows_job._Basic) == 64
        assert ctypes.sizeof(windows_job._Extended) == 144
        assert ctypes.sizeof(windows_job._Counters) == 72
