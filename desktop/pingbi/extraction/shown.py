"""What a number format makes a person see: per cent, words around the number, another number altogether."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracketed>[^\]]*)\]|(?P<general>G/通用格式|General)'
    r"|(?P<mark>[0#?.,%;])|[Ee][+-](?=[0#?])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)")
_SILENT = str.maketrans("", "", "()（）-+−－$¥￥/ \u00a0\u3000")  # signs, and the currency that Excel puts by itself
_HOME = frozenset({"", "¥", "￥", "元", "CNY", "RMB", "人民币"})
_PLACES = "0#?"
SHOWN_AS_IS = frozenset({"General", "0", "0.0", "0.00", "@"})  # formats that show the number that is stored


class Shown(NamedTuple):
    """The words before and behind the number; `times`: what of the stored one is shown, 0.0001 under 0!.0,"万"."""

    before: str = ""
    after: str = ""
    percent: bool = False
    times: Decimal = Decimal(1)
    nothing: bool = False  # ;;; shows nothing at all


PLAIN = Shown()


class _Section(NamedTuple):
    """One part between semicolons, and the numbers it is for: (">=", 10000), None without a condition."""

    shown: Shown
    condition: tuple[str, Decimal] | None


def shown(value: Decimal, number_format: str) -> Shown:
    """How a number is seen under a format."""
    if number_format in SHOWN_AS_IS:
        return PLAIN
    sections = _sections(number_format)
    if len(sections) == 1 and sections[0].condition is None:
        return sections[0].shown
    return _chosen(value, sections).shown


def _chosen(value: Decimal, sections: Sequence[_Section]) -> _Section:
    """Sections with conditions by these, the others for positive numbers, negative ones and 0."""
    if any(section.condition is not None for section in sections):
        fitting = (row for row in sections if row.condition is not None and _holds(value, *row.condition))
        rest = (row for row in sections if row.condition is None)
        return next(fitting, None) or next(rest, sections[-1])
    at = 1 if value < 0 else 2 if value == 0 else 0
    return sections[at] if at < min(len(sections), 3) else sections[0]


def _holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[sign]


@lru_cache(maxsize=4096)
def _sections(number_format: str) -> tuple[_Section, ...]:
    tokens: list[re.Match[str]] = []
    found: list[_Section] = []
    for token in _TOKEN.finditer(number_format):
        if token["mark"] == ";":
            found.append(_section(tokens))
            tokens = []
        else:
            tokens.append(token)
    found.append(_section(tokens))
    return tuple(found)


def _section(tokens: Sequence[re.Match[str]]) -> _Section:
    if not tokens:
        return _Section(Shown(nothing=True), None)
    marks = [token["mark"] or ("0" if token["general"] else "") for token in tokens]
    places = [at for at, mark in enumerate(marks) if mark and mark in _PLACES]
    first, last = (places[0], places[-1]) if places else (len(tokens), len(tokens))
    before = "".join(_words(token) for token in tokens[:first])
    after = "".join(_words(token) for token in tokens[last + 1 :])
    condition = next((found for token in tokens if (found := _CONDITION.fullmatch(token["bracketed"] or ""))), None)
    return _Section(
        Shown(
            before=before.translate(_SILENT),
            after=after.translate(_SILENT),
            percent="%" in marks,
            times=_times(tokens, marks, places),
        ),
        (condition[1], Decimal(condition[2])) if condition is not None else None,
    )


def _words(token: re.Match[str]) -> str:
    """What a token puts beside the number: 万元, or a currency that is not ours."""
    currency = _CURRENCY.match(token["bracketed"] or "")
    if currency is not None:
        return "" if currency[1].upper() in _HOME else "美元" if currency[1] in ("$", "US$", "USD") else currency[1]
    return token["quoted"] or token["escaped"] or token["other"] or ""


def _times(tokens: Sequence[re.Match[str]], marks: Sequence[str], places: Sequence[int]) -> Decimal:
    """Commas behind the digits divide by 1000 each; a point that is only drawn (0!.0), by ten a digit behind it."""
    times = Decimal(1)
    point = marks.index(".") if "." in marks else len(marks)
    whole = [at for at in places if at < point]
    for end in (whole[-1] if whole else None, places[-1] if places else None):
        if end is None:
            continue
        at = end + 1
        while at < len(marks) and marks[at] == ",":
            times /= 1000
            at += 1
        if places and end == places[-1]:
            break  # no digits behind the point: the same commas
    for at, token in enumerate(tokens):
        if "." in (token["quoted"], token["escaped"]) and whole and whole[0] < at < whole[-1]:
            times /= Decimal(10) ** sum(place > at for place in whole)
    return times
