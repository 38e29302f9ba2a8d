"""报送质量: how a county has reported, as figures that a scheme may score (`count_of` of an indicator).

What somebody reports for the indicator goes before them: they are of a source that comes last.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.status import days_late, deadline_of, submissions_of
from pingbi.model import Derived, Figure, Level, Source
from pingbi.model import State as FigureState
from pingbi.pipeline import levelled
from pingbi.project.changes import Marking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.material import Arrived
    from pingbi.model import Finding
    from pingbi.pipeline import Evaluation
    from pingbi.project import State, Submission
    from pingbi.scheme import Indicator, Scheme

FINDINGS = "mandatory_findings"  # the one that needs an evaluation first
NAMED = 8  # of what was counted, in the words of its origin
_MARKS = {"returns": Marking.RETURNED, "chased": Marking.CHASED}


class Count(NamedTuple):
    """How many, and in words of what."""

    value: int
    words: str


def counts(arrived: Sequence[Arrived], state: State, scheme: Scheme) -> tuple[Figure, ...]:
    """Days late, times sent back and chased, corrections. Of who has not reported no days are counted yet."""
    wanted = [row for row in scheme.indicator if row.count_of not in (None, FINDINGS)]
    own = submissions_of(arrived, scheme) if wanted else {}
    return tuple(
        _figure(scheme, county, row, None if _spared(state, county) else found)
        for county in own
        for row in wanted
        if (found := _counted(row, county, own[county], state, scheme)) is not None
    )


def counts_of_findings(arrived: Sequence[Arrived], state: State, done: Evaluation) -> tuple[Figure, ...]:
    """Mandatory findings: those of every submission in use, replaced ones too, and those that stand in `done`."""
    scheme = done.scheme
    wanted = [row for row in scheme.indicator if row.count_of == FINDINGS]
    mistakes = _mistakes(arrived, state, done) if wanted else {}
    return tuple(
        _figure(scheme, county, row, None if _spared(state, county) else Count(len(found), "强制性问题，说明过的不计"))
        for county, found in mistakes.items()
        for row in wanted
    )


def _counted(
    indicator: Indicator, county: str, own: Sequence[Submission], state: State, scheme: Scheme
) -> Count | None:
    """None where it cannot be said yet."""
    if indicator.count_of == "late_days":
        until = deadline_of(state, scheme)
        if not until or not own:
            return None
        came = own[0].received
        return Count(
            days_late(until, datetime.fromisoformat(came)), f"期限{until}，首次报送{came[:16].replace('T', ' ')}"
        )
    if indicator.count_of == "corrections":
        names = {row.id: row.name for row in scheme.indicator}
        rows = [names.get(row.indicator, row.indicator) for row in state.corrections if row.county == county]
        return _named("更正", rows)
    marking = _MARKS[indicator.count_of or ""]
    return _named(
        marking.word, [row.when[:10] for row in state.marks if row.county == county and row.marking is marking]
    )


def _named(word: str, rows: Sequence[str]) -> Count:
    """退回：2022-07-09、2022-07-11."""
    more = "等" if len(rows) > NAMED else ""
    return Count(len(rows), f"{word}：{'、'.join(rows[:NAMED])}{more}" if rows else f"没有{word}")


def _mistakes(arrived: Sequence[Arrived], state: State, done: Evaluation) -> dict[str, set[str]]:
    """The ids of what each county got wrong; not what scoring says, and not what was answered."""
    left_out = {row.finding for row in state.explanations} | {row.offer for row in state.acceptances}
    left_out |= {row.id for row in done.result.findings}
    counted = {row.id for row in done.scheme.indicator if row.count_of is not None}
    found: dict[str, set[str]] = {county: set() for county in done.scheme.counties}
    for row in arrived:
        whose = row.submission.counties[0] if len(row.submission.counties) == 1 else None
        for finding in levelled(done.scheme, row.reading.findings):
            _add(found, finding, finding.county or whose)
    for finding in done.findings:
        if finding.indicator not in counted:
            _add(found, finding, finding.county)
    return {county: names - left_out for county, names in found.items()}


def _add(found: dict[str, set[str]], finding: Finding, county: str | None) -> None:
    if county in found and finding.level is Level.MANDATORY:
        found[county].add(finding.id)


def _spared(state: State, county: str) -> bool:
    """免报 as a whole."""
    return any(row.county == county and row.marking is Marking.EXEMPT and not row.indicator for row in state.marks)


def _figure(scheme: Scheme, county: str, indicator: Indicator, count: Count | None) -> Figure:
    """None: the county is exempt."""
    return Figure(
        county=county,
        indicator=indicator.id,
        value=Decimal(count.value) if count is not None else None,
        period=scheme.period,
        source=Source.COUNTED,
        origin=Derived(count.words if count is not None else "免报"),
        state=FigureState.READ if count is not None else FigureState.EXEMPT,
        reported=str(count.value) if count is not None else "",
        reported_unit=indicator.unit,
    )
