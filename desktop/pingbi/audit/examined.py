"""What every check sees: the scheme and the figures, with the words and places that findings need."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import ROLE_WORDS, Derived, Figures, InText, Role, State
from pingbi.model.catalogue import Kind
from pingbi.scheme import compared
from pingbi.scheme.settings import lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.model import Fact, Figure, LedgerPart, Origin
    from pingbi.scheme import Formula, Indicator, Operand, Scheme


class Spread(NamedTuple):
    """Numbers in ascending order, but for the one at `left_out`, if any."""

    values: tuple[Decimal, ...]
    left_out: int = -1

    def without(self, value: Decimal) -> Spread:
        """The same without one of that value, which is among them."""
        return Spread(self.values, bisect_left(self.values, value))

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.values) - (self.left_out >= 0)

    def at(self, place: int) -> Decimal:
        """The number at a place from 0. Raises IndexError."""
        return self.values[place + (0 <= self.left_out <= place)]

    @property
    def median(self) -> Decimal:
        """The middle one, or half way between the middle two. Raises IndexError where there is none."""
        half = self.size // 2
        return self.at(half) if self.size % 2 else (self.at(half - 1) + self.at(half)) / 2

    @property
    def medians(self) -> tuple[Decimal, Decimal]:
        """Between which two numbers the median lies, also without any one of them. Raises IndexError."""
        half, last = len(self.values) // 2, len(self.values) - 1
        return self.values[max(half - 1, 0)], self.values[min(half + len(self.values) % 2, last)]


@dataclass(frozen=True)
class Examined:
    """The figures of one evaluation, and what its texts state, under its scheme."""

    scheme: Scheme
    figures: Figures
    facts: tuple[Fact, ...] = ()
    ledgers: tuple[LedgerPart, ...] = ()

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return self.scheme.indicators

    @cached_property
    def everyone(self) -> tuple[str, ...]:
        """The counties in official order, then the city."""
        return (*self.scheme.counties, self.scheme.city.name)

    @cached_property
    def reported(self) -> frozenset[str]:
        """Who has sent anything of its own that could be read as a figure; a target or a bonus is not its own."""
        own = {row.id for row in self.scheme.indicator if row.reported_by == "county"}
        return frozenset(
            county
            for (indicator, role), column in self.columns.items()
            if role is Role.NOW and (indicator in own or not own)
            for county in column
        ) | {part.county for part in self.ledgers}

    @cached_property
    def columns(self) -> dict[tuple[str, Role], dict[str, Figure]]:
        """The chosen figures of each indicator and role, by county."""
        found: dict[tuple[str, Role], dict[str, Figure]] = {}
        for (county, indicator, role), figure in self.figures.chosen.items():
            column = found.get((indicator, role))
            if column is None:
                column = found[indicator, role] = {}
            column[county] = figure
        return found

    def column(self, indicator: str, role: Role = Role.NOW) -> dict[str, Figure]:
        """The chosen figures of one indicator, by county."""
        return self.columns.get((indicator, role), {})

    def read(self) -> Iterator[tuple[Indicator, Figure, Decimal]]:
        """Every chosen figure of this period that holds a number."""
        return iter(self._read)

    @cached_property
    def _read(self) -> tuple[tuple[Indicator, Figure, Decimal], ...]:
        return tuple(
            (self.indicators[indicator], figure, figure.value)
            for (_, indicator, role), figure in self.figures.chosen.items()
            if role is Role.NOW and figure.state is State.READ and figure.value is not None
        )

    def others(self, county: str, indicator: str, role: Role = Role.NOW, *, signed: bool = True) -> Spread:
        """What the other counties have; 0 says nothing."""
        own = self.figures.value(county, indicator, role) if county != self.scheme.city.name else None
        every = self.spread(indicator, role, signed=signed)
        return every.without(own if signed else abs(own)) if own else every

    def spread(self, indicator: str, role: Role = Role.NOW, *, signed: bool = True) -> Spread:
        """What all counties have; 0 says nothing."""
        key = indicator, role, signed
        if key not in self._spreads:
            column = self.column(indicator, role)
            rows = [column[name] for name in self.scheme.counties if name in column]
            values = [row.value for row in rows if row.state is State.READ and row.value]
            self._spreads[key] = Spread(tuple(sorted(values if signed else map(abs, values))))
        return self._spreads[key]

    @cached_property
    def _spreads(self) -> dict[tuple[str, Role, bool], Spread]:
        return {}

    def operand(self, county: str, operand: Operand) -> Figure | None:
        """The figure that an operand of a formula means for a county; None where it may not be used."""
        who = self.scheme.city.name if operand.city else county
        figure = self.figures.get(who, operand.indicator, operand.role)
        return figure if figure is not None and figure.state is State.READ else None

    def name(self, operand: Operand) -> str:
        """An operand in words: 全市工业投资上年同期."""
        who = self.scheme.city.name if operand.city else ""
        return f"{who}{self.indicators[operand.indicator].name}{ROLE_WORDS[operand.role]}"

    def operands(self, county: str, rule: Formula) -> tuple[dict[Operand, Decimal], tuple[Operand, ...]]:
        """(the values of a formula's operands that there are, the operands that are missing)."""
        value = lookup(self.scheme, self.figures, county)
        found = {operand: value(operand) for operand in rule.operands}
        present = {operand: number for operand, number in found.items() if number is not None}
        return present, tuple(operand for operand in found if operand not in present)

    def where(self, county: str, operands: Iterable[Operand]) -> tuple[Origin, ...]:
        """Where the operands of a formula stood; a target of the scheme's own stood nowhere."""
        return origins(*(self.operand(county, operand) for operand in operands))


def origins(*figures: Figure | None) -> tuple[Origin, ...]:
    """Where the figures stood."""
    return tuple(figure.origin for figure in figures if figure is not None)


DIGITS = 10  # beyond these values are equal (CONTRACT.md)


def shown(figure: Figure, indicator: Indicator, limit: Decimal | None = None) -> str:
    """A figure with its unit: as reported, or computed and rounded to the indicator's decimals.

    With more of them where it would else look equal to the `limit` that it is held against.
    """
    value = figure.value or Decimal(0)
    if not isinstance(figure.origin, Derived):
        return with_unit(value, indicator.unit)
    for decimals in range(indicator.shown_decimals, DIGITS):
        near = rounded(value, decimals)
        if limit is None or (near != limit) == (value != limit):
            return with_unit(near, indicator.unit)
    return with_unit(value, indicator.unit)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero, as people check by hand."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def with_unit(value: Decimal, unit: str) -> str:
    """A number with its unit as running text has it: 30.58亿元, 45%; what was computed with at most ten decimals."""
    return f"{compared(value):f}{unit}"


def half_unit(figure: Figure, indicator: Indicator) -> Decimal:
    """Half a unit of the last printed digit; a count is exact. A cell drops trailing zeros, a text prints them."""
    if indicator.kind is Kind.COUNT:
        return Decimal(0)
    exponent = (figure.value or Decimal(0)).as_tuple().exponent
    last = exponent if isinstance(exponent, int) else 0
    if not isinstance(figure.origin, InText):
        last = min(last, -indicator.shown_decimals)
    return Decimal((0, (5,), min(last, 0) - 1))
