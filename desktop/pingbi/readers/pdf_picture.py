"""A page of a PDF as it is printed, and where words stand on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pingbi.model import UnreadableFileError
from pingbi.readers.page_layout import Glyph
from pingbi.readers.pdf import opened, printed

MOST_PIXELS = 12_000_000  # a sheet of A4 at 300 dots an inch has nine million


class Marked(NamedTuple):
    """Words without blanks; which of those that are alike on the page, from 0, or -1: only where there is but one."""

    words: str
    at: int = -1


class Box(NamedTuple):
    """A part of a page: shares of its width and height, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Page `number` (from 1) of `count`: red, green and blue of each pixel, `stride` bytes a line."""

    number: int
    count: int
    wide: int
    high: int
    stride: int
    pixels: bytes = field(repr=False)
    boxes: tuple[Box, ...] = ()


def picture(data: bytes, password: str | None, number: int, wide: int, marked: Iterable[Marked]) -> Picture:
    """The page so many pixels wide, with the places of what is marked. Raises UnreadableFileError."""
    from pypdfium2 import PdfiumError  # noqa: PLC0415  # a tenth of a second that only a PDF costs

    document = opened(data, password)
    try:
        count = len(document)
        page = document[min(max(number, 1), count) - 1]
        across, down = page.get_size()
        scale = min(wide / across, math.sqrt(MOST_PIXELS / (across * down)))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        glyphs = printed(page).glyphs
        boxes = tuple(box for row in marked for box in _boxes(glyphs, row, across, down))
        pixels, stride = bytes(bitmap.buffer), bitmap.stride
        return Picture(min(max(number, 1), count), count, bitmap.width, bitmap.height, stride, pixels, boxes)
    except PdfiumError as error:
        raise UnreadableFileError(f"第{number}页已损坏，画不出来") from error
    finally:
        document.close()


def _boxes(glyphs: list[Glyph], marked: Marked, across: float, down: float) -> Iterator[Box]:
    """A box a line."""
    text, found, at = "".join(row.text for row in glyphs), list[int](), -1
    owners = [row for row in glyphs for _ in row.text]
    while marked.words and (at := text.find(marked.words, at + 1)) >= 0:
        found.append(at)
    if not found or (marked.at < 0 and len(found) > 1):
        return
    start = found[min(max(marked.at, 0), len(found) - 1)]
    line: list[Glyph] = []
    for row in owners[start : start + len(marked.words)]:
        if line and (row.top >= line[-1].bottom or row.bottom <= line[-1].top or row.right < line[0].left):
            yield _around(line, across, down)
            line = []
        line.append(row)
    yield _around(line, across, down)


def _around(line: list[Glyph], across: float, down: float) -> Box:
    left, right = min(row.left for row in line), max(row.right for row in line)
    return Box(
        left / across, min(row.top for row in line) / down, right / across, max(row.bottom for row in line) / down
    )
