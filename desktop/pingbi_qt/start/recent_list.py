"""The projects of last time: name, day, how far it was; one that is gone says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from pingbi_qt.look import SizeClass, glyph, has, line_height, metrics, px, rect_of
from pingbi_qt.parts import Following, State, focus_ring, ground, hairline, words
from pingbi_qt.parts.painting import CUT_MIDDLE, RIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi_qt.settings import Recent

ROLE = Qt.ItemDataRole.UserRole + 1
MISSING = Qt.ItemDataRole.UserRole + 2


def day_of(when: str) -> str:
    """7月22日, from an ISO time; empty where it is none."""
    parts = when[:10].split("-")
    return f"{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 and all(part.isdigit() for part in parts) else ""


class _Rows(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = rect_of(option)
        recent: Recent = index.data(ROLE)
        missing: str = index.data(MISSING) or ""
        painter.save()
        if has(option, QStyle.StateFlag.State_Selected):
            ground(painter, rect, "accent_soft")
        elif has(option, QStyle.StateFlag.State_MouseOver):
            ground(painter, rect, "alt")
        side, edge = px(16), px(16)
        hairline(painter, rect.left() + side, rect.bottom(), rect.width() - 2 * side)
        high, low = line_height("body"), line_height("note")
        top = rect.top() + (rect.height() - high - low) // 2
        sign, ink = (State.MISSING.sign, "err") if missing else ("file", "text2")
        glyph(painter, sign, QRect(rect.left() + side, top + (high - edge) // 2 + 1, edge, edge), ink)
        left = rect.left() + side + edge + px(12)
        day = day_of(recent.when)
        wide = metrics("note").horizontalAdvance(day) + 2
        right = rect.right() - side + 1
        words(painter, QRect(right - wide, top, wide, high), day, "note", "text2", RIGHT)
        name = QRect(left, top, right - wide - px(8) - left, high)
        words(painter, name, recent.name, "body", "text2" if missing else "text", cut=CUT_MIDDLE)
        said = missing or recent.words
        words(painter, QRect(left, top + high, right - left, low), said, "note", "err" if missing else "text2")
        if has(option, QStyle.StateFlag.State_HasFocus):
            focus_ring(painter, rect, 0)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(px(160), SizeClass.FULL.row("files") + px(3))


class RecentList(Following, QListView):
    """`wanted` gives the project to be opened."""

    wanted = Signal(object)  # a Recent

    def __init__(self) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("最近的项目")
        self.clicked.connect(self._want)
        self.follow()

    def show_rows(self, rows: Sequence[Recent]) -> None:
        """These, the newest first."""
        self._rows.clear()
        for recent in rows:
            item = QStandardItem(recent.name)
            item.setData(recent, ROLE)
            item.setToolTip(recent.path)
            item.setData(f"{recent.name}，{recent.words}", Qt.ItemDataRole.AccessibleTextRole)
            self._rows.appendRow(item)

    def show_missing(self, reasons: Sequence[str]) -> None:
        """Why each of them cannot be opened; empty where it can."""
        for at, reason in enumerate(reasons[: self._rows.rowCount()]):
            item = self._rows.item(at)
            recent: Recent = item.data(ROLE)
            item.setData(reason, MISSING)
            item.setToolTip(f"{recent.path}\n{reason}" if reason else recent.path)
            item.setData(f"{recent.name}，{reason or recent.words}", Qt.ItemDataRole.AccessibleTextRole)

    def missing(self, at: int) -> str:
        """Why that one cannot be opened."""
        return self._rows.item(at).data(MISSING) or ""

    def _want(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(index.data(ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
            return
        super().keyPressEvent(event)

    def refit(self) -> None:
        """Rows are as high as the theme asks."""
        super().refit()
        self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        """Two rows."""
        return QSize(px(160), 2 * (SizeClass.FULL.row("files") + px(3)))
