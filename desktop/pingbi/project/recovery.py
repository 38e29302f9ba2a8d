"""What can be saved of a damaged file goes into a new one, row by row; what cannot is said."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pingbi.model import PingbiError, reason
from pingbi.model.catalogue import excerpt
from pingbi.project import store as files
from pingbi.project.changes import change_of
from pingbi.project.encoding import decoded, encoded
from pingbi.project.log import EXPORT, LOST, Log, Row, is_sound
from pingbi.project.recorded import Export
from pingbi.project.state import SchemeVersion
from pingbi.project.store import Packed, Store
from pingbi.project.tables import check_version, migrate

MOST_TRIED = 200_000  # numbers of rows that are asked for one by one where a table does not say how many it has


MORE = 100  # rows of other tables than there are changes: logos, readings made again


class Recovered(NamedTuple):
    """The new file, and what it lacks: one Chinese line each, none where all was there."""

    path: Path
    missing: tuple[str, ...]


def recover(path: Path) -> Recovered:
    """Save what can be read into a new file beside the damaged one. Raises PingbiError where nothing can."""
    target = _free(path)
    with TemporaryDirectory(prefix="pingbi-") as folder:
        copy = Path(folder, "damaged")
        try:
            shutil.copyfile(path, copy)
            journal = path.with_name(f"{path.name}-journal")
            if journal.exists():
                shutil.copyfile(journal, copy.with_name(f"{copy.name}-journal"))
        except OSError as error:
            raise PingbiError(f"{path.name} 打不开（{reason(error)}）") from None
        with closing(_readable(copy, path)) as damaged, files.beginning(target) as store:
            missing = tuple(_Rescue(damaged, copy.stat().st_size).into(store))
    return Recovered(target, missing)


def _free(path: Path) -> Path:
    """A name beside it that nothing has."""
    for number in range(1, 1000):
        free = path.with_name(f"{path.stem}（恢复{number if number > 1 else ''}）{path.suffix}")
        if not free.exists():
            return free
    raise PingbiError(f"{path.name} 旁边已有太多恢复出的文件，请先清理")


def _readable(copy: Path, path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(copy, isolation_level=None)
    try:
        connection.execute("PRAGMA writable_schema = ON")  # a file that was cut off is opened all the same
        connection.execute("SELECT sql FROM sqlite_master").fetchall()
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        check_version(path, version, lambda _: "")
        migrate(connection, version)
        for table in ("meta", "change", "content", "reading", "exported"):
            connection.execute(f"SELECT sql FROM sqlite_master WHERE name = '{table}'").fetchall()[0]  # noqa: S608
    except (sqlite3.Error, IndexError) as error:  # it has no such table
        connection.close()
        raise PingbiError(f"{path.name} 的开头已坏，或不是评比项目文件，恢复不了；请用备份") from error
    except BaseException:
        connection.close()
        raise
    return connection


class _Rescue:
    """One recovery; `into` yields what is missing."""

    def __init__(self, damaged: sqlite3.Connection, size: int) -> None:
        self.damaged = damaged
        last = self._meta("last")
        self.tried = min(MOST_TRIED, size // 16 if last is None else int(last) + MORE)
        self.base: SchemeVersion | None = None
        self.names: dict[str, str] = {}  # SHA-256 of a content -> what it is

    def into(self, store: Store) -> Iterator[str]:
        """Fill the new file."""
        self.base = self._base()
        with store.writing():
            first, said = self._contents(store)
        exports: set[int] = set()
        with store.writing():
            yield from self._packed(store, exports)
        with store.writing():
            yield from self._changes(store, exports)
            if self.base is None:
                self.base = SchemeVersion(first, 0, "", "")
                yield "项目开始时的方案记录缺失，以文件中最早的原件为方案"
            self.names[self.base.sha] = "项目开始时的方案"
            store.set_meta("base", encoded(self.base))
            store.set_meta("program", self._meta("program") or b"")
        there = store.contents()
        yield from (
            f"{self.names.get(sha, '一份原件')}的字节已变，按现在的样子另存，摘要 {now[:8]}"
            for sha, now in said.items()
        )
        yield from (f"{name}的原件缺失" for sha, name in self.names.items() if sha not in there and sha not in said)

    def _base(self) -> SchemeVersion | None:
        try:
            return decoded(self._meta("base") or b"", SchemeVersion)
        except ValueError:
            return None

    def _meta(self, name: str) -> bytes | None:
        try:
            row = self.damaged.execute("SELECT value, digest FROM meta WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error:
            return None
        good = row is not None and isinstance(row[0], bytes) and files.sealed(name, row[0]) == row[1]
        return row[0] if good else None

    def _rows(self, table: str, key: str, columns: str) -> Iterator[tuple[object, ...]]:
        """Every row that can be read, in order; `columns` begin with the key."""
        query = f"SELECT {columns} FROM {table}"  # noqa: S608  # both are words of this module
        last = 0
        try:
            for row in self.damaged.execute(f"{query} ORDER BY {key}"):
                last = row[0] if isinstance(row[0], int) else last
                yield row
        except sqlite3.Error:
            for number in range(last + 1, self._most(table, key) + 1):
                try:
                    found = self.damaged.execute(f"{query} WHERE {key} = ?", (number,)).fetchone()
                except sqlite3.Error:
                    continue  # what it was is said by those that refer to it
                if found is not None:
                    yield found

    def _most(self, table: str, key: str) -> int:
        try:
            found = self.damaged.execute(f"SELECT max({key}) FROM {table}").fetchone()[0]  # noqa: S608
        except sqlite3.Error:
            return self.tried
        return min(int(found or 0), MOST_TRIED)

    def _contents(self, store: Store) -> tuple[str, dict[str, str]]:
        """Into the new file: the SHA-256 of the first, and of those that were altered the old and the new one."""
        first, altered = "", {}
        for _, sha, data in self._rows("content", "id", "id, sha, data"):
            if isinstance(data, bytes):
                now = store.add_content(data)
                first = first or now
                if now != sha:
                    altered[str(sha)] = now
        return first, altered

    def _packed(self, store: Store, exports: set[int]) -> Iterator[str]:
        """Readings and what exports printed."""
        bad = 0
        for row in self._rows("reading", "id", "id, sha, name, rules, program, digest, data"):
            _, sha, name, rules, program, seal, data = row
            if isinstance(data, bytes) and isinstance(seal, bytes) and sha256(data).digest() == seal:
                store.add_reading(str(sha), str(name), str(rules), str(program), Packed(data, seal))
            else:
                bad += 1
        if bad:
            yield f"{bad}份读取结果已变，要重新读取"
        for number, seq, seal, data in self._rows("exported", "number", "number, seq, digest, data"):
            numbered = isinstance(number, int) and isinstance(seq, int)
            if numbered and isinstance(data, bytes) and isinstance(seal, bytes) and sha256(data).digest() == seal:
                store.add_exported(int(str(number)), int(str(seq)), Packed(data, seal))
                exports.add(int(str(number)))

    def _changes(self, store: Store, exports: set[int]) -> Iterator[str]:
        """The history; a row that is lost keeps its number and what is known of it."""
        found: dict[int, Row] = {}
        altered: dict[int, str] = {}
        for values in self._rows("change", "seq", files.COLUMNS):
            row = Row(*values)  # type: ignore[arg-type]  # they are looked at in the next line
            if is_sound(row):
                found[row.seq] = row
            elif isinstance(values[0], int):
                altered[values[0]] = excerpt(str(values[7]))
        last = self._meta("last")
        if last is None:
            yield "历史的总步数缺失：最后几步可能不在"
        count = max([int(last or 0), *found])
        log = Log(())
        for seq in range(1, count + 1):
            row = found.get(seq) or _lost(seq, log.head, self._head_after(seq, found, count))
            if row.parent != log.head:  # two changes in a row are lost
                row = row._replace(parent=log.head).sealed()
            if row.kind == EXPORT:
                export = decoded(row.payload, Export)
                if export.number not in exports:
                    row = row._replace(payload=encoded(replace(export, lost=True))).sealed()
                    yield f"第{export.number}号导出（{excerpt(export.file)}）的数据缺失"
            elif row.kind == LOST and seq not in found:
                told = f"已变，原来写着“{altered[seq]}”" if seq in altered else "缺失"
                yield f"第{seq}步的记录{told}，没有恢复"
            elif sha := getattr(_change(row), "sha", ""):
                self.names[sha] = f"第{seq}步“{row.line}”"
            log.add(row)
            store.add_row(row)
        store.set_meta("last", b"%d" % count)

    def _head_after(self, seq: int, found: dict[int, Row], count: int) -> int | None:
        """Which change was the last done one after a lost row, as the next row that is there tells; None: unknown."""
        after = next((number for number in range(seq + 1, count + 1) if number in found), None)
        if after is None:
            return None
        told = found[after].parent
        return told if told <= seq and (seq == after - 1 or told == seq) else None


def _lost(seq: int, head: int, after: int | None) -> Row:
    line = "（这一步在损坏的文件中，已丢失）"
    return Row(seq, head, head if after is None else after, "", "", LOST, "", line, b"{}").sealed()


def _change(row: Row) -> object:
    """The change of a sound row; None for an undo or what was lost before."""
    try:
        return change_of(row.kind, row.payload)
    except ValueError:
        return None
