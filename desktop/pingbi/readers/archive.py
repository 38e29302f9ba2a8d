"""Archives as they come: what goes wrong inside one is said, never raised."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, LargeZipFile, ZipFile

# Whatever a damaged or hostile archive provokes in zipfile and the decompressors below it.
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
