"""综合排名: the order of rows, ties, remarks, notes, what is live, the chart."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi.model import Previous
from pingbi.workbook import Book, ranking
from pingbi.workbook.measure import text_px
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.ranking_words import MOST_REASONS, texts
from pingbi.workbook.references import MAIN, METHOD, letters
from pingbi.workbook.total_formulas import total_formula

Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫"
TABLE = "a b\n甲县 1 5\n乙县 9 4\n丙县 3 -\n丁县 6 4"
VETO = """criterion = [{id="x", name="投资", weight=10, method="given", value="a"},
    {id="y", name="增速", weight=10, method="given", value="b"}]
indicator = [{id="a", name="投资额", unit="亿元", kind="level"}, {id="b", name="增速", unit="%", kind="yoy"},
    {id="v", name="事故", unit="起", kind="count", required=false}]
veto = [{name="事故", indicator="v", effect="EFFECT"}]"""
PARTS = """part = [{id="p", name="总量", weight=10}, {id="q", name="质量", weight=10}]
criterion = [{id="x", name="投资", part="p", weight=10, method="given", value="a"},
    {id="y", name="增速", part="q", weight=10, method="given", value="b"}]"""


def plain(value: object) -> object:
    """Without the blank of a spaced name."""
    return value.replace("\u3000", "") if isinstance(value, str) else value


def rows(book: Book, at: At) -> list[tuple[object, ...]]:
    """(序号, 县区, 综合得分, 综合排名, 备注) from top to bottom."""
    cells, place = at(ranking.plan(book)), book.ranking
    columns = (place.number, place.county, place.total, place.place, place.note)
    return [tuple(plain(cells[row, column].value) for column in columns) for row in sorted(place.row.values())]


def test_counties_stand_by_place_and_those_without_a_total_last(made: Made, at: At) -> None:
    assert rows(made(TABLE), at) == [
        (1, "乙县", Decimal(13), 1, None),
        (2, "丁县", Decimal(10), 2, None),
        (3, "甲县", Decimal(6), 3, None),
        (4, "丙县", "-", "-", "缺1项，不参与排名"),
    ]


def test_ties_stand_in_the_official_order_and_name_each_other(made: Made, at: At) -> None:
    found = rows(made("a\n甲县 1\n乙县 5\n丙县 5"), at)
    assert [row[1:] for row in found] == [
        ("乙县", Decimal(5), 1, "与丙县并列"),
        ("丙县", Decimal(5), 1, "与乙县并列"),
        ("甲县", Decimal(1), 3, None),
    ]


def test_a_tie_of_many_is_counted(made: Made, at: At) -> None:
    found = rows(made("a\n甲县 5\n乙县 5\n丙县 5\n丁县 5"), at)
    assert {row[4] for row in found} == {"4个县区并列"}


def test_a_tied_place_reads_so_by_its_format_and_stays_a_number(made: Made) -> None:
    book = made("a\n甲县 5\n乙县 5")
    ((area, options),) = ranking.plan(book).conditions
    assert area == (book.ranking.top, book.ranking.place, book.ranking.last_row, book.ranking.place)
    assert "COUNTIF" in str(options["criteria"])
    assert getattr(options["format"], "number", "") == '"并列"General'


@pytest.mark.parametrize(
    ("effect", "last"),
    [
        pytest.param("last", ("乙县", Decimal(13), 3, "一票否决，列末位"), id="keeps its points"),
        pytest.param("unranked", ("乙县", "-", "-", "一票否决，不参与排名"), id="has none"),
    ],
)
def test_a_vetoed_county_stands_after_those_that_are_ranked(
    made: Made, at: At, effect: str, last: tuple[object, ...]
) -> None:
    table = "a b v\n甲县 1 5 0\n乙县 9 4 1\n丁县 6 4 0"
    assert rows(made(table, tables=VETO.replace("EFFECT", effect)), at)[-1][1:] == last


def test_a_vetoed_county_without_a_total_is_not_said_to_be_the_last(made: Made, at: At) -> None:
    """列末位 is a place after all ranked ones; a county that lacks a figure has no place at all."""
    found = rows(made("a b v\n甲县 1 5 0\n乙县 9 - 1\n丁县 6 4 0", tables=VETO.replace("EFFECT", "last")), at)
    assert found[-1][1:] == ("乙县", "-", "-", "一票否决；缺1项，不参与排名")


@pytest.mark.parametrize(
    ("rules", "remark"),
    [
        pytest.param('missing = "zero"', "缺1项，记0分", id="zero"),
        pytest.param('missing = "lowest"', "缺1项，按最低得分计", id="lowest"),
        pytest.param('missing = "zero"\nexempt = "lowest"', "缺1项，记0分；缺1项，按最低得分计", id="each its own"),
    ],
)
def test_points_that_stand_for_no_figure_are_said_to_be_so(made: Made, at: At, rules: str, remark: str) -> None:
    """A 0.00 that was not reported looks like a result."""
    lacking = "免" if "exempt" in rules else "7"
    found = rows(made(f"a b c\n甲县 1 5 0\n乙县 9 - {lacking}\n丁县 6 4 0", scheme=rules), at)
    assert {row[1]: row[4] for row in found} == {"甲县": None, "乙县": remark, "丁县": None}


def test_what_nobody_has_is_not_lacking_to_one(made: Made, at: At) -> None:
    for rule, shown in (("zero", 0), ("rescale", "-")):
        book = made("a b\n甲县 1 -\n乙县 9 -\n丁县 6 -", scheme=f'missing = "{rule}"\nrescale_least = 0.5')
        assert {row[4] for row in rows(book, at)} == ({None} if rule == "zero" else {"缺1项，按其余权重折算"})
        cells = at(ranking.plan(book))
        assert {cells[row, book.ranking.points["b"]].value for row in book.ranking.row.values()} == {shown}


@pytest.mark.parametrize(("rule", "counted"), [("zero", True), ("rescale", False)])
def test_what_nobody_has_weighs_in_a_mean_only_where_it_counts_0(made: Made, rule: str, *, counted: bool) -> None:
    rules = f'total = "weighted_mean"\nmissing = "{rule}"\nrescale_least = 0.5'
    book = made("a b\n甲县 1 -\n乙县 9 -\n丁县 6 -", scheme=rules)
    made_of = total_formula(book, "甲县")
    assert (f"ISNUMBER(0)*{book.method.weight('b')}" in made_of) is counted
    assert (",0)/" in made_of) is counted


def test_the_notes_say_who_is_not_ranked_and_why(made: Made) -> None:
    found = texts(made(TABLE))
    assert any(text.startswith("丙县：") and "b" in text for text in found)
    assert "得分相同的并列，其后名次顺延（1、2、2、4）" in found[0]


@pytest.mark.parametrize(
    ("part", "total", "words"),
    [
        pytest.param("weight=10", "sum", "综合得分＝各项得分之和，", id="a part is the sum of its criteria"),
        pytest.param("weight=30", "sum", "综合得分＝各一级指标得分之和，", id="a part weighs otherwise"),
        pytest.param('weight=10, total="geometric_mean"', "sum", "综合得分＝各一级指标得分之和，", id="a mean"),
        pytest.param("weight=30", "weighted_mean", "综合得分＝各一级指标得分率的加权平均×100，", id="a mean of parts"),
    ],
)
def test_the_first_note_says_of_what_the_total_is_made(made: Made, part: str, total: str, words: str) -> None:
    """Who adds up the points of the criteria must not miss the total by a rule that is not said."""
    tables = PARTS.replace('id="p", name="总量", weight=10', f'id="p", name="总量", {part}')
    assert texts(made(TABLE, tables=tables, scheme=f'total = "{total}"'))[0].startswith(words)


def test_many_reasons_are_gathered_in_few_notes(made: Made) -> None:
    names = [f"{sign}县" for sign in "甲乙丙丁戊己庚辛"]
    ids = "abcdefgh"
    lines = [" ".join(ids)]
    lines += [" ".join([name, *("-" if at == own else "1" for own in range(8))]) for at, name in enumerate(names)]
    found = [text for text in texts(made("\n".join(lines))) if "县：" in text]
    assert 1 <= len(found) < MOST_REASONS
    assert all(any(f"{name}：" in text for text in found) for name in names)


def test_without_a_single_total_the_title_and_the_first_note_say_so(made: Made) -> None:
    book = made("a b\n甲县 1 -\n乙县 - 4")
    plan = ranking.plan(book)
    assert any(str(row.value).endswith("（数据不全）") for row in plan.merges if row.top == 1)
    assert texts(book)[0].startswith("报送数据不全")
    assert plan.charts == ()


def test_a_change_of_place_counts_upwards_and_a_county_that_was_not_there_is_new(made: Made, at: At) -> None:
    previous = Previous(places={"甲县": Decimal(1), "乙县": Decimal(3)}, name="2021年下半年")
    book = made(TABLE, previous=previous)
    cells, place = at(ranking.plan(book)), book.ranking
    moved = {name: cells[row, place.change].value for name, row in place.row.items()}
    assert moved == {"甲县": -2, "乙县": 2, "丙县": "-", "丁县": "新增"}


def test_a_tied_place_has_room_for_its_word(made: Made) -> None:
    names = [f"{SURNAMES[at // 12]}{SURNAMES[at % 12]}县" for at in range(120)]
    book = made("\n".join(["a", *(f"{name} 1" for name in names)]), scheme='ties = "average"')
    (place,) = {row.place for row in book.result.totals}
    plan = ranking.plan(book)
    assert plan.columns[book.ranking.place] >= text_px(f"并列{place}", 12)


def test_mean_places_move_by_halves(made: Made, at: At) -> None:
    previous = Previous(places={"甲县": Decimal(1), "乙县": Decimal(2)}, name="上期")
    book = made("a\n甲县 5\n乙县 5", scheme='ties = "average"', previous=previous)
    cell = at(ranking.plan(book))[book.ranking.row["乙县"], book.ranking.change]
    assert (cell.value, cell.style.number) == (Decimal("0.5"), '"↑"0.0;"↓"0.0;"—"')


def test_points_totals_and_places_are_fetched_or_computed_in_the_row(made: Made, at: At) -> None:
    book = made(TABLE)
    cells, place, row = at(ranking.plan(book)), book.ranking, book.ranking.row["乙县"]
    assert cells[row, place.points["a"]].formula.startswith(f"=INDEX({MAIN}!")
    assert cells[row, place.total].formula.startswith("=IF(ISNUMBER(")
    assert cells[row, place.place].formula.startswith("=IF(")


def test_headings_follow_the_weights_and_lead_to_their_rules(made: Made, at: At) -> None:
    book = made(TABLE, tables=PARTS)
    cells = at(ranking.plan(book))
    heading = cells[4, book.ranking.points["x"]]
    assert (heading.value, heading.link) == ("投资\n(10)", f"{METHOD}!$A$6")
    assert book.method.weight("x") in heading.formula
    assert cells[3, book.ranking.points["x"]].value == "总量（10分）"


def test_groups_are_blocks_with_a_heading_where_points_are_made_within(made: Made, at: At) -> None:
    book = made("a\n甲县:东 1\n乙县:西 5\n丙县:东 3", scheme='rank_within = "group"')
    cells = at(ranking.plan(book))
    order = [plain(cells[row, 1 if (row, 1) in cells else 0].value) for row in range(5, 10)]
    assert order == ["东（2个）", "丙县", "甲县", "西（1个）", "乙县"]


def test_what_is_not_for_paper_stands_right_of_the_printed_area(made: Made, at: At) -> None:
    book = made(TABLE)
    plan = ranking.plan(book)
    assert plan.page.area is not None
    right = plan.page.area[3]
    assert right == book.ranking.note
    outside = {cell.value for cell in at(plan).values() if cell.column > right}
    assert {"目录（不打印）", "行序与名次一致", "综合得分（未修约）"} <= outside


def test_the_chart_shows_the_ranked_counties_on_a_page_of_its_own(made: Made, at: At) -> None:
    book = made(TABLE, tables=PARTS)
    plan = ranking.plan(book)
    (chart,) = plan.charts
    assert plan.page.row_breaks == (chart.row - 2,)  # an empty row and 附图1 stand above it
    assert [series["name"] for series in chart.series] == ["总量", "质量"]
    assert chart.combine is not None
    names, values = chart.combine.series[0]["categories"], chart.combine.series[0]["values"]
    cells = at(plan)
    shown = {plain(cells[row, names[2]].value): cells[row, values[2]].value for row in range(values[1], values[3] + 1)}
    assert shown == {"乙县": Decimal(13), "丁县": Decimal(10), "甲县": Decimal(6)}
    assert sum(plan.rows[row] for row in plan.rows if row >= chart.row) * 96 / 72 >= chart.size[1]


def test_below_0_the_counties_stand_under_the_chart_and_not_in_its_bars(made: Made) -> None:
    (above,), (below,) = (ranking.plan(made(f"a\n甲县 1\n乙县 {least}\n丙县 3")).charts for least in (2, -2))
    assert below.settings["set_x_axis"]["label_position"] == "low"
    assert "label_position" not in above.settings["set_x_axis"]


@pytest.mark.parametrize(("decimals", "shape"), [(0, "0"), (1, "0.0"), (2, "0.00"), (4, "0.00")])
def test_the_chart_prints_no_more_decimals_than_the_table(made: Made, decimals: int, shape: str) -> None:
    book = made("a\n甲县 1\n乙县 2\n丙县 3", scheme=f"decimals = {decimals}\ntotal_decimals = {decimals}")
    (chart,) = ranking.plan(book).charts
    assert chart.series[0]["data_labels"]["num_format"] == shape


def test_two_ranked_counties_are_no_picture(made: Made) -> None:
    assert ranking.plan(made("a\n甲县 1\n乙县 2")).charts == ()


def test_a_trial_says_so_in_the_notes_and_on_every_page(made: Made) -> None:
    book = made(TABLE, trial=("甲县.a=3",), sample=True)
    assert any("不是正式结果" in text and "甲县.a=3" in text for text in texts(book))
    assert ranking.plan(book).page.header.endswith("示例数据　试算，不是正式结果")


def test_secrecy_and_document_number_stand_at_the_left_of_the_header(made: Made) -> None:
    book = made(TABLE, tables='print = {secrecy="内部资料&勿传", document_number="濮工信〔2022〕8号"}')
    assert ranking.plan(book).page.header == '&L&"宋体,常规"&10 内部资料&&勿传　濮工信〔2022〕8号'


def test_the_formula_of_a_change_of_place_counts_upwards_too(made: Made, at: At) -> None:
    previous = Previous(places={"甲县": Decimal(2), "乙县": Decimal(1)})
    book = made("a\n甲县 9\n乙县 5", previous=previous)
    where, row = book.ranking, book.ranking.row["甲县"]
    made_of = at(ranking.plan(book))[row, where.change]
    place, before = (f"${letters(column)}{row + 1}" for column in (where.place, where.previous))
    assert (made_of.value, f"{before}-{place}" in made_of.formula) == (1, True)
