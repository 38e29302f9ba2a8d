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
    wanted = ["QMainWindow"] if sys.argv[1] == "empty" else ["Window", "StartPage"]

    def eventFilter(self, watched, event):
        if self.wanted and event.type() == QEvent.Type.Paint and type(watched).__name__ == self.wanted[0]:
            del self.wanted[0]
            QTimer.singleShot(0, self.told)
        return False

    def told(self):
        print(time.perf_counter(), flush=True)
        if not self.wanted:
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


def seconds(which: str, environment: Mapping[str, str]) -> list[float]:
    """From the start of the process to the first paint, and to that of the first page; `which` is empty or ours."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", CHILD, which]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120)
    return [float(line) - begun for line in done.stdout.split()]


def least(environment: Mapping[str, str], times: int, compiled: Path) -> tuple[float, float, float]:
    """The least of so many starts of an empty window, of ours, and of its first page, one after the other in turn.

    Sources are compiled once, into that folder, as they are where the program is installed.
    """
    lasting = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    lasting["PYTHONPYCACHEPREFIX"] = str(compiled)
    rows = [(*seconds("empty", lasting), *seconds("ours", lasting)) for _ in range(times + 1)][1:]
    empty, ours, page = map(min, zip(*rows, strict=True))
    return empty, ours, page
