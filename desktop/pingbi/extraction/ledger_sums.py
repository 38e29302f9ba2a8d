"""Entries -> what each indicator makes of them, a county at a time."""

from __future__ import annotations

from decimal import Decimal
from itertools import repeat
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.ledger_findings import Blank, ColumnSlip, RowBroken, RowsBroken, Slip, listed
from pingbi.extraction.ledger_kinds import Kind
from pingbi.extraction.ledger_tally import Counted, Place, Tally
from pingbi.model import Entry, Finding, State, Sum
from pingbi.model.catalogue import excerpt, factor, quoted
from pingbi.model.ledger import entries_of
from pingbi.readers import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.extraction.ledger_kinds import LedgerRow
    from pingbi.scheme.ledgers import LedgerRules

MOST_BROKEN = 20  # rows of a county that break a rule and are said one by one
_NONE, SLIP, FEWEST = Decimal(0), Decimal(10**4), 5
ABSURD = 500  # 亿元 of an ordinary project of a county: 5000 of them are 万元


class Counting(NamedTuple):
    """What one county's rows of a sheet give."""

    entries: tuple[Entry, ...]
    sums: tuple[Sum, ...]
    findings: tuple[Finding, ...]


def counted(rows: Sequence[LedgerRow], county: str, place: Place, *, doubtful: bool) -> Counting:
    """Every indicator of the ledger. `doubtful`: rows of the sheet that nobody can place may be this county's."""
    head, rules = place.head, place.head.rules
    tallies = [Tally(make, rules) for make in rules.makes if all(name in head.found for name in make.needs)]
    every = Counted(rows)
    for tally in tallies:
        tally.count(every)
    sums = [tally.sum(place, doubtful=doubtful) for tally in tallies]
    made = {item.indicator for item in sums}
    sums += [
        Sum(make.indicator.id, Decimal(0), state=State.UNREADABLE)
        for make in rules.makes
        if make.indicator.id not in made
    ]
    findings = (*_blanks(tallies, county, place, rows), *_broken(rows, county, place), *_slips(every, county, place))
    entries = [row for row in rows if row.kind is not Kind.MORE]
    names, numbers = [row.name for row in entries], [row.row for row in entries]
    return Counting(entries_of(names, numbers, repeat(column_letter(head.key))), tuple(sums), findings)


def _blanks(tallies: Sequence[Tally], county: str, place: Place, rows: Sequence[LedgerRow]) -> Iterator[Finding]:
    """Empty cells that left a row out of a figure: once a column."""
    blank: dict[str, tuple[set[int], list[str]]] = {}
    for tally in tallies:
        for column, numbers in tally.blank.items():
            known, made = blank.setdefault(column, (set(), []))
            known.update(numbers)
            made.append(tally.make.indicator.name)
    names = {row.row: row.name for row in rows} if blank else {}
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
        held = [rule.holds(row.values) for row in rows]
        if False not in held:
            continue
        broken = [row for row, holds in zip(rows, held, strict=True) if holds is False]
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


def _slips(entries: Counted, county: str, place: Place) -> Iterator[Finding]:
    """Amounts of money that would stand among the others, were they a ten-thousandth."""
    rules = place.head.rules
    for at, name in enumerate(rules.ledger.columns):
        if name not in rules.summed or factor(rules.units[name], "元") is None:
            continue
        values = entries.amounts(at)
        least, greatest = min(values, default=_NONE), max(values, default=_NONE)
        hundred_millions = factor(rules.units[name], "亿元") or Decimal(1)
        if greatest < 1000 * least and greatest * hundred_millions < ABSURD:
            continue
        values = values if least > _NONE else [value for value in values if value > _NONE]
        if greatest * hundred_millions >= ABSURD and median(values) * hundred_millions >= ABSURD:
            yield ColumnSlip(
                county=county,
                ledger=rules.ledger.name,
                column=name,
                usual=f"{median(values).normalize():f}{rules.units[name]}",
                places=place.cells(entries.numbers, name),
            )
            continue
        thousandth = greatest.scaleb(-3)
        if len(values) < FEWEST or 2 * sum(value <= thousandth for value in values) < len(values):
            continue  # the one in the middle is above it: none is a thousand times that
        middle = median(values)
        rest = [value for value in values if value < 1000 * middle]
        if not rest or len(values) - len(rest) > len(values) // 4:
            continue
        low, high = min(rest) / 10, max(rest) * 10
        for row in entries.rows:
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
