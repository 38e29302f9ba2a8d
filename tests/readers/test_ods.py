"""OpenDocument spreadsheets, tag by tag."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import CellRead, Document, read
from pingbi.readers.ods_formulas import translated

Archive = Callable[[dict[str, bytes]], bytes]

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "meta": "meta",
    }.items()
)
STYLES = (
    '<number:percentage-style style:name="N1"><number:number number:decimal-places="1"/><number:text>%</number:text>'
    '</number:percentage-style><style:style style:name="base" style:family="table-cell" style:data-style-name="N1">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="base"/>'
)


def _flat(rows: str, before: str = "", generator: str = "LibreOffice/7.4") -> bytes:
    return (
        f'<?xml version="1.0"?><office:document {SPACES} '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:meta><meta:generator>{generator}</meta:generator></office:meta>"
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>{before}"
        f'<table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body></office:document>'
    ).encode()


def _row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def _cell(attributes: str, inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


NUMBER = 'office:value-type="float" office:value="30.58"'
THREE = NUMBER + ' table:number-columns-repeated="3"'
TWICE = ' table:number-rows-repeated="2"'
FAR = ' table:number-rows-repeated="1048000"'


def _first(document: Document) -> CellRead:
    return document.sheets[0].cells[1, 1]


@pytest.mark.parametrize(
    ("attributes", "inside", "wanted"),
    [
        pytest.param(NUMBER, "<text:p>30.6</text:p>", CellRead(Decimal("30.58")), id="what is kept, not what is shown"),
        pytest.param(
            'office:value-type="percentage" office:value="0.453" table:style-name="ce1"',
            "",
            CellRead(Decimal("0.453"), "0.0%", struck=True),
            id="a percentage, and what a style rests on",
        ),
        pytest.param(
            'office:value-type="percentage" office:value="0.45"',
            "",
            CellRead(Decimal("0.45"), "0.00%"),
            id="a percentage without a style",
        ),
        pytest.param(
            'office:value-type="date" office:date-value="2022-06-01"',
            "",
            CellRead("2022-06-01", date=True),
            id="a date",
        ),
        pytest.param(
            'office:value-type="time" office:time-value="PT08H30M00S"', "", CellRead("08:30:00", date=True), id="a time"
        ),
        pytest.param('office:value-type="boolean" office:boolean-value="true"', "", CellRead(True), id="a truth value"),
        pytest.param(
            'office:value-type="string"',
            "<text:p>甲<text:s text:c='2'/>乙\n  丙</text:p><text:p>丁</text:p>",
            CellRead("甲  乙 丙\n丁"),
            id="blanks and lines",
        ),
        pytest.param(
            'office:value-type="float" office:value="0" table:formula="of:=1/0"',
            "<text:p>#DIV/0!</text:p>",
            CellRead("#DIV/0!", formula="=1/0", error=True),
            id="an error",
        ),
        pytest.param(
            'office:value-type="float" office:value="7" table:formula="of:=[\'file:///旧.ods\'#$表.A1]"',
            "",
            CellRead(Decimal(7), formula="=", outside=True),
            id="another file",
        ),
        pytest.param(
            NUMBER,
            "<office:annotation><dc:creator xmlns:dc='d'>甲</dc:creator><text:p>约数</text:p></office:annotation>"
            "<text:p>30.58</text:p>",
            CellRead(Decimal("30.58"), note="约数"),
            id="a comment",
        ),
        pytest.param(
            'office:value-type="string"',
            "<text:p><text:a xlink:href='#其他.A1' xmlns:xlink='x'>链</text:a></text:p>",
            CellRead("链", link="其他.A1"),
            id="a link",
        ),
        pytest.param(
            'table:formula="of:=1+1" office:value-type="float"', "", CellRead(Decimal(2), formula="=1+1", computed=True)
        ),
    ],
)
def test_a_cell(attributes: str, inside: str, wanted: CellRead) -> None:
    assert _first(read(_flat(_row(_cell(attributes, inside))), "表.fods")) == wanted


def test_a_result_of_a_program_that_does_not_compute_is_not_believed() -> None:
    cell = _cell('table:formula="of:=NOW()-NOW()" office:value-type="float" office:value="0"')
    assert _first(read(_flat(_row(cell)), "表.fods")).value == 0
    assert _first(read(_flat(_row(cell), generator="ezodf"), "表.fods")).value is None


def test_what_repeats_is_repeated_and_blank_ends_are_not() -> None:
    rows = _row(_cell(THREE), more=TWICE) + _row(_cell('table:number-columns-repeated="16384"'), more=FAR)
    assert set(read(_flat(rows), "表.fods").sheets[0].cells) == {
        (row, column) for row in (1, 2) for column in (1, 2, 3)
    }


ABSURD = [
    pytest.param(_row(_cell(NUMBER), more=FAR), id="rows"),
    pytest.param(_row(_cell(NUMBER + ' table:number-columns-repeated="999999999"')), id="columns"),
    pytest.param(_row(_cell(NUMBER), more=' table:number-rows-repeated="-1"'), id="fewer than none"),
    pytest.param(_row(_cell(THREE), more=' table:number-rows-repeated="900"') * 400, id="many times many"),
]


@pytest.mark.parametrize("rows", ABSURD)
def test_what_repeats_without_end_is_refused(rows: str) -> None:
    with pytest.raises(UnreadableFileError):
        read(_flat(rows), "表.fods")


def test_a_real_file_that_repeats_without_end_is_refused(shared: Path) -> None:
    with pytest.raises(UnreadableFileError, match="重复"):
        read((shared / "excel/real/bdc2_issue_594_dos.ods").read_bytes(), "表.ods")


def test_merges_cover_what_lies_below_them() -> None:
    rows = _row(
        _cell(NUMBER + ' table:number-columns-spanned="2" table:number-rows-spanned="1"'),
        f"<table:covered-table-cell {NUMBER}/>",
        _cell(NUMBER),
    )
    (sheet,) = read(_flat(rows), "表.fods").sheets
    assert (sheet.merges, set(sheet.cells)) == (((1, 1, 1, 2),), {(1, 1), (1, 3)})


def test_deleted_cells_and_copies_of_other_files_are_no_cells() -> None:
    before = f"<table:tracked-changes><table:table-cell {NUMBER}/></table:tracked-changes>"
    before += f"<table:table table:name=\"'file:///a.ods'#表\">{_row(_cell(NUMBER))}</table:table>"
    assert [sheet.name for sheet in read(_flat(_row(_cell(NUMBER)), before), "表.fods").sheets] == ["表"]


def test_a_document_type_is_refused() -> None:
    data = _flat(_row(_cell(NUMBER))).replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    with pytest.raises(UnreadableFileError, match="实体"):
        read(data, "表.fods")


def test_a_password_is_said(archive: Archive) -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    data = archive({"mimetype": kind, "content.xml": b"\x80\x81", "META-INF/manifest.xml": manifest})
    with pytest.raises(UnreadableFileError, match="密码"):
        read(data, "表.ods", "口令")


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("of:=SUM([.A1:.A3];[$其他.B1])", "=SUM(A1:A3,'其他'!B1)"),
        ("of:=SUM([$'上 表'.$A$1:.$B$2])", "=SUM('上 表'!$A$1:$B$2)"),
        ('of:=IF([.A1]>1;"a;[.B1]";"")', '=IF(A1>1,"a;[.B1]","")'),
        ("of:=SUM([.A1:其他.B2])", "="),
        ("of:=SUM({1;2|3;4})", "="),
        ("of:=[.A1]+[#REF!.B1]", "="),
        ("msoxl:=SUM(A1,B1)", "=SUM(A1,B1)"),
        ("oooc:=SUM(A1;B1)", "="),
    ],
)
def test_formulas_are_as_excel_writes_them(formula: str, wanted: str) -> None:
    assert translated(formula) == wanted
