"""The file itself: rows in and out of SQLite, every write one transaction that is on the disk when it returns."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import NamedTuple
from uuid import uuid4

from pingbi.model import PingbiError, reason
from pingbi.project.failures import DamagedError, ReadOnlyError, told
from pingbi.project.log import Row
from pingbi.project.tables import check_version, header, migrate, newest

WAIT = 10.0  # seconds for another's transaction to end
LARGEST = 1 << 30  # bytes that a packed reading may unfold to
COLUMNS = ", ".join(Row._fields)
_SAFE = ("trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY", "foreign_keys = OFF")
# No WAL: it needs memory that both machines of a network share see. EXTRA: as FULL, and the folder too is on the disk.
_SURE = ("journal_mode = DELETE", "synchronous = EXTRA")


class Packed(NamedTuple):
    """A row of `reading` or `exported` as it is stored: zlib of JSON, and the SHA-256 of that."""

    data: bytes
    digest: bytes


def packed(data: bytes) -> Packed:
    """JSON as it is stored."""
    small = zlib.compress(data, 6)
    return Packed(small, sha256(small).digest())


def unpacked(row: Packed | None) -> bytes:
    """The JSON. Raises ValueError where the row is gone, was altered or is too large."""
    if row is None or not isinstance(row.data, bytes) or sha256(row.data).digest() != row.digest:
        raise ValueError("digest")
    unfold = zlib.decompressobj()
    data = unfold.decompress(row.data, LARGEST)
    if not unfold.eof:
        raise ValueError("size")
    return data


def sealed(name: str, value: bytes) -> bytes:
    """The digest of a row of `meta`."""
    return sha256(name.encode() + b"\x1f" + value).digest()


class Store:
    """One open file. Raises PingbiError with one Chinese line, DamagedError for what SQLite cannot follow."""

    def __init__(self, connection: sqlite3.Connection, name: str, *, writable: bool) -> None:
        self.connection, self.name, self.writable = connection, name, writable
        self._one_at_a_time = RLock()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing."""
        if not self.writable:
            raise ReadOnlyError(f"{self.name} 是只读打开的，不能改动")
        with self._one_at_a_time, told(self.name):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is read within is of one moment, whatever another program writes meanwhile."""
        with self._one_at_a_time, told(self.name):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    def _all(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        with self._one_at_a_time, told(self.name):
            return self.connection.execute(query, values).fetchall()

    def meta(self, name: str) -> bytes:
        """A value of the file itself. Raises DamagedError where it is gone or altered."""
        rows = self._all("SELECT value, digest FROM meta WHERE name = ?", (name,))
        if len(rows) != 1 or not isinstance(rows[0][0], bytes) or sealed(name, rows[0][0]) != rows[0][1]:
            raise DamagedError(self.name, f"项目的基本信息 {name} 缺失或已变")
        return rows[0][0]

    def set_meta(self, name: str, value: bytes) -> None:
        """Within `writing`."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", (name, value, sealed(name, value)))

    def rows(self) -> list[Row]:
        """The history, oldest first."""
        return [Row(*row) for row in self._all(f"SELECT {COLUMNS} FROM change ORDER BY seq")]  # type: ignore[arg-type]  # noqa: S608

    def add_row(self, row: Row) -> None:
        """Within `writing`."""
        self.connection.execute(f"INSERT INTO change ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", row)  # noqa: S608

    def last(self) -> int:
        """The number of the newest row on the disk."""
        return int(str(self._all("SELECT coalesce(max(seq), 0) FROM change")[0][0]))

    def copy(self, path: Path) -> None:
        """All of it as a new file. Raises PingbiError where it cannot be read any more, or there is no room."""
        with self._one_at_a_time, _unfinished(path) as unfinished, told(path.name), closing(connect(unfinished)) as new:
            self.connection.backup(new)

    def content(self, sha: str) -> bytes:
        """The bytes, identical to those that came. Raises PingbiError where they are not there or altered."""
        rows = self._all("SELECT data FROM content WHERE sha = ?", (sha,))
        if not rows:
            raise PingbiError(f"{self.name} 中没有摘要为 {sha[:8]} 的原件")
        data = rows[0][0]
        if not isinstance(data, bytes) or sha256(data).hexdigest() != sha:
            raise DamagedError(self.name, f"摘要为 {sha[:8]} 的原件已变")
        return data

    def contents(self) -> set[str]:
        """The SHA-256 of all that is stored."""
        return {str(row[0]) for row in self._all("SELECT sha FROM content")}

    def add_content(self, data: bytes) -> str:
        """Its SHA-256; within `writing`. What is there stays."""
        sha = sha256(data).hexdigest()
        self.connection.execute("INSERT OR IGNORE INTO content (sha, data) VALUES (?, ?)", (sha, data))
        return sha

    def add_reading(self, sha: str, name: str, rules: str, program: str, row: Packed) -> None:
        """Within `writing`; instead of an older one of the same."""
        self.connection.execute(
            "DELETE FROM reading WHERE (sha, name, rules, program) = (?,?,?,?)", (sha, name, rules, program)
        )
        self.connection.execute(
            "INSERT INTO reading (sha, name, rules, program, digest, data) VALUES (?,?,?,?,?,?)",
            (sha, name, rules, program, row.digest, row.data),
        )

    def reading(self, number: int) -> Packed | None:
        """The reading in that row."""
        return self._one("SELECT data, digest FROM reading WHERE id = ?", number)

    def readings(self, rules: str | None = None) -> dict[tuple[object, object], int]:
        """(SHA-256, name) of all that was read under those rules (or any), with the row of the newest reading."""
        found = self._all("SELECT sha, name, id FROM reading WHERE rules = coalesce(?, rules) ORDER BY id", (rules,))
        return {(sha, name): int(str(number)) for sha, name, number in found}

    def add_exported(self, number: int, seq: int, row: Packed) -> None:
        """Within `writing`."""
        self.connection.execute("INSERT INTO exported VALUES (?,?,?,?)", (number, seq, row.digest, row.data))

    def exported(self, number: int) -> Packed | None:
        """What an export printed."""
        return self._one("SELECT data, digest FROM exported WHERE number = ?", number)

    def _one(self, query: str, number: int) -> Packed | None:
        rows = self._all(query, (number,))
        return Packed(*rows[0]) if rows else None  # type: ignore[arg-type]  # `unpacked` looks at them


def opened(path: Path, *, writable: bool) -> Store:
    """The file, in the newest format: an older one is migrated, where it may not be written to in memory only."""
    check_version(path, header(path), _program)
    with told(path.name):
        connection = _connected(path, writable=writable)
        try:
            version = _version(connection)
            check_version(path, version, _program)
            for pragma in _SURE if writable else ():
                connection.execute(f"PRAGMA {pragma}")
            migrate(connection, version)
            connection.execute(f"PRAGMA query_only = {'OFF' if writable else 'ON'}")
        except BaseException:
            connection.close()
            raise
    return Store(connection, path.name, writable=writable)


def _connected(path: Path, *, writable: bool) -> sqlite3.Connection:
    """The file; a copy in memory where it must be changed to be read, and may not be."""
    connection = connect(path)
    try:
        if writable or _version(connection) >= newest():
            return connection
    except sqlite3.OperationalError:  # an unfinished change of a crashed program that cannot be undone here
        connection.close()
        if writable:
            raise
        return copied(path)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return copied(path)


@contextmanager
def beginning(path: Path) -> Iterator[Store]:
    """A new file, for writing; it gets its name when it is complete. Raises PingbiError where it cannot be made."""
    with _unfinished(path) as unfinished, told(path.name), closing(connect(unfinished)) as connection:
        for pragma in _SURE:
            connection.execute(f"PRAGMA {pragma}")
        migrate(connection, 0)
        yield Store(connection, path.name, writable=True)


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A file to be filled, which then gets the name of `path`, or is gone where that fails."""
    unfinished = path.with_name(f"{path.name}-{uuid4().hex[:8]}")
    try:
        yield unfinished
        unfinished.rename(path)
    except OSError as error:
        raise PingbiError(f"{path.name} 不能建立（{reason(error)}）") from None
    finally:
        unfinished.unlink(missing_ok=True)


def connect(path: Path | str) -> sqlite3.Connection:
    """A connection that trusts nothing in the file."""
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    for pragma in _SAFE:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _version(connection: sqlite3.Connection) -> int:
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # what a crash left is undone here
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def copied(path: Path) -> sqlite3.Connection:
    """A copy in memory, in which an unfinished change is undone."""
    with TemporaryDirectory(prefix="pingbi-") as folder:
        copy = Path(folder, path.name)
        shutil.copyfile(path, copy)
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists():
            shutil.copyfile(journal, copy.with_name(journal.name))
        memory = connect(":memory:")
        with closing(connect(copy)) as disk:
            disk.backup(memory)
    return memory


def _program(path: Path) -> str:
    """The program that wrote the file, as far as it can be told."""
    try:
        with closing(sqlite3.connect(path, timeout=WAIT)) as connection:
            value = connection.execute("SELECT value FROM meta WHERE name = 'program'").fetchone()
    except sqlite3.Error:
        return ""
    return value[0].decode(errors="replace") if value and isinstance(value[0], bytes) else ""
