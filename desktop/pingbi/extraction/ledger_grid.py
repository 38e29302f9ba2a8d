"""The cells below a ledger's headings as columns: going through a large sheet once is what costs most of it."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from pingbi.readers import CellRead

if TYPE_CHECKING:
    from pingbi.readers import Sheet

BLANK = CellRead(None)  # stands where a column has no cell


class Grid:
    """`rows` are the numbers of those in which anything stands, below `bottom`; their places count from 0."""

    def __init__(self, sheet: Sheet, bottom: int) -> None:
        self._found: dict[int, tuple[list[int], list[CellRead]]] = {}  # rows and cells of each column
        for (row, column), cell in sheet.cells.items():
            if row > bottom:
                if column not in self._found:
                    self._found[column] = ([], [])
                rows, cells = self._found[column]
                rows.append(row)
                cells.append(cell)
        numbers: set[int] = set()
        last: list[int] = []
        for rows, _ in self._found.values():
            if rows != last:
                numbers.update(rows)
                last = rows
        self.rows = sorted(numbers)
        self._aligned: dict[int, list[CellRead]] = {}

    def cells(self, column: int, some: slice) -> list[CellRead]:
        """The cells of a column at these places, BLANK where there is none."""
        if column not in self._aligned:
            rows, cells = self._found.pop(column, ([], []))
            if rows != self.rows:
                cells = list(map(dict(zip(rows, cells, strict=True)).get, self.rows, repeat(BLANK)))
            self._aligned[column] = cells
        return self._aligned[column][some]
