"""The matrix as Qt's model: counties that the filter lets through × the indicators that are asked of them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from pingbi.casework.cells import CellState
from pingbi.casework.matrix import Whole
from pingbi_qt.collect.merged import MergedLine, Reading, merged_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.casework.cells import Cell
    from pingbi.casework.matrix import CountyRow, Matrix
    from pingbi.scheme import Indicator

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole  # a Cell
MOST = 3  # findings that a tooltip tells
LINE = Qt.ItemDataRole.UserRole + 1  # a MergedLine, at the first column of its row


class Filter(Enum):
    """Which counties are shown."""

    ALL = "all"
    COMPLETE = "complete"
    PARTIAL = "partial"
    ABSENT = "absent"
    DOUBTFUL = "doubtful"
    UNCLEAR = "unclear"

    def lets(self, row: CountyRow) -> bool:
        """Whether a county is shown."""
        match self:
            case Filter.COMPLETE:
                return row.complete
            case Filter.PARTIAL:
                return row.whole is Whole.NONE and not row.complete
            case Filter.ABSENT:
                return row.absent
            case Filter.DOUBTFUL:
                return any(cell.state is CellState.DOUBTFUL for cell in row.cells)
            case Filter.UNCLEAR:
                return any(cell.state is CellState.UNCLEAR for cell in row.cells)
            case _:
                return True


def room(text: str) -> int:
    """How much a text takes, about, in digits: to measure each would take too long."""
    return len(text) if text.isascii() else 2 * len(text)


class MatrixModel(QAbstractTableModel):
    """Counties below each other. `row(at)` and `line(at)` say what is painted; `merged`: other rows are one line."""

    merged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Indicator, ...] = ()
        self.filter = Filter.ALL
        self._all: tuple[CountyRow, ...] = ()
        self._rows: list[CountyRow] = []
        self._lines: list[MergedLine | None] = []
        self._reading: Mapping[str, Reading] = {}
        self._words: Mapping[str, str] = {}
        self.fresh: frozenset[tuple[str, int]] = frozenset()  # what has changed by itself just now

    def show(self, found: Matrix, words: Mapping[str, str]) -> None:
        """Another state of the project; `words` are those of its findings, by id."""
        self._words = words
        self._set(found.columns, found.rows)

    def choose(self, wanted: Filter) -> None:
        """Show only these counties."""
        self.filter = wanted
        self._set(self.columns, self._all)

    def show_reading(self, reading: Mapping[str, Reading]) -> None:
        """Files are read, by the county that they probably are of."""
        if reading != self._reading:
            self._reading = reading
            self._set(self.columns, self._all)

    def _set(self, columns: tuple[Indicator, ...], rows: tuple[CountyRow, ...]) -> None:
        shown = [row for row in rows if self.filter.lets(row)]
        lines = [merged_line(row, self._reading.get(row.county)) for row in shown]
        same = columns == self.columns and [row.county for row in shown] == [row.county for row in self._rows]
        self.fresh = self._changed(columns, shown)
        before = list(zip(self._rows, self._lines, strict=True))
        if not same:
            self.beginResetModel()
        self.columns, self._all, self._rows, self._lines = columns, rows, shown, lines
        if not same:
            self.endResetModel()
            return
        other = [at for at, now in enumerate(zip(shown, lines, strict=True)) if now != before[at]]
        if any((lines[at] is None) != (before[at][1] is None) for at in other):
            self.merged.emit()
            self.headerDataChanged.emit(Qt.Orientation.Vertical, other[0], other[-1])
            self.dataChanged.emit(self.index(other[0], 0), self.index(other[-1], self.columnCount() - 1))
            return
        for at in other:
            self._tell(at, before[at][0])

    def _tell(self, at: int, before: CountyRow) -> None:
        """One by one what is other in a row: for more than a cell at once Qt paints all anew."""
        self.headerDataChanged.emit(Qt.Orientation.Vertical, at, at)
        cells = self._rows[at].cells
        other = [column for column, pair in enumerate(zip(cells, before.cells, strict=True)) if pair[0] != pair[1]]
        for column in [0] if self._lines[at] is not None else other:
            index = self.index(at, column)
            self.dataChanged.emit(index, index)

    def _changed(self, columns: tuple[Indicator, ...], rows: list[CountyRow]) -> frozenset[tuple[str, int]]:
        """The cells (county, column) that say something else than before, of counties that had figures before."""
        if columns != self.columns:
            return frozenset()
        before = {row.county: row for row in self._rows if row.whole is Whole.NONE}
        return frozenset(
            (row.county, at)
            for row in rows
            if (old := before.get(row.county)) is not None and old.cells != row.cells
            for at, (now, then) in enumerate(zip(row.cells, old.cells, strict=True))
            if now[:2] != then[:2]
        )

    def row(self, at: int) -> CountyRow:
        """The county of a row."""
        return self._rows[at]

    def line(self, at: int) -> MergedLine | None:
        """The line that stands instead of its figures."""
        return self._lines[at]

    def longest(self, at: int) -> str:
        """The widest words of a column: 可不报 takes more room than 30.58."""
        texts = (
            row.cells[at].text for row, line in zip(self._rows, self._lines, strict=True) if line is None and row.cells
        )
        return max(texts, key=room, default="")

    def is_read(self, county: str) -> bool:
        """Whether a file that is probably the county's is read now."""
        return county in self._reading

    def place(self, county: str, indicator: str = "") -> QModelIndex:
        """Where a figure stands; no index where it is not shown."""
        at = next((at for at, row in enumerate(self._rows) if row.county == county), -1)
        column = next((at for at, row in enumerate(self.columns) if row.id == indicator), 0)
        return self.index(at, 0 if at >= 0 and self._lines[at] else column) if at >= 0 else QModelIndex()

    def cell(self, index: Index) -> Cell | None:
        """None where the row is one line."""
        return self.cell_at(index.row(), index.column()) if index.isValid() else None

    def cell_at(self, row: int, column: int) -> Cell | None:
        """As `cell`."""
        cells = self._rows[row].cells
        return cells[column] if self._lines[row] is None and column < len(cells) else None

    def is_fresh(self, row: int, column: int) -> bool:
        """Whether a cell has changed by itself just now."""
        return (self._rows[row].county, column) in self.fresh

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Counties shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Indicators; one where there is none, for merged lines."""
        return 0 if parent.isValid() else max(1, len(self.columns))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """Words, what is painted, what is read aloud."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        cell = self.cell(index)
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.words if index.column() == 0 else "") if line else on_screen(cell.text) if cell else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            told = self._told(index, cell, line)
            more = [self._words[name] for name in cell.findings if name in self._words] if cell is not None else []
            return "\n".join((told, *more[:MOST]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """Indicators with their units, counties with their counts."""
        if orientation == Qt.Orientation.Vertical:
            if section >= len(self._rows):
                return None
            row = self._rows[section]
            return f"{row.county}，已收 {row.received}/{row.asked}" if role in _SAID else None
        if section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.name}\n{column.unit}"
        return f"{column.name}（{column.unit}）" if role in _SAID else None

    def _told(self, index: Index, cell: Cell | None, line: MergedLine | None) -> str:
        county = self._rows[index.row()].county
        if line is not None:
            return f"{county}：{line.words}"
        if cell is None:
            return county
        column = self.columns[index.column()]
        unit = column.unit if cell.text[-1:].isdigit() else ""
        value = f"{on_screen(cell.text)}{unit}" if cell.text != cell.state.word else ""
        return "，".join(part for part in (f"{county} {column.name}", value, cell.state.word) if part)


_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def on_screen(number: str) -> str:
    """With a true minus sign."""
    return "\u2212" + number[1:] if number[:1] == "-" and number[1:2].isdigit() else number
