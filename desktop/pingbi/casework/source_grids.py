"""In a child process: a file as it is shown beside its figures. Sheets go back in blocks of rows, packed.

A table of 100,000 rows is some megabytes so, and the few rows that are on the screen are unpacked when they are seen.
"""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from pingbi.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pingbi.readers import CellRead, Sheet
    from pingbi.reading import File

ROWS = 200  # of one block
NARROWEST, WIDEST = 5, 44  # of a column, in half characters
SAMPLED = 2000  # rows that a column's width is taken from
MOST_COLUMNS = 512
LONGEST = 400  # characters of a cell
_PLACES = re.compile(r"0\.(0+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Shown(NamedTuple):
    """A cell: what a person sees in it, whether that is a number, whether a line goes through it, and its note."""

    text: str
    number: bool = False
    struck: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet. Rows and columns count from 1; `widths` are in half characters, `heads` the rows of headings."""

    name: str
    rows: int
    columns: int
    widths: tuple[int, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    heads: frozenset[int] = frozenset()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    blocks: tuple[bytes, ...] = field(default=(), repr=False)

    def block(self, at: int) -> dict[tuple[int, int], Shown]:
        """The cells of rows at·ROWS + 1 to (at + 1)·ROWS."""
        if not 0 <= at < len(self.blocks):
            return {}
        rows = json.loads(zlib.decompress(self.blocks[at]))
        return {(row, column): Shown(*cell) for row, column, *cell in rows}


@dataclass(frozen=True, slots=True)
class Grids:
    """All of a file that can be shown."""

    sheets: tuple[Grid, ...]
    text: str | None
    pages: tuple[int, ...]
    lost: tuple[str, ...]


def gridded(password: str | None, file: File) -> Grids:
    """The file as its reader sees it. Raises UnreadableFileError."""
    document = read(file.data, file.name, password)
    return Grids(tuple(map(_grid, document.sheets)), document.text, document.pages, document.lost)


def _grid(sheet: Sheet) -> Grid:
    cells = {at: cell for at, cell in sheet.cells.items() if at[1] <= MOST_COLUMNS}
    columns = min(sheet.columns, MOST_COLUMNS)
    rows: dict[int, list[tuple[int, Shown]]] = {}
    for (row, column), cell in cells.items():
        rows.setdefault(row, []).append((column, shown(cell)))
    last = max((row for row, found in rows.items() if any(cell.text for _, cell in found)), default=0)
    merges = tuple(row for row in sheet.merges if row[1] <= columns and row[0] <= max(last, 1))
    return Grid(
        sheet.name,
        last,
        columns,
        _widths(rows, columns, merges),
        merges,
        _heads(rows, last),
        sheet.hidden,
        sheet.hidden_rows,
        sheet.hidden_columns,
        tuple(_packed(rows, first) for first in range(1, last + 1, ROWS)),
    )


def _packed(rows: Mapping[int, list[tuple[int, Shown]]], first: int) -> bytes:
    found = [
        (row, column, *_short(cell))
        for row in range(first, first + ROWS)
        for column, cell in rows.get(row, ())
        if cell.text or cell.note
    ]
    return zlib.compress(json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def _short(cell: Shown) -> tuple[object, ...]:
    """Without what is as usual at its end."""
    if cell.note:
        return tuple(cell)
    return cell[:3] if cell.struck else cell[:2]


def _widths(
    rows: Mapping[int, list[tuple[int, Shown]]], columns: int, merges: Iterable[tuple[int, int, int, int]]
) -> tuple[int, ...]:
    """As wide as the longest line in a column, where that is not merged over others."""
    wide = {(top, left) for top, left, _, right in merges if right > left}
    found = [NARROWEST] * columns
    for row, cells in list(rows.items())[:SAMPLED]:
        for column, cell in cells:
            if (row, column) not in wide and cell.text:
                longest = max(map(width, cell.text[: 2 * WIDEST].split("\n")))
                found[column - 1] = min(max(found[column - 1], longest + 2), WIDEST)
    return tuple(found)


def width(text: str) -> int:
    """In half characters: a Chinese one counts two.

    >>> width("投资30")
    6
    """
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _heads(rows: Mapping[int, list[tuple[int, Shown]]], last: int) -> frozenset[int]:
    """The rows of words alone just above the first row that has words and numbers side by side."""
    first = next((row for row in range(1, last + 1) if any(cell.number for _, cell in rows.get(row, ()))), 0)
    found = set()
    for row in range(first - 1, max(first - 4, 0), -1):
        words = [cell.text for _, cell in rows.get(row, ()) if cell.text]
        if len(words) < 3:
            break
        found.add(row)
    return frozenset(found)


def shown(cell: CellRead) -> Shown:
    """What a person sees: per cent, decimals and thousands as the format has them, all else as it is stored."""
    text = cell.text[:LONGEST]
    if isinstance(cell.value, Decimal) and not cell.date:
        return Shown(formatted(cell.value, cell.number_format) or text, number=True, struck=cell.struck, note=cell.note)
    return Shown(text, struck=cell.struck, note=cell.note)


def formatted(value: Decimal, number_format: str) -> str:
    """A number under a plain format; empty under any other.

    >>> formatted(Decimal("0.45"), "0.0%"), formatted(Decimal("1234.5"), "#,##0.00"), formatted(Decimal("5"), "General")
    ('45.0%', '1,234.50', '')
    """
    plain = _QUOTED.sub("", number_format.partition(";")[0])
    if plain.strip("#0.,% ") or "0" not in plain or plain.rstrip("% ").endswith(","):
        return ""
    percent = plain.rstrip().endswith("%")
    places = _PLACES.search(plain)
    digits = len(places[1]) if places else 0
    if percent:
        value *= 100
    near = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{near:,f}" * ("," in plain) + f"{near:f}" * ("," not in plain) + "%" * percent
