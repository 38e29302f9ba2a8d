"""What one county asks after an evaluation: where it is strong and weak, and what would bring it a place further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.model.finding import Finding
    from pingbi.model.result import Standing


class Outcome(NamedTuple):
    """What a county would have: its points in the criterion, and the total that its place is made from."""

    county: str
    points: Decimal | None
    total: Decimal | None


class Strength(NamedTuple):
    """A criterion in whose better half the county is. `above`: its share of the full mark less the group's, in %."""

    criterion: str
    place: int | Decimal
    above: Decimal | None


class Weakness(NamedTuple):
    """A criterion with points lost: the full mark less the points; the whole mark where there are none."""

    criterion: str
    lost: Decimal
    standing: Standing
    above: Decimal | None


class Step(NamedTuple):
    """One value of the county other than it is, all else as it is, that lifts its total to that of the one before.

    `needed` is the nearest such value with the decimals of the criterion; None where no value does it, and `then` is
    what the points could be at the most. `rival` is what the one before would lose (< 0: gain) by it.
    """

    criterion: str
    now: Decimal
    needed: Decimal | None
    points: Decimal
    then: Decimal
    rival: Decimal


class Submission(NamedTuple):
    """A file that the county's figures were read from; `read_at` is an ISO time, `figures` how many."""

    file: str
    read_at: str
    figures: int


@dataclass(frozen=True, slots=True)
class CountyView:
    """One county; places and points as its page has them. Where there are no `steps`, `alone` says why."""

    county: str
    strengths: tuple[Strength, ...] = ()
    better_half: int = 0  # the last place of it
    weaknesses: tuple[Weakness, ...] = ()
    steps: tuple[Step, ...] = ()
    alone: Literal["", "first", "unranked", "vetoed"] = ""
    submissions: tuple[Submission, ...] = ()
    findings: tuple[Finding, ...] = ()  # about the county, by level
