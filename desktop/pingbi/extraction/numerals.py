"""Printed numbers -> values: digits of any width, Chinese numerals up to 万亿, 翻番 and 持平."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "首": 1}
TENS = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
_WIDE_SIGNS = "０１２３４５６７８９．，－＋％−﹣﹢﹪"
_WIDE = str.maketrans(_WIDE_SIGNS, "0123456789.,-+%--+%")
_ARE_WIDE = re.compile(f"[{_WIDE_SIGNS}]")
CHINESE = "零〇一二三四五六七八九十百千万亿两"
_PLAIN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+")
_WHOLE = re.compile(rf"[{CHINESE}]+")
LONGEST = 40  # characters of a number


def narrow(text: str) -> str:
    """Digits and signs of the usual width; every character keeps its place."""
    return text if _ARE_WIDE.search(text) is None else text.translate(_WIDE)


def numeral(text: str) -> Decimal:
    """A number as printed: 三百二十, 一百零五, 十二点五, 1,234.5, 1.2万.

    >>> numeral("三百二十")
    Decimal('320')
    """
    value = read(text)
    if value is None:
        raise ValueError(f"{text} is no number")
    return value


def read(text: str) -> Decimal | None:
    """As `numeral`; None where the text is no number."""
    plain = narrow(text)
    if not plain or len(plain) > LONGEST:
        return None
    if plain == "百":
        return Decimal(100)  # 百分之百
    negative = plain[0] == "负" or (plain[0] == "-" and not _PLAIN.match(plain))  # -三
    plain = plain[1:] if negative else plain
    value = _digits(plain) if _PLAIN.match(plain) else _chinese(plain)
    return None if value is None else -value if negative else value


def _digits(plain: str) -> Decimal | None:
    """1,234.5, or with 万 and 亿 behind it: 4.78万亿."""
    found = _PLAIN.match(plain)
    if found is None:
        return None
    try:
        value = Decimal(found[0].replace(",", ""))
    except InvalidOperation:
        return None
    rest = plain[found.end() :]
    for character in rest:
        if character not in GROUPS and character not in TENS:
            return None
        value *= GROUPS.get(character) or TENS[character]
    return value


def _chinese(plain: str) -> Decimal | None:
    """三百二十, 四百五 (450), 四千零五万, 十二点五."""
    whole, point, decimals = plain.partition("点")
    if not _WHOLE.fullmatch(whole) or (point and not (decimals and all(c in DIGITS for c in decimals))):
        return None
    total = section = digit = 0
    last, zero = 1, False  # the unit said before a bare digit: 四百五 is 450, 四百零五 is 405
    for character in whole:
        if character in DIGITS:
            if digit:
                return None  # 二三十: no one number
            digit, zero = DIGITS[character], zero or DIGITS[character] == 0
        elif character in TENS:
            section += (digit or 1) * TENS[character]
            digit, last, zero = 0, TENS[character], False
        else:
            if total == section == digit == 0:
                return None
            total = (
                (total + section + digit) * GROUPS[character]
                if character == "亿" or not total
                else total + (section + digit) * GROUPS[character]
            )
            section, digit, last, zero = 0, 0, GROUPS[character], False
    if digit and last > 10 and not zero:
        digit *= last // 10
    fraction = sum((Decimal(DIGITS[c]) / 10**at for at, c in enumerate(decimals, 1)), Decimal(0))
    return Decimal(total + section + digit) + fraction
