"""The submissions in use, a line each: what was read of them, what is still to be settled, whom they replace."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.cells import CellState
from pingbi.casework.material import Replaced
from pingbi.model import Role
from pingbi.model import State as FigureState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.casework.case import Case
    from pingbi.casework.material import Arrived
    from pingbi.casework.matrix import Matrix
    from pingbi.model import Finding
    from pingbi.project import Reading
    from pingbi.scheme import Scheme

_LOCKED = ("密码", "口令")


class Filed(NamedTuple):
    """One submission in use. Of its figures those that count are told apart by their state in the matrix."""

    number: int
    name: str  # within an archive 各区汇总.zip/华龙区.xls
    size: int
    counties: tuple[str, ...]
    city: bool  # it holds figures of the city too
    read: int  # figures of this period that are numbers
    doubtful: int
    unclear: int
    exempt: int
    lacking: int  # of its county, where it is the only county's newest
    version: int = 1  # of its county's files
    replaced: bool = False  # wholly, by newer ones
    facts: int = 0  # statements found in a text
    unreadable: str = ""  # why nothing could be read of it
    locked: bool = False  # because it has a password
    others: tuple[str, ...] = ()  # what of it could not be read, where something was
    received: str = ""
    strange: tuple[str, ...] = ()  # counties it was received for that the scheme has no more

    @property
    def wrong(self) -> bool:
        """Whether a person has something to do about it."""
        return bool(self.unreadable or self.doubtful or self.unclear or self.lacking or self.empty)

    @property
    def empty(self) -> bool:
        """Readable, and there is no figure in it."""
        return not (self.unreadable or self.read or self.exempt or self.unclear or self.facts)


def filed(case: Case, found: Matrix) -> tuple[Filed, ...]:
    """Oldest first. `found` is the matrix of the same state."""
    arrived = case.arrived()
    replaced = Replaced.of(arrived)
    states = Counter((cell.submission, cell.state) for row in found.rows for cell in row.cells if cell.submission)
    columns = {row.id for row in found.columns}
    settled = {
        (row.county, column.id)
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
        if cell.state in (CellState.RECEIVED, CellState.EXEMPT)
    }
    lacking = {row.county: row.asked - row.received for row in found.rows}
    versions: Counter[str] = Counter()
    rows = []
    for row in arrived:
        counties = tuple(county for county in row.submission.counties if _of_scheme(county, case.scheme))
        alone = counties[0] if len(counties) == 1 else ""
        versions[alone] += 1
        newest = bool(alone) and replaced.by_county.get(alone) == row.submission.number
        rows.append(
            _filed(
                row,
                case.scheme,
                columns,
                settled,
                {state: states[row.submission.number, state] for state in CellState},
                lacking.get(alone, 0) if newest else 0,
                versions[alone] if alone else 1,
                replaced=replaced.wholly(row),
            )
        )
    return tuple(rows)


def _filed(
    row: Arrived,
    scheme: Scheme,
    columns: set[str],
    settled: set[tuple[str, str]],
    states: dict[CellState, int],
    lacking: int,
    version: int,
    *,
    replaced: bool,
) -> Filed:
    reading, submission = row.reading, row.submission
    held = bool(reading.figures or reading.facts or reading.ledgers)
    refused = reasons(reading.findings)
    why = next(iter(refused), "") if not held else ""
    numbers = _keys(reading, columns, FigureState.READ)
    numbers |= {
        (part.county, row.indicator) for part in reading.ledgers for row in part.sums if row.indicator in columns
    }
    unclear = len(_keys(reading, columns, FigureState.UNREADABLE) - settled) if not replaced else 0
    return Filed(
        submission.number,
        submission.name,
        submission.size,
        tuple(county for county in submission.counties if county in scheme.counties),
        scheme.city.name in submission.counties,
        len(numbers),
        states[CellState.DOUBTFUL],
        unclear,
        states[CellState.EXEMPT],
        max(0, lacking - unclear) if held else 0,
        version,
        replaced,
        len(reading.facts),
        why,
        bool(why) and is_locked(why),
        refused if held else (),
        submission.received,
        tuple(county for county in submission.counties if not _of_scheme(county, scheme)),
    )


def _of_scheme(county: str, scheme: Scheme) -> bool:
    return county in scheme.counties or county == scheme.city.name


def _keys(reading: Reading, columns: set[str], state: FigureState) -> set[tuple[str, str]]:
    """(county, indicator) of this period's figures in that state."""
    now = Role.NOW
    return {
        (row.county, row.indicator)
        for row in reading.figures
        if row.role is now and row.state is state and row.indicator in columns
    }


def reasons(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Why something could not be read, a Chinese line each."""
    words: Sequence[str] = [getattr(row, "reason", str(row)) for row in findings if row.code == "unreadable-file"]
    return tuple(dict.fromkeys(words))


def is_locked(reason: str) -> bool:
    """Whether a file was not read because it has a password that can be given."""
    return any(word in reason for word in _LOCKED) and "AES" not in reason
