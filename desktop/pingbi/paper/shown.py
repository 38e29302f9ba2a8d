"""A cell's value as Excel shows it: number formats, read once each."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

Value = Decimal | int | str | bool | None
GENERAL = "General"
_DIGITS = 10  # significant digits of a number that has no format
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<pad>.)|(?P<general>General)|(?P<digits>[0#?][0#?.,]*)|(?P<other>.)'
)


class Shown(NamedTuple):
    """What stands in the cell; `after` is as wide as it is empty: the pad to the right of a number."""

    text: str
    after: str = ""


class _Section(NamedTuple):
    before: str
    decimals: int | None  # None: no number is printed
    least: int  # digits before the point
    behind: str
    pad: str
    general: bool
    text: bool  # @
    per_cent: bool


def shown(value: Value, number_format: str = "") -> Shown:
    """The text of a value under a number format (empty: General)."""
    if value is None:
        return Shown("")
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE")
    sections = _sections(number_format or GENERAL)
    if isinstance(value, str):
        if len(sections) < 4:
            return Shown(value)
        found = sections[3]
        return Shown(f"{found.before}{value if found.text else ''}{found.behind}", found.pad)
    return _number(Decimal(value), sections)


def _number(value: Decimal, sections: tuple[_Section, ...]) -> Shown:
    own_sign = False
    if value > 0 or len(sections) == 1:
        found = sections[0]
    elif value < 0:
        found, own_sign = sections[1], True
    else:
        found = sections[2] if len(sections) > 2 else sections[0]
    sign = "-" if value < 0 and not own_sign else ""
    amount = abs(value) * (100 if found.per_cent else 1)
    if found.general:
        digits = general(amount)
    elif found.decimals is None:
        digits = ""
    else:
        rounded = amount.quantize(Decimal(1).scaleb(-found.decimals), ROUND_HALF_UP)
        whole, _, part = f"{rounded:f}".partition(".")
        digits = whole.zfill(found.least) + (f".{part}" if part else "")
    return Shown(f"{sign}{found.before}{digits}{found.behind}", found.pad)


def general(amount: Decimal) -> str:
    """A number without a format: as many digits as it has, ten at the most."""
    if not amount:
        return "0"
    digits = max(0, _DIGITS - 1 - max(0, amount.adjusted()))
    rounded = amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section, ...]:
    parts, quoted, current = [], False, ""
    for sign in number_format:
        if sign == '"':
            quoted = not quoted
        if sign == ";" and not quoted:
            parts.append(current)
            current = ""
        else:
            current += sign
    return tuple(_section(part) for part in (*parts, current))


def _section(part: str) -> _Section:
    before = behind = pad = ""
    decimals, least, is_general, is_text, per_cent = None, 1, False, False, False
    seen = False  # the number, or what stands for it
    for found in _TOKEN.finditer(part):
        kind, word = str(found.lastgroup), found[str(found.lastgroup)]
        if kind == "pad":
            pad += word if seen or before else ""
        elif kind == "general":
            is_general = seen = True
        elif kind == "digits":
            whole, _, fraction = word.partition(".")
            decimals, least, seen = len(fraction), whole.count("0"), True
        elif kind == "other" and word == "@":
            is_text = seen = True
        else:
            per_cent = per_cent or (kind == "other" and word == "%")
            before, behind = (before, behind + word) if seen else (before + word, behind)
    if decimals is None and not is_general and not is_text:
        before, behind = before + behind, ""
    return _Section(before, decimals, least, behind, pad, is_general, is_text, per_cent)
