"""The list of a scheme's sections: name, how many records, how many mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pingbi_qt.look import SizeClass, font, glyph, has, metrics, px, rect_of
from pingbi_qt.parts import Following, focus_ring, ground, words
from pingbi_qt.parts.painting import RIGHT
from pingbi_qt.rules.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi_qt.rules.editing import Editing

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole


class SectionRow(NamedTuple):
    """A line: `many` is empty where the section has no records to be counted."""

    name: str
    many: str = ""
    wrong: int = 0
    changed: bool = False

    @property
    def told(self) -> str:
        """The line in words."""
        parts = (self.name, self.many, f"{self.wrong} 处错误" if self.wrong else "", "有改动" if self.changed else "")
        return "，".join(part for part in parts if part)


def rows_of(editing: Editing) -> list[SectionRow]:
    """What is to be said of each section of the draft."""
    draft, basis = editing.draft, editing.basis
    if draft is None or basis is None:
        return [SectionRow(section.name) for section in SECTIONS]
    return [
        SectionRow(
            section.name,
            "" if basis.tables[section.tables[0]].form else str(len(draft.rows(section.tables[0]))),
            sum(row.spot.table in section.tables for row in editing.mistakes),
            any(draft.rows(table) != basis.draft.rows(table) for table in section.tables),
        )
        for section in SECTIONS
    ]


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[SectionRow, ...] = tuple(SectionRow(section.name) for section in SECTIONS)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.told
        return row if role == _ROW else None


class _Delegate(QStyledItemDelegate):
    size = SizeClass.FULL

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(px(80), self.size.row("figures") + px(3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, row = rect_of(option), index.data(_ROW)
        selected = has(option, QStyle.StateFlag.State_Selected)
        ground(painter, rect, "accent_soft" if selected else "surface")
        if selected:
            ground(painter, QRect(rect.left(), rect.top(), px(4), rect.height()), "accent")
        inner = rect.adjusted(px(14), 0, -px(10), 0)
        right = inner.right()
        if row.wrong:
            text = str(row.wrong)
            wide = metrics("note").horizontalAdvance(text)
            words(painter, QRect(right - wide, rect.top(), wide + 1, rect.height()), text, "note", "err", RIGHT)
            edge = px(14)
            right -= wide + px(4) + edge
            glyph(painter, "octagon_cross", QRect(right, rect.center().y() - edge // 2, edge, edge), "err")
        else:
            wide = metrics("note").horizontalAdvance(row.many)
            words(painter, QRect(right - wide, rect.top(), wide + 1, rect.height()), row.many, "note", "text3", RIGHT)
            right -= wide
            if row.changed:
                edge = px(12)
                right -= edge + px(6)
                glyph(painter, "pen", QRect(right, rect.center().y() - edge // 2, edge, edge), "accent")
        inner.setRight(right - px(6))
        words(painter, inner, row.name, "body", "text", bold=selected)
        if has(option, QStyle.StateFlag.State_HasFocus):
            focus_ring(painter, rect.adjusted(px(1), 0, -px(1), 0))


class SectionList(Following, QListView):
    """`chosen` gives the number of a section that the person has opened."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows, self._lines = _Rows(), _Delegate(self)
        self.setModel(self._rows)
        self.setItemDelegate(self._lines)
        self.setAccessibleName("方案的各部分")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumSize(0, 0)
        self.setCurrentIndex(self._rows.index(0))
        self.selectionModel().currentChanged.connect(lambda now, _: self.chosen.emit(now.row()))
        self.follow()

    def show_rows(self, rows: Sequence[SectionRow]) -> None:
        """What is to be said of each section."""
        if tuple(rows) != self._rows.rows:
            self._rows.rows = tuple(rows)
            self._rows.dataChanged.emit(self._rows.index(0), self._rows.index(len(rows) - 1))

    def rows(self) -> tuple[SectionRow, ...]:
        """What is said of each section."""
        return self._rows.rows

    def open(self, number: int) -> None:
        """Another section."""
        self.setCurrentIndex(self._rows.index(number))

    def adapt(self, size: SizeClass) -> None:
        """The heights of this size of window."""
        self._lines.size = size
        self.refit()

    def fit(self) -> None:
        """As the theme is."""
        self.setFont(font("body"))
        self.scheduleDelayedItemsLayout()
