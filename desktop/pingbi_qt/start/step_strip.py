"""The four steps in a row, with what each answers."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pingbi_qt.look import colour, glyph, line_height, metrics, px
from pingbi_qt.parts import Following, words
from pingbi_qt.parts.painting import MIDDLE

STEPS = (
    ("收材料", "谁报了、谁没报"),
    ("核对", "数字对着原文看"),
    ("评分", "名次怎么来的"),
    ("出表", "表格和通报"),
)


class StepStrip(Following, QWidget):
    """Not to be pressed: the rail is."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("，".join(f"{name}：{what}" for name, what in STEPS))
        self.follow()

    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(px(640), line_height("strong") + line_height("note") + px(8))

    def minimumSizeHint(self) -> QSize:
        """Its words may be cut."""
        return QSize(px(240), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rings, names, what they answer, and the way from one to the next."""
        del event
        painter = QPainter(self)
        each = self.width() / len(STEPS)
        edge, high = px(32), line_height("strong")
        top = (self.height() - high - line_height("note")) // 2
        for at, (name, what) in enumerate(STEPS):
            left = round(at * each)
            ring = QRectF(left + 1, (self.height() - edge) / 2, edge, edge)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), px(3) / 2))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            words(painter, ring, str(at + 1), "title", "accent", MIDDLE)
            start = left + edge + px(10)
            room = round(left + each) - start - px(28)
            words(painter, QRect(start, top, room, high), name, "strong")
            words(painter, QRect(start, top + high, room, line_height("note")), what, "note", "text2")
            asked = max(metrics("strong").horizontalAdvance(name), metrics("note").horizontalAdvance(what))
            if at < len(STEPS) - 1 and room >= asked:
                arrow = px(14)
                place = QRect(round(left + each) - px(24), (self.height() - arrow) // 2, arrow, arrow)
                glyph(painter, "chevron_right", place, "text2")
