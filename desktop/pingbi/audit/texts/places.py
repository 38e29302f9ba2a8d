"""Places among the counties against the values that the counties state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.texts.statement import same_time
from pingbi.model import Finding
from pingbi.model.catalogue import Kind, factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statement, Statements


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
        if rank.fact.reference != "全市" or rank.fact.unit not in ("位", "名", "个位次"):
            continue
        family = facts.family(rank.fact.indicator)
        own = [
            row
            for row in facts.before(rank, 120)
            if row.fact.kind in (Kind.YOY, Kind.LEVEL, Kind.COUNT, Kind.SHARE, Kind.PLAN_RATIO)
            and facts.family(row.fact.indicator) == family
        ]
        found = [better for row in own if (better := _better(facts, row, rank))]
        if own and len(found) == len(own):  # by growth and by amount alike
            value, better = own[0], found[0]
            yield PlaceContradictsValues(
                county=rank.fact.county,
                indicator=value.fact.indicator_id,
                places=(rank.origin, value.origin, *(row.origin for row in better)),
                name=rank.fact.indicator,
                place=f"全市第{rank.value:f}位（{rank.quoted}）",
                value=f"{value.shown}（{value.quoted}）",
                better=tuple(f"{row.fact.county}{row.shown}（{row.quoted}）" for row in better),
            )


def _better(facts: Statements, mine: Statement, rank: Statement) -> list[Statement]:
    """The other counties' greater values, where they are too many for the place."""
    better: dict[str, Statement] = {}
    for row in facts.of(mine.fact.kind):
        times = factor(row.fact.unit, mine.fact.unit)
        another = row.fact.county != mine.fact.county and row.fact.county in facts.examined.scheme.counties
        if times is None or not another:
            continue
        same = facts.family(row.fact.indicator) == facts.family(mine.fact.indicator)
        timely = row.fact.period is not None and same_time(row.fact.period, mine.fact.period)
        if same and timely and (row.value - row.half) * times > mine.value + mine.half:
            better[row.fact.county or ""] = row
    return list(better.values()) if len(better) >= rank.value else []


def overall(facts: Statements) -> Iterator[Finding]:
    """综合成绩前三名 beside 综合评比第四名."""
    rows = [row for row in facts.every if row.fact.kind is Kind.RANK and "综合" in row.words]
    for among in rows:
        if among.fact.qualifier != "前":
            continue
        for place in rows:
            mine = place.exact and place.fact.county == among.fact.county
            if mine and same_time(place.fact.period, among.fact.period) and place.value > among.value:
                yield PlaceOutsideFirst(
                    county=place.fact.county,
                    places=(place.origin, among.origin),
                    sentences=(place.quoted, among.quoted),
                )
