"""Who has not reported what the scheme asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pingbi.model import Finding
from pingbi.model.catalogue import quoted, words
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.audit.examined import Examined
    from pingbi.scheme import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingReported(Finding):
    """A county of which nothing has come in at all."""

    code: ClassVar[str] = "missing"
    period_words: str

    def __str__(self) -> str:
        return f"{self.county}未报送{self.period_words}数据（缺报），请催报"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing(Finding):
    """One indicator that one county (or the city) has not reported."""

    code: ClassVar[str] = "missing"
    name: str
    needed_for: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.county}未报送{self.name}{_use(self.needed_for)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMissing(Finding):
    """What another office (or this one) enters for the counties and has not: of one county, or of all."""

    code: ClassVar[str] = "missing"
    name: str
    office: str
    needed_for: tuple[str, ...] = ()

    def __str__(self) -> str:
        whose = f"{self.county}的" if self.county else "各县区的"
        return f"{self.office}未提供{whose}{self.name}{_use(self.needed_for)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMissing(Finding):
    """A ledger that one county has not handed in."""

    code: ClassVar[str] = "missing"
    ledger: str
    names: tuple[str, ...]
    needed_for: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.county}未报送台账{quoted(self.ledger)}，没有{'、'.join(self.names)}{_use(self.needed_for)}"


def _use(criteria: tuple[str, ...]) -> str:
    return f"，{''.join(map(quoted, criteria))}无法计分" if criteria else ""


def missing(examined: Examined) -> Iterator[Finding]:
    """A county without any figure is one finding; else each required figure that is not there is one."""
    scheme = examined.scheme
    uses = _uses(examined)
    wanted = [(row, examined.column(row.id)) for row in scheme.indicator if _asked(row) and row.ledger is None]
    for county in scheme.counties:
        if county not in examined.reported:
            yield NothingReported(county=county, period_words=words(scheme.period))
            continue
        for indicator, column in wanted:
            if county not in column:
                yield Missing(
                    county=county, indicator=indicator.id, name=indicator.name, needed_for=uses.get(indicator.id, ())
                )
        yield from _of_ledgers(examined, county, uses)
    yield from _of_offices(examined, uses)
    for operand_id, criteria in _city_uses(examined).items():
        if examined.figures.get(scheme.city.name, operand_id) is None and examined.reported:
            yield Missing(
                county=scheme.city.name,
                indicator=operand_id,
                name=examined.indicators[operand_id].name,
                needed_for=criteria,
            )


def _of_ledgers(examined: Examined, county: str, uses: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """A ledger that has not come in and without which a required indicator has no figure: once, not once a figure."""
    handed_in = {part.ledger for part in examined.ledgers if part.county == county}
    for ledger in examined.scheme.ledger:
        lacking = [
            row
            for row in examined.scheme.indicator
            if row.ledger == ledger.id and _asked(row) and examined.figures.get(county, row.id) is None
        ]
        if lacking and ledger.id not in handed_in:
            needed = dict.fromkeys(name for row in lacking for name in uses.get(row.id, ()))
            yield LedgerMissing(
                county=county,
                ledger=ledger.name,
                names=tuple(row.name for row in lacking),
                needed_for=tuple(needed),
            )


def _of_offices(examined: Examined, uses: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """What others enter for the counties. What only adds or takes away points is not missed: empty there is none."""
    for indicator in examined.scheme.indicator:
        if indicator.reported_by == "county" or not indicator.required:
            continue
        if indicator.compute is not None or indicator.ledger is not None or indicator.count_of is not None:
            continue  # what is counted lacks only where nothing has come in, and that is said
        if indicator.reported_by == "city" and indicator.id not in uses:
            continue
        counties = examined.scheme.counties
        lacking = [county for county in counties if examined.figures.get(county, indicator.id) is None]
        who: list[str | None] = [None] if len(lacking) == len(counties) > 1 else [*lacking]
        for county in who:
            yield OfficeMissing(
                county=county,
                indicator=indicator.id,
                name=indicator.name,
                office=_office(examined, indicator),
                needed_for=uses.get(indicator.id, ()),
            )


def _office(examined: Examined, indicator: Indicator) -> str:
    if indicator.reported_by == "city":
        return examined.scheme.scheme.issuer or "本单位"
    return indicator.office.strip() or "其他部门"


def _asked(indicator: Indicator) -> bool:
    """Whether a county must report it: what others report or what can be computed is not asked of it."""
    return indicator.required and indicator.reported_by == "county" and indicator.compute is None


def _uses(examined: Examined) -> dict[str, tuple[str, ...]]:
    """The names of the criteria that cannot be scored without an indicator."""
    uses: dict[str, tuple[str, ...]] = {}
    for criterion in examined.scheme.criterion:
        if criterion.value is None:
            continue
        for operand in formula(examined.scheme, criterion.value).operands:
            _note(uses, operand.indicator, criterion.name)
    return uses


def _note(uses: dict[str, tuple[str, ...]], indicator: str, criterion: str) -> None:
    """Once, though a formula may name the indicator twice."""
    uses[indicator] = tuple(dict.fromkeys((*uses.get(indicator, ()), criterion)))


def _city_uses(examined: Examined) -> dict[str, tuple[str, ...]]:
    """What the city's own row must hold: operands of CITY() and of the methods that compare with the city."""
    uses: dict[str, tuple[str, ...]] = {}
    for criterion in examined.scheme.criterion:
        if criterion.value is None:
            continue
        compares = criterion.method.startswith("against_city") and "city" not in criterion.parameters
        for operand in formula(examined.scheme, criterion.value).operands:
            if (operand.city or compares) and examined.indicators[operand.indicator].compute is None:
                _note(uses, operand.indicator, criterion.name)
    return uses
