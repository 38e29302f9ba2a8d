"""Totals in a straight line of the weights: T = Σ e·g, e the effective weights, g a county's gain per point of weight.

Bonuses and points that do not follow their weight are spread over all weights (k/E each, E = Σ e, which stays), so that
a total has no constant part, and only the ratio of the weights decides who is ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.model.robustness import Curve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.analysis.contest import Contest
    from pingbi.analysis.weights import Weights

ZERO, MEETS = Decimal(0), Decimal("1e-9")


@dataclass(frozen=True)
class Linear:
    """The totals of a contest in which nothing is curved (`curves`)."""

    contest: Contest
    weights: Weights

    @cached_property
    def moving(self) -> tuple[int, ...]:
        """Positions of the criteria that have a weight to change."""
        return tuple(at for at, weight in enumerate(self.weights.effective) if weight > 0)

    @cached_property
    def effective(self) -> tuple[Decimal, ...]:
        """Their effective weights."""
        return tuple(self.weights.effective[at] for at in self.moving)

    @cached_property
    def gains(self) -> tuple[tuple[Decimal, ...], ...]:
        """Of each county, in the order of `moving`."""
        contest, factors = self.contest, self.weights.factors
        found = []
        for lines, beside in zip(contest.lines, contest.beside, strict=True):
            rows = zip(lines, factors, strict=True)
            still = beside + sum((factor * line.start for line, factor in rows if line is not None), ZERO)
            spread = still / self.weights.whole
            mine = (lines[at] for at in self.moving)
            found.append(tuple(spread + (line.slope if line is not None else ZERO) for line in mine))
        return tuple(found)

    def gap(self, above: int, below: int) -> tuple[Decimal, ...]:
        """The first county's gains less the second's."""
        return tuple(a - b for a, b in zip(self.gains[above], self.gains[below], strict=True))

    def total(self, county: int, effective: Sequence[Decimal] | None = None) -> Decimal:
        """A county's unrounded total under these effective weights of `moving`."""
        weights = self.effective if effective is None else effective
        return sum((weight * gain for weight, gain in zip(weights, self.gains[county], strict=True)), ZERO)

    @cached_property
    def rounding(self) -> tuple[Decimal, ...]:
        """By how much printing each criterion's points can move a total; 0 where unrounded points are added up."""
        rules = self.contest.scheme.scheme
        half = Decimal(5).scaleb(-rules.decimals - 1) if rules.total_of == "shown" else ZERO
        return tuple(half * factor for factor in self.weights.factors)

    def highest(self, county: int, share: Decimal) -> Decimal:
        """The greatest total a county can have with every weight within ± `share` of itself, the sum kept.

        The greatest weighted mean of gains: those from some rank on up are raised, the others lowered.
        """
        rows = sorted(zip(self.gains[county], self.effective, strict=True), reverse=True)
        best = self.total(county)
        for cut in range(len(rows) + 1):
            raised = [weight * (1 + share if at < cut else 1 - share) for at, (_, weight) in enumerate(rows)]
            together = sum(raised, ZERO)
            if together:
                earned = sum((gain * weight for (gain, _), weight in zip(rows, raised, strict=True)), ZERO)
                best = max(best, earned * self.weights.whole / together)
        return best


def curves(linear: Linear, share: Decimal) -> tuple[Curve, ...]:
    """Why the totals are not in a straight line of the weights; empty where they are within ± `share`."""
    contest, rules = linear.contest, linear.contest.scheme.scheme
    found = []
    parts = [part.total or rules.total for part, _ in linear.weights.sections]
    if "geometric_mean" in (rules.total, *parts):
        found.append(Curve.GEOMETRIC)
    if len({tuple(line is None for line in lines) for lines in contest.lines}) > 1:
        found.append(Curve.RESCALED)
    if contest.floored:
        found.append(Curve.FLOORED)
    cap = rules.total_cap
    if cap is not None and not found and any(reaches(linear, at, cap, share) for at in range(len(contest.totals))):
        found.append(Curve.CAPPED)
    return tuple(found)


def reaches(linear: Linear, county: int, cap: Decimal, share: Decimal) -> bool:
    """Whether a county is, or can come, at the cap on the total."""
    exact = linear.contest.totals[county].exact
    return exact is None or exact >= cap or linear.highest(county, share) + sum(linear.rounding, ZERO) >= cap


def followed(linear: Linear) -> bool:
    """Whether the straight line meets the totals as they are, but for the printing of points."""
    most = sum(linear.rounding, ZERO) + MEETS
    return all(
        total.exact is not None and abs(linear.total(at) - total.exact) <= most
        for at, total in enumerate(linear.contest.totals)
    )
