"""Reports as plain text."""

from __future__ import annotations

import re

from pingbi.model import UnreadableFileError
from pingbi.readers.decoding import decode
from pingbi.readers.document import Document
from pingbi.readers.separated import Csv

MARKUP = re.compile(
    r"\s*<(?:!doctype|\?xml|!--|html|head|meta|title|style|body|table|div|p|span|font|center|h[1-6]|article)[\s>\[]",
    re.IGNORECASE,
)
# Documents of other programs that are plain letters: RTF, and a page of the web with its pictures (.mht).
_OTHER = re.compile(
    r"\s*\{\\rtf|\s*(?:mime-version|from|subject|content-type):(?=[^\0]{0,2000}multipart/related)", re.IGNORECASE
)
LONGEST = 2_000_000  # characters of a report; the real ones have some ten thousand


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
