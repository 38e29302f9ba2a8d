"""After the criteria: bonus and deduction, vetoes, grades."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model import Adjusted
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pingbi.model import Figures, Total
    from pingbi.scheme import Grade, Operand, Scheme

ZERO = Decimal(0)


def adjusted(
    scheme: Scheme, figures: Figures, county: str, value: Callable[[Operand], Decimal | None]
) -> tuple[Adjusted, ...]:
    """Each item's count and points: count·each, at most `cap` in absolute value; nothing where `requires` does not hold."""
    rows = []
    for item in scheme.adjustment:
        count = figures.value(county, item.indicator)
        met = item.requires is None or formula(scheme, item.requires).holds(value) is True
        points = (count or ZERO) * item.points_each if met else ZERO
        if item.cap is not None:
            points = max(-item.cap, min(item.cap, points))
        rows.append(Adjusted(item.name, count, points, met))
    return tuple(rows)


def bonus_and_deduction(scheme: Scheme, rows: Sequence[Adjusted]) -> tuple[Decimal, Decimal]:
    """(bonus, deduction ≥ 0), each at most its cap. An item is one or the other by the sign of its `points_each`."""
    plus = {item.name for item in scheme.adjustment if item.points_each > 0}
    bonus = sum((row.points for row in rows if row.name in plus), ZERO)
    deduction = -sum((row.points for row in rows if row.name not in plus), ZERO)
    rules = scheme.scheme
    if rules.bonus_cap is not None:
        bonus = min(bonus, rules.bonus_cap)
    if rules.deduction_cap is not None:
        deduction = min(deduction, rules.deduction_cap)
    return bonus, deduction


def vetoes(scheme: Scheme, figures: Figures, county: str) -> tuple[tuple[str, ...], str | None]:
    """(names of the vetoes that hold, their effect); `unranked` outweighs `last`."""
    held = [row for row in scheme.veto if (figures.value(county, row.indicator) or ZERO) > 0]
    effects = {row.effect for row in held}
    effect = "unranked" if "unranked" in effects else "last" if effects else None
    return tuple(row.name for row in held), effect


def grade_of(scheme: Scheme, total: Total, group_place: Decimal | int | None) -> str | None:
    """The first grade that fits; ties at the border of `first` share a place and so all get it. A vetoed county has none."""
    if total.place is None or total.shown is None or total.veto_effect is not None:
        return None
    return next((grade.name for grade in scheme.grade if _fits(grade, total, group_place)), None)


def _fits(grade: Grade, total: Total, group_place: Decimal | int | None) -> bool:
    if grade.from_ is not None:
        return total.shown is not None and total.shown >= grade.from_
    place = group_place if grade.within == "group" else total.place
    return place is not None and grade.first is not None and place <= grade.first
