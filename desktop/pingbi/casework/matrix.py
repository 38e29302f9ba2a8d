"""County × indicator: what has come, what lacks, what is doubtful; counts that add up; the material behind it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.cells import HERE, NOTHING, Cell, CellState, cell_of, column_of
from pingbi.casework.exporting import unsettled
from pingbi.casework.status import Stage, days_late, status
from pingbi.model import Level, Role
from pingbi.project.changes import Marking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.casework.case import Case
    from pingbi.casework.material import Arrived
    from pingbi.casework.status import CountyStatus, Status
    from pingbi.model import Figure, Figures, Finding
    from pingbi.project import State
    from pingbi.scheme import Indicator, Scheme

TO_SETTLE = (Level.MANDATORY, Level.VERIFY)  # a hint does not make a figure doubtful


class Whole(StrEnum):
    """What holds for a county as a whole, where it has no single figure."""

    NONE = "none"
    MISSING = "missing"  # nothing has come
    UNREADABLE = "unreadable"  # what came cannot be read
    EMPTY = "empty"  # what came holds no figure
    EXEMPT = "exempt"


class CountyRow(NamedTuple):
    """One county. Of the figures that it must report (`asked`), `received` are here (已收, 存疑, 免报)."""

    county: str
    whole: Whole
    cells: tuple[Cell, ...]
    received: int
    asked: int
    stage: Stage
    chased: int = 0
    last_chased: str = ""  # ISO
    file: str = ""  # the newest, and of what cannot be read that
    reason: str = ""  # why it cannot be read

    @property
    def complete(self) -> bool:
        """收齐: all that is asked is here."""
        return self.whole is Whole.NONE and self.received == self.asked

    @property
    def absent(self) -> bool:
        """未报: not one figure is here."""
        return self.whole not in (Whole.NONE, Whole.EXEMPT)


class Matrix(NamedTuple):
    """All counties in official order × the indicators that are asked of them."""

    columns: tuple[Indicator, ...]
    rows: tuple[CountyRow, ...]
    deadline: str  # ISO, with a time where one is set; empty where none is
    days_left: int | None  # days of the calendar; negative: begun days since; None without a deadline

    @property
    def due(self) -> tuple[str, ...]:
        """应报: the counties that are not exempt; `complete`, `partial` and `absent` together."""
        return tuple(row.county for row in self.rows if row.whole is not Whole.EXEMPT)

    @property
    def complete(self) -> tuple[str, ...]:
        """收齐."""
        return tuple(row.county for row in self.rows if row.complete)

    @property
    def partial(self) -> tuple[str, ...]:
        """不全: something is here, not all."""
        return tuple(row.county for row in self.rows if row.whole is Whole.NONE and not row.complete)

    @property
    def absent(self) -> tuple[str, ...]:
        """未报, also where what was reported cannot be read."""
        return tuple(row.county for row in self.rows if row.absent)

    @property
    def silent(self) -> tuple[str, ...]:
        """Those of the absent that have sent nothing at all."""
        return tuple(row.county for row in self.rows if row.whole is Whole.MISSING)

    def counted(self, state: CellState) -> int:
        """How many figures are in that state."""
        return sum(cell.state is state for row in self.rows for cell in row.cells)


def matrix(case: Case, now: datetime, known: Status | None = None) -> Matrix:
    """Of the state of now; `known` is its status, where that has been worked out already."""
    scheme, held = case.scheme, case.project.state
    done = case.evaluation()
    indicators = asked_of_counties(scheme)
    about = _about(unsettled(held, done), indicators, done.figures, scheme)
    known = known or status(case, now)
    unread = _unread(case.arrived())
    numbers = frozenset(row.number for row in held.submissions)
    columns = [column_of(row, scheme) for row in indicators]
    figures = _by_county(done.figures)
    rows = []
    for row in known.counties:
        own, said = figures.get(row.county, {}), about.get(row.county, {})
        cells = [cell_of(own.get(column.id), column, said.get(column.id, ()), numbers) for column in columns]
        must = [cell[0] for cell, column in zip(cells, columns, strict=True) if column.asked]
        rows.append(_row(row, tuple(cells), must, unread.get(row.county), _chased(held, row.county)))
    return Matrix(indicators, tuple(rows), known.deadline, _days_left(known.deadline, now))


def asked_of_counties(scheme: Scheme) -> tuple[Indicator, ...]:
    """The indicators that counties report, also by a ledger; where none is asked of them, those of others."""
    reported = tuple(row for row in scheme.indicator if row.count_of is None)
    return tuple(row for row in reported if row.reported_by == "county") or reported


def _by_county(figures: Figures) -> dict[str, dict[str, Figure]]:
    """This period's figures."""
    found: dict[str, dict[str, Figure]] = {}
    now = Role.NOW
    for (county, indicator, role), figure in figures.chosen.items():
        if role is now:
            if county in found:
                found[county][indicator] = figure
            else:
                found[county] = {indicator: figure}
    return found


def _row(
    row: CountyStatus,
    cells: tuple[Cell, ...],
    must: list[CellState],
    unread: tuple[str, str] | None,
    chased: tuple[int, str],
) -> CountyRow:
    received = sum(map(must.count, HERE))
    nothing = all(cell[0] in NOTHING for cell in cells)
    whole, file, reason = Whole.NONE, row.file, ""
    if row.stage is Stage.EXEMPT:
        whole = Whole.EXEMPT
    elif nothing and unread is not None:
        whole, (file, reason) = Whole.UNREADABLE if unread[1] else Whole.EMPTY, unread
    elif row.stage is Stage.MISSING and nothing:
        whole = Whole.MISSING
    elif nothing and cells:
        whole = Whole.EMPTY
    return CountyRow(row.county, whole, cells, received, len(must), row.stage, *chased, file, reason)


def _about(
    findings: Iterable[Finding], columns: Sequence[Indicator], figures: Figures, scheme: Scheme
) -> dict[str, dict[str, tuple[str, ...]]]:
    """The ids of what is to be settled, by county and indicator: named by it, by its ledger, or by where it stands."""
    known = {row.id for row in columns}
    names = {row.id: row.name for row in scheme.ledger}
    ledgers: dict[str, list[str]] = {}
    for row in columns:
        ledgers.setdefault(names.get(row.ledger or "", ""), []).append(row.id)
    found: dict[str, dict[str, tuple[str, ...]]] = {}

    def add(county: str, indicator: str, finding: Finding) -> None:
        own = found.setdefault(county, {})
        own[indicator] = (*own.get(indicator, ()), finding.id)

    elsewhere: list[Finding] = []
    for finding in findings:
        if finding.level not in TO_SETTLE:
            continue
        ledger = getattr(finding, "ledger", "") if finding.code == "missing" else ""
        if finding.indicator in known:
            for county in (finding.county,) if finding.county else scheme.counties:
                add(county, finding.indicator, finding)
        elif finding.county and ledger:
            for indicator in ledgers.get(ledger, ()):
                add(finding.county, indicator, finding)
        elif finding.places:
            elsewhere.append(finding)
    # What speaks of no indicator (a rule over several) is about the figures that stand where it points.
    stands = {row.origin: key for key, row in figures.chosen.items() if key[1] in known} if elsewhere else {}
    for finding in elsewhere:
        for key in dict.fromkeys(stands[place] for place in finding.places if place in stands):
            if finding.county in (None, key[0]):
                add(key[0], key[1], finding)
    return found


def _unread(arrived: Sequence[Arrived]) -> dict[str, tuple[str, str]]:
    """Of each county the newest file of which nothing was read, and why: empty where it can be read."""
    found: dict[str, tuple[str, str]] = {}
    for row in arrived:
        reading = row.reading
        if reading.figures or reading.facts or reading.ledgers:
            continue
        why = [getattr(item, "reason", "") for item in reading.findings if item.code == "unreadable-file"]
        for county in row.submission.counties:
            found[county] = row.submission.name, next(filter(None, why), "")
    return found


def _chased(state: State, county: str) -> tuple[int, str]:
    """How often, and when last."""
    when = [row.when for row in state.marks if row.county == county and row.marking is Marking.CHASED]
    return len(when), max(when, default="")


def _days_left(deadline: str, now: datetime) -> int | None:
    """2 on the 8th where the 10th is the last day; 0 on that day, -1 as soon as it is over."""
    if not deadline:
        return None
    if late := days_late(deadline, now):
        return -late
    until = datetime.fromisoformat(deadline)
    return (until.date() - now.date()) // timedelta(days=1)
