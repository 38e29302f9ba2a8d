"""The entries of one county -> what each indicator makes of them, a column at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache, reduce
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING

from pingbi.extraction.ledger_kinds import Kind
from pingbi.model import InSheet, Range, State, Sum
from pingbi.readers import column_letter, in_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.extraction.ledger_header import Head
    from pingbi.extraction.ledger_kinds import LedgerRow
    from pingbi.readers import Document, Sheet
    from pingbi.scheme.condition import Content
    from pingbi.scheme.ledgers import LedgerRules, Make

MOST_PLACES = 200  # cells that one finding leads to
_LETTERS = "\0"  # stands for those of the column


@dataclass(frozen=True)
class Place:
    """Where entries stand."""

    document: Document
    sheet: Sheet
    head: Head

    def cells(self, rows: Sequence[int], name: str) -> tuple[InSheet, ...]:
        """The cells of a column of the ledger."""
        column = self.head.found[name].column
        return tuple(in_sheet(self.document, self.sheet, row, column) for row in rows[:MOST_PLACES])

    def range(self, rows: Sequence[int], name: str) -> Range:
        """The same as one range: E5:E48, E51."""
        letters = column_letter(self.head.found[name].column)
        return Range(self.document.name, self.sheet.name, _cells(tuple(rows)).replace(_LETTERS, letters))


@lru_cache(4)  # several indicators count the same rows
def _cells(rows: tuple[int, ...]) -> str:
    """Row numbers that rise, as ranges of some column."""
    firsts = [row for before, row in zip((-1, *rows), rows, strict=False) if row != before + 1]
    lasts = [row for row, after in zip(rows, (*rows[1:], -1), strict=False) if after != row + 1]
    name = _LETTERS
    return ", ".join(
        f"{name}{first}:{name}{last}" if last > first else f"{name}{first}"
        for first, last in zip(firsts, lasts, strict=True)
    )


@dataclass(frozen=True)
class Counted:
    """The entries of one county, also by columns: rows of a large ledger lie far apart, going to each takes long."""

    rows: Sequence[LedgerRow]

    @cached_property
    def numbers(self) -> list[int]:
        """Those of the rows."""
        return [row.row for row in self.rows]

    @cached_property
    def values(self) -> list[Sequence[Content]]:
        """Their contents, a column of the ledger each."""
        return list(zip(*[row.values for row in self.rows], strict=True))

    @cached_property
    def bad(self) -> int:
        """The columns in which some row holds what is no number."""
        return reduce(or_, {row.bad for row in self.rows}, 0)

    @cached_property
    def _amounts(self) -> dict[int, list[Decimal]]:
        return {}

    def amounts(self, at: int) -> list[Decimal]:
        """The numbers of a column, without the rows in which it holds none."""
        if at not in self._amounts:
            values = self.values[at] if self.rows else ()
            self._amounts[at] = [value for value in values if isinstance(value, Decimal)]
        return self._amounts[at]


@dataclass
class Tally:
    """What one indicator makes of a county's rows. `blank`: the rows that a column's empty cells left out."""

    make: Make
    rules: LedgerRules
    blank: dict[str, list[int]] = field(default_factory=dict)
    _terms: list[tuple[Decimal, list[int]]] = field(default_factory=list)  # what each column sums, and its rows
    _bad: bool = False

    def count(self, entries: Counted) -> None:
        """Count all rows of the county."""
        where, at = self.make.where, self.rules.ledger.columns.index
        if where is not None:
            held = [where.holds(row.values) for row in entries.rows]
            if None in held:
                self._unknown([row for row, holds in zip(entries.rows, held, strict=True) if holds is None])
            entries = Counted(list(compress(entries.rows, held)))
        if self.make.columns:
            self._terms = [self._sum(entries, name, at(name)) for name in self.make.columns]
        else:
            self._bad = self._bad or bool(entries.bad >> at(self.rules.ledger.key) & 1)
            counted = [row.row for row in entries.rows if row.kind is not Kind.MORE]
            self._terms = [(Decimal(len(counted)), counted)]
        self.blank = dict(sorted(self.blank.items(), key=lambda item: min(item[1])))  # as one comes upon them

    def _unknown(self, rows: Sequence[LedgerRow]) -> None:
        """Rows of which nobody can say whether the condition holds."""
        columns = self.make.where.columns if self.make.where is not None else ()
        mask = sum(1 << self.rules.ledger.columns.index(name) for name in columns)
        for row in rows:
            if row.bad & mask:
                self._bad = True
            elif not row.void & mask:
                for name in columns:
                    self._note_blank(row, name)

    def _sum(self, entries: Counted, name: str, at: int) -> tuple[Decimal, list[int]]:
        """(the sum of a column, the rows that it is made from)."""
        numbers = entries.amounts(at)
        if len(numbers) == len(entries.rows) and not entries.bad >> at & 1:
            return sum(numbers, Decimal(0)), entries.numbers
        counted: list[tuple[Decimal, int]] = []
        for row in entries.rows:
            value = row.values[at]
            if row.bad >> at & 1:
                self._bad = True
            elif isinstance(value, Decimal):
                counted.append((value, row.row))
            elif not row.void >> at & 1 and row.kind is not Kind.MORE:
                self._note_blank(row, name)
        return sum((value for value, _ in counted), Decimal(0)), [row for _, row in counted]

    def _note_blank(self, row: LedgerRow, name: str) -> None:
        if row.values[self.rules.ledger.columns.index(name)] is None:
            self.blank.setdefault(name, []).append(row.row)

    def sum(self, place: Place, *, doubtful: bool) -> Sum:
        """What has been counted."""
        columns = self.make.columns or (self.rules.ledger.key,)
        ranges = [place.range(rows, name) for (_, rows), name in zip(self._terms, columns, strict=True)]
        value, rows = self._terms[0]
        ratio = len(self.make.columns) > 1
        return Sum(
            indicator=self.make.indicator.id,
            value=value if ratio else value * self.make.times,
            denominator=self._terms[1][0] if ratio else None,
            rows=len(rows),
            ranges=tuple(part for part in ranges if part.cells),
            state=State.UNDECIDED if self._bad or doubtful else State.READ,
        )
