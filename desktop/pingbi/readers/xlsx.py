"""xlsx through openpyxl, after a cheap look at the archive: a submission is small, a bomb is not."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook

from pingbi.model import UnreadableFileError
from pingbi.readers import archive as archives
from pingbi.readers.document import CellRead, Document, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST_MERGE = 100_000  # cells
ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NULL!", "#NUM!"})


class Xlsx:
    """xlsx and xlsm."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """An archive that holds a workbook part."""
        if not data.startswith(b"PK"):
            return False
        names = archives.names(data)
        if names is None:
            return b"xl/" in data
        return any(name.lower().startswith("xl/") and not name.lower().endswith(".bin") for name in names)

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """Every sheet with values, formats, formulas and links. Raises UnreadableFileError."""
        calculated = _look(data)
        try:
            with catch_warnings():
                simplefilter("ignore")
                values = load_workbook(BytesIO(data), data_only=True)
                formulas = load_workbook(BytesIO(data)) if calculated else values
        except Exception as error:  # openpyxl raises whatever the broken part provokes
            raise UnreadableFileError("文件不完整或已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再报") from error
        sheets = tuple(
            _sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets if sheet.title in formulas.sheetnames
        )
        return Document(name, sheets)


def _look(data: bytes) -> bool:
    """Refuse what cannot be a submission, before openpyxl unpacks it; whether any cell has a formula."""
    calculated = False
    for _, xml in archives.parts(data, "请用 Excel 或 WPS 另存为 .xlsx 再报"):
        for first, last in re.findall(rb'<mergeCell ref="([A-Z]+\d+):([A-Z]+\d+)"', xml):
            if _cells(first, last) > WIDEST_MERGE:
                raise UnreadableFileError("有一处合并单元格过大，请取消合并后再报")
        calculated = calculated or re.search(rb"<(?:\w+:)?f[\s>/]", xml) is not None
    return calculated


def _cells(first: bytes, last: bytes) -> int:
    def place(reference: bytes) -> tuple[int, int]:
        letters = re.match(rb"[A-Z]+", reference)
        column = 0
        for letter in letters[0] if letters else b"":
            column = column * 26 + letter - 64
        return int(re.sub(rb"\D", b"", reference)), column

    (top, left), (bottom, right) = place(first), place(last)
    return (abs(bottom - top) + 1) * (abs(right - left) + 1)


def _sheet(values: Worksheet, formulas: Worksheet) -> Sheet:
    cells: dict[tuple[int, int], CellRead] = {}
    written = formulas._cells  # noqa: SLF001  # only cells that exist: a wrong <dimension> costs nothing
    for (row, column), cell in values._cells.items():  # noqa: SLF001
        twin = written.get((row, column))
        formula = _formula(twin.value) if twin is not None else ""
        if cell.value is None and not formula:
            continue
        link = cell.hyperlink.location or "" if cell.hyperlink is not None else ""
        value, error = _value(cell.value)
        cells[row, column] = CellRead(value, str(cell.number_format), formula, link, error)
    merges = tuple((item.min_row, item.min_col, item.max_row, item.max_col) for item in values.merged_cells.ranges)
    return Sheet(values.title, cells, merges, hidden=values.sheet_state != "visible")


def _formula(value: Any) -> str:  # noqa: ANN401  # whatever a cell may hold
    if isinstance(value, str):
        return value if value.startswith("=") and len(value) > 1 else ""
    text = getattr(value, "text", None)  # an array formula
    return f"={str(text).lstrip('=')}" if text else ""


def _value(value: Any) -> tuple[Decimal | str | bool | None, bool]:  # noqa: ANN401
    """(the value, whether it is an error). Floats become the decimal that Excel shows: 15 significant digits."""
    if value is None or isinstance(value, bool):
        return value, False
    if isinstance(value, int):
        return Decimal(value), False
    if isinstance(value, float):
        return Decimal(f"{value:.15g}"), False
    if isinstance(value, datetime | date | time):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value), False
    text = str(value)
    return text, text in ERRORS
