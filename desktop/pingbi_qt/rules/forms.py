"""A form as Qt's model: a field a line, of a table of one record or of one record among many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from pingbi_qt.rules.cells import NOWHERE, Cell, CellsModel, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.scheme_draft import Field, Spot
    from pingbi_qt.rules.editing import Editing


class FormModel(CellsModel):
    """A field a row: of a table of one record, or all fields of one record, a criterion's with its parameters."""

    def __init__(self, editing: Editing, *, hints: bool) -> None:
        super().__init__(editing)
        self.hints = hints
        self.cells: tuple[Cell, ...] = ()

    def show(self, table: str, row: int) -> None:
        """Another record; row -1: none."""
        cells = self._cells_of(table, row)
        if cells != self.cells:
            self.beginResetModel()
            self.cells = cells
            self.endResetModel()
        elif cells:
            self.dataChanged.emit(self.index(0, 0), self.index(len(cells) - 1, self.columnCount() - 1))

    def refresh(self) -> None:
        """As the draft is now."""
        if self.cells:
            self.show(self.cells[0].table, self.cells[0].row)

    def cell(self, index: Index) -> Cell | None:
        """The cell of an index; None in the column of headings and of hints."""
        if not index.isValid() or index.column() != 1 or index.row() >= len(self.cells):
            return None
        return self.cells[index.row()]

    def index_of(self, spot: Spot, words: str = "") -> QModelIndex:
        """The row of the field."""
        for at, cell in enumerate(self.cells):
            if cell.means(spot, words):
                return self.index(at, 1)
        of = self.cells[0] if self.cells else None
        return self.index(0, 1) if of is not None and (of.table, of.row) == (spot.table, spot.row) else NOWHERE

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Fields."""
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Heading, content, and the hint where there is room for it."""
        return 0 if parent.isValid() else 3 if self.hints else 2

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401  # Qt's
        """项目 内容 填法."""
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("项目", "内容", "怎么填")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The field's words and hint beside its content."""
        if index.column() == 1 or index.row() >= len(self.cells):
            return super().data(index, role)
        field = self.cells[index.row()].field
        text = field.word if index.column() == 0 else hint(field)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        return None

    def _cells_of(self, table: str, row: int) -> tuple[Cell, ...]:
        draft, basis = self.editing.draft, self.editing.basis
        if draft is None or basis is None or not 0 <= row < len(draft.rows(table)):
            return ()
        found: list[Cell] = []
        last: list[Cell] = []
        for field in basis.tables[table].fields:
            if field.label == "parameters":
                method = basis.methods.get(draft.cell(table, row, "method"))
                found += [Cell(table, row, own, parameter=True) for own in (method.fields(draft) if method else ())]
            else:
                (last if field.label == "id" else found).append(Cell(table, row, field))
        return tuple(found + last)


def hint(field: Field) -> str:
    """How it is filled in, and what blank means."""
    parts: Sequence[str] = [
        field.help,
        "必填" if field.required else f"不填为{field.usual}" if field.usual and "不填" not in field.help else "",
    ]
    return "。".join(part for part in parts if part)
