"""A field for a folder: a path that is too long is cut in its middle with …, until it is being typed in."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from pingbi_qt.look import colour

INSET = 2  # what Qt leaves beside the words of a field


class PathEdit(QLineEdit):
    """The whole path is in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self.setToolTip)

    def shown(self) -> str:
        """What there is room for, where it is not typed in."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self._room().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does, but for a path that is too long."""
        shown = self.shown()
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(colour("text" if self.isEnabled() else "disabled"))
        painter.drawText(self._room(), Qt.AlignmentFlag.AlignVCenter, shown)

    def _room(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return room.adjusted(INSET, 0, -INSET, 0)
