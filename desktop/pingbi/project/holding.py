"""The file of an open project in a program's hands: may it be changed, is it still there, what others did to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pingbi.model import PingbiError
from pingbi.project.failures import GoneError, ReadOnlyError
from pingbi.project.lock import Lock, holder_of, take

if TYPE_CHECKING:
    from pingbi.project.store import Store

NOT_SAVED = "这次改动没有保存；请放回原处后再做一次，或另存到别处"


class Holding:
    """The open file with its lock, until `close`."""

    def __init__(self, path: Path, store: Store, lock: Lock | None = None, read_only: str = "") -> None:
        self.path, self.store, self.lock, self.read_only = path, store, lock, read_only
        self._as_opened = _which(path)

    def close(self) -> None:
        """Let go of the file, and let others write."""
        self.store.close()
        if self.lock is not None:
            self.lock.release()

    @contextmanager
    def changing(self, steps: int) -> Iterator[None]:
        """A transaction, if the project may be changed and nobody else has changed it: its history has `steps`."""
        if self.read_only:
            raise ReadOnlyError(self.read_only)
        if gone := self._gone():
            raise GoneError(f"{gone}，{NOT_SAVED}")
        if self.lock is not None and not self.lock.held():
            self.lock = self._taken_again(self.lock)
        with self.store.writing():
            if self.store.last() != steps:
                raise ReadOnlyError(f"{self.path.name} 已被别的程序改动，本次改动没有保存；请重新打开")
            yield

    def out_of_reach(self) -> str:
        """Why the file cannot be reached any more, as one Chinese line; empty where it can be."""
        if gone := self._gone():
            return gone
        try:
            self.store.last()
        except PingbiError as error:
            return str(error)
        return ""

    def save_as(self, path: Path) -> None:
        """A copy of the file as another one, also where it has lost its name. Raises PingbiError."""
        if path.exists():
            raise PingbiError(f"{path.name} 已经有了；请换一个名称")
        self.store.copy(path)

    def _gone(self) -> str:
        name, which = self.path.name, _which(self.path)
        if which is None:
            return f"{name} 不在原处了（移走、改名、删除了，或U盘、网络断开了）"
        return "" if which == self._as_opened else f"{name} 的原处换成了另一个文件"

    def _taken_again(self, lost: Lock) -> Lock:
        """A lock that someone has tidied away is made again; who has it meanwhile is said."""
        if not lost.path.exists():
            found = take(self.path, lost.holder.by, lost.holder.since)
            if isinstance(found, Lock):
                return found
        now_has = holder_of(lost.path)
        raise ReadOnlyError(f"{self.path.name} 已由{now_has}接着使用，本次改动没有保存；请重新打开")


def _which(path: Path) -> tuple[int, int] | None:
    """Which file has this name; None: none that can be reached. Windows gives no other the name of one that is open."""
    try:
        found = path.stat()
    except OSError:  # Windows has many words for a stick that was pulled
        return None
    return (found.st_dev, found.st_ino) if os.name == "posix" else (0, 0)
