"""打开原件: a read-only copy in a folder of its own, opened by whatever opens such files here."""

from __future__ import annotations

import stat
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTemporaryDir, Signal

from pingbi_qt.opening import open_outside

if TYPE_CHECKING:
    from pingbi.casework import Case
    from pingbi_qt.desk import Desk

DIGITS = 16  # of a content's sum: enough to tell contents apart, and short for a path of Windows


class Original(QObject):
    """The copies live as long as the window."""

    failed = Signal(str)
    opened = Signal(str)  # the copy's path

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder: QTemporaryDir | None = None

    def open(self, number: int) -> None:
        """The submission of that number."""
        if not number:
            self.failed.emit("没有原件可以打开")
            return
        if self._folder is None:
            self._folder = QTemporaryDir()
            app = QCoreApplication.instance()
            if app is not None:
                app.aboutToQuit.connect(self.clear)
        folder = Path(self._folder.path())
        self._desk.ask(lambda case: _copy(case, number, folder), self._show, failed=self.failed.emit)

    def clear(self) -> None:
        """No copy is left behind, but for one that is still open elsewhere."""
        if self._folder is not None:
            for path in Path(self._folder.path()).rglob("*"):
                if path.is_file():
                    path.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows deletes nothing that is read-only
            self._folder.remove()
            self._folder = None

    def _show(self, path: Path) -> None:
        self.opened.emit(str(path))
        if not open_outside(path):
            self.failed.emit(f"这台电脑上没有能打开 {path.name} 的程序")


def _copy(case: Case, number: int, folder: Path) -> Path:
    """In the project's thread, named by its content: numbers are each project's own. Raises PingbiError, OSError."""
    from pingbi.model import PingbiError

    row = case.project.state.submission(number)
    if row is None:
        raise PingbiError("这份材料已经不在项目里")
    path = folder / row.sha[:DIGITS] / PurePosixPath(row.name.replace("\\", "/")).name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.project.content(row.sha))
        path.chmod(stat.S_IREAD)
    return path
