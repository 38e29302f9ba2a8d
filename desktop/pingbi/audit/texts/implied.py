"""What follows from the facts of a text though it does not stand there: offered with its derivation, never scored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import rounded
from pingbi.audit.texts.words import share
from pingbi.model import Derived, Finding, Role
from pingbi.model.catalogue import Kind, elapsed, months, same_period
from pingbi.model.catalogue import words as period_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.audit.texts.statement import Statement, Statements

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Implication:
    """One derived value in words (工业投资上年同期约21.09亿元), of whom, and from what."""

    county: str
    file: str
    words: str
    value: Decimal
    origin: Derived

    def __str__(self) -> str:
        return f"{self.words}（{self.origin.formula}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied(Finding):
    """All that follows from what a text says of a county."""

    code: ClassVar[str] = "implied"
    implications: tuple[Implication, ...]

    def __str__(self) -> str:
        listed = "；".join(map(str, self.implications))
        return f"由文字材料可推算{self.county}的{len(self.implications)}个数，只供参考，不计分：{listed}"


def implied(found: Iterable[Implication]) -> Iterator[Implied]:
    """One finding a county and text, its implications in the order of the text."""
    groups: dict[tuple[str, str], list[Implication]] = {}
    for item in found:
        groups.setdefault((item.county, item.file), []).append(item)
    for (county, _), items in groups.items():
        places = dict.fromkeys(place for item in items for place in item.origin.operands)
        yield Implied(county=county, places=tuple(places), implications=tuple(items))


def implication(rows: tuple[Statement, ...], words: str, value: Decimal, formula: str) -> Implication:
    """From facts of a text, the first of which says whose it is."""
    first = rows[0].fact
    origin = Derived(formula, tuple(row.origin for row in rows))
    return Implication(first.county or "", first.file, words, value, origin)


def around(value: Decimal, low: Decimal, high: Decimal, decimals: int, unit: str) -> str:
    """约140.82亿元，在139.00—142.68之间: a quotient, and between what the printed digits leave it."""
    middle, least, most = (rounded(number, decimals) for number in (value, low, high))
    return f"约{middle:f}{unit}，在{least:f}—{most:f}之间"


def last_years(facts: Statements) -> Iterator[Implication]:
    """The level of the year before from a level and its growth, where no table gives it."""
    for growth in facts.of(Kind.YOY):
        base = 1 + growth.value / HUNDRED
        level = _level_of(facts, growth)
        if level is None or level.fact.indicator_id is None or growth.fact.unit != "%":
            continue
        if base - growth.half / HUNDRED <= 0:
            continue
        figure = facts.figure(level)
        known = figure and facts.examined.figures.get(figure.county, figure.indicator, Role.LAST_YEAR)
        bounds = level.within(level.fact.unit)
        if known or bounds is None or level.value <= 0:
            continue
        low, high = bounds[0] / (base + growth.half / HUNDRED), bounds[1] / (base - growth.half / HUNDRED)
        value, decimals = level.value / base, _decimals(level)
        period = level.fact.period
        run = facts.examined.scheme.period
        other = period if period and months(period) and not same_period(period, run) else None
        when = f"（{period_words(other)}）" if other else ""  # the investment of June alone
        words = f"{level.fact.indicator}{when}上年同期{around(value, low, high, decimals, level.fact.unit)}"
        rate = f"{growth.value:f}%" if growth.value >= 0 else f"({growth.value:f}%)"
        yield implication((level, growth), words, value, f"{level.shown}÷(1＋{rate})")


def _level_of(facts: Statements, growth: Statement) -> Statement | None:
    """The level that stands before its growth, of the same period."""
    family = facts.family(growth.fact.indicator)
    for row in facts.before(growth, 80):
        if row.fact.kind is Kind.LEVEL and row.fact.period == growth.fact.period:
            return row if facts.family(row.fact.indicator) == family else None
    return None


def wholes(facts: Statements) -> Iterator[Implication]:
    """The whole from a part and its share, where the text does not give it."""
    for row, part, whole in shares(facts):
        bounds = part.within(part.fact.unit)
        if whole is not None or part.fact.indicator_id is None or bounds is None or row.value - row.half <= 0:
            continue
        low, high = (
            bounds[0] * HUNDRED / (row.value + row.half),
            bounds[1] * HUNDRED / (row.value - row.half),
        )
        value = part.value * HUNDRED / row.value
        found = share(row.fact.indicator)
        words = f"{found[1] if found else ''}{around(value, low, high, _decimals(part), part.fact.unit)}"
        yield implication((part, row), words, value, f"{part.shown}÷{row.shown}")


def shares(facts: Statements) -> Iterator[tuple[Statement, Statement, Statement | None]]:
    """(share, part, whole or none) of A占B的比例, where the part's amount stands before it."""
    for row in facts.of(Kind.SHARE):
        names = share(row.fact.indicator)
        if names is None or row.fact.unit != "%":
            continue
        amounts = [
            other
            for other in facts.before(row)
            if other.fact.kind in (Kind.LEVEL, Kind.COUNT) and other.fact.period == row.fact.period
        ]
        part = next((other for other in amounts if facts.family(other.fact.indicator) == facts.family(names[0])), None)
        if part is None:
            continue
        whole = (other for other in amounts if facts.family(other.fact.indicator) == facts.family(names[1]))
        yield row, part, next((other for other in whole if other.within(part.fact.unit)), None)


def schedules(facts: Statements) -> Iterator[Implication]:
    """How far a plan's share is ahead of the year's share gone, for periods from January on."""
    for row in facts.of(Kind.PLAN_RATIO):
        period = row.fact.period
        found = months(period) if period else None
        if (
            row.fact.indicator_id is None
            or period is None
            or found is None
            or found[1] != 1
            or found[2] == 12
            or row.fact.unit != "%"
        ):
            continue
        due = elapsed(period) * HUNDRED
        value = row.value - due
        way = "高于" if value >= 0 else "低于"
        words = f"{row.fact.indicator}{way}序时进度{rounded(abs(value), 1):f}个百分点"
        yield implication((row,), words, value, f"{row.shown}－{found[2]}/12")


def implied_targets(facts: Statements) -> Iterator[tuple[Implication, Statement, Statement]]:
    """(the target, the count, the gap) where a text says by how much a target is passed."""
    for gap in facts.of(Kind.TARGET_GAP):
        count = next(
            (
                row
                for row in facts.before(gap, 80)
                if row.fact.kind in (Kind.COUNT, Kind.LEVEL)
                and row.words == gap.words
                and row.fact.unit == gap.fact.unit
            ),
            None,
        )
        if count is None:
            continue
        value = count.value - gap.value
        sign = "－" if gap.value >= 0 else "＋"
        formula = f"{count.shown}{sign}{abs(gap.value):f}{gap.fact.unit}"
        words = f"{count.fact.indicator}的目标为{value:f}{count.fact.unit}"
        yield implication((count, gap), words, value, formula), count, gap


def _decimals(row: Statement) -> int:
    """How many decimals a quotient is shown with."""
    exponent = row.value.as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) else 2
