"""Figures -> Result, in the order of CONTRACT.md.

Criteria, parts, adjustments and their caps, rounding, vetoes, places, grades.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Adjusted, CriterionResult, Figures, Finding, Result, Total
from pingbi.scoring.adjustments import adjusted, bonus_and_deduction, grade_of, vetoes
from pingbi.scoring.criteria import score_criterion
from pingbi.scoring.findings import GeometricZero
from pingbi.scoring.method import EXACT
from pingbi.scoring.places import places
from pingbi.scoring.remarks import total_remarks
from pingbi.scoring.rounding import rounded
from pingbi.scoring.setting import setting_of
from pingbi.scoring.totals import Sections, Summed, sections_of, summed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.model import Score
    from pingbi.scheme import Scheme
    from pingbi.scoring.kept import Kept
    from pingbi.scoring.method import Method
    from pingbi.scoring.places import Place
    from pingbi.scoring.setting import Setting


def evaluate(scheme: Scheme, figures: Figures, methods: Mapping[str, Method], kept: Kept | None) -> Result:
    """Score every county of the scheme. Never raises for odd data: every edge has a result and a finding."""
    with localcontext(EXACT):  # + − × lose no digit; ÷ is asked of LONG
        return _evaluate(scheme, figures, methods, kept)


def _evaluate(scheme: Scheme, figures: Figures, methods: Mapping[str, Method], kept: Kept | None) -> Result:
    counties = scheme.counties
    held = {county: vetoes(scheme, figures, county) for county in counties}
    setting = setting_of(scheme, figures, [county for county, (_, effect) in held.items() if effect == "unranked"])
    results, findings = _criteria(setting, methods, kept)
    sections = sections_of(setting)
    totals = []
    for county in counties:
        scores = {row.id: row.scores[county] for row in results}
        total, found = total_of(setting, sections, county, scores, held[county])
        totals.append(total)
        findings += found
    placed = placed_of(setting, totals, breakers_of(setting, scheme.scheme.ties, methods))
    return Result(tuple(results), tuple(placed), (*findings, *total_remarks(scheme, placed)))


def _criteria(
    setting: Setting, methods: Mapping[str, Method], kept: Kept | None
) -> tuple[list[CriterionResult], list[Finding]]:
    """All criteria, in the scheme's order."""
    results, findings = [], []
    score = score_criterion if kept is None else kept.score
    broken: dict[str, dict[str, Decimal | None]] = {}
    for row in setting.scheme.criterion:
        ties = row.ties or setting.scheme.scheme.ties
        if ties not in broken:
            broken[ties] = breakers_of(setting, ties, methods)
        own = ties == f"first_by:{row.id}"
        result, found = score(setting, row, methods[row.method], {} if own else broken[ties])
        results.append(result)
        findings += found
    return results, findings


def breakers_of(setting: Setting, ties: str, methods: Mapping[str, Method]) -> dict[str, Decimal | None]:
    """The values that break ties, the greater the better; none where the rule is another."""
    scheme = setting.scheme
    row = next((row for row in scheme.criterion if ties == f"first_by:{row.id}"), None)
    if row is None:
        return {}
    result, _ = score_criterion(setting, row, methods[row.method], {})
    return {
        county: score.value.copy_negate() if row.direction == "lower" and score.value is not None else score.value
        for county, score in result.scores.items()
    }


def total_of(
    setting: Setting,
    sections: Sections,
    county: str,
    scores: Mapping[str, Score],
    held: tuple[tuple[str, ...], str | None],
) -> tuple[Total, list[Finding]]:
    """A county's total from its scores, with no places yet; `held` is what `vetoes` gives for it."""
    rows, findings = adjusted(setting.scheme, setting.figures, county, setting.lookups[county])
    beside = Beside(held, rows, *bonus_and_deduction(setting.scheme, rows))
    total, flat = total_beside(setting, county, summed(setting, sections, county, scores), beside)
    return total, [*findings, *flat]


class Beside(NamedTuple):
    """What no weight changes in a county's total: vetoes, items of 加减分, bonus and deduction."""

    held: tuple[tuple[str, ...], str | None]
    adjusted: tuple[Adjusted, ...]
    bonus: Decimal
    deduction: Decimal


def total_beside(setting: Setting, county: str, together: Summed, beside: Beside) -> tuple[Total, list[Finding]]:
    """The total of points that are put together, with no places yet."""
    rules = setting.scheme.scheme
    (names, effect), rows, bonus, deduction = beside
    exact, note = None, together.note
    if together.points is not None:
        exact = together.points + bonus - deduction
        if rules.total_cap is not None:
            exact = min(exact, rules.total_cap)
    if effect == "unranked":
        note, exact = f"一票否决（{'、'.join(names)}），不参与排名", None
    elif effect == "last" and exact is not None:
        note = f"一票否决（{'、'.join(names)}），列末位" + (f"；{note}" if note else "")
    elif effect == "last":
        note = f"一票否决（{'、'.join(names)}）；{note}"
    total = Total(
        county=county,
        group=setting.group_names.get(setting.groups[county]),
        criteria_points=together.points,
        parts=together.parts,
        adjusted=rows,
        bonus=bonus,
        deduction=deduction,
        exact=exact,
        shown=rounded(exact, rules.total_decimals, rules.rounding) if exact is not None else None,
        place=None,
        group_place=None,
        grade=None,
        vetoes=names,
        veto_effect=effect,
        note=note,
        rescaled=together.rescaled,
    )
    return total, [GeometricZero(county=county, name=name) for name in together.flat]


def placed_of(setting: Setting, totals: Sequence[Total], breakers: Mapping[str, Decimal | None]) -> list[Total]:
    """Places over all and in the group; a county vetoed `last` comes after all ranked ones."""
    rules = setting.scheme.scheme

    def place(rows: Sequence[Total]) -> dict[str, Place | None]:
        keys = [None if row.veto_effect else row.shown if rules.compare == "rounded" else row.exact for row in rows]
        found = places(keys, rules.ties, breakers=[breakers.get(row.county) for row in rows])
        last = sum(1 for key in keys if key is not None) + 1
        return {
            row.county: last if row.veto_effect == "last" and row.exact is not None else given
            for row, given in zip(rows, found, strict=True)
        }

    overall = place(totals)
    grouped: dict[str, Place | None] = {}
    by_name = {row.county: row for row in totals}
    for names in setting.members.values():
        grouped |= place([by_name[name] for name in names])
    placed = []
    for row in totals:
        done = replace(row, place=overall[row.county], group_place=grouped[row.county])
        placed.append(replace(done, grade=grade_of(setting.scheme, done)) if setting.scheme.grade else done)
    return placed
