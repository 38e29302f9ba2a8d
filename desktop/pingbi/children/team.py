"""The parent's side: as many children as there are cores, one task each, answers as they come."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import cache
from multiprocessing import connection
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pingbi.children.child import Order, serve
from pingbi.children.outcome import Asked, Loss, Lost, Outcome, Task, Value
from pingbi.model import PingbiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.context import BaseContext

FEWEST, MOST = 2, 4  # children at once: one that hangs never stops all, and memory has its bound
PRELOAD = ("pingbi.reading",)  # what the shared children do; imported by name when they start, not here
LONGEST = 512 * 1024 * 1024  # bytes of an answer
LONGEST_FOLDER = 68  # bytes of a temporary folder: a socket's path has 103 on macOS, 107 on Linux, 32 of them are ours
PATIENCE = 0.1  # seconds between two looks at whether somebody has cancelled
AT_ITS_END = 5.0  # seconds that a process which has closed its pipe may still need to end

Given = TypeVar("Given")


class StoppedError(PingbiError):
    """Somebody has cancelled; nothing runs any more."""

    def __init__(self) -> None:
        super().__init__("已停止")


def _never() -> bool:
    return False


def _way() -> str:
    """How children are started. The server that forks them listens at a path below the temporary folder."""
    short = len(os.fsencode(tempfile.gettempdir())) <= LONGEST_FOLDER
    return "forkserver" if short and "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class Children:
    """Processes that stay warm between two runs. Those of a run that was broken off are ended.

    They are never forked from this process, which may have threads (the window has): a server that has imported what
    they need forks them, on Windows each starts anew.
    """

    def __init__(self, most: int = 0, preload: tuple[str, ...] = ()) -> None:
        """`most` children at once (0: by the number of cores); `preload`: modules that they will need."""
        self.most = most or min(max(os.cpu_count() or 1, FEWEST), MOST)
        self._idle: list[_Child] = []
        way = _way()
        self._context: BaseContext = multiprocessing.get_context(way)
        if way == "forkserver":
            self._context.set_forkserver_preload(list(preload))

    def begin(self) -> None:
        """Start what takes longest to start, without waiting for it: the caller goes on importing meanwhile."""
        with _deaf():
            if self._context.get_start_method() == "forkserver":
                from multiprocessing.forkserver import ensure_running  # noqa: PLC0415  # Windows has none

                ensure_running()
            else:
                self._idle.append(_Child(self._context))

    def run(
        self,
        work: Callable[[Given, Asked], Value],
        given: Given,
        tasks: Iterable[Task[Asked]],
        cancelled: Callable[[], bool] = _never,
    ) -> Iterator[tuple[Task[Asked], Outcome[Value]]]:
        """Each task with its outcome, in the order in which they are done. A task is drawn when a child is free.

        `work` is a function of a module, `given` and what is asked can be pickled. Raises StoppedError.
        """
        team: _Team[Asked, Value] = _Team(self, work, given, cancelled)
        try:
            for task in tasks:
                while team.full:
                    yield from team.outcomes()
                team.hand(task)
            while team.busy:
                yield from team.outcomes()
        except BaseException:
            team.end()
            raise
        self._idle += team.idle

    def one(self, work: Callable[[Given, Asked], Value], given: Given, task: Task[Asked]) -> Outcome[Value]:
        """The outcome of a single task."""
        ((_, outcome),) = self.run(work, given, [task])
        return outcome

    def close(self) -> None:
        """End the children that wait for work."""
        while child := self._next_idle():
            child.end()

    def _next_idle(self) -> _Child | None:
        """One that waits for work, from whichever thread this is asked."""
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def hire(self) -> _Child:
        """A child that is alive: one that waits for work, else a new one."""
        while child := self._next_idle():
            if child.waits():
                return child
            child.end()
        made: _Child | None = None
        try:
            with _deaf():
                made = _Child(self._context)
        except BaseException:  # Ctrl-C, heard as soon as it may be
            if made is not None:
                made.end()
            raise
        return made


class _Child:
    """A process and our end of its pipe, which nobody else holds: a child that dies is seen at once."""

    def __init__(self, context: BaseContext) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.due = 0.0

    def waits(self) -> bool:
        """Whether it is there for a task; one that has died meanwhile has its pipe closed: it says nothing unasked."""
        try:
            return not self.connection.poll()
        except OSError:  # Windows says it so
            return False

    def end(self) -> None:
        """Now, whatever it does."""
        self.process.kill()
        self.process.join(AT_ITS_END)
        self.connection.close()

    def loss(self) -> Lost:
        """What ended a process that has closed its pipe; one that still lives answered at too great a length."""
        self.process.join(AT_ITS_END)
        code = self.process.exitcode
        if code is None:
            return Lost(Loss.MEMORY)
        if code < 0:
            known = {-number.value: number.name for number in signal.Signals}
            return Lost(Loss.DIED, known.get(code, str(code)))
        return Lost(Loss.DIED, f"exit {code}")


class _Team(Generic[Asked, Value]):
    """The children of one run."""

    def __init__(
        self, children: Children, work: Callable[[Any, Asked], Value], given: object, cancelled: Callable[[], bool]
    ) -> None:
        self.children, self.work, self.given, self.cancelled = children, work, given, cancelled
        self.busy: dict[_Child, Task[Asked]] = {}
        self.idle: list[_Child] = []
        self.told: set[_Child] = set()

    @property
    def full(self) -> bool:
        return len(self.busy) >= self.children.most

    def hand(self, task: Task[Asked]) -> None:
        """Give the task to a child that is free, to a new one where there is none."""
        child = self.idle.pop() if self.idle else self.children.hire()
        self.busy[child] = task
        child.due = time.monotonic() + task.seconds
        given = () if child in self.told else (self.given,)
        self.told.add(child)
        try:
            child.connection.send(Order(self.work, given, task.asked, task.seconds))
        except OSError:
            return  # it has died: the pipe says so when its outcome is looked for

    def outcomes(self) -> Iterator[tuple[Task[Asked], Outcome[Value]]]:
        """Wait until a child has answered, has died or is overdue."""
        while True:
            if self.cancelled():
                raise StoppedError
            soonest = min(child.due for child in self.busy) - time.monotonic()
            ready = connection.wait([child.connection for child in self.busy], max(0.0, min(soonest, PATIENCE)))
            done = [child for child in self.busy if child.connection in ready]
            late = [child for child in self.busy if child not in done and child.due <= time.monotonic()]
            for child in done:
                yield self._received(child)
            for child in late:
                child.end()
                yield self.busy.pop(child), Lost(Loss.TIME)
            if done or late:
                return

    def _received(self, child: _Child) -> tuple[Task[Asked], Outcome[Value]]:
        task = self.busy.pop(child)
        outcome: Outcome[Value]
        try:
            outcome = ForkingPickler.loads(child.connection.recv_bytes(LONGEST))
        except (EOFError, OSError):
            outcome = child.loss()
        except Exception as error:  # noqa: BLE001  # an answer that is none
            outcome = Lost(Loss.FAILED, type(error).__name__)
        if isinstance(outcome, Lost) or task.last:
            child.end()
        else:
            self.idle.append(child)
        return task, outcome

    def end(self) -> None:
        """All of them, now."""
        for child in (*self.busy, *self.idle):
            child.end()


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started here inherits that it does not hear Ctrl-C, also before it can say so itself.

    This process hears it afterwards, whichever of its threads it was told to.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may; no terminal stands behind a window
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if held is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)


@cache
def shared() -> Children:
    """The children of this process, for whoever brings none of his own; they end with it."""
    return Children(preload=PRELOAD)
