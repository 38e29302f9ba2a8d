"""The same indicator of the same county and period more than once: one value, or a finding."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.slips import TEN_THOUSAND
from pingbi.audit.texts.plans import TextUnitSlip
from pingbi.model import Finding, State
from pingbi.model.catalogue import Kind, factor, months, same_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statement, Statements


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
            if _comparable(one, other) and not _chosen_between(facts, one, other):
                yield from _two(one, other)


def _comparable(one: Statement, other: Statement) -> bool:
    """Of the same whole months. What no period is said of may be anything."""
    left, right = one.fact.period, other.fact.period
    if factor(one.fact.unit, other.fact.unit) is None:
        return False
    return left is not None and right is not None and months(left) is not None and same_period(left, right)


def _chosen_between(facts: Statements, one: Statement, other: Statement) -> bool:
    """Whether the choice of figures has already said that there are two values."""
    states = (State.READ, State.UNDECIDED)
    figures = (facts.figure(one), facts.figure(other))
    return all(figure is not None and figure.state in states for figure in figures)


def _two(one: Statement, other: Statement) -> Iterator[Finding]:
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
        values=(one.shown, other.shown),
        sentences=(one.quoted, other.quoted),
    )
