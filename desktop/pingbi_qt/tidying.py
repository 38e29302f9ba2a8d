"""Garbage is collected in the window's thread alone: a widget that another thread ends is a crash."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 100  # milliseconds: what a project of 200 counties makes in a second takes a fifth of one to look through
YOUNG = 5000  # objects that are worth a look
IDLE = 300  # looks with fewer, after which the old are looked through too


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
        if gc.get_count()[0] > YOUNG:
            self._quiet = 0
            gc.collect(1)  # what lives is old from now on: it is looked through once, and not with the next ten
        else:
            self._quiet += 1
            if self._quiet == IDLE:
                gc.collect()
