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
_ANCHOR = re.compile(rb"<x:Anchor>\s*((?:\d+\s*,\s*){7}\d+)\s*</x:Anchor>")
_AT = re.compile(rb"<x:(Row|Column)>\s*(\d+)\s*</x:\1>")


class Boxes:
    """The boxes of one sheet's comments; `digit` is the width in pixels in which its columns are counted."""

    def __init__(self, found: Layout, digit: int) -> None:
        self._widths, self._heights = _Widths(found, digit), _Heights(found)

    def made(self, drawing: bytes, first: int, texts: Mapping[Place, str]) -> bytes:
        """What is to stand at the end of a drawing: a box for each text, numbered from `first`."""
        missing = [short for short, name in _NAMES.items() if f'xmlns:{short}="{name}"'.encode() not in drawing]
        names = "".join(f' xmlns:{short}="{name}"' for short, name in _NAMES.items()) if missing else ""
        kind = "" if b'id="_x0000_t202"' in drawing else _KIND.format(names)
        boxes = (self._box(first + at, place, texts[place], names) for at, place in enumerate(sorted(texts)))
        return (kind + "".join(boxes)).encode()

    def enlarged(self, drawing: bytes, texts: Mapping[Place, str]) -> bytes:
        """The drawing with the boxes of other comments as large as these texts, which were added to them, need."""

        def grown(box: re.Match[bytes]) -> bytes:
            anchor = _ANCHOR.search(box[0])
            text = texts.get(_place_of(box[0]))
            if text is None or anchor is None:
                return box[0]
            left, left_offset, top, top_offset = (int(number) for number in anchor[1].split(b",")[:4])
            new = self._anchor(left + 1, left_offset, top + 1, top_offset, min(MOST, _high(text) + LEAST))
            return box[0][: anchor.start()] + new.encode() + box[0][anchor.end() :]

        return _SHAPE.sub(grown, drawing) if texts else drawing

    def _box(self, number: int, place: Place, text: str, names: str) -> str:
        row, column = place
        left = column + 1 if column + 8 < _LAST_COLUMN else max(1, column - 8)
        anchor = self._anchor(left, 12, max(1, min(row - 1, _LAST_ROW - 40)), 6, _high(text))
        size = f"width:{WIDTH * 3 / 4:g}pt;height:{_high(text) * 3 / 4:g}pt"
        return (
            f'<v:shape{names} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;{size};'
            f'z-index:{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
            '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
            '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"{anchor}<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
            f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )

    def _anchor(self, left: int, left_offset: int, top: int, top_offset: int, high: int) -> str:
        """Of a box that begins so far behind the beginning of a column and a row."""
        right, right_offset = _along(left, left_offset + WIDTH, self._widths)
        bottom, bottom_offset = _along(top, top_offset + high, self._heights)
        ends = (left - 1, left_offset, top - 1, top_offset, right - 1, right_offset, bottom - 1, bottom_offset)
        return f"<x:Anchor>{', '.join(map(str, ends))}</x:Anchor>"


def without_boxes(drawing: bytes, places: Collection[Place]) -> bytes:
    """The drawing without the boxes of comments on these cells."""
    return _SHAPE.sub(lambda box: b"" if _place_of(box[0]) in places else box[0], drawing) if places else drawing


def _place_of(box: bytes) -> Place:
    """The cell whose comment it shows; (0, 0) where it shows none."""
    at = {name: int(value) + 1 for name, value in _AT.findall(box)}
    return (at.get(b"Row", 0), at.get(b"Column", 0)) if b'ObjectType="Note"' in box else (0, 0)


def _high(text: str) -> int:
    return min(MOST, max(LEAST, (lines(text, WIDTH, 10) + 1) * _LINE + 12))


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
