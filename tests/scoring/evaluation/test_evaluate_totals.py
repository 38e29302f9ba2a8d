"""From the points of criteria to the total, its place and its grade. Each indicator gives its value as points of 10."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Evaluate = Callable[..., Any]


def given(name: str, weight: int = 10, part: str = "") -> str:
    """A criterion that gives its indicator's value as points."""
    inside = f', part="{part}"' if part else ""
    return f'{{id="{name}", name="{name}", weight={weight}, method="given", value="{name}"{inside}}}'


def criteria(*rows: str) -> str:
    return f"criterion = [{', '.join(rows)}]"


SUMMED = [
    pytest.param("exact", ["3.33", "3.33"], id="exact points are summed, the sum is rounded once"),
    pytest.param("shown", ["3.34", "3.32"], id="points as printed are summed"),
]


@pytest.mark.parametrize(("of", "shown"), SUMMED)
def test_the_total_is_of_exact_or_of_printed_points(scored: Evaluate, of: str, shown: list[str]) -> None:
    found = scored("a b\n甲 1.665 1.665\n乙 1.664 1.664", scheme=f'total_of="{of}"')
    assert found.totals("shown") == shown


def test_no_digit_is_lost_on_the_way_to_the_total(scored: Evaluate) -> None:
    found = scored("a b\n甲 12345678901234567890123456.5 0.0000000005", scheme='compare="exact"')
    assert found.totals("exact") == ["12345678901234567890123456.5000000005"]


PARTS = "part = [{id='p', name='一', weight=60}, {id='q', name='二', weight=40}]\n" + criteria(
    given("a", 20, "p"), given("b", 10, "p"), given("c", 40, "q")
)


def test_a_part_gives_its_weight_times_its_share_of_what_it_can_give(scored: Evaluate) -> None:
    found = scored("a b c\n甲 10 5 20", tables=PARTS)
    assert [str(part.points) for part in found.total("甲").parts] == ["30", "20"]  # 60·15/30, 40·20/40
    assert found.totals("exact") == ["50"]


def test_a_part_has_its_own_way_of_putting_together(scored: Evaluate) -> None:
    tables = PARTS.replace("weight=60", "weight=60, total='geometric_mean'").replace("weight=10", "weight=20")
    found = scored("a b c\n甲 5 10 20", tables=tables)
    whole = found.total("甲")
    assert f"{whole.parts[0].points:.10f}" == "21.2132034356"  # 60·√(1/4·1/2)
    assert f"{whole.exact:.10f}" == "41.2132034356"


def test_criteria_without_a_part_stand_beside_the_parts(scored: Evaluate) -> None:
    tables = "part = [{id='p', name='一', weight=60}]\n" + criteria(given("a", 20, "p"), given("b", 40))
    found = scored("a b\n甲 10 7", tables=tables, scheme="full=100")
    assert found.totals("exact") == ["37"]


MEANS = [
    pytest.param("sum", 10 + 8 + 5, id="sum"),
    pytest.param("weighted_mean", 100 * 23 / 40, id="weighted mean of 100-point scores"),
    pytest.param("geometric_mean", 100 * 1**0.25 * 0.4**0.5 * 0.5**0.25, id="geometric mean with the weights above"),
]


@pytest.mark.parametrize(("how", "total"), MEANS)
def test_the_total_is_a_sum_or_a_mean(scored: Evaluate, how: str, total: float) -> None:
    tables = criteria(given("a", 10), given("b", 20), given("c", 10))
    found = scored("a b c\n甲 10 8 5", tables=tables, scheme=f'total="{how}"')
    assert float(found.total("甲").exact) == pytest.approx(total, abs=1e-12)


def test_the_geometric_mean_of_a_zero_is_zero_and_said(scored: Evaluate) -> None:
    found = scored("a b\n甲 0 9\n乙 5 5", scheme='total="geometric_mean"')
    assert found.totals("shown") == ["0", "50"]
    assert found.codes() == ["base-not-positive"]


RESCALED = [
    # a 20 and b 10 in p (60), c 40 in q (40)
    pytest.param("10 - 20", "50", True, id="within the part first: 60·10/20 + 20"),
    pytest.param("10 5 -", "50", True, id="then the total, a whole part missing: 30·100/60"),
    pytest.param("- 5 20", "50", True, id="exactly rescale_least of the weight is enough: 20 + 40"),
    pytest.param("- - 20", None, False, id="less than rescale_least of the weight is not ranked"),
    pytest.param("- - -", None, False, id="nothing at all"),
]


@pytest.mark.parametrize(("row", "total", "rescaled"), RESCALED)
def test_what_is_missing_is_scaled_away(scored: Evaluate, row: str, total: str | None, *, rescaled: bool) -> None:
    found = scored(f"a b c\n甲 {row}", tables=PARTS, scheme='missing="rescale"')
    assert found.totals("exact") == [total]
    assert found.total("甲").rescaled is rescaled


NOTES = [
    pytest.param("1 2 3", None, id="nothing to say"),
    pytest.param("- 2 3", "a未报送，不参与排名", id="one not reported"),
    pytest.param("- - 3", "a、b未报送，不参与排名", id="two not reported"),
    pytest.param("- - -", "未报送，不参与排名", id="nothing reported at all"),
    pytest.param("? 2 -", "a填报内容无法识别，c未报送，不参与排名", id="each reason in its words"),
    pytest.param("期 2 二", "a不是本期数，c数字未定，不参与排名", id="read, but not to be scored"),
]


@pytest.mark.parametrize(("row", "note"), NOTES)
def test_a_county_without_a_total_is_told_why(scored: Evaluate, row: str, note: str | None) -> None:
    found = scored(f"a b c\n甲 {row}\n乙 1 1 1", scheme='missing="unranked"')
    assert found.total("甲").note == note
    assert (found.total("甲").place is None) is (note is not None)
    assert found.total("乙").place == (1 if note else 2)


def test_more_than_three_names_are_counted(scored: Evaluate) -> None:
    found = scored("a b c d e\n甲 1 - - - -\n乙 1 1 1 1 1")
    assert found.total("甲").note == "4项未报送，不参与排名"


def test_too_little_weight_is_said_in_per_cent(scored: Evaluate) -> None:
    found = scored("a b\n甲 1 -", scheme='missing="rescale"')
    assert found.total("甲").note == "有数据的权重不足60%，不参与排名"


def test_what_nobody_has_still_forbids_a_total_where_the_rule_does(scored: Evaluate) -> None:
    found = scored("a b\n甲 1 -\n乙 2 -")
    assert [row.dead for row in found.result.criteria] == [False, True]
    assert found.totals("place") == [None, None]
    assert scored("a b\n甲 1 -\n乙 2 -", scheme='missing="zero"').totals("place") == [2, 1]


ADJUSTED = [
    # plus 1 a time up to 3, minus 2 a time up to 5
    pytest.param("", "2 1", "2", "2", "10", id="bonus less deduction"),
    pytest.param("", "7 9", "3", "5", "8", id="each item up to its cap"),
    pytest.param("", "- -", "0", "0", "10", id="not reported is none"),
    pytest.param("", "-7 0", "0", "0", "10", id="a bonus below 0 takes nothing off"),
    pytest.param("", "0 -7", "0", "0", "10", id="a deduction below 0 gives nothing"),
    pytest.param("bonus_cap=1.5", "7 0", "1.5", "0", "11.5", id="all bonuses up to bonus_cap"),
    pytest.param("deduction_cap=1", "0 9", "0", "1", "9", id="all deductions up to deduction_cap"),
    pytest.param("total_cap=10.5", "3 1", "3", "2", "10.5", id="the total after both up to total_cap"),
    pytest.param("total_cap=100", "0 0", "0", "0", "10", id="below the cap nothing changes"),
]
ITEMS = (
    "adjustment = [{name='表扬', indicator='p', points_each=1, cap=3}, "
    "{name='通报', indicator='m', points_each=-2, cap=5}]\n" + criteria(given("a"))
)


@pytest.mark.parametrize(("scheme", "counts", "bonus", "deduction", "total"), ADJUSTED)
def test_bonus_and_deduction_come_after_the_criteria(
    scored: Evaluate, scheme: str, counts: str, bonus: str, deduction: str, total: str
) -> None:
    found = scored(f"a p m\n甲 10 {counts}", tables=ITEMS, scheme=scheme)
    assert (found.totals("bonus"), found.totals("deduction")) == ([bonus], [deduction])
    assert found.totals("exact") == [total]
    assert found.totals("criteria_points") == ["10"]


REQUIRED = [
    pytest.param("5", "3", True, 0, id="it holds"),
    pytest.param("4", "0", False, 0, id="it does not hold"),
    pytest.param("-", "0", False, 1, id="it cannot be said: none, with a finding"),
]


@pytest.mark.parametrize(("b", "bonus", "met", "findings"), REQUIRED)
def test_a_bonus_may_require_something(scored: Evaluate, b: str, bonus: str, *, met: bool, findings: int) -> None:
    tables = "adjustment = [{name='表扬', indicator='p', points_each=1, requires='b >= 5'}]\n" + criteria(given("a"))
    found = scored(f"a p b\n甲 10 3 {b}", tables=tables)
    assert found.totals("bonus") == [bonus]
    assert found.total("甲").adjusted[0].met is met
    assert found.codes().count("no-operand") == findings


def test_bonus_alone_makes_no_total(scored: Evaluate) -> None:
    found = scored("a p m\n甲 - 2 0\n乙 1 0 0", tables=ITEMS)
    assert found.totals("shown") == [None, "1"]
    assert found.total("甲").note == "a未报送，不参与排名"


VETO = (
    "veto = [{name='安全事故', indicator='v', effect='EFFECT'}, {name='数据造假', indicator='w', effect='unranked'}]\n"
)
ROWS = "a v w\n甲:A 9 1 0\n乙:A 8 0 0\n丙:B 7 1 -\n丁:B 6 0 0\n戊:B 5 0 0"


def test_a_veto_takes_a_county_out_of_the_ranking(scored: Evaluate) -> None:
    found = scored(ROWS, tables=VETO.replace("EFFECT", "unranked") + criteria(given("a")))
    assert found.totals("place") == [None, 1, None, 2, 3]
    assert found.totals("group_place") == [None, 1, None, 1, 2]
    assert found.totals("shown") == [None, "8", None, "6", "5"]
    assert found.total("甲").note == "一票否决（安全事故），不参与排名"


def test_a_veto_puts_a_county_last_with_its_points(scored: Evaluate) -> None:
    found = scored(ROWS, tables=VETO.replace("EFFECT", "last") + criteria(given("a")))
    assert found.totals("place") == [4, 1, 4, 2, 3]  # ranked + 1, for each
    assert found.totals("group_place") == [2, 1, 3, 1, 2]
    assert found.totals("shown") == ["9", "8", "7", "6", "5"]
    assert found.total("甲").note == "一票否决（安全事故），列末位"


def test_of_two_vetoes_the_harder_holds_and_both_are_named(scored: Evaluate) -> None:
    tables = VETO.replace("EFFECT", "last") + criteria(given("a"))
    found = scored("a v w\n甲 9 1 2\n乙 8 0 0", tables=tables)
    assert found.total("甲").note == "一票否决（安全事故、数据造假），不参与排名"
    assert found.totals("place") == [None, 1]


def test_a_vetoed_county_without_a_total_has_no_place(scored: Evaluate) -> None:
    found = scored("a v w\n甲 - 1 0\n乙 8 0 0", tables=VETO.replace("EFFECT", "last") + criteria(given("a")))
    assert found.totals("place") == [None, 1]
    assert found.total("甲").note == "一票否决（安全事故）；a未报送，不参与排名"


PLACES = [
    pytest.param("", [1, 2, 2, 4], id="skip"),
    pytest.param('ties="dense"', [1, 2, 2, 3], id="dense"),
    pytest.param('ties="average"', [1, "2.5", "2.5", 4], id="average"),
    pytest.param('ties="first_by:b"', [1, 3, 2, 4], id="the greater of a criterion is ahead"),
]


@pytest.mark.parametrize(("scheme", "places"), PLACES)
def test_equal_totals_share_a_place_by_the_rule(scored: Evaluate, scheme: str, places: list[Any]) -> None:
    found = scored("a b\n甲 9 9\n乙 8 4\n丙 7 5\n丁 1 1", scheme=scheme)
    assert found.totals("place") == places
    assert found.codes() == []


COMPARED = [
    pytest.param("exact", [1, 2, 3], ["same-value-two-places"], id="exact, with a finding"),
    pytest.param("rounded", [1, 1, 3], [], id="as printed"),
]


@pytest.mark.parametrize(("compare", "places", "codes"), COMPARED)
def test_totals_are_compared_exactly_or_as_printed(
    scored: Evaluate, compare: str, places: list[int], codes: list[str]
) -> None:
    tables = "indicator = [{id='a', name='a', unit='个', kind='level', decimals=4}]\n" + criteria(given("a"))
    found = scored("a\n甲 8.004\n乙 8.001\n丙 7", tables=tables, scheme=f'compare="{compare}"')
    assert found.totals("place") == places
    assert found.codes() == codes


GRADE = "grade = [{name='优秀', from=90}, {name='良好', from=80}]\n" + criteria(given("a", 100))
FIRST = "grade = [{name='一等奖', first=2}, {name='二等奖', first=3}]\n" + criteria(given("a", 100))
GROUPED = "grade = [{name='先进', first=1, within='group'}]\n" + criteria(given("a", 100))
GRADES = [
    pytest.param(GRADE, "a\n甲 90\n乙 89.99\n丙 80\n丁 79", ["优秀", "良好", "良好", None], id="from a total"),
    pytest.param(GRADE, "a\n甲 89.995\n乙 89.994", ["优秀", "良好"], id="the printed total is compared"),
    pytest.param(FIRST, "a\n甲 9\n乙 8\n丙 7\n丁 6", ["一等奖", "一等奖", "二等奖", None], id="the first k"),
    pytest.param(
        FIRST, "a\n甲 9\n乙 8\n丙 8\n丁 6", ["一等奖", "一等奖", "一等奖", None], id="ties at the border all get it"
    ),
    pytest.param(
        GROUPED, "a\n甲:A 9\n乙:A 8\n丙:B 7\n丁:B -", ["先进", None, "先进", None], id="the first of each group"
    ),
]


@pytest.mark.parametrize(("tables", "rows", "grades"), GRADES)
def test_the_first_grade_that_fits_is_given(scored: Evaluate, tables: str, rows: str, grades: list[str | None]) -> None:
    assert scored(rows, tables=tables).totals("grade") == grades


def test_a_vetoed_county_has_no_grade(scored: Evaluate) -> None:
    found = scored("a v w\n甲 95 1 0\n乙 91 0 0", tables=VETO.replace("EFFECT", "last") + GRADE)
    assert found.totals("grade") == [None, "优秀"]
