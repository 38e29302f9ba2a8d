"""The head and foot of a page: Excel's codes (&L &C &R, &"font", &10, &P, &N) read into lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.paper.layout import Area, Font, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.paper.layout import Align
    from pingbi.workbook.plan import Page

PAGE, PAGES = "\x01", "\x02"  # stand for the page's number and their count
HEAD_FROM, FOOT_FROM = 10.0, 9.0  # mm from the paper's edge, as the workbook is written
SIZE = 10.0
_CODE = re.compile(r'&(?:"(?P<font>[^",]*)[^"]*"|(?P<size>\d+)|(?P<sign>.))')
_SIDES: dict[str, Align] = {"L": "left", "C": "center", "R": "right"}
_LINE = 1.4  # of the size


class _Part(NamedTuple):
    align: Align
    family: str
    size: float
    text: str


def marks(page: Page, width: float, height: float, scale: int) -> tuple[Mark, ...]:
    """The lines of every page of a sheet; they are as small as its table is."""
    left, right = (side * 10 for side in page.margins[:2])
    found = []
    for text, above in ((page.header, True), (page.footer, False)):
        for part in _parts(text):
            size = part.size * scale / 100
            high = size * _LINE * 25.4 / 72
            top = HEAD_FROM if above else height - FOOT_FROM - high
            area = Area(left, top, width - left - right, high)
            found.append(Mark(part.text, Font(part.family, size), part.align, area))
    return tuple(found)


def filled(text: str, number: int, count: int) -> str:
    """The line with the page's number and how many there are; 0 where that is not known yet."""
    return text.replace(PAGE, str(number or "")).replace(PAGES, str(count or "…"))


def _parts(text: str) -> Iterator[_Part]:
    align: Align = "center"
    family, size, words, at = "宋体", SIZE, "", 0
    for code in _CODE.finditer(text):
        words += text[at : code.start()]
        at = code.end()
        if code["font"] is not None:
            family = code["font"]
        elif code["size"] is not None:
            size = float(code["size"])
        elif code["sign"] in _SIDES:
            if words.strip():
                yield _Part(align, family, size, words.strip())
            align, family, size, words = _SIDES[code["sign"]], "宋体", SIZE, ""
        else:
            words += {"P": PAGE, "N": PAGES, "&": "&"}.get(code["sign"], "")
    words += text[at:]
    if words.strip():
        yield _Part(align, family, size, words.strip())
