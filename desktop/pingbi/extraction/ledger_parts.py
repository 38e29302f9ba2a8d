"""All parts of all ledgers -> one figure a county and indicator: several sheets and files put together, or replaced."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.ledger_whole_findings import InParts, NoRatio, Overlap
from pingbi.model import Figure, Finding, InRows, InSheet, LedgerPart, Range, Source, State
from pingbi.model.catalogue import bare, same_period
from pingbi.scheme.ledgers import ledger_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.model import Sum
    from pingbi.scheme import Scheme
    from pingbi.scheme.ledgers import LedgerRules, Make

_LONG = Context(prec=34)


@dataclass(frozen=True, slots=True)
class Settled:
    """`parts` are those that count: what a newer file replaces is not among them."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: tuple[LedgerPart, ...] = ()


class _Bundle(NamedTuple):
    """Parts that make one set of figures. `clear` is False where nobody can say whether they belong together."""

    parts: tuple[LedgerPart, ...]
    clear: bool
    newest: bool


def settle(parts: Iterable[LedgerPart], scheme: Scheme) -> Settled:
    """The figures of every county's ledgers.

    Sheets and files of one county with different entries are parts of one ledger; a newer file with mostly the same
    entries takes the older one's place; where only some are the same nobody can tell, and nothing is scored.
    """
    grouped: dict[tuple[str, str, str], list[LedgerPart]] = {}
    for part in parts:
        period = scheme.period if same_period(part.period, scheme.period) else part.period
        grouped.setdefault((part.ledger, part.county, period), []).append(part)
    rules = {row.ledger.id: row for row in ledger_rules(scheme)}
    figures: list[Figure] = []
    findings: list[Finding] = []
    counting: list[LedgerPart] = []
    for (ledger, county, period), rows in grouped.items():
        if ledger not in rules or county not in scheme.counties:
            continue
        for bundle in _bundles(rows):
            if bundle.newest:
                findings += _said(bundle, county, rules[ledger])
                if period == scheme.period:
                    counting += bundle.parts
            for make in rules[ledger].makes:
                figure, found = _figure(make, bundle, county, period, scheme, rules[ledger].ledger.name)
                figures += [figure] if figure is not None else []
                findings += found if bundle.newest else []
    return Settled(tuple(figures), tuple(findings), tuple(counting))


def _bundles(parts: Sequence[LedgerPart]) -> Iterator[_Bundle]:
    """What belongs together, the newest first: each file takes the place of an older one, or goes with it."""
    files: dict[int, list[LedgerPart]] = {}
    for part in parts:
        files.setdefault(part.order, []).append(part)
    newest = True
    bundle: list[LedgerPart] = []
    clear = True
    for order in sorted(files, reverse=True):
        within, sure = _sheets(files[order])
        together = _overlap(bundle, within) if bundle else ""
        if together == "same":
            yield _Bundle(tuple(bundle), clear, newest)
            newest, bundle, clear = False, [], True
        bundle += within
        clear = clear and sure and together != "some"
    yield _Bundle(tuple(bundle), clear, newest)


def _sheets(parts: Sequence[LedgerPart]) -> tuple[list[LedgerPart], bool]:
    """The sheets of one file: a copy of another counts once, one with mostly the same entries makes all unclear."""
    found: list[LedgerPart] = []
    sure = True
    for part in parts:
        together = _overlap(found, [part]) if found else ""
        if together == "same" and any(_amounts(part) == _amounts(other) for other in found):
            continue
        sure = sure and together != "same"
        found.append(part)
    return found, sure


def _amounts(part: LedgerPart) -> object:
    return Counter(_key(part)), [(row.indicator, row.value, row.denominator, row.state) for row in part.sums]


def _key(part: LedgerPart) -> list[str]:
    return [bare(entry.name) for entry in part.entries]


def _overlap(one: Sequence[LedgerPart], other: Sequence[LedgerPart]) -> str:
    """same: at least half of the smaller's entries are in both (or one is empty) · some · none."""
    left, right = ({key for part in parts for key in _key(part)} for parts in (one, other))
    both = len(left & right)
    if 2 * both >= min(len(left), len(right)):
        return "same"
    return "some" if both else "none"


def _said(bundle: _Bundle, county: str, rules: LedgerRules) -> Iterator[Finding]:
    """That a figure stands on several files, or cannot be told."""
    files = tuple(dict.fromkeys(part.file for part in bundle.parts))
    sheets = tuple(dict.fromkeys(f"{part.file} {part.sheet}" for part in bundle.parts))
    places = tuple(InSheet(part.file, part.sheet, _first(part), "") for part in bundle.parts)
    if not bundle.clear:
        names = files if len(files) > 1 else sheets
        yield Overlap(county=county, ledger=rules.ledger.name, names=names, places=places)
    elif len(files) > 1:
        count = sum(len(part.entries) for part in bundle.parts)
        yield InParts(county=county, ledger=rules.ledger.name, names=files, count=count, places=places)


def _first(part: LedgerPart) -> str:
    return f"{part.entries[0].column}{part.entries[0].row}" if part.entries else "A1"


def _figure(
    make: Make, bundle: _Bundle, county: str, period: str, scheme: Scheme, ledger: str
) -> tuple[Figure | None, list[Finding]]:
    """One indicator of a bundle; None for a ratio without a number."""
    sums = [row for part in bundle.parts for row in part.sums if row.indicator == make.indicator.id]
    if not sums:
        return None, []
    states = {row.state for row in sums}
    state = next((item for item in (State.UNREADABLE, State.UNDECIDED) if item in states), State.READ)
    if not bundle.clear and state is State.READ:
        state = State.UNDECIDED
    total = sum((row.value for row in sums), Decimal(0))
    origin = _origin(make, sums, bundle)
    findings: list[Finding] = []
    value: Decimal | None = total
    if len(make.columns) > 1:
        below = sum((row.denominator or Decimal(0) for row in sums), Decimal(0))
        if below == 0 and state is State.READ:
            about = {"county": county, "indicator": make.indicator.id, "ledger": ledger, "places": (origin,)}
            name, words = make.indicator.name, "÷".join(make.columns)
            return None, [NoRatio(**about, name=name, formula=words, numerator=f"{total:f}")]  # type: ignore[arg-type]
        value = _LONG.multiply(_LONG.divide(total, below), make.times) if below else None
    if state is State.UNREADABLE:
        value = None
    elif not same_period(period, scheme.period):
        state = State.OTHER_PERIOD
    newest = bundle.parts[0]
    return Figure(
        county=county,
        indicator=make.indicator.id,
        value=value,
        period=period,
        source=Source.LEDGER,
        origin=origin,
        state=state,
        reported=_printed(value, make),
        reported_unit=make.indicator.unit,
        read_at=newest.read_at,
        order=newest.order,
    ), findings


def _printed(value: Decimal | None, make: Make) -> str:
    """The number as a table shows it: a ratio has no last digit of its own."""
    if value is None:
        return ""
    if len(make.columns) > 1:
        value = round(value, make.indicator.shown_decimals)
    return f"{value.normalize():f}" if value else "0"


def _origin(make: Make, sums: Sequence[Sum], bundle: _Bundle) -> InRows:
    rows = sum(row.rows for row in sums)
    ranges = tuple(part for row in sums for part in row.ranges)
    if not ranges:  # nothing counted: where it would have stood
        ranges = tuple(Range(part.file, part.sheet, "") for part in bundle.parts)
    return InRows(f"{make.words}（{rows}行）", ranges)
