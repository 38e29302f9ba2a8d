"""One writer: a file beside the project says who has it open, on which machine and since when.

The rule. `NAME.pingbi.lock` is made so that only one can make it; its owner rewrites it every half minute. It is dead
when its process is gone (on the same machine), or when it was not rewritten for five minutes, by the clock of the disk
that holds it (a machine that crashed, slept or lost the network). A dead one is taken over. Before each change the
owner looks whether the lock is still its own; if not, it changes nothing and says who has it now.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

from pingbi.model import reason
from pingbi.model.catalogue import minute
from pingbi.project.alive import is_alive

BEAT = 30.0  # seconds between two signs of life
DEAD = 300.0  # seconds without one


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the project open for writing; `since` is ISO time."""

    by: str
    machine: str
    since: str
    pid: int = 0
    token: str = ""

    def __str__(self) -> str:
        since = minute(self.since)
        return f"{self.by or '另一人'}（{self.machine or '另一台电脑'}{'，' + since + ' 起' if since else ''}）"


class Lock:
    """The lock of one project, once it is ours; a thread keeps it alive until `release`."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path, self.holder = path, holder
        self._ended = Event()
        self._beating = Thread(target=self._beat, name="pingbi-lock", daemon=True)
        self._beating.start()

    def held(self) -> bool:
        """Whether it is still ours."""
        return holder_of(self.path) == self.holder

    def _beat(self) -> None:
        while not self._ended.wait(BEAT) and self.held():
            with suppress(OSError):  # the network may be away for a while: the next change looks itself
                refresh(self.path)

    def release(self) -> None:
        """Give it back."""
        self._ended.set()
        if self.held():
            with suppress(OSError):  # it dies by itself
                self.path.unlink()


def refresh(path: Path) -> None:
    """Write the same bytes again: the disk's own clock tells when."""
    with path.open("r+b") as file:
        data = file.read()
        file.seek(0)
        file.write(data)


def beside(path: Path) -> Path:
    """Where a project's lock stands."""
    return path.with_name(f"{path.name}.lock")


def take(project: Path, by: str, since: str) -> Lock | Holder | str:
    """The lock; or who has it; or why there can be none (a read-only folder or medium), in Chinese."""
    path = beside(project)
    mine = Holder(by, platform.node(), since, os.getpid(), uuid4().hex)
    try:
        _write_new(path, mine)
    except FileExistsError:
        return _take_over(path, mine)
    except OSError as error:
        return reason(error)
    return Lock(path, mine)


def _take_over(path: Path, mine: Holder) -> Lock | Holder | str:
    """The lock, where the one that is there is dead."""
    candidate = path.with_name(f"{path.name}-{mine.token}")
    try:
        _write_new(candidate, mine)
        holder = holder_of(path)
        here = holder.machine == mine.machine and holder.pid > 0
        quiet = candidate.stat().st_mtime - path.stat().st_mtime
        if quiet <= DEAD and not (here and not is_alive(holder.pid)):
            return holder
        candidate.replace(path)
        now = holder_of(path)
    except OSError as error:
        return reason(error)
    finally:
        with suppress(OSError):  # it has been moved, or the folder is gone
            candidate.unlink(missing_ok=True)
    return Lock(path, mine) if now == mine else now  # of two who take over the later one has it


def _write_new(path: Path, holder: Holder) -> None:
    with path.open("xb"):
        pass
    try:
        path.write_bytes(json.dumps(asdict(holder)).encode())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def holder_of(path: Path) -> Holder:
    """Who has the lock; an empty name where it cannot be told (it is just being written, or gone)."""
    try:
        return Holder(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return Holder("", "", "")
