"""Values that slipped by a row or a column: each fits its neighbour's indicator far better than its own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from math import log10
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pingbi.audit.examined import origins, with_unit
from pingbi.model import Derived, Finding, Role, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure
    from pingbi.scheme import Indicator

    _Way: TypeAlias = Callable[[Examined, str, Indicator], "Usual | None"]

FEWEST_OTHERS = 3  # counties that can speak for what is usual
OWN_FITS, OTHERS_FIT = 0.2, 0.5  # decades from the neighbour's own value of before, from the counties' usual one
FAR = 1.0  # decades from the indicator's own
NEAR = Decimal("9.99")  # times: surely less than these decades
FEWEST = 3  # values in a row of which all fit the neighbour and so many are far from their own
BEFORE = {Role.LAST_YEAR: "上年同期", Role.PREVIOUS: "上期"}


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
    before = {county for row in asked for role in BEFORE for county in examined.column(row.id, role)}
    beside = _far_from_others(examined, asked)
    for county in examined.scheme.counties:
        runs = _runs(examined, county, asked, _before, OWN_FITS, range(len(asked))) if county in before else []
        runs = runs or _runs(examined, county, asked, _others, OTHERS_FIT, beside.get(county, ()))
        yield from (_told(county, run) for run in runs)


def _far_from_others(examined: Examined, asked: Sequence[Indicator]) -> dict[str, list[int]]:
    """Where each county's values may be far from the other counties' usual ones; a few that are not may be among them.

    Most columns say it of most counties at once: what lies near to every median that they can have is not far.
    """
    found: dict[str, list[int]] = {}
    for at, indicator in enumerate(asked):
        every = examined.spread(indicator.id)
        if every.size < FEWEST_OTHERS:
            continue
        low, high = every.medians
        one_sign = low * high > 0
        nearest, farthest = (low, high) if low > 0 else (high, low)
        least, greatest = abs(farthest) / NEAR, abs(nearest) * NEAR
        for county, figure in examined.column(indicator.id).items():
            value = figure.value
            if value and not (one_sign and (value > 0) is (low > 0) and least < abs(value) < greatest):
                found.setdefault(county, []).append(at)
    return found


def _before(examined: Examined, county: str, indicator: Indicator) -> Usual | None:
    for role, words in BEFORE.items():
        value = examined.figures.value(county, indicator.id, role)
        if value:
            return Usual(value, words)
    return None


def _others(examined: Examined, county: str, indicator: Indicator) -> Usual | None:
    others = examined.others(county, indicator.id)
    return Usual(others.median, "其他县区中位数") if others.size >= FEWEST_OTHERS else None


def _runs(
    examined: Examined, county: str, asked: Sequence[Indicator], usual: _Way, near: float, suspects: Iterable[int]
) -> list[list[_Slip]]:
    """Stretches of values in the template's order that fit the indicator one place before, else one further.

    Only of the `suspects` some can be far from their own, and mostly too few are.
    """
    known = cache(lambda at: usual(examined, county, asked[at]))
    values = {at: examined.figures.value(county, asked[at].id) for at in suspects}
    far = [at for at, value in values.items() if value and (own := known(at)) and decades(value, own.value) >= FAR]
    if len(far) < FEWEST:
        return []
    for step in (-1, 1):
        slip = cache(lambda at, step=step: _slip(examined, county, asked, known, at, at + step, near))
        if sum(1 for at in far if slip(at)) >= FEWEST:
            stretches = groupby((slip(at) for at in range(len(asked))), key=bool)
            runs = [[row for row in stretch if row] for fits, stretch in stretches if fits]
            if strong := [run for run in runs if sum(row.far for row in run) >= FEWEST]:
                return strong
    return []


def _slip(
    examined: Examined,
    county: str,
    asked: Sequence[Indicator],
    known: Callable[[int], Usual | None],
    at: int,
    beside: int,
    near: float,
) -> _Slip | None:
    """The value at a place that fits what is usual at the other."""
    figure = examined.figures.get(county, asked[at].id)
    if figure is None or figure.state is not State.READ or isinstance(figure.origin, Derived) or not figure.value:
        return None
    own, others = known(at), known(beside) if 0 <= beside < len(asked) else None
    if own is None or others is None or decades(figure.value, others.value) > near:
        return None
    far = decades(figure.value, own.value) >= FAR
    return _Slip(figure, asked[at], own, asked[beside], others, far)


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
