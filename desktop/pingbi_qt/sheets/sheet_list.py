"""The sheets in their order: a tick for what is written, a small picture, pages and paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from pingbi_qt.look import SizeClass, colour, has, px, rect_of
from pingbi_qt.parts import Following, focus_ring, words
from pingbi_qt.preview import thumbnail

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.paper import PrintedPage

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
HIDDEN, LEFT_OUT = "公式要用，藏在工作簿里", "不写"
TICK, PICTURE = 18, (48, 34)


@dataclass(frozen=True, slots=True)
class Line:
    """One sheet. `words` are empty until it is planned."""

    name: str
    ticked: bool
    needed: bool = False
    words: str = ""
    count: int = 0
    first: PrintedPage | None = None

    @property
    def second(self) -> str:
        """What stands below its name."""
        if self.ticked:
            return self.words or "正在排版"
        return HIDDEN if self.needed else LEFT_OUT


class SheetsModel(QAbstractListModel):
    """The lines. `ticked` says that the choice has changed."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._pictures: dict[tuple[str, float, int], tuple[PrintedPage, QPixmap]] = {}

    def show_names(self, names: Sequence[str], chosen: Iterable[str], needed: Iterable[str]) -> None:
        """Other sheets; what is known of those that stay, stays."""
        known, wanted, used = {line.name: line for line in self.lines}, set(chosen), set(needed)
        lines = [
            replace(known.get(name, Line(name, ticked=True)), ticked=name in wanted, needed=name in used)
            for name in names
        ]
        if [line.name for line in lines] == [line.name for line in self.lines]:
            self.lines = lines
            self._changed(range(len(lines)))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def show_sheet(self, name: str, text: str, count: int, first: PrintedPage) -> None:
        """What is known of a sheet now."""
        for at, line in enumerate(self.lines):
            if line.name == name:
                self.lines[at] = replace(line, words=text, count=count, first=first)
                self._changed([at])

    def tick(self, at: int) -> None:
        """Write it, or do not."""
        if 0 <= at < len(self.lines):
            self.lines[at] = replace(self.lines[at], ticked=not self.lines[at].ticked)
            self._changed([at])
            self.ticked.emit()

    def tick_all(self, *, ticked: bool) -> None:
        """All, or none."""
        self.lines = [replace(line, ticked=ticked) for line in self.lines]
        self._changed(range(len(self.lines)))
        self.ticked.emit()

    def chosen(self) -> tuple[str, ...]:
        """The names of those that are written."""
        return tuple(line.name for line in self.lines if line.ticked)

    def picture(self, at: int, ratio: float) -> QPixmap | None:
        """Its first page, small; painted once."""
        line = self.lines[at]
        if line.first is None:
            return None
        key = (line.name, ratio, px(PICTURE[0]))
        kept = self._pictures.get(key)
        if kept is None or kept[0] is not line.first:
            room = QSize(px(PICTURE[0]), px(PICTURE[1]))
            kept = self._pictures[key] = (line.first, thumbnail(line.first, room, ratio))
        return kept[1]

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """For screen readers and tooltips; what is seen the delegate paints."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{line.name}，{line.second}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """They can be chosen, and ticked."""
        del index
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def _changed(self, rows: Iterable[int]) -> None:
        for at in rows:
            self.dataChanged.emit(self.index(at), self.index(at))


class _Painted(QStyledItemDelegate):
    def __init__(self, view: SheetList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del index
        return QSize(rect_of(option).width(), self._view.size_class.row("sheets"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place, line = rect_of(option), self._view.sheets.lines[index.row()]
        here = has(option, QStyle.StateFlag.State_Selected)
        painter.fillRect(place, colour("accent_soft" if here else "surface"))
        if here:
            painter.fillRect(QRect(place.left(), place.top(), px(3), place.height()), colour("accent"))
        left = self._tick(painter, place, ticked=line.ticked) + px(10)
        left = self._picture(painter, place, left, index.row()) + px(10)
        ink = "text" if line.ticked else "text2"
        half = place.height() // 2
        wide = place.right() - left - px(6)
        words(painter, QRect(left, place.top() + px(2), wide, half), line.name, "body", ink, bold=here)
        below = QRect(left, place.top() + half - px(1), wide, half)
        words(painter, below, line.second, "note", "text2" if line.ticked else "text3")
        if has(option, QStyle.StateFlag.State_HasFocus):
            focus_ring(painter, place.adjusted(1, 1, -1, -1), 2)

    def _tick(self, painter: QPainter, place: QRect, *, ticked: bool) -> int:
        option = QStyleOptionButton()
        box = tick_place(place)
        option.rect = box  # type: ignore[attr-defined]
        on = QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        option.state = QStyle.StateFlag.State_Enabled | on  # type: ignore[attr-defined]
        self._view.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self._view)
        return box.right()

    def _picture(self, painter: QPainter, place: QRect, left: int, at: int) -> int:
        wide, high = px(PICTURE[0]), px(PICTURE[1])
        picture = self._view.sheets.picture(at, self._view.devicePixelRatioF())
        if picture is not None:
            size = picture.deviceIndependentSize().toSize()
            spot = QRect(left + (wide - size.width()) // 2, place.center().y() - size.height() // 2, *size.toTuple())  # type: ignore[misc]
            painter.drawPixmap(spot, picture)
        else:
            painter.fillRect(QRect(left, place.center().y() - high // 2, wide, high), colour("head"))
        return left + wide


def tick_place(place: QRect) -> QRect:
    """Where the tick of a line stands."""
    edge = px(TICK)
    return QRect(place.left() + px(14), place.center().y() - edge // 2, edge, edge)


class SheetList(Following, QListView):
    """Space or a click on the tick ticks; up and down choose the sheet to look at."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.size_class = SizeClass.FULL
        self.sheets = SheetsModel()
        self.setModel(self.sheets)
        self.setItemDelegate(_Painted(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setAccessibleName("工作表")
        self.selectionModel().currentChanged.connect(self._went)
        self.follow()

    def choose(self, name: str) -> None:
        """Go to a sheet."""
        for at, line in enumerate(self.sheets.lines):
            if line.name == name:
                self.setCurrentIndex(self.sheets.index(at))

    def current(self) -> str:
        """The sheet that is looked at."""
        index = self.currentIndex()
        return self.sheets.lines[index.row()].name if index.isValid() else ""

    def tick_current(self) -> None:
        """Tick the sheet that is looked at, or take the tick away."""
        self.sheets.tick(self.currentIndex().row())

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self.size_class = size
        self.refit()

    def fit(self) -> None:
        """Rows as high as type and zoom ask."""
        self.scheduleDelayedItemsLayout()

    def _went(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.sheets.lines[index.row()].name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the tick it ticks, and the page that is looked at stays."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            place = tick_place(self.visualRect(index)).adjusted(-px(8), -px(8), px(4), px(8))
            if place.contains(event.position().toPoint()):
                self.sheets.tick(index.row())
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.tick_current()
            return
        super().keyPressEvent(event)
