"""Figures -> Result, in the order of CONTRACT.md: criteria, parts, adjustments and caps, rounding, veto, places, grades."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model import Figures, Finding, PartPoints, Result, Standing, Total
from pingbi.scheme import compared
from pingbi.scheme.settings import lookup
from pingbi.scoring.adjustments import adjusted, bonus_and_deduction, grade_of, vetoes
from pingbi.scoring.criteria import Setting, missing_rule, score_criterion
from pingbi.scoring.findings import GeometricZero, SameValueTwoPlaces
from pingbi.scoring.method import LONG
from pingbi.scoring.places import places
from pingbi.scoring.rounding import rounded
from pingbi.scoring.totals import combine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.model import CriterionResult, Score
    from pingbi.scheme import Criterion, Scheme
    from pingbi.scoring.method import Method
    from pingbi.scoring.places import Place

ZERO = Decimal(0)
MOST_NAMED = 3  # indicators named in a note before they are only counted


@dataclass(frozen=True, slots=True)
class _Sum:
    """A county's points put together, before bonus and deduction."""

    points: Decimal | None
    parts: tuple[PartPoints, ...]
    note: str | None
    rescaled: bool
    flat: tuple[str, ...]  # names of geometric means that are 0


def evaluate(scheme: Scheme, figures: Figures, methods: Mapping[str, Method]) -> Result:
    """Score every county of the scheme. Never raises for odd data: every edge has a result and a finding."""
    counties = scheme.counties
    held = {county: vetoes(scheme, figures, county) for county in counties}
    setting = Setting(
        scheme,
        figures,
        counties,
        {row.name: row.group for row in scheme.county},
        frozenset(county for county, (_, effect) in held.items() if effect == "unranked"),
        {county: lookup(scheme, figures, county) for county in (*counties, scheme.city.name)},
    )
    results, findings = _criteria(setting, methods)
    names = {row.id: row.name for row in scheme.group}
    totals = []
    for county in counties:
        scores = {row.id: row.scores[county] for row in results}
        total, found = _total(setting, county, scores, held[county], names.get(setting.groups[county] or ""))
        totals.append(total)
        findings += found
    placed = _placed(scheme, totals, results)
    findings += _same_totals(scheme, placed)
    return Result(tuple(results), tuple(placed), tuple(findings))


def _criteria(setting: Setting, methods: Mapping[str, Method]) -> tuple[list[CriterionResult], list[Finding]]:
    """All criteria; one that breaks another's ties is only asked for its values."""
    scheme = setting.scheme
    by_id = {row.id: row for row in scheme.criterion}
    findings: list[Finding] = []
    done: dict[str, CriterionResult] = {}
    for row in scheme.criterion:
        ties = row.ties or scheme.scheme.ties
        breaker = by_id.get(ties.removeprefix("first_by:")) if ties.startswith("first_by:") else None
        breakers = _breakers(setting, breaker, methods) if breaker is not None and breaker.id != row.id else {}
        done[row.id], found = score_criterion(setting, row, methods[row.method], breakers)
        findings += found
    return list(done.values()), findings


def _breakers(setting: Setting, criterion: Criterion, methods: Mapping[str, Method]) -> dict[str, Decimal | None]:
    """A criterion's values, the greater the better."""
    result, _ = score_criterion(setting, criterion, methods[criterion.method], {})
    sign = -1 if criterion.direction == "lower" else 1
    return {county: score.value * sign if score.value is not None else None for county, score in result.scores.items()}


def _total(
    setting: Setting,
    county: str,
    scores: Mapping[str, Score],
    held: tuple[tuple[str, ...], str | None],
    group: str | None,
) -> tuple[Total, list[Finding]]:
    scheme, rules = setting.scheme, setting.scheme.scheme
    summed = _sum(scheme, scores, anything=_reported(setting, county))
    rows = adjusted(scheme, setting.figures, county, setting.lookups[county])
    bonus, deduction = bonus_and_deduction(scheme, rows)
    names, effect = held
    exact = None
    if summed.points is not None:
        exact = summed.points + bonus - deduction
        if rules.total_cap is not None:
            exact = min(exact, rules.total_cap)
    shown = rounded(exact, rules.total_decimals, rules.rounding) if exact is not None else None
    note = summed.note
    if effect == "unranked":
        note, exact, shown = f"一票否决（{'、'.join(names)}），不参与排名", None, None
    elif effect == "last":
        note = f"一票否决（{'、'.join(names)}），列末位" + (f"；{note}" if note else "")
    total = Total(
        county=county,
        group=group,
        criteria_points=summed.points,
        parts=summed.parts,
        adjusted=rows,
        bonus=bonus,
        deduction=deduction,
        exact=exact,
        shown=shown,
        place=None,
        group_place=None,
        grade=None,
        vetoes=names,
        veto_effect=effect,
        note=note,
        rescaled=summed.rescaled,
    )
    return total, [GeometricZero(county=county, name=name) for name in summed.flat]


def _reported(setting: Setting, county: str) -> bool:
    return any(setting.figures.get(county, row.id) is not None for row in setting.scheme.indicator)


def _sum(scheme: Scheme, scores: Mapping[str, Score], *, anything: bool) -> _Sum:
    """Parts, then the total; what is missing is scaled within the part first, then in the total."""
    rules = scheme.scheme
    lacking = [
        (row, score)
        for row in scheme.criterion
        if (score := scores[row.id]).points is None and score.standing is not Standing.VETOED
    ]
    blocking = [row for row, score in lacking if missing_rule(scheme, row, score.standing) == "unranked"]
    note = _missing_note(blocking, lacking, anything=anything)

    def earned(row: Criterion) -> Decimal | None:
        score = scores[row.id]
        return score.shown if rules.total_of == "shown" else score.points

    flat: list[str] = []
    parts, points, weights, share = [], [], [], ZERO
    for part in scheme.part:
        inside = [row for row in scheme.criterion if row.part == part.id]
        found = combine([earned(row) for row in inside], [row.weight for row in inside], part.total or rules.total)
        worth = None
        blocked = any(row.part == part.id for row in blocking)
        if found.result is not None and not blocked:
            worth = LONG.divide(part.weight * found.result, found.most) if found.most else ZERO
            flat += [part.name] if found.flat else []
        parts.append(PartPoints(part.id, worth))
        points.append(worth)
        weights.append(part.weight)
        share += part.weight * found.share
    known = {part.id for part in scheme.part}
    for row in scheme.criterion:
        if row.part not in known:
            points.append(earned(row))
            weights.append(row.weight)
            share += row.weight if points[-1] is not None else ZERO
    whole = sum(weights, ZERO)
    together = combine(points, weights, rules.total)
    flat += ["综合得分"] if together.flat else []
    rescaled = bool(lacking) and note is None and together.result is not None
    if (
        note is None
        and lacking
        and (together.result is None or compared(LONG.divide(share, whole)) < rules.rescale_least)
    ):
        note = f"有数据的权重不足{rules.rescale_least * 100:f}%，不参与排名"
        return _Sum(None, tuple(parts), note, rescaled=False, flat=tuple(flat))
    if note is not None or not scheme.criterion:
        return _Sum(None, tuple(parts), note, rescaled=False, flat=tuple(flat))
    if rescaled:
        note = f"{_names([row for row, _ in lacking])}无数据，总分按其余权重折算"
    return _Sum(together.result, tuple(parts), note, rescaled, tuple(flat))


def _missing_note(
    blocking: Sequence[Criterion], lacking: Sequence[tuple[Criterion, Score]], *, anything: bool
) -> str | None:
    """Why a county has no total, where the rule of a criterion forbids one."""
    if not blocking:
        return None
    if not anything:
        return "未报送，不参与排名"
    unreported = [row for row in blocking if _score_of(lacking, row).value is None]
    why = "未报送" if unreported else "不能计分"
    return f"{_names(unreported or blocking)}{why}，不参与排名"


def _score_of(lacking: Sequence[tuple[Criterion, Score]], wanted: Criterion) -> Score:
    return next(score for row, score in lacking if row is wanted)


def _names(rows: Sequence[Criterion]) -> str:
    return "、".join(row.name for row in rows) if len(rows) <= MOST_NAMED else f"{len(rows)}项"


def _placed(scheme: Scheme, totals: Sequence[Total], results: Sequence[CriterionResult]) -> list[Total]:
    """Places over all and in the group; a county vetoed `last` comes after all ranked ones."""
    rules = scheme.scheme
    breakers: dict[str, Decimal | None] = {}
    if rules.ties.startswith("first_by:"):
        wanted = rules.ties.removeprefix("first_by:")
        sign = next((-1 if row.direction == "lower" else 1 for row in scheme.criterion if row.id == wanted), 1)
        scores = next((row.scores for row in results if row.id == wanted), {})
        breakers = {name: score.value * sign if score.value is not None else None for name, score in scores.items()}

    def place(rows: Sequence[Total]) -> dict[str, Place | None]:
        keys = [_key(row, rules.compare) if row.veto_effect is None else None for row in rows]
        found = places(keys, rules.ties, breakers=[breakers.get(row.county) for row in rows])
        last = sum(1 for key in keys if key is not None) + 1
        return {
            row.county: last if row.veto_effect == "last" and row.exact is not None else given
            for row, given in zip(rows, found, strict=True)
        }

    overall = place(totals)
    groups: dict[str | None, list[Total]] = {}
    for row in totals:
        groups.setdefault(row.group, []).append(row)
    grouped = {county: given for rows in groups.values() for county, given in place(rows).items()}
    placed = []
    for row in totals:
        done = replace(row, place=overall[row.county], group_place=grouped[row.county])
        placed.append(replace(done, grade=grade_of(scheme, done, done.group_place)))
    return placed


def _key(total: Total, compare: str) -> Decimal | None:
    """What places are made from: the total as it is, or as printed."""
    return total.shown if compare == "rounded" or total.exact is None else compared(total.exact)


def _same_totals(scheme: Scheme, totals: Sequence[Total]) -> list[Finding]:
    """Totals that print alike but have different places."""
    if scheme.scheme.compare != "exact" or scheme.scheme.ties.startswith("first_by:"):
        return []
    shown: dict[Decimal, list[Total]] = {}
    for row in totals:
        if row.shown is not None and row.veto_effect is None:
            shown.setdefault(row.shown, []).append(row)
    return [
        SameValueTwoPlaces(
            name="综合得分", value=f"{value:f}", ranked=tuple((row.county, f"{row.place}") for row in rows)
        )
        for value, rows in shown.items()
        if len({row.place for row in rows}) > 1
    ]
