"""Entries -> what each indicator makes of them, a county at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.ledger_findings import Blank, ColumnSlip, RowBroken, RowsBroken, Slip, listed
from pingbi.extraction.ledger_kinds import Kind
from pingbi.model import Entry, Finding, InSheet, Range, State, Sum
from pingbi.model.catalogue import excerpt, factor, quoted
from pingbi.readers import column_letter, in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.extraction.ledger_header import Head
    from pingbi.extraction.ledger_kinds import LedgerRow
    from pingbi.readers import Document, Sheet
    from pingbi.scheme.ledgers import LedgerRules, Make

MOST_PLACES = 200  # cells that one finding leads to
MOST_BROKEN = 20  # rows of a county that break a rule and are said one by one
SLIP, FEWEST = Decimal(10**4), 5
ABSURD = 500  # 亿元 of an ordinary project of a county: 5000 of them are 万元


class Rows:
    """Row numbers that rise, kept as ranges."""

    __slots__ = ("count", "ranges")

    def __init__(self) -> None:
        self.ranges: list[list[int]] = []
        self.count = 0

    def add(self, row: int) -> None:
        """One more."""
        self.count += 1
        if self.ranges and self.ranges[-1][1] == row - 1:
            self.ranges[-1][1] = row
        else:
            self.ranges.append([row, row])

    def cells(self, column: int) -> str:
        """E5:E48, E51."""
        name = column_letter(column)
        return ", ".join(
            f"{name}{first}:{name}{last}" if last > first else f"{name}{first}" for first, last in self.ranges
        )


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

    def range(self, rows: Rows, name: str) -> Range:
        """The same as one range."""
        return Range(self.document.name, self.sheet.name, rows.cells(self.head.found[name].column))


class Counting(NamedTuple):
    """What one county's rows of a sheet give."""

    entries: tuple[Entry, ...]
    sums: tuple[Sum, ...]
    findings: tuple[Finding, ...]


def counted(rows: Sequence[LedgerRow], county: str, place: Place, *, doubtful: bool) -> Counting:
    """Every indicator of the ledger. `doubtful`: rows of the sheet that nobody can place may be this county's."""
    head = place.head
    rules, key = head.rules, head.key
    tallies = [_tally(make, rules) for make in rules.makes if all(name in head.found for name in make.needs)]
    letters = column_letter(key)
    entries = [Entry(row.name, row.row, letters) for row in rows if row.kind is not Kind.MORE]
    for row in rows:
        for tally in tallies:
            tally.add(row)
    sums = [tally.sum(place, doubtful=doubtful) for tally in tallies]
    made = {item.indicator for item in sums}
    sums += [
        Sum(make.indicator.id, Decimal(0), state=State.UNREADABLE)
        for make in rules.makes
        if make.indicator.id not in made
    ]
    findings = (*_blanks(tallies, county, place, rows), *_broken(rows, county, place), *_slips(rows, county, place))
    return Counting(tuple(entries), tuple(sums), findings)


@dataclass
class _Tally:
    """One indicator while its rows are counted. `at` are the positions of its columns among the ledger's."""

    make: Make
    at: tuple[int, ...]
    mask: int  # of the columns that decide whether a row counts
    key: int
    value: Decimal = Decimal(0)
    denominator: Decimal = Decimal(0)
    rows: Rows = field(default_factory=Rows)
    second: Rows = field(default_factory=Rows)
    bad: bool = False
    blank: dict[str, list[int]] = field(default_factory=dict)

    def add(self, row: LedgerRow) -> None:
        """Count one row."""
        where = self.make.where
        if where is not None:
            holds = where.holds(row.values)
            if holds is None:
                if row.bad & self.mask:
                    self.bad = True
                elif not row.void & self.mask:
                    self._note_blank(row, where.columns)
                return
            if not holds:
                return
        if not self.at:
            self.bad = self.bad or bool(row.bad >> self.key & 1)
            if row.kind is not Kind.MORE:
                self.value += 1
                self.rows.add(row.row)
            return
        for number, at in enumerate(self.at):
            value = row.values[at]
            if row.bad >> at & 1:
                self.bad = True
            elif not isinstance(value, Decimal):
                if not row.void >> at & 1 and row.kind is not Kind.MORE:
                    self._note_blank(row, (self.make.columns[number],))
            elif number:
                self.denominator += value
                self.second.add(row.row)
            else:
                self.value += value
                self.rows.add(row.row)

    def _note_blank(self, row: LedgerRow, columns: Sequence[str]) -> None:
        names = self.make.where.columns if self.make.where is not None else ()
        for name in columns:
            position = self.positions[name]
            if row.values[position] is None and name in (*names, *self.make.columns):
                self.blank.setdefault(name, []).append(row.row)

    positions: dict[str, int] = field(default_factory=dict)

    def sum(self, place: Place, *, doubtful: bool) -> Sum:
        """What has been counted."""
        key = place.head.rules.ledger.key
        columns = self.make.columns or (key,)
        found = [place.range(rows, name) for rows, name in zip((self.rows, self.second), columns, strict=False)]
        ratio = len(self.make.columns) > 1
        return Sum(
            indicator=self.make.indicator.id,
            value=self.value if ratio else self.value * self.make.times,
            denominator=self.denominator if ratio else None,
            rows=self.rows.count,
            ranges=tuple(part for part in found if part.cells),
            state=State.UNDECIDED if self.bad or doubtful else State.READ,
        )


def _tally(make: Make, rules: LedgerRules) -> _Tally:
    positions = {name: at for at, name in enumerate(rules.ledger.columns)}
    mask = sum(1 << positions[name] for name in (make.where.columns if make.where is not None else ()))
    at = tuple(positions[name] for name in make.columns)
    return _Tally(make, at, mask, positions[rules.ledger.key], positions=positions)


def _blanks(tallies: Sequence[_Tally], county: str, place: Place, rows: Sequence[LedgerRow]) -> Iterator[Finding]:
    """Empty cells that left a row out of a figure: once a column."""
    names = {row.row: row.name for row in rows}
    blank: dict[str, tuple[set[int], list[str]]] = {}
    for tally in tallies:
        for column, numbers in tally.blank.items():
            known, made = blank.setdefault(column, (set(), []))
            known.update(numbers)
            made.append(tally.make.indicator.name)
    for column, (known, made) in blank.items():
        ordered = sorted(known)
        yield Blank(
            county=county,
            ledger=place.head.rules.ledger.name,
            column=column,
            rows=tuple(f"第{row}行{quoted(excerpt(names[row]))}" for row in ordered[:4]),
            count=len(ordered),
            made=tuple(made),
            places=place.cells(ordered, column),
        )


def _broken(rows: Sequence[LedgerRow], county: str, place: Place) -> Iterator[Finding]:
    """Rows that break a rule of the ledger."""
    rules = place.head.rules
    for rule in rules.checks:
        if not all(name in place.head.found for name in rule.columns):
            continue
        broken = [row for row in rows if rule.holds(row.values) is False]
        for row in broken[:MOST_BROKEN]:
            places = tuple(cell for name in rule.columns for cell in place.cells((row.row,), name))
            values = tuple((name, _shown(row, name, rules)) for name in rule.columns)
            whose = {"county": county, "ledger": rules.ledger.name, "places": places}
            yield RowBroken(**whose, name=row.name, rule=rule.words, values=values)  # type: ignore[arg-type]
        if len(broken) > MOST_BROKEN:
            rest = broken[MOST_BROKEN:]
            yield RowsBroken(
                county=county,
                ledger=rules.ledger.name,
                rule=rule.words,
                names=listed(tuple(quoted(excerpt(row.name)) for row in rest)),
                places=place.cells([row.row for row in rest], rule.columns[0]),
            )


def _shown(row: LedgerRow, name: str, rules: LedgerRules) -> str:
    value = row.values[rules.ledger.columns.index(name)]
    return f"{value:f}{rules.units.get(name, '')}" if isinstance(value, Decimal) else f"“{excerpt(str(value))}”"


def _slips(rows: Sequence[LedgerRow], county: str, place: Place) -> Iterator[Finding]:
    """Amounts of money that would stand among the others, were they a ten-thousandth."""
    rules = place.head.rules
    for at, name in enumerate(rules.ledger.columns):
        if name not in rules.summed or factor(rules.units[name], "元") is None:
            continue
        values = [value for row in rows if isinstance(value := row.values[at], Decimal) and value > 0]
        hundred_millions = factor(rules.units[name], "亿元") or Decimal(1)
        if values and median(values) * hundred_millions >= ABSURD:
            yield ColumnSlip(
                county=county,
                ledger=rules.ledger.name,
                column=name,
                usual=f"{median(values).normalize():f}{rules.units[name]}",
                places=place.cells([row.row for row in rows], name),
            )
            continue
        if len(values) < FEWEST or max(values) < 1000 * min(values):
            continue
        middle = median(values)
        rest = [value for value in values if value < 1000 * middle]
        if not rest or len(values) - len(rest) > len(values) // 4:
            continue
        low, high = min(rest) / 10, max(rest) * 10
        for row in rows:
            value = row.values[at]
            if isinstance(value, Decimal) and value >= 1000 * middle and low <= value / SLIP <= high:
                unit = rules.units[name]
                yield Slip(
                    county=county,
                    ledger=rules.ledger.name,
                    column=name,
                    name=row.name,
                    value=f"{value:f}{unit}",
                    usual=f"{middle.normalize():f}{unit}",
                    places=place.cells((row.row,), name),
                )
