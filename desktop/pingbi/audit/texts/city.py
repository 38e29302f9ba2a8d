"""The city's figure as each county's growth and its distance to the city imply it; places against values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pingbi.audit.texts.implied import Implication
from pingbi.audit.texts.statement import CITY, as_fact
from pingbi.model import Derived, Finding, InText, Origin, Role, State
from pingbi.model.catalogue import Kind, same_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statement, Statements
    from pingbi.model import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedCityDiffers(Finding):
    """Growth and distance of two counties, or of one and the city's own row, that cannot both be right."""

    code: ClassVar[str] = "implied-city-differs"
    name: str
    area: str
    sides: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.area}的{self.name}增速不一致：{'；'.join(self.sides)}，请核实"


class Pair(NamedTuple):
    """A county's growth and its distance to the larger area."""

    growth: Statement
    distance: Statement

    @property
    def value(self) -> Decimal:
        """The area's growth. Distances are made from published rates (DOMAIN.md, "Numbers"), so this is exact."""
        return self.growth.value - self.distance.value

    @property
    def formula(self) -> str:
        """45－30.2."""
        sign = "－" if self.distance.value >= 0 else "＋"
        return f"{self.growth.value:f}{sign}{abs(self.distance.value):f}"

    @property
    def side(self) -> str:
        """南乐县“同比增长45%”“超过全市平均增速30.2个百分点”推出14.8%."""
        return f"由{self.growth.fact.county}{self.growth.quoted}、{self.distance.quoted}推出{self.value:f}%"

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where both stand."""
        return self.growth.origin, self.distance.origin


class Area(NamedTuple):
    """What several counties say of the growth of one thing in one larger area in one period."""

    reference: str
    family: str
    pairs: tuple[Pair, ...]

    @property
    def name(self) -> str:
        """What grows."""
        return self.pairs[0].growth.fact.indicator.removesuffix("增速")

    @property
    def indicator(self) -> str | None:
        """The scheme's id of the growth."""
        return self.pairs[0].growth.fact.indicator_id


def areas(facts: Statements) -> list[Area]:
    """Every growth with a distance, by area, thing and period."""
    groups: dict[tuple[str, str, str], list[Pair]] = {}
    for distance in facts.of(Kind.VS_CITY):
        reference, period = distance.fact.reference, distance.fact.period
        if not reference or distance.fact.unit not in ("百分点", "个百分点"):
            continue
        family = facts.family(distance.fact.indicator)
        growth = next(
            (
                row
                for row in facts.before(distance, 120)
                if row.fact.kind is Kind.YOY and row.fact.unit == "%" and facts.family(row.fact.indicator) == family
            ),
            None,
        )
        if growth is None or growth.fact.period != period:
            continue
        own = facts.figure(growth)
        kept = groups.setdefault((reference, family, period or (own.period if own is not None else "")), [])
        kept.append(Pair(growth, distance))
    for family, pair in _reported(facts):
        groups.setdefault((CITY, family, pair.growth.fact.period or ""), []).append(pair)
    return [Area(reference, family, tuple(pairs)) for (reference, family, _), pairs in groups.items()]


def _reported(facts: Statements) -> Iterator[tuple[str, Pair]]:
    """Both as indicators of a table: growth and distance `of` one level."""
    examined = facts.examined
    for indicator, figure, value in examined.read():
        if indicator.kind is not Kind.VS_CITY or indicator.of is None or isinstance(figure.origin, InText):
            continue
        for row in examined.scheme.indicator:
            growth = examined.figures.get(figure.county, row.id)
            if row.kind is not Kind.YOY or row.of != indicator.of or growth is None or growth.value is None:
                continue
            if growth.state is State.READ:
                yield indicator.of, Pair(as_fact(growth, growth.value, row), as_fact(figure, value, indicator))


def cities(facts: Statements) -> Iterator[Finding]:
    """Counties against each other, then each against the city's own figure."""
    for area in areas(facts):
        first = area.pairs[0]
        other = next((pair for pair in area.pairs if pair.value != first.value), None)
        told = _own(facts, area, first) is not None  # then each county is held against that
        if other is not None and not told and area.reference in _shared_by(facts, area):
            yield ImpliedCityDiffers(
                indicator=area.indicator,
                places=tuple(origin for pair in area.pairs for origin in pair.origins),
                name=area.name,
                area=area.reference,
                sides=tuple(pair.side for pair in _different(area.pairs)),
            )
        for pair in area.pairs:
            own = _own(facts, area, pair)
            if own is not None and own[0] != pair.value:
                yield ImpliedCityDiffers(
                    county=pair.growth.fact.county,
                    indicator=area.indicator,
                    places=(*pair.origins, own[1]),
                    name=area.name,
                    area=area.reference,
                    sides=(pair.side, f"{area.reference}报送{own[0]:f}%"),
                )


def _shared_by(facts: Statements, area: Area) -> tuple[str, ...]:
    """The areas that all of the pairs' counties lie in: their own city only where the scheme knows them all."""
    known = set(facts.examined.everyone)
    counties = {pair.growth.fact.county for pair in area.pairs}
    one_text = len({pair.growth.fact.file for pair in area.pairs}) == 1
    return (CITY, "全省", "全国") if counties <= known or one_text else ("全国",)


def _different(pairs: tuple[Pair, ...]) -> list[Pair]:
    """One pair a value."""
    return list({pair.value: pair for pair in reversed(pairs)}.values())[::-1]


def _own(facts: Statements, area: Area, pair: Pair) -> tuple[Decimal, Origin] | None:
    """(the area's own growth, where it stands) from the city's row or the text itself."""
    if area.reference != CITY:
        return None
    figure = _city_row(facts, area.indicator)
    period = pair.growth.fact.period
    if figure is not None and figure.value is not None and (period is None or same_period(period, figure.period)):
        return figure.value, figure.origin
    own = (facts.examined.scheme.city.name, CITY)
    for row in facts.alike(Kind.YOY, area.pairs[0].growth.fact.indicator):
        same = row.fact.file == pair.growth.fact.file and row.fact.period == period and row.fact.unit == "%"
        if row.fact.county in own and same:
            return row.value, row.origin
    return None


def _city_row(facts: Statements, indicator: str | None) -> Figure | None:
    figure = facts.examined.figures.get(facts.examined.scheme.city.name, indicator or "", Role.NOW)
    return figure if figure is not None and figure.state is State.READ else None


def implied_city(facts: Statements) -> Iterator[Implication]:
    """The city's growth where all counties agree and it was not reported, and how far others are from it."""
    for area in areas(facts):
        first = area.pairs[0]
        agreed = all(pair.value == first.value for pair in area.pairs)
        if not agreed or area.reference != CITY or area.indicator is None or _own(facts, area, first) is not None:
            continue
        origins = tuple(dict.fromkeys(origin for pair in area.pairs for origin in pair.origins))
        formula = "、".join(f"{pair.growth.fact.county}{pair.formula}" for pair in area.pairs)
        city = facts.examined.scheme.city.name
        file = first.growth.fact.file
        yield Implication(city, file, f"{area.name}增速{first.value:f}%", first.value, Derived(formula, origins))
        stated = {pair.growth.fact.county for pair in area.pairs}
        for row in facts.alike(Kind.YOY, area.pairs[0].growth.fact.indicator):
            if (
                row.fact.period == first.growth.fact.period
                and row.fact.unit == "%"
                and row.fact.county in facts.examined.scheme.counties
            ):
                if row.fact.county in stated:
                    continue
                value = row.value - first.value
                way = "高于" if value >= 0 else "低于"
                words = f"{row.fact.indicator}增速{way}{city}{abs(value):f}个百分点"
                derived = Derived(f"{row.value:f}－{first.value:f}", (row.origin, *origins))
                yield Implication(row.fact.county or "", row.fact.file, words, value, derived)
