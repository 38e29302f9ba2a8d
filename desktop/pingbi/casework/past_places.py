"""Where a county stood in the periods that the project keeps, the oldest first, and where it stands now."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.catalogue import months, words
from pingbi.scheme import counties_of_now

if TYPE_CHECKING:
    from pingbi.casework.case import Case

    Place = int | Decimal | None

_HALVES = {(1, 6): "上", (7, 12): "下", (1, 12): "年"}
_QUARTERS = "一二三四"


class PastPlace(NamedTuple):
    """One period; None where the county was not ranked or not there."""

    period: str
    words: str  # 2021年上半年
    short: str  # 21上
    place: Place
    group_place: Place
    now: bool = False


def past_places(case: Case, county: str) -> tuple[PastPlace, ...]:
    """Periods that end alike are told once, the longer first."""
    scheme, found = case.scheme, []
    for row in case.archives():
        names = counties_of_now(row.content.city, row.content.counties, scheme)
        then = next((total for total in row.content.totals if names.get(total.county) == county), None)
        place, group = (None, None) if then is None else (then.place, then.group_place)
        found.append(PastPlace(row.period, words(row.period), short_words(row.period), place, group))
    now = next(row for row in case.evaluation().result.totals if row.county == county)
    present = PastPlace(
        scheme.period, words(scheme.period), short_words(scheme.period), now.place, now.group_place, now=True
    )
    return tuple(sorted((*found, present), key=_order))


def _order(row: PastPlace) -> tuple[int, int, int, bool]:
    found = months(row.period)
    return (0, 0, 0, row.now) if found is None else (found[0], found[2], found[1], row.now)


def short_words(period: str) -> str:
    """A period where there is little room.

    >>> short_words("2021H1"), short_words("2022Q1"), short_words("2022M01-07")
    ('21上', '22一季', '22年1—7月')
    """
    found = months(period)
    if found is None:
        return words(period)
    year, first, last = found
    short = f"{year % 100:02}"
    if (first, last) in _HALVES:
        return f"{short}{_HALVES[first, last]}"
    if last - first == 2 and last % 3 == 0:
        return f"{short}{_QUARTERS[last // 3 - 1]}季"
    return f"{short}年{first}—{last}月" if first != last else f"{short}年{first}月"
