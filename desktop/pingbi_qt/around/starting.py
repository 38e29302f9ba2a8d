"""The program is started again with a project that is open in a window already: that window is raised.

Both starts share the settings folder: the second writes `NAME.raise` beside the first one's journal, the first takes it
away and comes to the front. Where nobody answers, the second opens the project for reading (one writer).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from pingbi_qt.around.journal import place, used_by

PATIENCE = 3.0  # seconds that a busy first window may take
SUFFIX = ".pingbi"


def project_of(arguments: Sequence[str]) -> Path | None:
    """The project that the program was started with: by double click, or by hand."""
    paths = [Path(row) for row in arguments[1:] if not row.startswith("-")]
    return next((row for row in paths if row.suffix.lower() == SUFFIX), paths[0] if paths else None)


def raised_elsewhere(
    folder: Path | None, project: Path, alive: Callable[[int], bool], *, patience: float = PATIENCE
) -> bool:
    """Whether another window of this user has the project, and has come to the front."""
    pid = used_by(folder, project)
    if folder is None or not pid or pid == os.getpid() or not alive(pid):
        return False
    call = _call(folder, project)
    if sys.platform == "win32":  # only who is in front may let another come there
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)
    try:
        call.write_bytes(b"")
    except OSError:
        return False
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not call.exists():
            return True
        time.sleep(0.02)
    with suppress(OSError):  # taken away in this very moment
        call.unlink()
    return False


class Doorbell(QObject):
    """Hears, in the first window, that the program was started again with its project."""

    rung = Signal()

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self._folder = folder
        self._project: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)

    def listen(self, project: Path | None) -> None:
        """From now on for this project; None: for none."""
        self._project = project
        if self._folder is not None and project is not None and not self._watcher.directories():
            journal = self._folder / "journal"
            if journal.is_dir():
                self._watcher.addPath(str(journal))
        self._look()

    def _look(self) -> None:
        if self._folder is None or self._project is None:
            return
        try:
            _call(self._folder, self._project).unlink()
        except OSError:
            return
        self.rung.emit()


def runs(pid: int) -> bool:
    """Whether that process runs; the engine is loaded only where there is one to be asked for."""
    from pingbi.project.alive import is_alive

    return is_alive(pid)


def _call(folder: Path, project: Path) -> Path:
    return place(folder, project).with_suffix(".raise")
