"""Numbers that stand where a figure could stand and are none: never taken for one in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import structs

from pingbi.extraction import Extracted, choose, extract
from pingbi.extraction.findings import UnknownCounty, UnmappedRow
from pingbi.extraction.table_findings import LikeCounty
from pingbi.model import Role, State
from pingbi.readers import Document
from pingbi.scheme import Scheme

Table = Callable[..., Extracted]
Merges = tuple[tuple[int, int, int, int], ...]
INVESTMENT, GROWTH = "industrial_investment", "industrial_investment_yoy"


def _scored(found: Extracted, scheme: Scheme, county: str = "南乐县") -> dict[str, str]:
    figures, _ = choose(found.figures, scheme)
    keys = [key for key in figures.chosen if key[0] == county and key[2] is Role.NOW]
    values = {indicator: figures.value(county, indicator) for _, indicator, _ in keys}
    return {indicator: f"{value.normalize():f}" for indicator, value in values.items() if value is not None}


_COLUMNS = """
    当月 本月 6月 6月当月 当月完成额 4—6月 二季度 本季 1—5月 截至5月底 2021年 上年同期 去年同期 上年同期完成额
    目标 年度目标 市定目标 计划数 计划 任务数 预计完成 预计数 位次 全市位次 名次 排名 得分 占比 占全市比重
    占全省比重 环比 环比增长（%） 较上月增长（%） 增量 同比增加额 同比增减额（亿元） 增速目标（%） 上年同期增速（%）
    增速位次 高于全省（百分点） 两年平均增速（%） 完成率（%） 目标完成率 剩余 差额 权重 用电量（万千瓦时） 企业家数
    提高百分点
"""
FOREIGN_COLUMNS = _COLUMNS.split()


@pytest.mark.parametrize("heading", FOREIGN_COLUMNS)
@pytest.mark.parametrize("first", [True, False], ids=["before", "behind"])
def test_a_column_beside_the_figures_is_not_the_figure(table: Table, scheme: Scheme, heading: str, first: bool) -> None:
    heads, values = ["完成额（亿元）", heading], [("30.58", "77"), ("21.3", "78")]
    if first:
        heads, values = heads[::-1], [row[::-1] for row in values]
    found = table(
        f"""
        县区 | 工业投资 |
         | {heads[0]} | {heads[1]}
        南乐县 | {values[0][0]} | {values[0][1]}
        台前县 | {values[1][0]} | {values[1][1]}
        """,
        merges=((1, 1, 2, 1), (1, 2, 1, 3)),
    )
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}


@pytest.mark.parametrize("heading", FOREIGN_COLUMNS)
def test_what_stands_over_an_indicators_name_counts(table: Table, scheme: Scheme, heading: str) -> None:
    found = table(
        f"""
        县区 | {heading} |
         | 工业投资 | 技改投资
        南乐县 | 77 | 76
        台前县 | 78 | 79
        """,
        merges=((1, 1, 2, 1), (1, 2, 1, 3)),
    )
    scored = _scored(found, scheme)
    assert INVESTMENT not in scored
    assert scored.get(GROWTH) is None


@pytest.mark.parametrize("heading", FOREIGN_COLUMNS)
def test_a_name_with_more_words_is_not_the_name(table: Table, scheme: Scheme, heading: str) -> None:
    found = table(f"县区 | 工业投资{heading}\n南乐县 | 77\n台前县 | 78")
    assert _scored(found, scheme) == {}


def test_of_the_columns_of_the_months_only_the_sum_is_read_and_each_month_said_once(
    table: Table, scheme: Scheme
) -> None:
    found = table(
        """
        县区 | 工业投资（亿元） | | | |
         | 4月 | 5月 | 6月 | 累计
        南乐县 | 5 | 6 | 7 | 30.58
        台前县 | 1 | 2 | 3 | 21.3
        """,
        merges=((1, 1, 2, 1), (1, 2, 1, 5)),
    )
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}
    assert [row.code for row in found.findings] == ["other-period-beside"] * 3
    assert str(found.findings[0]) == (
        "“工业投资（亿元）／4月”是2022年4月的工业投资，本期另有一列，这一列的2个数已列出但不计分"
    )


@pytest.mark.parametrize(
    "title",
    [
        "2021年上半年工业投资完成情况",
        "2022年1—5月工业投资完成情况",
        "上年同期工业投资完成情况",
        "2022年6月份工业投资情况（1—7月）",
    ],
)
@pytest.mark.parametrize("between", ["", "县区 | 工业投资（亿元）"])
def test_a_second_table_with_another_periods_title_is_of_that_period(
    table: Table, scheme: Scheme, title: str, between: str
) -> None:
    found = table(f"""
        2022年上半年工业投资完成情况
        县区 | 工业投资（亿元）
        南乐县 | 30.58
        台前县 | 21.3
        {title}
        {between or " "}
        南乐县 | 77
        台前县 | 78
    """)
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}


def test_a_repeated_heading_keeps_the_period_and_the_unit_of_the_first(table: Table) -> None:
    found = table("""
        2022年1—7月工业投资完成情况
        单位：万元
        县区 | 工业投资
        南乐县 | 305800
        县区 | 工业投资
        台前县 | 213000
    """)
    assert {row.period for row in found.figures} == {"2022M01-07"}
    assert {str(row.value.normalize()) for row in found.figures if row.value} == {"30.58", "21.3"}


def test_last_year_under_a_title_of_another_period_is_left_open(table: Table) -> None:
    found = table("2022年1—7月\n县区 | 工业投资 | 工业投资上年同期\n南乐县 | 30.58 | 21\n台前县 | 21.3 | 14")
    assert {(row.role, row.state) for row in found.figures} == {
        (Role.NOW, State.OTHER_PERIOD),
        (Role.LAST_YEAR, State.UNDECIDED),
    }


def test_a_title_over_two_tables_side_by_side_holds_for_both(table: Table) -> None:
    found = table("""
        2022年1—7月
        单位：万元
        县区 | 工业投资 | | 县区 | 技改投资
        南乐县 | 305800 | | 南乐县 | 41000
        台前县 | 213000 | | 台前县 | 52000
    """)
    assert {row.period for row in found.figures} == {"2022M01-07"}
    assert {str(row.value.normalize()) for row in found.figures if row.value} == {"30.58", "21.3", "4.1", "5.2"}


@pytest.mark.parametrize("title", ["2022年工业项目目标任务分解表", "工业投资年度计划表", "2022年上半年预期目标"])
def test_a_table_of_targets_is_not_what_was_reached(table: Table, scheme: Scheme, title: str) -> None:
    found = table(f"{title}\n县区 | 工业投资（亿元）\n南乐县 | 77\n台前县 | 78")
    assert _scored(found, scheme) == {}
    assert found.findings


def test_targets_in_a_table_of_targets_are_targets(table: Table) -> None:
    found = table("2022年上半年评比\n市定目标表\n县区 | 工业投资市定目标（亿元）\n南乐县 | 77\n台前县 | 78")
    assert {(row.county, row.role, str(row.value)) for row in found.figures} == {
        ("南乐县", Role.TARGET, "77"),
        ("台前县", Role.TARGET, "78"),
    }
    assert found.findings == ()


@pytest.mark.parametrize("title", ["目标任务完成情况", "2022年上半年年度计划完成进度表", "重点目标进展情况"])
def test_a_table_of_how_targets_are_reached_is_one_of_figures(table: Table, scheme: Scheme, title: str) -> None:
    found = table(f"{title}\n县区 | 工业投资（亿元）\n南乐县 | 77\n台前县 | 78")
    assert _scored(found, scheme) == {INVESTMENT: "77"}


def test_a_table_below_whose_headings_are_not_known_is_not_the_first_continued(table: Table, scheme: Scheme) -> None:
    found = table("""
        县区 | 工业投资（亿元） | 技改投资（亿元）
        南乐县 | 30.58 | 4.1
        台前县 | 21.3 | 5.2
        县区 | 用电量 | 用水量
        南乐县 | 77 | 76
        台前县 | 78 | 79
    """)
    assert _scored(found, scheme) == {INVESTMENT: "30.58", "technical_investment": "4.1"}
    assert {row.code for row in found.findings} == {"unmapped"}


def test_a_column_without_heading_is_said(table: Table, scheme: Scheme) -> None:
    found = table("县区 | 工业投资（亿元） |\n南乐县 | 30.58 | 77\n台前县 | 21.3 | 78")
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}
    assert [str(row) for row in found.findings] == ["C列有2个数，却没有表头，没有读入"]


@pytest.mark.parametrize("merged", [True, False])
def test_a_lost_second_heading_leaves_two_values_or_none(table: Table, scheme: Scheme, merged: bool) -> None:
    found = table(
        """
        县区 | 工业投资（亿元） |
         | |
        南乐县 | 30.58 | 21.1
        台前县 | 21.3 | 14.5
        """,
        merges=((1, 2, 1, 3),) if merged else (),
    )
    figures, findings = choose(found.figures, scheme)
    assert (figures.value("南乐县", INVESTMENT) is None) == merged
    assert findings if merged else found.findings


@pytest.mark.parametrize("written", ["工业投姿（亿元）", "工业投资领", "工亚投资"])
def test_a_near_name_is_offered_and_not_taken(table: Table, scheme: Scheme, written: str) -> None:
    found = table(f"县区 | {written}\n南乐县 | 30.58\n台前县 | 21.3")
    assert _scored(found, scheme) == {}
    assert len(found.figures) == 2
    assert [row.code for row in found.findings] == ["offered"]


def test_that_there_is_nothing_to_report_under_a_near_name_is_said_too(table: Table) -> None:
    found = table("县区 | 工业投姿\n南乐县 | —\n台前县 | —")
    assert [row.code for row in found.findings if row.code == "offered"] == ["offered"]
    assert [figure.state.value for figure in found.figures] == ["undecided"] * 2


@pytest.mark.parametrize("name", ["工业投资降幅", "工业投资减幅"])
def test_a_fall_is_not_nearly_a_growth(table: Table, name: str) -> None:
    found = table(f"县区 | {name}\n南乐县 | 4\n台前县 | 5")
    assert not found.figures
    assert not [row for row in found.findings if row.code == "offered"]


def test_the_words_for_a_near_name(table: Table) -> None:
    found = table("县区 | 工业投姿\n南乐县 | 30.58\n台前县 | 21.3")
    assert str(found.findings[0]) == (
        "“工业投姿”像是“工业投资”，这一列（行）的2个数已列出但没有采用；"
        "确认后可用 scheme learn 记住（工业投姿 --as 工业投资）"
    )


def test_a_near_county_is_said_and_not_taken(table: Table, scheme: Scheme) -> None:
    found = table("县区 | 工业投资（亿元）\n南乐具 | 30.58\n台前县 | 21.3\n范县 | 1")
    assert _scored(found, scheme) == {}
    assert [str(row) for row in found.findings] == [
        "“南乐具”像是“南乐县”，但不能确定，这一行没有读入；请改正名称，或加到方案的 aliases"
    ]


@pytest.mark.parametrize("name", ["郑州市经济技术开发区", "安阳市范县", "河南省安阳市", "濮阳"])
def test_another_citys_county_is_not_ours(table: Table, name: str) -> None:
    found = table(f"县区 | 工业投资（亿元）\n{name} | 77\n南乐县 | 30.58\n台前县 | 21.3")
    assert {row.county for row in found.figures} == {"南乐县", "台前县"}
    assert found.findings


SHORT = [
    pytest.param(
        "县区 | 工业投资\n清丰 | 45\n范县 | 40\n南乐 | 41\n台前县城 | 42", {"清丰", "南乐", "台前县城"}, id="beside"
    ),
    pytest.param(
        "县区 | 工业投资\n南乐 | 41\n清丰 | 45\n华龙 | 46\n濮阳县 | 40\n范县 | 40",
        {"南乐", "清丰", "华龙"},
        id="before",
    ),
    pytest.param(
        "县区 | 工业投资\n濮阳县 | 40\n范县 | 40\n某地 | 3\n他处 | 4\n南乐 | 41\n清丰 | 45",
        {"某地", "南乐", "清丰"},
        id="far",
    ),
    pytest.param("县区 | 工业投资\n南乐 | 41\n清丰 | 45\n华龙 | 46", {"南乐", "清丰", "华龙"}, id="nothing else"),
]


@pytest.mark.parametrize(("text", "said"), SHORT)
def test_a_county_without_its_last_letter_is_said_wherever_it_stands(
    document: Callable[..., Document], scheme: Scheme, text: str, said: set[str]
) -> None:
    counties = tuple(structs.replace(row, aliases=()) for row in scheme.county)
    found = extract(document(text), structs.replace(scheme, county=counties))
    rows = [row for row in found.findings if isinstance(row, LikeCounty | UnknownCounty | UnmappedRow)]
    assert {row.name for row in rows} >= said
    assert {figure.county for figure in found.figures} <= {"濮阳县", "范县"}


def test_a_name_that_is_the_citys_too_is_nearly_nobodys(table: Table) -> None:
    found = table("县区 | 工业投资\n濮阳 | 100\n南乐县 | 41\n台前县 | 45")
    assert not [row for row in found.findings if isinstance(row, LikeCounty)]
