"""Pages of real workbooks: what stands where, and that nothing is made before it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from pingbi import pipeline
from pingbi.model import CountyView, Edition, PingbiError, Previous
from pingbi.model.robustness import Robustness
from pingbi.paper import Box, Paper, PrintedPage, filled, pages
from pingbi.pipeline import Evaluation
from pingbi.workbook import plan_workbook


def box_of(page: PrintedPage, text: str) -> Box:
    return next(box for box in page.boxes if box.text.replace("\n", "") == text)


@pytest.fixture(scope="module")
def paper(sample: Evaluation) -> Paper:
    return pages(pipeline.book(sample))


def test_the_sheets_are_those_that_are_written(sample: Evaluation, paper: Paper) -> None:
    written = [row.name for row in plan_workbook(pipeline.book(sample)).sheets if row.visibility == "visible"]
    assert list(paper.chosen) == written == list(paper.names)


def test_a_sheet_knows_its_pages_and_paper(paper: Paper) -> None:
    assert paper.sheet("综合排名").words == "2 页，A4 横"
    assert paper.sheet("县区分析").words == "9 页，A4 竖"


def test_a_cell_has_its_place_its_look_and_its_lines(paper: Paper) -> None:
    page = paper.sheet("综合排名").page(0)
    head, first, second = (box_of(page, words) for words in ("综合得分(100)", "南乐县", "濮阳县"))
    assert (head.font.family, head.wrap, head.fill, head.align) == ("黑体", True, "F2F2F2", "center")
    assert first.area.bottom == pytest.approx(second.area.top)
    assert first.area.left == pytest.approx(second.area.left)
    assert first.font.size == pytest.approx(12 * page.scale / 100)
    assert (first.edges.left, first.edges.top) == (1, 1)
    assert box_of(page, "99.64").font.family == "Times New Roman"


def test_the_table_stands_in_the_middle_of_the_paper(paper: Paper) -> None:
    for name in paper.chosen:
        clip = paper.sheet(name).page(0).clip
        assert clip.left == pytest.approx(paper.sheet(name).width - clip.right), name
        assert clip.left >= 14.9


def test_a_tie_is_said_on_paper_too(sample: Evaluation) -> None:
    done = sample
    totals = tuple(replace(row, place=3, group_place=1) if row.place is not None else row for row in done.result.totals)
    tied = replace(done, result=replace(done.result, totals=totals))
    texts = pages(pipeline.book(tied)).sheet("综合排名").page(0).texts()
    assert texts.count("并列3") == sum(row.place is not None for row in totals) > 1


def test_a_line_runs_over_the_empty_cells_beside_it(paper: Paper) -> None:
    page = paper.sheet("综合排名").page(0)
    signed = next(box for box in page.boxes if box.text.startswith("制表单位"))
    assert signed.room.right == pytest.approx(page.clip.right)
    unit = box_of(page, "单位：分")
    assert unit.room.left < unit.area.left
    assert unit.room.right == pytest.approx(page.clip.right)


def test_what_is_repeated_stands_on_every_page(thirty: Evaluation) -> None:
    sheet = pages(pipeline.book(thirty)).sheet("综合排名")
    first, second = (sheet.page(at) for at in range(2))
    assert sheet.count == 2
    assert box_of(first, "附件1")
    assert "附件1" not in second.texts()
    assert box_of(second, "县区").area.top < box_of(second, "27").area.top
    assert box_of(second, "县区").edges == box_of(first, "县区").edges


def test_no_county_is_lost_between_pages(thirty: Evaluation) -> None:
    paper = pages(pipeline.book(thirty))
    for name in ("综合排名", "主要指标", "位次变化", "加减分"):
        sheet = paper.sheet(name)
        texts = {text for at in range(sheet.count) for text in sheet.page(at).texts()}
        assert {row.name for row in thirty.scheme.county} <= texts, name


def test_cells_of_a_page_do_not_lie_upon_each_other(paper: Paper) -> None:
    for name in paper.chosen:
        boxes = paper.sheet(name).page(0).boxes
        rows: dict[float, list[Box]] = {}
        for box in boxes:
            rows.setdefault(round(box.area.top, 3), []).append(box)
        for row in rows.values():
            for one, other in pairwise(sorted(row, key=lambda box: box.area.left)):
                assert one.area.right <= other.area.left + 0.001, (name, one.text, other.text)


def test_the_foot_counts_the_pages_of_the_whole(paper: Paper) -> None:
    foot = paper.sheet("主要指标").page(0).marks[-1]
    assert (foot.align, filled(foot.text, 3, 30)) == ("center", "第 3 页  共 30 页")
    assert filled(foot.text, 3, 0) == "第 3 页  共 … 页"


def test_sample_data_is_marked_at_the_head(paper: Paper) -> None:
    head = paper.sheet("综合排名").page(0).marks[0]
    assert (head.align, head.text) == ("right", "示例数据")


def test_an_export_has_its_number_at_the_foot(sample: Evaluation) -> None:
    numbered = replace(sample, findings=(), edition=Edition(4, 2, "0a1b2c3d", "2022-07-09T10:00:00"))
    marks = pages(pipeline.book(numbered)).sheet("综合排名").page(0).marks
    assert [(row.align, filled(row.text, 1, 2)) for row in marks[1:]] == [
        ("left", "第2稿"),
        ("center", "第 1 页  共 2 页"),
        ("right", "第4号　0A1B2C3D"),
    ]


# Charts


def test_a_stacked_chart_has_its_parts_and_its_totals(paper: Paper, sample: Evaluation) -> None:
    chart = paper.sheet("综合排名").page(1).pictures[0]
    assert (chart.kind, chart.stacked, chart.legend) == ("column", True, "bottom")
    assert chart.title.startswith("2022年上半年各县区综合得分构成")
    assert [row.name for row in chart.series] == [*(part.name for part in sample.scheme.part), "综合得分"]
    totals = chart.series[-1]
    assert (totals.kind, totals.line, totals.legend, totals.label_at) == ("line", "", False, "above")
    assert totals.labels[0] == "99.64"
    assert chart.categories[0] == "南乐县"
    parts = sum(row.values[0] or Decimal(0) for row in chart.series[:-1])
    assert abs(parts - Decimal("98.64")) < Decimal("0.02")  # without one bonus point


def test_a_chart_is_drawn_from_the_cells_of_other_sheets(paper: Paper) -> None:
    chart = paper.sheet("单项排名").page(2).pictures[0]
    assert len(chart.categories) == len(chart.series[0].values) == 9
    assert all(value is not None for value in chart.series[0].values)
    assert chart.series[1].dash
    assert len(set(chart.series[1].values)) == 1  # the city, once a county


def test_a_countys_bars_stand_on_its_own_page(paper: Paper, sample: Evaluation) -> None:
    sheet = paper.sheet("县区分析")
    for at, county in enumerate(sample.scheme.counties):
        chart = sheet.page(at).pictures
        assert [row.series[0].name for row in chart] == [county]
        assert chart[0].names_reversed
        assert chart[0].area.bottom < sheet.height


def test_a_bar_that_is_not_seen_has_no_colour(paper: Paper) -> None:
    unseen, seen = paper.sheet("名次稳健性").page(0).pictures[0].series
    assert (unseen.fill, unseen.border) == ("", "")
    assert (seen.fill, seen.border) == ("A6A6A6", "404040")


def test_slopes_are_solid_up_and_dashed_down(sample: Evaluation) -> None:
    places = {row.county: Decimal(row.place or 0) for row in sample.result.totals}
    before = {name: {1: Decimal(2), 2: Decimal(1)}.get(int(place), place) for name, place in places.items()}
    previous = Previous(name="上期.xlsx", places=before, totals={})
    chart = pages(pipeline.book(replace(sample, previous=previous))).sheet("位次变化").page(0).pictures[0]
    lines = {row.name: row for row in chart.series}
    up = next(name for name, place in places.items() if place == 1)
    down = next(name for name, place in places.items() if place == 2)
    assert [lines[up].dash, lines[down].dash] == [False, True]
    assert chart.axis.reverse
    assert lines[up].labels == (None, up)


# A choice, and haste


def test_a_choice_of_sheets_renumbers_the_attachments(sample: Evaluation) -> None:
    chosen = pages(pipeline.book(sample), ["综合排名", "计分办法"])
    assert chosen.chosen == ("综合排名", "计分办法")
    assert "附件2" in chosen.sheet("计分办法").page(0).texts()
    assert "附件8" in pages(pipeline.book(sample)).sheet("计分办法").page(0).texts()


def test_a_sheet_that_is_not_chosen_can_be_looked_at(sample: Evaluation) -> None:
    chosen = pages(pipeline.book(sample), ["综合排名"])
    assert chosen.sheet("主要指标").count == 3
    assert chosen.names == pages(pipeline.book(sample)).names


def test_a_sheet_that_is_not_there_is_said(paper: Paper) -> None:
    with pytest.raises(PingbiError, match="没有“位次变化”这张表"):
        paper.sheet("位次变化")


def test_nothing_is_computed_for_sheets_that_nobody_looks_at(thirty: Evaluation) -> None:
    def sure() -> Robustness:
        raise AssertionError

    def views() -> Mapping[str, CountyView]:
        raise AssertionError

    book = replace(pipeline.book(thirty), robustness=sure, county_views=views)
    paper = pages(book)
    assert paper.sheet("综合排名").page(0).texts()[0]
    with pytest.raises(AssertionError):
        paper.sheet("名次稳健性")


def test_many_counties_are_many_pages(two_hundred: Evaluation) -> None:
    paper = pages(pipeline.book(two_hundred))
    assert paper.sheet("综合排名").words == "10 页，A4 横"
    sheet = paper.sheet("数据来源")
    assert sheet.count > 200
    assert len(sheet.page(sheet.count - 1).boxes) < 500


@pytest.mark.parametrize("which", ["nothing", "three_by_sixty", "twelve", "seed_page"])
def test_every_sheet_that_is_listed_has_pages(which: str, request: pytest.FixtureRequest) -> None:
    done: Evaluation = request.getfixturevalue(which)
    paper = pages(pipeline.book(done))
    for name in paper.names:
        sheet = paper.sheet(name)
        assert sheet.count >= 1, name
        for at in range(sheet.count):
            page = sheet.page(at)
            assert page.boxes or page.pictures, (name, at)
            assert 0 < page.clip.left < page.clip.right < page.width, (name, at)
            assert page.clip.bottom <= page.height - 17, (name, at)


def test_before_anything_has_come_there_are_no_sheets_of_figures(nothing: Evaluation) -> None:
    names = pages(pipeline.book(nothing)).names
    assert "综合排名" in names
    assert {"主要指标", "单项排名", "数据来源"} & set(names) == set()
    assert "附件2" in pages(pipeline.book(nothing)).sheet(names[1]).page(0).texts()


def test_another_choice_computes_nothing_anew(sample: Evaluation) -> None:
    asked = []
    book = pipeline.book(sample)
    kept = book.county_views

    def views() -> Mapping[str, CountyView]:
        asked.append(1)
        return kept()

    first = pages(replace(book, county_views=views))
    first.sheet("县区分析")
    before = len(asked)
    again = first.chosen_anew(("综合排名", "计分办法"), Edition(2, 1, "0a1b2c3d", ""))
    assert again.chosen == ("综合排名", "计分办法")
    assert "附件2" in again.sheet("计分办法").page(0).texts()
    assert filled(again.sheet("综合排名").page(0).marks[-1].text, 1, 1) == "第2号　0A1B2C3D"
    assert len(asked) == before > 0
