"""The wrong file sent: last period's again, or another county's. Many exact numbers in common are no coincidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Context
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import origins, shown
from pingbi.model import Derived, Finding, InSheet, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure

FEWEST = 5  # numbers in common below which nothing is said
DIGITS = 3  # of a number that two tables do not share by chance
_SHORT = Context(prec=DIGITS - 1)  # to which a number of fewer digits is rounded without loss
EXAMPLES = 3
BEFORE = {Role.PREVIOUS: "上期", Role.LAST_YEAR: "上年同期"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAsBefore(Finding):
    """All or nearly all that a county reports is what it had in another period."""

    code: ClassVar[str] = "same-as-before"
    before: str
    equal: int
    of: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.county}本期的{self.of}个数中有{self.equal}个与{self.before}一模一样（如{'、'.join(self.examples)}），"
            f"疑似把{self.before}的表又报了一次，请核实"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAsOtherCounty(Finding):
    """Two counties report the same numbers."""

    code: ClassVar[str] = "same-as-other-county"
    other: str
    files: tuple[str, str]
    equal: int
    of: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        first, second = self.files
        where = f"{first}、{second}" if first != second else f"同在{first}"
        return (
            f"{self.county}与{self.other}的{self.of}个数中有{self.equal}个一模一样（如{'、'.join(self.examples)}；{where}），"
            "疑似有一家报成了另一家的表，请核实"
        )


def repeated(examined: Examined) -> Iterator[Finding]:
    """Each county beside itself in other periods, then beside the others."""
    told = _told(examined)
    before = {role: words for role, words in BEFORE.items() if any(role is there for _, there in examined.columns)}
    for county, now in told.items():
        for role, words in before.items():
            then = {name: row for name in now if (row := examined.figures.get(county, name, role)) is not None}
            both = [name for name in now if name in then]
            equal = [name for name in both if now[name].value == then[name].value]
            if _nearly_all(equal, both, 9):
                yield SameAsBefore(
                    county=county,
                    places=origins(*(now[name] for name in equal[:EXAMPLES])),
                    before=words,
                    equal=len(equal),
                    of=len(both),
                    examples=_examples(examined, now, equal),
                )
    for county, other in _alike(told):
        mine, others = told[county], told[other]
        both = [name for name in mine if name in others]
        equal = [name for name in both if mine[name].value == others[name].value]
        if _nearly_all(equal, both, 8):
            yield SameAsOtherCounty(
                county=county,
                places=origins(*(row for name in equal[:EXAMPLES] for row in (mine[name], others[name]))),
                other=other,
                files=(_file(mine[equal[0]]), _file(others[equal[0]])),
                equal=len(equal),
                of=len(both),
                examples=_examples(examined, mine, equal),
            )


def _told(examined: Examined) -> dict[str, dict[str, Figure]]:
    """What each county reports itself, in a table, with numbers that say enough."""
    told: dict[str, dict[str, Figure]] = {county: {} for county in examined.scheme.counties}
    for indicator, figure, value in examined.read():
        own = indicator.reported_by == "county" and not isinstance(figure.origin, Derived)
        if figure.county in told and own and isinstance(figure.origin, InSheet) and _says_enough(value):
            told[figure.county][indicator.id] = figure
    return told


def _alike(told: dict[str, dict[str, Figure]]) -> list[tuple[str, str]]:
    """The pairs of counties that have enough numbers in common, in official order."""
    having: dict[str, dict[Decimal | None, list[str]]] = {}
    for county, figures in told.items():
        for name, figure in figures.items():
            having.setdefault(name, {}).setdefault(figure.value, []).append(county)
    same = (counties for values in having.values() for counties in values.values() if len(counties) > 1)
    common = Counter(pair for counties in same for pair in combinations(counties, 2))
    at = {county: place for place, county in enumerate(told)}
    pairs = [pair for pair, count in common.items() if count >= FEWEST]
    return sorted(pairs, key=lambda pair: (at[pair[0]], at[pair[1]]))


def _says_enough(value: Decimal) -> bool:
    return _SHORT.plus(value) != value


def _nearly_all(equal: Sequence[str], both: Sequence[str], tenths: int) -> bool:
    return len(equal) >= FEWEST and len(equal) * 10 >= len(both) * tenths


def _examples(examined: Examined, figures: dict[str, Figure], names: Sequence[str]) -> tuple[str, ...]:
    rows = ((examined.indicators[name], figures[name]) for name in names[:EXAMPLES])
    return tuple(f"{indicator.name}{shown(figure, indicator)}" for indicator, figure in rows)


def _file(figure: Figure) -> str:
    return figure.origin.file if isinstance(figure.origin, InSheet) else ""
