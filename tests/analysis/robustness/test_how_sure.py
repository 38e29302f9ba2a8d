"""名次稳健性 of single cases: what is said, and what is not said where it cannot be known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pingbi.analysis.other_methods import METHODS, by_method
from pingbi.analysis.robustness import how_sure, judged
from pingbi.model import Figures, Result
from pingbi.model.robustness import Curve, Judgement, Places, Tie
from pingbi.scheme import Scheme
from pingbi.scoring import evaluate

Evaluated = Callable[..., Any]
Drawn = Callable[..., Any]
HALVES = ['weight = 50\nmethod = "given"\nscale = 100'] * 2


def test_the_numbers_of_a_case_on_paper(evaluated: Evaluated) -> None:
    """80 and 40 against 40 and 78: 60 to 59, level where the second weighs 51.28; together by 1/39."""
    found = evaluated(HALVES, [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"])]).robustness
    first, second, third = found.rows
    assert (first.margin.points, first.margin.tie, first.margin.below) == (Decimal(1), Tie.NONE, "乙县")
    assert first.margin.single.criterion == "c0"
    assert first.margin.single.change.quantize(Decimal("0.0001")) == Decimal("-1.2821")  # 40·w = 38·(100 − w)
    assert first.margin.together.quantize(Decimal("0.0001")) == Decimal("0.0256")
    assert (first.tenth, first.quarter) == (Places(1, 2), Places(1, 2))
    assert (second.tenth, third.tenth, third.quarter) == (Places(1, 2), Places(3, 3), Places(3, 3))
    assert first.left_out == Places(1, 2)
    assert first.left_out_worst == "c0"
    assert (first.judgement, third.judgement) == (Judgement.LOOSE, Judgement.FIRM)
    assert third.margin is None
    assert found.close == Decimal("0.5")
    assert not found.failed


def test_the_same_points_in_everything_are_never_told_apart_by_weights(evaluated: Evaluated) -> None:
    found = evaluated(HALVES, [("甲县", ["80", "40"]), ("乙县", ["80", "40"]), ("丙县", ["10", "10"])]).robustness
    assert found.rows[0].margin.tie is Tie.ALIKE
    assert [row.quarter for row in found.rows] == [Places(1, 1), Places(1, 1), Places(3, 3)]
    assert [row.judgement for row in found.rows] == [Judgement.CLOSE, Judgement.CLOSE, Judgement.FIRM]


def test_equal_totals_of_other_points_are_turned_by_any_weight(evaluated: Evaluated) -> None:
    found = evaluated(HALVES, [("甲县", ["80", "40"]), ("乙县", ["40", "80"]), ("丙县", ["10", "10"])]).robustness
    assert found.rows[0].margin.tie is Tie.SAME
    assert (found.rows[0].margin.single, found.rows[0].margin.together) == (None, None)
    assert [row.tenth for row in found.rows] == [Places(1, 2), Places(1, 2), Places(3, 3)]


def test_totals_that_only_print_alike_are_parted_by_what_lies_between_them(evaluated: Evaluated) -> None:
    """60.00 and 59.99 are printed as 60: the smallest change is that of the unrounded, whichever stands first."""
    rules = 'compare = "rounded"\ntotal_decimals = 0'
    for first, second in ((["80", "40"], ["40", "79.98"]), (["40", "79.98"], ["80", "40"])):
        rows = evaluated(HALVES, [("甲县", first), ("乙县", second), ("丙县", ["10", "10"])], rules).robustness.rows
        assert [row.place for row in rows] == [1, 1, 3]
        assert rows[0].margin.tie is Tie.NONE
        level = Decimal(3998) / Decimal("79.98")  # of c0: 40·w = 39.98·(100 − w)
        swap = rows[0].margin.single
        assert abs(swap.weight - (level if swap.criterion == "c0" else 100 - level)) < Decimal("1e-9")
        assert rows[0].judgement is Judgement.CLOSE


def test_who_is_better_in_everything_is_never_overtaken(evaluated: Evaluated) -> None:
    found = evaluated(HALVES, [("甲县", ["80", "40"]), ("乙县", ["79", "39"]), ("丙县", ["10", "10"])]).robustness
    margin = found.rows[0].margin
    assert (margin.tie, margin.single, margin.together) == (Tie.NONE, None, None)
    assert found.rows[0].judgement is Judgement.FIRM


def test_a_bonus_counts_as_the_weights_let_it(evaluated: Evaluated) -> None:
    """60 + 1 to 59 + 3: the second leads by 1, until the first criterion weighs 51.28."""
    tables = '[[indicator]]\nid = "a"\nname = "表扬"\nunit = "次"\nkind = "count"\n'
    tables += '[[adjustment]]\nname = "表扬"\nindicator = "a"\npoints_each = 1'
    case = evaluated(HALVES, [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"])], "", tables)
    figures = dict(case.figures.chosen)
    for county, count in (("甲县", 1), ("乙县", 3)):
        key = next(key for key in figures if key[0] == county)
        figures[county, "a", key[2]] = replace(figures[key], indicator="a", value=Decimal(count))
    result = evaluate(case.scheme, Figures(figures))
    found = how_sure(case.scheme, Figures(figures), result, evaluate)
    assert found is not None
    assert [row.county for row in found.rows] == ["乙县", "甲县", "丙县"]
    margin = found.rows[0].margin
    assert margin is not None
    assert margin.single is not None
    # 40·w + 78·(100 − w) + 300 = 80·w + 40·(100 − w) + 100, w the weight of c0
    raised = Decimal(4000) / 78
    assert abs(margin.single.weight - (raised if margin.single.criterion == "c0" else 100 - raised)) < Decimal("1e-9")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_nothing_is_said_of_fewer_than_three_ranked_counties(evaluated: Evaluated, count: int) -> None:
    rows = [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"])]
    for at in range(count, 3):
        rows[at] = (rows[at][0], ["-", "5"])
    assert evaluated(HALVES, rows).robustness is None


def test_counties_vetoed_stay_where_they_are(evaluated: Evaluated) -> None:
    tables = '[[indicator]]\nid = "v"\nname = "事故"\nunit = "起"\nkind = "count"\n'
    tables += '[[veto]]\nname = "事故"\nindicator = "v"\neffect = "last"'
    rows = [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"]), ("丁县", ["99", "99"])]
    case = evaluated(HALVES, rows, "", tables)
    figures = dict(case.figures.chosen)
    key = next(key for key in figures if key[0] == "丁县")
    figures["丁县", "v", key[2]] = replace(figures[key], indicator="v", value=Decimal(1))
    result = evaluate(case.scheme, Figures(figures))
    found = how_sure(case.scheme, Figures(figures), result, evaluate)
    assert found is not None
    assert [row.county for row in found.rows] == ["甲县", "乙县", "丙县"]
    assert {row.quarter.worst for row in found.rows if row.quarter is not None} == {2, 3}


def test_groups_are_compared_within_themselves_where_points_are_made_within_them(evaluated: Evaluated) -> None:
    rows = [("甲县:县", ["80", "40"]), ("丁区:区", ["60", "60"]), ("乙县:县", ["40", "78"]), ("丙县:县", ["10", "10"])]
    found = evaluated(HALVES, rows, 'rank_within = "group"').robustness
    assert found.by_group
    assert [(row.group, row.county, row.place) for row in found.rows] == [
        ("县", "甲县", 1),
        ("县", "乙县", 2),
        ("县", "丙县", 3),
        ("区", "丁区", 1),
    ]
    assert [row.margin.below if row.margin else None for row in found.rows] == ["乙县", "丙县", None, None]
    assert found.rows[3].quarter == Places(1, 1)
    overall = evaluated(HALVES, rows).robustness
    assert not overall.by_group
    assert [(row.county, row.place) for row in overall.rows] == [("甲县", 1), ("丁区", 1), ("乙县", 3), ("丙县", 4)]


def test_points_that_do_not_follow_their_weight_are_named_and_alone_say_nothing(evaluated: Evaluated) -> None:
    fixed = 'weight = 50\nmethod = "given"'
    rows = [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"])]
    half = evaluated([fixed, HALVES[0]], rows).robustness
    assert half.fixed == ("c0",)
    alone = evaluated([fixed, fixed], rows).robustness
    assert alone.fixed == ("c0", "c1")
    assert [row.tenth for row in alone.rows] == [None] * 3
    assert {row.judgement for row in alone.rows} == {Judgement.UNKNOWN}
    assert (alone.rows[0].margin.single, alone.rows[0].margin.together) == (None, None)
    assert alone.rows[0].left_out == Places(1, 2)


@pytest.mark.parametrize(
    ("columns", "rules", "rows", "curve"),
    [
        pytest.param(HALVES, 'total = "geometric_mean"', None, Curve.GEOMETRIC, id="a geometric mean"),
        pytest.param(
            HALVES,
            'missing = "rescale"\nrescale_least = 0',
            [("甲县", ["80", "40"]), ("乙县", ["40", "-"]), ("丙县", ["10", "10"])],
            Curve.RESCALED,
            id="somebody lacks something",
        ),
        pytest.param(HALVES, "total_cap = 60", None, Curve.CAPPED, id="the cap is reached"),
        pytest.param(HALVES, "total_cap = 63", None, Curve.CAPPED, id="the cap could be reached"),
        pytest.param(
            ['weight = 50\nmethod = "shortfall"\ntarget = 60\neach = 2', HALVES[0]], "", None, Curve.FLOORED, id="floor"
        ),
    ],
)
def test_where_totals_are_curved_a_stored_set_of_weights_is_scored(
    evaluated: Evaluated,
    columns: list[str],
    rules: str,
    rows: list[tuple[str, list[str]]] | None,
    curve: Curve,
) -> None:
    given = rows or [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"])]
    case = evaluated(columns, given, rules)
    found = case.robustness
    assert found.curves == (curve,)
    assert found.tried >= 60
    assert not found.failed
    assert case.robustness == found  # the same every time
    for at, row in enumerate(found.rows):
        assert row.tenth.best <= row.place <= row.tenth.worst
        assert row.quarter.best <= row.tenth.best
        assert row.tenth.worst <= row.quarter.worst
        swap = row.margin.single if row.margin is not None else None
        if swap is None:
            continue
        weights = case.linear.weights
        position = next(number for number, item in enumerate(weights.criteria) if item.id == swap.criterion)
        moved = weights.moved(position, swap.change * weights.whole / 100)
        totals = {total.county: total.exact for total in evaluate(weights.reweighted(moved), case.figures).totals}
        one, other = totals[row.county], totals[found.rows[at + 1].county]
        assert one is not None
        assert other is not None
        assert abs(one - other) < Decimal("1e-6")


def test_a_cap_that_no_weights_reach_bends_nothing(evaluated: Evaluated) -> None:
    rows = [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"])]
    assert evaluated(HALVES, rows, "total_cap = 90").robustness.curves == ()


@pytest.mark.parametrize("seed", range(25))
def test_a_criterion_left_out_is_as_if_nobody_had_it(drawn: Drawn, seed: int) -> None:
    """By scoring: everybody exempt in it, and totals scaled to the weights that are there."""
    case = drawn(seed, rules='total_of = "exact"\ncompare = "exact"\nexempt = "rescale"')
    made = case.recombined
    for at, row in enumerate(made.contest.criteria):
        figures = Figures({key: value for key, value in case.figures.chosen.items() if key[1] != f"i{row.id[1:]}"})
        bare = tuple(
            msgspec.structs.replace(other, missing="rescale") if other.id == row.id else other
            for other in case.scheme.criterion
        )
        scheme = msgspec.structs.replace(case.scheme, criterion=bare)
        wanted = {total.county: total.exact for total in evaluate(scheme, figures).totals}
        for total, found in zip(made.contest.totals, made.without(at), strict=True):
            right = wanted[total.county]
            assert (found is None) == (right is None)
            assert found is None or right is None or abs(found - float(right)) < 1e-8


def test_nothing_is_said_of_weights_where_scoring_does_what_is_not_known_here(evaluated: Evaluated) -> None:
    """A scoring that adds a point of its own: totals cannot be followed, so ranges are not made up."""
    case = evaluated(HALVES, [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"])])

    def other(scheme: Scheme, figures: Figures) -> Result:
        found = evaluate(scheme, figures)
        return replace(found, totals=tuple(replace(row, exact=row.exact + 1) for row in found.totals if row.exact))

    found = how_sure(case.scheme, case.figures, other(case.scheme, case.figures), other)
    assert found is not None
    assert found.failed
    assert {(row.tenth, row.quarter, row.left_out) for row in found.rows} == {(None, None, None)}
    assert [row.margin.single for row in found.rows if row.margin is not None] == [None, None]


def test_other_methods_score_how_much_of_its_target_a_county_reached(evaluated: Evaluated) -> None:
    columns = ['weight = 50\nmethod = "target_ratio"\ntarget = "i2"', 'weight = 50\nmethod = "efficacy"']
    rows = [("甲县", ["8", "40", "10"]), ("乙县", ["90", "30", "100"]), ("丙县", ["50", "20", "100"])]
    case = evaluated(columns, rows)
    scheme = by_method(case.scheme, "rank_linear", {})
    places = {row.county: row.place for row in evaluate(scheme, case.figures).criteria[0].scores.values()}
    assert places == {"甲县": 2, "乙县": 1, "丙县": 3}
    assert case.robustness.methods == tuple(name for name, _, _ in METHODS)
    assert case.robustness.kept == ()


def test_points_given_directly_are_left_as_they_are_by_other_methods(evaluated: Evaluated) -> None:
    rows = [("甲县", ["80", "40"]), ("乙县", ["40", "78"]), ("丙县", ["10", "10"])]
    found = evaluated(HALVES, rows).robustness
    assert found.methods == ()
    assert {row.other_methods for row in found.rows} == {None}


@pytest.mark.parametrize(
    ("beside", "tenth", "quarter", "wanted"),
    [
        (["0.49"], (1, 1), (1, 1), Judgement.CLOSE),
        (["9", "0"], (1, 1), (1, 1), Judgement.CLOSE),
        (["0.50"], (1, 2), (1, 2), Judgement.LOOSE),
        (["0.50"], (1, 1), (1, 2), Judgement.FAIR),
        ([], (1, 1), (1, 1), Judgement.FIRM),
        (["9"], None, None, Judgement.UNKNOWN),
    ],
)
def test_the_words_follow_their_thresholds(
    beside: list[str], tenth: tuple[int, int] | None, quarter: tuple[int, int] | None, wanted: Judgement
) -> None:
    ranges = [Places(*row) if row is not None else None for row in (tenth, quarter)]
    assert judged([Decimal(text) for text in beside], Decimal("0.5"), *ranges) is wanted
