"""Pages of the web, and the tables that other programs save as such under the name .xls."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from pingbi.model import UnreadableFileError
from pingbi.readers.decoding import decode
from pingbi.readers.flow import WIDEST, Cell, Flow
from pingbi.readers.plain_text import LONGEST, MARKUP
from pingbi.readers.xlsx_values import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.readers.document import Document

_LONGEST = 3 * LONGEST  # characters with their markup: some ten seconds
_DEEPEST = 50  # tables in tables
_HIGHEST = 1000  # rows that a cell may reach over
_MOST_CELLS = 200_000
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|body|table|div|p|h[1-6]|meta)[\s>]", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_LINES = frozenset(("s", "strike"))  # what they hold is shown with a line through it
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
# What is no part of the text: programs, looks, menus, controls.
_LEFT_OUT = frozenset(
    ("script", "style", "title", "noscript", "template", "nav", "aside", "footer", "select", "button", "textarea")
) | frozenset(("svg", "iframe", "object", "audio", "video", "canvas", "datalist", "rt", "rp", "del"))
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure")
) | frozenset(
    ("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "ul")
)
# Classes of the styles that Excel writes above its tables.
_STRUCK_CLASS = re.compile(r"\.([\w-]+)\s*\{[^{}]*line-through")
_NUMBER = re.compile(r"([-+]?)([0-9,]+)(?:\.([0-9]+))?(%?)")
_PARTS = frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
Attributes = list[tuple[str, str | None]]


class Html:
    """HTML."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """Markup at the beginning, and elements of a page in it."""
        start = data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        head = start.decode("ascii", errors="replace")
        return MARKUP.match(head) is not None and _PAGE.search(head) is not None

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """The text that a browser shows, and its tables. Raises UnreadableFileError."""
        text = _decoded(data)
        if len(text) > _LONGEST:
            raise UnreadableFileError("网页过长，不像报送材料，没有读")
        if text.count("<") > 2 * text.count(">") + 1000:  # the parser would look for every end to the end of the page
            raise UnreadableFileError("网页不完整或已损坏，请让报送单位重新发送")
        page = _Page(frozenset(_STRUCK_CLASS.findall(text)))
        page.feed(text)
        page.close()
        document = page.end().document(name)
        if document.text is None and not document.sheets:
            raise UnreadableFileError("网页里没有文字和表格，请用 Excel 或 WPS 打开后另存为 .xlsx 或 .docx 再报")
        return document


def _decoded(data: bytes) -> str:
    """By its mark, else as it declares, else as it can be read."""
    declared = _DECLARED.search(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if encoding.startswith(("gb", "x-gbk")):
        encoding = "gb18030"  # what is called gb2312 holds more characters than that
    if (
        encoding
        and not encoding.startswith("utf-16")
        and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    ):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            pass  # declared wrongly: tried as any text below
    return decode(data)


class _Table:
    """A table being read."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.taken: set[tuple[int, int]] = set()
        self.row = self.column = 0
        self.reach: tuple[int, int] | None = None  # (rows, columns) of the open cell
        self.exact = ""  # the number in it with all its digits, as Excel (x:num) and LibreOffice (sdval) keep it
        self.struck = False


class _Page(HTMLParser):
    """Elements as they come -> paragraphs and tables."""

    def __init__(self, struck: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._struck_classes = struck
        self._lines = 0  # open <s> and <strike>
        self._flow = Flow()
        self._words: list[str] = []
        self._tables: list[_Table] = []
        self._without = ""  # the element that is left out at the moment, and how deep in itself
        self._depth = 0
        self._kept = 0  # open <pre>

    def end(self) -> Flow:
        """The page, with whatever was left open closed."""
        self._break()
        while self._tables:
            self._close_table()
        return self._flow

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """An element begins."""
        if self._without == "p" and tag in _BLOCKS | _PARTS:  # the one element of these that nobody closes
            self._without = ""
        if self._without:
            self._depth += tag == self._without
            return
        if tag == "br":
            self._words.append("\n")
        if tag in _BLOCKS | _PARTS:
            self._break()
        if tag in _VOID:
            return
        if tag in _LINES:
            self._lines += 1
        elif self._tables and tag in {"span", "font"} and self._is_struck(dict(attrs)):
            self._tables[-1].struck = True
        if tag in _LEFT_OUT or _is_hidden(attrs):
            self._without, self._depth = tag, 1
        elif tag == "pre":
            self._kept += 1
        elif tag == "table":
            self._tables.append(_Table())
            if len(self._tables) > _DEEPEST:
                raise UnreadableFileError("网页里的表格套得太深，请用 Excel 或 WPS 另存为 .xlsx 再报")
        elif tag in _PARTS and self._tables:
            self._part(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """<br/>, and <p/> as people write it."""
        if tag in _VOID or tag in _BLOCKS:
            self._break() if tag in _BLOCKS and not self._without else self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self._without:
            self._depth -= tag == self._without
            self._without = self._without if self._depth else ""
            return
        if tag in _BLOCKS | _PARTS:
            self._break()
        if tag in _LINES:
            self._lines = max(0, self._lines - 1)
        if tag == "pre":
            self._kept = max(0, self._kept - 1)
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self._close_cell()

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._without:
            if self._lines and self._tables and data.strip():
                self._tables[-1].struck = True
            self._words.append(data if self._kept else re.sub(r"[ \t\r\n\f]+", " ", data))

    def _break(self) -> None:
        """A paragraph ends here. Blanks of the source mean nothing, wide ones are an indent."""
        text = "\n".join(line.strip(" \t\r\f") for line in "".join(self._words).split("\n")).strip("\n")
        self._words.clear()
        if text.strip():
            self._flow.paragraph(text)

    def _part(self, tag: str, attrs: Attributes) -> None:
        table = self._tables[-1]
        if tag != "caption":
            self._close_cell()
        if tag == "tr":
            table.row, table.column = table.row + 1, 0
        elif tag in ("td", "th"):
            self._open_cell(table, dict(attrs))

    def _open_cell(self, table: _Table, attributes: dict[str, str | None]) -> None:
        table.row = max(1, table.row)
        table.column += 1
        while (table.row, table.column) in table.taken:
            table.column += 1
        columns = _span(attributes.get("colspan"), WIDEST)
        rows = _span(attributes.get("rowspan"), _HIGHEST)
        table.taken |= {(table.row + down, table.column + on) for down in range(rows) for on in range(columns)}
        if len(table.taken) > _MOST_CELLS:
            raise UnreadableFileError("表格过大，不像报送材料，没有读")
        table.reach = rows, columns
        table.exact = attributes.get("x:num") or attributes.get("sdval") or ""
        table.struck = self._is_struck(attributes)
        self._flow.open_cell()

    def _close_cell(self) -> None:
        table = self._tables[-1]
        if table.reach is not None:
            rows, columns = table.reach
            cell = self._flow.close_cell()._replace(rows=rows, columns=columns, struck=table.struck)
            if table.exact:
                cell = cell._replace(paragraphs=(_with_all_digits("".join(cell.paragraphs), table.exact),))
            if table.column <= WIDEST:
                table.cells[table.row, table.column] = cell
            table.column += columns - 1
            table.reach = None

    def _is_struck(self, attributes: dict[str, str | None]) -> bool:
        classes = (attributes.get("class") or "").split()
        return "line-through" in (attributes.get("style") or "") or not self._struck_classes.isdisjoint(classes)

    def _close_table(self) -> None:
        self._close_cell()
        self._flow.table(self._tables.pop().cells)


def _with_all_digits(shown: str, exact: str) -> str:
    """The number in full where the words show it rounded: 45.3% of 0.45312 is 45.312%. Else the words."""
    found, value = _NUMBER.fullmatch(shown.strip()), number(exact.strip())
    if found is None or value is None:
        return shown
    whole = value * 100 if found[4] else value
    digits = len(found[3] or "")
    written = Decimal(shown.strip().rstrip("%").replace(",", ""))
    if abs(whole - written) * 2 > Decimal(1).scaleb(-digits):
        return shown
    return f"{whole.normalize():f}{found[4]}"


def _is_hidden(attrs: Sequence[tuple[str, str | None]]) -> bool:
    return any(name == "hidden" or (name == "style" and _HIDDEN.search(value or "")) for name, value in attrs)


def _span(text: str | None, most: int) -> int:
    digits = (text or "").strip()
    return max(1, min(int(digits), most)) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
