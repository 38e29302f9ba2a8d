"""What is said of changed weights is what scoring makes of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi.analysis.linear import Linear, curves, followed
from pingbi.analysis.placing import placed
from pingbi.analysis.ranges import Ranges
from pingbi.analysis.recombined import printed
from pingbi.analysis.swapping import Step, single, together
from pingbi.scheme import Rounding
from pingbi.scoring import evaluate, places, rounded

Drawn = Callable[..., Any]
FEW = settings(max_examples=20)
SEEDS = st.integers(0, 100_000)
EXACT = 'total_of = "exact"\ncompare = "exact"'


def exact_totals(case: Any, effective: list[Decimal]) -> list[Decimal | None]:  # noqa: ANN401
    """By scoring the scheme with other weights, in the order of the contest."""
    found = case.contest
    result = evaluate(case.linear.weights.reweighted(effective), case.figures)
    by_county = {total.county: total.exact for total in result.totals}
    return [by_county[total.county] for total in found.totals]


@FEW
@given(seed=SEEDS, curved=st.booleans())
def test_totals_recombined_are_those_of_scoring_under_any_weights(drawn: Drawn, seed: int, *, curved: bool) -> None:
    case = drawn(seed, curved=curved)
    made = case.recombined
    if len(case.contest.totals) < 3 or made.weights.whole == 0:
        return
    assert made.agrees()
    draw = random.Random(seed)  # noqa: S311  # no secret
    shares = [draw.uniform(0.5, 1.6) for _ in made.now]
    weights = made.scaled(shares)
    with localcontext(prec=50):
        effective = [Decimal(weight) * factor for weight, factor in zip(weights, made.weights.factors, strict=True)]
        assert abs(sum(effective) - made.weights.whole) < Decimal("1e-9")
    wanted = exact_totals(case, effective)
    loose = 0.011 if case.scheme.scheme.total_of == "shown" else 1e-8  # a float may print the other way at a half
    for one, other in zip(made.totals(weights), wanted, strict=True):
        assert one is not None
        assert other is not None
        assert abs(one - float(other)) < loose


@FEW
@given(seed=SEEDS)
def test_a_straight_line_is_met_by_scoring_to_the_last_digit(drawn: Drawn, seed: int) -> None:
    with localcontext(prec=50):
        case = drawn(seed, rules=EXACT)
        linear = case.linear
        assert curves(linear, Decimal("0.25")) == ()
        assert followed(linear)
        draw = random.Random(seed)  # noqa: S311  # no secret
        moved = [weight * Decimal(draw.randint(600, 1500)) / 1000 for weight in linear.weights.effective]
        scale = linear.weights.whole / sum(moved)
        moved = [weight * scale for weight in moved]
        for at, total in enumerate(exact_totals(case, moved)):
            assert total is not None
            assert abs(linear.total(at, [moved[row] for row in linear.moving]) - total) < Decimal("1e-20")


def _has_room(linear: Linear, step: Step) -> bool:
    """Whether there are weights a thousandth beyond the swap."""
    return 0 < linear.effective[step.at] + step.change * Decimal("1.001") < linear.weights.whole


@FEW
@given(seed=SEEDS)
def test_at_the_weight_of_a_swap_two_totals_are_equal_and_beyond_it_the_order_is_the_other(
    drawn: Drawn, seed: int
) -> None:
    with localcontext(prec=50):
        case = drawn(seed, rules=EXACT)
        linear = case.linear
        for above in range(len(linear.contest.totals) - 1):
            gap = linear.gap(above, above + 1)
            if linear.contest.key(above) - linear.contest.key(above + 1) < Decimal("1e-9"):
                continue
            steps = [step for step in single(linear.effective, gap) if _has_room(linear, step)]
            sizes = [abs(step.change) for step in steps]
            assert sizes == sorted(sizes)
            for step in steps[:2]:
                at = linear.moving[step.at]
                apart = []
                for share in (Decimal(1), Decimal("0.999"), Decimal("1.001")):
                    weights = list(linear.weights.moved(at, step.change * share))
                    assert abs(sum(weights) - linear.weights.whole) < Decimal("1e-30")
                    totals = exact_totals(case, weights)
                    apart.append((totals[above] or Decimal(0)) - (totals[above + 1] or Decimal(0)))
                assert abs(apart[0]) < Decimal("1e-9")
                assert apart[1] > 0
                assert apart[2] < 0


@FEW
@given(seed=SEEDS)
def test_where_points_are_printed_before_they_are_added_a_swap_is_that_of_unrounded_totals(
    drawn: Drawn, seed: int
) -> None:
    with localcontext(prec=50):
        exact, shown = (drawn(seed, rules=f'total_of = "{how}"').linear for how in ("exact", "shown"))
        counties = [total.county for total in exact.contest.totals]
        order = [counties.index(total.county) for total in shown.contest.totals]
        for above in range(len(order) - 1):
            assert single(shown.effective, shown.gap(above, above + 1)) == single(
                exact.effective, exact.gap(order[above], order[above + 1])
            )


@FEW
@given(seed=SEEDS)
def test_no_change_of_one_weight_is_overlooked(drawn: Drawn, seed: int) -> None:
    """Every weight moved in two hundred steps: where two counties turn, a formula said so."""
    case = drawn(seed, rules=EXACT)
    with localcontext(prec=50):
        linear = case.linear
        above = 0
        gap = linear.gap(above, above + 1)
        distance = linear.total(above) - linear.total(above + 1)
        if distance < Decimal("1e-9"):
            return
        said = {step.at: step.change for step in single(linear.effective, gap)}
        for position, at in enumerate(linear.moving):
            own, turned = linear.weights.effective[at], None
            for step in range(1, 100):
                for change in (-own * step / 100, (linear.weights.whole - own) * step / 100):
                    moved = linear.weights.moved(at, change)
                    here = [moved[row] for row in linear.moving]
                    if turned is None and linear.total(above, here) < linear.total(above + 1, here):
                        turned = change
            if turned is not None:
                assert position in said
                assert abs(said[position]) <= abs(turned)
                assert (said[position] > 0) == (turned > 0)


@FEW
@given(seed=SEEDS)
def test_all_weights_together_turn_two_counties_at_the_share_that_is_said_and_not_before(
    drawn: Drawn, seed: int
) -> None:
    with localcontext(prec=50):
        case = drawn(seed, rules=EXACT)
        linear = case.linear
        for above in range(len(linear.contest.totals) - 1):
            gap = linear.gap(above, above + 1)
            share = together(linear.effective, gap)
            if share is None or linear.total(above) - linear.total(above + 1) < Decimal("1e-9"):
                continue
            apart = []
            for times in (Decimal(1), Decimal("0.999"), Decimal("1.001")):
                moved = [
                    weight * (1 - share * times * (1 if gain > 0 else -1))
                    for weight, gain in zip(linear.effective, gap, strict=True)
                ]
                scale = linear.weights.whole / sum(moved)
                full = dict(zip(linear.moving, (weight * scale for weight in moved), strict=True))
                totals = exact_totals(case, [full.get(at, Decimal(0)) for at in range(len(linear.weights.effective))])
                apart.append((totals[above] or Decimal(0)) - (totals[above + 1] or Decimal(0)))
            assert abs(apart[0]) < Decimal("1e-9")
            assert apart[1] > 0
            assert apart[2] < 0


@pytest.mark.parametrize("seed", [0, 1, 4, 7])
def test_ten_thousand_sets_of_weights_never_leave_the_stated_range(drawn: Drawn, seed: int) -> None:
    case = drawn(seed, same=seed % 3 == 0)
    made, linear = case.recombined, case.linear
    contest = linear.contest
    ranges = Ranges(linear)
    draw = random.Random(seed)  # noqa: S311  # no secret
    for share in (Decimal("0.1"), Decimal("0.25")):
        stated = ranges.within(share)
        for at, row in enumerate(stated):
            assert row.best <= contest.place(at) <= row.worst
        for number in range(5000):
            corner = number % 2 == 0
            shares = [1 + float(share) * (draw.choice((-1, 1)) if corner else draw.uniform(-1, 1)) for _ in made.now]
            keys = [key for key in made.keys(made.totals(made.scaled(shares))) if key is not None]
            for at, place in enumerate(placed(contest, keys)):
                assert stated[at].best <= place <= stated[at].worst, (number, at)


@FEW
@given(seed=SEEDS)
def test_places_by_scoring_itself_never_leave_the_stated_range(drawn: Drawn, seed: int) -> None:
    case = drawn(seed, same=seed % 2 == 0)
    with localcontext(prec=50):
        linear = case.linear
        contest = linear.contest
        stated = Ranges(linear).within(Decimal("0.25"))
        draw = random.Random(seed)  # noqa: S311  # no secret
        for _ in range(6):
            moved = [weight * (1 + draw.choice((-1, 1)) * Decimal("0.25")) for weight in linear.weights.effective]
            scale = linear.weights.whole / sum(moved)
            scheme = linear.weights.reweighted([weight * scale for weight in moved])
            by_county = {total.county: total.place for total in evaluate(scheme, case.figures).totals}
            for at, total in enumerate(contest.totals):
                place = by_county[total.county]
                assert place is not None
                assert stated[at].best <= place <= stated[at].worst


@FEW
@given(keys=st.lists(st.integers(0, 6), min_size=3, max_size=9), ties=st.sampled_from(("skip", "dense", "average")))
def test_places_are_those_of_scoring(drawn: Drawn, keys: list[int], ties: str) -> None:
    contest = drawn(1).contest
    rules = contest.scheme.scheme
    alike = type(contest)(
        **{
            **{name: getattr(contest, name) for name in contest.__dataclass_fields__},
            "scheme": type(contest.scheme)(scheme=type(rules)(name="评比", period="2022H1", ties=ties)),
            "blocks": (range(len(keys)),),
        }
    )
    assert placed(alike, [Decimal(key) for key in keys]) == places([Decimal(key) for key in keys], ties)


@given(value=st.decimals("-1000", "1000", places=5), decimals=st.integers(0, 4), even=st.booleans())
def test_floats_print_as_decimals_do(value: Decimal, decimals: int, *, even: bool) -> None:
    rule: Rounding = "half_even" if even else "half_up"
    assert printed(decimals, rule)(float(value)) == pytest.approx(float(rounded(value, decimals, rule)), abs=1e-12)
