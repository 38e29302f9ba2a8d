"""A thread that does one piece of work after the other; of waiting work with the same key only the newest is done."""

from __future__ import annotations

from collections import deque
from threading import Condition, Thread
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Job(NamedTuple):
    """What is to be done. `key` is empty where each such work counts; `dropped` is told when a newer one takes over."""

    work: Callable[[], None]
    key: str = ""
    dropped: Callable[[], None] = lambda: None


class WorkThread:
    """Jobs in the order in which they came. A job never raises: it delivers its failure itself."""

    def __init__(self, name: str) -> None:
        self._jobs: deque[Job] = deque()
        self._changed = Condition()
        self._closing = False
        self._thread = Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        """To the end of the line."""
        with self._changed:
            older = [row for row in self._jobs if job.key and row.key == job.key]
            for row in older:
                self._jobs.remove(row)
            self._jobs.append(job)
            self._changed.notify()
        for row in older:
            row.dropped()

    def close(self, seconds: float) -> bool:
        """Do what waits, then end; False where it has not ended in that time."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not self._jobs and not self._closing:
                    self._changed.wait()
                if not self._jobs:
                    return
                job = self._jobs.popleft()
            job.work()
            del job  # nothing of it is kept until the next one comes
