"""Whether the window's thread answers: a timer of 5 ms, the longest time it was kept from firing, and what kept it."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from types import TracebackType
from typing import Self

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 5  # milliseconds
LATE = 0.05  # seconds: what a person begins to feel


class Heartbeat(QObject):
    """`with Heartbeat() as heart: …; heart.longest` in seconds; `heart.blame`: the lines that ran when it was late."""

    def __init__(self, late: float = LATE) -> None:
        super().__init__()
        self.longest = 0.0
        self.beats = 0
        self.blame: dict[str, float] = {}
        self._late = late
        self._last = time.perf_counter()
        self._over = threading.Event()
        self._thread = threading.get_ident()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._last = time.perf_counter()
        self._timer.start()
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        self._over.set()
        self._watcher.join()

    def told(self) -> str:
        """The longest gap, and what was seen running during the gaps that were too long, the longest first."""
        rows = sorted(self.blame.items(), key=lambda row: -row[1])[:5]
        lines = [f"{late * 1000:.0f} ms: {where}" for where, late in rows]
        return "\n".join([f"longest block {self.longest * 1000:.0f} ms in {self.beats} beats", *lines])

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self.beats += 1
        self._last = now

    def _watch(self) -> None:
        """From another thread: what the window's thread does while it does not answer."""
        while not self._over.wait(BEAT / 1000):
            gap = time.perf_counter() - self._last
            frame = sys._current_frames().get(self._thread)
            if gap > self._late and frame is not None:
                where = _ours(traceback.extract_stack(frame))
                self.blame[where] = max(self.blame.get(where, 0.0), gap)


def _ours(stack: traceback.StackSummary) -> str:
    """The program's own lines of a stack, the innermost last; Qt's own work where there are none."""
    rows = [row for row in stack if "pingbi" in row.filename.replace("/tests/", "/")]
    return " > ".join(f"{row.filename.rsplit('/', 1)[-1]}:{row.lineno} {row.name}" for row in rows[-4:]) or "Qt"
