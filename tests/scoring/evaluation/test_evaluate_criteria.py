"""What each county gets in one criterion: values, bases, places, ties, missing figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pingbi.model import Level, Standing

Evaluate = Callable[..., Any]


def k(method: str = "given", value: str = '"a"', **keys: str) -> str:
    """One criterion k of weight 10, its other keys as TOML has them."""
    more = "".join(f", {key}={text}" for key, text in keys.items())
    take = f", value={value}" if value else ""
    return f'{{id="k", name="评比项", weight=10, method="{method}"{take}{more}}}'


FOUR = "a\n甲:A 9\n乙:A 8\n丙:B 7\n丁:B 6"
TIED = "a\n甲 9\n乙 8\n丙 8\n丁 7"

BASES = [
    pytest.param('rank_within="all"', {}, ["10", "7.5", "5", "2.5"], id="n and places over all"),
    pytest.param('rank_within="group"', {}, ["10", "5", "10", "5"], id="n and places in the group"),
    pytest.param('rank_within="all"', {"within": '"group"'}, ["10", "5", "10", "5"], id="a criterion overrides: group"),
    pytest.param(
        'rank_within="group"', {"within": '"all"'}, ["10", "7.5", "5", "2.5"], id="a criterion overrides: all"
    ),
]


@pytest.mark.parametrize(("scheme", "keys", "points"), BASES)
def test_the_base_is_the_group_or_all(scored: Evaluate, scheme: str, keys: dict[str, str], points: list[str]) -> None:
    found = scored(FOUR, scheme=scheme, tables=f"criterion = [{k('rank_linear', **keys)}]")
    assert found.scores("k", "points") == points
    assert found.scores("k", "place") == [1, 2, 3, 4]
    assert found.scores("k", "group_place") == [1, 2, 1, 2]


def test_least_and_greatest_are_those_of_the_base(scored: Evaluate) -> None:
    tables = f"criterion = [{k('minmax')}]"
    assert scored(FOUR, scheme='rank_within="group"', tables=tables).scores("k", "points") == ["10", "0", "10", "0"]
    assert scored("a\n甲:A 9\n乙:A 8\n丙:B 7\n丁:B 5", tables=tables).scores("k", "points") == ["10", "7.5", "5", "0"]


TIES = [
    pytest.param("", "", [1, 2, 2, 4], ["10", "9.5", "9.5", "8.5"], id="skip is the default"),
    pytest.param('ties="dense"', "", [1, 2, 2, 3], ["10", "9.5", "9.5", "9"], id="dense"),
    pytest.param('ties="average"', "", [1, "2.5", "2.5", 4], ["10", "9.25", "9.25", "8.5"], id="average"),
    pytest.param('ties="dense"', '"skip"', [1, 2, 2, 4], ["10", "9.5", "9.5", "8.5"], id="a criterion overrides"),
]


@pytest.mark.parametrize(("scheme", "own", "places", "points"), TIES)
def test_ties_share_a_place_by_the_rule(
    scored: Evaluate, scheme: str, own: str, places: list[Any], points: list[str]
) -> None:
    keys = {"ties": own} if own else {}
    found = scored(TIED, scheme=scheme, tables=f"criterion = [{k('rank_step', **keys)}]")
    assert found.scores("k", "place") == places
    assert found.scores("k", "points") == points


BROKEN = [
    pytest.param("higher", [1, 3, 2, 4], id="the greater of the other is ahead"),
    pytest.param("lower", [1, 2, 3, 4], id="in the other's own direction"),
]


@pytest.mark.parametrize(("direction", "places"), BROKEN)
def test_a_tie_is_broken_by_another_criterion(scored: Evaluate, direction: str, places: list[int]) -> None:
    other = f'{{id="b", name="另一项", weight=10, method="given", value="b", direction="{direction}"}}'
    tables = f"criterion = [{k('rank_step', ties=chr(34) + 'first_by:b' + chr(34))}, {other}]"
    found = scored("a b\n甲 9 1\n乙 8 4\n丙 8 5\n丁 7 9", tables=tables)
    assert found.scores("k", "place") == places
    assert "same-value-two-places" not in found.codes()  # the rule itself sets equals apart


def test_what_breaks_a_tie_and_ties_too_is_shared(scored: Evaluate) -> None:
    found = scored("a b\n甲 8 5\n乙 8 5\n丙 8 -", scheme='ties="first_by:b"\nmissing="zero"')
    assert found.scores("a", "place") == [1, 1, 3]
    assert found.scores("b", "place") == [1, 1, None]


def test_a_county_without_what_breaks_a_tie_is_behind_where_less_of_it_is_better_too(scored: Evaluate) -> None:
    other = '{id="b", name="另一项", weight=10, method="given", value="b", direction="lower"}'
    tables = f"criterion = [{k('rank_step', ties=chr(34) + 'first_by:b' + chr(34))}, {other}]"
    found = scored("a b\n甲 8 -\n乙 8 5\n丙 8 3", tables=tables)
    assert found.scores("k", "place") == [3, 2, 1]


def test_values_equal_to_ten_decimals_share_a_place(scored: Evaluate) -> None:
    found = scored("a\n甲 5.1\n乙 5.1000000000000005\n丙 5.0999999999", tables=f"criterion = [{k()}]")
    assert found.scores("k", "place") == [1, 1, 3]


COMPARED = [
    pytest.param("exact", {"decimals": "1"}, [1, 2, 3], 1, id="exact: another place for the same print is a finding"),
    pytest.param("rounded", {"decimals": "1"}, [1, 1, 3], 0, id="rounded: what prints alike shares a place"),
    pytest.param("rounded", {}, [1, 2, 3], 0, id="rounded to the decimals of the indicator"),
]


@pytest.mark.parametrize(("compare", "keys", "places", "findings"), COMPARED)
def test_places_are_made_from_the_exact_or_the_printed_value(
    scored: Evaluate, compare: str, keys: dict[str, str], places: list[int], findings: int
) -> None:
    tables = f"criterion = [{k('rank_step', **keys)}]"
    found = scored("a\n甲 8.84\n乙 8.83\n丙 8.71", scheme=f'compare="{compare}"', tables=tables)
    assert found.scores("k", "place") == places
    assert found.codes().count("same-value-two-places") == findings


def test_a_place_is_the_best_where_the_least_is_best(scored: Evaluate) -> None:
    found = scored(TIED, tables=f"criterion = [{k('rank_step', direction=chr(34) + 'lower' + chr(34))}]")
    assert found.scores("k", "place") == [4, 2, 2, 1]


MISSING = [
    pytest.param("unranked", [None, "3", "5"], [None, 2, 1], id="unranked: no points, no place"),
    pytest.param("zero", ["0", "3", "5"], [None, 2, 1], id="zero: 0 points, no place"),
    pytest.param("lowest", ["3", "3", "5"], [None, 2, 1], id="lowest: the least points of the base"),
    pytest.param("rescale", [None, "3", "5"], [None, 2, 1], id="rescale: nothing in the item"),
]


@pytest.mark.parametrize(("rule", "points", "places"), MISSING)
@pytest.mark.parametrize("cell", ["-", "?", "期", "二"], ids=["empty", "unreadable", "other period", "undecided"])
def test_a_county_without_a_figure(
    scored: Evaluate, cell: str, rule: str, points: list[str | None], places: list[int | None]
) -> None:
    found = scored(f"a\n甲 {cell}\n乙 3\n丙 5", scheme=f'missing="{rule}"')
    assert found.scores("a", "points") == points
    assert found.scores("a", "place") == places
    assert found.scores("a", "standing") == [Standing.MISSING, Standing.SCORED, Standing.SCORED]
    assert found.scores("a", "filled")[0] is (rule in ("zero", "lowest"))


def test_the_lowest_points_are_those_of_the_base(scored: Evaluate) -> None:
    rows = "a\n甲:A 9\n乙:A -\n丙:B 2\n丁:B -"
    tables = f"criterion = [{k()}]"
    assert scored(rows, scheme='missing="lowest"', tables=tables).scores("k", "points") == ["9", "2", "2", "2"]
    grouped = scored(rows, scheme='missing="lowest"\nrank_within="group"', tables=tables)
    assert grouped.scores("k", "points") == ["9", "9", "2", "2"]


def test_a_criterion_has_its_own_rule_for_what_is_missing_and_for_what_is_exempt(scored: Evaluate) -> None:
    tables = f"criterion = [{k(missing=chr(34) + 'zero' + chr(34), exempt=chr(34) + 'lowest' + chr(34))}]"
    found = scored("a\n甲 -\n乙 免\n丙 4\n丁 6", tables=tables)
    assert found.scores("k", "points") == ["0", "4", "4", "6"]
    assert found.scores("k", "standing")[:2] == [Standing.MISSING, Standing.EXEMPT]


def test_who_is_exempt_is_rescaled_where_the_scheme_says_nothing(scored: Evaluate) -> None:
    found = scored("a b\n甲 免 6\n乙 4 8", scheme="rescale_least=0.5")
    assert found.totals("exact") == ["12", "12"]
    assert found.total("甲").rescaled
    assert found.total("甲").note == "a免报，总分按其余权重折算"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a + LAST_YEAR(b)", id="another period is asked"),
        pytest.param("a + CITY(b)", id="the city is asked"),
    ],
)
def test_who_is_exempt_from_what_the_formula_does_not_ask_of_it_is_missing(scored: Evaluate, value: str) -> None:
    """免报 of this period's b does not excuse the missing a."""
    tables = f"criterion = [{k(value=chr(34) + value + chr(34))}]"
    found = scored("a b b@last_year\n全市 1 1 1\n甲 - 免 3\n乙 4 5 6", tables=tables)
    assert found.scores("k", "standing") == [Standing.MISSING, Standing.SCORED]
    assert found.total("甲").place is None


def test_n_counts_neither_missing_nor_exempt_nor_vetoed_out(scored: Evaluate) -> None:
    tables = f"criterion = [{k('rank_linear')}]\nveto = [{{name='事故', indicator='v'}}]"
    found = scored("a v\n甲 9 0\n乙 - 0\n丙 免 0\n丁 8 1\n戊 7 0", scheme='missing="zero"', tables=tables)
    assert found.scores("k", "points") == ["10", "0", None, None, "5"]  # n = 2: W·(n+1−r)/n
    assert found.scores("k", "place") == [1, None, None, None, 2]
    assert found.scores("k", "standing")[3] is Standing.VETOED


def test_a_county_vetoed_to_the_last_place_still_counts_in_n(scored: Evaluate) -> None:
    tables = f"criterion = [{k('rank_linear')}]\nveto = [{{name='事故', indicator='v', effect='last'}}]"
    found = scored("a v\n甲 9 1\n乙 8 0", tables=tables)
    assert found.scores("k", "points") == ["10", "5"]


TARGETS = [
    pytest.param("20", "a\n甲 10\n乙 30", "", ["5", "10"], id="a number"),
    pytest.param('"b"', "a b\n甲 10 40\n乙 30 60", "", ["2.5", "5"], id="an indicator"),
    pytest.param(
        '"TARGET"', "a\n甲 10\n乙 30", "target=[{indicator='a', value=40}]", ["2.5", "7.5"], id="one target for all"
    ),
    pytest.param(
        '"TARGET"',
        "a\n甲 10\n乙 30",
        "target=[{indicator='a', value=40}, {indicator='a', county='甲', value=20}]",
        ["5", "7.5"],
        id="the county's own target before the one for all",
    ),
    pytest.param(
        '"TARGET"',
        "a a@target\n甲 10 100\n乙 30 -",
        "target=[{indicator='a', value=40}]",
        ["1", "7.5"],
        id="a target read from a table before the scheme's",
    ),
    pytest.param(
        '"TARGET"',
        "a\n甲 10\n乙 30",
        "target=[{indicator='a', value=40}, {indicator='a', value=1, period='2021H1'}]",
        ["2.5", "7.5"],
        id="no target of another period",
    ),
]


@pytest.mark.parametrize(("target", "rows", "tables", "points"), TARGETS)
def test_a_target_is_a_number_an_indicator_or_a_row_of_targets(
    scored: Evaluate, target: str, rows: str, tables: str, points: list[str]
) -> None:
    found = scored(rows, tables=f"{tables}\ncriterion = [{k('target_ratio', target=target)}]")
    assert found.scores("k", "points") == points


SCHEDULES = [
    pytest.param("2022H1", "0.5", "4", id="a number"),
    pytest.param("2022H1", '"period"', "4", id="a half-year: 6/12"),
    pytest.param("2022Q1", '"period"', "8", id="a first quarter: 3/12"),
    pytest.param("2022M01-08", '"period"', "3", id="eight months"),
    pytest.param("2022", '"period"', "2", id="a whole year"),
]


@pytest.mark.parametrize(("period", "schedule", "points"), SCHEDULES)
def test_a_target_is_due_by_schedule(scored: Evaluate, period: str, schedule: str, points: str) -> None:
    tables = f"criterion = [{k('target_ratio', target='50', schedule=schedule)}]"
    found = scored("a\n甲 10", tables=tables, period=period)
    assert found.scores("k", "points") == [points]


def test_no_target_is_no_points_with_a_finding(scored: Evaluate) -> None:
    tables = f"criterion = [{k('target_ratio', target=chr(34) + 'b' + chr(34))}]"
    found = scored("a b\n甲 10 20\n乙 10 -\n丙 10 0\n丁 10 免", scheme='missing="zero"', tables=tables)
    assert found.scores("k", "points") == ["5", "0", "0", None]
    assert found.scores("k", "standing")[3] is Standing.EXEMPT
    assert found.codes() == ["no-operand", "base-not-positive", "no-operand"]


NOBODY = [
    pytest.param(
        "benchmark", "lower", "a\n甲 0\n乙 1\n丙 4", "最小值为0，不能作除数，甲、乙、丙不计分", id="the least is 0"
    ),
    pytest.param(
        "benchmark", "higher", "a\n甲 0\n乙 -1", "最大值为0，不能作除数，甲、乙不计分", id="the greatest is 0"
    ),
    pytest.param("share", "lower", "a\n甲 0\n乙 1", "最小值为0，不能作除数，甲、乙不计分", id="one is 0"),
    pytest.param("share", "higher", "a\n甲 1\n乙 -1", "各县区合计为0，不能作除数，甲、乙不计分", id="the sum is 0"),
    pytest.param(
        "benchmark",
        "lower",
        "a\n甲 0\n乙 1\n丙 4\n丁 5",
        "最小值为0，不能作除数，甲、乙、丙等4个县区都不计分",
        id="many",
    ),
]


@pytest.mark.parametrize(("method", "direction", "rows", "words"), NOBODY)
def test_that_nobody_has_points_must_be_seen(
    scored: Evaluate, method: str, direction: str, rows: str, words: str
) -> None:
    found = scored(rows, tables=f"criterion = [{k(method, direction=chr(34) + direction + chr(34))}]")
    assert set(found.scores("k", "points")) == {None}
    (finding,) = [row for row in found.result.findings if row.level is Level.MANDATORY]
    assert (finding.code, finding.indicator) == ("base-not-positive", "k")
    assert words in str(finding)


def test_that_a_group_has_no_points_is_said_of_it_alone(scored: Evaluate) -> None:
    keys = {"direction": '"lower"', "within": '"group"'}
    rows = "a\n甲:县 0\n乙:县 1\n丙:区 2\n丁:区 1"
    found = scored(rows, tables=f"criterion = [{k('benchmark', **keys)}]")
    assert found.scores("k", "points") == [None, None, "5", "10"]
    (finding,) = [row for row in found.result.findings if row.level is Level.MANDATORY]
    assert "甲、乙不计分" in str(finding)


BELOW = [
    pytest.param({"method": "target_bonus", "target": "2", "per_point": "1"}, "-25", id="of a target"),
    pytest.param({"method": "benchmark"}, "-50", id="of the best"),
    pytest.param({"method": "share"}, "12.50", id="of the sum"),
]


@pytest.mark.parametrize(("keys", "points"), BELOW)
def test_points_below_0_are_said(scored: Evaluate, keys: dict[str, str], points: str) -> None:
    found = scored("a\n甲 -5\n乙 1", tables=f"criterion = [{k(**keys)}]")
    said = [row for row in found.result.findings if row.code == "negative-points"]
    if points.startswith("-"):
        (finding,) = said
        assert str(finding) == f"甲的“评比项”为-5，按方法得{points}.00分（不设下限），请核实"
        assert finding.level is Level.VERIFY
    else:
        assert said == []


CITY = "a b\n全市 10 100\n甲 12 10\n乙 10 20\n丙 4 50"


def test_a_distance_to_the_city_is_from_the_city_s_own_row(scored: Evaluate) -> None:
    keys = {"start": "5", "up": "1", "down": "0.5"}
    found = scored(CITY, tables=f"criterion = [{k('against_city', **keys)}]")
    assert found.scores("k", "points") == ["7", "5", "2"]
    assert [total.county for total in found.result.totals] == ["甲", "乙", "丙"]  # the city is never ranked


def test_a_formula_is_asked_of_the_city_with_every_operand_the_city_s(scored: Evaluate) -> None:
    keys = {"start": "5", "up": "1", "down": "1"}
    found = scored(CITY, tables=f"criterion = [{k('against_city', value=chr(34) + 'a / b * 100' + chr(34), **keys)}]")
    assert found.scores("k", "value") == ["120", "50", "8"]
    assert found.scores("k", "points") == ["115", "45", "3"]  # the city's is 10


def test_without_the_city_s_figure_nobody_is_scored(scored: Evaluate) -> None:
    keys = {"start": "5", "up": "1", "down": "1"}
    found = scored("a\n甲 12\n乙 8", tables=f"criterion = [{k('against_city', **keys)}]")
    assert found.scores("k", "points") == [None, None]
    assert found.totals("note") == ["评比项缺全市数，不参与排名"] * 2
    assert found.codes() == ["no-operand", "no-operand"]
    assert all("全市数" in words for words in found.words())


def test_without_a_target_it_is_the_target_that_lacks(scored: Evaluate) -> None:
    found = scored("a\n甲 12\n乙 8", tables=f"criterion = [{k('target_ratio', target=chr(34) + 'TARGET' + chr(34))}]")
    assert all("目标值" in words for words in found.words())
    assert found.codes() == ["no-operand", "no-operand"]


def test_absolute_points_stand_unless_scaled(scored: Evaluate) -> None:
    table = {"table": "[[1, 1, 90], [2, 2, 60]]"}
    assert scored(TIED, tables=f"criterion = [{k('rank_table', **table)}]").scores("k", "points")[0] == "90"
    scaled = scored(TIED, tables=f"criterion = [{k('rank_table', scale='100', **table)}]")
    assert scaled.scores("k", "points") == ["9", "6", "6", "0"]


def test_a_group_has_its_own_bands(scored: Evaluate) -> None:
    table = {"table": "[[1, 9, 5]]", "tables": "{B = [[1, 9, 3]]}"}
    found = scored(FOUR, tables=f"criterion = [{k('rank_table', **table)}]")
    assert found.scores("k", "points") == ["5", "5", "3", "3"]


def test_pieces_are_ranked_by_their_points(scored: Evaluate) -> None:
    tables = f"criterion = [{k('per_piece', '', prices='{a = 5, b = 1}')}]"
    found = scored("a b\n甲 1 0\n乙 0 7\n丙 - -\n丁 1 -", scheme='missing="zero"', tables=tables)
    assert found.scores("k", "value") == ["5", "7", None, "5"]
    assert found.scores("k", "place") == [2, 1, None, 2]
    assert found.scores("k", "points") == ["5", "7", "0", "5"]


def test_points_print_rounded_and_stay_exact(scored: Evaluate) -> None:
    found = scored("a\n甲 3\n乙 2\n丙 1", scheme="decimals=1", tables=f"criterion = [{k('rank_linear')}]")
    assert found.scores("k", "shown") == ["10", "6.7", "3.3"]
    assert found.scores("k", "points")[1].startswith("6.66666666666666")


def test_half_to_even_is_a_choice(scored: Evaluate) -> None:
    rows = "a\n甲 0.125\n乙 0.375"
    assert scored(rows).scores("a", "shown") == ["0.13", "0.38"]
    assert scored(rows, scheme='rounding="half_even"').scores("a", "shown") == ["0.12", "0.38"]


def test_a_value_without_a_target_has_neither_points_nor_place(scored: Callable[..., Any]) -> None:
    rule = '{id="k", name="k", weight=10, method="target_ratio", value="a", target="b"}'
    done = scored("a b\n甲 9 10\n乙 20 0\n丙 8 10\n丁 30 -", tables=f"criterion = [{rule}]", scheme='missing = "zero"')
    assert done.scores("k", "place") == [1, None, 2, None]
    assert done.scores("k", "points") == ["9", "0", "8", "0"]
