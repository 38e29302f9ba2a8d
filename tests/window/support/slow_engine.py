"""An engine that takes as long as the test wants."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

LONGEST = 60.0  # seconds; no test waits for it to pass


class SlowEngine:
    """Work that ends when the test says so: `desk.run("读", engine)`. An exception as answer is raised."""

    def __init__(self, answer: object = None) -> None:
        self.answer = answer
        self.begun, self.go_on = Event(), Event()

    def __call__(self, *_: object) -> object:
        self.begun.set()
        assert self.go_on.wait(LONGEST)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


Slow = Callable[..., SlowEngine]
