"""What `tests/bench/bench_window.py` measures, with its figures printed; a machine may be ten times as slow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bench_window import first, importing, trying
from PySide6.QtWidgets import QApplication

SLOW = 10
Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Print a figure, also where all is well."""

    def print_it(line: str) -> None:
        with capsys.disabled():
            print(f"\n    {line}")

    return print_it


def test_the_first_window_is_there_soon(tmp_path: Path, say: Say) -> None:
    empty, ours, page = first(2, tmp_path)
    say(f"first window: {ours * 1000:.0f} ms, an empty one {empty * 1000:.0f} ms: {ours / empty:.2f} times")
    say(f"first page: {page * 1000:.0f} ms: {page / empty:.2f} times")
    assert ours < 2 * empty * SLOW


def test_the_window_answers_while_a_hundred_submissions_come_in(qapp: QApplication, tmp_path: Path, say: Say) -> None:
    block = importing(qapp, tmp_path, 100)
    say(f"importing 100 submissions: {block.seconds:.1f} s, {block.told}")
    # A machine with much else to do keeps the window waiting too: what it works itself between two beats is its own.
    assert block.own < 0.05 * SLOW, block.told
    assert block.longest < 0.05 * SLOW * SLOW, block.told


def test_a_trial_of_two_hundred_counties_is_shown_at_once(qapp: QApplication, tmp_path: Path, say: Say) -> None:
    seconds = trying(qapp, tmp_path, 200)
    say(f"what-if, 200 counties by 30 criteria: {seconds * 1000:.0f} ms to the painted table")
    assert seconds < 0.1 * SLOW
