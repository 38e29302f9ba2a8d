"""While something is read or computed, and where there is nothing yet."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pingbi_qt.look import glyph, px
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import ground
from pingbi_qt.parts.words import Words


class ProgressBar(Following, QWidget):
    """A thin bar: how much is done, between 0 and 1. The words that say it stand beside."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("进度")
        self.follow()

    def set_share(self, share: float) -> None:
        """How much is done."""
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleDescription(f"{self._share:.0%}")
        self.update()

    def share(self) -> float:
        """How much is done."""
        return self._share

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(px(120), px(5))

    def minimumSizeHint(self) -> QSize:
        """Short if need be."""
        return QSize(px(24), px(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar."""
        del event
        paint_progress(QPainter(self), 0, 0, self.width(), self.height(), self._share)


def paint_progress(painter: QPainter, left: int, top: int, width: int, height: int, share: float) -> None:
    """A bar of progress inside a cell or a line."""
    ground(painter, QRect(left, top, width, height), "bar_bg", 2)
    done = round(width * min(max(share, 0.0), 1.0))
    if done:
        ground(painter, QRect(left, top, done, height), "accent", 2 if done > px(4) else 0)


class EmptyState(Following, QWidget):
    """Nothing here yet: what goes here, and the one button that fills it."""

    def __init__(self, sign: str, line: str, more: str = "", button: QWidget | None = None) -> None:
        super().__init__()
        self._sign = sign
        self.line = Words(line, "title", wrap=True)
        self.more = Words(more, "body", "text2", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.addStretch(1)
        self._room = QWidget()
        self.column.addWidget(self._room)
        for part in (self.line, self.more):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(part)
        self.more.setVisible(bool(more))  # only here: before, it would be a window of its own for a moment
        if button is not None:
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)
        self.follow()

    def show_words(self, line: str, more: str = "") -> None:
        """Other words."""
        self.line.setText(line)
        self.more.setText(more)
        self.more.setVisible(bool(more))

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(px(16), px(12), px(16), px(12))
        self.column.setSpacing(px(8))
        self._room.setFixedHeight(px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign, in its room above the words."""
        del event
        place = self._room.geometry()
        edge = min(px(36), place.height())
        place.setLeft(place.center().x() - edge // 2)
        place.setSize(QSize(edge, edge))
        glyph(QPainter(self), self._sign, place, "text3")
