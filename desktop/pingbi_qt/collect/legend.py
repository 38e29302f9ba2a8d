"""The foot of the matrix: what the signs mean."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pingbi_qt.look import glyph, metrics, px
from pingbi_qt.parts import Following, State, words
from pingbi_qt.parts.painting import CUT_END, RIGHT

SIGNS = (State.RECEIVED, State.MISSING, State.DOUBTFUL, State.UNREADABLE_VALUE, State.EXEMPT)
HINT = "双击一格：到“核对”看原文"


class Legend(Following, QWidget):
    """One line; the hint goes where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("图例：" + "，".join(state.word for state in SIGNS))
        self.follow()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(px(320), max(px(30), metrics("note").height() + px(6)))

    def minimumSizeHint(self) -> QSize:
        """It may be cut."""
        return QSize(px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Signs and words."""
        del event
        painter = QPainter(self)
        rect, edge, left = self.rect(), px(14), px(6)
        left += words(painter, rect.adjusted(left, 0, 0, 0), "图例", "note", "text3") + px(14)
        for state in SIGNS:
            wide = metrics("note").horizontalAdvance(state.word)
            if left + edge + px(6) + wide > rect.right():
                return
            glyph(painter, state.sign, QRect(left, rect.center().y() - edge // 2 + 1, edge, edge), state.ink)
            left += edge + px(6)
            left += words(painter, rect.adjusted(left, 0, 0, 0), state.word, "note", state.ink) + px(20)
        room = rect.adjusted(left, 0, -px(12), 0)
        if metrics("note").horizontalAdvance(HINT) <= room.width():
            words(painter, room, HINT, "note", "text3", RIGHT, cut=CUT_END)
