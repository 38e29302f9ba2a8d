"""Numbers behind an indicator's name that became nothing are said to be lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted
from pingbi.model import InText
from pingbi.model.finding import Level

Report = Callable[..., Extracted]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param("上半年，范县工业投资：4.1%。", "工业投资：4.1%", id="a rate without a word"),
        pytest.param("上半年，范县工业投资4.1%。", "工业投资4.1%", id="a rate that may be a share"),
        pytest.param(
            "上半年，范县工业投资情况：同比3.1%。", "工业投资情况：同比3.1%", id="against last year, up or down"
        ),
        pytest.param("上半年，范县工业投资12·5亿元。", "工业投资12·5亿元", id="a strange point"),
        pytest.param("上半年，范县工业投资12.5，增长4%。", "工业投资12.5", id="no unit"),
        pytest.param("上半年，范县工业投资48微克，技改投资5亿元。", "工业投资48微克", id="an unknown unit"),
        pytest.param("上半年，范县亿元以上工业项目：18。", "亿元以上工业项目：18", id="a count without a unit"),
        pytest.param("上半年，范县产业项目好于预期，5个。", "产业项目好于预期，5个", id="a count"),
        pytest.param("上半年，范县工业投\n资：4.\n1%。", "工业投资：4.1%", id="on two lines"),
    ],
)
def test_a_number_behind_an_indicators_name_that_is_not_read_is_said(report: Report, text: str, quote: str) -> None:
    found = report(text)
    lost = [row for row in found.findings if row.code == "unmapped"]
    assert [(row.level, row.indicator is not None) for row in lost] == [(Level.VERIFY, True)]
    where = lost[0].places[0]
    assert isinstance(where, InText)
    assert where.quote == quote
    assert text[where.start : where.end].replace("\n", "") == quote
    assert quote in str(lost[0])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("上半年，范县工业投资12.5亿元，增长4%，居全市第2位。", id="all is read"),
        pytest.param("上半年，范县民间工业投资增长4%。", id="another subject"),
        pytest.param("上半年，范县工业投资占年计划的40%。", id="a share of the plan"),
        pytest.param("上半年，范县工业投资高于全市3个百分点。", id="a difference"),
        pytest.param("上半年，范县工业投资占固定资产投资的40%。", id="a share of another whole"),
        pytest.param("上半年，范县工业投资带动就业500人。", id="another unit"),
        pytest.param(
            "上半年，范县工业投资持续向好，新上了一批大项目，其中某企业占地达到40亩、用电增长5%。", id="far away"
        ),
    ],
)
def test_what_is_read_or_means_something_else_is_not(report: Report, text: str) -> None:
    assert [str(row) for row in report(text).findings if row.code == "unmapped"] == []
