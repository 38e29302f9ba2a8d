"""Where a county is strong and where it loses points, against its group."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from pingbi.model import Standing, Strength, Weakness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.model import CriterionResult, Result, Score
    from pingbi.scheme import Criterion, Scheme

MOST = 3
ZERO, HUNDRED = Decimal(0), Decimal(100)
LONG = Context(prec=34, rounding=ROUND_HALF_UP)  # as scoring carries ÷


def earned(scheme: Scheme, score: Score) -> Decimal | None:
    """Points as they are added up: as printed where the scheme says so."""
    rules = scheme.scheme
    return score.shown if rules.total_of == "shown" or rules.rounding == "half_even" else score.points


def mean_points(scheme: Scheme, result: CriterionResult, counties: Sequence[str]) -> Decimal | None:
    """The mean of the points of those counties that have any."""
    found = [points for name in counties if (points := earned(scheme, result.scores[name])) is not None]
    return LONG.divide(sum(found, ZERO), Decimal(len(found))) if found else None


def share(points: Decimal, weight: Decimal) -> Decimal | None:
    """Points as per cent of the full mark; None where that is 0."""
    return LONG.divide(points * HUNDRED, weight) if weight else None


def groups_of(scheme: Scheme) -> Mapping[str, tuple[str, ...]]:
    """County -> the counties of its group, itself among them."""
    found: dict[str | None, list[str]] = {}
    for row in scheme.county:
        found.setdefault(row.group, []).append(row.name)
    lists = {group: tuple(names) for group, names in found.items()}
    return {row.name: lists[row.group] for row in scheme.county}


def placed_in(scheme: Scheme, result: Result) -> Mapping[str, Mapping[str, int]]:
    """Criterion -> county -> how many have a place among those it is compared with."""
    groups = {row.name: row.group for row in scheme.county}
    found = {}
    for row, column in zip(scheme.criterion, result.criteria, strict=True):
        grouped = _grouped(scheme, row)
        counts = Counter(
            groups[name] if grouped else None
            for name, score in column.scores.items()
            if _place(score, grouped=grouped) is not None
        )
        found[row.id] = {name: counts[group if grouped else None] for name, group in groups.items()}
    return found


def strengths(
    scheme: Scheme,
    result: Result,
    county: str,
    *,
    means: Mapping[str, Decimal | None],
    counts: Mapping[str, Mapping[str, int]],
) -> tuple[Strength, ...]:
    """At most three criteria in whose better half the county is, the best place first. `means`: the group's points."""
    found = []
    for at, (row, column) in enumerate(zip(scheme.criterion, result.criteria, strict=True)):
        score = column.scores[county]
        place = _place(score, grouped=_grouped(scheme, row))
        if place is not None and place <= counts[row.id][county] // 2:
            above = _above(scheme, row, score, means[row.id])
            found.append((Decimal(place), (above or ZERO).copy_negate(), at, Strength(row.id, place, above)))
    return tuple(row[-1] for row in sorted(found)[:MOST])


def weaknesses(
    scheme: Scheme, result: Result, county: str, *, means: Mapping[str, Decimal | None]
) -> tuple[Weakness, ...]:
    """At most three criteria with the most points lost; what is not asked of the county is no loss."""
    found = []
    for at, (row, column) in enumerate(zip(scheme.criterion, result.criteria, strict=True)):
        score = column.scores[county]
        if column.dead or score.standing in (Standing.EXEMPT, Standing.VETOED):
            continue
        lost = row.weight - (earned(scheme, score) or ZERO)
        if lost > 0:
            above = _above(scheme, row, score, means[row.id])
            found.append((lost.copy_negate(), at, Weakness(row.id, lost, score.standing, above)))
    return tuple(row[-1] for row in sorted(found)[:MOST])


def _grouped(scheme: Scheme, criterion: Criterion) -> bool:
    return (criterion.within or scheme.scheme.rank_within) == "group"


def _place(score: Score, *, grouped: bool) -> int | Decimal | None:
    return score.group_place if grouped else score.place


def _above(scheme: Scheme, criterion: Criterion, score: Score, mean: Decimal | None) -> Decimal | None:
    points = earned(scheme, score)
    if points is None or mean is None:
        return None
    return share(points - mean, criterion.weight)
