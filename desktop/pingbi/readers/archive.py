"""Archives as they come: what goes wrong inside one is said, never raised."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from lzma import LZMAError
from typing import TYPE_CHECKING
from zipfile import BadZipFile, LargeZipFile, ZipFile

from pingbi.model import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS = 3000
LARGEST_PART = 32 * 1024 * 1024  # bytes, unpacked: about a million cells, 20 seconds
LARGEST = 64 * 1024 * 1024
# Whatever a damaged or hostile archive provokes in zipfile and the decompressors below it: NotImplementedError is
# a way of packing that zipfile does not know, RuntimeError a password, struct.error and ValueError torn headers.
BROKEN = (
    BadZipFile,
    LargeZipFile,
    LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
)


def names(data: bytes) -> tuple[str, ...] | None:
    """The names of an archive's members, with / between folders; None where it cannot be opened."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return tuple(name.replace("\\", "/") for name in archive.namelist())
    except BROKEN:
        return None


def parts(data: bytes, otherwise: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every XML part of an office file, after a cheap look: what cannot be a submission is refused.

    Raises UnreadableFileError. `otherwise` says how to save a file of odd structure.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            rows = archive.infolist()
            if len(rows) > MOST_PARTS or sum(row.file_size for row in rows) > LARGEST:
                raise UnreadableFileError("文件解开后过大，不像报送材料，没有读")
            if any(row.file_size > LARGEST_PART for row in rows):
                raise UnreadableFileError("文件解开后过大，不像报送材料，没有读")
            if len({row.filename for row in rows}) < len(rows):
                raise UnreadableFileError(f"文件结构异常（部件重复），{otherwise}")
            for row in rows:
                if _is_xml(row.filename):
                    xml = archive.open(row).read(LARGEST_PART + 1)
                    if b"<!DOCTYPE" in xml[:2048] or b"<!ENTITY" in xml[:65536]:
                        raise UnreadableFileError("文件含有外部实体声明，可能有害，没有读")
                    yield row.filename.replace("\\", "/"), xml
    except BROKEN as error:
        raise UnreadableFileError("文件不完整或已损坏，请让报送单位重新发送") from error


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))
