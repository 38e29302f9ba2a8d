"""未决事项: what somebody still has to settle before the table is final."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.material import OPEN
from pingbi.casework.verdicts import came_since, verdict
from pingbi.model import Level
from pingbi.project.changes import Marking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.model import Figure, Finding, Origin
    from pingbi.pipeline import Evaluation
    from pingbi.project import State
    from pingbi.project.state import Appeal

NAMED = 8  # counties that a line lists


class OpenMatters(NamedTuple):
    """Each kind by itself; nothing is in two."""

    mandatory: tuple[Finding, ...]  # neither explained nor corrected
    offers: tuple[Finding, ...]  # a figure or name that was found, and neither taken nor refused
    appeals: tuple[Appeal, ...]  # not answered
    returned: tuple[str, ...]  # counties sent back that have not submitted again

    @property
    def others(self) -> tuple[str, ...]:
        """Those beside the mandatory findings, a few words each."""
        found = []
        if self.offers:
            found.append(f"列出而未答复是否采用的{len(self.offers)}处")
        if self.appeals:
            found.append(f"复核申请未答复{len(self.appeals)}件（{_named([row.county for row in self.appeals])}）")
        if self.returned:
            found.append(f"退回后未重报{len(self.returned)}个（{_named(self.returned)}）")
        return tuple(found)

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them, a line each."""
        first = (f"强制性问题未解决{len(self.mandatory)}条",) if self.mandatory else ()
        return (*first, *self.others)


def open_matters(state: State, done: Evaluation, handled: Mapping[str, str]) -> OpenMatters:
    """`done` is what the state gives, `handled` what was said to its findings, by their ids."""
    mandatory = tuple(row for row in done.findings if row.level is Level.MANDATORY and row.id not in handled)
    left_open = _left_open(done)
    known = {row.id for row in mandatory}
    offers = (row for row in done.findings if row.id not in handled and row.id not in known)
    return OpenMatters(
        mandatory,
        tuple(row for row in offers if row.to_learn or _offers(row, left_open)),
        tuple(row for row in state.appeals if not row.answered),
        tuple(county for county in done.scheme.counties if _sent_back(state, county)),
    )


def _left_open(done: Evaluation) -> dict[tuple[str, str], list[Figure]]:
    """Figures that are shown and not scored, by county and indicator."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for row in done.figures:
        if row.state in OPEN and row.value is not None:
            found.setdefault((row.county, row.indicator), []).append(row)
    return found


def _offers(finding: Finding, left_open: Mapping[tuple[str, str], list[Figure]]) -> bool:
    """Whether `accept` would take a figure that it is about."""
    places: tuple[Origin, ...] = finding.places
    return any(
        row.origin in places
        for (county, indicator), rows in left_open.items()
        if indicator == finding.indicator and finding.county in (None, county)
        for row in rows
    )


def _sent_back(state: State, county: str) -> bool:
    said = verdict(state, county)
    if said is None or said.marking is not Marking.RETURNED:
        return False
    return not came_since(said, (row for row in state.taken if county in row.counties))


def _named(counties: tuple[str, ...] | list[str]) -> str:
    names = list(dict.fromkeys(counties))
    return "、".join(names[:NAMED]) + (f"等{len(names)}个" if len(names) > NAMED else "")
