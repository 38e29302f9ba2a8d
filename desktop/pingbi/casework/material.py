"""The submissions in use -> what they hold together: what a newer file replaces is no longer held against anyone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Figure, Figures, Finding, Role
from pingbi.model import State as FigureState
from pingbi.reading import Material

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.project import Reading, State, Submission
    from pingbi.project.state import Acceptance

_USABLE = (FigureState.READ, FigureState.EXEMPT)
OPEN = (FigureState.UNDECIDED, FigureState.OTHER_PERIOD)  # shown, and not scored until a person says so


class Arrived(NamedTuple):
    """A submission with what was read of it."""

    submission: Submission
    reading: Reading


def material(arrived: Sequence[Arrived], state: State) -> Material:
    """The figures of every submission in use; the facts and findings of those that are not wholly replaced.

    Two files of one county that came together and were last changed at the same time are neither the newer: `choose`
    takes neither. A finding about a figure that a newer file gives again is left out.
    """
    replaced = Replaced.of(arrived)
    tied = Counter((row.submission.batch, row.submission.modified) for row in arrived)
    answers = {row.offer: row for row in state.acceptances}
    figures: list[Figure] = []
    findings: dict[str, Finding] = {}  # the same slip in a newer file stands there
    for row in arrived:
        together = tied[row.submission.batch, row.submission.modified] > 1 and bool(row.submission.modified)
        figures += _figures(row, answers, float(row.submission.batch) if together else 0.0)
        kept = {item.id: item for item in row.reading.findings if not replaced.has(row, item)}
        findings |= {name: item for name, item in kept.items() if name not in answers}
    standing = [row.reading for row in arrived if not replaced.wholly(row)]
    return Material(
        tuple(figures),
        tuple(fact for reading in standing for fact in reading.facts),
        tuple(findings.values()),
        len(arrived),
        any(row.reading.sample for row in arrived),
        tuple(part for row in arrived for part in row.reading.ledgers),
    )


def _figures(arrived: Arrived, answers: dict[str, Acceptance], tie: float) -> Iterable[Figure]:
    """Those of one submission, with what a person has taken among what was offered."""
    figures: Iterable[Figure] = arrived.reading.figures
    if tie:
        figures = [row.received(row.read_at, row.order, tie) for row in figures]
    taken = [row for row in arrived.reading.findings if row.id in answers and answers[row.id].indicator]
    if not taken:
        return figures
    return [replace(row, state=FigureState.READ) if _said_of(row, taken) else row for row in figures]


def _said_of(figure: Figure, findings: Iterable[Finding]) -> bool:
    return any(is_about(figure, finding) for finding in findings)


def is_about(figure: Figure, finding: Finding) -> bool:
    """Whether the finding leaves this very figure open."""
    return (
        figure.state in OPEN
        and figure.value is not None
        and finding.indicator == figure.indicator
        and finding.county in (None, figure.county)
        and figure.origin in finding.places
    )


def roles_of(finding: Finding, figures: Figures) -> frozenset[Role]:
    """Of which roles the figures are that a finding is about; this period's where its places do not say."""
    county, indicator = finding.county or "", finding.indicator or ""
    held = {
        role: (figures.get(county, indicator, role), *figures.beside.get((county, indicator, role), ()))
        for role in Role
    }
    found = (role for role, rows in held.items() if any(row and row.origin in finding.places for row in rows))
    return frozenset(found) or frozenset((Role.NOW,))


class Replaced(NamedTuple):
    """The newest submission of each county, and of each county's indicator."""

    by_county: dict[str, int]
    by_figure: dict[tuple[str, str], int]

    @classmethod
    def of(cls, arrived: Iterable[Arrived]) -> Replaced:
        """What stands in these submissions, the oldest of them first."""
        found = cls({}, {})
        for row in arrived:
            number = row.submission.number
            found.by_county.update(dict.fromkeys(row.submission.counties, number))
            found.by_figure.update(dict.fromkeys(_keys(row.reading), number))
        return found

    def has(self, row: Arrived, finding: Finding) -> bool:
        """Whether what the finding is about has come again since."""
        if finding.county and finding.indicator:
            return self.by_figure.get((finding.county, finding.indicator), 0) > row.submission.number
        return self.wholly(row)

    def wholly(self, row: Arrived) -> bool:
        """Whether newer files of all its counties give every figure again."""
        number, counties = row.submission.number, row.submission.counties
        newer = bool(counties) and all(self.by_county.get(county, 0) > number for county in counties)
        return newer and all(self.by_figure.get(key, 0) > number for key in _keys(row.reading))


def _keys(reading: Reading) -> Iterator[tuple[str, str]]:
    for row in reading.figures:
        if row.role is Role.NOW and row.state in _USABLE:
            yield row.county, row.indicator
    for part in reading.ledgers:
        for total in part.sums:
            yield part.county, total.indicator
