"""The ranking shows what the evaluation says: places, groups, ties, movement, the best, and why some have no place."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from standing import open_project, settled, wait
from tests.window.score import conftest

from pingbi import casework
from pingbi.casework import Case
from pingbi.project.changes import How
from pingbi_qt.parts import State
from pingbi_qt.score import ScorePage
from pingbi_qt.score.columns import What
from pingbi_qt.score.ranking_model import BEST, MOVE, STATE
from pingbi_qt.score.rows import CountyLine, GroupLine, Reason
from pingbi_qt.window import Window

Made = Callable[..., Path]
Opened = Callable[[Path], ScorePage]
Tries = Callable[..., None]
SLOW = 10  # times what a trial may take, before a test says so


def cell(page: ScorePage, county: str, what: What, key: str = "", role: int = Qt.ItemDataRole.DisplayRole) -> object:
    model = page.ranking.ranking
    return model.index(model.row_of(county), model.column_of(what, key)).data(role)


def test_groups_are_blocks_with_their_own_places(made: Made, opened: Opened) -> None:
    page = opened(made(30, 25, 3, 5))
    lines, done = page.ranking.ranking.lines, page.known
    assert done is not None
    blocks: list[list[CountyLine]] = []
    for line in lines:
        if isinstance(line, GroupLine):
            blocks.append([])
        elif isinstance(line, CountyLine):
            blocks[-1].append(line)
    assert [len(block) for block in blocks] == [10, 10, 10]
    assert [line.words.partition("，")[0] for line in lines if isinstance(line, GroupLine)] == [
        "甲类组",
        "乙类组",
        "丙类组",
    ]
    for block in blocks:
        places = [line.place for line in block if line.place is not None]
        assert places == sorted(places)
        assert [line.total.group_place for line in block] == [line.place for line in block]
        assert all(line.place is None for line in block[len(places) :])  # the unranked at the end
    for at, line in enumerate(lines):
        if not isinstance(line, CountyLine):
            assert page.ranking.columnSpan(at, 0) == len(page.ranking.ranking.columns)


def test_a_veto_stands_at_the_end_with_the_reason_in_words(made: Made, opened: Opened) -> None:
    page = opened(made(12, 6))
    lines = page.ranking.ranking.lines
    last, reason = lines[-2:]
    assert isinstance(last, CountyLine)
    assert isinstance(reason, Reason)
    assert last.county == "甲甲丁县"
    assert "重大安全事故" in reason.words
    assert cell(page, last.county, What.PLACE) == "—"
    assert cell(page, last.county, What.TOTAL) == "不排名"
    page.ranking.choose(last.county)
    wait(lambda: page.reason.told is not None and page.reason.told.county == last.county)
    assert page.reason.title.text() == "为什么不参与排名"
    assert "重大安全事故" in page.reason.total.formula.text()


def test_equals_share_a_place_and_it_is_said_with_whom(made: Made, window: Window, tmp_path: Path) -> None:
    path = made(5, 1, figures=False)
    table = tmp_path / "同分.csv"
    table.write_text("县区,测算指标1号\n甲甲甲县,5\n甲甲乙县,9\n甲甲丙县,5\n甲甲丁县,2\n甲甲戊县,1\n", encoding="utf-8")
    open_project(window, path)
    window.desk.change("收到", lambda case: list(casework.receive(case, [table])))
    window.show_page("score")
    settled(window)
    page = window.pages["score"]
    assert isinstance(page, ScorePage)
    assert [cell(page, name, What.PLACE) for name in page.ranking.ranking.counties()] == ["1", "2", "2", "4", "5"]
    assert cell(page, "甲甲甲县", What.PLACE, role=Qt.ItemDataRole.ToolTipRole) == "与甲甲丙县并列"


@pytest.mark.parametrize("groups", [1, 3])
def test_movement_is_over_all_as_in_the_workbook_and_one_that_is_new_says_so(
    made: Made, opened: Opened, groups: int
) -> None:
    page = opened(made(12, 6, groups, before=True))
    for line in (row for row in page.ranking.ranking.lines if isinstance(row, CountyLine)):
        shown = cell(page, line.county, What.MOVED)
        if line.county == "甲乙乙县":
            assert shown == "新增"
        elif line.place is None:
            assert shown == "—"
        else:
            assert line.then is not None
            more = Decimal(line.then) - Decimal(line.total.place or 0)
            assert cell(page, line.county, What.MOVED, role=MOVE) == more
            assert shown == ("持平" if not more else f"{abs(more):f}")


def test_without_a_last_period_there_is_no_such_column(score: ScorePage) -> None:
    assert score.ranking.ranking.column_of(What.MOVED) == -1


@pytest.mark.parametrize("groups", [1, 3])
def test_the_best_of_those_compared_are_marked_and_no_others(made: Made, opened: Opened, groups: int) -> None:
    page = opened(made(12, 6, groups))
    assert page.known is not None
    group = {row.name: row.group for row in page.known.evaluation.scheme.county}
    for result in page.known.evaluation.result.criteria:
        points = {county: row.points for county, row in result.scores.items() if row.points is not None}
        for county, value in points.items():
            near = [row for name, row in points.items() if group[name] == group[county]]
            best = value == max(near) and value != min(near)
            assert bool(cell(page, county, What.CRITERION, result.id, BEST)) is best


def test_many_criteria_are_gathered_and_a_click_on_a_head_opens_them(made: Made, opened: Opened) -> None:
    page = opened(made(12, 25, 1, 5))
    model, head = page.ranking.ranking, page.ranking.head
    assert [row.key for row in model.columns if row.what is What.PART] == ["p0", "p1", "p2", "p3", "p4"]
    assert not any(row.what is What.CRITERION for row in model.columns)
    county = page.ranking.county()
    at = model.column_of(What.PART, "p1")
    place = QPoint(head.sectionViewportPosition(at) + head.sectionSize(at) // 2, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row.key for row in model.columns if row.what is What.CRITERION] == ["c5", "c6", "c7", "c8", "c9"]
    assert page.ranking.county() == county
    assert not any(page.ranking.isColumnHidden(at) for at, row in enumerate(model.columns) if row.what is What.PART)
    page.ranking.part_asked.emit("p1")
    assert not any(row.what is What.CRITERION for row in model.columns)


def test_the_first_columns_stay_when_the_table_is_scrolled(made: Made, opened: Opened) -> None:
    page = opened(made(12, 25))
    page.ranking.horizontalScrollBar().setValue(page.ranking.horizontalScrollBar().maximum())
    assert page.ranking.still.isVisible()
    at = page.ranking.ranking.column_of(What.COUNTY)
    assert not page.ranking.still.isColumnHidden(at)
    assert page.ranking.still.isColumnHidden(page.ranking.ranking.column_of(What.TOTAL))


def test_how_sure_a_place_is_comes_after_the_table(score: ScorePage) -> None:
    wait(lambda: score.sure is not None)
    assert score.sure is not None
    for county, sure in score.sure.counties.items():
        assert cell(score, county, What.SURE) == sure.judgement.value
        assert isinstance(cell(score, county, What.SURE, role=STATE), State)
    assert score.reason.sure.isVisible()
    assert "名次：" in score.foot.text()


def test_leaving_the_page_gives_up_what_takes_long_and_coming_back_asks_again(made: Made, window: Window) -> None:
    open_project(window, made(60, 20, 1, 4))
    window.show_page("score")
    page = window.pages["score"]
    assert isinstance(page, ScorePage)
    wait(lambda: page.known is not None)
    assert page.sure is None
    window.show_page("collect")
    settled(window)  # it has been given up: nothing runs any more
    assert page.sure is None
    window.show_page("score")
    wait(lambda: page.sure is not None)


def test_the_short_form_of_a_county_is_shown_and_the_whole_name_is_its_tooltip(score: ScorePage) -> None:
    assert cell(score, "城乡一体化示范区", What.COUNTY) == "示范区"
    assert cell(score, "城乡一体化示范区", What.COUNTY, role=Qt.ItemDataRole.ToolTipRole) == "城乡一体化示范区"
    assert cell(score, "南乐县", What.COUNTY) == "南乐县"


def test_a_county_with_a_very_long_name_leaves_room_for_the_points(
    made: Made, opened: Opened, monkeypatch: pytest.MonkeyPatch, window: Window
) -> None:
    monkeypatch.setattr(conftest, "county_name", lambda at: f"{'国家级经济技术开发与城乡融合示范区' * 2}{at}号")
    page = opened(made(5, 12))
    window.resize(1024, 640)
    settled(window)
    table = page.ranking
    assert sum(table.columnWidth(at) for at in range(table._frozen)) < table.viewport().width() // 2
    for at in (2, 4):  # what is cut is told
        assert len(str(cell(page, conftest.county_name(at), What.COUNTY, role=Qt.ItemDataRole.ToolTipRole))) > 30


def test_every_cell_says_by_itself_whose_and_what_it_is(score: ScorePage) -> None:
    spoken = cell(score, "南乐县", What.TOTAL, role=Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "南乐县，综合得分满分 100：99.64"


def test_nothing_to_score_yet_leads_back(made: Made, opened: Opened, window: Window) -> None:
    page = opened(made(5, 3, figures=False))
    assert page.empty.isVisible()
    assert page.first_focus() is page.empty_button
    QTest.mouseClick(page.empty_button, Qt.MouseButton.LeftButton)
    assert window.page == "collect"


def test_a_changed_figure_changes_the_table(sample_window: Window, score: ScorePage) -> None:
    before = cell(score, "范县", What.TOTAL)

    def correct(case: Case) -> object:
        return casework.correct(case, "范县", "工业投资", Decimal(90), "漏报一个项目", How.PHONE)

    score.ranking.choose("范县")
    sample_window.desk.change("已改正", correct)
    settled(sample_window)
    assert cell(score, "范县", What.TOTAL) != before
    assert score.ranking.county() == "范县"


def test_200_counties_by_30_criteria_are_tried_at_once(
    made: Made, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    page = opened(made(200, 30, 3, 5))
    page.surely.give_up()
    wait(lambda: not page.desk.operations)
    taken = []
    for step in range(1, 6):
        shown: list[object] = []
        page.trying.answered.connect(shown.append)
        begun = time.perf_counter()
        page.strip.controls[0].slider.setValue(int(page.strip.controls[0].weighing.saved) + step)
        wait(lambda shown=shown: shown)  # type: ignore[misc]
        page.ranking.viewport().repaint()
        QApplication.processEvents()
        taken.append(time.perf_counter() - begun - 0.05)  # the pause after the last move
        page.trying.answered.disconnect(shown.append)
    with capsys.disabled():
        print(f"\n    what-if, 200 counties × 30 criteria: {min(taken) * 1000:.0f} ms to the painted table")
    assert min(taken) < 0.1 * SLOW
