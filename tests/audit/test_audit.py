"""Each check: when it speaks, in which words, of which values and places; and when it is silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pingbi.model import ByHand, Figure, Finding, Level, Role, Source, State

Tell = Callable[..., Any]
Make = Callable[..., Figure]


def places(finding: Finding) -> list[str]:
    return [str(place) for place in finding.places]


# One figure alone.

ALONE = [
    pytest.param(
        ("done", "-3"),
        "range",
        "甲县的完成投资为-3亿元，低于下限0亿元，请核实更正",
        Level.MANDATORY,
        id="below the scheme's least",
    ),
    pytest.param(
        ("done", "1000.01"),
        "range",
        "甲县的完成投资为1000.01亿元，高于上限1000亿元，请核实更正",
        Level.MANDATORY,
        id="above it",
    ),
    pytest.param(
        ("cover", "100.1"),
        "range",
        "甲县的覆盖率为100.1%，高于上限100%，请核实更正",
        Level.MANDATORY,
        id="a share above 100",
    ),
    pytest.param(
        ("plan", "-3"), "sign", "甲县的计划投资为-3亿元，一般不为负数，请核实正负号", Level.VERIFY, id="a level below 0"
    ),
    pytest.param(("count", "2.5"), "decimals", "甲县的项目个数为2.5个，应为整数", Level.HINT, id="half a project"),
    pytest.param(
        ("yoy", "45.25"), "decimals", "甲县的投资增速为45.25%，应保留1位小数", Level.HINT, id="a rate too exact"
    ),
]


@pytest.mark.parametrize(("given", "code", "words", "level"), ALONE)
def test_a_figure_alone(told: Tell, figure: Make, given: tuple[str, str], code: str, words: str, level: Level) -> None:
    (finding,) = told([figure(*given)]).of(code)
    assert str(finding) == words
    assert finding.level is level
    assert (finding.county, finding.indicator) == ("甲县", given[0])
    assert places(finding) == [f"甲县.xlsx［填报表!D{given[0]}］"]


@pytest.mark.parametrize(("name", "each"), [("count", -1), ("yoy", 1)], ids=["a deduction", "a bonus"])
def test_a_number_below_0_behind_a_bonus_or_a_deduction_must_be_mended(
    told: Tell, figure: Make, name: str, each: int
) -> None:
    rule = f"[[adjustment]]\nname = '迟报'\nindicator = '{name}'\npoints_each = {each}"
    (finding,) = told([figure(name, "-7")], rule).of("sign")
    assert finding.level is Level.MANDATORY
    assert str(finding).endswith("，不能为负数，“迟报”按0分计，请核实更正")


FINE = [
    pytest.param("done", "0", id="the least itself"),
    pytest.param("done", "1000", id="the greatest itself"),
    pytest.param("cover", "100", id="all of it"),
    pytest.param("yoy", "-12.5", id="a fall is no mistake"),
    pytest.param("yoy", "250", id="nor is a rate above 100"),
    pytest.param("done", "3.50", id="a 0 at the end"),
    pytest.param("count", "3.0", id="a whole number with a point"),
]


@pytest.mark.parametrize(("indicator", "value"), FINE)
def test_a_figure_within_bounds_is_silent(told: Tell, figure: Make, indicator: str, value: str) -> None:
    found = told([figure(indicator, value)])
    assert [code for code in found.codes if code in ("range", "sign", "decimals")] == []


# Missing.

ASKED = '\n[[indicator]]\nid = "must"\nname = "工业用电"\nunit = "度"\nkind = "level"\n'
SCORED = ASKED + '[[criterion]]\nid = "k"\nname = "用电"\nweight = 1\nmethod = "efficacy"\nvalue = "must"\n'


def test_a_county_that_reports_nothing_is_one_finding(told: Tell, figure: Make) -> None:
    found = told([figure("must", "1")], SCORED)
    assert found.words("missing") == ["乙县未报送2022年上半年数据（缺报），请催报"]
    assert found.of("missing")[0].level is Level.MANDATORY


def test_a_required_figure_that_is_not_there_says_what_cannot_be_scored(told: Tell, figure: Make) -> None:
    found = told([figure("done", "1"), figure("done", "1", county="乙县")], SCORED)
    assert found.words("missing") == [f"{county}未报送工业用电，“用电”无法计分" for county in ("甲县", "乙县")]


def test_what_need_not_be_reported_is_not_missing(told: Tell, figure: Make) -> None:
    exempt = figure("must", "", state=State.EXEMPT)
    assert told([exempt, figure("must", "2", county="乙县")], SCORED).of("missing") == []


def by(reporter: str, more: str = "") -> str:
    """The indicator is entered by another office, or by this one for the counties."""
    return SCORED.replace('kind = "level"\n', f'kind = "level"\nreported_by = "{reporter}"\n{more}')


def test_what_an_office_has_not_entered_is_missed_from_the_office(told: Tell, figure: Make) -> None:
    both = [figure("done", "1"), figure("done", "1", county="乙县")]
    office = by("office", 'office = "电力公司"\n')
    assert told([*both, figure("must", "3")], office).words("missing") == [
        "电力公司未提供乙县的工业用电，“用电”无法计分"
    ]
    assert told(both, office).words("missing") == ["电力公司未提供各县区的工业用电，“用电”无法计分"]
    assert told(both, by("office")).words("missing") == ["其他部门未提供各县区的工业用电，“用电”无法计分"]
    assert told(both, by("city")).words("missing") == ["本单位未提供各县区的工业用电，“用电”无法计分"]
    assert told(both, by("office").replace('unit = "度"', 'unit = "度"\nrequired = false')).of("missing") == []


def test_a_bonus_that_nobody_entered_is_none(told: Tell, figure: Make) -> None:
    bonus = ASKED.replace('kind = "level"', 'kind = "count"\nreported_by = "city"')
    bonus += '[[adjustment]]\nname = "表扬"\nindicator = "must"\npoints_each = 1\n'
    assert told([figure("done", "1"), figure("done", "1", county="乙县")], bonus).of("missing") == []


def test_a_criterion_is_named_once_though_its_formula_names_the_indicator_twice(told: Tell, figure: Make) -> None:
    twice = SCORED.replace('value = "must"', 'value = "must / TARGET(must) * 100"').replace("“", "")
    twice = twice.replace('name = "用电"', 'name = "“双控”用电"')
    found = told([figure("done", "1"), figure("must", "1", county="乙县")], twice)
    assert found.words("missing") == ["甲县未报送工业用电，“‘双控’用电”无法计分"]


def test_the_city_s_own_figure_is_missed_where_counties_are_compared_with_it(told: Tell, figure: Make) -> None:
    against = SCORED.replace('"efficacy"', '"against_city"\nstart = 5\nup = 1\ndown = 1')
    rows = [figure("must", "1"), figure("must", "2", county="乙县")]
    assert told(rows, against).words("missing") == ["全市未报送工业用电，“用电”无法计分"]
    assert told([*rows, figure("must", "2", county="全市")], against).of("missing") == []


# Parts and wholes.


def test_a_part_greater_than_its_whole(told: Tell, figure: Make) -> None:
    (finding,) = told([figure("begun", "9"), figure("count", "7")]).of("part-exceeds-whole")
    assert str(finding) == "甲县的开工项目（9个）大于项目个数（7个），请核实更正"
    assert finding.level is Level.MANDATORY
    assert places(finding) == ["甲县.xlsx［填报表!Dbegun］", "甲县.xlsx［填报表!Dcount］"]
    assert told([figure("begun", "7"), figure("count", "7")]).of("part-exceeds-whole") == []


def test_a_part_without_its_whole_is_not_taken_for_passed(told: Tell, figure: Make) -> None:
    (finding,) = told([figure("begun", "9")]).of("no-operand")
    assert str(finding) == "甲县缺少项目个数，未能审核“开工项目不大于项目个数”"
    assert finding.level is Level.UNCHECKED


# Ratios recomputed.


def test_a_ratio_that_does_not_follow_shows_both_sides(told: Tell, figure: Make) -> None:
    (finding,) = told([figure("done", "54.05"), figure("plan", "60.99"), figure("ratio", "86.6")]).of("ratio-mismatch")
    assert (
        str(finding) == "甲县的占年计划报送86.6%，按完成投资54.05亿元、计划投资60.99亿元计算应为88.6%，两者不符，请核实"
    )
    assert finding.level is Level.VERIFY
    assert places(finding) == [f"甲县.xlsx［填报表!D{name}］" for name in ("ratio", "done", "plan")]


PRINTED = [
    # done, plan, ratio as printed in a text, whether the digits allow it
    pytest.param("54.05", "60.99", "88.6", True, id="濮阳县 2022H1: as published"),
    pytest.param("34.06", "31.38", "108.5", True, id="beyond the plan: as published"),
    pytest.param("17.71", "20.76", "85.3", True, id="台前县 2022H1: as published"),
    pytest.param("17.71", "20.76", "85.5", False, id="two digits off"),
    pytest.param("3", "7", "40", True, id="whole numbers say little: 2.5/7.5 … 3.5/6.5"),
    pytest.param("3", "7", "30", False, id="but not that little"),
    pytest.param("3.00", "7.00", "40", False, id="printed zeros say more"),
    pytest.param("0.05", "0.1", "33.4", True, id="a small base: 0.045/0.15 … 0.055/0.05"),
]


@pytest.mark.parametrize(("done", "plan", "ratio", "allowed"), PRINTED)
def test_a_ratio_is_held_against_the_interval_that_printed_digits_allow(
    told: Tell, figure: Make, done: str, plan: str, ratio: str, allowed: bool
) -> None:
    rows = [figure(name, value, text=value) for name, value in (("done", done), ("plan", plan), ("ratio", ratio))]
    assert (told(rows).of("ratio-mismatch") == []) is allowed


def test_a_cell_has_the_digits_of_its_column(told: Tell, figure: Make) -> None:
    """A cell drops the zeros that a text prints: 3 in a column of two decimals is 3.00."""
    assert told([figure("done", "3"), figure("plan", "7"), figure("ratio", "40")]).of("ratio-mismatch")


def test_a_target_of_the_scheme_is_an_operand_that_stood_nowhere(told: Tell, figure: Make) -> None:
    target = '[[target]]\nindicator = "done"\nvalue = 20\n'
    by_target = ('"done / plan * 100"', '"done / TARGET(done) * 100"')
    rows = [figure("done", "10"), figure("ratio", "45")]
    (finding,) = told(rows, target, changed=by_target).of("ratio-mismatch")
    assert "50" in str(finding)
    assert len(finding.places) == 2
    assert told([rows[0], figure("ratio", "50")], target, changed=by_target).of("ratio-mismatch") == []


def test_counts_are_exact(told: Tell, figure: Make) -> None:
    more = (
        '\n[[indicator]]\nid = "share"\nname = "开工率"\nunit = "%"\nkind = "share"\ncompute = "begun / count * 100"\n'
    )
    rows = [figure("begun", "74", text="74"), figure("count", "94", text="94")]
    assert told([*rows, figure("share", "78.7", text="78.7")], more).of("ratio-mismatch") == []
    assert told([*rows, figure("share", "78.8", text="78.8")], more).of("ratio-mismatch")


def test_a_ratio_alone_is_no_fault_but_with_half_of_its_operands_it_is_unchecked(told: Tell, figure: Make) -> None:
    assert told([figure("ratio", "40")]).of("no-operand") == []
    found = told([figure("ratio", "40"), figure("done", "3")])
    assert found.words("no-operand") == ["甲县缺少计划投资，未能审核“占年计划”"]
    assert found.of("ratio-mismatch") == []


def test_what_was_computed_is_not_held_against_itself(told: Tell, figure: Make) -> None:
    assert told([figure("done", "1"), figure("plan", "3")]).of("ratio-mismatch") == []


TARGETED = (
    '\n[[indicator]]\nid = "rate"\nname = "完成率"\nunit = "%"\nkind = "share"\nmaximum = 999\n'
    'compute = "count / TARGET(count) * 100"\n[[target]]\nindicator = "count"\nvalue = 20\n'
)


def test_a_ratio_to_the_scheme_s_own_target_is_recomputed(told: Tell, figure: Make) -> None:
    found = told([figure("count", "15"), figure("rate", "70")], TARGETED)
    assert found.words("ratio-mismatch") == [
        "甲县的完成率报送70%，按项目个数15个、项目个数目标20个计算应为75.0%，两者不符，请核实"
    ]


def test_a_sum_of_many_parts_is_recomputed(told: Tell, figure: Make) -> None:
    names = [f"p{at}" for at in range(12)]
    line = '\n[[indicator]]\nid = "{0}"\nname = "分项{0}"\nunit = "亿元"\nkind = "level"\nrequired = false\n'
    more = "".join(line.format(name) for name in names)
    more += '[[indicator]]\nid = "all"\nname = "合计"\nunit = "亿元"\nkind = "level"\n'
    more += f'compute = "{" + ".join(names)}"\n'
    rows = [figure(name, "1.25") for name in names]  # twelve halves of a last digit: 0.06
    assert told([*rows, figure("all", "15.06")], more).of("ratio-mismatch") == []
    assert told([*rows, figure("all", "15.08")], more).of("ratio-mismatch")


# Two sources, other periods.


def test_two_sources_with_two_values_say_which_is_scored(told: Tell, figure: Make) -> None:
    text = figure("done", "30.85", text="完成投资30.85亿元")
    (finding,) = told([figure("done", "30.58"), text]).of("two-values")
    assert (
        str(finding)
        == "甲县的完成投资有两个数：填报表为30.58亿元，报送文字“完成投资30.85亿元”为30.85亿元；按来源顺序采用30.58亿元"
    )
    assert finding.level is Level.MANDATORY
    assert places(finding) == ["甲县.xlsx［填报表!Ddone］", "简报.txt［第3—8字］“完成投资30.85亿元”"]
    assert told([figure("done", "30.58"), figure("done", "30.580", text="30.580亿元")]).of("two-values") == []


def test_two_values_in_one_file_are_not_scored(told: Tell, figure: Make) -> None:
    (finding,) = told([figure("done", "1"), figure("done", "2")]).of("two-values")
    assert str(finding).endswith("无法判断，暂不计分")


def test_a_correction_is_there_to_differ(told: Tell, figure: Make) -> None:
    corrected = figure("done", "2", source=Source.CORRECTION, origin=ByHand("电话核实"))
    assert told([figure("done", "1"), corrected]).of("two-values") == []


# The scheme's own rules and levels.

RULE = '\n[[check]]\ncode = "begun-in-time"\nlevel = "mandatory"\nrule = "begun * 2 >= count"\n'
RULE += 'message = "开工（{开工项目}个）不到{项目个数}个的一半"\n'


def test_a_rule_of_the_scheme_s_own(told: Tell, figure: Make) -> None:
    (finding,) = told([figure("begun", "3"), figure("count", "7")], RULE).of("begun-in-time")
    assert str(finding) == "甲县：开工（3个）不到7个的一半"
    assert finding.level is Level.MANDATORY
    assert places(finding) == ["甲县.xlsx［填报表!Dbegun］", "甲县.xlsx［填报表!Dcount］"]
    assert told([figure("begun", "4"), figure("count", "7")], RULE).of("begun-in-time") == []


def test_a_rule_without_an_operand_is_unchecked_never_passed(told: Tell, figure: Make) -> None:
    found = told([figure("count", "7")], RULE)
    assert found.words("no-operand") == ["甲县缺少开工项目，未能审核“begun * 2 >= count”"]
    assert found.of("no-operand")[0].level is Level.UNCHECKED
    assert found.of("begun-in-time") == []


def test_a_rule_that_cannot_be_worked_out_is_unchecked(told: Tell, figure: Make) -> None:
    rule = '\n[[check]]\ncode = "x"\nrule = "begun / count > 0.5"\n'
    found = told([figure("begun", "0"), figure("count", "0")], rule)
    assert found.words("no-operand") == ["甲县有数不能计算，未能审核“begun / count > 0.5”"]


def test_a_rule_without_a_level_is_to_be_explained_and_without_a_message_is_its_own(told: Tell, figure: Make) -> None:
    (finding,) = told([figure("count", "7")], '\n[[check]]\ncode = "few"\nrule = "count > 10"\n').of("few")
    assert (finding.level, str(finding)) == (Level.VERIFY, "甲县：count > 10")


def test_a_message_may_name_last_year_s_the_city_s_and_the_target(told: Tell, figure: Make) -> None:
    rule = '\n[[check]]\ncode = "fall"\nrule = "done >= LAST_YEAR(done)"\n'
    rule += 'message = "{done}，上年{完成投资上年同期}，全市{全市完成投资}，个数目标{项目个数目标}，计划{计划投资}"\n'
    rows = [figure("done", "1.5"), figure("done", "2", role=Role.LAST_YEAR), figure("done", "9", county="全市")]
    found = told(rows, rule + '[[target]]\nindicator = "count"\nvalue = 20\n')
    assert found.words("fall") == ["甲县：1.5，上年2，全市9，个数目标20，计划-"]


LEVELS = [
    pytest.param("range", "hint", ("done", "-3"), id="range a hint"),
    pytest.param("decimals", "mandatory", ("count", "2.5"), id="decimals mandatory"),
    pytest.param("no-operand", "verify", ("begun", "9"), id="what was not checked to be explained"),
    pytest.param("missing", "unchecked", ("done", "1"), id="missing unchecked"),
]


@pytest.mark.parametrize(("code", "level", "given"), LEVELS)
def test_a_scheme_may_change_a_level(told: Tell, figure: Make, code: str, level: str, given: tuple[str, str]) -> None:
    before, after = (
        told([figure(*given)], more).of(code) for more in ("", f'\n[[check]]\ncode = "{code}"\nlevel = "{level}"\n')
    )
    assert {finding.level.value for finding in after} == {level}
    assert {finding.level.value for finding in before} != {level}
    assert [finding.id for finding in after] == [finding.id for finding in before]


def test_findings_come_by_level_and_each_once(told: Tell, figure: Make) -> None:
    found = told([figure("done", "-3"), figure("plan", "-3"), figure("count", "2.5"), figure("ratio", "5")], RULE)
    order = list(Level)
    levels = [order.index(finding.level) for finding in found.findings]
    assert levels == sorted(levels)
    assert len({finding.id for finding in found.findings}) == len(found.findings)
    assert len(set(levels)) == 4


# Numbers in the wrong unit.

MANY = ('[[county]]\nname = "乙县"\n', "".join(f'[[county]]\nname = "{name}县"\n' for name in "乙丙丁戊"))
SLIPS = [
    pytest.param("done", "305800", "31 28 40 22", True, id="万元 in a column of 亿元"),
    pytest.param("done", "0.0031", "31 28 40 22", True, id="the other way round"),
    pytest.param("done", "310", "31 28 40 22", False, id="ten times the others may well be"),
    pytest.param("done", "0.0031", "31 28", False, id="too few others to say"),
    pytest.param("done", "305800", "31 28", True, id="more than any county can have"),
    pytest.param("cover", "0.787", "68.2 71 55 80", True, id="a share as a part of one"),
    pytest.param("cover", "0.8", "68.2 71 55 80", True, id="with one decimal too"),
    pytest.param("cover", "0.8", "0.9 1.2 0.4 3", False, id="where all are small it is small"),
    pytest.param("yoy", "0.45", "12 9.6 -20 33", True, id="a growth as a part of one"),
    pytest.param("yoy", "-0.45", "12 9.6 -20 33", True, id="a fall too"),
    pytest.param("yoy", "0.4", "12 9.6 -20 33", False, id="a growth of 0.4 % with its one decimal"),
    pytest.param("yoy", "0", "12 9.6 -20 33", False, id="no growth"),
    pytest.param("count", "1", "100 120 90 80", False, id="a count has no such unit"),
]


@pytest.mark.parametrize(("indicator", "value", "others", "slipped"), SLIPS)
def test_a_unit_that_slipped_is_seen_beside_the_other_counties(
    told: Tell, figure: Make, indicator: str, value: str, others: str, slipped: bool
) -> None:
    rows = [
        figure(indicator, other, county=f"{name}县") for name, other in zip("乙丙丁戊", others.split(), strict=False)
    ]
    found = told([figure(indicator, value), *rows], changed=MANY).of("unit-slip")
    assert [finding.county for finding in found] == (["甲县"] if slipped else [])


def test_a_unit_that_slipped_in_all_counties_is_seen_by_its_size(told: Tell, figure: Make) -> None:
    rows = [figure("done", f"20{at}000", county=f"{name}县") for at, name in enumerate("甲乙丙丁")]
    found = told(rows, changed=MANY).of("unit-slip")
    assert [finding.county for finding in found] == ["甲县", "乙县", "丙县", "丁县"]
    assert str(found[0]) == (
        "甲县的完成投资为200000亿元，超过一个县区所能有的数：疑似单位误填（如万元与亿元），请核实更正"
    )


def test_a_unit_that_slipped_is_seen_beside_last_year(told: Tell, figure: Make) -> None:
    then = figure("done", "21.1", role=Role.LAST_YEAR)
    (finding,) = told([figure("done", "305800"), then]).of("unit-slip")
    assert str(finding) == "甲县的完成投资为305800亿元，上年同期为21.1亿元：疑似单位误填（如万元与亿元），请核实更正"
    assert finding.level is Level.MANDATORY
    assert told([figure("done", "99"), then]).of("unit-slip") == []


def test_the_words_for_a_rate_as_a_part_of_one(told: Tell, figure: Make) -> None:
    rows = [figure("cover", "70", county=f"{name}县") for name in "乙丙丁"]
    assert told([figure("cover", "0.787"), *rows], changed=MANY).words("unit-slip") == [
        "甲县的覆盖率为0.787%，其他县区的中位数为70%：疑似把78.7%写成了小数，请核实更正"
    ]


# What was computed.


def test_a_computed_value_is_told_with_the_decimals_of_its_indicator(told: Tell, figure: Make) -> None:
    compute = 'compute = "done / plan * 100"'
    rows = [figure("done", "2"), figure("plan", "3")]
    assert told(rows, changed=(compute, f"{compute}\nmaximum = 60")).words("range") == [
        "甲县的占年计划为66.7%，高于上限60%，请核实更正"
    ]
    # Rounded to one decimal it would look like the limit itself.
    rows = [figure("done", "90.02"), figure("plan", "100")]
    assert told(rows, changed=(compute, f"{compute}\nmaximum = 90")).words("range") == [
        "甲县的占年计划为90.02%，高于上限90%，请核实更正"
    ]


def test_a_message_of_the_scheme_rounds_what_was_computed(told: Tell, figure: Make) -> None:
    rule = '\n[[check]]\ncode = "slow"\nrule = "ratio >= 90"\nmessage = "占年计划只有{占年计划}%"\n'
    assert told([figure("done", "2"), figure("plan", "3")], rule).words("slow") == ["甲县：占年计划只有66.7%"]


def test_decimals_that_a_conversion_made_are_nobodys_fault(told: Tell, figure: Make) -> None:
    assert told([figure("done", "30.5801", reported="305801", reported_unit="万元")]).of("decimals") == []
    assert told([figure("done", "30.5801", reported_unit="亿元")]).of("decimals") != []
    assert told([figure("count", "12345.6", reported="1.23456", reported_unit="万个")]).of("decimals") != []
