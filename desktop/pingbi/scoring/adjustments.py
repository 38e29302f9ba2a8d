"""After the criteria: bonus and deduction, vetoes, grades."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model import Adjusted, Finding
from pingbi.scheme import formula
from pingbi.scoring.findings import RequirementUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pingbi.model import Figures, Total
    from pingbi.scheme import Grade, Operand, Scheme
    from pingbi.scoring.places import Place

ZERO = Decimal(0)


def adjusted(
    scheme: Scheme, figures: Figures, county: str, value: Callable[[Operand], Decimal | None]
) -> tuple[tuple[Adjusted, ...], list[Finding]]:
    """Each item's count and points: count·each, a bonus from 0 to `cap`, a deduction from −`cap` to 0.

    A count below 0 never turns one into the other. Nothing where `requires` does not hold; where it cannot be said
    whether it holds neither, with a finding.
    """
    rows: list[Adjusted] = []
    findings: list[Finding] = []
    for item in scheme.adjustment:
        count = figures.value(county, item.indicator)
        holds = True if item.requires is None else formula(scheme, item.requires).holds(value)
        points = (count or ZERO) * item.points_each if holds else ZERO
        most = abs(points) if item.cap is None else item.cap
        points = min(max(points, ZERO), most) if item.points_each > 0 else max(min(points, ZERO), -most)
        rows.append(Adjusted(item.name, count, points, met=holds is True))
        if holds is None and count:
            words = formula(scheme, item.requires or "").words
            findings.append(RequirementUnknown(county=county, indicator=item.indicator, name=item.name, requires=words))
    return tuple(rows), findings


def bonus_and_deduction(scheme: Scheme, rows: Sequence[Adjusted]) -> tuple[Decimal, Decimal]:
    """(bonus, deduction ≥ 0), each at most its cap but for items that are not capped.

    An item is one or the other by the sign of its `points_each`.
    """
    pairs, rules = list(zip(scheme.adjustment, rows, strict=True)), scheme.scheme

    def together(cap: Decimal | None, *, more: bool) -> Decimal:
        mine = [(item, row.points) for item, row in pairs if (item.points_each > 0) is more]
        within, beside = (
            sum((points if more else points.copy_negate() for item, points in mine if item.capped is capped), ZERO)
            for capped in (True, False)
        )
        return (within if cap is None else min(within, cap)) + beside

    return together(rules.bonus_cap, more=True), together(rules.deduction_cap, more=False)


def vetoes(scheme: Scheme, figures: Figures, county: str) -> tuple[tuple[str, ...], str | None]:
    """(names of the vetoes that hold, their effect); `unranked` outweighs `last`."""
    held = [row for row in scheme.veto if (figures.value(county, row.indicator) or ZERO) > 0]
    effects = {row.effect for row in held}
    effect = "unranked" if "unranked" in effects else "last" if effects else None
    return tuple(row.name for row in held), effect


def grade_of(scheme: Scheme, total: Total) -> str | None:
    """The first grade that fits; ties at the border of `first` share a place and so all get it.

    A vetoed county has none: 一票否决 denies the grade, whatever points stay.
    """
    if total.place is None or total.shown is None or total.veto_effect is not None:
        return None
    return next((grade.name for grade in scheme.grade if _fits(grade, total)), None)


def _fits(grade: Grade, total: Total) -> bool:
    if grade.from_ is not None:
        return total.shown is not None and total.shown >= grade.from_
    place: Place | None = total.group_place if grade.within == "group" else total.place
    return place is not None and grade.first is not None and place <= grade.first
