"""What has changed since the last period: places, points, and where a change of points comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

    Place = int | Decimal | None
    Known = Literal["", "new", "unranked"]  # why a county has no place of then: it was not there, or not ranked


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """One county, then and now; totals as printed. `own` and `rules` are None where it cannot be said.

    `rules`: what other rules make of the figures of then. `own`: what the county's own figures of now make by the rules
    of now, among the others as they were. What is left comes from the others and the city.
    """

    county: str
    place_then: Place
    place: Place
    group_place_then: Place
    group_place: Place
    total_then: Decimal | None
    total: Decimal | None
    own: Decimal | None = None
    rules: Decimal | None = None
    before: Known = ""
    unsplit: bool = False  # both totals are there, and yet it cannot be said

    @property
    def more(self) -> Decimal | None:
        """What the total has gained."""
        return None if self.total is None or self.total_then is None else self.total - self.total_then

    @property
    def others(self) -> Decimal | None:
        """What is left of it: the others' figures and the city's."""
        return (
            None if self.more is None or self.own is None or self.rules is None else self.more - self.own - self.rules
        )


@dataclass(frozen=True, slots=True)
class PlaceChanges:
    """All counties of now in the official order, and what must be said of the comparison."""

    period: str  # of then; empty where it is not known
    name: str  # of then as it is called: a period in words, or a file
    mark: str  # 示例数据, 试算
    rows: tuple[PlaceChange, ...]
    gone: tuple[str, ...] = ()  # counties that are no more
    carried: tuple[str, ...] = ()  # criteria and items without any figures of then: those of now stand for them
    cumulative: tuple[str, ...] = ()  # criteria whose values have grown with the longer (or shorter) period
    untold: str = ""  # why no change of points is split

    @property
    def split(self) -> bool:
        """Whether it is said of one county at least where its change comes from."""
        return any(row.own is not None for row in self.rows)
