"""A county's page: what it says is what the engine says; the keyboard goes on, back and into the reasons; it prints."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from painted import foreign_words, painting, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from standing import dialogs, open_project, settled, wait

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.project.changes import How
from pingbi.reckoning import Standings
from pingbi_qt.county import CountyPage
from pingbi_qt.county.found import sent_lines
from pingbi_qt.county.lines import TITLES, At
from pingbi_qt.county.printing import Sheet, new_printer, put_on
from pingbi_qt.county.side import Pair
from pingbi_qt.look import theme
from pingbi_qt.page import Place
from pingbi_qt.window import Window


def of(page: CountyPage, county: str) -> None:
    wait(lambda: page.found is not None and page.found.standing.county == county)


def test_every_criterion_is_as_the_engine_says(county: CountyPage) -> None:
    assert county.known is not None
    wanted = Standings(county.known.done).of("南乐县")
    model = county.scores.table.standing
    assert [row.line for row in model.rows] == [row.line for row in wanted.rows]
    assert model.columnCount() == len(TITLES)
    text = [str(model.index(0, at).data()) for at in range(len(TITLES))]
    assert text[At.VALUE] == "9.1%"
    assert text[At.AGAINST] == "+1.2"
    assert text[At.BAR] == "最高 工业园区 10.2%，最低 示范区 5.4%"
    assert text[At.POINTS] == "9.08 / 10"
    assert text[At.PLACE] == "3"
    assert county.head.total.figure.text() == "99.64"


def test_pages_go_down_and_up_the_ranking(county: CountyPage) -> None:
    assert county.order[:3] == ("南乐县", "濮阳县", "台前县")
    assert not county.acts["previous_county"].isEnabled()
    QTest.keyClick(county.scores.table, Qt.Key.Key_PageDown)
    of(county, "濮阳县")
    QTest.keyClick(county.scores.table, Qt.Key.Key_PageDown)
    of(county, "台前县")
    QTest.keyClick(county.scores.table, Qt.Key.Key_PageUp)
    of(county, "濮阳县")
    QTest.mouseClick(county.head.buttons[1], Qt.MouseButton.LeftButton)
    of(county, "台前县")


def test_esc_goes_back_to_the_ranking(sample_window: Window, county: CountyPage) -> None:
    QTest.keyClick(county.scores.table, Qt.Key.Key_Escape)
    assert sample_window.page == "score"


def test_ctrl_g_opens_the_chosen_county(sample_window: Window) -> None:
    sample_window.show_page("score")
    settled(sample_window)
    score = sample_window.pages["score"]
    score.ranking.choose("范县")  # type: ignore[attr-defined]
    QTest.keyClick(score, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    settled(sample_window)
    page = sample_window.pages["county"]
    assert isinstance(page, CountyPage)
    of(page, "范县")


def test_enter_on_a_criterion_shows_how_it_was_computed(sample_window: Window, county: CountyPage) -> None:
    county.scores.table.setFocus()
    county.scores.table.setCurrentIndex(county.scores.table.standing.index(5, 0))
    asked: list[object] = []
    county.go.connect(lambda _, place: asked.append(place))
    QTest.keyClick(county.scores.table, Qt.Key.Key_Return)
    settled(sample_window)
    assert asked == [Place(county="南乐县", criterion="technical_growth")]
    assert sample_window.page == "score"
    assert sample_window.pages["score"].reason.open_line == "technical_growth"  # type: ignore[attr-defined]


def test_a_change_is_followed(sample_window: Window, county: CountyPage) -> None:
    before = county.head.total.figure.text()

    def correct(case: Case) -> object:
        return casework.correct(case, "南乐县", "工业投资", Decimal(7), "核对入库表后更正", How.PAPER)

    sample_window.desk.change("已改正", correct)
    settled(sample_window)
    wait(lambda: county.head.total.figure.text() != before)
    assert county.county == "南乐县"
    view = sample_window.desk.view
    assert view is not None
    assert "核定：工业投资 7（书面）" in [row.words for row in sent_lines(view, "南乐县")]


def test_what_it_has_sent_is_told_in_its_order(sample_window: Window, county: CountyPage) -> None:
    del county
    view = sample_window.desk.view
    assert view is not None
    lines = [row.words for row in sent_lines(view, "南乐县")]
    assert lines[0] == "第 1 版，19 项"
    assert all(row.day.endswith("日") for row in sent_lines(view, "南乐县"))


def test_a_newer_version_says_what_it_changed_and_what_came_of_it(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "两版.pingbi"
    with project.create(path, PAST, "张三") as held:
        case = Case(held)
        for at, (county, value) in enumerate((("甲县", 30), ("乙县", 20), ("丙县", 10), ("丙县", 40))):
            file = tmp_path / f"{at}{county}.csv"
            file.write_text(f"县区,投资\n{county},{value}\n", encoding="utf-8")
            list(casework.receive(case, [file]))
    open_project(window, path)
    window.show_page("county", Place(county="丙县"))
    page = window.pages["county"]
    assert isinstance(page, CountyPage)

    def lines() -> list[str]:
        return [row.last.text() for row in page.side.sent.findChildren(Pair) if not row.isHidden()]

    wait(lambda: len(lines()) > 1 and "，由" in lines()[1])
    settled(window)
    assert lines()[0] == "第 1 版，1 项"
    assert lines()[1].startswith("第 2 版，1 项，改 1 处，由")
    assert "第 3" in lines()[1]


def test_the_cards_have_as_much_height_as_their_lines_ask(sample_window: Window, county: CountyPage) -> None:
    sample_window.resize(1366, 697)
    settled(sample_window)
    for card in (county.side.chances, county.side.sent):
        assert card.pane.verticalScrollBar().maximum() == 0
        assert card.height() - card.pane.height() == card.asked() - card.rows.heightForWidth(card.inner.width())


def test_in_a_compact_window_the_cards_stand_side_by_side_and_none_scrolls(
    sample_window: Window, county: CountyPage
) -> None:
    sample_window.resize(960, 469)
    settled(sample_window)
    county.tabs.open(1)
    county.tabs.chosen.emit(1)
    settled(sample_window)
    side = county.side
    cards = [side.chances, side.way, side.sent]
    assert [card.y() for card in cards] == [0, 0, 0]
    assert [card.height() for card in cards] == [side.height()] * 3
    assert [card.pane.verticalScrollBar().maximum() for card in (side.chances, side.sent)] == [0, 0]
    assert side.trend.width() >= side.trend.minimumSizeHint().width()
    sample_window.resize(1366, 697)
    settled(sample_window)
    assert side.sent.y() > side.way.y() > side.chances.y()


def test_the_picture_of_places_gives_way_before_lines_scroll(sample_window: Window, county: CountyPage) -> None:
    side = county.side
    side.way.setMaximumHeight(4000)  # as where there is a picture to be shown
    wanted = side.chances.asked() + side.sent.asked() + 2 * side.column.spacing() + side.way.sizeHint().height() - 20
    sample_window.resize(1366, sample_window.height() + wanted - side.height())
    side._share()
    settled(sample_window)
    assert side.way.height() < side.way.sizeHint().height()
    assert [card.pane.verticalScrollBar().maximum() for card in (side.chances, side.sent)] == [0, 0]


def test_the_head_leaves_out_only_what_finds_no_room_and_never_cuts_the_name(
    sample_window: Window, county: CountyPage
) -> None:
    head = county.head
    sample_window.setMinimumSize(200, 200)
    settled(sample_window)
    head.show_sure(None)
    for width, other, steps in ((1366, True, True), (960, True, True), (900, True, False), (640, False, False)):
        sample_window.resize(width, 469)
        settled(sample_window)
        assert [head.other.isVisible(), *(button.isVisible() for button in head.buttons)] == [other, steps, steps]
        assert head.name.width() >= head.name.sizeHint().width()


def test_in_a_narrow_window_the_bar_goes_before_the_distance_to_the_city(
    sample_window: Window, county: CountyPage
) -> None:
    table = county.scores.table
    sample_window.setMinimumSize(200, 200)
    for width, there in ((1366, True), (960, True), (690, False)):
        sample_window.resize(width, 469)
        settled(sample_window)
        assert table.isColumnHidden(At.AGAINST) is not there
        assert table.columnWidth(At.BAR) >= 200


def test_the_one_right_behind_is_the_risk(county: CountyPage) -> None:
    lines = [(row.first.text(), row.last.text()) for row in county.side.chances.findChildren(Pair)]
    assert ("风险：只比濮阳县多", "4.23 分") in lines


PAST = """
[scheme]
name = "例"
period = "2022H1"
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
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
"""


@pytest.fixture
def past_project(tmp_path: Path) -> Path:
    """Three counties now, with two earlier periods; 丙县 was not there in the first."""
    path = tmp_path / "三期.pingbi"
    now, first, second = (tmp_path / name for name in ("今.csv", "前.csv", "上.csv"))
    now.write_text("县区,投资\n甲县,30\n乙县,20\n丙县,10\n", encoding="utf-8")
    first.write_text("县区,名次,得分\n甲县,2,80\n乙县,1,90\n", encoding="utf-8")
    second.write_text("县区,名次,得分\n甲县,3,70\n乙县,1,90\n丙县,2,80\n", encoding="utf-8")
    with project.create(path, PAST, "张三") as held:
        case = Case(held)
        list(casework.receive(case, [now]))
        casework.archive_results(case, first, "2021H1")
        casework.archive_results(case, second, "2021H2")
    return path


def test_places_of_earlier_periods_are_drawn_in_their_order(window: Window, past_project: Path) -> None:
    open_project(window, past_project)
    for name, wanted in (("甲县", [2, 3, 1]), ("丙县", [None, 2, 3])):
        window.show_page("county", Place(county=name))
        settled(window)
        page = window.pages["county"]
        assert isinstance(page, CountyPage)
        of(page, name)
        trend = page.side.trend
        assert [row.short for row, _ in trend.points] == ["21上", "21下", "22上"]
        assert [None if place is None else int(place) for _, place in trend.points] == wanted
        assert trend.worth_it
        assert page.head.moved.figure.text() == {"甲县": "↑ 2", "丙县": "↓ 1"}[name]


def test_it_is_printed_white_in_the_dark_theme_too(county: CountyPage, tmp_path: Path) -> None:
    assert county.found is not None
    assert county.known is not None
    theme().choose(dark=True)
    try:
        printer = new_printer()
        printer.setOutputFileName(str(tmp_path / "南乐县.pdf"))
        put_on(printer, county.found, county.known.done, ())
        assert (tmp_path / "南乐县.pdf").stat().st_size > 10_000
        with theme().in_light():
            sheet = Sheet(county.found, county.known.done, ())
            sheet.ensurePolished()
            picture = QImage(sheet.size(), QImage.Format.Format_RGB32)
            picture.fill(QColor("white"))
            painter = QPainter(picture)
            sheet.render(painter, sheet.rect().topLeft(), renderFlags=sheet.RenderFlag.DrawChildren)
            painter.end()
        columns = range(0, picture.width(), 23)
        dark = sum(picture.pixelColor(x, y).lightness() < 60 for x in columns for y in range(0, picture.height(), 17))
        assert dark < len(columns) * picture.height() // 17 * 0.05  # letters, and no dark ground
        assert theme().dark
    finally:
        theme().choose(dark=False)


@pytest.mark.skipif(sys.platform == "win32", reason="the box of Windows itself waits for a person")
def test_ctrl_p_asks_for_a_printer(sample_window: Window, county: CountyPage) -> None:
    QTest.keyClick(county, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: any(isinstance(row, QPrintDialog) for row in dialogs(sample_window)))
    for row in dialogs(sample_window):
        row.reject()


@pytest.mark.parametrize(("width", "height"), [(1366, 697), (960, 469)])
def test_nothing_is_cut_and_nothing_is_in_english(
    sample_window: Window, county: CountyPage, width: int, height: int
) -> None:
    sample_window.resize(width, height)
    settled(sample_window)
    with painting() as texts:
        county.grab()
    said = [*texts, *shown(county)]
    assert [row for row in said if foreign_words(row.words)] == []
    assert [row for row in said if row.cut and "…" not in row.words] == []
    assert county.minimumSizeHint().width() <= 900
    assert county.minimumSizeHint().height() <= 440
