"""A cell's content is a number with its unit, or no number and why."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.extraction.quantity import (
    INEXACT,
    LONGEST,
    UNIT,
    Nothing,
    Quantity,
    converted,
    in_chinese,
    of_text,
    quantity,
)
from pingbi.readers import CellRead

WIDE = str.maketrans("0123456789.-%", "０１２３４５６７８９．－％")
UNITS = ["", *UNIT.split("|")]
MONEY = ["亿元", "万元", "元", "千元", "百万元"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        pytest.param("30.58亿元", "30.58", "亿元", id="a unit in the cell"),
        pytest.param("２０００万", "2000", "万", id="full-width digits"),
        pytest.param("1,234.5", "1234.5", "", id="commas between groups of three"),
        pytest.param("1，234，567", "1234567", "", id="full-width commas"),
        pytest.param("1'234.5", "1234.5", "", id="apostrophes between groups of three"),
        pytest.param("1\u00a0234", "1234", "", id="unbreakable blanks between groups of three"),
        pytest.param("45 ％", "45", "%", id="a full-width per cent sign"),
        pytest.param("3.2‰", "3.2", "‰", id="per mille"),
        pytest.param("-3.1", "-3.1", "", id="minus"),
        pytest.param("−3.1", "-3.1", "", id="the mathematical minus"),
        pytest.param("负3.1", "-3.1", "", id="minus in words"),
        pytest.param("+3.1%", "3.1", "%", id="plus"),
        pytest.param("(12.3)", "-12.3", "", id="brackets of bookkeepers"),
        pytest.param("（12.3）%", "-12.3", "%", id="full-width brackets"),
        pytest.param("'12", "12", "", id="the apostrophe of a text cell"),
        pytest.param(".5", "0.5", "", id="no digit before the point"),
        pytest.param("\u200b30.58\ufeff", "30.58", "", id="characters nobody sees"),
        pytest.param("30.58\n亿元", "30.58", "亿元", id="a line break before the unit"),
        pytest.param("\t30.58\u00a0", "30.58", "", id="a tab and an unbreakable blank"),
        pytest.param("￥30.58亿元", "30.58", "亿元", id="a sign of our currency"),
        pytest.param("人民币30.58亿元", "30.58", "亿元", id="our currency in words"),
        pytest.param("$3.5亿", "3.5", "亿美元", id="a sign of another currency"),
        pytest.param("1200万美元", "1200", "万美元", id="another currency"),
        pytest.param("30.58（亿元）", "30.58", "亿元", id="a unit in brackets"),
        pytest.param("0.0", "0", "", id="zero"),
        pytest.param("-0", "0", "", id="zero has no sign"),
    ],
)
def test_a_number_in_a_text_is_read(text: str, value: str, unit: str) -> None:
    assert of_text(text) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        pytest.param("下降5%", "-5", "%", id="a fall in words"),
        pytest.param("负增长5%", "-5", "%", id="a fall called a growth below 0"),
        pytest.param("降幅5.2", "-5.2", "", id="a fall without a unit"),
        pytest.param("同比增长4.5%", "4.5", "%", id="a growth in words"),
        pytest.param("↑4.5", "4.5", "", id="an arrow upwards"),
        pytest.param("▼4.5%", "-4.5", "%", id="a triangle downwards"),
        pytest.param("4.5%↓", "-4.5", "%", id="an arrow behind"),
    ],
)
def test_a_rise_or_fall_is_a_rate(text: str, value: str, unit: str) -> None:
    found = of_text(text)
    assert found == Quantity(Decimal(value), unit, moved=True)
    assert converted(found, "%") == Decimal(value)
    assert converted(found, "亿元") is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "doubtful"),
    [
        pytest.param("约8亿", "8", "亿", INEXACT, id="about"),
        pytest.param("≈8", "8", "", INEXACT, id="about, as a sign"),
        pytest.param("300余家", "300", "家", INEXACT, id="and some"),
        pytest.param("20多亿元", "20", "亿元", INEXACT, id="and more"),
        pytest.param("20个以上", "20", "个", INEXACT, id="or more"),
        pytest.param(">20", "20", "", INEXACT, id="more than, as a sign"),
        pytest.param("预计30.58", "30.58", "", INEXACT, id="expected"),
        pytest.param("30.58 (预计)", "30.58", "", "注明“预计”", id="expected, in brackets"),
        pytest.param("30.58①", "30.58", "", "带有“①”记号，可能另有说明", id="a footnote"),
        pytest.param("30.58¹", "30.58", "", "带有“¹”记号，可能另有说明", id="a footnote above the line"),
        pytest.param("1 234", "1234", "", "数字中间有空格，可能是两个数", id="blanks between groups of three"),
        pytest.param("3.06E+05", "306000", "", "是科学计数法，可能少了位数", id="an exponent"),
        pytest.param("12.3-", "-12.3", "", "数的后面带有符号", id="minus behind"),
        pytest.param("30.58亿元↑", "30.58", "亿元", "数的后面带有符号", id="an arrow behind an amount"),
    ],
)
def test_a_number_that_may_be_meant_otherwise_says_why(text: str, value: str, unit: str, doubtful: str) -> None:
    assert of_text(text) == Quantity(Decimal(value), unit, doubtful)


def test_a_filled_triangle_may_be_a_minus() -> None:
    found = of_text("▲5.2%")
    assert isinstance(found, Quantity)
    assert (found.value, found.doubtful) == (Decimal("5.2"), "“▲”可能表示上升，也可能表示负数")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("三十点五", "30.5", ""),
        ("十二亿", "1200000000", ""),
        ("三百二十家", "320", "家"),
        ("负五", "-5", ""),
        ("十 五", "15", ""),
    ],
)
def test_a_number_in_chinese_is_read_where_a_figure_is_known_to_stand(text: str, value: str, unit: str) -> None:
    found = in_chinese(text)
    assert isinstance(found, Quantity)
    assert of_text(text) == Nothing("unreadable", "不是数字")
    assert converted(found, "元" if found.unit == "亿" else unit) == Decimal(value)
    assert found.unit in (unit, "亿")


@pytest.mark.parametrize("text", ["一30", "十二三十", "无", "三十.五", "亿"])
def test_other_words_are_no_number_in_chinese(text: str) -> None:
    assert isinstance(in_chinese(text), Nothing)


@pytest.mark.parametrize("text", ["—", "——", "－", "/", "／", "免报", "不适用", "n/a", " - ", "--"])
def test_a_dash_or_stroke_says_not_applicable(text: str) -> None:
    assert of_text(text) == Nothing("exempt")


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\n"])
def test_nothing_but_blanks_is_empty(text: str) -> None:
    assert of_text(text) == Nothing("empty")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        *[
            (text, "不是数字")
            for text in ("待定", "约", "亿元", "同上", "NaN", "十五", "无", "30.58O", "l30", "5G", "±5", "1" * 60)
        ],
        *[
            (text, "不是一个数（可能是两个数、一个范围或分隔符写错）")
            for text in (
                "1,5", "0,234", "1.234,5", "1.2.3", "3~5", "30-40", "30—40", "30至40", "30.58/21.1", "12 34", "1\n234",
                "12,3456", "3亿2000万", "30.58(21.1)", "=1+1",
            )
        ],
        *[(text, "像是日期") for text in ("2022-06-30", "1-6月", "6月", "2022/6/30")],
        *[(text, "有两个表示升降或正负的记号") for text in ("下降-5%", "↓-5.2", "▼5.2↓", "-5-")],
        *[(text, "位数太多，不会是实际的数") for text in ("9" * 16, "1E+20", "1e99", "0." + "1" * 25)],
        ("增长5亿元", "是增减的数，不是完成的数"),
        *[(text, "是错误值") for text in ("#REF!", "#DIV/0!", " #N/A")],
        ("30.58（含续建）", "数的后面写有“含续建”"),
        ("30.58（上年）", "数的后面写有“上年”"),
        ("30.58（下降）", "数的后面写有“下降”"),
        ("1e300", "不是一个数（可能是两个数、一个范围或分隔符写错）"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_unreadable_and_never_zero(text: str, because: str) -> None:
    assert of_text(text) == Nothing("unreadable", because)


@pytest.mark.parametrize("text", ["+cmd|' /C calc'!A0", "１" * 41, "٣٠"])
def test_strange_texts_are_unreadable(text: str) -> None:
    found = of_text(text)
    assert isinstance(found, Nothing)
    assert found.why == "unreadable"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(None, Nothing("empty"), id="no cell"),
        pytest.param(CellRead(None), Nothing("empty"), id="an empty cell"),
        pytest.param(
            CellRead(Decimal(0), formula="=A1+A2", from_blanks=True), Nothing("empty"), id="a formula of blank cells"
        ),
        pytest.param(CellRead(Decimal("30.58")), Quantity(Decimal("30.58")), id="a number"),
        pytest.param(CellRead(Decimal("0.45"), "0.0%"), Quantity(Decimal(45), "%"), id="a number shown as per cent"),
        pytest.param(CellRead(Decimal(0)), Quantity(Decimal(0)), id="zero is zero"),
        pytest.param(
            CellRead(None, formula="=A1"),
            Nothing("unreadable", "公式没有计算结果"),
            id="a formula without a cached value",
        ),
        pytest.param(CellRead("#REF!", error=True), Nothing("unreadable", "是错误值"), id="an error value"),
        pytest.param(CellRead(value=True), Nothing("unreadable", "不是数字"), id="true"),
        pytest.param(
            CellRead("2022-01-06", date=True),
            Nothing("unreadable", "是日期（“1-6”“3/5”之类输入后会被Excel变成日期）"),
            id="what Excel made of 1-6",
        ),
        pytest.param(CellRead(Decimal("1e300")), Nothing("unreadable", "位数太多，不会是实际的数"), id="too large"),
        pytest.param(
            CellRead(Decimal("NaN")), Nothing("unreadable", "位数太多，不会是实际的数"), id="no number at all"
        ),
        pytest.param(
            CellRead(Decimal(305800), '0.00"万元"'), Quantity(Decimal(305800), "万元"), id="a unit in the format"
        ),
        pytest.param(
            CellRead(Decimal("30.6"), '"约"0.0'), Quantity(Decimal("30.6"), "", INEXACT), id="about in the format"
        ),
        pytest.param(
            CellRead(Decimal(305800), '0!.0,"万"'),
            Quantity(Decimal("30.58"), "万", "单元格格式改变了显示的数", stored=Decimal(305800)),
            id="shown in ten thousands",
        ),
        pytest.param(
            CellRead(Decimal(305800000), "0.00,,"),
            Quantity(Decimal("305.8"), "", "单元格格式改变了显示的数", stored=Decimal(305800000)),
            id="shown in millions",
        ),
        pytest.param(
            CellRead(Decimal(5), ";;;"), Quantity(Decimal(5), "", "单元格格式让这个数不显示"), id="shown not at all"
        ),
        pytest.param(CellRead(Decimal(5), "[$$-409]#,##0"), Quantity(Decimal(5), "美元"), id="dollars by the format"),
        pytest.param(
            CellRead(Decimal(5), '"第"0"名"'), Quantity(Decimal(5), "", "单元格格式显示的是“第…名”"), id="other words"
        ),
        pytest.param(
            CellRead(Decimal(-5), "#,##0.00_);[Red](#,##0.00)"), Quantity(Decimal(-5)), id="brackets by format"
        ),
    ],
)
def test_a_cell_is_read_by_what_it_is(cell: CellRead | None, expected: Quantity | Nothing) -> None:
    assert quantity(cell) == expected


@pytest.mark.parametrize(
    ("found", "unit", "heading", "expected"),
    [
        pytest.param(Quantity(Decimal(305800)), "亿元", "万元", "30.58", id="the heading's unit"),
        pytest.param(Quantity(Decimal("30.58"), "亿元"), "亿元", "万元", "30.58", id="the cell's goes first"),
        pytest.param(Quantity(Decimal("1.2"), "万"), "个", "", "12000", id="万 of things"),
        pytest.param(Quantity(Decimal("12.3"), "万"), "亿元", "", "0.00123", id="万 of money"),
        pytest.param(Quantity(Decimal("1.2"), "倍"), "%", "", "120", id="倍"),
        pytest.param(Quantity(Decimal(5)), "个", "", "5", id="no unit anywhere"),
    ],
)
def test_a_value_is_converted_into_the_indicators_unit(found: Quantity, unit: str, heading: str, expected: str) -> None:
    assert converted(found, unit, heading) == Decimal(expected)


@pytest.mark.parametrize(("own", "wanted"), [("%", "亿元"), ("家", "个"), ("亿元", "%"), ("万", "%")])
def test_units_of_different_things_are_not_converted(own: str, wanted: str) -> None:
    assert own == "万" or converted(Quantity(Decimal(5), own), wanted) is None


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)


@given(numbers, st.sampled_from(UNITS), st.booleans())
def test_printing_and_reading_a_quantity_is_the_identity(value: Decimal, unit: str, wide: bool) -> None:
    text = f"{value:f}{unit}"
    assert of_text(text.translate(WIDE) if wide else text) == Quantity(value, unit)


TEXTS = st.text(alphabet="0123456789.,-+%()（） 　亿万元个约余降增长—/=xE①↑▼'\n", max_size=LONGEST + 5)


@given(TEXTS)
def test_whatever_a_cell_holds_the_number_stands_in_it_or_there_is_none(text: str) -> None:
    found = of_text(text)
    if isinstance(found, Quantity) and "E" not in text:
        digits = re.sub(r"[^0-9]", "", text.lstrip("0("))
        assert re.sub(r"\D", "", f"{found.value:f}").lstrip("0") == digits.lstrip("0")
    elif isinstance(found, Nothing):
        assert found.why in ("empty", "exempt", "unreadable")


@given(st.text(max_size=LONGEST + 5))
def test_no_text_makes_reading_fail(text: str) -> None:
    for found in (of_text(text), in_chinese(text), quantity(CellRead(text, date=True))):
        assert isinstance(found, Quantity | Nothing)


@given(numbers, st.text(alphabet='0#?.,%;"!\\_*[]<>=-+()$¥@Ee万亿元约 Gneral', max_size=30))
def test_no_number_format_makes_reading_fail_or_takes_a_digit(value: Decimal, number_format: str) -> None:
    found = quantity(CellRead(value, number_format))
    if isinstance(found, Quantity) and found.stored is None:
        assert abs(found.value) in (abs(value), abs(value) * 100)


SEPARATORS = [
    "/",
    "-",
    "~",
    "—",
    "至",
    "、",
    ";",
    "；",
    "|",
    "\n",
    "  ",
    " 和 ",
    "(",
    "（",
    ":",
    "*",
    "→",
    "=",
    "\t",
    "…",
]


@given(numbers, st.sampled_from(SEPARATORS), numbers, st.sampled_from(["", "亿元", "%"]))
def test_a_text_with_two_numbers_is_never_read(first: Decimal, between: str, second: Decimal, unit: str) -> None:
    for text in (f"{first}{unit}{between}{second}{unit}", f"{first}{between}{second})"):
        assert isinstance(of_text(text), Nothing)


@given(numbers, st.sampled_from(MONEY), st.sampled_from(MONEY))
def test_a_value_there_and_back_is_the_same(value: Decimal, unit: str, other: str) -> None:
    there = converted(Quantity(value, unit), other)
    assert there is not None
    assert converted(Quantity(there, other), unit) == value
