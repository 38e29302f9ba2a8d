"""A paragraph a criterion: the city, the highest and the lowest, who is above the city, who reaches what is due."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.notice import Given

Make = Callable[..., Given]
Say = Callable[[Given, str], str]

TABLES = """
indicator = [
 {id="投资", name="工业投资", unit="亿元", kind="level"},
 {id="增速", name="工业投资增速", unit="%", kind="yoy", of="投资"},
 {id="能耗", name="单位能耗", unit="%", kind="share"},
 {id="占比", name="占年计划", unit="%", kind="plan_ratio"},
 {id="个数", name="新建项目", unit="个", kind="count"},
 {id="位", name="全省位次", unit="位", kind="rank"},
 {id="差", name="较全市", unit="百分点", kind="vs_city"}]
criterion = [
 {id="a", name="投资总量", weight=10, method="given", value="投资"},
 {id="b", name="投资速度", weight=10, method="given", value="增速"},
 {id="c", name="能耗", weight=10, method="given", value="能耗", direction="lower"},
 {id="d", name="进度", weight=10, method="target_ratio", value="占比", target=100, schedule="period"},
 {id="e", name="项目", weight=9, value="个数 / 10 * 100", value_name="完成率", value_unit="%", decimals=1, METHOD}]
""".replace("METHOD", 'method="target_ratio", target=100')
ONE = 'criterion = [{{id="x", name="甲项", weight=10, method="given", value="{0}"}}]'


def indicator(kind: str, unit: str) -> str:
    return f'indicator = [{{id="x", name="甲指标", unit="{unit}", kind="{kind}"}}]\n' + ONE.format("x")


@pytest.fixture(scope="module")
def made(given: Make) -> Given:
    rows = """投资 增速 能耗 占比 个数 位 差
全市 100 14.8 50 45 - - -
甲县 30.58 45 40 52.5 12 - -
乙县 20 -3.1 60 50 9 - -
丙县 20 14.8 50 44 10 - -"""
    return given(rows, tables=TABLES)


def test_a_level_and_its_growth_are_each_told_once(made: Given, paragraph: Say) -> None:
    assert paragraph(made, "投资总量") == (
        "全市工业投资100.00亿元。工业投资最高的是甲县（30.58亿元），最低的是乙县、丙县（均为20.00亿元）。"
    )
    assert paragraph(made, "投资速度") == (
        "全市工业投资同比增长14.8%。工业投资增速最高的是甲县（增长45.0%），最低的是乙县（下降3.1%）。"
        "高于全市平均水平的有1个县（区）：甲县。同比下降的有1个县（区）：乙县（下降3.1%）。"
    )


def test_the_level_stands_beside_its_growth_where_no_criterion_tells_it(given: Make, paragraph: Say) -> None:
    tables = TABLES.partition("criterion")[0] + ONE.format("增速")
    rows = "投资 增速 能耗 占比 个数 位 差\n全市 100 14.8 - - - - -\n甲县 3 45 - - - - -\n乙县 2 40 - - - - -"
    assert paragraph(given(rows, tables=tables), "甲项").startswith(
        "全市工业投资100.00亿元，同比增长14.8%。工业投资增速最高"
    )
    assert "高于全市平均水平" in paragraph(given(rows, tables=tables), "甲项")


def test_a_whole_year_is_compared_with_the_last_one(given: Make, paragraph: Say) -> None:
    rows = "x\n全市 -2\n甲县 -3\n乙县 1"
    assert "全市甲指标比上年下降2.0%。" in paragraph(given(rows, tables=indicator("yoy", "%"), period="2022"), "甲项")
    half = paragraph(given(rows, tables=indicator("yoy", "%")), "甲项")
    assert "全市甲指标同比下降2.0%。" in half
    assert "-" not in half


def test_less_may_be_better(made: Given, paragraph: Say) -> None:
    assert paragraph(made, "能耗") == (
        "全市单位能耗50.0%。单位能耗最高的是乙县（60.0%），最低的是甲县（40.0%）。低于全市平均水平的有1个县（区）：甲县。"
    )


def test_a_plan_is_held_against_the_year_gone(made: Given, paragraph: Say) -> None:
    assert paragraph(made, "进度") == (
        "全市占年计划45.0%，慢于序时进度（50.0%）。占年计划最高的是甲县（52.5%），最低的是丙县（44.0%）。"
        "高于全市平均水平的有2个县（区）：甲县、乙县。达到序时进度的有2个县（区）：甲县、乙县。"
    )


@pytest.mark.parametrize(
    ("value", "period", "wanted"),
    [
        pytest.param("62.14", "2022H1", "上半年，全市甲指标62.1%，快于序时进度12.1个百分点。", id="ahead"),
        pytest.param("49", "2022H1", "上半年，全市甲指标49.0%，慢于序时进度1.0个百分点。", id="behind"),
        pytest.param("50.04", "2022M01-06", "1—6月，全市甲指标50.0%，与序时进度持平。", id="even, as printed"),
        pytest.param("97", "2022", "2022年，全市甲指标97.0%，慢于序时进度3.0个百分点。", id="a whole year"),
    ],
)
def test_an_office_may_say_by_how_much(given: Make, paragraph: Say, value: str, period: str, wanted: str) -> None:
    own = 'notice = {sentences = {city_progress = "{期间}，{城市}{指标}{完成值}，{快慢多少}。"}}'
    made = given(f"x\n全市 {value}\n甲县 3\n乙县 2", tables=f"{indicator('plan_ratio', '%')}\n{own}", period=period)
    assert paragraph(made, "甲项").startswith(wanted)


def test_a_computed_value_has_the_name_that_the_scheme_gives_it(made: Given, paragraph: Say) -> None:
    assert paragraph(made, "项目") == (
        "完成率最高的是甲县（120.0%），最低的是乙县（90.0%）。达到目标的有2个县（区）：甲县、丙县。"
    )


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param("甲县 3\n乙县 3", "有数据的2个县（区）甲指标同比均增长3.0%。", id="all alike"),
        pytest.param("甲县 0\n乙县 0.01", "有数据的2个县（区）甲指标同比均持平。", id="all alike as printed"),
        pytest.param("甲县 3\n乙县 免", "只有甲县有数据，甲指标同比增长3.0%。", id="one alone"),
        pytest.param(
            "全市 1\n甲县 3\n乙县 2",
            "全市甲指标同比增长1.0%。甲指标增速最高的是甲县（增长3.0%），最低的是乙县（增长2.0%）。各县（区）均高于全市平均水平。",
            id="all above the city",
        ),
        pytest.param(
            "全市 9\n甲县 3\n乙县 2",
            "全市甲指标同比增长9.0%。甲指标增速最高的是甲县（增长3.0%），最低的是乙县（增长2.0%）。没有县（区）高于全市平均水平。",
            id="none above the city",
        ),
        pytest.param(
            "全市 2\n甲县 3\n乙县 2.04",
            "全市甲指标同比增长2.0%。甲指标增速最高的是甲县（增长3.0%），最低的是乙县（增长2.0%）。"
            "高于全市平均水平的有1个县（区）：甲县。",
            id="what prints alike is not above",
        ),
    ],
)
def test_one_two_all_and_none(given: Make, paragraph: Say, rows: str, wanted: str) -> None:
    assert paragraph(given(f"x\n{rows}", tables=indicator("yoy", "%")), "甲项") == wanted


@pytest.mark.parametrize(
    ("kind", "unit", "wanted"),
    [
        pytest.param(
            "level", "亿元", "最高的是甲县（3.00亿元），最低的是乙县（-2.00亿元）", id="an amount keeps its sign"
        ),
        pytest.param("count", "个", "甲指标最多的是甲县（3个），最少的是乙县（-2个）", id="a count"),
        pytest.param("rank", "位", "最高的是甲县（第3位），最低的是乙县（第-2位）", id="a place"),
        pytest.param(
            "vs_city", "百分点", "（高于全市平均3.0个百分点），最低的是乙县（低于全市平均2.0个百分点）", id="vs city"
        ),
        pytest.param("pp_diff", "个百分点", "（提高3.0个百分点），最低的是乙县（回落2.0个百分点）", id="points moved"),
        pytest.param("contribution", "百分点", "（3.0个百分点），最低的是乙县（-2.0个百分点）", id="a contribution"),
    ],
)
def test_each_kind_has_its_words(given: Make, paragraph: Say, kind: str, unit: str, wanted: str) -> None:
    assert wanted in paragraph(given("x\n甲县 3\n乙县 -2", tables=indicator(kind, unit)), "甲项")


def test_who_has_no_figure_is_named_once(given: Make, paragraph: Say) -> None:
    """A county that has sent nothing is told among the problems, not under each criterion."""
    made = given("甲 乙\n甲县 3 1\n乙县 2 -\n丙县 - -\n丁县 1 2")
    assert paragraph(made, "乙").endswith("没有本项数据的有1个县（区）：乙县。")
    assert "没有本项数据" not in paragraph(made, "甲")
    assert paragraph(made, "报送质量有待提高").startswith("未报送材料的有1个县（区）：丙县。")


def test_criteria_stand_under_their_parts(given: Make, texts: Callable[[Given], list[str]]) -> None:
    tables = """part = [{id="p", name="质效", weight=10}, {id="q", name="项目", weight=10}]
criterion = [{id="甲", name="甲项", part="p", weight=5, method="given", value="甲"},
 {id="丙", name="丙项", part="p", weight=5, method="given", value="丙"},
 {id="乙", name="乙项", part="q", weight=10, method="given", value="乙"}]"""
    rows = texts(given("甲 乙 丙\n甲县 3 1 2\n乙县 2 2 1", tables=tables))
    heads = [
        text[:6]
        for text in rows
        if text[:6] in ("（一）质效", "（二）项目") or (text[:2] in ("1.", "2.") and "项" in text[:4])
    ]
    assert heads == ["（一）质效", "1.甲项。甲", "2.丙项。丙", "（二）项目", "1.乙项。乙"]
    chosen = texts(given("甲 乙 丙\n甲县 3 1 2\n乙县 2 2 1", tables=tables + '\nnotice = {criteria = ["乙", "丙项"]}'))
    assert not any("甲项" in text for text in chosen)
    assert any(text.startswith("1.丙项。") for text in chosen)
