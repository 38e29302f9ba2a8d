"""Garbage is looked for in the window's thread, a little at a time."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pingbi_qt import tidying
from pingbi_qt.tidying import Tidy


class Ring:
    """Garbage that only a search finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def looks() -> Iterator[list[tuple[int, threading.Thread]]]:
    """Each search, with its generation and thread."""
    found: list[tuple[int, threading.Thread]] = []

    def heard(phase: str, about: dict[str, Any]) -> None:
        if phase == "start":
            found.append((about["generation"], threading.current_thread()))

    gc.callbacks.append(heard)
    yield found
    gc.callbacks.remove(heard)


def test_what_another_thread_leaves_is_found_by_the_window_and_only_the_young_are_looked_through(
    qtbot: QtBot, looks: list[tuple[int, threading.Thread]]
) -> None:
    tidy = Tidy()
    last: list[weakref.ref[Ring]] = []

    def litter() -> None:
        rings = [Ring() for _ in range(3 * tidying.YOUNG)]
        last.append(weakref.ref(rings[-1]))

    other = threading.Thread(target=litter)
    other.start()
    other.join()
    qtbot.waitUntil(lambda: last[0]() is None)
    assert looks
    assert {generation for generation, _ in looks} == {1}
    assert {thread for _, thread in looks} == {threading.main_thread()}
    tidy.deleteLater()


def test_the_old_are_looked_through_when_nothing_is_made_for_a_while(
    qtbot: QtBot, looks: list[tuple[int, threading.Thread]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "EVERY", 0)
    old = [Ring()]
    gc.collect(1)
    there = weakref.ref(old.pop())
    gc.collect(1)
    assert there() is not None, "it is old"
    looks.clear()
    tidy = Tidy()
    qtbot.waitUntil(lambda: there() is None)
    assert 2 in {generation for generation, _ in looks}
    tidy.deleteLater()
