"""Whose a number of a report is: the county's, the city's, the province's, a zone's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted
from pingbi.model import State

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
