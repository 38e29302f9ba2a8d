"""The page in the real window, on a project of three counties and two indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pingbi import project
from pingbi_qt import settings
from pingbi_qt.collect import CollectPage
from pingbi_qt.desk import Desk
from pingbi_qt.look.style import dress
from pingbi_qt.window import Window

SCHEME = """
[scheme]
name = "半年评比"
period = "2022H1"
issuer = "某市工业和信息化局"
[handout]
deadline = "2022-07-08"
contact = "李工"
phone = "123"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[county]]
name = "丙县"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "b"
name = "税收"
unit = "亿元"
kind = "level"
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
"""
PATIENCE = 60_000
Table = Callable[..., str]
Still = Callable[[], None]


@pytest.fixture
def scheme_text() -> str:
    """What the project begins with."""
    return SCHEME


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """`table("甲县.csv", "甲县,30,5")`: the path of a table that came from a county."""

    def made(name: str, *lines: str) -> str:
        path = tmp_path / "上报" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(("县区,投资,税收", *lines)) + "\n", encoding="utf-8")
        return str(path)

    return made


@pytest.fixture
def window(desk: Desk, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    """The whole window, with the project open on 收材料."""
    dress(qapp)
    path = tmp_path / "半年.pingbi"
    project.create(path, SCHEME, "张三").close()
    made = Window(desk, settings.load())
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    qtbot.waitUntil(lambda: hasattr(made, "around"), timeout=PATIENCE)  # as the program opens one
    made.open_project(path)
    qtbot.waitUntil(lambda: made.page == "collect" and not desk.operations, timeout=PATIENCE)
    yield made
    made.hide()


@pytest.fixture
def page(window: Window) -> CollectPage:
    """The page."""
    found = window.pages["collect"]
    assert isinstance(found, CollectPage)
    return found


@pytest.fixture
def still(page: CollectPage, desk: Desk, qtbot: QtBot) -> Still:
    """Nothing is read or received any more, and the page shows it."""

    def at_rest() -> bool:
        quiet = not desk.operations and not page.intake.busy and not page.waits
        return quiet and page.matrix.updatesEnabled()  # all of it is painted in a turn of its own

    def wait() -> None:
        qtbot.waitUntil(at_rest, timeout=PATIENCE)

    return wait
