"""The program as it is started, on a screen with a window manager: only a mouse, keys and a clipboard reach it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import openpyxl
import pytest
from screen import Screen, until

from pingbi import project
from pingbi.project import Project

ROOT = Path(__file__).resolve().parents[3]
REPORT = "南乐县上半年完成工业投资30.58亿元，同比增长45%，技改投资10.11亿元。"
REASON = "电话问过张科长，表里漏了两个技改项目"
PICTURES = os.environ.get("PINGBI_PICTURES", "")


def looked_into(folder: Path) -> Project:
    """The one project under a home, as it is now, while the window has it open."""
    (path,) = folder.rglob("*.pingbi")
    return project.open(path, "旁观")


def received(folder: Path) -> list[str]:
    """The names of its submissions; none where there is no project yet."""
    if not list(folder.rglob("*.pingbi")):
        return []
    with looked_into(folder) as held:
        return [row.name for row in held.state.submissions]


def words_of(workbook: Path) -> set[str]:
    """All that stands in its cells."""
    book = openpyxl.load_workbook(workbook, data_only=True)
    cells = (cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {str(value) for value in cells if value is not None}


@pytest.mark.screen
def test_from_a_dragged_folder_to_a_workbook(screen: Screen, sample_folder: Path, tmp_path: Path) -> None:
    pictures = Path(PICTURES or tmp_path)
    screen.start([sys.executable, ROOT / "build" / "window.py"], PINGBI_SETTINGS=str(tmp_path / "设置"))
    window = screen.window("县区半年评比")
    until(lambda: screen.area(window).width > 1300, "the window in all of a small screen")
    screen.still()
    screen.picture(pictures / "real-1-start.png")

    dragged = pictures / "real-2-dragged.png"
    screen.drop(sample_folder, window, lambda: list(screen.home.rglob("*.pingbi")), picture=dragged)
    until(lambda: "半年综合评比" in screen.title(window), "the project in the window's hands, not in those that look")
    files = {path.name for path in sample_folder.rglob("*") if path.is_file()}
    until(lambda: set(received(screen.home)) == files, "the files of the dragged folder in the project")
    screen.front(window)
    screen.still()
    screen.picture(pictures / "real-3-received.png")

    screen.copy(REPORT)
    screen.keys("ctrl+v")
    until(lambda: len(received(screen.home)) == len(files) + 1, "the pasted text in the project")
    screen.still()
    screen.picture(pictures / "real-4-pasted.png")

    screen.after("ctrl+2")
    screen.picture(pictures / "real-5-review.png")
    screen.after("F8")
    screen.after("F2")
    screen.write("46.91")
    screen.copy(REASON)
    screen.keys("Tab", "Tab", "Tab")  # not to be used, grounds, reason
    screen.after("ctrl+v")
    screen.picture(pictures / "real-6-corrected.png")
    screen.keys("ctrl+Return")
    until(lambda: corrected(screen.home), "the correction in the project")
    screen.still()
    screen.picture(pictures / "real-7-next.png")

    screen.after("ctrl+4")
    screen.keys("ctrl+e")
    until(lambda: list(screen.home.rglob("*.xlsx")), "the workbook")
    until(lambda: exported(screen.home), "the export in the history")
    screen.still()
    screen.picture(pictures / "real-8-exported.png")
    (workbook,) = screen.home.rglob("*.xlsx")
    assert any(REASON in words for words in words_of(workbook))


def corrected(folder: Path) -> bool:
    """Whether what was typed and pasted is a correction of the project."""
    with looked_into(folder) as held:
        return any(REASON in step.line for step in held.history())


def exported(folder: Path) -> bool:
    """Whether the project knows of an export."""
    with looked_into(folder) as held:
        return bool(held.exports())
