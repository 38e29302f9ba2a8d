"""What a scoring method is: one function for the number and one for the Excel formula, side by side in one module.

A method sees one county's value in one criterion (`Case`) and says its points; the twin sees the cells where the same
things stand (`Cells`) and says the formula. Both must agree to the last digit that Excel keeps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from pingbi.scheme.shape import Cells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pingbi.scheme.shape import Parameter
    from pingbi.scheme.tables import Criterion


# ÷, roots and deviations carry 34 digits (CONTRACT.md, "Equal").
LONG = Context(prec=34, rounding=ROUND_HALF_UP)


class Marks(NamedTuple):
    """Points before any rounding, None where the rule gives none; `remark` is the code of a finding, or empty."""

    points: Decimal | None
    remark: Literal["", "all-equal", "base-not-positive", "no-operand"] = ""


@dataclass(frozen=True)
class Field:
    """The values that a county is compared with: those of its base (group or all) with a value, not vetoed out.

    `values` are as compared: rounded to 10 decimals.
    """

    values: tuple[Decimal, ...]

    @cached_property
    def ordered(self) -> tuple[Decimal, ...]:
        """From the least to the greatest."""
        return tuple(sorted(self.values))

    @property
    def least(self) -> Decimal:
        """The smallest value."""
        return self.ordered[0]

    @property
    def greatest(self) -> Decimal:
        """The greatest value."""
        return self.ordered[-1]

    @cached_property
    def total(self) -> Decimal:
        """Σx."""
        return sum(self.values, Decimal(0))

    @cached_property
    def reciprocals(self) -> Decimal | None:
        """Σ(1/x); None where one is not positive."""
        if self.least <= 0:
            return None
        return sum((LONG.divide(Decimal(1), value) for value in self.values), Decimal(0))

    @cached_property
    def mean(self) -> Decimal:
        """Σx / n."""
        return LONG.divide(self.total, Decimal(len(self.values)))

    @cached_property
    def squares(self) -> Decimal:
        """Σ(x − mean)²."""
        return sum((LONG.power(LONG.subtract(value, self.mean), 2) for value in self.values), Decimal(0))

    def deviation(self, *, sample: bool) -> Decimal:
        """The standard deviation with n − 1 (sample) or n below; 0 where there are too few."""
        below = len(self.values) - (1 if sample else 0)
        return LONG.sqrt(LONG.divide(self.squares, Decimal(below))) if below > 0 else Decimal(0)


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
    numbers: Mapping[str, Decimal] = field(default_factory=dict)  # numeric parameters, defaults filled in
    flags: Mapping[str, bool] = field(default_factory=dict)
    tables: Mapping[str, tuple[tuple[Decimal, ...], ...]] = field(default_factory=dict)  # rows, the group's own if any
    counts: tuple[tuple[str, Decimal | None], ...] = ()  # (indicator id, value), in the order of prices or votes

    @property
    def n(self) -> int:
        """How many counties the base has."""
        return len(self.field.values)


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
