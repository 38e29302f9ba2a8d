"""What a reader makes of a file: tables or text, each piece with its place. It knows no indicators."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from pingbi.model import Finding, InSheet
from pingbi.model.wholesale import made

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CellValue = Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell: its value, the number format it is shown by, the formula if any, where an internal link leads."""

    value: CellValue
    number_format: str = "General"
    formula: str = ""  # with its =; that sign alone where the format keeps formulas that cannot be printed
    link: str = ""
    error: bool = False  # an error value of Excel, such as #REF!
    date: bool = False  # kept as a date or time: `value` is its ISO text, also where 1-6 was typed
    struck: bool = False  # shown with a line through it
    computed: bool = False  # the file held the formula without a result; `value` is what we computed
    from_blanks: bool = False  # a formula all of whose operands are blank: its 0 is nothing that was reported
    outside: bool = False  # the formula reaches into another file: `value` is as old as that link
    note: str = ""  # the comment on it

    @property
    def text(self) -> str:
        """The value as words: a number without exponent, a text without outer blanks."""
        value = self.value
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, Decimal):
            return f"{value:f}"
        return "" if value is None else str(value).upper()  # TRUE, as Excel shows it


_USUAL = tuple(repeat(field.default) for field in fields(CellRead)[2:])


def cells_read(values: Sequence[CellValue], number_formats: Iterable[str]) -> list[CellRead]:
    """CellRead(value, number_format) of each in a third of the time: a large table holds a million of them."""
    return made(CellRead, len(values), (values, number_formats, *_USUAL))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells by (row, column), both from 1; empty ones are not there. A merged range has its value in its first cell."""

    name: str
    cells: Mapping[tuple[int, int], CellRead]
    merges: tuple[tuple[int, int, int, int], ...] = ()  # top left bottom right
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def text(self, row: int, column: int) -> str:
        """A cell's words; empty where there is no cell."""
        cell = self.cells.get((row, column))
        return cell.text if cell is not None else ""

    @property
    def rows(self) -> int:
        """The last row with anything in it."""
        return max(map(itemgetter(0), self.cells), default=0)

    @property
    def columns(self) -> int:
        """The last column with anything in it."""
        return max(map(itemgetter(1), self.cells), default=0)

    def spread(self) -> dict[tuple[int, int], str]:
        """Words of every cell, with those of merged ranges in each of their cells."""
        words = {at: cell.text for at, cell in self.cells.items()}
        for top, left, bottom, right in self.merges:
            text = words.get((top, left), "")
            if text:
                words |= {(row, column): text for row in range(top, bottom + 1) for column in range(left, right + 1)}
        return words


@dataclass(frozen=True, slots=True)
class Document:
    """One file read: `sheets` of a workbook, `text`, or both: a report with tables."""

    name: str
    sheets: tuple[Sheet, ...] = ()
    text: str | None = None
    pages: tuple[int, ...] = ()  # where each page of `text` begins, as far as the file has pages
    lost: tuple[str, ...] = ()  # what of it could not be read, a Chinese line each
    formats: bool = True  # whether number formats were read: without them 0.45 may be what the filler sees as 45%

    def page(self, offset: int) -> int | None:
        """The page (from 1) of a character of the text."""
        return bisect_right(self.pages, offset) or None

    def mentions(self, words: str) -> bool:
        """Whether the words stand anywhere near the beginning of a sheet, or in the text."""
        if self.text is not None and words in self.text:
            return True
        near = (cell for sheet in self.sheets for (row, _), cell in sheet.cells.items() if row <= 6)
        return any(words in cell.text for cell in near)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableFile(Finding):
    """An input that could not be read; the others go on."""

    code: ClassVar[str] = "unreadable-file"
    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}：{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateFile(Finding):
    """The same bytes twice: read once."""

    code: ClassVar[str] = "duplicate-file"
    file: str
    same_as: str

    def __str__(self) -> str:
        return f"{self.file} 与 {self.same_as} 内容完全相同，只读一份"


@dataclass(frozen=True, slots=True)
class Input:
    """One file as it came, also from inside an archive (`name` is then 压缩包/文件); `error`: why it has no data."""

    name: str
    data: bytes = b""
    error: str = field(default="")
    modified: float = 0.0  # when it was last changed, in seconds: of two versions the later counts


@cache
def column_letter(column: int) -> str:
    """A column's letters, from 1: 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def in_sheet(document: Document, sheet: Sheet, row: int, column: int) -> InSheet:
    """The origin of a cell."""
    return InSheet(document.name, sheet.name, f"{column_letter(column)}{row}", sheet.text(row, column))
