"""位次变化 and 试算对比: two rankings side by side, the later of them live, each row adding up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pingbi.model import PlaceChange, PlaceChanges
from pingbi.tracing import trace
from pingbi.verifying import verify
from pingbi.workbook import Book, plan_workbook, write
from pingbi.workbook.changes_sheet import plan
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.references import CHANGES, TRIAL
from pingbi.workbook.trial_sheet import plan as trial_plan

TABLE = """
     a  b
全市  3  2
甲县  5  1
乙县  5  1
丙县  2  9
丁县  -  1
"""
Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]


def changed(book: Book, then: dict[str, tuple[int, str]], **more: Any) -> Book:  # noqa: ANN401  # fields of PlaceChanges
    """The book with places and totals of then; a tenth of each change is the county's own, one point other rules."""
    rows = []
    for total in book.result.totals:
        place, points = then.get(total.county, (None, None))
        was = Decimal(points) if points is not None else None
        both = was is not None and total.shown is not None
        rows.append(
            PlaceChange(
                total.county,
                place,
                total.place,
                place,
                total.group_place,
                was,
                total.shown,
                Decimal("0.1") if both else None,
                Decimal(-1) if both else None,
                "" if place is not None else "new",
            )
        )
    made = PlaceChanges("2021H2", "2021年下半年", "", tuple(rows), **more)
    return replace(book, changes=lambda: made)


@pytest.fixture
def book(made: Made) -> Book:
    return changed(made(TABLE), {"甲县": (2, "7"), "乙县": (1, "8.25"), "丙县": (3, "11.00"), "丁县": (4, "1")})


def line(plan: SheetPlan, at: At, row: int) -> list[object]:
    cells = at(plan)
    return [cells[row, column].value for column in range(12)]


def test_each_county_stands_with_then_and_now_and_what_the_change_comes_from(book: Book, at: At) -> None:
    sheet = plan(book)
    assert sheet is not None
    rows = [line(sheet, at, row) for row in range(5, 9)]
    dash = "-"
    assert rows == [
        [1, "甲　县", 2, 2, 0, 7, 6, -1, Decimal("0.1"), Decimal("-0.1"), -1, None],
        [2, "乙　县", 1, 2, -1, Decimal("8.25"), 6, Decimal("-2.25"), Decimal("0.1"), Decimal("-1.35"), -1, None],
        [3, "丙　县", 3, 1, 2, 11, 11, 0, Decimal("0.1"), Decimal("0.9"), -1, None],
        [4, "丁　县", 4, dash, dash, 1, dash, dash, dash, dash, dash, "本期不参与排名"],
    ]


def test_what_is_of_now_is_live_and_what_is_of_then_is_not(book: Book, at: At) -> None:
    sheet = plan(book)
    assert sheet is not None
    cells = at(sheet)
    live = [column for column in range(12) if cells[5, column].formula]
    assert live == [3, 4, 6, 7, 9]  # 本期, 变化, 本期, 增减, 其他县区
    assert cells[5, 9].formula == '=IF(AND(ISNUMBER($H6),ISNUMBER($I6),ISNUMBER($K6)),ROUND($H6-$I6-$K6,2),"-")'
    assert [text for text in notes(sheet) if "计算值" in text] != []


def notes(sheet: SheetPlan) -> list[str]:
    return [text for merge in sheet.merges if (text := str(merge.value)).startswith(("注：", "　　"))]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"untold": "上期只有名次"}, "不作拆分：上期只有名次。", id="not split at all"),
        pytest.param({"carried": ("投资",)}, "投资上期没有数据，以本期数代替，其影响计入办法调整", id="new criteria"),
        pytest.param({"gone": ("戊县",)}, "上期的戊县本期不再列入，其影响计入其他县区", id="counties no more"),
        pytest.param({"cumulative": ("投资",)}, "累计数不可直接相比：投资的自身变化", id="another length of time"),
        pytest.param({"carried": tuple("甲乙丙丁戊己庚辛")}, "甲、乙、丙、丁、戊、己等8项", id="many are counted"),
    ],
)
def test_what_must_be_known_of_the_comparison_is_said(made: Made, more: dict[str, Any], words: str) -> None:
    sheet = plan(changed(made(TABLE), {"甲县": (1, "6")}, **more))
    assert sheet is not None
    assert [text for text in notes(sheet) if words in text] != []


def test_without_a_last_period_there_is_no_sheet(made: Made) -> None:
    book = made(TABLE)
    assert plan(book) is None
    assert CHANGES not in [sheet.name for sheet in plan_workbook(book).sheets]


def test_a_county_new_in_the_ranking_says_so(made: Made, at: At) -> None:
    sheet = plan(changed(made(TABLE), {"甲县": (1, "6")}))
    assert sheet is not None
    assert line(sheet, at, 6)[2:5] == ["-", 2, "新增"]
    assert line(sheet, at, 6)[11] == "上期没有"


def test_slopes_are_solid_up_grey_level_dashed_down_and_tied_counties_share_a_label(book: Book) -> None:
    sheet = plan(book)
    assert sheet is not None
    (chart,) = sheet.charts
    looks = {row["name"]: (row["line"]["color"], row["line"]["dash_type"]) for row in chart.series}
    assert looks == {"甲县": ("#8C8C8C", "solid"), "乙县": ("#000000", "dash"), "丙县": ("#000000", "solid")}
    labels = {row["name"]: row["data_labels"]["custom"][1:] for row in chart.series}
    assert labels["甲县"][0]["value"] == "甲县、乙县"
    assert labels["乙县"] == [{"delete": True}]
    assert labels["丙县"] == []  # its own name
    assert chart.settings["set_y_axis"]["max"] == 3
    assert [row["values"][1:] for row in chart.series] == [[5, 2, 5, 3], [6, 2, 6, 3], [7, 2, 7, 3]]


def test_a_long_name_has_room_for_its_second_line(made: Made) -> None:
    high = []
    for name in ("丁县", "积石山保安族东乡族撒拉族县"):
        table = f"a\n甲县 5\n乙县 6\n丙县 7\n{name} 8"
        then = {"甲县": (2, "7"), "乙县": (1, "8"), "丙县": (3, "1"), name: (4, "1")}
        sheet = plan(changed(made(table), then))
        assert sheet is not None
        high.append(sheet.charts[0].size[1])
    assert high == [110 + 6 * 26, 110 + 6 * 34]


@pytest.mark.parametrize(
    ("counties", "drawn"), [pytest.param(2, 0, id="two"), pytest.param(15, 1, id="15"), pytest.param(16, 0, id="16")]
)
def test_a_picture_is_drawn_of_three_to_fifteen_counties(sized: Made, counties: int, drawn: int) -> None:
    book = sized(counties, 3, scheme='missing = "zero"\nexempt = "zero"')
    places = {name: (at, "5") for at, name in enumerate(book.scheme.counties, 1)}
    sheet = plan(changed(book, places))
    assert sheet is not None
    assert len(sheet.charts) == drawn
    assert (sheet.page.fit, sheet.page.repeat_rows) == (((1, 1), None) if drawn else ((1, 0), (1, 4)))
    assert sheet.page.landscape == (counties <= 15)


@pytest.mark.parametrize(
    ("counties", "rules"),
    [
        pytest.param(3, "", id="three"),
        pytest.param(9, 'rank_within = "group"', id="nine within groups"),
        pytest.param(30, 'rank_within = "group"\nties = "average"', id="thirty within groups, mean places"),
        pytest.param(200, "total_decimals = 4", id="two hundred"),
        pytest.param(("城乡一体化示范区", "某某高新技术产业开发区", "乙县"), "", id="long names"),
    ],
)
def test_nothing_is_cut_at_any_size(
    sized: Made, misfits: Callable[[SheetPlan], list[str]], counties: int | tuple[str, ...], rules: str
) -> None:
    book = sized(counties, 6, groups=3, scheme=f'missing = "zero"\nexempt = "zero"\n{rules}')
    names = book.scheme.counties
    places = {name: (len(names) - at, f"{-100 if at == 1 else 0}.25") for at, name in enumerate(names)}
    changes = plan(changed(book, places, carried=("规模以上工业企业单位增加值能耗降低率",) * 9))
    tried = trial_plan(replace(book, real=book.result, trial=("甲县的指标由1改为2",)))
    assert changes is not None
    assert tried is not None
    assert misfits(changes) == []
    assert misfits(tried) == []


def test_places_in_the_group_are_compared_where_points_are_made_within_it(made: Made) -> None:
    table = (
        TABLE.replace("甲县", "甲县:县")
        .replace("乙县", "乙县:县")
        .replace("丙县", "丙县:区")
        .replace("丁县", "丁县:区")
    )
    sheet = plan(changed(made(table, scheme='rank_within = "group"'), {"甲县": (2, "7")}))
    assert sheet is not None
    heads = [str(merge.value) for merge in sheet.merges if merge.top == 3]
    assert heads == ["序号", "县区", "备注", "综合排名", "组内位次", "综合得分", "得分变化来自"]


# What if.


def test_a_trial_stands_beside_what_is(made: Made, at: At) -> None:
    book, real = made(TABLE), made(TABLE.replace("甲县  5", "甲县  1"))
    tried = replace(book, real=real.result, trial=("甲县的a由1个改为5个",))
    sheet = trial_plan(tried)
    assert sheet is not None
    cells = at(sheet)
    assert [cells[5, column].value for column in range(9)] == [1, "甲　县", 3, 2, 1, 2, 6, 4, None]
    assert [column for column in range(9) if cells[5, column].formula] == [3, 4, 6, 7]
    assert any("甲县的a由1个改为5个" in text for text in notes(sheet))
    assert cells[8, 8].value == "实际：a未报送，不参与排名；试算：a未报送，不参与排名"


def test_every_page_of_a_trial_is_headed_so(made: Made) -> None:
    """Also where the scheme has few sheets written: a trial is never shown without what is."""
    book = made(TABLE, tables='print = {sheets = ["综合排名"]}')
    tried = plan_workbook(replace(book, real=book.result, trial=("甲县的a由1改为5",)))
    assert [sheet.name for sheet in tried.sheets if sheet.visibility == "visible"] == ["综合排名", TRIAL]
    assert all("试算" in sheet.page.header for sheet in tried.sheets)
    assert TRIAL not in [sheet.name for sheet in plan_workbook(book).sheets]


# In spreadsheet programs.


@pytest.fixture(scope="module")
def written(sized: Made, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two workbooks with both sheets: plain, and within groups with mean places; some counties are not ranked."""
    paths = []
    for at, rules in enumerate(
        ('missing = "unranked"\nexempt = "zero"', 'missing = "zero"\nexempt = "zero"\nrank_within = "group"')
    ):
        ties = 'ties = "average"' if at else ""
        book = sized(9, 3, groups=2, seed=at, scheme=f"{rules}\n{ties}")
        names = book.scheme.counties
        places = {name: (9 - at, f"{at}.5") for at, name in enumerate(names[1:], 1)}
        made = replace(changed(book, places), real=book.result, trial=("甲县的指标由1改为2",))
        paths.append(write(plan_workbook(made), tmp_path_factory.mktemp("changes") / f"{at}.xlsx"))
    return paths


@pytest.mark.office
def test_recalculation_finds_no_difference(
    written: list[Path], recalculated: Callable[..., list[Path]], differences: Callable[[Path, Path], list[str]]
) -> None:
    for path, fresh in zip(written, recalculated(*written), strict=True):
        assert {CHANGES, TRIAL} <= set(load_workbook(path).sheetnames)
        assert differences(path, fresh) == []
        assert verify(fresh).agrees


def test_a_cell_that_was_changed_on_the_sheet_is_named(written: list[Path], tmp_path: Path) -> None:
    assert verify(written[0]).agrees
    changed_one = load_workbook(written[0])
    changed_one[CHANGES]["I7"] = 55
    path = tmp_path / "改.xlsx"
    changed_one.save(path)
    found = verify(path)
    assert not found.agrees
    assert any(f"{CHANGES}!I7" in row for row in found.lines)


def test_a_place_of_then_is_not_taken_for_a_figure_of_now(written: list[Path]) -> None:
    sheet = load_workbook(written[0], data_only=True)[CHANGES]
    row = next(row for row in range(6, 15) if isinstance(sheet.cell(row, 3).value, int))
    for column in "CFIK":  # what is no formula
        assert not [line for line in trace(written[0], f"{CHANGES}!{column}{row}") if "来自 编号" in line]
    assert [line for line in trace(written[0], f"{CHANGES}!D{row}") if "来自 编号" in line]


@pytest.mark.office
def test_after_a_changed_figure_the_later_places_follow_and_each_row_adds_up(
    written: list[Path], tmp_path: Path, recalculated: Callable[..., list[Path]]
) -> None:
    book = load_workbook(written[1])
    main = book["主要指标"]
    at = next(cell for row in main.iter_rows(min_row=8) for cell in row[2:] if isinstance(cell.value, int | float))
    at.value = 99999
    path = tmp_path / "改.xlsx"
    book.save(path)
    (fresh,) = recalculated(path)
    before, after = (load_workbook(name, data_only=True)[CHANGES] for name in (written[1], fresh))
    heads = {str(cell.value): cell.column for cell in after[5]}
    first = {str(cell.value): cell.column for cell in after[4] if cell.value}
    total, source = first["综合得分"], first["得分变化来自"]
    assert heads["本期"] == total + 1
    rows = range(6, 15)
    moved = [row for row in rows if after.cell(row, total + 1).value != before.cell(row, total + 1).value]
    assert moved != []
    for row in rows:
        assert after.cell(row, source).value == before.cell(row, source).value  # computed, so it stays
        shares = [after.cell(row, source + across).value for across in range(3)]
        if "-" not in shares:
            more = float(str(after.cell(row, total + 2).value))
            assert sum(float(str(share)) for share in shares) == pytest.approx(more, abs=1e-9)


def test_every_row_adds_up_as_printed(written: list[Path]) -> None:
    sheet, seen = load_workbook(written[0], data_only=True)[CHANGES], 0
    for row in sheet.iter_rows(min_row=6, max_row=14, max_col=12):
        more, *shares = [row[at].value for at in (7, 8, 9, 10)]
        if isinstance(more, int | float):
            assert round(sum(float(str(share)) for share in shares), 2) == round(more, 2)
            seen += 1
    assert seen > 2
