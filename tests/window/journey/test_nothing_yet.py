"""A project to which nothing has come: whatever is pressed on whatever page, nothing breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench_project import scheme_text
from monkey import NAMED, NOWHERE, Monkey, watched
from standing import open_project, settled

from pingbi import project
from pingbi_qt.actions import WORK
from pingbi_qt.window import Window

LEAVING = {"close_project", "sample"}


@pytest.mark.usefixtures("nothing_beyond_the_window")
@pytest.mark.parametrize("page", WORK)
def test_every_action_where_nothing_has_come(page: str, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "空.pingbi"
    project.create(path, scheme_text(3, 1), "张三").close()
    open_project(window, path)
    monkey = Monkey(window, NOWHERE, [])
    for name in NAMED:
        if name in LEAVING:
            continue
        window.show_page(page)
        settled(window)
        with watched() as faults:
            window.acts[name].trigger()
            assert (name, monkey.gets_out(), faults) == (name, [], [])
