"""What is 定稿 says so at the top of every page, and leads to where it is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import pingbi_qt.window as window_module
from pingbi import project
from pingbi.project.changes import Finalised
from pingbi_qt.around.notices import Notice
from pingbi_qt.pages import page_class
from pingbi_qt.parts.sheet_dialog import SheetDialog
from pingbi_qt.sheets import SheetsPage
from pingbi_qt.window import Window

PATIENCE = 60_000


def idle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.operations, timeout=PATIENCE)


def line(window: Window) -> Notice:
    found = window.around.notices.line("final")
    assert found is not None
    return found


@pytest.fixture
def final_window(qtbot: QtBot, window: Window, sample_project: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    plain = vars(window_module)["page_class"]
    monkeypatch.setattr(window_module, "page_class", lambda name: (page_class if name == "sheets" else plain)(name))
    with project.open(sample_project, "张三") as held:
        held.record(Finalised(0))
    window.open_project(sample_project)
    idle(window, qtbot)
    return window


def test_it_is_said_with_who_and_when(final_window: Window) -> None:
    words = line(final_window).label.text()
    assert words.startswith("已经定稿（")
    assert words.endswith("，张三）：数和方案不能再改")


def test_it_is_taken_back_in_step_4_and_the_line_goes_and_comes_with_it(qtbot: QtBot, final_window: Window) -> None:
    QTest.mouseClick(line(final_window).buttons[0], Qt.MouseButton.LeftButton)
    idle(final_window, qtbot)
    assert isinstance(final_window.pages["sheets"], SheetsPage)
    assert final_window.page == "sheets"
    dialog = next(row for row in final_window.findChildren(SheetDialog) if row.isVisible())
    final_window.pages["sheets"].reopening.reason.setText("濮阳县复核成立")
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    idle(final_window, qtbot)
    view = final_window.desk.view
    assert view is not None
    assert view.state.final is None
    assert final_window.around.notices.line("final") is None
    final_window.acts["undo"].trigger()
    idle(final_window, qtbot)
    assert line(final_window)


def test_the_line_that_was_sent_away_does_not_come_back_with_the_next_view(qtbot: QtBot, final_window: Window) -> None:
    QTest.mouseClick(line(final_window).close_button, Qt.MouseButton.LeftButton)
    final_window.desk.look_again()
    idle(final_window, qtbot)
    assert final_window.around.notices.line("final") is None


def test_where_it_can_only_be_read_taking_back_is_not_offered(
    qtbot: QtBot, window: Window, sample_project: Path
) -> None:
    with project.open(sample_project, "李四") as held:
        held.record(Finalised(0))
        window.open_project(sample_project)
        idle(window, qtbot)
        assert line(window).buttons == ()
