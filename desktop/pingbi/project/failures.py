"""Why a project file cannot be used, as one Chinese line each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pingbi.model import PingbiError

_WHY = {
    sqlite3.SQLITE_BUSY: "正被别的程序使用，请稍后再试",
    sqlite3.SQLITE_LOCKED: "正被别的程序使用，请稍后再试",
    sqlite3.SQLITE_READONLY: "是只读的，不能改动",
    sqlite3.SQLITE_CANTOPEN: "打不开，或不能在它旁边建立临时文件；请检查文件夹的权限",
    sqlite3.SQLITE_PERM: "没有权限",
    sqlite3.SQLITE_NOMEM: "内存不足",
    sqlite3.SQLITE_TOOBIG: "放不下这么大的文件（上限约 1 GB）",
}
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PLAIN = 0xFF  # the low byte of an extended code is the plain one


class DamagedError(PingbiError):
    """A project file that is damaged; `recover` saves what it can into a new one."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name} 已损坏（{what}）；请用备份，或恢复成一个新文件，原文件不会被改动")
        self.what = what


class ReadOnlyError(PingbiError):
    """A change of a project that is open for reading only; the text says who has it."""


class GoneError(PingbiError):
    """The file of an open project is not in its place any more; what is open can be saved as another."""


class FullError(PingbiError):
    """There is no room on the disk."""


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn what SQLite says into one Chinese line about the file of that name."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PLAIN
        if code == sqlite3.SQLITE_FULL:
            raise FullError(f"{name} 磁盘已满，这次改动没有保存，以前的都在；请腾出空间后再做一次") from error
        if code in _WHY:
            raise PingbiError(f"{name} {_WHY[code]}") from error
        if code == sqlite3.SQLITE_IOERR:
            raise PingbiError(f"{name} 读写出错，磁盘、U盘或网络可能断开了；这次改动没有保存") from error
        if code in _DAMAGED or isinstance(error, sqlite3.DatabaseError):
            raise DamagedError(name, "内部结构已乱") from error
        raise
