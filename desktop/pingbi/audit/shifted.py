"""Values that slipped by a row or a column: each fits its neighbour's indicator far better than its own."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pingbi.audit.examined import origins, with_unit
from pingbi.model import Derived, Finding, Role, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure
    from pingbi.scheme import Indicator

FEWEST_OTHERS = 3  # counties that can speak for what is usual
OWN_FITS, OTHERS_FIT = 0.2, 0.5  # decades from the neighbour's own value of before, from the counties' usual one
FAR = 1.0  # decades from the indicator's own
FEWEST = 3  # values in a row of which all fit the neighbour and so many are far from their own


class Usual(NamedTuple):
    """What a county's indicator should be near, and in whose words: 上年同期 21.1."""

    value: Decimal
    words: str


class _Slip(NamedTuple):
    """A value that fits its neighbour's indicator."""

    figure: Figure
    indicator: Indicator
    usual: Usual
    neighbour: Indicator
    neighbours: Usual
    far: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted(Finding):
    """Several values in a row of the template that would be right one place further."""

    code: ClassVar[str] = "shifted"
    values: tuple[str, ...]  # each with what it stands for and what it would fit

    def __str__(self) -> str:
        return (
            f"{self.county}有{len(self.values)}个相邻的数疑似错了一行（列）：{'；'.join(self.values)}；请对照原表核实"
        )


def shifted(examined: Examined) -> Iterator[Finding]:
    """For each county, downwards and upwards, by its own values of before, else by the other counties'."""
    asked = [row for row in examined.scheme.indicator if row.reported_by == "county" and row.compute is None]
    for county in examined.scheme.counties:
        yield from _of_county(examined, county, asked)


def _of_county(examined: Examined, county: str, asked: Sequence[Indicator]) -> Iterator[Finding]:
    for usual, near in ((_before, OWN_FITS), (_others, OTHERS_FIT)):
        known = {row.id: found for row in asked if (found := usual(examined, county, row)) is not None}
        if not _enough_far(examined, county, known):
            continue
        for step in (-1, 1):
            runs = list(_runs(examined, county, asked, known, step, near))
            yield from (_told(county, run) for run in runs)
            if runs:
                return


def _enough_far(examined: Examined, county: str, known: dict[str, Usual]) -> bool:
    """Whether so many values are far from their own that a run of them may have slipped; mostly there are none."""
    pairs = ((examined.figures.value(county, name), usual.value) for name, usual in known.items())
    return sum(1 for value, own in pairs if value and decades(value, own) >= FAR) >= FEWEST


def _before(examined: Examined, county: str, indicator: Indicator) -> Usual | None:
    for role, words in ((Role.LAST_YEAR, "上年同期"), (Role.PREVIOUS, "上期")):
        value = examined.figures.value(county, indicator.id, role)
        if value:
            return Usual(value, words)
    return None


def _others(examined: Examined, county: str, indicator: Indicator) -> Usual | None:
    others = examined.others(county, indicator.id)
    return Usual(others.median, "其他县区中位数") if others.size >= FEWEST_OTHERS else None


def _runs(
    examined: Examined,
    county: str,
    asked: Sequence[Indicator],
    known: dict[str, Usual],
    step: int,
    near: float,
) -> Iterator[list[_Slip]]:
    """Stretches of values in the template's order that fit the indicator `step` places further."""
    run: list[_Slip] = []
    for at, indicator in enumerate(asked):
        neighbour = asked[at + step] if 0 <= at + step < len(asked) else None
        figure = examined.figures.get(county, indicator.id)
        slip = _slip(figure, indicator, neighbour, known, near) if neighbour is not None else None
        if slip is not None:
            run.append(slip)
        elif run:
            yield from _strong(run)
            run = []
    yield from _strong(run)


def _slip(
    figure: Figure | None, indicator: Indicator, neighbour: Indicator, known: dict[str, Usual], near: float
) -> _Slip | None:
    own, others = known.get(indicator.id), known.get(neighbour.id)
    if figure is None or figure.state is not State.READ or isinstance(figure.origin, Derived) or not figure.value:
        return None
    if own is None or others is None or decades(figure.value, others.value) > near:
        return None
    far = decades(figure.value, own.value) >= FAR
    return _Slip(figure, indicator, own, neighbour, others, far)


def _strong(run: list[_Slip]) -> Iterator[list[_Slip]]:
    if sum(slip.far for slip in run) >= FEWEST:
        yield run


def decades(value: Decimal, other: Decimal) -> float:
    """How many powers of ten lie between two numbers; numbers of different signs are far from each other."""
    return abs(log10(float(abs(value))) - log10(float(abs(other)))) if value * other > 0 else 2 * FAR


def _told(county: str, run: Sequence[_Slip]) -> Shifted:
    return Shifted(county=county, places=origins(*(slip.figure for slip in run)), values=tuple(map(_words, run)))


def _words(slip: _Slip) -> str:
    """工业投资为220亿元（上年同期为21.1亿元），更像规上工业企业数（上年同期为212家）."""
    value = with_unit(slip.figure.value or slip.usual.value, slip.indicator.unit)
    own = f"{slip.usual.words}为{with_unit(slip.usual.value, slip.indicator.unit)}"
    other = f"{slip.neighbours.words}为{with_unit(slip.neighbours.value, slip.neighbour.unit)}"
    return f"{slip.indicator.name}为{value}（{own}），更像{slip.neighbour.name}（{other}）"
