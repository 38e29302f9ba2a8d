"""A project to which nothing has come: whatever is pressed on whatever page, nothing breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench_project import scheme_text
from monkey import NAMED, NOWHERE, Monkey, watched
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
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


def test_enter_on_a_page_whose_first_answer_is_on_its_way(sample_window: Window) -> None:
    """A fault in a key event that PySide cannot print ends the process."""
    for page in WORK:
        sample_window.show_page(page)
        with watched() as faults:
            QTest.keyClick(QApplication.focusWidget() or sample_window, Qt.Key.Key_Return)
            if sample_window.acts["see_reason"].isEnabled():
                sample_window.acts["see_reason"].trigger()
            assert (page, Monkey(sample_window, NOWHERE, []).gets_out(), faults) == (page, [], [])
