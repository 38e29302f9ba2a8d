"""What a cell's XML says -> CellRead. Numbers become the decimals that Excel shows: 15 significant digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from pingbi.readers.dates import moment
from pingbi.readers.document import CellRead, CellValue
from pingbi.readers.xlsx_formulas import outside
from pingbi.readers.xlsx_strings import Text, unescaped
from pingbi.readers.xlsx_styles import Style

ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
LOST = "（文字已损坏）"
PLAIN = Style()
SHOWN = 15  # digits of a number that Excel shows
# Numbers, a line each, that Excel shows as they stand if they are no longer than that.
_TIDY = re.compile(r"(?:(?:-(?=[1-9]|0\.))?[0-9]{1,300}(?:\.[0-9]*[1-9])?\n)*")


@dataclass(slots=True)
class Book:
    """What the cells of all sheets share; `unstyled`: a cell names a style that could not be read.

    `count`: cells of the sheets that have been read.
    """

    strings: Sequence[Text] = ()
    styles: Sequence[Style] = ()
    since_1904: bool = False
    unstyled: bool = False
    count: int = 0

    def style(self, index: str) -> Style:
        """The style that a cell names."""
        try:
            return self.styles[int(index)]
        except (ValueError, IndexError):
            self.unstyled = self.unstyled or index != "0"
            return PLAIN

    def string(self, index: str) -> Text | None:
        """The text that a cell names."""
        try:
            return self.strings[int(index)] if not index.startswith("-") else None
        except (ValueError, IndexError):
            return None

    def strings_of(self, indices: Sequence[str]) -> list[Text] | None:
        """The texts that cells name; None where one of them names none."""
        if not all(map(str.isdecimal, indices)):
            return None
        places = list(map(int, indices))
        return list(map(self.strings.__getitem__, places)) if max(places) < len(self.strings) else None


def number(raw: str) -> Decimal | None:
    """The number that Excel shows for this text; None where it is none."""
    try:
        value = float(raw)
    except ValueError:
        return None
    if not (isfinite(value) and raw.isascii()) or "_" in raw:
        return None
    return _rounded(value)


def _rounded(value: float) -> Decimal:
    return Decimal(f"{value:.15g}") if value else Decimal(0)


def numbers(words: Sequence[str]) -> list[Decimal] | None:
    """The numbers that Excel shows for these; None where one of them is none."""
    if _TIDY.fullmatch("\n".join([*words, ""])):
        if len(max(words, key=len, default="")) <= SHOWN:
            return list(map(Decimal, words))
        return [Decimal(word) if len(word) <= SHOWN else _rounded(float(word)) for word in words]
    found = [number(word) for word in words]
    return None if None in found else found  # type: ignore[return-value]  # as it says


def cell(book: Book, kind: str, raw: str | Text, style: Style, formula: str = "") -> CellRead | None:
    """The cell; None where it is empty. `kind` is the t of the XML, `raw` its v, or its text where that is known."""
    value, dated, struck = _value(kind, raw), False, style.struck
    if isinstance(raw, Text):
        struck = style.struck if raw.struck is None else raw.struck
    elif style.date and isinstance(value, Decimal):
        value, dated = moment(float(raw), style.number_format, since_1904=book.since_1904), True
    elif kind == "d":
        dated = value is not None
    if value in {None, ""} and not formula:
        return None
    return CellRead(
        value,
        style.number_format,
        formula,
        error=isinstance(value, str) and (kind == "e" or value in ERRORS or value == LOST),
        date=dated,
        struck=struck,
        outside=bool(formula) and outside(formula),
    )


def _value(kind: str, raw: str | Text) -> CellValue:
    if isinstance(raw, Text):
        return raw.words
    word = raw.strip()
    match kind:
        case "n":
            value = number(word) if word else None
            return unescaped(word) or None if value is None else value
        case "b":
            return word in {"1", "true"} if word in {"0", "1", "false", "true"} else word or None
        case "d":
            return word.replace("T", " ").removesuffix("Z").removesuffix(" 00:00:00") or None
        case "e":
            return word or None
        case _:
            return unescaped(raw)
