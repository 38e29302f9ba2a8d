"""The sheets of ledgers in blank workbooks: where they stand, what is locked, and that they come back right."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pingbi.extraction import extract, settle
from pingbi.extraction.ledger_findings import ColumnLost
from pingbi.extraction.ledger_whole_findings import Empty
from pingbi.handout import write_templates
from pingbi.handout.ledger import sheet_names
from pingbi.model import Finding
from pingbi.model.fingerprint import SHEET
from pingbi.readers import read
from pingbi.scheme import Ledger, Scheme, parse
from pingbi.scoring import METHODS

SCHEME = """
[scheme]
name = "评比"
issuer = "某局"
period = "2022H1"
[[county]]
name = "甲县"
[[county]]
name = "范区"
[[indicator]]
id = "output"
name = "产值"
unit = "亿元"
kind = "level"
[[ledger]]
id = "projects"
name = "项目台账"
key = "项目名称"
columns = ["项目名称", "完成投资", "状态"]
units = { "完成投资" = "亿元" }
[[ledger]]
id = "matters"
name = "交办事项/台账"
key = "事项"
columns = ["县区", "事项", "完成否"]
county_column = "县区"
[[ledger]]
id = "patents"
name = "专利台账"
key = "专利号"
columns = ["县区", "专利号"]
county_column = "县区"
[[indicator]]
id = "done"
name = "完成投资"
unit = "亿元"
kind = "level"
ledger = "projects"
aggregate = "sum"
column = "完成投资"
[[indicator]]
id = "finished"
name = "办结事项"
unit = "件"
kind = "count"
ledger = "matters"
aggregate = "count"
where = "完成否 = '是'"
[[indicator]]
id = "patents"
name = "专利"
unit = "件"
kind = "count"
reported_by = "office"
office = "科技局"
ledger = "patents"
aggregate = "count"
"""


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return parse(SCHEME, "ledgers.toml", METHODS)


@pytest.fixture(scope="module")
def handed_out(scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in write_templates(scheme, tmp_path_factory.mktemp("out"))}


def place(sheet: Worksheet, words: str) -> tuple[int, int]:
    return next(
        (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.replace("\n", "").startswith(words)
    )


def filled(sheet: Worksheet, heads: tuple[str, ...], *rows: tuple[object, ...]) -> None:
    for at, head in enumerate(heads):
        top, column = place(sheet, head)
        for number, row in enumerate(rows, top + 1):
            sheet.cell(number, column).value = row[at]  # type: ignore[assignment]


def came(scheme: Scheme, book: Workbook) -> tuple[dict[tuple[str, str], Decimal | None], list[Finding]]:
    out = BytesIO()
    book.save(out)
    found = extract(read(out.getvalue(), "报送.xlsx"), scheme, 1)
    settled = settle(found.ledgers, scheme)
    values = {(figure.county, figure.indicator): figure.value for figure in settled.figures}
    return values, [*found.findings, *settled.findings]


def test_a_ledger_goes_to_its_county_one_of_all_counties_to_its_office(handed_out: dict[str, Path]) -> None:
    sheets = {name: load_workbook(path).sheetnames for name, path in handed_out.items()}
    assert sheets == {
        "甲县填报表.xlsx": ["填报表", "项目台账", "填报说明", SHEET],
        "范区填报表.xlsx": ["填报表", "项目台账", "填报说明", SHEET],
        "全市填报.xlsx": ["全市数据", "交办事项台账", "填报说明", SHEET],
        "科技局填报表.xlsx": ["专利台账", "填报说明", SHEET],
    }


def test_only_the_headings_are_locked_also_far_below(handed_out: dict[str, Path]) -> None:
    sheet = load_workbook(handed_out["甲县填报表.xlsx"])["项目台账"]
    top, column = place(sheet, "完成投资")
    assert sheet.protection.sheet
    assert sheet.cell(top, column).protection.locked
    assert not sheet.cell(top + 1, column).protection.locked
    letters = "ABCDEFGH"
    assert all(
        not sheet.column_dimensions[letter].protection.locked for letter in letters if letter in sheet.column_dimensions
    )


def test_the_unit_stands_in_the_heading_and_numbers_are_asked_for(handed_out: dict[str, Path]) -> None:
    sheet = load_workbook(handed_out["甲县填报表.xlsx"])["项目台账"]
    assert sheet.cell(*place(sheet, "完成投资")).value == "完成投资\n（亿元）"
    rules = sheet.data_validations.dataValidation
    assert [rule.promptTitle for rule in rules] == ["完成投资"]
    assert rules[0].errorStyle == "warning"


def test_what_is_filled_in_comes_back_whatever_the_sheet_is_called(scheme: Scheme, handed_out: dict[str, Path]) -> None:
    book = load_workbook(handed_out["甲县填报表.xlsx"])
    sheet = book["项目台账"]
    filled(sheet, ("项目名称", "完成投资", "状态"), *((f"厂{number}", 0.25, "在建") for number in range(60)))
    sheet.title = "Sheet9"
    sheet.insert_cols(2)
    values, findings = came(scheme, book)
    assert values == {("甲县", "done"): 15}
    assert [finding for finding in findings if not finding.code.startswith("template")] == []


def test_a_blank_sheet_is_not_submitted(scheme: Scheme, handed_out: dict[str, Path]) -> None:
    values, findings = came(scheme, load_workbook(handed_out["甲县填报表.xlsx"]))
    assert values == {}
    (empty,) = [finding for finding in findings if isinstance(finding, Empty)]
    assert empty.county == "甲县"


def test_nothing_that_is_written_is_submitted(scheme: Scheme, handed_out: dict[str, Path]) -> None:
    book = load_workbook(handed_out["甲县填报表.xlsx"])
    filled(book["项目台账"], ("项目名称",), ("无",))
    assert came(scheme, book)[0] == {("甲县", "done"): 0}


def test_headings_that_nobody_can_tell_any_more_are_said(scheme: Scheme, handed_out: dict[str, Path]) -> None:
    book = load_workbook(handed_out["甲县填报表.xlsx"])
    sheet = book["项目台账"]
    filled(sheet, ("项目名称", "完成投资", "状态"), ("一号厂", 3, "在建"))
    for head in ("项目名称", "完成投资"):
        sheet.cell(*place(sheet, head)).value = "栏目"
    values, findings = came(scheme, book)
    assert values == {}
    (lost,) = [finding for finding in findings if isinstance(finding, ColumnLost)]
    assert "不见了，或表头改得认不出），完成投资读不出来" in str(lost)


def test_an_offices_ledger_comes_back_for_each_county(scheme: Scheme, handed_out: dict[str, Path]) -> None:
    book = load_workbook(handed_out["科技局填报表.xlsx"])
    filled(book["专利台账"], ("县区", "专利号"), ("甲县", "a1"), ("范区", "b1"), ("甲县", "a2"))
    assert came(scheme, book)[0] == {("甲县", "patents"): 2, ("范区", "patents"): 1}


def test_sheets_have_names_that_excel_takes() -> None:
    ledgers = [
        Ledger(id=f"l{at}", name=name, key="a", columns=("a",))
        for at, name in enumerate(["填报表", "台" * 40, "台" * 41, "[/]"])
    ]
    assert list(sheet_names(ledgers, ["填报表"]).values()) == ["填报表（2）", "台" * 31, "台" * 28 + "（2）", "台账"]
