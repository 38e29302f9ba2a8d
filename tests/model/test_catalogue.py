"""Periods, units and names as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pingbi.model.catalogue import bare, elapsed, factor, is_period, months, same_period, spaced, words, year_before

PERIODS = [
    # period, words, months, share of the year gone
    pytest.param("2022H1", "2022年上半年", (2022, 1, 6), "0.5", id="first half"),
    pytest.param("2022H2", "2022年下半年", (2022, 7, 12), "1", id="second half"),
    pytest.param("2022Q1", "2022年一季度", (2022, 1, 3), "0.25", id="first quarter"),
    pytest.param("2022Q3", "2022年三季度", (2022, 7, 9), "0.75", id="third quarter"),
    pytest.param("2022M01-09", "2022年1—9月", (2022, 1, 9), "0.75", id="nine months"),
    pytest.param("2022M06", "2022年6月", (2022, 6, 6), "0.5", id="a month"),
    pytest.param("2022", "2022年", (2022, 1, 12), "1", id="a year"),
    pytest.param("2022W27", "2022年第27周", None, Decimal(27) / 52, id="a week"),
    pytest.param("2020W53", "2020年第53周", None, "1", id="a fifty-third week"),
    pytest.param("2022FY-plan", "2022年计划", None, "1", id="the year's plan"),
    pytest.param("2022YTD", "2022年以来", None, "1", id="since new year"),
    pytest.param("asof", "目前", None, "1", id="date unknown"),
]


@pytest.mark.parametrize(("period", "spoken", "span", "gone"), PERIODS)
def test_a_period_has_its_words_and_months(
    period: str, spoken: str, span: tuple[int, int, int] | None, gone: str | Decimal
) -> None:
    assert is_period(period)
    assert words(period) == spoken
    assert months(period) == span
    assert elapsed(period) == Decimal(gone)


@pytest.mark.parametrize(
    "text",
    ["", "2022H3", "2022Q5", "2022M00", "2022M13", "2022M07-03", "2022W00", "2022W54", "22H1", "2022 H1", "上半年"],
)
def test_what_is_no_period(text: str) -> None:
    assert not is_period(text)


def test_two_spellings_of_the_same_months_are_one_period() -> None:
    assert same_period("2022H1", "2022M01-06")
    assert same_period("2022Q1", "2022M01-03")
    assert same_period("asof", "asof")
    assert not same_period("2022H1", "2022M01-07")
    assert not same_period("2022H1", "2021H1")
    assert not same_period("2022W27", "2022W28")


def test_the_year_before_is_of_the_same_kind() -> None:
    assert [year_before(period) for period in ("2022H1", "2022M01-07", "2022")] == ["2021H1", "2021M01-07", "2021"]


UNITS = [
    pytest.param("万元", "亿元", "0.0001", id="万元 in 亿元"),
    pytest.param("亿", "亿元", "1", id="a unit shortened"),
    pytest.param("万亿元", "亿元", "10000", id="万亿元"),
    pytest.param("％", "%", "1", id="full width"),
    pytest.param("成", "%", "10", id="成"),
    pytest.param("户", "家", "1", id="户 are 家"),
    pytest.param("", "亿元", "1", id="no unit: the column's"),
    pytest.param("公顷", "亩", "15", id="公顷 in 亩"),
    pytest.param("平方公里", "公顷", "100", id="平方公里 in 公顷"),
    pytest.param("万平方米", "㎡", "10000", id="万平方米 in ㎡"),
    pytest.param("亿美元", "万美元", "10000", id="other money"),
    pytest.param("万千瓦", "兆瓦", "10", id="万千瓦 in 兆瓦"),
    pytest.param("万度", "亿千瓦时", "0.0001", id="万度 in 亿千瓦时"),
    pytest.param("万户", "家", "10000", id="万 before what is counted"),
    pytest.param("万件", "件", "10000", id="万 before what is unknown"),
    pytest.param("千克", "克", "1000", id="千 before what is unknown"),
]


@pytest.mark.parametrize(("unit", "wanted", "times"), UNITS)
def test_a_unit_is_converted_exactly(unit: str, wanted: str, times: str) -> None:
    assert factor(unit, wanted) == Decimal(times)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("亿元", "个"),
        ("吨", "%"),
        ("美元", "亿元"),
        ("个", "度"),
        ("千瓦", "千瓦时"),
        ("吨", "吨标准煤"),
        ("万件", "套"),
    ],
)
def test_units_of_different_things_are_not_converted(unit: str, wanted: str) -> None:
    assert factor(unit, wanted) is None


def test_names_are_compared_without_blanks_and_widths() -> None:
    assert bare("范　县") == bare("范 县") == "范县"
    assert bare("占比（％）") == bare("占比(%)")
    assert bare("“四化”改造") == bare('"四化"改造')
    assert [spaced(name) for name in ("范县", "华龙区")] == ["范　县", "华龙区"]
