"""One line of the explanation: a criterion with its value, place, bar and points; pressed, it shows its calculation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pingbi_qt.look import glyph, metrics, px
from pingbi_qt.parts import Following, focus_ring, ground, hairline, paint_bar, words
from pingbi_qt.parts.painting import CUT_MIDDLE
from pingbi_qt.score.columns import plain
from pingbi_qt.score.reason_columns import SIDE, SIGN, Columns, place_of, points_words, value_width

if TYPE_CHECKING:
    from pingbi.reckoning import Item, Line

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HIGH = 28


class ReasonLine(Following, QAbstractButton):
    """`show_line` for a criterion; opened it has the soft ground of what belongs to it."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        self.digits = 2
        self.columns = Columns()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.follow()

    def show_line(self, line: Line, digits: int) -> None:
        """A criterion of one county."""
        self.line, self.digits = line, digits
        place = f"，{line.among}{place_of(line)}" if line.place is not None else ""
        points = f"{points_words(line, digits)} 分，满分 {plain(line.weight)}"
        self.setAccessibleName(f"{line.name}，{line.value}{place}，{points}")
        self.setToolTip(f"{line.name}{place}\n{line.rule}")
        self.update()

    def set_columns(self, columns: Columns) -> None:
        """The widths that all lines share."""
        self.columns = columns
        self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(px(300), max(px(HIGH), metrics().height() + px(6)))

    def fit(self) -> None:
        """As the theme is."""
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sign, name, value, place, bar, points / weight."""
        del event
        line, painter = self.line, QPainter(self)
        if line is None:
            return
        high, wide = self.height(), self.width()
        if self.isChecked() or self.underMouse():
            ground(painter, self.rect(), "accent_soft" if self.isChecked() else "alt")
        else:
            hairline(painter, px(SIDE), high - 1, wide - 2 * px(SIDE))
        edge, left = px(12), px(SIDE)
        sign = "chevron_down" if self.isChecked() else "chevron_right"
        glyph(painter, sign, QRect(left, (high - edge) // 2, edge, edge), "text2")
        left += px(SIGN)
        name = QRect(left, 0, self._right(painter, line, wide - px(SIDE), high) - left - px(8), high)
        words(painter, name, line.name, bold=self.isChecked(), cut=CUT_MIDDLE)  # names that are alike differ at the end
        if self.hasFocus():
            focus_ring(painter, self.rect(), 3)

    def _right(self, painter: QPainter, line: Line, right: int, high: int) -> int:
        """Painted from the right; gives where the room for the name ends."""
        columns = self.columns
        right -= columns.full
        words(painter, QRect(right, 0, columns.full, high), f" / {plain(line.weight)}", "body", "text2")
        right -= columns.points
        ink = "text2" if line.points is None or line.filled else "text"
        points = points_words(line, self.digits)
        words(painter, QRect(right, 0, columns.points, high), points, "strong", ink, RIGHT)
        right -= px(6)
        if columns.bar:
            share = float(line.points / line.weight) if line.points is not None and line.weight else 0.0
            bar = QRect(right - columns.bar, (high - px(6)) // 2, columns.bar, px(6))
            paint_bar(painter, bar, share, best=True, radius=3)
            right -= columns.bar
        right -= px(10) + columns.place
        words(painter, QRect(right, 0, columns.place, high), place_of(line), "note", "text2")
        room = value_width(line)
        right -= px(8) + room
        ink = "text" if line.number is not None else "text2"
        words(painter, QRect(right, 0, room, high), line.value, "body", ink, RIGHT)
        return right

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens as Space does; up and down go on to the next line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class ItemLine(Following, QAbstractButton):
    """A line that is put together of others: a 一级指标, a bonus, a cap. `heavy`: the head of a part."""

    def __init__(self, item: Item, *, heavy: bool = False) -> None:
        super().__init__()
        self.heavy = heavy
        self.columns = Columns()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_item(item)
        self.follow()

    def show_item(self, item: Item) -> None:
        """Of a county."""
        self.item = item
        self.setAccessibleName(f"{item.name}：{item.points}")
        self.setToolTip(" ".join(part for part in (item.formula, item.result, item.remark) if part))
        self.update()

    def set_columns(self, columns: Columns) -> None:
        """The widths that all lines share."""
        self.columns = columns
        self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(px(300), max(px(HIGH), metrics().height() + px(6)))

    def fit(self) -> None:
        """As the theme is."""
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, remark, points."""
        del event
        painter, high, right = QPainter(self), self.height(), self.width() - px(SIDE)
        if self.heavy:
            ground(painter, self.rect(), "alt")
        hairline(painter, px(SIDE), high - 1, self.width() - 2 * px(SIDE))
        right -= self.columns.full
        if self.item.full is not None:
            words(painter, QRect(right, 0, self.columns.full, high), f" / {plain(self.item.full)}", "body", "text2")
        wide = metrics("strong").horizontalAdvance(self.item.points)
        words(painter, QRect(right - wide, 0, wide, high), self.item.points, "strong", "text", RIGHT)
        right -= wide + px(8)
        left = px(SIDE) + (0 if self.heavy else px(18))
        took = words(
            painter,
            QRect(left, 0, right - left, high),
            self.item.name,
            "note" if self.heavy else "body",
            "text2" if self.heavy else "text",
            bold=self.heavy,
        )
        left += took + px(8)
        if self.item.remark and left < right:
            words(painter, QRect(left, 0, right - left, high), self.item.remark, "note", "text3")
