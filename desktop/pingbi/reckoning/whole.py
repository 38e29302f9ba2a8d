"""A county's whole reckoning: its lines, and how they are put together to the total."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pingbi.reckoning.county import Criteria
from pingbi.reckoning.lines import Item, Reckoning
from pingbi.reckoning.said import HUNDRED, ZERO, plain
from pingbi.reckoning.terms import Called, Given, Term, figure, term, total_of, value_of, worked
from pingbi.scheme import compared
from pingbi.scoring import rounded
from pingbi.scoring.totals import sections_of
from pingbi.workbook.rule_words import MEANS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from pingbi.model import Adjusted, Total
    from pingbi.reckoning.county import Evaluated
    from pingbi.scheme import Adjustment, Aggregation, Criterion
    from pingbi.scoring.totals import Section


class _Share(NamedTuple):
    """Points of at most so many; None where there are none."""

    points: Decimal | None
    weight: Decimal


class Reckoner:
    """Of one evaluation: made once, asked for one county after the other."""

    def __init__(self, done: Evaluated) -> None:
        self.done = done
        self.criteria = Criteria(done)
        self._totals = {row.county: row for row in done.result.totals}
        self._sections = sections_of(self.criteria.setting)
        self._rules = done.scheme.scheme

    def of(self, county: str) -> Reckoning:
        """All of one county's."""
        total = self._totals[county]
        return Reckoning(
            county,
            self.criteria.lines(county),
            tuple(self._part(section, county, total) for section in self._sections.sections),
            tuple(self._adjusted(total)),
            self._total(county, total),
            tuple(self._notes(total)),
        )

    # Within

    def _shown(self, value: Decimal, *, total: bool = False) -> str:
        digits = self._rules.total_decimals if total else self._rules.decimals
        return figure(rounded(value, digits, self._rules.rounding), digits, digits)

    def _earned(self, criterion: Criterion, county: str) -> _Share:
        score = self.criteria.results[criterion.id].scores[county]
        return _Share(score.shown if self._rules.total_of == "shown" else score.points, criterion.weight)

    def _part(self, section: Section, county: str, total: Total) -> Item:
        """A 一级指标: its criteria put together, as far as its weight."""
        part, rules = section.part, self._rules
        points = next(row.points for row in total.parts if row.id == part.id)
        how = part.total or rules.total
        rows = [self._earned(row, county) for row in section.criteria]
        if points is None:
            why = "一票否决" if total.veto_effect == "unranked" else "缺项，不计分"
            return Item(part.name, "—", full=part.weight, part=part.id, remark=why)
        made, most = _together(rows, how, rules.decimals)
        if part.weight != most:
            made = made * part.weight / most
        shown = rounded(points, rules.decimals, rules.rounding)
        found = worked(made, shown, partial(rounded, decimals=rules.decimals, rule=rules.rounding), rules.decimals)
        return Item(
            part.name,
            self._shown(points),
            found.text,
            found.result,
            MEANS[how] if how != "sum" else _scaled_words(rows),
            part.weight,
            part.id,
        )

    def _adjusted(self, total: Total) -> Iterator[Item]:
        """Bonuses and deductions that are not 0, or were asked for in vain; then caps that bind."""
        pairs = list(zip(self.done.scheme.adjustment, total.adjusted, strict=True))
        for item, row in pairs:
            if row.points or (row.count and (row.count < 0 or not row.met)):
                yield self._item(item, row, total.county)
        for word, cap, sign in (("加分", self._rules.bonus_cap, 1), ("扣分", self._rules.deduction_cap, -1)):
            inside = sum(
                (sign * row.points for item, row in pairs if item.capped and sign * item.points_each > 0), ZERO
            )
            if cap is not None and inside > cap:
                shown = "+" if sign > 0 else "−"
                yield Item(
                    f"{word}合计", f"{shown}{self._shown(cap)}", remark=f"{plain(inside)} 分，最多 {plain(cap)} 分"
                )

    def _item(self, item: Adjustment, row: Adjusted, county: str) -> Item:
        count, each = row.count or ZERO, item.points_each
        sign = "+" if each > 0 else ""
        made = Given(count) * each
        remark = item.remark
        if not row.met:
            remark = "条件不满足，不计"
        elif count < 0:
            remark = "为负数，不计"
        elif value_of(made) != row.points and item.cap is not None:
            remark = f"单项最多 {plain(item.cap)} 分"
        operand = self.criteria.operands.counted(row.name, county, item.indicator, row.count)
        points = f"{sign}{self._shown(row.points)}"
        text = (
            f"{plain(count)} × {plain(each)}"
            if not str(plain(each)).startswith("−")
            else f"{plain(count)} × ({plain(each)})"
        )
        return Item(row.name, points, text, f"= {self._shown(row.points)}", remark, operands=(operand,))

    def _total(self, county: str, total: Total) -> Item:
        rules = self._rules
        full = self.full
        if total.exact is None or total.shown is None or total.criteria_points is None:
            return Item("综合得分", "不参与排名", remark=total.note or "", full=full)
        parts = {row.id: row.points for row in total.parts}
        rows = [_Share(parts[section.part.id], section.part.weight) for section in self._sections.sections]
        rows += [self._earned(row, county) for row in self._sections.alone]
        made, _ = _together(rows, rules.total, rules.decimals)
        if total.bonus:
            made = made + Given(total.bonus, rules.decimals)
        if total.deduction:
            made = made - Given(total.deduction, rules.decimals)
        remark = "" if rules.total == "sum" else MEANS[rules.total]
        if rules.total_cap is not None and compared(value_of(made)) > rules.total_cap:
            remark = f"合计 {self._shown(value_of(made), total=True)} 分，最高按 {plain(rules.total_cap)} 分计"
            made = term(rules.total_cap)
        how = partial(rounded, decimals=rules.total_decimals, rule=rules.rounding)
        found = worked(made, total.shown, how, rules.total_decimals)
        return Item("综合得分", self._shown(total.shown, total=True), found.text, found.result, remark, full)

    @property
    def full(self) -> Decimal:
        """What the total can be without a bonus."""
        return sum(self._sections.weights, ZERO) if self._rules.total == "sum" else HUNDRED

    def _notes(self, total: Total) -> Iterator[str]:
        """What is missing, vetoes, what a meeting has decided."""
        if total.note:
            yield total.note
        yield from (line for line in self.done.decisions if line.startswith(f"{total.county}的"))


def _together(rows: Sequence[_Share], how: Aggregation, decimals: int) -> tuple[Term, Decimal]:
    """As scoring puts them together (`combine`); the most that it can be."""
    whole = sum((row.weight for row in rows), ZERO)
    there = [row for row in rows if row.points is not None]
    present = sum((row.weight for row in there), ZERO)
    earned = total_of([Given(row.points if row.points is not None else ZERO, decimals) for row in there])
    if how == "sum":
        return (earned if present == whole else earned * whole / present), whole
    if how == "weighted_mean":
        return earned * 100 / present, HUNDRED
    made: Term = Given(HUNDRED)
    for row in there:
        if not row.weight or row.points is None:
            continue
        if compared(row.points) <= 0:
            return Given(ZERO), HUNDRED
        share = Given(row.points, decimals) / row.weight
        made = made * Called("乘方", (share, Given(row.weight) / present))
    return made, HUNDRED


def _scaled_words(rows: Sequence[_Share]) -> str:
    missing = sum(row.points is None for row in rows)
    return f"缺 {missing} 项，按其余权重折算" if missing else ""


def reckoning(done: Evaluated, county: str) -> Reckoning:
    """Of one county; who asks for several makes a `Reckoner`."""
    return Reckoner(done).of(county)
