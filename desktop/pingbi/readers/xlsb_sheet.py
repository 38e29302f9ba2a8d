"""One sheet of a binary workbook: its cells, formulas, merges, links and what is hidden."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite

from xlrd import error_text_from_code

from pingbi.model import UnreadableFileError
from pingbi.readers.biff12 import packed_number, records, words
from pingbi.readers.binary_formulas import UNKNOWN, Kind, Printed, SheetOf, printed
from pingbi.readers.dates import moment
from pingbi.readers.document import CellRead, CellValue
from pingbi.readers.xlsx_formulas import LAST_COLUMN, LAST_ROW
from pingbi.readers.xlsx_merges import Area
from pingbi.readers.xlsx_styles import Style

MOST_CELLS = 2_000_000
_ROW, _RICH, _COLUMNS, _MERGE, _LINK, _ARRAY, _SHARED = 0, 62, 60, 176, 494, 426, 427
_CELLS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 11, _RICH))
_FORMULA_AT = {9: 16, 10: 9, 11: 9}  # where the flags of a formula begin, behind its result
_EXPRESSION = b"\x01"


@dataclass(slots=True)
class Binary:
    """What the cells of all sheets share; a shared text is (words, struck)."""

    strings: Sequence[tuple[str, bool]]
    styles: Sequence[Style]
    since_1904: bool
    sheet_of: SheetOf


@dataclass(slots=True)
class BinarySheet:
    """What the part of one sheet holds; places from 1."""

    cells: dict[tuple[int, int], CellRead] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    links: list[tuple[Area, str]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)


@dataclass(slots=True)
class _Formulas:
    """Formulas by place from 0; those that share one wait for it."""

    own: dict[tuple[int, int], Printed] = field(default_factory=dict)
    waiting: list[tuple[int, int]] = field(default_factory=list)
    shared: list[tuple[tuple[int, int, int, int], bytes]] = field(default_factory=list)  # first and last row, columns

    def settle(self, sheet_of: SheetOf) -> None:
        for at in self.waiting:
            for (top, bottom, left, right), tokens in self.shared:
                if top <= at[0] <= bottom and left <= at[1] <= right:
                    self.own[at] = printed(tokens, Kind.BIFF12, sheet_of, at)


def binary_sheet(data: bytes, book: Binary) -> BinarySheet:
    """Read it. Raises IndexError, struct.error where it is torn; UnreadableFileError where it is too large."""
    found, formulas = BinarySheet(), _Formulas()
    row = 0
    for number, record in records(data):
        if number in _CELLS:
            (column,) = struct.unpack_from("<I", record)
            if not (0 <= row < LAST_ROW and column < LAST_COLUMN):
                raise IndexError(column)
            if 8 <= number <= 11:
                _formula(number, record, (row, column), formulas, book.sheet_of)
            cell = _cell(number, record, book)
            if cell.value not in {None, ""} or 8 <= number <= 11:
                found.cells[row + 1, column + 1] = cell
        elif number == _ROW:
            (row,) = struct.unpack_from("<I", record)
            if record[11] & 0x10:
                found.hidden_rows.add(row + 1)
            if len(found.cells) > MOST_CELLS:
                raise UnreadableFileError("表格过大，不像报送材料，没有读")
        elif number == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", record)
            if flags & 1:
                found.hidden_columns.append(range(first + 1, min(last + 1, LAST_COLUMN) + 1))
        elif number == _MERGE:
            found.merges.append(_area(record))
        elif number == _LINK:
            _, at = words(record, 16)
            location, _ = words(record, at)
            found.links.append((_area(record), location))
        elif number == _SHARED:
            (length,) = struct.unpack_from("<I", record, 16)
            formulas.shared.append((struct.unpack_from("<4I", record), record[20 : 20 + length]))
    formulas.settle(book.sheet_of)
    for (row, column), text in formulas.own.items():
        cell = found.cells[row + 1, column + 1]
        found.cells[row + 1, column + 1] = _with(cell, text)
    return found


def _with(cell: CellRead, text: Printed) -> CellRead:
    return CellRead(
        cell.value,
        cell.number_format,
        text.text,
        error=cell.error,
        date=cell.date,
        struck=cell.struck,
        outside=text.outside,
    )


def _area(record: bytes) -> Area:
    top, bottom, left, right = struct.unpack_from("<4I", record)
    return top + 1, left + 1, bottom + 1, right + 1


def _formula(number: int, record: bytes, at: tuple[int, int], formulas: _Formulas, sheet_of: SheetOf) -> None:
    begin = words(record, 8)[1] if number == 8 else _FORMULA_AT[number]
    (length,) = struct.unpack_from("<I", record, begin + 2)
    tokens = record[begin + 6 : begin + 6 + length]
    if tokens.startswith(_EXPRESSION):
        formulas.own[at] = Printed(UNKNOWN)
        formulas.waiting.append(at)
    else:
        formulas.own[at] = printed(tokens, Kind.BIFF12, sheet_of)


def _cell(number: int, record: bytes, book: Binary) -> CellRead:
    index = int.from_bytes(record[4:7], "little")
    style = book.styles[index] if index < len(book.styles) else Style()
    struck, dated, value = style.struck, False, _value(number, record, book)
    if isinstance(value, float):
        shown: CellValue = None
        if isfinite(value):
            dated = style.date
            shown = moment(value, style.number_format, since_1904=book.since_1904) if dated else _decimal(value)
    elif isinstance(value, tuple):
        shown, partly = value
        struck = struck or partly
    else:
        shown = value
    return CellRead(shown, style.number_format, error=number in {3, 11}, date=dated, struck=struck)


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.15g}") if value else Decimal(0)


def _value(number: int, record: bytes, book: Binary) -> float | bool | str | tuple[str, bool]:
    match number:
        case 2:
            return packed_number(record, 8)
        case 5 | 9:
            return float(struct.unpack_from("<d", record, 8)[0])
        case 4 | 10:
            return bool(record[8])
        case 3 | 11:
            return str(error_text_from_code.get(record[8], "#N/A"))
        case 7:
            return book.strings[int.from_bytes(record[8:12], "little")]
        case 62:
            return words(record, 9)[0]
        case _:
            return words(record, 8)[0]
