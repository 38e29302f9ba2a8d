"""The tables of the file and how older files become new ones; what the first bytes of a file say of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from pingbi.model import PingbiError, reason
from pingbi.project.failures import DamagedError

APPLICATION = 0x70696E67  # "ping"
SUFFIX = ".pingbi"
# One entry takes a file from the version before it to its own; 1 is the first. Entries are never changed, only added.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL, digest BLOB NOT NULL);
    CREATE TABLE change (
        seq INTEGER PRIMARY KEY, parent INTEGER NOT NULL, head INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
        kind TEXT NOT NULL, county TEXT NOT NULL, line TEXT NOT NULL, payload BLOB NOT NULL, digest BLOB NOT NULL
    );
    CREATE TABLE content (id INTEGER PRIMARY KEY, sha TEXT NOT NULL UNIQUE, data BLOB NOT NULL);
    CREATE TABLE reading (
        id INTEGER PRIMARY KEY, sha TEXT NOT NULL, name TEXT NOT NULL, rules TEXT NOT NULL, program TEXT NOT NULL,
        digest BLOB NOT NULL, data BLOB NOT NULL
    );
    CREATE TABLE exported (number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, digest BLOB NOT NULL, data BLOB NOT NULL);
    """,
)
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


def header(path: Path) -> int:
    """The version of the file's format, as its first bytes say. Raises PingbiError for what is no project."""
    try:
        with path.open("rb") as file:
            start = file.read(_HEADER)
    except OSError as error:
        raise PingbiError(f"{path.name} 打不开（{reason(error)}）") from None
    if len(start) < _HEADER or not start.startswith(_MAGIC) or _number(start, 68) != APPLICATION:
        raise PingbiError(f"{path.name} 不是评比项目文件（{SUFFIX}）")
    return _number(start, 60)


def _number(start: bytes, offset: int) -> int:
    return int.from_bytes(start[offset : offset + 4], "big")


def check_version(path: Path, version: int, program: Callable[[Path], str]) -> None:
    """Raises PingbiError for a file of a newer program, DamagedError for a version that never was."""
    if version > newest():
        whose = program(path)
        raise PingbiError(
            f"{path.name} 由较新的程序{f'（{whose}）' if whose else ''}写成，文件格式是第{version}版，"
            f"本程序只认得到第{newest()}版；请用新版程序打开"
        )
    if version < 1:
        raise DamagedError(path.name, "没有文件格式的版本号")


def newest() -> int:
    """The version of the format that this program writes."""
    return len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables from that version to the newest, in one transaction."""
    if version == newest():
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {newest()}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has ended it
            connection.execute("ROLLBACK")
        raise
