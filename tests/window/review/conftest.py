"""核对 in the real window, on a small project with something of every kind to be settled."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pingbi import casework, project
from pingbi.casework import Case
from pingbi_qt import settings
from pingbi_qt.around.drafts import drafts
from pingbi_qt.desk import Desk
from pingbi_qt.look.style import dress
from pingbi_qt.page import Place
from pingbi_qt.review import ReviewPage
from pingbi_qt.window import Window

SCHEME = """
[scheme]
name = "半年评比"
period = "2022H1"
issuer = "某市工业和信息化局"
[handout]
contact = "李工"
phone = "123"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[county]]
name = "丙县"
[[county]]
name = "丁县"
[[county]]
name = "戊县"
[[indicator]]
id = "a"
name = "工业投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "b"
name = "技改投资"
unit = "亿元"
kind = "level"
part_of = "a"
[[indicator]]
id = "r"
name = "技改占比"
unit = "%"
kind = "share"
compute = "技改投资 / 工业投资 * 100"
required = false
[[criterion]]
id = "c"
name = "技改投资"
weight = 100
value = "b"
method = "rank_linear"
"""
PATIENCE = 60_000
TEXT = "2022年上半年，乙县工业投资20.5亿元，增长9%。\n各项工作扎实推进。\n"
Still = Callable[[], None]


def sheet(path: Path, *rows: tuple[object, ...]) -> None:
    """A workbook with a title over all, words over numbers, and a second sheet."""
    made = Workbook()
    first = made.active
    assert first is not None
    first.title = "报送表"
    first.append(["2022年上半年报送表"])
    first.merge_cells("A1:D1")
    first.append(["单位：亿元"])
    for row in rows:
        first.append(list(row))
    made.create_sheet("备注").append(["没有数的一张"])
    made.save(path)


@pytest.fixture(scope="session")
def _reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("核对")
    head = ("县区", "工业投资", "技改投资", "安全检查次数")
    others = (("丙县", 25, 8, 3), ("丁县", 40, 12, 4), ("戊县", 22, 7, 5))
    sheet(folder / "各县.xlsx", head, ("乙县", 20, 9, 1), *others)
    sheet(folder / "甲县.xlsx", head[:3], ("甲县", 30.58, 9))
    sheet(folder / "甲县第二版.xlsx", head[:3], ("甲县", 30.58, 101100))
    (folder / "乙县.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "半年.pingbi"
    with project.create(path, SCHEME, "张三") as held:
        case = Case(held)
        for name in ("各县.xlsx", "甲县.xlsx", "甲县第二版.xlsx", "乙县.txt"):
            list(casework.receive(case, [folder / name]))
    return path


@pytest.fixture
def window(desk: Desk, _reviewed: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    """The whole window, with the project open on 核对."""
    dress(qapp)
    drafts().belong_to(None)
    path = Path(shutil.copy(_reviewed, tmp_path / "半年.pingbi"))
    made = Window(desk, settings.load())
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    made.open_project(path)
    qtbot.waitUntil(lambda: made.page == "collect" and not desk.operations, timeout=PATIENCE)
    made.show_page("review")
    qtbot.waitUntil(lambda: not desk.operations, timeout=PATIENCE)
    yield made
    made.hide()


@pytest.fixture
def page(window: Window) -> ReviewPage:
    """The page."""
    found = window.pages["review"]
    assert isinstance(found, ReviewPage)
    return found


@pytest.fixture
def still(page: ReviewPage, desk: Desk, qtbot: QtBot) -> Still:
    """All that was asked is answered, and what the answers asked in turn."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not desk.operations and page.view is desk.view, timeout=PATIENCE)

    return wait


@pytest.fixture
def at(page: ReviewPage, still: Still) -> Callable[[str, str], None]:
    """`at("unit-slip", "甲县")`: the finding of that code is chosen."""

    def go(code: str, county: str = "") -> None:
        standing = page.at.standing
        assert standing is not None
        row = next(row for row in standing.open if row.finding.code == code and county in (row.county, ""))
        page.show_place(Place(finding=row.id))
        still()

    return go
