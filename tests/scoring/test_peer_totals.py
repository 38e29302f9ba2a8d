"""Totals of other programs (COINr, scikit-criteria, the UNDP), met by our `combine`, `places`, METHODS and `rounded`.

Each case file of shared/scoring/peers is named by its stem here. Their trees have more levels than our two: a level is
combined from the one below, by the same function that makes a part from criteria and the total from parts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pingbi.scheme import Aggregation
from pingbi.scoring import Marks, combine, places, rounded

MarksOf = Callable[..., list[Marks | None]]
Peer = Callable[[str], dict[str, Any]]
Values = Mapping[str, Decimal | None]
ONE, HUNDRED = Decimal(1), Decimal(100)
LONG = Context(prec=34)


@cache
def load(path: Path) -> dict[str, Any]:
    """A case file with every number an exact decimal."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
    return found


@pytest.fixture
def peer(shared: Path) -> Peer:
    return lambda stem: load(shared / "scoring" / "peers" / f"{stem}.json")


def mean(values: Sequence[Decimal | None], weights: Sequence[Decimal], how: Aggregation) -> Decimal | None:
    """The weighted mean of values, made of points: value·weight of at most weight, and so a hundredth of 100."""
    with localcontext(LONG):
        points = [None if value is None else value * weight for value, weight in zip(values, weights, strict=True)]
        found = combine(points, weights, how).result
        return None if found is None else found / HUNDRED


class Tree:
    """A hierarchy of means with weights of its own."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        rows = case["data"]["tree"]
        self.names = [row["name"] for row in case["indicators"]]
        self.weights: dict[str, Decimal] = {row["code"]: row["weight"] for row in rows}
        self.inside: dict[str, list[str]] = {}
        for row in sorted(rows, key=lambda row: row["level"]):
            if row["parent"] is not None:
                self.inside.setdefault(row["parent"], []).append(row["code"])

    def climb(
        self, values: Sequence[Decimal | None], how: Aggregation, weights: Mapping[str, Decimal] | None = None
    ) -> Values:
        """One unit's value of every code, from the lowest level up to Index."""
        found: dict[str, Decimal | None] = dict(zip(self.names, values, strict=True))
        taken = {**self.weights, **(weights or {})}
        for parent, codes in self.inside.items():
            found[parent] = mean([found[code] for code in codes], [taken[code] for code in codes], how)
        return found


def apart(found: Sequence[Decimal | None], wanted: Sequence[Decimal | None], tolerance: Decimal) -> list[str]:
    """The units in which one is missing, or the two are further apart than the case allows."""
    return [
        f"{at}: {left} is not {right}"
        for at, (left, right) in enumerate(zip(found, wanted, strict=True))
        if (left is None) != (right is None)
        or (left is not None and right is not None and abs(left - right) > tolerance)
    ]


HIERARCHIES: list[tuple[str, Aggregation]] = [
    ("coinr_asem_hier_amean", "weighted_mean"),
    ("coinr_asem_hier_unequal_weights", "weighted_mean"),
    ("coinr_asem_hier_missing", "weighted_mean"),
    ("coinr_asem_hier_gmean_1_100", "geometric_mean"),
]


@pytest.mark.parametrize(("stem", "how"), HIERARCHIES)
def test_a_hierarchy_of_means(peer: Peer, stem: str, how: Aggregation) -> None:
    case = peer(stem)
    tree, wanted = Tree(case), case["expected"]
    units = [tree.climb(values, how) for values in case["data"]["values"]]
    assert len(wanted["score_columns"]) == 11
    for at, column in enumerate(wanted["score_columns"]):
        found = [unit[column] for unit in units]
        assert apart(found, wanted["scores"][at], case["tolerance"]["scores"]) == [], column
        assert places(found) == wanted["ranks"][at], column


def test_places_of_two_versions_compared(peer: Peer) -> None:
    """Arithmetic against geometric mean of the same values, and who moved by how much."""
    case = peer("coinr_compare_versions")
    tree, wanted = Tree(case), case["expected"]
    first, second = (
        places([tree.climb(values, how)["Index"] for values in case["data"]["values"]])
        for how in ("weighted_mean", "geometric_mean")
    )
    assert (first, second) == (wanted["coin.1"], wanted["coin.2"])
    moved = [(a or 0) - (b or 0) for a, b in zip(first, second, strict=True)]
    assert moved == wanted["Diff"]
    assert [abs(step) for step in moved] == wanted["Abs.diff"]


def test_effective_weights(peer: Peer) -> None:
    """What one value moves the whole by: its weight in its part times the part's in what is above, and so on."""
    case = peer("coinr_eff_weights_equal")
    tree, wanted = Tree(case), case["expected"]
    zeros = dict.fromkeys(tree.names, Decimal(0))
    for code, weight in zip(wanted["codes"], wanted["effective_weights"], strict=True):
        if code in zeros:
            moved = tree.climb(list({**zeros, code: ONE}.values()), "weighted_mean")["Index"]
            assert moved is not None
            assert abs(moved - weight) <= case["tolerance"]
    assert set(tree.names) <= set(wanted["codes"])


def test_one_criterion_left_out_at_a_time(peer: Peer) -> None:
    """A weight of 0 is as if the criterion were not there."""
    case = peer("coinr_leave_one_out_level1")
    tree, wanted, rows = Tree(case), case["expected"], case["data"]["values"]
    nominal = places([tree.climb(values, "weighted_mean")["Index"] for values in rows])
    for at, removed in enumerate(wanted["removed"]):
        weights = {removed: Decimal(0)}
        found = [tree.climb(values, "weighted_mean", weights)["Index"] for values in rows]
        assert apart(found, wanted["scores"][at], case["tolerance"]["scores"]) == [], removed
        ranked = places(found)
        assert ranked == wanted["ranks"][at], removed
        steps = [abs(Decimal(a or 0) - Decimal(b or 0)) for a, b in zip(ranked, nominal, strict=True)]
        distance = abs(sum(steps, Decimal(0)) / len(steps) - wanted["mean_abs_rank_diff"][removed])
        assert distance <= case["tolerance"]["mean_abs_rank_diff"], removed


def quantile(sorted_places: Sequence[Decimal], share: Decimal) -> Decimal:
    """Between the two nearest, linearly."""
    at = (len(sorted_places) - 1) * share
    low = int(at)
    high = min(low + 1, len(sorted_places) - 1)
    return sorted_places[low] + (sorted_places[high] - sorted_places[low]) * (at - low)


def test_places_under_a_hundred_sets_of_weights(peer: Peer) -> None:
    case = peer("coinr_weight_noise_rank_intervals")
    tree, wanted, rows, sets = Tree(case), case["expected"], case["data"]["values"], case["data"]["weight_sets"]
    below = [tree.climb(values, "weighted_mean") for values in rows]  # the weights of single values stay
    drawn = []
    for weights in sets["weights"]:
        taken, found = dict(zip(sets["codes"], weights, strict=True)), []
        for unit in below:
            values = dict(unit)
            for parent in ("Conn", "Sust", "Index"):
                codes = tree.inside[parent]
                values[parent] = mean(
                    [values[code] for code in codes], [taken[code] for code in codes], "weighted_mean"
                )
            found.append(values["Index"])
        drawn.append(places(found))
    assert places([unit["Index"] for unit in below]) == wanted["nominal"]
    for at in range(len(rows)):
        got = sorted(Decimal(ranked[at] or 0) for ranked in drawn)
        seen = {
            "mean": sum(got, Decimal(0)) / len(got),
            "median": quantile(got, Decimal("0.5")),
            "q5": quantile(got, Decimal("0.05")),
            "q95": quantile(got, Decimal("0.95")),
            "min": got[0],
            "max": got[-1],
        }
        assert {key: value for key, value in seen.items() if abs(value - wanted[key][at]) > case["tolerance"]} == {}


def test_the_three_means(peer: Peer) -> None:
    """The harmonic mean is the reciprocal of the arithmetic mean of reciprocals."""
    case = peer("coinr_test_means")
    (values,) = case["data"]["values"]
    equal_weights, wanted = [ONE] * 3, case["expected"]
    with localcontext(LONG):
        upside_down = mean([1 / value for value in values], [Decimal(2), ONE, ONE], "weighted_mean")
        found = {
            "gmean_112": mean(values, [ONE, ONE, Decimal(2)], "geometric_mean"),
            "hmean_211": 1 / (upside_down or ONE),
            "gmean_equal": mean(values, equal_weights, "geometric_mean"),
        }
    assert apart([found[key] for key in wanted], list(wanted.values()), case["tolerance"]) == []


def shares(column: Sequence[Decimal], direction: Decimal, marks_of: MarksOf) -> list[Decimal | None]:
    """x/Σx, or (1/x)/Σ(1/x): our method `share`, of 1."""
    found = marks_of("share", column, weight=ONE, lower=direction < 0)
    return [row.points if row is not None else None for row in found]


def columns(case: Mapping[str, Any]) -> list[list[Decimal]]:
    return [list(column) for column in zip(*case["data"]["values"], strict=True)]


def test_a_weighted_sum_of_shares(peer: Peer, marks_of: MarksOf) -> None:
    """Kracka, Brauers and Zavadskas (2010): cost criteria by their reciprocals."""
    case = peer("skc_wsm_kracka2010")
    weights = [row["weight"] for row in case["indicators"]]
    normal = [
        shares(column, row["direction"], marks_of)
        for column, row in zip(columns(case), case["indicators"], strict=True)
    ]
    found = [mean(unit, weights, "weighted_mean") for unit in zip(*normal, strict=True)]
    assert apart(found, case["expected"]["score"], case["tolerance"]["score"]) == []
    assert places(found) == case["expected"]["rank"]


def test_a_weighted_product_of_shares(peer: Peer, marks_of: MarksOf) -> None:
    """What scikit-criteria gives is the logarithm of our geometric mean."""
    case = peer("skc_wpm_enwiki")
    weights = [row["weight"] for row in case["indicators"]]
    normal = [shares(column, ONE, marks_of) for column in columns(case)]
    found = [mean(unit, weights, "geometric_mean") for unit in zip(*normal, strict=True)]
    logs = [LONG.log10(value) for value in found if value is not None]
    assert apart(logs, case["expected"]["score"], case["tolerance"]["score"]) == []
    assert places(found) == case["expected"]["rank"]


def test_the_worked_example_of_the_undp(peer: Peer, marks_of: MarksOf) -> None:
    """HDR 2020, technical notes: income between ln 100 and ln 75000; the index is the geometric mean of the three."""
    case = peer("undp_technical_note_2020_sudan")
    ((health, education, income),) = case["data"]["values"]
    low, high = LONG.ln(HUNDRED), LONG.ln(Decimal(75000))
    (marks,) = marks_of("minmax", [LONG.ln(income)], weight=ONE, low=low, high=high)
    assert marks is not None
    assert marks.points is not None
    assert abs(marks.points - case["expected"]["income_index"]) <= case["tolerance"]["income_index"]
    index = mean([health, education, marks.points], [ONE] * 3, "geometric_mean")
    assert index is not None
    assert abs(rounded(index, 3) - case["expected"]["hdi"]) <= case["tolerance"]["hdi"]
