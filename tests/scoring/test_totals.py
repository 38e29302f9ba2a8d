"""Points put together, rounded, compared: `combine`, `rounded`, `equal`."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pingbi.scheme import Aggregation, Rounding
from pingbi.scoring import combine, equal, rounded

TINY = Fraction(1, 10**25)


def numbers(text: str) -> list[Decimal | None]:
    return [None if word == "-" else Decimal(word) for word in text.split()]


def weights_of(text: str) -> list[Decimal]:
    return [Decimal(token) for token in text.split()]


def case(name: str, how: str, points: str, weights: str, *wanted: Any) -> Any:  # noqa: ANN401
    return pytest.param(how, points, weights, *wanted, id=f"{how}: {name}")


CASES = [
    # how, points, weights, result, share of the weight that has points, flat
    case("Σ points", "sum", "8 15 4.5", "10 20 5", "27.5", "1", False),
    case("more than full marks stays", "sum", "12 21", "10 20", "33", "1", False),
    case("a loss stays", "sum", "-3 5", "10 10", "2", "1", False),
    case("scaled to the weights it has", "sum", "8 - 4", "10 20 10", "24", "1/2", False),
    case("scaled to a third", "sum", "- 10 -", "10 20 30", "30", "1/3", False),
    case("nothing at all", "sum", "- -", "10 20", "-", "0", False),
    case("no criteria", "sum", "", "", "-", "0", False),
    case("nothing weighs anything", "sum", "3 4", "0 0", "7", "1", False),
    case("only the weightless is there", "sum", "3 -", "0 10", "-", "0", False),
    case("100·Σp/Σw", "weighted_mean", "8 15", "10 20", "230/3", "1", False),
    case("over the weights it has", "weighted_mean", "8 -", "10 20", "80", "1/3", False),
    case("full marks are 100", "weighted_mean", "3 7 11", "3 7 11", "100", "1", False),
    case("nothing weighs anything", "weighted_mean", "3 4", "0 0", "-", "1", False),
    case("100·√(0.4·0.9)", "geometric_mean", "4 9", "10 10", "60", "1", False),
    case("weights are exponents: 1^(2/3)·(1/8)^(1/3)", "geometric_mean", "20 1.25", "20 10", "50", "1", False),
    case("over the weights it has", "geometric_mean", "4 9 -", "10 10 30", "60", "2/5", False),
    case("full marks are 100", "geometric_mean", "3 7 11", "3 7 11", "100", "1", False),
    case("0 where one is 0", "geometric_mean", "0 9", "10 10", "0", "1", True),
    case("0 where one is negative", "geometric_mean", "-1 9", "10 10", "0", "1", True),
    case("what weighs nothing is no factor", "geometric_mean", "0 4 9", "0 10 10", "60", "1", False),
]


@pytest.mark.parametrize(("how", "points", "weights", "result", "share", "flat"), CASES)
def test_points_are_put_together(
    how: Aggregation, points: str, weights: str, result: str, share: str, *, flat: bool
) -> None:
    found = combine(numbers(points), weights_of(weights), how)
    if result == "-":
        assert found.result is None
    else:
        assert found.result is not None
        assert abs(Fraction(found.result) - Fraction(result)) < TINY
    assert abs(Fraction(found.share) - Fraction(share)) < TINY
    assert found.flat is flat
    assert found.most == (sum(weights_of(weights)) if how == "sum" else 100)


amounts = some.decimals(min_value=Decimal("0.01"), max_value=100, places=2)
rows = some.lists(some.tuples(amounts, amounts), min_size=1, max_size=8)
hows = some.sampled_from(["sum", "weighted_mean", "geometric_mean"])


@given(rows, hows)
def test_the_order_of_criteria_does_not_matter(pairs: list[tuple[Decimal, Decimal]], how: Aggregation) -> None:
    forward = combine([p for p, _ in pairs], [w for _, w in pairs], how).result
    back = combine([p for p, _ in reversed(pairs)], [w for _, w in reversed(pairs)], how).result
    assert forward is not None
    assert back is not None
    assert equal(forward, back)


@given(rows, hows, some.data())
def test_one_more_point_never_lowers_the_total(
    pairs: list[tuple[Decimal, Decimal]], how: Aggregation, data: some.DataObject
) -> None:
    at = data.draw(some.integers(0, len(pairs) - 1))
    points, weights = [p for p, _ in pairs], [w for _, w in pairs]
    more = [point + (index == at) for index, point in enumerate(points)]
    before, after = combine(points, weights, how).result, combine(more, weights, how).result
    assert before is not None
    assert after is not None
    assert after > before


@given(rows, hows, amounts)
def test_what_is_missing_is_as_if_it_had_never_been_asked(
    pairs: list[tuple[Decimal, Decimal]], how: Aggregation, weight: Decimal
) -> None:
    points, weights = [p for p, _ in pairs], [w for _, w in pairs]
    without, lacking = combine(points, weights, how), combine([*points, None], [*weights, weight], how)
    assert without.result is not None
    assert lacking.result is not None
    assert equal(without.result / without.most, lacking.result / lacking.most)


@given(rows)
def test_the_geometric_mean_is_at_most_the_arithmetic(pairs: list[tuple[Decimal, Decimal]]) -> None:
    points, weights = [p for p, _ in pairs], [w for _, w in pairs]
    geometric = combine(points, weights, "geometric_mean").result
    # Σ w·(p/w) / Σw is what weighted_mean gives, so the two are means of the same factors.
    arithmetic = combine(points, weights, "weighted_mean").result
    assert geometric is not None
    assert arithmetic is not None
    assert geometric <= arithmetic + Decimal("1E-20")


ROUNDED = [
    pytest.param("45.25", 1, "half_up", "45.3", id="45.25 to one place is 45.3"),
    pytest.param("45.25", 1, "half_even", "45.2", id="GB/T 8170: to the even digit"),
    pytest.param("45.35", 1, "half_even", "45.4", id="GB/T 8170: up to the even digit"),
    pytest.param("-45.25", 1, "half_up", "-45.3", id="half away from zero"),
    pytest.param("2.67499999999999", 2, "half_up", "2.68", id="equal to 2.675, so rounded like it"),
    pytest.param("2.67499999999999", 2, "half_even", "2.68", id="equal to 2.675, to the even digit"),
    pytest.param("2.66500000000001", 2, "half_even", "2.66", id="equal to 2.665, to the even digit"),
    pytest.param("2.6749999", 2, "half_up", "2.67", id="not equal to 2.675"),
    pytest.param("0.05", 0, "half_up", "0", id="to whole numbers"),
    pytest.param("12345678901234567890123456789012345.5", 0, "half_up", "12345678901234567890123456789012346", id="35"),
    pytest.param("7", 2, "half_up", "7.00", id="zeros are kept"),
]


@pytest.mark.parametrize(("value", "decimals", "rule", "wanted"), ROUNDED)
def test_a_value_is_rounded_once(value: str, decimals: int, rule: Rounding, wanted: str) -> None:
    assert str(rounded(Decimal(value), decimals, rule)) == wanted


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        pytest.param("5.1", "5.1000000000000005", True, id="the noise of a float"),
        pytest.param("5.1", "5.10000000005", False, id="half a unit of the tenth decimal"),
        pytest.param("5.1", "5.10000000004999", True, id="less than half a unit of the tenth decimal"),
        pytest.param("0", "-0.00000000001", True, id="no negative zero"),
    ],
)
def test_equal_is_what_agrees_to_ten_decimals(left: str, right: str, *, same: bool) -> None:
    assert equal(Decimal(left), Decimal(right)) is same


@given(some.decimals(min_value=-(10**9), max_value=10**9, places=12), some.integers(0, 6))
def test_rounding_twice_is_rounding_once_to_the_same_place(value: Decimal, decimals: int) -> None:
    once = rounded(value, decimals)
    assert rounded(once, decimals) == once
    assert abs(once - value) <= Decimal(5).scaleb(-decimals - 1) + Decimal("1E-10")
