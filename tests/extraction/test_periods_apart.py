"""一、二季度分别: several periods in one list, each with a number of its own. None is taken for another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted
from pingbi.model import State

Report = Callable[..., Extracted]
INVESTMENT, GROWTH = "industrial_investment", "industrial_investment_yoy"
TECHNICAL_GROWTH = "technical_investment_yoy"


def _read(found: Extracted) -> list[tuple[str, str]]:
    """What is scored, in the order of the text."""
    return [(row.indicator, f"{row.value:f}") for row in found.figures if row.state is State.READ]


def _dated(found: Extracted) -> list[tuple[str, str | None]]:
    return [(f"{row.value:f}", row.period) for row in found.facts if row.indicator_id in (INVESTMENT, GROWTH)]


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("一、二季度分别完成工业投资", "2022Q1", "2022Q2"),
        ("今年一、二季度分别完成工业投资", "2022Q1", "2022Q2"),
        ("2021年一、二季度分别完成工业投资", "2021Q1", "2021Q2"),
        ("第一、第二季度工业投资分别为", "2022Q1", "2022Q2"),
        ("1、2季度工业投资分别为", "2022Q1", "2022Q2"),
        ("一季度和二季度工业投资分别为", "2022Q1", "2022Q2"),
        ("工业投资一、二季度分别为", "2022Q1", "2022Q2"),
        ("1-3月、1-6月分别完成工业投资", "2022Q1", "2022H1"),
        ("1—3月和1—6月分别完成工业投资", "2022Q1", "2022H1"),
        ("1-5、1-6月工业投资分别为", "2022M01-05", "2022H1"),
        ("一季度、上半年工业投资分别为", "2022Q1", "2022H1"),
        ("6月份和1—6月累计工业投资分别完成", "2022M06", "2022H1"),
        ("5、6月份工业投资分别为", "2022M05", "2022M06"),
        ("今年上半年和去年同期分别完成工业投资", "2022H1", "2021H1"),
        ("去年上半年和今年上半年分别完成工业投资", "2021H1", "2022H1"),
        ("1-3月和去年同期分别完成工业投资", "2022Q1", "2021Q1"),
    ],
)
def test_each_period_has_its_own_number(report: Report, words: str, first: str, second: str) -> None:
    found = report(f"范县{words}12.3亿元和15.6亿元。")
    assert _dated(found) == [("12.3", first), ("15.6", second)]
    now = [value for value, period in _dated(found) if period == "2022H1"]
    assert _read(found) == [(INVESTMENT, value) for value in now]


def test_the_periods_may_be_named_before_the_county(report: Report) -> None:
    found = report("今年上半年和去年同期，范县分别完成工业投资27.9亿元和25.6亿元，增长9%。完成技改投资3亿元。")
    assert _read(found) == [(INVESTMENT, "27.9"), (GROWTH, "9"), ("technical_investment", "3")]


def test_the_growths_behind_have_the_same_periods(report: Report) -> None:
    found = report("范县一季度、上半年工业投资分别为12.3亿元、27.9亿元，分别增长4.1%、下降5.2%。")
    assert _dated(found) == [("12.3", "2022Q1"), ("27.9", "2022H1"), ("4.1", "2022Q1"), ("-5.2", "2022H1")]
    found = report("范县1—3月、1—6月工业投资分别增长4.1%、5.2%，技改投资分别增长1%、2%。")
    assert _read(found) == [(GROWTH, "5.2"), (TECHNICAL_GROWTH, "2")]
    found = report("范县一季度、上半年工业投资分别比去年同期增长4.1%、5.2%。")
    assert _read(found) == [(GROWTH, "5.2")]


def test_what_was_said_before_is_not_the_subject_of_the_growths(report: Report) -> None:
    text = "上半年，范县税收收入10亿元，一、二季度分别完成工业投资12.3亿元、15.6亿元，同比分别增长4.1%、5.2%。"
    assert _dated(report(text))[2:] == [("4.1", "2022Q1"), ("5.2", "2022Q2")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("范县一季度、上半年、6月份工业投资分别增长4.1%、5.2%。", id="a period more than numbers"),
        pytest.param("范县、台前县一季度和上半年工业投资分别增长4.1%、5.2%。", id="by county or by period"),
        pytest.param("范县一季度、台前县上半年工业投资分别增长4.1%、5.2%。", id="each county of its own"),
        pytest.param("范县一季度、上半年工业投资12.3亿元、27.9亿元。", id="without the word"),
        pytest.param("范县2021年和2022年上半年工业投资分别为25.6亿元和27.9亿元。", id="a year or its half"),
        pytest.param("范县今年和去年同期工业投资分别为27.9亿元和25.6亿元。", id="a year that is no period"),
        pytest.param("上半年，范县当月、累计分别完成工业投资4.1亿元、27.9亿元。", id="the month and the run"),
    ],
)
def test_numbers_whose_periods_are_not_sure_are_said_to_be_unread(report: Report, text: str) -> None:
    found = report(text)
    assert found.figures == ()
    assert [row.code for row in found.findings] == ["unmapped"]


def test_a_single_number_behind_is_of_which_period_is_asked(report: Report) -> None:
    found = report("范县一季度、上半年工业投资分别为12.3亿元、27.9亿元，增长3%。")
    assert [(row.indicator, row.state) for row in found.figures][1:] == [
        (INVESTMENT, State.READ),
        (GROWTH, State.UNDECIDED),
    ]


@pytest.mark.parametrize("words", ["一至二季度", "一季度至二季度", "1—2季度"])
def test_two_quarters_are_the_half_year(report: Report, words: str) -> None:
    assert _read(report(f"范县{words}完成工业投资27.9亿元。")) == [(INVESTMENT, "27.9")]


def test_a_place_before_a_quarter_is_none(report: Report) -> None:
    found = report("上半年，范县工业投资增长5%，居全市第一，二季度增长4%。")
    assert _read(found) == [(GROWTH, "5")]


@pytest.mark.parametrize("whose", ["范县、台前县工业投资", "范县工业投资、技改投资", "范县一季度、上半年工业投资"])
@pytest.mark.parametrize("then", ["由", "由去年同期的", "从"])
def test_what_rates_were_before_is_nobodys_now(report: Report, whose: str, then: str) -> None:
    found = report(f"2022年，{whose}增速分别{then}5%、6%回落至4.1%、5.2%。")
    assert [f"{row.value:f}" for row in found.figures if row.state is State.READ] == []
