"""The shortcut for plain cells: most of a large sheet is <c r="B2" s="1"><v>12.5</v></c>, and takes no parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import IO

from pingbi.model import UnreadableFileError
from pingbi.readers.document import CellRead, numbers_read
from pingbi.readers.xlsx_formulas import LAST_COLUMN, LAST_ROW, column_number
from pingbi.readers.xlsx_markup import hides, one_ending
from pingbi.readers.xlsx_values import number

Place = tuple[int, int]
Made = Callable[[str, str, str], CellRead | None]  # (kind, style, words) -> the cell
Formats = Callable[[str], str]  # style -> its number format; "" where a number of that style is more than a number

MOST_CELLS = 2_000_000  # of a workbook: some 700 megabytes
TOO_MANY = "表格过大，不像报送材料，没有读"
MOST_KEPT = 20_000  # different cells that are shared by all that look the same
SHORT = 4  # characters of a number that many cells hold
PIECE = 1 << 18  # bytes
# As Excel, WPS, LibreOffice, openpyxl and XlsxWriter write a number, a text, or a blank cell with a style. A number of
# so few digits is what Excel shows as it stands.
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="(s|n|inlineStr)")?'
    r"(?:></c>| ?/>|><v>(?:([0-9]{1,10}(?:\.[0-9]{0,3}[1-9])?)|([^<>&]*))</v></c>"
    r'|><is><t(?: xml:space="preserve")?>([^<>&]*)</t></is></c>)'
)
_ROW_ENDS = b"</row>"


class MisplacedError(ValueError):
    """A cell that no sheet has, or two in one place: whatever was meant, it cannot be read."""


class PlainCells:
    """A stream of a sheet's XML from which the plain cells are taken on the way.

    What is left is still one document: whole elements are gone. Where a comment, CDATA or an instruction could hide
    what only looks like a cell, nothing more is taken.
    """

    def __init__(self, stream: IO[bytes], cells: dict[Place, CellRead], made: Made, form: Formats) -> None:
        self.taken = 0
        self._stream = stream
        self._cells = cells
        self._made = made
        self._form = form
        self._formats: dict[str | None, str] = {}
        self._rest = b""
        self._plain = self._first = True
        self._columns: dict[str, int] = {}
        self._kept: dict[tuple[str, str, str], CellRead | None] = {}

    def read(self, _: int) -> bytes:
        """What the parser shall see of the next piece; nothing at the end."""
        while self._plain:
            piece = self._stream.read(PIECE)
            whole = self._rest + piece
            hidden = hides(whole, first=self._first)
            self._first = False
            if hidden:
                self._plain, self._rest = False, whole
                break
            end = whole.rfind(_ROW_ENDS) + len(_ROW_ENDS)
            if not piece:
                end = len(whole)
            elif end < len(_ROW_ENDS):
                end = len(whole) - 1  # the last character may begin what hides
            self._rest = whole[end:]
            left = self._without(whole[:end].decode("latin-1"))
            if left or not piece:
                return left.encode("latin-1")
        rest, self._rest = self._rest, b""
        return rest or self._stream.read(PIECE)

    def _without(self, text: str) -> str:
        """The text without its plain cells, which are now among the cells."""
        pieces = _CELL.split(text)
        columns, kept, made, digits, row = self._columns, self._kept, self._made, "", 0
        formats = self._formats
        places: list[Place] = []
        found: list[CellRead | None] = []  # None for a number, until they are made together
        numbers: list[Decimal] = []
        forms: list[str] = []
        for letters, below, style, kind, exact, raw, said in zip(*(pieces[at::8] for at in range(1, 8)), strict=True):
            words = exact or raw or said
            if not words:
                continue
            cell: CellRead | None = None
            value = None
            if kind is None and not said and len(words) > SHORT and (form := formats.get(style) or self._format(style)):
                value = Decimal(exact) if exact else number(raw)
            if value is not None:
                numbers.append(value)
                forms.append(form)
            else:
                key = (kind, style, words)
                cell = kept.get(key)
                if cell is None:
                    whole = words if words.isascii() else words.encode("latin-1").decode("utf-8")
                    cell = kept[key] = made("inlineStr" if said else kind or "n", style or "0", one_ending(whole))
                if cell is None:
                    continue
            if below != digits:
                digits, row = below, int(below)
                if row > LAST_ROW:
                    raise MisplacedError(digits)
            places.append((row, columns.get(letters) or self._column(letters)))
            found.append(cell)
        whole_numbers = iter(numbers_read(numbers, forms))
        self._cells.update(
            (at, next(whole_numbers) if cell is None else cell) for at, cell in zip(places, found, strict=True)
        )
        self.taken += len(places)
        if len(kept) > MOST_KEPT:
            kept.clear()
        if len(self._cells) > MOST_CELLS:
            raise UnreadableFileError(TOO_MANY)
        return "".join(pieces[::8])

    def _format(self, style: str | None) -> str:
        self._formats[style] = self._form(style or "0")
        return self._formats[style]

    def _column(self, letters: str) -> int:
        column = self._columns[letters] = column_number(letters)
        if column > LAST_COLUMN:
            raise MisplacedError(letters)
        return column
