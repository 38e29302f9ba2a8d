"""Compound files (OLE): what old office programs, and all of them for files with a password, keep their streams in."""

from __future__ import annotations

from io import BytesIO

from olefile import OleFileIO

from pingbi.model import UnreadableFileError

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_STREAMS = 10_000
# What a damaged one provokes: chains that end nowhere or go round, sizes beyond the file, names that are none.
BROKEN = (OSError, ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError, MemoryError)
DAMAGED = "文件不完整或已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再报"


def names(data: bytes) -> tuple[str, ...]:
    """The streams that stand at the top; none where it is no such file, or cannot be opened."""
    if not data.startswith(MARK):
        return ()
    try:
        with OleFileIO(BytesIO(data)) as file:
            found = file.listdir()
    except (*BROKEN, RecursionError):
        return ()
    return tuple(path[0] for path in found[:_MOST_STREAMS] if len(path) == 1)


def stream(data: bytes, *wanted: str) -> bytes:
    """The first of these streams that is there, whatever its case. Raises UnreadableFileError."""
    try:
        with OleFileIO(BytesIO(data)) as file:
            for name in wanted:
                if file.exists(name):
                    return bytes(file.openstream(name).read(len(data)))
    except (*BROKEN, RecursionError) as error:
        raise UnreadableFileError(DAMAGED) from error
    raise UnreadableFileError(DAMAGED)
