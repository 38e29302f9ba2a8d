"""Numbers, places and origins as the JSON of CONTRACT.md has them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pingbi import exchange
from pingbi.model import ByHand, Derived, Fact, Finding, InSheet, InText, Origin
from pingbi.model.catalogue import Kind

NUMBERS = [
    pytest.param("86.4987", "86.4987", id="as it is"),
    pytest.param("86.4900", "86.49", id="no zeros at the end"),
    pytest.param("1E+3", "1000", id="no exponent"),
    pytest.param("1E-13", "0", id="nothing beyond twelve decimals"),
    pytest.param("-0.00", "0", id="no -0"),
    pytest.param("0.3333333333333333333", "0.333333333333", id="twelve decimals"),
    pytest.param("0.6666666666665", "0.666666666667", id="rounded half up"),
    pytest.param("100", "100", id="zeros before the point stay"),
]


@pytest.mark.parametrize(("value", "text"), NUMBERS)
def test_a_number_is_a_string_of_decimals(value: str, text: str) -> None:
    assert exchange.number(Decimal(value)) == text


def test_what_is_missing_is_null() -> None:
    assert (exchange.number(None), exchange.place(None), exchange.printed(None, 2)) == (None, None, None)


@given(some.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_number_has_no_exponent_and_at_most_twelve_decimals(value: Decimal) -> None:
    text = exchange.number(value) or ""
    assert "E" not in text
    assert len(text.partition(".")[2]) <= 12
    assert abs(Decimal(text) - value) <= Decimal("5E-13")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(3, 3, id="a place"),
        pytest.param(Decimal("3.0"), 3, id="an average that is whole"),
        pytest.param(Decimal("2.5"), "2.5", id="an average that is not"),
    ],
)
def test_a_place_is_an_integer_or_an_average_as_text(value: int | Decimal, shown: object) -> None:
    found = exchange.place(value)
    assert found == shown
    assert type(found) is type(shown)


def test_points_are_printed_with_their_decimals() -> None:
    assert exchange.printed(Decimal(18), 2) == "18.00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd(Finding):
    """A finding of no known code."""

    code: ClassVar[str] = "odd"

    def __str__(self) -> str:
        return "有点怪"


CELL, SENTENCE = InSheet("甲县.xlsx", "填报表", "D7", "30.58"), InText("简报.txt", 3, 8, "投资30.58亿元")
SHEET = {"file": "甲县.xlsx", "sheet": "填报表", "cell": "D7"}
TEXT = {"file": "简报.txt", "start": 3, "end": 8, "quote": "投资30.58亿元"}
PLACES = [
    pytest.param((CELL,), [SHEET], id="a cell"),
    pytest.param((SENTENCE,), [TEXT], id="a sentence"),
    pytest.param(
        (InText("报.pdf", 1, 2, "5", page=3),),
        [TEXT | {"file": "报.pdf", "start": 1, "end": 2, "quote": "5", "page": 3}],
        id="a page",
    ),
    pytest.param((ByHand("电话核实", "张", over=CELL),), [{"reason": "电话核实", "by": "张"}, SHEET], id="over a cell"),
    pytest.param((Derived("a / b", (CELL, SENTENCE)),), [SHEET, TEXT], id="computed: its operands' places"),
]


@pytest.mark.parametrize(("origins", "places"), PLACES)
def test_a_finding_says_where_the_values_stood(origins: tuple[Origin, ...], places: list[dict[str, object]]) -> None:
    finding = Odd(county="甲县", indicator="a", places=origins)
    assert exchange.finding(finding) == {
        "id": finding.id,
        "code": "odd",
        "level": "verify",
        "county": "甲县",
        "indicator": "a",
        "message": "有点怪",
        "places": places,
    }


def test_a_fact_keeps_the_number_as_printed() -> None:
    fact = Fact(
        file="简报.txt",
        county="甲县",
        indicator="工业投资",
        indicator_id=None,
        value=Decimal("30.50"),
        unit="亿元",
        kind=Kind.LEVEL,
        period="2022H1",
        qualifier=None,
        reference=None,
        number_start=3,
        number_end=8,
        quote="投资30.50亿元",
        confidence=Decimal("0.97"),
    )
    found = exchange.fact(fact)
    assert (found["value"], found["kind"], found["confidence"]) == ("30.50", "level", "0.97")
