"""综合评比结果 in sentences that are right for one county, two, many, all and none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi.model import Edition, Previous
from pingbi.notice import Given, composed

Make = Callable[..., Given]
Say = Callable[[Given, str], str]
NAMES = [f"{one}县" for one in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"]


def table(*values: str) -> str:
    return "\n".join(["甲", *(f"{name} {value}" for name, value in zip(NAMES, values, strict=False))])


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        pytest.param(["9", "8"], "综合得分由高到低依次是甲县（9.00分）、乙县（8.00分）。", id="two"),
        pytest.param(
            ["9", "8", "7", "6"],
            "综合得分居前3位的县（区）分别是甲县（9.00分）、乙县（8.00分）、丙县（7.00分）。居第4位的是丁县。",
            id="one after the front",
        ),
        pytest.param(
            ["9", "8", "7", "6", "5"],
            "综合得分居前3位的县（区）分别是甲县（9.00分）、乙县（8.00分）、丙县（7.00分）。居第4位至第5位的分别是丁县、戊县。",
            id="two after the front",
        ),
        pytest.param(
            ["9", "8", "7", "7", "5", "4", "3", "2"],
            "综合得分居前3位的县（区）分别是甲县（9.00分）、乙县（8.00分）、丙县（7.00分）、丁县（7.00分）。"
            "居第5位至第7位的分别是戊县、己县、庚县。居第8位的是辛县。丙县、丁县并列第3位。",
            id="a tie at the end of the front",
        ),
        pytest.param(["5"], "参加综合排名的只有甲县（5.00分）。", id="one alone"),
    ],
)
def test_who_leads_and_who_follows(given: Make, paragraph: Say, values: list[str], wanted: str) -> None:
    said = paragraph(given(table(*values)), "总体情况")
    assert said == f"本期共对{len(values)}个县（区）、1个评比项进行评比。{wanted}"


def test_those_that_a_sentence_cannot_name_are_counted(given: Make, paragraph: Say) -> None:
    made = given(table(*(str(50 - at) for at in range(20))))
    assert paragraph(made, "总体情况").endswith("其余13个县（区）的名次见附件1。")
    none = given(table(*(str(50 - at) for at in range(20))), tables='notice = {attachments = "none"}')
    assert "其余" not in paragraph(none, "总体情况")


def test_the_front_and_the_middle_are_the_scheme_s(given: Make, paragraph: Say) -> None:
    made = given(table("9", "8", "7", "6"), tables="notice = {front = 1, middle = 2}")
    assert "综合得分居前1位的县（区）是甲县（9.00分）。居第2位的是乙县。居第3位至第4位的分别是" in paragraph(
        made, "总体情况"
    )


def test_who_is_not_ranked_is_named_with_the_reason(
    given: Make, paragraph: Say, texts: Callable[[Given], list[str]]
) -> None:
    made = given("甲 乙\n甲县 9 1\n乙县 8 -\n丙县 7 -")
    assert "其中1个县（区）" not in paragraph(made, "总体情况")  # one alone is told by its own sentence
    assert "参加综合排名的只有甲县（10.00分）" in paragraph(made, "总体情况")
    assert paragraph(made, "缺报、免报") == "乙县、丙县：乙未报送，不参与排名。"
    nobody = given("甲 乙\n甲县 9 -\n乙县 8 -")
    assert paragraph(nobody, "总体情况").endswith("没有县（区）可以得出综合得分，本通报只列单项情况。")
    assert not any("得分表" in text for text in texts(nobody))  # a table of dashes says nothing


def test_many_reasons_are_not_told_one_by_one(given: Make, paragraph: Say) -> None:
    """Thirteen counties, each of which lacks something else."""
    rows = [
        f"{name} {' '.join('-' if at == lacks else '1' for at in range(13))}" for lacks, name in enumerate(NAMES[:13])
    ]
    table = "\n".join([" ".join("子丑寅卯辰巳午未申酉戌亥癸"), *rows, f"{NAMES[19]} {' '.join('2' * 13)}"])
    wanted = f"因缺报等原因不参加综合排名的有13个县（区）：{'、'.join(NAMES[:12])}等。"
    assert paragraph(given(table), "缺报、免报") == wanted
    few = paragraph(given(table, tables="notice = {most_named = 13}"), "缺报、免报")
    assert few.startswith("甲县：子未报送，不参与排名。乙县：丑未报送")


def test_groups_are_told_apart(given: Make, paragraph: Say) -> None:
    rows = "甲\n甲县:县 9\n乙县:县 8\n丙县:县 7\n丁县:县 6\n甲区:区 5\n乙区:区 4\n园区:园区组 3"
    made = given(rows)
    assert paragraph(made, "分组情况") == (
        "县组居前3位的分别是甲县（9.00分）、乙县（8.00分）、丙县（7.00分）。"
        "区组由高到低依次是甲区（5.00分）、乙区（4.00分）。园区组参加排名的只有园区（3.00分）。"
    )
    within = given(rows, scheme='rank_within = "group"')
    assert "居前3位" not in paragraph(
        within, "总体情况"
    )  # places over all say little where points are made in the group
    assert paragraph(given("甲\n甲县 9\n乙县 8"), "分组情况") == ""


def test_what_moved_against_the_last_period(given: Make, paragraph: Say) -> None:
    places = {"甲县": Decimal(3), "乙县": Decimal(2), "丙县": Decimal(1)}
    made = given(table("9", "8", "7", "6"), previous=Previous(places=places))
    assert paragraph(made, "位次变化") == (
        "与上期相比，位次上升的有1个县（区）：甲县（↑2）。位次下降的有1个县（区）：丙县（↓2）。"
        "位次持平的有1个县（区）：乙县。新参加排名的有1个县（区）：丁县。"
    )
    assert paragraph(given(table("9", "8")), "位次变化") == ""


ADJUSTED = """
indicator = [{id="甲", name="甲", unit="亿元", kind="level"}, {id="奖", name="奖", unit="次", kind="count"},
 {id="迟", name="迟", unit="次", kind="count"}, {id="事故", name="事故", unit="起", kind="count"}]
criterion = [{id="甲", name="甲", weight=10, method="given", value="甲"}]
adjustment = [{name="通报表扬", indicator="奖", points_each=1}, {name="迟报", indicator="迟", points_each=-0.2}]
veto = [{name="重大事故", indicator="事故", effect="last"}]
grade = [{name="优秀", first=1}, {name="良好", from=6}, {name="较差", from=1}]
"""


def test_bonuses_deductions_grades_and_vetoes(given: Make, paragraph: Say) -> None:
    made = given("甲 奖 迟 事故\n甲县 9 2 - -\n乙县 8 - 1 -\n丙县 7 1 2 -\n丁县 6 - - 1", tables=ADJUSTED)
    assert paragraph(made, "加分扣分") == (
        "获得加分的有2个县（区）：甲县加2.00分（通报表扬2次）、丙县加1.00分（通报表扬1次）。"
        "被扣分的有2个县（区）：乙县扣0.20分（迟报1次）、丙县扣0.40分（迟报2次）。"
    )
    assert paragraph(made, "评定等次") == "评为“优秀”的有1个县（区）：甲县。评为“良好”的有2个县（区）：乙县、丙县。"
    assert paragraph(made, "一票否决") == "丁县发生重大事故，一票否决，列末位。"
    assert "丁县" not in paragraph(made, "总体情况")
    nothing = given("甲 奖 迟 事故\n甲县 9 - - -\n乙县 8 - - -", tables=ADJUSTED)
    assert [paragraph(nothing, title) for title in ("加分扣分", "一票否决")] == ["", ""]


def test_beside_a_county_that_stands_last_by_a_veto_nobody_is_the_only_one(given: Make, paragraph: Say) -> None:
    made = given("甲 奖 迟 事故\n甲县 9 - - -\n乙县 8 - - 1", tables=ADJUSTED)
    assert paragraph(made, "总体情况").endswith("综合得分居前1位的县（区）是甲县（9.00分）。")
    rows = "甲 奖 迟 事故\n甲县:县 9 - - -\n乙县:县 8 - - 1\n甲区:区 5 - - -\n乙区:区 - - - 1"
    assert paragraph(given(rows, tables=ADJUSTED), "分组情况") == (
        "县组居前1位的是甲县（9.00分）。区组参加排名的只有甲区（5.00分）。"
    )


def test_a_vetoed_county_without_a_total_is_not_said_to_be_the_last(given: Make, paragraph: Say) -> None:
    made = given("甲 奖 迟 事故\n甲县 9 - - -\n乙县 8 - - -\n丁县 - - - 1", tables=ADJUSTED)
    assert paragraph(made, "一票否决") == "丁县发生重大事故，一票否决，不参加综合排名。"


def test_a_trial_a_sample_and_a_draft_say_so(given: Make, texts: Callable[[Given], list[str]]) -> None:
    plain, tried = given(table("9", "8")), given(table("9", "8"), trial=("甲=20",), sample=True)
    assert composed(plain).marks == ""
    assert composed(tried).marks == "示例数据　试算，不是正式结果"
    assert "本通报为试算（甲=20），不是正式结果。" in texts(tried)
    assert not any("试算" in text for text in texts(plain))
    draft = given(table("9", "8"), edition=Edition(3, 2, "ab12cd34", "2022-07-20T09:00:00+08:00"))
    final = given(table("9", "8"), edition=Edition(4, 0, "ab12cd34", "2022-07-20T09:00:00+08:00"))
    assert composed(draft).marks == "第2稿　第3号　AB12CD34"
    assert (composed(final).marks, composed(final).about) == ("", "定稿　第4号　AB12CD34")


def test_a_decision_is_told(given: Make, paragraph: Say) -> None:
    made = given(table("9", "8"), decisions=("乙县加1分，依据会议纪要",))
    assert paragraph(made, "会议决定") == "会议研究决定：乙县加1分，依据会议纪要。"
