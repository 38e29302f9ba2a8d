"""The records of binary workbooks of 2007 (BIFF12): a number and a length of seven bits a byte, then the data."""

from __future__ import annotations

import struct
from collections.abc import Iterator


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, its data) of every record. Raises IndexError where the part is torn."""
    at = 0
    while at < len(data):
        number = data[at]
        at += 1
        if number & 0x80:
            number = (number & 0x7F) | data[at] << 7
            at += 1
        length = shift = 0
        while True:
            piece = data[at]
            at += 1
            length |= (piece & 0x7F) << shift
            shift += 7
            if piece < 0x80 or shift > 21:
                break
        if at + length > len(data):
            raise IndexError(length)
        yield number, data[at : at + length]
        at += length


def words(data: bytes, at: int) -> tuple[str, int]:
    """(a text that begins with its length, where it ends); none where it is as long as no text can be."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    if length == 0xFFFFFFFF:
        return "", at + 4
    if end > len(data):
        raise IndexError(length)
    return data[at + 4 : end].decode("utf-16-le", errors="replace"), end


def packed_number(data: bytes, at: int) -> float:
    """An RK number: 30 bits of an integer or of the upper part of a float, and whether it counts in hundredths."""
    (raw,) = struct.unpack_from("<i", data, at)
    value = raw >> 2 if raw & 2 else struct.unpack("<d", struct.pack("<iI", 0, raw & 0xFFFFFFFC))[0]
    return value / 100 if raw & 1 else float(value)
