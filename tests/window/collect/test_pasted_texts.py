"""A pasted text is kept until it is in the project: in the box, on its way, refused, and over a crash."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from slow_engine import Slow

from pingbi.project.changes import Finalised
from pingbi_qt.around.drafts import drafts
from pingbi_qt.around.journal import Journal, place
from pingbi_qt.collect import CollectPage
from pingbi_qt.collect.lines import Way
from pingbi_qt.collect.pasting import LEFT, PasteDialog
from pingbi_qt.parts import Words
from pingbi_qt.window import Window

PATIENCE = 60_000
TEXT = "上半年，乙县完成税收20亿元。"
Still = Callable[[], None]


@pytest.fixture(autouse=True)
def _opened(window: Window, page: CollectPage, still: Still, qtbot: QtBot) -> None:
    """With what stands around the pages there before the project is, as the program does it."""
    del page
    qtbot.waitUntil(lambda: hasattr(window, "around"), timeout=PATIENCE)
    assert window.desk.view is not None
    window.open_project(window.desk.view.path)
    still()


def names(page: CollectPage) -> list[str]:
    return [line.shown_name for line in page.files.view.all_lines() if line.way is Way.FILED]


def box(page: CollectPage) -> PasteDialog:
    page.files.paste.click()
    dialog = page.errands.dialog
    assert isinstance(dialog, PasteDialog)
    return dialog


def written(window: Window, folder: Path) -> dict[str, str]:
    """What a crash would leave of half-written texts."""
    assert window.desk.view is not None
    there = place(folder, window.desk.view.path)
    found = json.loads(there.read_text("utf-8"))["drafts"]
    assert isinstance(found, dict)
    return found


def test_what_stands_in_the_box_is_there_after_a_crash_and_gone_once_it_is_read(
    window: Window, page: CollectPage, still: Still, qtbot: QtBot, settings_folder: Path
) -> None:
    QGuiApplication.clipboard().setText("别的")
    dialog = box(page)
    dialog.box.setPlainText(TEXT)
    qtbot.waitUntil(lambda: written(window, settings_folder) == {"paste": TEXT}, timeout=PATIENCE)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    again = box(page)
    assert again.text() == TEXT
    assert LEFT in [row.text() for row in again.findChildren(Words)]
    again.confirm.click()
    still()
    assert names(page) == ["粘贴的文字 1"]
    assert box(page).text() == "别的"


def test_what_only_came_from_the_clipboard_is_forgotten_with_the_box(page: CollectPage) -> None:
    QGuiApplication.clipboard().setText(TEXT)
    QTest.keyClick(box(page), Qt.Key.Key_Escape)
    QGuiApplication.clipboard().setText("后来复制的")
    assert box(page).text() == "后来复制的"


def test_a_text_on_its_way_is_kept_until_it_is_in_the_project(
    window: Window, page: CollectPage, still: Still, qtbot: QtBot, settings_folder: Path, slow: Slow
) -> None:
    busy = slow()
    window.desk.run("读别的", busy)
    window.take_text(TEXT)
    qtbot.waitUntil(lambda: written(window, settings_folder) == {"pasted/粘贴的文字 1": TEXT}, timeout=PATIENCE)
    busy.go_on.set()
    still()
    assert names(page) == ["粘贴的文字 1"]
    qtbot.waitUntil(lambda: written(window, settings_folder) == {}, timeout=PATIENCE)


def test_a_text_that_is_cancelled_is_not_kept(
    window: Window, page: CollectPage, still: Still, qtbot: QtBot, slow: Slow
) -> None:
    window.take_text(TEXT)
    busy = slow()
    page.desk.change("别的", busy)  # behind the question of what is read, before what was read is received
    qtbot.waitUntil(lambda: bool(page.intake.lines), timeout=PATIENCE)
    assert drafts().given()
    page.intake.cancel(page.intake.lines[0])
    assert drafts().given() == {}
    busy.go_on.set()
    still()
    assert names(page) == []


def test_a_text_that_was_not_read_is_offered_when_the_project_is_opened_again(
    window: Window, page: CollectPage, still: Still, settings_folder: Path
) -> None:
    left_behind(window, still, settings_folder)
    notice = window.around.notices.line("texts")
    assert notice is not None
    assert notice.label.text() == "上次粘贴的文字有 1 份没有读完"
    window.take_text("上半年，甲县完成税收3亿元。")  # it takes no other's name
    still()
    QTest.mouseClick(notice.buttons[0], Qt.MouseButton.LeftButton)
    still()
    assert sorted(names(page)) == ["粘贴的文字 1", "粘贴的文字 2"]
    assert window.around.notices.line("texts") is None
    assert drafts().given() == {}


def test_a_text_that_is_left_is_not_lost_where_nothing_can_be_received(
    window: Window, page: CollectPage, still: Still, settings_folder: Path
) -> None:
    left_behind(window, still, settings_folder)
    page.desk.change("已定稿", lambda case: case.project.record(Finalised(0)))
    still()
    notice = window.around.notices.line("texts")
    assert notice is not None
    QTest.mouseClick(notice.buttons[0], Qt.MouseButton.LeftButton)
    assert window.bar.said() == "已经定稿，要收材料先取消定稿"
    assert list(drafts().given().values()) == [TEXT]
    QTest.mouseClick(notice.close_button, Qt.MouseButton.LeftButton)
    assert drafts().given() == {}


@pytest.mark.skipif(os.name != "posix", reason="Windows gives no open file away")
def test_a_text_that_was_refused_can_be_read_again(window: Window, page: CollectPage, still: Still) -> None:
    assert window.desk.view is not None
    path = window.desk.view.path
    away = path.rename(path.with_name("U盘拔了"))
    window.take_text(TEXT)
    still()
    assert [line.way for line in page.intake.lines] == [Way.REFUSED]
    assert list(drafts().given().values()) == [TEXT]
    away.rename(path)
    page.intake.read_again(page.intake.lines)
    still()
    assert names(page) == ["粘贴的文字 1"]
    assert drafts().given() == {}


def test_a_text_belongs_to_the_project_that_was_open_when_it_was_pasted(
    window: Window, page: CollectPage, still: Still, slow: Slow, tmp_path: Path
) -> None:
    first = page.desk.view
    assert first is not None
    other = Path(shutil.copy(first.path, tmp_path / "另一个.pingbi"))
    busy = slow()
    window.desk.run("读别的", busy)
    window.take_text(TEXT)
    window.show_page("review")
    window.open_project(other)
    busy.go_on.set()
    still()
    assert drafts().given() == {}
    window.take_text("上半年，甲县完成税收3亿元。")
    still()
    assert drafts().given() == {}, "it is in the project"
    assert names(page) == ["粘贴的文字 1"]
    window.open_project(first.path)
    still()
    assert list(drafts().given().values()) == [TEXT]
    assert window.around.notices.line("texts") is not None


def left_behind(window: Window, still: Still, folder: Path) -> None:
    """The project is opened with a text that the last session had not read."""
    assert window.desk.view is not None
    path = window.desk.view.path
    window.acts["close_project"].trigger()
    still()
    last = Journal(folder)
    last.begin(path)
    last.draft("pasted/粘贴的文字 1", TEXT)
    last.end()
    window.open_project(path)
    still()
