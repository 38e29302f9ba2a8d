"""Titles under other rules: what is a word of a title in one city is an indicator's or a county's name in another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted, extract
from pingbi.model import State
from pingbi.readers import Document
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS

RULES = """
[scheme]
name = "评比"
period = "2023M01-09"
[city]
name = "全市"
[[county]]
name = "东城区"
[[county]]
name = "产业集聚区"
[[county]]
name = "西山县"
"""
INDICATORS = (
    ("output", "规上工业总产值", "亿元", "level", ""),
    ("output_yoy", "规上工业总产值增速", "%", "yoy", "output"),
    ("private", "民间投资", "万元", "level", ""),
    ("power", "工业用电量", "万千瓦时", "level", ""),
    ("share", "高技术产业增加值占比", "%", "share", ""),
    ("firms", "新增规上企业", "家", "count", ""),
)
Read = Callable[[str], dict[tuple[str, str], str]]


@pytest.fixture(scope="module")
def autumn() -> Scheme:
    """Nine months of a city with other indicators."""
    rows = (
        f'[[indicator]]\nid = "{name}"\nname = "{words}"\nunit = "{unit}"\nkind = "{kind}"\n'
        + (f'of = "{of}"\n' if of else "")
        for name, words, unit, kind, of in INDICATORS
    )
    return parse(RULES + "".join(rows), "autumn.toml", METHODS)


@pytest.fixture
def read(autumn: Scheme, document: Callable[..., Document]) -> Read:
    """What may be scored of a sheet of 东城区 and 西山县."""

    def of(text: str) -> dict[tuple[str, str], str]:
        found: Extracted = extract(document(text), autumn)
        rows = [row for row in found.figures if row.state is State.READ and row.value is not None]
        return {(row.county, row.indicator): f"{row.value.normalize():f}" for row in rows if row.value is not None}

    return of


@pytest.mark.parametrize(
    ("text", "indicator", "values"),
    [
        pytest.param("2023年1-9月民间投资情况\n县区|民间投资", "private", "100 50", id="a part that is an indicator"),
        pytest.param("高技术产业增加值占比情况\n县区|高技术产业增加值占比", "share", "8.5 8", id="a share"),
        pytest.param("1-9月新增规上企业排名\n县区|新增规上企业|名次", "firms", "2 1", id="small numbers beside places"),
        pytest.param("规上工业总产值增速排名\n县区|规上工业总产值", "output_yoy", "9.5 8", id="a ranking of growth"),
        pytest.param("2023年前三季度\n县区|规上工业总产值", "output", "9.5 8", id="three quarters"),
        pytest.param("截至2023年9月30日\n县区|规上工业总产值", "output", "9.5 8", id="to the last day"),
    ],
)
def test_a_title_is_understood_by_the_schemes_own_words(read: Read, text: str, indicator: str, values: str) -> None:
    first, second = values.split()
    places = ["|1", "|2"] if "名次" in text else ["", ""]
    rows = f"东城区|{first}{places[0]}\n西山县|{second}{places[1]}"
    assert read(f"{text}\n{rows}") == {("东城区", indicator): first, ("西山县", indicator): second}


@pytest.mark.parametrize("title", ["2023年三季度情况", "2023年9月情况", "2023年上半年情况", "截至2023年6月30日"])
def test_a_part_of_the_period_is_another_period(read: Read, title: str) -> None:
    assert read(f"{title}\n县区|规上工业总产值\n东城区|9.5\n西山县|8") == {}


@pytest.mark.parametrize("title", ["规上企业净增情况", "民营企业规上工业总产值", "各县区新增规上企业占比"])
def test_a_title_of_something_else_is_that_here_too(read: Read, title: str) -> None:
    assert read(f"{title}\n县区|规上工业总产值\n东城区|9.5\n西山县|8") == {}


def test_a_county_in_a_title_is_no_part_of_the_numbers(read: Read) -> None:
    found = read("产业集聚区2023年1-9月填报表\n指标|本期\n规上工业总产值|100\n民间投资|5000")
    assert found == {("产业集聚区", "output"): "100", ("产业集聚区", "private"): "5000"}


@pytest.mark.parametrize("text", ["县区|工业用电量（亿千瓦时）\n{}", "县区|工业用电量\n{}\n注：用电量单位：亿千瓦时"])
def test_units_of_energy_are_turned_into_each_other(read: Read, text: str) -> None:
    found = read(text.format("东城区|1.5\n西山县|0.8"))
    assert found == {("东城区", "power"): "15000", ("西山县", "power"): "8000"}
