"""python-calamine, asked where the careful reader of a format fails: values only, so formats are not known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from math import isfinite

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pingbi.readers.document import CellRead, CellValue, Document, Sheet
from pingbi.readers.xlsx_values import ERRORS

Found = int | float | str | bool | time | date | datetime | timedelta


def lenient(data: bytes, name: str) -> Document | None:
    """What calamine makes of it; None where that is nothing."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [
            Sheet(
                about.name,
                _cells(book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)),
                hidden=about.visible is not SheetVisibleEnum.Visible,
            )
            for about in book.sheets_metadata
            if about.typ is SheetTypeEnum.WorkSheet
        ]
    except BaseException as error:
        # Its failures are exceptions of many kinds; a panic of its language is not even an Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            return None
        raise
    return Document(name, tuple(sheets), formats=False) if any(sheet.cells for sheet in sheets) else None


def _cells(rows: list[list[Found]]) -> dict[tuple[int, int], CellRead]:
    found = {}
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value != "":
                shown, dated = _value(value)
                found[row, column] = CellRead(shown, error=shown in ERRORS, date=dated)
    return found


def _value(value: Found) -> tuple[CellValue, bool]:
    """(the value, whether it is a date)."""
    if isinstance(value, bool):
        return value, False
    if isinstance(value, int | float) and isfinite(value):
        return Decimal(f"{float(value):.15g}"), False
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00"), True
    return str(value), isinstance(value, date | time | timedelta)
