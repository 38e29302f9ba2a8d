"""Text and comma-separated tables, in the encodings of Chinese offices."""

from __future__ import annotations

import csv
import re
from io import StringIO

from pingbi.model import UnreadableFileError
from pingbi.readers.document import CellRead, Document, Sheet

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WIDEST = 512  # columns of a table
MOST_CELLS = 1_000_000
MARKUP = re.compile(
    r"\s*<(?:!doctype|\?xml|!--|html|head|meta|title|style|body|table|div|p|span|font|center|h[1-6]|article)[\s>\[]",
    re.IGNORECASE,
)
# Documents of other programs that are plain letters: RTF, and a page of the web with its pictures (.mht).
_OTHER = re.compile(
    r"\s*\{\\rtf|\s*(?:mime-version|from|subject|content-type):(?=[^\0]{0,2000}multipart/related)", re.IGNORECASE
)
LONGEST = 2_000_000  # characters of a report; the real ones have some ten thousand


def decode(data: bytes) -> str:
    """The text, newlines untouched. Raises UnreadableFileError where no encoding fits."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if data[1::2].count(0) > len(data) // 4:  # every second byte is 0: UTF-16 of half-width text without its mark
        return data.decode("utf-16-le", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError("文字编码无法识别，请另存为 UTF-8")


class Csv:
    """A table with commas or tabs."""

    @staticmethod
    def recognises(data: bytes, name: str) -> bool:
        """By its shape: several lines with the same separator; a text with commas in sentences is not one."""
        if not data or (
            b"\0" in data[:64] and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and data[1:64:2].strip(b"\0")
        ):
            return False
        if not name.lower().endswith((".csv", ".tsv", ".xls", ".txt")) or data.startswith(
            (b"PK", b"\xd0\xcf", b"<", b"%PDF")
        ):
            return False
        try:
            text = decode(data)
        except UnreadableFileError:
            return False
        lines = [line for line in text.splitlines() if line.strip()][:20]
        if name.lower().endswith((".csv", ".tsv")):
            return bool(lines)
        return len(lines) > 1 and all("\t" in line for line in lines)

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """One sheet without a name's meaning: CSV."""
        text = decode(data)
        first = text[:4096]
        delimiter = max(("\t", ",", ";", "，"), key=first.count)
        cells: dict[tuple[int, int], CellRead] = {}
        try:
            for row, line in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), 1):
                cells |= {(row, at): CellRead(value) for at, value in enumerate(line[:WIDEST], 1) if value.strip()}
                if len(cells) > MOST_CELLS:
                    raise UnreadableFileError("表格过大，不像报送材料，没有读")
        except csv.Error as error:
            raise UnreadableFileError("表格有一格过长或引号不成对，请用 Excel 或 WPS 另存为 .xlsx 再报") from error
        return Document(name, (Sheet("CSV", cells),))


class Text:
    """A report as plain text."""

    @staticmethod
    def recognises(data: bytes, name: str) -> bool:
        """Whatever decodes and holds no control characters, and no other reader's mark."""
        if not data.strip() or data.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")) or Csv.recognises(data, name):
            return False
        try:
            text = decode(data)
        except UnreadableFileError:
            return False
        if MARKUP.match(text) or _OTHER.match(text):
            return False
        return not re.search(r"[\x00-\x08\x0e-\x1f]", text[:4096])

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """The decoded text as it is."""
        return Document(name, text=decode(data))
