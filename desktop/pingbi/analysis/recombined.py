"""Totals under any weights, as scoring makes them: in floats, since thousands of sets of weights are tried.

Held against scoring itself: at the weights as they are the totals must be the result's (`agrees`), else nothing is
said.
"""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pingbi.analysis.contest import Contest
    from pingbi.analysis.weights import Weights
    from pingbi.scheme import Rounding

HAIR, NOBODY = 1e-9, -1
Pair = tuple[float, float]  # points or worth, and the weight behind them


def printed(decimals: int, rule: Rounding) -> Callable[[float], float]:
    """Rounding of floats that are decimals at heart: what lies a hair off a half is a half."""
    scale = 10.0**decimals

    def rounded(value: float) -> float:
        large = abs(value) * scale
        whole = math.floor(large)
        over = large - whole
        even = rule == "half_even" and abs(over - 0.5) < HAIR * max(1.0, large)
        up = whole % 2 == 1 if even else over >= 0.5 - HAIR
        return math.copysign((whole + up) / scale, value)

    return rounded


class Recombined:
    """What is the same for every set of weights."""

    def __init__(self, contest: Contest, weights: Weights) -> None:
        rules = contest.scheme.scheme
        self.contest, self.weights = contest, weights
        self.now = [float(row.weight) for row in contest.criteria]
        self.effective = [float(weight) for weight in weights.effective]
        self.whole = sum(self.effective)
        self._lines = [
            [(0.0, 0.0) if line is None else (float(line.start), float(line.slope)) for line in row]
            for row in contest.lines
        ]
        self._parts = [
            (rows, float(part.weight), sum(self.now[at] for at in rows), part.total or rules.total)
            for part, rows in weights.sections
        ]
        self._beside = [float(value) for value in contest.beside]
        self._idle = float(weights.idle)
        self._cap = None if rules.total_cap is None else float(rules.total_cap)
        self._shown = printed(rules.decimals, rules.rounding) if rules.total_of == "shown" else None
        self._key = printed(rules.total_decimals, rules.rounding) if rules.compare == "rounded" else None
        self._how = [how for *_, how in self._parts]
        self._has = [
            (
                [[at for at in rows if mine[at] is not None] for rows, *_ in self._parts],
                [at for at in weights.alone if mine[at] is not None],
            )
            for mine in contest.lines
        ]
        self._counties = range(len(contest.totals))
        self._own = [self._points(county, self.now) for county in self._counties]

    def scaled(self, shares: Sequence[float]) -> list[float]:
        """The scheme's weights where each is so many times itself, and all together stay what they are."""
        together = self.whole / sum(map(mul, self.effective, shares))
        return [weight * share * together for weight, share in zip(self.now, shares, strict=True)]

    def totals(self, weights: Sequence[float]) -> list[float | None]:
        """Every county's total before it is printed."""
        parts = self._inside(weights)
        return [self._total(county, self._points(county, weights), weights, parts) for county in self._counties]

    def without(self, left_out: int) -> list[float | None]:
        """Every county's total as if nobody had the criterion, the others of its level filling in."""
        parts = self._inside(self.now)
        return [self._total(county, self._own[county], self.now, parts, left_out) for county in self._counties]

    def pair(self, first: int, second: int, weights: Sequence[float]) -> float:
        """How far the first county's total is above the second's."""
        parts = self._inside(weights)
        one, other = (self._total(at, self._points(at, weights), weights, parts) for at in (first, second))
        return 0.0 if one is None or other is None else one - other

    def _inside(self, weights: Sequence[float]) -> list[float]:
        """The weight of each part, which follows those of its criteria."""
        return [
            weight * sum(weights[at] for at in rows) / before if before else weight
            for rows, weight, before, _ in self._parts
        ]

    def _points(self, county: int, weights: Sequence[float]) -> list[float]:
        """The county's points in each criterion; 0 where it has none, which is never asked for."""
        found = [line[0] + line[1] * weight for line, weight in zip(self._lines[county], weights, strict=True)]
        for at in self.contest.floored:
            found[at] = max(0.0, found[at])
        return [self._shown(points) for points in found] if self._shown is not None else found

    def _total(
        self,
        county: int,
        points: Sequence[float],
        weights: Sequence[float],
        parts: Sequence[float],
        left_out: int = NOBODY,
    ) -> float | None:
        sections, alone = self._has[county]
        worth: list[Pair] = []
        for rows, weight, how in zip(sections, parts, self._how, strict=True):
            share = _share([(points[at], weights[at]) for at in rows if at != left_out], how)
            if share is not None:
                worth.append((share * weight, weight))
        worth += [(points[at], weights[at]) for at in alone if at != left_out]
        how = self.contest.scheme.scheme.total
        share = _share(worth, how)
        if share is None:
            return None
        level = self._idle + sum(parts) + sum(weights[at] for at in self.weights.alone)
        found = share * (level if how == "sum" else 100.0) + self._beside[county]
        return found if self._cap is None else min(found, self._cap)

    def keys(self, totals: Sequence[float | None]) -> list[float | None]:
        """What places are made from."""
        printing = self._key
        return [None if value is None else printing(value) if printing else round(value, 9) for value in totals]

    def agrees(self) -> bool:
        """Whether the totals at the weights as they are are those of the result."""
        found = self.totals(self.now)
        return self.contest.known and all(
            value is not None
            and total.exact is not None
            and abs(value - float(total.exact)) <= HAIR * max(1, abs(value))
            for value, total in zip(found, self.contest.totals, strict=True)
        )


def _share(rows: Sequence[Pair], how: str) -> float | None:
    """Points over weights, by the arithmetic or the geometric mean; None where nothing is there."""
    present = sum([weight for _, weight in rows])
    if not rows or present == 0:
        return None
    if how != "geometric_mean":
        return sum([points for points, _ in rows]) / present
    factors = [(points / weight, weight) for points, weight in rows if weight]
    if any(factor <= HAIR / 10 for factor, _ in factors):
        return 0.0
    return math.exp(sum(weight * math.log(factor) for factor, weight in factors) / present)
