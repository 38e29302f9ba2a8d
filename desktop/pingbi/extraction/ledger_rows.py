"""The rows below a ledger's headings: entries, totals, headings of groups, notes; each with its typed contents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.ledger_cells import Remark
from pingbi.extraction.ledger_columns import Columns
from pingbi.extraction.ledger_kinds import (
    MARKED,
    NOTE,
    NOTHING,
    NUMERAL,
    PART,
    TOTAL,
    Kind,
    LedgerRow,
    may_say,
    plain,
)
from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pingbi.extraction.ledger_cells import Remarks
    from pingbi.extraction.ledger_grid import Grid
    from pingbi.extraction.ledger_header import Head
    from pingbi.extraction.names import Names
    from pingbi.readers import CellRead, Sheet
    from pingbi.scheme.condition import Content


def rows_of(
    sheet: Sheet, grid: Grid, head: Head, names: Names, remarks: Remarks, heads: Callable[[int], Head | None]
) -> Iterator[LedgerRow]:
    """Every row that is no blank line and no note, from the headings down; `heads` reads repeated headings anew."""
    repeats = _Repeats(sheet, head, grid)
    reader = _Reader(sheet, grid, head, names, remarks)
    at, rows = 0, grid.rows
    while at < len(rows):
        again = repeats.next(at, reader.head.key)
        yield from reader.all(slice(at, again))
        at = again + 1
        for row in rows[again:at]:
            repeated = heads(row)
            if repeated is None:
                yield from reader.one(row)
            else:
                reader = _Reader(sheet, grid, repeated, names, remarks, noted=reader.noted)
                at = max(at, bisect_right(rows, repeated.bottom))


class _Repeats:
    """Where the words of the key's heading stand again, further down."""

    def __init__(self, sheet: Sheet, head: Head, grid: Grid) -> None:
        self._grid = grid
        top = (row for row in range(head.bottom, head.top - 1, -1) if sheet.text(row, head.key))
        self._title = bare(sheet.text(next(top, head.top), head.key))
        self._found: dict[int, list[int]] = {}

    def next(self, at: int, key: int) -> int:
        """The place of the next row from `at` on whose key's column holds them; that behind the last if none does."""
        if key not in self._found:
            self._found[key] = list(self._all(key)) if self._title else []
        found = self._found[key]
        place = bisect_left(found, at)
        return found[place] if place < len(found) else len(self._grid.rows)

    def _all(self, key: int) -> Iterator[int]:
        first, title = self._title[:1], self._title
        for at, cell in enumerate(self._grid.cells(key, slice(None))):
            text = cell.value.strip() if isinstance(cell.value, str) else cell.text
            if text[:1] == first and bare(text) == title:
                yield at


class _Reader:
    """Reads rows under one set of headings. `noted`: whether there was a note."""

    def __init__(
        self, sheet: Sheet, grid: Grid, head: Head, names: Names, remarks: Remarks, *, noted: bool = False
    ) -> None:
        self.head = head
        self.noted = noted
        self._sheet = sheet
        self._names = names
        self._remarks = remarks
        self._get = sheet.cells.get
        self._key = head.key
        self._columns = Columns(sheet, grid, head, names, remarks)
        self._merged = {
            row: top
            for top, left, bottom, right in sheet.merges
            if left <= self._key <= right and bottom > top > head.bottom
            for row in range(top + 1, bottom + 1)
        }

    def all(self, some: slice) -> Iterator[LedgerRow]:
        """The rows at these places: those out of the ordinary one by one, what lies between them together."""
        look = self._columns.look(some)
        first = 0
        for odd in look.odd:
            yield from self._columns.entries(look, slice(first, odd))
            yield from self.one(look.rows[odd])
            first = odd + 1
        yield from self._columns.entries(look, slice(first, len(look.rows)))

    def one(self, row: int) -> Iterator[LedgerRow]:
        """The row, unless it is to be left out: lines of a note have no 注： of their own."""
        found = self._read(row)
        if found is not None and not (self.noted and found.kind is Kind.ALONE):
            yield found

    def _read(self, row: int) -> LedgerRow | None:
        """The row; None where it is blank or a note."""
        cell = self._get((row, self._key))
        name = cell.text if cell is not None else ""
        label = ""
        for column in range(1, self._key):
            other = self._get((row, column))
            if other is not None and isinstance(other.value, str) and (label := other.text):
                break
        words = plain(name) if name else ""
        first = plain(label) if label else words
        if not name or may_say(words) or (label and may_say(first)):
            return self._special(row, name, words, first)
        if name[0] in self._columns.firsts and self._names.county(name) is not None:  # 南乐县: its total
            return self._contents(row, Kind.TOTAL, name, quiet=True)
        return self._entry(row, name)

    def _special(self, row: int, name: str, words: str, first: str) -> LedgerRow | None:
        said = {first, words} - {""}  # one of a row of which only the name says what it is
        if any(map(NOTE.fullmatch, said)):
            self.noted = True
            return None
        if any(map(TOTAL.fullmatch, said)):
            return self._contents(row, Kind.TOTAL, name or first, quiet=True)
        if any(map(PART.fullmatch, said)):
            return self._contents(row, Kind.PART, name or first, quiet=True)
        if NOTHING.fullmatch(words or first):
            found = self._contents(row, Kind.NOTHING, name or first, quiet=True)
            none = not any(found.values[at] for at, _ in self._columns.numbers)
            return found if none else self._entry(row, name or first)
        if any(map(MARKED.match, said)) or NUMERAL.fullmatch(first):
            return self._contents(row, Kind.HEADING, name or first, quiet=True)
        if name:
            return self._entry(row, name)
        if row in self._merged:
            return self._contents(row, Kind.MORE, self._sheet.text(self._merged[row], self._key))
        found = self._contents(row, Kind.NAMELESS, "", quiet=True)
        columns = self._columns
        said_there = (found.values[at] for at, _ in (*columns.numbers, *columns.words) if at != columns.county)
        if all(value is None for value in said_there) and not found.bad:
            return None
        texts = (found.values[at] for at, _ in columns.words)
        if any(isinstance(text, str) and NOTE.fullmatch(plain(text)) for text in texts):
            self.noted = True
            return None
        return found

    def _entry(self, row: int, name: str) -> LedgerRow:
        found, columns, head = self._contents(row, Kind.ENTRY, name), self._columns, self.head
        number = self._get((row, head.number)) if head.number else None
        beside = (value for at, value in enumerate(found.values) if at not in (columns.key, columns.county))
        if all(value is None for value in beside) and not found.bad:
            numbered = number is not None and number.text.isdecimal()
            others = (column for column in range(1, head.last + 1) if column != self._key)
            if columns.width > 1 and not numbered and not any(self._full(row, column) for column in others):
                return found._replace(kind=Kind.ALONE)
        elif (head.number and number is None) or (
            columns.described and all(found.values[at] is None for at in columns.described)
        ):
            return found._replace(kind=Kind.MAYBE)
        return found

    def _full(self, row: int, column: int) -> bool:
        cell: CellRead | None = self._get((row, column))
        return cell is not None and bool(cell.text)

    def _contents(self, row: int, kind: Kind, name: str, *, quiet: bool = False) -> LedgerRow:
        """The row's cells, typed. `quiet` for rows that are no entries: nothing is said of their cells."""
        columns = self._columns
        values: list[Content] = [None] * columns.width
        bad = void = 0
        values[columns.key] = name or None
        for at, words in columns.words:
            values[at] = words.read(row)
        county = columns.county_of(row, values)
        for at, numbers in columns.numbers:
            value = numbers.read(row, county, quiet=quiet)
            if value is None:
                bad |= numbers.bad << at
                void |= numbers.void << at
            else:
                values[at] = value
        if kind in (Kind.ENTRY, Kind.MORE):
            key = self.head.rules.ledger.key
            if bad and any(isinstance(values[at], Decimal) for at in columns.described):
                bad = (1 << columns.width) - 1  # words among the numbers, a number among the words: nothing holds
                values = [name if at == columns.key else None for at in range(columns.width)]
                self._remarks.append(Remark("shifted", key, row, self._key, county, name))
            cell = self._get((row, self._key))
            if cell is not None and cell.struck:
                bad = (1 << columns.width) - 1  # is it still one of them?
                self._remarks.append(Remark("struck", key, row, self._key, county, name))
        return LedgerRow(row, kind, name, tuple(values), bad, void, county)
