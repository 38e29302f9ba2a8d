"""One criterion: values, bases, places, points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pingbi.model import CriterionResult, Figures, Finding, Role, Score, Standing
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import (
    counted,
    flags_of,
    lookup,
    numbers_of,
    schedule_of,
    tables_of,
    target_of,
    value_decimals,
)
from pingbi.scoring.findings import AllEqual, BaseNotPositive, NotScorable, SameValueTwoPlaces
from pingbi.scoring.method import Case, Field, Marks
from pingbi.scoring.places import places
from pingbi.scoring.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pingbi.scheme import Criterion, Formula, Operand, Scheme
    from pingbi.scoring.method import Method
    from pingbi.scoring.places import Place

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all criteria of one evaluation."""

    scheme: Scheme
    figures: Figures
    counties: tuple[str, ...]
    groups: Mapping[str, str | None]  # county -> group id
    out: frozenset[str]  # vetoed out of the ranking
    lookups: Mapping[str, Callable[[Operand], Decimal | None]]


def score_criterion(
    setting: Setting, criterion: Criterion, method: Method, breakers: Mapping[str, Decimal | None]
) -> tuple[CriterionResult, list[Finding]]:
    """Every county in one criterion. `breakers` break ties, the greater first."""
    scheme, rules = setting.scheme, setting.scheme.scheme
    lower = criterion.direction == "lower"
    rule = formula(scheme, criterion.value) if criterion.value is not None else None
    values = _values(setting, criterion, method, rule)
    inside = {county: value for county, value in values.items() if value is not None and county not in setting.out}
    ranked = inside
    if rules.compare == "rounded":
        decimals = value_decimals(scheme, criterion)
        ranked = {county: rounded(value, decimals, rules.rounding) for county, value in inside.items()}
    ties = criterion.ties or rules.ties

    def placed(counties: Sequence[str]) -> dict[str, Place | None]:
        rows = [ranked.get(county) for county in counties]
        found = places(rows, ties, lower=lower, breakers=[breakers.get(county) for county in counties])
        return dict(zip(counties, found, strict=True))

    overall = placed(setting.counties)
    members = _members(setting)
    grouped = {county: place for group in members.values() for county, place in placed(group).items()}
    within = criterion.within or rules.rank_within
    base_places = grouped if within == "group" else overall
    fields = {
        base: Field(tuple(inside[county] for county in names if county in inside))
        for base, names in (members if within == "group" else {None: setting.counties}).items()
    }
    marks: dict[str, Marks] = {}
    make = _case_maker(setting, criterion, method, rule)
    for county, value in inside.items():
        base = setting.groups[county] if within == "group" else None
        place = base_places[county]
        marks[county] = method.points(make(county, value, Decimal(place or 0), fields[base]))
    if not method.takes_value:
        overall, grouped = _places_of_points(setting, marks, members, ties, lower=lower)
    scale = criterion.weight / criterion.scale if criterion.scale is not None and method.absolute else None
    points = {
        county: mark.points * scale if scale is not None else mark.points
        for county, mark in marks.items()
        if mark.points is not None
    }
    scores = _scores(setting, criterion, values, points, overall, grouped, fields, within)
    if not method.takes_value:
        scores = {
            county: Score(county, score.points if not score.filled else None, *_rest(score))
            for county, score in scores.items()
        }
    dead = all(score.value is None for score in scores.values()) and all(
        score.standing is not Standing.EXEMPT for score in scores.values()
    )
    result = CriterionResult(criterion.id, criterion.weight, scores, dead)
    return result, _findings(setting, criterion, inside, marks, result)


def _rest(score: Score) -> tuple[Any, ...]:
    return score.points, score.shown, score.place, score.group_place, score.standing, score.filled


def _values(setting: Setting, criterion: Criterion, method: Method, rule: Formula | None) -> dict[str, Decimal | None]:
    """The value of each county; a method without one gets 0 where at least one count is there."""
    if rule is not None and rule.plain is not None and not rule.plain.city and rule.plain.role is Role.NOW:
        chosen, name = setting.figures, rule.plain.indicator
        found = {county: chosen.value(county, name) for county in setting.counties}
        return {county: compared(value) if value is not None else None for county, value in found.items()}
    if rule is not None:
        answers = {county: rule.evaluate(setting.lookups[county]).value for county in setting.counties}
        return {county: compared(value) if value is not None else None for county, value in answers.items()}
    names = counted(criterion)
    return {
        county: Decimal(0) if any(setting.figures.value(county, name) is not None for name in names) else None
        for county in setting.counties
    }


def _members(setting: Setting) -> dict[str | None, tuple[str, ...]]:
    lists: dict[str | None, list[str]] = {}
    for county in setting.counties:
        lists.setdefault(setting.groups[county], []).append(county)
    return {group: tuple(names) for group, names in lists.items()}


def _case_maker(
    setting: Setting, criterion: Criterion, method: Method, rule: Formula | None
) -> Callable[[str, Decimal, Decimal, Field], Case]:
    """What is the same for all counties is found once."""
    scheme, figures = setting.scheme, setting.figures
    numbers, flags = numbers_of(criterion, method), flags_of(criterion, method)
    tables = {group: tables_of(criterion, method, group) for group in set(setting.groups.values())}
    city = numbers.get("city")
    if city is None and rule is not None:
        found = rule.evaluate(setting.lookups[scheme.city.name]).value
        city = compared(found) if found is not None else None
    given = criterion.parameters.get("target")
    plain = rule.plain.indicator if rule is not None and rule.plain is not None else ""
    schedule, names, lower = schedule_of(scheme, criterion), counted(criterion), criterion.direction == "lower"

    def target(county: str) -> Decimal | None:
        if given == "TARGET":
            return target_of(scheme, figures, plain, county)
        return figures.value(county, given) if isinstance(given, str) else given

    def make(county: str, value: Decimal, place: Decimal, field: Field) -> Case:
        return Case(
            value if method.takes_value else None,
            criterion.weight,
            lower,
            place,
            field,
            city,
            target(county) if given is not None else None,
            schedule,
            numbers,
            flags,
            tables[setting.groups[county]],
            tuple((name, figures.value(county, name)) for name in names),
        )

    return make


def _places_of_points(
    setting: Setting,
    marks: Mapping[str, Marks],
    members: Mapping[str | None, tuple[str, ...]],
    ties: str,
    *,
    lower: bool,
) -> tuple[dict[str, Place | None], dict[str, Place | None]]:
    """Places where the points themselves are what is compared."""

    def placed(counties: Sequence[str]) -> dict[str, Place | None]:
        found = [marks[county].points if county in marks else None for county in counties]
        rows = [compared(item) if item is not None else None for item in found]
        return dict(zip(counties, places(rows, ties, lower=lower), strict=True))

    return placed(setting.counties), {
        county: place for group in members.values() for county, place in placed(group).items()
    }


def _scores(
    setting: Setting,
    criterion: Criterion,
    values: Mapping[str, Decimal | None],
    points: Mapping[str, Decimal],
    overall: Mapping[str, Place | None],
    grouped: Mapping[str, Place | None],
    fields: Mapping[str | None, Field],
    within: str,
) -> dict[str, Score]:
    rules = setting.scheme.scheme
    least: dict[str | None, Decimal] = {}
    for county, point in points.items():
        base = setting.groups[county] if within == "group" else None
        least[base] = min(point, least.get(base, point))
    scores = {}
    for county in setting.counties:
        value, point = values[county], points.get(county)
        if point is not None:
            shown = rounded(point, rules.decimals, rules.rounding)
            place, group_place = overall.get(county), grouped.get(county)
            scores[county] = Score(county, value, point, shown, place, group_place, Standing.SCORED)
            continue
        if county in setting.out:
            scores[county] = Score(county, value, None, None, None, None, Standing.VETOED)
            continue
        standing = Standing.EXEMPT if value is None and _exempt(setting, criterion, county) else Standing.MISSING
        rule = missing_rule(setting.scheme, criterion, standing)
        base = setting.groups[county] if within == "group" else None
        filled = Decimal(0) if rule == "zero" else least.get(base) if rule == "lowest" else None
        shown_fill = None if filled is None else rounded(filled, rules.decimals, rules.rounding)
        place, group_place = (overall.get(county), grouped.get(county)) if value is not None else (None, None)
        scores[county] = Score(county, value, filled, shown_fill, place, group_place, standing, filled is not None)
    return scores


def missing_rule(scheme: Scheme, criterion: Criterion, standing: Standing) -> str:
    """What the scheme says of a county without points in a criterion."""
    if standing is Standing.EXEMPT:
        return criterion.exempt or scheme.scheme.exempt
    return criterion.missing or scheme.scheme.missing


def _exempt(setting: Setting, criterion: Criterion, county: str) -> bool:
    """免报: an operand is marked so, and none of the others is simply missing."""
    names = counted(criterion)
    if criterion.value is not None:
        names = tuple(
            operand.indicator
            for operand in formula(setting.scheme, criterion.value).operands
            if not operand.city and operand.role is Role.NOW
        )
    return any(setting.figures.exempt(county, name) for name in names)


def _findings(
    setting: Setting,
    criterion: Criterion,
    inside: Mapping[str, Decimal],
    marks: Mapping[str, Marks],
    result: CriterionResult,
) -> list[Finding]:
    found: list[Finding] = []
    if inside and all(mark.remark == "all-equal" for mark in marks.values()):
        value = next(iter(inside.values()))
        found.append(AllEqual(indicator=criterion.id, name=criterion.name, value=f"{value:f}", count=len(inside)))
    for county, mark in marks.items():
        if mark.remark == "base-not-positive":
            given = "不计分" if mark.points is None else "按满分计"
            found.append(
                BaseNotPositive(
                    county=county,
                    indicator=criterion.id,
                    name=criterion.name,
                    value=f"{inside[county]:f}",
                    points=given,
                )
            )
        elif mark.remark == "no-operand":
            lacking = "目标值" if "target" in criterion.parameters else "全市数"
            found.append(NotScorable(county=county, indicator=criterion.id, name=criterion.name, lacking=lacking))
    if setting.scheme.scheme.compare == "exact":
        found += same_value(criterion.id, criterion.name, result.scores.values(), setting.scheme, criterion)
    return found


def same_value(identity: str, name: str, scores: Any, scheme: Scheme, criterion: Criterion) -> list[Finding]:
    """Counties whose values print alike but whose places differ."""
    decimals = value_decimals(scheme, criterion)
    shown: dict[Decimal, list[Score]] = {}
    for score in scores:
        if score.value is not None and score.place is not None:
            shown.setdefault(rounded(score.value, decimals, scheme.scheme.rounding), []).append(score)
    broken = (criterion.ties or scheme.scheme.ties).startswith("first_by:")
    return [
        SameValueTwoPlaces(
            indicator=identity,
            name=name,
            value=f"{value:f}",
            ranked=tuple((score.county, f"{score.place}") for score in rows),
        )
        for value, rows in shown.items()
        if len({score.place for score in rows}) > 1 and not (broken and len({score.value for score in rows}) == 1)
    ]
