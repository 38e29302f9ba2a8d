"""A workbook as the changes see it: cells that know which figure stands in them, so that the truth moves with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from pingbi.model import Role

Key = tuple[str, str, Role]  # county, indicator id, role
At = tuple[int, int]  # row, column, from 1
Content = Decimal | date | str | bool | None


class Part(StrEnum):
    """What a cell is to the table around it."""

    TITLE = "title"
    META = "meta"  # whose it is, its unit line
    HEAD = "head"
    LABEL = "label"  # the name of a county, or of an indicator that lies across
    UNIT = "unit"
    NUMBER = "number"  # 序号
    VALUE = "value"
    NOTE = "note"
    OTHER = "other"


class Means(NamedTuple):
    """What a reader must make of a cell."""

    value: Decimal | None  # None: it cannot be known, and that must be said (免报 if `exempt`)
    exempt: bool = False
    said: bool = False  # it must be said even where the value is read right: 约30.58, a hidden row
    loose: bool = False  # wrong, but hardly to be seen: counted by itself
    either: bool = False  # left out and said is as right as read and said: a struck-through number, a hidden sheet


UNKNOWN = Means(None)


@dataclass(slots=True)
class Cell:
    """`about` is the id of the indicator or the name of the county that a heading or label names."""

    value: Content = None
    part: Part = Part.OTHER
    about: str = ""
    key: Key | None = None
    means: Means | None = None  # of a VALUE; None: nothing is there to be read
    number_format: str = ""
    formula: str = ""  # `value` is its result
    cached: bool = True
    error: bool = False
    struck: bool = False
    note: str = ""

    @property
    def number(self) -> Decimal:
        assert isinstance(self.value, Decimal)
        return self.value

    @property
    def plain(self) -> bool:
        """A number as it should be, not yet touched by any change."""
        return (
            isinstance(self.value, Decimal)
            and self.key is not None
            and self.means == Means(self.value)
            and not (self.formula or self.number_format or self.struck or self.note)
        )


@dataclass(slots=True)
class Sheet:
    """Cells by place; a merged range has its cell at its top left."""

    name: str
    cells: dict[At, Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # top left bottom right
    state: str = "visible"  # hidden, very_hidden
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def rows(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def of(self, *parts: Part) -> list[tuple[At, Cell]]:
        """Cells of these parts, in order."""
        return [(at, cell) for at, cell in sorted(self.cells.items()) if cell.part in parts]

    def body(self) -> list[int]:
        """Rows with figures."""
        return sorted({row for (row, _), cell in self.cells.items() if cell.part is Part.VALUE})

    def heads(self) -> list[int]:
        """The rows of headings, and none between them left out."""
        rows = [row for (row, _), cell in self.cells.items() if cell.part is Part.HEAD]
        return list(range(min(rows), min(self.body()))) if rows and self.body() else []

    def value_columns(self) -> list[int]:
        return sorted({column for (_, column), cell in self.cells.items() if cell.part is Part.VALUE})

    def figures_of(self, label: At, indicator: str) -> list[Cell]:
        """An indicator's figures right of a label or below it, up to where it has another one."""
        others = {at for at, cell in self.of(Part.LABEL, Part.HEAD) if cell.about == indicator and at != label}
        row, column = label
        reach = next((right for top, left, _, right in self.merges if (top, left) == label), column)
        return [
            figure
            for at, figure in self.of(Part.VALUE)
            if figure.key
            and figure.key[1] == indicator
            and (
                (at[0] == row and at[1] > column and not any(r == row and column < c < at[1] for r, c in others))
                or (
                    column <= at[1] <= reach
                    and at[0] > row
                    and not any(c == column and row < r < at[0] for r, c in others)
                )
            )
        ]

    def put(self, row: int, column: int, value: Content, part: Part, about: str = "") -> Cell:
        """Write a cell."""
        self.cells[row, column] = cell = Cell(value, part, about)
        return cell

    def move_rows(self, where: Callable[[int], int | None]) -> None:
        """Every row to its new place; None takes it out. `where` must keep rows of a merged range in order."""
        self.cells = {
            (new, column): cell for (row, column), cell in self.cells.items() if (new := where(row)) is not None
        }
        self.hidden_rows = {new for row in self.hidden_rows if (new := where(row)) is not None}
        merges = []
        for top, left, bottom, right in self.merges:
            lines = [new for row in range(top, bottom + 1) if (new := where(row)) is not None]
            if lines and (min(lines) < max(lines) or left < right):
                merges.append((min(lines), left, max(lines), right))
        self.merges = merges

    def turn(self) -> None:
        """Rows become columns."""
        self.cells = {(column, row): cell for (row, column), cell in self.cells.items()}
        self.merges = [(left, top, right, bottom) for top, left, bottom, right in self.merges]
        self.hidden_rows, self.hidden_columns = self.hidden_columns, self.hidden_rows

    def move_columns(self, where: Callable[[int], int | None]) -> None:
        self.turn()
        self.move_rows(where)
        self.turn()

    def insert_rows(self, at: int, count: int = 1) -> None:
        """Empty rows before row `at`."""
        self.move_rows(lambda row: row + count if row >= at else row)

    def insert_columns(self, at: int, count: int = 1) -> None:
        self.move_columns(lambda column: column + count if column >= at else column)

    def delete_rows(self, *rows: int) -> None:
        """As Excel does: what is below moves up; a merged range keeps its words in what is left of it."""
        for top, left, bottom, right in self.merges:
            left_over = [row for row in range(top, bottom + 1) if row not in rows]
            if top in rows and left_over and (top, left) in self.cells and right >= left:
                self.cells[left_over[0], left] = self.cells[top, left]
        self.move_rows(lambda row: None if row in rows else row - sum(gone < row for gone in rows))

    def delete_columns(self, *columns: int) -> None:
        self.turn()
        self.delete_rows(*columns)
        self.turn()

    def unmerge(self, row: int, column: int) -> None:
        """Take apart the merged ranges that cover a cell."""
        self.merges = [
            (top, left, bottom, right)
            for top, left, bottom, right in self.merges
            if not (top <= row <= bottom and left <= column <= right)
        ]


@dataclass(slots=True)
class Book:
    """`kind`: form, city, office (our templates), table (of all counties), plain (a county's own form)."""

    name: str  # of the file, without its ending
    kind: str
    sheets: list[Sheet]
    county: str = ""  # whose form it is
    period: str = ""

    @property
    def templates(self) -> bool:
        return self.kind in {"form", "city", "office"}

    @property
    def tables(self) -> list[Sheet]:
        """The sheets with figures."""
        return [sheet for sheet in self.sheets if any(cell.part is Part.VALUE for cell in sheet.cells.values())]

    def values(self) -> Iterator[tuple[Sheet, At, Cell]]:
        for sheet in self.sheets:
            for at, cell in sheet.of(Part.VALUE):
                yield sheet, at, cell


def truth(sheets: list[Sheet]) -> dict[Key, Means]:
    """What is to be read of these sheets. One figure with two values is not known."""
    found: dict[Key, Means] = {}
    for sheet in sheets:
        for _, cell in sheet.of(Part.VALUE):
            if cell.key is None or cell.means is None:
                continue
            before = found.get(cell.key, cell.means)
            said, either = before.said or cell.means.said, before.either or cell.means.either
            same = before[:2] == cell.means[:2]
            found[cell.key] = cell.means._replace(said=said, either=either) if same else UNKNOWN
    return found
