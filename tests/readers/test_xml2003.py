"""The XML of Excel 2003."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import READERS, CellRead, read
from pingbi.readers.xml2003_formulas import translated

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def _book(table: str, styles: str = "", more: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">{more}<Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="表"><Table>{table}</Table></Worksheet></Workbook>'
    ).encode()


def _cell(attributes: str, kind: str, text: str, styles: str = "", more: str = "") -> CellRead:
    row = f'<Row><Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell></Row>'
    return read(_book(row, styles, more), "表.xls").sheets[0].cells[1, 1]


PERCENT = '<Style ss:ID="a"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="b" ss:Parent="a"/>'
DAY = '<Style ss:ID="a"><NumberFormat ss:Format="Short Date"/></Style>'


def test_cells() -> None:
    assert _cell('ss:StyleID="b"', "Number", "0.453", PERCENT) == CellRead(Decimal("0.453"), "0.00%")
    assert _cell('ss:StyleID="a"', "Number", "44713", DAY) == CellRead("2022-06-01", "yyyy-mm-dd", date=True)
    assert (
        _cell('ss:StyleID="a"', "Number", "1", DAY, "<ExcelWorkbook><Date1904/></ExcelWorkbook>").text == "1904-01-02"
    )
    assert _cell("", "DateTime", "1899-12-31T08:30:00.000") == CellRead("08:30:00", date=True)
    assert _cell("", "DateTime", "2022-06-01T08:30:00.000") == CellRead("2022-06-01 08:30:00", date=True)
    assert _cell("", "Boolean", "1") == CellRead(True)
    assert _cell("", "Error", "#REF!") == CellRead("#REF!", error=True)
    assert _cell("", "Number", "约30") == CellRead("约30")
    assert _cell('ss:HRef="#其他!A1"', "String", "链") == CellRead("链", link="其他!A1")
    assert _cell('ss:Formula="=[旧.xls]表!R1C1"', "Number", "7").outside


def test_a_struck_part_of_a_text_is_said() -> None:
    row = '<Row><Cell><ss:Data ss:Type="String" xmlns="h"><S>30</S>35</ss:Data></Cell></Row>'
    assert read(_book(row), "表.xls").sheets[0].cells[1, 1] == CellRead("3035", struck=True)


def test_places_are_counted_behind_spans_and_merges() -> None:
    data = '<Data ss:Type="Number">1</Data></Cell>'
    table = '<Column ss:Span="1"/><Column ss:Hidden="1" ss:Span="1"/>'
    table += f'<Row><Cell ss:MergeAcross="1" ss:MergeDown="1">{data}<Cell>{data}</Row>'
    table += f'<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="4">{data}</Row>'
    (sheet,) = read(_book(table), "表.xls").sheets
    assert (set(sheet.cells), sheet.merges) == ({(1, 1), (1, 3), (4, 4)}, ((1, 1, 2, 2),))
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({4}, {3, 4})


@pytest.mark.parametrize(
    "table",
    [
        pytest.param('<Row ss:Index="99999999"/>', id="a row beyond the sheet"),
        pytest.param('<Row><Cell ss:Index="0"/></Row>', id="a column before the first"),
        pytest.param('<Row><Cell ss:MergeAcross="-1"/></Row>', id="a merge backwards"),
        pytest.param("<Row>", id="torn"),
    ],
)
def test_what_no_sheet_has_is_refused(table: str) -> None:
    with pytest.raises(UnreadableFileError):
        read(_book(table), "表.xls")


def test_a_document_type_is_refused() -> None:
    data = _book("").replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    with pytest.raises(UnreadableFileError, match="实体"):
        read(data, "表.xls")


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("=RC[-1]+R2C3", "=C5+$C$2"),
        ("=SUM(R[-3]C:R[-1]C)", "=SUM(D2:D4)"),
        ('=IF(RC1>0,"RC1",ROUND(RC2,1))', '=IF($A5>0,"RC1",ROUND($B5,1))'),
        ("=SUM(C5)", "="),
        ("=SUM(R[1])", "="),
        ("=R[-9]C", "="),
        ("=B5+C5", "=B5+C5"),
        ("=税率*RC[1]", "=税率*E5"),
        ("='R1C1'!RC", "='R1C1'!D5"),
    ],
)
def test_formulas_of_d5(formula: str, wanted: str) -> None:
    assert translated(formula, 5, 4) == wanted


def test_a_real_file_is_read_and_by_this_reader_only(shared: Path) -> None:
    data = (shared / "excel/real/3309_excel2003.xml").read_bytes()
    assert [type(reader).__name__ for reader in READERS if reader.recognises(data, "a.xml")] == ["Xml2003"]
    cells = read(data, "a.xml").sheets[0].cells
    assert (cells[1, 8].value, cells[1, 8].formula, cells[5, 10].value) == (Decimal(6), "=B1+C1", Decimal(36))
