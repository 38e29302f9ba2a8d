"""Master tables of all counties, however they lie, and one county's form without a fingerprint."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from msgspec.structs import replace

from pingbi.extraction import Extracted, choose, extract
from pingbi.extraction.findings import (
    NotANumber,
    NothingRead,
    PartOfOne,
    UnitConverted,
    UnitsDiffer,
    UnknownCounty,
    Unmapped,
    UnmappedRow,
)
from pingbi.model import Role, Source, State
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme

Table = Callable[..., Extracted]
INVESTMENT, GROWTH = "industrial_investment", "industrial_investment_yoy"


def _values(found: Extracted) -> dict[tuple[str, str], str]:
    return {
        (row.county, row.indicator): f"{row.value.normalize():f}" if row.value is not None else row.state.value
        for row in found.figures
        if row.role is Role.NOW
    }


def test_counties_in_rows_are_read_with_the_citys_row(table: Table) -> None:
    found = table("""
        县区 | 工业投资（亿元） | 工业投资增速（%）
        全市 | 200.5 | 14.8
        南乐县 | 30.58 | 45
        范　县 | 20 | -1.5
    """)
    assert _values(found) == {
        ("全市", INVESTMENT): "200.5",
        ("全市", GROWTH): "14.8",
        ("南乐县", INVESTMENT): "30.58",
        ("南乐县", GROWTH): "45",
        ("范县", INVESTMENT): "20",
        ("范县", GROWTH): "-1.5",
    }
    assert {row.source for row in found.figures} == {Source.CITY_TABLE}


def test_counties_in_columns_are_read_alike(table: Table) -> None:
    found = table("""
        指标 | 单位 | 南乐县 | 台前
        工业投资 | 亿元 | 30.58 | 21
        其中：技改投资 | 亿元 | 4 | 5
    """)
    assert _values(found)["台前县", "technical_investment"] == "5"
    assert _values(found)["南乐县", INVESTMENT] == "30.58"


def test_three_levels_of_headings_are_read_from_within(table: Table) -> None:
    found = table(
        """
        2022年上半年主要指标完成情况
        县区 | 投资增长（40分） | | |
         | 工业投资（15分） | | | 技改投资
         | 完成额（亿元） | 同比（%） | 位次 | 同比（%）
        南乐县 | 30.58 | 45 | 1 | 12
        台前县 | 21 | 47 | 2 | 13
        """,
        merges=((1, 1, 1, 5), (2, 2, 2, 5), (2, 1, 4, 1), (3, 2, 3, 4)),
    )
    assert _values(found) == {
        ("南乐县", INVESTMENT): "30.58",
        ("南乐县", GROWTH): "45",
        ("南乐县", "technical_investment_yoy"): "12",
        ("台前县", INVESTMENT): "21",
        ("台前县", GROWTH): "47",
        ("台前县", "technical_investment_yoy"): "13",
    }


def test_a_heading_reaches_over_the_empty_cells_of_a_table_that_merges_none(table: Table) -> None:
    found = table("""
        县区 | 工业投资 | | 产业项目 |
         | 完成额 | 同比 | 年计划（亿元） | 完成额（亿元）
        南乐县 | 30.58 | 45 | 8 | 4
        台前县 | 21 | 47 | 9 | 5
    """)
    assert _values(found)["台前县", GROWTH] == "47"
    assert _values(found)["台前县", "planned"] == "9"
    assert _values(found)["台前县", "completed"] == "5"


def test_a_county_over_several_columns_has_what_stands_below_its_name(table: Table) -> None:
    found = table(
        """
        指标 | 南乐县 | | 台前县 |
         | 完成额（亿元） | 同比（%） | 完成额（亿元） | 同比（%）
        工业投资 | 30.58 | 45 | 21 | 47
        """,
        merges=((1, 2, 1, 3), (1, 4, 1, 5)),
    )
    assert _values(found) == {
        ("南乐县", INVESTMENT): "30.58",
        ("南乐县", GROWTH): "45",
        ("台前县", INVESTMENT): "21",
        ("台前县", GROWTH): "47",
    }


def test_a_second_table_below_has_its_own_headings(table: Table) -> None:
    found = table("""
        县区 | 工业投资（亿元）
        南乐县 | 30.58
        台前县 | 21
        县区 | 技改投资（亿元）
        南乐县 | 3
        台前县 | 2
    """)
    assert _values(found)["南乐县", "technical_investment"] == "3"
    assert _values(found)["南乐县", INVESTMENT] == "30.58"


@pytest.mark.parametrize("head", ["单位：万元", "（单位:万元、%）", "单位：万元 / 个"])
def test_the_unit_above_the_table_holds_where_it_suits(table: Table, head: str) -> None:
    found = table(f"""
        {head}
        县区 | 工业投资 | 工业投资增速
        南乐县 | 305800 | 45
        台前县 | 210000 | 47
    """)
    assert _values(found)["南乐县", INVESTMENT] == "30.58"
    assert _values(found)["南乐县", GROWTH] == "45"


def test_the_headings_unit_goes_before_the_tables_and_the_cells_before_both(table: Table) -> None:
    found = table("""
        单位：元
        县区 | 工业投资（万元） | 技改投资（亿元）
        南乐县 | 30.58亿元 | 3
        台前县 | 210000 | 2
    """)
    assert _values(found)["南乐县", INVESTMENT] == "30.58"
    assert _values(found)["台前县", INVESTMENT] == "21"
    assert _values(found)["台前县", "technical_investment"] == "2"
    assert [row.written for row in found.findings if isinstance(row, UnitConverted)] == ["30.58亿元"]


def test_percentages_are_read_as_45_as_45_percent_and_as_part_of_one(scheme: Scheme) -> None:
    cells = {
        (1, 1): CellRead("县区"),
        (1, 2): CellRead("工业投资增速（%）"),
        (2, 1): CellRead("南乐县"),
        (2, 2): CellRead(Decimal(45)),
        (3, 1): CellRead("台前县"),
        (3, 2): CellRead("47%"),
        (4, 1): CellRead("濮阳县"),
        (4, 2): CellRead(Decimal("0.386"), "0.0%"),
        (5, 1): CellRead("范县"),
        (5, 2): CellRead(Decimal("0.45")),
    }
    found = extract(Document("表.xlsx", (Sheet("表", cells),)), scheme)
    assert list(_values(found).values()) == ["45", "47", "38.6", "45"]
    assert [(type(row), row.county, row.code) for row in found.findings] == [(PartOfOne, "范县", "unit-slip")]


def test_not_applicable_not_reported_zero_and_unreadable_are_four_things(table: Table) -> None:
    found = table("""
        县区 | 工业投资（亿元）
        南乐县 | —
        台前县 | /
        濮阳县 |
        范县 | 0
        清丰县 | 待报
    """)
    assert _values(found) == {
        ("南乐县", INVESTMENT): "exempt",
        ("台前县", INVESTMENT): "exempt",
        ("范县", INVESTMENT): "0",
        ("清丰县", INVESTMENT): "unreadable",
    }
    assert [(type(row), row.county) for row in found.findings] == [(NotANumber, "清丰县")]


def test_a_hostile_cell_is_a_text_that_is_no_number(table: Table) -> None:
    found = table("""
        县区 | 工业投资（亿元）
        南乐县 | =1+1
        台前县 | @SUM(A1:A9)
        濮阳县 | +30
    """)
    assert _values(found) == {
        ("南乐县", INVESTMENT): "unreadable",
        ("台前县", INVESTMENT): "unreadable",
        ("濮阳县", INVESTMENT): "30",
    }


@pytest.mark.parametrize("merges", [((2, 1, 2, 2),), ()])
def test_the_citys_row_may_reach_over_the_numbers_of_the_lines(
    table: Table, merges: tuple[tuple[int, int, int, int], ...]
) -> None:
    found = table(
        """
        序号 | 县区 | 工业投资（亿元） | 技改投资（亿元）
        全　市 | | 200.5 | -
        1 | 南乐县 | 30.58 | 3
        2 | 台前县 | 21 | 4
        """,
        merges=merges,
    )
    assert _values(found)["全市", INVESTMENT] == "200.5"
    assert _values(found)["全市", "technical_investment"] == "exempt"
    assert _values(found)["台前县", "technical_investment"] == "4"


def test_a_row_of_sums_is_no_county(table: Table) -> None:
    found = table("""
        县区 | 工业投资（亿元）
        南乐县 | 1
        台前县 | 2
        合计 | 3
        平均 | 1.5
    """)
    assert {row.county for row in found.figures} == {"南乐县", "台前县"}
    assert found.findings == ()


def test_a_county_of_nobody_is_said(table: Table) -> None:
    found = table("""
        县区 | 工业投资（亿元）
        南乐县 | 1
        武陵县 | 2
        台前县 | 3
    """)
    assert [(type(row), row.places[0]) for row in found.findings if row.code == "unknown-county"] == [
        (UnknownCounty, found.findings[-1].places[0])
    ]
    assert {row.county for row in found.figures} == {"南乐县", "台前县"}


def test_the_same_county_twice_with_two_values_is_undecided(table: Table, scheme: Scheme) -> None:
    found = table("""
        县区 | 工业投资（亿元）
        南乐县 | 1
        台前县 | 3
        南乐县 | 2
    """)
    figures, findings = choose(found.figures, scheme)
    assert figures.chosen["南乐县", INVESTMENT, Role.NOW].state is State.UNDECIDED
    assert figures.value("台前县", INVESTMENT) == 3
    assert [row.code for row in findings] == ["two-values"]


@pytest.mark.parametrize(
    ("heading", "role", "period"),
    [
        pytest.param("工业投资上年同期", Role.LAST_YEAR, "2022H1", id="last year in words"),
        pytest.param("2021年上半年工业投资", Role.LAST_YEAR, "2022H1", id="last year by its period"),
        pytest.param("工业投资市定目标（亿元）", Role.TARGET, "2022H1", id="a target"),
        pytest.param("1—7月工业投资", Role.NOW, "2022M01-07", id="another period"),
        pytest.param("6月工业投资", Role.NOW, "2022M06", id="a single month"),
        pytest.param("1-6月工业投资", Role.NOW, "2022H1", id="the same months otherwise written"),
    ],
)
def test_a_heading_says_of_when_a_figure_is(table: Table, heading: str, role: Role, period: str) -> None:
    found = table(f"""
        县区 | {heading}
        南乐县 | 1
        台前县 | 2
    """)
    assert {(row.indicator, row.role, row.period) for row in found.figures} == {(INVESTMENT, role, period)}
    other = period != "2022H1"
    assert {row.state for row in found.figures} == {State.OTHER_PERIOD if other else State.READ}
    assert {row.code for row in found.findings} == ({"period-mixed"} if other else set())


def test_a_table_of_another_period_is_shown_and_not_scored(table: Table) -> None:
    found = table("""
        2022年1—7月工业投资完成情况
        县区 | 工业投资（亿元）
        南乐县 | 1
        台前县 | 2
    """)
    assert {row.state for row in found.figures} == {State.OTHER_PERIOD}


@pytest.mark.parametrize(
    "heading",
    ["工业投资完成率", "工业投资占全市比重", "工业投资位次", "工业投资得分", "产业项目完成个数", "工业", "同比"],
)
def test_a_heading_that_means_nothing_known_is_not_mapped(table: Table, heading: str) -> None:
    found = table(f"""
        县区 | {heading} | 技改投资
        南乐县 | 1 | 5
        台前县 | 2 | 6
    """)
    assert {row.indicator for row in found.figures} == {"technical_investment"}
    assert {type(row) for row in found.findings} <= {Unmapped}


@pytest.mark.parametrize(
    ("heading", "indicator"),
    [
        pytest.param("规模以上工业增加值同比增速（%）", "value_added_yoy", id="a name and its growth in one"),
        pytest.param("3.工业投资完成额（亿元）", INVESTMENT, id="numbered"),
        pytest.param("industrial_investment", INVESTMENT, id="by its id"),
        pytest.param("产业项目占年计划（%）", "plan_ratio", id="a share of the plan"),
        pytest.param("四化改造项目", "upgrade_projects", id="an alias"),
    ],
)
def test_a_heading_means_an_indicator(table: Table, heading: str, indicator: str) -> None:
    found = table(f"""
        县区 | {heading}
        南乐县 | 1
        台前县 | 2
    """)
    assert {row.indicator for row in found.figures} == {indicator}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("填报单位：南乐县工业和信息化局", "表.xlsx", id="beside 填报单位"),
        pytest.param("南乐县2022年上半年工业指标", "表.xlsx", id="in the title"),
        pytest.param("工业指标", "送审/南乐县.xlsx", id="in the file's name"),
    ],
)
def test_one_countys_form_without_a_fingerprint_is_read_by_its_labels(table: Table, title: str, name: str) -> None:
    found = table(
        f"""
        {title}
        序号 | 指标 | 单位 | 本期 | 上年同期 | 说明
        1 | 工业投资 | 万元 | 305800 | 210000 | 含技改
        2 | 工业投资增速 | % | 45% | | 3
        """,
        name=name,
    )
    assert _values(found) == {("南乐县", INVESTMENT): "30.58", ("南乐县", GROWTH): "45"}
    assert [row.value for row in found.figures if row.role is Role.LAST_YEAR] == [21]
    assert {row.source for row in found.figures} == {Source.TEMPLATE}


def test_a_table_in_which_nothing_is_known_is_said(table: Table) -> None:
    found = table("姓名 | 年龄\n 张三 | 3")
    assert found.figures == ()
    assert [type(row) for row in found.findings] == [NothingRead]


# Units.

FORMS = [
    pytest.param("指标 | 单位 | 本期数\n 工业投资 | 万元 | 305800", "30.58", id="a column of units before"),
    pytest.param("指标 | 本期数 | 计量单位\n 工业投资 | 305800 | 万元", "30.58", id="and behind"),
    pytest.param("指标 | 本期数 | 上年同期 | 单位\n 工业投资 | 305800 | 1 | 万元", "30.58", id="behind last year's"),
    pytest.param("指标 | 本期数 |\n 工业投资 | 305800 | 万元", "30.58", id="without a heading"),
    pytest.param("指标 | 本期数\n 工业投资（万元） | 305800", "30.58", id="in the name"),
    pytest.param("指标 | 本期数（万元）\n 工业投资 | 305800", "30.58", id="over the numbers"),
    pytest.param("单位：万元\n 指标 | 本期数\n 工业投资 | 305800", "30.58", id="over the table"),
    pytest.param("单位：万元\n 指标 | 本期数（亿元）\n 工业投资 | 30.58", "30.58", id="nearer goes before farther"),
    pytest.param("指标 | 本期数（万元）\n 工业投资（亿元） | 30.58", "30.58", id="the name before the column"),
    pytest.param("指标 | 单位 | 本期数\n 工业投资 | 万元 | 30.58亿元", "30.58", id="the cell's own before all"),
    pytest.param("指标 | 本期数 | 单位\n 工业投资 | 30.58 | 吨", "unreadable", id="a unit of something else"),
]


@pytest.mark.parametrize(("rows", "value"), FORMS)
def test_a_form_without_hidden_sheet_says_its_units_in_many_places(table: Table, rows: str, value: str) -> None:
    assert _values(table(f"填报单位：南乐县\n{rows}"))["南乐县", INVESTMENT] == value


DISPUTED = [
    pytest.param("填报单位：南乐县\n 指标 | 单位 | 本期数\n 工业投资（亿元） | 万元 | 305800", id="in a form"),
    pytest.param("填报单位：南乐县\n 指标 | 本期数 | 单位\n 工业投资（亿元） | 305800 | 万元", id="behind the number"),
    pytest.param("县区 | 工业投资（亿元） | 单位\n 南乐县 | 305800 | 万元\n 台前县 | 21 | 亿元", id="in a row"),
]


@pytest.mark.parametrize("rows", DISPUTED)
def test_units_that_disagree_leave_the_number_undecided(table: Table, scheme: Scheme, rows: str) -> None:
    found = table(rows)
    figures, _ = choose(found.figures, scheme)
    assert figures.value("南乐县", INVESTMENT) is None
    assert figures.chosen["南乐县", INVESTMENT, Role.NOW].state is State.UNDECIDED
    (finding,) = [row for row in found.findings if isinstance(row, UnitsDiffer)]
    assert str(finding) == (
        "南乐县的工业投资填的是“305800”，表中给了两种单位（“亿元”、“万元”），无法判断，暂不计分，请核实"
    )


def test_a_unit_of_another_kind_over_several_columns_is_no_rival(table: Table) -> None:
    found = table(
        """
        县区 | 工业投资（亿元） |
         | 完成额 | 同比（%）
        南乐县 | 30.58 | 45
        台前县 | 21 | 47
        """,
        merges=((1, 2, 1, 3),),
    )
    assert _values(found)["南乐县", INVESTMENT] == "30.58"
    assert _values(found)["南乐县", GROWTH] == "45"


# A growth that does not say of what.


@pytest.mark.parametrize("heading", ["增速", "同比（%）", "同比增长（%）", "±%", "较上年同期增减（%）"])
def test_a_growth_right_of_an_amount_is_its_growth(table: Table, heading: str) -> None:
    found = table(f"""
        县区 | 工业投资（亿元） | {heading} | 技改投资 | 位次 | {heading}
        南乐县 | 30.58 | 45 | 4 | 1 | 77.9
        台前县 | 21 | 47 | 3 | 2 | 12.1
    """)
    assert _values(found)["南乐县", GROWTH] == "45"
    assert _values(found)["台前县", "technical_investment_yoy"] == "12.1"
    assert found.findings == ()


@pytest.mark.parametrize("between", ["固定资产投资", "用电量（万千瓦时）", "工业投资增速"])
def test_a_growth_behind_something_else_is_nobodys(table: Table, between: str) -> None:
    found = table(f"""
        县区 | 技改投资 | {between} | 增速
        南乐县 | 4 | 99 | 45
        台前县 | 3 | 98 | 47
    """)
    assert ("南乐县", "technical_investment_yoy") not in _values(found)
    assert "增速" in {row.name for row in found.findings if isinstance(row, Unmapped)}


# Counties as they are written.


@pytest.mark.parametrize(
    "name", ["台前县*", "台前县（注1）", "台 前 县①", "3.台前县", "三、台前县", "台前县[2]", "台前＊"]
)
def test_footnotes_and_numbers_belong_to_no_name(table: Table, name: str) -> None:
    found = table(f"县区 | 工业投资\n南乐县 | 30.58\n{name} | 21\n范县 | 20")
    assert _values(found)["台前县", INVESTMENT] == "21"
    assert found.findings == ()


@pytest.mark.parametrize("name", ["台前县（不含开发区）", "台前县城关镇", "台前县、范县"])
def test_a_row_that_may_be_of_a_county_is_not_passed_over_in_silence(table: Table, name: str) -> None:
    found = table(f"县区 | 工业投资\n南乐县 | 30.58\n{name} | 21\n范县 | 20")
    assert ("台前县", INVESTMENT) not in _values(found)
    assert [row.name for row in found.findings if isinstance(row, UnknownCounty)] == [name]


def test_headings_are_found_above_the_counties_of_others(table: Table) -> None:
    others = "\n".join(f"{name}县 | {at} | {at}" for at, name in enumerate("甲乙丙丁戊己庚", 5))
    found = table(f"县区 | 工业投资（亿元） | 增速\n{others}\n南乐县 | 30.58 | 45\n全省 | 9 | 9\n台前县 | 21 | 47")
    assert _values(found) == {
        ("南乐县", INVESTMENT): "30.58",
        ("南乐县", GROWTH): "45",
        ("台前县", INVESTMENT): "21",
        ("台前县", GROWTH): "47",
    }
    assert [row.name for row in found.findings if isinstance(row, UnknownCounty)] == [
        f"{name}县" for name in "甲乙丙丁戊己庚"
    ]
    assert [str(row) for row in found.findings if isinstance(row, UnmappedRow)] == [
        "“全省”一行不是本方案的县区，没有读入"
    ]


def test_a_message_repeats_a_cell_on_one_line_and_cut(table: Table) -> None:
    (long,) = table(f"县区 | 工业投资\n南乐县 | {'长' * 40_000}").findings
    assert str(long) == f"南乐县的工业投资填的是“{'长' * 60}…（共40000字）”，不是数字，按未报处理，没有当作0"
    (control,) = table("县区 | 工业投资\n南乐县 | \x1b[31m三\x07十").findings
    assert "“ [31m三 十”".replace("“ ", "“") in str(control)


def test_a_county_may_be_named_by_a_number(scheme: Scheme) -> None:
    cells = {(1, 1): CellRead("县区"), (1, 2): CellRead("工业投资"), (2, 1): CellRead(Decimal(7))}
    cells |= {(2, 2): CellRead(Decimal("30.58")), (3, 1): CellRead("台前县"), (3, 2): CellRead(Decimal(20))}
    aliased = tuple(replace(row, aliases=(*row.aliases, "7")) if row.name == "南乐县" else row for row in scheme.county)
    named = extract(Document("汇总表.xlsx", (Sheet("表", cells),)), replace(scheme, county=aliased))
    assert _values(named) == {("南乐县", INVESTMENT): "30.58", ("台前县", INVESTMENT): "20"}
