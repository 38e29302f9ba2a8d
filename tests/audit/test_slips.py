"""What slipped: a unit, a sign of per cent, a row, a whole file. Strong evidence speaks, everything else is silent."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.model import Figure, InSheet, Level, Role, Source

Tell = Callable[..., Any]
Make = Callable[..., Figure]
MANY = ('[[county]]\nname = "乙县"\n', "".join(f'[[county]]\nname = "{name}县"\n' for name in "乙丙丁戊"))


# Units.

UNITS = [
    pytest.param("211000", "单位误填（如万元与亿元）", id="万元 for 亿元"),
    pytest.param("2110000000", "单位误填（像是按元填的）", id="元 for 亿元"),
    pytest.param("2500000", "单位误填（像是按千元填的）", id="千元 for 亿元"),
    pytest.param("0.0022", "单位误填（如万元与亿元）", id="亿元 for 万元"),
]


@pytest.mark.parametrize(("value", "suspicion"), UNITS)
def test_a_unit_that_slipped_is_named(told: Tell, figure: Make, value: str, suspicion: str) -> None:
    rows = [figure("done", value), figure("done", "21.1", role=Role.LAST_YEAR)]
    assert told(rows).words("unit-slip") == [
        f"甲县的完成投资为{value}亿元，上年同期为21.1亿元：疑似{suspicion}，请核实更正"
    ]


@pytest.mark.parametrize(
    ("value", "others", "said"),
    [
        pytest.param("2200", "30", True, id="both agree"),
        pytest.param("2200", "2000", False, id="the other counties are as large"),
        pytest.param("2200", "", False, id="nobody else can be asked"),
        pytest.param("400", "30", False, id="a nineteenfold growth"),
    ],
)
def test_a_hundredfold_is_said_only_where_last_year_and_the_others_agree(
    told: Tell, figure: Make, value: str, others: str, said: bool
) -> None:
    rows = [figure("done", value), figure("done", "21.1", role=Role.LAST_YEAR)]
    rows += [figure("done", others, county=f"{name}县") for name in "乙丙丁" if others]
    words = told(rows, changed=MANY).words("unit-slip")
    assert words == (
        ["甲县的完成投资为2200亿元，上年同期为21.1亿元：疑似单位误填（像是按百万元填的），请核实更正"] if said else []
    )


@pytest.mark.parametrize(("role", "words"), [(Role.PREVIOUS, "上期"), (Role.TARGET, "目标")])
def test_without_last_years_the_last_periods_or_the_target_speaks(
    told: Tell, figure: Make, role: Role, words: str
) -> None:
    rows = [figure("done", "305800"), figure("done", "40", role=role)]
    assert told(rows).words("unit-slip") == [
        f"甲县的完成投资为305800亿元，{words}为40亿元：疑似单位误填（如万元与亿元），请核实更正"
    ]


@pytest.mark.parametrize(
    ("value", "others", "said"),
    [
        pytest.param("452", "4.1", True, id="a hundredth is usual"),
        pytest.param("452", "50", False, id="the others grow fast too"),
        pytest.param("45", "0.4", False, id="no growth beyond belief"),
    ],
)
def test_a_growth_a_hundred_times_too_large(told: Tell, figure: Make, value: str, others: str, said: bool) -> None:
    rows = [figure("yoy", value), *(figure("yoy", others, county=f"{name}县") for name in "乙丙丁")]
    assert told(rows, changed=MANY).words("unit-slip") == (
        ["甲县的投资增速为452%，其他县区的中位数为4.1%：疑似把4.52%多乘了100，请核实更正"] if said else []
    )


def test_foreign_trade_of_a_seventh_may_be_dollars(told: Tell, figure: Make) -> None:
    rows = [figure("done", "3.2"), figure("done", "21.1", role=Role.LAST_YEAR)]
    (finding,) = told(rows, changed=('name = "完成投资"', 'name = "进出口总额"')).of("unit-slip")
    assert str(finding) == (
        "甲县的进出口总额为3.2亿元，上年同期为21.1亿元：疑似按美元填报（约为原数的七分之一），请核实更正"
    )
    assert finding.level is Level.HINT
    assert told(rows).of("unit-slip") == []


@pytest.mark.parametrize(
    ("role", "value", "beside", "level"),
    [
        pytest.param(Role.LAST_YEAR, "0.423", "本期为45%", Level.MANDATORY, id="beside this period's"),
        pytest.param(Role.TARGET, "0.4567", "本期为45%", Level.MANDATORY, id="a target"),
        pytest.param(Role.LAST_YEAR, "0.012", "小数位比要求的1位多", Level.VERIFY, id="by its decimals alone"),
    ],
)
def test_a_rate_of_another_time_as_a_part_of_one(
    told: Tell, figure: Make, role: Role, value: str, beside: str, level: Level
) -> None:
    words = {Role.LAST_YEAR: "上年同期", Role.TARGET: "目标"}[role]
    (finding,) = told([figure("yoy", "45"), figure("yoy", value, role=role)]).of("unit-slip")
    whole = f"{(Decimal(value) * 100).normalize():f}"
    assert str(finding) == f"甲县的投资增速{words}为{value}%，{beside}：疑似把{whole}%写成了小数，请核实更正"
    assert finding.level is level


def test_a_small_rate_of_last_year_with_its_decimals_is_a_small_rate(told: Tell, figure: Make) -> None:
    assert told([figure("yoy", "45"), figure("yoy", "0.4", role=Role.LAST_YEAR)]).of("unit-slip") == []


# Rows and columns.

THEN = {"done": "21.1", "plan": "150", "count": "9", "begun": "1", "cover": "62"}


def _with(figure: Make, now: dict[str, str], then: dict[str, str]) -> list[Figure]:
    rows = [figure(name, value) for name, value in now.items()]
    return rows + [figure(name, value, role=Role.LAST_YEAR) for name, value in then.items()]


def test_values_that_slipped_by_a_row_are_said_with_what_they_would_fit(told: Tell, figure: Make) -> None:
    then = {"done": "2.1", "plan": "150", "count": "9", "begun": "300"}
    now = {"plan": "2.2", "count": "160", "begun": "10"}  # each stands one row too low
    (words,) = told(_with(figure, now, then)).words("shifted")
    assert words == (
        "甲县有3个相邻的数疑似错了一行（列）：计划投资为2.2亿元（上年同期为150亿元），更像完成投资（上年同期为2.1亿元）；"
        "项目个数为160个（上年同期为9个），更像计划投资（上年同期为150亿元）；"
        "开工项目为10个（上年同期为300个），更像项目个数（上年同期为9个）；请对照原表核实"
    )


def test_values_that_slipped_upwards_are_seen_beside_the_other_counties(told: Tell, figure: Make) -> None:
    usual = {"done": "2", "plan": "150", "count": "9", "begun": "400"}
    rows = [figure("done", "140"), figure("plan", "8"), figure("count", "500")]
    rows += [figure(name, value, county=f"{who}县") for who in "乙丙丁" for name, value in usual.items()]
    (finding,) = told(rows, changed=MANY).of("shifted")
    assert (finding.county, finding.level, len(finding.places)) == ("甲县", Level.VERIFY, 3)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param({"done": "23", "plan": "160", "count": "9"}, id="each fits its own"),
        pytest.param({"plan": "21.5", "count": "160"}, id="two only"),
        pytest.param({"plan": "2", "count": "3000", "begun": "70"}, id="far from its own, but no neighbour's"),
    ],
)
def test_weak_evidence_of_a_slipped_row_is_silent(told: Tell, figure: Make, now: dict[str, str]) -> None:
    assert told(_with(figure, now, THEN)).of("shifted") == []


SIZES = dict(zip("甲乙丙丁戊", ("20", "45", "9", "130", "60"), strict=True))


def _column(figure: Make, values: dict[str, str]) -> list[Figure]:
    """One table of all counties, with last year's figures."""
    rows = [
        figure("done", value, county=f"{who}县", origin=InSheet("全市.xlsx", "表", f"C{who}", value))
        for who, value in values.items()
    ]
    return rows + [figure("done", value, county=f"{who}县", role=Role.LAST_YEAR) for who, value in SIZES.items()]


def test_a_column_that_slipped_by_a_county_is_said(told: Tell, figure: Make) -> None:
    rows = _column(figure, {"乙": "21", "丙": "44", "丁": "9.5", "戊": "133"})
    (finding,) = told(rows, changed=MANY).of("shifted")
    assert str(finding) == (
        "完成投资一列有4个县区的数疑似错了一行：乙县为21亿元（上年同期为45亿元），更像甲县（上年同期为20亿元）；"
        "丙县为44亿元（上年同期为9亿元），更像乙县（上年同期为45亿元）；"
        "丁县为9.5亿元（上年同期为130亿元），更像丙县（上年同期为9亿元）；"
        "戊县为133亿元（上年同期为60亿元），更像丁县（上年同期为130亿元）；请对照原表核实"
    )
    assert (finding.county, finding.indicator, len(finding.places)) == (None, "done", 4)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"乙": "48", "丙": "10", "丁": "140", "戊": "66"}, id="each its own"),
        pytest.param({"乙": "21", "丙": "44", "丁": "9.5", "戊": "66"}, id="three only"),
        pytest.param({"乙": "21", "丙": "30", "丁": "9.5", "戊": "133"}, id="one between them fits nobody"),
    ],
)
def test_a_column_without_strong_evidence_is_silent(told: Tell, figure: Make, values: dict[str, str]) -> None:
    assert told(_column(figure, values), changed=MANY).of("shifted") == []


# Files.

NOW = {"done": "30.58", "plan": "75.2", "count": "123", "begun": "102", "yoy": "45.5", "cover": "70.4"}
FEW_DIGITS = {"count": "12", "begun": "10"}


def test_last_years_table_sent_again_is_said(told: Tell, figure: Make) -> None:
    (finding,) = told(_with(figure, NOW, NOW)).of("same-as-before")
    assert str(finding) == (
        "甲县本期的6个数中有6个与上年同期一模一样（如完成投资30.58亿元、计划投资75.2亿元、项目个数123个），"
        "疑似把上年同期的表又报了一次，请核实"
    )
    assert finding.level is Level.VERIFY


def test_the_table_of_the_last_period_sent_again_is_said(told: Tell, figure: Make) -> None:
    rows = [figure(name, value) for name, value in NOW.items()]
    rows += [figure(name, value, role=Role.PREVIOUS) for name, value in NOW.items()]
    (words,) = told(rows).words("same-as-before")
    assert words.startswith("甲县本期的6个数中有6个与上期一模一样")


def test_the_table_of_another_county_is_said_of_both(told: Tell, figure: Make) -> None:
    rows = [figure(name, value, county=county) for county in ("甲县", "乙县") for name, value in NOW.items()]
    (finding,) = told(rows).of("same-as-other-county")
    assert str(finding) == (
        "甲县与乙县的6个数中有6个一模一样（如完成投资30.58亿元、计划投资75.2亿元、项目个数123个；甲县.xlsx、乙县.xlsx），"
        "疑似有一家报成了另一家的表，请核实"
    )


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        pytest.param(NOW, NOW | {"done": "30.59", "plan": "75.3"}, id="a third is different"),
        pytest.param(NOW | FEW_DIGITS, NOW | FEW_DIGITS, id="two are numbers that many share"),
    ],
)
def test_some_numbers_in_common_are_chance(
    told: Tell, figure: Make, mine: dict[str, str], others: dict[str, str]
) -> None:
    rows = [figure(name, value) for name, value in mine.items()]
    rows += [figure(name, value, county="乙县") for name, value in others.items()]
    assert told(rows).of("same-as-other-county") == []
    before = [figure(name, value, role=Role.LAST_YEAR) for name, value in others.items()]
    assert told([*rows[: len(mine)], *before]).of("same-as-before") == []


def test_what_texts_say_of_two_counties_is_no_file(told: Tell, figure: Make) -> None:
    rows = [
        figure(name, value, county=county, text="材料", source=Source.TEXT)
        for county in ("甲县", "乙县")
        for name, value in NOW.items()
    ]
    assert told(rows).of("same-as-other-county") == []


# Laws.

KEYS = st.tuples(st.sampled_from(["甲县", "乙县", "全市"]), st.sampled_from(list(NOW)), st.sampled_from(list(Role)))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2)


@given(st.dictionaries(KEYS, NUMBERS))
def test_whatever_is_reported_the_checks_speak_of_what_was_reported(
    told: Tell, figure: Make, values: dict[tuple[str, str, Role], Decimal]
) -> None:
    rows = [figure(name, f"{value}", county=county, role=role) for (county, name, role), value in values.items()]
    stood = {row.origin for row in rows}
    for code in ("unit-slip", "shifted", "same-as-before", "same-as-other-county"):
        for finding in told(rows).of(code):
            assert str(finding)
            assert set(finding.places) <= stood


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.lists(st.integers(90, 110), min_size=4, max_size=4))
def test_growth_of_a_tenth_is_no_slip_whatever_the_sizes(
    told: Tell, figure: Make, sizes: list[int], growth: list[int]
) -> None:
    names = ("done", "plan", "count", "begun")
    then = {name: f"{10**size}" for name, size in zip(names, sizes, strict=True)}
    now = {name: f"{Decimal(then[name]) * grown / 100}" for name, grown in zip(names, growth, strict=True)}
    found = told(_with(figure, now, then))
    assert found.of("shifted") == found.of("unit-slip") == []
