"""A chip: a short word on its own soft ground; as a filter it can be switched on."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pingbi_qt.look import glyph, metrics, px
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import frame, ground, words
from pingbi_qt.parts.ring import FocusRing, ring_for


class Chip(Following, QAbstractButton):
    """`ink` is the token of a state: ok, warn, err, info, odd, none. `filters` makes it a switch."""

    def __init__(self, text: str = "", ink: str = "info", sign: str = "", *, filters: bool = False) -> None:
        super().__init__()
        self._ink, self._sign = ink, sign
        self._ring: FocusRing | None = None
        self.setCheckable(filters)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if filters else Qt.FocusPolicy.NoFocus)
        if not filters:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        self.follow()

    def set_words(self, text: str, ink: str = "", sign: str | None = None) -> None:
        """Other words, colour, sign."""
        self.setText(text)
        self.setAccessibleName(text)
        self._ink = ink or self._ink
        self._sign = self._sign if sign is None else sign
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as sign and words."""
        wide = 2 * px(8) + metrics("body").horizontalAdvance(self.text()) + (px(14) + px(6) if self._sign else 0)
        return QSize(wide, max(px(24), metrics("body").height()))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, sign, words; a frame while it filters."""
        del event
        painter = QPainter(self)
        ground(painter, self.rect(), f"{self._ink}_soft", 4)
        if self.isChecked():
            frame(painter, self.rect(), self._ink, 4, 2)
        elif self.isCheckable() and self.underMouse():
            frame(painter, self.rect(), self._ink, 4)
        left, edge = px(8), px(14)
        if self._sign:
            glyph(painter, self._sign, QRect(left, (self.height() - edge) // 2, edge, edge), self._ink)
            left += edge + px(6)
        words(painter, QRect(left, 0, self.width() - left, self.height()), self.text(), "body", self._ink)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes."""
        super().focusInEvent(event)
        self._ring = ring_for(self, self._ring, focused=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self._ring = ring_for(self, self._ring, focused=False)
