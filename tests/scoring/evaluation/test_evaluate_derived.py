"""What nobody reported and the scheme computes; what formulas look up; what is said where they have no number."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pingbi.model import Derived, Figures, Role, Source, State
from pingbi.scoring import derive, value_of

Evaluate = Callable[..., Any]


def indicators(**formulas: str) -> str:
    """Indicators a, b and those computed, each with a criterion that gives its value."""
    rows = [
        f"{{id='{name}', name='{word}', unit='亿元', kind='level'}}" for name, word in (("a", "投资"), ("b", "计划"))
    ]
    rows += [
        f"{{id='{name}', name='{name}', unit='%', kind='share', compute='{text}'}}" for name, text in formulas.items()
    ]
    lines = [f"{{id='{name}', name='{name}', weight=10, method='given', value='{name}'}}" for name in formulas]
    return f"indicator = [{', '.join(rows)}]\ncriterion = [{', '.join(lines)}]"


def test_what_nobody_reported_is_computed_for_counties_and_for_the_city(scored: Evaluate) -> None:
    found = scored("a b\n全市 30 120\n甲 10 20\n乙 5 25", tables=indicators(q="a / b * 100"))
    figures = [found.figures.get(county, "q") for county in ("全市", "甲", "乙")]
    assert [figure.value for figure in figures] == [25, 50, 20]
    assert {figure.source for figure in figures} == {Source.COMPUTED}
    first = figures[1]
    assert isinstance(first.origin, Derived)
    assert first.origin.formula == "a ÷ b × 100"
    assert first.origin.operands == tuple(found.figures.get("甲", name).origin for name in ("a", "b"))


def test_what_was_reported_wins(scored: Evaluate) -> None:
    found = scored("a b q\n甲 10 20 49\n乙 10 20 -", tables=indicators(q="a / b * 100"))
    assert found.scores("q", "value") == ["49", "50"]
    assert found.figures.get("甲", "q").source is Source.TEMPLATE


@pytest.mark.parametrize("cell", ["?", "期", "二"], ids=["unreadable", "other period", "undecided"])
def test_a_cell_that_cannot_be_scored_is_not_papered_over(scored: Evaluate, cell: str) -> None:
    found = scored(f"a b q\n甲 10 20 {cell}", tables=indicators(q="a / b * 100"))
    assert found.scores("q", "value") == [None]


def test_a_missing_operand_leaves_it_missing_without_a_finding(scored: Evaluate) -> None:
    found = scored("a b\n甲 10 -", tables=indicators(q="a / b * 100"))
    assert found.figures.get("甲", "q") is None
    assert found.codes() == []


def test_what_is_computed_from_what_is_exempt_is_exempt(scored: Evaluate) -> None:
    found = scored("a b\n甲 10 免", tables=indicators(q="a / b * 100"))
    assert found.figures.get("甲", "q").state is State.EXEMPT
    assert found.figures.value("甲", "q") is None


def test_computed_indicators_wait_for_each_other(scored: Evaluate) -> None:
    found = scored("a b\n甲 10 20", tables=indicators(twice="q * 2", q="a / b * 100"))
    assert found.scores("twice", "value") == ["100"]


NO_NUMBER = [
    pytest.param("a / b", "甲的“q”无法计算（a ÷ b）：除数或基数为0或负数；投资为10，计划为0", id="÷ 0"),
    pytest.param("LN(b)", "甲的“q”无法计算（LN(b)）：除数或基数为0或负数；计划为0", id="LN of 0"),
    pytest.param(
        "GROWTH(a, LAST_YEAR(a))",
        "甲的“q”无法计算（GROWTH(a, LAST_YEAR(a))）：除数或基数为0或负数；投资为10，投资（上年同期）为-3",
        id="growth on a negative base",
    ),
]


@pytest.mark.parametrize(("text", "words"), NO_NUMBER)
def test_a_formula_without_a_number_is_missing_with_both_sides_said(scored: Evaluate, text: str, words: str) -> None:
    found = scored("a b a@last_year\n甲 10 0 -3", tables=indicators(q=text))
    assert found.figures.get("甲", "q") is None
    assert found.words() == [words]
    assert found.derived[0].code == "base-not-positive"
    assert found.derived[0].places[0] == found.figures.get("甲", "b" if text == "LN(b)" else "a").origin


def test_a_criterion_s_own_formula_without_a_number_is_said_too(scored: Evaluate) -> None:
    tables = "criterion = [{id='k', name='占计划', weight=10, method='given', value='a / b'}]"
    found = scored("a b\n甲 10 0\n乙 10 5", tables=tables)
    assert found.scores("k", "value") == [None, "2"]
    assert found.words() == ["甲的“占计划”无法计算（a ÷ b）：除数或基数为0或负数；a为10，b为0"]
    assert found.total("甲").note == "占计划不能计分，不参与排名"


def test_a_quotient_carries_34_digits_and_is_compared_to_ten_decimals(scored: Evaluate) -> None:
    found = scored("a b\n甲 10 30\n乙 3333333333 10000000000", tables=indicators(q="a / b"))
    assert found.figures.value("甲", "q") == Decimal("0." + "3" * 34)
    assert found.scores("q", "place") == [1, 1]


LOOKED_UP = [
    pytest.param("a", "10", id="now"),
    pytest.param("PREVIOUS(a)", "8", id="the last period"),
    pytest.param("LAST_YEAR(a)", "5", id="last year"),
    pytest.param("GROWTH(a, LAST_YEAR(a))", "100", id="growth"),
    pytest.param("CITY(a)", "90", id="the city's"),
    pytest.param("a - CITY(a)", "-80", id="the distance to the city"),
    pytest.param("TARGET(a)", "40", id="the target read from a table"),
    pytest.param("TARGET(b)", "7", id="the scheme's own for the county"),
    pytest.param("TARGET(c)", "9", id="the scheme's for all"),
    pytest.param("PREVIOUS(b)", None, id="nothing there"),
]


@pytest.mark.parametrize(("text", "wanted"), LOOKED_UP)
def test_an_operand_is_looked_up_by_its_role(scored: Evaluate, text: str, wanted: str | None) -> None:
    targets = "{indicator='a', value=1}, {indicator='b', value=6}, {indicator='b', county='甲', value=7}"
    found = scored(
        "a a@previous a@last_year a@target b c\n全市 90 - - - - -\n甲 10 8 5 40 3 2",
        tables=f"target = [{targets}, {{indicator='c', value=9}}]",
    )
    answer = value_of(found.scheme, found.figures, text, "甲")
    assert answer.value == (None if wanted is None else Decimal(wanted))
    assert answer.remark == ("no-operand" if wanted is None else "")


def test_deriving_changes_none_of_the_figures_it_is_given(scored: Evaluate) -> None:
    found = scored("a b\n甲 10 20", tables=indicators(q="a / b"))
    before = Figures({key: row for key, row in found.figures.chosen.items() if key[1] != "q"})
    after, _ = derive(found.scheme, before)
    assert ("甲", "q", Role.NOW) in after.chosen
    assert ("甲", "q", Role.NOW) not in before.chosen
