"""Rows of a ledger that a careful person would not count twice, and sheets whose names say of when they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import extract, settle
from pingbi.extraction.ledger_findings import NobodysRows, RowUnclear
from pingbi.model import Finding, State
from pingbi.readers import Document, Sheet
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS

Typed = Callable[..., Document]
RULES = """
[scheme]
name = "评比"
period = "2022H1"
[city]
name = "全市"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[ledger]]
id = "projects"
name = "项目台账"
key = "项目名称"
columns = ["项目名称", "产业", "年计划投资", "完成投资"]
units = { "年计划投资" = "亿元", "完成投资" = "亿元" }
[[indicator]]
id = "done"
name = "产业完成投资"
unit = "亿元"
kind = "level"
ledger = "projects"
aggregate = "sum"
column = "完成投资"
[[indicator]]
id = "number"
name = "项目个数"
unit = "个"
kind = "count"
ledger = "projects"
aggregate = "count"
"""
HEAD = "项目名称 | 产业 | 年计划投资 | 完成投资"
ROWS = "一号厂 | 化工 | 2 | 1.5\n二号厂 | 化工 | 1 | 0.5\n三号厂 | 食品 | 3 | 2"
RIGHT = {"done": "4", "number": "3"}


@pytest.fixture(scope="module")
def projects() -> Scheme:
    return parse(RULES, "projects.toml", METHODS)


def _came(scheme: Scheme, document: Document, county: str = "甲县") -> tuple[dict[str, str], list[Finding]]:
    """(what may be scored, what is said)."""
    found = extract(document, scheme)
    settled = settle(found.ledgers, scheme)
    values = {
        row.indicator: f"{row.value.normalize():f}"
        for row in settled.figures
        if row.county == county and row.state is State.READ and row.value is not None
    }
    return values, [*found.findings, *settled.findings]


def _sheets(typed: Typed, name: str, **tables: str) -> Document:
    return Document(name, tuple(Sheet(title, typed(text).sheets[0].cells) for title, text in tables.items()))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            "化工 | | 3 | 2\n一号厂 | 化工 | 2 | 1.5\n二号厂 | 化工 | 1 | 0.5\n食品 | | 3 | 2\n三号厂 | 食品 | 3 | 2",
            id="a group of one beside one of two",
        ),
        pytest.param(
            "食品 | | 3 | 2\n三号厂 | 食品 | 3 | 2\n化工 | | 3 | 2\n一号厂 | 化工 | 2 | 1.5\n二号厂 | 化工 | 1 | 0.5",
            id="the group of one first",
        ),
    ],
)
def test_the_sum_of_a_group_of_one_is_no_project(projects: Scheme, document: Typed, rows: str) -> None:
    values, findings = _came(projects, document(f"{HEAD}\n{rows}", "甲县.xlsx"))
    assert values == RIGHT
    assert [type(row) for row in findings] == [RowUnclear, RowUnclear]


def test_the_stages_of_a_project_are_not_counted_beside_it(projects: Scheme, document: Typed) -> None:
    stages = "一号厂 | 化工 | 3 | 2\n一期 | 化工 | 2 | 1.5\n二期 | 化工 | 1 | 0.5\n三号厂 | 食品 | 3 | 2"
    values, findings = _came(projects, document(f"{HEAD}\n{stages}", "甲县.xlsx"))
    assert values == {"done": "4", "number": "2"}
    assert [type(row) for row in findings] == [RowUnclear, RowUnclear]
    values, _ = _came(projects, document(f"{HEAD}\n{stages.replace('1.5', '1.4')}", "甲县.xlsx"))
    assert values["number"] == "4"


@pytest.mark.parametrize("below", ["", "甲县"], ids=["blank", "written again"])
def test_counties_that_the_rows_name_are_theirs(projects: Scheme, document: Typed, below: str) -> None:
    first, second, third = ROWS.split("\n")
    text = f"县区 | {HEAD}\n甲县 | {first}\n{below} | {second}\n乙县 | {third}"
    assert _came(projects, document(text, "甲县.xlsx"))[0] == {"done": "2", "number": "2"}
    assert _came(projects, document(text, "台账.xlsx"), "乙县")[0] == {"done": "2", "number": "1"}


def test_rows_of_a_county_of_nobody_are_left_out_and_said(projects: Scheme, document: Typed) -> None:
    first, second, third = ROWS.split("\n")
    text = f"县区 | {HEAD}\n甲县 | {first}\n甲县 | {second}\n丁县 | {third}"
    values, findings = _came(projects, document(text, "甲县.xlsx"))
    assert values == {"done": "2", "number": "2"}
    assert [type(row) for row in findings] == [NobodysRows]


def test_a_column_of_counties_that_names_none_says_nothing(projects: Scheme, document: Typed) -> None:
    text = f"县区 | {HEAD}\n" + "\n".join(f"城关镇 | {row}" for row in ROWS.split("\n"))
    assert _came(projects, document(text, "甲县.xlsx"))[0] == RIGHT


@pytest.mark.parametrize("name", ["2021年", "2021年上半年", "5月", "1-5月"])
def test_a_ledgers_sheet_is_called_by_its_period(projects: Scheme, document: Typed, name: str) -> None:
    old = _sheets(document, "甲县.xlsx", **{name: f"{HEAD}\n{ROWS}"})
    assert _came(projects, old)[0] == {}
    beside = _sheets(
        document, "甲县.xlsx", **{name: f"{HEAD}\n{ROWS.replace('号厂', '车间')}", "台账": f"{HEAD}\n{ROWS}"}
    )
    assert _came(projects, beside)[0] == RIGHT


@pytest.mark.parametrize(
    ("title", "scored"),
    [("甲县2022年5月项目台账", False), ("甲县2022年6月项目台账", True), ("甲县2022年7月5日项目台账", True)],
)
def test_a_ledger_of_the_last_month_is_one_of_the_whole_period(
    projects: Scheme, document: Typed, title: str, scored: bool
) -> None:
    values, _ = _came(projects, document(f"{title}\n{HEAD}\n{ROWS}", "甲县.xlsx"))
    assert values == (RIGHT if scored else {})


def test_of_two_columns_of_one_name_the_periods_own_is_taken(projects: Scheme, document: Typed) -> None:
    rows = ROWS.replace("| 化工 |", "| 化工 | 9 |").replace("| 食品 |", "| 食品 | 9 |")
    text = f"项目名称 | 产业 | 5月完成投资 | 年计划投资 | 1-6月完成投资\n{rows}"
    assert _came(projects, document(text, "甲县.xlsx"))[0] == RIGHT


@pytest.mark.parametrize("note", ["单位：万元", "注：本表投资均以万元计", "说明：1.投资额单位为万元"])
def test_a_unit_below_a_ledger_holds(projects: Scheme, document: Typed, note: str) -> None:
    rows = "一号厂 | 化工 | 20000 | 15000\n二号厂 | 化工 | 10000 | 5000\n三号厂 | 食品 | 30000 | 20000"
    values, findings = _came(projects, document(f"{HEAD}\n{rows}\n{note}", "甲县.xlsx"))
    assert values == RIGHT
    assert findings == []


@pytest.mark.parametrize("note", ["单位：万美元", "注：本表投资均以万美元计"])
def test_money_of_another_country_over_or_below_a_ledger_is_not_taken_for_its_own(
    projects: Scheme, document: Typed, note: str
) -> None:
    text = f"{note}\n{HEAD}\n{ROWS}" if note.startswith("单位") else f"{HEAD}\n{ROWS}\n{note}"
    values, findings = _came(projects, document(text, "甲县.xlsx"))
    assert values == {"number": "3"}
    assert any("单位“万美元”与要求的“亿元”不符" in str(finding) for finding in findings)
