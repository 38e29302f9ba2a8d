"""The same indicator of the same county and period more than once: one value, or a finding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.slips import TEN_THOUSAND
from pingbi.audit.texts.plans import TextUnitSlip
from pingbi.audit.texts.words import plain
from pingbi.model import Finding, Level, State
from pingbi.model.catalogue import Kind, factor, months, same_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statement, Statements

FULL_NAME = 4  # characters: 工业项目
SURE = Decimal("0.9")
_GROUP = re.compile(r"其中|已|新|正在|尚|未|拟")
_IN_A_LIST = re.compile(r"^(?:和|及|与|分别|比|较)|由|上年|去年")  # another's, or another time's
_OF_A_DAY = re.compile(r"新增|召开|开展|举办|方面|措施|[批期次]")  # these may well be told of several occasions


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsDisagree(Finding):
    """Two sentences that give two values for one thing."""

    code: ClassVar[str] = "two-values"
    name: str
    values: tuple[str, str]
    sentences: tuple[str, str]

    def __str__(self) -> str:
        (one, other), (here, there) = self.values, self.sentences
        return f"{self.county}的{self.name}前后两个数：{here}为{one}，{there}为{other}，请核实更正"


def repeats(facts: Statements) -> Iterator[Finding]:
    """Two values beyond the printed digits; exactly ten thousand times as much is a unit slip."""
    groups: dict[tuple[str, str, Kind, str], list[Statement]] = {}
    for row in facts.of(Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE, Kind.PLAN_RATIO, Kind.VS_CITY, Kind.RANK):
        if row.fact.indicator.startswith("单个"):
            continue
        if row.fact.kind in (Kind.VS_CITY, Kind.RANK) and not row.fact.reference:
            continue  # of what is not said
        key = (row.fact.county or "", row.words, row.fact.kind, row.fact.reference or "")
        groups.setdefault(key, []).append(row)
    for rows in groups.values():
        for one, other in pairwise(rows):
            if factor(one.fact.unit, other.fact.unit) is None or _chosen_between(facts, one, other):
                continue
            if _group(one) != _group(other) or not (_says_what(one) and _says_what(other)):
                continue
            if _of_the_same_months(one, other):
                sure = min(one.fact.confidence, other.fact.confidence) >= SURE
                yield from _two(one, other, None if sure else Level.VERIFY)
            elif _told_again(one, other):
                yield from _two(one, other, Level.VERIFY)


def _says_what(row: Statement) -> bool:
    """Whether the sentence itself names the thing: what was carried over from another clause may be wrong."""
    if _IN_A_LIST.search(row.fact.quote):
        return False
    pairs = ["".join(pair) for pair in pairwise(row.words)]
    there = sum(pair in plain(row.fact.quote) for pair in pairs)
    return row.fact.confidence >= SURE or 2 * there >= len(pairs)


def _group(row: Statement) -> frozenset[str]:
    """The words beside a number that make it one of a group: 已完成200项 is none of the 215项 that there are."""
    return frozenset(_GROUP.findall(row.fact.quote)) if row.fact.kind is Kind.COUNT else frozenset()


def _of_the_same_months(one: Statement, other: Statement) -> bool:
    left, right = one.fact.period, other.fact.period
    return left is not None and right is not None and months(left) is not None and same_period(left, right)


def _told_again(one: Statement, other: Statement) -> bool:
    """A number of things under its full name, twice in one text, where no two periods are told apart."""
    if one.fact.kind is not Kind.COUNT or one.fact.file != other.fact.file or len(one.words) < FULL_NAME:
        return False
    open_ended = [row for row in (one, other) if row.fact.period is None or months(row.fact.period) is None]
    return bool(open_ended) and not _OF_A_DAY.search(one.words)


def _chosen_between(facts: Statements, one: Statement, other: Statement) -> bool:
    """Whether the choice of figures has already said that there are two values."""
    states = (State.READ, State.UNDECIDED)
    figures = (facts.figure(one), facts.figure(other))
    return all(figure is not None and figure.state in states for figure in figures)


def _two(one: Statement, other: Statement, level: Level | None = None) -> Iterator[Finding]:
    mine, its = one.within(other.fact.unit), other.within(other.fact.unit)
    if mine is None or its is None or (mine[0] <= its[1] and its[0] <= mine[1]):
        return
    places = (one.origin, other.origin)
    for times in (TEN_THOUSAND, 1 / TEN_THOUSAND):
        if one.fact.kind is Kind.LEVEL and mine[0] * times <= its[1] and its[0] <= mine[1] * times:
            yield TextUnitSlip(
                county=one.fact.county,
                indicator=one.fact.indicator_id,
                places=places,
                statement=f"{one.fact.indicator}{one.shown}（{one.quoted}）",
                beside=f"{other.shown}（{other.quoted}）",
            )
            return
    yield TextsDisagree(
        county=one.fact.county,
        indicator=one.fact.indicator_id,
        places=places,
        name=one.fact.indicator,
        level_override=level,
        values=(one.shown, other.shown),
        sentences=(one.quoted, other.quoted),
    )
