"""A list of lines as search, history and help show them: sign, words, a second line, grey words at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pingbi_qt.look import colour, font, glyph, line_height, metrics, px, theme

Index = QModelIndex | QPersistentModelIndex


class Row(NamedTuple):
    """One line. A head stands over a group and cannot be chosen; `faded` is what does not hold any more."""

    words: str
    more: str = ""  # at the right, grey
    second: str = ""  # a second line
    glyph: str = ""
    ink: str = "text2"
    chip: str = ""  # a word of state at the right of the second line
    head: bool = False
    faded: bool = False
    value: object = None
    middle: bool = False  # elided in the middle: the end of a file's name says the version


class Rows(QAbstractListModel):
    """The lines; all of them are changed at once."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def fill(self, rows: Sequence[Row]) -> None:
        """Other lines."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def at(self, number: int) -> Row:
        """The line of that number."""
        return self._rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt declares it
        """How many lines."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words: shown by the delegate, read out, and whole as the tooltip."""
        row = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return "\n".join(part for part in (row.words, row.second) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(part for part in (row.words, row.second, row.chip, row.more) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A head cannot be chosen."""
        if self._rows[index.row()].head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowDelegate(QStyledItemDelegate):
    """Paints a line, its ground too."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """By the type of now."""
        row = row_of(index)
        return QSize(0, height(head=row.head, two=bool(row.second), scale=(theme().size, theme().zoom)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, sign, words."""
        row = row_of(index)
        place = QRect(option.rect)  # type: ignore[attr-defined]  # the types of Qt's options lack their fields
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if row.head:
            self._paint_head(painter, place, row)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(place, colour("accent_soft"))
                painter.fillRect(QRect(place.left(), place.top(), px(4), place.height()), colour("accent"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(place, colour("alt"))
            self._paint_words(painter, place.adjusted(px(12), 0, -px(12), 0), row)
        painter.restore()

    def _paint_head(self, painter: QPainter, place: QRect, row: Row) -> None:
        painter.fillRect(place, colour("surface"))
        inside = place.adjusted(px(12), 0, -px(12), 0)
        painter.setFont(font("note", bold=True))
        painter.setPen(colour("text2"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.words)
        painter.setFont(font("note"))
        painter.setPen(colour("text3"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.more)
        if row.words:
            painter.fillRect(QRect(inside.left(), place.bottom(), inside.width(), 1), colour("line"))

    def _paint_words(self, painter: QPainter, place: QRect, row: Row) -> None:
        upper = QRect(place)
        if row.second:
            upper.setBottom(place.center().y() + px(2))
            upper.setTop(place.top() + px(4))
        if row.glyph:
            edge = px(16)
            sign = QRect(place.left(), upper.center().y() - edge // 2, edge, edge)
            glyph(painter, row.glyph, sign, colour("text3" if row.faded else row.ink))
        left = place.left() + (px(26) if row.glyph else 0)
        upper.setLeft(left)
        room = upper.width()
        if row.more:
            shown = metrics("note").elidedText(row.more, Qt.TextElideMode.ElideRight, max(room * 2 // 5, px(60)))
            painter.setFont(font("note"))
            painter.setPen(colour("text3"))
            painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
            room -= metrics("note").horizontalAdvance(shown) + px(12)
        painter.setFont(font("body"))
        painter.setPen(colour("text3" if row.faded else "text"))
        _draw(painter, upper, row.words, metrics("body"), room, middle=row.middle)
        if row.second:
            lower = QRect(left, upper.bottom() - px(2), upper.width(), place.bottom() - upper.bottom())
            room = lower.width()
            painter.setFont(font("note"))
            if row.chip:
                painter.setPen(colour("text2"))
                painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.chip)
                room -= metrics("note").horizontalAdvance(row.chip) + px(12)
            painter.setPen(colour("text3" if row.faded else "text2"))
            _draw(painter, lower, row.second, metrics("note"), room)


class RowList(QListView):
    """The lines as a list. `chosen` comes by Enter, or by a click where one click is enough."""

    chosen = Signal(object)  # the row's value
    moved = Signal(object)  # the value of the line that is current now

    def __init__(self, name: str, *, by_click: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.rows = Rows()
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        (self.clicked if by_click else self.doubleClicked).connect(self._choose)
        self.selectionModel().currentChanged.connect(self._tell)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other lines; the first one that can be is current."""
        self.rows.fill(rows)
        self.step(1, start=-1)

    def current(self) -> Row | None:
        """The line that is current."""
        index = self.currentIndex()
        return self.rows.at(index.row()) if index.isValid() else None

    def step(self, by: int, *, start: int | None = None) -> None:
        """The next line that is no head, up or down; stays where there is none."""
        at = (self.currentIndex().row() if start is None else start) + by
        while 0 <= at < self.rows.rowCount():
            if not self.rows.at(at).head:
                self.setCurrentIndex(self.rows.index(at))
                return
            at += by

    def go_to(self, wanted: Callable[[Row], bool]) -> None:
        """Make the first line current that is wanted; where none is, the current one stays."""
        at = next((at for at in range(self.rows.rowCount()) if wanted(self.rows.at(at))), -1)
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at))

    def choose_current(self) -> None:
        """As by Enter."""
        self._choose(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go over heads; Enter chooses."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.choose_current()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up} and not event.modifiers():
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        if index.isValid() and not self.rows.at(index.row()).head:
            self.chosen.emit(self.rows.at(index.row()).value)

    def _tell(self, index: Index) -> None:
        if index.isValid():
            self.moved.emit(self.rows.at(index.row()).value)


@cache
def height(*, head: bool, two: bool, scale: tuple[int, int]) -> int:
    """Of a line; thousands are asked for at once."""
    del scale  # only tells the cache apart
    if head:
        return max(px(30), line_height("note") + px(8))
    if two:
        return max(px(50), line_height("body") + line_height("note") + px(12))
    return max(px(34), line_height("body") + px(8))


def row_of(index: Index) -> Row:
    """The line of an index."""
    model = index.model()
    return model.at(index.row()) if isinstance(model, Rows) else Row("")


def full_height(rows: RowList) -> int:
    """How high the list is with all its lines."""
    delegate, option = rows.itemDelegate(), QStyleOptionViewItem()
    return sum(delegate.sizeHint(option, rows.rows.index(at)).height() for at in range(rows.rows.rowCount()))


def _draw(
    painter: QPainter, place: QRect, text: str, measure: QFontMetrics, room: int, *, middle: bool = False
) -> None:
    how = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    painter.drawText(
        place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, measure.elidedText(text, how, max(room, 0))
    )
