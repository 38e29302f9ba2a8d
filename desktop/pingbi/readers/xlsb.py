"""Binary workbooks of Excel 2007 and later (.xlsb). Other libraries give their values only, and 45% would be 0.45."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from dataclasses import replace as changed
from zipfile import ZipFile

from pingbi.model import UnreadableFileError
from pingbi.model.returned import own_words
from pingbi.readers import archive as archives
from pingbi.readers.biff12 import records, words
from pingbi.readers.computed import computed
from pingbi.readers.dates import is_date
from pingbi.readers.document import CellRead, Document, Sheet
from pingbi.readers.xlsb_sheet import Binary, BinarySheet, binary_sheet
from pingbi.readers.xlsx_merges import within
from pingbi.readers.xlsx_package import Package
from pingbi.readers.xlsx_styles import BUILT_IN, Style

_OTHERWISE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再报"
_PART = "xl/workbook.bin"
_BROKEN = (struct.error, IndexError, *archives.BROKEN, KeyError)
_OWN_BOOKS, _OTHER_BOOKS = (357, 358), (355, 667)


class Xlsb:
    """xlsb."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """An archive that holds a workbook part in binary."""
        if not data.startswith(b"PK"):
            return False
        names = archives.names(data)
        if names is None:
            return _PART.encode() in data
        return any(name.lower().lstrip("/") == _PART for name in names)

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """Every sheet with values, formats, formulas, links and comments. Raises UnreadableFileError."""
        try:
            with archives.opened(data, _OTHERWISE) as archive:
                return _document(archive, name)
        except _BROKEN as error:
            raise UnreadableFileError(f"文件不完整或已损坏，{_OTHERWISE}") from error


@dataclass(slots=True)
class _Workbook:
    """The workbook part: (name, relation, hidden) of its sheets, and what the sheets of formulas stand for."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    books: list[bool] = field(default_factory=list)  # whether it is this one
    uses: list[tuple[int, int, int]] = field(default_factory=list)
    since_1904: bool = False
    proven: bool = False

    def sheet_of(self, use: int) -> str | None:
        """See binary_formulas.SheetOf."""
        book, first, last = self.uses[use]
        if not self.books[book]:
            return None
        return self.sheets[first][0] if first == last and 0 <= first < len(self.sheets) else ""


def _document(archive: ZipFile, name: str) -> Document:
    package = Package(archive)
    relations = package.relations(_PART)
    workbook = _workbook(_bytes(package, _PART))
    parts = {relation.kind: relation.target for relation in relations.values()}
    styles, struck_fonts = _styles(_bytes(package, parts.get("styles", "")))
    strings = list(_strings(_bytes(package, parts.get("sharedStrings", "")), struck_fonts))
    book = Binary(strings, styles, workbook.since_1904, workbook.sheet_of)
    sheets, lost = [], []
    for title, relation, hidden in workbook.sheets:
        where = relations.get(relation)
        if where is None or where.kind != "worksheet":
            continue
        try:
            found = binary_sheet(_bytes(package, where.target), book)
        except _BROKEN:
            lost.append(f"工作表“{title}”已损坏，没有读出，{_OTHERWISE}")
        else:
            sheets.append(_sheet(title, found, _notes(package, where.target), hidden=hidden))
    if not sheets:
        raise UnreadableFileError(f"文件里没有能读的工作表，{_OTHERWISE}")
    return Document(name, computed(sheets, proven=workbook.proven), lost=tuple(lost), formats=bool(styles))


def _bytes(package: Package, part: str) -> bytes:
    """A part as a whole; nothing where it is not there. Raises what a torn archive provokes."""
    if part not in package:
        return b""
    with package.open(part) as stream:
        return stream.read(archives.LARGEST_STREAM)


def _workbook(data: bytes) -> _Workbook:
    found = _Workbook()
    for number, record in records(data):
        if number == 156:
            relation, at = words(record, 8)
            found.sheets.append((words(record, at)[0], relation, record[0] != 0))
        elif number == 153:
            found.since_1904 = bool(record[0] & 1)
        elif number == 157:
            found.proven = struct.unpack_from("<I", record)[0] > 0
        elif number in _OWN_BOOKS or number in _OTHER_BOOKS:
            found.books.append(number in _OWN_BOOKS)
        elif number == 362:
            (count,) = struct.unpack_from("<I", record)
            found.uses += struct.iter_unpack("<Iii", record[4 : 4 + 12 * count])
    return found


def _styles(data: bytes) -> tuple[list[Style], list[bool]]:
    """(the styles of cells, which fonts have a line through them)."""
    formats, struck, found = dict(BUILT_IN), [], []
    of_cells = False
    for number, record in records(data):
        if number == 44:
            formats[struct.unpack_from("<H", record)[0]] = words(record, 2)[0]
        elif number == 43:
            struck.append(bool(record[2] & 8))
        elif number in {617, 618}:
            of_cells = number == 617
        elif number == 47 and of_cells:
            _, shown, font = struct.unpack_from("<3H", record)
            number_format = formats.get(shown, "General")
            found.append(Style(number_format, is_date(number_format), font < len(struck) and struck[font]))
    return found, struck


def _strings(data: bytes, struck: list[bool]) -> Iterator[tuple[str, bool]]:
    """(the words, whether a line goes through some of them)."""
    for number, record in records(data):
        if number == 19:
            text, at = words(record, 1)
            fonts = [font for _, font in struct.iter_unpack("<HH", _runs(record, at))] if record[0] & 1 else []
            yield text, any(font < len(struck) and struck[font] for font in fonts)


def _runs(record: bytes, at: int) -> bytes:
    (count,) = struct.unpack_from("<I", record, at)
    runs = record[at + 4 : at + 4 + 4 * count]
    return runs[: len(runs) // 4 * 4]


def _notes(package: Package, sheet: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for relation in package.relations(sheet).values():
        if relation.kind == "comments":
            at = 0, 0
            for number, record in records(_bytes(package, relation.target)):
                if number == 635:
                    row, _, column, _ = struct.unpack_from("<4I", record, 4)
                    at = row + 1, column + 1
                elif number == 637:
                    found[at] = own_words(words(record, 1)[0].strip())
    return found


def _sheet(title: str, found: BinarySheet, notes: dict[tuple[int, int], str], *, hidden: bool) -> Sheet:
    cells = found.cells
    for (top, left, bottom, right), link in found.links:
        for at in cells if link else ():
            if top <= at[0] <= bottom and left <= at[1] <= right:
                cells[at] = changed(cells[at], link=link)
    for at, text in notes.items():
        cells[at] = changed(cells.get(at, CellRead(None)), note=text)
    rows, columns = max((row for row, _ in cells), default=0), max((column for _, column in cells), default=0)
    return Sheet(
        title,
        cells,
        within(found.merges, rows, columns),
        hidden=hidden,
        hidden_rows=frozenset(row for row in found.hidden_rows if row <= rows),
        hidden_columns=frozenset(at for span in found.hidden_columns for at in span if at <= columns),
    )
