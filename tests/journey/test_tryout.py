"""Other weights by the short way are what a whole new evaluation makes of them, to the last digit and place."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pingbi.casework.tryout import Tryout
from pingbi.model import Result
from pingbi.pipeline import Evaluation, weighted
from pingbi.scheme import Scheme
from pingbi.scoring import METHODS, evaluate

SEEDS = st.integers(0, 10**6)


def anew(done: Evaluation, weights: Mapping[str, Decimal]) -> Result:
    scheme = done.scheme
    for name, weight in weights.items():
        scheme = weighted(scheme, name, weight)
    return evaluate(scheme, done.figures)


def some_weights(draw: random.Random, scheme: Scheme) -> dict[str, Decimal]:
    ids = [row.id for row in (*scheme.criterion, *scheme.part)]
    chosen = draw.sample(ids, draw.randint(1, len(ids)))
    return {name: Decimal(draw.choice((0, 1, 5, 12, 25, 333, 1000))) / 10 for name in chosen}


@given(SEEDS)
def test_other_weights_give_what_a_new_evaluation_gives(
    scheme_by_chance: Callable[[int], Scheme], evaluated: Callable[..., Evaluation], seed: int
) -> None:
    draw = random.Random(seed)  # noqa: S311  # no secret
    done = evaluated(scheme_by_chance(seed), seed)
    tryout = Tryout(done)
    for _ in range(3):  # the second and third find points kept of the one before
        weights = some_weights(draw, done.scheme)
        found, whole = tryout.totals(weights), anew(done, weights)
        assert found.totals == whole.totals
        assert found.criteria == whole.criteria


@given(SEEDS)
def test_no_other_weights_give_the_result_itself(
    scheme_by_chance: Callable[[int], Scheme], evaluated: Callable[..., Evaluation], seed: int
) -> None:
    done = evaluated(scheme_by_chance(seed), seed)
    found = Tryout(done).totals({})
    assert (found.totals, found.criteria) == (done.result.totals, done.result.criteria)


def test_ties_broken_by_what_is_counted_follow_its_weight(
    scheme_of: Callable[..., Scheme], criterion_of_scheme: Callable[..., str], evaluated: Callable[..., Evaluation]
) -> None:
    """Its points break the ties of all others: with no weight they are all alike."""
    rows = [criterion_of_scheme("per_piece", 0, "scale = 20"), criterion_of_scheme("rank_linear", 1)]
    for seed in range(20):
        done = evaluated(scheme_of('ties = "first_by:c0"\nmissing = "zero"\nexempt = "zero"', "\n".join(rows)), seed)
        for weight in (Decimal(0), Decimal(7)):
            found = Tryout(done).totals({"c0": weight})
            assert found.totals == anew(done, {"c0": weight}).totals


def test_every_method_is_among_those_tried(
    scheme_of: Callable[..., Scheme], criterion_of_scheme: Callable[..., str], evaluated: Callable[..., Evaluation]
) -> None:
    for at, method in enumerate(METHODS):
        rows = [criterion_of_scheme(method, 0, 'missing = "lowest"'), criterion_of_scheme("given", 1, value="y")]
        done = evaluated(scheme_of('rank_within = "group"', "\n".join(rows)), at)
        weights = {"c0": Decimal("17.5"), "c1": Decimal(1)}
        found, whole = Tryout(done).totals(weights), anew(done, weights)
        assert (found.totals, found.criteria) == (whole.totals, whole.criteria), method
