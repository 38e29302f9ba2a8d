"""Files of others -> what they hold: each is read in a child process, whatever it does to its reader."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pingbi.children import Answered, Loss, Lost, Outcome, Refused, Task, sent_by_values, shared
from pingbi.extraction import Extracted, explanations, extract
from pingbi.model import Fact, Figure, Finding, InSheet, InText, LedgerPart, UnreadableFileError
from pingbi.model.figure_runs import InRuns
from pingbi.model.returned import Given
from pingbi.readers import DuplicateFile, Input, UnreadableFile, inputs, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pingbi.children import Children
    from pingbi.scheme import Scheme

SAMPLE_MARK = "示例数据"
SECONDS = 60.0  # for one file; a submission takes a hundredth of a second, a table of 100,000 rows some seconds
SECONDS_A_MEGABYTE = 3.0
LARGE = 1024 * 1024  # bytes of a file after which its child is not used again
_SAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx（表格）或 .docx（文字）再报"

sent_by_values(Figure, InSheet, InText, Fact)  # of these a large file has hundreds of thousands

Passed = TypeVar("Passed")
Value = TypeVar("Value")


class File(NamedTuple):
    """One file as it is sent to a child; `order` is its place among the inputs."""

    name: str
    data: bytes
    password: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class FileRead:
    """One input that has been dealt with: what it holds, or the finding that it could not be read or is read already.

    `done` counts the inputs dealt with so far, this one too; they come in no order, `order` is that of the inputs.
    """

    name: str
    order: int
    done: int
    modified: float = 0.0
    extracted: Extracted | None = None
    finding: Finding | None = None
    sample: bool = False
    given: tuple[Given, ...] = ()  # what a 退回单 that came back explains


@dataclass(frozen=True, slots=True)
class Material:
    """What the inputs held. `read` counts the inputs that could be read at all."""

    figures: Sequence[Figure] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    read: int = 0
    sample: bool = False
    ledgers: tuple[LedgerPart, ...] = ()


@dataclass(slots=True)
class _Waiting:
    """Inputs that need no child, until they are handed out; when each of the others was changed."""

    ready: deque[FileRead] = field(default_factory=deque)
    modified: dict[int, float] = field(default_factory=dict)


class Held(NamedTuple):
    """What a file holds, whether it is marked 示例数据, and what it explains."""

    extracted: Extracted
    sample: bool
    given: tuple[Given, ...]


def submission(scheme: Scheme, file: File) -> Held:
    """What is to be had of a file. Raises UnreadableFileError."""
    document = read(file.data, file.name, file.password)
    return Held(extract(document, scheme, file.order), document.mentions(SAMPLE_MARK), explanations(document))


def each_read(
    paths: Sequence[str | Path],
    scheme: Scheme,
    *,
    password: str | None = None,
    children: Children | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[FileRead]:
    """Every input as soon as it is read; few are in memory at once. Raises StoppedError."""
    return each_of(inputs(paths, password), scheme, password=password, children=children, cancelled=cancelled)


def each_of(
    items: Iterable[Input],
    scheme: Scheme,
    *,
    password: str | None = None,
    children: Children | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[FileRead]:
    """As `each_read`, of inputs that are at hand; `order` counts them from 0. Raises StoppedError."""
    waiting = _Waiting()
    done = 0
    tasks = _tasks(items, password, waiting)
    for task, outcome in (children or shared()).run(submission, scheme, tasks, cancelled):
        while waiting.ready:
            done += 1
            yield replace(waiting.ready.popleft(), done=done)
        done += 1
        name, order = task.asked.name, task.asked.order
        here = FileRead(name, order, done, waiting.modified.pop(order))
        if isinstance(outcome, Answered):
            yield replace(here, **outcome.value._asdict())
        else:
            yield replace(here, finding=UnreadableFile(file=name, reason=_why(outcome, task.seconds)))
    while waiting.ready:
        done += 1
        yield replace(waiting.ready.popleft(), done=done)


def _tasks(items: Iterable[Input], password: str | None, waiting: _Waiting) -> Iterator[Task[File]]:
    contents: dict[bytes, str] = {}
    for order, item in enumerate(items):
        here = FileRead(item.name, order, 0, item.modified)
        same_as = contents.setdefault(sha256(item.data).digest(), item.name)
        if item.error:
            waiting.ready.append(replace(here, finding=UnreadableFile(file=item.name, reason=item.error)))
        elif item.data and same_as != item.name:
            waiting.ready.append(replace(here, finding=DuplicateFile(file=item.name, same_as=same_as)))
        else:
            waiting.modified[order] = item.modified
            yield _task(item, password, order)


def _task(item: Input, password: str | None, order: int = 0) -> Task[File]:
    seconds = SECONDS + SECONDS_A_MEGABYTE * (len(item.data) // 1024**2)
    return Task(File(item.name, item.data, password, order), seconds, last=len(item.data) > LARGE)


def _why(outcome: Outcome[object], seconds: float) -> str:
    """Why there is no answer, for users; what only we understand stands in brackets."""
    if isinstance(outcome, Refused):
        return str(outcome.error)
    if not isinstance(outcome, Lost):
        raise TypeError(outcome)
    detail = f"（{outcome.detail}）" if outcome.detail else ""
    return {
        Loss.TIME: f"{seconds:.0f}秒还没有读完，已停止；{_SAVE}",
        Loss.MEMORY: f"要用的内存太多，没有读；{_SAVE}",
        Loss.DIED: f"读到中途程序中断{detail}，没有读；{_SAVE}",
        Loss.FAILED: f"读时程序出错{detail}，没有读；{_SAVE}",
    }[outcome.loss]


def gather(
    paths: Sequence[str | Path],
    scheme: Scheme,
    *,
    password: str | None = None,
    on_read: Callable[[FileRead], None] = lambda _: None,
    children: Children | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Material:
    """Read every input; one that cannot be read becomes a finding and never stops the others.

    Of two versions that one of them is newer is told by when the files were last changed; `choose` takes neither where
    that was at the same time.
    The same inputs make the same material whichever is read first. Raises StoppedError.
    """
    read_at = datetime.now().astimezone().isoformat(timespec="seconds")
    files: list[FileRead] = []
    for file in each_read(paths, scheme, password=password, children=children, cancelled=cancelled):
        on_read(file)
        files.append(file)
    files.sort(key=lambda file: file.order)
    by_time = sorted(files, key=lambda file: (file.modified, file.order))
    ranks = {file.order: rank for rank, file in enumerate(by_time)}
    held = [file.extracted for file in files if file.extracted is not None]
    return Material(
        InRuns.of(
            file.extracted.figures.received(read_at, ranks[file.order], file.modified)
            for file in files
            if file.extracted is not None
        ),
        tuple(fact for extracted in held for fact in extracted.facts),
        tuple(finding for file in files for finding in _findings(file)),
        sum(not extracted.result for extracted in held),
        any(file.sample for file in files),
        tuple(replace(row, read_at=read_at, order=ranks[row.order]) for extracted in held for row in extracted.ledgers),
    )


def _findings(file: FileRead) -> tuple[Finding, ...]:
    if file.finding is not None:
        return (file.finding,)
    return file.extracted.findings if file.extracted is not None else ()


def apart(work: Callable[[Passed, File], Value], given: Passed, item: Input, children: Children | None = None) -> Value:
    """What `work` makes of one file, in a child. Raises UnreadableFileError and what errors of ours the work raises."""
    if item.error:
        raise UnreadableFileError(item.error)
    task = _task(item, None)
    outcome = (children or shared()).one(work, given, task)
    if isinstance(outcome, Answered):
        return outcome.value
    if isinstance(outcome, Refused):
        raise outcome.error
    raise UnreadableFileError(_why(outcome, task.seconds))
