"""What a period gave, as it was published then: the content of an archive, complete in itself.

Names stand beside ids, since the scheme of then need not be that of now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PublishedCounty:
    """A county (or the city) by all its names; its code outlives a new name."""

    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedIndicator:
    """An indicator by all its names."""

    id: str
    name: str
    unit: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedValues:
    """A county's values in the order of the indicators; what was computed is rounded as it was printed."""

    county: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class PublishedRole:
    """What points were made from, of one role (`Role`), exactly as it was reported; the scheme's targets too."""

    role: str
    figures: tuple[PublishedValues, ...]


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """Points as printed, and places; None where a county was not ranked."""

    county: str
    points: Decimal | None = None
    place: int | Decimal | None = None
    group_place: int | Decimal | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """One period. `edition` is which printing it was: `定稿，第3号导出`; empty for a plain table.

    `reported`, `exempt` (county, indicator id) and `groups` (county, group id) are what its points can be made from
    again, by the rules of another period; none where only the results are known.
    """

    period: str
    scheme: str
    city: PublishedCounty
    counties: tuple[PublishedCounty, ...]
    indicators: tuple[PublishedIndicator, ...]
    figures: tuple[PublishedValues, ...]
    totals: tuple[PublishedTotal, ...]
    edition: str = ""
    reported: tuple[PublishedRole, ...] = ()
    exempt: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[tuple[str, PublishedIndicator, Decimal]]:
        """(county, indicator, value) of every value that there is."""
        return self.each(self.figures)

    def each(self, rows: tuple[PublishedValues, ...]) -> Iterator[tuple[str, PublishedIndicator, Decimal]]:
        """The same of other rows: of those of a role."""
        for row in rows:
            for indicator, value in zip(self.indicators, row.values, strict=True):
                if value is not None:
                    yield row.county, indicator, value
