"""Who has not reported what the scheme asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pingbi.model import Finding
from pingbi.model.catalogue import words
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        use = f"，“{'”“'.join(self.needed_for)}”无法计分" if self.needed_for else ""
        return f"{self.county}未报送{self.name}{use}"


def missing(examined: Examined) -> Iterator[Finding]:
    """A county without any figure is one finding; else each required figure that is not there is one."""
    scheme = examined.scheme
    uses = _uses(examined)
    for county in scheme.counties:
        if county not in examined.reported:
            yield NothingReported(county=county, period_words=words(scheme.period))
            continue
        for indicator in scheme.indicator:
            if _asked(indicator) and examined.figures.get(county, indicator.id) is None:
                yield Missing(
                    county=county, indicator=indicator.id, name=indicator.name, needed_for=uses.get(indicator.id, ())
                )
    for operand_id, criteria in _city_uses(examined).items():
        if examined.figures.get(scheme.city.name, operand_id) is None and examined.reported:
            yield Missing(
                county=scheme.city.name,
                indicator=operand_id,
                name=examined.indicators[operand_id].name,
                needed_for=criteria,
            )


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
            uses[operand.indicator] = (*uses.get(operand.indicator, ()), criterion.name)
    return uses


def _city_uses(examined: Examined) -> dict[str, tuple[str, ...]]:
    """What the city's own row must hold: operands of CITY() and of the methods that compare with the city."""
    uses: dict[str, tuple[str, ...]] = {}
    for criterion in examined.scheme.criterion:
        if criterion.value is None:
            continue
        compares = criterion.method.startswith("against_city") and "city" not in criterion.parameters
        for operand in formula(examined.scheme, criterion.value).operands:
            if (operand.city or compares) and examined.indicators[operand.indicator].compute is None:
                uses[operand.indicator] = (*uses.get(operand.indicator, ()), criterion.name)
    return uses
