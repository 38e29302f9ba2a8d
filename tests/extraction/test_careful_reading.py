"""What a careful person would not take for the figure, and what one sees plainly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted, choose
from pingbi.extraction.table_findings import HeadingsSlipped, LikeName, RowsOfWhat
from pingbi.model import Role, State
from pingbi.scheme import Scheme

Table = Callable[..., Extracted]
INVESTMENT, GROWTH, NEW = "industrial_investment", "industrial_investment_yoy", "high_tech_new"


def _scored(found: Extracted, scheme: Scheme, county: str = "南乐县") -> dict[str, str]:
    figures, _ = choose(found.figures, scheme)
    keys = [key for key in figures.chosen if key[0] == county and key[2] is Role.NOW]
    values = {indicator: figures.value(county, indicator) for _, indicator, _ in keys}
    return {indicator: f"{value.normalize():f}" for indicator, value in values.items() if value is not None}


# Cells.


@pytest.mark.parametrize("written", ["3个", "3家", "3项", "三户"])
def test_one_word_for_counting_is_as_good_as_another_in_a_cell(table: Table, scheme: Scheme, written: str) -> None:
    found = table(f"县区 | 高新技术企业新增数（家）\n南乐县 | {written}\n台前县 | 2")
    assert _scored(found, scheme) == {NEW: "3"}
    assert found.findings == ()


@pytest.mark.parametrize("written", ["30.58元", "30.58（万元）", "3千元"])
def test_an_amount_that_would_be_printed_as_nought_is_left_open(table: Table, scheme: Scheme, written: str) -> None:
    found = table(f"县区 | 工业投资（亿元）\n南乐县 | {written}\n台前县 | 21.3")
    assert _scored(found, scheme) == {}
    assert [(row.code, row.county) for row in found.findings] == [("unit-slip", "南乐县")]


@pytest.mark.parametrize("written", ["一亿二", "一亿二千万", "三万五"])
def test_words_with_a_multiple_inside_are_not_guessed(table: Table, scheme: Scheme, written: str) -> None:
    found = table(f"县区 | 工业投资（亿元）\n南乐县 | {written}\n台前县 | 21.3")
    assert _scored(found, scheme) == {}
    assert [row.code for row in found.findings] == ["not-a-number"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("百分之五", "5"), ("百分之5.1", "5.1"), ("负百分之二点五", "-2.5"), ("持平", "0"), ("与上年同期持平", "0")],
)
def test_a_rate_in_words_is_read(table: Table, scheme: Scheme, written: str, value: str) -> None:
    found = table(f"县区 | 工业投资增速（%）\n南乐县 | {written}\n台前县 | 6.2\n范县 | 7")
    assert _scored(found, scheme) == {GROWTH: value}


def test_even_with_last_year_is_no_amount(table: Table, scheme: Scheme) -> None:
    found = table("县区 | 工业投资（亿元）\n南乐县 | 持平\n台前县 | 21.3")
    assert _scored(found, scheme) == {}
    assert [row.code for row in found.findings] == ["not-a-number"]


# 增减: by how much, or by how many per cent?


@pytest.mark.parametrize("heading", ["增减", "同比增减", "较上年同期增减"])
def test_more_or_less_of_what_is_not_said_is_left_open(table: Table, scheme: Scheme, heading: str) -> None:
    found = table(f"县区 | 工业投资（亿元） | {heading}\n南乐县 | 30.58 | 3.2\n台前县 | 21.3 | 1.1")
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}
    assert [row.written for row in found.findings if isinstance(row, LikeName)] == [heading]
    assert {row.state for row in found.figures if row.indicator == GROWTH} == {State.UNDECIDED}


@pytest.mark.parametrize(
    "text",
    [
        "县区 | 工业投资（亿元） | 增减（%）\n南乐县 | 30.58 | 3.2\n台前县 | 21.3 | 1.1",
        "单位：亿元、%\n县区 | 工业投资 | 同比增减\n南乐县 | 30.58 | 3.2\n台前县 | 21.3 | 1.1",
        "县区 | 工业投资（亿元） | 同比增减\n南乐县 | 30.58 | 3.2%\n台前县 | 21.3 | 1.1%",
        "县区 | 工业投资（亿元） | 增减幅\n南乐县 | 30.58 | 3.2\n台前县 | 21.3 | 1.1",
    ],
    ids=["in the heading", "over the table", "in the cells", "in the word"],
)
def test_more_or_less_by_per_cent_is_growth(table: Table, scheme: Scheme, text: str) -> None:
    assert _scored(table(text), scheme) == {INVESTMENT: "30.58", GROWTH: "3.2"}


# A row of whom?


@pytest.mark.parametrize(("head", "name"), [("乡镇", "城关镇"), ("企业名称", "某化工公司"), ("项目", "一期工程")])
def test_a_row_of_a_town_or_a_firm_is_not_the_county(table: Table, scheme: Scheme, head: str, name: str) -> None:
    found = table(f"南乐县2022年上半年\n{head} | 工业投资（亿元） | 技改投资\n{name} | 10 | 3")
    assert _scored(found, scheme) == {}
    assert [row.count for row in found.findings if isinstance(row, RowsOfWhat)] == [1]


@pytest.mark.parametrize("name", ["", "1", "本期数", "全县", "本县"])
def test_a_row_of_the_county_itself_is(table: Table, scheme: Scheme, name: str) -> None:
    found = table(f"南乐县2022年上半年\n序号 | 工业投资（亿元） | 技改投资\n{name} | 10 | 3")
    assert _scored(found, scheme)[INVESTMENT] == "10"


def test_the_county_above_its_towns_is_read(table: Table, scheme: Scheme) -> None:
    found = table("南乐县\n乡镇 | 工业投资（亿元） | 技改投资\n全县 | 30.58 | 4\n城关镇 | 10 | 3\n元村镇 | 20.58 | 1")
    assert _scored(found, scheme) == {INVESTMENT: "30.58", "technical_investment": "4"}


# A column of whom?


@pytest.mark.parametrize("heads", ["城关镇 | 元村镇", "甲 | 乙", " | "])
def test_several_columns_of_numbers_of_which_none_is_the_countys_are_not_read(
    table: Table, scheme: Scheme, heads: str
) -> None:
    found = table(f"填报单位：南乐县\n指标 | {heads}\n工业投资 | 10 | 20.58\n技改投资 | 1 | 3")
    assert _scored(found, scheme) == {}
    assert [str(row) for row in found.findings if isinstance(row, RowsOfWhat)] == [
        "表.xlsx［表］有2列数，看不出哪一列是南乐县的本期数，没有读入"
    ]


def test_a_column_of_one_town_is_not_the_countys(table: Table, scheme: Scheme) -> None:
    found = table("填报单位：南乐县\n指标 | 城关镇\n工业投资 | 10\n技改投资 | 1")
    assert _scored(found, scheme) == {}


@pytest.mark.parametrize("head", ["合计", "全县", "南乐县"])
def test_the_countys_own_column_is_read_among_those_of_its_towns(table: Table, scheme: Scheme, head: str) -> None:
    found = table(
        f"填报单位：南乐县\n指标 | 城关镇 | 元村镇 | {head}\n工业投资 | 10 | 20.58 | 30.58\n技改投资 | 1 | 3 | 4"
    )
    assert _scored(found, scheme)[INVESTMENT] == "30.58"


def test_a_county_over_two_columns_of_years_is_read_by_them(table: Table, scheme: Scheme) -> None:
    found = table(
        """
        指标 | 南乐县 | | 台前县 |
         | 2021年上半年 | 2022年上半年 | 2021年上半年 | 2022年上半年
        工业投资 | 28 | 30.58 | 20 | 21.3
        """,
        merges=((1, 2, 1, 3), (1, 4, 1, 5), (1, 1, 2, 1)),
    )
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}
    assert _scored(found, scheme, "台前县") == {INVESTMENT: "21.3"}


@pytest.mark.parametrize("second", ["30.58", "28"])
def test_a_county_over_two_columns_without_headings_has_two_values_or_one(
    table: Table, scheme: Scheme, second: str
) -> None:
    found = table(
        f"指标 | 南乐县 | | 台前县 |\n工业投资 | 28 | {second} | 20 |",
        merges=((1, 2, 1, 3), (1, 4, 1, 5)),
    )
    assert _scored(found, scheme) == ({INVESTMENT: "28"} if second == "28" else {})
    assert _scored(found, scheme, "台前县") == {INVESTMENT: "20"}


# Headings beside their numbers.


@pytest.mark.parametrize(
    ("text", "scored"),
    [
        pytest.param("县区 | | 工业投资 | 增速\n南乐县 | 30.58 | 5.1 |\n台前县 | 21.3 | 6.2 |", {}, id="to the right"),
        pytest.param(
            "县区 | 工业投资 | 增速 | 技改投资 | \n南乐县 | | 30.58 | 5.1 | 4\n台前县 | | 21.3 | 6.2 | 5",
            {},
            id="to the left",
        ),
        pytest.param(
            "县区 | 工业投资 | 技改投资 | \n南乐县 | 30.58 | | 4\n台前县 | 21.3 | | 5",
            {INVESTMENT: "30.58"},
            id="not before them",
        ),
        pytest.param(
            "县区 | 工业投资 | 技改投资\n南乐县 | 30.58 |\n台前县 | 21.3 |",
            {INVESTMENT: "30.58"},
            id="nothing reported",
        ),
    ],
)
def test_numbers_under_headings_that_slipped_are_left_open(
    table: Table, scheme: Scheme, text: str, scored: dict[str, str]
) -> None:
    found = table(text)
    assert _scored(found, scheme) == scored
    assert any(isinstance(row, HeadingsSlipped) for row in found.findings) == (scored == {})


@pytest.mark.parametrize("heads", ["6月工业投资 | 同比", "本月工业投资 | 增速"])
def test_a_growth_beside_a_month_is_the_months(table: Table, scheme: Scheme, heads: str) -> None:
    found = table(f"县区 | {heads} | 累计工业投资 | 同比\n南乐县 | 6 | 9 | 30.58 | 5.1\n台前县 | 4 | 8 | 21.3 | 6.2")
    assert _scored(found, scheme) == {INVESTMENT: "30.58", GROWTH: "5.1"}
    alone = table(f"县区 | {heads}\n南乐县 | 6 | 9\n台前县 | 4 | 8")
    assert _scored(alone, scheme) == {}


@pytest.mark.parametrize("below", ["总数", "数量", "家数"])
def test_the_whole_is_not_what_is_new(table: Table, scheme: Scheme, below: str) -> None:
    found = table(f"县区 | 高新技术企业 |\n | {below} | 新增数\n南乐县 | 70 | 7\n台前县 | 50 | 5")
    assert _scored(found, scheme) == {NEW: "7"}
    assert _scored(table(f"县区 | 高新技术企业\n | {below}\n南乐县 | 70\n台前县 | 50"), scheme) == {}
