"""Who opens the program for the first time has the sample's workbook after six actions: the README's tour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from standing import settled, wait

from pingbi_qt.window import Window


class Person:
    """Presses keys and buttons, and counts how often."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.actions: list[str] = []

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is by itself."""
        self.actions.append(key.name)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def goes_on(self) -> None:
        """The blue button at the top right."""
        button = self.window.header.way_on
        wait(button.isEnabled)
        self.actions.append(button.text())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def sees(self, holds: Callable[[], object]) -> None:
        """Waits until it is there."""
        wait(holds)
        settled(self.window)


def test_from_the_first_window_to_the_workbook_in_six_actions(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "家"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))  # 文档 is there, on Windows by another way
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(home))
    desk, person = window.desk, Person(window)
    window.activateWindow()
    wait(window.isActiveWindow)
    person.presses(Qt.Key.Key_Return)
    person.sees(lambda: desk.view is not None and len(desk.view.state.submissions) > 9 and not desk.operations)
    assert desk.view is not None
    assert desk.view.sample
    assert window.page == "collect"
    before = len(desk.view.open_findings)

    person.goes_on()
    person.sees(lambda: window.page == "review")
    person.presses(Qt.Key.Key_Return)
    person.sees(lambda: desk.view is not None and len(desk.view.open_findings) < before)
    person.goes_on()
    person.sees(lambda: window.page == "score")
    person.goes_on()
    person.sees(lambda: window.page == "sheets")
    person.presses(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    person.sees(lambda: list(tmp_path.rglob("*结果*.xlsx")))  # in 文档, or beside the project
    person.sees(window.acts["open_file"].isEnabled)

    assert len(person.actions) == 6, person.actions
    (path,) = tmp_path.rglob("*结果*.xlsx")
    book = openpyxl.load_workbook(path, data_only=True)
    assert "综合排名" in book.sheetnames
    totals = desk.view.evaluation.result.totals
    names = {str(cell.value).replace("\u3000", "") for row in book["综合排名"].iter_rows() for cell in row}
    assert {row.county for row in totals} <= names
