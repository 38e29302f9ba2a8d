"""Narrow tables pasted as text: a line a county, its cells parted by single blanks; columns that share a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted
from pingbi.model import State

Report = Callable[..., Extracted]
INVESTMENT, GROWTH = "industrial_investment", "industrial_investment_yoy"
TECHNICAL_GROWTH = "technical_investment_yoy"


def _read(found: Extracted) -> list[tuple[str, str, str]]:
    return [(row.county, row.indicator, f"{row.value:f}") for row in found.figures if row.state is State.READ]


@pytest.mark.parametrize("head", ["县区", "县（市、区）", "地区", "单位"])
def test_a_line_a_county_below_a_line_of_headings_is_a_table(report: Report, head: str) -> None:
    rows = "濮阳县 12.3 8.1%\n范县 11.2 -3.1%\n台前县 9.8 —\n"
    text = f"2022年上半年各县投资情况\n{head} 工业投资（亿元） 增速（%）\n{rows}"
    found = report(text)
    assert _read(found) == [
        ("濮阳县", INVESTMENT, "12.3"),
        ("濮阳县", GROWTH, "8.1"),
        ("范县", INVESTMENT, "11.2"),
        ("范县", GROWTH, "-3.1"),
        ("台前县", INVESTMENT, "9.8"),
    ]
    printed = [text[row.number_start : row.number_end] for row in found.facts]
    assert printed == ["12.3", "8.1", "11.2", "-3.1", "9.8"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("濮阳县 12.3\n范县 11.2 -3.1", id="a cell is missing"),
        pytest.param("濮阳县 12.3 8.1 2\n范县 11.2 -3.1 3", id="a cell more than headings"),
        pytest.param("濮阳县 12.3 8.1", id="one row"),
        pytest.param("某公司 12.3 8.1\n某工厂 11.2 -3.1", id="no counties"),
    ],
)
def test_lines_that_do_not_surely_fit_their_headings_are_no_table(report: Report, rows: str) -> None:
    found = report(f"2022年上半年各县投资情况\n县区 工业投资（亿元） 增速（%）\n{rows}\n")
    assert _read(found) == []
    assert [row for row in found.facts if row.indicator == rows[:3]] == []


def test_a_sum_among_the_counties_does_not_end_their_table(report: Report) -> None:
    rows = "范县 12.3 8.1\n合计 11.2 -3.1\n台前县 9 8\n"
    found = report(f"2022年上半年各县投资情况\n县区 工业投资（亿元） 增速（%）\n{rows}")
    assert _read(found) == [
        ("范县", INVESTMENT, "12.3"),
        ("范县", GROWTH, "8.1"),
        ("台前县", INVESTMENT, "9"),
        ("台前县", GROWTH, "8"),
    ]


@pytest.mark.parametrize("gap", ["\t", "  ", " | "])
def test_a_column_of_growth_without_a_name_is_that_of_the_amount_before(report: Report, gap: str) -> None:
    heads = gap.join(("县区", "工业投资（亿元）", "位次", "增速（%）", "位次", "技改投资（亿元）", "同比（%）"))
    rows = [
        gap.join(("范县", "12.3", "1", "4.1", "2", "3", "5")),
        gap.join(("台前县", "13.1", "2", "-5", "1", "2", "6")),
    ]
    found = report("2022年上半年\n" + "\n".join([heads, *rows]))
    growths = [row for row in _read(found) if row[1].endswith("_yoy")]
    assert growths == [
        ("范县", GROWTH, "4.1"),
        ("范县", TECHNICAL_GROWTH, "5"),
        ("台前县", GROWTH, "-5"),
        ("台前县", TECHNICAL_GROWTH, "6"),
    ]


@pytest.mark.parametrize("before", ["去年同期（亿元）", "年度计划（亿元）", "占比（%）"])
def test_behind_another_column_it_is_not(report: Report, before: str) -> None:
    found = report(f"2022年上半年\n县区\t工业投资（亿元）\t{before}\t增速（%）\n范县\t12.3\t20\t4.1\n台前县\t13\t22\t3")
    assert [row for row in _read(found) if row[1] != INVESTMENT] == []


def test_an_amount_without_a_unit_is_offered(report: Report) -> None:
    rows = "县区\t工业投资\t工业投资增速\n范县\t123000.5\t4.1\n台前县\t130500.2\t-5.2"
    found = report(f"2022年上半年各县情况\n{rows}")
    assert _read(found) == [("范县", GROWTH, "4.1"), ("台前县", GROWTH, "-5.2")]
    assert {row.state for row in found.figures if row.indicator == INVESTMENT} == {State.UNDECIDED}
    assert len(_read(report(f"2022年上半年各县情况\n单位：万元、%\n{rows}"))) == 4


def test_a_line_an_indicator_may_end_before_its_growth(report: Report) -> None:
    rows = "工业投资 45.6亿元 38.2%\n技改投资 12.4亿元 -2.5%\n新签约工业项目 11个\n"
    expected = [
        ("范县", INVESTMENT, "45.6"),
        ("范县", GROWTH, "38.2"),
        ("范县", "technical_investment", "12.4"),
        ("范县", TECHNICAL_GROWTH, "-2.5"),
        ("范县", "signed_projects", "11"),
    ]
    assert _read(report(f"范县上半年情况\n指标名称 本期 同比\n{rows}")) == expected
    units = "工业投资 亿元 45.6 38.2%\n技改投资 亿元 12.4 -2.5%\n新签约工业项目 个 11 —\n"
    assert _read(report(f"范县上半年情况\n指标 单位 本期 同比\n{units}")) == expected


def test_a_sentence_below_such_headings_is_none_of_the_table(report: Report) -> None:
    text = "范县上半年情况\n指标 本期 同比\n工业投资 45.6亿元 38.2%\n技改投资 3亿元\n今年以来，工业投资增长9%，较好。"
    assert [value for _, _, value in _read(report(text))] == ["45.6", "38.2", "3", "9"]


def test_columns_of_another_time_or_of_aims_are_not_the_indicators_own(report: Report) -> None:
    found = report(
        "范县2022年上半年主要指标\n"
        "指标名称  计量单位  1—6月  同比增长(%)  去年同期  去年同期增速(%)  1—5月  年度目标  全市\n"
        "工业投资  亿元  9.8  3.3  9.5  22.7  8.1  24  148.6\n新签约工业项目  个  14  27.3  11  10  12  30  198\n"
    )
    assert _read(found) == [
        ("范县", INVESTMENT, "9.8"),
        ("范县", GROWTH, "3.3"),
        ("范县", "signed_projects", "14"),
    ]
