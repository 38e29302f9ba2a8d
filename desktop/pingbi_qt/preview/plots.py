"""Where the values of a chart stand: columns upwards, bars to the right, slopes between two places."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pingbi.paper import shown
from pingbi_qt.preview.typefaces import UNIT, measures, typeface

if TYPE_CHECKING:
    from pingbi.paper import Picture, Series

TICKS = 6  # about as many
ROOM = 1.0  # mm between an axis and its words


@dataclass(frozen=True, slots=True)
class Plot:
    """The field between the axes, in units of paper."""

    picture: Picture
    area: QRectF
    ticks: tuple[float, ...]
    least: float
    most: float

    def along(self, value: float) -> float:
        """Where a value stands on its axis."""
        share = (value - self.least) / (self.most - self.least or 1)
        if self.picture.axis.reverse:
            share = 1 - share
        if self.picture.kind == "bar":
            return self.area.left() + share * self.area.width()
        return self.area.bottom() - share * self.area.height()

    def line_at(self, at: float) -> tuple[QPointF, QPointF]:
        """The ends of a line across the field."""
        if self.picture.kind == "bar":
            return QPointF(at, self.area.top()), QPointF(at, self.area.bottom())
        return QPointF(self.area.left(), at), QPointF(self.area.right(), at)

    def tick_place(self, at: float) -> tuple[QRectF, Qt.AlignmentFlag]:
        """Where a value's words stand beside its axis."""
        high, room = _high(self.picture.axis.font), ROOM * UNIT
        if self.picture.kind == "bar":
            return QRectF(at - 500, self.area.bottom() + room / 2, 1000, high), Qt.AlignmentFlag.AlignHCenter
        return QRectF(self.area.left() - 1000 - room, at - high / 2, 1000, high), Qt.AlignmentFlag.AlignRight

    def name_place(self, index: int) -> tuple[QRectF, Qt.AlignmentFlag]:
        """Where a category's name stands."""
        high, room = _high(self.picture.names_font), ROOM * UNIT
        middle = self.middle(index)
        if self.picture.kind == "bar":
            return QRectF(self.area.left() - 3000 - room, middle - high / 2, 3000, high), Qt.AlignmentFlag.AlignRight
        high *= self.name(index).count("\n") + 1
        below = 2 * room if self.picture.kind == "line" else room / 2  # there the last place stands on the edge
        return QRectF(middle - 1000, self.area.bottom() + below, 2000, high), Qt.AlignmentFlag.AlignHCenter

    def name(self, index: int) -> str:
        """A category's name; below a column in as many lines as it needs."""
        name = self.picture.categories[index]
        if self.picture.kind == "bar":
            return name
        slot = self.area.width() / max(1, len(self.picture.categories)) - ROOM * UNIT
        return _broken(name, measures(*self.picture.names_font[:3]).horizontalAdvance(name), slot)

    def middle(self, index: int) -> float:
        """The middle of a category."""
        count = max(1, len(self.picture.categories))
        if self.picture.kind == "bar":
            place = index if self.picture.names_reversed else count - 1 - index
            return self.area.top() + (place + 0.5) * self.area.height() / count
        return self.area.left() + (index + 0.5) * self.area.width() / count

    def words(self, value: float) -> str:
        """A value beside the axis."""
        return shown(Decimal(repr(round(value, 6))), self.picture.axis.number).text

    def paint(self, painter: QPainter) -> None:
        """The series, in their order: lines over columns."""
        solid = [row for row in self.picture.series if row.kind != "line"]
        below = [0.0] * len(self.picture.categories)
        for at, row in enumerate(solid):
            self._solid(painter, row, (at, len(solid)), below)
        for row in self.picture.series:
            if row.kind == "line":
                self._line(painter, row)

    def _solid(self, painter: QPainter, row: Series, which: tuple[int, int], below: list[float]) -> None:
        picture = self.picture
        count = 1 if picture.stacked else which[1]
        long = self.area.height() if picture.kind == "bar" else self.area.width()
        thick = long / max(1, len(picture.categories)) / (1 + picture.gap / 100 / count) / count
        for index, value in enumerate(row.values):
            if value is None:
                continue
            start = below[index] if picture.stacked else 0.0
            end = start + float(value)
            if picture.stacked:
                below[index] = end
            turn = which[0] if picture.kind != "bar" or picture.names_reversed else count - 1 - which[0]
            side = self.middle(index) + (0 if picture.stacked else (turn - count / 2) * thick + thick / 2) - thick / 2
            one, other = sorted((self.along(max(start, self.least)), self.along(end)))
            place = (
                QRectF(one, side, other - one, thick)
                if picture.kind == "bar"
                else QRectF(side, one, thick, other - one)
            )
            painter.setPen(QPen(QColor(f"#{row.border}"), 0.12 * UNIT) if row.border else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(f"#{row.fill}") if row.fill else Qt.BrushStyle.NoBrush)
            painter.drawRect(place.intersected(self.area.adjusted(0, 0, 1, 1)))
            self._label(painter, row, index, place)

    def _line(self, painter: QPainter, row: Series) -> None:
        points = [
            QPointF(self.middle(index), self.along(float(value))) if value is not None else None
            for index, value in enumerate(row.values)
        ]
        if row.line:
            pen = QPen(QColor(f"#{row.line}"), row.width * 25.4 / 72 * UNIT)
            if row.dash:
                pen.setDashPattern([4, 3])
            painter.setPen(pen)
            for one, other in pairwise(points):
                if one is not None and other is not None:
                    painter.drawLine(one, other)
        radius = 0.75 * UNIT
        for index, point in enumerate(points):
            if point is None:
                continue
            if row.marker:
                painter.setPen(QPen(QColor(f"#{row.marker}"), 0.25 * UNIT))
                painter.setBrush(QColor(f"#{row.marker_fill or row.marker}"))
                painter.drawEllipse(point, radius, radius)
            self._label(painter, row, index, QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius))

    def _label(self, painter: QPainter, row: Series, index: int, place: QRectF) -> None:
        text = row.labels[index] if index < len(row.labels) else None
        if not text:
            return
        measure, high = measures(*row.label_font[:3]), _high(row.label_font)
        wide, room = measure.horizontalAdvance(text), 0.5 * UNIT
        middle, across = place.center(), self.picture.kind == "bar"
        left, top = middle.x() - wide / 2, middle.y() - high / 2
        match row.label_at:
            case "right":
                left = place.right() + room
            case "above":
                top = place.top() - high - room
            case "outside_end" if across:
                left = place.right() + room
            case "outside_end":
                top = place.top() - high
            case "inside_base" if not across:
                top = min(place.bottom() - high, self.area.bottom() - high)
            case _:
                pass
        painter.setFont(typeface(*row.label_font[:3]))
        painter.setPen(QColor(f"#{row.label_font.colour}"))
        painter.drawText(QPointF(left, top + (high + measure.ascent() - measure.descent()) / 2), text)


def _high(font: tuple[str, float, bool, str]) -> float:
    return min(measures(*font[:3]).height(), typeface(*font[:3]).pixelSize() * 1.25)


def _broken(name: str, wide: float, slot: float) -> str:
    """In lines of much the same length, none wider than its slot."""
    lines = max(1, ceil(wide / max(slot, 1)))
    per_line = ceil(len(name) / min(lines, max(1, len(name))))
    return "\n".join(name[at : at + per_line] for at in range(0, len(name), per_line))


def plot_of(picture: Picture, inside: QRectF) -> Plot:
    """The field that the words around it leave."""
    least, most, ticks = _scale(picture)
    shell = Plot(picture, inside, ticks, least, most)
    names = max((measures(*picture.names_font[:3]).horizontalAdvance(name) for name in picture.categories), default=0.0)
    digits = measures(*picture.axis.font[:3])
    numbers = max((digits.horizontalAdvance(shell.words(value)) for value in ticks), default=0.0)
    room, below = ROOM * UNIT, _high(picture.names_font)
    if picture.kind == "bar":
        foot = _high(picture.axis.font) + room if picture.axis.labels else 0.0
        area = inside.adjusted(names + 2 * room, 0, -4 * room, -foot)
    else:
        side = numbers + 2 * room if picture.axis.labels else room
        right = max((_end(row) for row in picture.series), default=0.0)  # names at the ends of slopes
        half = inside.width() / 4 if picture.kind == "line" else 0.0
        area = inside.adjusted(side, below / 2, -max(room, right - half), 0)
        found = Plot(picture, area, ticks, least, most)
        lines = max((found.name(at).count("\n") + 1 for at in range(len(picture.categories))), default=1)
        area = area.adjusted(0, 0, 0, -below * lines - (2.5 * room if picture.kind == "line" else room))
    return Plot(picture, area, ticks, least, most)


def _end(row: Series) -> float:
    """How far a label reaches to the right of the last place."""
    if row.kind != "line" or row.label_at != "right" or not row.labels:
        return 0.0
    return measures(*row.label_font[:3]).horizontalAdvance(row.labels[-1] or "")


def _scale(picture: Picture) -> tuple[float, float, tuple[float, ...]]:
    """(least, greatest, ticks) of the axis of the values."""
    values = [float(value) for row in picture.series for value in row.values if value is not None]
    if picture.stacked:
        rows = [row.values for row in picture.series if row.kind != "line"]
        values += [float(sum(value or 0 for value in column)) for column in zip(*rows, strict=False)]
    axis = picture.axis
    low, high = min((*values, 0.0)), max((*values, 0.0))
    least = float(axis.least) if axis.least is not None else low
    most = float(axis.most) if axis.most is not None else high
    step = float(axis.step) if axis.step is not None else _step(most - least)
    if axis.least is None:
        least = floor(low / step) * step
    if axis.most is None:
        most = ceil(high * 1.02 / step) * step
    count = round((most - least) / step) if step else 0
    return (
        least,
        most,
        tuple(round(least + at * step, 9) for at in range(count + 1) if least + at * step <= most + 1e-9),
    )


def _step(whole: float) -> float:
    """1, 2 or 5 times a power of ten."""
    if whole <= 0:
        return 1.0
    rough = whole / TICKS
    power = 10.0 ** floor(log10(rough))
    return next(power * by for by in (1, 2, 5, 10) if rough <= power * by * 1.0001)
