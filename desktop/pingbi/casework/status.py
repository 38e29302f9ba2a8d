"""Who has submitted, who has not, who was sent back: 应报 已报 缺报 退回 重报 审核通过 免报, against the deadline."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.exporting import unsettled
from pingbi.casework.verdicts import came_since, moment, verdict
from pingbi.model import Level, Role
from pingbi.project.changes import Marking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.case import Case
    from pingbi.casework.material import Arrived
    from pingbi.project import State, Submission
    from pingbi.scheme import Scheme


class Stage(StrEnum):
    """Where a county stands."""

    MISSING = "missing"
    REPORTED = "reported"
    RETURNED = "returned"
    AGAIN = "reported_again"
    APPROVED = "approved"
    EXEMPT = "exempt"

    @property
    def word(self) -> str:
        """缺报 已报 退回 重报 审核通过 免报."""
        return {
            "missing": "缺报",
            "reported": "已报",
            "returned": "退回",
            "reported_again": "重报",
            "approved": "审核通过",
            "exempt": "免报",
        }[self.value]


@dataclass(frozen=True, slots=True)
class CountyStatus:
    """One county. Times are ISO; `late_days` counts from the deadline to the first submission, or to today."""

    county: str
    stage: Stage
    versions: int = 0  # submissions of its own
    first: str = ""
    last: str = ""
    file: str = ""  # the newest
    late_days: int = 0
    returned: int = 0
    chased: int = 0
    corrections: int = 0
    findings: tuple[tuple[Level, int], ...] = ()  # that nobody has explained

    def count(self, level: Level) -> int:
        """How many open findings of a level."""
        return dict(self.findings).get(level, 0)


class Status(NamedTuple):
    """All counties in official order. `deadline` is an ISO date, with a time where one is set; empty where none is."""

    deadline: str
    counties: tuple[CountyStatus, ...]

    @property
    def due(self) -> int:
        """应报: those that are not exempt."""
        return sum(row.stage is not Stage.EXEMPT for row in self.counties)

    def having(self, *stages: Stage) -> tuple[str, ...]:
        """The counties in one of these stages."""
        return tuple(row.county for row in self.counties if row.stage in stages)


def status(case: Case, now: datetime) -> Status:
    """As of `now` (with its time zone)."""
    state = case.project.state
    until = deadline_of(state, case.scheme)
    own = submissions_of(case.arrived(), case.scheme)
    open_findings = unsettled(state, case.evaluation())
    by_county = Counter((row.county, row.level) for row in open_findings)
    rows = []
    for county in case.scheme.counties:
        came = own[county]
        marks = Counter(row.marking for row in state.marks if row.county == county)
        stage = _stage(state, county, came)
        end = datetime.fromisoformat(came[0].received) if came else now
        rows.append(
            CountyStatus(
                county,
                stage,
                len(came),
                came[0].received if came else "",
                came[-1].received if came else "",
                came[-1].name if came else "",
                0 if stage is Stage.EXEMPT else days_late(until, end),
                marks[Marking.RETURNED],
                marks[Marking.CHASED],
                sum(row.county == county for row in state.corrections),
                tuple((level, by_county[county, level]) for level in Level if by_county[county, level]),
            )
        )
    return Status(until, tuple(rows))


def deadline_of(state: State, scheme: Scheme) -> str:
    """The project's own, else the one that the templates say."""
    return state.deadline or scheme.handout.deadline


def days_late(deadline: str, when: datetime) -> int:
    """Begun days after the deadline; a date without a time ends with its day."""
    if not deadline:
        return 0
    until = datetime.fromisoformat(deadline)
    if len(deadline.strip()) <= len("2022-07-08"):
        until = datetime.combine(until.date(), time.min) + timedelta(days=1)
    late = when.replace(tzinfo=None) - until.replace(tzinfo=None)
    return max(0, -(-late // timedelta(days=1)))


def submissions_of(arrived: Sequence[Arrived], scheme: Scheme) -> dict[str, list[Submission]]:
    """Each county's submissions, oldest first: files of its own; where it has none, tables that hold its figures."""
    asked = {row.id for row in scheme.indicator if row.reported_by == "county"}
    alone: dict[str, list[Submission]] = {county: [] for county in scheme.counties}
    among: dict[str, list[Submission]] = {county: [] for county in scheme.counties}
    for row in arrived:
        counties = set(row.submission.counties)
        kept = alone if len(counties) == 1 else among
        if kept is among:
            now = (figure for figure in row.reading.figures if figure.role is Role.NOW)
            reported = {figure.county for figure in now if figure.indicator in asked or not asked}
            counties &= reported | {part.county for part in row.reading.ledgers}
        for county in counties & kept.keys():
            kept[county].append(row.submission)
    own = {county: alone[county] or among[county] for county in scheme.counties}
    return {county: sorted(rows, key=lambda row: moment(row.received, row.number)) for county, rows in own.items()}


def _stage(state: State, county: str, came: Sequence[Submission]) -> Stage:
    marks = [row for row in state.marks if row.county == county and not row.indicator]
    if any(row.marking is Marking.EXEMPT for row in marks):
        return Stage.EXEMPT
    if not came:
        return Stage.MISSING
    said = verdict(state, county)
    if said is None:
        return Stage.REPORTED
    if came_since(said, came):
        return Stage.AGAIN
    return Stage.RETURNED if said.marking is Marking.RETURNED else Stage.APPROVED


def day_words(deadline: str) -> str:
    """2022年7月8日, with the time where one is set: 2022年7月8日18:00."""
    when = datetime.fromisoformat(deadline)
    day: date = when.date()
    return f"{day.year}年{day.month}月{day.day}日" + (f"{when:%H:%M}" if len(deadline.strip()) > 10 else "")
