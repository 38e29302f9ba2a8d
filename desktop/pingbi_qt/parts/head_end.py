"""The end of a table's head above its scroll bar: without it the head stops short of the card's edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from pingbi_qt.parts.painting import ground, hairline


class HeadEnd(QWidget):
    """Stands above the vertical scroll bar of `view`, as high as the head beside it."""

    def __init__(self, view: QTableView) -> None:
        super().__init__()
        self._head: QHeaderView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        view.addScrollBarWidget(self, Qt.AlignmentFlag.AlignTop)
        self.go_beside(view.horizontalHeader())

    def go_beside(self, head: QHeaderView) -> None:
        """Follow this head."""
        self._head = head
        head.installEventFilter(self)
        self._stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As high as the head."""
        if watched is self._head and event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._stand()
        return super().eventFilter(watched, event)

    def _stand(self) -> None:
        if self._head is not None:
            self.setFixedHeight(0 if self._head.isHidden() else self._head.height())

    def sizeHint(self) -> QSize:
        """The scroll bar says how wide."""
        return QSize(0, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the head."""
        del event
        painter = QPainter(self)
        ground(painter, self.rect(), "head")
        hairline(painter, 0, self.height() - 1, self.width())
