"""Places among the counties against the values that the counties state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.texts.statement import CITY, same_time
from pingbi.model import Finding
from pingbi.model.catalogue import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statement, Statements

_LESS_IS_BETTER = re.compile(r"能耗|煤耗|排放|事故|负债|亏损|成本|率降")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContradictsValues(Finding):
    """A place among the counties that the counties' stated values do not allow."""

    code: ClassVar[str] = "place-contradicts"
    name: str
    place: str
    value: str
    better: tuple[str, ...]

    def __str__(self) -> str:
        others = "、".join(self.better)
        return f"{self.county}的{self.name}写为{self.place}，数值为{self.value}，但{others}更高，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOutsideFirst(Finding):
    """An overall place that is not among the first so many of which a text speaks."""

    code: ClassVar[str] = "place-contradicts"
    sentences: tuple[str, str]

    def __str__(self) -> str:
        return f"{self.county}的综合名次前后不一致：{'，'.join(self.sentences)}，请核实"


def ranks(facts: Statements) -> Iterator[Finding]:
    """居全市第二位: no more than one county may state a better value."""
    for rank in facts.of(Kind.RANK):
        if (
            _LESS_IS_BETTER.search(rank.words)
            or rank.fact.reference != CITY
            or rank.fact.unit not in ("位", "名", "个位次")
        ):
            continue
        family = facts.family(rank.fact.indicator)
        own = [
            row
            for row in facts.before(rank, 120)
            if row.fact.kind in (Kind.YOY, Kind.LEVEL, Kind.COUNT, Kind.SHARE, Kind.PLAN_RATIO)
            and facts.family(row.fact.indicator) == family
        ]
        found = [(row, _better(row, others)) for row in own if (others := _others(facts, row))]
        if found and all(len(better) >= rank.value for _, better in found):  # by growth and by amount alike
            value, better = found[0]
            yield PlaceContradictsValues(
                county=rank.fact.county,
                indicator=value.fact.indicator_id,
                places=(rank.origin, value.origin, *(row.origin for row in better)),
                name=rank.fact.indicator,
                place=f"全市第{rank.value:f}位（{rank.quoted}）",
                value=f"{value.shown}（{value.quoted}）",
                better=tuple(f"{row.fact.county}{row.shown}（{row.quoted}）" for row in better),
            )


def _others(facts: Statements, mine: Statement) -> list[Statement]:
    """What the other counties state of the same thing and time, the last of each."""
    others: dict[str, Statement] = {}
    for row in facts.alike(mine.fact.kind, mine.fact.indicator):
        another = row.fact.county != mine.fact.county and row.fact.county in facts.examined.scheme.counties
        timely = row.fact.period is not None and same_time(row.fact.period, mine.fact.period)
        if another and timely and row.within(mine.fact.unit):
            others[row.fact.county or ""] = row
    return list(others.values())


def _better(mine: Statement, others: list[Statement]) -> list[Statement]:
    """Those that are certainly greater."""
    bounds = ((row, row.within(mine.fact.unit)) for row in others)
    return [row for row, bound in bounds if bound is not None and bound[0] > mine.value + mine.half]


def overall(facts: Statements) -> Iterator[Finding]:
    """综合成绩前三名 beside 综合评比第四名."""
    rows: dict[str | None, list[Statement]] = {}
    for row in facts.every:
        if row.fact.kind is Kind.RANK and "综合" in row.words:
            rows.setdefault(row.fact.county, []).append(row)
    for among in chain.from_iterable(rows.values()):
        if among.fact.qualifier != "前":
            continue
        for place in rows[among.fact.county]:
            if place.exact and same_time(place.fact.period, among.fact.period) and place.value > among.value:
                yield PlaceOutsideFirst(
                    county=place.fact.county,
                    places=(place.origin, among.origin),
                    sentences=(place.quoted, among.quoted),
                )
