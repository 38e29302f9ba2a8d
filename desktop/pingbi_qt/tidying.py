"""Garbage is collected in the window's thread alone: a widget that another thread ends is a crash."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000  # milliseconds
YOUNG, MIDDLE = 700, 10  # as Python's own limits for the two young generations
IDLE = 30  # looks without young garbage, after which the old is looked through too


class Tidy(QObject):
    """Takes over from Python's collector, which runs in whichever thread makes objects."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._quiet = 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        young, middle, _old = gc.get_count()
        if young > YOUNG:
            self._quiet = 0
            gc.collect(1 if middle > MIDDLE else 0)
        else:
            self._quiet += 1
            if self._quiet == IDLE:
                gc.collect()
