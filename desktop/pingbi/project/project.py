"""An open project: its state, and the few ways to change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from pingbi.model import PingbiError
from pingbi.project.change import short
from pingbi.project.changes import kept, names_of
from pingbi.project.encoding import decoded, encoded
from pingbi.project.failures import DamagedError
from pingbi.project.holding import Holding
from pingbi.project.log import EXPORT, REDO, UNDO, Log, Row, Step, broken, fold, step_of
from pingbi.project.readings import Readings, storable
from pingbi.project.recorded import Export, Reading, recorded
from pingbi.project.state import SchemeVersion, State, Submission
from pingbi.project.store import packed, unpacked

if TYPE_CHECKING:
    from types import TracebackType

    from pingbi.project.change import Change, Names
    from pingbi.project.lock import Lock
    from pingbi.project.store import Store


class Merging(NamedTuple):
    """Where a change was made that comes from another file: who made it and when stays."""

    file: str
    by: str
    when: str


def now() -> str:
    """The clock, in the ISO form of the whole project."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


class Project:
    """One file, open; `create` and `open` make it. Everything that changes it is in the file when the call returns."""

    def __init__(self, path: Path, store: Store, by: str, lock: Lock | None = None, read_only: str = "") -> None:
        self.path, self.by = path, by
        self.read_only = read_only  # why it cannot be changed, in Chinese; empty where it can
        self._store, self._holding = store, Holding(path, store, lock, read_only)
        try:
            self._load()
        except BaseException:
            store.close()
            raise

    def _load(self) -> None:
        try:
            with self._store.at_once():
                base, rows, last = self._store.meta("base"), self._store.rows(), int(self._store.meta("last"))
            self._base = decoded(base, SchemeVersion)
            if wrong := broken(rows, last):
                raise DamagedError(self.path.name, wrong)
            self._log = Log(rows)
            self._seen: dict[int, State] = {}  # states by their last change, for a quick undo
            done = self._log.done()
            before = fold(self.first, done[:-1])
            if done:
                self._seen[done[-1].parent] = before
            self.state = fold(before, done[-1:])
        except ValueError as error:
            raise DamagedError(self.path.name, f"历史读不懂：{error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and let others write."""
        self._holding.close()

    def out_of_reach(self) -> str:
        """Why the file cannot be reached any more (moved, deleted, a stick pulled), in Chinese; empty where it can."""
        return self._holding.out_of_reach()

    def save_as(self, path: Path) -> None:
        """A copy as another file, also where this one has lost its name. Raises PingbiError where it cannot be made."""
        self._holding.save_as(path)

    def refresh(self) -> bool:
        """Read again what another program has written (for a project that is open for reading); whether it has."""
        if self._store.last() == self.steps:
            return False
        self._load()
        return True

    @property
    def first(self) -> State:
        """The state of the empty project."""
        return State(schemes=(self._base,))

    def state_at(self, number: int) -> State:
        """The state after that change, as it was when it was the last one (0: the empty project)."""
        return fold(self.first, self._log.done(number))

    @property
    def made_from(self) -> int:
        """The last change that is done: what an export made now is made from; 0 where there is none."""
        return self._log.head

    def common(self, other: Project) -> int:
        """How many steps of the history are the very same in both, from the first on."""
        pairs = zip(self._log.rows, other._log.rows, strict=False)
        return next((at for at, (mine, theirs) in enumerate(pairs) if mine != theirs), min(self.steps, other.steps))

    @property
    def steps(self) -> int:
        """How many steps the history has."""
        return len(self._log.rows)

    def history(self) -> tuple[Step, ...]:
        """All that was ever done, oldest first: also undone, 已放弃, undo, redo and exports."""
        return self._log.steps()

    def moves(self) -> tuple[Step | None, Step | None]:
        """The changes that undo and redo would move."""
        return self._log.moves()

    def content(self, sha: str) -> bytes:
        """The bytes as they came. Raises PingbiError where they are not there, DamagedError where altered."""
        return self._store.content(sha)

    def scheme_text(self, sha: str = "") -> str:
        """The text of a scheme; of the one in force where none is named."""
        return self.content(sha or self.state.scheme.sha).decode("utf-8")

    @property
    def names(self) -> Names:
        """The names of the indicators and criteria of the scheme in force, by id."""
        sha = self.state.scheme.sha
        if sha not in self._names:
            with suppress(PingbiError, ValueError):  # without them ids stand in the history; `scheme_text` says why
                self._names[sha] = names_of(self.scheme_text(sha))
        return self._names.get(sha, {})

    @cached_property
    def _names(self) -> dict[str, Names]:
        return {}

    def reading(self, submission: Submission, rules: str | None = None) -> Reading | None:
        """What was read from a submission last (or under those rules); None where nothing was read yet."""
        return Readings(self._store, rules, (submission,)).get(submission.number)

    def readings(self, state: State | None = None, rules: str = "") -> Mapping[int, Reading]:
        """The readings of the submissions in use (now, or in that state), by their number; unpacked when asked for.

        Those by the state's rules, or by what of them readings depend on, where their makers name that so.
        """
        state = state or self.state
        return Readings(self._store, rules or state.rules, state.taken)

    # What changes it

    def record(
        self,
        change: Change,
        *,
        contents: Iterable[bytes] = (),
        reading: Reading | None = None,
        merged: Merging | None = None,
    ) -> Step:
        """One change, with the bytes it brings and what was read from them: all of it or nothing.

        Raises PingbiError where it cannot be made (refused, read-only, full disk); then nothing has changed.
        """
        if self.state.final is not None and not change.after_final:
            raise PingbiError("已经定稿，不能再改动；要改动请先取消定稿")
        if refusal := change.refusal(self.state):
            raise PingbiError(refusal)
        line = change.line(self.state, self.names)
        kind, payload = kept(change)
        if merged is None:
            row = self._row(kind, line, len(self._log.rows) + 1, payload, change.whose)
        else:
            line = f"{line}（{self.by}合并自{short(merged.file)}）"
            row = self._row(kind, line, len(self._log.rows) + 1, payload, change.whose, merged.when, merged.by)
        state = fold(self.state, (row,))
        with self._holding.changing(self.steps):
            for data in contents:
                self._store.add_content(data)
            needed = getattr(change, "sha", "")
            if needed:
                self._store.content(needed)  # no change refers to bytes that are not in the file
            if reading is not None:
                self._keep(reading)
            self._write(row)
        return self._made(row, state)

    def undo(self) -> Step:
        """Undo the last change that is done. Raises PingbiError where there is none."""
        head = self._log.head
        if not head:
            raise PingbiError("没有可以撤销的改动")
        before = self._log.at(head)
        return self._move(UNDO, f"撤销第{head}步：{before.line}", before.parent, before.county)

    def redo(self) -> Step:
        """Do again what was undone last. Raises PingbiError where there is nothing."""
        head = self._log.to_redo()
        if head is None:
            raise PingbiError("没有可以重做的改动")
        again = self._log.at(head)
        return self._move(REDO, f"重做第{head}步：{again.line}", head, again.county)

    def store(self, data: bytes) -> str:
        """Keep bytes that belong to no change (a logo); their SHA-256."""
        with self._holding.changing(self.steps):
            return self._store.add_content(data)

    def keep(self, reading: Reading) -> None:
        """Keep a reading made again, by other rules or a newer program."""
        with self._holding.changing(self.steps):
            self._keep(reading)

    # Exports

    def exports(self) -> tuple[Export, ...]:
        """Every export, oldest first, without its figures and result (`export` has them)."""
        return tuple(decoded(row.payload, Export) for row in self._log.rows if row.kind == EXPORT)

    def export(self, number: int) -> Export:
        """One export with all it printed. Raises PingbiError where there is none, DamagedError where altered."""
        brief = next((row for row in self.exports() if row.number == number), None)
        if brief is None:
            raise PingbiError(f"没有编号为{number}的导出")
        found = self._store.exported(number)
        if found is None or brief.lost:
            raise DamagedError(self.path.name, f"第{number}号导出的数据缺失")
        try:
            return decoded(unpacked(found), Export)
        except ValueError as error:
            raise DamagedError(self.path.name, f"第{number}号导出的数据已变") from error

    def next_export(self, file: str, *, program: str, digest: str = "", final: bool = False) -> Export:
        """What the next export is called: its number, draft number and time. Nothing is written."""
        rows = self.exports()
        draft = 0 if final else max((row.draft for row in rows), default=0) + 1
        number = max((row.number for row in rows), default=0) + 1
        return Export(number, draft, digest, now(), self.by, self.made_from, self.state.rules, program, file)

    def record_export(self, export: Export) -> Step:
        """Keep an export with its figures and result. Raises PingbiError where its number is taken."""
        if any(row.number == export.number for row in self.exports()):
            raise PingbiError(f"第{export.number}号导出已经有了")
        which = f"第{export.draft}稿" if export.draft else "定稿"
        line = f"导出{short(export.file)}（第{export.number}号，{which}，摘要 {export.digest}）"
        brief = replace(export, figures=(), result=None)
        row = self._row(EXPORT, line, self._log.head, encoded(brief), at=export.when)
        with self._holding.changing(self.steps):
            self._store.add_exported(export.number, row.seq, packed(encoded(export)))
            self._write(row)
        return self._made(row, self.state)

    # Within

    def _row(
        self, kind: str, line: str, head: int, payload: bytes, county: str = "", at: str = "", by: str = ""
    ) -> Row:
        seq, by = len(self._log.rows) + 1, storable(by or self.by)
        row = Row(seq, self._log.head, head, at or now(), by, kind, storable(county), storable(line), payload)
        return row.sealed()

    def _move(self, kind: str, line: str, head: int, county: str) -> Step:
        row = self._row(kind, line, head, b"{}", county)
        state = self._seen[head] if head in self._seen else self.state_at(head)
        with self._holding.changing(self.steps):
            self._write(row)
        return self._made(row, state)

    def _write(self, row: Row) -> None:
        self._store.add_row(row)
        self._store.set_meta("last", b"%d" % row.seq)

    def _keep(self, reading: Reading) -> None:
        name = storable(reading.name)
        row = packed(encoded(replace(reading, findings=tuple(map(recorded, reading.findings)))))
        self._store.add_reading(reading.sha, name, reading.rules, reading.program, row)

    def _made(self, row: Row, state: State) -> Step:
        self._seen[self._log.head] = self.state
        self._log.add(row)
        self.state = state
        return step_of(row)
