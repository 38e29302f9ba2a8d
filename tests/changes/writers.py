"""A book in each format that can be written here. `FORMATS` says of each what it keeps."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import escape
from io import BytesIO, StringIO
from typing import Any, NamedTuple

import xlsxwriter
import xlwt
from book import Book, Cell, Sheet
from change import ERRORS, FORMATS, HIDDEN, MERGES, NOTES, OUTSIDE, RESULTS, SHEETS, STRUCK, TYPES, UNCOMPUTED
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter


class Format(NamedTuple):
    """`write` is None where LibreOffice makes it of the xlsx."""

    name: str
    ending: str
    keeps: frozenset[str]
    write: Callable[[Book], bytes] | None = None
    office: str = ""  # how LibreOffice calls it


def main_sheet(book: Book) -> Sheet:
    """The one sheet that a format of one sheet keeps."""
    return book.tables[0]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)


def by_openpyxl(book: Book) -> bytes:
    out = Workbook()
    out.remove(out.worksheets[0])
    for sheet in book.sheets:
        made: Any = out.create_sheet(sheet.name)
        made.sheet_state = {"very_hidden": "veryHidden"}.get(sheet.state, sheet.state)
        for (row, column), cell in sheet.cells.items():
            if cell.value is None and not cell.formula:
                continue
            put = made.cell(row, column)
            put.value = cell.formula or (_number(cell.value) if isinstance(cell.value, Decimal) else cell.value)
            if isinstance(cell.value, str) and not cell.formula and not cell.error:
                put.data_type = "s"
            if cell.number_format:
                put.number_format = cell.number_format
            if cell.struck:
                put.font = Font(strike=True)
            if cell.note:
                put.comment = Comment(cell.note, "填报人")
        for top, left, bottom, right in sheet.merges:
            made.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden_rows:
            made.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            made.column_dimensions[get_column_letter(column)].hidden = True
    _show_one(book, out)
    stream = BytesIO()
    out.save(stream)
    return stream.getvalue()


def _show_one(book: Book, out: Workbook) -> None:
    out.active = next(at for at, sheet in enumerate(book.sheets) if sheet.state == "visible")


def by_xlsxwriter(book: Book) -> bytes:
    stream = BytesIO()
    out = xlsxwriter.Workbook(stream, {"in_memory": True})
    looks: dict[tuple[str, bool], Any] = {}
    shown = False
    for sheet in book.sheets:
        made = out.add_worksheet(sheet.name)
        if sheet.state == "visible" and not shown:
            made.activate()
            made.set_first_sheet()
            shown = True
        elif sheet.state != "visible":
            (made.very_hidden if sheet.state == "very_hidden" else made.hide)()
        for top, left, bottom, right in sheet.merges:
            made.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for (row, column), cell in sheet.cells.items():
            key = cell.number_format, cell.struck
            if key not in looks:
                looks[key] = out.add_format({"num_format": key[0] or "General", "font_strikeout": key[1]})
            _by_xlsxwriter(made, row - 1, column - 1, cell, looks[key])
        for row in sheet.hidden_rows:
            made.set_row(row - 1, None, None, {"hidden": True})
        for column in sheet.hidden_columns:
            made.set_column(column - 1, column - 1, None, None, {"hidden": True})
    out.close()
    return stream.getvalue()


def _by_xlsxwriter(made: Any, row: int, column: int, cell: Cell, look: Any) -> None:  # noqa: ANN401  # no types
    value = cell.value
    if cell.error:
        made.write_formula(row, column, "=1/0", look, value)
    elif cell.formula:
        result = _number(value) if isinstance(value, Decimal) else value
        made.write_formula(row, column, cell.formula, look, result if cell.cached else "")
    elif isinstance(value, Decimal):
        made.write_number(row, column, _number(value), look)
    elif isinstance(value, date):
        made.write_datetime(row, column, value, look)
    elif value is not None:
        made.write_string(row, column, str(value), look)
    if cell.note:
        made.write_comment(row, column, cell.note)


_ERROR_CODES = {"#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#N/A": 42}


def by_xlwt(book: Book) -> bytes:
    out = xlwt.Workbook(encoding="utf-8")
    looks: dict[tuple[str, bool], Any] = {}
    for sheet in book.sheets:
        made = out.add_sheet(sheet.name)
        made.visibility = {"visible": 0, "hidden": 1, "very_hidden": 2}[sheet.state]
        for (row, column), cell in sheet.cells.items():
            key = cell.number_format, cell.struck
            if key not in looks:
                looks[key] = look = xlwt.XFStyle()
                look.num_format_str = key[0] or "General"
                look.font.struck_out = key[1]
            if cell.error:
                made.row(row - 1).set_cell_error(column - 1, _ERROR_CODES[str(cell.value)], looks[key])
            elif cell.formula:
                made.write(row - 1, column - 1, xlwt.Formula(cell.formula[1:]), looks[key])
            elif cell.value is not None:
                value = _number(cell.value) if isinstance(cell.value, Decimal) else cell.value
                made.write(row - 1, column - 1, value, looks[key])
        for top, left, bottom, right in sheet.merges:
            made.merge(top - 1, bottom - 1, left - 1, right - 1)
        for row in sheet.hidden_rows:
            made.row(row - 1).hidden = True
        for column in sheet.hidden_columns:
            made.col(column - 1).hidden = True
    out.active_sheet = next(at for at, sheet in enumerate(book.sheets) if sheet.state == "visible")
    stream = BytesIO()
    out.save(stream)
    return stream.getvalue()


def shown(cell: Cell) -> str:
    """A cell as a format without types has it."""
    if isinstance(cell.value, Decimal):
        return f"{cell.value:.15g}" if len(cell.value.as_tuple().digits) > 15 else f"{cell.value:f}"
    if isinstance(cell.value, date):
        return f"{cell.value.month}月{cell.value.day}日"
    return "" if cell.value is None else str(cell.value)


def _csv(encoding: str, delimiter: str = ",") -> Callable[[Book], bytes]:
    def write(book: Book) -> bytes:
        sheet = main_sheet(book)
        stream = StringIO()
        writer = csv.writer(stream, delimiter=delimiter)
        for row in range(1, sheet.rows + 1):
            line = [sheet.cells.get((row, column)) for column in range(1, sheet.columns + 1)]
            writer.writerow([shown(cell) if cell is not None else "" for cell in line])
        return stream.getvalue().encode(encoding, "replace")

    return write


def by_html(book: Book) -> bytes:
    """What is saved as a page and named .xls."""
    sheet = main_sheet(book)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    lines = ['<html><head><meta charset="utf-8"></head><body><table border="1">']
    for row in range(1, sheet.rows + 1):
        lines.append("<tr>")
        for column in range(1, sheet.columns + 1):
            if (row, column) in covered:
                continue
            down, aside = spans.get((row, column), (1, 1))
            text = escape(shown(sheet.cells.get((row, column), Cell()))).replace("\n", "<br>")
            lines.append(f'<td rowspan="{down}" colspan="{aside}">{text}</td>')
        lines.append("</tr>")
    return "\n".join([*lines, "</table></body></html>"]).encode()


_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def by_xml(book: Book) -> bytes:
    """XML 2003."""
    looks = sorted({(cell.number_format, cell.struck) for sheet in book.sheets for cell in sheet.cells.values()})
    lines = [
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
        f'<Workbook xmlns="{_NAMESPACE}" xmlns:ss="{_NAMESPACE}" xmlns:x="urn:schemas-microsoft-com:office:excel">',
        "<Styles>",
    ]
    for at, (number_format, struck) in enumerate(looks):
        font = '<Font ss:StrikeThrough="1"/>' if struck else ""
        look = f'<NumberFormat ss:Format="{escape(number_format)}"/>' if number_format else ""
        lines.append(f'<Style ss:ID="s{at}">{font}{look}</Style>')
    lines.append("</Styles>")
    for sheet in book.sheets:
        lines.append(f'<Worksheet ss:Name="{escape(sheet.name)}"><Table>')
        lines += [f'<Column ss:Index="{column}" ss:Hidden="1"/>' for column in sorted(sheet.hidden_columns)]
        spans = {(top, left): (bottom - top, right - left) for top, left, bottom, right in sheet.merges}
        for row in sorted({row for row, _ in sheet.cells}):
            hidden = ' ss:Hidden="1"' if row in sheet.hidden_rows else ""
            lines.append(f'<Row ss:Index="{row}"{hidden}>')
            for (line, column), cell in sorted(sheet.cells.items()):
                if line == row:
                    look = f"s{looks.index((cell.number_format, cell.struck))}"
                    lines.append(_xml_cell(cell, column, look, *spans.get((row, column), (0, 0))))
            lines.append("</Row>")
        state = {"visible": "SheetVisible", "hidden": "SheetHidden", "very_hidden": "SheetVeryHidden"}[sheet.state]
        lines.append(f"</Table><x:WorksheetOptions><x:Visible>{state}</x:Visible></x:WorksheetOptions></Worksheet>")
    return "\n".join([*lines, "</Workbook>"]).encode()


def _xml_cell(cell: Cell, column: int, look: str, down: int, aside: int) -> str:
    merge = f' ss:MergeDown="{down}"' * (down > 0) + f' ss:MergeAcross="{aside}"' * (aside > 0)
    start = f'<Cell ss:Index="{column}" ss:StyleID="{look}"{merge}'
    if cell.formula:
        start += f' ss:Formula="{escape(cell.formula)}"'
    if cell.value is None or not cell.cached:
        return f"{start}/>"
    kind = "Number" if isinstance(cell.value, Decimal) else "Error" if cell.error else "String"
    text = repr(_number(cell.value)) if isinstance(cell.value, Decimal) else str(cell.value)
    if isinstance(cell.value, date):
        kind, text = "DateTime", f"{cell.value.isoformat()}T00:00:00.000"
    return f'{start}><Data ss:Type="{kind}">{escape(text).replace(chr(10), "&#10;")}</Data></Cell>'


_XLSX = frozenset({SHEETS, MERGES, FORMATS, HIDDEN, STRUCK, NOTES, TYPES, ERRORS})
_OFFICE = _XLSX | {RESULTS}
ALL: tuple[Format, ...] = (
    Format("xlsx（openpyxl）", "xlsx", _XLSX | {UNCOMPUTED}, by_openpyxl),
    Format("xlsx（xlsxwriter）", "xlsx", _XLSX | {UNCOMPUTED, RESULTS, OUTSIDE}, by_xlsxwriter),
    Format("xls（xlwt）", "xls", _XLSX - {NOTES} | {UNCOMPUTED}, by_xlwt),
    Format("csv UTF-8", "csv", frozenset(), _csv("utf-8-sig")),
    Format("csv GB18030", "csv", frozenset(), _csv("gb18030")),
    Format("csv UTF-16", "csv", frozenset(), _csv("utf-16", "\t")),
    Format("网页存为xls", "xls", frozenset({MERGES}), by_html),
    Format("XML 2003", "xls", _XLSX - {NOTES} | {RESULTS, UNCOMPUTED}, by_xml),
    Format("xlsx（LibreOffice）", "xlsx", _OFFICE, None, "xlsx:Calc MS Excel 2007 XML"),
    Format("xls（LibreOffice）", "xls", _OFFICE, None, "xls:MS Excel 97"),
    Format("ods（LibreOffice）", "ods", _OFFICE, None, "ods"),
)
