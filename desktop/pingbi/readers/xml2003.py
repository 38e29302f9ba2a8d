"""Workbooks that Excel 2003 saved as one XML (SpreadsheetML), mostly under the name .xls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from dataclasses import replace as changed
from io import BytesIO

from pingbi.model import UnreadableFileError
from pingbi.model.returned import own_words
from pingbi.readers.computed import computed
from pingbi.readers.dates import is_date, moment
from pingbi.readers.document import CellRead, CellValue, Document, Sheet
from pingbi.readers.xlsx_formulas import LAST_COLUMN, LAST_ROW, outside
from pingbi.readers.xlsx_markup import BROKEN, LocalNames, walk
from pingbi.readers.xlsx_merges import Area, within
from pingbi.readers.xlsx_styles import Style
from pingbi.readers.xlsx_values import number
from pingbi.readers.xml2003_formulas import translated

_SPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_PLAIN = Style()
_MOST_CELLS = 1_000_000
_OTHERWISE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再报"
# Formats that have a name; the others are spelt as in the number format of a cell.
_NAMED = {
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Currency": "#,##0.00",
    "Euro Currency": "#,##0.00",
    "Scientific": "0.00E+00",
    "General Number": "General",
    "General Date": "yyyy-mm-dd hh:mm",
    "Long Date": "yyyy-mm-dd",
    "Medium Date": "yyyy-mm-dd",
    "Short Date": "yyyy-mm-dd",
    "Long Time": "hh:mm:ss",
    "Medium Time": "hh:mm",
    "Short Time": "hh:mm",
}
_ZERO_DAY = re.compile(r"(?:1899-12-3[01]|1904-01-01)T(?!00:00:00)")


class Xml2003:
    """SpreadsheetML of 2003."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """XML that names the space of its elements."""
        start = data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        return (
            start.startswith(b"<") and _SPACE in start and b"Workbook" in start and b"<html" not in start[:2048].lower()
        )

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """Every sheet with values, formats, formulas and comments. Raises UnreadableFileError."""
        book = _Book()
        try:
            walk(BytesIO(data), book.start, book.end, book.words.append)
        except BROKEN as error:
            raise UnreadableFileError(f"文件不完整或已损坏，{_OTHERWISE}") from error
        return Document(name, computed([sheet.whole() for sheet in book.sheets], proven=book.proven))


@dataclass(slots=True)
class _Sheet:
    name: str
    row: int = 0
    column: int = 0
    hidden: bool = False
    cells: dict[tuple[int, int], CellRead] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    column_styles: list[tuple[range, str]] = field(default_factory=list)
    row_style: str = ""
    after: int = 0  # rows or columns that the last one stands for besides itself

    def whole(self) -> Sheet:
        rows, columns = max((at for at, _ in self.cells), default=0), max((at for _, at in self.cells), default=0)
        return Sheet(
            self.name,
            self.cells,
            within(self.merges, rows, columns),
            hidden=self.hidden,
            hidden_rows=frozenset(at for span in self.hidden_rows for at in span if at <= rows),
            hidden_columns=frozenset(at for span in self.hidden_columns for at in span if at <= columns),
        )


class _Book:
    """Follows the tags of the whole file."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.proven = False
        self.words: list[str] = []
        self._names = LocalNames()
        self._styles: dict[str, Style] = {}
        self._style = ""
        self._since_1904 = False
        self._cell: dict[str, str] | None = None
        self._data: tuple[str, str] | None = None  # the type of the value and its text
        self._kind = ""  # of the open value
        self._struck = False
        self._note = ""
        self._in_note = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        name = self._names[tag]
        found = {self._names[key]: value for key, value in attributes.items()}
        sheet = self.sheets[-1] if self.sheets else None
        if name == "Data":
            self.words.clear()
            self._kind = found.get("Type", "String")
        elif name == "S" and self._cell is not None:
            self._struck = self._struck or not self._in_note
        elif name == "Comment":
            self._in_note = True
        elif name in {"Visible", "Version"}:
            self.words.clear()
        elif name == "Date1904":
            self._since_1904 = True
        elif name == "Style":
            self._style = found.get("ID", "")
            base = self._styles.get(found.get("Parent", "Default"), Style())
            self._styles[self._style] = base
        elif name == "NumberFormat" and "Format" in found and sheet is None:
            shown = _NAMED.get(found["Format"], found["Format"]) or "General"
            self._styles[self._style] = Style(shown, is_date(shown), self._styles[self._style].struck)
        elif name == "Font" and "StrikeThrough" in found and sheet is None:
            self._styles[self._style] = self._styles[self._style]._replace(struck=found["StrikeThrough"] == "1")
        elif name == "Worksheet":
            self.sheets.append(_Sheet(found.get("Name", "")))
        elif sheet is not None:
            self._structure(sheet, name, found)

    def end(self, tag: str) -> None:
        """A tag closes."""
        name = self._names[tag]
        if name == "Data":
            text = "".join(self.words)
            if self._in_note:
                self._note = own_words(text.strip())
            elif self._cell is not None:
                self._data = self._kind, text
        elif name == "Comment":
            self._in_note = False
        elif name == "Cell" and self._cell is not None:
            self._put(self.sheets[-1], self._cell)
            self._cell = None
        elif name == "Visible" and self.sheets:
            self.sheets[-1].hidden = "".join(self.words).strip() != "SheetVisible"
        elif name == "Version":
            self.proven = self.proven or bool("".join(self.words).strip())

    def _structure(self, sheet: _Sheet, name: str, found: dict[str, str]) -> None:
        """A column, a row or a cell begins."""
        if name == "Column":
            span = _span(sheet.column + sheet.after, found, LAST_COLUMN)
            sheet.column, sheet.after = span.start, len(span) - 1
            if found.get("Hidden") == "1" or found.get("Width") == "0":
                sheet.hidden_columns.append(span)
            if "StyleID" in found:
                sheet.column_styles.append((span, found["StyleID"]))
        elif name == "Row":
            span = _span(sheet.row + (sheet.after if sheet.row else 0), found, LAST_ROW)
            sheet.row, sheet.after, sheet.column = span.start, len(span) - 1, 0
            sheet.row_style = found.get("StyleID", "")
            if found.get("Hidden") == "1" or found.get("Height") == "0":
                sheet.hidden_rows.append(span)
        elif name == "Cell":
            sheet.column = int(found["Index"]) if "Index" in found else sheet.column + 1
            if not 0 < sheet.column <= LAST_COLUMN:
                raise ValueError(sheet.column)
            self._cell, self._data, self._struck, self._note = found, None, False, ""

    def _put(self, sheet: _Sheet, found: dict[str, str]) -> None:
        at = sheet.row, sheet.column
        if "MergeDown" in found or "MergeAcross" in found:
            down, across = (_count(found.get(way)) for way in ("MergeDown", "MergeAcross"))
            sheet.merges.append((*at, at[0] + down, at[1] + across))
            sheet.column += across
        named = found.get("StyleID") or sheet.row_style
        if not named:
            named = next((style for span, style in sheet.column_styles if at[1] in span), "Default")
        style = self._styles.get(named, _PLAIN)
        value, dated, error = self._value(style)
        written = found.get("Formula", "")
        if value in {None, ""} and not written and not self._note:
            return
        link = found.get("HRef", "")
        sheet.cells[at] = CellRead(
            value,
            style.number_format,
            translated(written, *at) if written else "",
            link.removeprefix("#") if link.startswith("#") else "",
            error,
            date=dated,
            struck=style.struck or self._struck,
            outside=bool(written) and outside(written),
            note=self._note,
        )
        if "ArrayRange" in found:
            sheet.cells[at] = changed(sheet.cells[at], formula="=")
        if len(sheet.cells) > _MOST_CELLS:
            raise UnreadableFileError("表格过大，不像报送材料，没有读")

    def _value(self, style: Style) -> tuple[CellValue, bool, bool]:
        """(the value, whether it is a date, whether it is an error)."""
        if self._data is None:
            return None, False, False
        kind, text = self._data
        word = text.strip()
        match kind:
            case "Number":
                found = number(word) if word else None
                if style.date and found is not None:
                    return moment(float(word), style.number_format, since_1904=self._since_1904), True, False
                return (word or None) if found is None else found, False, False
            case "DateTime":
                moment_of = re.sub(r"\.0+$", "", word)
                if _ZERO_DAY.match(moment_of):
                    return moment_of.partition("T")[2], True, False
                return moment_of.replace("T", " ").removesuffix(" 00:00:00") or None, True, False
            case "Boolean":
                return word == "1", False, False
            case "Error":
                return word or "#N/A", False, True
            case _:
                return text, False, False


def _span(before: int, found: dict[str, str], last: int) -> range:
    """The rows or columns that a tag stands for, behind the last one. Raises ValueError."""
    start = int(found["Index"]) if "Index" in found else before + 1
    stop = start + _count(found.get("Span")) + 1
    if not 0 < start < stop <= last + 1:
        raise ValueError(start)
    return range(start, stop)


def _count(written: str | None) -> int:
    """How many more rows or columns. Raises ValueError."""
    count = int(written or "0")
    if not 0 <= count <= LAST_ROW:
        raise ValueError(written)
    return count
