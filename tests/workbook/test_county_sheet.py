"""县区分析: what each county's page says, how it is counted, and that it prints whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pingbi.for_counties import asked
from pingbi.model import Edition, Previous
from pingbi.workbook import Book, SheetPlan, plan_workbook, write
from pingbi.workbook.county_layout import CountyPage
from pingbi.workbook.county_sheet import plan
from pingbi.workbook.county_texts import page_title
from pingbi.workbook.plan import Cell
from pingbi.workbook.references import COUNTIES, RANKING

Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]

RATES = """indicator = [{id="a", name="投资增速", unit="%", kind="yoy"}, {id="b", name="能耗", unit="%", kind="yoy"},
    {id="c", name="项目", unit="个", kind="count"}]
criterion = [{id="x", name="投资增速", weight=60, method="efficacy", value="a"},
    {id="y", name="能耗", weight=25, method="rank_step", value="b", direction="lower", step=0.2},
    {id="z", name="项目", weight=15, method="target_bonus", value="c", target=10, per_point=0.1, cap=2}]"""
TABLE = "a b c\n全市 5 3 -\n甲县:东 1 2 9\n乙县:东 9 4 12\n丙县:西 - 3 7\n丁县:西 6 1 10"
BONUS = 'adjustment = [{name="表扬", indicator="c", points_each=0.1}, {name="通报", indicator="c", points_each=-0.05}]'


def asking(book: Book) -> Book:
    """With what its counties ask."""
    views = asked(book)
    return replace(book, county_views=lambda: views)


def planned(book: Book) -> SheetPlan:
    found = plan(book)
    assert found is not None
    return replace(found, cells=tuple(found.cells), merges=tuple(found.merges))


def page_of(book: Book, cells: Mapping[tuple[int, int], Cell], county: str) -> dict[tuple[int, int], Cell]:
    """The cells of one county's page, rows counted from its first."""
    page = CountyPage(book)
    top = page.top(county)
    return {(row - top, column): cell for (row, column), cell in cells.items() if top <= row < top + page.rows}


@pytest.fixture
def pages(made: Made, at: At) -> Callable[..., tuple[Book, Callable[[str], dict[tuple[int, int], Cell]]]]:
    """`pages(table, …)`: the book, and what gives a county's page."""

    def make(table: str, **given: Any) -> tuple[Book, Callable[[str], dict[tuple[int, int], Cell]]]:  # noqa: ANN401
        book = asking(made(table, **given))
        cells = at(planned(book))
        return book, lambda county: page_of(book, cells, county)

    return make


Pages = Callable[..., tuple[Book, Callable[[str], dict[tuple[int, int], Cell]]]]


def line(page: dict[tuple[int, int], Cell], row: int, count: int = 12) -> list[object]:
    return [page[row, column].value if (row, column) in page else None for column in range(1, count)]


def test_a_line_has_value_city_places_points_and_what_was_lost(pages: Pages) -> None:
    book, page = pages(TABLE, tables=RATES, scheme='missing = "zero"')
    row = CountyPage(book).first_line
    assert line(page("丁县"), row) == [
        "投资增速",
        Decimal(60),
        Decimal(6),
        Decimal(5),
        Decimal(1),
        2,
        1,
        Decimal(51),
        Decimal(9),
        Decimal(85),
        Decimal("42.5"),
    ]


def test_points_above_the_full_mark_are_a_negative_loss_so_that_the_column_adds_up(pages: Pages) -> None:
    book, page = pages(TABLE, tables=RATES, scheme='missing = "zero"')
    layout = CountyPage(book)
    cell = page("乙县")[layout.first_line + 2, layout.columns["lost"]]
    assert cell.value == Decimal(-2)
    assert cell.style.number.split(";")[1].startswith('"超"')
    sums = line(page("乙县"), layout.sums)
    assert (sums[1], sums[7], sums[8]) == (Decimal(100), Decimal(87), Decimal(13))


def test_a_missing_figure_is_wholly_lost_and_one_that_is_scaled_away_is_not(pages: Pages) -> None:
    for rule, lost in (("unranked", Decimal(60)), ("zero", Decimal(60)), ("rescale", "-")):
        book, page = pages(TABLE, tables=RATES, scheme=f'missing = "{rule}"\nrescale_least = 0.1')
        layout = CountyPage(book)
        cells = page("丙县")
        assert cells[layout.first_line, layout.columns["lost"]].value == lost, rule
        assert cells[layout.first_line, layout.columns["value"]].value == "-"


def test_what_need_not_be_reported_says_so(pages: Pages) -> None:
    book, page = pages(TABLE.replace("丙县:西 -", "丙县:西 免"), tables=RATES)
    layout = CountyPage(book)
    assert page("丙县")[layout.first_line, layout.columns["value"]].value == "免报"


SUMS = [
    pytest.param("", "乙县", "加分 1.20　扣分 0.60　综合得分 ＝ 87.00 ＋ 1.20 － 0.60 ＝ 87.60", id="plain"),
    pytest.param(
        'missing = "rescale"\nrescale_least = 0.1',
        "丙县",
        "加分 0.70　扣分 0.35　综合得分 ＝ 25.50 ÷ 40 × 100 ＋ 0.70 － 0.35 ＝ 64.10",
        id="scaled by the weights it has",
    ),
    pytest.param(
        "", "丙县", "加分 0.70　扣分 0.35　综合得分 ＝ 25.50 ＋ 0.70 － 0.35，缺项，不计综合得分", id="no total"
    ),
    pytest.param(
        "total_cap = 80",
        "乙县",
        "加分 1.20　扣分 0.60　综合得分 ＝ 87.00 ＋ 1.20 － 0.60 ＝ 80.00（最高80分）",
        id="cap",
    ),
    pytest.param(
        'total = "weighted_mean"\nmissing = "rescale"\nrescale_least = 0.1',
        "丙县",
        "加分 0.70　扣分 0.35　综合得分 ＝ 25.50 ÷ 40 × 100 ＋ 0.70 － 0.35 ＝ 64.10",
        id="mean",
    ),
]


@pytest.mark.parametrize(("rules", "county", "words"), SUMS)
def test_the_total_is_a_sum_that_a_pocket_calculator_gives(pages: Pages, rules: str, county: str, words: str) -> None:
    scheme = rules if "missing" in rules else f'missing = "unranked"\n{rules}'
    book, page = pages(TABLE, tables=f"{RATES}\n{BONUS}", scheme=scheme)
    assert page(county)[CountyPage(book).sums + 1, 0].value == words


PARTS = """part = [{id="p", name="投资", weight=70}, {id="q", name="项目", weight=30}]
indicator = [{id="a", name="甲", unit="个", kind="level"}, {id="b", name="乙", unit="个", kind="level"}]
criterion = [{id="x", name="甲", weight=10, method="given", value="a", part="p"},
    {id="y", name="乙", weight=10, method="given", value="b", part="q"}]"""


def test_parts_that_weigh_otherwise_are_named_in_the_sum(pages: Pages) -> None:
    book, page = pages("a b\n甲县 8 5\n乙县 9 9", tables=PARTS)
    words = str(page("甲县")[CountyPage(book).sums + 1, 0].value)
    assert words == "综合得分 ＝ 投资 56.00 ＋ 项目 15.00 ＝ 71.00"


def test_criteria_without_a_part_stand_beside_the_parts_in_the_sum(pages: Pages) -> None:
    tables = PARTS.replace(', part="q"', "").replace(', {id="q", name="项目", weight=30}', "")
    book, page = pages("a b\n甲县 8 5\n乙县 9 9", tables=tables)
    words = str(page("甲县")[CountyPage(book).sums + 1, 0].value)
    assert words == "综合得分 ＝ 投资 56.00 ＋ 乙 5.00 ＝ 61.00"


def band(book: Book, page: dict[tuple[int, int], Cell]) -> dict[object, object]:
    layout = CountyPage(book)
    rows = (layout.band, layout.band + 1)
    return {page[rows[0], first].value: page[rows[1], first].value for first, _ in layout.pairs}


def test_the_boxes_give_the_distance_to_the_next_total_in_printed_points(pages: Pages) -> None:
    book, page = pages(TABLE, tables=RATES, scheme='missing = "zero"')
    first, middle, last = (band(book, page(name)) for name in ("丁县", "乙县", "丙县"))
    assert (first["综合得分"], first["综合排名"], first["西组位次"]) == (Decimal("91.00"), 1, 1)
    assert (first["距前一名"], first["领先后一名"]) == ("—", Decimal("4.00"))
    assert middle["距前一名"] == Decimal("4.00")
    assert last["领先后一名"] == "—"
    assert first["参评县区数"] == 4


def test_with_a_last_period_the_boxes_say_how_the_place_moved(pages: Pages) -> None:
    before = Previous({"甲县": Decimal(3), "乙县": Decimal(1)})
    book, page = pages(TABLE, tables=RATES, scheme='missing = "zero"', previous=before)
    assert band(book, page("乙县"))["较上期"] == Decimal(-1)
    assert band(book, page("丁县"))["较上期"] == "新增"


def test_a_county_out_of_the_ranking_has_no_boxes_and_no_way(pages: Pages) -> None:
    book, page = pages(TABLE, tables=RATES, scheme='missing = "unranked"')
    layout, cells = CountyPage(book), page("丙县")
    assert list(band(book, cells).values()) == ["-", "-", "-", 3, "-", "-"]
    assert cells[layout.steps + 2, layout.pairs[4][0]].value == "不参与排名，不作测算"


def test_first_vetoed_and_tied_counties_are_told_why_there_is_no_way(pages: Pages) -> None:
    veto = 'veto = [{name="事故", indicator="v", effect="last"}]\n'
    more = (
        'indicator = [{id="v", name="事故", unit="起", kind="count"}, {id="a", name="甲", unit="个", kind="level"}]\n'
    )
    rules = 'criterion = [{id="x", name="甲", weight=10, method="minmax", value="a"}]'
    book, page = pages("a v\n甲县 8 0\n乙县 8 0\n丙县 5 1\n丁县 3 0", tables=veto + more + rules)
    layout = CountyPage(book)
    row, column = layout.steps + 2, layout.pairs[4][0]
    assert [page(name)[row, column].value for name in ("甲县", "乙县", "丙县")] == [
        "已居第1位",
        "已居第1位",
        "一票否决，不作测算",
    ]
    assert band(book, page("乙县"))["领先后一名"] == Decimal("10.00")
    assert str(page("丁县")[row, column].value).startswith("本项得分由0.00分增至10.00分")


def test_one_group_has_no_places_in_it(pages: Pages) -> None:
    book, page = pages(TABLE.replace(":东", "").replace(":西", ""), tables=RATES, scheme='missing = "zero"')
    layout = CountyPage(book)
    assert "group_place" not in layout.columns
    heads = [page("甲县")[layout.head, column].value for column in range(len(layout.columns))]
    assert "全市\n平均(%)" in heads
    assert len(layout.pairs) == 6


def test_without_a_city_figure_there_is_nothing_to_compare_with(pages: Pages) -> None:
    book, page = pages(TABLE.replace("全市 5", "全市 -"), tables=RATES, scheme='missing = "zero"')
    layout = CountyPage(book)
    cells = page("甲县")
    found = [cells[layout.first_line, layout.columns[name]] for name in ("city", "against")]
    assert [(cell.value, cell.formula) for cell in found] == [("-", ""), ("-", "")]


def test_points_made_in_the_group_have_both_places_and_the_way_is_to_the_one_before_in_it(pages: Pages) -> None:
    book, page = pages(TABLE, tables=RATES, scheme='missing = "zero"\nrank_within = "group"')
    layout = CountyPage(book)
    cells = page("甲县")
    places = [cells[layout.first_line + 1, layout.columns[name]] for name in ("place", "group_place")]
    assert [cell.value for cell in places] == [2, 1]
    assert "RANK(" in places[0].formula
    assert "RANK(" not in places[1].formula
    assert "距组内前一名" in band(book, cells)
    assert "组内前一名" in str(cells[layout.steps, 0].value)


def test_strong_points_come_from_the_better_half_alone(pages: Pages) -> None:
    book, page = pages(TABLE, tables=RATES, scheme='missing = "zero"')
    row = CountyPage(book).strengths
    assert page("丁县")[row + 1, 0].value == "长处：能耗居全市第1位（+20.0）；项目居全市第2位（+15.0）。"
    assert page("丙县")[row + 1, 0].value == "长处：没有居全市前2位的评比项。"
    assert page("丙县")[row + 2, 0].value == (
        "短板：投资增速未报送，失60.00分；能耗失10.00分（-20.0）；项目失4.50分（-15.0）。"
    )


def test_links_lead_from_the_total_to_the_page_and_back(made: Made, at: At) -> None:
    book = asking(made(TABLE, tables=RATES, scheme='missing = "zero"'))
    plans = {row.name: row for row in plan_workbook(book).sheets}
    ranking, pages = at(plans[RANKING]), at(plans[COUNTIES])
    for county in book.counties.names:
        total = ranking[book.ranking.row[county], book.ranking.total]
        top = CountyPage(book).top(county)
        assert total.link == f"{COUNTIES}!$A${top + 1}"
        assert total.formula
    merges = {(row.top, row.left): row for row in planned(book).merges}
    back = merges[CountyPage(book).band + 1, 0]
    assert (back.link, bool(back.formula)) == (f"{RANKING}!$A${book.ranking.row['甲县'] + 1}", True)
    assert any(str(cell.value).startswith(f"{COUNTIES}：") for cell in ranking.values())
    assert pages


def test_a_scheme_may_leave_the_sheet_out(made: Made) -> None:
    tables = f'{RATES}\nprint = {{sheets = {{"县区分析" = {{write = false}}}}}}'
    book = asking(made(TABLE, tables=tables, scheme='missing = "zero"'))
    plans = {row.name: row for row in plan_workbook(book).sheets}
    assert COUNTIES not in plans
    assert not any(COUNTIES in cell.link or COUNTIES in str(cell.value) for cell in plans[RANKING].cells)


def test_the_export_is_at_the_foot_of_each_page(made: Made) -> None:
    book = asking(made(TABLE, tables=RATES, edition=Edition(3, 0, "ab12cd34", "2022-07-10T09:00:00")))
    sheet = next(row for row in plan_workbook(book).sheets if row.name == COUNTIES)
    assert "AB12CD34" in sheet.page.footer


# vetoes of both kinds, what need not be reported, pieces, a part that weighs otherwise, grades
MIXED = """veto = [{name="事故", indicator="v", effect="unranked"}, {name="造假", indicator="u", effect="last"}]
part = [{id="p", name="其他\\"项", weight=40}]
grade = [{name="优", first=2}, {name="良", from=50}]
indicator = [{id="a", name="投资增速", unit="%", kind="yoy"}, {id="b", name="能耗", unit="%", kind="yoy"},
    {id="c", name="项目", unit="个", kind="count"}, {id="v", name="事故", unit="起", kind="count"},
    {id="u", name="造假", unit="起", kind="count"}]
criterion = [{id="x", name="投资增速", weight=60, method="zscore", value="a", mean=60, sd=10},
    {id="y", name="能耗", weight=25, method="percentile", value="b", direction="lower", part="p"},
    {id="w", name="件数", weight=10, method="per_piece", prices={c=1}, cap=10, part="p"},
    {id="z", name="项目", weight=15, method="target_bonus", value="c", target=10, per_point=0.1, cap=2, part="p"}]"""
MIXED_TABLE = """a b c v u
全市 5 3 - - -
甲县:东 1 2 9 0 0
乙县:东 9 4 12 1 0
丙县:西 免 3 7 0 0
丁县:西 6 1 10 0 1
戊县:西 6.55 1 - 0 0
己县:东 3 1 8 0 0"""
MIXED_RULES = (
    'missing = "rescale"\nrescale_least = 0.1',
    'missing = "zero"\nrank_within = "group"\nexempt = "lowest"',
    'missing = "lowest"\nexempt = "unranked"\nties = "average"\nrounding = "half_even"\ndecimals = 1',
    'total = "weighted_mean"\nmissing = "rescale"\nties = "dense"\nrescale_least = 0',
    'total = "geometric_mean"\nmissing = "rescale"\nrescale_least = 0\ntotal_cap = 70\ncompare = "rounded"',
)


# sizes

SIZES: dict[str, dict[str, Any]] = {
    "one criterion": {"counties": 3, "criteria": 1},
    "ten criteria": {"counties": 9, "criteria": 10, "groups": 2, "parts": 3, "items": 3},
    "long names": {"counties": 9, "criteria": 6, "parts": 2, "groups": 2, "long": True, "items": 2},
    "thirty counties": {"counties": 30, "criteria": 25, "parts": 6, "groups": 3, "items": 1},
    "a hundred and fifty seven": {"counties": 157, "criteria": 10, "parts": 3, "groups": 2},
    "forty criteria": {"counties": 5, "criteria": 40, "parts": 4},
    "large numbers": {"counties": 9, "criteria": 6, "scale": 5, "scheme": "decimals = 3\ntotal_decimals = 3"},
    "mean places": {"counties": 12, "criteria": 5, "groups": 2, "scheme": 'ties = "average"\nmissing = "zero"'},
}


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_printed_whole(sized: Made, misfits: Callable[[SheetPlan], list[str]], size: str) -> None:
    book = asking(sized(**SIZES[size]))
    sheet = planned(book)
    assert misfits(sheet) == []
    assert sheet.page.scale is not None
    assert sheet.page.scale >= 62 or size == "large numbers"
    tops = {CountyPage(book).top(name) for name in book.counties.names} - {0}
    assert tops <= set(sheet.page.row_breaks)
    if size != "forty criteria":
        assert tops == set(sheet.page.row_breaks)


def test_many_criteria_are_drawn_by_the_ten_with_most_points_lost(sized: Made) -> None:
    book = asking(sized(9, 25, parts=5, groups=2))
    sheet, layout = planned(book), CountyPage(book)
    assert len(sheet.charts) == 9
    drawn = [cell.formula for cell in sheet.cells if cell.column == layout.last + 2 and cell.row < layout.rows]
    lost = {cell.row: cell.value for cell in sheet.cells if cell.column == layout.columns["lost"]}
    rows = [int(formula.removeprefix("=B")) - 1 for formula in drawn]
    shown = [lost[row] for row in rows]
    others = [
        lost[row] for row in range(layout.first_line, layout.sums) if row not in rows and isinstance(lost[row], Decimal)
    ]
    assert len(rows) == 10
    assert rows == sorted(rows)
    assert all(isinstance(value, Decimal) for value in shown)
    assert min(value for value in shown if isinstance(value, Decimal)) >= max(
        value for value in others if isinstance(value, Decimal)
    )


def test_above_forty_counties_grey_bars_stand_in_place_of_charts(sized: Made) -> None:
    few, many = planned(asking(sized(40, 3))), planned(asking(sized(41, 3)))
    assert (len(few.charts), len(few.conditions)) == (40, 0)
    assert (len(many.charts), len(many.conditions)) == (0, 1)
    assert str(many.conditions[0][1]["multi_range"]).count(":") == 41
    assert "二、得分率" not in "".join(str(cell.value) for cell in many.cells)


@pytest.mark.office
def test_recalculated_every_page_says_the_same(
    made: Made,
    sized: Made,
    recalculated: Callable[..., list[Path]],
    differences: Callable[[Path, Path], list[str]],
    tmp_path: Path,
) -> None:
    books = {
        "组": made(TABLE, tables=f"{RATES}\n{BONUS}", scheme='missing = "rescale"\nrank_within = "group"'),
        "缺": made(TABLE, tables=f"{RATES}\n{BONUS}", scheme='missing = "unranked"\nties = "average"\ntotal_cap = 80'),
        "修": made(TABLE, tables=RATES, scheme='rounding = "half_even"\ndecimals = 1\nties = "first_by:x"'),
        "并": made(TABLE, tables=RATES, scheme='ties = "dense"\ncompare = "rounded"\ntotal_of = "shown"'),
        "几": made("a b\n甲县 8 5\n乙县 9 9\n丙县 7 -", tables=PARTS, scheme='total = "geometric_mean"'),
        "大": sized(12, 18, parts=3, groups=3, items=3, scheme='missing = "zero"'),
    }
    before = Previous({"甲县": Decimal(2), "己县": Decimal(1)})
    for at, rules in enumerate(MIXED_RULES):
        books[f"混{at}"] = made(MIXED_TABLE, tables=MIXED, scheme=rules, previous=before)
    paths = []
    for name, book in books.items():
        paths.append(write(plan_workbook(asking(book)), tmp_path / f"{name}.xlsx"))
    found = [line for path, fresh in zip(paths, recalculated(*paths), strict=True) for line in differences(path, fresh)]
    assert found == []


@pytest.mark.parametrize(
    ("title", "words"),
    [
        pytest.param("某市2022年上半年综合评比得分表", "甲县2022年上半年综合评比分析", id="the issuer's city"),
        pytest.param("某地2022年上半年综合评比得分表", "甲县某地2022年上半年综合评比分析", id="no area of its own"),
    ],
)
def test_a_county_s_title_is_without_the_city_that_the_issuer_names(made: Made, title: str, words: str) -> None:
    book = made(TABLE, tables=f'{RATES}\nprint = {{title="{title}"}}')
    assert page_title(book, "甲县") == words


def test_no_lines_of_a_grid_stand_between_those_of_the_tables(made: Made, tmp_path: Path) -> None:
    path = write(plan_workbook(asking(made(TABLE, tables=RATES))), tmp_path / "表.xlsx")
    sheets = openpyxl.load_workbook(path).worksheets
    assert {sheet.sheet_view.showGridLines for sheet in sheets if sheet.sheet_state == "visible"} == {False}
