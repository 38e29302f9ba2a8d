"""What a title, the name of a sheet or of a file says of all the numbers of a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted, choose, extract
from pingbi.extraction.table_findings import OverSeveral, PlanTable, TitleSaysOther
from pingbi.model import Role, State
from pingbi.readers import Document, Sheet
from pingbi.scheme import Scheme

Table = Callable[..., Extracted]
Typed = Callable[..., Document]
INVESTMENT, GROWTH = "industrial_investment", "industrial_investment_yoy"
TECHNICAL = "technical_investment"
PLAIN = "县区 | 工业投资（亿元）\n南乐县 | 30.58\n台前县 | 21.3"


def _scored(found: Extracted, scheme: Scheme, county: str = "南乐县") -> dict[str, str]:
    figures, _ = choose(found.figures, scheme)
    keys = [key for key in figures.chosen if key[0] == county and key[2] is Role.NOW]
    values = {indicator: figures.value(county, indicator) for _, indicator, _ in keys}
    return {indicator: f"{value.normalize():f}" for indicator, value in values.items() if value is not None}


def _sheets(typed: Typed, name: str = "汇总.xlsx", **tables: str) -> Document:
    """A workbook with a sheet of each name."""
    return Document(name, tuple(Sheet(title, typed(text).sheets[0].cells) for title, text in tables.items()))


# Of when.

OTHER_PERIODS = """
    2022年5月工业投资完成情况 2022年6月工业投资完成情况 6月份工业投资完成情况 2022年7月工业投资完成情况
    五月份工业投资完成情况 2022年前5个月工业投资 2022年前五个月工业投资
    2022-06工业投资 202206工业投资 2022.1-5工业投资 2022.01-05工业投资
    统计期：2022年5月 时间：2022年5月 （2022年5月） 2021上半年工业投资 2021H1工业投资 21年上半年工业投资
    二〇二一年上半年工业投资 5月快报工业投资完成情况 2022Q2工业投资
"""


@pytest.mark.parametrize("title", OTHER_PERIODS.split())
def test_a_title_of_another_period_is_understood_however_it_is_spelled(
    table: Table, scheme: Scheme, title: str
) -> None:
    found = table(f"{title}\n{PLAIN}")
    assert _scored(found, scheme) == {}
    assert {row.state for row in found.figures} == {State.OTHER_PERIOD}


THIS_PERIOD = """
    2022年7月 2022年7月5日 2022.07.05 （2022年7月） 时间：2022年7月 制表日期：2022年5月 2022年1—6月工业投资
    22年上半年工业投资 2022上半年工业投资 二〇二二年上半年工业投资 2022年01—06月工业投资
    2022年前六个月工业投资 2022年半年工业投资
"""


@pytest.mark.parametrize("title", THIS_PERIOD.split())
def test_a_date_is_no_period_and_the_periods_own_spellings_are_known(table: Table, scheme: Scheme, title: str) -> None:
    assert _scored(table(f"{title}\n{PLAIN}"), scheme) == {INVESTMENT: "30.58"}


def test_the_sum_to_date_under_a_title_of_the_last_month_is_this_period(table: Table, scheme: Scheme) -> None:
    found = table("""
        2022年6月工业投资完成情况
        县区 | 工业投资（亿元） |
         | 本月 | 累计
        南乐县 | 6 | 30.58
        台前县 | 4 | 21.3
    """)
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}


@pytest.mark.parametrize(
    "name", ["6月", "5月", "1-5月", "2021", "2021年上半年", "202205", "去年", "上年同期", "一季度"]
)
def test_a_sheet_is_called_by_its_period(scheme: Scheme, document: Typed, name: str) -> None:
    assert _scored(extract(_sheets(document, **{name: PLAIN}), scheme), scheme) == {}


@pytest.mark.parametrize("name", ["2022", "1-6月", "2022年上半年", "7月上报", "汇总", "Sheet6", "今年"])
def test_other_names_of_sheets_say_of_no_other_period(scheme: Scheme, document: Typed, name: str) -> None:
    assert _scored(extract(_sheets(document, **{name: PLAIN}), scheme), scheme) == {INVESTMENT: "30.58"}


def test_of_the_sheets_of_many_months_the_periods_own_is_read(scheme: Scheme, document: Typed) -> None:
    sheets = {"6月": PLAIN.replace("30.58", "7"), "1-6月": PLAIN, "1-5月": PLAIN.replace("30.58", "23")}
    assert _scored(extract(_sheets(document, **sheets), scheme), scheme) == {INVESTMENT: "30.58"}


def test_a_title_goes_before_the_name_of_its_sheet(scheme: Scheme, document: Typed) -> None:
    found = extract(_sheets(document, **{"1-5月": f"2022年上半年\n{PLAIN}"}), scheme)
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}


@pytest.mark.parametrize(
    ("name", "scored"),
    [
        ("2022年1-5月工业投资.xlsx", {}),
        ("2021年上半年工业投资.xlsx", {}),
        ("2022年工业投资.xlsx", {INVESTMENT: "30.58"}),
        ("7月5日报送.xlsx", {INVESTMENT: "30.58"}),
        ("2022年7月报表.xlsx", {INVESTMENT: "30.58"}),
    ],
)
def test_a_files_name_says_of_when_where_nothing_else_does(
    table: Table, scheme: Scheme, name: str, scored: dict[str, str]
) -> None:
    assert _scored(table(PLAIN, name), scheme) == scored


def test_a_heading_that_names_a_month_is_no_title(table: Table, scheme: Scheme) -> None:
    found = table("县区 | 工业投资 | 工业投资其中：6月\n南乐县 | 30.58 | 3.2\n台前县 | 21.3 | 1.1")
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}


# Of what.

NOT_THE_FIGURE = """
    2022年上半年半年综合评比得分表 各项指标位次表 各项指标排名情况 工业投资占全市比重 工业投资增量表
    工业投资对全市贡献情况
"""


@pytest.mark.parametrize("title", NOT_THE_FIGURE.split())
def test_a_title_may_say_that_the_numbers_are_something_else(table: Table, scheme: Scheme, title: str) -> None:
    found = table(f"{title}\n县区 | 工业投资 | 技改投资\n南乐县 | 1 | 2\n台前县 | 2 | 1")
    assert _scored(found, scheme) == {}
    assert {row.name for row in found.findings if isinstance(row, TitleSaysOther)} == {"工业投资", "技改投资"}


def test_the_words_for_a_table_of_something_else(table: Table) -> None:
    found = table("各项指标位次表\n县区 | 工业投资\n南乐县 | 1\n台前县 | 2")
    assert str(found.findings[0]) == "“各项指标位次表”说的是位次，不是完成数，其中工业投资的2个数没有读入"


@pytest.mark.parametrize("name", ["得分", "位次", "占比", "年度计划", "目标"])
def test_so_may_the_name_of_a_sheet(scheme: Scheme, document: Typed, name: str) -> None:
    text = "县区 | 工业投资 | 技改投资\n南乐县 | 1 | 2\n台前县 | 2 | 1"
    found = extract(_sheets(document, **{name: text}), scheme)
    assert _scored(found, scheme) == {}
    assert any(isinstance(row, TitleSaysOther | PlanTable) for row in found.findings)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("工业投资排名\n名次 | 县区 | 工业投资\n1 | 南乐县 | 30.58\n2 | 台前县 | 21.3", id="a ranking"),
        pytest.param(
            "综合评比得分表\n县区 | 工业投资 | 得分\n南乐县 | 30.58 | 10\n台前县 | 21.3 | 9", id="points of their own"
        ),
        pytest.param("得分表\n县区 | 工业投资（亿元）\n南乐县 | 30.58\n台前县 | 21.3", id="a unit"),
        pytest.param(
            "工业经济和高新技术产业情况\n县区 | 工业投资\n南乐县 | 30.58\n台前县 | 21.3", id="a part and the whole"
        ),
        pytest.param("工业投资完成情况及全年预计\n县区 | 工业投资\n南乐县 | 30.58\n台前县 | 21.3", id="and a forecast"),
        pytest.param(
            "南乐县2022年6月月报\n指标 | 本月 | 1-6月累计\n工业投资 | 6 | 30.58", id="a form of the month and to date"
        ),
        pytest.param("工业投资完成情况及增速\n县区 | 工业投资\n南乐县 | 30.58\n台前县 | 21.3", id="amounts and growth"),
    ],
)
def test_a_title_with_such_a_word_may_stand_over_figures(table: Table, scheme: Scheme, text: str) -> None:
    assert _scored(table(text), scheme) == {INVESTMENT: "30.58"}


@pytest.mark.parametrize("heading", ["工业投资（30分）", "工业投资(12.5分)"])
def test_full_marks_in_a_heading_make_points_of_the_numbers(table: Table, scheme: Scheme, heading: str) -> None:
    assert _scored(table(f"县区 | {heading}\n南乐县 | 28.5\n台前县 | 26"), scheme) == {}
    beside = table(f"县区 | {heading} | 得分\n南乐县 | 30.58 | 28.5\n台前县 | 21.3 | 26")
    assert _scored(beside, scheme) == {INVESTMENT: "30.58"}


@pytest.mark.parametrize("total", ["综合得分", "总分", "总得分(100)"])
def test_columns_that_add_up_to_the_points_are_points(table: Table, scheme: Scheme, total: str) -> None:
    head = f"县区 | 工业投资增速 | 技改投资增速 | 加分 | {total} | 名次"
    assert _scored(table(f"{head}\n南乐县 | 14.2 | 13 | 1 | 28.2 | 1\n台前县 | 13 | 12 | | 25 | 2"), scheme) == {}
    others = table(f"{head}\n南乐县 | 14.2 | 13 | 1 | 88 | 1\n台前县 | 13 | 12 | | 80 | 2")
    assert _scored(others, scheme)[GROWTH] == "14.2"


@pytest.mark.parametrize(
    "title", ["主要指标增速表", "2022年上半年主要指标同比增长情况（%）", "2022年上半年主要指标\n | | 单位：%"]
)
def test_amounts_by_name_are_growth_where_the_whole_table_is(table: Table, scheme: Scheme, title: str) -> None:
    found = table(f"{title}\n县区 | 工业投资 | 技改投资\n南乐县 | 5.1 | 2\n台前县 | 6.2 | 1")
    assert _scored(found, scheme) == {GROWTH: "5.1", "technical_investment_yoy": "2"}


def test_a_sheet_of_amounts_and_one_of_their_growth(scheme: Scheme, document: Typed) -> None:
    sheets = {
        "总量": "县区 | 工业投资\n南乐县 | 30.58\n台前县 | 21.3",
        "增速": "县区 | 工业投资\n南乐县 | 5\n台前县 | 6",
    }
    assert _scored(extract(_sheets(document, **sheets), scheme), scheme) == {INVESTMENT: "30.58", GROWTH: "5"}


@pytest.mark.parametrize("title", ["上半年工业投资预计完成情况", "上半年工业投资预测表", "上半年工业投资预估数"])
def test_what_is_expected_has_not_been_reached(table: Table, scheme: Scheme, title: str) -> None:
    assert _scored(table(f"{title}\n{PLAIN}"), scheme) == {}


# Units below the table.


@pytest.mark.parametrize(
    "note",
    [
        "单位：万元",
        "注：本表单位为万元。",
        "说明：投资额均以万元计",
        "以上数据为万元",
        "注：投资额为万元。",
        "注：1.本表数据为快报数；2.金额单位：万元、%",
    ],
)
def test_a_unit_below_the_table_holds_where_none_stands_above(table: Table, scheme: Scheme, note: str) -> None:
    found = table(f"县区 | 工业投资 | 技改投资\n南乐县 | 305800 | 41000\n台前县 | 213000 | 52000\n{note}")
    assert _scored(found, scheme) == {INVESTMENT: "30.58", TECHNICAL: "4.1"}


def test_a_unit_below_of_one_indicator_is_no_others(table: Table, scheme: Scheme) -> None:
    found = table("县区 | 工业投资 | 技改投资\n南乐县 | 30.58 | 41000\n台前县 | 21.3 | 52000\n注：技改投资单位为万元")
    assert _scored(found, scheme) == {INVESTMENT: "30.58", TECHNICAL: "4.1"}


@pytest.mark.parametrize(
    "text",
    [
        "单位：亿元\n县区 | 工业投资\n南乐县 | 305800\n台前县 | 213000\n注：本表单位为万元",
        "县区 | 工业投资（亿元）\n南乐县 | 305800\n台前县 | 213000\n注：本表单位为万元",
        "县区 | 工业投资\n南乐县 | 305800\n台前县 | 213000\n注：固投单位为万元",
    ],
)
def test_units_above_and_below_that_disagree_leave_the_number_open(table: Table, scheme: Scheme, text: str) -> None:
    found = table(text)
    assert _scored(found, scheme) == {}
    assert {row.code for row in found.findings} == {"unit-slip"}


def test_a_unit_between_two_tables_is_the_second_ones(table: Table, scheme: Scheme) -> None:
    found = table("""
        县区 | 工业投资
        南乐县 | 30.58
        台前县 | 21.3
        单位：万元
        县区 | 技改投资
        南乐县 | 41000
        台前县 | 52000
    """)
    assert _scored(found, scheme) == {INVESTMENT: "30.58", TECHNICAL: "4.1"}


# Numbers of several.


@pytest.mark.parametrize(
    ("text", "merge", "cells"),
    [
        pytest.param("县区 | 工业投资\n南乐县 | 51.88\n台前县 |\n范县 | 9", (2, 2, 3, 2), "B2:B3", id="two counties"),
        pytest.param(
            "县区 | 工业投资 | 技改投资\n南乐县 | 30.58 |\n台前县 | 21.3 | 5",
            (2, 2, 2, 3),
            "B2:C2",
            id="two indicators",
        ),
    ],
)
def test_a_number_over_several_is_nobodys(
    table: Table, scheme: Scheme, text: str, merge: tuple[int, int, int, int], cells: str
) -> None:
    found = table(text, merges=(merge,))
    assert _scored(found, scheme) == {}
    assert [row.cells for row in found.findings if isinstance(row, OverSeveral)] == [cells]
    assert _scored(table(text), scheme) != {}


def test_a_number_as_wide_as_its_heading_is_read(table: Table, scheme: Scheme) -> None:
    text = "县区 | 工业投资 | | 技改投资\n南乐县 | 30.58 | | 4\n台前县 | 21.3 | | 5"
    found = table(text, merges=((1, 2, 1, 3), (2, 2, 2, 3), (3, 2, 3, 3)))
    assert _scored(found, scheme) == {INVESTMENT: "30.58", TECHNICAL: "4"}


# Headings that are no line of others.


@pytest.mark.parametrize("below", ["甲类", "计划", "基数", "2021", "Q1"])
def test_a_heading_over_two_rows_beside_the_names_is_not_passed_over(table: Table, scheme: Scheme, below: str) -> None:
    found = table(f"县区 | 工业投资\n | {below}\n南乐县 | 60\n台前县 | 50", merges=((1, 1, 2, 1),))
    assert _scored(found, scheme) == {}
