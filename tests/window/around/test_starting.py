"""The program is started with a project, and started again with the same."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from pingbi_qt.around.journal import Journal, place
from pingbi_qt.around.starting import Doorbell, project_of, raised_elsewhere


def living(_pid: int) -> bool:
    return True


def held_by_another(folder: Path, project: Path) -> None:
    """As if another process had the project open."""
    Journal(folder).begin(project)
    path = place(folder, project)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"pid": os.getpid() + 1}), "utf-8")


@pytest.mark.parametrize(
    ("arguments", "project"),
    [
        pytest.param(["pingbi"], None, id="none"),
        pytest.param(["pingbi", "D:/2022.pingbi"], Path("D:/2022.pingbi"), id="one"),
        pytest.param(["pingbi", "-x", "a.xlsx", "b.PINGBI"], Path("b.PINGBI"), id="the project among others"),
        pytest.param(["pingbi", "a.xlsx"], Path("a.xlsx"), id="something else, which will be said"),
    ],
)
def test_the_project_is_found_among_the_arguments(arguments: list[str], project: Path | None) -> None:
    assert project_of(arguments) == project


def test_the_first_window_comes_to_the_front_and_the_second_start_ends(qtbot: QtBot, tmp_path: Path) -> None:
    project = tmp_path / "a.pingbi"
    held_by_another(tmp_path, project)
    bell = Doorbell(tmp_path)
    bell.listen(project)
    answers: list[bool] = []
    second = Thread(target=lambda: answers.append(raised_elsewhere(tmp_path, project, living)))
    with qtbot.waitSignal(bell.rung, timeout=5000):
        second.start()
    second.join()
    assert answers == [True]


def test_where_nobody_answers_the_second_start_goes_on(tmp_path: Path) -> None:
    project = tmp_path / "a.pingbi"
    held_by_another(tmp_path, project)
    assert not raised_elsewhere(tmp_path, project, living, patience=0.05)
    assert not place(tmp_path, project).with_suffix(".raise").exists()


def test_a_window_of_another_project_does_not_answer(qtbot: QtBot, tmp_path: Path) -> None:
    held_by_another(tmp_path, tmp_path / "a.pingbi")
    bell = Doorbell(tmp_path)
    bell.listen(tmp_path / "b.pingbi")
    with qtbot.assertNotEmitted(bell.rung):
        assert not raised_elsewhere(tmp_path, tmp_path / "a.pingbi", living, patience=0.05)


def test_a_dead_program_and_our_own_are_not_waited_for(tmp_path: Path) -> None:
    project = tmp_path / "a.pingbi"
    assert not raised_elsewhere(tmp_path, project, living, patience=60)
    Journal(tmp_path).begin(project)
    assert not raised_elsewhere(tmp_path, project, living, patience=60)
    held_by_another(tmp_path, project)
    assert not raised_elsewhere(tmp_path, project, lambda _pid: False, patience=60)
    assert not raised_elsewhere(None, project, living, patience=60)
