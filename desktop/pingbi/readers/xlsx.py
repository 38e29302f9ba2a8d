"""xlsx, xlsm and their templates: our own reader first, quick and minding nothing; then the opinions of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace as changed
from operator import itemgetter
from typing import NamedTuple
from zipfile import ZipFile

from pingbi.model import UnreadableFileError
from pingbi.readers import archive as archives
from pingbi.readers.computed import computed
from pingbi.readers.document import CellRead, Document, Sheet
from pingbi.readers.xlsx_markup import BROKEN, Element, switched
from pingbi.readers.xlsx_merges import within
from pingbi.readers.xlsx_notes import notes
from pingbi.readers.xlsx_package import Package
from pingbi.readers.xlsx_plain import MisplacedError
from pingbi.readers.xlsx_sheet import Place, SheetParts, sheet_parts
from pingbi.readers.xlsx_strings import Text, strings
from pingbi.readers.xlsx_styles import Style, styles
from pingbi.readers.xlsx_values import Book

OTHERWISE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再报"
# Sheets that hold no cells: a chart over the whole page, and what old macros were written on.
WITHOUT_CELLS = frozenset({"chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet", "macrosheet"})
WIDEST_LINK = 100  # cells; over more it is held by the first alone
MOST_LINKS = 65_530  # Excel's own limit
# Programs whose results of formulas stand although they do not number their way of computing.
RECKON = ("libreoffice", "wps", "openoffice")


class Xlsx:
    """xlsx, xlsm, xltx and xltm."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """An archive that holds a workbook part in XML."""
        if not data.startswith(b"PK"):
            return False
        names = archives.names(data)
        if names is None:
            return b"xl/" in data and b"xl/workbook.bin" not in data
        lower = [name.lower().lstrip("/") for name in names]
        return "xl/workbook.bin" not in lower and any(
            name.startswith("xl/") or name.endswith("workbook.xml") for name in lower
        )

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """Every sheet with values, formats, formulas, links and comments. Raises UnreadableFileError."""
        try:
            with archives.opened(data, OTHERWISE) as archive:
                document = _document(archive, name)
        except _SenselessError as error:
            # openpyxl takes longer to import than a hundred submissions to read, and hardly any file needs it.
            from pingbi.readers.xlsx_second import second_opinion  # noqa: PLC0415

            found = second_opinion(data, name, OTHERWISE)
            if found is None:
                raise UnreadableFileError(f"文件不完整或已损坏，{OTHERWISE}") from error
            document = changed(found, sheets=computed(found.sheets, proven=False))
        return document


def as_saved(data: bytes, name: str) -> Document:
    """A workbook with the results of formulas as the file holds them, right or not. Raises UnreadableFileError."""
    if not Xlsx.recognises(data, name):
        raise UnreadableFileError("不是 .xlsx 工作簿")
    with archives.opened(data, OTHERWISE) as archive:
        try:
            return _document(archive, name, believed=True)
        except _SenselessError as error:
            raise UnreadableFileError("文件不完整或已损坏") from error


class _SenselessError(Exception):
    """A workbook of which not even one sheet can be read."""


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


def _document(archive: ZipFile, name: str, *, believed: bool = False) -> Document:
    package = Package(archive)
    part = package.workbook()
    try:
        workbook = package.tree(part)
        book = Book(_strings(package, part), since_1904=switched(workbook.first("workbookPr")["date1904"]))
    except BROKEN as error:
        raise _SenselessError from error
    formats = True
    try:
        book.styles = _styles(package, part)
    except BROKEN:
        formats = False
    sheets, lost = [], []
    read: set[str] = set()
    contradictory = formulas = False
    for listed in _listed(package, part, workbook):
        try:
            if listed.part in read:
                raise KeyError(listed.part)  # two sheets cannot be one part
            read.add(listed.part)
            with package.open(listed.part) as stream:
                found = sheet_parts(stream, book)
        except BROKEN as error:
            lost.append(f"工作表“{listed.name}”已损坏，没有读出，{OTHERWISE}")
            contradictory = contradictory or isinstance(error, MisplacedError)
        else:
            sheets.append(_sheet(listed, found, notes(package, listed.part)))
            formulas = formulas or found.formulas
    if not sheets and contradictory:  # others would take one of the two values in a place
        raise UnreadableFileError(lost[0])
    if not sheets and (lost or not workbook.children):
        raise _SenselessError
    return Document(
        name,
        computed(sheets, proven=_proven(package, workbook)) if formulas and not believed else tuple(sheets),
        lost=tuple(lost),
        formats=formats and not book.unstyled,
    )


def _listed(package: Package, part: str, workbook: Element) -> Iterable[_Listed]:
    """The sheets in the order of their tabs; where the workbook does not say which part, by their number."""
    relations = package.relations(part)
    for number, row in enumerate(workbook.first("sheets").all("sheet"), 1):
        relation = relations.get(row["id"])
        hidden = row["state"] not in {"", "visible"}
        if relation is None:
            yield _Listed(row["name"], package.named(f"worksheets/sheet{number}.xml"), hidden)
        elif relation.kind.lower() not in WITHOUT_CELLS:
            yield _Listed(row["name"], relation.target, hidden)


def _strings(package: Package, part: str) -> list[Text]:
    """The texts that cells share. Raises what is in BROKEN: without its words a table is nothing."""
    name = _part(package, part, "sharedStrings", "sharedstrings.xml")
    if not name:
        return []
    with package.open(name) as stream:
        return strings(stream)


def _styles(package: Package, part: str) -> tuple[Style, ...]:
    name = _part(package, part, "styles", "styles.xml")
    return styles(package.tree(name)) if name else ()


def _part(package: Package, workbook: str, kind: str, end: str) -> str:
    targets = (found.target for found in package.relations(workbook).values() if found.kind == kind)
    return next((target for target in targets if target in package), package.named(end))


def _proven(package: Package, workbook: Element) -> bool:
    """Whether the results of formulas come from a program that computes.

    One that only writes (openpyxl, XlsxWriter) asks for everything to be computed when the file is opened; others
    that only write leave out the number of the way of computing, which Excel and WPS always give.
    """
    setting = workbook.first("calcPr")
    if switched(setting["fullCalcOnLoad"]):
        return False
    if setting["calcId"]:
        return True
    try:
        application = package.tree("docprops/app.xml").first("Application")
    except (*BROKEN, UnreadableFileError):
        return False
    return "".join(application.words).strip().lower().startswith(RECKON)


def _sheet(listed: _Listed, parts: SheetParts, said: dict[Place, str]) -> Sheet:
    cells = parts.cells
    rows, columns = next(reversed(cells), (0, 0))[0], 0  # the cells come row by row
    if parts.merges or parts.hidden_columns:
        columns = max(map(itemgetter(1), cells), default=0)
    for (top, left, bottom, right), link in parts.links[:MOST_LINKS]:
        one = (bottom - top + 1) * (right - left + 1) > WIDEST_LINK
        for row in range(top, top + 1 if one else bottom + 1):
            for column in range(left, left + 1 if one else right + 1):
                if (row, column) in cells:
                    cells[row, column] = changed(cells[row, column], link=link)
    alone = [at for at in said if at not in cells]
    for at, words in said.items():
        cells[at] = changed(cells.get(at, CellRead(None)), note=words)
    if alone:
        cells = dict(sorted(cells.items()))
    return Sheet(
        listed.name,
        cells,
        within(parts.merges, rows, columns),
        hidden=listed.hidden,
        hidden_rows=frozenset(row for row in parts.hidden_rows if row <= rows),
        hidden_columns=frozenset(_spanned(parts.hidden_columns, columns)),
    )


def _spanned(spans: list[tuple[int, int]], columns: int) -> Iterator[int]:
    """Every column of these spans once, as far as there are columns."""
    done = 0
    for first, last in sorted(spans):
        yield from range(max(first, done + 1), min(last, columns) + 1)
        done = max(done, last)
