"""A folder that is watched on request: what is new or changed there is read, as soon as it no longer grows."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from pingbi_qt.desk import Line

if TYPE_CHECKING:
    from pingbi_qt.desk import Desk, Operation, View

SETTLING = 1000  # milliseconds between two looks: a file that is the same in both is whole
RARELY = 10_000  # milliseconds to a look that nobody asked for: shared folders of a network tell nothing, or not always
MOST_WATCHED = 500  # files that are followed one by one


class Seen(NamedTuple):
    """How a file was when it was looked at."""

    size: int
    changed: int


def look(folder: str) -> dict[str, Seen]:
    """The files of a folder and below; what is gone meanwhile, hidden or a lock file is left out."""
    found: dict[str, Seen] = {}
    for above, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.startswith((".", "~$")):
                continue
            path = Path(above, name)
            try:
                row = path.stat()
            except OSError:
                continue
            found[str(path)] = Seen(row.st_size, row.st_mtime_ns)
    return found


class FolderWatch(QObject):
    """`came` brings the paths. What is there when watching begins is not read. It ends with the project it is for."""

    came = Signal(list)
    lost = Signal(str)
    watching = Signal(str)  # the folder; empty where none is watched any more

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.folder = ""
        self._known: dict[str, Seen] = {}
        self._before: dict[str, Seen] = {}
        self._first = False
        self._opening = 0  # of the project that it is for
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True)
        self._watcher.directoryChanged.connect(self._timer_on)
        self._watcher.fileChanged.connect(self._timer_on)
        self._timer.timeout.connect(self._look)
        desk.viewed.connect(self._viewed)
        desk.left.connect(self.stop)

    def begin(self, folder: str) -> None:
        """Watch this folder, and no other."""
        self.stop()
        self.folder, self._first = folder, True
        self._opening = self._desk.view.opening if self._desk.view is not None else 0
        self.watching.emit(folder)
        self._look()

    def stop(self) -> None:
        """Watch none."""
        self.folder = ""
        self._known, self._before = {}, {}
        self._timer.stop()
        watched = [*self._watcher.directories(), *self._watcher.files()]
        if watched:
            self._watcher.removePaths(watched)
        self.watching.emit("")

    def _viewed(self, view: View) -> None:
        """What comes there is not for another project, on whatever page that was opened."""
        if self.folder and view.opening != self._opening:
            self.stop()

    def _timer_on(self) -> None:
        self._timer.start(SETTLING)

    def _look(self) -> None:
        """At once, not after all that is read: what comes before the first look is taken for known."""
        folder = self.folder
        if not folder:
            return

        def looking(_: Operation) -> dict[str, Seen] | None:
            return look(folder) if os.path.isdir(folder) else None  # noqa: PTH112  # that of Path may raise

        self._desk.run("", looking, lambda found: self._looked(folder, found), line=Line.LOOKING)

    def _looked(self, folder: str, found: dict[str, Seen] | None) -> None:
        if folder != self.folder:
            return
        if found is None:
            self.stop()
            self.lost.emit(f"盯住的文件夹不在了：{folder}")
            return
        self._follow(folder, found)
        if not self._timer.isActive():  # else something has changed since
            self._timer.start(RARELY)
        if self._first:
            self._first, self._known = False, found
            return
        fresh = {path: seen for path, seen in found.items() if self._known.get(path) != seen and seen.size}
        whole = [path for path, seen in fresh.items() if self._before.get(path) == seen]
        self._before = fresh
        if len(whole) < len(fresh):
            self._timer.start(SETTLING)  # to see whether they still grow
        if whole:
            self._known |= {path: fresh[path] for path in whole}
            self.came.emit(sorted(whole))

    def _follow(self, folder: str, found: dict[str, Seen]) -> None:
        folders = {folder, *(str(Path(path).parent) for path in found)}
        wanted = folders | set(sorted(found)[:MOST_WATCHED])
        new = wanted - set(self._watcher.directories()) - set(self._watcher.files())
        if new:
            self._watcher.addPaths(sorted(new))
