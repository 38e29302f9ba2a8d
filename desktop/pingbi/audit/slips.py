"""A number in the wrong unit: 305800 where 30.58 is meant, 0.45 where 45 is. Said, never repaired."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import origins, shown, with_unit
from pingbi.model import Derived, Finding, Role
from pingbi.model.catalogue import RATES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure
    from pingbi.scheme import Indicator

FEWEST = 3  # other counties that can speak for what is usual
MOST_RATES = 1  # a rate below this may be a part of one
TEN_THOUSAND, HUNDRED = Decimal(10_000), Decimal(100)
WITHIN = 20  # how far a county may be from the others when the unit is right; its own last year from now: half of it


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSlip(Finding):
    """A figure some 10,000 times (a rate: a hundredth of) what it should be near."""

    code: ClassVar[str] = "unit-slip"
    name: str
    value: str
    beside: str
    suspicion: str

    def __str__(self) -> str:
        return f"{self.county}的{self.name}为{self.value}，{self.beside}：疑似{self.suspicion}，请核实更正"


def slips(examined: Examined) -> Iterator[Finding]:
    """Amounts against last year's, else against the other counties'; rates against the other counties'."""
    for indicator, figure, value in examined.read():
        if isinstance(figure.origin, Derived) or value == 0:
            continue
        if indicator.kind is Kind.LEVEL:
            yield from _amount(examined, indicator, figure, value)
        elif indicator.unit == "%" and indicator.kind in RATES and abs(value) < MOST_RATES:
            yield from _rate(examined, indicator, figure, value)


def _amount(examined: Examined, indicator: Indicator, figure: Figure, value: Decimal) -> Iterator[Finding]:
    then = examined.figures.get(figure.county, indicator.id, Role.LAST_YEAR)
    usual, beside, places, within = None, "", origins(figure), Decimal(WITHIN)
    if then is not None and then.value:
        usual, within = then.value, within / 2
        beside, places = f"上年同期为{with_unit(then.value, indicator.unit)}", origins(figure, then)
    elif figure.county != examined.scheme.city.name:
        others = _others(examined, indicator, figure)
        usual = median(others) if len(others) >= FEWEST else None
        beside = f"其他县区的中位数为{with_unit(usual, indicator.unit)}" if usual else ""
    if usual and any(_near(abs(value), abs(usual) * times, within) for times in (TEN_THOUSAND, 1 / TEN_THOUSAND)):
        yield UnitSlip(
            county=figure.county,
            indicator=indicator.id,
            places=places,
            name=indicator.name,
            value=shown(figure, indicator),
            beside=beside,
            suspicion="单位误填（如万元与亿元）",
        )


def _rate(examined: Examined, indicator: Indicator, figure: Figure, value: Decimal) -> Iterator[Finding]:
    """A growth may well be 0.4 %: only one with more decimals than are asked is suspected of being a part of one."""
    others = _others(examined, indicator, figure)
    usual = median(others) if len(others) >= FEWEST else None
    exact = indicator.kind is Kind.YOY and value == round(value, indicator.shown_decimals)
    if not usual or exact or not _near(abs(value) * HUNDRED, usual, Decimal(WITHIN) / 2):
        return
    yield UnitSlip(
        county=figure.county,
        indicator=indicator.id,
        places=origins(figure),
        name=indicator.name,
        value=shown(figure, indicator),
        beside=f"其他县区的中位数为{with_unit(usual, indicator.unit)}",
        suspicion=f"把{with_unit((value * HUNDRED).normalize(), indicator.unit)}写成了小数",
    )


def _others(examined: Examined, indicator: Indicator, figure: Figure) -> list[Decimal]:
    """What the other counties have, without signs."""
    values = (
        examined.figures.value(county, indicator.id) for county in examined.scheme.counties if county != figure.county
    )
    return [abs(value) for value in values if value]


def _near(value: Decimal, wanted: Decimal, within: Decimal) -> bool:
    return wanted / within <= value <= wanted * within
