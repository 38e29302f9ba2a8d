"""A sheet of a source as a model: cells are unpacked in blocks, when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from pingbi.casework.source_grids import ROWS, Shown

if TYPE_CHECKING:
    from pingbi.casework.source_grids import Grid
    from pingbi.casework.sources import Read, Use

Index = QModelIndex | QPersistentModelIndex
Cells = dict[tuple[int, int], Shown]
KEPT = 12  # blocks
EMPTY = Shown("")
BEYOND = 2  # empty rows shown below the last


def letters(column: int) -> str:
    """A column's letters, from 1.

    >>> letters(28)
    'AB'
    """
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


class SheetModel(QAbstractTableModel):
    """Rows and columns count from 0 here, from 1 in the grid."""

    def __init__(self) -> None:
        super().__init__()
        self.grid: Grid | None = None
        self.read: Read | None = None
        self.meant: tuple[tuple[int, int], ...] = ()  # the marked cells in their order
        self.marked: frozenset[tuple[int, int]] = frozenset()  # (row, column) from 1
        self._blocks: OrderedDict[int, Cells] = OrderedDict()

    def show_grid(self, grid: Grid | None, read: Read | None) -> None:
        """Another sheet."""
        self.beginResetModel()
        self.grid, self.read = grid, read
        self.meant, self.marked = (), frozenset()
        self._blocks.clear()
        self.endResetModel()

    def cell(self, row: int, column: int) -> Shown:
        """The cell in that row and column from 1."""
        if self.grid is None or row > self.grid.rows:
            return EMPTY
        at = (row - 1) // ROWS
        if at not in self._blocks:
            self._blocks[at] = self.grid.block(at)
            while len(self._blocks) > KEPT:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(at)
        return self._blocks[at].get((row, column), EMPTY)

    def uses(self, row: int, column: int) -> tuple[Use, ...]:
        """The figures that were read from it."""
        if self.grid is None or self.read is None:
            return ()
        return self.read.uses(self.grid.name, row, column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """All rows with anything in them, and a few more."""
        return 0 if parent.isValid() or self.grid is None else self.grid.rows + BEYOND

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as above
        """All columns with anything in them."""
        return 0 if parent.isValid() or self.grid is None else self.grid.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, and its comment."""
        row, column = index.row() + 1, index.column() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, column).text
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(row, column)
            return f"批注：{cell.note}" if cell.note else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            marked = "，所指的格子" if (row, column) in self.marked else ""
            read = "，已读" if self.uses(row, column) else ""
            return f"{letters(column)}{row} {self.cell(row, column).text}{read}{marked}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A B C over columns, 1 2 3 beside rows."""
        if role == Qt.ItemDataRole.DisplayRole:
            return letters(section + 1) if orientation == Qt.Orientation.Horizontal else str(section + 1)
        return None
