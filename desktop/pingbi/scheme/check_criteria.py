"""Whether each criterion can be scored: its formula, its part, its method's parameters."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from pingbi.scheme.formula import formula
from pingbi.scheme.syntax import FormulaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.scheme.shape import MethodShape, Parameter
    from pingbi.scheme.tables import Criterion, Scheme


def criteria(scheme: Scheme, methods: Mapping[str, MethodShape]) -> Iterator[str]:
    """Every mistake of [[criterion]]."""
    parts = [row.id for row in scheme.part]
    for row in scheme.criterion:
        where = f"[[criterion]] “{row.id}”"
        method = methods[row.method]
        if row.part is not None and row.part not in parts:
            yield f"{where}的 part “{row.part}”不存在；已有的：{'、'.join(parts) or '无'}"
        if row.decimals is not None and not 0 <= row.decimals <= 6:
            yield f"{where}的 decimals 应在0到6之间，写成了{row.decimals}"
        if row.value is None and method.takes_value:
            yield f"{where}缺少键“value”（取什么数来评）"
        elif row.value is not None and not method.takes_value:
            yield f"{where}的计分方法 {row.method} 不用 value，请删去"
        elif row.value is not None:
            yield from _formula(scheme, row, where)
        for parameter in method.parameters:
            yield from _parameter(scheme, row, parameter, where)
        yield from _shape(scheme, row, where)


def _formula(scheme: Scheme, row: Criterion, where: str) -> Iterator[str]:
    try:
        formula(scheme, row.value or "")
    except FormulaError as error:
        yield f"{where}的 value：{error}"
        return
    if row.parameters.get("target") == "TARGET":
        plain = formula(scheme, row.value or "").plain
        if plain is None:
            yield f"{where}的 target 是 TARGET，value 应只写一个指标"


def _parameter(scheme: Scheme, row: Criterion, parameter: Parameter, where: str) -> Iterator[str]:
    known = scheme.indicators
    given = row.parameters.get(parameter.key)
    names: tuple[str, ...] = ()
    if parameter.kind == "target" and isinstance(given, str) and given != "TARGET":
        names = (given,)
    elif parameter.kind in ("prices", "indicators") and given is not None:
        names = tuple(given)
    for name in names:
        if name not in known:
            yield f"{where}的 {parameter.key} 里没有指标“{name}”；已有的：{'、'.join(known)}"
    if parameter.kind == "schedule" and isinstance(given, Decimal) and given <= 0:
        yield f"{where}的 schedule 应大于0，写成了{given}"


def _shape(scheme: Scheme, row: Criterion, where: str) -> Iterator[str]:
    """Tables and pairs of parameters that only make sense one way round."""
    given = row.parameters
    tables = given.get("tables") or ({"": given["table"]} if "table" in given else {})
    for group in given.get("tables", {}):
        if group not in [item.id for item in scheme.group]:
            ids = "、".join(item.id for item in scheme.group)
            yield f"{where}的 tables.{group} 没有这个组；已有的：{ids or '无'}"
    for rows in tables.values():
        yield from _bands(row.method, rows, where)
    if row.method == "efficacy_fixed" and {"satisfactory", "unacceptable"} <= given.keys():
        high, low = given["satisfactory"], given["unacceptable"]
        if high == low or (high < low) != (row.direction == "lower"):
            wanted = "小于" if row.direction == "lower" else "大于"
            yield f"{where}的 satisfactory {high} 应{wanted} unacceptable {low}"
    if given.get("best", 1) <= 0:
        yield f"{where}的 best 应大于0，写成了{given['best']}"
    if {"low", "high"} <= given.keys() and given["low"] >= given["high"]:
        yield f"{where}的 low {given['low']} 应小于 high {given['high']}"
    for key in ("step", "floor", "cap", "per_point", "each", "width"):
        if key in given and given[key] < 0:
            yield f"{where}的 {key} 不能为负，写成了{given[key]}"
    if any(item <= 0 for item in given.get("divisors", ())) or given.get("width") == 0:
        yield f"{where}的 divisors 和 width 应大于0"


def _bands(method: str, rows: tuple[tuple[Decimal, ...], ...], where: str) -> Iterator[str]:
    if method == "rank_table":
        if any(len(row) != 3 for row in rows):
            yield f"{where}的 table 每行应是三个数：起始名次、终止名次、得分"
        elif any(row[0] > row[1] for row in rows) or any(a[1] >= b[0] for a, b in pairwise(sorted(rows))):
            yield f"{where}的 table 名次段有重叠或首尾颠倒"
        else:
            yield from _holes(sorted(rows), where)
    elif method == "target_table":
        if any(len(row) != 2 for row in rows):
            yield f"{where}的 table 每行应是两个数：完成率下限、得分"
        elif any(a[0] >= b[0] for a, b in pairwise(rows)):
            yield f"{where}的 table 完成率下限应由小到大"


def _holes(rows: list[tuple[Decimal, ...]], where: str) -> Iterator[str]:
    """Places before a band and in none: they would get 0 points, less than the places behind them."""
    last = Decimal(0)
    for row in rows:
        first, until = int(last) + 1, int(row[0]) - 1
        if first <= until:
            which = f"第{first}名" if first == until else f"第{first}—{until}名"
            yield f"{where}的 table 里没有{which}，会得0分；要给0分请写明 [{first}, {until}, 0]"
        last = row[1]
