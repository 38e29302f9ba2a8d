"""What an earlier period gave comes into a project: from its own project, a workbook of results, a table of places.

It is kept whole, as it was published then, so that this file needs no other; `earlier` says what is made of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi import project as projects
from pingbi.casework.earlier import last_period, last_year
from pingbi.model import Figures, PingbiError, Role, Source, UnreadableFileError
from pingbi.model import State as FigureState
from pingbi.model.catalogue import period_before, same_period, words
from pingbi.pipeline import kept_results, previous_results
from pingbi.project.changes import Archived
from pingbi.project.published import (
    Published,
    PublishedCounty,
    PublishedIndicator,
    PublishedRole,
    PublishedTotal,
    PublishedValues,
)
from pingbi.scheme.basis import with_targets
from pingbi.scoring import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal
    from pathlib import Path

    from pingbi.casework.case import Case
    from pingbi.model import Figure, Previous, Result
    from pingbi.model.figures import Key
    from pingbi.project import Export, Step
    from pingbi.scheme import City, County, Scheme

NEVER_FINAL = "未定稿，按现有的数"


class Kept(NamedTuple):
    """One archive that was made: the step, and what is in it."""

    step: Step
    content: Published


def archive_project(case: Case, there: Case) -> tuple[Kept, ...]:
    """The results of another period's project, then those of its own archives that are wanted here and are not here.

    What its last 定稿 printed; where it has none, what it gives now. Raises PingbiError.
    """
    name = there.project.path.name
    _earlier(case, there.scheme.period, name)
    made = [_kept(case, name, _final(there) or _present(there))]
    made.extend(_kept(case, row.name, row.content) for row in there.archives() if _wanted(case, row.period))
    return tuple(made)


def archive_results(case: Case, path: Path, period: str = "") -> Kept:
    """A workbook of ours, or a plain table 县区 | 名次 | 得分 with indicators where it has some.

    The table is of `period`, else of the period that its numbers are of, else of the one before this. Raises
    PingbiError.
    """
    if path.is_dir():
        raise PingbiError(f"{path.name} 是文件夹；以前的结果应是一个文件：工作簿，或有“县区”和“名次”两列的表")
    try:
        done = kept_results(path)
        if done is not None:
            edition = f"{done.edition.word}，第{done.edition.number}号导出" if done.edition is not None else ""
            kinds = ("试算" if done.trial else "", "示例数据" if done.sample else "")
            edition = "，".join(part for part in (edition, *kinds) if part)
            content = published(done.scheme, done.figures, done.result, edition)
        else:
            content = _of_table(case.scheme, previous_results(path, case.scheme), period)
    except UnreadableFileError as error:
        raise PingbiError(f"{path.name}：{error}") from None
    if period and not same_period(period, content.period):
        raise PingbiError(f"{path.name} 是{words(content.period)}的结果，不是{words(period)}的")
    _earlier(case, content.period, path.name)
    return _kept(case, path.name, content)


def published(scheme: Scheme, figures: Figures, result: Result, edition: str) -> Published:
    """As a period was printed: reported figures exactly, computed ones rounded as their column is."""
    return Published(
        period=scheme.period,
        scheme=scheme.scheme.name,
        city=_county(scheme.city),
        counties=tuple(map(_county, scheme.county)),
        indicators=_indicators(scheme),
        figures=_values(scheme, (row for row in figures.chosen.values() if row.role is Role.NOW)),
        totals=tuple(PublishedTotal(row.county, row.shown, row.place, row.group_place) for row in result.totals),
        edition=edition,
        reported=tuple(_reported(scheme, with_targets(scheme, figures))),
        exempt=tuple(
            (row.county, row.indicator)
            for row in figures.chosen.values()
            if row.state is FigureState.EXEMPT and row.source is not Source.COMPUTED and row.role is Role.NOW
        ),
        groups=tuple((row.name, row.group) for row in scheme.county if row.group is not None),
    )


def _reported(scheme: Scheme, figures: Figures) -> Iterator[PublishedRole]:
    """What points were made from: all that was not computed by the scheme, to the last digit."""
    for role in Role:
        rows = _values(
            scheme,
            (row for row in figures.chosen.values() if row.role is role and row.source is not Source.COMPUTED),
        )
        if rows:
            yield PublishedRole(role.value, rows)


def _kept(case: Case, name: str, content: Published) -> Kept:
    data = projects.encoded(content)
    change = Archived(name, projects.digest(data), content.period, content.edition)
    return Kept(case.project.record(change, contents=(data,)), content)


def _earlier(case: Case, period: str, name: str) -> None:
    if same_period(period, case.scheme.period):
        raise PingbiError(f"{name} 与本项目同是{words(period)}，不是以前时期的结果")


def _final(there: Case) -> Published | None:
    """What the last 定稿 printed, by the rules of then."""
    held = there.project
    finals = [row for row in held.exports() if not row.draft and not row.lost]
    if not finals:
        return None
    made = held.export(finals[-1].number)
    if made.result is None:
        return None
    scheme = there.scheme_of(held.state_at(made.made_from))
    return published(scheme, Figures(_first(made)), made.result, f"定稿，第{made.number}号导出")


def _first(made: Export) -> dict[Key, Figure]:
    """An export has every figure, the chosen one of a key first."""
    chosen: dict[Key, Figure] = {}
    for row in made.figures:
        chosen.setdefault((row.county, row.indicator, row.role), row)
    return chosen


def _present(there: Case) -> Published:
    done = there.evaluation()
    return published(there.scheme, done.figures, done.result, NEVER_FINAL)


def _wanted(case: Case, period: str) -> bool:
    """Whether it is last year's or the last period here, and this project has none of it yet."""
    here = [row.period for row in case.archives()]
    if same_period(period, case.scheme.period) or any(same_period(period, row) for row in here):
        return False
    now = case.scheme.period
    return last_year(now, [period]) is not None or (
        last_period(now, here) is None and last_period(now, [period]) is not None
    )


def _of_table(scheme: Scheme, found: Previous, period: str) -> Published:
    """Of a table that was read by the scheme of now."""
    said = {row.period for row in found.figures if not same_period(row.period, scheme.period)}
    period = period or (said.pop() if len(said) == 1 else period_before(scheme.period))
    if not period:
        raise PingbiError(f"{found.name} 是什么时期的结果？请用 --of 写明，如 2021H2")
    counties = dict.fromkeys((*found.places, *found.totals, *found.group_places))
    return Published(
        period=period,
        scheme="",
        city=_county(scheme.city),
        counties=tuple(map(_county, scheme.county)),
        indicators=_indicators(scheme),
        figures=_values(scheme, found.figures),
        totals=tuple(
            PublishedTotal(name, found.totals.get(name), found.places.get(name), found.group_places.get(name))
            for name in counties
        ),
    )


def _county(row: County | City) -> PublishedCounty:
    return PublishedCounty(row.name, row.code or "", row.aliases)


def _indicators(scheme: Scheme) -> tuple[PublishedIndicator, ...]:
    return tuple(
        PublishedIndicator(row.id, row.name, row.unit, row.kind.value, row.aliases) for row in scheme.indicator
    )


def _values(scheme: Scheme, figures: Iterable[Figure]) -> tuple[PublishedValues, ...]:
    """What was read and counted, county by county; those without any are left out."""
    found = {
        (row.county, row.indicator): _printed(scheme, row, row.value)
        for row in figures
        if row.state is FigureState.READ and row.value is not None and row.indicator in scheme.indicators
    }
    with_some = {county for county, _ in found}
    return tuple(
        PublishedValues(county, tuple(found.get((county, row.id)) for row in scheme.indicator))
        for county in (scheme.city.name, *scheme.counties)
        if county in with_some
    )


def _printed(scheme: Scheme, row: Figure, value: Decimal) -> Decimal:
    if row.source is not Source.COMPUTED:
        return value
    return rounded(value, scheme.indicators[row.indicator].shown_decimals, scheme.scheme.rounding)
