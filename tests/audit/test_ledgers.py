"""Entries of ledgers that stand twice, and ledgers that have not come in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pingbi.audit import audit
from pingbi.audit.ledgers import EntryInTwoCounties, EntryTwice
from pingbi.audit.missing import LedgerMissing, Missing
from pingbi.model import Entry, Figure, Figures, Finding, InSheet, LedgerPart, Role, Source
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS

SCHEME = """
[scheme]
name = "例"
period = "2022H1"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[indicator]]
id = "output"
name = "产值"
unit = "亿元"
kind = "level"
[[indicator]]
id = "count"
name = "项目数"
unit = "个"
kind = "count"
ledger = "projects"
aggregate = "count"
[[indicator]]
id = "sum"
name = "总投资"
unit = "亿元"
kind = "level"
ledger = "projects"
aggregate = "sum"
column = "投资"
[[ledger]]
id = "projects"
name = "项目台账"
key = "名称"
columns = ["名称", "投资"]
[[criterion]]
id = "c"
name = "项目"
weight = 10
value = "项目数"
method = "rank_linear"
"""


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return parse(SCHEME, "audit.toml", METHODS)


def part(county: str, *names: str, sheet: str = "台账") -> LedgerPart:
    entries = tuple(Entry(name, row, "B") for row, name in enumerate(names, 5))
    return LedgerPart("projects", county, f"{county}.xlsx", sheet, "2022H1", entries)


def found(scheme: Scheme, *parts: LedgerPart) -> list[Finding]:
    return [item for item in audit(scheme, Figures(), (), parts) if isinstance(item, EntryTwice | EntryInTwoCounties)]


def test_a_project_twice_in_one_county(scheme: Scheme) -> None:
    (finding,) = found(scheme, part("甲县", "一号厂（二期）", "二号厂", " 一号 厂(二期) "))
    assert str(finding) == (
        "甲县的“项目台账”中“一号厂（二期）”出现了2次（甲县.xlsx 台账 第5行、甲县.xlsx 台账 第7行），"
        "现按各计一次，请核实是否重复"
    )
    assert [str(place) for place in finding.places] == ["甲县.xlsx［台账!B5］", "甲县.xlsx［台账!B7］"]


def test_a_project_in_two_counties(scheme: Scheme) -> None:
    (finding,) = found(scheme, part("甲县", "一号厂"), part("乙县", "二号厂", "一号厂"))
    assert isinstance(finding, EntryInTwoCounties)
    assert str(finding) == (
        "“项目台账”中“一号厂”同时列在甲县（甲县.xlsx 台账 第5行）、乙县（乙县.xlsx 台账 第6行），"
        "各县区都计了一次，请核实归属"
    )


def test_projects_of_other_names_are_no_finding(scheme: Scheme) -> None:
    assert found(scheme, part("甲县", "一号厂", "二号厂"), part("乙县", "三号厂")) == []


def reported(*indicators: str) -> Figures:
    origin = InSheet("甲县.xlsx", "表", "A1", "1")
    figures = (Figure("甲县", name, Decimal(1), "2022H1", Source.TEMPLATE, origin) for name in indicators)
    return Figures({(figure.county, figure.indicator, Role.NOW): figure for figure in figures})


def missing(scheme: Scheme, figures: Figures, *parts: LedgerPart) -> list[str]:
    items = audit(scheme, figures, (), parts)
    return [str(item) for item in items if isinstance(item, LedgerMissing | Missing) and item.county == "甲县"]


def test_a_ledger_that_has_not_come_in_is_said_once(scheme: Scheme) -> None:
    assert missing(scheme, reported("output")) == ["甲县未报送台账“项目台账”，没有项目数、总投资，“项目”无法计分"]


def test_what_the_report_gives_instead_is_not_missing(scheme: Scheme) -> None:
    assert missing(scheme, reported("output", "count", "sum")) == []


def test_a_ledger_that_came_in_is_not_missing(scheme: Scheme) -> None:
    assert missing(scheme, reported("output"), part("甲县")) == []


def test_a_county_that_sent_only_its_ledger_has_reported(scheme: Scheme) -> None:
    assert missing(scheme, Figures(), part("甲县")) == ["甲县未报送产值"]
