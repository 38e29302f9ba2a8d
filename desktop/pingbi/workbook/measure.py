"""How wide and high words are on paper, from counting: no font is needed to know it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDE_SIGNS = frozenset("×÷±“”‘’—…·、，。（）")


@lru_cache(maxsize=16384)
def em(text: str) -> float:
    """The length of one line in ems: 1 for a full-width character, 0.5 for a half-width one."""
    return sum(1 if c in _WIDE_SIGNS or east_asian_width(c) in "WF" else 0.5 for c in text)


def text_px(text: str, size: float = 12, *, bold: bool = False) -> int:
    """Pixels that the longest line needs, with the cell's padding."""
    widest = max((em(line) for line in text.split("\n")), default=0)
    return ceil(widest * size * 96 / 72 * (1.05 if bold else 1)) + 10


def lines(text: str, width: int, size: float = 12, *, indent: bool = False) -> int:
    """Lines that a text takes in a column of `width` pixels."""
    room = max(1.0, (width - 10 - (16 if indent else 0)) / (size * 96 / 72))
    return sum(max(1, ceil(em(line) / room - 1e-9)) for line in text.split("\n"))


def height(text: str, width: int, size: float = 12, *, indent: bool = False, least: float = 20) -> float:
    """Points that a row needs for a text."""
    return min(409.0, max(least, lines(text, width, size, indent=indent) * size * 1.3 + 4))


def broken(name: str, per_line: int = 4) -> str:
    """A heading in lines of `per_line` characters, the last never of one alone."""
    if em(name) <= per_line + 0.5:
        return name
    rows = max(2, ceil(len(name) / per_line))
    size = ceil(len(name) / rows)
    cut = [name[at : at + size] for at in range(0, len(name), size)]
    if len(cut) > 1 and len(cut[-1]) == 1:
        cut[-2:] = [cut[-2][:-1], cut[-2][-1] + cut[-1]]
    return "\n".join(cut)


_LONGEST_NAME = 8  # characters of a county on one line
_NAMES_PARTS = (
    "经济",
    "高新",
    "产业",
    "工业",
    "综合",
    "合作",
    "自治",
    "旅游",
    "循环",
    "管理",
    "开发",
    "示范",
    "新区",
    "园区",
)


def halved(name: str) -> str:
    r"""A county's name; a long one in two lines of much the same length, cut between words where there is a place.

    >>> halved("高新技术产业开发区")
    '高新技术\n产业开发区'
    """
    if em(name) <= _LONGEST_NAME:
        return name
    middle = ceil(len(name) / 2)
    spots = [
        at for at in range(middle - 2, middle + 3) if name.startswith(_NAMES_PARTS, at) and name[at - 1] not in "（("
    ]
    at = min(spots, key=lambda spot: abs(spot - middle), default=middle)
    if name[at - 1] in "（(":  # a line neither ends with an opening bracket nor begins with a closing one
        at -= 1
    elif name[at] in "）)":
        at += 1
    return f"{name[:at]}\n{name[at:]}"


def longest_number(values: Iterable[Decimal | int | None], digits: int, least: str = "") -> str:
    """The longest of the numbers, printed with so many decimals, and of `least`; "-" where there is none."""
    found = [Decimal(value) for value in values if value is not None]
    ends = (min(found), max(found)) if found else ()
    return max((least, *(f"{value:.{digits}f}" for value in ends)), key=len) or "-"


def scale_for(width: int, printable: int) -> int:
    """The print scale in per cent at which `width` pixels fit a page, with a tenth to spare for other fonts."""
    return min(100, max(10, int(printable * 0.90 / max(width, 1) * 100)))


def row_height(fixed: float, count: int, tries: tuple[float, ...], room: float) -> tuple[float, bool]:
    """(points of each of `count` rows, whether the table needs more than a page).

    `fixed` is what all else on the page takes, `room` the page's height, both in points.
    """
    for points in tries:
        if fixed + count * points <= room * 0.97:
            return points, False
    return tries[-1], True


LANDSCAPE = {"A4": 1009, "A3": 1474}  # printable pixels at 100 %, margins 1.5 cm
LANDSCAPE_HEIGHT = {"A4": 650, "A3": 978}  # margins 2.0 and 1.8 cm
PORTRAIT, PORTRAIT_HEIGHT = 680, 978


# Where a title may be cut: before the first of these that stands in its later part.
_NOUNS = ("主要指标", "加分扣分", "加减分", "单项", "报送数据", "数据审核", "计分办法", "数据来源")
_ENDS = ("得分表", "排名表", "情况表", "汇总表")


def title_lines(title: str, width: int) -> tuple[str, float, float]:
    """(title, font size, row height): one line at 22, 20 or 18, else two lines cut before the last noun."""
    for size in (22, 20, 18):
        if text_px(title, size) <= width:
            return title, size, 40
    at = next((found for noun in (*_NOUNS, *_ENDS) if (found := title.rfind(noun)) > len(title) // 3), len(title) // 2)
    title = f"{title[:at]}\n{title[at:]}"
    size = next((size for size in (18, 16, 14) if text_px(title, size) <= width), 12)
    return title, size, max(64.0, height(title, width, size))
