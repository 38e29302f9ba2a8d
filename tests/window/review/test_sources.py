"""The source beside its figure: choosing at the left marks the very cell or words, a click on them chooses it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.window.review.conftest import SCHEME

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.casework.source_grids import ROWS, Grid, gridded
from pingbi.casework.sources import Span
from pingbi.model import InText
from pingbi.reading import File
from pingbi_qt.desk import Desk
from pingbi_qt.look import TOKENS
from pingbi_qt.page import Place
from pingbi_qt.review import ReviewPage
from pingbi_qt.review.looking import At, Look, Tab, tab_to_open
from pingbi_qt.review.sheet_view import SheetView
from pingbi_qt.review.text_view import TextView
from pingbi_qt.window import Window

Chosen = Callable[..., None]
Still = Callable[[], None]


def cell(view: SheetView, row: int, column: int) -> QPoint:
    """The middle of a cell, from 1."""
    return view.visualRect(view.sheet.index(row - 1, column - 1)).center()


def test_the_sheet_is_open_at_the_marked_cell_with_its_row_and_column(page: ReviewPage) -> None:
    source = page.source
    assert source.tabs.names() == ("报送表", "备注", "与第1版对照")
    assert source.stack.currentWidget() is source.sheet
    assert source.sheet.sheet.meant == ((4, 3),)
    assert (source.cell.text(), source.content.text()) == ("C4", "101100")
    assert source.hint.text() == "表头“单位：亿元”，蓝底＝已读走的格子"
    assert source.file.text() == "甲县第二版.xlsx"
    assert source.sheet.viewport().rect().contains(cell(source.sheet, 4, 3))
    assert source.sheet.columnSpan(0, 0) == 3


def test_a_click_on_a_read_cell_chooses_its_figure_and_back(page: ReviewPage, still: Still) -> None:
    view = page.source.sheet
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell(view, 4, 2))
    still()
    assert (page.at.county, page.at.indicator) == ("甲县", "a")
    assert page.left.figures.indicator() == "a"
    assert page.source.cell.text() == "B4"
    page.left.figures.setCurrentIndex(page.left.figures.figures.index(1, 0))
    still()
    assert view.sheet.meant == ((4, 3),)


def test_a_click_on_a_cell_that_was_not_read_chooses_nothing(page: ReviewPage, still: Still) -> None:
    view, before = page.source.sheet, page.at.indicator
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell(view, 3, 2))
    still()
    assert (page.at.indicator, page.source.cell.text()) == (before, "B3")


def test_words_are_marked_in_the_text_and_a_click_on_them_chooses_the_figure(
    page: ReviewPage, at: Chosen, still: Still
) -> None:
    at("two-values", "乙县")
    source = page.source
    assert source.tabs.names() == ("报送表", "备注", "乙县")
    source.tabs._go(2)
    assert source.stack.currentWidget() is source.text
    assert source.text.marked_words() == ("乙县工业投资20.5亿元",)
    assert len(source.text.marked_lines()) == 1
    page.show_place(Place("丙县", "a"))
    still()
    page.show_place(Place("乙县", "b"))
    still()
    page.source.look_at(page.view, page.source._look)  # type: ignore[arg-type]
    at("two-values", "乙县")
    source.tabs._go(2)
    shown = source.text.shown_at(source.text.toPlainText().index("20.5") + 1)
    cursor = source.text.textCursor()
    cursor.setPosition(shown)
    page.at.indicator = ""
    source.text.pick(source.text.cursorRect(cursor).center())
    assert (page.at.county, page.at.indicator) == ("乙县", "a")


def test_a_new_version_is_shown_as_differences_with_its_effect_on_places(
    window: Window, page: ReviewPage, still: Still
) -> None:
    page.source.tabs._go(2)
    still()
    found = page.source.versions
    assert found.versions.rows == (("技改投资（亿元）", "9", "101100", "+101091"),)
    assert found.effect.text() == (
        "第 2 版比第 1 版改了 1 处。甲县：由 80.00 分到 100.00 分，第 1，总名次由第 2 到第 1；乙县、丁县各退 1 位。"
    )
    assert window.bar.said() == f"甲县{found.effect.text().rstrip('。')}"


def test_the_original_is_opened_as_a_copy_that_cannot_be_written(
    window: Window, page: ReviewPage, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    window.acts["open_original"].trigger()
    still()
    path = Path(opened[0].toLocalFile())
    assert path.name == "甲县第二版.xlsx"
    assert path.stat().st_mode & 0o222 == 0
    assert path.read_bytes().startswith(b"PK")
    page.original.clear()
    assert not path.exists()


def test_the_original_of_another_project_is_not_that_of_the_one_before_with_its_number_and_name(
    window: Window, page: ReviewPage, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    page.original.open(1)
    still()
    paper = tmp_path / "别的" / Path(opened[0]).name
    paper.parent.mkdir()
    Workbook().save(paper)
    other = tmp_path / "另一个.pingbi"
    with project.create(other, SCHEME, "张三") as held:
        list(casework.receive(Case(held), [paper]))
    window.open_project(other)
    still()
    page.original.open(1)
    still()
    assert Path(opened[1]).name == paper.name
    assert Path(opened[1]).read_bytes() == paper.read_bytes()
    page.original.clear()


def printed_report(path: Path) -> None:
    """A PDF of two pages; what is read stands at the foot of the second."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setResolution(72)
    painter = QPainter(writer)
    painter.setFont(QFont(QApplication.font().family(), 14))
    painter.drawText(60, 80, "各项工作扎实推进，企业家座谈会如期召开。")
    writer.newPage()
    painter.drawText(60, 700, "2022年上半年，戊县工业投资18.5亿元，增长9%。")
    painter.end()


def test_the_page_of_a_pdf_is_shown_as_printed_with_the_very_words_marked(
    page: ReviewPage, desk: Desk, tmp_path: Path, at: Chosen, still: Still
) -> None:
    printed_report(tmp_path / "戊县.pdf")
    desk.change("收到 戊县.pdf", lambda case: list(casework.receive(case, [tmp_path / "戊县.pdf"])))
    still()
    at("two-values", "戊县")
    source, view = page.source, page.source.printed
    assert source.tabs.names()[-2:] == ("戊县", "戊县 原页")
    source.tabs._go(len(source.tabs.names()) - 1)
    still()
    assert source.stack.currentWidget() is view
    assert view.where.text() == "第 2 页，共 2 页"
    (box,) = view.sheet.boxes
    assert 0.75 < box.top < box.bottom < 0.9
    seen = view.sheet.mapTo(view.pane.viewport(), view.sheet.place_of(box).center())
    assert view.pane.viewport().rect().contains(seen)
    picture = view.sheet.grab(view.sheet.place_of(box)).toImage()
    across = [picture.pixelColor(x, picture.height() // 2) for x in range(picture.width())]
    assert QColor(TOKENS["mark"][0]) in across  # between the letters
    view.back.click()
    still()
    assert (view.where.text(), view.sheet.boxes) == ("第 1 页，共 2 页", ())
    assert view.back.toolTip() == "已经是第一页"
    page.show_place(Place("丙县", "a"))
    still()
    at("two-values", "戊县")
    assert source.stack.currentWidget() is source.sheet


def test_the_pages_stay_open_from_one_figure_of_a_pdf_to_the_next() -> None:
    look = Look("甲县", (3,), (At(3, InText("甲县.pdf", 0, 2, "甲县")),))
    tabs = (Tab("报告原文", 3), Tab("原页", 3, printed=True), Tab("第1页表", 3, "第1页表"))
    assert tab_to_open(look, tabs) == 0
    assert tab_to_open(look, tabs, printed=True) == 1
    assert tab_to_open(look, tabs[::2], printed=True) == 0


def test_a_file_that_cannot_be_read_says_why_in_place_of_its_sheets(
    page: ReviewPage, desk: Desk, tmp_path: Path, at: Chosen, still: Still
) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    desk.change("收到 坏.xlsx", lambda case: list(casework.receive(case, [tmp_path / "坏.xlsx"])))
    still()
    at("unreadable-file")
    assert page.source.stack.currentWidget() is page.source.empty
    assert page.source.empty.line.text() == "坏.xlsx 打不开"
    assert page.source.empty.more.text()
    assert "不用这份" in [row.text() for row in page.banner.buttons]


def test_a_source_that_is_here_is_shown_at_once(page: ReviewPage, desk: Desk, still: Still) -> None:
    page.show_place(Place("丙县", "a"))
    still()
    page.show_place(Place("丁县", "b"))
    assert page.source.sheet.sheet.meant == ((6, 3),)
    still()
    assert desk.operations == ()


def test_a_table_of_a_hundred_thousand_rows_is_unpacked_where_it_is_seen(qtbot: QtBot) -> None:
    lines = "\n".join(f"甲县,{row},{row % 97}" for row in range(100_000))
    grid = gridded(None, File("台账.csv", f"县区,投资,税收\n{lines}\n".encode())).sheets[0]
    view = SheetView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    view.show_grid(grid, None)
    view.mark([(90_000, 2)])
    assert view.sheet.cell(90_000, 2).text == str(90_000 - 2)
    assert view.viewport().rect().contains(cell(view, 90_000, 2))
    view.grab()
    assert 1 <= len(view.sheet._blocks) <= 4
    assert len(view.sheet._blocks) * ROWS < grid.rows


def test_a_hundred_thousand_rows_of_two_lines_each_keep_the_window_from_nothing(qtbot: QtBot) -> None:
    grid = Grid("台账", 100_000, 6, (8,) * 6, tall=dict.fromkeys(range(1, 100_001), 2))
    view = SheetView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    begun = time.thread_time()
    view.show_grid(grid, None)
    assert time.thread_time() - begun < 2  # it is a fifth of a second, and was five
    assert view.rowHeight(0) == view.rowHeight(99_999) > view.verticalHeader().defaultSectionSize()
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 100_000 * view.rowHeight(0) - 400)


def test_the_very_words_of_the_seed_page_are_marked_whatever_breaks_the_lines(shared: Path, qtbot: QtBot) -> None:
    text = (shared / "text" / "seed_page.txt").read_text(encoding="utf-8")
    view = TextView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    start = text.index("30.58")
    view.show_text(text, (), ())
    view.mark([Span(start, start + len("30.58"))])
    assert view.marked_words() == ("30.58",)
    rect = view.cursorRect(view.textCursor())
    assert view.viewport().rect().contains(rect.center())


def test_what_is_said_before_the_marked_words_is_seen_also_after_a_place_further_down(qtbot: QtBot) -> None:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    text = "\n".join(f"第{at}行" for at in range(200))
    view.show_text(text, (), ())
    for words in ("第150行", "第100行", "第99行"):
        start = text.index(words)
        view.mark([Span(start, start + len(words))])
        before = view.cursorRect(view.textCursor()).height()
        assert before <= view.cursorRect(view.textCursor()).top() <= view.viewport().height() - before


@pytest.mark.parametrize(
    "text", ["甲县\r\n完成投资30.58亿元", "甲县𠮷林完成投资30.58亿元", "甲县\n𠮷\r\n投资30.58亿元"]
)
def test_places_hold_over_line_breaks_and_characters_that_qt_counts_otherwise(qtbot: QtBot, text: str) -> None:
    view = TextView()
    qtbot.addWidget(view)
    view.show_text(text, (), ())
    start = text.index("30.58")
    view.mark([Span(start, start + 5)])
    assert view.marked_words() == ("30.58",)
    assert all(view.place_of(view.shown_at(at)) == at for at in range(start, len(text)))


def test_pages_of_a_text_are_numbered_beside_it(qtbot: QtBot) -> None:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    text = "第一页的话。\n\n第二页的话。"
    view.show_text(text, (), (0, text.index("第二页")))
    assert [number for number, _, _ in view.page_lines()] == [1, 2]


@pytest.mark.parametrize("name", ["merge_whole_sheet.xlsx", "merge_col_A1_A1048576.xlsx", "dim_lies_A1.xlsx"])
def test_a_hostile_sheet_is_shown_as_far_as_it_holds_anything(shared: Path, qtbot: QtBot, name: str) -> None:
    data = (shared / "excel" / "hostile" / name).read_bytes()
    view = SheetView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    for grid in gridded(None, File(name, data)).sheets:
        view.show_grid(grid, None)
        view.grab()
        assert view.sheet.rowCount() <= grid.rows + 2
        assert view.rowSpan(0, 0) <= view.sheet.rowCount()
