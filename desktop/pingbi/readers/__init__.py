"""A file -> Document. Exactly one reader recognises a file, by its bytes."""

from __future__ import annotations

from typing import Protocol

from pingbi.model import UnreadableFileError
from pingbi.readers.document import CellRead, Document, Input, Sheet, UnreadableFile, column_letter, in_sheet
from pingbi.readers.inputs import inputs
from pingbi.readers.plain_text import Csv, Text
from pingbi.readers.xlsx import Xlsx


class Reader(Protocol):
    """A file format."""

    def recognises(self, data: bytes, name: str, /) -> bool:
        """Whether the bytes are of this format."""

    def read(self, data: bytes, name: str, password: str | None, /) -> Document:
        """The document. Raises UnreadableFileError with one Chinese line."""


READERS: tuple[Reader, ...] = (Xlsx(), Csv(), Text())

_OTHER = (
    (b"\xd0\xcf\x11\xe0", "是旧版或加密的表格/文档，请用 Excel 或 WPS 另存为 .xlsx（不设密码）再读"),
    (b"%PDF", "PDF 暂不能读，请把文字复制到 .txt 再读"),
    (b"PK", "这种格式暂不能读，请另存为 .xlsx 或 .txt 再读"),
    (b"<", "是网页格式，请用 Excel 或 WPS 打开后另存为 .xlsx 再读"),
)


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """The document of one file. Raises UnreadableFileError."""
    if not data.strip():
        raise UnreadableFileError("文件是空的，请让报送单位重新发送")
    for reader in READERS:
        if reader.recognises(data, name):
            return reader.read(data, name, password)
    for mark, words in _OTHER:
        if data.lstrip().startswith(mark):
            raise UnreadableFileError(words)
    raise UnreadableFileError("格式无法识别，请另存为 .xlsx 或 .txt 再读")


__all__ = [
    "READERS",
    "CellRead",
    "Document",
    "Input",
    "Reader",
    "Sheet",
    "UnreadableFile",
    "column_letter",
    "in_sheet",
    "inputs",
    "read",
]
