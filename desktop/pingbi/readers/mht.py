"""Pages of the web saved as one file (.mht): what Word, Excel and browsers pack into it as a letter with parts."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from pingbi.model import UnreadableFileError
from pingbi.readers.document import Document
from pingbi.readers.html import Html

_START = re.compile(rb"\s*(?:mime-version|from|subject|content-type):", re.IGNORECASE)
_MOST_PARTS = 200
_OTHERWISE = "是单个文件网页（.mht），其中没有文字和表格，请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 再报"


class Mht:
    """A page of the web with its parts in one file."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """The head of a letter whose parts belong together."""
        return _START.match(data[:200]) is not None and b"multipart/related" in data[:4096].lower()

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """Text and tables of its pages. Raises UnreadableFileError."""
        documents = []
        for page in _pages(data):
            try:
                documents.append(Html.read(page, name, None))
            except UnreadableFileError:
                continue  # a frame that only says where the other pages stand
        if not documents:
            raise UnreadableFileError(_OTHERWISE)
        sheets = [sheet for document in documents for sheet in document.sheets]
        numbered = (replace(sheet, name=f"表{at}") for at, sheet in enumerate(sheets, 1))
        text = "\n\n".join(document.text for document in documents if document.text)
        return Document(name, tuple(numbered), text or None)


def _pages(data: bytes) -> list[bytes]:
    try:
        parts = list(message_from_bytes(data).walk())[:_MOST_PARTS]
        found = [_bytes(part) for part in parts if part.get_content_type() == "text/html"]
    except (MessageError, LookupError, ValueError, RecursionError) as error:
        raise UnreadableFileError(_OTHERWISE) from error
    return [page for page in found if page]


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
