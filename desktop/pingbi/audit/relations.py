"""Figures against each other: parts and wholes, ratios that can be computed again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import origins, with_unit
from pingbi.model import Derived, Finding, InText
from pingbi.model.catalogue import Kind
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure
    from pingbi.scheme import Formula, Indicator, Operand

MOST_OPERANDS = 4  # corners of the interval grow as 2^k


@dataclass(frozen=True, slots=True, kw_only=True)
class PartExceedsWhole(Finding):
    """A part greater than what it is a part of."""

    code: ClassVar[str] = "part-exceeds-whole"
    part: str
    part_value: str
    whole: str
    whole_value: str

    def __str__(self) -> str:
        return f"{self.county}的{self.part}（{self.part_value}）大于{self.whole}（{self.whole_value}）"


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
        return f"{self.county}的{self.name}报送{self.reported}，按{parts}计算为{self.computed}，两者不符"


def parts(examined: Examined) -> Iterator[Finding]:
    """Part ≤ whole, for indicators that the scheme calls part of another."""
    for indicator, figure, value in examined.read():
        whole = examined.figures.get(figure.county, indicator.part_of) if indicator.part_of else None
        limit = examined.figures.value(figure.county, indicator.part_of) if indicator.part_of else None
        if whole is None or limit is None or value <= limit:
            continue
        over = examined.indicators[whole.indicator]
        yield PartExceedsWhole(
            county=figure.county,
            indicator=indicator.id,
            places=origins(figure, whole),
            part=indicator.name,
            part_value=with_unit(value, indicator.unit),
            whole=over.name,
            whole_value=with_unit(limit, over.unit),
        )


def ratios(examined: Examined) -> Iterator[Finding]:
    """What was reported although it can be computed must lie in the interval that the printed digits allow."""
    for indicator, figure, value in examined.read():
        if indicator.compute is None or isinstance(figure.origin, Derived):
            continue
        rule = formula(examined.scheme, indicator.compute)
        operands = {operand: examined.operand(figure.county, operand) for operand in rule.operands}
        if len(operands) > MOST_OPERANDS:
            continue
        found = {operand: operand_figure for operand, operand_figure in operands.items() if operand_figure is not None}
        if len(found) < len(operands):
            continue  # nothing to compare with: the ratio alone was reported
        interval = _interval(rule, found, examined)
        slack = _half_unit(figure, indicator)
        if interval is None or interval[0] - slack <= value <= interval[1] + slack:
            continue
        middle = rule.evaluate(lambda operand, known=found: known[operand].value).value  # type: ignore[misc]
        yield RatioMismatch(
            county=figure.county,
            indicator=indicator.id,
            places=origins(figure, *found.values()),
            name=indicator.name,
            reported=with_unit(value, indicator.unit),
            computed=with_unit(round(middle or Decimal(0), max(indicator.shown_decimals, 1)), indicator.unit),
            operands=tuple(_in_words(examined, operand, known) for operand, known in found.items()),
        )


def _in_words(examined: Examined, operand: Operand, figure: Figure) -> str:
    """An operand with its value: 产业项目年计划投资123.4亿元."""
    unit = examined.indicators[operand.indicator].unit
    return examined.name(operand) + with_unit(figure.value or Decimal(0), unit)


def _interval(rule: Formula, found: Mapping[Operand, Figure], examined: Examined) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest result when each operand moves by half a unit of its last printed digit."""
    ends = {}
    for operand, figure in found.items():
        value, slack = figure.value or Decimal(0), _half_unit(figure, examined.indicators[operand.indicator])
        ends[operand] = (value - slack, value + slack)
    results = []
    for corner in product(*ends.values()):
        at = dict(zip(ends, corner, strict=True))
        answer = rule.evaluate(at.get).value
        if answer is None:
            return None
        results.append(answer)
    return (min(results), max(results)) if results else None


def _half_unit(figure: Figure, indicator: Indicator) -> Decimal:
    """Half a unit of the last printed digit; a count is exact. A cell drops trailing zeros, a text prints them."""
    if indicator.kind is Kind.COUNT:
        return Decimal(0)
    exponent = (figure.value or Decimal(0)).as_tuple().exponent
    last = exponent if isinstance(exponent, int) else 0
    if not isinstance(figure.origin, InText):
        last = min(last, -indicator.shown_decimals)
    return Decimal((0, (5,), min(last, 0) - 1))
