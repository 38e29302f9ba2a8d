"""A number in the wrong unit: 305800 where 30.58 is meant, 0.45 where 45 is. Said, never repaired."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import origins, shown, with_unit
from pingbi.model import ROLE_WORDS, Derived, Finding, InArchive, Level, Role, State
from pingbi.model.catalogue import RATES, Kind, factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.examined import Examined, Spread
    from pingbi.model import Figure
    from pingbi.scheme import Indicator

MOST_MONEY = Decimal(10) ** 12  # 元 of one county, ten times of it of a city
FEWEST = 3  # other counties that can speak for what is usual
MOST_RATES = 1  # a rate below this may be a part of one
BEFORE = {Role.LAST_YEAR: "上年同期", Role.PREVIOUS: "上期", Role.TARGET: "目标"}
MONEY = ("元", "千元", "万元", "百万元", "亿元")
LEAST_RATE, GREATEST_RATE = Decimal("5.9"), Decimal("7.4")  # 元 for a dollar
_ABROAD = re.compile("进出口|出口|外贸|外资|境外")
TEN_THOUSAND, HUNDRED = Decimal(10_000), Decimal(100)
WITHIN = 20  # how far a county may be from the others when the unit is right; its own last year from now: half of it
CLOSE = TEN_THOUSAND / WITHIN  # so near to what is usual, no other unit can be meant


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


class _Clear:
    """Amounts so near to what is usual that no other unit can be meant, whichever county's they are.

    Nearly all are: what holds of a whole column is found once, and only the rest is looked at one by one.
    """

    def __init__(self, examined: Examined) -> None:
        self._before = {
            (county, name) for (name, role), column in examined.columns.items() if role in BEFORE for county in column
        }
        self._ends = {row.id: _clear(examined, row) for row in examined.scheme.indicator if row.kind is Kind.LEVEL}

    def holds(self, county: str, indicator: str, value: Decimal) -> bool:
        """Whether this amount is one of them; a county with a value of before is held against that."""
        ends = self._ends.get(indicator)
        return ends is not None and ends[0] < abs(value) < ends[1] and (county, indicator) not in self._before


def slips(examined: Examined) -> Iterator[Finding]:
    """Amounts against last year's, else against the other counties'; rates against what they should be near."""
    clear = _Clear(examined)
    for (county, name, role), figure in examined.figures.chosen.items():
        value, indicator = figure.value, examined.indicators[name]
        if role is Role.NOW and value and clear.holds(county, name, value):
            continue
        if figure.state is not State.READ or isinstance(figure.origin, Derived | InArchive) or not value:
            continue  # what was published is no slip of the county's now
        if role is Role.NOW and indicator.kind is Kind.LEVEL:
            yield from _amount(examined, indicator, figure, value)
        elif indicator.unit == "%" and indicator.kind in RATES and abs(value) < MOST_RATES:
            yield from _rate(examined, indicator, figure, value)
        elif indicator.unit == "%" and indicator.kind is Kind.YOY and role is Role.NOW and abs(value) >= HUNDRED:
            yield from _hundred_rate(examined, indicator, figure, value)


def _clear(examined: Examined, indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """Between which amounts; None where the others are too few to say what is usual."""
    every = examined.spread(indicator.id, signed=False)
    if every.size <= FEWEST:  # without a county itself
        return None
    low, high = every.medians
    times = factor(indicator.unit, "元")
    most = low * CLOSE if times is None else min(low * CLOSE, MOST_MONEY / times)
    return high / CLOSE * 2, most / 2


def _amount(examined: Examined, indicator: Indicator, figure: Figure, value: Decimal) -> Iterator[Finding]:
    then, words = _then(examined, indicator, figure)
    before = abs(then.value) if then is not None and then.value else None
    usual = before or _usual_of_others(examined, indicator, figure)
    if not usual:
        yield from _beyond(examined, indicator, figure, value)
        return
    ratio, within = abs(value) / usual, Decimal(WITHIN) / (2 if before else 1)
    suspicion = _unit(indicator, ratio, within)
    if not suspicion and before and (times := _hundredfold(indicator, ratio)):
        others = _usual_of_others(examined, indicator, figure)
        agree = [unit for unit, step in times.items() if others and _near(abs(value) / others, step, Decimal(5))]
        suspicion = _meant(agree[0]) if agree else ""
    dollars = not suspicion and words == BEFORE[Role.LAST_YEAR] and _in_dollars(indicator, ratio)
    if not suspicion and not dollars:
        yield from _beyond(examined, indicator, figure, value)
        return
    beside = then.value if then is not None and then.value else usual
    yield UnitSlip(
        county=figure.county,
        indicator=indicator.id,
        places=origins(figure, then) if before else origins(figure),
        name=indicator.name,
        value=shown(figure, indicator),
        beside=f"{words if before else '其他县区的中位数'}为{with_unit(beside, indicator.unit)}",
        suspicion="按美元填报（约为原数的七分之一）" if dollars else suspicion,
        level_override=Level.HINT if dollars else None,
    )


def _beyond(examined: Examined, indicator: Indicator, figure: Figure, value: Decimal) -> Iterator[Finding]:
    """Where all counties write 万元 under 亿元 they agree with each other."""
    times = factor(indicator.unit, "元")
    most = MOST_MONEY * (10 if figure.county == examined.scheme.city.name else 1)
    if times is not None and abs(value) * times >= most:
        yield UnitSlip(
            county=figure.county,
            indicator=indicator.id,
            places=origins(figure),
            name=indicator.name,
            value=shown(figure, indicator),
            beside="超过一个县区所能有的数",
            suspicion="单位误填（如万元与亿元）",
        )


def _then(examined: Examined, indicator: Indicator, figure: Figure) -> tuple[Figure | None, str]:
    """The county's own figure that this one should be near, and what it is: last year's before the others."""
    for role, words in BEFORE.items():
        then = examined.figures.get(figure.county, indicator.id, role)
        if then is not None and then.state is State.READ and then.value:
            return then, words
    return None, ""


def _unit(indicator: Indicator, ratio: Decimal, within: Decimal) -> str:
    """Which unit the number is probably in; empty where its own will do. Steps below 10,000 are no clear slips."""
    if 1 / CLOSE < ratio < CLOSE:
        return ""
    steps = _steps(indicator.unit)
    near = [times for times in steps if _near(ratio, times, within)]
    return steps[min(near, key=lambda times: max(ratio / times, times / ratio))] if near else ""


@cache
def _steps(own: str) -> dict[Decimal, str]:
    """How many times too great a number is that is meant in another unit, and what is then to be said."""
    steps = dict.fromkeys((TEN_THOUSAND, 1 / TEN_THOUSAND), "单位误填（如万元与亿元）")
    for unit in MONEY:
        times = factor(unit, own)
        if times is not None and max(times, 1 / times) > TEN_THOUSAND:
            steps[1 / times] = _meant(unit)
    return steps


def _hundredfold(indicator: Indicator, ratio: Decimal) -> dict[str, Decimal]:
    """百万元 for 亿元, with how many times too great it is: last year's speaks for it, if the others' agree."""
    found = {}
    for unit in MONEY:
        times = factor(unit, indicator.unit)
        if times is not None and max(times, 1 / times) == HUNDRED and _near(ratio, 1 / times, Decimal(3)):
            found[unit] = 1 / times
    return found


def _meant(unit: str) -> str:
    return f"单位误填（像是按{unit}填的）"


def _in_dollars(indicator: Indicator, ratio: Decimal) -> bool:
    """Foreign trade and investment at some 6 to 7.3 to the dollar."""
    return (
        _ABROAD.search(indicator.name) is not None
        and factor("元", indicator.unit) is not None
        and (1 / LEAST_RATE >= ratio >= 1 / GREATEST_RATE)
    )


def _rate(examined: Examined, indicator: Indicator, figure: Figure, value: Decimal) -> Iterator[Finding]:
    """A growth may well be 0.4 %: only one with more decimals than are asked is suspected of being a part of one.

    This period's is held against the other counties', others against this period's too; else their decimals must do.
    """
    others = _others(examined, indicator, figure)
    usual = _usual(others)
    beside = f"其他县区的中位数为{with_unit(usual, indicator.unit)}" if usual else ""
    exact = value == round(value, indicator.shown_decimals)
    if figure.role is not Role.NOW and not usual:
        now = examined.figures.value(figure.county, indicator.id)
        usual = abs(now) if now else None
        beside = f"本期为{with_unit(now, indicator.unit)}" if now else ""
    near = usual is not None and _near(abs(value) * HUNDRED, usual, Decimal(WITHIN) / 2)
    if exact and (indicator.kind is Kind.YOY or not near):
        return
    if not near and figure.role is Role.NOW:
        return
    yield UnitSlip(
        county=figure.county,
        indicator=indicator.id,
        places=origins(figure),
        name=f"{indicator.name}{ROLE_WORDS[figure.role]}",
        value=shown(figure, indicator),
        beside=beside if near else f"小数位比要求的{indicator.shown_decimals}位多",
        suspicion=f"把{with_unit((value * HUNDRED).normalize(), indicator.unit)}写成了小数",
        level_override=None if near else Level.VERIFY,
    )


def _hundred_rate(examined: Examined, indicator: Indicator, figure: Figure, value: Decimal) -> Iterator[Finding]:
    """A growth of 452 % where all others are a tenth of it at most, and a hundredth of it is usual."""
    others = _others(examined, indicator, figure)
    usual = _usual(others)
    if usual is None or not _near(abs(value) / HUNDRED, usual, Decimal(3)):
        return
    if others.at(others.size - 1) * 10 > abs(value):
        return
    yield UnitSlip(
        county=figure.county,
        indicator=indicator.id,
        places=origins(figure),
        name=indicator.name,
        value=shown(figure, indicator),
        beside=f"其他县区的中位数为{with_unit(usual, indicator.unit)}",
        suspicion=f"把{with_unit(value / HUNDRED, indicator.unit)}多乘了100",
        level_override=Level.VERIFY,
    )


def _others(examined: Examined, indicator: Indicator, figure: Figure) -> Spread:
    """What the other counties have, without signs."""
    return examined.others(figure.county, indicator.id, figure.role, signed=False)


def _usual_of_others(examined: Examined, indicator: Indicator, figure: Figure) -> Decimal | None:
    """What is usual of a county's amount among the others; nothing is of the city's."""
    return None if figure.county == examined.scheme.city.name else _usual(_others(examined, indicator, figure))


def _usual(others: Spread) -> Decimal | None:
    """What is usual among them, where they are enough to say so."""
    return others.median if others.size >= FEWEST else None


def _near(value: Decimal, wanted: Decimal, within: Decimal) -> bool:
    return wanted / within <= value <= wanted * within
