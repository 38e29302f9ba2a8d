"""Formulas of cells as text: one that is shared by many cells, one that reaches into another file."""

from __future__ import annotations

import re
from functools import lru_cache

from pingbi.readers.document import column_letter

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# A text, a sheet's name in quotes, or a reference; the names of functions and of ranges are none of them.
_PIECE = re.compile(
    r'"(?:[^"]|"")*"'
    r"|'(?:[^']|'')*'"
    r"|\[[^\]]*\]"
    r"|(?<![\w.$])(?P<column>\$?[A-Za-z]{1,3})(?P<row>\$?[0-9]{1,7})(?![\w.(!])"
    r"|(?<![\w.$])(?P<first>\$?[A-Za-z]{1,3}):(?P<last>\$?[A-Za-z]{1,3})(?![\w.(!])"
    r"|(?<![\w.$])(?P<top>\$?[0-9]{1,7}):(?P<bottom>\$?[0-9]{1,7})(?![\w.(!])"
)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_OUTSIDE = re.compile(r"\[[^\[\]]*\][\w.]*!|'[^']*\[[^\[\]']*\][^']*'!")


def outside(formula: str) -> bool:
    """Whether it reaches into another file: [1]Sheet!A1, '[旧 表.xlsx]填报表'!A1."""
    return "[" in formula and _OUTSIDE.search(_TEXT.sub('""', formula)) is not None


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula of a cell so many rows below and columns right of the one that it was written for."""

    def shift(piece: re.Match[str]) -> str:
        if piece["column"]:
            return _column(piece["column"], columns) + _row(piece["row"], rows)
        if piece["first"]:
            return f"{_column(piece['first'], columns)}:{_column(piece['last'], columns)}"
        if piece["top"]:
            return f"{_row(piece['top'], rows)}:{_row(piece['bottom'], rows)}"
        return piece[0]

    return _PIECE.sub(shift, formula)


def _row(written: str, by: int) -> str:
    if written.startswith("$"):
        return written
    return str((int(written) + by - 1) % LAST_ROW + 1)  # Excel goes round at the edge


def _column(written: str, by: int) -> str:
    if written.startswith("$"):
        return written
    return column_letter((column_number(written) + by - 1) % LAST_COLUMN + 1)


@lru_cache(maxsize=LAST_COLUMN)
def column_number(written: str) -> int:
    """28 of AB, 0 of none."""
    number = 0
    for letter in written.upper():
        number = number * 26 + ord(letter) - 64
    return number
