"""How long until a window has been painted for the first time: ours, and an empty one of PySide6 beside it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

# The clock of the system runs through both processes. The engine is left to its thread: the process ends at the paint.
CHILD = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            QTimer.singleShot(0, self.told)
        return False

    def told(self):
        print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
        os._exit(0)

run = QApplication.exec
def watched(*_):
    watched.painted = Painted()
    QApplication.instance().installEventFilter(watched.painted)
    return run()
QApplication.exec = watched

if sys.argv[1] == "empty":
    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 697)
    window.show()
    app.exec()
else:
    from pingbi_qt.app import main
    main(["pingbi"])
"""


def seconds(which: str, environment: Mapping[str, str]) -> float:
    """From the start of the process to the first paint; `which` is empty or ours."""
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    command = [sys.executable, "-c", CHILD, which]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120)
    return float(done.stdout) - begun


def least(environment: Mapping[str, str], times: int, compiled: Path) -> tuple[float, float]:
    """The least of so many starts of an empty window and of ours, one after the other in turn.

    Sources are compiled once, into that folder, as they are where the program is installed.
    """
    lasting = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    lasting["PYTHONPYCACHEPREFIX"] = str(compiled)
    pairs = [(seconds("empty", lasting), seconds("ours", lasting)) for _ in range(times + 1)][1:]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
