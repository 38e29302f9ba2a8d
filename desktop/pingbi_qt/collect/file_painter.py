"""A line of the list of files: name and size, below them sign and words; a bar and × while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pingbi_qt.collect.files_model import LINE
from pingbi_qt.collect.lines import Way, sign_of, size_words, words_of
from pingbi_qt.look import has, line_height, metrics, px, rect_of, stamp
from pingbi_qt.parts import focus_ring, ground, hairline, words
from pingbi_qt.parts.painting import CUT_END, CUT_MIDDLE, LEFT, RIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from pingbi_qt.collect.files_view import FilesView
    from pingbi_qt.collect.lines import FileLine

_STEPS = 24  # of the moving part of the bar, one a tick
_PART = 0.3


def cross_of(rect: QRect) -> QRect:
    """Where the × of a line is."""
    edge = px(28)
    return QRect(rect.right() - px(8) - edge, rect.bottom() - edge - px(1), edge, edge)


class FilePainter(QStyledItemDelegate):
    """Fills its own ground."""

    def __init__(self, view: FilesView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A file; the room below one is painted by what stands in it."""
        rect, line = rect_of(option), index.data(LINE)
        if line is None:
            ground(painter, rect, "err_soft")
            return
        selected = has(option, QStyle.StateFlag.State_Selected)
        wrong = line.unreadable
        ground(painter, rect, "err_soft" if wrong else "accent_soft" if selected else "surface")
        if selected:
            ground(painter, QRect(rect.left(), rect.top(), px(3), rect.height()), "accent")
        self._words(painter, rect, line)
        hairline(painter, rect.left() + px(12), rect.bottom(), rect.width() - px(24))
        if selected and self._view.hasFocus():
            focus_ring(painter, rect, 0)

    def _words(self, painter: QPainter, rect: QRect, line: FileLine) -> None:
        high, low = line_height("body"), line_height("note")
        top = rect.top() + (rect.height() - high - low - px(2)) // 2
        edge = px(14)
        stamp(painter, "file", rect.left() + px(14), top + (high - edge) // 2, edge, "text2")
        left = rect.left() + px(36)
        right = rect.right() - px(12)
        size = size_words(line.size)
        wide = metrics("note").horizontalAdvance(size) if size else 0
        words(painter, QRect(right - wide, top, wide + 1, high), size, "note", "text3", RIGHT)
        room = QRect(left, top, right - wide - px(10) - left, high)
        words(painter, room, line.shown_name, "body", "text", LEFT, cut=CUT_MIDDLE)
        sign, ink = sign_of(line)
        below = top + high + px(2)
        if line.way is Way.READING:
            right = self._moving(painter, rect, QRect(left, below, right - left, low), line, ink)
        else:
            if line.under_way:
                _cross(painter, rect)
                right -= px(28)
            stamp(painter, sign, left, below + (low - edge) // 2, edge, ink)
            left += edge + px(6)
        words(painter, QRect(left, below, right - left, low), words_of(line), "note", ink, LEFT, cut=CUT_END)

    def _moving(self, painter: QPainter, rect: QRect, row: QRect, line: FileLine, ink: str) -> int:
        """A bar that moves while it is read: how far a file is within itself nobody knows. Gives where it begins."""
        _cross(painter, rect)
        del ink
        bar = QRect(0, 0, min(px(136), row.width() // 2), px(5))
        bar.moveRight(row.right() - px(30))
        bar.moveTop(row.center().y() - px(2))
        ground(painter, bar, "bar_bg", 2)
        step = (self._view.ticks + line.order * 7) % _STEPS
        part = int(bar.width() * _PART)
        at = bar.left() + (bar.width() - part) * step // (_STEPS - 1)
        ground(painter, QRect(at, bar.top(), part, bar.height()), "accent", 2)
        return bar.left() - px(8)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines; of the room what stands in it."""
        del option
        opened = self._view.files.line(index.row()) is None
        return QSize(px(100), self._view.room_height()) if opened else self._view.row_size


def _cross(painter: QPainter, rect: QRect) -> None:
    place, edge = cross_of(rect), px(12)
    middle = place.center()
    stamp(painter, "cross", middle.x() - edge // 2, middle.y() - edge // 2, edge, "text2")
