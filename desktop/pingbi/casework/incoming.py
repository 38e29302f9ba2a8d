"""Inputs are found and read: it needs no project, so that a window does it beside its other work.

What was read is taken into a project by `arriving.take`, in the order in which `Turns` hands it out.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pingbi import project
from pingbi.casework.case import reading_of
from pingbi.model import PingbiError
from pingbi.readers import Input, inputs
from pingbi.reading import each_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pingbi.casework.case import Case
    from pingbi.children import Children
    from pingbi.project import Reading
    from pingbi.reading import FileRead
    from pingbi.scheme import Scheme

AHEAD = 64 * 1024 * 1024  # bytes of inputs that are found before they are read
LOOK = 0.1  # seconds that looking ahead may keep reading waiting
PASTED = "粘贴的文字"


class Found(NamedTuple):
    """An input that waits to be read. `order` is its place among the inputs, `modified` when it was last changed."""

    order: int
    name: str
    size: int
    modified: float

    @property
    def turn(self) -> tuple[float, int]:
        """What is received later is the newer version: so the one changed last comes last."""
        return self.modified, self.order


@dataclass(frozen=True, slots=True)
class Incoming:
    """An input that was read, or could not be, before it is received."""

    found: Found
    file: FileRead
    data: bytes
    reading: Reading


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who is told how reading goes, in the thread that reads; `given_up` asks whether one input is not wanted."""

    found: Callable[[Found], None] = lambda _: None
    begun: Callable[[Found], None] = lambda _: None
    all_found: Callable[[], None] = lambda: None
    given_up: Callable[[int], bool] = lambda _: False


class Ground(NamedTuple):
    """What reading needs of a project, known beforehand: so it is read as the project itself would."""

    scheme: Scheme
    rules: str
    password: str | None = None


def ground_of(case: Case) -> Ground:
    """As the project stands now."""
    return Ground(case.scheme, case.reading_rules(case.project.state), case.password)


def read_in(
    paths: Sequence[str | Path | Input],
    ground: Ground,
    *,
    children: Children | None = None,
    hearing: Hearing | None = None,
    on_read: Callable[[FileRead], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Incoming]:
    """Every input as soon as it is read, save those that are given up. Raises StoppedError."""
    hearing = hearing or Hearing()
    ahead = _Ahead(_items(paths, ground.password), hearing)
    for file in each_of(ahead, ground.scheme, password=ground.password, children=children, cancelled=cancelled):
        found, item = ahead.handed.pop(file.order)
        on_read(file)
        if not hearing.given_up(found.order):
            sha = project.digest(item.data)
            yield Incoming(found, file, item.data, reading_of(file, sha, ground.rules, _now()))


def pasted(text: str, taken: Iterable[str] = ()) -> Input:
    """Text that was pasted, as an input named 粘贴的文字 1; `taken` are the names that are there already."""
    known = set(taken)
    number = next(at for at in range(1, len(known) + 2) if f"{PASTED} {at}" not in known)
    return Input(f"{PASTED} {number}", text.encode(), modified=time.time())


def stored(case: Case, number: int) -> Input:
    """A submission's own bytes, to be read again. Raises PingbiError."""
    row = next((row for row in case.project.state.submissions if row.number == number), None)
    if row is None:
        raise PingbiError("这份材料已经不在项目里了")
    when = datetime.fromisoformat(row.modified).timestamp() if row.modified else 0.0
    return Input(row.name, case.project.content(row.sha), modified=when)


def whereabouts(paths: Iterable[str | Path], name: str) -> Path | None:
    """The file that an input came from, among what was given; of one within an archive the archive. None: it is gone.

    `各区/汇总.zip/华龙区.xls` below a folder that was given is that folder's `各区/汇总.zip`.
    """
    parts, rows = PurePosixPath(name).parts, [str(path) for path in paths]
    for given in (Path(row) for row in rows if parts and row.endswith(parts[0])):  # hundreds of others cost nothing
        if given.name == parts[0] and given.is_file():
            return given
    for given in map(Path, rows):
        if given.is_dir():
            tries = (given.joinpath(*parts[:count]) for count in range(len(parts), 0, -1))
            found = next((path for path in tries if path.is_file()), None)
            if found is not None:
                return found
    return None


def _items(paths: Sequence[str | Path | Input], password: str | None) -> Iterator[Input]:
    yield from inputs([row for row in paths if not isinstance(row, Input)], password)
    yield from (row for row in paths if isinstance(row, Input))


class _Ahead:
    """Finds inputs faster than they are read, and hands out the one changed first first."""

    def __init__(self, items: Iterator[Input], hearing: Hearing) -> None:
        self._items, self._hearing = items, hearing
        self._waiting: list[tuple[tuple[float, int], Input]] = []
        self._bytes = self._count = 0
        self._ended = False
        self.handed: dict[int, tuple[Found, Input]] = {}  # by the order in which they were handed out

    def __iter__(self) -> Iterator[Input]:
        handed = 0
        while self._look():
            turn, item = heappop(self._waiting)
            self._bytes -= len(item.data)
            found = Found(turn[1], item.name, len(item.data), item.modified)
            if not self._hearing.given_up(found.order):
                self._hearing.begun(found)
                self.handed[handed] = found, item
                handed += 1
                yield item

    def _look(self) -> bool:
        """Whether one waits."""
        until = time.monotonic() + LOOK
        while not self._ended and (not self._waiting or (self._bytes < AHEAD and time.monotonic() < until)):
            item = next(self._items, None)
            if item is None:
                self._ended = True
                self._hearing.all_found()
                break
            found = Found(self._count, item.name, len(item.data), item.modified)
            self._hearing.found(found)
            heappush(self._waiting, (found.turn, item))
            self._bytes += len(item.data)
            self._count += 1
        return bool(self._waiting)


@dataclass(slots=True)
class Turns:
    """What is read in any order is received in the order of its last change: of one county the later counts."""

    _open: dict[int, Found] = field(default_factory=dict)  # found, and neither read nor given up
    _read: list[tuple[tuple[float, int], Incoming]] = field(default_factory=list)
    _all: bool = False

    def found(self, found: Found) -> None:
        """One more waits."""
        self._open[found.order] = found

    def all_found(self) -> None:
        """None comes that is older than those that are known."""
        self._all = True

    def read(self, come: Incoming) -> None:
        """It has been read."""
        if self._open.pop(come.found.order, None) is not None:
            heappush(self._read, (come.found.turn, come))

    def given_up(self, order: int) -> None:
        """It is not wanted; what waited for it need not wait."""
        self._open.pop(order, None)
        self._read = [row for row in self._read if row[1].found.order != order]
        self._read.sort(key=lambda row: row[0])

    def ready(self) -> tuple[Incoming, ...]:
        """Those whose turn has come."""
        if not self._all:
            return ()
        first = min((row.turn for row in self._open.values()), default=None)
        found = []
        while self._read and (first is None or self._read[0][0] < first):
            found.append(heappop(self._read)[1])
        return tuple(found)

    @property
    def waiting(self) -> int:
        """How many are not read yet."""
        return len(self._open)

    @property
    def over(self) -> bool:
        """Whether all are found, and none waits to be read."""
        return self._all and not self._open


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
