"""A value under a number format, as Excel shows it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.paper.shown import Shown, Value, shown
from pingbi.workbook.styles import dashed, number_format


@pytest.mark.parametrize(
    ("value", "number", "text", "after"),
    [
        pytest.param(None, "0.00", "", "", id="nothing"),
        pytest.param("甲县", "", "甲县", "", id="words without a format"),
        pytest.param("不排名", "0.0_0;-0.0_0;0.0_0;@_0", "不排名", "0", id="words stand as numbers do"),
        pytest.param(Decimal("7.265"), "0.00", "7.27", "", id="half goes up"),
        pytest.param(Decimal("-7.265"), "0.00;-0.00;0.00;@", "-7.27", "", id="half goes away from nothing"),
        pytest.param(Decimal("1234.5"), "0_0;-0_0", "1235", "0", id="no decimals"),
        pytest.param(Decimal(0), '0.00;-0.00;"-"', "-", "", id="nothing added is a dash"),
        pytest.param(Decimal("0.5"), '0.00_0;"超"0.00_0;"-"_0;@_0', "0.50", "0", id="a word for less"),
        pytest.param(Decimal("-0.5"), '0.00_0;"超"0.00_0;"-"_0;@_0', "超0.50", "0", id="instead of a minus"),
        pytest.param(2, '"↑"0;"↓"0;"—"', "↑2", "", id="up"),
        pytest.param(-2, '"↑"0;"↓"0;"—"', "↓2", "", id="down"),
        pytest.param(0, '"↑"0;"↓"0;"—"', "—", "", id="neither"),
        pytest.param(4, '"并列"General', "并列4", "", id="tied"),
        pytest.param(Decimal("2.5"), "", "2.5", "", id="general keeps its digits"),
        pytest.param(Decimal("12.3400"), "", "12.34", "", id="and no noughts"),
        pytest.param(Decimal(1) / 3, "", "0.333333333", "", id="and not more than ten"),
        pytest.param(Decimal("0.125"), "0.0%", "12.5%", "", id="per cent"),
        pytest.param(Decimal("3.1"), "+0.00;-0.00;0.00;@", "+3.10", "", id="with its sign"),
        pytest.param(Decimal(-3), "0", "-3", "", id="one section for all"),
        pytest.param(7, "00", "07", "", id="leading noughts"),
    ],
)
def test_a_value_is_shown_by_its_format(value: Value, number: str, text: str, after: str) -> None:
    assert shown(value, number) == Shown(text, after)


def test_a_truth_is_no_number() -> None:
    assert shown(value=True).text == "TRUE"


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4), st.integers(0, 3)
)
def test_every_format_of_the_sheets_prints_the_number_that_it_rounds_to(value: Decimal, decimals: int) -> None:
    text = shown(value, number_format(decimals, 120, 8)).text
    assert abs(Decimal(text) - value) * 2 <= Decimal(1).scaleb(-decimals)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("0.01"), max_value=1000, places=2))
def test_added_points_read_as_they_are(value: Decimal) -> None:
    assert Decimal(shown(value, dashed(2)).text) == value
