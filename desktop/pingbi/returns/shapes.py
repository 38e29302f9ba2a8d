"""The boxes of comments in VML: one a comment, beside its cell, hidden until the cell is pointed at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.workbook.measure import lines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pingbi.readers.xlsx_sheet import Place
    from pingbi.returns.cells import Layout

WIDTH, LEAST, MOST = 280, 60, 400  # pixels
_LINE = 18  # pixels of a line of 10 points
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_NAMES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
EMPTY = (
    f"<xml {' '.join(f'xmlns:{short}={chr(34)}{name}{chr(34)}' for short, name in _NAMES.items())}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{0}"/></o:shapelayout></xml>'
)
# What all boxes of comments are; once in a part.
_KIND = (
    '<v:shapetype{0} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape\s*>", re.DOTALL)
_AT = re.compile(rb"<x:(Row|Column)>\s*(\d+)\s*</x:\1>")


def shapes(drawing: bytes, first: int, texts: Mapping[Place, str], found: Layout, digit: int) -> bytes:
    """What is to stand at the end of a drawing: a box for each text, numbered from `first`.

    `digit` is the width in which the sheet's columns are counted.
    """
    missing = [short for short, name in _NAMES.items() if f'xmlns:{short}="{name}"'.encode() not in drawing]
    names = "".join(f' xmlns:{short}="{name}"' for short, name in _NAMES.items()) if missing else ""
    kind = "" if b'id="_x0000_t202"' in drawing else _KIND.format(names)
    made = (_shape(first + at, place, texts[place], found, digit, names) for at, place in enumerate(sorted(texts)))
    return (kind + "".join(made)).encode()


def _shape(number: int, place: Place, text: str, found: Layout, digit: int, names: str) -> str:
    row, column = place
    high = min(MOST, max(LEAST, (lines(text, WIDTH, 10) + 1) * _LINE + 12))
    widths, heights = _Widths(found, digit), _Heights(found)
    left = column + 1 if column + 8 < _LAST_COLUMN else max(1, column - 8)
    top = max(1, min(row - 1, _LAST_ROW - 40))
    right, right_offset = _along(left, 12 + WIDTH, widths)
    bottom, bottom_offset = _along(top, 6 + high, heights)
    anchor = f"{left - 1}, 12, {top - 1}, 6, {right - 1}, {right_offset}, {bottom - 1}, {bottom_offset}"
    return (
        f'<v:shape{names} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:{WIDTH * 3 / 4:g}pt;'
        f'height:{high * 3 / 4:g}pt;z-index:{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def without_shapes(data: bytes, places: Collection[Place]) -> bytes:
    """The drawing without the boxes of comments on these cells."""
    if not places:
        return data

    def kept(found: re.Match[bytes]) -> bytes:
        at = {name: int(value) + 1 for name, value in _AT.findall(found[0])}
        note = b'ObjectType="Note"' in found[0]
        return b"" if note and (at.get(b"Row", 0), at.get(b"Column", 0)) in places else found[0]

    return _SHAPE.sub(kept, data)


class _Widths:
    """Pixels of each column."""

    def __init__(self, found: Layout, digit: int) -> None:
        form = found.top.first("sheetFormatPr")
        self._digit = digit
        self._usual = self._pixels(form["defaultColWidth"] if form is not None else "") or 8 * digit + 8
        self._given = [(int(node["min"]), int(node["max"]), node) for node in found.columns if node["min"].isdecimal()]

    def __getitem__(self, column: int) -> int:
        for first, last, node in self._given:
            if first <= column <= last:
                if node["hidden"] in {"1", "true"}:
                    return 0
                return self._pixels(node["width"]) if node["width"] else self._usual
        return self._usual

    def _pixels(self, width: str) -> int:
        return int(float(width) * self._digit + 0.5) if width else 0


class _Heights:
    """Pixels of each row."""

    def __init__(self, found: Layout) -> None:
        form = found.top.first("sheetFormatPr")
        given = form["defaultRowHeight"] if form is not None else ""
        self._usual = round(float(given or 15) * 96 / 72)
        self._given = found.heights

    def __getitem__(self, row: int) -> int:
        return round(self._given[row] * 96 / 72) if row in self._given else self._usual


def _along(start: int, pixels: int, sizes: _Widths | _Heights) -> tuple[int, int]:
    """The column or row, and the offset in it, that lies so far behind the beginning of `start`."""
    at = start
    while pixels > sizes[at] and at < start + 60:
        pixels -= sizes[at]
        at += 1
    return at, min(pixels, sizes[at])
