"""The workbooks of Excel 2.0 to 2003 and of WPS (.et): values by xlrd, formulas from the records it passes over."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import StringIO
from math import isfinite
from typing import Any

import xlrd

from pingbi.model import UnreadableFileError
from pingbi.model.returned import own_words
from pingbi.readers import compound
from pingbi.readers.biff import Kept, encrypted, walked, without_runs
from pingbi.readers.computed import computed
from pingbi.readers.dates import is_date, moment
from pingbi.readers.document import CellRead, CellValue, Document, Sheet
from pingbi.readers.locked import unlocked
from pingbi.readers.xlsx_merges import within
from pingbi.readers.xlsx_styles import BUILT_IN, Style

_STREAMS = ("Workbook", "Book")
_RAW = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")  # a sheet of Excel 2 to 4 has no file around it
# What xlrd provokes in torn workbooks, and where a workbook names an encoding that nobody knows.
_BROKEN = (xlrd.XLRDError, struct.error, *compound.BROKEN, AssertionError, LookupError)
_WESTERN = re.compile(r"[\x80-\xff]")
_CHINESE = "gb18030"
_OTHERWISE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再报"
_LEAST_FORMAT = 164  # numbers below are Excel's own


class Xls:
    """xls and et."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """By the stream of a workbook, or by how a bare sheet begins."""
        if not data.startswith(compound.MARK):
            return _RAW.match(data) is not None
        lower = {name.lower() for name in compound.names(data)}
        if lower:
            return not lower.isdisjoint(("workbook", "book"))
        return "Workbook".encode("utf-16-le") in data  # damaged: at least it was one

    @staticmethod
    def read(data: bytes, name: str, password: str | None) -> Document:
        """Every sheet with values, formats, formulas, links and comments. Raises UnreadableFileError."""
        stream = data
        if data.startswith(compound.MARK):
            stream = compound.stream(data, *_STREAMS)
            if encrypted(stream):
                data = unlocked(data, password)
                stream = compound.stream(data, *_STREAMS)
        elif encrypted(stream):
            raise UnreadableFileError("文件有密码，请去掉密码后再报")
        for attempt, formats in ((stream, True), (without_runs(stream), True), (stream, False)):
            try:
                return _document(_opened(attempt, formats=formats), attempt, name, formats=formats)
            except _BROKEN:
                continue
        # Not python-calamine: it ends the process where a damaged text table asks for all the memory there is.
        raise UnreadableFileError(f"文件不完整或已损坏，{_OTHERWISE}")


def _opened(stream: bytes, *, formats: bool) -> Any:  # noqa: ANN401  # xlrd brings no types
    try:
        book = _book(stream, formats=formats)
    except (LookupError, UnicodeDecodeError):
        return _book(stream, formats=formats, encoding=_CHINESE)
    if book.biff_version < 80 and _is_chinese(book):
        return _book(stream, formats=formats, encoding=_CHINESE)
    return book


def _book(stream: bytes, *, formats: bool, encoding: str | None = None) -> Any:  # noqa: ANN401
    return xlrd.open_workbook(
        file_contents=stream,
        formatting_info=formats,
        ragged_rows=True,
        encoding_override=encoding,
        logfile=StringIO(),
    )


def _is_chinese(book: Any) -> bool:  # noqa: ANN401
    """Whether texts were taken for Western ones that are Chinese: the file named no encoding, or a wrong one."""
    if book.encoding not in {"iso-8859-1", "cp1252", "ascii", "mac_roman"}:
        return False
    words = {
        value
        for sheet in book.sheets()
        for row in range(sheet.nrows)
        for value in sheet.row_values(row)
        if isinstance(value, str) and _WESTERN.search(value)
    } | {name for name in book.sheet_names() if _WESTERN.search(name)}
    try:
        again = "".join(word.encode(book.encoding).decode(_CHINESE) for word in words)
    except UnicodeError:
        return False
    return bool(re.search(r"[\u4e00-\u9fff]", again)) and not _WESTERN.search(again)


def _document(book: Any, stream: bytes, name: str, *, formats: bool) -> Document:  # noqa: ANN401
    records = walked(stream)
    whole = len(records.sheets) == book.nsheets
    kept = records.sheets if whole else [{} for _ in range(book.nsheets)]
    styles = tuple(_styles(book)) if formats else ()
    old = book.biff_version < 50
    sheets = [
        _sheet(book, sheet, formulas, styles, proven=records.proven or old)
        for sheet, formulas in zip(book.sheets(), kept, strict=True)
    ]
    lost = () if whole else (f"公式没有读出，看不出哪些数是公式的结果，{_OTHERWISE}",)
    return Document(name, computed(sheets, proven=records.proven or old), lost=lost, formats=formats)


def _styles(book: Any) -> Iterator[Style]:  # noqa: ANN401
    for row in book.xf_list:
        form = book.format_map.get(row.format_key)
        shown = form.format_str if form is not None else ""
        if row.format_key < _LEAST_FORMAT and shown in {"", "General"}:
            shown = BUILT_IN.get(row.format_key, "General")
        yield Style(shown, is_date(shown), _struck(book, row.font_index))


def _struck(book: Any, font: int) -> bool:  # noqa: ANN401
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _sheet(
    book: Any,  # noqa: ANN401
    sheet: Any,  # noqa: ANN401
    formulas: Mapping[tuple[int, int], Kept],
    styles: tuple[Style, ...],
    *,
    proven: bool,
) -> Sheet:
    notes = {at: own_words(note.text.strip()) for at, note in sheet.cell_note_map.items()}
    links = {at: link.textmark or "" for at, link in sheet.hyperlink_map.items() if link.type == "workbook"}
    cells: dict[tuple[int, int], CellRead] = {}
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            at = row, column
            if value == "" and at not in formulas and not notes.get(at):
                continue
            style = styles[sheet.cell_xf_index(row, column)] if styles else Style()
            shown, dated = _value(kind, value, style, since_1904=bool(book.datemode))
            formula = formulas.get(at)
            if formula is not None and not formula.result and (not proven or shown != ""):
                shown, dated = None, False
            cells[row + 1, column + 1] = CellRead(
                shown if shown != "" or formula is not None else None,
                style.number_format,
                formula.printed.text if formula is not None else "",
                links.get(at, ""),
                error=kind == xlrd.XL_CELL_ERROR,
                date=dated,
                struck=style.struck or _partly_struck(book, sheet, at),
                outside=formula is not None and formula.printed.outside,
                note=notes.get(at, ""),
            )
    for (row, column), words in notes.items():
        if words:
            cells.setdefault((row + 1, column + 1), CellRead(None, note=words))
    rows, columns = max((row for row, _ in cells), default=0), max((column for _, column in cells), default=0)
    merges = ((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    return Sheet(
        sheet.name,
        cells,
        within(merges, rows, columns),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden and at < rows),
        hidden_columns=frozenset(
            at + 1 for at, column in sheet.colinfo_map.items() if (column.hidden or not column.width) and at < columns
        ),
    )


def _partly_struck(book: Any, sheet: Any, at: tuple[int, int]) -> bool:  # noqa: ANN401
    runs = sheet.rich_text_runlist_map.get(at)
    return bool(runs) and any(_struck(book, font) for _, font in runs)


def _value(kind: int, value: Any, style: Style, *, since_1904: bool) -> tuple[CellValue, bool]:  # noqa: ANN401
    """(the value, whether it is a date)."""
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value), False
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A")), False
    if isinstance(value, float):
        if not isfinite(value):
            return None, False
        if style.date:
            return moment(value, style.number_format, since_1904=since_1904), True
        return Decimal(f"{value:.15g}") if value else Decimal(0), False
    return str(value), False
