"""Normalisations and tie rules of other programs (COINr, scikit-criteria, pymcdm, scipy), met by our own functions.

Each case file of shared/scoring/peers is named by its stem here; test_peer_cases_are_all_claimed.py looks for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pingbi.model import Figure, Figures, InText, Role, Source
from pingbi.model.catalogue import Kind
from pingbi.scheme.tables import County, Criterion, Indicator, Scheme, SchemeTable
from pingbi.scoring import Marks, evaluate, places

MarksOf = Callable[..., list[Marks | None]]
Column = list[Decimal | None]


@cache
def load(path: Path) -> dict[str, Any]:
    """A case file with every number an exact decimal."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
    return found


@pytest.fixture
def peer(shared: Path) -> Callable[[str], dict[str, Any]]:
    return lambda stem: load(shared / "scoring" / "peers" / f"{stem}.json")


def column(rows: Sequence[Sequence[Decimal | None]], at: int) -> Column:
    return [row[at] for row in rows]


def points(found: Sequence[Marks | None]) -> Column:
    return [marks.points if marks is not None else None for marks in found]


def differences(found: Sequence[Decimal | None], wanted: Sequence[Decimal | None], tolerance: Decimal) -> list[str]:
    """The rows in which one is missing, or the two are further apart than the case allows."""
    return [
        f"{at}: {left} is not {right}"
        for at, (left, right) in enumerate(zip(found, wanted, strict=True))
        if (left is None) != (right is None)
        or (left is not None and right is not None and abs(left - right) > tolerance)
    ]


HUNDRED, ONE = Decimal(100), Decimal(1)


def no_parameters(_: dict[str, Any]) -> dict[str, Any]:
    return {}


def goalposts(indicator: dict[str, Any]) -> dict[str, Any]:
    return {"low": indicator["lower"], "high": indicator["upper"]}


def one_goalpost(indicator: dict[str, Any]) -> dict[str, Any]:
    """Distance to a target: the target is one goalpost, the worst value the other, which is minmax's default."""
    return {"high" if indicator["direction"] > 0 else "low": indicator["target"]}


def open_goalpost(indicator: dict[str, Any]) -> dict[str, Any]:
    return {**one_goalpost(indicator), "clamp": False}


def sixty_forty(_: dict[str, Any]) -> dict[str, Any]:
    return {"base": 60, "span": 40}


def population(_: dict[str, Any]) -> dict[str, Any]:
    return {"sample": False}


NORMALISED = [
    pytest.param("coinr_asem_minmax", "minmax", HUNDRED, no_parameters, id="coinr_asem_minmax"),
    pytest.param("coinr_asem_minmax_60_100", "efficacy", HUNDRED, sixty_forty, id="coinr_asem_minmax_60_100"),
    pytest.param("coinr_asem_goalposts_cap", "minmax", HUNDRED, goalposts, id="coinr_asem_goalposts_cap"),
    pytest.param("coinr_asem_dist2targ", "minmax", ONE, open_goalpost, id="coinr_asem_dist2targ"),
    pytest.param("coinr_asem_dist2targ_cap", "minmax", ONE, one_goalpost, id="coinr_asem_dist2targ_cap"),
    pytest.param("coinr_asem_zscore", "zscore", HUNDRED, no_parameters, id="coinr_asem_zscore"),
    pytest.param("coinr_asem_prank", "percentile", ONE, no_parameters, id="coinr_asem_prank"),
    pytest.param("pymcdm_norm_linear", "benchmark", ONE, no_parameters, id="pymcdm_norm_linear"),
    pytest.param("pymcdm_norm_minmax", "minmax", ONE, no_parameters, id="pymcdm_norm_minmax"),
    pytest.param("pymcdm_norm_sum", "share", ONE, no_parameters, id="pymcdm_norm_sum"),
    pytest.param("skc_minmax_small", "minmax", ONE, no_parameters, id="skc_minmax_small"),
    pytest.param("skc_zscore_population", "zscore", HUNDRED, population, id="skc_zscore_population"),
]


@pytest.mark.parametrize(("stem", "method", "weight", "parameters_of"), NORMALISED)
def test_a_normalisation(
    peer: Callable[[str], dict[str, Any]],
    marks_of: MarksOf,
    *,
    stem: str,
    method: str,
    weight: Decimal,
    parameters_of: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    """The weight is the peer's full mark; an indicator without expected numbers was taken out by the case's maker."""
    case = peer(stem)
    wrong, compared = [], 0
    for at, indicator in enumerate(case["indicators"]):
        wanted = column(case["expected"]["normalised"], at)
        if all(item is None for item in wanted):
            continue
        found = points(
            marks_of(
                method,
                column(case["data"]["values"], at),
                lower=indicator["direction"] < 0,
                weight=weight,
                **parameters_of(indicator),
            )
        )
        wrong += [f"{indicator['name']} {line}" for line in differences(found, wanted, case["tolerance"])]
        compared += len(found)
    assert compared >= len(case["data"]["values"])
    assert wrong == []


def test_standard_scores_of_three_weights(peer: Callable[[str], dict[str, Any]], marks_of: MarksOf) -> None:
    case = peer("skc_zscore_population")
    found = points(marks_of("zscore", [Decimal(1), Decimal(2), Decimal(3)], sample=False))
    assert differences(found, case["expected"]["weights_123_zscore"], case["tolerance"]) == []


@pytest.mark.parametrize(("name", "lower"), [("up", False), ("down", True)])
@pytest.mark.parametrize("clamp", [True, False])
def test_distance_to_a_target(
    peer: Callable[[str], dict[str, Any]], marks_of: MarksOf, name: str, *, lower: bool, clamp: bool
) -> None:
    case = peer("coinr_test_dist2targ")
    at = [indicator["name"] for indicator in case["indicators"]].index(name)
    goalpost = one_goalpost(case["indicators"][at])
    values = column(case["data"]["values"], at)
    found = points(marks_of("minmax", values, lower=lower, weight=ONE, clamp=clamp, **goalpost))
    wanted = case["expected"][f"{name}_{'capped' if clamp else 'uncapped'}"]
    assert differences(found, wanted, case["tolerance"]) == []


@pytest.mark.parametrize(("name", "lower"), [("positive", False), ("negative", True)])
def test_goalposts_in_both_directions(
    peer: Callable[[str], dict[str, Any]], marks_of: MarksOf, name: str, *, lower: bool
) -> None:
    case = peer("coinr_test_goalposts")
    values = column(case["data"]["values"], 0)
    found = points(marks_of("minmax", values, lower=lower, weight=ONE, **goalposts(case["indicators"][0])))
    assert differences(found, case["expected"][name], case["tolerance"]) == []


@pytest.mark.parametrize(
    ("stem", "less"),
    [
        pytest.param("coinr_asem_rank", 0, id="coinr_asem_rank"),
        pytest.param("coinr_asem_borda", 1, id="coinr_asem_borda"),
    ],
)
def test_points_by_place_from_the_last(peer: Callable[[str], dict[str, Any]], stem: str, less: int) -> None:
    """COINr gives the worst one point (Borda none): its place from the other end, in both directions."""
    case = peer(stem)
    wrong, compared = [], 0
    for at, indicator in enumerate(case["indicators"]):
        wanted = column(case["expected"]["normalised"], at)
        if all(item is None for item in wanted):
            continue
        found = places(column(case["data"]["values"], at), "skip", lower=indicator["direction"] > 0)
        turned = [None if place is None else Decimal(place) - less for place in found]
        wrong += [f"{indicator['name']} {line}" for line in differences(turned, wanted, case["tolerance"])]
        compared += len(found)
    assert compared > 2000
    assert wrong == []


@pytest.mark.parametrize("stem", ["scipy_rank_ties_1", "scipy_rank_ties_2"])
@pytest.mark.parametrize("rule", ["competition", "dense", "average", "ordinal", "max"])
def test_tie_rules_of_scipy(peer: Callable[[str], dict[str, Any]], stem: str, rule: str) -> None:
    """scipy ranks upwards. Its ordinal is our tie broken by the order of entry; its max (the worse end of a tie) is no
    rule of a scheme and is made here from the place and the number of equals.
    """
    case = peer(stem)
    values = column(case["data"]["values"], 0)
    ties = {"competition": "skip", "max": "skip", "ordinal": "first_by:entry"}.get(rule, rule)
    entry = [Decimal(-at) for at in range(len(values))]
    found = [place for place in places(values, ties, lower=True, breakers=entry) if place is not None]
    if rule == "max":
        found = [place + found.count(place) - 1 for place in found]
    assert found == case["expected"][rule]


def test_ties_and_gaps_of_a_data_frame(peer: Callable[[str], dict[str, Any]]) -> None:
    case = peer("coinr_rank_df_ties_missing")
    assert places(column(case["data"]["values"], 0)) == case["expected"]["competition"]


def test_noise_of_binary_fractions_parts_no_tie(peer: Callable[[str], dict[str, Any]]) -> None:
    """With the noise of the upstream data put back: 5.1 stands there as 5.1000000000000005 now and then."""
    case = peer("trap_float_noise_tolmin")
    noise = {Decimal("5.1"): Decimal("5.1000000000000005"), Decimal("3.4"): Decimal("3.4000000000000004")}
    clean = column(case["data"]["values"], 0)
    noisy = [noise.get(value, value) if at % 2 and value is not None else value for at, value in enumerate(clean)]
    assert noisy != clean
    for values in (clean, noisy):
        assert places(values, lower=True) == case["expected"]["rank_ascending"]


def test_places_within_groups(peer: Callable[[str], dict[str, Any]]) -> None:
    case = peer("coinr_group_ranks")
    groups = case["data"]["group"]
    for at, wanted in enumerate(case["expected"]["ranks"]):
        values = column(case["data"]["values"], at)
        for group in set(groups):
            members = [row for row, name in enumerate(groups) if name == group]
            assert places([values[row] for row in members]) == [wanted[row] for row in members]


def test_a_whole_evaluation_keeps_every_digit_of_what_was_reported(peer: Callable[[str], dict[str, Any]]) -> None:
    """The same numbers through `evaluate`: values are compared to 10 decimals, but scored as they were reported."""
    case = peer("coinr_asem_minmax")
    units, indicators = case["data"]["units"], case["indicators"]
    scheme = Scheme(
        scheme=SchemeTable(name="COINr", period="2022H1", missing="rescale", rescale_least=Decimal(0)),
        county=tuple(County(name=unit) for unit in units),
        indicator=tuple(Indicator(id=row["name"], name=row["name"], unit="", kind=Kind.LEVEL) for row in indicators),
        criterion=tuple(
            Criterion(
                id=row["name"],
                name=row["name"],
                weight=HUNDRED,
                method="minmax",
                value=row["name"],
                direction="lower" if row["direction"] < 0 else "higher",
            )
            for row in indicators
        ),
    )
    figures = (
        Figure(unit, row["name"], values[at], "2022H1", Source.TEMPLATE, InText("data.csv", 0, 0, ""))
        for unit, values in zip(units, case["data"]["values"], strict=True)
        for at, row in enumerate(indicators)
        if values[at] is not None
    )
    result = evaluate(scheme, Figures({(row.county, row.indicator, Role.NOW): row for row in figures}))
    wrong = []
    for at, criterion in enumerate(result.criteria):
        found = [criterion.scores[unit].points for unit in units]
        wanted = column(case["expected"]["normalised"], at)
        wrong += [f"{criterion.id} {line}" for line in differences(found, wanted, case["tolerance"])]
    assert len(result.criteria) == 49
    assert wrong == []
