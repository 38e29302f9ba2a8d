"""A fact as the checks compare it, within the digits that are printed; and all the facts of an evaluation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.audit.texts.words import Parted, of_growth, parted, plain, sound
from pingbi.model import Fact, InSheet, InText, Origin, State
from pingbi.model.catalogue import Kind, factor, same_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure
    from pingbi.scheme import Indicator

_EXACT = frozenset({None, "", "累计"})
CITY = "全市"
NEAR = 260  # characters between figures that may belong together


@dataclass(frozen=True)
class Statement:
    """One fact with its words taken apart. Its interval holds every number that is printed as this one."""

    fact: Fact
    place: Origin | None = None  # where a figure stood that is compared like a fact

    @cached_property
    def words(self) -> str:
        """The subject as it is compared."""
        return plain(self.fact.indicator)

    @cached_property
    def parted(self) -> Parted:
        """The subject taken apart."""
        return parted(self.fact.indicator, self.fact.kind)

    @property
    def exact(self) -> bool:
        """Whether the number is meant as printed: not 余, 近, 超, 预计."""
        return self.fact.qualifier in _EXACT

    @property
    def value(self) -> Decimal:
        """As printed."""
        return self.fact.value

    @property
    def half(self) -> Decimal:
        """Half a unit of the last printed digit; a count of whole things is exact."""
        return half_unit(self.value, whole=self.fact.kind in (Kind.COUNT, Kind.TARGET_GAP))

    def within(self, unit: str) -> tuple[Decimal, Decimal] | None:
        """The least and the greatest number meant, in another unit; None where that cannot be."""
        times = factor(self.fact.unit, unit)
        if times is None:
            return None
        return (self.value - self.half) * times, (self.value + self.half) * times

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        if self.place is not None:
            return self.place
        fact = self.fact
        return InText(fact.file, fact.number_start, fact.number_end, fact.quote, fact.page)

    @property
    def shown(self) -> str:
        """34.06亿元."""
        return f"{self.value:f}{self.fact.unit}"

    @property
    def quoted(self) -> str:
        """Its very words, in quotation marks."""
        inner = self.fact.quote.replace("“", "‘").replace("”", "’")
        return f"“{inner}”"

    def follows(self, other: Statement, most: int = NEAR) -> bool:
        """Whether it stands behind another fact of the same county and text, not too far away."""
        mine, before = self.fact, other.fact
        return (mine.file, mine.county) == (
            before.file,
            before.county,
        ) and 0 < mine.number_start - before.number_start <= most


def as_fact(figure: Figure, value: Decimal, indicator: Indicator) -> Statement:
    """A figure of a table as a text would state it."""
    fact = Fact(
        file=figure.origin.file if isinstance(figure.origin, InSheet) else "",
        county=figure.county,
        indicator=indicator.name,
        indicator_id=indicator.id,
        value=value,
        unit=indicator.unit,
        kind=indicator.kind,
        period=figure.period,
        qualifier=None,
        reference=CITY if indicator.kind is Kind.VS_CITY else None,
        number_start=0,
        number_end=0,
        quote=f"{indicator.name}{value:f}{indicator.unit}",
        confidence=Decimal(1),
    )
    return Statement(fact, figure.origin)


def half_unit(value: Decimal, *, whole: bool = False) -> Decimal:
    """Half a unit of the last digit of a number as it is printed."""
    exponent = value.as_tuple().exponent
    last = exponent if isinstance(exponent, int) else 0
    return Decimal(0) if whole and last >= 0 else Decimal((0, (5,), min(last, 0) - 1))


def agrees(printed: Statement, low: Decimal, high: Decimal) -> bool:
    """Whether a result between `low` and `high` may be printed so: rounded, or cut off behind the last digit."""
    value = printed.value
    return low <= value + 2 * printed.half and high >= value - printed.half


@dataclass(frozen=True)
class Statements:
    """The facts of all texts, in order, with what the scheme and the chosen figures know of them."""

    examined: Examined

    @cached_property
    def every(self) -> tuple[Statement, ...]:
        """Every fact of a county, in the order of the texts."""
        rows = (Statement(fact) for fact in self.examined.facts if fact.county)
        return tuple(sorted(rows, key=lambda row: (row.fact.file, row.fact.number_start)))

    @cached_property
    def all(self) -> tuple[Statement, ...]:
        """Those that say exactly how much, and of what."""
        return tuple(row for row in self.every if row.exact and sound(row.fact.indicator))

    def of(self, *kinds: Kind) -> Iterator[Statement]:
        """Those of some kinds."""
        return (row for row in self.all if row.fact.kind in kinds)

    def before(self, row: Statement, most: int = NEAR) -> Iterator[Statement]:
        """What stands before a fact in its text, of the same county, the nearest first."""
        rows, starts = self._texts[row.fact.file]
        for at in range(bisect_left(starts, row.fact.number_start) - 1, -1, -1):
            if row.fact.number_start - starts[at] > most:
                return
            if rows[at].fact.county == row.fact.county:
                yield rows[at]

    def after(self, row: Statement, most: int = NEAR) -> Iterator[Statement]:
        """What stands behind it, likewise."""
        rows, starts = self._texts[row.fact.file]
        for at in range(bisect_right(starts, row.fact.number_start), len(rows)):
            if starts[at] - row.fact.number_start > most:
                return
            if rows[at].fact.county == row.fact.county:
                yield rows[at]

    @cached_property
    def _texts(self) -> dict[str, tuple[list[Statement], list[int]]]:
        """By file: the statements, and where they start."""
        texts: dict[str, tuple[list[Statement], list[int]]] = {}
        for row in self.all:
            rows, starts = texts.setdefault(row.fact.file, ([], []))
            rows.append(row)
            starts.append(row.fact.number_start)
        return texts

    def alike(self, kind: Kind, subject: str) -> list[Statement]:
        """All statements of a kind about the same thing, of whatever county."""
        return self._alike.get((kind, self.family(subject)), [])

    @cached_property
    def _alike(self) -> dict[tuple[Kind, str], list[Statement]]:
        groups: dict[tuple[Kind, str], list[Statement]] = {}
        for row in self.all:
            groups.setdefault((row.fact.kind, self.family(row.fact.indicator)), []).append(row)
        return groups

    @cached_property
    def _figures(self) -> dict[tuple[str, int], Figure]:
        return {
            (figure.origin.file, figure.origin.start): figure
            for figure in self.examined.figures
            if isinstance(figure.origin, InText)
        }

    def figure(self, row: Statement) -> Figure | None:
        """The figure that a fact has become, whether or not it is chosen."""
        return self._figures.get((row.fact.file, row.fact.number_start))

    def scored(self, *rows: Statement) -> bool:
        """Whether all of them are figures that count, so that the checks of figures see them."""
        return all(self._counts(row) for row in rows)

    def _counts(self, row: Statement) -> bool:
        figure = self.figure(row)
        if figure is None or figure.state is not State.READ:
            return False
        chosen = self.examined.figures.get(figure.county, figure.indicator)
        return chosen is not None and chosen.value == figure.value

    @cached_property
    def _families(self) -> dict[str, str]:
        families: dict[str, str] = {}
        for indicator in self.examined.scheme.indicator:
            for name in (indicator.name, *indicator.aliases):
                families.setdefault(of_growth(name), indicator.of or indicator.id)
        return families

    def family(self, subject: str) -> str:
        """The id of the level that a subject or its growth is of; its words where the scheme does not know it."""
        words = of_growth(subject)
        return self._families.get(words, words)


def same_time(left: str | None, right: str | None) -> bool:
    """Whether two periods are the same; one that is open (目前, 今年以来, none given) may be any."""
    if left is None or right is None or "asof" in (left, right) or left.endswith("YTD") or right.endswith("YTD"):
        return True
    return same_period(left, right)


def nearest(rows: Iterable[Statement], row: Statement) -> Statement | None:
    """The one that stands nearest to a fact."""
    return min(rows, key=lambda other: abs(other.fact.number_start - row.fact.number_start), default=None)
