"""A file -> Document. Exactly one reader recognises a file, by its bytes."""

from __future__ import annotations

from pingbi.model import UnreadableFileError
from pingbi.readers.document import (
    CellRead,
    Document,
    DuplicateFile,
    Input,
    Sheet,
    UnreadableFile,
    column_letter,
    in_sheet,
)
from pingbi.readers.docx import Docx
from pingbi.readers.html import Html
from pingbi.readers.inputs import inputs
from pingbi.readers.locked import Locked
from pingbi.readers.mht import Mht
from pingbi.readers.ods import Ods
from pingbi.readers.pdf import Pdf
from pingbi.readers.plain_text import LONGEST, Text
from pingbi.readers.reader import Reader
from pingbi.readers.refusal import refusal
from pingbi.readers.separated import Csv
from pingbi.readers.xls import Xls
from pingbi.readers.xlsb import Xlsb
from pingbi.readers.xlsx import Xlsx, as_saved
from pingbi.readers.xml2003 import Xml2003

ZIPPED: tuple[Reader, ...] = (Xlsx(), Xlsb(), Docx())
READERS: tuple[Reader, ...] = (*ZIPPED, Locked(ZIPPED), Xls(), Ods(), Xml2003(), Pdf(), Mht(), Html(), Csv(), Text())


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """The document of one file. Raises UnreadableFileError."""
    if not data.strip():
        raise UnreadableFileError("文件是空的，请让报送单位重新发送")
    for reader in READERS:
        if reader.recognises(data, name):
            document = reader.read(data, name, password)
            if len(document.text or "") > LONGEST:
                raise UnreadableFileError("文字过长，不像报送材料，没有读")
            return document
    raise UnreadableFileError(refusal(data))


__all__ = [
    "READERS",
    "CellRead",
    "Document",
    "DuplicateFile",
    "Input",
    "Reader",
    "Sheet",
    "UnreadableFile",
    "as_saved",
    "column_letter",
    "in_sheet",
    "inputs",
    "read",
]
