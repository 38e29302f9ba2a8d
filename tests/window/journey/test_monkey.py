"""Somebody who does anything anywhere breaks nothing: no fault, no work without end, nothing lost, all to be undone."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from bench_project import scheme_text, submission
from monkey import Monkey, watched
from standing import open_project, settled

from pingbi import project
from pingbi.casework import Case
from pingbi.project.recorded import recorded
from pingbi_qt.window import Window

STEPS = 150


@pytest.fixture
def seed() -> int:
    """Another one at each run; of a run that failed it is printed."""
    drawn = int(os.environ.get("PINGBI_SEED", random.SystemRandom().randrange(10**6)))
    print(f"PINGBI_SEED={drawn}")
    return drawn


def played(window: Window, chance: random.Random, files: list[Path], projects: list[Path], steps: int) -> None:
    """So many steps of chance, and what must hold after them."""
    with watched() as faults:
        window.acts.enable("quit", False)
        monkey = Monkey(window, chance, files, projects)
        path = window.desk.view.path if window.desk.view is not None else Path()
        try:
            for _ in range(steps):
                monkey.step()
                assert not faults, faults[0]
                if window.desk.view is None and not window.desk.operations:
                    open_project(window, path)
            assert monkey.gets_out() == []
            settled(window)
            if window.desk.view is None:  # it was closed in one of the last steps
                open_project(window, path)
            same_as_in_the_file(window)
            back_at_the_first(window)
        finally:
            print("\n".join((*monkey.done, *faults)))
        assert not faults, faults[0]


def same_as_in_the_file(window: Window) -> None:
    view = window.desk.view
    assert view is not None
    with project.open(view.path, "别人") as held:
        case = Case(held)
        assert held.state == view.state
        fresh = case.evaluation()
        assert fresh.result == view.evaluation.result
        kept, seen = ([recorded(row) for row in done.findings] for done in (fresh, view.evaluation))
        assert kept == seen
        assert list(fresh.figures) == list(view.evaluation.figures)


def back_at_the_first(window: Window) -> None:
    """As often as there is something to undo."""
    desk = window.desk
    assert desk.view is not None
    with project.open(desk.view.path, "别人") as held:
        first, most = held.first, held.steps
    for _ in range(most + 1):
        if not desk.view.undo:
            break
        desk.undo()
        settled(window)
    assert desk.view.state == first


@pytest.mark.usefixtures("nothing_beyond_the_window")
def test_on_the_sample(sample_window: Window, sample_folder: Path, tmp_path: Path, seed: int) -> None:
    files = sorted(row for row in sample_folder.rglob("*") if row.is_file())
    view, small = sample_window.desk.view, tmp_path / "小.pingbi"
    project.create(small, scheme_text(3, 2), "李四").close()
    projects = [view.path, small] if view is not None else []
    played(sample_window, random.Random(seed), files, projects, STEPS)  # noqa: S311  # no secret


@pytest.mark.usefixtures("nothing_beyond_the_window")
def test_on_a_scheme_of_any_size(window: Window, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    counties, indicators = chance.randint(3, 40), chance.randint(1, 20)
    path = tmp_path / "别的.pingbi"
    project.create(path, scheme_text(counties, indicators), "张三").close()
    names = [f"测{at:03d}县" for at in range(min(counties, 8))]
    files = [submission(tmp_path / f"{name}.xlsx", name, indicators, 0) for name in names]
    open_project(window, path)
    played(window, chance, files, [path], STEPS)
