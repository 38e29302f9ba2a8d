"""The cells of a table or a form as Qt's models: what they show, what is wrong with them, how they are changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from pingbi.scheme_draft import Draft, Field, Method, Offer, Spot
    from pingbi_qt.rules.editing import Editing

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CELL, MISTAKE, USUAL, CHANGED = (Qt.ItemDataRole.UserRole + at for at in range(1, 5))


def built_in_checks() -> dict[str, str]:
    """What the engine's own checks are called, by the code under which a scheme may set their level."""
    from pingbi.casework.finding_words import RULES

    return RULES


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the draft; a parameter of a criterion's method is one of its own."""

    table: str
    row: int
    field: Field
    parameter: bool = False

    def text(self, draft: Draft) -> str:
        """What stands there."""
        from pingbi.scheme_draft import parameter

        if self.row >= len(draft.rows(self.table)):
            return ""
        if self.parameter:
            return parameter(draft.cell(self.table, self.row, "parameters"), self.field.label)
        return draft.cell(self.table, self.row, self.field.label)

    def words(self, draft: Draft) -> str:
        """What stands there, as it is read."""
        from pingbi.scheme_draft import said

        text = self.text(draft)
        return built_in_checks().get(text, text) if self._is_check else said(draft, self.field, text)

    def offers(self, draft: Draft) -> tuple[Offer, ...]:
        """What may be chosen."""
        from pingbi.scheme_draft import offered

        if self.parameter:
            return self.field.choices
        if self.row >= len(draft.rows(self.table)):
            return ()
        if self._is_check:
            return tuple(built_in_checks().items())
        return offered(draft, self.field, draft.rows(self.table)[self.row])

    def put(self, draft: Draft, words: str, methods: dict[str, Method]) -> Draft:
        """The draft with other content here; another method keeps the parameters that it knows."""
        from pingbi.scheme_draft import fitted, meant, with_parameter

        text = meant(draft, self.field, words)
        if self._is_check:
            text = {word: code for code, word in built_in_checks().items()}.get(text, text)
        if self.parameter:
            cell = draft.cell(self.table, self.row, "parameters")
            return draft.filled(self.table, self.row, "parameters", with_parameter(cell, self.field.label, text))
        made = draft.filled(self.table, self.row, self.field.label, text)
        if self.table == "criterion" and self.field.label == "method" and text in methods:
            kept, _ = fitted(made.cell(self.table, self.row, "parameters"), methods[text], made)
            made = made.filled(self.table, self.row, "parameters", kept)
        return made

    @property
    def _is_check(self) -> bool:
        return (self.table, self.field.label) == ("check", "code")

    def means(self, spot: Spot, words: str) -> bool:
        """Whether a mistake is of this cell."""
        if spot.table != self.table or spot.row != self.row:
            return False
        if self.parameter:
            return spot.label == "parameters" and f"“{self.field.word}”" in words
        return spot.label == self.field.label


class CellsModel(QAbstractTableModel):
    """What the tables and the forms share: the cells behind the indexes.

    `cell`, `index_of` and `refresh` are each model's own. They raise here since a class of Qt cannot be an ABC as well.
    """

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing

    def cell(self, index: Index) -> Cell | None:
        """The cell of an index; None where it is a heading."""
        raise NotImplementedError

    def index_of(self, spot: Spot, words: str = "") -> QModelIndex:
        """Where a mistake stands; no index where it is not here."""
        raise NotImplementedError

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be changed."""
        cell = self.cell(index)
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base if cell is None or cell.field.kind == "fixed" else base | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words, mistakes, alignment."""
        cell, draft = self.cell(index), self.editing.draft
        if cell is None or draft is None:
            return None
        words = cell.words(draft)
        if role == Qt.ItemDataRole.DisplayRole:
            shown = "；".join(words.split("\n")) or cell.field.usual
            return shown.replace("-", "\N{MINUS SIGN}") if cell.field.kind == "number" else shown
        if role == Qt.ItemDataRole.EditRole:
            return words
        if role == CELL:
            return cell
        if role == USUAL:
            return not words
        if role == CHANGED:
            return self._changed(cell, draft)
        if role == MISTAKE:
            return "；".join(row.words for row in self.editing.mistakes if cell.means(row.spot, row.words))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.data(index, MISTAKE) or words or cell.field.help
        if role == Qt.ItemDataRole.AccessibleTextRole:
            wrong = self.data(index, MISTAKE)
            return f"{cell.field.word}：{words or cell.field.usual or '不填'}{f'，错误：{wrong}' if wrong else ''}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """One change of the draft."""
        cell, draft, basis = self.cell(index), self.editing.draft, self.editing.basis
        if cell is None or draft is None or basis is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.editing.do(cell.put(draft, str(value), dict(basis.methods)))
        return True

    def refresh(self) -> None:
        """The draft, or what is said of it, is another."""
        raise NotImplementedError

    def _changed(self, cell: Cell, draft: Draft) -> bool:
        """Whether the scheme in force has something else there."""
        basis = self.editing.basis
        if basis is None or cell.row >= len(draft.rows(cell.table)):
            return False
        origin = draft.rows(cell.table)[cell.row].origin
        before = next((at for at, row in enumerate(basis.draft.rows(cell.table)) if row.origin == origin), None)
        if before is None:
            return True
        return Cell(cell.table, before, cell.field, cell.parameter).text(basis.draft) != cell.text(draft)


class RecordsModel(CellsModel):
    """A record a row, a field a column; `everything` shows also the fields that are seldom used."""

    def __init__(self, editing: Editing, table: str) -> None:
        super().__init__(editing)
        self.table = table
        self.fields: tuple[Field, ...] = ()
        self._count = 0
        self.waits = False  # whether columns are to come or go once nothing is typed any more
        self.refresh()

    def cell(self, index: Index) -> Cell | None:
        """The cell of an index."""
        if not index.isValid() or index.column() >= len(self.fields):
            return None
        return Cell(self.table, index.row(), self.fields[index.column()])

    def index_of(self, spot: Spot, words: str = "") -> QModelIndex:
        """The cell; the first of the record where the column is not shown."""
        del words
        if spot.table != self.table or not 0 <= spot.row < self._count:
            return NOWHERE
        column = next((at for at, field in enumerate(self.fields) if field.label == spot.label), 0)
        return self.index(spot.row, column)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Records."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Fields."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401  # Qt's
        """The fields' words; the records' numbers."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if section >= len(self.fields):
            return None
        field = self.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return field.word
        if role == Qt.ItemDataRole.TextAlignmentRole and field.kind == "number":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return field.help if role == Qt.ItemDataRole.ToolTipRole else None

    def refresh(self, *, typing: bool = False) -> None:
        """Rows come and go; else what is in them has changed. While `typing` columns wait: a reset would end it."""
        draft, basis = self.editing.draft, self.editing.basis
        if draft is None or basis is None:
            return
        rows = draft.rows(self.table)
        wrong = {row.spot.label for row in self.editing.mistakes if row.spot.table == self.table}
        fields = tuple(
            field
            for field in basis.tables[self.table].fields
            if field.main or field.label in wrong - {"", "id", "parameters"}
        )
        self.waits = typing and len(rows) == self._count and fields != self.fields
        fields = self.fields if self.waits else fields
        if fields != self.fields or len(rows) != self._count:
            self.beginResetModel()
            self.fields, self._count = fields, len(rows)
            self.endResetModel()
        elif self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(fields) - 1))
