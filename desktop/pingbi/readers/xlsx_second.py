"""Second opinions on a workbook that our own reader cannot make sense of: openpyxl, then python-calamine."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook

from pingbi.readers import archive as archives
from pingbi.readers.document import CellRead, CellValue, Document, Sheet
from pingbi.readers.lenient import lenient
from pingbi.readers.xlsx_values import ERRORS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 16 * 1024 * 1024  # bytes, unpacked, of a part that is worth a second opinion
# python-calamine makes room for every cell up to the last one, and ends the process where there is not enough.
_FAR = re.compile(rb"[A-Z]{3}[0-9]+\"|[A-Z][0-9]{6,}\"")


def second_opinion(data: bytes, name: str, otherwise: str) -> Document | None:
    """What another library makes of it; None where none can. Raises UnreadableFileError on what is harmful."""
    parts = dict(archives.parts(data, otherwise))
    if any(len(xml) > LARGEST or _FAR.search(xml) for part, xml in parts.items() if "sheet" in part.lower()):
        return None
    return _openpyxl(data, name) or lenient(data, name)


def _openpyxl(data: bytes, name: str) -> Document | None:
    try:
        with catch_warnings():
            simplefilter("ignore")
            values, formulas = load_workbook(BytesIO(data), data_only=True), load_workbook(BytesIO(data))
            sheets = tuple(_sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets)
    except Exception:  # noqa: BLE001  # it raises whatever the broken part provokes; the next one is asked
        return None
    return Document(name, sheets) if any(sheet.cells for sheet in sheets) else None


def _sheet(values: Worksheet, formulas: Worksheet) -> Sheet:
    cells: dict[tuple[int, int], CellRead] = {}
    written = formulas._cells  # noqa: SLF001  # only cells that exist: a wrong <dimension> costs nothing
    for (row, column), cell in sorted(values._cells.items()):  # noqa: SLF001
        twin = written.get((row, column))
        formula = _formula(twin.value) if twin is not None else ""
        if cell.value is not None or formula:
            link = cell.hyperlink.location or "" if cell.hyperlink is not None else ""
            struck = bool(cell.font is not None and cell.font.strike)
            cells[row, column] = _read(cell.value, str(cell.number_format), formula, link, struck=struck)
    merges = tuple((item.min_row, item.min_col, item.max_row, item.max_col) for item in values.merged_cells.ranges)
    return Sheet(values.title, cells, merges, hidden=values.sheet_state != "visible")


def _formula(value: Any) -> str:  # noqa: ANN401  # whatever a cell may hold
    if isinstance(value, str):
        return value if value.startswith("=") and len(value) > 1 else ""
    text = getattr(value, "text", None)  # an array formula
    return f"={str(text).lstrip('=')}" if text else ""


def _read(value: Any, number_format: str, formula: str, link: str, *, struck: bool) -> CellRead:  # noqa: ANN401
    found, dated = _value(value)
    return CellRead(found, number_format, formula, link, found in ERRORS, date=dated, struck=struck)


def _value(value: Any) -> tuple[CellValue, bool]:  # noqa: ANN401
    """(the value, whether it is a date)."""
    if value is None or isinstance(value, bool):
        return value, False
    if isinstance(value, int | float) and isfinite(value):
        return Decimal(f"{float(value):.15g}"), False
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00"), True
    return str(value), isinstance(value, date | time | timedelta)
