"""How the window comes by a project: asked for, the sample, or by itself for files that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pingbi_qt.rules.making import quick_project, sample_project
from pingbi_qt.rules.new_project import ask_for_new_project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pingbi_qt.desk import View
    from pingbi_qt.window import Window


def begin_new(window: Window, scheme: Path | None = None) -> None:
    """Ask what it is to be; with the scheme of a file where one is given."""

    def made(view: View) -> None:
        window.opened(view)
        window.show_page("collect")
        window.bar.say(f"已新建项目 {view.path}")

    ask_for_new_project(window, window.desk, window.settings, made, window.bar.say, scheme)


def begin_sample(window: Window) -> None:
    """A fresh one, with its material on the way in; it is not kept among the projects of last time."""

    def made(_: View, material: Path) -> None:
        window.show_page("collect")
        window.take([str(material)])

    sample_project(window.desk, made, window.bar.say)


def begin_quickly(window: Window, then: Callable[[], None], paths: Sequence[str] = ()) -> None:
    """For files or text that came while no project was open; what comes while it is made goes into the same one."""
    coming = window.findChild(_Coming)
    if coming is not None:
        coming.then.append(then)
        return
    coming = _Coming(window, then)
    quick_project(window.desk, coming.made, coming.failed, paths)


class _Coming(QObject):
    """What waits until a project is made for it."""

    def __init__(self, window: Window, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self.then = window, [then]

    def made(self, view: View) -> None:
        """It is open."""
        self._over()
        self._window.opened(view)
        self._window.bar.say(f"已新建项目 {view.path}")
        for then in self.then:
            then()

    def failed(self, why: str) -> None:
        """There is none."""
        self._over()
        self._window.bar.say(why)

    def _over(self) -> None:
        self.setParent(None)
        self.deleteLater()
