"""Whether the window's thread answers: a timer of 5 ms, the longest time it was kept from firing, and what kept it."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 5  # milliseconds
DEEP = 4  # lines of a stack that tell enough
LATE = 0.025  # seconds of work: half of what a person begins to feel


class Heartbeat(QObject):
    """`with Heartbeat() as heart: …`, then seconds: `longest`, and `own`, the most that this thread itself worked
    between two beats, which other programs do not lengthen; `blame`: the lines that ran when it was late.
    """

    def __init__(self, late: float = LATE) -> None:
        super().__init__()
        self.longest = self.own = 0.0
        self.beats = 0
        self.blame: dict[str, float] = {}
        self._late = late
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> Self:
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()
        if hasattr(signal, "setitimer"):
            # By a signal, not from a thread: to walk the frames of a running thread brings Python 3.11 down.
            self._before = signal.signal(signal.SIGALRM, self._look)
            signal.setitimer(signal.ITIMER_REAL, BEAT / 1000, BEAT / 1000)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
        self._timer.stop()

    def told(self) -> str:
        """The longest gap, and what was seen running during the gaps that were too long, the longest first."""
        rows = sorted(self.blame.items(), key=lambda row: -row[1])[:5]
        lines = [f"{late * 1000:.0f} ms: {where}" for where, late in rows]
        first = f"longest block {self.longest * 1000:.0f} ms, {self.own * 1000:.0f} ms of own work, {self.beats} beats"
        return "\n".join([first, *lines])

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.own = max(self.own, worked - self._worked)
        self.beats += 1
        self._last, self._worked = now, worked

    def _look(self, _number: int, frame: FrameType | None) -> None:
        """What the window's thread is at when it has worked too long since the last beat."""
        worked = time.thread_time() - self._worked
        if worked > self._late and frame is not None:
            where = _ours(frame)
            self.blame[where] = max(self.blame.get(where, 0.0), worked)


def _ours(frame: FrameType) -> str:
    """The program's own lines of a stack, the innermost last; Qt's own work where there are none."""
    rows: list[str] = []
    at: FrameType | None = frame
    while at is not None and len(rows) < DEEP:
        if "pingbi" in at.f_code.co_filename:
            rows.append(f"{Path(at.f_code.co_filename).name}:{at.f_lineno} {at.f_code.co_name}")
        at = at.f_back
    return " > ".join(reversed(rows)) or "Qt"
