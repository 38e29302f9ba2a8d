"""What a family of methods says of one county's points, and what it may ask while it says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from pingbi.reckoning.terms import Given, Term

if TYPE_CHECKING:
    from pingbi.scoring import Case

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
Uses = Literal["own", "least", "greatest", "target", "city", "counts"]


class Said(NamedTuple):
    """`gist` is the method in a few words; `made` the calculation of this very case; `uses` what stands in it."""

    gist: str
    made: Term
    uses: tuple[Uses, ...] = ("own",)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One case with what its words need: who is compared (组内, 全市), decimals of values, names of what is counted."""

    case: Case
    among: str
    decimals: int
    names: tuple[str, ...] = ()

    @property
    def weight(self) -> Term:
        """W."""
        return Given(self.case.weight)

    @property
    def x(self) -> Term:
        """The county's value."""
        return self.value(self.own)

    @property
    def own(self) -> Decimal:
        """The same as a number; what takes no value is not asked for it."""
        return self.case.x if self.case.x is not None else ZERO

    def value(self, value: Decimal) -> Term:
        """A value of the criterion, with its decimals."""
        return Given(value, self.decimals)

    def number(self, key: str) -> Decimal:
        """A parameter."""
        return self.case.numbers[key]


def plain(value: Decimal) -> str:
    """A parameter as it is said: 0.05, 60."""
    return f"{value.normalize():f}".replace("-", "−")


def share(value: Decimal) -> str:
    """A share as it is said: 66.67%."""
    return f"{plain((value * HUNDRED).quantize(Decimal('0.01')))}%"
