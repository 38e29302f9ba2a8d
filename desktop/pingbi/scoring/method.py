"""What a scoring method is: one function for the number and one for the Excel formula, side by side in one module.

A method sees one county's value in one criterion (`Case`) and says its points; the twin sees the cells where the same
things stand (`Cells`) and says the formula. Both must agree to the last digit that Excel keeps.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Literal, NamedTuple

from pingbi.scheme.formula import compared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pingbi.scheme.shape import Cells, Parameter
    from pingbi.scheme.tables import Criterion


# ÷, roots and deviations carry 34 digits (CONTRACT.md, "Equal").
LONG = Context(prec=34, rounding=ROUND_HALF_UP)
# + − × are exact: no product of a figure, a parameter and a quotient comes near 200 digits.
EXACT = Context(prec=200, rounding=ROUND_HALF_UP)


class Marks(NamedTuple):
    """Points before any rounding, None where the rule gives none; `remark` is the code of a finding, or empty."""

    points: Decimal | None
    remark: Literal["", "all-equal", "base-not-positive", "no-operand"] = ""


@dataclass(frozen=True)
class Field:
    """The values that a county is compared with: those of its base (group or all) with a value, not vetoed out.

    `values` are exact: 10 decimals are what they are compared by (`ordered`, `equal`), not what is computed with.
    """

    values: tuple[Decimal, ...]

    @cached_property
    def ordered(self) -> tuple[Decimal, ...]:
        """As compared, to 10 decimals, from the least to the greatest."""
        return tuple(sorted(compared(value) for value in self.values))

    @property
    def equal(self) -> bool:
        """Whether no two of them differ."""
        return self.ordered[0] == self.ordered[-1]

    @cached_property
    def least(self) -> Decimal:
        """The smallest value."""
        return min(self.values)

    @cached_property
    def greatest(self) -> Decimal:
        """The greatest value."""
        return max(self.values)

    @cached_property
    def total(self) -> Decimal:
        """Σx."""
        with localcontext(EXACT):
            return sum(self.values, Decimal(0))

    @cached_property
    def reciprocals(self) -> Decimal | None:
        """Σ(1/x); None where one is not positive."""
        if self.ordered[0] <= 0:
            return None
        with localcontext(LONG):
            return sum((1 / value for value in self.values), Decimal(0))

    @cached_property
    def mean(self) -> Decimal:
        """Σx / n."""
        return LONG.divide(self.total, Decimal(len(self.values)))

    @cached_property
    def deviations(self) -> tuple[Decimal, Decimal]:
        """√(Σ(x − mean)²/n) and √(Σ(x − mean)²/(n − 1)); 0 where there are too few."""
        distances = [LONG.subtract(value, self.mean) for value in self.values]
        with localcontext(EXACT):
            squares = sum((LONG.multiply(item, item) for item in distances), Decimal(0))
        n = len(self.values)
        whole, sample = (
            LONG.sqrt(LONG.divide(squares, Decimal(below))) if below else Decimal(0) for below in (n, n - 1)
        )
        return whole, sample

    def deviation(self, *, sample: bool) -> Decimal:
        """The standard deviation with n − 1 (sample) or n below."""
        return self.deviations[1 if sample else 0]


@dataclass(frozen=True, slots=True)
class Case:
    """One county in one criterion. `x` is None only for methods that take no value (per_piece, votes)."""

    x: Decimal | None
    weight: Decimal
    lower: bool  # less is better
    place: Decimal  # in the base, by the criterion's tie rule
    field: Field
    city: Decimal | None = None  # CITY(value), or the fixed parameter `city`
    target: Decimal | None = None
    schedule: Decimal = Decimal(1)
    numbers: Mapping[str, Decimal] = dataclasses.field(default_factory=dict)  # numeric parameters, defaults filled in
    flags: Mapping[str, bool] = dataclasses.field(default_factory=dict)
    tables: Mapping[str, tuple[tuple[Decimal, ...], ...]] = dataclasses.field(
        default_factory=dict
    )  # rows, the group's own if any
    counts: tuple[tuple[str, Decimal | None], ...] = ()  # (indicator id, value), in the order of prices or votes

    @property
    def n(self) -> int:
        """How many counties the base has."""
        return len(self.field.values)


def exact(rule: Callable[[Case], Marks]) -> Callable[[Case], Marks]:
    """A rule whose + − × lose no digit, whatever decimal context its caller has; for ÷ it takes LONG."""

    @wraps(rule)
    def points(case: Case) -> Marks:
        with localcontext(EXACT):
            return rule(case)

    return points


@dataclass(frozen=True, slots=True)
class Method:
    """`words` gives the rule for 计分办法, with x, n, W and the letters under which the parameters stand."""

    key: str
    name: str
    points: Callable[[Case], Marks]
    formula: Callable[[Cells], str]
    words: Callable[[Criterion, Mapping[str, str]], str]  # (criterion, parameter key -> letter) -> Chinese rule
    parameters: tuple[Parameter, ...] = ()
    absolute: bool = False
    takes_value: bool = True
