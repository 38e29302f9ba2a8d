"""Words for periods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.extraction.period_words import period_of, without_period
from pingbi.model.catalogue import same_period, words


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022年上半年主要指标", "2022H1"),
        ("1—6月", "2022H1"),
        ("1至7月份累计", "2022M01-07"),
        ("1 ~8 月", "2022M01-08"),
        ("2021年1-12月", "2021"),
        ("一季度", "2022Q1"),
        ("前三季度", "2022M01-09"),
        ("截至5月底", "2022M01-05"),
        ("下半年", "2022H2"),
        ("2020年", "2020"),
        ("2022年计划投资", None),
        ("2022年度计划", None),
        ("工业投资", None),
        ("7月8日", None),
    ],
)
def test_words_name_a_period(text: str, period: str | None) -> None:
    assert period_of(text, "2022H1") == period


@pytest.mark.parametrize(
    ("text", "period"), [("6月", "2022M06"), ("2021年12月份", "2021M12"), ("6月30日", None), ("截至6月底", "2022H1")]
)
def test_a_single_month_counts_where_it_is_asked_for(text: str, period: str | None) -> None:
    assert period_of(text, "2022H1", months=True) == period
    assert "M06" not in (period_of("制表时间6月", "2022H1") or "")


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("1—7月完成额", "完成额"),
        ("2021年上半年", ""),
        ("工业投资", "工业投资"),
        ("年计划投资", "年计划投资"),
        ("6月", ""),
    ],
)
def test_a_heading_is_left_without_its_period(heading: str, rest: str) -> None:
    assert without_period(heading) == rest


@given(st.sampled_from(["2022H1", "2021H2", "2022Q1", "2022Q3", "2022M01-07", "2020", "2022M01-11"]))
def test_a_period_printed_is_read_back(period: str) -> None:
    assert same_period(period_of(words(period), "1999") or "", period)
