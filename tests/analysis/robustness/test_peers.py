"""Sensitivities of another program (COINr), met by ours: criteria left out, weights disturbed, effective weights.

Its trees have four levels, ours two: a pillar is a part, with what it weighs in the whole as its weight.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest

from pingbi.analysis.leaving_out import left_out
from pingbi.analysis.placing import placed, spread

Evaluated = Callable[..., Any]


@pytest.fixture
def peer(shared: Path) -> Callable[[str], dict[str, Any]]:
    def load(stem: str) -> dict[str, Any]:
        text = (shared / "scoring" / "peers" / f"{stem}.json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        return found

    return load


def share_of(rows: list[dict[str, Any]], code: str, weights: dict[str, Decimal]) -> Decimal:
    """What a code weighs in the whole: its share among those beside it, times that of what is above."""
    own = next(row for row in rows if row["code"] == code)
    if own["parent"] is None:
        return Decimal(1)
    beside = sum((weights[row["code"]] for row in rows if row["parent"] == own["parent"]), Decimal(0))
    return weights[code] / beside * share_of(rows, own["parent"], weights)


def case_of(evaluated: Evaluated, peer_case: dict[str, Any], values: list[list[Decimal]] | None = None) -> Any:  # noqa: ANN401
    """The tree as a scheme of parts, a unit a county, in the order of the case."""
    rows, names = peer_case["data"]["tree"], [row["name"] for row in peer_case["indicators"]]
    by_code = {row["code"]: row for row in rows}
    weights = {row["code"]: row["weight"] for row in rows}
    pillars = list(dict.fromkeys(by_code[name]["parent"] for name in names))
    with localcontext(prec=40):
        tables = "\n".join(
            f'[[part]]\nid = "{code}"\nname = "{code}"\nweight = {share_of(rows, code, weights) * 100:.30f}'
            for code in pillars
        )
    lines = [
        f'weight = {weights[name]}\nmethod = "given"\nscale = 100\npart = "{by_code[name]["parent"]}"' for name in names
    ]
    units = values if values is not None else peer_case["data"]["values"]
    counties = [(f"县{at}", [f"{value:f}" for value in row]) for at, row in enumerate(units)]
    return evaluated(lines, counties, 'total = "weighted_mean"', tables)


def test_effective_weights_are_what_a_criterion_brings_to_the_total(
    evaluated: Evaluated, peer: Callable[[str], dict[str, Any]]
) -> None:
    case = peer("coinr_eff_weights_equal")
    some = [[Decimal(at * step % 97 + 1) for step in range(3, 3 + len(case["indicators"]))] for at in (1, 2, 5)]
    weights = case_of(evaluated, case, some).linear.weights
    wanted = dict(zip(case["expected"]["codes"], case["expected"]["effective_weights"], strict=True))
    names = [row["name"] for row in case["indicators"]]
    assert len(weights.effective) == len(names) == 49
    for name, found in zip(names, weights.effective, strict=True):
        assert abs(found / weights.whole - wanted[name]) <= case["tolerance"]


def test_each_criterion_left_out(evaluated: Evaluated, peer: Callable[[str], dict[str, Any]]) -> None:
    peer_case = peer("coinr_leave_one_out_level1")
    wanted, names = peer_case["expected"], [row["name"] for row in peer_case["indicators"]]
    case = case_of(evaluated, peer_case)
    made = case.recombined
    unit = [int(total.county.removeprefix("县")) for total in made.contest.totals]
    seen: list[list[Any]] = []
    for number, removed in enumerate(wanted["removed"]):
        totals = made.without(names.index(removed))
        places = placed(made.contest, [key for key in made.keys(totals) if key is not None])
        for at, total in enumerate(totals):
            assert abs(Decimal(total) - wanted["scores"][number][unit[at]]) <= peer_case["tolerance"]["scores"], removed
            assert places[at] == wanted["ranks"][number][unit[at]], removed
        seen.append(places)
    found = left_out(made)
    assert found is not None
    assert found.places == spread(made.contest, seen)


def test_places_under_a_hundred_disturbed_sets_of_weights(
    evaluated: Evaluated, peer: Callable[[str], dict[str, Any]]
) -> None:
    """Weights of pillars and of what is above them, each within ± 25 %: the same places, of every set."""
    peer_case = peer("coinr_weight_noise_rank_intervals")
    rows, sets, wanted = peer_case["data"]["tree"], peer_case["data"]["weight_sets"], peer_case["expected"]
    case = case_of(evaluated, peer_case)
    made = case.recombined
    unit = [int(total.county.removeprefix("县")) for total in made.contest.totals]
    assert [made.contest.place(at) for at in range(len(unit))] == [wanted["nominal"][at] for at in unit]
    before = {row["code"]: row["weight"] for row in rows}
    pillar = [next(row["parent"] for row in rows if row["code"] == name["name"]) for name in peer_case["indicators"]]
    seen = []
    for drawn in sets["weights"]:
        after = {**before, **dict(zip(sets["codes"], drawn, strict=True))}
        shares = [float(share_of(rows, code, after) / share_of(rows, code, before)) for code in pillar]
        keys = made.keys(made.totals(made.scaled(shares)))
        seen.append(placed(made.contest, [key for key in keys if key is not None]))
    for at, row in enumerate(zip(*seen, strict=True)):
        assert (min(row), max(row)) == (wanted["min"][unit[at]], wanted["max"][unit[at]])
        assert abs(sum(map(Decimal, row)) / len(row) - wanted["mean"][unit[at]]) <= peer_case["tolerance"]
