"""What a text's numbers must be to each other: each check speaks in its words, and is silent where digits allow it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pingbi.model import Derived, Fact, Figure, Finding, InText, Level

Tell = Callable[..., Any]
Say = Callable[..., Fact]
Row = tuple[Any, ...]

OFFERED = ("implied", "no-operand", "missing")
MORE = """
[[indicator]]
id = "invested"
name = "工业投资"
unit = "亿元"
kind = "level"
required = false
[[indicator]]
id = "invested_yoy"
name = "工业投资增速"
of = "invested"
unit = "%"
kind = "yoy"
required = false
[[indicator]]
id = "large"
name = "亿元以上项目"
unit = "个"
kind = "count"
required = false
[[indicator]]
id = "firms"
name = "规上企业"
unit = "家"
kind = "count"
required = false
[[indicator]]
id = "active"
name = "开展研发的企业"
unit = "家"
kind = "count"
part_of = "firms"
required = false
[[indicator]]
id = "active_share"
name = "研发覆盖率"
unit = "%"
kind = "share"
compute = "active / firms * 100"
required = false
"""
TARGET = """
[[target]]
indicator = "large"
county = "甲县"
value = 14
"""


def rows(say: Say, given: list[Row]) -> list[Fact]:
    """Each row is (subject, printed number, kind, other fields)."""
    facts = []
    for row in given:
        subject, printed, *rest = row
        kind = rest[0] if rest else "level"
        facts.append(say(subject, printed, kind, **(rest[1] if len(rest) > 1 else {})))
    return facts


def found(tell: Tell, say: Say, given: list[Row], figures: list[Figure] | None = None, more: str = "") -> list[Finding]:
    """What is said of a text, without what is only offered."""
    told = tell(figures or [], MORE + more, facts=rows(say, given))
    return [finding for finding in told.findings if finding.code not in OFFERED]


PLAN: Row = ("“四化”改造项目年计划投资", "31.38亿元", "level", {"period": "2022FY-plan"})
DONE: Row = ("“四化”改造项目完成投资", "34.06亿元")
CLASS: Row = ("“四化”改造项目", "29个", "count")
BUILT: Row = ("“四化”改造项目已建成投产", "9个", "count")
GOING: Row = ("“四化”改造项目正在加快建设", "17个", "count")


def ratio(printed: str, **more: object) -> Row:
    return ("“四化”改造项目占年计划", printed, "plan_ratio", more)


def begun(printed: str) -> Row:
    return ("“四化”改造项目开工率", printed, "share")


def growth(county: str, printed: str, **more: object) -> Row:
    return ("工业投资", printed, "yoy", {"county": county, "indicator_id": "invested_yoy"} | more)


def distance(county: str, printed: str, **more: object) -> Row:
    return ("工业投资增速", printed, "vs_city", {"county": county} | more)


WRONG = [
    pytest.param(
        [PLAN, DONE, ratio("109.5%")],
        "ratio-mismatch",
        Level.VERIFY,
        "甲县的“四化”改造项目占年计划写为109.5%（“‘四化’改造项目占年计划109.5%”），"
        "按“‘四化’改造项目完成投资34.06亿元”、“‘四化’改造项目年计划投资31.38亿元”计算应为108.5%，两者不符，请核实",
        3,
        id="a share of the plan that does not follow",
    ),
    pytest.param(
        [PLAN, DONE, ratio("108.5%", period="2022M01-07")],
        "period-mixed",
        Level.MANDATORY,
        "甲县的“四化”改造项目占年计划108.5%（“‘四化’改造项目占年计划108.5%”）是2022年1—7月的，"
        "所依据的34.06亿元（“‘四化’改造项目完成投资34.06亿元”）是2022年上半年的，时期不一致，请核实更正",
        2,
        id="a share of one period from an amount of another",
    ),
    pytest.param(
        [PLAN, ("“四化”改造项目完成投资", "340600亿元"), ratio("108.5%")],
        "unit-slip",
        Level.MANDATORY,
        "甲县的“四化”改造项目完成投资340600亿元（“‘四化’改造项目完成投资340600亿元”）与"
        "按“‘四化’改造项目年计划投资31.38亿元”和“‘四化’改造项目占年计划108.5%”算出的数正好相差一万倍："
        "疑似单位误写（如万元与亿元），请核实更正",
        3,
        id="万元 written as 亿元 within a ratio",
    ),
    pytest.param(
        [("“四化”改造项目概算投资", "30亿元"), PLAN],
        "part-exceeds-whole",
        Level.MANDATORY,
        "甲县的“四化”改造项目年计划投资（31.38亿元，“‘四化’改造项目年计划投资31.38亿元”）大于"
        "“四化”改造项目概算投资（30亿元，“‘四化’改造项目概算投资30亿元”），请核实更正",
        2,
        id="a year's plan above the whole budget",
    ),
    pytest.param(
        [CLASS, BUILT, GOING, begun("100%")],
        "ratio-mismatch",
        Level.VERIFY,
        "甲县的“四化”改造项目开工率写为100%（“‘四化’改造项目开工率100%”），"
        "按“‘四化’改造项目已建成投产9个”、“‘四化’改造项目正在加快建设17个”、“‘四化’改造项目29个”计算应为89.7%，"
        "两者不符，请核实",
        4,
        id="a rate of begun ones that the listed ones do not give",
    ),
    pytest.param(
        [CLASS, ("“四化”改造项目已开工", "26个", "count"), begun("90.0%")],
        "ratio-mismatch",
        Level.VERIFY,
        "甲县的“四化”改造项目开工率写为90.0%（“‘四化’改造项目开工率90.0%”），"
        "按“‘四化’改造项目已开工26个”、“‘四化’改造项目29个”计算应为89.7%，两者不符，请核实",
        3,
        id="a rate of begun ones",
    ),
    pytest.param(
        [
            ("有研发机构的规上工业企业", "82家", "count"),
            ("研发覆盖率", "68.2%", "share", {"indicator_id": "active_share"}),
        ],
        "infeasible-share",
        Level.VERIFY,
        "甲县的研发覆盖率为68.2%（“研发覆盖率68.2%”），而有研发机构的规上工业企业为82家（“有研发机构的规上工业企业82家”），"
        "总数不论是多少都得不出这个比例，请核实口径或数字",
        2,
        id="a share that no whole number gives",
    ),
    pytest.param(
        [CLASS, begun("90.0%")],
        "infeasible-share",
        Level.VERIFY,
        "甲县的“四化”改造项目开工率为90.0%（“‘四化’改造项目开工率90.0%”），而“四化”改造项目为29个（“‘四化’改造项目29个”），"
        "其中不论有多少都得不出这个比例，请核实口径或数字",
        2,
        id="a share of a whole that no number of its parts gives",
    ),
    pytest.param(
        [("亿元以上工业项目", "26个", "count", {"at": 90}), ("工业项目", "25个", "count", {"at": 50})],
        "part-exceeds-whole",
        Level.MANDATORY,
        "甲县的亿元以上工业项目（26个，“亿元以上工业项目26个”）大于工业项目（25个，“工业项目25个”），请核实更正",
        2,
        id="more of a narrower kind than of the wider",
    ),
    pytest.param(
        [
            ("规划工业项目", "25个", "count"),
            ("材料项目", "9个", "count", {"part_of": "规划工业项目"}),
            ("食品项目", "17个", "count", {"part_of": "规划工业项目"}),
        ],
        "sum-mismatch",
        Level.VERIFY,
        "甲县的规划工业项目写为25个（“规划工业项目25个”），所列各项（“材料项目9个”、“食品项目17个”）合计为26个，两者不符，请核实",
        3,
        id="listed parts above their whole",
    ),
    pytest.param(
        [
            ("工业产值", "10.0亿元"),
            ("材料产值", "90000万元", "level", {"part_of": "工业产值"}),
            ("食品产值", "2.0亿元", "level", {"part_of": "工业产值"}),
        ],
        "sum-mismatch",
        Level.VERIFY,
        "甲县的工业产值写为10.0亿元（“工业产值10.0亿元”），所列各项（“材料产值90000万元”、“食品产值2.0亿元”）合计为11亿元，两者不符，请核实",
        3,
        id="listed parts in another unit than their whole",
    ),
    pytest.param(
        [
            ("研发机构", "82家", "count"),
            ("省级平台", "8家", "count", {"part_of": "研发机构"}),
            ("其余实验室", "73家", "count", {"part_of": "研发机构"}),
        ],
        "sum-mismatch",
        Level.VERIFY,
        "甲县的研发机构写为82家（“研发机构82家”），所列各项（“省级平台8家”、“其余实验室73家”）合计为81家，两者不符，请核实",
        3,
        id="a list that names the rest and does not reach the whole",
    ),
    pytest.param(
        [CLASS, ("“四化”改造项目已建成投产", "13个", "count"), GOING],
        "sum-mismatch",
        Level.VERIFY,
        "甲县的“四化”改造项目写为29个（“‘四化’改造项目29个”），"
        "所列各项（“‘四化’改造项目已建成投产13个”、“‘四化’改造项目正在加快建设17个”）合计为30个，两者不符，请核实",
        3,
        id="more finished and under way than there are",
    ),
    pytest.param(
        [("企业发放贷款", "142家", "count"), ("企业发放贷款", "137笔", "count")],
        "implausible",
        Level.HINT,
        "甲县的贷款笔数少于企业数（137笔，“企业发放贷款137笔”，142家，“企业发放贷款142家”），一般每家至少一笔，请核实",
        2,
        id="fewer loans than borrowers",
    ),
    pytest.param(
        [
            growth("甲县", "45%"),
            distance("甲县", "30.2个百分点"),
            growth("乙县", "47%"),
            distance("乙县", "31.2个百分点"),
        ],
        "implied-city-differs",
        Level.VERIFY,
        "全市的工业投资增速不一致：由甲县“工业投资45%”、“工业投资增速30.2个百分点”推出14.8%；"
        "由乙县“工业投资47%”、“工业投资增速31.2个百分点”推出15.8%，请核实",
        4,
        id="two counties that imply two city figures",
    ),
    pytest.param(
        [
            growth("甲县", "45%"),
            ("工业投资", "1位", "rank", {"indicator_id": None}),
            growth("乙县", "47%"),
        ],
        "place-contradicts",
        Level.VERIFY,
        "甲县的工业投资写为全市第1位（“工业投资1位”），数值为45%（“工业投资45%”），但乙县47%（“工业投资47%”）更高，请核实",
        3,
        id="a first place below another county",
    ),
    pytest.param(
        [
            ("所涉指标综合成绩", "3位", "rank", {"qualifier": "前"}),
            ("半年综合评比", "4位", "rank", {}),
        ],
        "place-contradicts",
        Level.VERIFY,
        "甲县的综合名次前后不一致：“半年综合评比4位”，“所涉指标综合成绩3位”，请核实",
        2,
        id="a fourth place among the first three",
    ),
    pytest.param(
        [("新建企业产值", "10亿元"), ("新建企业产值", "12亿元")],
        "two-values",
        Level.MANDATORY,
        "甲县的新建企业产值前后两个数：“新建企业产值10亿元”为10亿元，“新建企业产值12亿元”为12亿元，请核实更正",
        2,
        id="one thing, two values",
    ),
    pytest.param(
        [("新建企业产值", "10亿元"), ("新建企业产值", "12亿元", "level", {"file": "续报.txt"})],
        "two-values",
        Level.MANDATORY,
        "甲县的新建企业产值前后两个数：“新建企业产值10亿元”为10亿元，“新建企业产值12亿元”为12亿元，请核实更正",
        2,
        id="one thing, two values in two texts",
    ),
    pytest.param(
        [("工业项目", "25个", "count"), ("工业项目", "26个", "count", {"period": None})],
        "two-values",
        Level.VERIFY,
        "甲县的工业项目前后两个数：“工业项目25个”为25个，“工业项目26个”为26个，请核实更正",
        2,
        id="one number of things told twice, once without a period",
    ),
    pytest.param(
        [("新建企业产值", "10亿元"), ("新建企业产值", "100000亿元")],
        "unit-slip",
        Level.MANDATORY,
        "甲县的新建企业产值10亿元（“新建企业产值10亿元”）与100000亿元（“新建企业产值100000亿元”）正好相差一万倍："
        "疑似单位误写（如万元与亿元），请核实更正",
        2,
        id="one thing, ten thousand times as much",
    ),
    pytest.param(
        [
            ("工业投资占固定资产投资比例", "39%", "share", {"at": 90}),
            ("工业投资", "53.51亿元", "level", {"at": 40}),
            ("固定资产投资", "140.82亿元", "level", {"at": 60}),
        ],
        "ratio-mismatch",
        Level.VERIFY,
        "甲县的工业投资占固定资产投资比例写为39%（“工业投资占固定资产投资比例39%”），"
        "按“工业投资53.51亿元”、“固定资产投资140.82亿元”计算应为38.0%，两者不符，请核实",
        3,
        id="a share of a whole that is given",
    ),
]


@pytest.mark.parametrize(("given", "code", "level", "words", "places"), WRONG)
def test_what_does_not_add_up_is_said_once_with_every_place(
    told: Tell, said: Say, given: list[Row], code: str, level: Level, words: str, places: int
) -> None:
    (finding,) = found(told, said, given)
    assert (finding.code, finding.level, str(finding)) == (code, level, words)
    assert len(finding.places) == places
    assert all(isinstance(place, InText) and place.quote for place in finding.places)


RIGHT = [
    pytest.param([PLAN, DONE, ratio("108.5%")], id="a ratio rounded"),
    pytest.param([PLAN, DONE, ratio("108.54%")], id="a ratio with more digits"),
    pytest.param([PLAN, DONE, ratio("108%")], id="a ratio cut off"),
    pytest.param([PLAN, DONE, ratio("109%")], id="a ratio without decimals"),
    pytest.param([PLAN, ("“四化”改造项目完成投资", "34亿元"), ratio("109.9%")], id="what few digits may hide"),
    pytest.param([PLAN, ("“四化”改造项目完成投资", "340600万元"), ratio("108.5%")], id="万元 beside 亿元"),
    pytest.param([DONE, ratio("50%")], id="no plan, no claim"),
    pytest.param(
        [("新增工业项目", "25个", "count"), ("新增工业项目", "26个", "count", {"period": None})],
        id="new ones, told of two occasions",
    ),
    pytest.param([PLAN, ratio("50%")], id="nothing completed, no claim"),
    pytest.param([PLAN, ("产业项目完成投资", "5亿元"), ratio("50%")], id="another class of projects"),
    pytest.param(
        [PLAN, ("“四化”改造项目完成投资", "30亿元", "level", {"qualifier": "近"}), ratio("50%")], id="近 is no operand"
    ),
    pytest.param([PLAN, DONE, ratio("50%", county="乙县")], id="another county's ratio"),
    pytest.param(
        [PLAN, ("“四化”改造项目完成投资", "5亿元", "level", {"period": "2022M06"}), DONE, ratio("108.5%")],
        id="one of several amounts gives the ratio",
    ),
    pytest.param([("“四化”改造项目概算投资", "31.4亿元"), PLAN], id="a plan within a budget's digits"),
    pytest.param([CLASS, BUILT, GOING, begun("89.7%")], id="a rate of begun ones"),
    pytest.param([CLASS, ("“四化”改造项目已开工", "26个", "count"), begun("89.6%")], id="a rate cut off"),
    pytest.param(
        [CLASS, ("“四化”改造项目计划新开工", "12个", "count"), ("“四化”改造项目已开工", "9个", "count"), begun("75%")],
        id="a rate of what was to begin",
    ),
    pytest.param([BUILT, GOING, begun("100%")], id="a rate without a whole"),
    pytest.param(
        [("有研发机构的规上工业企业", "81家", "count"), ("研发覆盖率", "68.1%", "share")], id="81 of 119 is 68.1"
    ),
    pytest.param(
        [
            ("规上企业", "94家", "count"),
            ("有研发活动的规上企业", "74家", "count"),
            ("研发活动覆盖率", "78.7%", "share"),
        ],
        id="74 of 94",
    ),
    pytest.param(
        [("工业项目", "25个", "count"), ("亿元以上工业项目", "25个", "count")], id="all are of the narrower kind"
    ),
    pytest.param(
        [("工业项目", "25个", "count"), ("新签约工业项目", "31个", "count")], id="signed ones are another matter"
    ),
    pytest.param([("居民人均收入", "36591元"), ("城镇居民人均收入", "42689元")], id="an average is no whole"),
    pytest.param(
        [
            ("规划工业项目概算投资", "139.8亿元"),
            ("材料项目概算投资", "65.95亿元", "level", {"part_of": "规划工业项目概算投资"}),
            ("食品项目概算投资", "73.9亿元", "level", {"part_of": "规划工业项目概算投资"}),
        ],
        id="parts that pass the whole by the last digit",
    ),
    pytest.param(
        [
            ("研发机构", "82家", "count"),
            ("省级平台", "8家", "count", {"part_of": "研发机构"}),
            ("市级实验室", "4家", "count", {"part_of": "研发机构"}),
        ],
        id="an incomplete list",
    ),
    pytest.param(
        [
            ("研发机构", "82家", "count"),
            ("亿元以上企业所设", "60家", "count", {"part_of": "研发机构"}),
            ("重点企业所设", "50家", "count", {"part_of": "研发机构"}),
        ],
        id="groups that may overlap",
    ),
    pytest.param([CLASS, BUILT, ("“四化”改造项目正在加快建设", "20个", "count")], id="all are finished or under way"),
    pytest.param([("企业发放贷款", "137家", "count"), ("企业发放贷款", "137笔", "count")], id="a loan each"),
    pytest.param(
        [
            growth("甲县", "45%"),
            distance("甲县", "30.2个百分点"),
            growth("乙县", "47%"),
            distance("乙县", "32.2个百分点"),
        ],
        id="two counties that agree",
    ),
    pytest.param(
        [
            growth("甲县", "45%"),
            distance("甲县", "30.2个百分点"),
            growth("乙县", "47%", period="2022M01-07"),
            distance("乙县", "31.2个百分点", period="2022M01-07"),
        ],
        id="two periods",
    ),
    pytest.param(
        [
            growth("甲县", "45%"),
            distance("甲县", "30.2个百分点", reference="全省"),
            growth("乙县", "47%"),
            distance("乙县", "31个百分点"),
        ],
        id="two areas",
    ),
    pytest.param([growth("甲县", "45%"), ("工业投资", "2位", "rank"), growth("乙县", "47%")], id="a second place"),
    pytest.param(
        [growth("甲县", "45%"), ("工业投资", "1位", "rank", {"reference": "全省"}), growth("乙县", "47%")],
        id="a place in a larger area",
    ),
    pytest.param(
        [
            ("工业投资", "50亿元"),
            growth("甲县", "45%"),
            ("工业投资", "1位", "rank"),
            growth("乙县", "47%"),
            ("工业投资", "40亿元", "level", {"county": "乙县"}),
        ],
        id="a place that may be of the amount",
    ),
    pytest.param(
        [("所涉指标综合成绩", "3位", "rank", {"qualifier": "前"}), ("半年综合评比", "1位", "rank")],
        id="a first place among the first three",
    ),
    pytest.param([("新建企业产值", "10.2亿元"), ("新建企业产值", "10.18亿元")], id="one value with fewer digits"),
    pytest.param([("新建企业产值", "10亿元"), ("新建企业产值", "100000万元")], id="one value in another unit"),
    pytest.param(
        [("新建企业产值", "10亿元"), ("新建企业产值", "12亿元", "level", {"period": "2022M01-07"})], id="two months"
    ),
    pytest.param(
        [("新建企业产值", "10亿元"), ("新建企业产值", "12亿元", "level", {"county": "乙县"})], id="two counties"
    ),
    pytest.param(
        [("单个项目投资（甲厂）", "5亿元"), ("单个项目投资（甲厂）", "12亿元")], id="single projects are many"
    ),
    pytest.param(
        [("年度目标", "87%", "plan_ratio"), ("年度目标", "84%", "plan_ratio")], id="a subject without its head"
    ),
    pytest.param(
        [("办理事项", "215项", "count"), ("办理事项", "200项", "count", {"quote": "已完成200项"})],
        id="those that are done",
    ),
]


@pytest.mark.parametrize("given", RIGHT)
def test_what_the_printed_digits_allow_is_silent(told: Tell, said: Say, given: list[Row]) -> None:
    assert [str(finding) for finding in found(told, said, given)] == []


# Against the scheme and the tables.


def gap(printed: str) -> list[Row]:
    return [
        ("亿元以上项目", "20个", "count", {"indicator_id": "large"}),
        ("亿元以上项目", printed, "target_gap"),
    ]


def test_a_target_that_a_text_implies_is_held_against_the_scheme_s(told: Tell, said: Say) -> None:
    assert found(told, said, gap("6个"), more=TARGET) == []
    (finding,) = found(told, said, gap("5个"), more=TARGET)
    assert (finding.code, finding.level) == ("implied-target-differs", Level.VERIFY)
    assert str(finding) == (
        "甲县的亿元以上项目由20个（“亿元以上项目20个”）和“亿元以上项目5个”推出目标为15个，本方案的目标为14个，两者不符，请核实"
    )


@pytest.mark.parametrize(("city", "count"), [("14.8", 0), ("14.9", 1)])
def test_the_city_s_own_row_is_what_a_county_s_distance_must_lead_to(
    told: Tell, said: Say, figure: Callable[..., Figure], city: str, count: int
) -> None:
    own = figure("invested_yoy", city, county="全市")
    findings = found(told, said, [growth("甲县", "45%"), distance("甲县", "30.2个百分点")], [own])
    assert [finding.code for finding in findings] == ["implied-city-differs"] * count
    if count:
        assert str(findings[0]) == (
            "全市的工业投资增速不一致：由甲县“工业投资45%”、“工业投资增速30.2个百分点”推出14.8%；全市报送14.9%，请核实"
        )
        assert [str(place) for place in findings[0].places][2] == "全市.xlsx［填报表!Dinvested_yoy］"


APART = """
[[indicator]]
id = "apart"
name = "工业投资较全市"
of = "invested"
unit = "百分点"
kind = "vs_city"
required = false
"""


@pytest.mark.parametrize(("second", "count"), [("32.2", 0), ("31.2", 1)])
def test_distances_of_tables_imply_the_city_s_figure_too(
    told: Tell, figure: Callable[..., Figure], second: str, count: int
) -> None:
    reported = [
        figure(indicator, value, county=county)
        for county, growing, apart in (("甲县", "45", "30.2"), ("乙县", "47", second))
        for indicator, value in (("invested_yoy", growing), ("apart", apart))
    ]
    told_of = told(reported, MORE + APART).of("implied-city-differs")
    assert len(told_of) == count
    assert all("由乙县“工业投资增速47%”、“工业投资较全市31.2百分点”推出15.8%" in str(finding) for finding in told_of)


@pytest.mark.parametrize(
    ("reported", "words"),
    [
        pytest.param({"active": "82", "active_share": "68.2"}, "开展研发的企业为82家，总数不论是多少", id="the part"),
        pytest.param({"firms": "29", "active_share": "90"}, "规上企业为29家，其中不论有多少", id="the whole"),
        pytest.param({"active": "81", "active_share": "68.1"}, "", id="81 of 119"),
        pytest.param({"firms": "29", "active_share": "89.7"}, "", id="26 of 29"),
        pytest.param({"active_share": "68.2"}, "", id="neither"),
    ],
)
def test_a_share_of_a_table_needs_a_whole_number_too(
    told: Tell, figure: Callable[..., Figure], reported: dict[str, str], words: str
) -> None:
    findings = told([figure(name, value) for name, value in reported.items()], MORE).words("infeasible-share")
    assert len(findings) == bool(words)
    assert all(words in finding for finding in findings)


def test_what_the_figures_check_already_says_is_not_said_of_the_text_again(
    told: Tell, said: Say, figure: Callable[..., Figure]
) -> None:
    printed = {"firms": ("规上企业", "94家", "count"), "active": ("有研发活动的规上企业", "74家", "count")}
    printed["active_share"] = ("研发覆盖率", "80.7%", "share")
    facts, figures = [], []
    for at, (name, (subject, number, kind)) in enumerate(printed.items(), 1):
        facts.append(said(subject, number, kind, indicator_id=name, at=at * 30))
        origin = InText("简报.txt", at * 30, at * 30 + 2, subject)
        figures.append(figure(name, number.rstrip("家%"), text=subject, origin=origin))
    assert told(figures, MORE, facts=facts).words("ratio-mismatch") == [
        "甲县的研发覆盖率报送80.7%，按开展研发的企业74家、规上企业94家计算应为78.7%，两者不符，请核实"
    ]


@pytest.mark.parametrize(("printed", "count"), [("30.6", 0), ("31", 0), ("30.7", 1)])
def test_a_text_may_round_the_table_s_number_but_not_say_another(
    told: Tell, said: Say, figure: Callable[..., Figure], printed: str, count: int
) -> None:
    fact = said("工业投资", f"{printed}亿元", indicator_id="invested", at=30)
    text = figure("invested", printed, text=fact.quote, origin=InText("简报.txt", 30, 34, fact.quote))
    found = told([figure("invested", "30.58"), text], MORE, facts=[fact])
    assert len(found.of("two-values")) == count


# What only follows.


def test_what_follows_from_another_period_s_figures_says_which(told: Tell, said: Say) -> None:
    june: dict[str, object] = {"period": "2022M06"}
    given = [("工业投资", "4.1亿元", "level", {"indicator_id": "invested"} | june), growth("甲县", "9%", **june)]
    offered = told([], MORE, facts=rows(said, given)).of("implied")
    assert ["工业投资（2022年6月）上年同期约3.76亿元" in str(finding) for finding in offered] == [True]


def test_what_follows_is_offered_once_a_county_with_its_derivation(told: Tell, said: Say) -> None:
    given = [
        ("工业投资", "30.58亿元", "level", {"indicator_id": "invested"}),
        growth("甲县", "45%"),
        distance("甲县", "30.2个百分点"),
        ("工业投资占固定资产投资比例", "38%", "share"),
        *gap("6个"),
        ("产业项目占年计划", "88.6%", "plan_ratio", {"indicator_id": "ratio", "period": "2022M01-07"}),
        growth("乙县", "10%"),
    ]
    offered = told([], MORE, facts=rows(said, given)).of("implied")
    assert {finding.level for finding in offered} == {Level.HINT}
    assert [str(finding) for finding in offered] == [
        (
            "由文字材料可推算甲县的4个数，只供参考，不计分：亿元以上项目的目标为14个（20个－6个）；"
            "工业投资上年同期约21.09亿元，在21.01—21.17之间（30.58亿元÷(1＋45%)）；"
            "固定资产投资约80.47亿元，在79.42—81.56之间（30.58亿元÷38%）；"
            "产业项目占年计划高于序时进度30.3个百分点（88.6%－7/12）"
        ),
        "由文字材料可推算全市的1个数，只供参考，不计分：工业投资增速14.8%（甲县45－30.2）",
        "由文字材料可推算乙县的1个数，只供参考，不计分：工业投资增速低于全市4.8个百分点（10－14.8）",
    ]
    origins = [item.origin for finding in offered for item in finding.implications]
    assert all(isinstance(origin, Derived) and origin.operands for origin in origins)


def test_what_is_known_is_not_offered(told: Tell, said: Say, figure: Callable[..., Figure]) -> None:
    city = figure("invested_yoy", "14.8", county="全市")
    given = [growth("甲县", "45%"), distance("甲县", "30.2个百分点")]
    assert told([city], MORE, facts=rows(said, given)).of("implied") == []


def test_facts_change_no_figure(told: Tell, said: Say, figure: Callable[..., Figure]) -> None:
    reported = [figure("invested", "30.58")]
    without = told(reported, MORE).codes
    assert told(reported, MORE, facts=rows(said, [("工业用水量", "5万吨")])).codes == without
