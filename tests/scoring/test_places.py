"""Places: the tie rules of CONTRACT.md, and the laws that every ranking keeps."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.scoring import places

TIES = ("skip", "dense", "average")


def numbers(text: str) -> list[Decimal | None]:
    return [None if word == "-" else Decimal(word) for word in text.split()]


def printed(found: Sequence[int | Decimal | None]) -> str:
    return " ".join("-" if place is None else str(place) for place in found)


CASES = [
    pytest.param("9 8 8 7", "skip", False, "1 2 2 4", id="1, 2, 2, 4 as in Excel's RANK"),
    pytest.param("9 8 8 7", "dense", False, "1 2 2 3", id="1, 2, 2, 3"),
    pytest.param("9 8 8 7", "average", False, "1 2.5 2.5 4", id="1, 2.5, 2.5, 4"),
    pytest.param("9 8 8 7", "skip", True, "4 2 2 1", id="the least first"),
    pytest.param("9 8 8 7", "dense", True, "3 2 2 1", id="the least first, densely"),
    pytest.param("9 8 8 7", "average", True, "4 2.5 2.5 1", id="the least first, in the middle"),
    pytest.param("5 - 7 -", "skip", False, "2 - 1 -", id="what is missing is not ranked"),
    pytest.param("- -", "dense", False, "- -", id="nothing to rank"),
    pytest.param("", "skip", False, "", id="nobody to rank"),
    pytest.param("-3", "average", False, "1", id="one county"),
    pytest.param("4 4 4", "skip", False, "1 1 1", id="all equal"),
    pytest.param("4 4 4", "average", True, "2 2 2", id="all equal, in the middle"),
    pytest.param("-1 -2 0", "skip", False, "2 3 1", id="negative values"),
    pytest.param("0 -0", "skip", False, "1 1", id="zero has no sign"),
    pytest.param("5.1 5.1000000000000005 5.09", "skip", False, "1 1 3", id="equal to 10 decimals"),
    pytest.param("5.1 5.1000000001 5.09", "skip", False, "2 1 3", id="different in the 10th decimal"),
    pytest.param("1E+3 1000.0", "skip", False, "1 1", id="the same number written differently"),
    pytest.param("12345678901234567890.0000000001 12345678901234567890", "skip", False, "1 2", id="30 digits count"),
    pytest.param("12345678901234567890.0000000001 12345678901234567890", "skip", True, "2 1", id="and so downwards"),
]


@pytest.mark.parametrize(("values", "ties", "lower", "wanted"), CASES)
def test_places(values: str, ties: str, *, lower: bool, wanted: str) -> None:
    assert printed(places(numbers(values), ties, lower=lower)) == wanted


BROKEN = [
    pytest.param("9 8 8 7", "1 2 3 4", False, "1 3 2 4", id="the greater breaker goes first"),
    pytest.param("9 8 8 7", "1 2 3 4", True, "4 3 2 1", id="also where the least value is first"),
    pytest.param("8 8 8", "1 2 2", False, "3 1 1", id="what is still equal shares"),
    pytest.param("8 8 7", "- 1 9", False, "2 1 3", id="without a breaker last among equals"),
    pytest.param("8 8 7", "- - 9", False, "1 1 3", id="both without a breaker share"),
    pytest.param("9 8", "1 5", False, "1 2", id="no tie, nothing to break"),
    pytest.param("8 8", "5.1 5.1000000000000005", False, "1 1", id="breakers equal to 10 decimals"),
]


@pytest.mark.parametrize(("values", "breakers", "lower", "wanted"), BROKEN)
def test_ties_broken_by_another_criterion(values: str, breakers: str, *, lower: bool, wanted: str) -> None:
    found = places(numbers(values), "first_by:other", lower=lower, breakers=numbers(breakers))
    assert printed(found) == wanted


def test_breakers_count_only_under_their_own_rule() -> None:
    assert places(numbers("8 8"), "skip", breakers=numbers("1 2")) == [1, 1]


# Few different numbers, so that ties are common; some of them equal only after rounding.
VALUE = st.one_of(
    st.integers(-3, 3).map(Decimal),
    st.sampled_from([Decimal("0.10000000000000001"), Decimal("0.1"), Decimal("0.09999999999999999")]),
    st.decimals(-(10**12), 10**12, allow_nan=False, places=4),
)
VALUES = st.lists(st.none() | VALUE, min_size=1, max_size=12)


@given(values=VALUES, ties=st.sampled_from(TIES), lower=st.booleans())
def test_a_place_is_one_more_than_those_ahead(values: list[Decimal | None], ties: str, *, lower: bool) -> None:
    known = [round(value, 10) for value in values if value is not None]
    for value, place in zip(values, places(values, ties, lower=lower), strict=True):
        if value is None:
            assert place is None
            continue
        ahead = [other for other in known if (other < round(value, 10) if lower else other > round(value, 10))]
        equal = known.count(round(value, 10))
        wanted = {"skip": len(ahead) + 1, "dense": len(set(ahead)) + 1, "average": len(ahead) + Decimal(equal + 1) / 2}
        assert place == wanted[ties]


@given(values=VALUES, data=st.data(), ties=st.sampled_from(TIES), lower=st.booleans())
def test_a_place_never_worsens_when_the_value_gets_better(
    values: list[Decimal | None],
    data: Any,  # noqa: ANN401
    ties: str,
    *,
    lower: bool,
) -> None:
    at = data.draw(st.integers(0, len(values) - 1))
    step = data.draw(st.integers(0, 5).map(Decimal) | st.just(Decimal("0.0000000001")))
    if (value := values[at]) is None:
        return
    better = [*values[:at], value - step if lower else value + step, *values[at + 1 :]]
    before, after = places(values, ties, lower=lower)[at], places(better, ties, lower=lower)[at]
    assert before is not None
    assert after is not None
    assert after <= before


@given(rows=st.lists(st.tuples(st.none() | VALUE, st.none() | VALUE), max_size=12), lower=st.booleans())
def test_breaking_ties_moves_nobody_past_a_better_value(
    rows: list[tuple[Decimal | None, Decimal | None]],
    *,
    lower: bool,
) -> None:
    values, breakers = [row[0] for row in rows], [row[1] for row in rows]
    shared = places(values, "skip", lower=lower)
    apart = places(values, "first_by:other", lower=lower, breakers=breakers)
    for before, after in zip(shared, apart, strict=True):
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert before <= after < before + shared.count(before)


@given(values=VALUES, lower=st.booleans())
def test_average_places_add_up_as_if_nobody_shared(values: list[Decimal | None], *, lower: bool) -> None:
    found = [place for place in places(values, "average", lower=lower) if place is not None]
    assert sum(found, Decimal(0)) == Decimal(len(found) * (len(found) + 1)) / 2


def test_three_thousand_counties_by_fifty_criteria_take_no_time_to_speak_of() -> None:
    values = [Decimal(at * 7919 % 3001) / 100 for at in range(3000)]
    started = perf_counter()
    for _ in range(5):
        places(values)
    assert perf_counter() - started < 2  # measured 0.05 s for these five; a comparison of all with all takes minutes
