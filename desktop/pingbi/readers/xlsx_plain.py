"""The shortcut for plain cells: most of a large sheet is <c r="B2" s="1"><v>12.5</v></c>, and takes no parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from operator import itemgetter
from typing import IO

from pingbi.model import UnreadableFileError
from pingbi.readers.document import CellRead
from pingbi.readers.xlsx_cells import Maker
from pingbi.readers.xlsx_formulas import LAST_COLUMN, LAST_ROW, column_number
from pingbi.readers.xlsx_markup import hides
from pingbi.readers.xlsx_rows import ROW, AlikeRows, alike

Place = tuple[int, int]

MOST_CELLS = 2_000_000  # of a workbook: some 700 megabytes
TOO_MANY = "表格过大，不像报送材料，没有读"
PIECE = 1 << 18  # bytes
LONG = 1 << 16  # characters of rows among which many may be alike: to learn how they are written takes time too
MOST_LEARNT = 8  # kinds of rows of a sheet
# As Excel, WPS, LibreOffice, openpyxl and XlsxWriter write a number or a text, and a blank cell with a style.
_START = r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?'
_VALUED = re.compile(rf'{_START}(?: t="(?:(s)|n)")?><v>([^<>&]+)</v></c>')
_SAID = re.compile(rf'{_START} t="inlineStr"><is><t(?: xml:space="preserve")?>([^<>&]+)</t></is></c>')
_BLANK = re.compile(rf'{_START}(?: t="(?:s|n|inlineStr)")?(?:></c>| ?/>|><v></v></c>|><v ?/></c>)')
_ROW = re.compile(rf"{ROW}(?:></row>| ?/>)")  # all its cells are taken, or there were none
_ROW_ENDS = b"</row>"


class MisplacedError(ValueError):
    """A cell that no sheet has, or two in one place: whatever was meant, it cannot be read."""


class PlainCells:
    """A stream of a sheet's XML from which the plain cells are taken on the way.

    What is left is still one document: whole elements are gone. Where a comment, CDATA or an instruction could hide
    what only looks like a cell, nothing more is taken.
    """

    def __init__(self, stream: IO[bytes], cells: dict[Place, CellRead], maker: Maker) -> None:
        self.taken = 0
        self.spared = False  # whether the parser does not see some row or cell
        self._stream = stream
        self._cells = cells
        self._maker = maker
        self._rest = b""
        self._plain = self._first = True
        self._columns = _Columns()
        self._alike: list[AlikeRows] = []
        self._learnt = 0
        self._found: list[Iterable[tuple[Place, CellRead]]] = []

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
        self._maker.forget()
        left = self._valued(self._rows(text))
        if ' t="inlineStr"><is>' in left:
            pieces = _SAID.split(left)
            self._put(pieces[1::5], pieces[2::5], self._maker.said(pieces[3::5], pieces[4::5]))
            left = "".join(pieces[::5])
        if "<c " in left:
            left = _BLANK.sub("", left)
        left = _ROW.sub("", left)
        self._settle()
        self.spared = self.spared or len(left) < len(text)
        if len(self._cells) > MOST_CELLS:
            raise UnreadableFileError(TOO_MANY)
        return left

    def _rows(self, text: str) -> str:
        """The text without rows that are written like many others."""
        for rows in self._alike:
            text = self._alike_taken(rows, text)
        if len(text) > LONG and self._learnt < MOST_LEARNT:
            self._learnt += 1
            learnt = alike(text)
            if learnt is not None:
                self._alike.append(learnt)
                text = self._alike_taken(learnt, text)
        return text

    def _alike_taken(self, rows: AlikeRows, text: str) -> str:
        left, places, found = rows.taken(text, self._maker)
        if found:
            self._put_at(places, found)
        return left

    def _valued(self, text: str) -> str:
        """The text without its numbers and its texts that are shared."""
        pieces = _VALUED.split(text)
        if len(pieces) == 1:
            return text
        letters, digits, styles, kinds, words = (pieces[at::6] for at in range(1, 6))
        shared = kinds.count("s")
        if shared == len(kinds):
            found = self._maker.texts(styles, words)
        elif not shared:
            found = self._maker.numbers(styles, words)
        else:
            other = [kind is None for kind in kinds]
            texts = iter(self._maker.texts(list(compress(styles, kinds)), list(compress(words, kinds))))
            numbers = iter(self._maker.numbers(list(compress(styles, other)), list(compress(words, other))))
            found = [next(texts) if kind else next(numbers) for kind in kinds]
        self._put(letters, digits, found)
        return "".join(pieces[::6])

    def _put(self, letters: list[str], digits: list[str], found: Sequence[CellRead | None]) -> None:
        """Cells into their places. No step of Python is one cell's: there may be a million."""
        rows = {written: int(written) for written in set(digits)}
        if max(rows.values(), default=0) > LAST_ROW:
            raise MisplacedError(str(max(rows.values())))
        self._put_at(zip(map(rows.__getitem__, digits), map(self._columns.__getitem__, letters), strict=True), found)

    def _put_at(self, places: Iterable[Place], found: Sequence[CellRead | None]) -> None:
        if all(found):
            self._found.append(zip(places, found, strict=True))  # type: ignore[arg-type]  # none of them is None
            self.taken += len(found)
        else:
            cells = [(at, cell) for at, cell in zip(places, found, strict=True) if cell is not None]
            self._found.append(cells)
            self.taken += len(cells)

    def _settle(self) -> None:
        """Put what was found among the cells, row by row."""
        found = self._found
        self._cells.update(found[0] if len(found) == 1 else sorted(chain.from_iterable(found), key=itemgetter(0)))
        found.clear()


class _Columns(dict[str, int]):
    """The number of a column by its letters."""

    def __missing__(self, letters: str) -> int:
        column = self[letters] = column_number(letters)
        if column > LAST_COLUMN:
            raise MisplacedError(letters)
        return column
