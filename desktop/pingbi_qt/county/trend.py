"""Where a county stood, period by period: place 1 above, the present filled."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pingbi_qt.look import colour, line_height, metrics, px
from pingbi_qt.parts import Following, words
from pingbi_qt.score.rows import place_words

if TYPE_CHECKING:
    from pingbi.casework.past_places import PastPlace

MOST = 6  # periods that are drawn
NONE_YET = "存入以前的结果后，这里画出位次走势"
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Trend(Following, QWidget):
    """A line through the places; a period without one leaves a gap."""

    def __init__(self) -> None:
        super().__init__()
        self.points: tuple[tuple[PastPlace, Decimal | None], ...] = ()
        self.last = 1
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.follow()

    def show_past(self, past: tuple[PastPlace, ...], last: int, *, grouped: bool) -> None:
        """`last`: how many counties are ranked together."""
        rows = past[-MOST:]
        places = [row.group_place if grouped else row.place for row in rows]
        self.points = tuple(
            (row, None if place is None else Decimal(place)) for row, place in zip(rows, places, strict=True)
        )
        self.last = max([last, 2, *(int(place) for _, place in self.points if place is not None)])
        said = [f"{row.words}第 {place_words(place)}" for row, place in self.points if place is not None]
        self.setAccessibleName(f"位次走势：{'，'.join(said) or '没有以前的结果'}")
        self.setToolTip("，".join(said))
        self.updateGeometry()
        self.update()

    @property
    def worth_it(self) -> bool:
        """Whether there is more than the present."""
        return sum(place is not None for _, place in self.points) > 1

    def sizeHint(self) -> QSize:
        """As drawn."""
        return QSize(px(300), px(180))

    def minimumSizeHint(self) -> QSize:
        """It shrinks; the words that stand for it do not."""
        if self.worth_it:
            return QSize(px(160), px(56))
        return QSize(metrics("note").horizontalAdvance(NONE_YET) + px(2), px(24))

    def _lines(self, high: int) -> list[int]:
        """The places that have a line: at most five, and no more than there is room for; first and last among them."""
        most = max(2, min(5, high // line_height("note") + 1))
        if self.last <= most:
            return list(range(1, self.last + 1))
        step = (self.last - 1) / (most - 1)
        return sorted({round(1 + step * at) for at in range(most)})

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines, the way, the periods."""
        del event
        painter = QPainter(self)
        if not self.worth_it:
            words(
                painter,
                self.rect(),
                NONE_YET,
                "note",
                "text2",
                Qt.AlignmentFlag.AlignCenter,
            )
            return
        left, foot = px(36), line_height("note") + px(8)
        box = QRect(left, px(8), self.width() - left - px(12), self.height() - foot - px(16))
        for place in self._lines(box.height()):
            y = self._y(box, Decimal(place))
            painter.fillRect(QRect(box.left(), round(y), box.width(), 1), colour("line"))
            words(painter, QRect(0, round(y) - px(10), left - px(12), px(20)), str(place), "note", "text2", RIGHT)
        self._way(painter, box)
        for at, (row, _) in enumerate(self.points):
            wide = metrics("note", row.now).horizontalAdvance(row.short) + px(4)
            x = min(max(round(self._x(box, at)) - wide // 2, 0), self.width() - wide)
            below = QRect(x, self.height() - foot, wide, foot)
            words(painter, below, row.short, "note", "text", Qt.AlignmentFlag.AlignCenter, bold=row.now)

    def _x(self, box: QRect, at: int) -> float:
        return box.left() + px(10) + (box.width() - px(20)) * at / max(len(self.points) - 1, 1)

    def _y(self, box: QRect, place: Decimal) -> float:
        return box.top() + box.height() * float(place - 1) / max(self.last - 1, 1)

    def _way(self, painter: QPainter, box: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("bar_hi"), 2)
        before: QPointF | None = None
        for at, (_, place) in enumerate(self.points):
            here = None if place is None else QPointF(self._x(box, at), self._y(box, place))
            painter.setPen(pen)
            if before is not None and here is not None:
                painter.drawLine(before, here)
            before = here
        radius = px(5)
        for at, (row, place) in enumerate(self.points):
            if place is not None:
                painter.setPen(pen)
                painter.setBrush(colour("bar_hi" if row.now else "surface"))
                painter.drawEllipse(QPointF(self._x(box, at), self._y(box, place)), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
