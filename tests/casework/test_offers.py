"""What is offered about a finding, likeliest first; that each offer is taken by the engine as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi import project
from pingbi.casework import Case, receive
from pingbi.casework.effects import effect, weak_reason
from pingbi.casework.exporting import unsettled
from pingbi.casework.offered import Does, Offers
from pingbi.casework.offers import carry_out, offers, return_words
from pingbi.model import Finding, PingbiError

SCHEME = """
[scheme]
name = "例"
period = "2022H1"
issuer = "某市工业和信息化局"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[county]]
name = "丙县"
[[county]]
name = "丁县"
[[county]]
name = "戊县"
[[indicator]]
id = "a"
name = "工业投资"
unit = "亿元"
kind = "level"
minimum = 0
[[indicator]]
id = "b"
name = "技改投资"
unit = "亿元"
kind = "level"
part_of = "a"
[[indicator]]
id = "e"
name = "技改投资增速"
unit = "%"
kind = "yoy"
of = "b"
required = false
[[criterion]]
id = "c"
name = "技改投资"
weight = 100
value = "b"
method = "rank_linear"
"""
OTHERS = ("乙县,20,9", "丙县,25,8", "丁县,40,12", "戊县,22,7")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with project.create(tmp_path / "例.pingbi", SCHEME, "张三") as held:
        yield Case(held)


def come(case: Case, tmp_path: Path, *lines: str, name: str = "各县.csv", head: str = "县区,工业投资,技改投资") -> None:
    path = tmp_path / name
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    list(receive(case, [path]))


def found(case: Case, code: str, county: str = "甲县") -> Finding:
    rows = unsettled(case.project.state, case.evaluation())
    return next(row for row in rows if row.code == code and row.county in (county, None))


def of(case: Case, code: str, county: str = "甲县") -> Offers:
    return offers(case, found(case, code, county))


def test_an_amount_in_the_wrong_unit_is_offered_in_the_right_one_with_its_reckoning(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,30.58,101100", *OTHERS)
    answer = of(case, "unit-slip")
    assert answer.title == "技改投资 101100 亿元，是工业投资 30.58 亿元的 3306 倍"
    assert answer.reckoning == "按“万元”理解是 10.11 亿元，其他县区的中位数 8.50 亿元。"
    assert [row.words for row in answer.offers] == ["按万元：核定 10.11", "改正…", "退回甲县"]
    assert carry_out(case, answer, answer.offers[0]).kind == "corrected"
    assert case.evaluation().figures.value("甲县", "b") == Decimal("10.11")
    assert weak_reason(case.project.state.corrections[0].reason, "甲县") == ""


def test_last_year_speaks_before_the_others_and_a_growth_that_agrees_is_said(case: Case, tmp_path: Path) -> None:
    head = "县区,工业投资,技改投资,技改投资增速,技改投资上年同期"
    come(case, tmp_path, "甲县,30.58,101100,18.2,8.55", *(f"{row},1,6" for row in OTHERS), head=head)
    answer = of(case, "unit-slip")
    assert answer.reckoning == "按“万元”理解是 10.11 亿元，上年同期 8.55 亿元，同比 18.2%，对得上。"


def test_a_part_above_its_whole_that_no_unit_explains_is_written_by_a_person(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,10,11", *OTHERS)
    answer = of(case, "part-exceeds-whole")
    assert [row.does for row in answer.offers] == [Does.WRITE, Does.RETURN, Does.EXPLAIN]
    assert answer.title == "技改投资（11亿元）大于工业投资（10亿元）"


def test_what_is_missing_is_entered_or_not_asked_for(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,30,", *OTHERS)
    answer = of(case, "missing")
    assert [row.words for row in answer.offers] == ["补录…", "免报", "退回甲县"]
    carry_out(case, answer, answer.offers[1])
    assert case.evaluation().figures.exempt("甲县", "b")


def test_a_county_of_which_nothing_came_is_chased(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, *OTHERS)
    answer = of(case, "missing")
    assert [row.words for row in answer.offers] == ["催报甲县", "填说明…", "甲县免报"]
    assert "催报" in carry_out(case, answer, answer.offers[0]).line


def test_words_that_hold_a_number_propose_it_and_never_take_it(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,30,大概8亿吧", *OTHERS)
    answer = of(case, "not-a-number")
    assert (answer.offers[0].does, answer.offers[0].value) == (Does.WRITE, Decimal(8))


def test_an_unknown_name_that_is_nearly_an_indicators_is_learnt_by_one_click(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,30,9", *OTHERS, head="县区,工业投资,技术改造投资额")
    answer = of(case, "unmapped")
    learn = next(row for row in answer.offers if row.does is Does.LEARN and row.indicator)
    assert learn.words == "认作“技改投资”"
    carry_out(case, answer, learn)
    assert case.evaluation().figures.value("甲县", "b") == Decimal(9)
    assert [row.name for row in case.project.state.aliases] == ["技术改造投资额"]


def test_an_unknown_name_can_be_said_to_be_no_indicators(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,30,9,5", *OTHERS, head="县区,工业投资,技改投资,满意度")
    answer = of(case, "unmapped")
    assert answer.offers[0].words == "不是指标，不读"
    carry_out(case, answer, answer.offers[0])
    assert all(row.code != "unmapped" for row in case.evaluation().findings)


def test_of_two_values_the_one_that_counts_can_be_kept_or_the_other_taken(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,30,9", *OTHERS)
    (tmp_path / "甲县报告.txt").write_text("2022年上半年，甲县完成技改投资9.5亿元。", encoding="utf-8")
    list(receive(case, [tmp_path / "甲县报告.txt"]))
    answer = of(case, "two-values")
    assert [row.words for row in answer.offers[:2]] == ["以 9.00 亿元 为准", "改用 9.50 亿元"]
    carry_out(case, answer, answer.offers[1])
    assert case.evaluation().figures.value("甲县", "b") == Decimal("9.5")


def test_a_newer_file_counts_and_the_older_value_can_be_taken_back(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, *OTHERS)
    come(case, tmp_path, "甲县,30,9", name="甲县.csv")
    come(case, tmp_path, "甲县,30,10", name="甲县改.csv")
    answer = of(case, "changed-since-last")
    assert [row.words for row in answer.offers[:2]] == ["以新的为准", "改回 9.00 亿元"]
    carry_out(case, answer, answer.offers[0])
    assert all(row.code != "changed-since-last" for row in unsettled(case.project.state, case.evaluation()))


def test_every_finding_has_something_to_be_done_and_whatever_asks_nothing_is_taken(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,30.58,101100,x", "乙县,-5,2.3333,1", "丙县,a,300000万元,2", "己县,1,2,3")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    list(receive(case, [tmp_path / "坏.xlsx"]))
    findings = unsettled(case.project.state, case.evaluation())
    codes = {row.code for row in findings}
    assert {"unit-slip", "not-a-number", "missing", "unreadable-file", "unknown-county"} <= codes
    for finding in findings:
        answer = offers(case, finding)
        assert answer.title
        assert answer.rule
        assert 1 <= len(answer.offers) <= 3
        for offer in answer.offers:
            if not offer.does.asks and not offer.choices:
                carry_out(case, answer, offer)
                case.project.undo()


def test_a_county_is_sent_back_once_for_each_of_its_submissions(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,10,11", *OTHERS)
    answer = of(case, "part-exceeds-whole")
    back = next(row for row in answer.offers if row.does is Does.RETURN)
    carry_out(case, answer, back)
    with pytest.raises(PingbiError, match="甲县已经退回"):
        carry_out(case, answer, back)
    words = return_words(case, "甲县")
    assert words.startswith("甲县：你单位报送的2022年上半年材料已收到，有1处请再核对")
    assert "技改投资（11亿元）大于工业投资（10亿元）" in words


def test_the_effect_of_a_correction_is_said_before_it_is_made(case: Case, tmp_path: Path) -> None:
    come(case, tmp_path, "甲县,30,", *OTHERS)
    before = case.project.steps
    made = effect(case, "甲县", "b", Decimal(10))
    assert made.words.startswith("甲县：由不参与排名到 80.00 分，第 2")
    assert (case.project.steps, case.evaluation().figures.value("甲县", "b")) == (before, None)
    assert effect(case, "乙县", "a", Decimal(21)).words == "得分和名次都不变"
    out = effect(case, "丁县", "b", None)
    assert out.words.startswith("丁县：由 100.00 分到不参与排名")


def test_the_place_in_a_group_is_said_as_a_whole_number(tmp_path: Path) -> None:
    grouped = SCHEME.replace("[[county]]\n", '[[county]]\ngroup = "x"\n') + '[[group]]\nid = "x"\nname = "县"\n'
    with project.create(tmp_path / "分组.pingbi", grouped, "张三") as held:
        case = Case(held)
        come(case, tmp_path, "甲县,30,1", *OTHERS)
        words = effect(case, "甲县", "b", Decimal(13)).words
        assert words.startswith("甲县：由 20.00 分到 100.00 分，县组第 1，总名次")


@pytest.mark.parametrize("text", ["", "  ", "核实无误", "属实", "经甲县核实，数据无误。"])
def test_a_reason_that_says_nothing_is_refused_in_words(text: str) -> None:
    assert weak_reason(text, "甲县")


def test_a_reason_that_says_who_or_why_will_do() -> None:
    assert weak_reason("电话问甲县工信局张工，确认填成了万元", "甲县") == ""
