"""In a child process: a file as it is shown beside its figures. Sheets go back in blocks of rows, packed.

A table of 100,000 rows is some megabytes so, and the few rows that are on the screen are unpacked when they are seen.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from pingbi.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.readers import CellRead, Sheet
    from pingbi.reading import File

ROWS = 200  # of one block
NARROWEST, WIDEST = 5, 44  # of a column, in half characters
SAMPLED = 2000  # rows that a column's width is taken from
MOST_COLUMNS = 512
LONGEST = 400  # characters of a cell
MOST_LINES = 4  # of one row
_PLACES = re.compile(r"0\.(0+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Shown(NamedTuple):
    """A cell: what a person sees in it, whether that is a number, whether a line goes through it, and its note."""

    text: str
    number: bool = False
    struck: bool = False
    note: str = ""


Rows = Mapping[int, list[tuple[int, Shown]]]
Merge = tuple[int, int, int, int]  # top left bottom right


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet. Rows and columns count from 1; `widths` are in half characters, `heads` the rows of headings."""

    name: str
    rows: int
    columns: int
    widths: tuple[int, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    heads: frozenset[int] = frozenset()
    tall: Mapping[int, int] = field(default_factory=dict)  # rows of several lines, with how many
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
    widths = _widths(rows, columns, merges)
    merges += tuple(_spilt(rows, widths, merges))
    return Grid(
        sheet.name,
        last,
        columns,
        widths,
        merges,
        _heads(rows, last),
        _tall(rows, merges, widths),
        sheet.hidden,
        sheet.hidden_rows,
        sheet.hidden_columns,
        tuple(_packed(rows, first) for first in range(1, last + 1, ROWS)),
    )


def _packed(rows: Rows, first: int) -> bytes:
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


def _widths(rows: Rows, columns: int, merges: Iterable[Merge]) -> tuple[int, ...]:
    """As wide as the longest line in a column, where that is not merged over others and has no room beside it."""
    wide = {(top, left) for top, left, _, right in merges if right > left}
    found = [NARROWEST] * columns
    for row, cells in list(rows.items())[:SAMPLED]:
        filled = {column for column, cell in cells if cell.text}
        for column, cell in cells:
            reaches = not cell.number and column < columns and column + 1 not in filled and len(filled) < columns // 2
            if (row, column) not in wide and cell.text and not reaches:
                longest = max(map(width, cell.text[: 2 * WIDEST].split("\n")))
                found[column - 1] = min(max(found[column - 1], longest + 2), WIDEST)
    return tuple(found)


def _spilt(rows: Rows, widths: Sequence[int], merges: Iterable[Merge]) -> Iterator[Merge]:
    """Words that are wider than their column and reach over the empty cells beside them, as they are seen."""
    columns = len(widths)
    inside = {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, min(bottom, top + 50) + 1)
        for column in range(left, min(right, columns) + 1)
    }
    for row, cells in list(rows.items())[:SAMPLED]:
        filled = {column for column, cell in cells if cell.text}
        for column, cell in cells:
            if cell.number or (row, column) in inside or "\n" in cell.text:
                continue
            end, wanted, room = column, width(cell.text) + 2, widths[column - 1]
            while wanted > room and end < columns and end + 1 not in filled and (row, end + 1) not in inside:
                end += 1
                room += widths[end - 1]
            if end > column:
                yield row, column, row, end


def _tall(rows: Rows, merges: Iterable[Merge], widths: Sequence[int]) -> dict[int, int]:
    """The rows whose words need more lines than one; those of a range over several rows have room."""
    ends = {(top, left): (bottom, right) for top, left, bottom, right in merges}
    found = {}
    for row, cells in rows.items():
        lines = 1
        for column, cell in cells:
            bottom, right = ends.get((row, column), (row, column))
            if bottom == row and not cell.number:
                lines = max(lines, _lines(cell.text, sum(widths[column - 1 : right])))
        if lines > 1:
            found[row] = min(lines, MOST_LINES)
    return found


def _lines(text: str, room: int) -> int:
    if len(text) * 2 + 2 <= room and "\n" not in text:
        return 1
    return sum(max(1, -(-width(part) // max(room - 2, 1))) for part in text.split("\n"))


def width(text: str) -> int:
    """In half characters: a Chinese one counts two.

    >>> width("投资30")
    6
    """
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _heads(rows: Rows, last: int) -> frozenset[int]:
    """The rows of words alone just above the first row that has words and numbers side by side."""
    first = next((row for row in range(1, last + 1) if any(cell.number for _, cell in rows.get(row, ()))), 0)
    found, most = set(), 0
    for row in range(first - 1, max(first - 4, 0), -1):
        words = [cell.text for _, cell in rows.get(row, ()) if cell.text]
        if len(words) < max(3, most * 2 // 3):
            break
        most = max(most, len(words))
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
