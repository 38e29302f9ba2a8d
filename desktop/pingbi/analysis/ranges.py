"""Between which places a county can come when every weight moves freely within ± p of itself, the sum kept.

Two by two and exactly: b is above a for some such weights just where max Σ w·(gb − ga) > 0, which is D + p·Σ e·|g|. A
county's best place counts those that are above it under all weights, its worst those that are under some. No weights
lead outside; that all rivals come as far at once is not said.
"""

from __future__ import annotations

from decimal import Decimal
from operator import mul, ne, sub
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.robustness import Places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.analysis.linear import Linear
    from pingbi.model.robustness import Place

HAIR = 1e-11  # beyond what floats lose in a sum of a hundred products
HALF = Decimal("0.5")
FAR = 0.3  # more than any p that is asked for


class _Sides(NamedTuple):
    """The distance of one county from another: as it is, how far it can move with p, how far printing moves it."""

    distance: float
    reach: float
    slack: float
    alike: bool


class _Printing:
    """By how much the printing of points can move the distance of two counties."""

    def __init__(self, linear: Linear) -> None:
        self._most = [2 * float(most) for most in linear.rounding]
        self.most = sum(self._most)
        alike: dict[object, int] = {}
        self._lines = [[alike.setdefault(line, len(alike)) for line in row] for row in linear.contest.lines]

    def slack(self, one: int, other: int) -> float:
        """Nothing where their points are the same, and so printed alike."""
        return float(sum(map(mul, self._most, map(ne, self._lines[one], self._lines[other]))))


class Ranges:
    """All pairs of a contest, compared once and asked for several p."""

    def __init__(self, linear: Linear) -> None:
        rules = linear.contest.scheme.scheme
        self._contest = linear.contest
        self._ties = rules.ties
        self._unit = 10.0**-rules.total_decimals if rules.compare == "rounded" else 0.0
        self._weights = [float(weight) for weight in linear.effective]
        self._gains = [[float(gain) for gain in row] for row in linear.gains]
        self._printing = _Printing(linear)
        middle = [sum(column) / len(column) for column in zip(*self._gains, strict=True)]
        totals = [sum(map(mul, self._weights, row)) for row in self._gains]
        reaches = [sum(map(mul, self._weights, map(abs, map(sub, row, middle)))) for row in self._gains]
        self._sides: dict[tuple[int, int], _Sides] = {}
        for block in linear.contest.blocks:
            for one in block:
                for other in range(one + 1, block.stop):
                    distance, reach = totals[one] - totals[other], reaches[one] + reaches[other]
                    slack = self._printing.most
                    if abs(distance) > FAR * reach + 2 * (
                        slack + self._unit + HAIR
                    ):  # no nearer look would decide otherwise
                        self._sides[one, other] = _Sides(distance, reach, slack, alike=False)
                    else:
                        self._sides[one, other] = self._compared(one, other)

    def _compared(self, one: int, other: int) -> _Sides:
        gap = list(map(sub, self._gains[one], self._gains[other]))
        distance, reach = sum(map(mul, self._weights, gap)), sum(map(mul, self._weights, map(abs, gap)))
        slack = self._printing.slack(one, other)
        same = self._contest.totals[one].exact == self._contest.totals[other].exact
        return _Sides(distance, reach, slack, alike=reach < HAIR and not slack and same)

    def within(self, share: Decimal) -> list[Places]:
        """Every county's range of places."""
        free = float(share)
        return [place for block in self._contest.blocks for place in self._block(block, free)]

    def _block(self, block: range, free: float) -> Sequence[Places]:
        surely: dict[int, list[int]] = {at: [] for at in block}  # those above a county under all weights
        maybe: dict[int, float] = dict.fromkeys(block, 0.0)
        best: dict[int, float] = dict.fromkeys(block, 0.0)
        for (one, other), sides in self._sides.items():
            if one not in surely:
                continue
            for above, below, sign in ((one, other, 1), (other, one, -1)):
                always, ever, even = self._above(sides, sign, free)
                if sides.alike:
                    always = ever = self._contest.place(above) < self._contest.place(below)
                    even = not always
                if always:
                    surely[below].append(above)
                maybe[below] += 1.0 if ever else 0.5 if even and self._ties == "average" else 0.0
                best[below] += 0.5 if even and not always and sides.alike and self._ties == "average" else 0.0
        plain = {at: 1 + len(surely[at]) + best[at] for at in block}
        firsts = _chains(surely) if self._ties == "dense" else plain
        return [Places(_place(firsts[at]), _place(1 + maybe[at])) for at in block]

    def _above(self, sides: _Sides, sign: int, free: float) -> tuple[bool, bool, bool]:
        """(above under all weights, under some, equal under some).

        Keeping the sum divides a distance by at most 1 + p.
        """
        middle, reach = sign * sides.distance, free * sides.reach
        least, most = (middle - reach) / (1 + free), middle + reach
        always = least > sides.slack + max(self._unit, 0.0) + HAIR
        loose = sides.slack * (1 + free)
        ever = most > (-HAIR if loose or self._ties.startswith("first_by:") else HAIR) - loose
        return always, ever, most > -HAIR - loose - self._unit * (1 + free)


def _chains(surely: dict[int, list[int]]) -> dict[int, float]:
    """Under 1, 2, 2, 3 those above may share a place, unless some of them are always above others of them."""
    found: dict[int, float] = {}

    def first(at: int) -> float:
        if at not in found:
            found[at] = 1 + max((first(above) for above in surely[at]), default=0.0)
        return found[at]

    for at in sorted(surely, key=lambda at: len(surely[at])):  # the topmost first, so that no chain is deep
        first(at)
    return found


def _place(value: float) -> Place:
    return int(value) if value == int(value) else Decimal(int(value)) + HALF
