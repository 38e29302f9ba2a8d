"""Formulas in the style R1C1 -> in the style A1. What cannot be told apart is a lone =."""

from __future__ import annotations

import re

from pingbi.readers.document import column_letter
from pingbi.readers.xlsx_formulas import LAST_COLUMN, LAST_ROW

UNKNOWN = "="
_PIECE = re.compile(
    r'(?P<text>"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\')'
    r"|(?<![\w.$\]])R(?P<row>\[-?[0-9]{1,7}\]|[0-9]{1,7})?C(?P<column>\[-?[0-9]{1,5}\]|[0-9]{1,5})?(?![\w(.\[])"
    r"|(?<![\w.$\]])(?P<whole>[RC](?:\[-?[0-9]{1,7}\]|[0-9]{1,7})?)(?![\w(.\[!])"
    r"|(?P<plain>(?<![\w.$\]])\$?[A-Z]{1,3}\$?[0-9]{1,7}(?![\w(.\[!]))",
    re.IGNORECASE,
)


class _UnknownError(Exception):
    """A whole row or column, or a style of its own."""


def translated(formula: str, row: int, column: int) -> str:
    """`=RC[-1]+R2C3` in D5 is `=C5+$C$2`. Some programs write A1 all the same: then it stays as it stands."""
    kinds = {kind for found in _PIECE.finditer(formula) for kind in ("text", "whole", "plain") if found[kind]}
    places = any(not (found["text"] or found["whole"] or found["plain"]) for found in _PIECE.finditer(formula))
    if "plain" in kinds and not places:
        return formula
    if kinds & {"plain", "whole"}:
        return UNKNOWN

    def shown(piece: re.Match[str]) -> str:
        if piece["text"]:
            return piece["text"]
        across = _place(piece["column"], column, LAST_COLUMN)
        down = _place(piece["row"], row, LAST_ROW)
        return f"{across[0]}{column_letter(across[1])}{down[0]}{down[1]}"

    try:
        return _PIECE.sub(shown, formula)
    except _UnknownError:
        return UNKNOWN


def _place(written: str | None, here: int, last: int) -> tuple[str, int]:
    """($ where it is fixed, the row or column)."""
    if not written:
        return "", here
    fixed = not written.startswith("[")
    number = int(written) if fixed else here + int(written[1:-1])
    if not 0 < number <= last:
        raise _UnknownError
    return "$" if fixed else "", number
