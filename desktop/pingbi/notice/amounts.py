"""Numbers as a sentence has them: printed as the workbook prints them, with what their kind makes of them in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role
from pingbi.model.catalogue import Kind, months
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import value_decimals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.scheme import Criterion, Indicator, Scheme

_ROUND = Context(prec=200, rounding=ROUND_HALF_UP)  # what the workbook's number formats do
# Differences, in words by their sign: (more, less).
_MOVED = {Kind.VS_CITY: ("高于全市平均", "低于全市平均"), Kind.PP_DIFF: ("提高", "回落")}


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value as the workbook shows it; a zero has no sign."""
    found = _ROUND.quantize(compared(value), Decimal(1).scaleb(-decimals))
    return found or abs(found)


def plain(value: Decimal | int) -> str:
    """A place or a count: 2, 2.5."""
    return f"{Decimal(value).normalize():f}"


class Measure(NamedTuple):
    """What a criterion's or an indicator's values are."""

    name: str  # 工业投资, 完成率
    unit: str
    decimals: int
    kind: Kind | None  # None: a formula's

    def shown(self, value: Decimal) -> Decimal:
        """The value as printed, as a number."""
        return rounded(value, self.decimals)

    def words(self, value: Decimal) -> str:
        """30.58亿元 · 增长45.0% · 下降3.1% · 第2位 · 高于全市平均0.9个百分点."""
        shown = self.shown(value)
        unit = "个百分点" if self.unit in ("百分点", "个百分点") else self.unit
        if self.kind is Kind.YOY:
            return f"{'增长' if shown > 0 else '下降'}{abs(shown):f}{unit}" if shown else "持平"
        if self.kind in _MOVED:
            more, less = _MOVED[self.kind]
            return f"{more if shown > 0 else less}{abs(shown):f}{unit}" if shown else "持平"
        return f"第{shown:f}位" if self.kind is Kind.RANK else f"{shown:f}{unit}"


def of_indicator(row: Indicator) -> Measure:
    """The measure of an indicator's figures."""
    return Measure(row.name, row.unit, row.shown_decimals, row.kind)


def of_criterion(scheme: Scheme, criterion: Criterion) -> Measure:
    """The measure of a criterion's values: those of an indicator as that one is printed, else as the scheme says."""
    row = indicator_of(scheme, criterion)
    if row is not None:
        return of_indicator(row)
    return Measure(
        criterion.value_name or criterion.name, criterion.value_unit, value_decimals(scheme, criterion), None
    )


def indicator_of(scheme: Scheme, criterion: Criterion) -> Indicator | None:
    """The indicator that a criterion's value is; None where it is computed."""
    found = formula(scheme, criterion.value).plain if criterion.value is not None else None
    if found is None or found.role is not Role.NOW or found.city:
        return None
    return scheme.indicators[found.indicator]


def growth_word(period: str) -> str:
    """同比 for a part of a year, 比上年 for a whole one."""
    found = months(period)
    whole = period.endswith("FY-plan") or (found is not None and found[1:] == (1, 12))
    return "比上年" if whole else "同比"


def listed(names: Iterable[str], most: int, mark: str = "、") -> str:
    """A、B、C; cut with 等 where there are more than `most`."""
    rows = list(names)
    return mark.join(rows[:most]) + ("等" if len(rows) > most else "")


def are(names: Sequence[object]) -> str:
    """是 of one, 分别是 of several."""
    return "是" if len(names) == 1 else "分别是"
