"""What a title, a sheet's name or a file's name says of all the numbers below it: of when they are, and of what."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.period_words import period_of, span_of, without_period
from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare, months, year_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from pingbi.extraction.names import Meaning, Names

_MONTH = re.compile(r"\d{4}M\d\d")
_DATE = re.compile(r"日期|制表|填报(?!表)|填表|报[送出](?!表)|上报|印发|打印|更新|发布|修[改订]|版")
_OF_WHEN = re.compile(r"(?:统计|报告|所属|数据)?(?:时间|时期|期间|期别|月份|期)[:：]")
_TITLE = re.compile(r"[表况计标资成总度报额值数业展账]")  # of 完成情况表, 统计, 主要指标, 投资, 快报 …
_YEAR = re.compile(r"\d{4}")
_TO_DATE = re.compile(r"累计|年初|本年|今年")
_GROWTH = re.compile(r"增速|同比增[长减幅]|同比变化|增长率|增长速度|增幅|涨幅")
_AMOUNTS = re.compile(r"完成|总量|实绩|绝对|额|[及和与、]|汇总|监测|主要指标(?:情况|数据)?$")
_WORDS = {
    "difference": re.compile(r"增量|增加额|净增|增减额|差额|差距|缺口|剩余|未完成"),
    "share": re.compile(r"占比|比重|占全[省市国]|贡献|拉动|构成"),
    "points": re.compile(r"得分|评分|打分|计分|赋分|分值"),
    "part": re.compile(
        r"民间|国有|外商|私营|民营|小微|中小企业|高技术|高新技术产业|战略性新兴|高耗能|产业集聚区|(?<!单位)(?:剔除|扣除)"
    ),
    "place": re.compile(r"位次|名次|排名|排序|排位"),
}
_AND = re.compile(r"[和及与、]")
_OFFICES = re.compile(r"[:：]|局|中心|办公室|[处科]$|协会|商会")
_POINTS = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*分\s*[)）]")
_PLACED = re.compile(r"(?:全市)?(?:名次|位次|排名|排位|排序)\d?")
_SCORED = re.compile(r"(?:得分|评分|分值|计分)\d?")
_LONGEST = 60  # characters of a title
_AMOUNT_KINDS = (Kind.LEVEL, Kind.COUNT)


class Of(StrEnum):
    """What all numbers of a table are, where they are not the indicators' own."""

    DIFFERENCE = "difference"
    SHARE = "share"
    POINTS = "points"
    PLACE = "place"
    PART = "part"
    GROWTH = "growth"

    @property
    def words(self) -> str:
        """As a finding names it."""
        return _OF_WORDS[self.value]


_OF_WORDS = {
    "difference": "增减或差额",
    "share": "占比或拉动",
    "points": "得分",
    "place": "位次",
    "part": "其中一部分",
    "growth": "增速",
}


class Said(NamedTuple):
    """What a line over the table says of all its numbers; of growth, besides, where it is one of places."""

    line: str
    of: Of
    grown: bool = False


def period_told(text: str, before: str, file: str, sheet: str, default: str) -> str:
    """The period of a table: its own head's, that of the table above it, the sheet's name's, the file's name's.

    A single month of a file's name is mostly the date of the report; a year says nothing that is the evaluation's.
    """
    own = own_period(text, default)
    if own or before:
        return own or before
    return sheet_period(sheet, default) or _said(period_of(PurePosixPath(file).stem, default), default)


def own_period(text: str, default: str) -> str:
    """The period that a title names, also a single month; empty where it names none."""
    text = "\n".join(line for line in text.split("\n") if "其中" not in line)  # a heading: 其中：6月
    return period_of(text, default) or _of_a_month(text, default)


def sheet_period(name: str, default: str) -> str:
    """The period that a sheet is called by: 5月, 2021年, 去年; empty where the name says of none or is a date."""
    if re.fullmatch(r"(?:上年|去年)(?:同期)?(?:数据?)?", name.strip()):
        return year_before(default)
    return _said(period_of(name, default, months=True, run=default), default) if _DATE.search(name) is None else ""


def _said(period: str | None, default: str) -> str:
    """A period that says more than the evaluation's year."""
    return "" if not period or (_YEAR.fullmatch(period) and default.startswith(period)) else period


def _of_a_month(text: str, default: str) -> str:
    """2022年5月工业投资完成情况: the month that a title names. 2022年7月 alone is a date."""
    for line in text.split("\n"):
        if len(line) > _LONGEST or _DATE.search(line):
            continue
        period = period_of(line, default, months=True)
        if period is None or _MONTH.fullmatch(period) is None:
            continue
        of_when = _OF_WHEN.match(bare(line))
        rest = "" if of_when else without_period(bare(line)).strip("()（）")
        run, told = months(default), months(period)
        over = run is not None and told is not None and (told[0], told[2]) >= (run[0], run[2] + (of_when is not None))
        if _TITLE.search(rest) or not over:
            return period
    return ""


def to_date(period: str, heads: Iterable[str]) -> str:
    """累计 under a title of one month is from January to it."""
    if _MONTH.fullmatch(period) is None or not any(_TO_DATE.search(head) for head in heads):
        return period
    return span_of(period[:4], int(period[5:]))


def said_of_all(lines: Iterable[str], units: Sequence[str], names: Names) -> Said | None:
    """What the last of the lines that says so says of all numbers; a name of the scheme's in it is no such word.

    A table whose only unit is % gives no amounts.
    """
    found = Said("单位：%", Of.GROWTH) if set(units) == {"%"} else None
    for line in lines:
        if not line or len(line) > _LONGEST:
            continue
        plain = bare(line)
        rest = names.without_names(names.without_places(plain))
        hits = {Of(of): hit[0] for of, pattern in _WORDS.items() if (hit := pattern.search(rest)) is not None}
        if Of.PART in hits and (_OFFICES.search(plain) or _AND.search(rest) or _is_in_a_name(hits[Of.PART], names)):
            del hits[Of.PART]
        grown = _GROWTH.search(plain) is not None and _AMOUNTS.search(rest) is None
        word = next(iter(hits), Of.GROWTH if grown else None)
        found = Said(line, word, grown) if word is not None else found
    return found


def _is_in_a_name(word: str, names: Names) -> bool:
    return any(word in name for row in names.scheme.indicator for name in (row.name, *row.aliases))


def as_said(
    said: Said | None, meaning: Meaning, heads: Sequence[str], values: Sequence[Decimal], names: Names
) -> Meaning | Of:
    """What a column is under such a title; what its numbers are instead, where they are not the indicator's.

    Its own unit says what they are, except of a difference or a part; places are whole numbers, no more of them than of
    counties.
    """
    if meaning.role is not Role.NOW:
        return meaning
    if not meaning.unit and heads and _POINTS.search(heads[-1]):
        return Of.POINTS
    if said is None or (meaning.unit and said.of not in (Of.DIFFERENCE, Of.PART)):
        return meaning
    if said.of is Of.PLACE:
        most = max(len(values), len(names.scheme.counties))
        places = values and all(value == int(value) and 0 < value <= most for value in values)
        if places and len(set(values)) * 2 > len(values):
            return Of.PLACE
        if not said.grown:
            return meaning
    if said.of in (Of.POINTS, Of.PART):
        return said.of
    if meaning.indicator.kind not in _AMOUNT_KINDS:
        return meaning
    if said.of in (Of.GROWTH, Of.PLACE):
        return names.meaning([meaning.indicator.name, "同比"]) or Of.GROWTH
    return said.of


def places_beside(heads: Sequence[str]) -> bool:
    """Whether a column holds the places of those beside it: 名次."""
    return bool(heads) and _PLACED.fullmatch(bare(heads[-1])) is not None


def scores_beside(heads: Sequence[str]) -> bool:
    """Whether a column holds points of the one beside it: 得分."""
    return bool(heads) and _SCORED.fullmatch(bare(heads[-1])) is not None
