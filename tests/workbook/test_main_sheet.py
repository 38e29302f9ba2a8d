"""主要指标: columns by criterion, the city's row, pages by 一级指标, links that are no blue text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi.workbook import Book, indicators
from pingbi.workbook.indicator_columns import CITY_ROW, COUNTY, FIRST_ROW
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.references import METHOD, SOURCES

Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]

SIGNED, UNITS = frozenset({"sign"}), frozenset({"meta_r"})  # styles
TABLES = """part = [{id="p", name="总量", weight=10}, {id="q", name="增长", weight=30}]
indicator = [{id="a", name="工业投资", unit="亿元", kind="level"}, {id="g", name="投资增速", unit="%", kind="yoy"},
    {id="n", name="新项目", unit="个", kind="count"}]
criterion = [{id="x", name="投资额", part="p", weight=10, method="rank_step", value="a"},
    {id="y", name="投资增速", part="q", weight=20, method="efficacy", value="g"},
    {id="z", name="新签约项目", part="q", weight=10, method="benchmark", value="n"}]"""
TABLE = "a g n\n全市 90 14.8 -\n范县 30.58 45 3\n乙县 - 免 4\n丙县 8 -2.5 4"


def planned(book: Book) -> SheetPlan:
    plan = indicators.plan(book)
    assert plan is not None
    return plan


def test_the_citys_row_stands_first_without_place_and_points(made: Made, at: At) -> None:
    book = made(TABLE, tables=TABLES)
    cells, columns = at(planned(book)), book.main.criteria["y"]
    assert cells[CITY_ROW, 0].value == "全　市"
    row = [cells[CITY_ROW, at].value for at in (columns.value, columns.place, columns.points)]
    assert row == [Decimal("14.8"), "-", "-"]


def test_counties_stand_in_the_official_order_under_spaced_names(made: Made, at: At) -> None:
    cells = at(planned(made(TABLE, tables=TABLES)))
    assert [cells[FIRST_ROW + down, COUNTY].value for down in range(3)] == ["范　县", "乙　县", "丙　县"]


def test_a_rate_has_its_distance_from_the_city_and_a_count_has_none(made: Made, at: At) -> None:
    book = made(TABLE, tables=TABLES)
    assert book.main.criteria["z"].against is None
    column = book.main.criteria["y"].against
    assert column is not None
    cells = at(planned(book))
    assert [cells[FIRST_ROW + down, column].value for down in range(3)] == [Decimal("30.2"), "-", Decimal("-17.3")]


def test_a_figure_leads_to_its_source_and_a_text_with_a_link_is_a_formula(made: Made, at: At) -> None:
    book = made(TABLE, tables=TABLES)
    cells, column = at(planned(book)), book.main.criteria["y"].value
    number, exempt = (cells[FIRST_ROW + down, column] for down in (0, 1))
    assert (number.value, number.formula) == (Decimal(45), "")
    assert number.link.startswith(f"{SOURCES}!$A$")
    assert (exempt.value, exempt.formula) == ("免报", '="免报"')
    assert exempt.link.startswith(f"{SOURCES}!$A$")


def test_places_and_points_refer_to_the_whole_column_and_the_rules(made: Made, at: At) -> None:
    book = made(TABLE, tables=TABLES)
    cells, columns = at(planned(book)), book.main.criteria["y"]
    assert book.main.whole(columns.value) in cells[FIRST_ROW, columns.place].formula
    assert f"{METHOD}!" in cells[FIRST_ROW, columns.points].formula


def test_each_part_is_a_page_with_its_own_title_that_is_never_in_repeated_columns(made: Made) -> None:
    plan = planned(made(TABLE, tables=TABLES))
    titles = [row for row in plan.merges if row.top == 1]
    assert [str(row.value)[-3:] for row in titles] == ["（一）", "（二）"]
    assert plan.page.column_breaks == (titles[1].left,)
    assert plan.page.repeat_columns == (0, 1)
    assert titles[0].left == 2


def test_without_parts_there_is_one_page_and_no_number_in_the_title(made: Made) -> None:
    plan = planned(made("a b\n甲县 1 2\n乙县 3 4"))
    assert plan.page.column_breaks == ()
    assert [str(row.value)[-1] for row in plan.merges if row.top == 1] == ["表"]


def test_headings_carry_the_weights_of_the_rules(made: Made, at: At) -> None:
    book = made(TABLE, tables=TABLES)
    cells = at(planned(book))
    part, criterion = cells[3, book.main.criteria["y"].first], cells[4, book.main.criteria["y"].first]
    assert (part.value, criterion.value) == ("增长（30分）", "投资增速（20分）")
    assert book.method.weight("y") in criterion.formula


def test_a_criterion_without_data_has_no_columns(made: Made) -> None:
    book = made(TABLE.replace(" 3\n", " -\n").replace(" 4", " -"), tables=TABLES)
    assert set(book.main.criteria) == {"x", "y"}
    assert not any("新签约项目" in str(row.value) for row in planned(book).merges)


def test_the_last_page_is_signed_and_the_others_are_not(made: Made, at: At) -> None:
    book = made(TABLE, tables=TABLES)
    plan = planned(book)
    signed = [cell for cell in at(plan).values() if cell.style.token in SIGNED]
    assert [cell.column for cell in signed] == [plan.page.column_breaks[-1]]
    assert str(signed[0].value).startswith("制表单位：某市工信局")


@pytest.mark.parametrize(
    ("line", "said"),
    [("", "单位：亿元、%、个、分"), ('unit_line = "单位：万元"', "单位：万元")],
    ids=["units", "given"],
)
def test_the_units_stand_above_the_table_as_used_or_as_the_scheme_has_them(
    made: Made, at: At, line: str, said: str
) -> None:
    plan = planned(made(TABLE, tables=TABLES + f"\nprint = {{{line}}}"))
    assert {cell.value for cell in at(plan).values() if cell.style.token in UNITS} == {said}


def test_notes_speak_only_of_sheets_that_are_there(made: Made) -> None:
    plan = planned(made(TABLE, tables=TABLES + '\nprint = {sheets=["综合排名", "主要指标"]}'))
    notes = [str(row.value) for row in plan.merges if row.top > FIRST_ROW + 2]
    assert notes
    assert not any("数据来源" in note or "见“计分办法”" in note for note in notes)


def test_a_count_in_the_citys_row_that_is_missing_is_a_dash(made: Made, at: At) -> None:
    book = made(TABLE, tables=TABLES)
    assert at(planned(book))[CITY_ROW, book.main.criteria["z"].value].value == "-"
