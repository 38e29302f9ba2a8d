"""Archives as they come: what goes wrong inside one is said, never raised."""

from __future__ import annotations

import struct
import zlib
from contextlib import contextmanager
from io import BytesIO
from lzma import LZMAError
from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

from pingbi.model import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zipfile import ZipInfo

MOST_PARTS = 3000
LARGEST_PART = 32 * 1024 * 1024  # bytes, unpacked, of a part that is read as a whole
LARGEST = 64 * 1024 * 1024
LARGEST_STREAM = 128 * 1024 * 1024  # of a part that is read piece by piece: a sheet of 400,000 rows and 8 columns
MOST_PACKED = 1032  # to one: DEFLATE cannot do better (zlib, Technical Details), so a size beyond that is a lie
# What is packed better than this and large is no table that people filled: blank cells with a style reach 100.
SUSPICIOUS, SUSPICIOUS_SIZE = 400, 16 * 1024 * 1024
TOO_LARGE = "文件解开后过大，不像报送材料，没有读"
HARMFUL = "文件含有外部实体声明，可能有害，没有读"
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


@contextmanager
def opened(data: bytes, otherwise: str) -> Iterator[ZipFile]:
    """The archive of an office file, after a cheap look: what cannot be a submission is refused before it is unpacked.

    Its parts may be read piece by piece: none gives more bytes than its row says. Raises UnreadableFileError;
    `otherwise` says how to save a file of odd structure.
    """
    with _opened(data) as archive:
        _look(archive.infolist(), len(data), otherwise, LARGEST_STREAM)
        yield archive


def parts(data: bytes, otherwise: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every XML part of an office file, after the same look, and none with a document type.

    Raises UnreadableFileError.
    """
    with _opened(data) as archive:
        _look(archive.infolist(), len(data), otherwise, LARGEST_PART)
        for row in archive.infolist():
            if row.filename.lower().endswith((".xml", ".rels")):
                try:
                    xml = archive.open(row).read(LARGEST_PART + 1)
                except BROKEN as error:
                    raise UnreadableFileError("文件不完整或已损坏，请让报送单位重新发送") from error
                if declares_type(xml):
                    raise UnreadableFileError(HARMFUL)
                yield row.filename.replace("\\", "/"), xml


def declares_type(xml: bytes) -> bool:
    """Whether a DOCTYPE stands before the root element, in whatever encoding the parser would read it."""
    found: list[bool] = []
    parser = expat.ParserCreate()

    def begin(*_: object) -> None:
        found.append(False)
        parser.StartElementHandler = None

    def declare(*_: object) -> None:
        found.append(True)

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = declare
    try:
        for at in range(0, len(xml), 4096):
            parser.Parse(xml[at : at + 4096], False)  # noqa: FBT003  # expat takes no name here
            if found:
                return found[0]
        parser.Parse(b"", True)  # noqa: FBT003  # newer ones put off a long comment until they know that this is all
    except (expat.ExpatError, LookupError, ValueError):
        return True in found or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml  # another parser may be less strict
    return found[:1] == [True]


@contextmanager
def _opened(data: bytes) -> Iterator[ZipFile]:
    try:
        archive = ZipFile(BytesIO(data))
    except BROKEN as error:
        raise UnreadableFileError("文件不完整或已损坏，请让报送单位重新发送") from error
    with archive:
        yield archive


def _look(rows: Sequence[ZipInfo], size: int, otherwise: str, largest_part: int) -> None:
    if len(rows) > MOST_PARTS or sum(row.file_size for row in rows) > 2 * largest_part:
        raise UnreadableFileError(TOO_LARGE)
    if any(row.file_size > largest_part for row in rows):
        raise UnreadableFileError(TOO_LARGE)
    if any(row.file_size > max(SUSPICIOUS_SIZE, row.compress_size * SUSPICIOUS) for row in rows):
        raise UnreadableFileError(TOO_LARGE)
    files = [row.filename.replace("\\", "/").lstrip("/").lower() for row in rows if not row.is_dir()]
    if len(set(files)) < len(files):
        raise UnreadableFileError(f"文件结构异常（部件重复），{otherwise}")
    if any(row.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for row in rows):
        raise UnreadableFileError(f"文件结构异常（压缩方式不常见），{otherwise}")
    # Parts that lie over each other, or claim to be smaller than they are, are made to unpack without end.
    if sum(row.compress_size for row in rows) > size or any(
        row.file_size > row.compress_size * MOST_PACKED + MOST_PACKED for row in rows
    ):
        raise UnreadableFileError(f"文件结构异常（部件大小不符），{otherwise}")
