"""Archives, workbooks, documents of Word and PDF made on the spot."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from pingbi.model import UnreadableFileError
from pingbi.readers import read

Archive = Callable[[dict[str, bytes]], bytes]
Word = Callable[..., bytes]
Written = tuple[float, float, float, str]  # left and bottom from the page's lower left corner, size, words
Printed = Callable[..., bytes]

WORD_NAMES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
# A standard font of every PDF program: Chinese characters as wide as the type, Latin ones too (no widths are given).
PDF_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /CIDSystemInfo 7 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 0 1000 880] /Ascent 880 /Descent -120 >>",
)
CHARACTERS = b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
PIXEL = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    b"\nstream\n\x80\nendstream"
)


@pytest.fixture(scope="session")
def archive() -> Archive:
    """A zip of these members."""

    def make(members: dict[str, bytes]) -> bytes:
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as target:
            for name, data in members.items():
                target.writestr(name, data)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def workbook() -> bytes:
    """A small workbook: a number, a text, a formula without a value, a percentage, a merged heading."""
    book = Workbook()
    sheet = book.create_sheet("填报表", 0)
    sheet["A1"], sheet["B2"], sheet["C2"], sheet["D2"] = "标题", 30.58, "=B2*2", 0.45
    sheet["D2"].number_format = "0.0%"
    sheet["E2"] = "  文字 "
    sheet.merge_cells("A1:E1")
    book.create_sheet("隐藏").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def word(archive: Archive) -> Word:
    """A document of Word: the body's XML, and other parts by name."""

    def make(body: str, **parts: str) -> bytes:
        members = {"document": f"<w:document {WORD_NAMES}><w:body>{body}</w:body></w:document>"}
        members |= {name: f"<w:{name} {WORD_NAMES}>{inside}</w:{name}>" for name, inside in parts.items()}
        return archive(
            {"[Content_Types].xml": b"<Types/>"} | {f"word/{name}.xml": xml.encode() for name, xml in members.items()}
        )

    return make


@pytest.fixture(scope="session")
def printed() -> Printed:
    """A PDF: each page as words with their places, or None for a page that is nothing but a picture."""

    def make(*pages: list[Written] | None, password: str = "") -> bytes:
        objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *PDF_FONT, PIXEL, CHARACTERS]
        locked, key = _locked(password)
        kids = []
        for page in pages:
            words = b"595 0 0 842 0 0 cm /I1 Do" if page is None else b"\n".join(map(_shown, page))
            if password:
                words = _rc4(_md5(key + (len(objects) + 1).to_bytes(3, "little") + b"\0\0")[:10], words)
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources"
                b" << /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> >> >>" % len(objects)
            )
            kids.append(b"%d 0 R" % len(objects))
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
        return _numbered(objects, locked if password else b"")

    return make


def _locked(password: str) -> tuple[bytes, bytes]:
    """(what the trailer says, the key): ISO 32000-1, 7.6.3, algorithms 2 and 4, 40 bits."""
    filler = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner = bytes(32)
    allowed = (-44).to_bytes(4, "little", signed=True)
    key = _md5((password.encode() + filler)[:32] + owner + allowed + b"id")[:5]
    words = b"/ID [<6964> <6964>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>"
    return words % (owner.hex().encode(), _rc4(key, filler).hex().encode()), key


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    box, other = list(range(256)), 0
    for at in range(256):
        other = (other + box[at] + key[at % len(key)]) % 256
        box[at], box[other] = box[other], box[at]
    out, at, other = bytearray(), 0, 0
    for byte in data:
        at = (at + 1) % 256
        other = (other + box[at]) % 256
        box[at], box[other] = box[other], box[at]
        out.append(byte ^ box[(box[at] + box[other]) % 256])
    return bytes(out)


def _shown(words: Written) -> bytes:
    left, bottom, size, text = words
    return b"BT /F1 %g Tf %g %g Td <%s> Tj ET" % (size, left, bottom, text.encode("utf-16-be").hex().encode())


def _numbered(objects: list[bytes], more: bytes) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, b"".join(places))
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, more, start)
    return bytes(out)


@pytest.fixture(scope="session")
def document_or_line() -> Callable[[bytes, str], bool]:
    """Whether damaged bytes still give a document; what does not is refused in one line, and nothing else is raised."""

    def judge(data: bytes, name: str) -> bool:
        try:
            return bool(read(data, name).name)
        except UnreadableFileError as error:
            if "\n" in str(error):
                pytest.fail(f"more than one line: {error}")
            return False

    return judge
