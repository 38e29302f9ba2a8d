"""What two other libraries read of a workbook, a line of JSON each: run as a process of its own, for one may abort."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from warnings import simplefilter

import openpyxl
import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum

Cells = dict[str, object]
Books = dict[str, Cells]


def plain(value: object) -> object:
    """A value as JSON: whole numbers, decimals, texts, truth values; a date as {"date": its ISO text}."""
    if isinstance(value, datetime):
        return {"date": value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")}
    if isinstance(value, date | time | timedelta):
        return {"date": str(value).partition(".")[0]}
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def by_openpyxl(path: str) -> Books:
    """Its cached values."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            f"{row},{column}": plain(cell.value)
            for (row, column), cell in sheet._cells.items()
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


def by_xlrd(path: str) -> Books:
    """Its values; error codes are left out."""
    book = xlrd.open_workbook(path)
    return {
        sheet.name: {
            f"{row + 1},{column + 1}": plain(_of_xlrd(sheet.cell(row, column), book.datemode))
            for row in range(sheet.nrows)
            for column in range(sheet.ncols)
            if sheet.cell_type(row, column) not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR)
        }
        for sheet in book.sheets()
    }


def _of_xlrd(cell: xlrd.sheet.Cell, mode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE and cell.value >= 1:
        return xlrd.xldate_as_datetime(cell.value, mode)
    return cell.value


def by_calamine(path: str) -> Books:
    """Its values; it gives no errors."""
    book = CalamineWorkbook.from_path(path)
    return {
        about.name: {
            f"{row},{column}": plain(value)
            for row, values in enumerate(book.get_sheet_by_name(about.name).to_python(skip_empty_area=False), 1)
            for column, value in enumerate(values, 1)
            if value != ""
        }
        for about in book.sheets_metadata
        if about.typ is SheetTypeEnum.WorkSheet
    }


def lines(path: str) -> Iterator[str]:
    """One a library that reads it; calamine last."""
    for library in (by_openpyxl, by_xlrd, by_calamine):
        try:
            yield json.dumps(library(path))
        except Exception as error:  # noqa: BLE001  # they raise whatever a damaged file provokes
            print(library.__name__, type(error).__name__, file=sys.stderr)


if __name__ == "__main__":
    simplefilter("ignore")
    for line in lines(sys.argv[1]):
        print(line, flush=True)
