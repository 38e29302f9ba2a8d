"""The smallest change of weights that turns two neighbours round, by formula.

With D = Σ e·g > 0 the distance of two totals: raising one weight by δ while the others shrink in proportion gives
D + δ·(g − r), r = (D − e·g) / (E − e), so δ = −D / (g − r). With every weight within ± p of itself the distance is at
least D − p·Σ e·|g|, which is reached, so p = D / Σ e·|g|.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.robustness import Margin, Swap, Tie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.analysis.linear import Linear

ZERO, HUNDRED = Decimal(0), Decimal(100)
EQUAL = Decimal("5e-11")  # totals that agree to 10 decimals are equal (CONTRACT.md)
NOTHING = Decimal("1e-20")


class Step(NamedTuple):
    """One weight, by its position, and its change."""

    at: int
    change: Decimal


def single(effective: Sequence[Decimal], gap: Sequence[Decimal]) -> list[Step]:
    """Every change of one weight, the smallest first, at which the distance Σ e·gap is 0 and beyond which it turns.

    The weight ends strictly between nothing and all.
    """
    whole = sum(effective, ZERO)
    distance = sum((weight * gain for weight, gain in zip(effective, gap, strict=True)), ZERO)
    found = []
    for at, (weight, gain) in enumerate(zip(effective, gap, strict=True)):
        if weight == whole:
            continue
        slope = gain - (distance - weight * gain) / (whole - weight)
        if abs(slope) < NOTHING:
            continue
        change = -distance / slope
        if 0 < weight + change < whole:
            found.append(Step(at, change))
    return sorted(found, key=lambda step: (abs(step.change), step.at))


def together(effective: Sequence[Decimal], gap: Sequence[Decimal]) -> Decimal | None:
    """The share of itself by which every weight must be free to change; None where that would be all of it."""
    distance = sum((weight * gain for weight, gain in zip(effective, gap, strict=True)), ZERO)
    most = sum((weight * abs(gain) for weight, gain in zip(effective, gap, strict=True)), ZERO)
    return abs(distance) / most if most and abs(distance) < most else None


def margin(linear: Linear, above: int, below: int) -> Margin:
    """Of two neighbours, by formula."""
    contest, gap = linear.contest, linear.gap(above, below)
    distance = sum((weight * gain for weight, gain in zip(linear.effective, gap, strict=True)), ZERO)
    tie = _tie(contest.place(above) == contest.place(below), gap, distance)
    found = None
    if tie is Tie.NONE:
        steps = (step for step in single(linear.effective, gap) if _uncapped(linear, above, step))
        found = next(steps, None)
    return Margin(
        below=contest.totals[below].county,
        points=contest.key(above) - contest.key(below),
        tie=tie,
        single=_swap(linear, found),
        together=together(linear.effective, gap) if tie is Tie.NONE else None,
    )


def _tie(shared: bool, gap: Sequence[Decimal], distance: Decimal) -> Tie:  # noqa: FBT001
    if all(abs(gain) < NOTHING for gain in gap):
        return Tie.ALIKE
    if abs(distance) < EQUAL:
        return Tie.SAME
    return Tie.ROUNDED if distance < 0 and not shared else Tie.NONE


def _uncapped(linear: Linear, county: int, step: Step) -> bool:
    """Whether the total at the swap is below the cap: above it the two would share it."""
    cap = linear.contest.scheme.scheme.total_cap
    if cap is None:
        return True
    moved = linear.weights.moved(linear.moving[step.at], step.change)
    return linear.total(county, [moved[at] for at in linear.moving]) < cap


def _swap(linear: Linear, step: Step | None) -> Swap | None:
    if step is None:
        return None
    share = HUNDRED / linear.weights.whole
    weight = linear.effective[step.at] + step.change
    return Swap(linear.contest.criteria[linear.moving[step.at]].id, step.change * share, weight * share)
