"""Looks after the file of the open project: is it still there, and has the one who writes it gone on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from pingbi_qt.around.notices import Do, Notices

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi_qt.around.journal import Journal
    from pingbi_qt.desk import View
    from pingbi_qt.window import Window

EVERY = 3000  # milliseconds between two looks; a network share tells nothing by itself
SUFFIX = ".pingbi"
KEY = "gone"


class Standing(NamedTuple):
    """How the file stands; empty words where there is nothing to say."""

    gone: str = ""
    newer: str = ""  # the last step of the one who writes it, which was not shown yet
    written: bool = False  # whether another has it open for writing


def standing(case: Case) -> Standing:
    """In the project's thread."""
    from pingbi.project.lock import beside

    held = case.project
    if gone := held.out_of_reach():
        return Standing(gone)
    if not held.read_only:
        return Standing()
    written = beside(held.path).exists()
    if not held.refresh():
        return Standing(written=written)
    last = held.history()[-1]
    return Standing("", f"{last.by or '另一人'} {last.when[11:16]} {last.line}", written)


class Tending(QObject):
    """A line at the top of the page while the file is gone; what another has done to it is shown by itself."""

    def __init__(self, window: Window, notices: Notices, journal: Journal) -> None:
        super().__init__(window)
        self._window, self._notices, self._journal = window, notices, journal
        self._path: Path | None = None
        self._asked: Path | None = None
        self._warned = self._written = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        window.desk.viewed.connect(self._viewed)
        window.installEventFilter(self)

    def look(self) -> None:
        """Now, unless the last look is not answered yet."""
        view = self._window.desk.view
        if view is not None and view.path != self._asked:
            path = self._asked = view.path
            self._window.desk.ask(
                standing, lambda found: self._looked(path, found), failed=lambda why: self._looked(path, Standing(why))
            )

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Whether the project can be let go without losing what only this program still has; asks once where not."""
        if self._warned or self._notices.line(KEY) is None:
            return True
        self._warned = True
        self._window.bar.say("项目文件不在原处了，还没有另存；关闭后可能再也打不开", "仍然关闭", leave)
        return False

    def left(self) -> None:
        """No project is open any more."""
        self._timer.stop()
        self._path = None
        self._notices.drop(KEY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing the window."""
        if watched is self._window and event.type() == QEvent.Type.Close and not self.may_leave(self._window.close):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _viewed(self, view: View) -> None:
        if view.path != self._path:
            self._path, self._written = view.path, False
            self._notices.drop(KEY)
        if not self._timer.isActive():
            self._timer.start()
        elif self._notices.line(KEY) is not None:
            self.look()  # it may have been opened anew

    def _looked(self, path: Path, found: Standing) -> None:
        self._asked = None
        view = self._window.desk.view
        if view is None or view.path != path:
            return
        shown = self._notices.line(KEY)
        if found.gone and shown is None:
            self._warned = False
            self._say(view, found.gone)
        elif not found.gone and shown is not None:
            self._notices.drop(KEY)
            self._window.bar.say(f"{path.name} 又能用了，可以接着做")
        if self._written and not found.written and view.read_only:
            again = partial(self._window.open_project, path)
            self._window.bar.say(f"{path.name} 现在没有别人在用，可以改了", "接着改", again)
        self._written = found.written
        if found.newer:
            self._window.desk.look_again()
            self._window.bar.say(f"已显示{found.newer}")

    def _say(self, view: View, gone: str) -> None:
        again = Do("再试一次", lambda: self._window.open_project(view.path))
        words = f"{gone}；看到的都还在，改动暂时存不下"
        self._notices.say(KEY, words, again, Do("另存到别处…", self._save_elsewhere), ink="err", sign="octagon_cross")

    def _save_elsewhere(self) -> None:
        from pingbi_qt.rules.making import documents

        window, view = self._window, self._window.desk.view
        if view is None:
            return
        start = documents() if documents().is_dir() else Path.home()
        name, _ = QFileDialog.getSaveFileName(
            window,
            "另存项目",
            str(start / view.path.name),
            f"评比项目 (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # no other project is ever written over
        )
        if name:
            path = Path(name if name.lower().endswith(SUFFIX) else f"{name}{SUFFIX}")
            window.desk.ask(
                lambda case: case.project.save_as(path),
                lambda _: self._saved(path),
                failed=window.bar.say,
                words="另存项目",
            )

    def _saved(self, path: Path) -> None:
        """What is half written goes along, and what could not be received."""
        from pingbi_qt.collect import CollectPage

        page = self._window.pages.get("collect")

        def opened(view: View) -> None:
            self._window.opened(view)
            self._window.bar.say(f"已另存为 {path}，现在用的是它")
            if isinstance(page, CollectPage):
                page.intake.read_refused_again()

        self._journal.copy(path)
        self._window.desk.open(path, opened, self._window.bar.say, saved=True)
