"""Whether the tables of a scheme fit each other. Each family yields Chinese lines."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model import Source
from pingbi.model.catalogue import bare, is_period
from pingbi.scheme.check_criteria import criteria
from pingbi.scheme.check_indicators import formulas, indicators, ledgers
from pingbi.scheme.check_notice import notice
from pingbi.scheme.formula import formula
from pingbi.scheme.syntax import FormulaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.scheme.shape import MethodShape
    from pingbi.scheme.tables import Counted, Place, Scheme, Weighted

SHEETS = (
    "综合排名",
    "主要指标",
    "单项排名",
    "加减分",
    "县区分析",
    "位次变化",
    "名次稳健性",
    "审核情况",
    "计分办法",
    "数据来源",
)
WHOLE = frozenset({"单项排名", "县区分析"})  # made of blocks and pages: no columns to choose from
_SOURCES = tuple(row for row in Source if row not in (Source.COMPUTED, Source.COUNTED, Source.DECISION, Source.ARCHIVE))


def check(scheme: Scheme, methods: Mapping[str, MethodShape]) -> list[str]:
    """Every mistake as one line, in the order of the tables."""
    lines = [*_named(scheme), *_unique(scheme), *_rules(scheme), *_places(scheme), *indicators(scheme)]
    lines += ledgers(scheme)
    if lines:
        return lines  # formulas can only be read once names are unique and references hold
    return [*formulas(scheme), *criteria(scheme, methods), *_after(scheme), *_print(scheme), *notice(scheme)]


def _named(scheme: Scheme) -> Iterator[str]:
    if not scheme.scheme.name.strip():
        yield "[scheme] name 不能是空的"
    for table in ("group", "county", "indicator", "ledger", "part", "criterion", "adjustment", "veto", "grade"):
        for number, row in enumerate(getattr(scheme, table), 1):
            for key in ("id", "name"):
                if hasattr(row, key) and not getattr(row, key).strip():
                    yield f"[[{table}]] 第{number}个的 {key} 不能是空的"


def _unique(scheme: Scheme) -> Iterator[str]:
    for table in ("group", "county", "indicator", "ledger", "part", "criterion"):
        rows = getattr(scheme, table)
        for key in ("id", "name"):
            values = Counter(getattr(row, key) for row in rows if hasattr(row, key))
            yield from (f"[[{table}]] 的 {key} “{value}”重复" for value, count in values.items() if count > 1)
    called: dict[str, str] = {}
    everyone: tuple[Place, ...] = (scheme.city, *scheme.county)
    for row in everyone:
        for name in (row.name, *row.aliases):
            owner = called.setdefault(bare(name), row.name)
            if owner != row.name:
                yield f"[[county]] “{row.name}”的名称“{name}”与“{owner}”的相同，无法区分"
    words: dict[tuple[str, str], str] = {}
    names = Counter(row.name for row in scheme.indicator)
    for indicator in scheme.indicator:
        for name in (indicator.name, *indicator.aliases):
            owner = words.setdefault((bare(name), indicator.kind), indicator.id)
            if owner != indicator.id and names[name] < 2:
                yield f"[[indicator]] “{indicator.id}”的名称“{name}”与“{owner}”的相同，无法区分"


def _rules(scheme: Scheme) -> Iterator[str]:
    rules = scheme.scheme
    if not is_period(rules.period) or rules.period == "asof":
        yield f"[scheme] period “{rules.period}”无法识别，可写作 2022H1、2022Q1、2022M01-07、2022M06 或 2022"
    for key in ("decimals", "total_decimals"):
        if not 0 <= getattr(rules, key) <= 6:
            yield f"[scheme] {key} 应在0到6之间，写成了{getattr(rules, key)}"
    if not 0 <= rules.rescale_least <= 1:
        yield f"[scheme] rescale_least 应在0到1之间，写成了{rules.rescale_least}"
    for key in ("bonus_cap", "deduction_cap", "total_cap", "full"):
        value = getattr(rules, key)
        if value is not None and value < 0:
            yield f"[scheme] {key} 不能为负，写成了{value}"
    for source in rules.sources:
        if source not in _SOURCES:
            known = "、".join(_SOURCES)
            yield f"[scheme] sources 里没有“{source}”；可用的有：{known}"
    yield from _ties(scheme, rules.ties, "[scheme]")
    for row in scheme.criterion:
        if row.ties is not None:
            yield from _ties(scheme, row.ties, f"[[criterion]] “{row.id}”")


def _ties(scheme: Scheme, ties: str, where: str) -> Iterator[str]:
    ids = [row.id for row in scheme.criterion]
    if ties.startswith("first_by:"):
        if ties.removeprefix("first_by:") not in ids:
            yield f"{where} ties 里没有评比项“{ties.removeprefix('first_by:')}”；已有的：{'、'.join(ids)}"
    elif ties not in ("skip", "dense", "average"):
        yield f"{where} ties 没有“{ties}”；可用的有：skip、dense、average、first_by:<评比项 id>"


def _places(scheme: Scheme) -> Iterator[str]:
    groups = [row.id for row in scheme.group]
    for county in scheme.county:
        if county.group is not None and county.group not in groups:
            yield f"[[county]] “{county.name}”的 group “{county.group}”不存在；已有的：{'、'.join(groups) or '无'}"
    if scheme.group and any(county.group is None for county in scheme.county):
        without = "、".join(county.name for county in scheme.county if county.group is None)
        yield f"[[county]] 分了组，但 {without} 没有写 group"
    names = scheme.counties
    indicators = scheme.indicators
    for number, target in enumerate(scheme.target, 1):
        if target.indicator not in indicators:
            yield f"[[target]] 第{number}个的 indicator “{target.indicator}”不存在；已有的：{'、'.join(indicators)}"
        if target.county is not None and names and target.county not in (*names, scheme.city.name):
            yield f"[[target]] 第{number}个的 county “{target.county}”不存在；已有的：{'、'.join(names)}"
        if target.period is not None and not is_period(target.period):
            yield f"[[target]] 第{number}个的 period “{target.period}”无法识别"


def _after(scheme: Scheme) -> Iterator[str]:
    known = scheme.indicators
    counted: tuple[tuple[str, Sequence[Counted]], ...] = (("adjustment", scheme.adjustment), ("veto", scheme.veto))
    for table, rows in counted:
        for row in rows:
            if row.indicator not in known:
                yield f"[[{table}]] “{row.name}”的 indicator “{row.indicator}”不存在；已有的：{'、'.join(known)}"
    for adjustment in scheme.adjustment:
        if adjustment.points_each == 0:
            yield f"[[adjustment]] “{adjustment.name}”的 points_each 是0，不起作用"
        if adjustment.cap is not None and adjustment.cap < 0:
            yield f"[[adjustment]] “{adjustment.name}”的 cap 不能为负"
        if adjustment.requires is not None:
            try:
                formula(scheme, adjustment.requires)
            except FormulaError as error:
                yield f"[[adjustment]] “{adjustment.name}”的 requires：{error}"
    for grade in scheme.grade:
        if (grade.from_ is None) == (grade.first is None):
            yield f"[[grade]] “{grade.name}”应写 from（起始分）或 first（前几名）中的一个"
    yield from _weights(scheme)


def _weights(scheme: Scheme) -> Iterator[str]:
    weighted: tuple[tuple[str, Sequence[Weighted]], ...] = (("part", scheme.part), ("criterion", scheme.criterion))
    for table, items in weighted:
        for row in items:
            if row.weight <= 0:
                yield f"[[{table}]] “{row.id}”的 weight 应大于0，写成了{row.weight}"
    for part in scheme.part:
        if all(row.part != part.id for row in scheme.criterion):
            yield f"[[part]] “{part.id}”里没有评比项"
    top: tuple[Weighted, ...] = (*scheme.part, *(row for row in scheme.criterion if row.part is None))
    total = sum((row.weight for row in top), Decimal(0))
    if scheme.scheme.full is not None and total != scheme.scheme.full:
        yield f"[scheme] full 是{scheme.scheme.full}，但权重合计为{total}"


def _print(scheme: Scheme) -> Iterator[str]:
    deadline = scheme.handout.deadline
    if deadline:
        try:
            date.fromisoformat(deadline)
        except ValueError:
            yield f"[handout] deadline “{deadline}”不是日期，应写作 2022-07-10"
    names = scheme.print.sheets
    for name in names:
        if name not in SHEETS:
            yield f"[print] sheets 里没有工作表“{name}”；可用的有：{'、'.join(SHEETS)}"
        elif name in WHOLE and isinstance(names, dict) and names[name].columns:
            yield f"[print.sheets.{name}] 不能选列（columns）：这张表由几块拼成"
