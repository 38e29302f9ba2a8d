"""Numbers of a clause: which digits are one, with what unit and qualifier."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pingbi.extraction.numbers import mentions, numeral


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("完成投资1,234.5亿元", [("1234.5", "亿元", None)], id="commas"),
        pytest.param("约８．５％左右", [("8.5", "%", "约")], id="full width, about"),
        pytest.param("走访企业300余家次", [("300", "家次", "余")], id="and some"),
        pytest.param("就业岗位3.77万个", [("3.77", "万个", None)], id="万 belongs to the unit"),
        pytest.param("二十五个项目、两家企业", [("25", "个", None), ("2", "家", None)], id="numerals"),
        pytest.param("居全市第5位", [("5", "位", None)], id="a place in digits is one place"),
        pytest.param("居全市首位", [("1", "位", None)], id="the first place"),
        pytest.param("名列前三名", [("3", "位", "前")], id="among the first three"),
        pytest.param("居倒数第二", [("2", "位", "倒数")], id="the last but one"),
        pytest.param("增长-8.92%", [("-8.92", "%", None)], id="a fall by its sign"),
        pytest.param("1-7月增长5%", [("5", "%", None)], id="months are none"),
        pytest.param("6月30日召开", [], id="a date is none"),
        pytest.param("推行“五个一”机制", [], id="a slogan is none"),
        pytest.param("一个项目", [], id="one is an article"),
        pytest.param("完成九亿八千万元", [("98000", "万元", None)], id="two steps in words"),
        pytest.param("三亿五千六百万元", [("35600", "万元", None)], id="and the second of several signs"),
        pytest.param("十亿零五百万元", [("100500", "万元", None)], id="with a nought between"),
        pytest.param("约3亿5000万元", [("35000", "万元", "约")], id="two steps in digits"),
        pytest.param("12亿3千多万元", [("123000", "万元", "多")], id="in both"),
        pytest.param("3万2千户", [("32000", "户", None)], id="of ones"),
        pytest.param("3亿元、5000万元", [("3", "亿元", None), ("5000", "万元", None)], id="two numbers are two"),
        pytest.param("3亿50000万元", [("3", "亿", None), ("50000", "万元", None)], id="a step is below the one before"),
        pytest.param("增长一成八", [("1.8", "成", None)], id="tenths"),
        pytest.param("下降两成半左右", [("2.5", "成", "左右")], id="and half of one"),
        pytest.param("二三成五", [], id="none of two numerals"),
        pytest.param("亿元以上项目九个，新签约企业两个", [("9", "个", None), ("2", "个", None)], id="counted"),
        pytest.param("全县一家两个孩子", [], id="none counted"),
        pytest.param("实施项目三个清单管理", [], id="what follows is counted, and is no thing"),
        pytest.param("第五期", [], id="an ordinal of things is none"),
    ],
)
def test_the_numbers_of_a_clause(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = list(mentions(text))
    assert [(row.value, row.unit, row.qualifier) for row in found] == [
        (Decimal(value), unit, word) for value, unit, word in expected
    ]
    assert all(row.open <= row.start < row.end <= row.stop <= len(text) for row in found)


BELOW = """
    增速-4.1% 增速仅-4.1% 增速达-4.1% 增速约-4.1% 增速只有-4.1% 累计增速-4.1% 增速－4.1% 增速−4.1% 增速﹣4.1%
    增速为–4.1% 增速为—4.1% 增速负4.1% 增速为负4.1% 增速为负的4.1% 增速▼4.1% 增速↓4.1% 负百分之四点一 负四点一个百分点
    同比-4.1% 台前县-4.1% 比上年同期-4.1% （-4.1%） 利润为-4.1亿元
"""
PERHAPS_BELOW = """
    增速—4.1% 工业投资-4.1% 6月-4.1% 利润总额为—4.1亿元 -4.1亿元 增速▽4.1% 同比4.1%↓ 4.1%▼
"""
PERHAPS_ABOVE = """
    增速——4.1% 增速▲4.1% 增速△4.1% 增速为△4.1% 增长△4.1% 增速4.1%↓ 增速4.1%△ 同比4.1%▲ 正负4.1% 工业投资-4.1亿元
    利润▲4.1亿元 —4.1%
"""
ABOVE = "增速↑4.1% 同比+4.1% 完成——4.1亿元 一季度-4.1亿元 -4.1个 —4.1个 ▲4.1个 △4.1亿元"


@pytest.mark.parametrize(
    ("text", "value", "unsure"),
    [
        *((text, "-4.1", False) for text in BELOW.split()),
        *((text, "-4.1", True) for text in PERHAPS_BELOW.split()),
        *((text, "4.1", True) for text in PERHAPS_ABOVE.split()),
        *((text, "4.1", False) for text in ABOVE.split()),
    ],
)
def test_a_sign_before_a_number_is_the_numbers(text: str, value: str, *, unsure: bool) -> None:
    (row,) = mentions(text)
    assert (row.value, row.unsure) == (Decimal(value), unsure)


def test_a_dash_between_an_amount_and_a_rate_may_be_the_rates_sign() -> None:
    found = mentions("12.3亿元—4.1%")
    assert [(row.value, row.unit, row.unsure) for row in found] == [
        (Decimal("12.3"), "亿元", False),
        (Decimal("-4.1"), "%", True),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        *((text, "4", "%") for text in ("4%-5%", "4-5%", "4%—5%", "4～5%", "4%至5%", "约4%到约5%")),
        ("百分之四至百分之五", "4", "%"),
        ("100亿元至110亿元", "100", "亿元"),
        ("100-200万元", "100", "万元"),
        ("-4%至-2%", "-4", "%"),
    ],
)  # fmt: skip
def test_a_range_is_one_number_that_is_not_sure(text: str, value: str, unit: str) -> None:
    (row,) = mentions(text)
    assert (row.value, row.unit, row.unsure, row.stop) == (Decimal(value), unit, True, len(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("投资1—3亿元的12个", [12]),
        ("由4%到5%", [4, 5]),
        ("4%、-5%", [4, -5]),
        ("4%和-5%", [4, -5]),
        ("12个-5%", [12, 5]),
    ],
)
def test_two_numbers_of_which_each_is_said_are_no_range(text: str, values: list[int]) -> None:
    assert [(row.value, row.unsure) for row in mentions(text)] == [(Decimal(value), False) for value in values]


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百零五", 105), ("两", 2), ("37", 37)],
)
def test_a_numeral_is_its_number(text: str, value: int) -> None:
    assert numeral(text) == value
