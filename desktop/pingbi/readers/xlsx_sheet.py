"""One sheet in one pass: its cells wherever they stand, what is merged, hidden and linked."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from dataclasses import replace as changed
from typing import IO

from pingbi.model import UnreadableFileError
from pingbi.readers.document import CellRead
from pingbi.readers.xlsx_cells import Maker
from pingbi.readers.xlsx_formulas import LAST_COLUMN, LAST_ROW, column_number, moved
from pingbi.readers.xlsx_markup import LocalNames, switched, walk
from pingbi.readers.xlsx_plain import MOST_CELLS, TOO_MANY, MisplacedError, PlainCells
from pingbi.readers.xlsx_strings import Phrase
from pingbi.readers.xlsx_values import Book, cell

Place = tuple[int, int]
Area = tuple[int, int, int, int]  # top left bottom right

LONGEST = 10_000_000  # characters of all formulas that are written once for many cells; beyond that they stay unknown
_PLACE = re.compile(r"\$?([A-Za-z]+)\$?([0-9]+)")


@dataclass(slots=True)
class SheetParts:
    """What one sheet's XML holds."""

    cells: dict[Place, CellRead] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    links: list[tuple[Area, str]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: bool = False  # whether any cell has one


def sheet_parts(stream: IO[bytes], book: Book) -> SheetParts:
    """Read it. Raises MisplacedError, what is in xlsx_markup.BROKEN, or UnreadableFileError."""
    with _no_collection():
        reader = _Reader(book)
        plain = PlainCells(stream, reader.parts.cells, reader.maker)
        walk(plain, reader.start, reader.end, reader.pieces.append)
        if reader.beside and plain.spared:  # beside or below one that was taken: once more, without the shortcut
            stream.seek(0)
            reader = _Reader(book)
            walk(stream, reader.start, reader.end, reader.pieces.append)
            plain.taken = 0
        return reader.done(plain.taken)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Cells make no circles: looking for some among a million of them takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def area(reference: str) -> Area | None:
    """(top, left, bottom, right) of B2:C3 or B2; None where no sheet has such cells."""
    first, _, last = reference.partition(":")
    try:
        (row, column), (other_row, other_column) = _place(first), _place(last or first)
    except MisplacedError:
        return None
    return min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column)


def _place(reference: str) -> Place:
    found = _PLACE.fullmatch(reference)
    row, column = (int(found[2]), column_number(found[1])) if found and len(reference) < 16 else (0, 0)
    if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
        raise MisplacedError(reference)
    return row, column


class _Reader:
    """Follows the tags of a sheet; one object a sheet."""

    def __init__(self, book: Book) -> None:
        self.pieces: list[str] = []
        self._book = book
        self.maker = Maker(book)
        self.parts = SheetParts()
        self._names = LocalNames()
        self._columns: dict[str, int] = {}  # by letters, those met so far
        self.beside = False  # whether a cell or row told its place only by the one before
        self._count = self._seen = 0
        self._row = self._column = 0
        self._digits = "0"  # the row as cells' references end
        self._kind = ""  # empty between cells
        self._style = "0"  # what a cell has that names none
        self._raw = ""
        self._phrase: Phrase | None = None
        self._formula: dict[str, str] | None = None  # its attributes, and its text under ""
        self._masters: dict[str, tuple[Place, str]] = {}
        self._sharing: list[tuple[Place, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        name = self._names[tag]
        if name == "c":
            reference = attributes.get("r", "")
            column = self._columns.get(reference.removesuffix(self._digits))
            if column is not None and reference.endswith(self._digits):
                self._column = column
            else:
                self._move(reference)
            self._seen += 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._raw = ""
        elif name in {"v", "t"}:
            self.pieces.clear()
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f" and self._kind:
            self.pieces.clear()
            self._formula = attributes
        elif name == "is" and self._kind:
            self._phrase = Phrase()
        elif self._phrase is not None:
            self._phrase.start(name, attributes)
        elif not self._kind:
            self._outer(name, attributes)

    def end(self, tag: str) -> None:
        """A tag closes."""
        name = self._names[tag]
        if name == "c":
            self._put()
        elif name == "v":
            self._raw = "".join(self.pieces)
        elif name == "f" and self._kind and self._formula is not None:
            self._formula = {**self._formula, "": "".join(self.pieces)}
        elif self._phrase is not None:
            self._phrase.end(name, "".join(self.pieces))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "")
        if written.isdecimal():
            self._row = int(written)
        else:
            self._row += 1
            self.beside = True
        if not 0 < self._row <= LAST_ROW:
            raise MisplacedError(written)
        self._column = 0
        self._digits = str(self._row)
        if switched(attributes.get("hidden")) or _nothing(attributes.get("ht")):
            self.parts.hidden_rows.add(self._row)
        if self._book.count + len(self.parts.cells) > MOST_CELLS or self._seen > 2 * MOST_CELLS:
            raise UnreadableFileError(TOO_MANY)

    def _move(self, reference: str) -> None:
        """To a cell that is the first of its column, not of its row, or without a reference: then beside the last."""
        if not _PLACE.fullmatch(reference):
            self._column += 1
            self._row = self._row or 1
            if self._column > LAST_COLUMN:
                raise MisplacedError(reference)
            self.beside = True
            return
        self._row, self._column = _place(reference)
        self._digits = str(self._row)
        self._columns[reference.removesuffix(self._digits)] = self._column

    def _put(self) -> None:
        at, kind, raw = (self._row, self._column), self._kind, self._raw
        self._kind = ""
        if self._formula is not None or self._phrase is not None:
            found = self._rare(at, kind, raw)
        else:
            found = self.maker.one(kind, self._style, raw) if raw else None
        if found is not None:
            self.parts.cells[at] = found
            self._count += 1

    def _rare(self, at: Place, kind: str, raw: str) -> CellRead | None:
        """A cell with a formula, or with its text in itself."""
        style = self.maker.style(self._style)
        formula, words = "", None
        if self._formula is not None:
            self.parts.formulas = True
            formula = self._formula_of(at, self._formula)
            self._formula = None
        if self._phrase is not None:
            words, self._phrase = self._phrase.taken(), None
        if kind == "s" and raw:
            words = self.maker.text(raw)
        if words is not None and not raw.strip():
            return cell(self._book, kind, words, style, formula)
        if kind == "str" and not raw and formula:
            return CellRead("", style.number_format, formula)  # its result is a text without characters
        return cell(self._book, kind, words or raw, style, formula)

    def _formula_of(self, at: Place, formula: dict[str, str]) -> str:
        text = formula.get("", "").strip().removeprefix("=")
        if formula.get("t") == "shared":
            if text:
                self._masters.setdefault(formula.get("si", ""), (at, text))
            else:
                self._sharing.append((at, formula.get("si", "")))
        return f"={text}"

    def _outer(self, name: str, attributes: dict[str, str]) -> None:
        """What stands around the cells."""
        where = area(attributes.get("ref", "")) if name in {"mergeCell", "hyperlink"} else None
        if name == "mergeCell" and where is not None:
            self.parts.merges.append(where)
        elif name == "hyperlink" and where is not None and attributes.get("location"):
            self.parts.links.append((where, attributes["location"]))
        elif name == "col" and (switched(attributes.get("hidden")) or _nothing(attributes.get("width"))):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self.parts.hidden_columns.append((int(first), int(last)))

    def done(self, taken: int) -> SheetParts:
        """The parts, row by row; formulas that were written once for many cells are given to each."""
        cells = self.parts.cells
        if len(cells) < taken + self._count:
            raise MisplacedError  # two cells in one place
        written = 0
        for at, shared in self._sharing:
            found = cells.get(at)
            if found is not None and shared in self._masters:
                (row, column), text = self._masters[shared]
                written += len(text)
                formula = f"={moved(text, at[0] - row, at[1] - column)}" if written < LONGEST else "="
                cells[at] = changed(found, formula=formula, outside=cells[row, column].outside)
        self._book.count += len(cells)
        if self._book.count > MOST_CELLS:
            raise UnreadableFileError(TOO_MANY)
        places = sorted(cells)
        if places != list(cells):
            self.parts.cells = {at: cells[at] for at in places}
        return self.parts


def _nothing(size: str | None) -> bool:
    return size is not None and size.strip() in {"0", "0.0"}
