"""Formulas as the binary formats keep them, operands first -> text. What is rare has no text: a lone = then.

[MS-XLS] 2.5.198 and [MS-XLSB] 2.2.2: the same tokens, with places of different width.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from xlrd.formula import func_defs

from pingbi.readers.document import column_letter

UNKNOWN = "="
_OPERATIONS = ("+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>")  # from 0x03
_TIGHTNESS = {"^": 5, "*": 4, "/": 4, "+": 3, "-": 3, "&": 2}  # comparisons: 1
_SIGN, _PERCENT, _WHOLE = 6, 7, 9
_NEWER = {480: "IFERROR", 481: "COUNTIFS", 482: "SUMIFS", 483: "AVERAGEIF", 484: "AVERAGEIFS"}
_FIXED, _VARIABLE = 0x21, 0x22
_MOST = 4000  # bytes of a formula


class Kind(Enum):
    """How wide places are: (a row, a column, how many rows, columns)."""

    BIFF5 = ("H", "B", 0x4000, 0x100)
    BIFF8 = ("H", "H", 0x10000, 0x100)
    BIFF12 = ("I", "H", 0x100000, 0x4000)


class Printed(NamedTuple):
    """A formula with its =, and whether it reaches into another file."""

    text: str
    outside: bool = False


class _UnknownError(Exception):
    """A token that is not printed here."""


class _OutsideError(Exception):
    """A token that leads into another file."""


# The name of the sheet that a number stands for: "" none of this file, None another file.
SheetOf = Callable[[int], str | None]


def printed(tokens: bytes, kind: Kind, sheet_of: SheetOf, base: tuple[int, int] = (0, 0)) -> Printed:
    """The text of a formula; `base`: (row, column) from 0 of its cell, for a formula that several share."""
    try:
        return Printed("=" + _Tokens(tokens[:_MOST], kind, sheet_of, base).text())
    except _OutsideError:
        return Printed(UNKNOWN, outside=True)
    except (_UnknownError, struct.error, IndexError, UnicodeDecodeError):
        return Printed(UNKNOWN)


def master(tokens: bytes, kind: Kind) -> tuple[int, int | None] | None:
    """Where the formula stands that a cell shares: (row, column) from 0, None where it does not say."""
    if tokens[:1] != b"\x01":
        return None
    if kind is Kind.BIFF12:
        return (struct.unpack_from("<I", tokens, 1)[0], None) if len(tokens) >= 5 else None
    if len(tokens) < 5:
        return None
    row, column = struct.unpack_from("<HH", tokens, 1)
    return row, column


class _Tokens:
    """Follows the tokens once; each operand is (words, how tightly it holds together)."""

    def __init__(self, tokens: bytes, kind: Kind, sheet_of: SheetOf, base: tuple[int, int]) -> None:
        self._tokens = tokens
        self._kind = kind
        self._row, self._column, self._rows, self._columns = kind.value
        self._sheet_of = sheet_of
        self._base = base
        self._at = 0
        self._stack: list[tuple[str, int]] = []

    def text(self) -> str:
        while self._at < len(self._tokens):
            (token,) = self._take("B")
            self._follow(token if token < 0x20 else token & 0x1F | 0x20)
        if len(self._stack) != 1:
            raise _UnknownError
        return self._stack[0][0]

    def _take(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + layout, self._tokens, self._at)
        self._at += struct.calcsize("<" + layout)
        return found

    def _put(self, words: str, tightness: int = _WHOLE) -> None:
        self._stack.append((words, tightness))

    def _operand(self, least: int) -> str:
        words, tightness = self._stack.pop()
        return words if tightness >= least else f"({words})"

    def _follow(self, token: int) -> None:
        if 0x03 <= token <= 0x0E:
            sign = _OPERATIONS[token - 3]
            tightness = _TIGHTNESS.get(sign, 1)
            right, left = self._operand(tightness + 1), self._operand(tightness)
            self._put(left + sign + right, tightness)
        elif token in (0x12, 0x13):
            self._put("+-"[token - 0x12] + self._operand(_SIGN), _SIGN)
        elif token == 0x14:
            self._put(self._operand(_PERCENT) + "%", _PERCENT)
        elif token == 0x15:
            self._put(f"({self._operand(0)})")
        elif token == 0x16:
            self._put("")
        elif token == 0x17:
            self._put('"' + self._words().replace('"', '""') + '"')
        elif token == 0x19:
            self._attribute()
        elif token == 0x1D:
            self._put("TRUE" if self._take("B")[0] else "FALSE")
        elif token == 0x1E:
            self._put(str(self._take("H")[0]))
        elif token == 0x1F:
            self._put(f"{self._take('d')[0]:.15g}")
        elif token in (_FIXED, _VARIABLE):
            self._function(variable=token == _VARIABLE)
        elif token in (0x24, 0x25, 0x2C, 0x2D):
            self._put(self._place(area=bool(token & 1), shared=token >= 0x2C))
        elif token in (0x3A, 0x3B, 0x3C, 0x3D, 0x39):
            self._elsewhere(token)
        else:
            raise _UnknownError

    def _words(self) -> str:
        if self._kind is Kind.BIFF12:
            (length,), wide = self._take("H"), True
        else:
            (length,) = self._take("B")
            wide = self._kind is Kind.BIFF8 and bool(self._take("B")[0] & 1)
        data = self._tokens[self._at : self._at + length * (1 + wide)]
        self._at += len(data)
        if not wide and self._kind is Kind.BIFF5 and not data.isascii():
            raise _UnknownError  # in the file's own encoding
        return data.decode("utf-16-le" if wide else "latin-1")

    def _attribute(self) -> None:
        kind, size = self._take("BH")
        if kind & 0x04:
            self._at += 2 * (size + 1)
        elif kind & 0x10:
            self._put(f"SUM({self._operand(0)})")

    def _function(self, *, variable: bool) -> None:
        if variable:
            count, number = self._take("BH")
            count, number = count & 0x7F, number & 0x7FFF
        else:
            (number,) = self._take("H")
            count = func_defs[number][1] if number in func_defs else -1
        name = func_defs[number][0] if number in func_defs else _NEWER.get(number)
        if name is None or count < 0 or count > len(self._stack):
            raise _UnknownError
        arguments = [self._operand(0) for _ in range(count)][::-1]
        self._put(f"{name}({','.join(arguments)})")

    def _place(self, *, area: bool, shared: bool) -> str:
        if not area:
            row, column = self._take(self._row + self._column)
            return self._cell(row, column, shared=shared)
        top, bottom, left, right = self._take(self._row * 2 + self._column * 2)
        return f"{self._cell(top, left, shared=shared)}:{self._cell(bottom, right, shared=shared)}"

    def _cell(self, row: int, column: int, *, shared: bool) -> str:
        flags = row if self._kind is Kind.BIFF5 else column
        down, across = bool(flags & 0x8000), bool(flags & 0x4000)
        row, column = row & (self._rows - 1), column & (self._columns - 1)
        if shared and down:
            row = (row + self._base[0]) % self._rows
        if shared and across:
            column = (column + self._base[1]) % self._columns
        return f"{'' if across else '$'}{column_letter(column + 1)}{'' if down else '$'}{row + 1}"

    def _elsewhere(self, token: int) -> None:
        """A place on another sheet, or what has a name there."""
        if self._kind is Kind.BIFF5:
            if self._take("h")[0] > 0:
                raise _OutsideError
            raise _UnknownError
        name = self._sheet_of(self._take("H")[0])
        if name is None:
            raise _OutsideError
        if not name or token not in (0x3A, 0x3B):
            raise _UnknownError
        self._put("'" + name.replace("'", "''") + "'!" + self._place(area=token == 0x3B, shared=False))
