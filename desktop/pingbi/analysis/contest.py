"""The ranked counties, and what their totals are made of when weights change: each number of points as a line.

Points follow their weight as start + slope·weight: a share of the full mark has no start, points given as they stand no
slope, full marks with a bonus both. The lines are found by scoring once more with other weights, so that no method
has to be known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pingbi.model import Figures, Result, Total
    from pingbi.model.robustness import Place
    from pingbi.scheme import Criterion, Scheme

    Score = Callable[[Scheme, Figures], Result]

ZERO = Decimal(0)
TINY = Decimal("1e-20")  # what ÷ at 34 digits leaves of nothing


class Line(NamedTuple):
    """Points by weight."""

    start: Decimal
    slope: Decimal

    def at(self, weight: Decimal) -> Decimal:
        """The points at a weight."""
        return self.start + self.slope * weight


@dataclass(frozen=True)
class Contest:
    """Who is compared with whom, by what. Counties stand in the order of their places, those compared together."""

    scheme: Scheme
    totals: tuple[Total, ...]
    by_group: bool
    blocks: tuple[range, ...]  # positions of the counties that are placed among each other
    criteria: tuple[Criterion, ...]  # those that a ranked county has points in
    lines: tuple[tuple[Line | None, ...], ...]  # by county, by criterion; None without points
    floored: frozenset[int]  # positions of criteria whose points are cut off at 0
    breakers: tuple[Decimal | None, ...]  # what breaks ties, the greater the better
    known: bool = True  # False: points follow their weight in no way that is known here

    def place(self, at: int) -> Place:
        """The place that the county's row is about."""
        total = self.totals[at]
        found = total.group_place if self.by_group else total.place
        return 0 if found is None else found

    def key(self, at: int) -> Decimal:
        """What places are made from."""
        total = self.totals[at]
        found = total.shown if self.scheme.scheme.compare == "rounded" else total.exact
        return ZERO if found is None else found

    @cached_property
    def beside(self) -> tuple[Decimal, ...]:
        """Bonus less deduction."""
        return tuple(total.bonus - total.deduction for total in self.totals)


def contest(scheme: Scheme, figures: Figures, result: Result, score: Score) -> Contest:
    """Of the ranked counties; a county vetoed to the end stays there and is none of them."""
    by_group = scheme.scheme.rank_within == "group" and len({row.group for row in scheme.county}) > 1
    blocks: dict[str | None, list[Total]] = {}
    group = {row.name: row.group for row in scheme.county}
    for total in result.totals:
        mine = blocks.setdefault(group[total.county] if by_group else None, [])
        if total.place is not None and total.veto_effect is None:
            mine.append(total)
    ordered = [
        sorted(rows, key=lambda row: (row.group_place if by_group else row.place) or 0) for rows in blocks.values()
    ]
    totals = [total for rows in ordered for total in rows]
    ends = [sum(len(rows) for rows in ordered[: at + 1]) for at in range(len(ordered))]
    counties = [total.county for total in totals]
    weighted = {row.part for row in scheme.criterion if row.weight}
    scores = {row.id: row.scores for row in result.criteria}
    parts = {part.id for part in scheme.part}
    criteria = tuple(
        row
        for row in scheme.criterion
        if any(scores[row.id][name].points is not None for name in counties)
        and (row.part in weighted or row.part not in parts)
    )
    lines, floored, known = _lines(scheme, figures, result, score, criteria, counties)
    return Contest(
        scheme,
        tuple(totals),
        by_group,
        tuple(range(end - len(rows), end) for end, rows in zip(ends, ordered, strict=True) if rows),
        criteria,
        lines,
        floored,
        _breakers(scheme, result, counties),
        known,
    )


def _breakers(scheme: Scheme, result: Result, counties: Sequence[str]) -> tuple[Decimal | None, ...]:
    name = scheme.scheme.ties.removeprefix("first_by:")
    row = next((row for row in scheme.criterion if row.id == name), None)
    if row is None or name == scheme.scheme.ties:
        return (None,) * len(counties)
    scores = next(found.scores for found in result.criteria if found.id == name)
    values = [scores[county].value for county in counties]
    return tuple(value.copy_negate() if value is not None and row.direction == "lower" else value for value in values)


Points = list[list[Decimal | None]]  # by county, by criterion


def _points(result: Result, criteria: Sequence[Criterion], counties: Sequence[str]) -> Points:
    scores: Mapping[str, Mapping[str, object]] = {row.id: row.scores for row in result.criteria}
    return [[getattr(scores[row.id][name], "points", None) for row in criteria] for name in counties]


def _lines(
    scheme: Scheme,
    figures: Figures,
    result: Result,
    score: Score,
    criteria: Sequence[Criterion],
    counties: Sequence[str],
) -> tuple[tuple[tuple[Line | None, ...], ...], frozenset[int], bool]:
    """(lines, positions of criteria cut off at 0, whether they hold).

    Every rule is convex or concave in its weight, so two weights tell a line through 0 or a flat one; a start below 0
    is that of a rule cut off at 0, or of a charge beside the full mark: two weights more tell which.
    """
    heavy = 2 * sum((abs(row.weight) for row in scheme.criterion), ZERO) or Decimal(1)

    def scored(weight: Decimal) -> Points:
        rows = tuple(msgspec.structs.replace(row, weight=weight) for row in scheme.criterion)
        return _points(score(msgspec.structs.replace(scheme, criterion=rows), figures), criteria, counties)

    now, then = _points(result, criteria, counties), scored(heavy)
    weights = [row.weight for row in criteria]
    found = [
        [_line(low, high, weight, heavy) for low, high, weight in zip(mine, theirs, weights, strict=True)]
        for mine, theirs in zip(now, then, strict=True)
    ]
    sunk = {at for row in found for at, line in enumerate(row) if line is not None and line.start < 0}
    if not sunk:
        return tuple(tuple(row) for row in found), frozenset(), True
    heavier, none = scored(2 * heavy), scored(ZERO)
    floored, known = set(), True
    for county, row in enumerate(found):
        for at in sunk:
            first, last, least, own = then[county][at], heavier[county][at], none[county][at], now[county][at]
            line = _line(first, last, heavy, 2 * heavy)
            if line is None or own is None or least is None:
                continue
            row[at] = line
            if _alike(line.at(weights[at]), own) and _alike(line.start, least):
                continue
            floored.add(at)
            known = known and _alike(max(ZERO, line.at(weights[at])), own) and _alike(max(ZERO, line.start), least)
    return tuple(tuple(row) for row in found), frozenset(floored), known


def _alike(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) < TINY


def _line(low: Decimal | None, high: Decimal | None, weight: Decimal, heavy: Decimal) -> Line | None:
    """Through the points at two weights."""
    if low is None or high is None:
        return None
    slope = (high - low) / (heavy - weight)
    start = low - slope * weight
    return Line(ZERO if abs(start) < TINY else start, ZERO if abs(slope) < TINY else slope)
