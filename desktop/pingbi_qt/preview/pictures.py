"""Charts as they will about look: bars, columns, slopes, in greys that a copier keeps apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pingbi_qt.preview.plots import Plot, plot_of
from pingbi_qt.preview.typefaces import UNIT, measures, typeface

if TYPE_CHECKING:
    from pingbi.paper import Font, Picture, Series

GAP = 1.2  # mm between the parts of a chart
KEY = 3.0  # mm of a legend's sample, in widths of the font
LINES, AXIS = QColor("#D0D0D0"), QColor("#404040")


def paint_picture(painter: QPainter, picture: Picture) -> None:
    """Title, legend, axes, and what stands between them; the painter is in units of paper."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(*(side * UNIT for side in picture.area))
    painter.fillRect(area, QColor("#FFFFFF"))
    if picture.frame:
        painter.setPen(QPen(QColor(f"#{picture.frame}"), 0.15 * UNIT))
        painter.drawRect(area)
    gap = GAP * UNIT
    inside = area.adjusted(gap, gap, -gap, -gap)
    if picture.title:
        high = _high(picture.title_font)
        _text(painter, QRectF(inside.left(), inside.top(), inside.width(), high), picture.title, picture.title_font)
        inside.setTop(inside.top() + high + gap)
    if picture.legend:
        high = _high(picture.legend_font)
        top = inside.top() if picture.legend == "top" else inside.bottom() - high
        _legend(painter, QRectF(inside.left(), top, inside.width(), high), picture)
        if picture.legend == "top":
            inside.setTop(inside.top() + high + gap)
        else:
            inside.setBottom(inside.bottom() - high - gap)
    plot = plot_of(picture, inside)
    _axes(painter, plot)
    plot.paint(painter)
    painter.restore()


def _high(font: Font) -> float:
    return min(measures(*font[:3]).height(), typeface(*font[:3]).pixelSize() * 1.3)


def _text(
    painter: QPainter,
    place: QRectF,
    text: str,
    font: Font,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
) -> None:
    painter.setFont(typeface(*font[:3]))
    painter.setPen(QColor(f"#{font.colour}"))
    painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)


def _legend(painter: QPainter, place: QRectF, picture: Picture) -> None:
    rows = [row for row in picture.series if row.legend]
    font, measure = picture.legend_font, measures(*picture.legend_font[:3])
    key = typeface(*font[:3]).pixelSize() * 0.7
    wide = sum(key * (KEY if row.kind == "line" else 1) + measure.horizontalAdvance(row.name) + 3 * key for row in rows)
    left = place.center().x() - wide / 2 + key
    for row in rows:
        long = key * (KEY if row.kind == "line" else 1)
        _key(painter, QRectF(left, place.center().y() - key / 2, long, key), row)
        left += long + key / 2
        name = measure.horizontalAdvance(row.name)
        _text(painter, QRectF(left, place.top(), name, place.height()), row.name, font, Qt.AlignmentFlag.AlignLeft)
        left += name + 1.5 * key


def _key(painter: QPainter, place: QRectF, row: Series) -> None:
    if row.kind == "line":
        painter.setPen(pen_of(row))
        painter.drawLine(QPointF(place.left(), place.center().y()), QPointF(place.right(), place.center().y()))
        return
    painter.setPen(QPen(QColor(f"#{row.border}"), 0.12 * UNIT) if row.border else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(f"#{row.fill}") if row.fill else Qt.BrushStyle.NoBrush)
    painter.drawRect(place)


def pen_of(row: Series) -> QPen:
    """The pen of a line."""
    pen = QPen(QColor(f"#{row.line}" if row.line else "#000000"), row.width * 25.4 / 72 * UNIT)
    if row.dash:
        pen.setDashPattern([4, 3])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _axes(painter: QPainter, plot: Plot) -> None:
    picture, area = plot.picture, plot.area
    for value in plot.ticks:
        at = plot.along(value)
        one, other = plot.line_at(at)
        if picture.axis.lines:
            painter.setPen(QPen(LINES, 0.12 * UNIT))
            painter.drawLine(one, other)
        if picture.axis.labels:
            place, align = plot.tick_place(at)
            _text(painter, place, plot.words(value), picture.axis.font, align)
    painter.setPen(QPen(AXIS, 0.15 * UNIT))
    if picture.kind == "bar":
        painter.drawLine(area.topLeft(), area.bottomLeft())
    elif picture.kind == "column":
        at = plot.along(max(min(plot.ticks), 0.0)) if plot.ticks else area.bottom()
        painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
    for index in range(len(picture.categories)):
        place, align = plot.name_place(index)
        _text(painter, place, plot.name(index), picture.names_font, align)
