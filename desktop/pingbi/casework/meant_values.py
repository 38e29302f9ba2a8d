"""What a figure in the wrong unit was probably meant to be, and what speaks for it: to be offered to a person."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import ROLE_WORDS, Role, State
from pingbi.model.catalogue import RATES, Kind, factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.model import Figure
    from pingbi.pipeline import Evaluation
    from pingbi.scheme import Indicator

UNITS = ("元", "千元", "万元", "百万元", "亿元", "个", "万个", "家", "万家", "人", "万人", "吨", "万吨", "千瓦时")
HUNDRED = Decimal(100)
FEWEST = 3  # other counties that can say what is usual
WITHIN, WITHIN_OTHERS = Decimal(10), Decimal(20)  # how far what was meant may be from the county's own, from others'
SMALLEST_PART = 1000  # a part is hardly less than this of its whole
FAR = Decimal(20)  # a figure that is nearer than this to what is usual is in its own unit


class Beside(NamedTuple):
    """A value that a figure should be near, and whose it is: 上年同期."""

    words: str
    value: Decimal
    within: Decimal


class Meant(NamedTuple):
    """The value in the indicator's unit; `unit` is how the number is then to be read, empty where by 100."""

    value: Decimal
    unit: str
    beside: Beside


def meant(done: Evaluation, figure: Figure) -> Meant | None:
    """The reading that comes nearest to what is usual; None where its own unit does, or nothing can be said."""
    indicator = done.scheme.indicators[figure.indicator]
    if not figure.value or figure.state is not State.READ:
        return None
    value = abs(figure.value)
    for beside in besides(done, figure):
        if max(value / beside.value, beside.value / value) <= FAR and not _above_whole(done, figure):
            return None
        found = [(times, unit) for times, unit in _readings(indicator) if _near(value * times, beside)]
        if found:
            times, unit = min(found, key=lambda row: _apart(value * row[0], beside.value))
            return Meant((figure.value * times).normalize() + 0, unit, beside)
    return None


def besides(done: Evaluation, figure: Figure) -> Iterator[Beside]:
    """The county's own value of before, what it is a part of, then what is usual of the others."""
    indicator = done.scheme.indicators[figure.indicator]
    for role in (Role.LAST_YEAR, Role.PREVIOUS, Role.TARGET):
        value = done.figures.value(figure.county, indicator.id, role)
        if value:
            yield Beside(ROLE_WORDS[role], abs(value), WITHIN)
    counties = [row for row in done.scheme.counties if row != figure.county]
    others = [value for county in counties if (value := done.figures.value(county, indicator.id))]
    if len(others) >= FEWEST and figure.county != done.scheme.city.name:
        yield Beside("其他县区的中位数", median(map(abs, others)), WITHIN_OTHERS)


def whole_of(done: Evaluation, figure: Figure) -> tuple[Indicator, Decimal] | None:
    """What the figure is a part of, with its value; None where there is none."""
    indicator = done.scheme.indicators[figure.indicator]
    over = done.scheme.indicators.get(indicator.part_of or "")
    value = done.figures.value(figure.county, over.id) if over is not None else None
    return (over, value) if over is not None and value else None


def _above_whole(done: Evaluation, figure: Figure) -> bool:
    found = whole_of(done, figure)
    return found is not None and figure.value is not None and figure.value > found[1]


def _readings(indicator: Indicator) -> Iterator[tuple[Decimal, str]]:
    """By how much the number is multiplied, and the unit in which it was then written."""
    if indicator.unit == "%" and (indicator.kind in RATES or indicator.kind is Kind.SHARE):
        yield HUNDRED, ""
        yield 1 / HUNDRED, ""
        return
    for unit in UNITS:
        times = factor(unit, indicator.unit)
        if times is not None and times != 1:
            yield times, unit


def _near(value: Decimal, beside: Beside) -> bool:
    return _apart(value, beside.value) <= beside.within


def _apart(one: Decimal, other: Decimal) -> Decimal:
    return max(one / other, other / one)


def within_whole(done: Evaluation, figure: Figure) -> Meant | None:
    """The reading by which a part that exceeds its whole no longer does."""
    found = whole_of(done, figure)
    indicator = done.scheme.indicators[figure.indicator]
    if found is None or not figure.value or found[1] <= 0 or figure.value < found[1] * FAR:
        return None
    over, whole = found
    for times, unit in sorted(_readings(indicator), reverse=True):
        value = figure.value * times
        if times < 1 and whole / SMALLEST_PART <= value <= whole:
            return Meant(value.normalize() + 0, unit, Beside(over.name, whole, Decimal(SMALLEST_PART)))
    return None
