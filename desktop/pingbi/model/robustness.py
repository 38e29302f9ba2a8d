"""名次稳健性: how sure each place is. All numbers are exact and unrounded, or counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Place = int | Decimal


class Judgement(StrEnum):
    """How sure a place is; `Robustness.close` says which distance in points is 难分."""

    FIRM = "稳固"  # the same place under ±25 %
    FAIR = "较稳"  # the same under ±10 %
    LOOSE = "易变"
    CLOSE = "难分"  # next to a neighbour with the same points, or nearly
    UNKNOWN = "不能判断"


class Tie(StrEnum):
    """Why no weight has to be changed much, or none helps, to turn two neighbours round."""

    NONE = ""
    SAME = "same"  # the same unrounded total: any weight decides
    ROUNDED = "rounded"  # unrounded, the two stand the other way round
    ALIKE = "alike"  # the same total whatever the weights


class Curve(StrEnum):
    """Why totals do not follow the weights in a straight line."""

    GEOMETRIC = "geometric"  # a geometric mean
    RESCALED = "rescaled"  # a ranked county lacks what another has
    CAPPED = "capped"  # the cap on the total is reached, or can be under ±25 %
    FLOORED = "floored"  # a criterion whose points are cut off at 0


class Places(NamedTuple):
    """The best and the worst place that a county can come to."""

    best: Place
    worst: Place


@dataclass(frozen=True, slots=True)
class Swap:
    """The smallest change of one weight that makes two totals equal, beyond which the order is the other."""

    criterion: str  # id
    change: Decimal  # percentage points of all weight; the other weights make room in proportion
    weight: Decimal  # the criterion's share of all weight at the swap, per cent


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands between a county and the next one below it."""

    below: str
    points: Decimal  # between the two totals that places are made from
    tie: Tie
    single: Swap | None  # None: no change of one weight turns them round
    together: Decimal | None  # each weight by up to this share of itself; None: not below 1, or not among those tried


@dataclass(frozen=True, slots=True)
class SurePlace:
    """One ranked county. The ranges hold its own place too; None where they cannot be told."""

    county: str
    group: str | None
    place: Place
    total: Decimal  # as printed
    margin: Margin | None  # None: the last
    tenth: Places | None  # every weight within ±10 %
    quarter: Places | None  # every weight within ±25 %
    left_out: Places | None  # each criterion left out in turn
    left_out_worst: str | None  # id of the criterion without which its place is the worst, and worse than now
    other_methods: Places | None
    other_methods_worst: str | None  # the method's name
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Robustness:
    """All ranked counties in the order of their places, group by group where places are made within them."""

    rows: tuple[SurePlace, ...]
    by_group: bool
    close: Decimal  # points: neighbours nearer than this are 难分
    curves: tuple[Curve, ...]  # empty: everything is by formula
    tried: int  # sets of weights that were scored instead, at ±10 % and as many at ±25 %; 0 where all is by formula
    fixed: tuple[str, ...]  # ids of criteria whose points do not follow their weight
    methods: tuple[str, ...]  # names of the other methods
    kept: tuple[str, ...]  # ids of criteria that no other method can score
    failed: bool = False  # the totals could not be followed: nothing is said of changed weights
