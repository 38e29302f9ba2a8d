"""Whose a number of a report is: the county's, the city's, the province's, a zone's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pingbi import scheme as schemes
from pingbi.extraction import Extracted
from pingbi.extraction.place_names import strangers
from pingbi.extraction.prose import read_text
from pingbi.model import State
from pingbi.scoring import METHODS

Report = Callable[..., Extracted]
INVESTMENT, GROWTH = "industrial_investment", "industrial_investment_yoy"
TECHNICAL, TECHNICAL_GROWTH = "technical_investment", "technical_investment_yoy"


def _read(found: Extracted) -> list[tuple[str, str, str]]:
    """Whose, what and how much of every figure that is scored, in the order of the text."""
    return [(row.county, row.indicator, f"{row.value:f}") for row in found.figures if row.state is State.READ]


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param("全市前两季度", id="the city's first two quarters"),
        pytest.param("全市前6个月", id="the city's first six months"),
        pytest.param("我市前六月", id="the city's, by itself"),
        pytest.param("全市1—6月", id="the city's, plainly"),
        pytest.param("全省前2季度", id="the province's first quarters"),
        pytest.param("河南省上半年", id="the province by name"),
        pytest.param("全国前两个季度", id="the country's"),
    ],
)
def test_a_larger_places_figure_is_no_countys(report: Report, whole: str) -> None:
    found = report(f"{whole}工业投资增长5.5%。\n范县：上半年技改投资下降1.1%。")
    assert [row for row in _read(found) if row[0] != "全市"] == [("范县", TECHNICAL_GROWTH, "-1.1")]
    assert [row[2] for row in _read(found) if row[0] == "全市"] == (["5.5"] if "市" in whole else [])


@pytest.mark.parametrize("of_all", ["第一季度工业投资", "第三产业投资", "各项投资", "居民收入", "首季工业投资"])
def test_what_the_whole_city_has_is_not_said_of_the_county_named_after_it(report: Report, of_all: str) -> None:
    found = report(f"全市{of_all}增长5.5%，范县技改投资增长2%。")
    assert [(row.county, str(row.value)) for row in found.facts] == [("濮阳市", "5.5"), ("范县", "2")]


@pytest.mark.parametrize("among", ["居全市前三位", "全市前3名", "位列全市第一"])
def test_a_place_in_the_city_leaves_the_county_its_growth(report: Report, among: str) -> None:
    found = report(f"上半年，范县{among}，工业投资增长2%。")
    assert _read(found) == [("范县", GROWTH, "2")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("华龙区：{}。{}。\n开发区：{}。{}。\n范县：{}。{}。", id="names with colons"),
        pytest.param("1.华龙区：{}，{}。\n2.开发区：{}，{}。\n3.范县：{}，{}。", id="numbered"),
        pytest.param("（一）华龙区。{}。{}。\n（二）开发区。{}。{}。\n（三）范县。{}。{}。", id="numbered, with stops"),
        pytest.param("华龙区\n{}。\n{}。\n开发区\n{}。\n{}。\n范县\n{}。\n{}。", id="names as headings"),
        pytest.param("华龙区\n\n{}。\n\n{}。\n\n开发区\n\n{}。\n\n{}。\n\n范县\n\n{}。\n\n{}。", id="lines apart"),
        pytest.param(
            "华龙区\n　　{}。\n　　{}。\n开发区\n　　{}。\n　　{}。\n范县\n　　{}。\n　　{}。", id="lines indented"
        ),
        pytest.param("一、华龙区\n{}\n{}\n二、开发区：\n{}\n{}\n三、范县\n{}\n{}", id="no stops"),
        pytest.param("全市工业情况\n华龙区\n{}。\n{}。\n开发区\n{}。\n{}。\n范县\n{}。\n{}。", id="below a title"),
        pytest.param("华龙区：{}\n{}\n开发区：{}\n{}\n范县：{}\n{}", id="names with colons, no stops"),
        pytest.param("★华龙区：{}。{}。\n★开发区：{}。{}。\n★范县：{}。{}。", id="stars"),
        pytest.param("【华龙区】{}。{}。\n【开发区】{}。{}。\n【范县】{}。{}。", id="brackets"),
        pytest.param("1 华龙区\n{}\n{}\n2 开发区\n{}\n{}\n3 范县\n{}\n{}", id="bare numbers"),
        pytest.param("全市：形势平稳。\n华龙区：{}。{}。\n开发区：{}。{}。\n范县：{}。{}。", id="below the city"),
    ],
)
def test_what_stands_below_a_name_is_that_places(report: Report, text: str) -> None:
    said = [f"{name}增长{rate}%" for rate, name in enumerate(("工业投资", "技改投资") * 3, 1)]
    places = ("华龙区", "经济技术开发区", "范县")
    assert _read(report(text.format(*said))) == [
        (place, indicator, str(2 * at + rate))
        for at, place in enumerate(places)
        for rate, indicator in enumerate((GROWTH, TECHNICAL_GROWTH), 1)
    ]


@pytest.mark.parametrize("head", ["开发区：", "开发区\n", "1.开发区："])
def test_a_countys_own_zone_is_neither_the_citys_nor_the_county(report: Report, head: str) -> None:
    found = report(f"范县上半年技改投资增长4%。\n{head}工业投资增长3%。新签约工业项目2个。")
    assert _read(found) == [("范县", TECHNICAL_GROWTH, "4")]
    assert {row.county for row in found.facts} == {"范县", "开发区"}


def test_a_name_that_only_ends_a_broken_line_heads_nothing(report: Report) -> None:
    found = report("南乐县工业投资增长4%，\n范县\n，南乐县投产2个项目。技改投资增长3%。")
    assert _read(found) == [("南乐县", GROWTH, "4"), ("南乐县", TECHNICAL_GROWTH, "3")]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("台前工业投资增长3%。技改投资增长2%。", {"台前县": "3"}, id="before an indicator"),
        pytest.param("台前：工业投资增长3%。", {"台前县": "3"}, id="a colon"),
        pytest.param("上半年台前的工业投资增长3%。", {"台前县": "3"}, id="behind a period"),
        pytest.param("台前工业投资增长3%，清丰增长2%。", {"台前县": "3", "清丰县": "2"}, id="another behind it"),
        pytest.param("其中台前工业投资增长3%、清丰2%。", {"台前县": "3", "清丰县": "2"}, id="a list"),
        pytest.param(
            "台前、清丰、南乐工业投资分别增长3%、2%、1%。", {"台前县": "3", "清丰县": "2", "南乐县": "1"}, id="分别"
        ),
        pytest.param("台前、清丰两县工业投资分别增长3%、2%。", {"台前县": "3", "清丰县": "2"}, id="两县"),
        pytest.param("台前县、清丰县等两个县工业投资均增长3%。", {"台前县": "3", "清丰县": "3"}, id="names in full"),
        pytest.param("台前\n工业投资增长3%。\n清丰\n工业投资增长2%。", {"台前县": "3", "清丰县": "2"}, id="headings"),
        pytest.param("从幕后到台前，范县工业投资增长3%。", {"范县": "3"}, id="a word of its own"),
        pytest.param("站在台前工业投资增长3%，范县工业投资增长2%。", {"范县": "2"}, id="not where a subject stands"),
    ],
)
def test_a_countys_short_name_is_the_county_where_something_is_said_of_it(
    report: Report, text: str, figures: dict[str, str]
) -> None:
    assert {county: value for county, what, value in _read(report(text)) if what == GROWTH} == figures


def test_what_a_sentence_says_of_a_countys_own_zone_is_not_the_countys(report: Report) -> None:
    found = report("范县工业投资增长4%，开发区工业投资增长3%，技改投资增长2%。新签约工业项目5个。")
    assert _read(found) == [("范县", GROWTH, "4"), ("范县", "signed_projects", "5")]
    found = report("范县工业投资增长4%，开发区建设加快，技改投资增长2%。")
    assert _read(found) == [("范县", GROWTH, "4"), ("范县", TECHNICAL_GROWTH, "2")]


def test_a_short_name_that_only_one_article_begins_with_is_no_county_of_another_city(report: Report) -> None:
    found = report("某地工业投资增长1%。\n\n甲县：工业经济\n\n台前工业投资增长3%。")
    assert [str(row.value) for row in found.facts] == ["1", "3"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("南乐县 {}。{}。\n台前县 {}。{}。\n范县 {}。{}。", id="a blank"),
        pytest.param("南乐县——{}。{}。\n台前县——{}。{}。\n范县——{}。{}。", id="a dash"),
        pytest.param("南乐县方面，{}。{}。\n台前县方面，{}。{}。\n范县方面，{}。{}。", id="方面"),
        pytest.param("南乐县情况：{}。{}。\n台前县情况：{}。{}。\n范县情况：{}。{}。", id="情况"),
        pytest.param("南乐县上半年情况\n{}。{}。\n台前县上半年情况\n{}。{}。\n范县上半年情况\n{}。{}。", id="titles"),
        pytest.param(
            "南乐县（单位：亿元）\n{}。{}。\n台前县（单位：亿元）\n{}。{}。\n范县\n{}。{}。", id="with a unit"
        ),
        pytest.param("南乐{}。{}。\n\n台前{}。{}。\n\n范县{}。{}。", id="short names"),
    ],
)
def test_where_paragraphs_begin_with_several_counties_each_is_of_its_own(report: Report, text: str) -> None:
    said = [f"{name}增长{rate}%" for rate, name in enumerate(("工业投资", "技改投资") * 3, 1)]
    assert [(row[0], row[2]) for row in _read(report(text.format(*said)))] == [
        (place, str(2 * at + rate)) for at, place in enumerate(("南乐县", "台前县", "范县")) for rate in (1, 2)
    ]


def test_one_other_county_at_the_head_of_a_paragraph_leaves_the_report_its_owner(report: Report) -> None:
    found = report("该县上半年工业投资增长4%。\n\n范县增长3%。\n\n范县增速较快。技改投资增长2%。", "范县.txt")
    assert {row[0] for row in _read(found)} == {"范县"}
    found = report("南乐县上半年工业投资增长4%。\n\n我县争先。范县增长3%。新签约工业项目5个。")
    assert _read(found)[-1] == ("南乐县", "signed_projects", "5")


def test_lines_of_a_text_that_is_broken_anywhere_begin_no_paragraphs(report: Report) -> None:
    found = report(
        "全市上半年工业投资增长5%，各县区竞相发展、你追我赶，形成了比学赶超的良好局面，深受\n鼓舞。\n"
        "范县工业投资增长4%。全市技改投资增长1%。\n南乐县工业投资增长3%。新签约工业项目5个。"
    )
    assert _read(found)[-1] == ("全市", "signed_projects", "5")


def test_the_citys_short_name_is_the_city_where_something_is_said_of_it(report: Report) -> None:
    found = report("濮阳上半年工业投资增长5.5%。濮阳县工业投资增长4%。")
    assert _read(found) == [("全市", GROWTH, "5.5"), ("濮阳县", GROWTH, "4")]


@pytest.mark.parametrize("lead", ["现将", "现就", "根据", "经"])
def test_words_before_a_countys_name_make_no_other_county(report: Report, lead: str) -> None:
    found = report(f"{lead}南乐县上半年情况报告如下：\n工业投资增长4%。")
    assert _read(found) == [("南乐县", GROWTH, "4")]


def test_zones_in_one_list_with_a_county_are_the_citys(report: Report) -> None:
    found = report("濮阳县、开发区和示范区工业投资分别增长6%、3%、2%。")
    assert [row[0] for row in _read(found)] == ["濮阳县", "经济技术开发区", "城乡一体化示范区"]


@pytest.mark.parametrize(
    ("file", "county"), [("开发区.txt", "经济技术开发区"), ("经开区上半年.docx", "经济技术开发区"), ("材料.txt", "")]
)
def test_a_zones_own_report_is_known_by_its_file(report: Report, file: str, county: str) -> None:
    found = report("开发区：工业投资增长3%。技改投资增长2%。", file)
    assert _read(found) == ([(county, GROWTH, "3"), (county, TECHNICAL_GROWTH, "2")] if county else [])


def test_an_indicator_may_stand_before_its_counties(report: Report) -> None:
    found = report("上半年，工业投资范县增长4%，台前县下降3%。")
    assert _read(found) == [("范县", GROWTH, "4"), ("台前县", GROWTH, "-3")]


@pytest.mark.parametrize(
    "text",
    [
        "各县（区）工业投资（亿元）：\n范县：4.1亿元\n台前县：3.1亿元",
        "各县(市、区)工业投资完成情况\n工业投资：\n范县 4.1亿元\n台前县 3.1亿元",
        "工业投资：\n1.范县 4.1亿元\n2.台前县 3.1亿元",
    ],
)
def test_a_list_below_an_indicator_gives_each_county_its_amount(report: Report, text: str) -> None:
    assert _read(report(text)) == [("范县", INVESTMENT, "4.1"), ("台前县", INVESTMENT, "3.1")]


@pytest.mark.parametrize("row", ["濮阳县：8.1%", "濮阳县 8.1%", "濮阳县8.1%"])
@pytest.mark.parametrize("title", ["上半年各县工业投资增速", "上半年全市工业投资增速"])
def test_the_first_line_below_a_title_without_a_sign_is_its_own_countys(report: Report, title: str, row: str) -> None:
    found = report(f"{title}\n{row}\n范县：-3.1%\n台前县：2.2%")
    assert _read(found) == [("濮阳县", GROWTH, "8.1"), ("范县", GROWTH, "-3.1"), ("台前县", GROWTH, "2.2")]


def test_the_amounts_of_such_lines_keep_their_growth(report: Report) -> None:
    found = report("上半年全市工业投资\n南乐县：12.3亿元，增长4%\n范县：3.1亿元，下降3%")
    assert _read(found) == [
        ("南乐县", INVESTMENT, "12.3"),
        ("南乐县", GROWTH, "4"),
        ("范县", INVESTMENT, "3.1"),
        ("范县", GROWTH, "-3"),
    ]


def test_the_county_that_is_first_or_last_owns_the_rate_that_follows(report: Report) -> None:
    found = report("上半年，全市工业投资增速濮阳县最高，为8.1%。")
    assert _read(found) == [("濮阳县", GROWTH, "8.1")]
    found = report("上半年，全市工业投资增速南乐县、濮阳县最高，均为8.1%。")
    assert _read(found) == [("南乐县", GROWTH, "8.1"), ("濮阳县", GROWTH, "8.1")]


CITIES = """
[scheme]
name = "例"
period = "2023H2"
[city]
name = "全市"
aliases = ["许昌市"]
[[county]]
name = "禹州市"
[[county]]
name = "长葛市"
[[county]]
name = "许昌经济技术开发区"
aliases = ["经开区"]
[[indicator]]
id = "a"
name = "工业投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "g"
name = "工业投资增速"
unit = "%"
kind = "yoy"
of = "a"
[[criterion]]
id = "c"
name = "工业投资增速"
weight = 100
value = "g"
method = "rank_linear"
"""


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        pytest.param(
            "禹州市2023年工业经济运行情况。下半年，我市工业投资增长7.6%，高于许昌市平均水平1.2个百分点。全市工业投资46亿元。",
            "一.txt",
            [("禹州市", "7.6"), ("禹州市", "46")],
            id="named first and alone",
        ),
        pytest.param("下半年，全市工业投资增长7.6%。", "禹州市.txt", [("禹州市", "7.6")], id="by its file"),
        pytest.param("下半年，全市工业投资增长7.6%。", "汇总.txt", [], id="nobody's own"),
        pytest.param(
            "许昌市下半年，全市工业投资增长7.6%，禹州市增长8%。",
            "禹州市.txt",
            [("全市", "7.6"), ("禹州市", "8")],
            id="the prefecture speaks",
        ),
        pytest.param(
            "下半年，全市工业投资增长7.6%。其中禹州市增长8%，长葛市增长6%。",
            "汇总.txt",
            [("全市", "7.6"), ("禹州市", "8"), ("长葛市", "6")],
            id="several are named",
        ),
        pytest.param(
            "长葛市工信局：下半年，全市工业投资增长14.9%，居许昌市第2位。许昌市平均增速为6.1%。",
            "一.txt",
            [("长葛市", "14.9"), ("全市", "6.1")],
            id="and what the prefecture has",
        ),
        pytest.param(
            "许昌经济技术开发区下半年工业投资增长9.8%。经开区工业投资21.7亿元。",
            "一.txt",
            [("许昌经济技术开发区", "9.8"), ("许昌经济技术开发区", "21.7")],
            id="a zone by its short name",
        ),
    ],
)
def test_a_county_that_is_a_city_calls_itself_the_city(
    tmp_path: Path, text: str, file: str, expected: list[tuple[str, str]]
) -> None:
    path = tmp_path / "scheme.toml"
    path.write_text(CITIES, encoding="utf-8")
    found = read_text(text, file, schemes.load(path, METHODS)).figures
    assert [(row.county, f"{row.value:f}") for row in found if row.state is State.READ] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "濮阳县、范县、台前县三县上半年工业投资完成148.6亿元，增长31%，其中范县完成18亿元，增长21%。",
            [("范县", INVESTMENT, "18"), ("范县", GROWTH, "21")],
            id="a sum, and its growth",
        ),
        pytest.param("上半年，范县、台前县工业投资增长21%。", [], id="of both together, or of each"),
        pytest.param(
            "上半年，范县、台前县工业投资均增长21%。", [("范县", GROWTH, "21"), ("台前县", GROWTH, "21")], id="of each"
        ),
    ],
)
def test_an_amount_of_a_list_of_counties_is_their_sum(
    report: Report, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert _read(report(text)) == expected


def test_but_leads_to_the_next_county(report: Report) -> None:
    found = report("上半年，范县的工业投资增速为21.9%，而台前县为47%，但南乐县达到45%。")
    assert _read(found) == [("范县", GROWTH, "21.9"), ("台前县", GROWTH, "47"), ("南乐县", GROWTH, "45")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("上半年，全县工业投资增长4%，比清丰县低2.1个百分点，与清丰县差距缩小。", "范县上半年.txt"),
        ("范县对标清丰县、南乐县等全国百强县，工业投资增长4%，仍有差距。", "材料.txt"),
        ("与清丰县、南乐县相比，工业投资差距较大。范县增长4%，低于上述两县。", "材料.txt"),
    ],
    ids=["the file's county among others", "set against others", "compared with two"],
)
def test_a_county_compared_with_is_not_the_one_that_reports(report: Report, text: str, name: str) -> None:
    assert {(row.county, str(row.value)) for row in report(text, name).figures} == {("范县", "4")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "范县运行分析\n上半年，工业投资增长4%，分别高于全国、全省、全市6.9、7.2、4.7个百分点。\n从投资看，技改投资2.4亿元。",
            {("范县", GROWTH): "4", ("范县", TECHNICAL): "2.4"},
            id="against three larger ones",
        ),
        pytest.param(
            "范县运行分析\n上半年，工业投资增长4%，全市增长5.6%。\n技改投资2.4亿元。",
            {("范县", GROWTH): "4", ("全市", GROWTH): "5.6", ("范县", TECHNICAL): "2.4"},
            id="the city beside the county of the title",
        ),
        pytest.param(
            "范县找差距材料\n与清丰县比：工业投资，清丰县23.4亿元，我县9.8亿元。与清丰县园区比：技改投资，我县2.4亿元。",
            {("清丰县", INVESTMENT): "23.4", ("范县", INVESTMENT): "9.8", ("范县", TECHNICAL): "2.4"},
            id="we are the county of the title",
        ),
        pytest.param(
            "示范区上半年工作汇报\n城乡一体化示范区工业投资增长4%。濮阳市增长5%。技改投资0.6亿元。",
            {("城乡一体化示范区", GROWTH): "4", ("全市", GROWTH): "5", ("城乡一体化示范区", TECHNICAL): "0.6"},
            id="a title is no part of a name",
        ),
    ],
)
def test_among_larger_and_other_ones_the_author_stays(
    report: Report, text: str, expected: dict[tuple[str, str], str]
) -> None:
    rows = (row for row in report(text).figures if row.state is State.READ)
    assert {(row.county, row.indicator): f"{row.value:f}" for row in rows} == expected


def test_a_single_project_is_not_the_countys_projects(report: Report) -> None:
    text = (
        "范县产业项目28个，年计划投资66亿元，完成31.7亿元。督查发现，丰源项目进度滞后，完成投资0.8亿元，占年计划的21%。"
        "惠成电子新材料项目，总投资5.8亿元，技改投资1.1亿元。"
    )
    read = {row.indicator: f"{row.value:f}" for row in report(text).figures if row.state is State.READ}
    assert read == {"projects": "28", "planned": "66", "completed": "31.7"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "工业投资，范县9.8亿元，清丰县23.4亿元；技改投资，范县2.4亿元，清丰县5.1亿元。濮阳市",
            {("范县", INVESTMENT): "9.8", ("清丰县", INVESTMENT): "23.4"}
            | {("范县", TECHNICAL): "2.4", ("清丰县", TECHNICAL): "5.1"},
        ),
        (
            "工业投资增速：范县增长9%，清丰县12%；技改投资增速：范县3.3%，清丰县18.7%。濮阳市",
            {("范县", GROWTH): "9", ("清丰县", GROWTH): "12"}
            | {("范县", TECHNICAL_GROWTH): "3.3", ("清丰县", TECHNICAL_GROWTH): "18.7"},
        ),
        (
            "新签约工业项目，范县14个，清丰县27个；工业项目入库，范县11个，清丰县18个。濮阳市",
            {("范县", "signed_projects"): "14", ("清丰县", "signed_projects"): "27"}
            | {("范县", "listed_projects"): "11", ("清丰县", "listed_projects"): "18"},
        ),
    ],
    ids=["amounts", "growths", "counts"],
)
def test_counties_behind_a_new_subject_have_its_numbers(
    report: Report, text: str, expected: dict[tuple[str, str], str]
) -> None:
    rows = (row for row in report(text).figures if row.state is State.READ)
    assert {(row.county, row.indicator): f"{row.value:f}" for row in rows} == expected


def test_a_city_or_a_district_that_was_a_county_of_the_same_name_is_a_place() -> None:
    assert {"辉县市", "赣县区"} <= set(strangers("其中辉县市增长3.4%、赣县区增长2.8%。"))
    assert "范县市" not in set(strangers("范县市重点项目3个。"))
