"""All figures read -> the one that counts for each county, indicator and role, by the scheme's order of sources."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from operator import attrgetter, is_
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.findings import ChangedSinceLast, OtherSourceUsed, TwoValues
from pingbi.extraction.versions import Replaced, replaced, versions
from pingbi.model import (
    ROLE_WORDS,
    ByHand,
    Figure,
    Figures,
    Finding,
    InArchive,
    InRows,
    InSheet,
    InText,
    Role,
    Source,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.model.figures import Key
    from pingbi.scheme import Scheme

_KEY, _COUNTY, _ORDER = attrgetter("county", "indicator", "role"), attrgetter("county"), attrgetter("order")
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")
_USABLE = (State.READ, State.EXEMPT)
SOURCE_WORDS = {
    "correction": "人工设定",
    "city_table": "全市表",
    "template": "填报表",
    "ledger": "台账",
    "text": "报送文字",
    "computed": "计算值",
    "counted": "报送情况",
    "archive": "存档",
}


class _OfCounty(NamedTuple):
    """What is chosen among a county's figures; the findings of each key, and of its files beside each other."""

    rows: tuple[Figure, ...]
    chosen: dict[Key, Figure]
    beside: dict[Key, tuple[Figure, ...]]
    findings: dict[Key, list[Finding]]
    replaced: tuple[Replaced, ...]


class Choices:
    """Choices that are kept: a county of which the very same figures come again is not chosen for again."""

    def __init__(self) -> None:
        self._scheme: Scheme | None = None
        self._kept: dict[str, _OfCounty] = {}

    def choose(self, figures: Iterable[Figure], scheme: Scheme) -> tuple[Figures, tuple[Finding, ...]]:
        """As `choose` says."""
        if scheme is not self._scheme:
            self._scheme, self._kept = scheme, {}
        every = tuple(figures)
        counties: dict[str, list[Figure]] = {}
        for county, run in groupby(every, _COUNTY):
            counties.setdefault(county, []).extend(run)
        kept = {county: self._of_county(county, tuple(rows), scheme) for county, rows in counties.items()}
        self._kept = kept
        chosen: dict[Key, Figure] = {}
        beside: dict[Key, tuple[Figure, ...]] = {}
        findings: dict[Key, list[Finding]] = {}
        for found in kept.values():
            chosen |= found.chosen
            beside |= found.beside
            findings |= found.findings
        order = dict.fromkeys(map(_KEY, every))  # as they came
        said = (finding for key in order if key in findings for finding in findings[key])
        replaced = versions((row for found in kept.values() for row in found.replaced), scheme)
        return Figures({key: chosen[key] for key in order}, beside), (*said, *replaced)

    def _of_county(self, county: str, rows: tuple[Figure, ...], scheme: Scheme) -> _OfCounty:
        known = self._kept.get(county)
        if known is not None and len(known.rows) == len(rows) and all(map(is_, known.rows, rows)):
            return known
        return _of_county(rows, scheme)


def choose(figures: Iterable[Figure], scheme: Scheme) -> tuple[Figures, tuple[Finding, ...]]:
    """Of several figures the first source's, of one source the newest file's; the others stand beside it.

    Twice in one file with two values: none of them is scored.
    """
    return Choices().choose(figures, scheme)


def _of_county(rows: tuple[Figure, ...], scheme: Scheme) -> _OfCounty:
    rank = {source: at for at, source in enumerate(scheme.scheme.sources)}
    groups: dict[Key, list[Figure]] = {}
    for key, figure in zip(map(_KEY, rows), rows, strict=True):
        if key in groups:
            groups[key].append(figure)
        else:
            groups[key] = [figure]
    made = _OfCounty(rows, {}, {}, {}, tuple(replaced(rows)))
    for key, group in groups.items():
        if len(group) == 1:
            made.chosen[key] = group[0]
            continue
        if (files := _newest_first(group)) is not None:
            first, before = files[:2]
            settled, found = files, [_changed(first, before, scheme)] if first.value != before.value else []
        else:
            ordered = sorted(
                group, key=lambda row: (rank.get(row.source, len(rank)), row.state not in _USABLE, -row.order)
            )
            settled, found = _set_by_hand(ordered) or _settled(ordered, scheme)
        made.chosen[key] = settled[0]
        if len(settled) > 1:
            made.beside[key] = tuple(settled[1:])
        if found:
            made.findings[key] = found
    return made


def _newest_first(group: list[Figure]) -> list[Figure] | None:
    """Figures of several files of one source, all usable, none as new as the newest; None where it is not so simple."""
    source = group[0].source
    for row in group:
        if row.source is not source or row.state not in _USABLE or isinstance(row.origin, ByHand):
            return None
    ordered = sorted(group, key=_ORDER, reverse=True)
    for row in ordered[1:]:
        if _at_once(row, ordered[0]):
            return None
    return ordered


def _set_by_hand(group: list[Figure]) -> tuple[list[Figure], list[Finding]] | None:
    """The latest that a person has set, also that no figure is to be used, stands over all that was reported."""
    by_hand = [row for row in group if isinstance(row.origin, ByHand)]
    if not by_hand:
        return None
    first = max(by_hand, key=lambda row: row.order)
    rest = [row for row in group if row is not first]
    reported = next((row for row in rest if not isinstance(row.origin, ByHand)), None)
    if reported is not None and isinstance(first.origin, ByHand):
        first = replace(first, origin=replace(first.origin, over=reported.origin))
    return [first, *rest], []


def _settled(group: list[Figure], scheme: Scheme) -> tuple[list[Figure], list[Finding]]:
    """The figures of one key, the one that counts first."""
    usable = [row for row in group if row.state in _USABLE]
    if not usable:
        return group, []
    first = usable[0]
    same_file = [row for row in usable if row.source == first.source and _at_once(row, first)]
    finest = [row for row in same_file if not any(_rounded(row, other) for other in same_file)]
    first = finest[0]
    if len({row.value for row in finest}) > 1:
        undecided = [replace(row, state=State.UNDECIDED) for row in same_file]
        rest = [row for row in group if row not in same_file]
        return undecided + rest, [_two_values(undecided, scheme, scored=False)]
    ordered = [first, *(row for row in group if row is not first)]
    said = _versions(usable, scheme)
    latest = {row.source: row for row in reversed(usable)}  # of one source the newest file counts
    others = [row for row in latest.values() if row.source != first.source and row.value != first.value]
    others = [row for row in others if row.value is not None and first.value is not None and not _rounded(row, first)]
    others = [row for row in others if not _as_printed(row, first, scheme)]
    found = [*said, *_passed_over(group, first, scheme)]
    if not others or first.role is not Role.NOW:
        return ordered, found
    rank = {source: at for at, source in enumerate(scheme.scheme.sources)}
    others.sort(key=lambda row: rank.get(row.source, len(rank)))
    return ordered, [*found, _two_values([first, *others], scheme, scored=True)]


def _at_once(row: Figure, other: Figure) -> bool:
    """Whether neither is newer: they stand in one file, or in two that were last changed at the same time."""
    return row.order == other.order or (row.modified == other.modified != 0)


def _rounded(row: Figure, other: Figure) -> bool:
    """Whether a text says the other's number with fewer digits: 30.6亿元 beside 30.58."""
    if row.source is not Source.TEXT or row.value is None or other.value is None or row.value == other.value:
        return False
    mine = _last_digit(row)
    return (other.source is not Source.TEXT or mine > _last_digit(other)) and 2 * abs(row.value - other.value) <= mine


def _as_printed(row: Figure, other: Figure, scheme: Scheme) -> bool:
    """Whether a table gives what a ledger makes, rounded as the indicator is printed: 30.58 beside 30.5812."""
    if Source.LEDGER not in (row.source, other.source) or Source.TEXT in (row.source, other.source):
        return False
    least = Decimal(1).scaleb(-scheme.indicators[row.indicator].shown_decimals)
    ledger, table = (row, other) if row.source is Source.LEDGER else (other, row)
    if ledger.value is None or table.value is None:
        return False
    return ledger.value.quantize(least, ROUND_HALF_UP) == table.value


def _last_digit(row: Figure) -> Decimal:
    """One unit of the last digit that stands in the text, in the indicator's unit."""
    value = row.value or Decimal(0)
    written = Decimal(row.reported) if _PLAIN.fullmatch(row.reported) else value
    times = value / written if written else Decimal(1)
    return Decimal((0, (1,), int(written.as_tuple().exponent))) * abs(times)


def _versions(usable: list[Figure], scheme: Scheme) -> Iterator[Finding]:
    """What the newest file of the first source says otherwise than the one before."""
    first = usable[0]
    before = next((row for row in usable if row.source == first.source and row.order != first.order), None)
    if before is not None and before.value != first.value:
        yield _changed(first, before, scheme)


def _changed(first: Figure, before: Figure, scheme: Scheme) -> Finding:
    return ChangedSinceLast(
        county=first.county,
        indicator=first.indicator,
        places=(first.origin, before.origin),
        name=_name(first, scheme),
        value=_shown(first, scheme),
        file=_file(first),
        before=_shown(before, scheme),
        before_file=_file(before),
    )


def _passed_over(group: list[Figure], first: Figure, scheme: Scheme) -> Iterator[Finding]:
    """A figure that would have counted, had it been a number, or one that nothing speaks against."""
    rank = {source: at for at, source in enumerate(scheme.scheme.sources)}
    for row in group:
        nearer = rank.get(row.source, len(rank)) - rank.get(first.source, len(rank))
        undecided = row.state is State.UNDECIDED and isinstance(row.origin, InSheet)
        if (row.state is State.UNREADABLE or undecided) and (nearer < 0 or (nearer == 0 and row.order > first.order)):
            yield OtherSourceUsed(
                county=first.county,
                indicator=first.indicator,
                places=(row.origin, first.origin),
                name=_name(first, scheme),
                written=row.reported,
                why="不能确定" if undecided else "读不出数",
                file=_file(row),
                value=_shown(first, scheme),
                used_file=_file(first),
            )
            return


def _name(row: Figure, scheme: Scheme) -> str:
    return f"{scheme.indicators[row.indicator].name}{ROLE_WORDS[row.role]}"


def _file(row: Figure) -> str:
    return (
        row.origin.file if isinstance(row.origin, InSheet | InText | InRows | InArchive) else SOURCE_WORDS[row.source]
    )


def _shown(row: Figure, scheme: Scheme) -> str:
    return f"{row.value.normalize():f}{scheme.indicators[row.indicator].unit}" if row.value is not None else "免报"


def _two_values(rows: list[Figure], scheme: Scheme, *, scored: bool) -> Finding:
    shown: dict[str, Figure] = {}
    for row in rows:
        shown.setdefault(_shown(row, scheme), row)
    several = len({row.order for row in rows}) > 1
    return TwoValues(
        county=rows[0].county,
        indicator=rows[0].indicator,
        name=_name(rows[0], scheme),
        places=tuple(row.origin for row in shown.values()),
        values=tuple((value, _source(row, files=several and not scored)) for value, row in shown.items()),
        scored=scored,
        tied=several and not scored,
    )


def _source(row: Figure, *, files: bool) -> str:
    origin = row.origin
    if files:
        return _file(row)
    if isinstance(origin, InText):
        return f"{SOURCE_WORDS[row.source]}“{origin.quote}”"
    return SOURCE_WORDS[row.source]
