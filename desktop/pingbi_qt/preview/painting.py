"""A page of paper painted: grounds and lines on whole dots, words in units of paper, so that all is sharp."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from pingbi.paper import filled
from pingbi_qt.preview.pictures import paint_picture
from pingbi_qt.preview.typefaces import UNIT, measures, typeface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.paper import Area, Box, Font, PrintedPage

PADDING = 0.7  # mm at 100 % between a cell's edge and its words
LINE, TIGHT = 1.25, 1.15  # of the size: fonts that stand in for others have taller lines, or lower ones
THIN, MEDIUM = 0.16, 0.42  # mm
GREY, WIDE_FROM = QColor("#777777"), "\u2e7f"
PAPER, INK, BAR = QColor("#FFFFFF"), QColor("#000000"), QColor("#BFBFBF")


def paint_page(
    painter: QPainter, page: PrintedPage, dots: float, number: int = 0, count: int = 0, *, legible: bool = True
) -> None:
    """Paint a page at `dots` a millimetre; `number` of `count` stands at its foot.

    Where nobody could read them, strokes stand for the words.
    """
    painter.fillRect(QRectF(0, 0, page.width * dots, page.height * dots), PAPER)
    for box in page.boxes:
        if box.fill:
            painter.fillRect(_whole(box.area, dots), QColor(f"#{box.fill}"))
        if box.bar is not None:
            _bar(painter, box, dots)
    _edges(painter, page.boxes, dots)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(dots / UNIT, dots / UNIT)
    small = page.scale / 100
    for box in page.boxes:
        if box.text and legible:
            _words(painter, box, PADDING * small)
        elif box.text:
            _stroke(painter, box)
    for mark in page.marks if legible else ():
        _line(painter, mark.area, filled(mark.text, number, count), mark.font, mark.align)
    for picture in page.pictures:
        paint_picture(painter, picture)
    painter.restore()


def _whole(area: Area, dots: float) -> QRectF:
    """An area on whole dots."""
    left, top = round(area.left * dots), round(area.top * dots)
    return QRectF(left, top, round(area.right * dots) - left, round(area.bottom * dots) - top)


def _bar(painter: QPainter, box: Box, dots: float) -> None:
    place = _whole(box.area, dots).adjusted(2, 2, -2, -2)
    place.setWidth(place.width() * (box.bar or 0))
    painter.fillRect(place, BAR)


def _edges(painter: QPainter, boxes: Iterable[Box], dots: float) -> None:
    """Thin lines first: a medium one lies over them. Each lies across the edge that two cells share.

    A line thinner than a dot is one dot in grey: a small page is not black with lines.
    """
    for weight, wide, faintest in ((1, THIN, 0.4), (2, MEDIUM, 0.8)):
        thick = max(1, round(wide * dots))
        ink = QColor(INK)
        ink.setAlphaF(min(1.0, max(faintest, wide * dots / thick)))
        for place in {place for box in boxes for place in _lines(box, weight, dots, thick)}:
            painter.fillRect(QRect(*place), ink)


def _lines(box: Box, weight: int, dots: float, thick: int) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, width, height of each line of a cell; what two cells share is the same line."""
    place = _whole(box.area, dots)
    left, top, right, bottom = (round(side) for side in (place.left(), place.top(), place.right(), place.bottom()))
    before = thick // 2
    for edge, at in ((box.edges.top, top), (box.edges.bottom, bottom)):
        if edge == weight:
            yield left - before, at - before, right - left + thick, thick
    for edge, at in ((box.edges.left, left), (box.edges.right, right)):
        if edge == weight:
            yield at - before, top - before, thick, bottom - top + thick


def _place(area: Area) -> QRectF:
    return QRectF(area.left * UNIT, area.top * UNIT, area.width * UNIT, area.height * UNIT)


def _words(painter: QPainter, box: Box, padding: float) -> None:
    painter.setFont(typeface(box.font.family, box.font.size, box.font.bold))
    painter.setPen(QColor(f"#{box.font.colour}"))
    place = _place(box.room).adjusted(padding * UNIT, 0, -padding * UNIT, 0)
    if box.align == "left":
        place.setLeft(place.left() + box.indent * UNIT)
    elif box.align == "right":
        place.setRight(place.right() - box.indent * UNIT)
    if box.wrap:
        _paragraph(painter, box, place)
        return
    measure = measures(box.font.family, box.font.size, box.font.bold)
    text = box.text.replace("\n", "")
    wide = measure.horizontalAdvance(text)
    after = measure.horizontalAdvance(box.after) if box.after else 0.0
    if box.align == "right":
        left = place.right() - after - wide
    elif box.align == "center":
        middle = _place(box.area).center().x() if box.room == box.area else place.center().x()
        left = middle - wide / 2
    else:
        left = place.left()
    _drawn(painter, box.room, QPointF(left, _baseline(place, measure.ascent(), measure.descent())), text, wide)


def _stroke(painter: QPainter, box: Box) -> None:
    """As long as the words and half as high."""
    place, size = _place(box.room), box.font.size * 25.4 / 72 * UNIT
    longest = max(box.text.split("\n"), key=len)
    wide = min(place.width() * 0.9, sum(1.0 if sign > WIDE_FROM else 0.5 for sign in longest) * size)
    left = {"left": place.left(), "right": place.right() - wide}.get(box.align, place.center().x() - wide / 2)
    painter.fillRect(QRectF(left, place.center().y() - size / 4, wide, size / 2), GREY)


def _drawn(painter: QPainter, room: Area, at: QPointF, text: str, wide: float) -> None:
    """A text that is wider than its room is cut at the edges."""
    place = _place(room)
    cut = at.x() < place.left() - 1 or at.x() + wide > place.right() + 1
    if cut:
        painter.save()
        painter.setClipRect(place)
    painter.drawText(at, text)
    if cut:
        painter.restore()


def _baseline(place: QRectF, ascent: float, descent: float) -> float:
    return place.center().y() + (ascent - descent) / 2


def _paragraph(painter: QPainter, box: Box, place: QRectF) -> None:
    font = typeface(box.font.family, box.font.size, box.font.bold)
    measure = measures(box.font.family, box.font.size, box.font.bold)
    layout = QTextLayout(box.text.replace("\n", "\u2028"), font)
    option = QTextOption(
        {"left": Qt.AlignmentFlag.AlignLeft, "center": Qt.AlignmentFlag.AlignHCenter}.get(
            box.align, Qt.AlignmentFlag.AlignRight
        )
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    own = measure.ascent() + measure.descent()
    step = min(max(own, font.pixelSize() * TIGHT), font.pixelSize() * LINE)
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(place.width(), 1))
        line.setPosition(QPointF(0, count * step))
        count += 1
    layout.endLayout()
    high = count * step
    top = place.center().y() - high / 2 - (own - step) / 2
    cut = high > place.height() + step / 2
    if cut:
        painter.save()
        painter.setClipRect(_place(box.area))
        top = place.top()
    layout.draw(painter, QPointF(place.left(), top))
    if cut:
        painter.restore()


def _line(painter: QPainter, area: Area, text: str, font: Font, align: str) -> None:
    painter.setFont(typeface(font.family, font.size, font.bold))
    painter.setPen(QColor(f"#{font.colour}"))
    measure = measures(font.family, font.size, font.bold)
    place, wide = _place(area), measure.horizontalAdvance(text)
    left = {"left": place.left(), "center": place.center().x() - wide / 2}.get(align, place.right() - wide)
    painter.drawText(QPointF(left, _baseline(place, measure.ascent(), measure.descent())), text)


def size_of(page: PrintedPage, dots: float) -> tuple[int, int]:
    """Dots of a page's picture."""
    return max(1, ceil(page.width * dots)), max(1, ceil(page.height * dots))
