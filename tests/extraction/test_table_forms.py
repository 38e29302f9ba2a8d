"""One county's form without a fingerprint, as people lay it out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi.extraction import Extracted, choose, extract
from pingbi.extraction.table_findings import FormOfNobody, FormsOfSeveral, HiddenSheet, RowsOfWhat, TableSum
from pingbi.model import Role, State
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme

Table = Callable[..., Extracted]
INVESTMENT, GROWTH, TECHNICAL = "industrial_investment", "industrial_investment_yoy", "technical_investment"
FIGURES = {INVESTMENT: "30.58", GROWTH: "45", TECHNICAL: "4.1"}


def _scored(found: Extracted, scheme: Scheme, county: str = "南乐县") -> dict[str, str]:
    figures, _ = choose(found.figures, scheme)
    keys = [key for key in figures.chosen if key[0] == county and key[2] is Role.NOW]
    values = {indicator: figures.value(county, indicator) for _, indicator, _ in keys}
    return {indicator: f"{value.normalize():f}" for indicator, value in values.items() if value is not None}


FORMS = [
    pytest.param(
        "南乐县2022年上半年\n工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）\n30.58 | 45 | 4.1",
        id="lying across",
    ),
    pytest.param(
        "南乐县2022年上半年\n工业投资 | | 技改投资\n完成额（亿元） | 增速（%） | （亿元）\n1 | 2 | 3\n30.58 | 45 | 4.1",
        id="lying across with numbered columns",
    ),
    pytest.param(
        "南乐县\n时期 | 工业投资 | 工业投资增速 | 技改投资\n本期 | 30.58 | 45 | 4.1\n上年同期 | 21 | 44 | 3",
        id="lying across over two periods",
    ),
    pytest.param(
        "填报单位：南乐县工信局\n指标 | 数值 | 指标 | 数值\n工业投资 | 30.58 | 技改投资 | 4.1\n工业投资增速 | 45 | |",
        id="pairs side by side",
    ),
    pytest.param(
        "县区 | 南乐县\n指标 | 单位 | 目标 | 完成 | 完成率 | 位次\n工业投资 | 亿元 | 77 | 30.58 | 39.7 | 3\n"
        "工业投资增速 | % | 44 | 45 | | 2\n技改投资 | 亿元 | 8 | 4.1 | 51 | 1",
        id="between a target and a place",
    ),
    pytest.param(
        "填报单位（盖章）：南乐县\n指标 | 1月 | 2月 | 1—6月 | 上年同期\n工业投资 | 4 | 5 | 30.58 | 21\n"
        "工业投资增速 | 1 | 2 | 45 | 44\n技改投资 | 1 | 1 | 4.1 | 3",
        id="beside the months",
    ),
    pytest.param(
        "南乐县2022年工业指标\n指标 | 1-6月完成\n工业投资 | 30.58\n工业投资增速 | 45\n技改投资 | 4.1",
        id="below the months and 完成",
    ),
    pytest.param(
        "南乐县\n指标 | 2021年1-6月完成 | 2022年1-6月累计完成\n工业投资 | 21 | 30.58\n"
        "工业投资增速 | 44 | 45\n技改投资 | 3 | 4.1",
        id="below two years and 完成",
    ),
    pytest.param(
        "南乐县\n时期 | 工业投资 | 工业投资增速 | 技改投资\n2021年1-6月完成 | 21 | 44 | 3\n"
        "2022年1-6月完成 | 30.58 | 45 | 4.1",
        id="lying across beside two years and 完成",
    ),
    pytest.param(
        "南乐县2022年上半年\n序号 | 1 | 2\n指标名称 | 工业投资 | 工业投资增速\n单位 | 亿元 | %\n上年同期 | 21 | 44\n"
        "本期数 | 30.58 | 45\n序号 | 3 | 4\n指标名称 | 技改投资 | 规上工业企业数\n单位 | 亿元 | 家\n"
        "上年同期 | 3 | 50\n本期数 | 4.1 | —",
        id="lying across in two bands",
    ),
    pytest.param(
        "南乐县2022年上半年\n指标 | | 2022年上半年 | | 单位\n工业投资 | | 305800 | | 万元\n工业投资增速 | | 45 | | %\n"
        "技改投资 | | 41000 | | 万元",
        id="with units behind an empty column",
    ),
    pytest.param(
        "南乐县2022年上半年\n类别 | 指标 | 单位 | 完成值\n总量 | 工业投资 | 亿元 | 30.58\n"
        "总量 | 技改投资 | 亿元 | 4.1\n增速 | 工业投资增速 | % | 45",
        id="under 总量 and 增速",
    ),
    pytest.param(
        "南乐县\n指标 | 本期数 | 同比（%）\n工业投资 | 30.58 | 45\n技改投资 | 4.1 |", id="with its growth beside"
    ),
]


@pytest.mark.parametrize("text", FORMS)
def test_one_countys_figures_are_read_however_the_form_lies(table: Table, scheme: Scheme, text: str) -> None:
    assert _scored(table(text), scheme) == FIGURES


@pytest.mark.parametrize(
    "heading",
    ["位次", "计划数", "上年同期", "1—5月", "当月数", "年度目标", "在岗人数", "厂房面积（平方米）", "企业用水量"],
)
def test_the_only_column_of_numbers_is_not_this_period_where_it_says_otherwise(
    table: Table, scheme: Scheme, heading: str
) -> None:
    found = table(f"填报单位：南乐县\n指标 | 单位 | {heading}\n工业投资 | 亿元 | 77\n技改投资 | 亿元 | 76")
    assert _scored(found, scheme) == {}


def test_a_row_of_other_months_is_not_this_periods_for_its_word_of_what_was_done(table: Table) -> None:
    found = table("南乐县工业指标\n时期 | 工业投资 | 技改投资\n1-5月完成 | 20.5 | 3.2")
    assert {figure.state for figure in found.figures} == {State.OTHER_PERIOD}


def test_a_mark_beside_one_row_is_no_column_of_figures(table: Table, scheme: Scheme) -> None:
    found = table(
        "填报单位：南乐县\n指标 | 单位 | 上年同期 | |\n工业投资 | 亿元 | 77 | | 1\n技改投资 | 亿元 | 76 | | 待核"
    )
    assert _scored(found, scheme) == {}
    whole = table(
        "填报单位：南乐县\n指标 | 单位 | 上年同期 | |\n工业投资 | 亿元 | 77 | | 8\n技改投资 | 亿元 | 76 | | 9"
    )
    assert _scored(whole, scheme) == {INVESTMENT: "8", TECHNICAL: "9"}


def test_rows_of_towns_are_not_the_county(table: Table, scheme: Scheme) -> None:
    found = table("南乐县各乡镇\n乡镇 | 工业投资（亿元） | 技改投资（亿元）\n城关镇 | 7 | 1\n韩张镇 | 8 | 2")
    assert _scored(found, scheme) == {}
    assert [str(row) for row in found.findings if isinstance(row, RowsOfWhat)] == [
        "表.xlsx［表］有2行数，看不出哪一行是南乐县的本期数，没有读入"
    ]


def test_a_sheet_for_each_county_is_read_by_its_name(scheme: Scheme, document: Callable[..., Document]) -> None:
    sheets = [document(f"指标 | 本期数\n工业投资 | {at}.5").sheets[0] for at in (1, 2)]
    named = tuple(Sheet(name, row.cells) for name, row in zip(("南乐县", "台前"), sheets, strict=True))
    found = extract(Document("汇总.xlsx", (named[0], Sheet("台前县", named[1].cells))), scheme)
    assert (_scored(found, scheme), _scored(found, scheme, "台前县")) == ({INVESTMENT: "1.5"}, {INVESTMENT: "2.5"})


def test_a_county_of_nobody_beside_the_words_is_not_that_of_the_files_name(table: Table, scheme: Scheme) -> None:
    found = table("填报单位：武陵县\n指标 | 本期数\n工业投资 | 77", name="南乐县.xlsx")
    assert _scored(found, scheme) == {}


def test_a_hidden_sheet_with_figures_is_said_and_not_read(scheme: Scheme, document: Callable[..., Document]) -> None:
    rows = document("县区 | 工业投资（亿元）\n南乐县 | 77\n台前县 | 78").sheets[0]
    shown = document("县区 | 工业投资（亿元）\n南乐县 | 30.58\n台前县 | 21.3").sheets[0]
    found = extract(Document("表.xlsx", (shown, Sheet("底稿", rows.cells, hidden=True))), scheme)
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}
    assert [(row.sheet, row.count) for row in found.findings if isinstance(row, HiddenSheet)] == [("底稿", 2)]


SUMS = [
    pytest.param("南乐县 | 1.2\n台前县 | 2.3\n合计 | 3.5", None, id="adds up"),
    pytest.param("南乐县 | 1.2\n台前县 | 2.3\n合计 | 3.6", None, id="as far as its digits say"),
    pytest.param("南乐县 | 1.2\n台前县 | 2.3\n合计 | 4.5", "4.5", id="below"),
    pytest.param("合计 | 4.5\n南乐县 | 1.2\n台前县 | 2.3", "4.5", id="above"),
    pytest.param("全市 | 9\n南乐县 | 1.2\n台前县 | 2.3", None, id="the city is no sum"),
    pytest.param("南乐县 | 1.2\n台前县 | \n合计 | 4.5", None, id="not where one is missing"),
    pytest.param("南乐县 | 1.2\n某某县 | 2.3\n台前县 | 1\n合计 | 4.5", None, id="not where others are summed too"),
    pytest.param("南乐县 | 1.2\n台前县 | 2.3\n小计 | 3.5\n范县 | 1\n清丰县 | 2\n小计 | 4\n合计 | 6.5", "4", id="parts"),
    pytest.param(
        "小计 | 3.5\n南乐县 | 1.2\n台前县 | 2.3\n小计 | 3\n范县 | 1\n清丰县 | 2\n合计 | 6.5", None, id="parts before"
    ),
]


@pytest.mark.parametrize(("rows", "written"), SUMS)
def test_a_sum_is_compared_where_it_can_be(table: Table, rows: str, written: str | None) -> None:
    found = table(f"县区 | 工业投资（亿元）\n{rows}")
    assert "合计" not in {row.county for row in found.figures}
    assert [row.written for row in found.findings if isinstance(row, TableSum)] == ([written] if written else [])


def test_the_words_for_a_sum(table: Table) -> None:
    found = table("指标 | 南乐县 | 台前县 | 合计\n工业投资 | 1.2 | 2.3 | 4.5\n工业投资增速 | 5 | 6 | 7")
    assert [str(row) for row in found.findings] == ["表中工业投资的“合计”写的是4.5，2个县区相加为3.5，对不上，请核实"]
    assert {row.value for row in found.figures if row.indicator == INVESTMENT} == {Decimal("1.2"), Decimal("2.3")}


def test_cells_may_hold_numbers_and_codes(scheme: Scheme) -> None:
    cells = {
        (1, 1): CellRead("县区代码"),
        (1, 2): CellRead("工业投资（亿元）"),
        (2, 1): CellRead(Decimal(410923)),
        (2, 2): CellRead(Decimal("30.58")),
        (3, 1): CellRead(Decimal(410927)),
        (3, 2): CellRead(Decimal("21.3")),
    }
    found = extract(Document("表.xlsx", (Sheet("表", cells),)), scheme)
    assert _scored(found, scheme) == {INVESTMENT: "30.58"}


FORM = "指标 | 数值\n工业投资 | {}\n工业投资增速 | {}"
STACKED = [
    pytest.param(
        f"南乐县2022年上半年\n{FORM.format('30.58', 45)}\n\n台前县2022年上半年\n{FORM.format('21.3', 47)}",
        id="titles",
    ),
    pytest.param(
        f"填报单位： | 南乐县\n{FORM.format('30.58', 45)}\n填报单位： | 台前县工信局\n{FORM.format('21.3', 47)}",
        id="填报单位 above each",
    ),
    pytest.param(
        f"2022年上半年\n{FORM.format('30.58', 45)}\n填报单位：南乐县\n{FORM.format('21.3', 47)}\n填报单位：台前县",
        id="填报单位 below each",
    ),
    pytest.param(
        f"单位：万元\n2022年上半年工业指标表\n填报单位：南乐县\n{FORM.format('305800', 45)}\n填报人：张三\n"
        f"2022年上半年工业指标表\n填报单位：台前县\n{FORM.format('213000', 47)}",
        id="the unit above both",
    ),
    pytest.param(
        f"南乐县2022年上半年\n{FORM.format('30.58', 45)}\n注：台前县2022年上半年数据另报\n"
        f"台前县\n{FORM.format('21.3', 47)}",
        id="a note that names the other",
    ),
]


@pytest.mark.parametrize("text", STACKED)
def test_forms_of_two_counties_below_each_other_are_each_its_own(table: Table, scheme: Scheme, text: str) -> None:
    found = table(text)
    assert _scored(found, scheme) == {INVESTMENT: "30.58", GROWTH: "45"}
    assert _scored(found, scheme, "台前县") == {INVESTMENT: "21.3", GROWTH: "47"}


def test_the_second_of_two_forms_keeps_its_own_period_and_indicators(table: Table, scheme: Scheme) -> None:
    found = table(
        f"南乐县2022年上半年\n{FORM.format('30.58', 45)}\n台前县2021年上半年\n指标 | 数值\n技改投资 | 5.2", "两县.xlsx"
    )
    assert _scored(found, scheme) == {INVESTMENT: "30.58", GROWTH: "45"}
    assert [(figure.county, figure.state) for figure in found.figures if figure.indicator == TECHNICAL] == [
        ("台前县", State.OTHER_PERIOD)
    ]


def test_forms_of_which_it_cannot_be_told_whose_they_are_are_not_read(table: Table) -> None:
    first, second = FORM.format("30.58", 45), FORM.format("21.3", 47)
    found = table(f"2022年上半年\n{first}\n填报单位：南乐县\n填报单位：台前县\n{second}")
    assert not found.figures
    assert [row.counties for row in found.findings if isinstance(row, FormsOfSeveral)] == [("南乐县", "台前县")]


def test_forms_of_several_are_said_in_words() -> None:
    words = str(FormsOfSeveral(file="两县.xlsx", sheet="表", counties=("南乐县", "台前县")))
    assert words == "两县.xlsx［表］里写着南乐县、台前县，看不出哪些数是谁的，没有读入；请一个县区一张工作表重报"


def test_a_sheet_called_by_a_short_alias_is_that_countys_form(scheme: Scheme) -> None:
    cells: dict[tuple[int, int], str | Decimal] = {(1, 1): "2022年上半年", (2, 1): "指标", (2, 2): "数值"}
    cells |= {(3, 1): "工业投资", (3, 2): Decimal("30.58"), (4, 1): "工业投资增速", (4, 2): Decimal(45)}
    sheet = Sheet("南乐", {at: CellRead(value) for at, value in cells.items()})
    found = extract(Document("各县区.xlsx", (sheet,)), scheme)
    assert _scored(found, scheme) == {INVESTMENT: "30.58", GROWTH: "45"}


@pytest.mark.parametrize(
    "text",
    [
        "县区 | 指标 | 数值\n南乐县 | 工业投资 | 30.58\n台前县 | 技改投资 | 5.2",
        "南乐县 | | | 台前县 |\n指标 | 数值 | | 指标 | 数值\n工业投资 | 30 | | 工业投资 | 21\n技改投资 | 4",
    ],
    ids=["a county in each row", "side by side"],
)
def test_numbers_of_several_counties_in_one_form_are_nobodys(table: Table, text: str) -> None:
    found = table(text)
    assert not found.figures
    assert [row.counties for row in found.findings if isinstance(row, FormsOfSeveral)] == [("南乐县", "台前县")]


def test_a_form_that_names_no_county_is_said(table: Table) -> None:
    found = table("2022年上半年\n指标 | 数值\n工业投资 | 30.58\n技改投资 | 4.1")
    assert not found.figures
    assert [str(row) for row in found.findings if isinstance(row, FormOfNobody)] == [
        "表.xlsx［表］有2个指标的数，没有写明是哪个县区的，没有读入；请在表题或“填报单位”里写上县区全称再报"
    ]
