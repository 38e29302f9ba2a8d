"""The field that says: everything goes here. Dropping works on the whole window; its buttons are for a click."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pingbi_qt.look import colour, glyph, metrics, px
from pingbi_qt.parts import Following, Words, dashed, ground

TITLE = "把各县区报来的文件拖到这里"
KINDS = "Excel、WPS 表格、Word、PDF、文本、整个文件夹、压缩包，混在一起也行"


class DropField(Following, QWidget):
    """The sign goes first when the field becomes low."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(TITLE)
        self._title = Words(TITLE, "drop", wrap=True)
        self._kinds = Words(KINDS, "body", "text2", wrap=True)
        self._sign = QWidget()
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._row = row
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(self._sign)
        for part in (self._title, self._kinds):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(part)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.follow()

    def fit(self) -> None:
        """As the theme is."""
        self._column.setContentsMargins(px(16), px(8), px(16), px(8))
        self._column.setSpacing(px(12))
        self._row.setSpacing(px(12))
        self._sign.setFixedHeight(px(80))
        self._show_sign()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without the sign where it is low, without the kinds of files where it is very low."""
        super().resizeEvent(event)
        self._show_sign()

    def _show_sign(self) -> None:
        title, buttons, around = metrics("drop").height(), px(32), px(2 * 8 + 2 * 12)
        self._kinds.setVisible(self.height() >= title + buttons + around + 2 * metrics("body").height())
        self._sign.setVisible(self.height() >= title + buttons + around + px(80 + 12) + 2 * metrics("body").height())

    def minimumSizeHint(self) -> QSize:
        """Title, kinds, buttons."""
        return QSize(px(260), metrics("drop").height() + px(32 + 2 * 8 + 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Surface, dashed frame, the sign in its circle."""
        del event
        painter = QPainter(self)
        ground(painter, self.rect(), "surface", 8)
        dashed(painter, self.rect(), "accent", 8, 2)
        if not self._sign.isVisible():
            return
        place = self._sign.geometry()
        edge = px(76)
        middle = QPointF(place.center()) + QPointF(0.5, 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft"))
        painter.drawEllipse(middle, edge / 2, edge / 2)
        sign = px(34)
        at = QRect(round(middle.x()) - sign // 2, round(middle.y()) - sign // 2, sign, sign)
        glyph(painter, "upload", at, "accent")
