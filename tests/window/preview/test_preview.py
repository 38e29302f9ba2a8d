"""Pages on the screen and on a printer: white, sharp, with what they say where it stands."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pingbi.paper import Area, Box, Edges, Font, Paper, PrintedPage
from pingbi_qt.look import theme
from pingbi_qt.preview import Fit, PageView, PrintJob, Shown, paint_page, size_of, thumbnail
from pingbi_qt.preview.typefaces import typeface

SONG = Font("宋体", 12)
WHITE, BLACK = QColor("#FFFFFF"), QColor("#000000")


def page_of(*boxes: Box) -> PrintedPage:
    return PrintedPage("表", 1, 100, 50, 100, Area(0, 0, 100, 50), boxes)


def box(left: float, top: float, width: float, height: float, text: str = "", **more: object) -> Box:
    area = Area(left, top, width, height)
    return Box(area, text, SONG, "left", area, **more)  # type: ignore[arg-type]


def painted(page: PrintedPage, dots: float = 4) -> QImage:
    image = QImage(*size_of(page, dots), QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    painter = QPainter(image)
    paint_page(painter, page, dots, 1, 1)
    painter.end()
    return image


def dark(image: QImage, left: int, top: int, right: int, bottom: int) -> int:
    """Dots that are not white."""
    return sum(image.pixelColor(x, y).lightness() < 160 for x in range(left, right) for y in range(top, bottom))


@pytest.fixture
def view(qtbot: QtBot, qapp: object) -> PageView:
    del qapp
    made = PageView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


# Painting


def test_paper_is_white_in_every_theme(qapp: object) -> None:
    del qapp
    theme().choose(dark=True)
    try:
        assert painted(page_of()).pixelColor(10, 10) == WHITE
    finally:
        theme().choose(dark=False)


def test_words_stand_in_their_cell(qapp: object) -> None:
    del qapp
    image = painted(page_of(box(10, 10, 40, 10, "综合得分")))
    assert dark(image, 40, 40, 200, 80) > 100
    assert dark(image, 0, 0, 400, 38) == dark(image, 0, 82, 400, 200) == 0


def test_lines_are_one_dot_sharp_at_every_scale(qapp: object) -> None:
    del qapp
    for dots in (2.0, 2.5, 3.0, 3.77):
        image = painted(page_of(box(10, 10, 40, 10, edges=Edges(1, 1, 1, 1))), dots)
        across = [image.pixelColor(round(30 * dots), y) for y in range(round(8 * dots), round(12 * dots))]
        assert sum(colour != WHITE for colour in across) == 1, dots


def test_a_medium_line_is_thicker_than_a_thin_one(qapp: object) -> None:
    del qapp
    edges = (Edges(top=1), Edges(top=2))
    found = [dark(painted(page_of(box(10, 10, 40, 10, edges=edge)), 8), 100, 60, 101, 100) for edge in edges]
    assert 0 < found[0] < found[1]


def test_a_long_text_breaks_and_stays_in_its_cell(qapp: object) -> None:
    del qapp
    text = "按会议研究决定计，不受加减分上限限制，各项得分仍按计分办法"
    image = painted(page_of(box(10, 10, 40, 20, text, wrap=True)))
    assert dark(image, 40, 40, 200, 120) > 300
    assert dark(image, 202, 0, 400, 200) == 0


def test_a_number_is_cut_at_its_cells_edge(qapp: object) -> None:
    del qapp
    image = painted(page_of(box(10, 10, 10, 10, "123456789012345")))
    assert dark(image, 82, 0, 400, 200) == 0


def test_what_a_sheet_prints_is_painted(paper: Paper, qapp: object) -> None:
    del qapp
    page = paper.sheet("综合排名").page(0)
    image = painted(page, 3)
    for box_ in page.boxes:
        if box_.text and not box_.wrap:
            sides = (box_.room.left * 3, box_.room.top * 3, box_.room.right * 3, box_.room.bottom * 3)
            left, top, right, bottom = (round(side) for side in sides)
            inside = [image.pixelColor(x, y) for x in range(left + 2, right - 2) for y in range(top + 2, bottom - 2)]
            assert any(colour.lightness() < 200 for colour in inside), box_.text


@pytest.mark.parametrize("name", ["综合排名", "单项排名", "县区分析", "名次稳健性"])
def test_charts_are_painted_where_they_stand(paper: Paper, qapp: object, name: str) -> None:
    del qapp
    sheet = paper.sheet(name)
    page = next(row for row in map(sheet.page, range(sheet.count)) if row.pictures)
    image = painted(page, 3)
    for picture in page.pictures:
        place = [
            round(side * 3) for side in (picture.area.left, picture.area.top, picture.area.right, picture.area.bottom)
        ]
        left, top, right, bottom = place
        colours = {image.pixelColor(x, y).name() for x in range(left, right, 2) for y in range(top, bottom, 2)}
        fills = {f"#{row.fill.lower()}" for row in picture.series if row.fill}
        assert fills <= colours


def test_a_font_that_is_not_there_has_one_that_stands_in_for_it(qapp: object) -> None:
    del qapp
    there = set(QFontDatabase.families())
    for family in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman"):
        found = typeface(family, 12, False)
        if there & {"SimSun", "Noto Serif CJK SC"}:  # else nothing could stand in, and Qt chooses
            assert set(found.families()) <= there
        if family not in there:
            assert found.bold() == (family == "方正小标宋简体")


def test_a_small_picture_has_the_shape_of_its_page(paper: Paper, qapp: object) -> None:
    del qapp
    lying = thumbnail(paper.sheet("综合排名").page(0), QSize(48, 34), 2)
    standing = thumbnail(paper.sheet("县区分析").page(0), QSize(48, 34), 1)
    assert (lying.width(), lying.devicePixelRatio()) == (96, 2)
    assert standing.height() == 34
    assert standing.width() < 26


# The view


def test_the_paper_is_whole_wide_or_as_large_as_it_is(view: PageView) -> None:
    view.show_page(Shown(page_of()))
    assert view.place().width() <= view.viewport().width()
    whole = view.place().width()
    view.set_fit(Fit.LIFE)
    assert view.place().width() == round(100 * 96 / 25.4) != whole
    view.set_fit(Fit.WIDTH)
    assert view.place().width() == pytest.approx(whole, rel=0.05)


def test_it_is_painted_on_the_screens_own_dots(view: PageView) -> None:
    view.show_page(Shown(page_of(box(10, 10, 40, 10, edges=Edges(1, 1, 1, 1)))))
    image = view.grab().toImage()
    ratio = view.devicePixelRatioF()
    place = view.place()
    middle = round((place.left() + place.width() * 0.3) * ratio)
    line = [
        image.pixelColor(middle, y) for y in range(round(place.top() * ratio) + 3, round(place.center().y() * ratio))
    ]
    assert sum(colour.lightness() < 200 for colour in line) == 2  # its upper and its lower edge


def test_keys_ask_for_other_pages(view: PageView, qtbot: QtBot) -> None:
    view.show_page(Shown(page_of()))
    for key, step in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_Left, -1), (Qt.Key.Key_End, 2), (Qt.Key.Key_Home, -2)):
        with qtbot.waitSignal(view.stepped) as asked:
            QTest.keyClick(view, key)
        assert asked.args == [step]


def wheel(view: PageView, turn: int) -> None:
    at = QPointF(100, 100)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    view.wheelEvent(event)


def test_the_wheel_moves_the_page_and_then_turns_it(view: PageView) -> None:
    asked: list[int] = []
    view.stepped.connect(asked.append)
    view.show_page(Shown(page_of()))
    view.set_fit(Fit.LIFE)
    view.resize(300, 120)
    bar = view.verticalScrollBar()
    assert bar.maximum() > 0
    wheel(view, -120)
    assert (bar.value() > 0, asked) == (True, [])
    bar.setValue(bar.maximum())
    wheel(view, -120)
    assert asked == [1]


def test_without_a_page_it_says_why(view: PageView) -> None:
    view.show_page(None, "正在排版")
    assert view.accessibleDescription() == "正在排版"
    assert view.grab().toImage().width() > 0


# The printer


def test_pages_are_printed_on_their_own_paper(paper: Paper, qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    job = PrintJob(printer, [paper.sheet("综合排名").page(0), paper.sheet("县区分析").page(0)])
    with qtbot.waitSignal(job.ended, timeout=60_000) as ended:
        job.start()
    assert ended.args == [True]
    printed = pypdfium2.PdfDocument((tmp_path / "打印.pdf").read_bytes())
    sizes = [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in printed]
    assert sizes == [(297, 210), (210, 297)]


def test_printing_can_be_stopped(paper: Paper, qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    job = PrintJob(printer, [paper.sheet("综合排名").page(0)] * 5)
    job.went_on.connect(job.cancel)
    with qtbot.waitSignal(job.ended, timeout=60_000):
        job.start()
    assert len(pypdfium2.PdfDocument((tmp_path / "打印.pdf").read_bytes())) == 1
