"""A template that was worked on: what its labels became, what is read of it, and what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from pingbi.extraction import choose, extract
from pingbi.extraction.extracted import Extracted
from pingbi.extraction.form_findings import OtherPeriodForm
from pingbi.handout.templates import county_workbook, office_workbook
from pingbi.model import Finding, Role, State
from pingbi.model.fingerprint import SHEET
from pingbi.readers import CellRead, Document, Sheet, read
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS
from pingbi.workbook import WorkbookPlan, write

SCHEME = """
[scheme]
name = "评比"
period = "2022H1"
[[county]]
name = "甲水县"
code = "990001"
[[county]]
name = "范山区"
aliases = ["范山"]
[[indicator]]
id = "output"
name = "工业总产值"
aliases = ["总产值"]
unit = "亿元"
kind = "level"
[[indicator]]
id = "growth"
name = "工业总产值增速"
of = "output"
unit = "%"
kind = "yoy"
[[indicator]]
id = "works"
name = "新开工项目"
unit = "个"
kind = "count"
[[indicator]]
id = "power"
name = "用电量"
unit = "万千瓦时"
kind = "level"
[[indicator]]
id = "energy"
name = "单位能耗降幅"
unit = "%"
kind = "share"
reported_by = "office"
office = "统计局"
"""
NOW = {"output": "30.58", "growth": "-4.5", "works": "21", "power": "77"}
LAST = {"output": "32.02", "growth": "3.1", "works": "18", "power": "70"}
Cells = dict[tuple[int, int], CellRead]


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return parse(SCHEME, "form.toml", METHODS)


def _document(plan: WorkbookPlan | None, folder: Path, name: str) -> Document:
    assert plan is not None
    return read(write(plan, folder / "报.xlsx").read_bytes(), name)


@pytest.fixture(scope="module")
def form(scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """甲水县's form, filled in."""
    held = {("甲水县", name, Role.NOW): Decimal(value) for name, value in NOW.items()}
    held |= {("甲水县", name, Role.LAST_YEAR): Decimal(value) for name, value in LAST.items()}
    return _document(county_workbook(scheme, "甲水县", held), tmp_path_factory.mktemp("form"), "甲水县.xlsx")


@pytest.fixture(scope="module")
def office(scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """An office's table of all counties, filled in."""
    held = {(county, "energy", Role.NOW): Decimal(at) for at, county in enumerate(("全市", *scheme.counties), 11)}
    return _document(office_workbook(scheme, "统计局", held), tmp_path_factory.mktemp("office"), "统计局.xlsx")


def _changed(document: Document, what: Callable[[Cells], Mapping[tuple[int, int], CellRead]]) -> Document:
    """The first sheet's cells after somebody has worked on them."""
    first = document.sheets[0]
    cells = {at: cell for at, cell in first.cells.items() if not cell.formula}
    return _with_sheets(document, (Sheet(first.name, what(cells)), *document.sheets[1:]))


def _with_sheets(document: Document, sheets: tuple[Sheet, ...], name: str = "") -> Document:
    return Document(name or document.name, sheets)


def _worded(old: str, new: str) -> Callable[[Cells], Cells]:
    """A cell with other words."""
    return lambda cells: {at: CellRead(new) if cell.text == old else cell for at, cell in cells.items()}


def _shifted(first_row: int = 1, rows: int = 0, first_column: int = 1, columns: int = 0) -> Callable[[Cells], Cells]:
    return lambda cells: {
        (row + rows * (row >= first_row), column + columns * (column >= first_column)): cell
        for (row, column), cell in cells.items()
    }


def _values(found: Extracted, scheme: Scheme, role: Role = Role.NOW, county: str = "甲水县") -> dict[str, str]:
    figures, _ = choose(found.figures, scheme)
    keys = [key for key in figures.chosen if key[0] == county and key[2] is role]
    values = {key[1]: figures.value(*key[:2], role) for key in keys}
    return {name: f"{value.normalize():f}" for name, value in values.items() if value is not None}


def _said(found: Extracted, code: str) -> list[Finding]:
    return [finding for finding in found.findings if finding.code == code]


WORDS = [
    pytest.param("工业总产值", "1.工业总产值", [], id="numbered"),
    pytest.param("工业总产值", "（一）工业 总产值：", [], id="numbered in brackets, with a blank and a colon"),
    pytest.param("工业总产值", "其中：工业总产值*", [], id="其中 and a mark"),
    pytest.param("工业总产值", "总产值", [], id="an alias"),
    pytest.param("工业总产值", "工业总产值（亿元）", [], id="with its unit"),
    pytest.param("工业总产值", "工业总产植", ["label-changed"], id="a character written wrongly"),
    pytest.param("工业总产值", "工业总产值（现价）", ["label-changed"], id="with a note"),
    pytest.param("本期数", "2022年上半年", [], id="the period over the numbers"),
    pytest.param("本期数", "1—6月", [], id="its months"),
    pytest.param("本期数", "本期完成", [], id="another word for this period"),
    pytest.param("上年同期", "去年同期", [], id="another word for last year"),
    pytest.param("上年同期", "2021年上半年", [], id="last year's period"),
]


@pytest.mark.parametrize(("old", "new", "codes"), WORDS)
def test_a_label_in_other_words_keeps_its_figures(
    scheme: Scheme, form: Document, old: str, new: str, codes: list[str]
) -> None:
    found = extract(_changed(form, _worded(old, new)), scheme)
    assert _values(found, scheme) == NOW
    assert _values(found, scheme, Role.LAST_YEAR) == LAST
    assert [row.code for row in found.findings if row.code == "label-changed"] == codes * 2


def test_the_words_for_a_label_that_is_nearly_the_same(scheme: Scheme, form: Document) -> None:
    found = extract(_changed(form, _worded("新开工项目", "新开工顶目")), scheme)
    assert str(_said(found, "label-changed")[-1]) == (
        "甲水县的新开工项目：表中“新开工项目”被改成“新开工顶目”，按位置和字形读作21个，请核实"
    )
    assert "“新开工项目”改成了“新开工顶目”" in str(_said(found, "template-changed")[0])


@pytest.mark.parametrize("new", ["工业总产值增量", "计划总产值", "规下工业总产值", "就业人数", "上年工业总产值"])
def test_a_label_of_something_else_is_not_read_and_said(scheme: Scheme, form: Document, new: str) -> None:
    found = extract(_changed(form, _worded("工业总产值", new)), scheme)
    assert "output" not in _values(found, scheme)
    assert "找不到：工业总产值" in str(_said(found, "template-changed")[0])


@pytest.mark.parametrize("new", ["1—5月", "6月", "当月数", "年度目标", "计划数", "本期数（1—7月）", "1—5月完成"])
def test_a_heading_of_another_period_is_not_this_one(scheme: Scheme, form: Document, new: str) -> None:
    found = extract(_changed(form, _worded("本期数", new)), scheme)
    assert _values(found, scheme) == {}
    assert {row.code for row in found.findings} & {"template-changed", "period-mixed"}


@pytest.mark.parametrize("new", ["1-6月完成", "2022年上半年累计完成", "2022年1—6月"])
def test_a_heading_of_these_months_and_what_was_done_is_this_period(scheme: Scheme, form: Document, new: str) -> None:
    assert _values(extract(_changed(form, _worded("本期数", new)), scheme), scheme) == NOW


def test_a_column_of_other_months_beside_this_period_does_not_make_the_form_theirs(
    scheme: Scheme, form: Document
) -> None:
    def added(cells: Cells) -> Cells:
        (row, column) = next(at for at, cell in cells.items() if cell.text == "本期数")
        beside = {(at[0], 20): cell for at, cell in cells.items() if at[1] == column and at[0] > row}
        return cells | beside | {(row, 20): CellRead("1—5月完成")}

    found = extract(_changed(form, added), scheme)
    assert _values(found, scheme) == NOW
    assert not [row for row in found.findings if isinstance(row, OtherPeriodForm)]


@pytest.mark.parametrize("title", ["县区：乙水县", "乙水县2022年上半年"])
def test_another_countys_rows_below_a_form_are_that_countys(scheme: Scheme, form: Document, title: str) -> None:
    other = next(name for name in scheme.counties if name != "甲水县")

    def pasted(cells: Cells) -> Cells:
        last = max(row for row, _ in cells) + 2
        (_, column) = next(at for at, cell in cells.items() if cell.text == "本期数")
        added = {(last, 1): CellRead(title.replace("乙水县", other)), (last + 1, 2): CellRead("新开工项目")}
        added |= {(last + 2, 2): CellRead("工业总产值")}
        numbers = {(last + 1, column): CellRead(Decimal(98)), (last + 2, column): CellRead(Decimal(99))}
        return cells | added | numbers

    found = extract(_changed(form, pasted), scheme)
    assert _values(found, scheme) == NOW
    read = {row.value for row in found.figures if row.county == other and row.state is State.READ}
    assert read == {Decimal(98), Decimal(99)}


def test_a_title_of_another_period_shows_the_figures_and_scores_none(scheme: Scheme, form: Document) -> None:
    def retitled(cells: Cells) -> Cells:
        return {
            at: CellRead(cell.text.replace("2022年上半年", "2022年1—7月")) if at[0] < 4 else cell
            for at, cell in cells.items()
        }

    found = extract(_changed(form, retitled), scheme)
    assert _values(found, scheme) == {}
    states = {(row.role, row.state) for row in found.figures}
    assert states == {(Role.NOW, State.OTHER_PERIOD), (Role.LAST_YEAR, State.UNDECIDED)}
    assert "是2022年1—7月的填报表" in str(_said(found, "period-mixed")[0])


LAYOUTS = [
    pytest.param(_shifted(rows=2), "插入了2行", id="rows above"),
    pytest.param(_shifted(first_row=6, rows=1), "插入了1行", id="a row between"),
    pytest.param(_shifted(columns=1), "插入了1列", id="a column before"),
    pytest.param(
        lambda cells: {(column, row): cell for (row, column), cell in cells.items()}, "行列互换了", id="transposed"
    ),
    pytest.param(
        lambda cells: {(30 - row if 4 <= row <= 7 else row, column): cell for (row, column), cell in cells.items()},
        "移动了",
        id="the rows the other way round",
    ),
]


@pytest.mark.parametrize(("what", "words"), LAYOUTS)
def test_rows_and_columns_elsewhere_are_found_and_it_is_said_what_was_done(
    scheme: Scheme, form: Document, what: Callable[[Cells], Cells], words: str
) -> None:
    found = extract(_changed(form, what), scheme)
    assert _values(found, scheme) == NOW
    assert _values(found, scheme, Role.LAST_YEAR) == LAST
    assert words in str(_said(found, "template-changed")[0])


def test_a_heading_over_two_rows_is_one(scheme: Scheme, form: Document) -> None:
    def split(cells: Cells) -> Cells:
        (row, column) = next(at for at, cell in cells.items() if cell.text == "本期数")
        moved = _shifted(first_row=row + 1, rows=1)(cells)
        return moved | {(row, column): CellRead("本期"), (row + 1, column): CellRead("数")}

    found = extract(_changed(form, split), scheme)
    assert _values(found, scheme) == NOW


def test_a_label_in_the_column_beside_is_found(scheme: Scheme, form: Document) -> None:
    def beside(cells: Cells) -> Cells:
        (row, column) = next(at for at, cell in cells.items() if cell.text == "新开工项目")
        return {at: cell for at, cell in cells.items() if at not in ((row, column), (row, column - 1))} | {
            (row, column - 1): CellRead("新开工项目")
        }

    assert _values(extract(_changed(form, beside), scheme), scheme) == NOW


@pytest.mark.parametrize("unit", ["万元", "亿美元", "亩"])
def test_units_that_disagree_on_a_form_are_said_and_the_number_is_not_scored(
    scheme: Scheme, form: Document, unit: str
) -> None:
    found = extract(_changed(form, _worded("工业总产值", f"工业总产值（{unit}）")), scheme)
    assert "output" not in _values(found, scheme)
    assert [row.code for row in found.findings if row.indicator == "output"].count("unit-slip") == 2


def test_a_renamed_sheet_is_said(scheme: Scheme, form: Document) -> None:
    first = form.sheets[0]
    sheets = (Sheet("Sheet1", first.cells, first.merges), *form.sheets[1:])
    found = extract(_with_sheets(form, sheets), scheme)
    assert _values(found, scheme) == NOW
    assert "工作表“填报表”改名为“Sheet1”" in str(_said(found, "template-changed")[0])


def test_a_hidden_copy_is_not_read_and_said(scheme: Scheme, form: Document) -> None:
    first = form.sheets[0]
    other = {at: CellRead(Decimal(99)) if isinstance(cell.value, Decimal) else cell for at, cell in first.cells.items()}
    found = extract(_with_sheets(form, (*form.sheets, Sheet("旧表", other, first.merges, hidden=True))), scheme)
    assert _values(found, scheme) == NOW
    (said,) = _said(found, "hidden-sheet")
    assert "隐藏的工作表“旧表”有8个数" in str(said)


def test_figures_in_hidden_rows_are_read_and_said_once(scheme: Scheme, form: Document) -> None:
    first = form.sheets[0]
    sheet = Sheet(first.name, first.cells, first.merges, hidden_rows=frozenset({5, 6, 50}))
    found = extract(_with_sheets(form, (sheet, *form.sheets[1:])), scheme)
    assert _values(found, scheme) == NOW
    (said,) = _said(found, "hidden-read")
    assert str(said) == "甲水县.xlsx［填报表］隐藏了第5、6行，其中4个数已读入，请核实"


def test_a_sheet_of_another_county_in_the_same_workbook_is_that_ones(scheme: Scheme, form: Document) -> None:
    first = form.sheets[0]
    other = {
        at: CellRead("县区：范山区")
        if cell.text.startswith("县区：")
        else CellRead(cell.value + 1)
        if isinstance(cell.value, Decimal)
        else cell
        for at, cell in first.cells.items()
    }
    found = extract(_with_sheets(form, (*form.sheets, Sheet("填报表 (2)", other, first.merges))), scheme)
    assert _values(found, scheme) == NOW
    assert _values(found, scheme, county="范山区")["output"] == "31.58"
    assert _said(found, "file-of-other-county")


@pytest.mark.parametrize(
    ("old", "new"),
    [("甲水县", "990001甲水县"), ("甲水县", "1. 甲水县人民政府"), ("范山区", "范 山"), ("范山区", "范山区*")],
)
def test_a_county_of_an_offices_table_by_another_name(scheme: Scheme, office: Document, old: str, new: str) -> None:
    found = extract(_changed(office, _worded(old, new)), scheme)
    assert {row.county: str(row.value) for row in found.figures} == {"全市": "11", "甲水县": "12", "范山区": "13"}


def test_an_offices_heading_over_two_rows(scheme: Scheme, office: Document) -> None:
    def split(cells: Cells) -> Cells:
        (row, column) = next(at for at, cell in cells.items() if cell.text.startswith("单位能耗降幅"))
        moved = _shifted(first_row=row + 1, rows=1)(cells)
        return moved | {(row, column): CellRead("单位能耗"), (row + 1, column): CellRead("降幅（%）")}

    found = extract(_changed(office, split), scheme)
    assert {row.county: str(row.value) for row in found.figures} == {"全市": "11", "甲水县": "12", "范山区": "13"}


def test_without_its_hidden_sheet_a_form_is_read_by_its_words(scheme: Scheme, form: Document) -> None:
    sheets = tuple(sheet for sheet in form.sheets if sheet.name != SHEET)
    found = extract(_with_sheets(form, sheets), scheme)
    assert _values(found, scheme) == NOW
    assert _values(found, scheme, Role.LAST_YEAR) == LAST


def test_two_labels_that_one_could_be_are_both_left_alone(scheme: Scheme, form: Document) -> None:
    twin = msgspec.structs.replace(scheme.indicators["works"], id="twin", name="新竣工项目")
    wider = msgspec.structs.replace(scheme, indicator=(*scheme.indicator, twin))
    found = extract(_changed(form, _worded("新开工项目", "新工项目")), wider)
    assert "twin" not in _values(found, wider)


Found = dict[str, str]
AGAIN = [
    pytest.param("单位能耗降幅（万元）", {"范山区": "0.0013"}, "unit", id="in another unit"),
    pytest.param("1.单位能耗 降幅", {"范山区": "13"}, "", id="numbered, with a blank"),
    pytest.param("工业总产值", {}, "找不到：单位能耗降幅", id="of another indicator"),
    pytest.param("单位能耗降巾（万元）", {}, "找不到：单位能耗降幅", id="nearly the same, in another unit"),
]


@pytest.mark.parametrize(("words", "values", "said"), AGAIN)
def test_a_second_heading_holds_for_what_stands_below_it(tmp_path: Path, words: str, values: Found, said: str) -> None:
    scheme = parse(SCHEME.replace('"%"\nkind = "share"', '"亿元"\nkind = "level"'), "form.toml", METHODS)
    held = {(county, "energy", Role.NOW): Decimal(at) for at, county in enumerate(("全市", *scheme.counties), 11)}
    office = _document(office_workbook(scheme, "统计局", held), tmp_path, "统计局.xlsx")

    def headed_again(cells: Cells) -> Cells:
        (row, _) = next(at for at, cell in cells.items() if cell.text.startswith("范"))
        (_, column) = next(at for at, cell in cells.items() if cell.text.startswith("单位能耗降幅"))
        return _shifted(first_row=row, rows=1)(cells) | {(row, column): CellRead(words)}

    found = extract(_changed(office, headed_again), scheme)
    assert {row.county: str(row.value) for row in found.figures} == {"全市": "11", "甲水县": "12", **values}
    assert said in " ".join(f"{row.code}{row}" for row in found.findings)
