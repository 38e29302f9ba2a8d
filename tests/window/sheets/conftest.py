"""The page in the real window, on the sample and on four counties of which one has reported too much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pingbi import casework, project
from pingbi.casework import Case
from pingbi_qt import settings
from pingbi_qt.desk import Desk
from pingbi_qt.look.style import dress
from pingbi_qt.sheets import SheetsPage
from pingbi_qt.window import Window

PATIENCE = 60_000  # milliseconds; no test waits for it to pass
SCHEME = """
[scheme]
name = "半年评比"
period = "2022H1"
issuer = "某市工业和信息化局"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[county]]
name = "丙县"
[[county]]
name = "丁县"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
maximum = 50
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
"""
Opened = Callable[[Path], SheetsPage]


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp)


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """In a folder with a blank; 丁县 has reported more than there can be."""
    folder = tmp_path / "半年 评比"
    folder.mkdir()
    table = tmp_path / "各县.csv"
    table.write_text("县区,投资\n甲县,30\n乙县,20\n丙县,10\n丁县,60\n", encoding="utf-8")
    path = folder / "例.pingbi"
    with project.create(path, SCHEME, "张三") as held:
        list(casework.receive(Case(held), [table]))
    return path


@pytest.fixture
def empty_project(tmp_path: Path) -> Path:
    """Nobody has sent anything."""
    path = tmp_path / "空的.pingbi"
    project.create(path, SCHEME, "张三").close()
    return path


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot, finished: Callable[[Desk], None]) -> Iterator[Opened]:
    """`opened(path)`: the page of step 4 in a window with that project."""
    windows = []

    def open_it(path: Path) -> SheetsPage:
        window = Window(desk, settings.load())
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 697)
        window.show()
        desk.open(path)
        qtbot.waitUntil(lambda: desk.view is not None, timeout=PATIENCE)
        window.show_page("sheets")
        finished(desk)
        page = window.pages["sheets"]
        assert isinstance(page, SheetsPage)
        return page

    yield open_it
    for window in windows:
        window.hide()


@pytest.fixture
def page(opened: Opened, small_project: Path) -> SheetsPage:
    return opened(small_project)
