"""The smallest change of one value that lifts a county's total to that of the county before it.

Found by scoring again: another value changes what the others are compared with too. The values tried are those with
the criterion's decimals; points are taken not to fall while the value gets better, so that halving finds the nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.model import Outcome, Role, Step
from pingbi.model.catalogue import Kind
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import value_decimals

if TYPE_CHECKING:
    from pingbi.model import Result, Score, Total
    from pingbi.scheme import Criterion, MethodShape, Scheme

Outcomes = Callable[[str, str, Decimal, Sequence[str]], Sequence[Outcome]]  # criterion, county, its value, of whom

MOST = 2  # changes that are listed
FAR, FOLD = 64, 10  # how far a value is tried: so many times the spread of the values, or itself
NOT_NEGATIVE = frozenset({Kind.LEVEL, Kind.COUNT, Kind.RANK})
ZERO, ONE = Decimal(0), Decimal(1)
DIGITS = 60


def key_of(scheme: Scheme, total: Total) -> Decimal | None:
    """What the county's place is made from; None where it is not ranked, or vetoed to the end."""
    if total.exact is None or total.veto_effect is not None:
        return None
    return total.shown if scheme.scheme.compare == "rounded" else compared(total.exact)


def in_groups(scheme: Scheme) -> bool:
    """Whether the place that counts is that in the group."""
    return scheme.scheme.rank_within == "group" and len({row.group for row in scheme.county}) > 1


def before(scheme: Scheme, result: Result, county: str) -> str | None:
    """The county with the least total above this one's (in its group, where points are made there)."""
    groups = {row.name: row.group for row in scheme.county}
    keys = {
        row.county: key
        for row in result.totals
        if (key := key_of(scheme, row)) is not None
        and (not in_groups(scheme) or groups.get(row.county) == groups.get(county))
    }
    own = keys.get(county)
    above = {name: key for name, key in keys.items() if own is not None and key > own}
    return min(above, key=lambda name: above[name], default=None)


@dataclass(frozen=True)
class _Tried:
    """One criterion of one county: the values that are tried, by their number; 0 is the value as it is."""

    scheme: Scheme
    criterion: Criterion
    scores: Mapping[str, Score]
    county: str
    rival: str
    outcomes: Outcomes

    @cached_property
    def now(self) -> Decimal:
        """The value as it is."""
        return self.scores[self.county].value or ZERO

    @cached_property
    def unit(self) -> Decimal:
        """The step from one value to the next."""
        return ONE.scaleb(-value_decimals(self.scheme, self.criterion))

    @cached_property
    def lower(self) -> bool:
        """Whether less is better."""
        return self.criterion.direction == "lower"

    @cached_property
    def start(self) -> Decimal:
        """The value with so many decimals that is not better than that of now."""
        return self.now.quantize(self.unit, ROUND_CEILING if self.lower else ROUND_FLOOR)

    @cached_property
    def spread(self) -> Decimal:
        """How far the values of all counties lie apart: what a change is measured by."""
        values = [score.value for score in self.scores.values() if score.value is not None]
        return (max(values) - min(values)) or max(abs(self.now), ONE)

    @cached_property
    def last(self) -> int:
        """The number of the last value that is tried: as far as the indicator can go, or far beyond the others."""
        end = self._end
        room = max(FAR * self.spread, FOLD * abs(self.now), ONE)
        if end is not None:
            room = min(room, max(ZERO, self.start - end if self.lower else end - self.start))
        return int(room // self.unit)

    @cached_property
    def _end(self) -> Decimal | None:
        rule = formula(self.scheme, self.criterion.value) if self.criterion.value is not None else None
        plain = rule.plain if rule is not None else None
        if plain is None or plain.city or plain.role is not Role.NOW:
            return None
        indicator = self.scheme.indicators[plain.indicator]
        if not self.lower:
            return indicator.maximum
        if indicator.minimum is None and indicator.kind in NOT_NEGATIVE and self.now >= 0:
            return ZERO
        return indicator.minimum

    def value(self, number: int) -> Decimal:
        """The value of that number."""
        return self.start - number * self.unit if self.lower else self.start + number * self.unit

    def tried(self, number: int) -> tuple[Outcome, Outcome]:
        """What the county and the one before would have."""
        own, other = self.outcomes(self.criterion.id, self.county, self.value(number), (self.county, self.rival))
        return own, other

    def reaches(self, number: int) -> bool:
        """Whether the county's total would be that of the one before, or more."""
        own, other = self.farthest if number == self.last else self.tried(number)
        return own.total is not None and other.total is not None and own.total >= other.total

    @cached_property
    def farthest(self) -> tuple[Outcome, Outcome]:
        """What both would have at the last value."""
        return self.tried(self.last)

    def number(self, effort: Decimal) -> int:
        """The last value that asks for no more than so many times the spread."""
        return min(self.last, int(effort * self.spread // self.unit))

    def nearest(self, reached: int) -> int:
        """The first value that reaches; `reached` is the number of one that does."""
        low, high = 0, reached
        guess = self.number(ONE) // 8
        while 0 < guess < high:  # most need far less than the farthest
            if self.reaches(guess):
                high = guess
                break
            low, guess = guess, guess * 8
        while high - low > 1:
            middle = (low + high) // 2
            if self.reaches(middle):
                high = middle
            else:
                low = middle
        return high

    def step(self, number: int | None) -> Step:
        """What is said of it; None where no value reaches."""
        own, other = self.farthest if number is None else self.tried(number)
        points = self.scores[self.county].points or ZERO
        lost = (self.scores[self.rival].points or ZERO) - (other.points or ZERO)
        needed = None if number is None else self.value(number)
        return Step(self.criterion.id, self.now, needed, points, own.points or ZERO, lost)


def steps(
    scheme: Scheme, result: Result, county: str, rival: str, methods: Mapping[str, MethodShape], outcomes: Outcomes
) -> tuple[Step, ...]:
    """The two changes that ask for the least, measured by how far the counties' values lie apart.

    Where fewer reach, those follow that would bring most and yet do not reach even at full marks.
    """
    with localcontext() as context:
        context.prec = DIGITS
        rows = list(_criteria(scheme, result, county, rival, methods, outcomes))
        found: list[tuple[Decimal, int, Step]] = []
        short: list[tuple[Decimal, int]] = []
        for at, row in enumerate(rows):
            number = _number(row, found[MOST - 1][0] if len(found) >= MOST else None)
            if number is None:
                short.append((_gain(row).copy_negate(), at))
            elif number > 0:
                found = sorted([*found, (_effort(row, number), at, row.step(number))])[:MOST]
        reached = tuple(step for *_, step in found)
        return (*reached, *(rows[at].step(None) for _, at in sorted(short)[: MOST - len(reached)]))


def _gain(row: _Tried) -> Decimal:
    """The points that the farthest value brings."""
    return (row.farthest[0].points or ZERO) - (row.scores[row.county].points or ZERO)


def _criteria(
    scheme: Scheme, result: Result, county: str, rival: str, methods: Mapping[str, MethodShape], outcomes: Outcomes
) -> Iterator[_Tried]:
    """The criteria in which the county has a value; those that bring most come first."""
    scores = {row.id: row.scores for row in result.criteria}
    rows: list[tuple[Decimal, int, Criterion]] = []
    for row in scheme.criterion:
        own = scores[row.id][county]
        if methods[row.method].takes_value and own.value is not None and own.points is not None and not own.filled:
            rows.append((own.points - row.weight, len(rows), row))
    for *_, row in sorted(rows):
        yield _Tried(scheme, row, scores[row.id], county, rival, outcomes)


def _effort(row: _Tried, number: int) -> Decimal:
    return abs(row.value(number) - row.now) / row.spread


def _number(row: _Tried, most: Decimal | None) -> int | None:
    """The number of the nearest value that reaches; 0 where it asks for more than `most`, None where none reaches.

    What reaches only by spoiling the others' points, after full marks, does not count.
    """
    if not row.last or not row.reaches(row.last):
        return None
    end = row.last
    if most is not None:
        end = row.number(most)
        if end < 1 or not row.reaches(end):
            return 0
    number = row.nearest(end)
    full = row.farthest[0].points
    points = row.tried(number - 1)[0].points if number > 1 else None
    return None if points is not None and full is not None and points >= full else number
