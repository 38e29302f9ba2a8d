"""A subject in a text's words is an indicator, or none: a wrong number is worse than none."""

from __future__ import annotations

import msgspec
import pytest

from pingbi.extraction.mapping import LIKELY, PERHAPS, SURE, Meanings
from pingbi.model.catalogue import Kind
from pingbi.scheme import Scheme


@pytest.mark.parametrize(
    ("subject", "kind", "unit", "expected"),
    [
        pytest.param("工业投资", Kind.LEVEL, "亿元", "industrial_investment", id="its name"),
        pytest.param("工业投资", Kind.LEVEL, "万元", "industrial_investment", id="a unit that can be converted"),
        pytest.param("工业投资", Kind.YOY, "%", "industrial_investment_yoy", id="the growth of what `of` names"),
        pytest.param("规模以上工业增加值", Kind.YOY, "%", "value_added_yoy", id="an alias of it"),
        pytest.param("工业投资完成额", Kind.YOY, "%", "industrial_investment_yoy", id="the growth of its amount"),
        pytest.param("产业项目占年度计划投资", Kind.PLAN_RATIO, "%", "plan_ratio", id="a share of the plan"),
        pytest.param("全县累计完成工业投资", Kind.LEVEL, "亿元", "industrial_investment", id="idle words"),
        pytest.param("获得省级以上通报表扬", Kind.COUNT, "次", "praise", id="what was received"),
        pytest.param("新认定国家级专精特新“小巨人”企业", Kind.COUNT, "家", "little_giants", id="new, as defined"),
        pytest.param("国家级专精特新“小巨人”总数", Kind.COUNT, "家", None, id="all, where the new are meant"),
        pytest.param("新认定规上企业", Kind.COUNT, "家", None, id="new, where all are asked"),
        pytest.param("工业投资（不含农户）", Kind.YOY, "%", "industrial_investment_yoy", id="as it is always counted"),
        pytest.param("工业投资（亿元）", Kind.LEVEL, "亿元", "industrial_investment", id="with its unit"),
        pytest.param("工业投资（剔除房地产）", Kind.YOY, "%", None, id="without a part"),
        pytest.param("工业投资", Kind.COUNT, "个", None, id="another kind"),
        pytest.param("工业投资", Kind.VS_CITY, "个百分点", None, id="a distance is no value"),
        pytest.param("工业投资", Kind.LEVEL, "万吨", None, id="a unit that cannot be converted"),
        pytest.param("某企业工业投资", Kind.LEVEL, "亿元", None, id="somebody's"),
        pytest.param("民间工业投资", Kind.LEVEL, "亿元", None, id="a part of it"),
        pytest.param("高新技术企业", Kind.COUNT, "家", None, id="a stock, where new ones are asked"),
        pytest.param("签约亿元以上项目", Kind.COUNT, "个", None, id="signed ones, where those in hand are asked"),
        pytest.param("研发机构覆盖率", Kind.SHARE, "%", None, id="coverage of something else"),
    ],
)  # fmt: skip
def test_a_subject_means_an_indicator_or_none(
    scheme: Scheme, subject: str, kind: Kind, unit: str, expected: str | None
) -> None:
    row, sure = Meanings(scheme).of(subject, kind, unit)
    assert (row.id if row is not None else None) == expected
    assert (sure in (SURE, LIKELY)) == (expected is not None) or kind is Kind.VS_CITY


def test_a_growth_is_said_without_the_word_that_ends_its_name(scheme: Scheme) -> None:
    alone = msgspec.structs.replace(scheme.indicators["industrial_investment_yoy"], name="单位能耗增速", of=None)
    meanings = Meanings(msgspec.structs.replace(scheme, indicator=(alone,)))
    assert meanings.of("单位能耗", Kind.YOY, "%")[0] is alone
    assert meanings.of("单位能耗", Kind.SHARE, "%")[0] is None


def test_projects_under_construction_are_perhaps_all_that_are_asked_for(scheme: Scheme) -> None:
    row, sure = Meanings(scheme).of("全县在建产业项目年计划投资", Kind.LEVEL, "亿元")
    assert row is not None
    assert (row.id, sure) == ("planned", PERHAPS)
