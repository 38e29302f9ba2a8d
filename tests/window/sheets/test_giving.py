"""Step 4: files go out, in the background; what came of it stays till something has changed since."""

from __future__ import annotations

import errno
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from threading import Event

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pingbi import casework, project
from pingbi.model import PingbiError
from pingbi.outputs import placing
from pingbi.project.changes import How
from pingbi_qt.desk import Desk
from pingbi_qt.sheets import SheetsPage
from pingbi_qt.window import Window

Finished = Callable[[Desk], None]
Opened = Callable[[Path], SheetsPage]
PATIENCE = 60_000


def give(page: SheetsPage, finished: Finished) -> str:
    page.acts["export"].trigger()
    finished(page.desk)
    return page.result.words.text()


def seen(path: Path) -> list[str]:
    return [sheet.title for sheet in openpyxl.load_workbook(path) if sheet.sheet_state == "visible"]


def test_the_sample_becomes_a_workbook_by_one_key(opened: Opened, sample_project: Path, finished: Finished) -> None:
    page = opened(sample_project)
    QTest.keyClick(page.list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    finished(page.desk)
    target = sample_project.parent / "2022年上半年综合评比结果.xlsx"
    assert seen(target) == [line.name for line in page.list.sheets.lines]
    assert page.result.isVisible()
    assert page.result.words.text().startswith(f"{target.name}，{len(page.list.sheets.lines)} 张表，")


def test_where_the_order_is_out_of_sight_the_blue_button_says_that_it_is_written(
    page: SheetsPage, finished: Finished
) -> None:
    page.window().resize(960, 469)
    finished(page.desk)
    assert (page.way_on().words, page.way_on().enabled) == ("出表", True)
    page.acts["export"].trigger()
    assert (page.way_on().words, page.way_on().enabled) == ("正在出表", False)
    finished(page.desk)
    assert (page.way_on().words, page.way_on().enabled) == ("出表", True)
    assert page.result.isVisible()


def test_only_ticked_sheets_are_seen_in_it(page: SheetsPage, finished: Finished, small_project: Path) -> None:
    page.list.sheets.tick_all(ticked=False)
    page.list.sheets.tick(0)
    finished(page.desk)
    assert "1 张表" in give(page, finished)
    assert seen(page.order.target()) == ["综合排名"]
    assert page.order.target().parent == small_project.parent


def test_everything_at_once(page: SheetsPage, finished: Finished, small_project: Path) -> None:
    page.order.counties.setChecked(True)
    page.order.notice.setChecked(True)
    assert "另有县区分册 4 份、通报 1 份" in give(page, finished)
    there = {path.name for path in small_project.parent.iterdir()}
    assert {"2022年上半年综合评比县区分册", "2022年上半年综合评比通报（初稿）.docx"} <= there


def test_a_notice_edited_by_hand_stays_and_that_is_said(
    page: SheetsPage, finished: Finished, small_project: Path
) -> None:
    draft = small_project.with_name("2022年上半年综合评比通报（初稿）.docx")
    page.order.notice.setChecked(True)
    give(page, finished)
    draft.write_bytes(b"edited by hand")
    said = give(page, finished)
    assert f"原有的 {draft.name} 没有动（内容不同或正开着），所以换了名字：{draft.stem} (1).docx" in said
    assert draft.read_bytes() == b"edited by hand"


def test_a_workbook_that_is_open_elsewhere_gets_its_free_name(
    page: SheetsPage, finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(page, finished)
    target = page.order.target()
    moved = Path.replace

    def locked(path: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(errno.EACCES, "in use", str(to))
        return moved(path, to)

    monkeypatch.setattr(Path, "replace", locked)
    assert "没有动（内容不同或正开着），所以换了名字：2022年上半年综合评比结果 (1).xlsx" in give(page, finished)
    target.with_name(f"~${target.name}").write_bytes(b"")
    assert "原文件正被 Excel 或 WPS 打开，所以换了名字：2022年上半年综合评比结果 (2).xlsx" in give(page, finished)
    assert page.result.path == target.with_name("2022年上半年综合评比结果 (2).xlsx")


@pytest.mark.parametrize(
    ("code", "why"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "磁盘是只读的"), (errno.EACCES, "没有权限")]
)
def test_a_disk_that_refuses_is_said_with_what_to_do(
    page: SheetsPage, finished: Finished, monkeypatch: pytest.MonkeyPatch, code: int, why: str
) -> None:
    def refuses(*_: object) -> Path:
        raise OSError(code, "refused")

    monkeypatch.setattr("pingbi.casework.exporting.write_workbook", refuses)
    said = give(page, finished)
    assert why in said
    assert "请换一个位置或文件名" in said
    assert page.result.sign.accessibleName().startswith("没有写成")
    assert page.result.again.isVisible()
    assert page.result.elsewhere.isVisible()
    assert not page.result.file.isVisible()
    monkeypatch.undo()
    page.result.again.click()
    finished(page.desk)
    assert page.result.file.isVisible()


def test_a_folder_that_is_gone_is_made_again_or_said(page: SheetsPage, finished: Finished, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    page.giving.set_folder(str(tmp_path / "文件" / "里面"))
    assert "不能写入" in give(page, finished)
    page.giving.set_folder(str(tmp_path / "新 的" / "文件夹"))
    give(page, finished)
    assert page.order.target().is_file()


def test_what_else_fails_does_not_take_the_workbook_along(
    page: SheetsPage, finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise PingbiError("通报写不了")

    monkeypatch.setattr("pingbi.outputs.order.write_notice_of", refuses)
    page.order.notice.setChecked(True)
    said = give(page, finished)
    assert said.endswith("通报：通报写不了")
    assert page.result.sign.accessibleName().startswith("没有全部写好")
    assert page.order.target().is_file()
    assert page.result.file.isVisible()


def test_it_can_be_stopped_between_files(
    page: SheetsPage, finished: Finished, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.order.counties.setChecked(True)
    written, count = placing.written, [0]

    def counted(*given: object) -> Path:
        count[0] += 1
        if count[0] == 2:
            page.desk.post(page.giving.stop)
            done.wait(30)
        return written(*given)  # type: ignore[arg-type]

    done = Event()
    monkeypatch.setattr("pingbi.outputs.order.written", counted)
    page.acts["export"].trigger()
    qtbot.waitUntil(lambda: any(row.cancelled for row in page.desk.operations), timeout=PATIENCE)
    assert page.order.busy.isVisible()
    assert "共 5 份" in page.order.doing.text()
    done.set()
    finished(page.desk)
    assert page.result.sign.accessibleName().startswith("已停下")
    assert page.result.words.text().endswith("另有县区分册 1 份。其余没有写")
    assert page.order.export.isVisible()


def test_while_it_is_written_it_is_not_written_twice(page: SheetsPage, finished: Finished) -> None:
    page.acts["export"].trigger()
    assert not page.acts["export"].isEnabled()
    assert "正在出表" in page.acts["export"].toolTip()
    page.giving.give()
    finished(page.desk)
    assert page.acts["export"].isEnabled()
    assert len(list(page.order.target().parent.glob("*.xlsx"))) == 1


# Drafts


def test_mandatory_findings_leave_the_button_and_mark_the_sheets(page: SheetsPage, finished: Finished) -> None:
    assert page.order.levels.mandatory.text() == "强制性问题 1"
    assert page.order.rough.text() == "有强制性问题，页脚会标“草稿　第1稿”"
    assert page.acts["export"].isEnabled()
    give(page, finished)
    foot = openpyxl.load_workbook(page.order.target())["综合排名"].oddFooter
    assert foot is not None
    assert foot.left.text == "草稿　第1稿"


def test_what_is_open_is_said_of_a_final_one_too_and_no_count_is_cut(page: SheetsPage) -> None:
    page.order.final.setChecked(True)
    assert page.order.rough.text() == "还有 1 处强制性问题，定稿后不能再改数"
    page.order.final.setChecked(False)
    assert page.order.rough.text() == "有强制性问题，页脚会标“草稿　第1稿”"
    levels = page.order.levels
    for counts in ((1, 1, 1), (10, 2, 1), (28, 12, 30), (128, 112, 130)):
        levels.show_counts(*counts)
        QApplication.processEvents()
        for chip, count in zip((levels.mandatory, levels.verifying, levels.explained), counts, strict=True):
            assert chip.text().rpartition(" ")[2] == str(count)
            assert chip.width() >= chip.sizeHint().width()
        assert levels.mandatory.accessibleName() == f"强制性问题 {counts[0]}"


def test_a_folder_that_is_too_long_is_cut_in_its_middle(page: SheetsPage) -> None:
    folder = f"/家/{'很长的文件夹/' * 9}县区评比"
    page.order.folder.setText(folder)
    page.order.name.setFocus()
    assert "…" in page.order.folder.shown()
    assert page.order.folder.shown().endswith("县区评比")
    assert page.order.folder.toolTip() == folder
    assert page.order.target().parent == Path(folder)


def test_a_final_one_is_final(page: SheetsPage, finished: Finished) -> None:
    page.order.final.click()
    page.order.notice.setChecked(True)
    give(page, finished)
    foot = openpyxl.load_workbook(page.order.target())["综合排名"].oddFooter
    assert foot is not None
    assert foot.left.text == "定稿"
    assert page.order.target().with_name("2022年上半年综合评比通报.docx").is_file()
    assert page.order.final.text().startswith("已定稿，")
    assert not page.order.final.isEnabled()
    assert page.result.isVisible()


def test_a_final_one_that_finds_no_place_is_shown_as_what_it_has_become(
    page: SheetsPage, finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full leaves a draft; one that is pulled at the last moment leaves 定稿, and the page says so."""

    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "full")

    def pulled(_: object, target: Path, __: object, ready: Callable[[], None]) -> Path:
        ready()
        raise OSError(errno.EIO, str(target))

    page.order.final.click()
    monkeypatch.setattr("pingbi.casework.exporting.write_workbook", full)
    give(page, finished)
    assert page.desk.view is not None
    assert page.desk.view.state.final is None
    assert page.order.final.isEnabled()
    monkeypatch.setattr("pingbi.casework.exporting.write_workbook", pulled)
    give(page, finished)
    assert page.order.final.text().startswith("已定稿，")
    assert not page.order.final.isEnabled()
    assert page.result.again.isVisible()


# The result


def test_the_result_stays_till_something_changes(page: SheetsPage, finished: Finished) -> None:
    give(page, finished)
    page.list.choose("主要指标")
    assert page.result.isVisible()
    page.desk.change(
        "已改正", lambda case: casework.correct(case, "甲县", "投资", Decimal(31), "县里来电更正数字", How.PHONE)
    )
    finished(page.desk)
    assert not page.result.isVisible()
    assert not page.acts["open_file"].isEnabled()
    assert "还没有出表" in page.acts["open_file"].toolTip()


def test_the_path_is_copied(page: SheetsPage, finished: Finished) -> None:
    give(page, finished)
    QTest.mouseClick(page.result.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == str(page.order.target())


def test_the_button_of_the_path_is_there_where_the_words_leave_room(page: SheetsPage, finished: Finished) -> None:
    give(page, finished)
    line = page.result
    whole, spare = line.width(), line.words.width() - line.words.sizeHint().width()
    for less, there in ((0, True), (spare, True), (spare + 1, False), (0, True)):
        line.resize(whole - less, line.height())
        assert line.copy.isVisibleTo(line) is there


def test_file_and_folder_are_opened(page: SheetsPage, finished: Finished, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    give(page, finished)
    QTest.mouseClick(page.result.file, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.result.folder, Qt.MouseButton.LeftButton)
    target = page.order.target()
    assert [Path(row) for row in opened] == [target, target.parent]


def test_a_file_that_is_gone_is_said(page: SheetsPage, finished: Finished, qtbot: QtBot) -> None:
    give(page, finished)
    page.order.target().unlink()
    with qtbot.waitSignal(page.said) as said:
        page.giving.open_file()
    assert said.args == ["2022年上半年综合评比结果.xlsx 已经不在原处"]


# What is asked for


@pytest.mark.parametrize(
    ("name", "why"), [("结果?.xlsx", "名称里不能有 ?"), ("", "还没有写名称"), ("con", "con 是系统保留的名称")]
)
def test_a_name_that_windows_refuses_is_said_at_the_place(page: SheetsPage, name: str, why: str) -> None:
    page.order.name.selectAll()
    QTest.keyClick(page.order.name, Qt.Key.Key_Delete)
    page.order.name.insert(name)
    assert page.order.hint.text() == f"{why}，改一下就能出表"
    assert not page.acts["export"].isEnabled()
    assert why in page.acts["export"].toolTip()


def test_a_name_of_ones_own_stays(page: SheetsPage, finished: Finished) -> None:
    page.order.name.selectAll()
    page.order.name.insert("我的 结果")
    page.desk.change(
        "已改正", lambda case: casework.correct(case, "甲县", "投资", Decimal(31), "县里来电更正数字", How.PHONE)
    )
    finished(page.desk)
    assert page.order.target().name == "我的 结果.xlsx"
    give(page, finished)
    assert page.order.target().is_file()


def test_what_was_chosen_for_one_project_is_not_chosen_for_the_next_one(
    page: SheetsPage, finished: Finished, empty_project: Path, tmp_path: Path
) -> None:
    page.order.folder.setText(str(tmp_path / "前一个"))
    page.order.name.selectAll()
    page.order.name.insert("前一个 结果")
    page.order.set_form(tmp_path / "表样.xlsx")
    page.order.final.click()
    page.list.sheets.tick(0)
    finished(page.desk)
    page.desk.open(empty_project)
    finished(page.desk)
    page.window().show_page("sheets")  # type: ignore[attr-defined]  # the window of this page
    finished(page.desk)
    every = tuple(line.name for line in page.list.sheets.lines)
    order = page.order.order(page.paging.choice or ())
    assert order.workbook == empty_project.with_name("2022年上半年综合评比结果.xlsx")
    assert (order.final, order.forms, order.sheets) == (False, (), ())
    assert page.list.sheets.chosen() == every
    assert page.order.form.text() == "按本单位模板…"


def test_a_pdf_is_only_offered_where_something_prints_it(
    opened: Opened, small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pingbi.outputs.printers", lambda: iter(()))
    page = opened(small_project)
    assert not page.order.pdf.isEnabled()
    assert "Ctrl+P" in page.order.pdf.toolTip()


def test_the_offices_own_form_is_filled(page: SheetsPage, finished: Finished, tmp_path: Path) -> None:
    form = tmp_path / "本单位 表样.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "{{乙县.投资}}"  # type: ignore[index]
    book.save(form)
    page.order.set_form(form)
    assert "另有本单位模板 1 份" in give(page, finished)
    filled = openpyxl.load_workbook(page.order.target().with_name("本单位 表样（2022年上半年）.xlsx"))
    assert filled.active is not None
    assert filled.active["A1"].value == 20
    assert page.order.form.text() == "按本单位模板：本单位 表样.xlsx"


def test_a_form_that_cannot_be_filled_is_said(page: SheetsPage, finished: Finished, tmp_path: Path) -> None:
    form = tmp_path / "坏的.xlsx"
    form.write_bytes(b"no archive")
    page.order.set_form(form)
    said = give(page, finished)
    assert "本单位模板：" in said
    assert page.order.target().is_file()


def test_the_tick_of_the_form_goes_when_it_is_not_wanted(page: SheetsPage, tmp_path: Path) -> None:
    page.order.set_form(tmp_path / "表样.xlsx")
    page.order.form.click()
    assert (page.order.form.isChecked(), page.order.form.text()) == (False, "按本单位模板…")


def test_the_ticked_sheets_are_printed(page: SheetsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.list.sheets.tick_all(ticked=False)
    page.list.sheets.tick(0)
    page.list.sheets.tick(1)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    with qtbot.waitSignal(page.said, check_params_cb=lambda words: words == "已送到打印机", timeout=PATIENCE):
        page.printing.print_on(printer)
    lines = page.list.sheets.lines[:2]
    printed = pypdfium2.PdfDocument((tmp_path / "打印.pdf").read_bytes())
    assert len(printed) == sum(line.count for line in lines)


def test_without_a_ticked_sheet_nothing_is_printed(page: SheetsPage, finished: Finished, qtbot: QtBot) -> None:
    page.list.sheets.tick_all(ticked=False)
    finished(page.desk)
    with qtbot.waitSignal(page.said) as said:
        page.printing.print_on(QPrinter())
    assert said.args == ["至少选一张工作表再打印"]


def test_the_key_on_another_page_leads_here_and_writes_nothing(
    page: SheetsPage, finished: Finished, qtbot: QtBot
) -> None:
    window = page.window()
    assert isinstance(window, Window)
    window.show_page("score")
    finished(page.desk)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.page == "sheets", timeout=PATIENCE)
    finished(page.desk)
    assert not page.order.target().exists()


def test_the_chosen_folder_is_remembered(page: SheetsPage, tmp_path: Path) -> None:
    page.giving.set_folder(str(tmp_path))
    remembered = page.settings()
    assert remembered is not None
    assert remembered.target == str(tmp_path)


def test_nothing_to_write_is_said(page: SheetsPage) -> None:
    page.order.workbook.setChecked(False)
    assert not page.acts["export"].isEnabled()
    assert "还没有选要出什么" in page.acts["export"].toolTip()


def test_what_is_final_is_opened_again_with_a_reason(page: SheetsPage, finished: Finished) -> None:
    page.order.final.click()
    give(page, finished)
    QTest.mouseClick(page.order.reopen, Qt.MouseButton.LeftButton)
    dialog = page.reopening.dialog
    assert dialog is not None
    assert not dialog.confirm.isEnabled()
    page.reopening.reason.insert("丁县来函要求更正")
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    finished(page.desk)
    assert (page.order.final.isEnabled(), page.order.final.isChecked()) == (True, False)
    assert not page.order.reopen.isVisible()
    assert page.desk.view is not None
    assert page.desk.view.state.final is None


def test_a_project_that_is_only_read_gives_a_workbook_without_a_number(
    opened: Opened, small_project: Path, finished: Finished
) -> None:
    with project.open(small_project, "李四"):
        page = opened(small_project)
        assert not page.order.final.isEnabled()
        give(page, finished)
        assert page.result.sign.accessibleName() == "已出表"
        foot = openpyxl.load_workbook(page.order.target())["综合排名"].oddFooter
        assert foot is not None
        assert foot.left.text is None


def test_a_project_without_material_can_be_looked_at(opened: Opened, empty_project: Path, finished: Finished) -> None:
    page = opened(empty_project)
    assert page.list.sheets.lines
    assert page.preview.view.shown is not None
    give(page, finished)
    assert page.order.target().is_file()
