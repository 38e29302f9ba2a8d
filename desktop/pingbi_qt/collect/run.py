"""One drop or one pasting on its way: what was found of it, what is read, what waits to be received."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.casework.filed import is_locked, reasons
from pingbi.casework.finding_words import plain
from pingbi.casework.incoming import Turns, whereabouts
from pingbi_qt.collect.lines import FileLine, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework import Arrival
    from pingbi.casework.incoming import Found, Incoming
    from pingbi_qt.desk import Operation

NAMED = 2  # files that the status bar names


class Taken(NamedTuple):
    """What came of a piece of work on the project."""

    arrivals: tuple[tuple[Incoming, Arrival], ...]
    rest: tuple[Incoming, ...]
    batch: int
    why: str = ""  # why the rest cannot be received; empty where they come next


@dataclass(slots=True)
class Run:
    """One drop, or one pasting: its files are received in the order of their last change."""

    number: int
    opening: int  # of the project that it is for
    turns: Turns = field(default_factory=Turns)
    events: deque[tuple[str, Any]] = field(default_factory=deque)  # filled by the thread that reads
    given_up: set[int] = field(default_factory=set)
    lines: dict[int, FileLine] = field(default_factory=dict)
    ready: list[Incoming] = field(default_factory=list)
    batch: int = 0
    ended: bool = False
    found: int = 0
    done: int = 0
    operation: Operation | None = None
    taking: bool = False
    unreadable: int = 0
    known: list[str] = field(default_factory=list)  # names of those that were received before

    @property
    def over(self) -> bool:
        """Whether nothing of it is read or received any more."""
        return self.ended and not self.ready and not self.taking

    @property
    def outcome(self) -> str:
        """What is to be said of it once it is over, told or received last; empty where all went well."""
        if not self.over:
            return ""
        if self.unreadable:
            rest = f"，其余 {self.done - self.unreadable} 个已读完" if self.done > self.unreadable else ""
            return f"{self.unreadable} 个文件打不开{rest}"
        if len(self.known) == 1:
            return f"{self.known[0].rpartition('/')[2]} 已经收过，没有变化"
        return f"{len(self.known)} 份已经收过，没有变化" if self.known else ""

    def note(self, found: Found, county: str) -> None:
        """One more waits."""
        self.found += 1
        self.turns.found(found)
        if found.order in self.given_up:
            self.turns.given_up(found.order)
        else:
            self.lines[found.order] = FileLine(
                found.name, found.size, Way.WAITING, self.number, found.order, county=county
            )

    def drop(self, order: int) -> bool:
        """It is not wanted; False where it is not on its way."""
        if self.lines.pop(order, None) is None:
            return False
        self.given_up.add(order)
        self.turns.given_up(order)
        self.ready = [come for come in self.ready if come.found.order != order]
        if self.operation is not None and not self.ended and self.turns.over:
            self.operation.cancel()  # nothing that is still read is wanted
        return True

    def stop(self, why: str) -> None:
        """What has not been read is not read: because a person wished so, or for a reason."""
        self.turns.all_found()
        wished = self.operation is not None and self.operation.cancelled
        for order, row in list(self.lines.items()):
            if row.way in (Way.WAITING, Way.READING):
                self.turns.given_up(order)
                if wished:
                    del self.lines[order]
                else:
                    row.way, row.reason = Way.REFUSED, why or "没有读"

    def refuse(self, rows: Sequence[Incoming], why: str) -> None:
        """These could not be received."""
        for come in rows:
            line = self.lines.get(come.found.order)
            if line is not None and not line.number:
                line.way, line.reason = Way.REFUSED, why

    def take_over(self, come: Incoming, arrival: Arrival) -> None:
        """What came of one that was received, or not."""
        line = self.lines.get(come.found.order)
        known = any(row.code == "duplicate-file" for row in arrival.findings)
        self.unreadable += not known and not arrival.readable and not come.reading.result
        if line is None:
            return
        if arrival.submission is not None:
            line.number = arrival.submission.number
        elif known:
            del self.lines[come.found.order]
            self.known.append(come.file.name)
        else:
            line.way, line.reason, line.result = Way.REFUSED, why_not(arrival), come.reading.result
            line.locked = any(map(is_locked, reasons(arrival.findings)))


def came_from(given: Sequence[str], name: str) -> Path | None:
    """Where the newest of that name came from: a county's files bear one name in many folders. None: it is gone."""
    first, paths = name.partition("/")[0], tuple(reversed(given))
    for path in paths:
        if path.endswith(first) or not _has_ending(path):  # hundreds of others cost nothing
            place = whereabouts([path], name)
            if place is not None:
                return place
    return whereabouts(paths, name)


def _has_ending(path: str) -> bool:
    """Of a file: a folder may be named 2022.7."""
    ending = Path(path).suffix
    return ending.isascii() and any(map(str.isalpha, ending))


def again(given: Sequence[str], names: Sequence[str], kept: dict[str, Any]) -> list[Any]:
    """What is to be read for these names: where they came from, of an archive all of it; else what the project has."""
    found: dict[Any, None] = {}
    for name in names:
        place = came_from(given, name)
        if place is not None:
            found[str(place)] = None
        elif name in kept:
            found[kept[name]] = None
        else:
            found[name] = None  # said to be gone
    return list(found)


def words_for(names: Sequence[str]) -> str:
    """已收 甲县.xlsx、乙县.xlsx等 8 份."""
    named = "、".join(name.rpartition("/")[2] for name in names[:NAMED])
    return f"已收 {named}" + (f"等 {len(names)} 份" if len(names) > NAMED else "")


def why_not(arrival: Arrival) -> str:
    """In the engine's words."""
    said = reasons(arrival.findings) or tuple(map(str, arrival.findings))
    return plain("；".join(said)) or "不是报送材料"
