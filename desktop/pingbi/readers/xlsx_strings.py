"""Texts of a workbook: runs are joined, guides to their sound left out, escaped characters read."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import repeat
from typing import IO, NamedTuple

from pingbi.readers.xlsx_markup import LocalNames, hides, one_ending, switched, walk

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# As nearly all are written; none of the characters that XML forbids.
_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<>&\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*)</t></si>')
_ITEM = re.compile(r"<(?:\w+:)?si\b")
# A footnote's mark behind a number is no digit of it.
_RAISED = {
    "superscript": str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾"),
    "subscript": str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎"),
}


class Text(NamedTuple):
    """A text; `struck`: whether some of it has a line through it, None where its cell decides."""

    words: str
    struck: bool | None = None


class Phrase:
    """Collects one text from its elements, in the order in which they come."""

    def __init__(self) -> None:
        self._runs: list[str] = []
        self._struck: list[bool | None] = []
        self._line: bool | None = None
        self._raised = ""
        self._guide = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A tag inside the text."""
        if name == "rPr":
            self._line = False
        elif name == "strike":
            self._line = switched(attributes.get("val", "1"))
        elif name == "vertAlign":
            self._raised = attributes.get("val", "")
        elif name == "rPh":
            self._guide = True

    def end(self, name: str, words: str) -> None:
        """Its end, and what stood in it."""
        if name == "t" and not self._guide:
            self._runs.append(words.translate(_RAISED.get(self._raised, {})))
            if words.strip():
                self._struck.append(self._line)
        elif name == "r":
            self._line, self._raised = None, ""
        elif name == "rPh":
            self._guide = False

    def taken(self) -> Text:
        """The text so far; the next one begins."""
        words = "".join(self._runs)
        struck = True if True in self._struck else None if None in self._struck or not self._struck else False
        self._runs, self._struck = [], []
        self._line, self._raised, self._guide = None, "", False
        return Text(unescaped(words), struck)


def unescaped(words: str) -> str:
    """_x000D_ is the character of that number; halves of a character stay as they are written."""
    if "_x" in words:
        words = _ESCAPED.sub(_character, words)
    return words.replace("\r\n", "\n") if "\r" in words else words


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number < 0xE000 else chr(number)


def strings(stream: IO[bytes]) -> list[Text]:
    """The texts that cells name by their place. Raises what is in xlsx_markup.BROKEN, or UnreadableFileError."""
    data = stream.read()
    try:
        pieces = _PLAIN.split(data.decode())
    except UnicodeDecodeError:  # written in another way, or damaged
        return _parsed(data)
    around = pieces[0] + pieces[-1]
    if len(pieces) == 1 or any(pieces[2:-1:2]) or _ITEM.search(around) or hides(data, first=True):
        return _parsed(data)
    walk(BytesIO(around.encode()), _pass, _pass, _pass)  # whether it is XML at all
    found = pieces[1::2]
    if b"\r" in data or b"_x" in data:
        found = [unescaped(one_ending(words)) for words in found]
    return list(map(Text._make, zip(found, repeat(None))))


def _pass(*_: object) -> None:
    return None


def _parsed(data: bytes) -> list[Text]:
    found: list[Text] = []
    names, phrase, pieces = LocalNames(), Phrase(), list[str]()

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = names[tag]
        if name == "t":
            pieces.clear()
        elif name != "si":
            phrase.start(name, attributes)

    def end(tag: str) -> None:
        name = names[tag]
        if name == "si":
            found.append(phrase.taken())
        else:
            phrase.end(name, "".join(pieces))

    walk(BytesIO(data), start, end, pieces.append)
    return found
