"""The rows of the ranking: a line a group, its counties by place, and under those that are not ranked the reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.model import Total
    from pingbi.pipeline import Evaluation
    from pingbi.scheme import Scheme

    Place = int | Decimal | None

TIES = {"skip": "1、2、2、4", "dense": "1、2、2、3", "average": "1、2.5、2.5、4"}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """县组，5 个。并列按 1、2、2、4."""

    words: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the county above is not ranked, or stands at the end."""

    words: str


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county; `place` is that of the ranking that counts, `then` over all, as 综合排名 compares it."""

    county: str
    total: Total
    place: Place
    tied: tuple[str, ...]  # who shares it
    then: Place  # of the last period, over all
    new: bool  # not there in the last period


Line = GroupLine | Reason | CountyLine


def by_group(scheme: Scheme) -> bool:
    """Whether the ranking that counts is that of the groups, as in 综合排名."""
    return scheme.scheme.rank_within == "group" and len({row.group for row in scheme.county}) > 1


def place_of(total: Total, *, grouped: bool) -> Place:
    """The place that counts."""
    return total.group_place if grouped else total.place


def rows_of(done: Evaluation) -> tuple[Line, ...]:
    """Blocks of groups where places are made within them, else one block without a line."""
    scheme, totals = done.scheme, {row.county: row for row in done.result.totals}
    if not by_group(scheme):
        return tuple(_block(done, [totals[name] for name in scheme.counties], grouped=False))
    found: list[Line] = []
    names = {row.id: row.name for row in scheme.group}
    for group in dict.fromkeys(row.group for row in scheme.county):
        inside = [totals[row.name] for row in scheme.county if row.group == group]
        name = names.get(group or "", "未分组")
        found.append(GroupLine(_group_words(name, inside, scheme)))
        found += _block(done, inside, grouped=True)
    return tuple(found)


def _group_words(name: str, inside: list[Total], scheme: Scheme) -> str:
    said = f"{name if name.endswith('组') else f'{name}组'}，{len(inside)} 个"
    shared = Counter(row.group_place for row in inside if row.group_place is not None)
    if any(count > 1 for count in shared.values()):
        said += f"。{ties_words(scheme)}"
    return said


def ties_words(scheme: Scheme) -> str:
    """并列按 1、2、2、4."""
    ties = scheme.scheme.ties
    if ties in TIES:
        return f"并列按 {TIES[ties]}"
    first = next((row.name for row in scheme.criterion if ties == f"first_by:{row.id}"), "")
    return f"同分按{first}排先后"


def _block(done: Evaluation, totals: list[Total], *, grouped: bool) -> Iterator[Line]:
    before = done.previous
    then: Mapping[str, Decimal] = before.places if before is not None else {}
    sharing: dict[Place, list[str]] = {}
    for row in totals:
        sharing.setdefault(place_of(row, grouped=grouped), []).append(row.county)

    def order(row: Total) -> tuple[bool, bool, Decimal]:
        place = place_of(row, grouped=grouped)
        return place is None, row.veto_effect is not None, Decimal(place or 0)

    for row in sorted(totals, key=order):
        place = place_of(row, grouped=grouped)
        tied = tuple(name for name in sharing[place] if name != row.county) if place is not None else ()
        new = before is not None and bool(then) and row.county not in then
        yield CountyLine(row.county, row, place, tied, then.get(row.county), new)
        if row.note and (place is None or row.veto_effect is not None):
            yield Reason(row.note)


def counties_of(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The counties in the order in which they are shown."""
    return tuple(row.county for row in lines if isinstance(row, CountyLine))


def place_words(place: Place) -> str:
    """4, 2.5; — where there is none."""
    return "—" if place is None else f"{Decimal(place).normalize():f}"


def moved(then: Place, now: Place) -> Decimal | None:
    """By how many places it has risen; below 0 where it has fallen."""
    return None if then is None or now is None else Decimal(then) - Decimal(now)
