"""Calls for the window's thread, each in a turn of its own: what a person does comes between two of them."""

from __future__ import annotations

from collections import deque
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

# Of an event: behind all that is to be painted. On Windows a turn comes before that.
BEHIND = Qt.EventPriority.LowEventPriority.value - 1
LONGEST = 0.2  # seconds that work stands still for a window which does not come to show what it was told


class Turns(QObject):
    """Made in the window's thread. `put` is for any thread, `show` for those that work."""

    _posted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._calls: deque[Callable[[], None]] = deque()
        self._standing: set[Event] = set()
        self._painted: deque[Event] = deque()
        self._closed = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)
        self._posted.connect(self._timer.start, Qt.ConnectionType.QueuedConnection)

    def put(self, call: Callable[[], None]) -> None:
        """Have this called; go on at once."""
        self._calls.append(call)
        self._posted.emit()

    def show(self, call: Callable[[], None]) -> None:
        """Have this called, and stand still until what came of it is painted.

        Only one thread runs Python at a time, and calls into Qt give it back: a window that paints beside a thread at
        work waits for it again and again, while work that stands still meanwhile loses nothing.
        """
        shown = Event()
        self._standing.add(shown)
        self.put(call)
        self.put(lambda: self._when_painted(shown))
        if not self._closed:
            shown.wait(LONGEST)
        self._standing.discard(shown)

    def close(self) -> None:
        """Nobody waits for the window any more."""
        self._closed = True
        for shown in tuple(self._standing):
            shown.set()

    def forget(self) -> None:
        """What has not been called is not called: whoever asked may be gone."""
        self._calls.clear()

    def _when_painted(self, shown: Event) -> None:
        self._painted.append(shown)
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), BEHIND)

    def event(self, event: QEvent) -> bool:
        """All that was to be painted has been."""
        if event.type() == QEvent.Type.User:
            self._painted.popleft().set()
            return True
        return super().event(event)

    def _next(self) -> None:
        call = self._calls.popleft() if self._calls else None
        if not self._calls:
            self._timer.stop()
        if call is not None:
            call()
