"""Menus: sign, words and key in three columns."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyleOptionMenuItem

from pingbi_qt.look.fonts import font, metrics
from pingbi_qt.look.glyphs import glyph
from pingbi_qt.look.options import has, menu_of, rect_of
from pingbi_qt.look.theme import colour, px

_Kind, _State = QStyleOptionMenuItem.MenuItemType, QStyle.StateFlag
_SIGN, _SIDE, _GAP, _ARROW = 16, 10, 10, 20  # as drawn at 100 %
_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextHideMnemonic


def menu_line_size(option: QStyleOptionMenuItem) -> QSize:
    """The room of a line; the keys' column is added by the menu."""
    fields = menu_of(option)
    if fields.menuItemType == _Kind.Separator:
        if not fields.text:
            return QSize(px(40), px(9))
        return QSize(metrics("note").horizontalAdvance(fields.text) + 2 * px(_SIDE), metrics("note").height() + px(9))
    words, _, _key = fields.text.partition("\t")
    wide = metrics().horizontalAdvance(words.replace("&", "")) + px(_SIGN + 2 * _SIDE + _GAP + _ARROW)
    return QSize(wide + px(12), max(px(32), metrics().height() + px(8)))


def paint_menu_line(painter: QPainter, option: QStyleOptionMenuItem) -> None:
    """A line, or the line between two parts, with what the lower one is about."""
    fields, whole = menu_of(option), rect_of(option)
    painter.fillRect(whole, colour("surface"))
    if fields.menuItemType == _Kind.Separator:
        high = whole.top() + px(4)
        painter.fillRect(QRect(whole.left() + px(8), high, whole.width() - px(16), 1), colour("line"))
        if fields.text:
            painter.setFont(font("note"))
            painter.setPen(colour("text2"))
            below = whole.adjusted(px(_SIDE), px(5), -px(_SIDE), 0)
            painter.drawText(below, _FLAGS | Qt.AlignmentFlag.AlignLeft, fields.text)
        return
    enabled = has(option, _State.State_Enabled)
    if enabled and has(option, _State.State_Selected):
        path = QPainterPath()
        path.addRoundedRect(QRectF(whole).adjusted(px(4), 0, -px(4), 0), px(4), px(4))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, colour("accent_soft"))
        painter.restore()
    edge = px(_SIGN)
    sign = QRect(whole.left() + px(_SIDE), whole.center().y() - edge // 2 + 1, edge, edge)
    if fields.checked:
        glyph(painter, "tick", sign, "accent" if enabled else "disabled")
    elif not fields.icon.isNull():
        fields.icon.paint(painter, sign, mode=QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled)
    words, _, key = fields.text.partition("\t")
    place = whole.adjusted(px(_SIDE + _SIGN + _GAP), 0, -px(_ARROW), 0)
    painter.setFont(font())
    painter.setPen(colour("text" if enabled else "disabled"))
    painter.drawText(place, _FLAGS | Qt.AlignmentFlag.AlignLeft, words)
    painter.setPen(colour("text2" if enabled else "disabled"))
    painter.drawText(place, _FLAGS | Qt.AlignmentFlag.AlignRight, key)
    if fields.menuItemType == _Kind.SubMenu:
        small = px(12)
        at = QRect(whole.right() - px(6) - small, whole.center().y() - small // 2, small, small)
        glyph(painter, "chevron_right", at, "text2" if enabled else "disabled")
