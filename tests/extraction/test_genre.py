"""Sentences of the genre, invented: what a careful colleague writes down from each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pingbi.extraction.prose import read_text
from pingbi.model import State
from pingbi.scheme import Scheme

Row = tuple[str | None, str, str, str, str, str | None]


def rows(text: str, scheme: Scheme) -> list[Row]:
    """(county, subject, kind, value, unit, period) of each number."""
    return [
        (row.county, row.indicator, str(row.kind), f"{row.value:f}", row.unit, row.period)
        for row in read_text(text, "t", scheme).facts
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1—5月，新安县工业投资同比增长26.8%，增速居全市第2位，较1—4月提升1位、回落0.6个百分点。",
            [
                ("新安县", "工业投资", "yoy", "26.8", "%", "2022M01-05"),
                ("新安县", "工业投资增速", "rank", "2", "位", "2022M01-05"),
                ("新安县", "工业投资增速位次", "pp_diff", "1", "位", "2022M01-05"),
                ("新安县", "工业投资增速较1—4月", "pp_diff", "-0.6", "个百分点", "2022M01-05"),
            ],
            id="places moved and points lost since another period",
        ),
        pytest.param(
            "上半年，叶县规上工业增加值下降2.1%，降幅比一季度收窄1.4个百分点，低于全市平均水平5.2个百分点。",
            [
                ("叶县", "规上工业增加值", "yoy", "-2.1", "%", "2022H1"),
                ("叶县", "规上工业增加值降幅较一季度", "pp_diff", "1.4", "个百分点", "2022H1"),
                ("叶县", "规上工业增加值增速比全市", "vs_city", "-5.2", "个百分点", "2022H1"),
            ],
            id="a fall that narrows is a gain",
        ),
        pytest.param(
            "全县采矿业增加值增长4.5%，拉动规上工业增长0.8个百分点；制造业下降1.2%，下拉0.3个百分点。",
            [
                ("本县", "采矿业增加值", "yoy", "4.5", "%", None),
                ("本县", "采矿业拉动", "contribution", "0.8", "个百分点", None),
                ("本县", "制造业增加值", "yoy", "-1.2", "%", None),
                ("本县", "制造业拉动", "contribution", "-0.3", "个百分点", None),
            ],
            id="contributions, and a measure that holds on",
        ),
        pytest.param(
            "新乡：前三季度全市利用外资12.4亿美元，比全省（8.1%）和全国（6.3%）分别高2.2、4.0个百分点。",
            [
                ("新乡市", "利用外资", "level", "12.4", "亿美元", "2022M01-09"),
                ("全省", "利用外资", "yoy", "8.1", "%", "2022M01-09"),
                ("全国", "利用外资", "yoy", "6.3", "%", "2022M01-09"),
                ("新乡市", "利用外资增速比全省", "vs_city", "2.2", "个百分点", "2022M01-09"),
                ("新乡市", "利用外资增速比全国", "vs_city", "4.0", "个百分点", "2022M01-09"),
            ],
            id="a short name of the city, rates of larger areas in brackets",
        ),
        pytest.param(
            "今年以来，全区新增规上企业4家，总数达到61家，比年初增加3家。",
            [
                ("本区", "新增规上企业", "count", "4", "家", "2022YTD"),
                ("本区", "规上企业总数", "count", "61", "家", "2022YTD"),
                ("本区", "规上企业比年初增加", "count", "3", "家", "2022YTD"),
            ],
            id="new ones, all of them, more than before",
        ),
        pytest.param(
            "上半年，全市金融机构存、贷款余额分别为512.3亿元、431.8亿元，分别增长9.1%、8.4%。",
            [
                ("全市", "金融机构存款余额", "level", "512.3", "亿元", "2022H1"),
                ("全市", "金融机构贷款余额", "level", "431.8", "亿元", "2022H1"),
                ("全市", "金融机构存款余额", "yoy", "9.1", "%", "2022H1"),
                ("全市", "金融机构贷款余额", "yoy", "8.4", "%", "2022H1"),
            ],
            id="two subjects that share their ending, twice",
        ),
        pytest.param(
            "2020年，我县安排重点项目48个，总投资96.5亿元，年度计划投资31亿元；1至6月份完成17.6亿元，为年度目标的56.8%。",
            [
                ("本县", "重点项目", "count", "48", "个", "2020FY-plan"),
                ("本县", "重点项目总投资", "level", "96.5", "亿元", "2020"),
                ("本县", "重点项目年度计划投资", "level", "31", "亿元", "2020FY-plan"),
                ("本县", "重点项目完成投资", "level", "17.6", "亿元", "2020H1"),
                ("本县", "重点项目占年度目标", "plan_ratio", "56.8", "%", "2020H1"),
            ],
            id="the year's list of projects, its plan, what was done",
        ),
        pytest.param(
            "新签约项目52个，工业项目占31个，其中投资10亿元以上的6个。",
            [
                ("全市", "新签约项目", "count", "52", "个", None),
                ("全市", "新签约工业项目", "count", "31", "个", None),
                ("全市", "新签约投资10亿元以上工业项目", "count", "6", "个", None),
            ],
            id="classes of classes; a threshold is no number",
        ),
        pytest.param(
            "上半年全市重点产业增加值增长8.2%。其中，7月份增长5.9%，当月用电量9亿千瓦时。",
            [
                ("全市", "重点产业增加值", "yoy", "8.2", "%", "2022H1"),
                ("全市", "重点产业增加值", "yoy", "5.9", "%", "2022M07"),
                ("全市", "用电量", "level", "9", "亿千瓦时", "2022M07"),
            ],
            id="a single month to the end of its sentence",
        ),
        pytest.param(
            "上半年全县工业企业利润总额由上年同期的5.2亿元增加到7.9亿元，三次产业结构为8.4:40.3:51.3。",
            [
                ("本县", "工业企业利润总额", "level", "5.2", "亿元", "2021H1"),
                ("本县", "工业企业利润总额", "level", "7.9", "亿元", "2022H1"),
                ("本县", "第一产业增加值占比", "share", "8.4", "%", "2022H1"),
                ("本县", "第二产业增加值占比", "share", "40.3", "%", "2022H1"),
                ("本县", "第三产业增加值占比", "share", "51.3", "%", "2022H1"),
            ],
            id="from last year's to this one's; a structure",
        ),
        pytest.param(
            "郏县上半年贷款余额三百二十亿元，较年初翻番；项目开工率不足七成，走访企业五百余家次。",
            [
                ("郏县", "贷款余额", "level", "320", "亿元", "2022H1"),
                ("郏县", "贷款余额较年初", "yoy", "1", "倍", "2022H1"),
                ("郏县", "项目开工率", "share", "7", "成", "2022H1"),
                ("郏县", "走访企业", "count", "500", "家次", "2022H1"),
            ],
            id="numerals",
        ),
    ],
)
def test_a_sentence_gives_its_facts(scheme: Scheme, text: str, expected: list[Row]) -> None:
    assert rows(text, scheme) == expected


TABLE = """新区2022年前三季度主要指标
指标\t单位\t完成\t同比±%
地区生产总值\t亿元\t210.5\t6.1
　第二产业\t亿元\t98.2\t-0.7
固定资产投资\t亿元\t—\t8.2
"""
BY_COUNTY = """1—9月省重点项目投资完成情况表
单位：个、亿元
县区 | 项目个数 | 年投资计划 | 完成投资额 | 年计划完成率
叶县 | 12 | 40.5 | 30.1 | 74.3%
郏县 | 9 | 22 | 18.7 | 85%
"""


def test_a_table_printed_as_lines_is_read_by_its_columns(scheme: Scheme) -> None:
    assert [row[1:] for row in rows(TABLE, scheme)] == [
        ("地区生产总值", "level", "210.5", "亿元", "2022M01-09"),
        ("地区生产总值", "yoy", "6.1", "%", "2022M01-09"),
        ("第二产业增加值", "level", "98.2", "亿元", "2022M01-09"),
        ("第二产业增加值", "yoy", "-0.7", "%", "2022M01-09"),
        ("固定资产投资", "yoy", "8.2", "%", "2022M01-09"),
    ]


def test_a_table_by_county_gives_each_row_to_its_county(scheme: Scheme) -> None:
    assert rows(BY_COUNTY, scheme)[:4] == [
        ("叶县", "省重点项目", "count", "12", "个", "2022M01-09"),
        ("叶县", "省重点项目年投资计划", "level", "40.5", "亿元", "2022FY-plan"),
        ("叶县", "省重点项目完成投资额", "level", "30.1", "亿元", "2022M01-09"),
        ("叶县", "省重点项目年计划完成率", "plan_ratio", "74.3", "%", "2022M01-09"),
    ]
    assert {row[0] for row in rows(BY_COUNTY, scheme)} == {"叶县", "郏县"}


@pytest.mark.parametrize(
    "text",
    [
        "本月只考招商签约等共7项指标，满分50分。",
        "聚焦六大支柱产业、三个方面，落实二十条措施之外的“四个一”。",
        "这10个集聚区各有特色，在全省18个省辖市中领先。",
        "第十六届人大第三次会议6月15日召开，印发〔2022〕3号文件（附件1）。",
        "连续4个月保持两位数增长，为期2年。",
    ],
)
def test_lists_ordinals_and_spans_of_time_are_no_facts(scheme: Scheme, text: str) -> None:
    assert rows(text, scheme) == []


def test_a_total_said_of_new_ones_is_not_scored_as_new(scheme: Scheme) -> None:
    found = read_text("上半年，范县新增高新技术企业3家，总数达到12家。", "t", scheme)
    assert [(row.indicator, row.value) for row in found.figures] == [("high_tech_new", Decimal(3))]


def test_the_whole_of_a_text_without_any_name_is_offered_and_never_scored(scheme: Scheme) -> None:
    found = read_text("上半年完成工业投资12.5亿元。", "t", scheme)
    assert [(row.county, row.indicator_id) for row in found.facts] == [("全市", "industrial_investment")]
    assert [row.state for row in found.figures] == [State.UNDECIDED]


def test_numbers_behind_apart_may_have_verbs_of_their_own(scheme: Scheme) -> None:
    found = read_text("上半年，范县营业收入212.6亿元，利润总额11.3亿元，分别增长9.1%和下降4.2%。", "t", scheme)
    growth = [(row.indicator, row.value) for row in found.facts if row.unit == "%"]
    assert growth == [("营业收入", Decimal("9.1")), ("利润总额", Decimal("-4.2"))]


def test_behind_the_semicolon_after_its_parts_a_plan_is_that_of_the_whole(scheme: Scheme) -> None:
    text = "范县产业项目共18个，总投资106.5亿元，其中亿元以上项目12个；年度计划投资27.3亿元，上半年完成18.84亿元。"
    found = read_text(text, "t", scheme)
    assert [row.indicator for row in found.facts][-2:] == ["产业项目年度计划投资", "产业项目完成投资"]


def test_the_first_counties_of_a_growth_are_listed_with_it(scheme: Scheme) -> None:
    text = "上半年，规模以上工业增加值增速居前三位的是工业园区10.2%、濮阳县9.6%和南乐县9.1%。"
    found = read_text(text, "t", scheme)
    assert [(row.county, row.indicator_id) for row in found.facts] == [
        (county, "value_added_yoy") for county in ("工业园区", "濮阳县", "南乐县")
    ]


def test_what_stands_below_a_numbered_heading_is_read_without_it(scheme: Scheme) -> None:
    text = """范县2022年上半年工作总结
一、工业投资
完成30.5亿元，同比增长4%
二、项目建设
谋划实施产业项目18个，今年计划投资27.3亿元，1—6月完成18.84亿元。
三、科技创新
现有规上工业企业52家，上半年获得省级以上通报表扬1次、新认定国家级专精特新“小巨人”企业2家（累计5家）。"""
    found = read_text(text, "t", scheme).figures
    assert {row.indicator: row.value for row in found if row.state is State.READ} == {
        "industrial_investment": Decimal("30.5"),
        "industrial_investment_yoy": Decimal(4),
        "projects": Decimal(18),
        "planned": Decimal("27.3"),
        "completed": Decimal("18.84"),
        "rd_enterprises": Decimal(52),
        "praise": Decimal(1),
        "little_giants": Decimal(2),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "濮阳工业园区上半年完成工业投资16.9亿元，同比增长28%。园区共有规上工业企业58家，开展研发活动的39家。",
            {
                ("工业园区", "industrial_investment"): "16.9",
                ("工业园区", "industrial_investment_yoy"): "28",
                ("工业园区", "rd_enterprises"): "58",
                ("工业园区", "rd_active"): "39",
            },
            id="a zone whose name begins with the city's",
        ),
        pytest.param(
            "范县\n技改投资增速：-2.4%\n产业项目：28个，年计划投资：74.5亿元，完成投资：40.2亿元\n"
            "研发活动覆盖率：55.3%（规上工业企业103家，有研发活动57家）",
            {
                ("范县", "technical_investment_yoy"): "-2.4",
                ("范县", "projects"): "28",
                ("范县", "planned"): "74.5",
                ("范县", "completed"): "40.2",
                ("范县", "rd_coverage"): "55.3",
                ("范县", "rd_enterprises"): "103",
                ("范县", "rd_active"): "57",
            },
            id="names and numbers with colons",
        ),
        pytest.param(
            "范县规上工业企业58家，其中开展研发活动的企业39家。产业项目25个，概算投资139.85亿元，年度投资计划67.2亿元，完成38.6亿元。",
            {
                ("范县", "rd_enterprises"): "58",
                ("范县", "rd_active"): "39",
                ("范县", "projects"): "25",
                ("范县", "project_budget"): "139.85",
                ("范县", "planned"): "67.2",
                ("范县", "completed"): "38.6",
            },
            id="a plan called otherwise",
        ),
        pytest.param(
            "濮阳县自评报告\n（一）工业投资。1-6月完成45.6亿元，同比增速38.2%。\n（二）亿元以上项目。目标16个，实际24个。\n"
            "（三）“四化”改造。目标20个，已实施19个，完成率95%。",
            {
                ("濮阳县", "industrial_investment"): "45.6",
                ("濮阳县", "industrial_investment_yoy"): "38.2",
                ("濮阳县", "large_projects"): "24",
                ("濮阳县", "upgrade_projects"): "19",
            },
            id="heads of items name what follows",
        ),
        pytest.param(
            "上半年，全市规上工业增加值增长7.9%。高于全市平均水平的有濮阳县和清丰县，分别增长9.6%和8.2%；"
            "低于全市平均水平的有华龙区（0.4%）和范县（6.5%）。技改投资方面，清丰县、范县分别增长41.2%、-4.3%。"
            "亿元以上工业项目：濮阳县24个、台前县9个。",
            {
                ("全市", "value_added_yoy"): "7.9",
                ("濮阳县", "value_added_yoy"): "9.6",
                ("清丰县", "value_added_yoy"): "8.2",
                ("华龙区", "value_added_yoy"): "0.4",
                ("范县", "value_added_yoy"): "6.5",
                ("清丰县", "technical_investment_yoy"): "41.2",
                ("范县", "technical_investment_yoy"): "-4.3",
                ("濮阳县", "large_projects"): "24",
                ("台前县", "large_projects"): "9",
            },
            id="a city's report, its counties in turn",
        ),
        pytest.param(
            "1—6月，范县规上工业增加值30.2亿元，可比增长6.5%。4月份范县工业投资下降8.2%，上半年累计增长21.9%。"
            "全县有亿元以上工业项目11个，高新技术企业新认定3家。技改投资：3亿元，同比下降：4.3%。",
            {
                ("范县", "value_added"): "30.2",
                ("范县", "value_added_yoy"): "6.5",
                ("范县", "industrial_investment_yoy"): "21.9",
                ("范县", "large_projects"): "11",
                ("范县", "high_tech_new"): "3",
                ("范县", "technical_investment"): "3",
                ("范县", "technical_investment_yoy"): "-4.3",
            },
            id="other words for the same",
        ),
        pytest.param(
            "范县上半年工业投资目标17亿元，实际18.3亿元。亿元以上工业项目目标12个，完成11个。“四化”改造项目已实施8个。",
            {
                ("范县", "industrial_investment"): "18.3",
                ("范县", "large_projects"): "11",
                ("范县", "upgrade_projects"): "8",
            },
            id="behind a target what was done",
        ),
        pytest.param(
            "范县：工业投资（亿元）18.3，增速（%）21.9；技改投资（万元）：56000，增速（%）：-4.3。",
            {
                ("范县", "industrial_investment"): "18.3",
                ("范县", "industrial_investment_yoy"): "21.9",
                ("范县", "technical_investment"): "5.6",
                ("范县", "technical_investment_yoy"): "-4.3",
            },
            id="units in brackets before their numbers",
        ),
        pytest.param("范县上半年工业投资18.3亿元（预计），增长4%（快报数）。", {}, id="rough numbers are offered"),
        pytest.param(
            "范县2022年上半年工业投资18.3亿元（其中一季度7.1亿元，二季度11.2亿元）。技改投资5.6亿元，增长3%。",
            {
                ("范县", "industrial_investment"): "18.3",
                ("范县", "technical_investment"): "5.6",
                ("范县", "technical_investment_yoy"): "3",
            },
            id="quarters in a bracket end with it",
        ),
        pytest.param(
            "台前县上半年：（1）产业项目占年计划：60.8%；（2）研发活动覆盖率：51.4%；（3）新签约：4个。",
            {
                ("台前县", "plan_ratio"): "60.8",
                ("台前县", "rd_coverage"): "51.4",
                ("台前县", "signed_projects"): "4",
            },
            id="a share by its own name repeats none",
        ),
        pytest.param(
            "上半年，范县工业投资增长31.2%。去年，全县技改投资增长22.7%。2021年，新签约工业项目9个。",
            {("范县", "industrial_investment_yoy"): "31.2"},
            id="last year's are of last year",
        ),
        pytest.param(
            "华龙区上半年，规上工业增加值由1—5月的下降1.2%转为增长0.4%；6月份，工业投资4.1亿元。",
            {
                ("华龙区", "value_added_yoy"): "0.4",
            },
            id="what it was before, and what one month makes",
        ),
    ],
)
def test_reports_as_offices_write_them(scheme: Scheme, text: str, expected: dict[tuple[str, str], str]) -> None:
    found = read_text(text, "t", scheme).figures
    read = {(row.county, row.indicator): row.value for row in found if row.state is State.READ}
    assert read == {key: Decimal(value) for key, value in expected.items()}


def test_a_month_beside_the_half_year_is_no_fault(scheme: Scheme) -> None:
    both = read_text("范县上半年完成工业投资14.7亿元。6月份，工业投资4.1亿元。", "t", scheme)
    assert [(row.value, row.state) for row in both.figures] == [
        (Decimal("14.7"), State.READ),
        (Decimal("4.1"), State.OTHER_PERIOD),
    ]
    assert both.findings == ()
    assert len(read_text("范县6月份，工业投资4.1亿元。", "t", scheme).findings) == 1


def test_what_follows_a_number_in_an_unknown_unit_is_of_nothing_before(scheme: Scheme) -> None:
    text = "上半年，范县工业投资5亿元，PM2.5平均浓度48微克/立方米，同比下降6.2%。7月8日，技改投资2亿元，增长3%。"
    found = read_text(text, "t", scheme).figures
    assert {row.indicator: row.value for row in found if row.state is State.READ} == {
        "industrial_investment": Decimal(5),
        "technical_investment": Decimal(2),
        "technical_investment_yoy": Decimal(3),
    }


P, NEW = "濮阳县", {"gy": "value_added_yoy", "iy": "industrial_investment_yoy", "i": "industrial_investment"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # where a rate has come to, with the time it is of
        ("增速从一季度的11.2%回落到上半年的8.9%", {"iy": "8.9"}),
        ("增速由5.1%下降到上半年的3.2%", {"iy": "3.2"}),
        ("增速从5月末的16.7%降至6月末的13.5%", {"iy": "13.5"}),
        ("增速由一季度的18.6%、1—5月的16.7%回落至上半年的13.5%", {"iy": "13.5"}),
        ("增速比一季度提高6.5个百分点，达到14.3%", {"iy": "14.3"}),
        ("增速同比提高0.6个百分点至7.9%", {"iy": "7.9"}),
        ("降幅比一季度收窄2.2个百分点，为3.4%", {"iy": "-3.4"}),
        ("增速由全市第八位跃升至第四位，达到21.9%", {"iy": "21.9"}),
        # what is aimed at, and what was done
        ("增速未达到10%的目标，仅为6.8%", {"iy": "6.8"}),
        ("未达到20亿元", {}),
        ("力争突破22亿元，实际完成21.7亿元", {"i": "21.7"}),
        ("力争增长15%，新签约工业项目10个，新增高新技术企业4家", {}),
        # other years
        ("上年同期19.1亿元。去年上半年，规上工业增加值增长9.2%，基数较高；今年上半年增长3.3%", {"gy": "3.3"}),
        ("如果剔除一次性投资6.8亿元，工业投资增长2.1%", {}),
    ],
)
def test_of_an_investment_only_what_it_is_now_is_scored(scheme: Scheme, text: str, expected: dict[str, str]) -> None:
    found = read_text(f"上半年，{P}工业投资{text}。", "t", scheme).figures
    read = {row.indicator: f"{row.value:f}" for row in found if row.state is State.READ}
    assert read == {NEW[key]: value for key, value in expected.items()}


@pytest.mark.parametrize(
    "text",
    [
        "政府工作报告：过去一年，规上工业增加值增长8.1%。工业投资增长11.3%。今年目标：规上工业增加值增长8.5%，工业投资增长12%。",
        "主要预期目标是：规上工业增加值增长8.5%；工业投资增长12%；新签约工业项目40个。",
        "五年来累计完成工业投资186亿元，新增高新技术企业33家。",
        "“十三五”末，规上工业企业81家，新签约工业项目112个。",
        "近三年，新签约工业项目112个。",
        "提前完成新签约工业项目20个的目标任务。",
    ],
)
def test_aims_and_other_years_are_not_scored(scheme: Scheme, text: str) -> None:
    found = read_text(f"{P}{text}", "t", scheme).figures
    assert [row for row in found if row.state in (State.READ, State.UNDECIDED)] == []


def test_what_is_done_about_an_aim_is_no_aim(scheme: Scheme) -> None:
    text = (
        f"{P}智能制造项目3个，概算投资10.4亿元。"
        "在市定目标基础上，统一思想、调高目标，经过深入挖掘，确定25个工业项目、22个“四化”改造项目。"
    )
    found = read_text(text, "t", scheme).figures
    assert [(row.indicator, row.value, row.state) for row in found] == [("upgrade_projects", Decimal(22), State.READ)]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("预计利用省外资金20.7亿元，工业投资增长12.3%。", State.UNDECIDED),
        ("力争规上工业增加值增长9%，工业投资增长12.3%。", State.UNDECIDED),
        ("新签约工业项目16个，预计总投资80亿元，工业投资增长12.3%。", State.READ),
        ("预计利用省外资金20.7亿元，实际工业投资增长12.3%。", State.READ),
    ],
)
def test_what_stands_behind_an_aim_is_asked_not_lost(scheme: Scheme, text: str, state: State) -> None:
    found = read_text(f"上半年，{P}{text}", "t", scheme).figures
    assert [row.state for row in found if row.value == Decimal("12.3")] == [state]


@pytest.mark.parametrize("amount", ["21.7亿韩元", "21.7亿美元", "3亿5000万卢布", "2100万新台币"])
def test_another_currency_is_no_amount_of_an_indicator(scheme: Scheme, amount: str) -> None:
    assert read_text(f"上半年，{P}工业投资完成{amount}。", "t", scheme).figures == ()


def test_signed_ones_are_no_rough_number(scheme: Scheme) -> None:
    found = read_text(f"上半年，{P}新签约23个，节约资金3亿元。", "t", scheme)
    assert [(row.indicator, row.value, row.state) for row in found.figures] == [
        ("signed_projects", Decimal(23), State.READ)
    ]


G, T_, Q_ = "value_added_yoy", "technical_investment_yoy", "清丰县"
INV, IY, R, S_ = "industrial_investment", "industrial_investment_yoy", "rd_enterprises", "signed_projects"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "濮阳县规上工业增加值同比增长15.2%（全市增长14.8%），工业投资增长13.5%（清丰县18.7%）、技改投资增长19.2%。",
            {(P, G): "15.2", ("全市", G): "14.8", (P, IY): "13.5", (Q_, IY): "18.7", (P, T_): "19.2"},
            id="another's in a bracket",
        ),
        pytest.param("濮阳县工业投资下降13.5%（全市21.3%）。", {(P, IY): "-13.5"}, id="of which sign is not known"),
        pytest.param(
            "从全省看，上半年规上工业增加值增长3.1%；从全市看，增长5.6%；从我县看，增长7.9%。濮阳县政府",
            {("全市", G): "5.6", (P, G): "7.9"},
            id="seen from somewhere",
        ),
        pytest.param(
            "全市9个县（区）中，规上工业增加值增速高于全市平均水平的有2个，分别为濮阳县（15.2%）、清丰县（12.1%）。",
            {(P, G): "15.2", (Q_, G): "12.1"},
            id="counties behind how many they are",
        ),
        pytest.param(
            "工业投资方面：全市增长21.3%，高于全市平均水平的有1个县区：清丰县（30.4%）；低于全市平均水平的有濮阳县（13.5%）。",
            {("全市", IY): "21.3", (Q_, IY): "30.4", (P, IY): "13.5"},
            id="how many counties are no unknown number",
        ),
        pytest.param(
            "工业投资超20亿元的有清丰县、濮阳县2个县，合计45.16亿元。濮阳市",
            {},
            id="a sum of counties named at the end",
        ),
        pytest.param(
            "濮阳县工业投资21.7亿元，去年同期为19.1亿元；技改投资5.1亿元，比2021年上半年的4.3亿元增长19.2%。",
            {(P, INV): "21.7", (P, "technical_investment"): "5.1", (P, T_): "19.2"},
            id="last year's amounts",
        ),
        pytest.param("濮阳县工业投资同比减少2.6亿元，下降10.7%。", {(P, IY): "-10.7"}, id="by how much it is less"),
        pytest.param(
            "濮阳县工业投资上半年任务20亿元，完成21.7亿元，超额1.7亿元。", {(P, INV): "21.7"}, id="more than the aim"
        ),
        pytest.param(
            "濮阳县产业项目由38个调整为42个，年计划投资由91亿元调整为98.5亿元，完成投资56.7亿元，为年度计划98.5亿元的57.6%。",
            {(P, "projects"): "42", (P, "planned"): "98.5", (P, "completed"): "56.7", (P, "plan_ratio"): "57.6"},
            id="a list and a plan that were changed",
        ),
        pytest.param(
            "濮阳县新签约、新开工亿元以上项目分别为9个、8个。技改投资占23.6%，同比增长19.2%。",
            {(P, T_): "19.2"},
            id="an ending that is of both",
        ),
        pytest.param(
            "濮阳县化工规上工业企业41家，实现规上工业增加值14.2亿元，增长9.9%。", {}, id="what a part of them makes"
        ),
        pytest.param("濮阳县工业投资在21亿至22亿元之间。", {}, id="a range"),
        pytest.param(
            "上半年，新乡市规上工业增加值增长5.9%，其中长垣市增长9.1%、辉县市增长3.4%、濮阳县增长7.9%。",
            {(P, G): "7.9"},
            id="among cities of other prefectures",
        ),
        pytest.param(
            "长垣市工业投资108.1亿元，我县工业投资21.7亿元。濮阳县差距较大。",
            {(P, INV): "21.7"},
            id="we are the known one",
        ),
        pytest.param(
            "濮阳县高企总数41家，上半年新增高企6家，工业固投21.7亿元。台前县迟报1次。",
            {(P, "high_tech_new"): "6", (P, INV): "21.7", ("台前县", "late_reports"): "1"},
            id="short names",
        ),
        pytest.param(
            "濮阳县半年工作总结\n上半年，全县工业经济稳中向好，各项工作都有新的进展。\n项目建设扎实推进\n"
            "全县产业项目42个，年计划投资98.5亿元，1—6月完成投资56.7亿元。\n存在问题\n规上工业企业96家，数量偏少。",
            {(P, "projects"): "42", (P, "planned"): "98.5", (P, "completed"): "56.7", (P, R): "96"},
            id="headings without numbers",
        ),
        pytest.param(
            "濮阳县\n新签约工业项目\n1—6月新签约16个。\n工业项目入库\n1—6月入库21个。",
            {(P, S_): "16", (P, "listed_projects"): "21"},
            id="a heading that is said again",
        ),
    ],
)
def test_whose_and_of_when(scheme: Scheme, text: str, expected: dict[tuple[str, str], str]) -> None:
    found = read_text(text, "t", scheme).figures
    read = {(row.county, row.indicator): row.value for row in found if row.state is State.READ}
    assert read == {key: Decimal(value) for key, value in expected.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("亿元以上工业项目18个（续建11个、新建7个）", {"large_projects": "18"}),
        ("亿元以上工业项目净增3个，达到18个", {"large_projects": "18"}),
        ("列入省重点的产业项目12个，列入市重点的产业项目30个", {}),
        ("新签约工业项目，完成23个；工业项目入库方面，完成18个", {S_: "23", "listed_projects": "18"}),
        ("研发活动覆盖率同比提高3.3个百分点，为59.4%", {"rd_coverage": "59.4"}),
        ("规上工业增加值增速前高后稳：一季度6.6%、1—5月7.1%、1—6月7.9%", {G: "7.9"}),
        ("规上工业增加值增速由1—2月的5.1%逐步提升至上半年的7.9%", {G: "7.9"}),
    ],
)
def test_counts_and_rates_of_a_county(scheme: Scheme, text: str, expected: dict[str, str]) -> None:
    found = read_text(f"{P}{text}。", "t", scheme).figures
    assert {row.indicator: f"{row.value:f}" for row in found if row.state is State.READ} == expected


@pytest.mark.parametrize(
    "words",
    [
        "围绕全年目标，",
        "紧盯年度目标任务，",
        "为完成全年目标，狠抓项目，",
        "确保了工业平稳运行，用电量增长8%，",
        "技改投资增长7.9%，为近三年同期最高水平；",
        "技改投资增长7.9%，达到预期目标；",
        "“十四五”以来，坚持工业强县。上半年",
        "固定资产投资（不含农户）增长9.2%，",
    ],
)
def test_words_of_aims_and_years_do_not_hide_what_was_done(scheme: Scheme, words: str) -> None:
    found = read_text(f"{P}{words}工业投资增长13.5%，新签约工业项目23个。", "t", scheme).figures
    read = {row.indicator: f"{row.value:f}" for row in found if row.state is State.READ}
    assert {key: read.get(key) for key in (IY, S_)} == {IY: "13.5", S_: "23"}
