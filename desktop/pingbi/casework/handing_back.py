"""退回单 for whoever has something to mend: each file with its open findings, and those that stand in no file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.exporting import unsettled
from pingbi.casework.material import Replaced
from pingbi.casework.verdicts import came_since
from pingbi.model import ByHand, Derived, InRows, InSheet, InText, Level, UnreadableFileError
from pingbi.project.changes import Marked, Marking
from pingbi.readers import Input
from pingbi.reading import apart
from pingbi.returns import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.casework.case import Case
    from pingbi.casework.material import Arrived
    from pingbi.model import Finding, Origin
    from pingbi.project import Step
    from pingbi.reading import File
    from pingbi.returns import Returned
    from pingbi.scheme import Scheme

TO_MEND = frozenset({Level.MANDATORY, Level.VERIFY})  # a file with a hint alone is not sent back


class HandedBack(NamedTuple):
    """A file to send back, whose it is, and the findings in it."""

    county: str  # empty where it speaks of several
    returned: Returned
    findings: tuple[Finding, ...]


def handed_back(case: Case) -> Iterator[HandedBack]:
    """For each submission that no newer one replaces: its workbook with the findings that nobody has explained.

    What is about a county and stands in no file of its own (what is missing, what does not add up with the city's
    figures) goes with its newest file. Where there is nothing to mend there is nothing to send.
    """
    arrived = case.arrived()
    replaced = Replaced.of(arrived)
    standing = [row for row in arrived if not replaced.wholly(row)]
    open_findings = unsettled(case.project.state, case.evaluation())
    newest = {row.submission.counties[0]: row for row in standing if len(row.submission.counties) == 1}
    for row in standing:
        findings = tuple(_about(row, open_findings, newest))
        if any(finding.level in TO_MEND for finding in findings):
            submission = row.submission
            county = submission.counties[0] if len(submission.counties) == 1 else ""
            item = Input(submission.name, case.project.content(submission.sha))
            yield HandedBack(county, _marked(case, item, findings, county), findings)


class _Given(NamedTuple):
    """What is to be marked in a file, as it goes to a child process."""

    findings: tuple[Finding, ...]
    scheme: Scheme
    county: str


def _marked(case: Case, item: Input, findings: tuple[Finding, ...], county: str) -> Returned:
    """In a child process, as reading is; where that is lost, the list goes alone."""
    try:
        return apart(_mark, _Given(findings, case.scheme, county), item, case.children)
    except UnreadableFileError:
        return marked(b"", item.name, findings, case.scheme, county=county)


def _mark(given: _Given, file: File) -> Returned:
    return marked(file.data, file.name, given.findings, given.scheme, county=given.county)


def _about(row: Arrived, findings: Sequence[Finding], newest: dict[str, Arrived]) -> Iterator[Finding]:
    name = row.submission.name
    mine = {county for county, file in newest.items() if file is row}
    for finding in findings:
        files = {file for origin in finding.places for file in files_of(origin)}
        named = getattr(finding, "file", None) if not files else None
        if name in files or named == name or (finding.county in mine and not files):
            yield finding


def files_of(origin: Origin) -> Iterator[str]:
    """The files that a value stands in, also under a correction or in a formula's operands."""
    match origin:
        case InSheet(file=file) | InText(file=file):
            yield file
        case InRows(ranges=ranges):
            yield from (part.file for part in ranges)
        case ByHand(over=over) if over is not None:
            yield from files_of(over)
        case Derived(operands=operands):
            for operand in operands:
                yield from files_of(operand)


def sent_back(case: Case, counties: Iterable[str]) -> tuple[Step, ...]:
    """Note that these are sent back; a county is noted once for each of its submissions."""
    state = case.project.state
    steps = []
    for county in counties:
        own = [row for row in state.taken if county in row.counties]
        noted = (row for row in state.marks if row.county == county and row.marking is Marking.RETURNED)
        if county and all(came_since(row, own) for row in noted):
            steps.append(case.project.record(Marked(county, Marking.RETURNED)))
    return tuple(steps)
