"""Plan, completion and 占年计划 of the same class of projects, against each other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import rounded
from pingbi.audit.relations import PartExceedsWhole
from pingbi.audit.slips import TEN_THOUSAND
from pingbi.audit.texts.statement import agrees, nearest, same_time
from pingbi.model import Finding
from pingbi.model.catalogue import Kind, months, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statement, Statements

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRatioMismatch(Finding):
    """A ratio of a text that does not follow from the numbers that the same text gives for it."""

    code: ClassVar[str] = "ratio-mismatch"
    name: str
    printed: str
    computed: str
    operands: tuple[str, ...]

    def __str__(self) -> str:
        above = "、".join(self.operands)
        return f"{self.county}的{self.name}写为{self.printed}，按{above}计算应为{self.computed}，两者不符，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioOfTwoPeriods(Finding):
    """A ratio and what it is computed from belong to two periods."""

    code: ClassVar[str] = "period-mixed"
    name: str
    printed: str
    period: str
    operand: str
    operand_period: str

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}{self.printed}是{self.period}的，所依据的{self.operand}是{self.operand_period}的，"
            f"时期不一致，请核实更正"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextUnitSlip(Finding):
    """Numbers of a text that agree as soon as one of them is ten thousand times more or less."""

    code: ClassVar[str] = "unit-slip"
    statement: str
    beside: str

    def __str__(self) -> str:
        return f"{self.county}的{self.statement}与{self.beside}正好相差一万倍：疑似单位误写（如万元与亿元），请核实更正"


def plan_ratios(facts: Statements) -> Iterator[Finding]:
    """占年计划 = 完成 ÷ 计划: a finding where no pair of the class's numbers gives the printed ratio."""
    for row in facts.of(Kind.PLAN_RATIO):
        if row.fact.unit != "%" or not row.parted.things:
            continue
        amounts = [
            other
            for other in facts.before(row)
            if other.fact.kind in (Kind.LEVEL, Kind.COUNT)
            and other.parted.things == row.parted.things
            and not other.parted.state
        ]
        plans = [other for other in amounts if other.parted.measure == "plan"]
        done = [other for other in amounts if other.parted.measure in ("done", "")]
        pairs = [(top, below) for top in done for below in plans if top.within(below.fact.unit)]
        pairs = [pair for pair in pairs if not _plan_of_things(pair, done)]
        if pairs:
            yield from judged(facts, row, pairs)


def _plan_of_things(pair: tuple[Statement, Statement], done: list[Statement]) -> bool:
    """Whether a bare number of things stands for what a 完成 of the same unit says better."""
    top = pair[0]
    return not top.parted.measure and any(row.parted.measure and row.within(top.fact.unit) is not None for row in done)


def judged(facts: Statements, row: Statement, pairs: list[tuple[Statement, Statement]]) -> Iterator[Finding]:
    """What is to be said of a ratio in per cent and the pairs (above, below) that it may be made of."""
    if any(fits(row, *pair) for pair in pairs):
        pair = next(pair for pair in pairs if fits(row, *pair))
        yield from _of_two_periods(row, pair[0])
        return
    top = nearest((pair[0] for pair in pairs), row)
    below = nearest((pair[1] for pair in pairs if pair[0] is top), row)
    if top is None or below is None or facts.scored(row, top, below):
        return
    slips = (_slipped(row, top, below, times) for times in (TEN_THOUSAND, 1 / TEN_THOUSAND))
    slip = next((found for found in slips if found is not None), None)
    if slip is not None:
        yield slip
        return
    bounds = top.within(below.fact.unit)
    if bounds is None or not below.value:
        return
    computed = (bounds[0] + bounds[1]) / 2 / below.value * HUNDRED
    yield TextRatioMismatch(
        county=row.fact.county,
        indicator=row.fact.indicator_id,
        places=(row.origin, top.origin, below.origin),
        name=row.fact.indicator,
        printed=f"{row.shown}（{row.quoted}）",
        computed=f"{rounded(computed, decimals(row)):f}%",
        operands=(top.quoted, below.quoted),
    )


def fits(row: Statement, top: Statement, below: Statement, times: Decimal = Decimal(1)) -> bool:
    """Whether a ratio in per cent may be printed for two numbers, by the interval of their digits."""
    above, under = top.within(below.fact.unit), below.within(below.fact.unit)
    if above is None or under is None or under[0] <= 0:
        return True  # nothing can be said
    low, high = above[0] * times * HUNDRED, above[1] * times * HUNDRED
    return agrees(row, min(low / under[0], low / under[1]), max(high / under[0], high / under[1]))


def decimals(row: Statement) -> int:
    """How many decimals a result is shown with: as many as the printed one, at least one."""
    exponent = row.value.as_tuple().exponent
    return max(1, -exponent) if isinstance(exponent, int) else 1


def _slipped(row: Statement, top: Statement, below: Statement, times: Decimal) -> Finding | None:
    if top.fact.kind is not Kind.LEVEL or not fits(row, top, below, times):
        return None
    return TextUnitSlip(
        county=row.fact.county,
        indicator=top.fact.indicator_id,
        places=(top.origin, below.origin, row.origin),
        statement=f"{top.fact.indicator}{top.shown}（{top.quoted}）",
        beside=f"按{below.quoted}和{row.quoted}算出的数",
    )


def _of_two_periods(row: Statement, top: Statement) -> Iterator[Finding]:
    mine, other = row.fact.period, top.fact.period
    if mine and other and months(mine) and months(other) and not same_time(mine, other):
        yield RatioOfTwoPeriods(
            county=row.fact.county,
            indicator=row.fact.indicator_id,
            places=(row.origin, top.origin),
            name=row.fact.indicator,
            printed=f"{row.shown}（{row.quoted}）",
            period=words(mine),
            operand=f"{top.shown}（{top.quoted}）",
            operand_period=words(other),
        )


def orders(facts: Statements) -> Iterator[Finding]:
    """A year's plan, and what is completed of it, is not more than the whole budget of the same projects."""
    for row in facts.of(Kind.LEVEL):
        if row.parted.measure not in ("plan", "done") or not row.parted.things:
            continue
        budgets = (
            other
            for other in facts.before(row)
            if other.parted.measure == "budget" and other.parted.things == row.parted.things
        )
        budget = next(budgets, None)
        if budget is not None and not facts.scored(row, budget):
            yield from exceeds(row, budget)


def exceeds(part: Statement, whole: Statement) -> Iterator[Finding]:
    """A finding where a part is certainly greater than its whole."""
    mine, limit = part.within(whole.fact.unit), whole.within(whole.fact.unit)
    if mine is None or limit is None or mine[0] <= limit[1]:
        return
    yield PartExceedsWhole(
        county=part.fact.county,
        indicator=part.fact.indicator_id,
        places=(part.origin, whole.origin),
        part=part.fact.indicator,
        part_value=f"{part.shown}，{part.quoted}",
        whole=whole.fact.indicator,
        whole_value=f"{whole.shown}，{whole.quoted}",
    )
