"""Why a county has its points: lines that open, formulas with their numbers, and a way from each to its source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from painted import foreign_words, painting, shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from standing import settled, wait

from pingbi.reckoning import reckoning
from pingbi_qt.look import px, theme
from pingbi_qt.page import Place
from pingbi_qt.score import ScorePage
from pingbi_qt.score.columns import What
from pingbi_qt.score.reason_columns import SIDE
from pingbi_qt.window import Window

Made = Callable[..., Path]
Opened = Callable[[Path], ScorePage]


def told(page: ScorePage, county: str) -> None:
    page.ranking.choose(county)
    wait(lambda: page.reason.told is not None and page.reason.told.county == county)


def test_the_panel_says_what_the_engine_says(score: ScorePage) -> None:
    assert score.known is not None
    for county in ("南乐县", "范县"):
        told(score, county)
        wanted = reckoning(score.known.evaluation, county)
        assert score.reason.told == wanted
        assert score.reason.title.text() == f"为什么是 {wanted.total.points} 分"
        assert list(score.reason.lines) == [row.criterion for row in wanted.lines]
        assert score.reason.total.points.text() == wanted.total.points
    assert score.reason.under.text() == "范县，县组第 5，全市第 8"


@pytest.mark.parametrize(("width", "height", "panel"), [(1366, 697, 0), (1280, 649, 0), (1366, 697, 300)])
def test_no_two_names_of_the_panel_look_alike(
    sample_window: Window, score: ScorePage, width: int, height: int, panel: int
) -> None:
    sample_window.resize(width, height)
    told(score, "南乐县")
    if panel:
        score.panes.setSizes([score.panes.width() - panel, panel])
    settled(sample_window)
    with painting() as texts:
        for line in score.reason.lines.values():
            line.grab()
    names = [line.line.name for line in score.reason.lines.values() if line.line is not None]
    seen = [text.words for text in texts if text.words in names or "…" in text.words]
    assert len(seen) == len(set(seen)) == len(names)
    assert (seen == names) is not bool(panel)


def test_the_total_stands_below_the_points_of_the_lines(sample_window: Window, score: ScorePage) -> None:
    told(score, "南乐县")
    for width, height in ((1366, 697), (1280, 649), (1920, 1009)):
        sample_window.resize(width, height)
        settled(sample_window)
        reason = score.reason
        line = next(iter(reason.lines.values()))
        points = line.mapTo(reason, line.rect().topRight()).x() - px(SIDE) - line.columns.full
        total = reason.total.points.mapTo(reason, reason.total.points.rect().topRight()).x()
        assert abs(points - total) <= 1


def test_a_line_opens_and_shows_its_calculation(score: ScorePage) -> None:
    told(score, "南乐县")
    line = score.reason.lines["technical_growth"]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    workings = score.reason.workings
    assert workings is not None
    assert workings.formula.text() == "15 × (60 + 40 × (63.5 − 6.8) ÷ (79.7 − 6.8)) ÷ 100"
    assert workings.result.text() == "= 13.6666…，取两位 13.67"
    assert [row.word for row in workings.line.operands] == ["本县", "最低", "最高"]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert score.reason.workings is None


def test_the_open_line_stays_open_for_the_next_county(score: ScorePage) -> None:
    told(score, "南乐县")
    score.reason.open("growth")
    told(score, "范县")
    assert score.reason.open_line == "growth"
    assert score.reason.workings is not None
    assert score.reason.workings.line.value == "6.5%"


def test_each_operand_leads_to_its_source(sample_window: Window, score: ScorePage) -> None:
    told(score, "南乐县")
    score.reason.open("growth")
    workings = score.reason.workings
    assert workings is not None
    asked: list[tuple[str, object]] = []
    score.go.connect(lambda page, place: asked.append((page, place)))
    assert len(workings.links) == 3
    QTest.mouseClick(workings.links[1], Qt.MouseButton.LeftButton)
    settled(sample_window)
    assert asked == [("review", Place(county="城乡一体化示范区", indicator="value_added_yoy"))]
    assert sample_window.page == "review"


def test_enter_in_the_table_goes_into_the_line_that_was_meant(made: Made, opened: Opened) -> None:
    page = opened(made(12, 6))
    column = page.ranking.ranking.column_of(What.CRITERION, "c3")
    page.ranking.setFocus()
    page.ranking.setCurrentIndex(page.ranking.ranking.index(2, column))
    county = page.ranking.county()
    wait(lambda: page.reason.told is not None and page.reason.told.county == county)
    QTest.keyClick(page.ranking, Qt.Key.Key_Return)
    assert page.reason.open_line == "c3"
    assert page.reason.lines["c3"].hasFocus()
    QTest.keyClick(page.reason.lines["c3"], Qt.Key.Key_Down)
    QApplication.processEvents()
    assert not page.reason.lines["c3"].hasFocus()


def test_a_click_on_a_number_opens_its_calculation(made: Made, opened: Opened) -> None:
    page = opened(made(12, 6))
    model = page.ranking.ranking
    index = model.index(model.row_of("甲甲乙县"), model.column_of(What.CRITERION, "c2"))
    place = page.ranking.visualRect(index).center()
    QTest.mouseClick(page.ranking.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    wait(
        lambda: page.reason.told is not None and page.reason.told.county == "甲甲乙县" and page.reason.open_line == "c2"
    )
    assert page.reason.workings is not None


def test_up_and_down_in_the_table_change_the_county(score: ScorePage) -> None:
    score.ranking.setFocus()
    first = score.ranking.county()
    QTest.keyClick(score.ranking, Qt.Key.Key_Down)
    second = score.ranking.county()
    assert second != first
    wait(lambda: score.reason.told is not None and score.reason.told.county == second)
    QTest.keyClick(score.ranking, Qt.Key.Key_Up)
    assert score.ranking.county() == first


def test_up_and_down_leave_out_the_lines_of_groups(made: Made, opened: Opened) -> None:
    page = opened(made(9, 3, 3))
    page.ranking.setFocus()
    seen = [page.ranking.county()]
    for _ in range(8):
        QTest.keyClick(page.ranking, Qt.Key.Key_Down)
        seen.append(page.ranking.county())
    assert tuple(seen) == page.ranking.ranking.counties()


@pytest.mark.parametrize("zoom", [100, 150])
@pytest.mark.parametrize(("width", "height"), [(1366, 697), (960, 469)])
def test_nothing_is_cut_and_nothing_is_in_english(
    sample_window: Window, score: ScorePage, width: int, height: int, zoom: int
) -> None:
    wait(lambda: score.sure is not None)
    theme().choose(zoom=zoom)
    try:
        sample_window.resize(width, height)
        settled(sample_window)
        score.reason.open("growth")
        with painting() as texts:
            score.grab()
        said = [*texts, *shown(score)]
        assert said
        assert [row for row in said if foreign_words(row.words)] == []
        assert [row for row in said if row.cut and "…" not in row.words] == []
        least = score.minimumSizeHint()
        assert least.width() <= 900 * zoom // 100
        assert least.height() <= 440 * zoom // 100
    finally:
        theme().choose(zoom=100)


def test_ctrl_tab_goes_round_the_panes(score: ScorePage) -> None:
    score.ranking.setFocus()
    score.acts["next_pane"].trigger()
    assert score.reason.isAncestorOf(score.focusWidget())
    score.acts["next_pane"].trigger()
    assert score.strip.controls[0].field.hasFocus()
    score.acts["next_pane"].trigger()
    assert score.ranking.hasFocus()
