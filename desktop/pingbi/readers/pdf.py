"""PDF with text, through pypdfium2. Scans have no text and are said to be scans."""

from __future__ import annotations

import ctypes
import math
import re
import time
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import UnreadableFileError
from pingbi.readers.document import Document
from pingbi.readers.flow import SENTENCE, Flow
from pingbi.readers.page_layout import Glyph, Piece, Row, lines, pieces, without_margins
from pingbi.readers.printed_table import cells, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 300
MOST_CHARACTERS = 40_000  # of one page; a page of a newspaper has ten thousand
LONGEST = 60  # seconds
FEW = 20  # characters: what a scanner or a stamp adds to a picture of a page
_SCAN = "是扫描件或图片，不能从中读数，请报送可编辑的文字（.docx）或表格"
_BROKEN = "PDF 不完整或已损坏，请让报送单位重新发送"
_NO_CODES = "PDF 里的文字没有编码，取不出来，请报送原文（.docx）"


_LATIN = re.compile(r"[A-Za-z]{2}")
Box = tuple[float, float, float, float]


class PageRead(NamedTuple):
    """What is printed on a page, as the file has it in order."""

    glyphs: list[Glyph]
    unknown: int = 0  # characters that the font names by no code
    picture: bool = False
    error: str = ""


class Pdf:
    """PDF."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """By its mark, which may stand a little after the beginning."""
        return b"%PDF-" in data[:1024] and not data.startswith((b"PK", b"\xd0\xcf"))

    @staticmethod
    def read(data: bytes, name: str, password: str | None) -> Document:
        """The text in reading order, with the place where each page begins. Raises UnreadableFileError."""
        found = _pages(data, password)
        characters = sum(len(page.glyphs) for page in found)
        if characters <= FEW * len(found) and any(page.picture for page in found):
            raise UnreadableFileError(_SCAN)
        if sum(page.unknown for page in found) > characters // 4:
            raise UnreadableFileError(_NO_CODES)
        if not characters:
            raise UnreadableFileError("PDF 里没有文字，请报送可编辑的文字（.docx）或表格")
        written = _Written()
        for page in without_margins([pieces(page.glyphs) for page in found]):
            written.page(page)
        sheets = written.flow.document(name).sheets
        text = "".join(written.words)
        return Document(name, sheets, text or None, tuple(written.starts) if text else (), tuple(_lost(found)))


def _lost(pages: Sequence[PageRead]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        if page.error:
            yield f"第{number}页{page.error}"
        elif page.picture and len(page.glyphs) <= FEW:
            yield f"第{number}页是扫描图，没有读，请报送这一页的文字"


class _Written:
    """The text as it grows, a paragraph a line and a blank line before the next, and the tables found on the way."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.words: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.last: Row | None = None

    def page(self, pieces_of: Sequence[Piece]) -> None:
        """A page: its tables become sheets, of which only sentences are text too."""
        self.starts.append(self.length)
        page = list(lines(pieces_of, self.last.size if self.last else 0.0))
        reached = 0
        for start, stop in (*tables(page), (len(page), len(page))):
            for row in page[reached:start]:
                self._line(row)
            if start < stop:
                self.flow.table(cells(page[start:stop]), f"第{len(self.starts)}页表")
                self._sentences(page[start:stop])
            reached = stop

    def _line(self, row: Row) -> None:
        between = _between(self.last, row) if self.last else ""
        if self.length == self.starts[-1]:  # the page begins with its first word
            self.starts[-1] += len(between)
        self.words += [between, row.text]
        self.length += len(between) + len(row.text)
        self.last = row
        self.flow.paragraph(row.text)

    def _sentences(self, rows: Sequence[Row]) -> None:
        for row in rows:
            for piece in row.pieces:
                if SENTENCE.search(piece.text):
                    self._line(Row((piece,), opens=True, full=False, size=piece.size))


def _between(last: Row, row: Row) -> str:
    """What stands between two lines: nothing where the first is full and the second goes on."""
    if row.opens:
        return "\n\n"
    if not last.full or "\t" in last.text + row.text:
        return "\n"
    return " " if _LATIN.fullmatch(last.text[-1:] + row.text[:1]) else ""


def opened(data: bytes, password: str | None) -> PdfDocument:
    """To be closed again. Raises UnreadableFileError."""
    import pypdfium2  # noqa: PLC0415  # a tenth of a second that only a PDF costs

    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            words = "密码不对" if password else "有密码"
            raise UnreadableFileError(f"PDF {words}，请去掉密码后再报，或用 --password 给出密码") from error
        raise UnreadableFileError(_BROKEN) from error


def _pages(data: bytes, password: str | None) -> list[PageRead]:
    document = opened(data, password)
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: PdfDocument) -> list[PageRead]:
    from pypdfium2 import PdfiumError  # noqa: PLC0415  # as above

    if len(document) > MOST_PAGES:
        raise UnreadableFileError(f"PDF 超过{MOST_PAGES}页，不像报送材料，没有读")
    begun = time.monotonic()
    found = []
    for number in range(len(document)):
        if time.monotonic() - begun > LONGEST:
            raise UnreadableFileError(f"PDF 读了{LONGEST}秒还没有读完，请只报送有关的页")
        try:
            page = document[number]
        except PdfiumError:
            found.append(PageRead([], error="已损坏，没有读"))
            continue
        try:
            found.append(printed(page))
        finally:
            page.close()
    if found and found[0].error and not any(page.glyphs or page.picture for page in found):
        raise UnreadableFileError(f"PDF 的第1页{found[0].error}")
    return found


def printed(page: PdfPage) -> PageRead:
    """The characters of a page with their places, from its upper left corner as it is seen."""
    from pypdfium2 import raw  # noqa: PLC0415  # as above

    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        text.close()
        return PageRead([], error="文字过多，不像报送材料，没有读")
    edges, turned = page.get_bbox(), page.get_rotation()
    whole = _upright(edges, edges, turned)
    box = raw.FS_RECTF()
    glyphs, unknown, spaced = [], 0, False
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        character = _plain(chr(code)) if code else ""
        if not character.strip():
            spaced = spaced or not raw.FPDFText_IsGenerated(text, at)
            continue
        angle = math.degrees(raw.FPDFText_GetCharAngle(text, at)) + turned
        if not raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)) or abs((angle + 180) % 360 - 180) > 5:
            continue  # a watermark across the page
        left, top, right, bottom = _upright((box.left, box.bottom, box.right, box.top), edges, turned)
        if right > 0 and left < whole[2] and bottom > 0 and top < whole[3]:
            unknown += not character.isprintable() or "\ue000" <= character <= "\uf8ff" or character == "\ufffd"
            glyphs.append(Glyph(character, left, top, right, bottom, spaced))
        spaced = False
    text.close()
    return PageRead(glyphs, unknown, len(glyphs) <= FEW and _has_picture(page))


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2 import raw  # noqa: PLC0415  # as above

    return next(iter(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)), None) is not None


def _plain(character: str) -> str:
    """Radicals and doubles that some programs write into a PDF in place of the ordinary character."""
    odd = "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff"
    return unicodedata.normalize("NFKC", character) if odd else character


def _upright(box: Box, page: Box, turned: int) -> Box:
    """(left, top, right, bottom) downwards on the page as it is seen, of (left, bottom, right, top) as it is stored."""
    left, bottom, right, top = box
    match turned:
        case 90:
            return bottom - page[1], left - page[0], top - page[1], right - page[0]
        case 180:
            return page[2] - right, bottom - page[1], page[2] - left, top - page[1]
        case 270:
            return page[3] - top, page[2] - right, page[3] - bottom, page[2] - left
        case _:
            return left - page[0], page[3] - top, right - page[0], page[3] - bottom
