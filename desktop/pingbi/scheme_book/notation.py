"""What stands in one cell, in signs that a person can type, exact in both directions.

A text stands as it is. A list has an item a line, or ； between them; pairs are 键=值. What would be misread so (outer
blanks, a separator inside, signs that a cell cannot hold) stands in straight quotes as in TOML: "甲；乙".
"""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pingbi.scheme.parameters import number as usable

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = "（空）"  # given, and empty: a blank cell is not given
NO_PAIRS = "（空表）"
EMPTY = frozenset({NOTHING, NO_PAIRS, "(空)", "(空表)"})  # also as typed with plain brackets
ITEMS = "；;\n"
WITHIN = "，,"
ROWS = "｜|\n"
PAIR = "=＝：:"
_HAZARD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_DECODER = json.JSONDecoder()
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


def plain(text: str) -> str:
    """Full-width digits and letters as plain ones, without outer blanks: ２０２２Ｈ１ is 2022H1."""
    return unicodedata.normalize("NFKC", text).strip()


def quoted(text: str) -> str:
    """The text in straight quotes, every sign of it one that a cell can hold."""
    return _HAZARD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def written(text: str, separators: str = "", *, simple: bool = False) -> str:
    """The text as it stands in a cell or a list; `simple` where it is read without full-width signs."""
    safe = (
        text
        and text == text.strip()
        and not text.startswith('"')
        and text not in EMPTY
        and not _HAZARD.search(text)
        and not any(sign in text for sign in separators)
        and not (separators and '"' in text)
        and (not simple or plain(text) == text)
    )
    return text if safe else quoted(text)


def unquoted(text: str) -> tuple[str, bool]:
    """(the text meant, whether it stood in quotes)."""
    text = text.strip()
    if text.startswith('"'):
        try:
            found, end = _DECODER.raw_decode(text)
        except ValueError:
            return text, False
        if end == len(text) and isinstance(found, str):
            return found, True
    return text, False


def cut(text: str, separators: str) -> list[str]:
    """The pieces between separators, each as it stands; those in quotes are left whole."""
    pieces, start, at = [], 0, 0
    while at < len(text):
        if text[at] == '"' and (not text[start:at].strip() or text[at - 1] in f"{ITEMS}{WITHIN}{PAIR}{ROWS}"):
            try:
                _, length = _DECODER.raw_decode(text[at:])
            except ValueError:
                at += 1
                continue
            rest = text[at + length :].lstrip(" \t\u3000")
            at += length if not rest or rest[0] in f"{ITEMS}{WITHIN}{PAIR}{ROWS}" else 1
        elif text[at] in separators:
            pieces.append(text[start:at])
            start = at = at + 1
        else:
            at += 1
    return [piece for piece in (*pieces, text[start:]) if piece.strip()]


def list_text(items: Iterable[str], separators: str = ITEMS, more: str = "") -> str:
    """A list in one cell; `more` are signs beside the separators that its items cannot hold bare."""
    return separators[0].join(written(item, separators + more) for item in items) or NOTHING


def list_of(text: str, separators: str = ITEMS) -> list[str]:
    """The items of a list."""
    return [] if text.strip() in EMPTY else [unquoted(piece)[0] for piece in cut(text, separators)]


def pair_of(piece: str) -> tuple[str, str] | None:
    """(key, what stands behind the first =, as it stands); None where there is no =."""
    parts = cut(f"{piece} ", PAIR)
    first = parts[0] if parts else ""
    rest = piece[len(first) + 1 :]
    if len(first) >= len(piece) or not first.strip():
        return None
    return unquoted(first)[0], rest.strip()


def decimal_of(text: str) -> Decimal | None:
    """A number as typed, full-width or with separators of thousands; None where it is none that can be used."""
    text = plain(text)
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return usable(Decimal(text))
    except InvalidOperation:
        return None


def number_text(value: Decimal | int) -> str:
    """Every digit, without exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
