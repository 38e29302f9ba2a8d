"""The rows of a ledger a column at a time: most hold nothing out of the ordinary, and are made entries together."""

from __future__ import annotations

from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.ledger_cells import Numbers, Words
from pingbi.extraction.ledger_grid import BLANK, Grid
from pingbi.extraction.ledger_kinds import Kind, LedgerRow, plain_words, row_of, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.extraction.ledger_cells import Remarks
    from pingbi.extraction.ledger_header import Head
    from pingbi.extraction.names import Names
    from pingbi.readers import CellRead, Sheet
    from pingbi.scheme.condition import Content

_struck = attrgetter("struck")


class Look(NamedTuple):
    """What stands in some rows, a list a column. `odd`: the places of the rows that must be read one by one."""

    rows: Sequence[int]
    kinds: list[Kind]
    names: list[str]
    contents: list[list[Content]]  # a column of the ledger each
    counties: list[Content]
    cells: list[tuple[Words, list[CellRead]]]  # of the columns of words
    odd: list[int]


class Columns:
    """The columns of a ledger under one set of headings, by their places among those of the scheme."""

    def __init__(self, sheet: Sheet, grid: Grid, head: Head, names: Names, remarks: Remarks) -> None:
        self.head = head
        self._grid = grid
        self._names = names
        everyone = (names.scheme.city, *names.scheme.county)
        self.firsts = {word[0] for row in everyone for word in (row.name, *row.aliases) if word} | set("0123456789")
        ledger = head.rules.ledger
        self.key = ledger.columns.index(ledger.key)
        self.county = -1 if ledger.county_column is None else ledger.columns.index(ledger.county_column)
        self.width = len(ledger.columns)
        self.numbers: list[tuple[int, Numbers]] = []
        self.words: list[tuple[int, Words]] = []
        for at, name in enumerate(ledger.columns):
            if name not in head.found or name == ledger.key:
                continue
            if name in head.rules.units:
                self.numbers.append((at, Numbers(sheet, head, name, remarks)))
            else:
                self.words.append((at, Words(sheet, head.found[name].column)))
        self.described = [at for at, _ in self.words if at != self.county]
        self._headed = Words(sheet, head.county) if head.county else None
        self._before = ""

    def county_of(self, row: int, values: Sequence[Content]) -> str:
        """What a row says of its county; what the column of a ledger that has none leaves blank is the county above."""
        county = values[self.county] if self.county >= 0 else None
        if self._headed is not None:
            county = self._headed.read(row)
            self._before = county if isinstance(county, str) else self._before
            return self._before
        return county if isinstance(county, str) else ""

    def look(self, some: slice) -> Look:
        """The rows at these places as entries, so far as they are such."""
        rows, head, grid = self._grid.rows[some], self.head, self._grid
        odd: set[int] = set()
        names = self._named(grid.cells(head.key, some), odd)
        odd.update(self._labelled(some, len(rows)))
        contents: list[list[Content]] = [[None] * len(rows) for _ in range(self.width)]
        contents[self.key] = list(names)
        counties: list[Content] = [None] * len(rows)
        read: list[tuple[Words, list[CellRead]]] = []
        for at, words in self.words:
            cells = grid.cells(words.column, some)
            contents[at] = words.whole(cells, rows, odd)
            read.append((words, cells))
            counties = contents[at] if at == self.county else counties
        if self._headed is not None:
            cells = grid.cells(head.county, some)
            counties = self._headed.whole(cells, rows, odd)
            read.append((self._headed, cells))
        for at, numbers in self.numbers:
            contents[at] = numbers.whole(grid.cells(numbers.column, some), odd)
        odd.update(_empty(len(rows), [contents[at] for at in range(self.width) if at not in (self.key, self.county)]))
        return Look(rows, self._kinds(some, contents, len(rows)), names, contents, counties, read, sorted(odd))

    def entries(self, look: Look, some: slice) -> list[LedgerRow]:
        """The rows at these places of those looked at, of which none is odd."""
        if some.start == some.stop:
            return []
        counties: Iterable[str]
        if self._headed is not None:
            counties = self._below(look.counties[some])
        else:
            counties = [county if isinstance(county, str) else "" for county in look.counties[some]]
        for words, cells in look.cells:
            words.passed(cells[at] for at in range(some.stop - 1, some.start - 1, -1))
        values = zip(*(column[some] for column in look.contents), strict=True)
        parts = (look.rows[some], look.kinds[some], look.names[some], values, repeat(0), repeat(0), counties)
        return list(map(row_of, zip(*parts, strict=False)))

    def _below(self, written: Iterable[Content]) -> list[str]:
        counties = []
        for county in written:
            self._before = county if isinstance(county, str) else self._before
            counties.append(self._before)
        return counties

    def _named(self, cells: Sequence[CellRead], odd: set[int]) -> list[str]:
        """The names of the entries; odd are those that are none, and those that say that the row is something else."""
        names = [value.strip() if type(value := cell.value) is str else "" for cell in cells]
        if not all(names):
            odd.update(at for at, name in enumerate(names) if not name)
        if any(map(_struck, cells)):
            odd.update(at for at, cell in enumerate(cells) if cell.struck)
        odd.update(say(plain_words(names)))
        firsts, county = self.firsts, self._names.county
        odd.update(at for at, name in enumerate(names) if name[:1] in firsts and county(name) is not None)
        return names

    def _labelled(self, some: slice, count: int) -> list[int]:
        """The rows whose first words, left of the name, say what they are."""
        labels: dict[int, str] = {}
        left: Sequence[int] = range(count)
        for column in range(1, self.head.key):
            cells = self._grid.cells(column, some)
            texts = {at: value.strip() for at in left if isinstance(value := cells[at].value, str)}
            if texts:
                labels |= {at: text for at, text in texts.items() if text}
                left = [at for at in left if not texts.get(at)]
            if not left:
                break
        different = list(set(labels.values()))
        saying = {different[at] for at in say(plain_words(different))}
        return [at for at, label in labels.items() if label in saying] if saying else []

    def _kinds(self, some: slice, contents: Sequence[Sequence[Content]], count: int) -> list[Kind]:
        """An entry each; one without 序号 or words may be a sum of others."""
        kinds = [Kind.ENTRY] * count
        maybe = _empty(count, [contents[at] for at in self.described]) if self.described else []
        if self.head.number:
            maybe += [at for at, cell in enumerate(self._grid.cells(self.head.number, some)) if cell is BLANK]
        for at in maybe:
            kinds[at] = Kind.MAYBE
        return kinds


def _empty(count: int, columns: Iterable[Sequence[Content]]) -> list[int]:
    """The places where none of the columns holds anything."""
    left: Iterable[int] = range(count)
    for column in columns:
        left = [at for at in left if column[at] is None]
    return list(left)
