"""What holds of every evaluation, whatever the method, the rules and the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pingbi.model import ByHand, Figure, Figures, Result, Role, Source, State
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate, rounded

CITY = "全市"
# The keys that a criterion of each method must have, or that make it worth trying.
KEYS: dict[str, dict[str, Any]] = {
    "rank_table": {"table": [[1, 2, 7], [3, 5, 4]]},
    "target_ratio": {"target": "b", "schedule": "period"},
    "target_bonus": {"target": "b", "per_point": 1, "cap": 5},
    "target_all": {"target": 3},
    "target_table": {"target": "b", "table": [[0.9, 9], [1, 10]]},
    "shortfall": {"target": "b", "each": 2},
    "efficacy_fixed": {"satisfactory": 20, "unacceptable": -10},
    "against_city": {"start": 5, "up": 1, "down": 0.5, "cap": 20},
    "against_city_stepped": {"start": 60, "cap": 100},
    "per_piece": {"prices": {"a": 5, "b": 2}},
    "votes": {"votes": ["a", "b"]},
}
# More is never worse in place; these look at others or at two indicators, so a rise may move more than one county.
VALUED = sorted(key for key, method in METHODS.items() if method.takes_value)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + "}"
    return json.dumps(value)


def criterion(name: str, method: str, value: str, *, lower: bool = False, part: str = "") -> str:
    rows = {"id": name, "name": name, "weight": 10, "method": method, **KEYS.get(method, {})}
    if METHODS[method].takes_value:
        rows["value"] = value
    if lower and method != "efficacy_fixed":
        rows["direction"] = "lower"
    if part:
        rows["part"] = part
    return toml(rows)


def scheme_of(rules: dict[str, Any], criteria: list[str], counties: list[tuple[str, str]]) -> Scheme:
    lines = [
        f"criterion = [{', '.join(criteria)}]",
        "part = [{id='p', name='p', weight=30}]" if any('part = "p"' in row for row in criteria) else "",
        "indicator = [{id='a', name='a', unit='个', kind='level'}, {id='b', name='b', unit='个', kind='level'}, \
        {id='c', name='c', unit='%', kind='yoy', compute='GROWTH(a, b)'}]",
        "adjustment = [{name='m', indicator='b', points_each=-0.5, cap=2, requires='a > 0'}]",
        "veto = [{name='v', indicator='c', effect='last'}]",
        "group = [{id='x', name='x'}, {id='y', name='y'}]",
        "county = [" + ", ".join(f"{{name='{name}', group='{group}'}}" for name, group in counties) + "]",
        '[scheme]\nname = "例"\nperiod = "2022H1"',
        *(f"{key} = {toml(value)}" for key, value in rules.items()),
    ]
    return parse("\n".join(lines), "law.toml", METHODS)


Cell = Decimal | State | None


def figures_of(rows: Mapping[str, tuple[Cell, Cell]]) -> Figures:
    chosen = {}
    for county, cells in rows.items():
        for name, cell in zip("ab", cells, strict=True):
            if cell is not None:
                state, value = (cell, None) if isinstance(cell, State) else (State.READ, cell)
                chosen[county, name, Role.NOW] = Figure(
                    county, name, value, "2022H1", Source.TEMPLATE, ByHand(""), state
                )
    return Figures(chosen)


def run(scheme: Scheme, rows: Mapping[str, tuple[Cell, Cell]]) -> Result:
    return evaluate(scheme, derive(scheme, figures_of(rows))[0])


numbers = some.one_of(
    some.integers(-5, 30).map(Decimal),
    some.decimals(min_value=-(10**9), max_value=10**9, places=4),
    some.sampled_from([Decimal("5.1"), Decimal("5.1000000000000005"), Decimal("1E-9"), Decimal(0)]),
)
cells = some.one_of(numbers, numbers, numbers, some.none(), some.sampled_from([State.EXEMPT, State.UNREADABLE]))
methods = some.sampled_from(sorted(METHODS))
rules_of = some.fixed_dictionaries(
    {
        "missing": some.sampled_from(["unranked", "zero", "lowest", "rescale"]),
        "exempt": some.sampled_from(["unranked", "zero", "lowest", "rescale"]),
        "ties": some.sampled_from(["skip", "dense", "average", "first_by:k1"]),
        "compare": some.sampled_from(["exact", "rounded"]),
        "total": some.sampled_from(["sum", "weighted_mean", "geometric_mean"]),
        "total_of": some.sampled_from(["exact", "shown"]),
        "rank_within": some.sampled_from(["all", "group"]),
        "rounding": some.sampled_from(["half_up", "half_even"]),
        "rescale_least": some.sampled_from([0, 0.6, 1]),
    }
)


@settings(max_examples=300, deadline=None)
@given(some.data())
def test_any_scheme_scores_any_figures(data: some.DataObject) -> None:
    rules = data.draw(rules_of)
    used = data.draw(some.lists(methods, min_size=1, max_size=4))
    criteria = [
        criterion(
            f"k{at}",
            method,
            data.draw(some.sampled_from(["a", "c", "a / b", "a - CITY(a)", "LN(a)"])),
            lower=data.draw(some.booleans()),
            part=data.draw(some.sampled_from(["", "p"])),
        )
        for at, method in enumerate(["given", *used])
    ]
    counties = [(f"县{at}", data.draw(some.sampled_from("xy"))) for at in range(data.draw(some.integers(0, 6)))]
    scheme = scheme_of(rules, criteria, counties)
    rows = {name: data.draw(some.tuples(cells, cells)) for name, _ in (*counties, (CITY, ""))}
    result = run(scheme, rows)

    assert [total.county for total in result.totals] == list(scheme.counties)
    for row in result.criteria:
        for score in row.scores.values():
            assert score.points is None or score.points.is_finite()
            assert (score.points is None) is (score.shown is None)
            if score.points is not None:
                assert score.shown == rounded(score.points, 2, scheme.scheme.rounding)
    for total in result.totals:
        assert (total.exact is None) is (total.shown is None) is (total.place is None)
        assert total.exact is not None or total.note
        if total.exact is not None:
            assert total.exact.is_finite()
            assert total.shown == rounded(total.exact, 2, scheme.scheme.rounding)
            assert total.group_place is not None
            assert total.place is not None
            assert total.group_place <= total.place
    assert all(str(finding) for finding in result.findings)


ROWS = some.lists(some.tuples(numbers, numbers), min_size=2, max_size=6)


def two_groups(count: int) -> list[tuple[str, str]]:
    return [(f"县{at}", "xy"[at % 2]) for at in range(count)]


@settings(max_examples=150, deadline=None)
@given(some.sampled_from(VALUED), some.booleans(), ROWS, some.data())
def test_a_place_never_worsens_when_the_value_gets_better(
    method: str,
    lower: bool,
    rows: list[tuple[Decimal, Decimal]],
    data: some.DataObject,
) -> None:
    scheme = scheme_of({}, [criterion("k0", method, "a", lower=lower)], two_groups(len(rows)))
    sign = -1 if scheme.criterion[0].direction == "lower" else 1
    at = data.draw(some.integers(0, len(rows) - 1))
    better = data.draw(some.decimals(min_value=Decimal("0.0001"), max_value=1000, places=4))
    figures = {f"县{row}": cells for row, cells in enumerate(rows)} | {CITY: (Decimal(3), Decimal(2))}
    moved = figures | {f"县{at}": (rows[at][0] + sign * better, rows[at][1])}
    before, after = run(scheme, figures), run(scheme, moved)
    one, other = (result.criteria[0].scores[f"县{at}"] for result in (before, after))
    if one.place is None:  # no target to be measured by: then the value is no value, however good
        assert method.startswith(("target_", "shortfall"))
        assert (one.points, other.place, other.points) == (None, None, None)
        return
    assert other.place is not None
    assert other.place <= one.place
    # Nor do its points, but where the sum, deviation or best value that they are measured by changes with the value,
    # where the value itself is the points (only places are reversed), and at 0: T/x ends with the full mark.
    ends = sign < 0 and method.startswith("target_") and moved[f"县{at}"][0] < Decimal("1E-10")
    if method not in ("share", "zscore", "benchmark") and (method, lower) != ("given", True) and not ends:
        assert (one.points is None) is (other.points is None)  # for want of a target, whatever the value
        if one.points is not None and other.points is not None:
            assert other.points >= one.points - Decimal("1E-20")


@settings(max_examples=100, deadline=None)
@given(methods, some.booleans(), ROWS, some.randoms(use_true_random=False))
def test_the_order_of_counties_changes_nothing(
    method: str,
    lower: bool,
    rows: list[tuple[Decimal, Decimal]],
    chance: Any,  # noqa: ANN401
) -> None:
    counties = two_groups(len(rows))
    shuffled = counties[:]
    chance.shuffle(shuffled)
    figures = {f"县{row}": cells for row, cells in enumerate(rows)} | {CITY: (Decimal(3), Decimal(2))}
    results = [
        run(scheme_of({"rank_within": "group"}, [criterion("k0", method, "a", lower=lower)], order), figures)
        for order in (counties, shuffled)
    ]
    first, second = ({total.county: total for total in result.totals} for result in results)
    assert {name: (row.shown, row.place, row.group_place) for name, row in first.items()} == {
        name: (row.shown, row.place, row.group_place) for name, row in second.items()
    }


@settings(max_examples=100, deadline=None)
@given(methods, ROWS)
def test_a_county_that_reports_nothing_changes_nobody_else(method: str, rows: list[tuple[Decimal, Decimal]]) -> None:
    counties = two_groups(len(rows))
    figures = {f"县{row}": cells for row, cells in enumerate(rows)} | {CITY: (Decimal(3), Decimal(2))}
    criteria = [criterion("k0", method, "a")]
    alone = run(scheme_of({}, criteria, counties), figures)
    beside = run(scheme_of({}, criteria, [*counties, ("新县", "x")]), figures)
    assert list(beside.totals[:-1]) == list(alone.totals)
    assert beside.totals[-1].note == "未报送，不参与排名"


@pytest.mark.parametrize("method", sorted(METHODS))
def test_no_county_no_figures_and_one_county_are_evaluated(method: str) -> None:
    criteria = [criterion("k0", method, "a")]
    assert run(scheme_of({}, criteria, []), {}).totals == ()
    nothing = run(scheme_of({}, criteria, [("县", "x")]), {})
    assert nothing.totals[0].exact is None
    assert nothing.criteria[0].dead
    one = run(scheme_of({}, criteria, [("县", "x")]), {"县": (Decimal(5), Decimal(4)), CITY: (Decimal(4), Decimal(4))})
    assert one.totals[0].exact is not None
    assert (one.totals[0].place, one.totals[0].group_place) == (1, 1)


def test_the_caller_s_decimal_context_neither_matters_nor_changes() -> None:
    criteria = [criterion("k0", "zscore", "a / b"), criterion("k1", "share", "a")]
    rows = {
        "县0": (Decimal(7), Decimal(3)),
        "县1": (Decimal("11.123456789"), Decimal(7)),
        CITY: (Decimal(1), Decimal(1)),
    }
    scheme = scheme_of({}, criteria, two_groups(2))
    usual = run(scheme, rows)
    with localcontext() as context:
        context.prec = 5
        assert run(scheme, rows) == usual
        assert context.prec == 5
