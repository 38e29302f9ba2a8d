"""Files come in: each that was read becomes a submission of the project, or is told why it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pingbi.casework.explaining import explained
from pingbi.casework.incoming import ground_of, read_in
from pingbi.model.catalogue import bare
from pingbi.project.changes import Received
from pingbi.readers import DuplicateFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pingbi.casework.case import Case
    from pingbi.casework.incoming import Incoming
    from pingbi.model import Finding
    from pingbi.project import Reading, Step, Submission
    from pingbi.readers import Input
    from pingbi.reading import FileRead
    from pingbi.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of one input: a submission, or (None) why it was not received."""

    name: str
    findings: tuple[Finding, ...]
    submission: Submission | None = None
    readable: bool = False
    explained: tuple[Step, ...] = ()  # what a 退回单 in it explains
    unexplained: tuple[str, ...] = ()  # why an explanation in it was not taken, a Chinese line each


def receive(
    case: Case,
    paths: Sequence[str | Path | Input],
    *,
    aside: str = "",
    on_read: Callable[[FileRead], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Arrival]:
    """Read the inputs, then receive them one by one, the one changed last the last: it counts as the newer.

    Each is one change, which is in the file when it is handed out. `aside` is why they are not to be used yet; empty
    where they are. What cannot be read is received too, so that it is chased; what is no submission is not: a workbook
    of results, the same file again, a file that is gone or being written. Raises StoppedError, PingbiError.
    """
    read: list[Incoming] = []
    for come in read_in(paths, ground_of(case), children=case.children, on_read=on_read, cancelled=cancelled):
        if refusal := _refused(case, come):
            yield Arrival(come.file.name, refusal)
        else:
            read.append(come)
    yield from take(case, sorted(read, key=lambda come: come.found.turn), aside=aside)


def take(case: Case, read: Iterable[Incoming], *, aside: str = "", batch: int = 0) -> Iterator[Arrival]:
    """Receive what was read, in this order, one change each; what is no submission is handed out without one.

    `batch` is the first step of the import that these belong to; 0: they begin one. Where the rules of reading have
    changed since, the project reads them again when they are needed. Raises PingbiError.
    """
    batch = batch or case.project.steps + 1
    for come in read:
        refusal = _refused(case, come)
        yield Arrival(come.file.name, refusal) if refusal else _received(case, come, batch, aside)


def _refused(case: Case, come: Incoming) -> tuple[Finding, ...]:
    """Why it is not received: it holds no bytes, is no submission, or is here already; empty where it is."""
    file, reading = come.file, come.reading
    if not come.data or reading.result or isinstance(file.finding, DuplicateFile):
        return reading.findings
    same = _same(case, come)
    if same is not None and (_holds(case.project.reading(same)) or not _holds(reading)):
        return (DuplicateFile(file=file.name, same_as=f"第{same.number}步收到的 {same.name}"),)
    return ()


def _same(case: Case, come: Incoming) -> Submission | None:
    """The submission in use that has the very same bytes."""
    return next((row for row in case.project.state.taken if row.sha == come.reading.sha), None)


def _holds(reading: Reading | None) -> bool:
    """Whether anything was read of it."""
    return reading is not None and bool(reading.figures or reading.facts or reading.ledgers)


def _received(case: Case, come: Incoming, batch: int, aside: str) -> Arrival:
    file, held = come.file, case.project
    same = _same(case, come)  # which could not be read before
    change = Received(
        name=file.name,
        sha=come.reading.sha,
        size=len(come.data),
        counties=counties_of(come.reading, case.scheme),
        modified=datetime.fromtimestamp(file.modified, UTC).isoformat() if file.modified else "",
        taken=not aside,
        reason=aside,
        batch=batch,
        instead=same.number if same is not None else 0,
    )
    number = held.record(change, contents=(come.data,), reading=come.reading).number
    case.remember(number, come.reading)
    steps, refused = explained(case, file.given, change.whose)
    submission = held.state.submission(number)
    readable = _holds(come.reading) or bool(file.given)
    return Arrival(file.name, come.reading.findings, submission, readable, steps, refused)


def counties_of(reading: Reading, scheme: Scheme) -> tuple[str, ...]:
    """Whose figures a file holds, in the scheme's order, the city too; where it holds none, whom its name names."""
    of = {row.county for row in reading.figures} | {row.county for row in reading.ledgers}
    of = of or {row.county for row in reading.facts if row.county}
    known = [row.name for row in (scheme.city, *scheme.county) if row.name in of]
    if known:
        return tuple(known)
    named = named_in(reading.name, scheme)
    return (named,) if named else ()


def named_in(file: str, scheme: Scheme) -> str:
    """The one county that a file's name names; empty where it names none, or several."""
    name = bare(file)
    named = [row.name for row in scheme.county if any(bare(word) in name for word in (row.name, *row.aliases))]
    return named[0] if len(named) == 1 else ""
