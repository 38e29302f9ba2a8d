"""Shares of things that are counted: whether any whole number gives the printed one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pingbi.audit.examined import origins, shown
from pingbi.model import Finding, Role
from pingbi.model.catalogue import Kind
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.examined import Examined
    from pingbi.scheme import Indicator

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class InfeasibleShare(Finding):
    """A share that no whole number of things gives, whatever the other count is."""

    code: ClassVar[str] = "infeasible-share"
    name: str
    printed: str
    counted: str
    of_all: bool  # what is counted is the whole, not the part

    def __str__(self) -> str:
        side = "其中不论有多少" if self.of_all else "总数不论是多少"
        return f"{self.county}的{self.name}为{self.printed}，而{self.counted}，{side}都得不出这个比例，请核实口径或数字"


class Counts(NamedTuple):
    """The indicators that a share is computed from."""

    part: str
    whole: str


def counts_of(examined: Examined, indicator: Indicator) -> Counts | None:
    """Part and whole of a share that the scheme computes as part ÷ whole × 100 of two counts."""
    if indicator.compute is None or indicator.unit != "%":
        return None
    rule = formula(examined.scheme, indicator.compute)
    if len(rule.operands) != 2 or any(row.city or row.role is not Role.NOW for row in rule.operands):
        return None
    if any(examined.indicators[row.indicator].kind is not Kind.COUNT for row in rule.operands):
        return None
    one, other = rule.operands
    for part, whole in ((one, other), (other, one)):
        if rule.evaluate({part: Decimal(1), whole: Decimal(4)}.get).value == Decimal(25):
            return Counts(part.indicator, whole.indicator)
    return None


def feasible(counted: Decimal, share: Decimal, half: Decimal, *, of_all: bool) -> bool:
    """Whether a whole number makes this share, printed rounded or cut off; `half` is half a unit of its last digit.

    >>> feasible(Decimal(82), Decimal("68.2"), Decimal("0.05"), of_all=False)
    False
    """
    least, most = share - half, share + 2 * half
    if least <= 0 or counted <= 0:
        return True
    if of_all:
        low, high = counted * least / HUNDRED, counted * most / HUNDRED
    else:
        low, high = counted * HUNDRED / most, counted * HUNDRED / least
    return low.to_integral_value(ROUND_CEILING) <= high.to_integral_value(ROUND_FLOOR)


def shares(examined: Examined) -> Iterator[Finding]:
    """Reported shares of which only one of the two counts was reported."""
    for indicator, figure, value in examined.read():
        counts = counts_of(examined, indicator) if figure.reported else None
        if counts is None:
            continue
        found = {name: examined.figures.value(figure.county, name) for name in counts}
        part, whole = found[counts.part], found[counts.whole]
        counted = whole if part is None else part
        if counted is None or (part is not None and whole is not None):
            continue
        name = counts.whole if part is None else counts.part
        row = examined.figures.get(figure.county, name)
        half = Decimal((0, (5,), -indicator.shown_decimals - 1))
        if row is not None and not feasible(counted, value, half, of_all=part is None):
            yield InfeasibleShare(
                county=figure.county,
                indicator=indicator.id,
                places=origins(figure, row),
                name=indicator.name,
                printed=shown(figure, indicator),
                counted=f"{examined.indicators[name].name}为{shown(row, examined.indicators[name])}",
                of_all=part is None,
            )
