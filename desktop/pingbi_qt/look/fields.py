"""Fields, ticks and sliders, painted from the tokens."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionComboBox, QStyleOptionSlider

from pingbi_qt.look.glyphs import glyph
from pingbi_qt.look.options import has, rect_of
from pingbi_qt.look.theme import colour, px

_State = QStyle.StateFlag


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """A rectangle with round corners."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def field(painter: QPainter, rect: QRect, *, enabled: bool, focused: bool, line: str = "line2") -> None:
    """The ground and frame of a field."""
    width = 2 if focused else 1
    outer = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(rounded(outer, px(4)), colour("accent" if focused else line if enabled else "line"))
    inner = outer.adjusted(width, width, -width, -width)
    painter.fillPath(rounded(inner, px(4) - width), colour("surface" if enabled else "head"))
    painter.restore()


def paint_tick(painter: QPainter, option: QStyleOption) -> None:
    """A box with a tick, a line, or nothing."""
    edge = min(rect_of(option).width(), rect_of(option).height())
    place = QRect(0, 0, edge, edge)
    place.moveCenter(rect_of(option).center())
    enabled = has(option, _State.State_Enabled)
    on, partly = has(option, _State.State_On), has(option, _State.State_NoChange)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if on or partly:
        painter.fillPath(rounded(QRectF(place), px(4)), colour("accent_fill" if enabled else "disabled"))
        inset = px(2)
        glyph(painter, "minus" if partly else "tick", place.adjusted(inset, inset, -inset, -inset), "on_accent")
    else:
        painter.fillPath(rounded(QRectF(place), px(4)), colour("line2" if enabled else "line"))
        painter.fillPath(
            rounded(QRectF(place).adjusted(1, 1, -1, -1), px(4) - 1), colour("surface" if enabled else "head")
        )
    painter.restore()


def paint_radio(painter: QPainter, option: QStyleOption) -> None:
    """One of several."""
    place = QRectF(rect_of(option))
    enabled = has(option, _State.State_Enabled)
    on = has(option, _State.State_On)
    radius = min(place.width(), place.height()) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(("accent_fill" if on else "line2") if enabled else "disabled"))
    painter.drawEllipse(place.center(), radius, radius)
    painter.setBrush(colour("surface"))
    painter.drawEllipse(place.center(), radius - px(2 if on else 1), radius - px(2 if on else 1))
    if on:
        painter.setBrush(colour("accent_fill" if enabled else "disabled"))
        painter.drawEllipse(place.center(), radius / 2, radius / 2)
    painter.restore()


def paint_choice(painter: QPainter, option: QStyleOptionComboBox) -> None:
    """A field that opens a list."""
    enabled = has(option, _State.State_Enabled)
    field(painter, rect_of(option), enabled=enabled, focused=has(option, _State.State_HasFocus))
    edge = px(14)
    at = rect_of(option)
    place = QRect(at.right() - edge - px(7), at.center().y() - edge // 2, edge, edge)
    glyph(painter, "chevron_down", place, "text2" if enabled else "disabled")


def paint_slider(painter: QPainter, option: QStyleOptionSlider, handle: QRectF, groove: QRectF) -> None:
    """The rail, blue up to the knob."""
    enabled = has(option, _State.State_Enabled)
    ink = colour("accent_fill" if enabled else "disabled")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    thick = px(3)
    if has(option, _State.State_Horizontal):
        rail = QRectF(groove.left(), groove.center().y() - thick / 2, groove.width(), thick)
        done = QRectF(rail)
        done.setRight(handle.center().x())
    else:
        rail = QRectF(groove.center().x() - thick / 2, groove.top(), thick, groove.height())
        done = QRectF(rail)
        done.setTop(handle.center().y())
    painter.fillPath(rounded(rail, thick / 2), colour("line2"))
    painter.fillPath(rounded(done, thick / 2), ink)
    knob = min(handle.width(), handle.height())
    if has(option, _State.State_HasFocus):
        painter.setBrush(colour("accent_soft"))
        painter.drawEllipse(handle.center(), knob / 2 + px(2), knob / 2 + px(2))
    painter.setBrush(ink)
    painter.drawEllipse(handle.center(), knob / 2, knob / 2)
    painter.setBrush(colour("surface"))
    painter.drawEllipse(handle.center(), knob / 2 - px(2), knob / 2 - px(2))
    painter.restore()


def paint_number(painter: QPainter, option: QStyleOption, upper: QRect, lower: QRect) -> None:
    """A field of a number, with its two arrows."""
    enabled = has(option, _State.State_Enabled)
    field(painter, rect_of(option), enabled=enabled, focused=has(option, _State.State_HasFocus))
    edge = px(9)
    for place, name in ((upper, "triangle_up"), (lower, "triangle_down")):
        middle = place.center()
        at = QRect(middle.x() - edge // 2, middle.y() - edge // 2, edge, edge)
        glyph(painter, name, at, "text2" if enabled else "disabled")


def paint_ring(painter: QPainter, rect: QRect) -> None:
    """Two px of accent inside the edge: where the keyboard is."""
    ring = rounded(QRectF(rect), px(3))
    ring.addPath(rounded(QRectF(rect).adjusted(2, 2, -2, -2), px(2)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(ring, colour("accent"))
    painter.restore()
