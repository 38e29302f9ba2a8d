"""Report text: which numbers become facts, whose and of when, and which of them may be scored."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pingbi.extraction import Extracted, choose
from pingbi.extraction.numbers import numeral
from pingbi.extraction.prose import TAKEN, read_text
from pingbi.model import Role, State
from pingbi.model.catalogue import Kind
from pingbi.scheme import Scheme

Report = Callable[..., Extracted]
INVESTMENT, GROWTH = "industrial_investment", "industrial_investment_yoy"
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "extraction" / "seed_figures.txt"


def _scored(found: Extracted) -> dict[tuple[str, str], str]:
    return {(row.county, row.indicator): f"{row.value:f}" for row in found.figures if row.state is State.READ}


def test_a_level_and_its_growth_belong_to_the_subject_named_before(report: Report) -> None:
    found = report("上半年，范县完成工业投资12.5亿元，同比增长9.1%。")
    assert _scored(found) == {("范县", INVESTMENT): "12.5", ("范县", GROWTH): "9.1"}


def test_lines_may_break_inside_words_and_offsets_stay(report: Report) -> None:
    text = "上半年，范县完成工业投\n资 12.5 亿\r\n元，同比增 长 9.1 ％。"
    found = report(text)
    assert _scored(found) == {("范县", INVESTMENT): "12.5", ("范县", GROWTH): "9.1"}
    assert [text[row.number_start : row.number_end] for row in found.facts] == ["12.5", "9.1"]


@pytest.mark.parametrize("words", ["增值税收入同比-4.1%", "工业增加值-4.1%", "规上工业增加值同比-4.1%"])
def test_a_sign_is_the_growth_of_what_has_a_verb_in_its_name(report: Report, words: str) -> None:
    (fact,) = report(f"上半年，范县{words}。").facts
    assert (fact.kind, f"{fact.value:f}") == (Kind.YOY, "-4.1")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("同比下降5%", "-5"),
        ("同比增长-8.92%", "-8.92"),
        ("增长1.2倍", "120"),
        ("同比增速4%", "4"),
        ("增长８．５％", "8.5"),
        ("增速回落至3.2%", "3.2"),
        ("增速下降至3.2%", "3.2"),
        ("增速下滑到3.2%", "3.2"),
        ("增速减少为3.2%", "3.2"),
        ("增速放缓至3.2%", "3.2"),
        ("增幅回落至3.2%", "3.2"),
        ("涨幅缩减至3.2%", "3.2"),
        ("增速比一季度回落至3.2%", "3.2"),
        ("增速由5.1%大幅回落至3.2%", "3.2"),
        ("增速由5.1%下滑到-3.2%", "-3.2"),
        ("增速从5.1%的高位回落至3.2%", "3.2"),
        ("由增长5.1%转为下降3.2%", "-3.2"),
        ("由增长5.1%变为下降3.2%", "-3.2"),
        ("由增长5.1%回落到下降3.2%", "-3.2"),
        ("增速由负转正，增长3.2%", "3.2"),
        ("降幅扩大到11.1%", "-11.1"),
        ("降幅提高到11.1%", "-11.1"),
        ("降幅上升至11.1%", "-11.1"),
        ("降幅增加到11.1%", "-11.1"),
        ("降幅收窄至11.1%", "-11.1"),
        ("跌幅为11.1%", "-11.1"),
        ("降幅由15.1%收窄至11.1%", "-11.1"),
        ("同比增长为3.2%", "3.2"),
        ("不增反降3.2%", "-3.2"),
        ("同比略增3.2%", "3.2"),
        ("增速-4.1%", "-4.1"),
        ("增速为负4.1%", "-4.1"),
        ("同比-4.1%", "-4.1"),
        ("比上年同期+4.1%", "4.1"),
    ],
)  # fmt: skip
def test_a_growth_has_its_sign(report: Report, words: str, value: str) -> None:
    found = report(f"上半年，范县工业投资{words}。")
    assert {key: Decimal(text) for key, text in _scored(found).items()} == {("范县", GROWTH): Decimal(value)}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("工业投资1，250.5亿元", "1250.5", id="a full-width sign of thousands"),
        pytest.param("工业投资1，250，000万元", "125", id="two of them"),
        pytest.param("技改投资增长3%；工业投资：5亿元", "5", id="a colon"),
        pytest.param("工业投资5亿元,增长3%", "5", id="ASCII comma"),
    ],
)
def test_an_amount_is_read_with_the_signs_inside_it(report: Report, words: str, value: str) -> None:
    found = report(f"上半年，范县{words}。")
    assert Decimal(_scored(found)["范县", INVESTMENT]) == Decimal(value)


@pytest.mark.parametrize("torn", ["102，5亿元", "102。5亿元", "25，0000万元", "分别为12，345亿元"])
def test_the_end_of_a_torn_number_is_offered_at_most(report: Report, torn: str) -> None:
    found = report(f"上半年，范县工业投资{torn}。")
    assert _scored(found) == {}
    assert [row.state for row in found.figures] == [State.UNDECIDED]


@pytest.mark.parametrize(
    "mark", ["1.", "1、", "1．", "1）", "（1）", "(1)", "①", "一、", "（一）", "(一)", "十一、", "一是"]
)
def test_the_number_of_an_item_is_no_word_of_its_subject(report: Report, mark: str) -> None:
    found = report(f"上半年，范县\n{mark}工业投资增长4%。\n{mark}技改投资5亿元,增长3%.")
    assert _scored(found) == {
        ("范县", GROWTH): "4",
        ("范县", "technical_investment"): "5",
        ("范县", "technical_investment_yoy"): "3",
    }


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        pytest.param("完成固定资产投资102.5亿元", "固定资产投资", id="done"),
        pytest.param("累计完成固定资产投资102.5亿元", "固定资产投资", id="done so far"),
        pytest.param("超额完成固定资产投资102.5亿元", "固定资产投资", id="more than planned"),
        pytest.param("完成税收收入2亿元；共完成固定资产投资102.5亿元", "固定资产投资", id="behind another subject"),
        pytest.param(
            "6月份完成固定资产投资2亿元，增长2%；1—6月累计完成102.5亿元", "固定资产投资", id="named for a month"
        ),
        pytest.param("税收收入增长2%，完成投资102.5亿元", "投资", id="investment behind what is none"),
        pytest.param("完成工业投资102.5亿元，居全市第2位", "工业投资", id="a place between"),
        pytest.param("工业投资居全市第2位", "工业投资", id="only a place before"),
    ],
)
def test_a_growth_without_a_subject_is_that_of_what_was_done(report: Report, words: str, subject: str) -> None:
    found = report(f"上半年，范县{words}，同比增长5.1%。")
    assert (found.facts[-1].indicator, found.facts[-1].kind, str(found.facts[-1].value)) == (subject, Kind.YOY, "5.1")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("增速转正，达到0.2%", "0.2"),
        ("增速最低，仅为1.1%", "1.1"),
        ("增速居全市第2位，达到5.1%", "5.1"),
        ("增速全市最快，为9%", "9"),
        ("降幅最大，为11.1%", "-11.1"),
        ("增速由正转负，为-3.2%", "-3.2"),
    ],
)  # fmt: skip
def test_a_rate_named_in_the_clause_before_its_number_is_read(report: Report, words: str, value: str) -> None:
    assert _scored(report(f"上半年，范县工业投资{words}。")) == {("范县", GROWTH): value}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("工业投资增速最快，技改投资占比为5%。", id="another subject"),
        pytest.param("工业投资增速最快。为5%以上。", id="another sentence"),
        pytest.param("工业投资增速最快，新签约项目2个，为5%。", id="another number between"),
        pytest.param("预计完成工业投资12.5亿元，增长5%。", id="only expected"),
    ],
)
def test_a_rate_that_is_not_surely_the_growth_is_not(report: Report, text: str) -> None:
    assert not [row for row in report(f"上半年，范县{text}").figures if row.indicator == GROWTH]


@pytest.mark.parametrize(
    ("words", "growths"),
    [
        ("工业投资同比+5.1%", ["5.1"]),
        ("工业投资5亿元，+4%；技改投资2亿元，-3%", ["4", "-3"]),
        ("工业投资5亿元，增长4%；技改投资2亿元，3%", ["4", "3"]),
        ("工业投资5亿元，下降4%；技改投资2亿元，3%", ["-4"]),
        ("工业投资5亿元（增长4%）、技改投资2亿元（下降3%）", ["4", "-3"]),
    ],
)
def test_a_rate_that_only_has_a_sign_is_the_growth_of_what_stands_before(
    report: Report, words: str, growths: list[str]
) -> None:
    found = _scored(report(f"上半年，范县{words}。"))
    names = (GROWTH, "technical_investment_yoy")
    assert [found.get(("范县", name)) for name in names[: len(growths)]] == growths
    assert len([name for name in names if ("范县", name) in found]) == len(growths)


@pytest.mark.parametrize("head", ["一、主要指标", "（一）工业生产情况", "主要指标完成情况"])
def test_a_line_that_is_a_heading_is_no_word_of_the_subject_below_it(report: Report, head: str) -> None:
    found = report(f"范县上半年工业经济运行情况\n{head}\n工业投资增长4%。")
    assert _scored(found) == {("范县", GROWTH): "4"}


def test_a_list_of_names_and_numbers_gives_each_name_its_own(report: Report) -> None:
    rows = {
        "高新技术企业新增数：5家": ("high_tech_new", "5"),
        "国家级专精特新“小巨人”：3家": ("little_giants", "3"),
        "迟报次数：2次": ("late_reports", "2"),
        "工业投资：5亿元": (INVESTMENT, "5"),
        "工业投资增速：4%": (GROWTH, "4"),
        "“四化”改造项目：7个": ("upgrade_projects", "7"),
        "省级以上通报表扬：1次": ("praise", "1"),
        "重特大安全事故：0起": ("major_accident", "0"),
    }
    found = _scored(report("填报单位：范县工信局\n" + "\n".join(rows)))
    assert found == {("范县", indicator): value for indicator, value in rows.values()}


@pytest.mark.parametrize("words", ["工业投资情况", "工业投资完成情况如下"])
def test_a_label_that_is_more_than_a_name_is_read_for_its_subject(report: Report, words: str) -> None:
    assert _scored(report(f"上半年，范县{words}：5亿元，增长4%。")) == {
        ("范县", INVESTMENT): "5",
        ("范县", GROWTH): "4",
    }


@pytest.mark.parametrize("words", ["规划工业投资100亿元", "规划完成工业投资100亿元"])
def test_an_investment_that_is_only_laid_out_is_no_figure(report: Report, words: str) -> None:
    assert not report(f"上半年，范县{words}。").figures


@pytest.mark.parametrize("text", ["工业投资负增长的是范县（-2%）。", "上半年，范县工业投资下降-2%。"])
def test_a_fall_with_two_signs_is_offered_as_one(report: Report, text: str) -> None:
    found = report(text)
    assert [(row.county, row.indicator, str(row.value), row.state) for row in found.figures] == [
        ("范县", GROWTH, "-2", State.UNDECIDED)
    ]


@pytest.mark.parametrize("ending", ["完成额", "总额", "额"])
def test_the_growth_of_an_amount_in_other_words_is_its_growth(report: Report, ending: str) -> None:
    found = report(f"上半年，范县工业投资{ending}12.5亿元，同比增长9.1%。")
    assert _scored(found) == {("范县", INVESTMENT): "12.5", ("范县", GROWTH): "9.1"}


def test_what_a_rate_was_before_is_not_even_offered(report: Report) -> None:
    found = report("上半年，范县工业投资由10亿元下降到8亿元，增速由5.1%回落至3.2%。")
    assert [(str(row.value), row.state) for row in found.figures] == [("8", State.READ), ("3.2", State.READ)]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("增速由一季度的5.1%回落至3.2%", "2022Q1"),
        ("由去年同期的增长5.1%回落至增长3.2%", "2021H1"),
        ("由去年同期增长5.1%变为增长3.2%", "2021H1"),
    ],
)
def test_what_a_rate_was_at_a_time_before_is_of_that_time(report: Report, words: str, period: str) -> None:
    found = report(f"上半年，范县工业投资{words}。")
    assert [(str(row.value), row.period) for row in found.figures] == [("5.1", period), ("3.2", "2022H1")]


@pytest.mark.parametrize("words", ["占年度计划由45%提高到55%", "占年度计划的比重提高到55%", "占年度计划的55%"])
def test_the_share_of_the_plan_may_have_come_to_its_number(report: Report, words: str) -> None:
    found = report(f"上半年，范县产业项目完成投资11亿元，{words}。")
    assert _scored(found) == {("范县", "completed"): "11", ("范县", "plan_ratio"): "55"}


@pytest.mark.parametrize(
    ("words", "subject", "kind"),
    [
        pytest.param("增速回落3.2%", "工业投资增速", Kind.PP_DIFF, id="the growth moved"),
        pytest.param("增速提高3.2%", "工业投资增速", Kind.PP_DIFF, id="the growth moved up"),
        pytest.param("增速回落3.2个百分点", "工业投资增速", Kind.PP_DIFF, id="in points"),
        pytest.param("占比下降至3.2%", "工业投资占比", Kind.SHARE, id="a share has come to"),
        pytest.param("同比下降至3.2%", "工业投资", Kind.SHARE, id="by or to"),
        pytest.param("环比增长3.2%", "工业投资环比", Kind.YOY, id="on the month before"),
        pytest.param("比上月增长3.2%", "工业投资比上月", Kind.YOY, id="on last month"),
        pytest.param("比年初增长3.2%", "工业投资比年初", Kind.YOY, id="on the year's beginning"),
        pytest.param("较年初大幅增长3.2%", "工业投资较年初", Kind.YOY, id="an adverb between"),
        pytest.param("较上年末增长3.2%", "工业投资较上年末", Kind.YOY, id="on last year's end"),
        pytest.param("较去年底相比增长3.2%", "工业投资较去年底", Kind.YOY, id="compared with it"),
        pytest.param("与年初持平", "工业投资与年初", Kind.YOY, id="even with it"),
        pytest.param("比一季度累计增长3.2%", "工业投资比一季度", Kind.YOY, id="on a quarter"),
        pytest.param("年均增长3.2%", "工业投资年均", Kind.YOY, id="by the year"),
        pytest.param("两年年均增长3.2%", "工业投资两年平均", Kind.YOY, id="by the year over two"),
        pytest.param("较上月，下降3.2%", "工业投资较上月", Kind.YOY, id="said in a clause before"),
        pytest.param("环比，增长3.2%", "工业投资环比", Kind.YOY, id="on the month before, a clause before"),
        pytest.param("比2019年增长3.2%", "工业投资比2019年", Kind.YOY, id="on another year"),
        pytest.param("较2020年上半年增长3.2%", "工业投资较2020年上半年", Kind.YOY, id="on years ago, by its months"),
        pytest.param("比去年全年增长3.2%", "工业投资比去年全年", Kind.YOY, id="on the whole of last year"),
        pytest.param("比2019年同期增长3.2%", "工业投资较2019年", Kind.YOY, id="on years ago"),
    ],
)
def test_what_is_no_growth_on_last_year_keeps_its_own_words(
    report: Report, words: str, subject: str, kind: Kind
) -> None:
    found = report(f"上半年，范县工业投资{words}。")
    assert [(row.indicator, row.kind) for row in found.facts] == [(subject, kind)]
    assert found.figures == ()


def test_what_a_growth_is_on_may_be_said_before_the_county(report: Report) -> None:
    found = report("与一季度相比，范县工业投资增长4.1%，同比增长2%。与一季度相比，范县技改投资同比增长5%。")
    assert _scored(found) == {("范县", GROWTH): "2", ("范县", "technical_investment_yoy"): "5"}
    found = report("范县工业生产好于上月，与上月相比。范县工业投资增长4.1%。")
    assert _scored(found) == {("范县", GROWTH): "4.1"}


def test_behind_another_growth_the_subject_is_what_it_was(report: Report) -> None:
    found = report("范县工业投资环比增长2.2%，比年初增长1.5%，较上年末增长3%，同比下降1.1%。")
    assert _scored(found) == {("范县", GROWTH): "-1.1"}


def test_a_fall_that_narrows_is_a_gain_whatever_it_has_come_to(report: Report) -> None:
    found = report("上半年，范县工业投资降幅收窄至4.1%，较一季度收窄2个百分点。")
    assert [(row.indicator, row.value) for row in found.facts][1:] == [("工业投资降幅较一季度", Decimal(2))]


def test_fenbie_gives_each_county_its_own_number(report: Report) -> None:
    found = report("上半年，南乐县、清丰县分别完成工业投资30.5亿元、21.2亿元，分别增长45%、12.3%。")
    assert _scored(found) == {
        ("南乐县", INVESTMENT): "30.5",
        ("清丰县", INVESTMENT): "21.2",
        ("南乐县", GROWTH): "45",
        ("清丰县", GROWTH): "12.3",
    }


@pytest.mark.parametrize("are", ["居前三位的县区分别是", "最快的有", "居前的分别为", "居前的是"])
def test_counties_that_a_clause_ends_with_own_what_follows(report: Report, are: str) -> None:
    found = report(f"上半年，全市工业投资增速{are}濮阳县、清丰县和范县，分别增长4.1%、2.2%、-1%。")
    assert _scored(found) == {("濮阳县", GROWTH): "4.1", ("清丰县", GROWTH): "2.2", ("范县", GROWTH): "-1"}


def test_the_county_that_a_clause_ends_with_owns_what_follows(report: Report) -> None:
    found = report("上半年，全市工业投资增长5.2%，增速最快的是濮阳县，增长14.1%，最慢的是范县，下降2.2%。")
    assert _scored(found) == {("全市", GROWTH): "5.2", ("濮阳县", GROWTH): "14.1", ("范县", GROWTH): "-2.2"}


@pytest.mark.parametrize("words", ["同比增长4.1%、下降2.2%", "增速分别为4.1%、-2.2%", "分别增长4.1%和-2.2%"])
def test_behind_fenbie_as_many_numbers_again_are_each_ones_own(report: Report, words: str) -> None:
    found = report(f"上半年，范县工业投资、技改投资分别完成3亿元、4亿元，{words}。")
    growth = {indicator: value for (_, indicator), value in _scored(found).items() if indicator.endswith("yoy")}
    assert growth == {GROWTH: "4.1", "technical_investment_yoy": "-2.2"}
    found = report(f"上半年，范县、南乐县工业投资分别完成3亿元、4亿元，{words}。")
    growth = {county: value for (county, indicator), value in _scored(found).items() if indicator == GROWTH}
    assert growth == {"范县": "4.1", "南乐县": "-2.2"}


def test_fenbie_keeps_a_sign_with_its_number(report: Report) -> None:
    found = report("上半年，南乐县、清丰县工业投资增速分别为4.1%和-2.2%。")
    assert _scored(found) == {("南乐县", GROWTH): "4.1", ("清丰县", GROWTH): "-2.2"}


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("分别增长4.1%、下降2.2%、增长1.0%", "4.1 -2.2 1.0"),
        ("分别下降4.1%、增长2.2%和下降1.0%", "-4.1 2.2 -1.0"),
        ("分别下降4.1%、2.2%和1.0%", "-4.1 -2.2 -1.0"),
        ("同比分别增4.1%、降2.2%、大幅增长1.0%", "4.1 -2.2 1.0"),
        ("分别同比增长4.1%、同比下降2.2%、同比增长1.0%", "4.1 -2.2 1.0"),
        ("分别增长4.1%、下降2.2%和持平", "4.1 -2.2 0"),
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        pytest.param("濮阳县、清丰县、范县工业投资", id="counties before the subject"),
        pytest.param("工业投资增速靠后的濮阳县、清丰县、范县", id="counties behind it"),
        pytest.param("濮阳县、清丰县、范县分别完成工业投资1亿元、2亿元、3亿元，", id="counties of the clause before"),
    ],
)
def test_fenbie_keeps_each_verb_with_its_number(report: Report, before: str, words: str, values: str) -> None:
    found = report(f"上半年，{before}{words}。")
    growth = {county: value for (county, indicator), value in _scored(found).items() if indicator == GROWTH}
    assert growth == dict(zip(("濮阳县", "清丰县", "范县"), values.split(), strict=True))


@pytest.mark.parametrize("words", ["分别增长4.1%、2.2%", "分别增长4.1%、比较大的下降2.2%和1.0%"])
def test_fenbie_with_numbers_for_some_of_the_counties_gives_none_of_them_any(report: Report, words: str) -> None:
    assert report(f"上半年，濮阳县、清丰县、范县工业投资{words}。").figures == ()


def test_fenbie_of_what_is_not_told_is_not_taken(report: Report) -> None:
    found = report("上半年，范县工业投资两期分别增长4.1%、2.2%。")
    assert State.READ not in {row.state for row in found.figures}
    found = report("上半年，范县工业投资，分别增长4.1%、2.2%。")
    assert [(str(row.value), row.state) for row in found.figures] == [
        ("4.1", State.UNDECIDED),
        ("2.2", State.UNDECIDED),
    ]


def test_fenbie_against_a_time_keeps_it_before_the_second_verb(report: Report) -> None:
    found = report("上半年，濮阳县、清丰县工业投资增速分别较一季度提高1.1个、回落2.2个百分点。")
    assert [(row.county, row.indicator, str(row.value), row.unit) for row in found.facts] == [
        ("濮阳县", "工业投资增速较一季度", "1.1", "个百分点"),
        ("清丰县", "工业投资增速较一季度", "-2.2", "个百分点"),
    ]


def test_fenbie_gives_each_subject_its_own_number(report: Report) -> None:
    for words in ("分别增长3%、4%", "增速分别为3%、4%"):
        found = report(f"上半年，范县工业投资、技改投资{words}。")
        assert _scored(found) == {("范县", GROWTH): "3", ("范县", "technical_investment_yoy"): "4"}


def test_a_number_that_holds_for_several_counties_is_one_fact_each(report: Report) -> None:
    found = report("上半年，南乐县、范县工业投资均增长5%。")
    assert _scored(found) == {("南乐县", GROWTH): "5", ("范县", GROWTH): "5"}
    assert len({(row.number_start, row.number_end) for row in found.facts}) == 1


def test_a_sum_over_several_counties_is_no_countys_figure(report: Report) -> None:
    found = report("上半年，濮阳县、范县共完成工业投资9亿元。")
    assert [(row.county, str(row.value)) for row in found.facts] == [(None, "9")]
    assert found.figures == ()


def test_a_county_between_numbers_owns_the_next_one(report: Report) -> None:
    found = report("上半年，工业投资增速居前的是南乐县。其中，南乐县工业投资增长45%、台前县47%、范县9%。")
    assert {(row.county, str(row.value)) for row in found.facts} == {("南乐县", "45"), ("台前县", "47"), ("范县", "9")}
    assert _scored(found) == {("南乐县", GROWTH): "45", ("台前县", GROWTH): "47", ("范县", GROWTH): "9"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1—7月，范县完成工业投资12.5亿元。", id="seven months"),
        pytest.param("一季度，范县完成工业投资12.5亿元。", id="a quarter"),
        pytest.param("截至5月底，范县完成工业投资12.5亿元。", id="to the end of May"),
        pytest.param("上半年形势良好，2021年，范县完成工业投资12.5亿元。", id="another year"),
        pytest.param("下半年，范县完成工业投资12.5亿元。", id="the second half"),
        pytest.param("2020年上半年，范县完成工业投资12.5亿元。", id="the title's year"),
        pytest.param("范县工业投资单月完成12.5亿元。", id="a single month, not named"),
        pytest.param("上半年，范县工业投资当月完成12.5亿元。", id="this month, not named"),
        pytest.param("本月范县完成工业投资12.5亿元。", id="this month first"),
        pytest.param("上半年，范县工业投资当季完成12.5亿元。", id="this quarter"),
        pytest.param("上半年，范县工业投资6月份下降12.5%。", id="a month before 下降"),
    ],
)
def test_a_figure_of_another_period_is_shown_and_not_scored(report: Report, text: str) -> None:
    found = report(text)
    assert [row.state for row in found.figures] == [State.OTHER_PERIOD]
    assert [row.code for row in found.findings] == ["period-mixed"]


def test_behind_a_single_month_what_is_cumulative_is_the_runs(report: Report) -> None:
    for month in ("6月份", "当月", "当季"):
        found = report(f"上半年，范县{month}完成工业投资10亿元，累计完成60亿元，同比增长4.1%。")
        assert _scored(found) == {("范县", INVESTMENT): "60", ("范县", GROWTH): "4.1"}, month
    found = report("5月份，范县完成工业投资10亿元，累计完成60亿元。")
    assert [row.period for row in found.figures] == ["2022M05", "2022M01-05"]


def test_a_year_that_is_compared_with_is_not_the_reports(report: Report) -> None:
    found = report("范县完成工业投资10亿元，比2019年同期增加2亿元。")
    assert _scored(found) == {("范县", INVESTMENT): "10"}


def test_even_with_last_year_behind_a_growth_is_not_taken_for_none(report: Report) -> None:
    found = report("上半年，范县工业投资增长4.1%，与去年同期持平。")
    assert [(str(row.value), row.state) for row in found.figures] == [("4.1", State.READ)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("范县预计完成工业投资12.5亿元。", id="expected"),
        pytest.param("范县力争完成工业投资12.5亿元。", id="striven for"),
        pytest.param("范县工业投资目标12.5亿元。", id="a target"),
        pytest.param("范县去年同期工业投资12.5亿元。", id="last year's"),
        pytest.param("投资12.5亿元的范县某某产业园建成。", id="one project"),
        pytest.param("范县高新技术企业总数达到12家。", id="a stock, not newly added"),
        pytest.param("范县签约亿元以上项目16个。", id="signed, not in hand"),
        pytest.param("范县规模以上工业企业有研发机构82家。", id="with laboratories, not with activities"),
        pytest.param("范县工业投资超过全市平均增速30.2个百分点。", id="a distance"),
        pytest.param("范县工业投资增速居全市第5位。", id="a place"),
        pytest.param("我县完成工业投资12.5亿元。", id="a county never named"),
        pytest.param("第12届大会在范县召开，工业投资工作受到3次表扬。", id="something else"),
    ],
)
def test_what_is_no_figure_of_the_county_is_not_scored(report: Report, text: str) -> None:
    assert report(text).figures == ()


def test_a_county_that_never_names_itself_is_known_by_its_file(report: Report) -> None:
    found = report("上半年，我县完成工业投资12.5亿元。", "范县/半年总结.txt")
    assert [row.county for row in found.facts] == ["本县"]
    assert _scored(found) == {("范县", INVESTMENT): "12.5"}


def test_shares_of_the_plan_belong_to_the_project_class_named_before(report: Report) -> None:
    found = report(
        "今年以来，范县实施产业项目7个，概算投资70亿元，年度计划投资20亿元。上半年完成投资11亿元，占年度计划投资的55%。"
    )
    assert _scored(found) == {
        ("范县", "projects"): "7",
        ("范县", "project_budget"): "70",
        ("范县", "planned"): "20",
        ("范县", "completed"): "11",
        ("范县", "plan_ratio"): "55",
    }


def test_the_kind_reference_and_qualifier_of_a_fact_are_given(report: Report) -> None:
    facts = report(
        "上半年，范县工业投资增长9%，低于全市平均水平2.1个百分点，居全市倒数第二位；走访企业近300家次。"
    ).facts
    assert [(row.kind, row.value, row.reference, row.qualifier) for row in facts] == [
        (Kind.YOY, 9, None, None),
        (Kind.VS_CITY, Decimal("-2.1"), "全市", None),
        (Kind.RANK, 2, "全市", "倒数"),
        (Kind.COUNT, 300, None, "近"),
    ]


@pytest.mark.parametrize(
    "text",
    ["2022年6月30日，范县召开大会。", "范县实施“一号工程”。", "范县推行“五个一”机制。", f"投资{'123,' * 12}456亿元。"],
)  # fmt: skip
def test_dates_slogans_and_endless_digits_are_no_facts(report: Report, text: str) -> None:
    assert report(text).facts == ()


def test_a_place_of_another_city_keeps_its_own_name(report: Report) -> None:
    found = report("上半年，舞阳县完成工业投资12.5亿元，舞阳县技改投资增长3%。")
    assert {row.county for row in found.facts} == {"舞阳县"}
    assert found.figures == ()


WORDS = """
    范县 南乐县 、 ， 。 分别 均 共 完成工业投资 技改投资 同比增长 下降 12.5亿元 9.1% 20个 第五位 居全市
    1—7月 上半年 2021年
    占年计划的 55% 约 近 余家 “四化”改造项目 项目 企业
    高于全市 0.9个百分点 - ． ８ 1, 其中： （ ） 一 二十
"""
fragments = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(parts=fragments)
def test_every_number_stands_in_the_text_where_the_fact_says(scheme: Scheme, parts: list[str]) -> None:
    text = " ".join(parts)
    for fact in read_text(text, "t", scheme).facts:
        assert 0 <= fact.number_start < fact.number_end <= len(text)
        printed = re.sub(r"[\s,-]", "", text[fact.number_start : fact.number_end]).translate(
            str.maketrans("８．", "8.")
        )
        assert abs(fact.value) == (Decimal(printed) if printed[0].isdigit() else numeral(printed))


def test_the_real_page_gives_the_county_figures_of_its_gold(
    shared: Path, scheme: Scheme, golden: Callable[[Path, str], None]
) -> None:
    page = (shared / "text" / "seed_page.txt").read_text(encoding="utf-8")
    found = read_text(page, "page", scheme)
    chosen, findings = choose(found.figures, scheme)
    assert [row.code for row in findings] == []  # no figure of the page contradicts another
    lines = [
        f"{row.county} {row.indicator} {row.value} {row.period} {row.state}" for row in chosen if row.role is Role.NOW
    ]
    golden(GOLDEN, "\n".join(lines) + "\n")
    gold = json.loads((shared / "text" / "seed_gold.json").read_text(encoding="utf-8"))
    core = {(row["county"], Decimal(row["value"])) for row in gold if row.get("core") and row["value"][0].isdigit()}
    assert {(row.county, abs(row.value or 0)) for row in found.figures} <= core
    late = {(row.value, row.state) for row in found.figures if row.period == "2022M01-07"}
    assert late == {(Decimal("54.05"), State.OTHER_PERIOD), (Decimal("88.6"), State.OTHER_PERIOD)}
    shown = {row.value for row in found.facts if row.period == "2022M01-07" and row.kind is not Kind.COUNT}
    assert {Decimal("54.05"), Decimal("88.6"), Decimal("34.06"), Decimal("108.5")} <= shown
    sums_of_projects = {Decimal(5), Decimal("11.6"), Decimal(30), Decimal("20.7")}
    assert not {row.value for row in found.figures} & sums_of_projects


def test_confidence_tells_figures_that_are_taken_from_those_that_are_not(shared: Path, scheme: Scheme) -> None:
    page = (shared / "text" / "seed_page.txt").read_text(encoding="utf-8")
    found = read_text(page, "page", scheme)
    figures = {row.origin for row in found.figures}
    taken = [row for row in found.facts if row.indicator_id is not None and row.confidence >= TAKEN]
    assert len(figures) <= len(taken)
    assert {row.confidence for row in found.facts if row.indicator_id is None} <= {
        Decimal("0.5"),
        Decimal("0.8"),
        Decimal("0.85"),
        TAKEN,
    }


def test_a_number_that_is_not_exact_is_offered_and_not_taken(report: Report) -> None:
    done = report("上半年，南乐县完成工业投资约30亿元，同比增长45%。")
    states = {figure.indicator: figure.state for figure in done.figures}
    assert states == {"industrial_investment": State.UNDECIDED, "industrial_investment_yoy": State.READ}
    assert [finding.code for finding in done.findings] == ["offered"]
    assert str(done.findings[0]).startswith("南乐县的工业投资，文字中只有“")


@pytest.mark.parametrize(
    ("words", "value", "quoted"),
    [
        ("增速—4.1%", "-4.1", "增速—4.1%"),
        ("下降-4.1%", "-4.1", "下降-4.1%"),
        ("增长4%—5%", "4", "增长4%—5%"),
        ("增速下降4.1%", "-4.1", "增速下降4.1%"),
        ("增速增长4.1%", "4.1", "增速增长4.1%"),
        ("增速约为4.1%", "4.1", "增速约为4.1%"),
        ("增长不到4.1%", "4.1", "增长不到4.1%"),
        ("增长4.1%上下", "4.1", "增长4.1%上下"),
        ("由下降5.1%回升至3.2%", "-3.2", "回升至3.2%"),
    ],
)
def test_a_number_of_which_sign_or_size_is_not_sure_is_offered_with_its_words(
    report: Report, words: str, value: str, quoted: str
) -> None:
    done = report(f"上半年，南乐县工业投资{words}。")
    assert [(row.value, row.state) for row in done.figures] == [(Decimal(value), State.UNDECIDED)]
    assert f"{quoted}”" in str(done.findings[0])


def test_a_number_that_is_not_exact_is_not_offered_beside_an_exact_one(report: Report) -> None:
    done = report("上半年，南乐县完成工业投资30.58亿元。全县工业投资突破30亿元，创新高。")
    assert [(figure.value, figure.state) for figure in done.figures] == [(Decimal("30.58"), State.READ)]
    assert done.findings == ()
