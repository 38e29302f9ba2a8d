"""Rows of a long sheet that are written alike: each column of them is read at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from pingbi.readers.document import CellRead
from pingbi.readers.xlsx_cells import Maker
from pingbi.readers.xlsx_formulas import LAST_COLUMN, column_number

Place = tuple[int, int]

WIDEST = 100  # cells of a row; a wider one takes longer to learn than its like to read
# The beginning of a row that says nothing that matters: that it is hidden, or no pixel high.
ROW = (
    r'<row r="([1-9][0-9]{0,5})"(?: (?:ht="[1-9][0-9.]*"|(?:spans|s|customFormat|customHeight|x14ac:dyDescent|thickTop'
    r'|thickBot|outlineLevel|collapsed|ph)="[0-9.: ]*"))*'
)
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,5})"((?: s="([0-9]+)")?(?: t="(?:(s)|n)")?)(?:(></c>| ?/>)|><v>[^<>&]+</v></c>)'
)
_WHOLE = re.compile(rf"{ROW}>((?:<c [^<>]*(?:/>|>(?:<v>[^<>]*</v>)?</c>))+)</row>")


class _Column(NamedTuple):
    """What the cells of a column have in common."""

    number: int
    style: str | None
    shared: bool  # whether they name texts


class AlikeRows:
    """Rows of the same columns with the same styles and kinds of cells."""

    def __init__(self, pattern: str, columns: Sequence[_Column]) -> None:
        self._pattern = re.compile(pattern)
        self._columns = columns

    def taken(self, text: str, maker: Maker) -> tuple[str, Iterable[Place], Sequence[CellRead | None]]:
        """(the text without such rows, the places of their cells row by row, the cells)."""
        width = len(self._columns)
        pieces = self._pattern.split(text)
        rows = list(map(int, pieces[1 :: width + 2]))
        places = (zip(rows, repeat(column.number)) for column in self._columns)
        cells = (
            maker.texts_of(column.style, pieces[at :: width + 2])
            if column.shared
            else maker.numbers([column.style] * len(rows), pieces[at :: width + 2])
            for at, column in enumerate(self._columns, 2)
        )
        by_rows = chain.from_iterable
        return (
            "".join(pieces[:: width + 2]),
            by_rows(zip(*places, strict=True)),
            list(by_rows(zip(*cells, strict=True))),
        )


def alike(text: str) -> AlikeRows | None:
    """Rows like the one in the middle of the text; None where it is not plain."""
    found = _WHOLE.search(text, len(text) // 2)
    if found is None:
        return None
    pattern, columns, end = f"{ROW}>", list[_Column](), 0
    for cell in _CELL.finditer(found[2]):
        letters, digits, about, style, shared, blank = cell.groups()
        if cell.start() != end or digits != found[1]:
            return None
        end = cell.end()
        start = rf'<c r="{letters}\1"{about}'
        if blank:
            pattern += start + blank
        else:
            columns.append(_Column(column_number(letters), style, bool(shared)))
            pattern += f"{start}><v>({'[0-9]+' if shared else '[^<>&]+'})</v></c>"
    good = end == len(found[2]) and 0 < len(columns) <= WIDEST
    if not good or any(column.number > LAST_COLUMN for column in columns):
        return None
    return AlikeRows(f"{pattern}</row>", columns)
