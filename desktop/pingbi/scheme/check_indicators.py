"""Whether indicators, ledgers and their formulas fit each other."""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pingbi.model import LEVELS, ROLE_WORDS
from pingbi.model.catalogue import bare
from pingbi.scheme.condition import condition
from pingbi.scheme.formula import Formula, formula, words_of
from pingbi.scheme.ledgers import mistakes as unit_mistakes
from pingbi.scheme.syntax import FormulaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.scheme.tables import Indicator, Ledger, Scheme


def indicators(scheme: Scheme) -> Iterator[str]:
    """Every mistake of [[indicator]] but those of its formula."""
    known, books = scheme.indicators, {row.id: row for row in scheme.ledger}
    for row in scheme.indicator:
        where = f"[[indicator]] “{row.id}”"
        for key in ("of", "part_of"):
            other = getattr(row, key)
            if other is not None and other not in known:
                yield f"{where}的 {key} “{other}”不存在；已有的：{'、'.join(known)}"
            if other == row.id:
                yield f"{where}的 {key} 是它自己"
        if row.decimals is not None and not 0 <= row.decimals <= 6:
            yield f"{where}的 decimals 应在0到6之间，写成了{row.decimals}"
        if row.minimum is not None and row.maximum is not None and row.minimum > row.maximum:
            yield f"{where}的 minimum {row.minimum} 大于 maximum {row.maximum}"
        if row.count_of is not None:
            yield from _count(row, where)
        if row.ledger is None:
            if row.aggregate is not None:
                yield f"{where}写了 aggregate，但没有写 ledger"
            continue
        if row.ledger not in books:
            yield f"{where}的 ledger “{row.ledger}”不存在；已有的：{'、'.join(books) or '无'}"
            continue
        columns = books[row.ledger].columns
        needed = {"sum": ("column",), "ratio": ("numerator", "denominator"), "count": (), None: ()}[row.aggregate]
        if row.aggregate is None:
            yield f"{where}来自台账，缺少 aggregate（count、sum 或 ratio）"
        for key in needed:
            column = getattr(row, key)
            if column is None:
                yield f"{where}的 aggregate 是 {row.aggregate}，缺少 {key}"
            elif column not in columns:
                yield f"{where}的 {key} “{column}”不是台账“{row.ledger}”的列；有：{'、'.join(columns)}"
        yield from _where(row, books[row.ledger], where)


def _count(row: Indicator, where: str) -> Iterator[str]:
    """What is counted of how counties report is nothing that they report, and has no other rule."""
    if row.reported_by == "county":
        yield f"{where}写了 count_of，不是县区自己报的；reported_by 应为 city 或 office"
    yield from (
        f"{where}的 count_of 和 {key} 只能写一个" for key in ("compute", "ledger") if getattr(row, key) is not None
    )


def _where(row: Indicator, ledger: Ledger, where: str) -> Iterator[str]:
    """`where` compares columns of the ledger with numbers, with words in quotes, or with each other."""
    if row.where is None:
        return
    try:
        condition(row.where, ledger.columns, ledger.units)
    except FormulaError as error:
        yield f"{where}的 where：{error}"


def ledgers(scheme: Scheme) -> Iterator[str]:
    """Every mistake of [[ledger]]."""
    for ledger in scheme.ledger:
        where = f"[[ledger]] “{ledger.id}”"
        wanted = [ledger.key, *ledger.units, *([ledger.county_column] if ledger.county_column else [])]
        for column in (*wanted, *ledger.aliases):
            if column not in ledger.columns:
                yield f"{where}没有列“{column}”；有：{'、'.join(ledger.columns)}"
        if ledger.county_column == ledger.key:
            yield f"{where}的 county_column 和 key 是同一列“{ledger.key}”"
        called = Counter(bare(name) for name in ledger.columns)
        called += Counter(bare(name) for names in ledger.aliases.values() for name in names)
        yield from (f"{where}的列名“{name}”重复，无法区分" for name, count in called.items() if count > 1)
        for text in ledger.checks or ():
            try:
                condition(text, ledger.columns, ledger.units)
            except FormulaError as error:
                yield f"{where}的 checks：{error}"
    yield from unit_mistakes(scheme)


def formulas(scheme: Scheme) -> Iterator[str]:
    """Every mistake of the formulas of [[indicator]] and [[check]]."""
    derived: dict[str, Formula] = {}
    for row in scheme.indicator:
        if row.compute is not None:
            try:
                derived[row.id] = formula(scheme, row.compute)
            except FormulaError as error:
                yield f"[[indicator]] “{row.id}”的 compute：{error}"
    circular: set[str] = set()
    for start, rule in derived.items():
        reached = _reached(start, derived)
        if start in reached and start not in circular:
            circular |= reached  # one line a circle
            yield f"[[indicator]] “{start}”的 compute 绕了一圈又用到它自己：{rule.text}"
    names = {name + word for row in scheme.indicator for name in words_of(row) for word in ROLE_WORDS.values()}
    names |= {scheme.city.name + name for name in names}
    for check in scheme.check:
        where = f"[[check]] “{check.code}”"
        if not re.fullmatch(r"[a-z][a-z0-9-]*", check.code):
            yield f"{where}的 code 应由小写字母、数字和连字符组成"
        if check.rule is None and check.level is None:
            yield f"{where}既没有 rule 也没有 level"
        elif check.rule is None and check.code not in LEVELS:
            near = get_close_matches(check.code, LEVELS, 3, 0.6)
            hint = f"是不是“{'”“'.join(near)}”" if near else f"可用的有：{'、'.join(LEVELS)}"
            yield f"{where}没有 rule，内置审核里也没有这个 code；{hint}"
        if check.rule is not None:
            try:
                formula(scheme, check.rule)
            except FormulaError as error:
                yield f"{where}的 rule：{error}"
        for name in re.findall(r"\{([^{}]*)\}", check.message):
            if name not in names:
                yield f"{where}的 message 里没有指标“{name}”"


def _reached(start: str, derived: Mapping[str, Formula]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for operand in derived[waiting.pop()].operands:
            if operand.indicator not in seen and operand.role == "now":
                seen.add(operand.indicator)
                if operand.indicator in derived:
                    waiting.append(operand.indicator)
    return seen
