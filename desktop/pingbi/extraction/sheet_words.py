"""The words of a sheet's cells, those of a merged range in each of its cells; numbers are put into words when asked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.readers import CellRead, Sheet

Place = tuple[int, int]  # row, column


class Words(Mapping[Place, str]):
    """As `Sheet.spread`. `said` are the cells that hold anything but a number: of a large table very few."""

    def __init__(self, sheet: Sheet) -> None:
        self._cells = sheet.cells
        self.said: dict[Place, CellRead] = {
            at: cell for at, cell in sheet.cells.items() if not isinstance(cell.value, Decimal)
        }
        self._known = {at: cell.text for at, cell in self.said.items()}
        self._further: dict[Place, None] = {}  # where a merged range has no cell of its own
        for top, left, bottom, right in sheet.merges:
            text = self.get((top, left), "")
            if text:
                places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
                self._known |= dict.fromkeys(places, text)
                self._further |= dict.fromkeys(at for at in places if at not in sheet.cells)

    def __getitem__(self, at: Place) -> str:
        text = self._known.get(at)
        return text if text is not None else self._cells[at].text

    def get(self, at: Place, default: str = "") -> str:  # type: ignore[override]  # words are never anything else
        """The words; `default` where there is no cell."""
        text = self._known.get(at)
        if text is not None:
            return text
        cell = self._cells.get(at)
        return cell.text if cell is not None else default

    def __iter__(self) -> Iterator[Place]:
        return chain(self._cells, self._further)

    def __len__(self) -> int:
        return len(self._cells) + len(self._further)

    def are_in(self, column: int, first: int, last: int) -> bool:
        """Whether a column holds anything but numbers from one row to another."""
        return any(first <= row <= last for row in self._rows.get(column, ()))

    def with_letter(self, letter: str) -> Iterator[Place]:
        """The cells with a letter that no number has."""
        return (at for at, text in self._known.items() if letter in text)

    @cached_property
    def _rows(self) -> dict[int, list[int]]:
        """The rows of a column that hold anything but numbers."""
        found: dict[int, list[int]] = {}
        for row, column in self._known:
            found.setdefault(column, []).append(row)
        return found
