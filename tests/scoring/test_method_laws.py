"""What holds for every method, whatever the figures: hypothesis looks for the exception."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi.scoring import METHODS, Marks

MarksOf = Callable[..., list[Marks | None]]
PLAIN: dict[str, dict[str, Any]] = {
    "rank_step": {"step": Decimal("0.1"), "floor": Decimal("0.2")},
    "rank_linear": {},
    "percentile": {},
    "rank_table": {"table": [[1, 2, 9], [3, 5, 4]]},
    "target_ratio": {"target": "t", "cap": Decimal("1.2")},
    "target_bonus": {"target": "t", "per_point": Decimal("0.3"), "cap": 7, "whole_points": True},
    "target_all": {"target": "t"},
    "target_table": {"target": "t", "table": [[Decimal("0.5"), 3], [Decimal("0.9"), 7], [1, 10]]},
    "shortfall": {"target": "t", "each": Decimal("0.7")},
    "efficacy": {},
    "efficacy_fixed": {"satisfactory": 20, "unacceptable": -5},
    "minmax": {},
    "benchmark": {"cap": Decimal("0.9")},
    "share": {},
    "against_city": {"start": 60, "up": Decimal("0.4"), "down": 2, "cap": 90},
    "against_city_stepped": {"start": 60, "cap": 90},
    "per_piece": {"prices": {"a": 5, "b": Decimal("-0.5")}, "cap": 40},
    "zscore": {"mean": 50, "sd": 10},
    "votes": {"votes": ["a", "b"]},
    "given": {"cap": 30},
}
OTHER: dict[str, dict[str, Any]] = {
    "target_bonus": {"target": "t", "per_point": 1},
    "efficacy_fixed": {"satisfactory": 20, "unacceptable": -5, "clamp": False},
    "minmax": {"low": 0, "clamp": False},
    "benchmark": {"best": 7, "cap": 2},
    "zscore": {"sample": False},
}
LESS_IS_BETTER: dict[str, dict[str, Any]] = {"efficacy_fixed": {"satisfactory": -5, "unacceptable": 20}}
SETTINGS = [(key, PLAIN[key]) for key in sorted(METHODS)] + list(OTHER.items())
ALIKE = pytest.mark.parametrize(("method", "parameters"), SETTINGS)

SMALL = st.integers(-20, 20).map(Decimal)
WILD = st.one_of(
    SMALL,
    st.decimals(-(10**30), 10**30, allow_nan=False, allow_infinity=False),
    st.decimals(-1, 1, allow_nan=False, places=15),
    st.integers(-(10**40), 10**40).map(Decimal),
)


def given_for(method: str, parameters: dict[str, Any], *, lower: bool) -> dict[str, Any]:
    return LESS_IS_BETTER.get(method, parameters) if lower else parameters


@ALIKE
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_figures_give_a_finite_number_or_none_with_a_reason(
    marks_of: MarksOf,
    method: str,
    parameters: dict[str, Any],
    data: Any,  # noqa: ANN401
) -> None:
    values = data.draw(st.lists(st.none() | WILD, min_size=1, max_size=6))
    lower, n = data.draw(st.booleans()), len(values)
    found = marks_of(
        method,
        values,
        lower=lower,
        ties=data.draw(st.sampled_from(["skip", "dense", "average"])),
        targets=data.draw(st.lists(st.none() | WILD, min_size=n, max_size=n)),
        of_city=data.draw(st.none() | WILD),
        counts=data.draw(st.lists(st.tuples(st.none() | WILD, st.none() | WILD), min_size=n, max_size=n))
        if not METHODS[method].takes_value
        else None,
        schedule=data.draw(st.sampled_from([Decimal(1), Decimal(1) / 3])),
        **given_for(method, parameters, lower=lower),
    )
    for value, marks in zip(values, found, strict=True):
        if value is None and METHODS[method].takes_value:
            assert marks is None
            continue
        assert marks is not None
        assert marks.remark != "" if marks.points is None else marks.points.is_finite()


# Not share: with negative values its sum may fall as a value rises. Not votes: more votes for a low place are worse.
MONOTONE = [row for row in SETTINGS if row[0] not in {"share", "votes", "per_piece"}]


@pytest.mark.parametrize(("method", "parameters"), MONOTONE)
@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(st.integers(-20, 20).map(Decimal), min_size=1, max_size=7),
    step=st.integers(1, 9),
    lower=st.booleans(),
    target=st.integers(1, 20).map(Decimal),
    ties=st.sampled_from(["skip", "dense", "average"]),
)
def test_a_better_value_never_earns_less(
    marks_of: MarksOf,
    method: str,
    parameters: dict[str, Any],
    values: list[Decimal],
    step: int,
    *,
    lower: bool,
    target: Decimal,
    ties: str,
) -> None:
    if method == "given" and lower:
        return  # its direction turns only the places
    if lower:  # x ≤ 0 is full marks by rule, less than a cap above 1 allows: only positive values are compared
        values = [value + 30 for value in values]
    more = [values[0] + (-step if lower else step), *values[1:]]
    fixed: dict[str, Any] = {
        "lower": lower,
        "ties": ties,
        "targets": [target] * len(values),
        "of_city": Decimal(3),
        **given_for(method, parameters, lower=lower),
    }
    before, after = marks_of(method, values, **fixed)[0], marks_of(method, more, **fixed)[0]
    assert before is not None
    assert after is not None
    if before.points is not None and after.points is not None:
        assert after.points >= before.points - Decimal("1E-20")  # ÷ carries 34 digits


@given(values=st.lists(st.integers(0, 20).map(Decimal), min_size=2, max_size=7), step=st.integers(1, 9))
def test_a_greater_part_of_a_whole_never_earns_less(marks_of: MarksOf, values: list[Decimal], step: int) -> None:
    before, after = marks_of("share", values)[0], marks_of("share", [values[0] + step, *values[1:]])[0]
    assert before is not None
    assert after is not None
    assert after.points is not None
    assert before.points is None or after.points >= before.points - Decimal("1E-20")


@pytest.mark.parametrize(
    "method", ["rank_step", "rank_linear", "percentile", "efficacy", "efficacy_fixed", "minmax", "target_all"]
)
@given(values=st.lists(st.none() | SMALL, min_size=1, max_size=8), lower=st.booleans())
def test_points_of_a_share_of_the_weight_stay_between_none_and_all(
    marks_of: MarksOf,
    method: str,
    values: list[Decimal | None],
    *,
    lower: bool,
) -> None:
    parameters = given_for(method, PLAIN[method], lower=lower)
    found = marks_of(method, values, lower=lower, targets=[Decimal(2)] * len(values), weight=Decimal(15), **parameters)
    for marks in found:
        assert marks is None or (marks.points is not None and 0 <= marks.points <= 15)


@given(values=st.lists(st.integers(1, 50).map(Decimal), min_size=1, max_size=8), lower=st.booleans())
def test_shares_add_up_to_the_weight(marks_of: MarksOf, values: list[Decimal], *, lower: bool) -> None:
    found = [marks.points for marks in marks_of("share", values, lower=lower) if marks is not None]
    assert abs(sum((points for points in found if points is not None), Decimal(0)) - 100) < Decimal("1E-20")


@given(values=st.lists(SMALL, min_size=2, max_size=8), lower=st.booleans(), sample=st.booleans())
def test_standard_scores_have_their_mean(
    marks_of: MarksOf,
    values: list[Decimal],
    *,
    lower: bool,
    sample: bool,
) -> None:
    found = marks_of("zscore", values, lower=lower, sample=sample, mean=50, sd=10)
    points = [marks.points for marks in found if marks is not None and marks.points is not None]
    assert abs(sum(points, Decimal(0)) / len(values) - 50) < Decimal("1E-20")


@pytest.mark.parametrize("method", ["efficacy", "minmax", "zscore", "percentile", "rank_step", "rank_linear"])
@given(values=st.lists(SMALL, min_size=1, max_size=8))
def test_turning_the_values_round_turns_the_direction_round(
    marks_of: MarksOf, method: str, values: list[Decimal]
) -> None:
    upright = marks_of(method, values)
    turned = marks_of(method, [-value for value in values], lower=True)
    assert upright == turned


def test_no_digit_is_lost_to_the_decimal_context_of_the_caller(marks_of: MarksOf) -> None:
    """Python's own 28 digits would round this product; + − × are exact (CONTRACT.md, "Equal")."""
    target, each, weight = Decimal("123456789012345.1234567891"), Decimal("0.123456789"), Decimal(10) ** 15
    (marks,) = marks_of("shortfall", [Decimal(0)], target=target, each=each, weight=weight)
    assert marks is not None
    assert marks.points is not None
    assert len(marks.points.as_tuple().digits) > 28
    assert Fraction(marks.points) == Fraction(weight) - Fraction(each) * Fraction(target)
