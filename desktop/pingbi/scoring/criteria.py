"""One criterion: values, bases, places, points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model import CriterionResult, Finding, Role, Score, Standing
from pingbi.scheme import formula
from pingbi.scheme.settings import counted, value_decimals
from pingbi.scoring.cases import case_maker
from pingbi.scoring.lacking import exempt, missing_rule
from pingbi.scoring.method import LONG, Field, Marks
from pingbi.scoring.places import places
from pingbi.scoring.remarks import remarks
from pingbi.scoring.rounding import rounded
from pingbi.scoring.values import no_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.scheme import Criterion, Formula
    from pingbi.scoring.method import Method
    from pingbi.scoring.places import Place
    from pingbi.scoring.setting import Setting

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Places over all and in the group."""

    overall: Mapping[str, Place | None]
    grouped: Mapping[str, Place | None]


def score_criterion(
    setting: Setting, criterion: Criterion, method: Method, breakers: Mapping[str, Decimal | None]
) -> tuple[CriterionResult, list[Finding]]:
    """Every county in one criterion. `breakers` break ties, the greater first."""
    rules = setting.scheme.scheme
    rule = formula(setting.scheme, criterion.value) if criterion.value is not None else None
    values, unanswered = criterion_values(setting, criterion, rule)
    inside = {county: value for county, value in values.items() if value is not None and county not in setting.out}
    keys = inside
    if rules.compare == "rounded" and method.takes_value:
        decimals = value_decimals(setting.scheme, criterion)
        keys = {county: rounded(value, decimals, rules.rounding) for county, value in inside.items()}
    placed = _placed(setting, criterion, keys, breakers)
    grouped = (criterion.within or rules.rank_within) == "group"
    base = setting.groups if grouped else dict.fromkeys(setting.counties)
    in_base = placed.grouped if grouped else placed.overall
    marks = _marks(setting, criterion, method, rule, inside=inside, base=base, base_places=in_base)
    points = {
        county: scaled(mark.points, criterion, method) for county, mark in marks.items() if mark.points is not None
    }
    if not method.takes_value:  # then the points are what is compared
        values = {county: points.get(county) for county in setting.counties}
        placed = _placed(setting, criterion, points, breakers)
    elif "target" in criterion.parameters and len(points) < len(inside):  # without a target a value is none (DOMAIN.md)
        keys = {county: key for county, key in keys.items() if county in points}
        placed = _placed(setting, criterion, keys, breakers)
    scores = _scores(setting, criterion, values=values, points=points, placed=placed, base=base)
    dead = all(value is None for value in values.values())
    result = CriterionResult(criterion.id, criterion.weight, scores, dead)
    return result, [*unanswered, *remarks(setting.scheme, setting.groups, criterion, inside, marks, result)]


def criterion_values(
    setting: Setting, criterion: Criterion, rule: Formula | None
) -> tuple[dict[str, Decimal | None], list[Finding]]:
    """The value of each county, and a finding where its formula has no number for what is there.

    A method without value has 0 where at least one of what it counts is there.
    """
    figures, counties = setting.figures, setting.counties
    if rule is None:
        names = counted(criterion)
        return {
            county: ZERO if any(figures.value(county, name) is not None for name in names) else None
            for county in counties
        }, []
    plain = rule.plain
    if plain is not None and not plain.city and plain.role is Role.NOW:
        return {county: figures.value(county, plain.indicator) for county in counties}, []
    values: dict[str, Decimal | None] = {}
    findings: list[Finding] = []
    for county in counties:
        answer = rule.evaluate(setting.lookups[county])
        values[county] = answer.value
        if answer.remark == "base-not-positive":
            findings.append(
                no_number(setting.scheme, figures, rule, county, indicator=criterion.id, name=criterion.name)
            )
    return values, findings


def _placed(
    setting: Setting, criterion: Criterion, keys: Mapping[str, Decimal], breakers: Mapping[str, Decimal | None]
) -> _Placed:
    """Places by the criterion's rule for ties, in its direction."""
    ties, lower = criterion.ties or setting.scheme.scheme.ties, criterion.direction == "lower"

    def among(counties: Sequence[str]) -> dict[str, Place | None]:
        rows = [keys.get(county) for county in counties]
        found = places(rows, ties, lower=lower, breakers=[breakers.get(county) for county in counties])
        return dict(zip(counties, found, strict=True))

    overall = among(setting.counties)
    if len(setting.members) == 1:
        return _Placed(overall, overall)
    return _Placed(
        overall, {county: place for names in setting.members.values() for county, place in among(names).items()}
    )


def _marks(
    setting: Setting,
    criterion: Criterion,
    method: Method,
    rule: Formula | None,
    *,
    inside: Mapping[str, Decimal],
    base: Mapping[str, str | None],
    base_places: Mapping[str, Place | None],
) -> dict[str, Marks]:
    """What the method says of each county with a value, in its base."""
    lists: dict[str | None, list[Decimal]] = {}
    for county, value in inside.items():
        lists.setdefault(base[county], []).append(value)
    fields = {name: Field(tuple(rows)) for name, rows in lists.items()}
    make = case_maker(setting, criterion, method, rule)
    return {
        county: method.points(make(county, value, Decimal(base_places[county] or 0), fields[base[county]]))
        for county, value in inside.items()
    }


def scaled(points: Decimal, criterion: Criterion, method: Method) -> Decimal:
    """Absolute points on a scale of `scale`, times weight/scale."""
    if criterion.scale is None or not method.absolute:
        return points
    return LONG.divide(points * criterion.weight, criterion.scale)


def _scores(
    setting: Setting,
    criterion: Criterion,
    *,
    values: Mapping[str, Decimal | None],
    points: Mapping[str, Decimal],
    placed: _Placed,
    base: Mapping[str, str | None],
) -> dict[str, Score]:
    """Points as printed, and what the scheme gives where there are none."""
    rules = setting.scheme.scheme
    least: dict[str | None, Decimal] = {}
    for county, point in points.items():
        least[base[county]] = min(point, least.get(base[county], point))
    scores = {}
    for county in setting.counties:
        found, standing, filled = points.get(county), Standing.SCORED, False
        if found is None:
            found, standing = unscored(setting, criterion, county, least.get(base[county]))
            filled = found is not None
        shown = None if found is None else rounded(found, rules.decimals, rules.rounding)
        place, group_place = placed.overall[county], placed.grouped[county]
        scores[county] = Score(county, values[county], found, shown, place, group_place, standing, filled)
    return scores


def unscored(
    setting: Setting, criterion: Criterion, county: str, least: Decimal | None
) -> tuple[Decimal | None, Standing]:
    """A county vetoed out of the ranking, exempt, or missing: 0 or the base's least points where that is the rule."""
    if county in setting.out:
        return None, Standing.VETOED
    standing = Standing.EXEMPT if exempt(setting, criterion, county) else Standing.MISSING
    rule = missing_rule(setting.scheme, criterion, standing)
    return (ZERO if rule == "zero" else least if rule == "lowest" else None), standing
