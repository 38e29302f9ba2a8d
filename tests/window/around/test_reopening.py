"""A project is opened again: after a crash, while another has it, when it is damaged."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from slow_engine import Slow

from pingbi import project
from pingbi.casework import Case, correct
from pingbi.project.changes import How
from pingbi_qt import settings
from pingbi_qt.around.drafts import drafts
from pingbi_qt.around.journal import Journal, crashed, place
from pingbi_qt.around.notices import Notice
from pingbi_qt.collect.pasting import PasteDialog
from pingbi_qt.desk import Desk
from pingbi_qt.window import Window

PATIENCE = 60_000
NO_PROCESS = 2**22 + 7  # above the greatest number that Linux gives


def crash(folder: Path, path: Path, *files: Path) -> None:
    """As if a program had ended in the middle with this project."""
    mine = Journal(folder)
    mine.begin(path)
    mine.reading(files)
    written = place(folder, path)
    written.write_text(json.dumps(json.loads(written.read_text("utf-8")) | {"pid": NO_PROCESS}), "utf-8")


def opened(window: Window, qtbot: QtBot, path: Path) -> None:
    window.open_project(path)
    idle(window, qtbot)


def idle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.operations, timeout=PATIENCE)


def line(window: Window, key: str) -> Notice:
    found = window.around.notices.line(key)
    assert found is not None
    return found


def press(notice: Notice, at: int = 0) -> None:
    QTest.mouseClick(notice.buttons[at], Qt.MouseButton.LeftButton)


def corrected(path: Path) -> None:
    with project.open(path, "张三") as held:
        correct(Case(held), "南乐县", "technical_investment", Decimal("10.11"), "电话核对，应为10.11", How.PHONE)


def damaged(path: Path) -> None:
    """A byte in the middle of a content is another one."""
    data = bytearray(path.read_bytes())
    at = data.find(b"received")
    assert at > 0
    data[at : at + 8] = b"xeceived"
    path.write_bytes(bytes(data))


def test_after_a_crash_one_line_says_to_which_step_and_what_was_not_read(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path, tmp_path: Path
) -> None:
    corrected(sample_project)
    files = [tmp_path / "甲.xlsx", tmp_path / "乙.xlsx", tmp_path / "丙.xlsx"]
    crash(settings_folder, sample_project, *files)
    opened(window, qtbot, sample_project)
    view = window.desk.view
    assert view is not None
    words = line(window, "crashed").label.text()
    assert words.startswith(f"上次没有正常关闭：《{view.period}{view.name}》已恢复到 {view.saved[11:16]} 的最后一步（")
    assert "南乐县" in words
    assert words.endswith("；还有 3 个文件没读完")
    press(line(window, "crashed"))
    assert window.pages["collect"].taken == [str(row) for row in files]  # type: ignore[attr-defined]
    assert window.around.notices.line("crashed") is None


def test_after_a_clean_end_nothing_is_said(qtbot: QtBot, window: Window, sample_project: Path) -> None:
    opened(window, qtbot, sample_project)
    assert window.around.notices.line("crashed") is None
    assert not window.around.notices.isVisible()


def test_closing_the_window_is_a_clean_end(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path
) -> None:
    opened(window, qtbot, sample_project)
    assert place(settings_folder, sample_project).exists()
    window.close()
    assert not place(settings_folder, sample_project).exists()


def test_a_start_without_a_project_offers_the_one_that_was_not_closed(
    qtbot: QtBot, desk: Desk, plain_pages: None, sample_project: Path, settings_folder: Path
) -> None:
    assert plain_pages is None
    crash(settings_folder, sample_project)
    window = Window(desk, settings.load(settings_folder))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: hasattr(window, "around"))
    idle(window, qtbot)
    assert line(window, "crashed").label.text() == "上次没有正常关闭：示例，做完的每一步都在"
    press(line(window, "crashed"))
    idle(window, qtbot)
    assert desk.view is not None
    assert line(window, "crashed").label.text().startswith("上次没有正常关闭：《")


def test_what_was_not_closed_is_not_offered_again_once_it_was_sent_away(
    qtbot: QtBot, desk: Desk, plain_pages: None, sample_project: Path, settings_folder: Path, tmp_path: Path
) -> None:
    assert plain_pages is None
    crash(settings_folder, sample_project, tmp_path / "甲.xlsx")
    window = Window(desk, settings.load(settings_folder))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: hasattr(window, "around"))
    idle(window, qtbot)
    QTest.mouseClick(line(window, "crashed").close_button, Qt.MouseButton.LeftButton)
    assert crashed(settings_folder, lambda _pid: False) == ()
    left = Journal(settings_folder).begin(sample_project)
    assert (left.crashed, left.files) == (False, (str(tmp_path / "甲.xlsx"),))


def test_a_half_written_text_is_there_after_a_crash(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path
) -> None:
    crash(settings_folder, sample_project)
    opened(window, qtbot, sample_project)
    drafts().keep("correct/南乐县", "电话问了一")
    drafts().keep("correct/南乐县", "电话问了一半")
    written = place(settings_folder, sample_project)
    qtbot.waitUntil(lambda: "电话问了一半" in written.read_text("utf-8"))
    again = Journal(settings_folder)
    again.begin(sample_project)
    assert again.draft_of("correct/南乐县") == "电话问了一半"


def test_a_text_of_the_last_moment_is_kept_when_the_window_closes(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path
) -> None:
    opened(window, qtbot, sample_project)
    drafts().keep("explain/1", "写到这里")
    window.close()
    mine = Journal(settings_folder)
    assert not mine.begin(sample_project).crashed
    assert mine.draft_of("explain/1") == "写到这里"
    assert drafts().text("explain/1") == ""


def test_a_project_that_another_has_open_can_be_read_and_then_changed(
    qtbot: QtBot, window: Window, sample_project: Path
) -> None:
    first = project.open(sample_project, "李四")
    opened(window, qtbot, sample_project)
    words = line(window, "reading").label.text()
    assert "李四" in words
    assert "正在使用" in words
    assert not window.acts["undo"].isEnabled()
    press(line(window, "reading"))
    idle(window, qtbot)
    assert window.around.notices.line("reading") is not None
    first.close()
    press(line(window, "reading"))
    idle(window, qtbot)
    assert window.around.notices.line("reading") is None
    assert window.bar.said() == "现在可以改了"
    assert window.acts["undo"].isEnabled()


def test_a_project_opened_for_reading_leaves_the_first_ones_journal_alone(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path
) -> None:
    first = project.open(sample_project, "李四")
    theirs = Journal(settings_folder)
    theirs.begin(sample_project)
    theirs.draft("key", "李四写的")
    before = place(settings_folder, sample_project).read_bytes()
    opened(window, qtbot, sample_project)
    window.close()
    assert place(settings_folder, sample_project).read_bytes() == before
    first.close()


def test_a_damaged_project_is_recovered_into_a_new_file_and_what_lacks_is_said(
    qtbot: QtBot, window: Window, sample_project: Path
) -> None:
    damaged(sample_project)
    before = sample_project.read_bytes()
    opened(window, qtbot, sample_project)
    assert window.desk.view is None
    assert "已损坏" in line(window, "damaged").label.text()
    press(line(window, "damaged"))
    idle(window, qtbot)
    view = window.desk.view
    assert view is not None
    assert view.path.name == "示例（恢复）.pingbi"
    assert sample_project.read_bytes() == before
    assert line(window, "recovered").label.text().startswith("已恢复成 示例（恢复）.pingbi")
    assert window.around.notices.line("damaged") is None


def test_what_could_not_be_saved_is_listed_to_be_copied(qtbot: QtBot, window: Window, sample_project: Path) -> None:
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    from pingbi_qt.around.missing_dialog import MissingDialog  # noqa: PLC0415

    damaged(sample_project)
    opened(window, qtbot, sample_project)
    press(line(window, "damaged"))
    idle(window, qtbot)
    assert line(window, "recovered").buttons, "something is missing"
    press(line(window, "recovered"))
    dialog = window.findChild(MissingDialog)
    assert dialog is not None
    lines = dialog.text.toPlainText()
    assert "没有恢复" in lines
    dialog.accept()
    assert QGuiApplication.clipboard().text() == lines


def test_a_file_from_which_nothing_can_be_saved_says_so(qtbot: QtBot, window: Window, sample_project: Path) -> None:
    data = sample_project.read_bytes()
    sample_project.write_bytes(data[:100] + bytes(1000) + data[1100:4096] + bytes(len(data) - 4096))
    opened(window, qtbot, sample_project)
    press(line(window, "damaged"))
    idle(window, qtbot)
    assert window.desk.view is None
    assert "恢复不了" in line(window, "damaged").label.text()
    assert line(window, "damaged").buttons == ()


@pytest.mark.parametrize("name", ["没有.pingbi", "文字.pingbi"])
def test_what_is_no_project_is_only_said(qtbot: QtBot, window: Window, tmp_path: Path, name: str) -> None:
    (tmp_path / "文字.pingbi").write_text("不是项目", encoding="utf-8")
    opened(window, qtbot, tmp_path / name)
    assert window.bar.said()
    assert window.around.notices.line("damaged") is None


def test_opening_another_project_ends_the_first_ones_journal(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(sample_project, tmp_path / "另一个.pingbi"))
    opened(window, qtbot, sample_project)
    opened(window, qtbot, other)
    assert not place(settings_folder, sample_project).exists()
    assert place(settings_folder, other).exists()


def test_a_dialog_about_one_project_is_not_confirmed_in_another(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(sample_project, tmp_path / "另一个.pingbi"))
    opened(window, qtbot, sample_project)
    dialog = PasteDialog(window)
    accepted: list[None] = []
    dialog.accepted.connect(lambda: accepted.append(None))
    dialog.open()
    dialog.box.setPlainText("写给第一个项目的")
    opened(window, qtbot, other)
    assert not dialog.isVisible()
    assert accepted == []
    assert drafts().text("paste") == ""
    left = Journal(settings_folder)
    left.begin(sample_project)
    assert left.draft_of("paste") == "写给第一个项目的"


def test_a_second_start_with_the_same_project_brings_this_window_to_the_front(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path
) -> None:
    opened(window, qtbot, sample_project)
    window.showMinimized()
    place(settings_folder, sample_project).with_suffix(".raise").write_bytes(b"")
    qtbot.waitUntil(lambda: not window.isMinimized())
    assert window.bar.said() == "这个项目已经开着，就是这个窗口"


def test_damaged_settings_are_said_at_the_top_of_the_page(
    qtbot: QtBot, desk: Desk, plain_pages: None, settings_folder: Path
) -> None:
    assert plain_pages is None
    settings_folder.mkdir()
    (settings_folder / "settings.json").write_bytes(b"{")
    window = Window(desk, settings.load(settings_folder))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: hasattr(window, "around"))
    assert "已损坏" in line(window, "settings").label.text()
    QTest.mouseClick(line(window, "settings").close_button, Qt.MouseButton.LeftButton)
    assert not window.around.notices.isVisible()


def test_a_closed_project_is_free_for_others_and_the_first_page_is_back(
    qtbot: QtBot, window: Window, sample_project: Path, settings_folder: Path
) -> None:
    opened(window, qtbot, sample_project)
    window.acts["close_project"].trigger()
    idle(window, qtbot)
    assert (window.page, window.desk.view) == ("start", None)
    assert not window.acts["undo"].isEnabled()
    assert window.windowTitle() == "县区半年评比"
    assert not place(settings_folder, sample_project).exists()
    with project.open(sample_project, "李四") as held:
        assert held.read_only == ""
    opened(window, qtbot, sample_project)
    assert window.page == "collect"
    assert window.around.notices.line("crashed") is None


def test_closing_a_project_while_something_is_read_asks_once(
    qtbot: QtBot, window: Window, sample_project: Path, slow: Slow
) -> None:
    opened(window, qtbot, sample_project)
    engine = slow()
    window.desk.run("读文件", engine)
    qtbot.waitUntil(engine.begun.is_set)
    window.acts["close_project"].trigger()
    assert window.desk.view is not None
    assert window.bar.said() == "还在读文件；已完成的都已保存"
    assert window.bar.link() == "停下来并关闭"
    window.around._stop_and_close()
    engine.go_on.set()
    idle(window, qtbot)
    assert window.desk.view is None


def test_where_settings_cannot_be_written_that_is_said_once_and_all_else_works(
    qtbot: QtBot, desk: Desk, plain_pages: None, sample_project: Path, tmp_path: Path
) -> None:
    assert plain_pages is None
    (tmp_path / "file").write_text("", encoding="utf-8")
    window = Window(desk, settings.load(tmp_path / "file" / "below"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: hasattr(window, "around"))
    opened(window, qtbot, sample_project)
    assert line(window, "journal").label.text() == "程序的记事写不下来（磁盘已满或没有权限）；项目本身照常保存"
    drafts().keep("correct/1", "写了一半")
    assert drafts().text("correct/1") == "写了一半"
    QTest.mouseClick(line(window, "journal").close_button, Qt.MouseButton.LeftButton)
    desk.undo()
    idle(window, qtbot)
    assert window.around.notices.line("journal") is None
    assert window.settings.lost == "设置存不下来（文件夹不能写）：下次打开要重新设"
    window.close()
    assert not window.isVisible()
