"""What is dropped on the window or pasted: files and folders as paths, else text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

if TYPE_CHECKING:
    from pingbi_qt.parts import DropOverlay
    from pingbi_qt.window import Window


def local_paths(data: QMimeData) -> list[str]:
    """The files and folders of this computer that it names."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def is_project(path: str) -> bool:
    """By its name: what it really is is seen when it is opened."""
    return path.lower().endswith(".pingbi")


def is_scheme(path: str) -> bool:
    """By its name; a scheme's workbook is taken for one only where a scheme is edited."""
    return path.lower().endswith(".toml")


class Drops(QObject):
    """The whole window takes drops, on every page; a frame shows it while something is dragged over it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._frame: DropOverlay | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @staticmethod
    def clipboard() -> QMimeData:
        """What is there to be pasted."""
        return QGuiApplication.clipboard().mimeData() or QMimeData()  # None where there is nothing

    def paste(self) -> None:
        """Take what the clipboard holds: files before text."""
        data = self.clipboard()
        if paths := local_paths(data):
            self._window.take(paths)
        elif data.text().strip():
            self._window.take_text(data.text())
        else:
            self._window.bar.say("剪贴板里没有文字或文件")

    def _overlay(self) -> DropOverlay:
        if self._frame is None:
            from pingbi_qt.parts import DropOverlay

            self._frame = DropOverlay(self._window)
        return self._frame

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drags over the window and drops on it, from elsewhere: words of ours that are dragged are no material."""
        kind = event.type()
        if isinstance(event, QDropEvent) and event.source() is not None:
            return False
        if kind in {QEvent.Type.DragEnter, QEvent.Type.DragMove} and isinstance(event, QDragEnterEvent | QDropEvent):
            data = event.mimeData()
            if local_paths(data) or data.hasText():
                event.acceptProposedAction()
                self._overlay().show()
                return True
        elif kind == QEvent.Type.DragLeave:
            self._overlay().hide()
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._overlay().hide()
            data = event.mimeData()
            event.acceptProposedAction()
            if paths := local_paths(data):
                self._window.take(paths)
            elif data.text().strip():
                self._window.take_text(data.text())
            return True
        return super().eventFilter(watched, event)
