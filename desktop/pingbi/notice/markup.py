"""Pieces of WordprocessingML that paragraphs, tables, headers and footers are made of."""

from __future__ import annotations

import re
from html import escape

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
EAST = '<w:rFonts w:hint="eastAsia"/>'  # quotation marks, dashes and the like are Chinese ones


def words(text: str) -> str:
    """Text as it stands between tags; what XML cannot hold is shown as □."""
    return escape(_CONTROL.sub("□", text), quote=False)


def quoted(text: str) -> str:
    """Text as it stands in an attribute."""
    return escape(_CONTROL.sub("□", text))


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def properties(style: str, more: str = "") -> str:
    """A paragraph's style, and what it has otherwise."""
    return f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>'


def run_of(text: str, look: str = "") -> str:
    """Words of one look; each new line is a break."""
    pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{words(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{look or EAST}</w:rPr>{pieces}</w:r>"
