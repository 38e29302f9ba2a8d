"""The file of the open project is taken away, comes back, or is changed by the one who writes it."""

from __future__ import annotations

import os
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pingbi import project
from pingbi.casework import Case, correct
from pingbi.project.changes import DeadlineSet, How
from pingbi_qt.around import tending
from pingbi_qt.around.drafts import drafts
from pingbi_qt.around.notices import Notice
from pingbi_qt.desk import View
from pingbi_qt.parts import Button
from pingbi_qt.window import Window

PATIENCE = 20_000
pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows gives no open file away")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tending, "EVERY", 20)


def line(window: Window) -> Notice | None:
    return window.around.notices.line("gone")


def said_gone(window: Window, qtbot: QtBot) -> Notice:
    qtbot.waitUntil(lambda: line(window) is not None, timeout=PATIENCE)
    found = line(window)
    assert found is not None
    return found


def press(notice: Notice, at: int) -> None:
    QTest.mouseClick(notice.buttons[at], Qt.MouseButton.LeftButton)


def view_of(window: Window) -> View:
    assert window.desk.view is not None
    return window.desk.view


def test_a_file_that_is_taken_away_is_said_at_once_and_forgotten_when_it_is_back(
    qtbot: QtBot, sample_window: Window, sample_project: Path
) -> None:
    away = sample_project.rename(sample_project.with_name("U盘拔了"))
    notice = said_gone(sample_window, qtbot)
    assert notice.label.text() == (
        "示例.pingbi 不在原处了（移走、改名、删除了，或U盘、网络断开了）；看到的都还在，改动暂时存不下"
    )
    heard: list[str] = []
    sample_window.desk.change(
        "定期限", lambda case: case.project.record(DeadlineSet("2022-07-10")), failed=heard.append
    )
    qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE)
    assert "不在原处了" in heard[0]
    assert "另存到别处" in heard[0]
    away.rename(sample_project)
    qtbot.waitUntil(lambda: line(sample_window) is None, timeout=PATIENCE)
    assert sample_window.bar.said() == "示例.pingbi 又能用了，可以接着做"


def test_what_is_open_of_a_deleted_file_is_saved_elsewhere_with_its_drafts_and_goes_on_there(
    qtbot: QtBot, sample_window: Window, sample_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, first = view_of(sample_window).state, view_of(sample_window).opening
    drafts().keep("correct/南乐县", "电话问了一半")
    sample_project.unlink()
    notice = said_gone(sample_window, qtbot)
    asked: list[str] = []

    def choose(*given: object, **_: object) -> tuple[str, str]:
        asked.append(str(given[2]))
        return str(tmp_path / "救回"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    press(notice, 1)
    saved = tmp_path / "救回.pingbi"
    qtbot.waitUntil(lambda: view_of(sample_window).path == saved, timeout=PATIENCE)
    assert asked[0].endswith(sample_project.name)
    assert view_of(sample_window).state == before
    assert view_of(sample_window).opening == first
    assert view_of(sample_window).read_only == ""
    assert drafts().text("correct/南乐县") == "电话问了一半"
    sample_window.desk.undo()
    qtbot.waitUntil(lambda: not sample_window.desk.operations, timeout=PATIENCE)
    assert view_of(sample_window).redo
    assert line(sample_window) is None


def test_trying_again_in_vain_keeps_what_is_open(
    qtbot: QtBot, sample_window: Window, sample_project: Path, tmp_path: Path
) -> None:
    sample_project.unlink()
    press(said_gone(sample_window, qtbot), 0)
    qtbot.waitUntil(lambda: "打不开" in sample_window.bar.said(), timeout=PATIENCE)
    saved: list[object] = []
    sample_window.desk.ask(lambda case: case.project.save_as(tmp_path / "还在.pingbi"), saved.append)
    qtbot.waitUntil(lambda: bool(saved), timeout=PATIENCE)


def test_another_file_in_its_place_is_opened_when_that_is_asked_for(
    qtbot: QtBot, sample_window: Window, sample_project: Path
) -> None:
    other = Path(shutil.copy(sample_project, sample_project.with_name("另一份")))
    with project.open(other, "李四") as held:
        held.undo()
    other.replace(sample_project)
    assert "换成了另一个文件" in said_gone(sample_window, qtbot).label.text()
    press(said_gone(sample_window, qtbot), 0)
    qtbot.waitUntil(lambda: line(sample_window) is None, timeout=PATIENCE)
    assert view_of(sample_window).redo


def test_closing_what_only_the_window_still_has_asks_once(
    qtbot: QtBot, sample_window: Window, sample_project: Path
) -> None:
    sample_project.unlink()
    said_gone(sample_window, qtbot)
    assert not sample_window.close()
    assert sample_window.bar.said() == "项目文件不在原处了，还没有另存；关闭后可能再也打不开"
    assert sample_window.bar.link() == "仍然关闭"
    assert sample_window.close()


def test_closing_the_project_of_a_lost_file_asks_once_too(
    qtbot: QtBot, sample_window: Window, sample_project: Path
) -> None:
    sample_project.unlink()
    said_gone(sample_window, qtbot)
    sample_window.acts["close_project"].trigger()
    assert sample_window.bar.link() == "仍然关闭"
    sample_window.acts["close_project"].trigger()
    qtbot.waitUntil(lambda: sample_window.desk.view is None, timeout=PATIENCE)
    assert line(sample_window) is None


def test_what_only_the_window_still_has_is_not_let_go_for_another_project(
    qtbot: QtBot, sample_window: Window, sample_project: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(sample_project, tmp_path / "另一个.pingbi"))
    sample_project.unlink()
    said_gone(sample_window, qtbot)
    window, told = sample_window, "，还没有另存：先另存或关闭它，再打开别的"
    window.open_project(other)
    qtbot.waitUntil(lambda: window.bar.said().endswith(told), timeout=PATIENCE)
    window.bar.say("")
    made = tmp_path / "新的.pingbi"
    window.desk.create(made, "", failed=window.bar.say)
    qtbot.waitUntil(lambda: window.bar.said().endswith(told), timeout=PATIENCE)
    assert not made.exists()
    assert view_of(window).path == sample_project
    window.acts["close_project"].trigger()
    window.acts["close_project"].trigger()
    qtbot.waitUntil(lambda: window.desk.view is None, timeout=PATIENCE)
    window.open_project(other)
    qtbot.waitUntil(lambda: window.desk.view is not None, timeout=PATIENCE)
    assert view_of(window).path == other


def test_who_only_reads_sees_what_the_writer_does(qtbot: QtBot, window: Window, sample_project: Path) -> None:
    with project.open(sample_project, "李四") as writer:
        window.open_project(sample_project)
        qtbot.waitUntil(lambda: window.desk.view is not None, timeout=PATIENCE)
        assert view_of(window).read_only
        step = correct(
            Case(writer), "南乐县", "technical_investment", Decimal("10.11"), "电话核对，应为10.11", How.PHONE
        )
        qtbot.waitUntil(lambda: view_of(window).undo == step.line, timeout=PATIENCE)
        assert window.bar.said() == f"已显示李四 {step.when[11:16]} {step.line}"
        writer.undo()
        qtbot.waitUntil(lambda: view_of(window).redo == step.line, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.bar.link() == "接着改", timeout=PATIENCE)
    assert window.bar.said() == "示例.pingbi 现在没有别人在用，可以改了"
    link = window.bar.findChild(Button)
    assert link is not None
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view_of(window).read_only, timeout=PATIENCE)


def test_a_file_that_may_only_be_read_is_never_said_to_be_free(
    qtbot: QtBot, window: Window, sample_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pingbi.project.opening.access", lambda *_: False)
    window.open_project(sample_project)
    qtbot.waitUntil(lambda: window.desk.view is not None, timeout=PATIENCE)
    told = window.bar.said()
    looks: list[object] = []
    window.desk.operations_changed.connect(lambda: looks.append(None))
    qtbot.waitUntil(lambda: len(looks) > 6, timeout=PATIENCE)
    assert window.bar.said() == told
    assert "只读的" in view_of(window).read_only
