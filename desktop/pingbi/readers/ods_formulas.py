"""Formulas of OpenDocument -> as Excel writes them. What has no such text is a lone =."""

from __future__ import annotations

import re

UNKNOWN = "="
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_SHEET = r"(?:\$?(?:'(?:[^']|'')*'|[^'.\[\]#:;]+))"
_PIECE = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    rf"|\[(?P<sheet>{_SHEET})?\.(?P<first>{_CELL})(?::\.(?P<last>{_CELL}))?\]"
    r"|(?P<other>[\[\]{}~!])"
    r"|(?P<divider>;)"
)
_OUTSIDE = re.compile(r"\['[^\]]*'#")


class _UnknownError(Exception):
    """Something that Excel writes in another way, or not at all."""


def outside(formula: str) -> bool:
    """Whether it reaches into another file: ['file:///旧.ods'#$表.A1]."""
    return _OUTSIDE.search(formula) is not None


def translated(formula: str) -> str:
    """`of:=SUM([.A1:.A3];[$其他.B1])` is `=SUM(A1:A3,'其他'!B1)`."""
    prefix, _, body = formula.partition("=")
    if prefix == "msoxl:":
        return f"={body}"
    if prefix not in {"of:", ""}:
        return UNKNOWN
    try:
        return "=" + _PIECE.sub(_shown, body)
    except _UnknownError:
        return UNKNOWN


def _shown(piece: re.Match[str]) -> str:
    if piece["text"]:
        return piece["text"]
    if piece["divider"]:
        return ","
    if piece["other"]:
        raise _UnknownError
    area = piece["first"] + (f":{piece['last']}" if piece["last"] else "")
    if not piece["sheet"]:
        return area
    sheet = piece["sheet"].removeprefix("$")
    return f"{sheet if sheet.startswith(chr(39)) else chr(39) + sheet + chr(39)}!{area}"
