"""What earlier periods gave, in the counties and indicators of now: last period's places, last year's values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from pingbi.model import Figure, Finding, InArchive, Previous, Role, Source
from pingbi.model.catalogue import bare, factor, months, period_before, same_period, words, year_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pingbi.project import Published
    from pingbi.project.published import PublishedCounty, PublishedIndicator
    from pingbi.scheme import County, Indicator, Scheme

Then = TypeVar("Then")
Now = TypeVar("Now")
MOST_MONTHS = 12  # how long ago a last period may have ended


class Earlier(NamedTuple):
    """One archive of a project: the file it came from, when it was kept, and what it holds."""

    name: str
    period: str
    when: str
    content: Published


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLost(Finding):
    """An archive whose bytes are not in the file any more, or are no archive."""

    code: ClassVar[str] = "archive-lost"
    step: int
    file: str
    of: str
    why: str

    def __str__(self) -> str:
        return f"第{self.step}步存入的{words(self.of)}结果（{self.file}）读不出来，没有使用，请重新存入：{self.why}"


class Matched(NamedTuple):
    """An archived indicator and that of now; a value is multiplied by `times`."""

    then: PublishedIndicator
    now: Indicator
    times: Decimal


class Use(NamedTuple):
    """What an archive is used for here, and what of this scheme has nothing in it."""

    roles: tuple[Role, ...]
    counties: int
    indicators: int
    ranked: int
    without_county: tuple[str, ...]
    without_indicator: tuple[str, ...]


def use(content: Published, scheme: Scheme) -> Use:
    """As `earlier` takes it, were it the only archive."""
    year = last_year(scheme.period, [content.period])
    before = last_period(scheme.period, [content.period])
    roles = tuple(role for role, row in ((Role.PREVIOUS, before), (Role.LAST_YEAR, year)) if row is not None)
    name_of = counties(content, scheme)
    named = {row.county for row in content.figures}
    named |= {row.county for row in content.totals if (row.points, row.place) != (None, None)}
    there = {name_of[name] for name in named if name in name_of}
    found = {row.id for _, row, _ in content}
    matched = {row.now.id for row in indicators(content, scheme) if row.then.id in found}
    return Use(
        roles,
        sum(name in there for name in scheme.counties),
        len(matched),
        sum(row.place is not None and row.county in name_of for row in content.totals),
        tuple(name for name in scheme.counties if name not in there),
        tuple(row.name for row in scheme.indicator if row.id not in matched),
    )


def earlier(archives: Iterable[Earlier], scheme: Scheme) -> Previous | None:
    """The last period's places, and what it and last year gave as figures; None where there is neither."""
    rows = {row.period: row for row in archives}
    before, year = last_period(scheme.period, rows), last_year(scheme.period, rows)
    if before is None and year is None:
        return None
    figures: list[Figure] = []
    for role, period in ((Role.PREVIOUS, before), (Role.LAST_YEAR, year)):
        if period is not None:
            figures += _figures(rows[period], scheme, role)
    if before is None:
        return Previous(figures=tuple(figures))
    name_of = counties(rows[before].content, scheme)
    ranked = [(name_of[row.county], row) for row in rows[before].content.totals if row.county in name_of]
    return Previous(
        places={name: Decimal(row.place) for name, row in ranked if row.place is not None},
        group_places={name: Decimal(row.group_place) for name, row in ranked if row.group_place is not None},
        totals={name: row.points for name, row in ranked if row.points is not None},
        figures=tuple(figures),
        name=words(before),
    )


def last_year(period: str, known: Iterable[str]) -> str | None:
    """The same period a year earlier, as it is spelt among the known; None where it is not there."""
    wanted = year_before(period)
    return next((row for row in known if row != period and same_period(row, wanted)), None)


def last_period(period: str, known: Iterable[str]) -> str | None:
    """The period before; of several months (1—7月) the nearest that ended before, where that one is not there."""
    rows = tuple(known)
    wanted = period_before(period)
    exact = next((row for row in rows if same_period(row, wanted)), None) if wanted else None
    now = months(period)
    if exact is not None or now is None or "M" not in period:
        return exact
    near: list[tuple[int, bool, str]] = []
    for row in rows:
        then = months(row)
        if then is None or same_period(row, year_before(period)):
            continue
        ago = (now[0] - then[0]) * 12 + now[2] - then[2]
        if 0 < ago <= MOST_MONTHS:
            near.append((ago, then[1] != now[1], row))
    return min(near)[2] if near else None


def counties(content: Published, scheme: Scheme) -> dict[str, str]:
    """Name of then -> name of now; by name, else by code, else by another name. Two that became one are left out."""

    def names(row: PublishedCounty | County) -> tuple[set[str], ...]:
        return {bare(row.name)}, {row.code} if row.code else set(), {bare(word) for word in (row.name, *row.aliases)}

    pairs = list(_pairs(content.counties, scheme.county, names))
    paired = {then.name for then, _ in pairs}
    left = [words for row in content.counties if row.name not in paired for words in names(row)]
    found = {content.city.name: scheme.city.name}
    for then, now in pairs:
        if not any(words & mine for mine in names(now) for words in left):
            found[then.name] = now.name
    return found


def indicators(content: Published, scheme: Scheme) -> tuple[Matched, ...]:
    """By id where the kind is the same and the unit can be turned into that of now, else by name and the same unit."""

    def names(row: PublishedIndicator | Indicator) -> tuple[set[str], ...]:
        return {row.id}, {bare(row.name)}, {bare(word) for word in (row.name, *row.aliases)}

    def fit(then: PublishedIndicator, now: Indicator) -> bool:
        times = factor(then.unit, now.unit)
        return then.kind == now.kind.value and (times == 1 or (times is not None and then.id == now.id))

    pairs = _pairs(content.indicators, scheme.indicator, names, fit)
    return tuple(Matched(then, now, factor(then.unit, now.unit) or Decimal(1)) for then, now in pairs)


def _pairs(
    then: Sequence[Then],
    now: Sequence[Now],
    names: Callable[[Then | Now], tuple[set[str], ...]],
    fit: Callable[[Then, Now], bool] = lambda _then, _now: True,
) -> Iterator[tuple[Then, Now]]:
    """Each with the one that shares a name of the first sort, else of the second …; what is wanted twice is not."""
    left, free = dict(enumerate(then)), dict(enumerate(now))
    old_names = {at: names(row) for at, row in left.items()}
    new_names = {at: names(row) for at, row in free.items()}
    for sort in range(len(new_names[0]) if now else 0):
        holders: dict[str, list[int]] = {}
        for at in free:
            for word in new_names[at][sort]:
                holders.setdefault(word, []).append(at)
        found = {
            (old, new)
            for old in left
            for word in old_names[old][sort]
            for new in holders.get(word, ())
            if fit(left[old], free[new])
        }
        wanted = Counter(old for old, _ in found), Counter(new for _, new in found)
        for old, new in sorted(found):
            if wanted[0][old] == wanted[1][new] == 1:
                yield left[old], free[new]
        left = {at: row for at, row in left.items() if at not in wanted[0]}
        free = {at: row for at, row in free.items() if at not in wanted[1]}


def _figures(archive: Earlier, scheme: Scheme, role: Role) -> Iterator[Figure]:
    name_of = counties(archive.content, scheme)
    known = {row.then.id: row for row in indicators(archive.content, scheme)}
    for county, indicator, value in archive.content:
        if county not in name_of or indicator.id not in known:
            continue
        then, now, times = known[indicator.id]
        yield Figure(
            county=name_of[county],
            indicator=now.id,
            value=value if times == 1 else value * times,
            period=archive.period,
            source=Source.ARCHIVE,
            origin=InArchive(
                archive.name, archive.period, f"{then.name} {value:f}{then.unit}", archive.content.edition
            ),
            role=role,
            reported=f"{value:f}",
            reported_unit=then.unit,
            read_at=archive.when,
        )
