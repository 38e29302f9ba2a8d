"""Scroll bars: a thumb without arrows, in a gutter as wide at every place."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from pingbi_qt.look.options import has, rect_of, scroll_of
from pingbi_qt.look.theme import colour, px

_Sub, _State = QStyle.SubControl, QStyle.StateFlag
LEAST, INSET = 40, 4  # of a thumb, as drawn at 100 %


def scroll_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """Where the thumb is, and what is before and behind it; there are no arrows."""
    whole, fields = rect_of(option), scroll_of(option)
    level = has(option, _State.State_Horizontal)
    room = whole.width() if level else whole.height()
    span = fields.maximum - fields.minimum
    long = room
    if span > 0:
        long = max(room * fields.pageStep // (span + fields.pageStep), min(px(LEAST), room))
    start = QStyle.sliderPositionFromValue(
        fields.minimum, fields.maximum, fields.sliderPosition, room - long, fields.upsideDown
    )
    first, last = {
        _Sub.SC_ScrollBarSlider: (start, start + long),
        _Sub.SC_ScrollBarSubPage: (0, start),
        _Sub.SC_ScrollBarAddPage: (start + long, room),
        _Sub.SC_ScrollBarGroove: (0, room),
    }.get(part, (0, 0))
    if level:
        return QRect(whole.left() + first, whole.top(), last - first, whole.height() if last > first else 0)
    return QRect(whole.left(), whole.top() + first, whole.width() if last > first else 0, last - first)


def paint_scroll_bar(painter: QPainter, option: QStyleOptionSlider) -> None:
    """The thumb, where there is something to scroll."""
    fields = scroll_of(option)
    if fields.maximum <= fields.minimum:
        return
    inset = px(INSET)
    thumb = QRectF(scroll_part(option, _Sub.SC_ScrollBarSlider)).adjusted(inset, inset, -inset, -inset)
    path = QPainterPath()
    path.addRoundedRect(thumb, px(3), px(3))
    over = has(option, _State.State_MouseOver) or has(option, _State.State_Sunken)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, colour("text2" if over else "line2"))
    painter.restore()
