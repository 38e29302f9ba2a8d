"""Paths for small signs, drawn on a square of 16."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

GRID = 16.0


class Drawing(NamedTuple):
    """What is filled and what is drawn with a pen."""

    filled: QPainterPath
    drawn: QPainterPath
    pen: float = 1.5


def joined(*paths: QPainterPath) -> QPainterPath:
    """Several paths as one."""
    whole = QPainterPath()
    for path in paths:
        whole.addPath(path)
    return whole


def strokes(*paths: QPainterPath, pen: float = 1.5) -> Drawing:
    """Drawn with a pen."""
    return Drawing(QPainterPath(), joined(*paths), pen)


def fills(*paths: QPainterPath) -> Drawing:
    """Filled."""
    return Drawing(joined(*paths), QPainterPath())


def both(filled: QPainterPath, drawn: QPainterPath, pen: float = 1.5) -> Drawing:
    """Some filled, some drawn."""
    return Drawing(filled, drawn, pen)


def line(*coordinates: float, closed: bool = False) -> QPainterPath:
    """A line through x, y, x, y …"""
    points = [QPointF(x, y) for x, y in zip(coordinates[::2], coordinates[1::2], strict=True)]
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    if closed:
        path.closeSubpath()
    return path


def circle(x: float, y: float, radius: float) -> QPainterPath:
    """A circle around x, y."""
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def arc(x: float, y: float, radius: float, start: float, span: float) -> QPainterPath:
    """A part of a circle; degrees from three o'clock, against the clock."""
    box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, start)
    path.arcTo(box, start, span)
    return path


def box(x: float, y: float, width: float, height: float, radius: float = 1) -> QPainterPath:
    """A rectangle with round corners."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return path


def curve(x: float, y: float, *coordinates: float) -> QPainterPath:
    """From x, y by cubic curves: two handles and an end each."""
    path = QPainterPath(QPointF(x, y))
    for at in range(0, len(coordinates), 6):
        a, b, c, d, e, f = coordinates[at : at + 6]
        path.cubicTo(a, b, c, d, e, f)
    return path


def dashes(x: float, y: float, radius: float, count: int, *, part: float = 0.3) -> QPainterPath:
    """A circle in dashes; `part` of each step is drawn, and the round ends of the pen add to it."""
    step = 360 / count
    return joined(*(arc(x, y, radius, at * step, step * part) for at in range(count)))


def cut(whole: QPainterPath, *lines: QPainterPath, pen: float = 1.7) -> QPainterPath:
    """A filled path with lines cut out of it: what lies below is seen through them."""
    stroker = QPainterPathStroker()
    stroker.setWidth(pen)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for path in lines:
        whole = whole.subtracted(stroker.createStroke(path))
    return whole
