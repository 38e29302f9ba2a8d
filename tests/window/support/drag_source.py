"""A window from which files are dragged, as from a file manager: `python drag_source.py 路径 …`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "drag source"


class Source(QLabel):
    """Drags the paths, wherever it is taken hold of."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__("\n".join(paths))
        self.paths = paths
        self.setWindowTitle(TITLE)
        self.resize(240, 120)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(path) for path in self.paths])
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    source = Source(sys.argv[1:])
    source.show()
    sys.exit(app.exec())
