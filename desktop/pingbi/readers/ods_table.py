"""The sheets of OpenDocument, tag by tag. What repeats is counted before it is repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pingbi.model import UnreadableFileError
from pingbi.model.returned import own_words
from pingbi.readers.document import CellRead, CellValue, Sheet
from pingbi.readers.ods_formulas import UNKNOWN, outside, translated
from pingbi.readers.ods_styles import Styles
from pingbi.readers.xlsx_formulas import LAST_COLUMN, LAST_ROW
from pingbi.readers.xlsx_markup import LocalNames
from pingbi.readers.xlsx_merges import Area, within
from pingbi.readers.xlsx_values import ERRORS, number

MOST_REPEATED = 200_000  # cells that stand only once in the file
MOST_CELLS = 2_000_000
_ABSURD = "表格里重复的格过多，不像报送材料，没有读"
# What holds cells or words that no sheet shows: deleted ones, drawings, copies of other files.
_PASSED_OVER = frozenset(
    ("tracked-changes", "shapes", "dde-links", "forms", "content-validations", "frame", "custom-shape", "g", "line")
) | frozenset(
    ("rect", "ellipse", "polyline", "polygon", "path", "connector", "control", "ruby-text", "creator", "date")
)
_CELLS = frozenset(("table-cell", "covered-table-cell"))
_BLANKS = re.compile(r"[ \t\r\n]+")
_TIME = re.compile(r"-?PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:[.,][0-9]+)?S)?")
_ERROR = re.compile(r"Err:[0-9]{3}")
_COMPUTING = ("libreoffice", "openoffice", "microsoftoffice", "wps", "collabora", "neooffice")


@dataclass(slots=True)
class _Table:
    name: str
    hidden: bool
    row: int = 0
    column: int = 0
    cells: dict[tuple[int, int], CellRead] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    column_styles: list[tuple[range, str]] = field(default_factory=list)
    new: list[tuple[int, CellRead]] = field(default_factory=list)  # the cells of the row at hand
    repeated: int = 1  # how often that row stands there
    row_style: str = ""


class _Keys(dict[str, str]):
    """An attribute as written -> its name without the prefix; LibreOffice's own kind of a value is told apart."""

    def __missing__(self, key: str) -> str:
        prefix, _, local = key.rpartition(":")
        self[key] = f"calc-{local}" if prefix == "calcext" else local
        return self[key]


class Tables:
    """Gathers `sheets`; `proven`: the program that wrote the results of formulas computes."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.proven = False
        self.words: list[str] = []
        self._names = LocalNames()
        self._keys = _Keys()
        self._styles = Styles()
        self._shown: dict[str, bool] = {}  # styles of tables
        self._table_style = ""
        self._table: _Table | None = None
        self._passed = ""  # the tag that is passed over, and how deep in itself
        self._depth = 0
        self._cell: dict[str, str] | None = None
        self._lines: list[str] = []
        self._line: list[str] = []
        self._note: list[str] | None = None
        self._said = self._link = ""
        self._struck = False
        self._extra = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        name = self._names[tag]
        if self._passed:
            self._depth += name == self._passed
            return
        keys = self._keys
        found = {keys[key]: value for key, value in attributes.items()}
        if name in _PASSED_OVER and (self._table is not None or name in {"tracked-changes", "dde-links"}):
            self._passed, self._depth = name, 1
        elif self._cell is not None:
            self._inside(name, found)
        elif self._table is not None:
            self._structure(self._table, name, found)
        elif name == "table":
            if found.get("name", "").startswith("'file:"):  # what is kept of another file
                self._passed, self._depth = name, 1
                return
            self._table = _Table(found.get("name", ""), not self._shown.get(found.get("style-name", ""), True))
        else:
            if name == "style":
                self._table_style = found.get("name", "")
            elif name == "table-properties":
                self._shown[self._table_style] = found.get("display") != "false"
            if self._styles.start(name, found) or name == "generator":
                self.words.clear()

    def end(self, tag: str) -> None:
        """A tag closes."""
        name = self._names[tag]
        if self._passed:
            self._depth -= name == self._passed
            self._passed = self._passed if self._depth else ""
            self.words.clear()
            return
        if self._cell is not None:
            self._inside_end(name)
        elif self._table is not None:
            if name == "table-row":
                self._row_end(self._table)
            elif name == "table":
                self.sheets.append(_sheet(self._table))
                self._table = None
        elif name == "generator":
            self.proven = "".join(self.words).strip().lower().startswith(_COMPUTING)
        else:
            self._styles.end(name, "".join(self.words))

    def _structure(self, table: _Table, name: str, found: dict[str, str]) -> None:
        """A column, a row or a cell begins."""
        if name == "table-column":
            span = _span(table.column, found, "number-columns-repeated")
            table.column = span.stop - 1
            if found.get("visibility", "visible") != "visible":
                table.hidden_columns.append(span)
            if found.get("default-cell-style-name"):
                table.column_styles.append((span, found["default-cell-style-name"]))
        elif name == "table-row":
            span = _span(table.row, found, "number-rows-repeated")
            table.row, table.repeated, table.column = span.start, len(span), 0
            table.row_style = found.get("default-cell-style-name", "")
            table.new = []
            if found.get("visibility", "visible") != "visible":
                table.hidden_rows.append(span)
        elif name in _CELLS:
            self._cell = found | {"covered": "true"} if name == "covered-table-cell" else found
            self._lines, self._said, self._link, self._struck = [], "", "", False
            self.words.clear()

    def _inside(self, name: str, found: dict[str, str]) -> None:
        """A tag in a cell."""
        self._take()
        if name == "annotation":
            self._note = []
        elif name == "p":
            self._line.clear()
        elif name == "s":
            count = found.get("c", "1")
            self._line.append("\N{NO-BREAK SPACE}" * (int(count) if count.isdecimal() and len(count) < 4 else 1))
        elif name in {"tab", "line-break"}:
            self._line.append("\t" if name == "tab" else "\n")
        elif name == "a" and "#" in found.get("href", ""):
            self._link = found["href"].partition("#")[2]
        elif name == "span":
            self._struck = self._struck or self._styles.style(found.get("style-name", "")).struck

    def _take(self) -> None:
        if self.words:
            self._line.append(_BLANKS.sub(" ", "".join(self.words)))
            self.words.clear()

    def _inside_end(self, name: str) -> None:
        self._take()
        if name == "p":
            text = "".join(self._line).replace("\N{NO-BREAK SPACE}", " ")
            (self._lines if self._note is None else self._note).append(text)
            self._line.clear()
        elif name == "annotation" and self._note is not None:
            self._said, self._note = own_words("\n".join(self._note).strip()), None
        elif name in _CELLS and self._table is not None and self._cell is not None:
            self._put(self._table, self._cell)
            self._cell = None

    def _put(self, table: _Table, found: dict[str, str]) -> None:
        span = _span(table.column, found, "number-columns-repeated")
        table.column = span.stop - 1
        if "covered" in found:
            return
        down, across = int(found.get("number-rows-spanned", "1")), int(found.get("number-columns-spanned", "1"))
        if down > 1 or across > 1:
            table.merges.append((table.row, span.start, table.row + down - 1, span.start + across - 1))
        cell = self._made(table, found, span.start)
        if cell is not None:
            if len(span) > MOST_REPEATED:
                raise UnreadableFileError(_ABSURD)
            table.new += [(column, cell) for column in span]

    def _made(self, table: _Table, found: dict[str, str], column: int) -> CellRead | None:
        named = found.get("style-name") or table.row_style
        if not named and (found.get("value-type") or self._said):
            named = next((name for span, name in table.column_styles if column in span), "")
        style = self._styles.style(named)
        value, dated, error = _value(found, "\n".join(self._lines))
        written = found.get("formula", "")
        if written.endswith(("=TRUE()", "=FALSE()")):  # as LibreOffice keeps what Excel calls a truth value
            written, value = "", written.endswith("=TRUE()")
        formula = translated(written) if written else ""
        if "number-matrix-columns-spanned" in found:
            formula = UNKNOWN
        if value in {None, ""} and not formula and not self._said:
            return None
        shown = style.number_format
        if found.get("value-type") == "percentage" and "%" not in shown:
            shown = "0.00%"
        return CellRead(
            value,
            shown,
            formula,
            self._link,
            error,
            date=dated,
            struck=style.struck or self._struck,
            outside=outside(written),
            note=self._said,
        )

    def _row_end(self, table: _Table) -> None:
        if table.new:
            self._extra += (
                (table.repeated - 1) * len(table.new) + len(table.new) - len({id(cell) for _, cell in table.new})
            )
            if self._extra > MOST_REPEATED or table.row + table.repeated - 1 > LAST_ROW:
                raise UnreadableFileError(_ABSURD)
            for row in range(table.row, table.row + table.repeated):
                table.cells |= {(row, column): cell for column, cell in table.new if column <= LAST_COLUMN}
            if len(table.cells) > MOST_CELLS:
                raise UnreadableFileError("表格过大，不像报送材料，没有读")
        table.row += table.repeated - 1


def _span(before: int, found: dict[str, str], attribute: str) -> range:
    """The rows or columns that a tag stands for, behind the last one. Raises ValueError."""
    count = int(found.get(attribute, "1"))
    if count < 1:
        raise ValueError(attribute)
    return range(before + 1, before + 1 + count)


def _value(found: dict[str, str], text: str) -> tuple[CellValue, bool, bool]:
    """(the value, whether it is a date, whether it is an error)."""
    kind = found.get("value-type", "")
    if found.get("calc-value-type") == "error" or text in ERRORS or _ERROR.fullmatch(text):
        return text or "#N/A", False, True
    match kind:
        case "float" | "percentage" | "currency":
            written = found.get("value", "").strip()
            return (number(written) if written else None), False, False
        case "date":
            return found.get("date-value", text).replace("T", " ").removesuffix(" 00:00:00") or None, True, False
        case "time":
            time = _TIME.fullmatch(found.get("time-value", ""))
            hours, minutes, seconds = (int(part or 0) for part in time.groups()) if time else (0, 0, 0)
            return (f"{hours:02}:{minutes:02}:{seconds:02}" if time else text or None), True, False
        case "boolean":
            return found.get("boolean-value") == "true", False, False
        case _:
            return found.get("string-value", text) if kind == "string" else text or None, False, False


def _sheet(table: _Table) -> Sheet:
    rows, columns = max((row for row, _ in table.cells), default=0), max((at for _, at in table.cells), default=0)
    return Sheet(
        table.name,
        table.cells,
        within(table.merges, rows, columns),
        hidden=table.hidden,
        hidden_rows=frozenset(at for span in table.hidden_rows for at in range(span.start, min(span.stop, rows + 1))),
        hidden_columns=frozenset(
            at for span in table.hidden_columns for at in range(span.start, min(span.stop, columns + 1))
        ),
    )
