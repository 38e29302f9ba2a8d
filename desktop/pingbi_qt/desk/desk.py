"""Work for the engine is put on the desk; answers, failures and each new state come back in the window's thread."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from pingbi_qt.desk.failures import words_of
from pingbi_qt.desk.operation import Line, Operation
from pingbi_qt.desk.thread import Job, WorkThread
from pingbi_qt.desk.turns import Turns
from pingbi_qt.desk.view import View, view_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pingbi.casework import Case
    from pingbi.project import Project

T = TypeVar("T")
PATIENCE = 20.0  # seconds that a step being written may take when the window closes
# Seconds that a thread keeps Python when another waits. Qt gives Python back after every cell that is painted: with
# 5 ms, as Python has it, and two threads at work a table took twelve times as long as alone, with 0.5 thrice; less
# than 0.1 gives nothing more.
TURN = 0.0001
NONE_OPEN = "还没有打开项目"
UNDONE, REDONE = "已撤销", "已重做"


def _is_there(told: Callable[..., None] | None) -> bool:
    """Whether who asked can be told: a dialog may have been closed meanwhile."""
    asker = getattr(told, "__self__", None)
    return not isinstance(asker, QObject) or isValid(asker)


class Desk(QObject):
    """The open project, and the threads that work for the window. All methods are the window's thread's."""

    viewed = Signal(object)  # a View
    left = Signal()  # no project is open any more
    operations_changed = Signal()
    changed = Signal(str)  # what was done, in words
    failed = Signal(str)  # a failure that nobody asked to hear of

    def __init__(self, *, by: str = "") -> None:
        super().__init__()
        sys.setswitchinterval(TURN)
        self.by = by
        self.password: str | None = None
        self.view: View | None = None
        self.operations: tuple[Operation, ...] = ()
        self._lines = {line: WorkThread(f"pingbi-{line.value}") for line in Line}
        self._newest: dict[str, Operation] = {}
        self._case: Case | None = None  # of the project's thread
        self._views = self._openings = 0  # of the project's thread
        self._turns = Turns(self)
        self.post = self._turns.put  # from any thread: a call in the window's, in a turn of its own

    # Work

    def ask(
        self,
        work: Callable[[Case], T],
        then: Callable[[T], None] = lambda _: None,
        *,
        failed: Callable[[str], None] | None = None,
        key: str = "",
        words: str = "",
    ) -> Operation:
        """A question to the open project. Of one key only the newest is answered."""
        return self._put(Line.PROJECT, words, lambda _: work(self._open_case()), then, failed, key)

    def change(
        self,
        words: str,
        work: Callable[[Case], T],
        then: Callable[[T], None] = lambda _: None,
        failed: Callable[[str], None] | None = None,
    ) -> Operation:
        """What changes the project: its new view comes before `then`. It is in the file when `then` is called."""

        def changing(_: Operation) -> T:
            case = self._open_case()
            before = case.project.steps
            try:
                return work(case)
            finally:
                if case.project.steps != before:
                    self._make_view(words)

        return self._put(Line.PROJECT, words, changing, then, failed)

    def run(
        self,
        words: str,
        work: Callable[[Operation], T],
        then: Callable[[T], None] = lambda _: None,
        failed: Callable[[str], None] | None = None,
        *,
        line: Line = Line.READING,
    ) -> Operation:
        """Long work that needs no project."""
        return self._put(line, words, work, then, failed)

    # The project

    def open(
        self,
        path: Path,
        then: Callable[[View], None] = lambda _: None,
        failed: Callable[[str], None] | None = None,
        *,
        saved: bool = False,
    ) -> Operation:
        """Open a project instead of the one that is open; `saved`: it is that one, saved elsewhere: nothing is lost."""

        def opening(_: Operation) -> View:
            if not saved:
                self._keep_lost(path)
            return self._opened(path, same=saved)

        return self._put(Line.PROJECT, f"打开 {path.name}", opening, then, failed)

    def create(
        self,
        path: Path,
        scheme_text: str,
        then: Callable[[View], None] = lambda _: None,
        failed: Callable[[str], None] | None = None,
    ) -> Operation:
        """A new project with that scheme, which is then open."""

        def creating(_: Operation) -> View:
            from pingbi import __version__, project

            self._keep_lost(path)
            project.create(path, scheme_text, self.by, __version__).close()
            return self._opened(path)

        return self._put(Line.PROJECT, f"新建 {path.name}", creating, then, failed)

    def leave(self, then: Callable[[], None]) -> Operation:
        """Let go of the open project; others may have it then."""

        def left(_: None) -> None:
            self.view = None
            self.left.emit()
            then()

        return self._put(Line.PROJECT, "", lambda _: self._let_go(), left, None)

    def undo(self) -> Operation:
        """Undo the last change."""
        return self.change(UNDONE, lambda case: case.project.undo())

    def redo(self) -> Operation:
        """Do again what was undone last."""
        return self.change(REDONE, lambda case: case.project.redo())

    def look_again(self, words: str = "") -> Operation:
        """Make the view anew, where something beside the project's own steps has changed."""
        return self._put(Line.PROJECT, words, lambda _: self._make_view(words), lambda _: None, None)

    def close(self) -> bool:
        """What was said to be done is written; what reads or waits is stopped. False where the thread hangs."""
        for operation in self.operations:
            operation.cancel()
        self._turns.close()
        self._lines[Line.PROJECT].put(Job(self._let_go))
        ended = [thread.close(PATIENCE) for thread in self._lines.values()]
        self._turns.forget()
        return all(ended)

    # Within, in the window's thread

    def _put(
        self,
        line: Line,
        words: str,
        work: Callable[[Operation], T],
        then: Callable[[T], None],
        failed: Callable[[str], None] | None,
        key: str = "",
    ) -> Operation:
        operation = Operation(words, self._turns.show, key=key)
        if key:
            self._newest[key] = operation

        def doing() -> None:
            if operation.cancelled and not operation.running and line is Line.READING:
                self.post(lambda: self._ended(operation))
                return
            operation.running = True
            try:
                answer = work(operation)
            except BaseException as error:  # noqa: BLE001  # whatever it is: the window says it, and the thread lives on
                said = words_of(error)
                self._turns.show(lambda: self._fail(operation, said, failed))
            else:
                self._turns.show(lambda: self._deliver(operation, answer, then))

        self.operations = (*self.operations, operation)
        self._lines[line].put(Job(doing, key, lambda: self.post(lambda: self._ended(operation))))
        self.operations_changed.emit()
        return operation

    def _deliver(self, operation: Operation, answer: T, then: Callable[[T], None]) -> None:
        newest = not operation.key or self._newest.get(operation.key) is operation
        self._ended(operation)
        if newest and _is_there(then):
            then(answer)

    def _fail(self, operation: Operation, said: str, failed: Callable[[str], None] | None) -> None:
        self._ended(operation)
        if (operation.cancelled and failed is None) or not _is_there(failed):
            return
        (failed or self.failed.emit)(said)

    def _ended(self, operation: Operation) -> None:
        if operation.ended:
            return
        operation.ended, operation.running = True, False
        self.operations = tuple(row for row in self.operations if row is not operation)
        if operation.key and self._newest.get(operation.key) is operation:
            del self._newest[operation.key]
        operation.finished.emit()
        self.operations_changed.emit()

    def _show(self, view: View, words: str) -> None:
        self.view = view
        self.viewed.emit(view)
        if words:
            self.changed.emit(words)

    # Within, in the project's thread

    def _open_case(self) -> Case:
        if self._case is None:
            from pingbi.model import PingbiError

            raise PingbiError(NONE_OPEN)
        return self._case

    def _opened(self, path: Path, *, same: bool = False) -> View:
        from pingbi import __version__, project
        from pingbi.casework import Case

        if self._case is not None and self._case.project.path == path:
            same = True
            project.open(path, self.by, read_only=True).close()  # what is open stays so where it cannot be read anew
            self._let_go()  # the lock would be its own
        held: Project = project.open(path, self.by, __version__)
        case = Case(held, password=self.password)
        try:
            case.evaluation()
        except BaseException:
            held.close()
            raise
        self._let_go()
        self._case = case
        self._openings += not same
        return self._make_view("")

    def _keep_lost(self, path: Path) -> None:
        """What only this program still has is not let go for another project. Raises PingbiError."""
        if self._case is None or self._case.project.path == path:
            return
        if gone := self._case.project.out_of_reach():
            from pingbi.model import PingbiError

            raise PingbiError(f"{gone}，还没有另存：先另存或关闭它，再打开别的")

    def _make_view(self, words: str) -> View:
        self._views += 1
        view = view_of(self._open_case(), self._views, self._openings)
        self.post(lambda: self._show(view, words))
        return view

    def _let_go(self) -> None:
        if self._case is not None:
            self._case.project.close()
            self._case = None
