"""存在问题: said only where a rule that a reader can check finds one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.model import Finding
from pingbi.model.reporting import Reporting
from pingbi.notice import Given

Make = Callable[..., Given]
Say = Callable[[Given, str], str]
FIVE = "甲 乙\n甲县 9 1\n乙县 8 6\n丙县 7 7\n丁县 6 8\n戊县 5 9"


class Wrong(Finding):
    code = "missing"


def test_first_in_one_and_last_in_another_is_unbalanced(given: Make, paragraph: Say) -> None:
    assert paragraph(given(FIVE), "发展不够平衡") == ("戊县乙居第1位，但甲居第5位；甲县甲居第1位，但乙居第5位。")
    assert paragraph(given("甲 乙\n甲县 9 1\n乙县 8 6"), "发展不够平衡") == ""  # of two, one is always the last


def test_within_a_group_places_are_those_of_the_group(given: Make, paragraph: Say) -> None:
    rows = "甲 乙\n" + "\n".join(f"{name}:{name[1]} {high} {low}" for name, high, low in GROUPED)
    made = given(rows, scheme='rank_within = "group"')
    assert paragraph(made, "发展不够平衡").startswith("甲县甲居县组内第1位，但乙居县组内第5位")


GROUPED = [
    *((f"{name}县", 9 - at, 1 + at) for at, name in enumerate("甲乙丙丁戊")),
    *((f"{name}区", 3, 3) for name in "甲乙丙"),
]


def test_below_half_of_the_middle_is_far_behind(given: Make, paragraph: Say) -> None:
    made = given("甲 乙\n甲县 9 9\n乙县 8 9\n丙县 7 8\n丁县 6 8\n戊县 3.4 -1")
    assert paragraph(made, "部分指标差距较大") == "戊县的甲（3.40亿元）、乙（-1.00亿元）不到各县（区）中位数的一半。"
    assert paragraph(given("甲\n甲县 9\n乙县 8\n丙县 7\n丁县 6\n戊县 3.5"), "部分指标差距较大") == ""
    many = given("甲\n甲县 9\n乙县 8\n丙县 7\n丁县 3\n戊县 2")
    assert paragraph(many, "部分指标差距较大") == ""  # two of five: none stays behind the others


def test_more_than_twice_the_middle_is_far_behind_where_less_is_better(given: Make, paragraph: Say) -> None:
    lower = 'criterion = [{id="甲", name="甲", weight=10, method="given", value="甲", direction="lower"}]'
    made = given("甲\n甲县 1\n乙县 1\n丙县 2\n丁县 2\n戊县 4.1", tables=lower)
    assert paragraph(made, "部分指标差距较大") == "戊县的甲（4.10亿元）超过各县（区）中位数的两倍。"


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        pytest.param("target = 8", "甲未达到目标的有2个县（区）：丙县、丁县。", id="a number"),
        pytest.param(
            'target = 16, schedule = "period"', "甲未达到序时目标的有2个县（区）：丙县、丁县。", id="due by now"
        ),
        pytest.param('target = "乙"', "甲未达到目标的有1个县（区）：甲县。", id="an indicator"),
        pytest.param('target = "TARGET"', "甲未达到目标的有3个县（区）：乙县、丙县、丁县。", id="the table of targets"),
        pytest.param("target = 1", "", id="all reach it"),
    ],
)
def test_what_is_due_and_not_reached(given: Make, paragraph: Say, target: str, wanted: str) -> None:
    tables = f"""criterion = [{{id="甲", name="甲", weight=10, method="target_ratio", value="甲", {target}}}]
target = [{{indicator="甲", value=9}}, {{indicator="甲", county="丁县", value=6.5}}]"""
    made = given("甲 乙\n甲县 9 10\n乙县 8 1\n丙县 7 1\n丁县 6 1", tables=tables)
    assert paragraph(made, "目标完成不够理想") == wanted


def test_how_counties_have_reported(given: Make, paragraph: Say) -> None:
    rows = (Reporting("甲县", late_days=3, returned=2), Reporting("乙县", returned=1), Reporting("丙县", missing=True))
    wrong = (Wrong(county="甲县"), Wrong(county="甲县", indicator="甲"), Wrong(county="乙县"), Wrong(county="丙县"))
    made = given("甲\n甲县 9\n乙县 8\n丙县 7", reporting=rows, findings=wrong)
    assert paragraph(made, "报送质量有待提高") == (
        "未报送材料的有1个县（区）：丙县。甲县迟报3天、退回2次；乙县退回1次。"
        "审核发现强制性问题的有2个县（区）：甲县（2条）、乙县（1条）。"
    )


def test_where_there_is_no_problem_nothing_is_said_of_problems(
    given: Make, texts: Callable[[Given], list[str]]
) -> None:
    rows = texts(given("甲\n甲县 9\n乙县 8"))
    assert not any("存在问题" in text for text in rows)
    assert [text for text in rows if text[1] == "、"] == ["一、综合评比结果", "二、主要指标完成情况", "三、下一步要求"]
