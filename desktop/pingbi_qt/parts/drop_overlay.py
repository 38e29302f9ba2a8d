"""While something is dragged over the window: a frame of accent around all of it, and what dropping does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from pingbi_qt.look import glyph, metrics, px
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import MIDDLE, frame, ground, words

DROP = "松开鼠标，读入这些材料"


class DropOverlay(Following, QWidget):
    """Lies over its parent while it is shown: `show` when a drag enters it, `hide` when it leaves or drops."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._words, self._can = DROP, True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        over.installEventFilter(self)
        self.follow()

    def say(self, text: str = DROP, *, can: bool = True) -> None:
        """What dropping would do; in grey where it would do nothing."""
        self._words, self._can = text, can
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Over all of it."""
        self.setGeometry(self._over.rect())
        self.raise_()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, and the words at its foot."""
        del event
        painter = QPainter(self)
        frame(painter, self.rect(), "accent" if self._can else "line2", 0, 2)
        wide = metrics("strong").horizontalAdvance(self._words) + px(16 + 8 + 40)
        high = max(px(40), metrics("strong").height() + px(12))
        place = QRect((self.width() - wide) // 2, self.height() - high - px(48), wide, high)
        ground(painter, place, "accent_fill" if self._can else "head", 6)
        if not self._can:
            frame(painter, place, "line2", 6)
        ink, edge = ("on_accent" if self._can else "text2"), px(16)
        glyph(painter, "upload", QRect(place.left() + px(16), place.center().y() - edge // 2, edge, edge), ink)
        words(painter, place.adjusted(px(32), 0, -px(8), 0), self._words, "strong", ink, MIDDLE)
