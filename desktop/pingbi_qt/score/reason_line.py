"""One line of the explanation: a criterion with its value, place, bar and points; pressed, it shows its calculation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pingbi_qt.look import glyph, metrics, px
from pingbi_qt.parts import Following, focus_ring, ground, hairline, paint_bar, words
from pingbi_qt.score.columns import plain
from pingbi_qt.score.figures import shown
from pingbi_qt.score.rows import place_words

if TYPE_CHECKING:
    from pingbi.reckoning import Item, Line

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HIGH, SIDE, BAR = 28, 12, 36


class ReasonLine(Following, QAbstractButton):
    """`show_line` for a criterion; opened it has the soft ground of what belongs to it."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        self.digits = 2
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.follow()

    def show_line(self, line: Line, digits: int) -> None:
        """A criterion of one county."""
        self.line, self.digits = line, digits
        place = f"，{line.among}第 {place_words(line.place)}" if line.place is not None else ""
        points = f"{self._points()} 分，满分 {plain(line.weight)}"
        self.setAccessibleName(f"{line.name}，{line.value}{place}，{points}")
        self.setToolTip(f"{line.name}{place}\n{line.rule}")
        self.update()

    def _points(self) -> str:
        return "—" if self.line is None or self.line.points is None else shown(self.line.points, self.digits)

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
        left += edge + px(6)
        right = self._right(painter, line, wide - px(SIDE), high)
        words(painter, QRect(left, 0, right - left - px(8), high), line.name, "body", "text", bold=self.isChecked())
        if self.hasFocus():
            focus_ring(painter, self.rect(), 3)

    def _right(self, painter: QPainter, line: Line, right: int, high: int) -> int:
        """Painted from the right; gives where the room for the name ends."""
        full = f" / {plain(line.weight)}"
        most = metrics().horizontalAdvance(" / 100")
        words(painter, QRect(right - most, 0, most, high), full, "body", "text2", LEFT)
        right -= most
        room = metrics("strong").horizontalAdvance("100.00")
        quiet = line.points is None or line.filled
        words(
            painter, QRect(right - room, 0, room, high), self._points(), "strong", "text2" if quiet else "text", RIGHT
        )
        right -= room + px(6)
        compact = self.width() < px(330)
        if not compact:
            share = float(line.points / line.weight) if line.points is not None and line.weight else 0.0
            bar = QRect(right - px(BAR), (high - px(6)) // 2, px(BAR), px(6))
            paint_bar(painter, bar, share, best=True, radius=3)
            right -= px(BAR) + px(10)
        place = "" if line.place is None else f"第 {place_words(line.place)}"
        room = metrics("note").horizontalAdvance("第 200" if _long(line.place) else "第 20")
        words(painter, QRect(right - room, 0, room, high), place, "note", "text2", LEFT)
        right -= room + px(8)
        room = min(metrics().horizontalAdvance(line.value), px(88))
        ink = "text" if line.number is not None else "text2"
        words(painter, QRect(right - room, 0, room, high), line.value, "body", ink, RIGHT)
        return right - room

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


def _long(place: int | Decimal | None) -> bool:
    return place is not None and (place >= 100 or place != int(place))


class ItemLine(Following, QAbstractButton):
    """A line that is put together of others: a 一级指标, a bonus, a cap. `heavy`: the head of a part."""

    def __init__(self, item: Item, *, heavy: bool = False) -> None:
        super().__init__()
        self.heavy = heavy
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
        most = metrics().horizontalAdvance(" / 100")
        if self.item.full is not None:
            words(painter, QRect(right - most, 0, most, high), f" / {plain(self.item.full)}", "body", "text2", LEFT)
        right -= most
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
