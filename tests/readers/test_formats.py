"""The same workbook in every format gives the same cells."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from pingbi.readers import READERS, CellRead, Document, read

STRUCK = xlwt.easyxf("font: struck_out on")
PERCENT = xlwt.easyxf(num_format_str="0.0%")
DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")
YUAN = xlwt.easyxf(num_format_str='0.00"万元"')
# What the formats below have in common: value, number format, whether a date, whether an error, whether struck.
Told = tuple[object, str, bool, bool, bool]
WANTED: dict[tuple[int, int], Told] = {
    (1, 1): ("县区情况", "General", False, False, False),
    (2, 1): (Decimal("30.58"), "General", False, False, False),
    (2, 2): (Decimal("0.453"), "0.0%", False, False, False),
    (2, 3): ("2022-06-01", "yyyy-mm-dd", True, False, False),
    (3, 1): ("作废", "General", False, False, True),
    (3, 2): (Decimal(7), '0.00"万元"', False, False, False),
    (3, 3): (Decimal("61.16"), "General", False, False, False),
    (4, 1): ("#DIV/0!", "General", False, True, False),
    (4, 2): ("30.58", "General", False, False, False),
    (5, 1): (Decimal("-1.25"), "General", False, False, False),
    (6, 4): ("末行", "General", False, False, False),
}


def told(document: Document) -> dict[tuple[int, int], Told]:
    return {at: _of(cell) for at, cell in document.sheets[0].cells.items()}


def _of(cell: CellRead) -> Told:
    return cell.value, cell.number_format.replace("\\", ""), cell.date, cell.error, cell.struck


def _by_xlwt() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("填报表")
    sheet.write_merge(0, 0, 0, 3, "县区情况")
    sheet.write(1, 0, 30.58)
    sheet.write(1, 1, 0.453, PERCENT)
    sheet.write(1, 2, date(2022, 6, 1), DAY)
    sheet.write(2, 0, "作废", STRUCK)
    sheet.write(2, 1, 7, YUAN)
    sheet.write(2, 2, xlwt.Formula("A2*2"))
    sheet.row(3).set_cell_error(0, "#DIV/0!")
    sheet.write(3, 1, "30.58")
    sheet.write(4, 0, -1.25)
    sheet.write(5, 3, "末行")
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("隐藏").visibility = 1
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _by_openpyxl() -> bytes:
    book = Workbook()
    sheet = book.create_sheet("填报表", 0)
    book.remove(book.worksheets[1])
    sheet["A1"], sheet["A2"], sheet["B2"], sheet["C2"] = "县区情况", 30.58, 0.453, datetime(2022, 6, 1)  # noqa: DTZ001
    sheet["B2"].number_format, sheet["C2"].number_format = "0.0%", "yyyy-mm-dd"
    sheet["A3"], sheet["B3"], sheet["C3"] = "作废", 7, "=A2*2"
    sheet["A3"].font, sheet["B3"].number_format = Font(strike=True), '0.00"万元"'
    sheet["A4"], sheet["B4"], sheet["A5"], sheet["D6"] = "=1/0", "30.58", -1.25, "末行"
    sheet["A5"].comment = Comment("约数", "填报人")
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("隐藏").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


SPREADSHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>
<Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style><Style ss:ID="d"><NumberFormat ss:Format="yyyy-mm-dd"/></Style>
<Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="y"><NumberFormat ss:Format='0.00"万元"'/></Style>
</Styles><Worksheet ss:Name="填报表"><Table><Column ss:Index="2" ss:Hidden="1" ss:StyleID="y"/>
<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">县区情况</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">30.58</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.453</Data></Cell>
<Cell ss:StyleID="d"><Data ss:Type="DateTime">2022-06-01T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:StyleID="s"><Data ss:Type="String">作废</Data></Cell>
<Cell><Data ss:Type="Number">7</Data></Cell><Cell ss:Formula="=R[-1]C[-2]*2"/></Row>
<Row><Cell><Data ss:Type="Error">#DIV/0!</Data></Cell><Cell ss:StyleID="Default"><Data ss:Type="String">30.58</Data>
</Cell></Row><Row><Cell><Data ss:Type="Number">-1.25</Data><Comment><ss:Data>约数</ss:Data></Comment></Cell></Row>
<Row ss:Index="6"><Cell ss:Index="4"><Data ss:Type="String">末行</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="隐藏"><Table/><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">
<Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>""".replace("\n", "").encode()


@pytest.mark.parametrize("make", [_by_xlwt, _by_openpyxl, lambda: SPREADSHEET], ids=["xls", "xlsx", "XML 2003"])
def test_the_same_workbook_gives_the_same_cells(make: Callable[[], bytes]) -> None:
    document = read(make(), "表.xls")
    wanted = dict(WANTED)
    if document.sheets[0].cells[4, 1].value is None:  # 1/0 of a program that only writes: no result, no error value
        wanted[4, 1] = (None, "General", False, False, False)
    assert told(document) == wanted
    _laid_out(document)


def _laid_out(document: Document) -> None:
    sheet = document.sheets[0]
    assert [(found.name, found.hidden) for found in document.sheets] == [("填报表", False), ("隐藏", True)]
    assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) == (
        ((1, 1, 1, 4),),
        frozenset({3}),
        frozenset({2}),
    )
    assert sheet.cells[3, 3].formula in {"=A2*2", "=2*A2"}
    assert document.formats


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("converted")
    (folder / "a.xlsx").write_bytes(_by_openpyxl())
    kinds = {"xls": "xls:MS Excel 97", "ods": "ods", "fods": "fods"}
    for kind in kinds.values():
        command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(folder), str(folder / "a.xlsx")], check=True, capture_output=True)
    return {kind: Path(folder / f"a.{kind}").read_bytes() for kind in kinds}


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods", "fods"])
def test_what_libreoffice_saves_gives_the_same_cells(converted: dict[str, bytes], kind: str) -> None:
    document = read(converted[kind], "表")
    assert told(document) == WANTED
    _laid_out(document)
    assert document.sheets[0].cells[5, 1].note == "约数"
    assert [type(reader).__name__ for reader in READERS if reader.recognises(converted[kind], "表")] == [
        "Xls" if kind == "xls" else "Ods"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_as_text_the_same_words_stand_in_the_same_cells(encoding: str) -> None:
    lines = "县区情况,,,\n30.58,45.3%,2022-06-01,\n作废,7万元,,\n#DIV/0!,30.58,,\n-1.25,,,\n,,,末行\n"
    cells = read(lines.encode(encoding), "表.csv").sheets[0].cells
    assert {at: cell.text for at, cell in cells.items()} == {
        (1, 1): "县区情况",
        (2, 1): "30.58",
        (2, 2): "45.3%",
        (2, 3): "2022-06-01",
        (3, 1): "作废",
        (3, 2): "7万元",
        (4, 1): "#DIV/0!",
        (4, 2): "30.58",
        (5, 1): "-1.25",
        (6, 4): "末行",
    }
