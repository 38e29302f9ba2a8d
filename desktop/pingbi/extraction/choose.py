"""All figures read -> the one that counts for each county, indicator and role, by the scheme's order of sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.extraction.findings import TwoValues
from pingbi.model import ByHand, Figure, Figures, Finding, InText, Role, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.model.figures import Key
    from pingbi.scheme import Scheme

_USABLE = (State.READ, State.EXEMPT)
SOURCE_WORDS = {
    "correction": "人工设定",
    "city_table": "全市表",
    "template": "填报表",
    "ledger": "台账",
    "text": "报送文字",
    "computed": "计算值",
}


def choose(figures: Iterable[Figure], scheme: Scheme) -> tuple[Figures, tuple[Finding, ...]]:
    """Of several figures the first source's, of one source the newest file's; the others stand beside it.

    Twice in one file with two values: none of them is scored.
    """
    rank = {source: at for at, source in enumerate(scheme.scheme.sources)}
    rows: dict[Key, list[Figure]] = {}
    for figure in figures:
        rows.setdefault((figure.county, figure.indicator, figure.role), []).append(figure)
    chosen: dict[Key, Figure] = {}
    beside: dict[Key, tuple[Figure, ...]] = {}
    findings: list[Finding] = []
    for key, group in rows.items():
        ordered = sorted(group, key=lambda row: (rank.get(row.source, len(rank)), row.state not in _USABLE, -row.order))
        settled, found = _settled(ordered, scheme)
        chosen[key] = settled[0]
        if len(settled) > 1:
            beside[key] = tuple(settled[1:])
        findings += found
    return Figures(chosen, beside), tuple(findings)


def _settled(group: list[Figure], scheme: Scheme) -> tuple[list[Figure], list[Finding]]:
    """The figures of one key, the one that counts first."""
    usable = [row for row in group if row.state in _USABLE]
    if not usable:
        return group, []
    first = usable[0]
    same_file = [row for row in usable if row.source == first.source and row.order == first.order]
    values = {row.value for row in same_file}
    if len(values) > 1:
        undecided = [replace(row, state=State.UNDECIDED) for row in same_file]
        rest = [row for row in group if row not in same_file]
        return undecided + rest, [_two_values(undecided, scheme, scored=False)]
    latest = {row.source: row for row in reversed(usable)}  # of one source the newest file counts
    others = [row for row in latest.values() if row.source != first.source and row.value != first.value]
    others = [row for row in others if row.value is not None and first.value is not None]
    ordered = [first, *(row for row in group if row is not first)]
    if not others or first.role is not Role.NOW:
        return ordered, []
    rank = {source: at for at, source in enumerate(scheme.scheme.sources)}
    others.sort(key=lambda row: rank.get(row.source, len(rank)))
    if isinstance(first.origin, ByHand):
        return ordered, []  # a correction is there to differ
    return ordered, [_two_values([first, *others], scheme, scored=True)]


def _two_values(rows: list[Figure], scheme: Scheme, *, scored: bool) -> Finding:
    indicator = scheme.indicators[rows[0].indicator]
    shown: dict[str, Figure] = {}
    for row in rows:
        shown.setdefault(f"{row.value.normalize():f}{indicator.unit}" if row.value is not None else "免报", row)
    return TwoValues(
        county=rows[0].county,
        indicator=indicator.id,
        name=indicator.name,
        places=tuple(row.origin for row in shown.values()),
        values=tuple((value, _source(row)) for value, row in shown.items()),
        scored=scored,
    )


def _source(row: Figure) -> str:
    origin = row.origin
    if isinstance(origin, InText):
        return f"{SOURCE_WORDS[row.source]}“{origin.quote}”"
    return SOURCE_WORDS[row.source]
