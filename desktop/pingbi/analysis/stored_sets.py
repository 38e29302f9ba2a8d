"""Where totals do not follow the weights in a straight line: a fixed set of weights is scored instead.

The same sets every time: each weight alone up and down, every weight up or down by the drawn sign, and every weight
anywhere between, the draws from a generator written out here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.analysis.placing import placed, spread
from pingbi.model.robustness import Margin, Swap, Tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.analysis.recombined import Recombined
    from pingbi.model.robustness import Place, Places

MOST, LEAST, WORK = 500, 60, 300_000  # sets drawn; counties × criteria × sets that take half a second
STEPS = (-0.95, -0.75, -0.5, -0.25, -0.1, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0)  # of one weight, as shares of itself
FEW = (-0.5, -0.25, 0.25, 0.5, 1.0)  # for a large evaluation
SEED, FACTOR, STEP, MODULUS = 20220630, 1103515245, 12345, 2**31  # a linear congruential generator
EVEN = 1e-9
DIGITS = Decimal("1e-9")


@dataclass(frozen=True)
class Tried:
    """What scoring the stored sets showed, for ±10 % and ±25 %."""

    sets: int
    tenth: list[Places]
    quarter: list[Places]
    turned: dict[int, Decimal]  # position of the upper of two neighbours -> the share at which a set turned them round


def tried(made: Recombined) -> Tried:
    """Score all sets at both shares."""
    contest = made.contest
    found: list[list[Places]] = []
    turned: dict[int, Decimal] = {}
    count = 0
    for share in (Decimal("0.1"), Decimal("0.25")):
        rows: list[list[Place]] = []
        for shares in _sets(len(contest.criteria), _drawn(made), float(share)):
            keys = _keys(made, made.scaled(shares))
            if keys is None:
                continue
            rows.append(placed(contest, keys))
            for upper in _uppers(made):
                if keys[upper] < keys[upper + 1]:
                    turned.setdefault(upper, share)
        count = len(rows)
        found.append(spread(contest, rows))
    tenth, quarter = found
    return Tried(count, tenth, quarter, turned)


def _drawn(made: Recombined) -> int:
    size = max(1, len(made.contest.totals) * len(made.contest.criteria))
    return max(LEAST, min(MOST, WORK // size))


def _sets(count: int, drawn: int, share: float) -> Iterator[list[float]]:
    """Every weight as a multiple of itself."""
    for at in range(count):
        for moved in (1 - share, 1 + share):
            yield [moved if other == at else 1.0 for other in range(count)]
    state = SEED
    for number in range(drawn):
        row = []
        for _ in range(count):
            state = (state * FACTOR + STEP) % MODULUS
            part = state / MODULUS  # its high digits are the good ones
            row.append(1 + share * ((1.0 if part >= 0.5 else -1.0) if number % 2 == 0 else 2 * part - 1))
        yield row


def _keys(made: Recombined, weights: Sequence[float]) -> list[float] | None:
    keys = [key for key in made.keys(made.totals(weights)) if key is not None]
    return keys if len(keys) == len(made.contest.totals) else None


def _uppers(made: Recombined) -> Iterator[int]:
    """Every county that has one below it among those it is compared with."""
    for block in made.contest.blocks:
        yield from range(block.start, block.stop - 1)


def margins(made: Recombined, seen: Tried) -> dict[int, Margin]:
    """Between neighbours: the smallest tried change of one weight that turns them, then narrowed down to the swap."""
    contest = made.contest
    now = made.totals(made.now)
    brackets = _brackets(made)
    found = {}
    for upper in _uppers(made):
        one, other = now[upper], now[upper + 1]
        distance = 0.0 if one is None or other is None else one - other
        shared = contest.place(upper) == contest.place(upper + 1)
        tie = Tie.SAME if shared or abs(distance) < EVEN else Tie.NONE
        found[upper] = Margin(
            below=contest.totals[upper + 1].county,
            points=contest.key(upper) - contest.key(upper + 1),
            tie=tie,
            single=None if tie is not Tie.NONE else _narrowed(made, upper, brackets.get(upper, [])),
            together=None if tie is not Tie.NONE else seen.turned.get(upper),
        )
    return found


def _brackets(made: Recombined) -> dict[int, list[tuple[int, float, float]]]:
    """By the upper of two neighbours: (criterion, share at which they still stand, share at which they have turned)."""
    contest = made.contest
    steps = STEPS if len(contest.totals) * len(contest.criteria) <= 3000 else FEW
    found: dict[int, list[tuple[int, float, float]]] = {}
    for at, effective in enumerate(made.effective):
        if effective <= 0:
            continue
        for side in (sorted((step for step in steps if step < 0), reverse=True), [step for step in steps if step > 0]):
            open_, before = set(_uppers(made)), 0.0
            for step in side:
                weights = _alone(made, at, step)
                if weights is None:
                    break
                totals = made.totals(weights)
                for upper in sorted(open_):
                    one, other = totals[upper], totals[upper + 1]
                    if one is not None and other is not None and one < other - EVEN:
                        found.setdefault(upper, []).append((at, before, step))
                        open_.discard(upper)
                before = step
    return found


def _alone(made: Recombined, at: int, step: float) -> list[float] | None:
    """The weights where one has changed by a share of itself and the others make room; None where it takes all."""
    rest = made.whole - made.effective[at]
    left = rest - made.effective[at] * step
    if rest <= 0 or left <= 0:
        return None
    return [weight * (1 + step if other == at else left / rest) for other, weight in enumerate(made.now)]


def _narrowed(made: Recombined, upper: int, brackets: Sequence[tuple[int, float, float]]) -> Swap | None:
    """The smallest of the changes, each halved down to where the two totals meet."""
    best: tuple[float, int, float] | None = None  # points of weight, criterion, share
    for at, low, high in sorted(brackets, key=lambda row: abs(row[1]) * made.effective[row[0]]):
        if best is not None and abs(low) * made.effective[at] >= best[0]:
            break
        near, far = low, high
        for _ in range(60):
            middle = (near + far) / 2
            weights = _alone(made, at, middle)
            if weights is not None and made.pair(upper, upper + 1, weights) > 0:
                near = middle
            else:
                far = middle
        size = abs(far) * made.effective[at]
        if best is None or size < best[0]:
            best = (size, at, far)
    if best is None:
        return None
    _, at, share = best
    change = Decimal(share * made.effective[at] * 100 / made.whole).quantize(DIGITS)
    weight = Decimal((1 + share) * made.effective[at] * 100 / made.whole).quantize(DIGITS)
    return Swap(made.contest.criteria[at].id, change, weight)
