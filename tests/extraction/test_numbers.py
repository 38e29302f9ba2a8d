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
        pytest.param("第五期", [], id="an ordinal of things is none"),
    ],
)
def test_the_numbers_of_a_clause(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = list(mentions(text))
    assert [(row.value, row.unit, row.qualifier) for row in found] == [
        (Decimal(value), unit, word) for value, unit, word in expected
    ]
    assert all(row.open <= row.start < row.end <= row.stop <= len(text) for row in found)


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百零五", 105), ("两", 2), ("37", 37)],
)
def test_a_numeral_is_its_number(text: str, value: int) -> None:
    assert numeral(text) == value
