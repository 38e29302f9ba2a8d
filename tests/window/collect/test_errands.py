"""What is done beside collecting: texts are pasted, counties chased, templates and 退回单 written, folders watched."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from slow_engine import Slow
from tests.window.conftest import Finished
from unseen import WINE

from pingbi import casework, pipeline, project
from pingbi.casework import Case
from pingbi.project.changes import Marking
from pingbi_qt.collect import CollectPage
from pingbi_qt.collect.chasing import ChaseDialog
from pingbi_qt.collect.folder_watch import Seen
from pingbi_qt.collect.pasting import PasteDialog
from pingbi_qt.collect.run import came_from
from pingbi_qt.desk import Line
from pingbi_qt.window import Window

PATIENCE = 60_000
Table = Callable[..., str]
Still = Callable[[], None]


def workbook(path: Path, *rows: tuple[str | int | float, ...]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("县区", "投资", "税收"), *rows):
        book.active.append(list(row))
    book.save(path)
    return path


def marks(page: CollectPage, marking: Marking) -> list[str]:
    view = page.desk.view
    assert view is not None
    return [row.county for row in view.state.marks if row.marking is marking]


def names(page: CollectPage) -> list[str]:
    return [line.shown_name for line in page.files.view.all_lines()]


def test_a_text_is_written_in_the_large_box_and_read_by_the_keyboard(
    page: CollectPage, still: Still, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().clear()  # nothing at all, as after a start
    page.files.paste.click()
    dialog = page.errands.dialog
    assert isinstance(dialog, PasteDialog)
    assert not dialog.confirm.isEnabled()
    dialog.box.setPlainText("上半年，乙县完成税收20亿元。")
    assert dialog.note.text() == "15 字"
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=PATIENCE)
    QTest.keyClick(dialog.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.intake.lines or names(page)), timeout=PATIENCE)
    still()
    assert names(page) == ["粘贴的文字 1"]


def test_the_box_is_left_without_reading_anything(page: CollectPage, still: Still) -> None:
    QGuiApplication.clipboard().setText("上半年，乙县完成税收20亿元。")
    page.files.paste.click()
    dialog = page.errands.dialog
    assert isinstance(dialog, PasteDialog)
    assert dialog.text() == "上半年，乙县完成税收20亿元。"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    still()
    assert names(page) == []


def test_who_is_ticked_is_chased_and_each_chase_can_be_undone(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot
) -> None:
    window.take([table("甲县.csv", "甲县,30,")])
    still()
    assert page.acts["remind"].text() == "催报 2 个县区"
    page.acts["remind"].trigger()
    qtbot.waitUntil(lambda: isinstance(page.errands.dialog, ChaseDialog), timeout=PATIENCE)
    dialog = page.errands.dialog
    assert isinstance(dialog, ChaseDialog)
    assert [(box.text(), box.isChecked()) for box in dialog.boxes] == [
        ("甲县：尚缺税收", False),
        ("乙县：尚未报送材料", True),
        ("丙县：尚未报送材料", True),
    ]
    assert dialog.confirm.text() == "复制 2 个县区的催报文字"
    preview = dialog.findChild(QPlainTextEdit)
    assert preview is not None
    assert "【催报】丙县：" in preview.toPlainText()
    dialog.confirm.click()
    still()
    assert QGuiApplication.clipboard().text().count("【催报】") == 2
    assert marks(page, Marking.CHASED) == ["乙县", "丙县"]
    page.acts["undo"].trigger()
    still()
    assert marks(page, Marking.CHASED) == ["乙县"]


def test_nobody_is_chased_where_all_is_here(window: Window, page: CollectPage, table: Table, still: Still) -> None:
    window.take([table("全部.csv", "甲县,30,5", "乙县,20,6", "丙县,10,7")])
    still()
    assert not page.acts["remind"].isEnabled()
    assert page.acts["remind"].toolTip().startswith("各县区都已报齐")


def test_templates_are_written_and_the_page_says_where(
    page: CollectPage, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(page.errands, "folder", lambda _: str(tmp_path / "模板"))
    page.acts["templates"].trigger()
    qtbot.waitUntil(page.bar.isVisible, timeout=PATIENCE)
    still()
    written = sorted(path.name for path in (tmp_path / "模板").iterdir())
    assert {"甲县填报表.xlsx", "乙县填报表.xlsx", "丙县填报表.xlsx"} <= set(written)
    assert page.bar.line.text() == f"已写出 {len(written)} 份填报表：{tmp_path / '模板'}"
    assert [button.text() for button in page.bar.buttons] == ["打开文件夹", "复制路径"]
    page.bar.buttons[1].click()
    assert QGuiApplication.clipboard().text() == str(tmp_path / "模板")
    assert not page.bar.isVisible()


def test_filled_forms_stay_where_templates_are_written_once_more(
    page: CollectPage, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folder = tmp_path / "上报"
    folder.mkdir()
    (folder / "甲县填报表.xlsx").write_bytes(b"filled in")
    monkeypatch.setattr(page.errands, "folder", lambda _: str(folder))
    page.acts["templates"].trigger()
    qtbot.waitUntil(page.bar.isVisible, timeout=PATIENCE)
    still()
    assert (folder / "甲县填报表.xlsx").read_bytes() == b"filled in"
    said = "（原有同名文件没有动，1 份换了名字，如 甲县填报表 (1).xlsx）"
    assert page.bar.line.text() == f"已写出 {len(list(folder.iterdir())) - 1} 份填报表{said}：{folder}"


def test_templates_that_cannot_be_written_are_said(
    page: CollectPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    (tmp_path / "模板").write_text("a file stands there", encoding="utf-8")
    monkeypatch.setattr(page.errands, "folder", lambda _: str(tmp_path / "模板"))
    page.acts["templates"].trigger()
    qtbot.waitUntil(page.bar.isVisible, timeout=PATIENCE)
    assert "模板" in page.bar.line.text()


def test_returns_are_written_and_the_county_is_noted(
    window: Window,
    page: CollectPage,
    still: Still,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.take([str(workbook(tmp_path / "甲县.xlsx", ("甲县", "三十多", 5)))])
    still()
    monkeypatch.setattr(page.errands, "folder", lambda _: str(tmp_path / "退回"))
    page.acts["returns"].trigger()
    still()
    assert [path.name for path in (tmp_path / "退回").iterdir()] == ["甲县.xlsx"]
    assert marks(page, Marking.RETURNED) == ["甲县"]
    assert page.bar.line.text() == f"已写出 1 份退回单，记下已退回 1 个县区：{tmp_path / '退回'}"
    workbook(tmp_path / "退回" / "甲县.xlsx", ("甲县", 30, 5))
    page.acts["returns"].trigger()
    still()
    said = "（原有同名文件没有动，1 份换了名字，如 甲县 (1).xlsx）"
    assert page.bar.line.text() == f"已写出 1 份退回单，记下已退回 1 个县区{said}：{tmp_path / '退回'}"


def test_a_locked_workbook_is_opened_with_its_password_on_its_line(
    window: Window, page: CollectPage, still: Still, tmp_path: Path
) -> None:
    plain, locked = workbook(tmp_path / "原.xlsx", ("甲县", 30, 5)), tmp_path / "甲县.xlsx"
    out = io.BytesIO()
    with plain.open("rb") as file:
        OOXMLFile(file).encrypt("口令123", out)
    locked.write_bytes(out.getvalue())
    window.take([str(locked)])
    still()
    trouble = page.files.trouble
    assert trouble.password.isVisible()
    assert "password" not in trouble.text.text()
    trouble.password.setText("不对")
    trouble.open.click()
    still()
    assert trouble.password.isVisible()
    trouble.password.setText("口令123")
    QTest.keyClick(trouble.password, Qt.Key.Key_Return)
    still()
    assert names(page) == ["甲县.xlsx"]
    assert not trouble.isVisible()
    assert [cell.text for cell in page.matrix.matrix.row(0).cells] == ["30.00", "5.00"]


def test_a_locked_workbook_is_opened_also_where_the_file_is_gone(
    window: Window, page: CollectPage, still: Still, tmp_path: Path
) -> None:
    plain, locked = workbook(tmp_path / "原.xlsx", ("甲县", 30, 5)), tmp_path / "甲县.xlsx"
    out = io.BytesIO()
    with plain.open("rb") as file:
        OOXMLFile(file).encrypt("口令123", out)
    locked.write_bytes(out.getvalue())
    window.take([str(locked)])
    still()
    locked.unlink()
    page.files.trouble.password.setText("口令123")
    page.files.trouble.open.click()
    still()
    assert [cell.text for cell in page.matrix.matrix.row(0).cells] == ["30.00", "5.00"]


def test_results_of_the_last_period_are_offered_as_such(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path, scheme_text: str
) -> None:
    before, results = tmp_path / "上期.pingbi", tmp_path / "2021年下半年结果.xlsx"
    with project.create(before, scheme_text.replace("2022H1", "2021H2"), "张三") as held:
        case = Case(held)
        list(casework.receive(case, [table("上期.csv", "甲县,30,5", "乙县,20,6", "丙县,10,7")]))
        pipeline.write_workbook(case.evaluation(), results)
    window.take([str(results)])
    still()
    trouble = page.files.trouble
    assert trouble.earlier_results.isVisible()
    assert trouble.text.text() == "这是评比结果，不是报送材料，没有收。"
    trouble.earlier_results.click()
    still()
    view = page.desk.view
    assert view is not None
    assert [row.period for row in view.state.archives] == ["2021H2"]
    assert page.bar.line.text().startswith("已存入以前的结果 2021年下半年结果.xlsx：3 个县区")
    assert names(page) == []


def test_a_watched_folder_brings_what_is_new_or_changed_and_nothing_that_was_there(
    page: CollectPage, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    (folder / "丙县.csv").write_text("县区,投资,税收\n丙县,1,2\n", encoding="utf-8")
    monkeypatch.setattr(page.errands, "folder", lambda _: str(folder))
    page.acts["watch"].trigger()
    still()
    assert page.files.watched.isVisible()
    assert str(folder) in page.files.watched.text()
    (folder / "甲县.csv").write_text("县区,投资,税收\n甲县,30,5\n", encoding="utf-8")
    (folder / "~$甲县.xlsx").write_bytes(b"lock")
    qtbot.waitUntil(lambda: names(page) == ["甲县.csv"], timeout=PATIENCE)
    still()
    page.files.unwatched.emit()
    assert not page.files.watched.isVisible()
    assert page.watch.folder == ""


def test_a_file_that_still_grows_is_not_read_until_it_is_whole(
    page: CollectPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    watch = page.watch
    came: list[list[str]] = []
    watch.came.disconnect()
    watch.came.connect(came.append)
    sizes = iter(range(1, 5))
    path = str(folder / "甲县.csv")
    looks: list[int] = []

    def growing(_: str) -> dict[str, object]:
        if not looks:
            looks.append(0)
            return {}
        looks.append(next(sizes, 4))
        return {path: Seen(looks[-1], looks[-1])}

    monkeypatch.setattr("pingbi_qt.collect.folder_watch.look", growing)
    monkeypatch.setattr("pingbi_qt.collect.folder_watch.SETTLING", 1)
    watch.begin(str(folder))
    qtbot.waitUntil(lambda: len(looks) == 1 and not page.desk.operations, timeout=PATIENCE)
    watch._timer_on()
    qtbot.waitUntil(lambda: bool(came), timeout=PATIENCE)
    assert came == [[path]]
    assert looks[-2:] == [4, 4]


def test_a_folder_that_tells_nothing_is_looked_at_all_the_same(
    page: CollectPage, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """As many a shared folder of a network."""
    monkeypatch.setattr("pingbi_qt.collect.folder_watch.RARELY", 100)
    page.watch._watcher.blockSignals(True)
    folder = tmp_path / "收件"
    folder.mkdir()
    page.watch.begin(str(folder))
    still()
    (folder / "甲县.csv").write_text("县区,投资,税收\n甲县,30,5\n", encoding="utf-8")
    qtbot.waitUntil(lambda: names(page) == ["甲县.csv"], timeout=PATIENCE)
    folder.rename(tmp_path / "别处")
    qtbot.waitUntil(lambda: page.watch.folder == "", timeout=PATIENCE)


def test_what_comes_into_a_watched_folder_is_not_read_into_another_project_on_whatever_page_that_is_opened(
    window: Window, page: CollectPage, still: Still, tmp_path: Path, scheme_text: str, finished: Finished
) -> None:
    folder, other = tmp_path / "收件", tmp_path / "另一个.pingbi"
    folder.mkdir()
    project.create(other, scheme_text, "张三").close()
    page.watch.begin(str(folder))
    still()
    assert page.files.watched.isVisible()
    window.show_page("review")
    window.desk.look_again()  # the same project: it goes on
    finished(window.desk)
    assert page.watch.folder == str(folder)
    window.open_project(other)
    finished(window.desk)
    assert window.page == "review"
    assert page.watch.folder == ""
    window.show_page("collect")
    still()
    assert not page.files.watched.isVisible()


def test_a_folder_is_watched_on_where_the_project_is_saved_elsewhere(
    window: Window, page: CollectPage, still: Still, tmp_path: Path
) -> None:
    folder, moved = tmp_path / "收件", tmp_path / "另存.pingbi"
    folder.mkdir()
    page.watch.begin(str(folder))
    still()
    window.desk.ask(lambda case: case.project.save_as(moved))
    window.desk.open(moved, saved=True)
    still()
    assert window.desk.view is not None
    assert (window.desk.view.path, page.watch.folder) == (moved, str(folder))
    assert page.files.watched.isVisible()


def test_a_folder_is_not_watched_for_a_project_that_was_closed(
    window: Window, page: CollectPage, still: Still, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    page.watch.begin(str(folder))
    still()
    qtbot.waitUntil(lambda: hasattr(window, "around"), timeout=PATIENCE)
    window.acts["close_project"].trigger()
    still()
    assert window.desk.view is None
    assert page.watch.folder == ""
    window.open_project(tmp_path / "半年.pingbi")
    still()
    assert page.isVisible()
    assert not page.files.watched.isVisible()


def test_what_comes_while_others_are_read_is_not_taken_for_known(
    page: CollectPage, tmp_path: Path, qtbot: QtBot, slow: Slow
) -> None:
    folder, read, shown = tmp_path / "收件", slow(), slow()
    folder.mkdir()
    page.desk.run("读别的", read)
    page.desk.run("", shown, line=Line.SHOWING)
    page.watch.begin(str(folder))
    qtbot.waitUntil(lambda: not page.watch._first, timeout=PATIENCE)
    (folder / "甲县.csv").write_text("县区,投资,税收\n甲县,30,5\n", encoding="utf-8")
    read.go_on.set()
    shown.go_on.set()
    qtbot.waitUntil(lambda: names(page) == ["甲县.csv"], timeout=PATIENCE)


@pytest.mark.skipif(WINE, reason="wine takes a folder away only when nobody watches it any more")
def test_a_folder_that_is_gone_is_no_longer_watched_and_that_is_said(
    window: Window, page: CollectPage, still: Still, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    page.watch.begin(str(folder))
    still()
    folder.rmdir()
    qtbot.waitUntil(lambda: page.watch.folder == "", timeout=PATIENCE)
    assert window.bar.said() == f"盯住的文件夹不在了：{folder}"


def test_all_is_done_by_the_keyboard(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "乙县上报表.xlsx"
    broken.write_bytes(b"PK\x03\x04xl/broken")
    window.take([table("甲县.csv", "甲县,30,5"), str(broken)])
    still()
    matrix, view = page.matrix, page.files.view
    assert page.first_focus() is matrix
    matrix.setFocus()
    QTest.keyClick(matrix, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.place() == ("甲县", "b")
    QTest.keyClick(matrix, Qt.Key.Key_Down)
    assert matrix.place() == ("乙县", "")
    QTest.keyClick(matrix, Qt.Key.Key_Return)  # 看原因
    assert view.lines()[0].shown_name == "乙县上报表.xlsx"
    assert page.files.trouble.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not page.files.trouble.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    still()
    assert names(page) == ["甲县.csv"]
    for part in (matrix, view, page.files.add, *page.strip.counts.values()):
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
    page.acts["read_again"].trigger()
    qtbot.waitUntil(lambda: window.bar.said() == "没有要重读的文件", timeout=PATIENCE)


def test_a_file_is_read_again_after_it_was_mended_where_it_came_from(
    window: Window, page: CollectPage, still: Still, tmp_path: Path
) -> None:
    path = tmp_path / "甲县.xlsx"
    path.write_bytes(b"PK\x03\x04xl/broken")
    window.take([str(path)])
    still()
    workbook(path, ("甲县", 30, 5))
    page.acts["read_again"].trigger()
    still()
    assert [cell.text for cell in page.matrix.matrix.row(0).cells] == ["30.00", "5.00"]
    assert page.files.view.all_lines()[0].filed is not None


def test_a_file_is_read_again_from_where_it_came_and_not_an_older_one_of_its_name(
    window: Window, page: CollectPage, still: Still, tmp_path: Path
) -> None:
    papers = [tmp_path / half / "甲县.csv" for half in ("上半年", "下半年")]
    for at, path in enumerate(papers):
        path.parent.mkdir()
        path.write_text(f"县区,投资,税收\n甲县,{30 + at},5\n", encoding="utf-8")
        window.take([str(path)])
        still()
        if not at:
            page.errands.take_out(page.files.view.all_lines())
            still()
    papers[1].write_text("县区,投资,税收\n甲县,32,5\n", encoding="utf-8")
    page.intake.read_again(page.files.view.all_lines())
    still()
    assert [cell.text for cell in page.matrix.matrix.row(0).cells] == ["32.00", "5.00"]


def test_the_newest_of_a_name_is_found_in_folders_too_and_an_older_one_where_that_is_gone(tmp_path: Path) -> None:
    papers = [tmp_path / half / "甲县.csv" for half in ("上半年", "下半年", "2022.7", "收.件")]
    for path in papers:
        path.parent.mkdir()
        path.touch()
    first, second = str(papers[0]), str(papers[1])
    assert came_from([first, second], "甲县.csv") == papers[1]
    assert came_from([second, first], "甲县.csv") == papers[0]
    for path in papers[2:]:
        assert came_from([first, str(path.parent)], "甲县.csv") == path
        assert came_from([str(path.parent), first], "甲县.csv") == papers[0]
    papers[1].unlink()
    assert came_from([first, second], "甲县.csv") == papers[0]
    assert came_from([second], "甲县.csv") is None


def test_a_file_of_another_project_is_not_read_again_into_this_one(
    window: Window, page: CollectPage, still: Still, tmp_path: Path, scheme_text: str
) -> None:
    papers = [tmp_path / half / "甲县.csv" for half in ("上半年", "下半年")]
    other = tmp_path / "另一个.pingbi"
    project.create(other, scheme_text, "张三").close()
    for at, path in enumerate(papers):
        path.parent.mkdir()
        path.write_text(f"县区,投资,税收\n甲县,{30 + at},5\n", encoding="utf-8")
        window.take([str(path)])
        still()
        if not at:
            window.open_project(other)
            still()
    papers[1].unlink()
    page.intake.read_again(page.files.view.all_lines())
    still()
    assert names(page) == ["甲县.csv"]
    assert [cell.text for cell in page.matrix.matrix.row(0).cells] == ["31.00", "5.00"]
    window.open_project(tmp_path / "半年.pingbi")
    page.intake.read_again(page.files.view.all_lines())  # asked for while the other is being opened
    still()
    assert [cell.text for cell in page.matrix.matrix.row(0).cells] == ["30.00", "5.00"]
    assert page.intake.lines == []


def test_a_file_whose_coming_has_been_undone_is_read_again_from_where_it_came(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    lines = page.files.view.all_lines()
    window.desk.undo()
    page.intake.read_again(lines)  # they are still shown
    still()
    assert names(page) == ["甲县.csv"]
    assert [line.way for line in page.files.view.all_lines()] == [lines[0].way]
    assert page.desk.view is not None
    assert [row.name for row in page.desk.view.state.submissions] == ["甲县.csv"]


def test_a_locked_archive_asks_for_its_password_in_words_of_the_screen(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path
) -> None:
    archive = tmp_path / "各区汇总.zip"
    with ZipFile(archive, "w") as out:
        out.write(table("甲县.csv", "甲县,30,5"), "甲县.csv")
    data = bytearray(archive.read_bytes())
    data[6] |= 1  # the mark of encryption, in both heads of the member
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(bytes(data))
    window.take([str(archive)])
    still()
    trouble = page.files.trouble
    assert names(page) == ["各区汇总.zip ▸ 甲县.csv"]
    assert trouble.password.isVisible()
    assert trouble.text.text().startswith("压缩包有密码，")
    assert "--" not in trouble.text.text()
