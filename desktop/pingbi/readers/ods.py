"""OpenDocument spreadsheets: ods, ots, and fods, which is the same in one file without an archive."""

from __future__ import annotations

import re
from io import BytesIO
from typing import IO
from zipfile import ZipFile

from pingbi.model import UnreadableFileError
from pingbi.readers import archive as archives
from pingbi.readers.computed import computed
from pingbi.readers.document import Document
from pingbi.readers.ods_table import Tables
from pingbi.readers.xlsx_markup import BROKEN, walk

_OTHERWISE = "请用 Excel、WPS 或 LibreOffice 打开后另存为 .xlsx 再报"
_KIND = b"opendocument.spreadsheet"
_FLAT = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:\?xml|office:document|!--)")


class Ods:
    """ods and fods."""

    @staticmethod
    def recognises(data: bytes, _: str) -> bool:
        """An archive with a part of contents and the kind of a spreadsheet, or both in one XML."""
        if not data.startswith(b"PK"):
            return _FLAT.match(data) is not None and _KIND in data[:8192]
        names = archives.names(data) or ()
        if "content.xml" not in names or any(name.startswith(("xl/", "word/")) for name in names):
            return False
        return _KIND in _kind(data, names)

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """Every sheet with values, formats, formulas, links and comments. Raises UnreadableFileError."""
        tables = Tables()
        try:
            if data.startswith(b"PK"):
                with archives.opened(data, _OTHERWISE) as archive:
                    _follow(archive, tables)
            else:
                _part(BytesIO(data), tables)
        except BROKEN as error:
            raise UnreadableFileError(f"文件不完整或已损坏，{_OTHERWISE}") from error
        return Document(name, computed(tables.sheets, proven=tables.proven))


def _kind(data: bytes, names: tuple[str, ...]) -> bytes:
    if "mimetype" not in names:
        return _KIND
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open("mimetype") as kind:
            return kind.read(200)
    except archives.BROKEN:
        return _KIND


def _follow(archive: ZipFile, tables: Tables) -> None:
    names = set(archive.namelist())
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.open(manifest).read(archives.LARGEST_PART):
        raise UnreadableFileError("文件有打开密码，OpenDocument 的密码不能在这里解开，请去掉密码后再报")
    for part in ("meta.xml", "styles.xml", "content.xml"):
        if part in names:
            with archive.open(part) as stream:
                _part(stream, tables)


def _part(stream: IO[bytes], tables: Tables) -> None:
    walk(stream, tables.start, tables.end, tables.words.append)
