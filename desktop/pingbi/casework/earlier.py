"""What earlier periods gave, in the counties and indicators of now: last period's places, last year's values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pingbi.model import Basis, Figure, Finding, InArchive, Previous, Role, Source, State
from pingbi.model.catalogue import months, period_before, same_period, words, year_before
from pingbi.scheme import counties_of_now, indicators_of_now
from pingbi.scheme.basis import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.project import Published
    from pingbi.scheme import Scheme

KEPT_BY_OTHERS = "存入的上期结果没有留下计分所用的全部数据，重新存入后可以拆分"  # by a version before this one
MARKS = ("示例数据", "试算")
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
    name_of = _names(content, scheme)
    named = {row.county for row in content.figures}
    named |= {row.county for row in content.totals if (row.points, row.place) != (None, None)}
    there = {name_of[name] for name in named if name in name_of}
    found = {row.id for _, row, _ in content}
    matched = {row.now.id for row in indicators_of_now(content.indicators, scheme) if row.then.id in found}
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
    name_of = _names(rows[before].content, scheme)
    ranked = [(name_of[row.county], row) for row in rows[before].content.totals if row.county in name_of]
    return Previous(
        places={name: Decimal(row.place) for name, row in ranked if row.place is not None},
        group_places={name: Decimal(row.group_place) for name, row in ranked if row.group_place is not None},
        totals={name: row.points for name, row in ranked if row.points is not None},
        figures=tuple(figures),
        name=words(before),
        basis=_basis(rows[before], scheme),
        untold=KEPT_BY_OTHERS if rows[before].content.scheme else "",
        mark="、".join(word for word in MARKS if word in rows[before].content.edition),
    )


def _basis(archive: Earlier, scheme: Scheme) -> Basis | None:
    """What its points were made from; None where only its results are kept."""
    content = archive.content
    if not content.reported:
        return None
    origin = InArchive(archive.name, archive.period, "", content.edition)

    def figure(county: str, indicator: str, value: Decimal | None, source: Source, role: Role = Role.NOW) -> Figure:
        state = State.READ if value is not None else State.EXEMPT
        return Figure(county, indicator, value, archive.period, source, origin, state, role)

    given = [figure(county, row.id, value, Source.COMPUTED) for county, row, value in content]
    given += [figure(county, name, None, Source.ARCHIVE) for county, name in content.exempt]
    for role in content.reported:
        given += [
            figure(county, row.id, value, Source.ARCHIVE, Role(role.role))
            for county, row, value in content.each(role.figures)
        ]
    places = content.city, content.counties
    return basis_of(archive.period, places, dict(content.groups), content.indicators, given, scheme)


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


def _names(content: Published, scheme: Scheme) -> dict[str, str]:
    return counties_of_now(content.city, content.counties, scheme)


def _figures(archive: Earlier, scheme: Scheme, role: Role) -> Iterator[Figure]:
    name_of = _names(archive.content, scheme)
    known = {row.then.id: row for row in indicators_of_now(archive.content.indicators, scheme)}
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
