"""What is odd in a criterion or in the totals, as findings."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model import Level
from pingbi.scheme import compared
from pingbi.scheme.settings import value_decimals
from pingbi.scoring.findings import (
    AllEqual,
    BaseNotPositive,
    NegativePoints,
    NobodyScored,
    NotScorable,
    SameValueTwoPlaces,
)
from pingbi.scoring.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pingbi.model import CriterionResult, Finding, Total
    from pingbi.scheme import Criterion, Scheme
    from pingbi.scoring.method import Marks
    from pingbi.scoring.places import Place

_OF_BASE = frozenset({"benchmark", "share", "minmax"})  # divided by what a whole base makes
_WITHOUT_FLOOR = frozenset({"target_bonus", "benchmark", "share"})  # W·x/…, whatever x is (DOMAIN.md)


def remarks(
    scheme: Scheme,
    groups: Mapping[str, str | None],
    criterion: Criterion,
    inside: Mapping[str, Decimal],
    marks: Mapping[str, Marks],
    result: CriterionResult,
) -> list[Finding]:
    """The findings of one criterion: all equal, nothing to divide by, nothing to compare with, one value two places."""
    found: list[Finding] = []
    if inside and all(mark.remark == "all-equal" for mark in marks.values()):
        value = next(iter(inside.values()))
        found.append(
            AllEqual(indicator=criterion.id, name=criterion.name, value=f"{compared(value):f}", count=len(inside))
        )
    for county, mark in marks.items():
        if mark.remark == "base-not-positive":
            given = "不计分" if mark.points is None else "按满分计"
            found.append(
                BaseNotPositive(
                    county=county,
                    indicator=criterion.id,
                    name=criterion.name,
                    value=f"{compared(inside[county]):f}",
                    points=given,
                )
            )
        elif mark.remark == "no-operand":
            lacking = "目标值" if "target" in criterion.parameters else "全市数"
            found.append(NotScorable(county=county, indicator=criterion.id, name=criterion.name, lacking=lacking))
        if mark.points is not None and mark.points < 0 and criterion.method in _WITHOUT_FLOOR:
            found.append(
                NegativePoints(
                    county=county,
                    indicator=criterion.id,
                    name=criterion.name,
                    value=f"{compared(inside[county]):f}",
                    points=f"{rounded(mark.points, scheme.scheme.decimals, scheme.scheme.rounding):f}",
                )
            )
    found += _nobody(scheme, groups, criterion, inside, marks)
    decimals, rules = value_decimals(scheme, criterion), scheme.scheme
    rows = [
        (score.county, score.value, rounded(score.value, decimals, rules.rounding), score.place)
        for score in result.scores.values()
        if score.value is not None and score.place is not None
    ]
    return found + _two_places(scheme, criterion.name, rows, criterion.ties or rules.ties, criterion.id)


def _nobody(
    scheme: Scheme,
    groups: Mapping[str, str | None],
    criterion: Criterion,
    inside: Mapping[str, Decimal],
    marks: Mapping[str, Marks],
) -> Iterator[Finding]:
    """Where a whole base has no points for what it is divided by: its counties lose their totals, that must be seen."""
    if criterion.method not in _OF_BASE:
        return
    grouped = (criterion.within or scheme.scheme.rank_within) == "group"
    bases: dict[str | None, list[str]] = {}
    for county, mark in marks.items():
        if mark.points is None and mark.remark == "base-not-positive":
            bases.setdefault(groups.get(county) if grouped else None, []).append(county)
    for counties in bases.values():
        yield NobodyScored(
            indicator=criterion.id,
            name=criterion.name,
            why=_why(criterion, [inside[county] for county in counties]),
            counties=tuple(counties),
            level_override=Level.MANDATORY,
        )


def _why(criterion: Criterion, values: Sequence[Decimal]) -> str:
    """What is divided by, and what it is."""
    lower = criterion.direction == "lower"
    if criterion.method == "minmax":
        return "的上限不大于下限"
    if criterion.method == "share" and not lower:
        return f"各县区合计为{compared(sum(values, Decimal(0))):f}"
    return f"最{'小' if lower else '大'}值为{compared(min(values) if lower else max(values)):f}"


def total_remarks(scheme: Scheme, totals: Iterable[Total]) -> list[Finding]:
    """Totals that print alike but have different places."""
    rows = [
        (row.county, row.exact, row.shown, row.place)
        for row in totals
        if row.exact is not None and row.shown is not None and row.place is not None and row.veto_effect is None
    ]
    return _two_places(scheme, "综合得分", rows, scheme.scheme.ties, None)


def _two_places(
    scheme: Scheme, name: str, rows: Iterable[tuple[str, Decimal, Decimal, Place]], ties: str, indicator: str | None
) -> list[Finding]:
    """Rows are (county, value, value as printed, place). Where a rule breaks ties, equal values may well differ."""
    if scheme.scheme.compare != "exact":
        return []
    alike: dict[Decimal, list[tuple[str, Decimal, Decimal, Place]]] = {}
    for row in rows:
        alike.setdefault(row[2], []).append(row)
    by_rule = ties.startswith("first_by:")
    return [
        SameValueTwoPlaces(
            indicator=indicator,
            name=name,
            value=f"{shown:f}",
            ranked=tuple((county, f"{place}") for county, _, _, place in same),
        )
        for shown, same in alike.items()
        if len(same) > 1
        and len({place for _, _, _, place in same}) > 1
        and not (by_rule and len({compared(value) for _, value, _, _ in same}) == 1)
    ]
