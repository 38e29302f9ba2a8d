"""Word documents: paragraphs, tables and text boxes as they read once all tracked changes are accepted.

Read from the parts themselves: python-docx passes over text boxes and inserted text, and would bring lxml along.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pingbi.model import UnreadableFileError
from pingbi.readers import archive as archives
from pingbi.readers.flow import WIDEST, Cell, Flow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from pingbi.readers.document import Document

_BROKEN = "文件不完整或已损坏，请用 Word 或 WPS 打开后另存为 .docx 再报"
_GONE = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt", "docPr", "tblPr"}
)
_WRITTEN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


class Docx:
    """docx and docm."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """An archive that holds a document part."""
        if not data.startswith(b"PK"):
            return False
        names = archives.names(data)
        if names is None:
            return b"word/" in data
        return any(name.lower().startswith("word/") for name in names)

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """Text and tables in reading order; headers and footers are left out. Raises UnreadableFileError."""
        parts = dict(archives.parts(data, "请用 Word 或 WPS 另存为 .docx 再报"))
        main = next((part for part in sorted(parts) if re.fullmatch(r"(?i)word/document\d*\.xml", part)), None)
        if main is None:
            raise UnreadableFileError(_BROKEN)
        try:
            body = _Body(_contents(parts.get("word/styles.xml", b"")))
            body.walk(fromstring(parts[main], forbid_dtd=True))
            body.close()
            for part in ("word/footnotes.xml", "word/endnotes.xml"):
                body.notes(part, parts.get(part, b""))
        except (ParseError, DefusedXmlException, RecursionError, ValueError) as error:
            raise UnreadableFileError(_BROKEN) from error
        document = body.flow.document(name, body.lost())
        if document.text is None and not document.sheets:
            raise UnreadableFileError("文档里没有文字（可能只有图片），请报送可编辑的文字或表格")
        return document


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _below(element: Element, *path: str) -> Element | None:
    """The first descendant along these names."""
    for name in path:
        found = next((child for child in element if _local(child) == name), None)
        if found is None:
            return None
        element = found
    return element


def _on(element: Element, *path: str) -> bool:
    """Whether a property stands there and is not switched off."""
    found = _below(element, *path)
    return found is not None and _attribute(found, "val") not in ("0", "false", "off", "none")


def _number(element: Element, *path: str) -> int:
    found = _below(element, *path)
    text = _attribute(found, "val") if found is not None else ""
    return min(int(text), WIDEST) if text.isascii() and text.isdigit() else 0


def _contents(styles: bytes) -> frozenset[str]:
    """The styles of a table of contents, whose page numbers state nothing."""
    if not styles:
        return frozenset()
    found = (
        (style, _below(style, "name")) for style in fromstring(styles, forbid_dtd=True) if _local(style) == "style"
    )
    return frozenset(
        _attribute(style, "styleId")
        for style, name in found
        if name is not None and _attribute(name, "val").lower().startswith("toc ")
    )


class _Body:
    """A walk through the document; what it reads goes into `flow`."""

    def __init__(self, contents: frozenset[str]) -> None:
        self.flow = Flow()
        self._contents = contents
        self._held = ""  # of a paragraph whose end was deleted: it goes on in the next one
        self._noted: list[tuple[str, str]] = []
        self._workbooks = self._inserted = 0

    def walk(self, parent: Element) -> None:
        """Paragraphs and tables, also inside content controls and inserted blocks."""
        for child in parent:
            match _local(child):
                case "p":
                    self._paragraph(child)
                case "tbl":
                    self.close()
                    self._table(child)
                case "altChunk":
                    self._inserted += 1
                case "AlternateContent":
                    self.walk(next(iter(child), child))
                case "body" | "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml":
                    self.walk(child)
                case _:
                    pass

    def close(self) -> None:
        """The last paragraph's end may be deleted too."""
        if self._held:
            self.flow.paragraph(self._held)
            self._held = ""

    def lost(self) -> list[str]:
        """What stands in the document and was not read."""
        found = []
        if self._workbooks:
            found.append(f"文中嵌有{self._workbooks}个 Excel 表格对象，没有读，请把表格另存为 .xlsx 报送")
        if self._inserted:
            found.append(f"文中插入了{self._inserted}个别的文件，没有读，请单独报送")
        return found

    def notes(self, part: str, xml: bytes) -> None:
        """Footnotes (or endnotes) that the text refers to, at its end."""
        kind = "footnote" if "footnote" in part else "endnote"
        wanted = [number for what, number in self._noted if what == kind]
        if not xml or not wanted:
            return
        notes = {_attribute(note, "id"): note for note in fromstring(xml, forbid_dtd=True) if _local(note) == kind}
        for number in dict.fromkeys(wanted):
            if number in notes:
                self.walk(notes[number])
        self.close()

    def _paragraph(self, paragraph: Element) -> None:
        boxes: list[Element] = []
        text = self._held + "".join(self._written(paragraph, boxes))
        self._held = ""
        style = _below(paragraph, "pPr", "pStyle")
        if _below(paragraph, "pPr", "rPr", "del") is not None:
            self._held = text
        elif style is None or _attribute(style, "val") not in self._contents:
            self.flow.paragraph(text)
        for box in boxes:
            self.walk(box)

    def _written(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        """The words below an element; text boxes are put aside."""
        for child in element:
            name = _local(child)
            if name in _GONE or (name == "r" and _on(child, "rPr", "vanish")):
                continue
            if name == "t":
                yield child.text or ""
            elif name in _WRITTEN:
                yield _WRITTEN[name]
            elif name == "br":
                yield "" if _attribute(child, "type") in ("page", "column") else "\n"
            elif name in ("footnoteReference", "endnoteReference"):
                self._noted.append((name.removesuffix("Reference"), _attribute(child, "id")))
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "AlternateContent":  # the same box twice, for new and for old programs
                yield from self._written(next(iter(child), child), boxes)
            else:
                self._workbooks += name == "OLEObject" and _attribute(child, "ProgID").startswith(("Excel.", "ET."))
                yield from self._written(child, boxes)

    def _table(self, table: Element) -> None:
        cells: dict[tuple[int, int], Cell] = {}
        open_above: dict[int, tuple[int, int]] = {}  # column -> where the cell began that is merged downwards
        for row, line in enumerate(_rows(table), 1):
            column = 1 + _number(line, "trPr", "gridBefore")
            for cell in _cells(line):
                span = max(1, _number(cell, "tcPr", "gridSpan"))
                merge = _below(cell, "tcPr", "vMerge")
                first = open_above.get(column)
                if merge is not None and _attribute(merge, "val") != "restart" and first is not None:
                    cells[first] = cells[first]._replace(rows=row - first[0] + 1)
                elif column <= WIDEST:
                    cells[row, column] = self._cell(cell, span)
                    open_above.pop(column, None)
                    if merge is not None:
                        open_above[column] = (row, column)
                column += span
        self.flow.table(cells)

    def _cell(self, cell: Element, span: int) -> Cell:
        """Its paragraphs; tables inside it stand for themselves."""
        self.flow.open_cell()
        self.walk(cell)
        self.close()
        return self.flow.close_cell()._replace(columns=span)


def _rows(table: Element) -> Iterator[Element]:
    """Rows that are left, also inside content controls."""
    for child in table:
        name = _local(child)
        if name == "tr":
            if not _on(child, "trPr", "hidden") and _below(child, "trPr", "del") is None:
                yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        name = _local(child)
        if name == "tc":
            if _below(child, "tcPr", "cellDel") is None:
                yield child
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _cells(child)
