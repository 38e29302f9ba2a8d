"""What all painted parts share: grounds, frames, hairlines, words, the ring of the focus, bars and state signs."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QStaticText, QTransform

from pingbi_qt.look import font, metrics, px, theme

Align = Qt.AlignmentFlag
LEFT = Align.AlignLeft | Align.AlignVCenter
RIGHT = Align.AlignRight | Align.AlignVCenter
MIDDLE = Align.AlignCenter
CUT_END, CUT_MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
Ink = QColor | str


def ink_of(ink: Ink) -> QColor:
    """A token's colour, to be painted with, or the colour itself."""
    return theme().colour(ink) if isinstance(ink, str) else ink


def ground(painter: QPainter, rect: QRect | QRectF, fill: Ink, radius: int = 0) -> None:
    """A filled area; `radius` as drawn at 100 %."""
    if not radius:
        painter.fillRect(rect, ink_of(fill))
        return
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), px(radius), px(radius))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, ink_of(fill))
    painter.restore()


def frame(painter: QPainter, rect: QRect | QRectF, line: Ink, radius: int = 0, width: int = 1) -> None:
    """A frame inside the edge of `rect`, `width` logical px at every zoom: a ring of colour, sharp at any scale."""
    outer, inner = QRectF(rect), QRectF(rect).adjusted(width, width, -width, -width)
    round_ = float(px(radius)) if radius else 0.0
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    path.addRoundedRect(outer, round_, round_)
    path.addRoundedRect(inner, max(round_ - width, 0), max(round_ - width, 0))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(radius))
    painter.fillPath(path, ink_of(line))
    painter.restore()


def dashed(painter: QPainter, rect: QRect | QRectF, line: Ink, radius: int = 0, width: float = 1) -> None:
    """A dashed frame inside the edge of `rect`."""
    pen = QPen(ink_of(line), width)
    pen.setDashPattern([4, 2.5] if width > 1 else [4, 3])
    half = width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(radius))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), px(radius), px(radius))
    painter.restore()


def hairline(painter: QPainter, left: int, top: int, width: int, line: Ink = "line") -> None:
    """A line of 1 px from left to right."""
    painter.fillRect(QRect(left, top, width, 1), ink_of(line))


def upright(painter: QPainter, left: int, top: int, height: int, line: Ink = "line") -> None:
    """A line of 1 px from top to bottom."""
    painter.fillRect(QRect(left, top, 1, height), ink_of(line))


def focus_ring(painter: QPainter, rect: QRect | QRectF, radius: int = 4) -> None:
    """Two px of accent inside the edge of `rect`: where the keyboard is."""
    frame(painter, rect, "accent", radius, 2)


def words(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    kind: str = "body",
    ink: Ink = "text",
    align: Align = LEFT,
    *,
    bold: bool | None = None,
    cut: Qt.TextElideMode = CUT_END,
) -> int:
    """One line of words, cut where it does not fit; gives the width that it took."""
    place, now = QRectF(rect), theme()
    laid = _laid(text, kind, bold, (now.size, now.zoom), int(place.width()), cut)
    left = place.left() + (place.width() - laid.wide) * _share(align)
    painter.setFont(laid.font)
    painter.setPen(ink_of(ink))
    painter.drawStaticText(QPointF(left, place.top() + (place.height() - laid.high) / 2), laid.text)
    return laid.took


@cache  # to look at a flag takes Python as long as to paint a word
def _share(align: Align) -> float:
    """How much of the room that is left stands before the words."""
    return 1.0 if align & Align.AlignRight else 0.5 if align & Align.AlignHCenter else 0.0


class _Laid(NamedTuple):
    text: QStaticText
    font: QFont
    wide: float
    high: float
    took: int


@lru_cache(maxsize=2048)  # to shape a word takes three times as long as to paint it
def _laid(text: str, kind: str, bold: bool | None, look: tuple[int, int], room: int, cut: Qt.TextElideMode) -> _Laid:
    del look  # it only tells the cache apart
    measure, written = metrics(kind, bold), font(kind, bold)
    took = measure.horizontalAdvance(text)
    if took > room:
        text = measure.elidedText(text, cut, max(room, 0))
        took = measure.horizontalAdvance(text)
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(QTransform(), written)
    return _Laid(laid, written, laid.size().width(), QFontMetricsF(written).height(), took)


def paint_bar(painter: QPainter, rect: QRect | QRectF, share: float, *, best: bool = False, radius: int = 2) -> None:
    """A bar for a share between 0 and 1; the number always stands beside it."""
    whole = QRectF(rect)
    ground(painter, whole, "bar_bg", radius)
    long = whole.width() * min(max(share, 0.0), 1.0)
    if long >= 1:
        part = QRectF(whole.topLeft(), QPointF(whole.left() + long, whole.bottom()))
        ground(painter, part, "bar_hi" if best else "bar", radius if long > px(radius) * 2 else 0)
