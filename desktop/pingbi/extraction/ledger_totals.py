"""Total rows, headings of groups and rows that may be either: held against the rows they sum, never counted twice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, compress
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.fractions import places
from pingbi.extraction.ledger_kinds import Kind, LedgerRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.scheme.ledgers import LedgerRules

_STAGE = re.compile(r"(?:第?[一二三四五六七八九十\d]{1,2}|首)期(?:工程|项目|建设)?")
_ENTRIES = (Kind.ENTRY, Kind.MORE)  # looked for by identity: nothing is faster in a ledger of 100,000 rows
_SUMS = (Kind.TOTAL, Kind.HEADING)
_NOTHING = Decimal(0)
MOST = 200  # rows without 序号 or words that are held against sums; a ledger of more has none as its custom
FARTHEST = 40  # borders of groups on either side


class Difference(NamedTuple):
    """A total row whose number is not what its rows make."""

    row: LedgerRow
    column: str
    total: Decimal
    rows_make: Decimal


class Sorted(NamedTuple):
    """`unclear`: rows that may be an entry or a sum; `nameless`: figures without a name; neither is counted."""

    entries: list[LedgerRow]
    differences: list[Difference]
    subtotals: list[LedgerRow]  # without a word that says so: taken for sums because they equal them
    unclear: list[LedgerRow]
    nameless: list[LedgerRow]
    alone: list[LedgerRow]
    parts: list[LedgerRow]  # 其中
    nothing: list[LedgerRow]  # 无


def sorted_rows(rows: list[LedgerRow], rules: LedgerRules) -> Sorted:
    """What each row is, once all are known."""
    apart = (Kind.ALONE, Kind.PART, Kind.NOTHING)
    others = [row for row in rows if row.kind is not Kind.ENTRY]
    alone, parts, nothing = ([row for row in others if row.kind is kind] for kind in apart)
    found = Sorted([], [], [], [], [], alone, parts, nothing)
    rows = [row for row in rows if row.kind not in apart] if alone or parts or nothing else rows
    rows = _stages(rows, rules, found)
    rows = _maybes(rows, rules, found)
    if any(row.kind in (*_SUMS, Kind.NAMELESS) for row in others):
        rows = _sums(rows, rules, found)
    found.entries.extend([row for row in rows if row.kind in _ENTRIES] if others else rows)
    return found


def _stages(rows: list[LedgerRow], rules: LedgerRules, found: Sorted) -> list[LedgerRow]:
    """一期, 二期 below the project whose parts they are: their sums are its numbers."""
    if not any(map(_STAGE.fullmatch, [row.name for row in rows])):
        return rows
    columns = [at for at, name in enumerate(rules.ledger.columns) if name in rules.summed]
    kept: list[LedgerRow] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and _STAGE.fullmatch(rows[end].name):
            end += 1
        if end > at and kept and _are_parts(kept[-1], rows[at:end], columns):
            found.parts.extend(rows[at:end])
        else:
            end = max(end, at + 1)
            kept += rows[at:end]
        at = end
    return kept


def _are_parts(whole: LedgerRow, stages: Sequence[LedgerRow], columns: Sequence[int]) -> bool:
    sums = []
    for at in columns:
        values = [value for row in stages if isinstance(value := row.values[at], Decimal)]
        if values or whole.values[at]:
            sums.append(bool(values) and sum(values, Decimal(0)) == whole.values[at])
    return bool(sums) and all(sums)


def _has(rows: Sequence[LedgerRow], kind: Kind) -> bool:
    return any(row.kind is kind for row in rows)


def _maybes(rows: list[LedgerRow], rules: LedgerRules, found: Sorted) -> list[LedgerRow]:
    """Rows without 序号 or words: a sum where they equal that of their neighbours to the last digit, else entries.

    So is one that equals the only row of its group, by two numbers or more.
    """
    count = sum(row.kind is Kind.MAYBE for row in rows)
    if not count:
        return rows
    sums = _Sums(rows, rules, (*_SUMS, Kind.MAYBE)) if count <= MOST and _has(rows, Kind.ENTRY) else None
    settled = []
    for at, row in enumerate(rows):
        kind = row.kind
        if kind is Kind.MAYBE:
            group = sums is not None and (sums.equal_to_a_group(at, row) or sums.equal_to_the_one_below(at, row))
            kind = Kind.TOTAL if group else Kind.ENTRY
            if kind is Kind.TOTAL:
                found.subtotals.append(row)
        settled.append(row if kind is row.kind else row._replace(kind=kind))
    return settled


def _sums(rows: list[LedgerRow], rules: LedgerRules, found: Sorted) -> list[LedgerRow]:
    if not _has(rows, Kind.ENTRY):  # 一、 二、 三、 number the entries themselves
        full = [row.kind is Kind.HEADING and sum(value is not None for value in row.values) > 1 for row in rows]
        rows = [row._replace(kind=Kind.ENTRY) if entry else row for row, entry in zip(rows, full, strict=True)]
    sums = _Sums(rows, rules, (*_SUMS, Kind.NAMELESS))
    subtotals = {row.row for row in found.subtotals}
    for at, row in enumerate(rows):
        if row.kind in _ENTRIES:
            continue
        given = sums.given(row)
        if row.kind is Kind.TOTAL and row.row not in subtotals:
            found.differences.extend(sums.differences(at, row, given))
        elif row.kind is Kind.HEADING and any(value for _, value in given):
            if not all(sums.fits(at, column, value, below=True) for column, value in given):
                found.unclear.append(row)
        elif row.kind is Kind.NAMELESS and not sums.equal_to_a_group(at, row):
            found.nameless.append(row)
    return rows


class _Sums:
    """Sums over runs of entries that begin or end at a given row and at the border of a group."""

    def __init__(self, rows: list[LedgerRow], rules: LedgerRules, borders: tuple[Kind, ...]) -> None:
        columns = rules.ledger.columns
        self._columns = [(at, name) for at, name in enumerate(columns) if name in rules.summed]
        self._rows = rows
        self._borders = [0, *(at for at, row in enumerate(rows) if row.kind in borders), len(rows)]
        entries = [row.kind in _ENTRIES for row in rows]
        self._until: dict[int, list[Decimal]] = {}
        for at, _ in self._columns:
            counted = zip([row.values[at] for row in rows], entries, strict=True)
            numbers = [value if entry and isinstance(value, Decimal) else _NOTHING for value, entry in counted]
            self._until[at] = list(accumulate(numbers, initial=_NOTHING))
        self._count = list(accumulate(entries, initial=0))
        self._bad = 0
        for row in compress(rows, entries):
            self._bad |= row.bad

    def given(self, row: LedgerRow) -> list[tuple[int, Decimal]]:
        """The columns in which a row holds a number."""
        found = ((at, row.values[at]) for at, _ in self._columns)
        return [(at, value) for at, value in found if isinstance(value, Decimal)]

    def _runs(self, at: int, *, below: bool | None = None) -> Iterator[tuple[int, int]]:
        """Runs [first, after) before and behind a row, the nearest first, the farthest last."""
        borders, here, behind = self._borders, bisect_left(self._borders, at), bisect_right(self._borders, at)
        if below is not True:
            yield from ((border, at) for border in borders[max(0, here - FARTHEST) : here][::-1])
            yield from ((border, at) for border in borders[: min(here, 1)])
        if below is not False:
            yield from ((at + 1, border) for border in borders[behind : behind + FARTHEST])
            yield from ((at + 1, border) for border in borders[max(behind, len(borders) - 1) :])
        if below is None:
            yield 0, len(self._rows)

    def _make(self, column: int, run: tuple[int, int]) -> Decimal:
        return self._until[column][run[1]] - self._until[column][run[0]]

    def equal_to_a_group(self, at: int, row: LedgerRow) -> bool:
        """Whether all its numbers are exactly the sums of one run of at least two entries."""
        given = self.given(row)
        return any(value for _, value in given) and any(
            self._count[run[1]] - self._count[run[0]] > 1
            and all(self._make(column, run) == value for column, value in given)
            for run in self._runs(at)
        )

    def equal_to_the_one_below(self, at: int, row: LedgerRow) -> bool:
        """Whether its numbers, two or more, are those of the only entry below it up to the next border."""
        given = self.given(row)
        run = next(self._runs(at, below=True))
        return (
            sum(bool(value) for _, value in given) > 1
            and self._count[run[1]] - self._count[run[0]] == 1
            and all(self._make(column, run) == value for column, value in given)
        )

    def fits(self, at: int, column: int, value: Decimal, *, below: bool | None = None) -> bool:
        """Whether a number is what some run makes, as far as it was printed."""
        return any(_agree(value, self._make(column, run)) for run in self._runs(at, below=below))

    def differences(self, at: int, row: LedgerRow, given: Sequence[tuple[int, Decimal]]) -> Iterator[Difference]:
        """What no run makes, beside what the likeliest one does: a 小计 the nearest, any other all rows."""
        names = dict(self._columns)
        for column, value in given:
            if self._bad >> column & 1 or self.fits(at, column, value):
                continue
            runs = [run for run in self._runs(at) if self._count[run[1]] > self._count[run[0]]]
            if runs:
                run = runs[0] if "小计" in row.name else (0, len(self._rows))
                yield Difference(row, names[column], value, self._make(column, run))


def _agree(total: Decimal, rows_make: Decimal) -> bool:
    if total == rows_make:
        return True
    digits = max(1, places(total))
    return rows_make.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) == total
