"""Figures against each other: parts and wholes, ratios that can be computed again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.archived import is_judged
from pingbi.audit.examined import half_unit, origins, rounded, shown, with_unit
from pingbi.audit.rules import NoOperand
from pingbi.model import Derived, Finding
from pingbi.scheme import compared, formula

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.audit.examined import Examined
    from pingbi.scheme import Formula, Operand

MOST_CORNERS = 8  # corners of the interval grow as 2^k


@dataclass(frozen=True, slots=True, kw_only=True)
class PartExceedsWhole(Finding):
    """A part greater than what it is a part of."""

    code: ClassVar[str] = "part-exceeds-whole"
    part: str
    part_value: str
    whole: str
    whole_value: str

    def __str__(self) -> str:
        return f"{self.county}的{self.part}（{self.part_value}）大于{self.whole}（{self.whole_value}），请核实更正"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioMismatch(Finding):
    """A reported ratio that does not follow from the reported figures it is made of."""

    code: ClassVar[str] = "ratio-mismatch"
    name: str
    reported: str
    computed: str
    operands: tuple[str, ...]

    def __str__(self) -> str:
        parts = "、".join(self.operands)
        return f"{self.county}的{self.name}报送{self.reported}，按{parts}计算应为{self.computed}，两者不符，请核实"


def parts(examined: Examined) -> Iterator[Finding]:
    """Part ≤ whole, for indicators that the scheme calls part of another."""
    for indicator, figure, value in examined.read():
        if indicator.part_of is None:
            continue
        over = examined.indicators[indicator.part_of]
        whole = examined.figures.get(figure.county, over.id)
        limit = examined.figures.value(figure.county, over.id)
        if limit is None or whole is None:
            rule = f"{indicator.name}不大于{over.name}"
            yield NoOperand(county=figure.county, places=origins(figure), rule=rule, absent=(over.name,))
        elif compared(value) > compared(limit):
            yield PartExceedsWhole(
                county=figure.county,
                indicator=indicator.id,
                places=origins(figure, whole),
                part=indicator.name,
                part_value=shown(figure, indicator, limit),
                whole=over.name,
                whole_value=shown(whole, over, value),
            )


def ratios(examined: Examined) -> Iterator[Finding]:
    """What was reported although it can be computed must lie in the interval that the printed digits allow."""
    for indicator, figure, value in examined.read():
        if indicator.compute is None or isinstance(figure.origin, Derived):
            continue
        if is_judged(examined, indicator, figure.county):
            continue
        rule = formula(examined.scheme, indicator.compute)
        values, absent = examined.operands(figure.county, rule)
        interval = _interval(rule, values, figure.county, examined)
        if interval is None:
            if values and absent:  # all absent: the ratio alone was reported, which is no fault
                names = tuple(examined.name(operand) for operand in absent)
                yield NoOperand(county=figure.county, places=origins(figure), rule=indicator.name, absent=names)
            continue
        slack = half_unit(figure, indicator)
        if interval[0] - slack <= value <= interval[1] + slack:
            continue
        middle = rule.evaluate(values.get).value or Decimal(0)
        yield RatioMismatch(
            county=figure.county,
            indicator=indicator.id,
            places=(*origins(figure), *examined.where(figure.county, values)),
            name=indicator.name,
            reported=with_unit(value, indicator.unit),
            computed=with_unit(rounded(middle, max(indicator.shown_decimals, 1)), indicator.unit),
            operands=tuple(
                examined.name(operand) + with_unit(number, examined.indicators[operand.indicator].unit)
                for operand, number in values.items()
            ),
        )


def _interval(
    rule: Formula, values: Mapping[Operand, Decimal], county: str, examined: Examined
) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest result when each operand moves by half a unit of its last printed digit.

    All corners up to `MOST_CORNERS` operands, beyond that the sum of single moves. None where there is no result.
    """
    moves = {}
    for operand in values:
        figure = examined.operand(county, operand)
        moves[operand] = half_unit(figure, examined.indicators[operand.indicator]) if figure else Decimal(0)
    middle = rule.evaluate(values.get).value
    if middle is None:
        return None
    if len(values) <= MOST_CORNERS:
        ends = [(value - moves[operand], value + moves[operand]) for operand, value in values.items()]
        found = [rule.evaluate(dict(zip(values, corner, strict=True)).get).value for corner in product(*ends)]
    else:
        spread = Decimal(0)
        for operand, value in values.items():
            moved = rule.evaluate({**values, operand: value + moves[operand]}.get).value
            spread += abs(middle - (middle if moved is None else moved))
        found = [middle - spread, middle + spread]
    results = [item for item in (*found, middle) if item is not None]
    return min(results), max(results)
