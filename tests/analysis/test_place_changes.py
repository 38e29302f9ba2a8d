"""Against the last period: each step from the total of then to that of now is what re-scoring gives for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi.analysis import Scoring, place_changes, remembered
from pingbi.analysis.remembered import CHANGED
from pingbi.model import ByHand, Figure, Figures, PlaceChanges, Previous, Result, Role, Source
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate, totals_alone

SCORING = Scoring(lambda scheme, figures: derive(scheme, figures)[0], evaluate, totals_alone)
Table = Mapping[str, Mapping[str, str]]  # county -> indicator[@role] -> value

EFFICACY = '[[criterion]]\nid = "k"\nname = "增速"\nweight = 60\nmethod = "efficacy"\nvalue = "a"'
RANKED = '[[criterion]]\nid = "r"\nname = "个数"\nweight = 40\nmethod = "rank_linear"\nvalue = "b"'
THEN: Table = {
    "全市": {"a": "5"},
    "甲县": {"a": "1", "b": "3"},
    "乙县": {"a": "9", "b": "2"},
    "丙县": {"a": "4", "b": "1"},
}
NOW: Table = {
    "全市": {"a": "6"},
    "甲县": {"a": "8", "b": "1"},
    "乙县": {"a": "9", "b": "2"},
    "丙县": {"a": "2", "b": "4"},
}


def scheme_of(
    *criteria: str, period: str = "2022H1", counties: str = "甲县 乙县 丙县", more: str = "", rules: str = ""
) -> Scheme:
    lines = [f'[scheme]\nname = "评比"\nperiod = "{period}"\n{rules}']
    for word in counties.split():
        name, _, code = word.partition("=")
        lines.append(f'[[county]]\nname = "{name}"' + (f'\ncode = "{code}"' if code else ""))
    kinds = (("a", "增速值", "%", "yoy"), ("b", "项目数", "个", "count"), ("c", "投资额", "亿元", "level"))
    lines += [
        f'[[indicator]]\nid = "{row[0]}"\nname = "{row[1]}"\nunit = "{row[2]}"\nkind = "{row[3]}"' for row in kinds
    ]
    return parse("\n".join([*lines, *criteria, more]), "case.toml", METHODS)


def figures_of(scheme: Scheme, table: Table) -> Figures:
    chosen = {}
    for county, row in table.items():
        for column, text in row.items():
            name, _, role = column.partition("@")
            figure = Figure(
                county, name, Decimal(text), scheme.period, Source.TEMPLATE, ByHand("报"), role=Role(role or "now")
            )
            chosen[county, name, figure.role] = figure
    return derive(scheme, Figures(chosen))[0]


def previous_of(then: Scheme, figures: Figures, now: Scheme) -> Previous:
    """As a workbook of then is read: its printed totals, and what it keeps of itself."""
    result = evaluate(then, figures)
    names = set(now.counties)
    known = [row for row in result.totals if row.county in names and row.shown is not None]
    found = Previous(
        places={row.county: Decimal(row.place) for row in known if row.place is not None},
        totals={row.county: row.shown for row in known if row.shown is not None},
        name="上期.xlsx",
    )
    return remembered(found, then, figures, result, now)


def changes_of(then: Scheme, before: Table, now: Scheme, after: Table) -> PlaceChanges:
    figures = figures_of(now, after)
    previous = previous_of(then, figures_of(then, before), now)
    found = place_changes(now, figures, evaluate(now, figures), previous, SCORING)
    assert found is not None
    return found


def split(found: PlaceChanges) -> dict[str, tuple[object, object, object]]:
    """County -> own change, the others', rules."""
    return {row.county: (row.own, row.others, row.rules) for row in found.rows}


def total(result: Result, county: str) -> Decimal | None:
    return next(row.shown for row in result.totals if row.county == county)


def test_each_step_is_what_scoring_everybody_anew_gives_for_it() -> None:
    then, now = scheme_of(EFFICACY, RANKED, period="2021H2"), scheme_of(EFFICACY.replace("60", "50"), RANKED)
    before, after = figures_of(then, THEN), figures_of(now, NOW)
    found = changes_of(then, THEN, now, NOW)
    by_rules, there = evaluate(now, before), evaluate(then, before)
    for row in found.rows:
        alone = evaluate(now, figures_of(now, {**THEN, row.county: NOW[row.county]}))
        now_total, by_rule = total(evaluate(now, after), row.county), total(by_rules, row.county)
        was, mine = total(there, row.county), total(alone, row.county)
        assert None not in (now_total, by_rule, was, mine)
        assert (row.rules, row.own, row.others) == (by_rule - was, mine - by_rule, now_total - mine)  # type: ignore[operator]
        assert row.more == row.own + row.others + row.rules  # type: ignore[operator]
    assert any(row.own for row in found.rows)
    assert any(row.others for row in found.rows)
    assert any(row.rules for row in found.rows)


@pytest.mark.parametrize(
    ("criteria", "after", "zero"),
    [
        pytest.param((EFFICACY, RANKED), THEN, (0, 1, 2), id="nothing else: nothing comes from anywhere"),
        pytest.param((EFFICACY.replace("60", "30"), RANKED), THEN, (0, 1), id="other rules alone"),
        pytest.param((EFFICACY, RANKED), {**THEN, "甲县": NOW["甲县"]}, (2,), id="one county alone: no rules"),
    ],
)
def test_what_has_not_changed_has_no_share(criteria: tuple[str, ...], after: Table, zero: tuple[int, ...]) -> None:
    found = changes_of(scheme_of(EFFICACY, RANKED, period="2021H2"), THEN, scheme_of(*criteria), after)
    for county, shares in split(found).items():
        assert [shares[at] for at in zero] == [0] * len(zero), county


def test_one_county_alone_changes_itself_and_the_others_by_it() -> None:
    now = scheme_of(EFFICACY, RANKED)
    found = changes_of(scheme_of(EFFICACY, RANKED, period="2021H2"), THEN, now, {**THEN, "甲县": NOW["甲县"]})
    shares = split(found)
    assert shares["甲县"][0] != 0
    assert shares["甲县"][1] == 0
    assert shares["乙县"][0] == 0
    assert shares["乙县"][1] != 0


def test_the_citys_own_figure_is_no_change_of_the_county() -> None:
    against = EFFICACY.replace("efficacy", "against_city") + "\nstart = 5\nup = 1\ndown = 1\ncap = 10"
    then, now = scheme_of(against, period="2021H2"), scheme_of(against)
    found = changes_of(then, THEN, now, {**THEN, "全市": {"a": "6"}})
    assert split(found)["丙县"] == (0, -1, 0)


def test_a_new_criterion_without_figures_of_then_is_a_change_of_rules() -> None:
    new = '[[criterion]]\nid = "n"\nname = "投资"\nweight = 20\nmethod = "minmax"\nvalue = "c"'
    after = {
        **THEN,
        "甲县": {**THEN["甲县"], "c": "10"},
        "乙县": {**THEN["乙县"], "c": "0"},
        "丙县": {**THEN["丙县"], "c": "5"},
    }
    found = changes_of(scheme_of(EFFICACY, RANKED, period="2021H2"), THEN, scheme_of(EFFICACY, RANKED, new), after)
    assert found.carried == ("投资",)
    assert split(found) == {"甲县": (0, 0, 20), "乙县": (0, 0, 0), "丙县": (0, 0, 10)}


def test_a_veto_that_nobody_had_then_is_the_countys_own() -> None:
    item = '[[indicator]]\nid = "v"\nname = "事故"\nunit = "起"\nkind = "count"\nrequired = false'
    item += '\n[[veto]]\nname = "事故"\nindicator = "v"\neffect = "last"'
    item += '\n[[adjustment]]\nname = "通报"\nindicator = "v"\npoints_each = -1'
    then = scheme_of(EFFICACY, period="2021H2", more=item)
    found = changes_of(then, THEN, scheme_of(EFFICACY, more=item), {**THEN, "乙县": {**THEN["乙县"], "v": "2"}})
    assert found.carried == ()
    assert split(found)["乙县"] == (-2, 0, 0)
    assert next(row.place for row in found.rows if row.county == "乙县") == 3


def test_targets_and_the_time_gone_are_those_of_each_period() -> None:
    share = '[[criterion]]\nid = "t"\nname = "完成率"\nweight = 100\nmethod = "target_ratio"\nvalue = "c"'
    share += '\ntarget = "TARGET"\nschedule = "period"\ncap = 2'
    target = '[[target]]\nindicator = "c"\nperiod = "{}"\nvalue = {}'
    then = scheme_of(share, period="2021Q1", more=target.format("2021Q1", 40))
    now = scheme_of(share, period="2022H1", more=target.format("2022H1", 80))
    before: Table = {"甲县": {"c": "10"}, "乙县": {"c": "5"}, "丙县": {"c": "10"}}
    after: Table = {"甲县": {"c": "40"}, "乙县": {"c": "30"}, "丙县": {"c": "40"}}
    found = changes_of(then, before, now, after)
    assert found.cumulative == ()  # it is set against the time gone
    assert split(found) == {"甲县": (0, 0, 0), "乙县": (25, 0, 0), "丙县": (0, 0, 0)}


def test_sums_over_a_longer_time_are_said_to_be_such() -> None:
    levels = '[[criterion]]\nid = "n"\nname = "投资"\nweight = 20\nmethod = "minmax"\nvalue = "c"'
    values = {"甲县": {"c": "10", "a": "1"}, "乙县": {"c": "5", "a": "2"}, "丙县": {"c": "1", "a": "3"}}
    quarter, half = (scheme_of(levels, EFFICACY, period=period) for period in ("2022Q1", "2022H1"))
    assert changes_of(quarter, values, half, values).cumulative == ("投资",)
    assert changes_of(scheme_of(levels, EFFICACY, period="2021H1"), values, half, values).cumulative == ()


def test_a_county_that_is_no_more_still_stands_among_the_others_of_then() -> None:
    then = scheme_of(RANKED, period="2021H2", counties="甲县 乙县 丙县 丁县")
    before = {**THEN, "丁县": {"b": "9"}}
    found = changes_of(then, before, scheme_of(RANKED), THEN)
    assert found.gone == ("丁县",)
    assert split(found)["甲县"] == (0, 10, 0)  # 2nd of four, now 1st of three: 30 and 40 points
    assert [row.place_then for row in found.rows] == [2, 3, 4]


def test_a_county_under_a_new_name_is_known_by_its_code() -> None:
    then = scheme_of(RANKED, period="2021H2", counties="旧县=1 乙县=2 丙县=3")
    before = {"旧县" if county == "甲县" else county: row for county, row in THEN.items()}
    found = changes_of(then, before, scheme_of(RANKED, counties="甲县=1 乙县=2 丙县=3"), THEN)
    assert [(row.place_then, row.before) for row in found.rows] == [(1, ""), (2, ""), (3, "")]
    assert split(found)["甲县"] == (0, 0, 0)


def test_a_county_without_a_place_of_then_says_whether_it_was_there() -> None:
    then = scheme_of(RANKED, period="2021H2", counties="甲县 乙县")
    before = {"甲县": {"b": "3"}}
    found = changes_of(then, before, scheme_of(RANKED), THEN)
    assert [(row.before, row.own) for row in found.rows][1:] == [("unranked", None), ("new", None)]
    assert not any(row.unsplit for row in found.rows)


def test_what_the_rules_of_now_cannot_score_is_not_split() -> None:
    growth = '[[criterion]]\nid = "g"\nname = "增长"\nweight = 40\nmethod = "minmax"\nvalue = "GROWTH(c, LAST_YEAR(c))"'
    then = scheme_of(
        '[[criterion]]\nid = "n"\nname = "投资"\nweight = 20\nmethod = "minmax"\nvalue = "c"', period="2021H2"
    )
    before = {"甲县": {"c": "10"}, "乙县": {"c": "5"}, "丙县": {"c": "1"}}
    after = {county: {"c": "9", "c@last_year": str(at)} for at, county in enumerate(("甲县", "乙县", "丙县"), 3)}
    found = changes_of(then, before, scheme_of(growth), after)
    assert [(row.own, row.rules, row.unsplit) for row in found.rows] == [(None, None, True)] * 3
    assert found.carried == ()
    assert not found.split


def test_a_unit_that_is_another_now_is_converted() -> None:
    levels = '[[criterion]]\nid = "n"\nname = "投资"\nweight = 20\nmethod = "minmax"\nvalue = "c"\nlow = 0\nhigh = 10'
    now = scheme_of(levels)
    then = parse(
        _text(levels).replace('unit = "亿元"', 'unit = "万元"').replace("high = 10", "high = 100000"), "", METHODS
    )
    before = {"甲县": {"c": "10000"}, "乙县": {"c": "50000"}, "丙县": {"c": "20000"}}
    after = {"甲县": {"c": "1"}, "乙县": {"c": "5"}, "丙县": {"c": "2"}}
    assert split(changes_of(then, before, now, after)) == dict.fromkeys(after, (0, 0, 0))


def _text(criterion: str) -> str:
    counties = "\n".join(f'[[county]]\nname = "{name}"' for name in ("甲县", "乙县", "丙县"))
    indicator = '[[indicator]]\nid = "c"\nname = "投资额"\nunit = "亿元"\nkind = "level"'
    return f'[scheme]\nname = "评比"\nperiod = "2021H2"\n{counties}\n{indicator}\n{criterion}'


def test_a_workbook_that_was_changed_since_is_compared_but_not_split() -> None:
    then, now = scheme_of(EFFICACY, RANKED, period="2021H2"), scheme_of(EFFICACY, RANKED)
    before = figures_of(then, THEN)
    known = previous_of(then, before, now)
    printed = replace(known, totals={**known.totals, "甲县": Decimal(99)}, basis=None)
    found = remembered(printed, then, before, evaluate(then, before), now)
    assert (found.basis, found.untold) == (None, CHANGED)
    changes = place_changes(now, before, evaluate(now, before), found, SCORING)
    assert changes is not None
    assert (changes.untold, changes.split) == (CHANGED, False)
    assert next(row.more for row in changes.rows if row.county == "乙县") == 0


def test_a_table_of_places_is_compared_but_not_split() -> None:
    now = scheme_of(EFFICACY, RANKED)
    figures = figures_of(now, NOW)
    changes = place_changes(now, figures, evaluate(now, figures), Previous(places={"甲县": Decimal(1)}), SCORING)
    assert changes is not None
    assert changes.untold
    assert [(row.place_then, row.own) for row in changes.rows] == [(1, None), (None, None), (None, None)]
    assert place_changes(now, figures, evaluate(now, figures), Previous(), SCORING) is None


def test_changes_of_places_agree_with_a_comparison_of_two_versions(shared: Path) -> None:
    case = json.loads((shared / "scoring" / "peers" / "coinr_compare_versions.json").read_text(encoding="utf-8"))
    units, expected = case["data"]["units"], case["expected"]
    given = '[[criterion]]\nid = "g"\nname = "得分"\nweight = 100\nmethod = "given"\nvalue = "a"'
    then, now = (scheme_of(given, period=period, counties=" ".join(units)) for period in ("2021H2", "2022H1"))
    before, after = (
        {unit: {"a": str(100 - place)} for unit, place in zip(units, expected[version], strict=True)}
        for version in ("coin.1", "coin.2")
    )
    found = changes_of(then, before, now, after)
    assert [row.place_then for row in found.rows] == expected["coin.1"]
    moved = [int(row.place_then or 0) - int(row.place or 0) for row in found.rows]
    assert moved == expected["Diff"]
    assert sorted(moved) != [0] * len(units)


def test_places_in_groups_agree_with_ranks_within_groups_of_others(shared: Path) -> None:
    """Then by one index, now by another: both places in the group are those that were published."""
    case = json.loads((shared / "scoring" / "peers" / "coinr_group_ranks.json").read_text(encoding="utf-8"))
    data, ranks = case["data"], case["expected"]["ranks"]
    given = '[[criterion]]\nid = "g"\nname = "得分"\nweight = 100\nmethod = "given"\nvalue = "a"'
    groups = "\n".join(f'[[group]]\nid = "{name}"\nname = "{name}"' for name in dict.fromkeys(data["group"]))
    members = [
        f'{{name = "{unit}", group = "{group}"}}' for unit, group in zip(data["units"], data["group"], strict=True)
    ]
    found = []
    for period, column in (("2021H2", 0), ("2022H1", 1)):
        head = f'county = [{", ".join(members)}]\n[scheme]\nname = "评比"\nperiod = "{period}"\ntotal_decimals = 6\n'
        indicator = '[[indicator]]\nid = "a"\nname = "指数"\nunit = ""\nkind = "level"\n'
        scheme = parse(f"{head}{groups}\n{indicator}{given}", "case.toml", METHODS)
        table = {unit: {"a": str(row[column])} for unit, row in zip(data["units"], data["values"], strict=True)}
        found.append((scheme, figures_of(scheme, table)))
    (then, before), (now, after) = found
    known = Previous(
        places={row.county: Decimal(row.place or 0) for row in evaluate(then, before).totals},
        totals={row.county: row.shown for row in evaluate(then, before).totals if row.shown is not None},
    )
    previous = remembered(known, then, before, evaluate(then, before), now)
    changes = place_changes(now, after, evaluate(now, after), previous, SCORING)
    assert changes is not None
    assert [row.group_place_then for row in changes.rows] == ranks[0]
    assert [row.group_place for row in changes.rows] == ranks[1]
