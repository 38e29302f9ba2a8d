"""One piece of work of the engine, as the window sees it: how far it is, and the wish to stop it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class Line(Enum):
    """Which thread does it: the project's, which owns the open file, that for all that needs no project, or another.

    What is only shown beside a figure waits for no hundred files that are being read, and looking at a folder waits
    for neither: it may be slow itself, on a network.
    """

    PROJECT = "project"
    READING = "reading"
    SHOWING = "showing"
    LOOKING = "looking"


class Operation(QObject):
    """Work that waits, runs or has ended. Signals come in the window's thread; `finished` once, whatever the end."""

    progressed = Signal()
    finished = Signal()

    def __init__(self, words: str, show: Callable[[Callable[[], None]], None], *, key: str = "") -> None:
        super().__init__()
        self.words, self.key = words, key
        self.done = self.total = 0
        self.what = ""
        self.cancelled = False
        self.running = False
        self.ended = False
        self._show = show
        self._told = True

    def cancel(self) -> None:
        """Ask it to stop; work that cannot stop half way runs to its end and is delivered all the same."""
        self.cancelled = True

    def progress(self, done: int, total: int, what: str = "") -> None:
        """Say from the working thread how far it is; the window hears of the newest."""
        self.done, self.total, self.what = done, total, what
        if self._told:
            self._told = False
            self._show(self._tell)

    def _tell(self) -> None:
        self._told = True
        if not self.ended:
            self.progressed.emit()
