"""Subjects of report texts taken apart, in the ways that reports write them."""

from __future__ import annotations

import pytest

from pingbi.audit.texts.words import Parted, covered, narrower, of_growth, parted, plain, rate, share, sound
from pingbi.model.catalogue import Kind

PARTED = [
    ("“四化”改造项目年计划投资", "level", Parted("四化改造项目", "plan")),
    ("省、市重点产业项目年度计划投资", "level", Parted("省市重点产业项目", "plan")),
    ("州重点项目年投资计划", "level", Parted("州重点项目", "plan")),
    ("新开工工业项目年度目标", "count", Parted("新开工工业项目", "plan")),
    ("产业项目累计完成投资", "level", Parted("产业项目", "done")),
    ("产业项目概算投资", "level", Parted("产业项目", "budget")),
    ("重点建设项目总投资", "level", Parted("重点建设项目", "budget")),
    ("产业项目占年计划投资额", "plan_ratio", Parted("产业项目", "ratio")),
    ("省、市重点产业项目占年度投资计划", "plan_ratio", Parted("省市重点产业项目", "ratio")),
    ("省管重点项目投资完成率", "plan_ratio", Parted("省管重点项目", "ratio")),
    ("列入市“工业项目攻坚年”方案的产业项目", "count", Parted("产业项目")),
    ("产业项目已建成", "count", Parted("产业项目", "", "建成", begun=True)),
    ("产业项目正在加快建设", "count", Parted("产业项目", "", "建设", begun=True)),
    ("省管重点项目计划新开工", "count", Parted("省管重点项目", "", "开工")),
    ("重点建设项目", "count", Parted("重点建设项目")),
    ("工业投资", "level", Parted("工业投资")),
]


@pytest.mark.parametrize(("subject", "kind", "expected"), PARTED, ids=[row[0] for row in PARTED])
def test_a_subject_is_taken_apart(subject: str, kind: str, expected: Parted) -> None:
    assert parted(subject, Kind(kind)) == expected


def test_spellings_of_one_thing_are_one() -> None:
    assert plain("全县规模以上工业增加值") == plain("规上工业增加值") == of_growth("规模以上工业增加值同比增速")
    assert of_growth("工业投资增速比全省") == of_growth("工业投资")


@pytest.mark.parametrize(
    ("subject", "things"), [("签约项目开工率", "签约项目"), ("项目开工率", ""), ("已开工开工率", ""), ("竣工率", "")]
)
def test_a_rate_says_of_which_things_it_is(subject: str, things: str) -> None:
    found = rate(subject)
    assert found is not None
    assert found[0] == things


def test_what_is_no_rate_of_states_is_none() -> None:
    assert rate("利用率") is None


def test_a_coverage_says_of_what() -> None:
    assert [covered(name) for name in ("研发活动覆盖率", "规上工业企业研发覆盖率", "覆盖率", "税收占比")] == [
        "研发",
        "研发",
        None,
        None,
    ]


def test_a_share_names_part_and_whole() -> None:
    assert share("工业投资占固定资产投资比例") == ("工业投资", "固定资产投资")
    assert share("工业投资占比重") is None
    assert share("税收占比") is None


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("亿元以上工业项目", "工业项目", True),
        ("有研发活动规上企业", "规上企业", True),
        ("新能源汽车企业", "汽车企业", True),
        ("新签约工业项目", "工业项目", False),
        ("工业项目", "工业项目", False),
        ("食品加工项目", "项目", False),
        ("城镇居民人均收入", "居民人均收入", False),
    ],
)
def test_a_narrower_name_is_a_part(part: str, whole: str, *, expected: bool) -> None:
    assert narrower(part, whole) is expected


TORN = [
    "年度目标",
    "比上半年（",
    "）和全国",
    "占年计划",
    "投",
    "增幅",
    "上年同期的工业投资",
    "甲、乙、丙、丁产业增加值",
]


@pytest.mark.parametrize("subject", TORN)
def test_nothing_is_built_on_a_torn_subject(subject: str) -> None:
    assert not sound(subject)


@pytest.mark.parametrize(
    "subject", ["工业投资", "省、市重点产业项目", "单个项目投资（甲厂）", "研发覆盖率", "项目开工率"]
)
def test_a_subject_that_says_what_it_is_is_sound(subject: str) -> None:
    assert sound(subject)
