"""The records of an old workbook that xlrd passes over: formulas, who wrote their results, what asks for a password."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from pingbi.readers.binary_formulas import UNKNOWN, Kind, Printed, SheetOf, master, printed

Place = tuple[int, int]  # row, column, from 0
_FORMULAS = (0x0006, 0x0206, 0x0406)
_SHARED = (0x04BC, 0x00BC)
_BEGINNINGS, _END = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A
_PASSWORD, _SHEET, _BOOKS, _SHEETS_NAMED, _COMPUTED_BY = 0x002F, 0x0085, 0x01AE, 0x0017, 0x01C1
_OF_FONTS, _PLAIN_TEXT = 0x00D6, 0x0204
_OWN_BOOK = b"\x01\x04"
_WITHOUT_RESULT = b"\xff\xff"


class Kept(NamedTuple):
    """A formula; `result` is False where the file says that nothing was computed, or holds an empty text."""

    printed: Printed
    result: bool = True


@dataclass(slots=True)
class Records:
    """`sheets`: the formulas of each sheet of cells. `proven`: Excel, WPS or LibreOffice wrote their results."""

    sheets: list[dict[Place, Kept]] = field(default_factory=list)
    proven: bool = False


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """(number, its data) of every record; ends where the stream is torn."""
    at = start
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        yield number, stream[at + 4 : at + 4 + length]
        at += 4 + length


def encrypted(stream: bytes) -> bool:
    """Whether a password is needed to read it; that is said at the beginning."""
    return any(number == _PASSWORD for number, _ in islice(records(stream), 40))


def without_runs(stream: bytes) -> bytes:
    """The stream with its texts of several fonts as plain ones, for where the list of their fonts is torn."""
    plain, at = bytearray(stream), 0
    for number, data in records(stream):
        if number == _OF_FONTS:
            struct.pack_into("<H", plain, at, _PLAIN_TEXT)
        at += 4 + len(data)
    return bytes(plain)


def walked(stream: bytes) -> Records:
    """What the stream of a workbook says. Torn records end it; nothing is raised."""
    found = Records()
    try:
        _walk(stream, found)
    except (struct.error, IndexError, UnicodeDecodeError):
        found.sheets.clear()  # what was found so far may belong to other cells
    return found


def _walk(stream: bytes, found: Records) -> None:
    number, data = next(records(stream), (0, b""))
    version = struct.unpack_from("<H", data)[0] if number == 0x0809 else 0
    if not version:  # one sheet and nothing else: BIFF 2 to 4
        found.sheets.append(_formulas(stream, 0, Kind.BIFF5, lambda _: "", old=True))
        return
    kind = Kind.BIFF8 if version >= 0x0600 else Kind.BIFF5
    names: list[str] = []
    starts: list[int] = []
    books: list[bool] = []
    uses: list[tuple[int, int, int]] = []
    for number, data in records(stream):
        if number == _END:
            break
        if number == _COMPUTED_BY:
            found.proven = True
        elif number == _SHEET:
            start, _, sort, length = struct.unpack_from("<IBBB", data)
            wide = kind is Kind.BIFF8 and bool(data[7] & 1)
            words = data[8 : 8 + length * (1 + wide)] if kind is Kind.BIFF8 else b""
            names.append(words.decode("utf-16-le" if wide else "latin-1"))
            if sort == 0:
                starts.append(start)
        elif number == _BOOKS:
            books.append(data[2:4] == _OWN_BOOK)
        elif number == _SHEETS_NAMED and kind is Kind.BIFF8:
            uses += struct.iter_unpack("<Hhh", data[2 : 2 + 6 * struct.unpack_from("<H", data)[0]])

    def sheet_of(use: int) -> str | None:
        book, first, last = uses[use]
        if not books[book]:
            return None
        return names[first] if first == last and 0 <= first < len(names) else ""

    found.sheets += [_formulas(stream, start, kind, sheet_of) for start in starts]


def _formulas(stream: bytes, start: int, kind: Kind, sheet_of: SheetOf, *, old: bool = False) -> dict[Place, Kept]:
    found: dict[Place, Kept] = {}
    shared: dict[Place, bytes] = {}
    sharing: dict[Place, tuple[Place, bool]] = {}
    depth, last = 0, (0, 0)
    for number, data in records(stream, start):
        depth += (number in _BEGINNINGS) - (number == _END)  # a chart may stand inside
        if depth == 0:
            break
        if depth > 1:
            continue
        if number in _FORMULAS:
            last = struct.unpack_from("<HH", data)
            if old:
                found[last] = Kept(Printed(UNKNOWN))
                continue
            special = data[12:14] == _WITHOUT_RESULT
            result = not (special and data[6] == 3) and not (data[14] & 2 and data[6:14] == bytes(8))
            tokens = data[22 : 22 + struct.unpack_from("<H", data, 20)[0]]
            origin = master(tokens, kind)
            if origin is None:
                found[last] = Kept(printed(tokens, kind, sheet_of), result)
            else:
                found[last] = Kept(Printed(UNKNOWN), result)
                sharing[last] = (origin[0], origin[1] or 0), result
        elif number in _SHARED:
            top, _, left = struct.unpack_from("<HHB", data)
            tokens = data[10 : 10 + struct.unpack_from("<H", data, 8)[0]]
            shared[last] = shared[top, left] = tokens
    for place, (origin, result) in sharing.items():
        if origin in shared:
            found[place] = Kept(printed(shared[origin], kind, sheet_of, place), result)
    return found
