"""A cell's content is a number with its unit, or no number and why."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.extraction.quantity import LONGEST, UNIT, Nothing, Quantity, converted, of_text, quantity
from pingbi.readers import CellRead

WIDE = str.maketrans("0123456789.-%", "０１２３４５６７８９．－％")
UNITS = ["", *UNIT.split("|")]


@pytest.mark.parametrize(
    ("text", "value", "unit", "doubtful"),
    [
        pytest.param("30.58亿元", "30.58", "亿元", "", id="a unit in the cell"),
        pytest.param("２０００万", "2000", "万", "", id="full-width digits"),
        pytest.param("1,234.5", "1234.5", "", "", id="commas between groups of three"),
        pytest.param("1 234", "1234", "", "", id="blanks between groups of three"),
        pytest.param("45 ％", "45", "%", "", id="a full-width per cent sign"),
        pytest.param("-3.1", "-3.1", "", "", id="minus"),
        pytest.param("−3.1", "-3.1", "", "", id="the mathematical minus"),
        pytest.param("(12.3)", "-12.3", "", "", id="brackets of bookkeepers"),
        pytest.param("（12.3）%", "-12.3", "%", "", id="full-width brackets"),
        pytest.param("下降5%", "-5", "%", "", id="a fall in words"),
        pytest.param("同比增长4.5%", "4.5", "%", "", id="a growth in words"),
        pytest.param("约8亿", "8", "亿", "约", id="about"),
        pytest.param("300余家", "300", "家", "余", id="and some"),
        pytest.param("20个以上", "20", "个", "以上", id="or more"),
        pytest.param("'12", "12", "", "", id="the apostrophe of a text cell"),
        pytest.param(".5", "0.5", "", "", id="no digit before the point"),
    ],
)
def test_a_number_in_a_text_is_read(text: str, value: str, unit: str, doubtful: str) -> None:
    assert of_text(text) == Quantity(Decimal(value), unit, doubtful)


@pytest.mark.parametrize("text", ["—", "——", "－", "/", "／", "免报", "不适用", "n/a", " - "])
def test_a_dash_or_stroke_says_not_applicable(text: str) -> None:
    assert of_text(text) == Nothing("exempt")


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\n"])
def test_nothing_but_blanks_is_empty(text: str) -> None:
    assert of_text(text) == Nothing("empty")


@pytest.mark.parametrize(
    "text",
    [
        "待定", "1,5", "1.2.3", "3~5", "12 34", "=1+1", "+cmd|' /C calc'!A0", "下降-5%", "增长5亿元", "5e3", "1" * 60,
        "2022-06-30", "约", "亿元", "#REF!", "十五",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_unreadable_and_never_zero(text: str) -> None:
    assert of_text(text) == Nothing("unreadable")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(None, Nothing("empty"), id="no cell"),
        pytest.param(CellRead(None), Nothing("empty"), id="an empty cell"),
        pytest.param(CellRead(Decimal("30.58")), Quantity(Decimal("30.58")), id="a number"),
        pytest.param(CellRead(Decimal("0.45"), "0.0%"), Quantity(Decimal(45), "%"), id="a number shown as per cent"),
        pytest.param(CellRead(Decimal(0)), Quantity(Decimal(0)), id="zero is zero"),
        pytest.param(CellRead(None, formula="=A1"), Nothing("unreadable"), id="a formula without a cached value"),
        pytest.param(CellRead("#REF!", error=True), Nothing("unreadable"), id="an error value"),
        pytest.param(CellRead(value=True), Nothing("unreadable"), id="true"),
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


@given(st.text(alphabet="0123456789.,-+%()（） 　亿万元个约余降增长—/=x\n", max_size=LONGEST + 5))
def test_whatever_a_cell_holds_the_number_stands_in_it_or_there_is_none(text: str) -> None:
    found = of_text(text)
    if isinstance(found, Quantity):
        digits = re.sub(r"\D", "", text.lstrip("0("))
        assert re.sub(r"\D", "", f"{found.value:f}").lstrip("0") == digits.lstrip("0")
    else:
        assert found.why in ("empty", "exempt", "unreadable")
