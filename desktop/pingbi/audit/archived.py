"""What is reported now of earlier periods, against what was published then; growth, against the level of then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import half_unit, origins, rounded, shown, with_unit
from pingbi.model import ROLE_WORDS, ByHand, Derived, Finding, Level, Role, Source, State
from pingbi.model.catalogue import Kind, words
from pingbi.scheme import compared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure
    from pingbi.scheme import Indicator

HUNDRED = Decimal(100)
_EARLIER = (Role.LAST_YEAR, Role.PREVIOUS)
LEVELS = frozenset({Kind.LEVEL, Kind.COUNT})
# Growth at comparable prices does not follow from two levels: a hint at most.
_COMPARABLE = re.compile("可比价|增加值|生产总值")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffersFromArchive(Finding):
    """上年同期 or 上期 as reported now, and as it was published then."""

    code: ClassVar[str] = "differs-from-archive"
    name: str
    reported: str
    period: str
    published: str

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}报送{self.reported}，而{words(self.period)}公布的是{self.published}，"
            "两者不符，请核实"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthDiffersFromArchive(Finding):
    """A reported growth that the levels of now and of then do not give."""

    code: ClassVar[str] = "differs-from-archive"
    name: str
    reported: str
    base: str
    value: str
    period: str
    published: str
    computed: str

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}报送{self.reported}，按本期{self.base}{self.value}与"
            f"{words(self.period)}公布的{self.published}计算应为{self.computed}，两者不符，请核实"
        )


def archived(examined: Examined) -> Iterator[Finding]:
    """Every earlier value that was reported, then every growth."""
    for (county, name, role), figure in examined.figures.chosen.items():
        if role not in _EARLIER or figure.source is Source.ARCHIVE:
            continue
        then = _published(examined, county, name, role)
        if then is not None and _differs(examined, figure, then):
            indicator = examined.indicators[name]
            yield DiffersFromArchive(
                county=county,
                indicator=name,
                places=origins(figure, then),
                name=f"{indicator.name}{ROLE_WORDS[role]}",
                reported=shown(figure, indicator),
                period=then.period,
                published=shown(then, indicator),
            )
    grown = {row.id for row in examined.scheme.indicator if row.kind is Kind.YOY}
    for indicator, figure, value in examined.read():
        if figure.indicator in grown and not isinstance(figure.origin, Derived):
            yield from _growth(examined, indicator, figure, value)


def is_judged(examined: Examined, indicator: Indicator, county: str) -> bool:
    """Whether a growth is held against the archive here: its base is the archive's, or agrees with it."""
    if indicator.kind is not Kind.YOY or indicator.of is None or indicator.unit != "%":
        return False
    base = examined.figures.get(county, indicator.of, Role.LAST_YEAR)
    then = _published(examined, county, indicator.of, Role.LAST_YEAR)
    if base is None or then is None:
        return False
    return base is then or (indicator.compute is None and not _differs(examined, base, then))


def is_comparable(indicator: Indicator, of: Indicator) -> bool:
    """Whether a growth is one at comparable prices, as its name or definition says."""
    return _COMPARABLE.search(f"{indicator.name}{of.name}{indicator.definition or ''}") is not None


def _published(examined: Examined, county: str, indicator: str, role: Role) -> Figure | None:
    """What an archive has of it, chosen or not."""
    key = county, indicator, role
    if role not in _EARLIER or key not in examined.figures.chosen:
        return None
    rows = examined.figures.chosen[key], *examined.figures.beside.get(key, ())
    return next((row for row in rows if row.source is Source.ARCHIVE), None)


def _differs(examined: Examined, figure: Figure, then: Figure) -> bool:
    """Whether the two would be printed differently; what a person has set is as it is."""
    if figure is then or isinstance(figure.origin, ByHand) or figure.state is not State.READ:
        return False
    if figure.value is None or then.value is None:
        return False
    indicator = examined.indicators[figure.indicator]
    places = indicator.shown_decimals
    slack = Decimal((0, (5,), -places - 1))  # GB/T 8170 rounds a 5 either way
    if figure.source is Source.TEXT:
        slack = max(slack, half_unit(figure, indicator))
    apart = abs(compared(figure.value) - compared(then.value))
    return apart > slack and rounded(compared(figure.value), places) != rounded(compared(then.value), places)


def _growth(examined: Examined, indicator: Indicator, figure: Figure, value: Decimal) -> Iterator[Finding]:
    """Within what the printed digits of both levels and of the growth allow.

    Where the base was reported, a formula of the scheme has its own check; a base that differs has been said.
    """
    of = examined.indicators.get(indicator.of or "")
    if of is None or indicator.kind is not Kind.YOY or indicator.unit != "%" or of.kind not in LEVELS:
        return
    now = examined.figures.get(figure.county, of.id)
    base = examined.figures.get(figure.county, of.id, Role.LAST_YEAR)
    then = _published(examined, figure.county, of.id, Role.LAST_YEAR)
    level = examined.figures.value(figure.county, of.id)
    if now is None or base is None or then is None or level is None or not then.value or then.value <= 0:
        return
    if base is not then and (indicator.compute is not None or _differs(examined, base, then)):
        return
    wide, before = half_unit(now, of), half_unit(then, of)
    if then.value <= before:
        return
    ends = [(level + wide) / (then.value - before), (level - wide) / (then.value + before)]
    ends += [(level + wide) / (then.value + before), (level - wide) / (then.value - before)]
    slack = half_unit(figure, indicator)
    low, high = ((end - 1) * HUNDRED for end in (min(ends), max(ends)))
    if low - slack <= value <= high + slack:
        return
    yield GrowthDiffersFromArchive(
        county=figure.county,
        indicator=indicator.id,
        places=origins(figure, now, then),
        level_override=Level.HINT if is_comparable(indicator, of) else None,
        name=indicator.name,
        reported=shown(figure, indicator),
        base=of.name,
        value=shown(now, of),
        period=then.period,
        published=shown(then, of),
        computed=with_unit(rounded((level / then.value - 1) * HUNDRED, max(indicator.shown_decimals, 1)), "%"),
    )
