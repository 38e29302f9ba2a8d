"""A record gets another name: cells that speak of it by the old one go along, formulas too."""

from __future__ import annotations

import re

from pingbi.scheme_book.columns import NAMES
from pingbi.scheme_book.notation import unquoted, written

FORMULAS = frozenset({"indicator.compute", "criterion.value", "adjustment.requires", "check.rule"})
_SIGNS = "-+*/()=<>,，（）＋－×÷＝＜＞、＊／≤≥≠"
_LISTS = "；;，,=＝：:｜|"
_LISTED = {"criterion.parameters": ("indicator", "group"), "notice.criteria": ("criterion",)}


def renamed(label: str, text: str, table: str, named: str, before: str, after: str) -> str:
    """The cell's content after the record `before` of the table `named` has become `after`."""
    column = f"{table}.{label}"
    if NAMES.get(column) == named:
        bare, in_quotes = unquoted(text)
        return (written(after) if not in_quotes else f'"{after}"') if bare == before else text
    if named == "indicator" and column in FORMULAS:
        safe = f"「{after}」" if re.search(rf"[\s「」{re.escape(_SIGNS)}]", after) else after
        text = text.replace(f"「{before}」", safe)
        return _between(text, before, safe, _SIGNS)
    if named == "indicator" and column == "check.message":
        return text.replace("{" + before + "}", "{" + after + "}")
    if named in _LISTED.get(column, ()):
        return _between(text, before, written(after, _LISTS), f"{_LISTS}.")
    return text


def _between(text: str, before: str, after: str, signs: str) -> str:
    """Each `before` that stands alone between signs, blanks and the ends."""
    edge = rf"\s{re.escape(signs)}"
    return re.sub(rf"(?<![^{edge}]){re.escape(before)}(?![^{edge}])", lambda _: after, text)
