"""The history as the file has it: rows that are only ever added, and what follows from them.

Undo and redo are rows too: each row says which change was the last done one before it (`parent`) and after it
(`head`). What is done is the chain of parents behind the newest head. A change whose chain was left is 已放弃. Each row
is sealed by a digest, and the rows are numbered without a gap: one that was altered or lost is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from pingbi.project.change import Stamp
from pingbi.project.changes import CHANGES, change_of
from pingbi.project.encoding import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.project.state import State

UNDO, REDO, EXPORT, LOST = "undo", "redo", "export", "lost"
NO_CHANGES = frozenset({UNDO, REDO, EXPORT, LOST})


class Row(NamedTuple):
    """One row of the table `change`; `at` is ISO time, `payload` JSON, `digest` 32 bytes."""

    seq: int  # 1, 2, … without a gap
    parent: int
    head: int
    at: str
    by: str
    kind: str
    county: str
    line: str
    payload: bytes
    digest: bytes = b""

    @property
    def changes(self) -> bool:
        """Whether it is a change of the state (one lost in a damaged file was one, if it had become the head)."""
        return self.head == self.seq

    def sealed(self) -> Row:
        """The row with its digest, which covers all of its other fields."""
        words = [*self[:8], self.payload.decode("utf-8", "backslashreplace")]
        return self._replace(digest=sha256(to_json(words)).digest())


class Standing(StrEnum):
    """Whether a change holds."""

    DONE = "done"
    UNDONE = "undone"
    ABANDONED = "abandoned"

    @property
    def word(self) -> str:
        """Empty for what holds: 已撤销 已放弃."""
        return {"done": "", "undone": "已撤销", "abandoned": "已放弃"}[self.value]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of history. `kind` is a word of CHANGES, or undo, redo, export, lost."""

    number: int
    when: str
    by: str
    kind: str
    county: str
    line: str
    standing: Standing = Standing.DONE


class Log:
    """All rows in memory, oldest first."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: list[Row] = list(rows)
        self._newest: dict[int, int] = {row.parent: row.seq for row in self.rows if row.changes}

    @property
    def head(self) -> int:
        """The last change that is done; 0 where none is."""
        return self.rows[-1].head if self.rows else 0

    def add(self, row: Row) -> None:
        """One more row, already written."""
        self.rows.append(row)
        if row.changes:
            self._newest[row.parent] = row.seq

    def at(self, seq: int) -> Row:
        """The row of that number."""
        return self.rows[seq - 1]

    def to_redo(self) -> int | None:
        """The change that redo would do: the newest one made from this state."""
        return self._newest.get(self.head)

    def moves(self) -> tuple[Step | None, Step | None]:
        """What undo would undo, and redo do again; None where there is nothing."""
        again = self.to_redo()
        return (
            step_of(self.at(self.head)) if self.head else None,
            step_of(self.at(again), Standing.UNDONE) if again is not None else None,
        )

    def done(self, head: int | None = None) -> Sequence[Row]:
        """The changes that are done, oldest first; those done when `head` was the last where one is given."""
        chain, seq = [], self.head if head is None else head
        while seq:
            row = self.at(seq)
            chain.append(row)
            seq = row.parent
        return chain[::-1]

    def steps(self) -> tuple[Step, ...]:
        """The history, oldest first."""
        done, redoable, seq = {row.seq for row in self.done()}, set(), self.to_redo()
        while seq is not None:
            redoable.add(seq)
            seq = self._newest.get(seq)
        return tuple(
            step_of(row, Standing.UNDONE if row.seq in redoable else Standing.ABANDONED)
            if row.changes and row.seq not in done
            else step_of(row)
            for row in self.rows
        )


def step_of(row: Row, standing: Standing = Standing.DONE) -> Step:
    """The row as a line of history."""
    return Step(row.seq, row.at, row.by, row.kind, row.county, row.line, standing)


def broken(rows: Sequence[Row], last: int) -> str:
    """What is wrong with the rows of a file whose newest has the number `last`; empty where nothing is."""
    head = 0
    for number, row in enumerate(rows, 1):
        if row.seq != number or not is_sound(row) or row.parent != head:
            return f"第{number}步的记录缺失或已变"
        head = row.head
    return "" if len(rows) == last else f"历史应有{last}步，只有{len(rows)}步"


def is_sound(row: Row) -> bool:
    """Whether it is a row as one was written: its digest agrees, and it leads to a change that was there."""
    kinds = (int, int, int, str, str, str, str, str, bytes, bytes)
    return (
        all(isinstance(value, kind) for value, kind in zip(row, kinds, strict=True))
        and row.sealed().digest == row.digest
        and (row.kind in CHANGES or row.kind in NO_CHANGES)
        and 0 <= row.parent < row.seq
        and 0 <= row.head <= row.seq
    )


def fold(state: State, rows: Iterable[Row]) -> State:
    """The state after these changes. Raises ValueError where one cannot be understood."""
    for row in rows:
        if row.kind in CHANGES:
            state = change_of(row.kind, row.payload).applied(state, Stamp(row.seq, row.at, row.by))
    return state
