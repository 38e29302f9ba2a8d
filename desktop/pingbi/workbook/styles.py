"""The look of a cell, in one place: tokens, edges, number formats. Every other style is one of these, varied."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import Any, NamedTuple

from pingbi.workbook.plan import Edge, Style

THIN: Edge = 1
MEDIUM: Edge = 2


class Token(NamedTuple):
    """Font, size and alignment of a kind of cell."""

    font: str
    size: float
    align: str = "left"
    wrap: bool = False
    bold: bool = False
    fill: str = ""
    indent: int = 0
    color: str = ""


TOKENS: dict[str, Token] = {
    "annex": Token("黑体", 16),
    "title": Token("方正小标宋简体", 22, "center", wrap=True),
    "meta_l": Token("楷体_GB2312", 12),
    "meta_r": Token("楷体_GB2312", 12, "right"),
    "head": Token("黑体", 11, "center", wrap=True, fill="F2F2F2"),
    "text": Token("仿宋_GB2312", 12, "center", wrap=True),
    "left": Token("仿宋_GB2312", 12, "left", wrap=True, indent=1),
    "small": Token("仿宋_GB2312", 10.5, "left", wrap=True, indent=1),
    "smallc": Token("仿宋_GB2312", 10.5, "center", wrap=True),
    "num": Token("Times New Roman", 12, "right"),
    "numc": Token("Times New Roman", 12, "center"),
    "kpi": Token("Times New Roman", 16, "center", bold=True),
    "note": Token("仿宋_GB2312", 10.5, "left", wrap=True),
    "sign": Token("楷体_GB2312", 12),
    "h1": Token("黑体", 12),
    "screen": Token("仿宋_GB2312", 10.5, color="595959"),
    "link": Token("仿宋_GB2312", 10.5, color="595959"),
    "plain": Token("宋体", 11),
}
WIDE_DIGIT, WIDE_BOLD = 10.4, 11.2  # px of a digit at 12 points in the widest typeface met instead of Times New Roman
NARROW = 5.5  # px of its full stop, the narrowest pad
# An office without the official fonts (print.fonts = "common").
COMMON = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}


@lru_cache(maxsize=4096)
def boxed(style: Style, *, left: bool = False, right: bool = False, top: bool = False, bottom: bool = False) -> Style:
    """The style with thin edges, medium on the sides that are the table's outline."""
    return style._replace(
        left=MEDIUM if left else THIN,
        right=MEDIUM if right else THIN,
        top=MEDIUM if top else THIN,
        bottom=MEDIUM if bottom else THIN,
    )


class Box(NamedTuple):
    """The outline of a table: rows and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def style(
        self, style: Style, row: int, column: int, to_row: int | None = None, to_column: int | None = None
    ) -> Style:
        """The style with the edges that belong to the cell (or merged range) at this place of the table."""
        return boxed(
            style,
            left=column == self.left,
            right=(column if to_column is None else to_column) == self.right,
            top=row == self.top,
            bottom=(row if to_row is None else to_row) == self.bottom,
        )


def number_px(longest: str, *, bold: bool = False, size: float = 12) -> int:
    """Pixels that a number needs so that no typeface turns it into ####."""
    return ceil(len(longest) * (WIDE_BOLD if bold else WIDE_DIGIT) * size / 12 + NARROW)


@lru_cache(maxsize=1024)
def number_format(decimals: int, width: int = 0, digits: int = 0, *, sign: bool = False, bold: bool = False) -> str:
    """Fixed decimals; with a column's width (px) and the longest number's characters, padded to stand in the middle.

    Right-aligned with pads: numbers align at the point. Indents would do, but LibreOffice dropped them in some cells.
    No pad is made that a wider stand-in for Times New Roman would turn into ####.
    """
    plain = "0" if decimals == 0 else f"0.{'0' * decimals}"
    pad = ""
    if width:
        room = width - digits * (WIDE_BOLD if bold else WIDE_DIGIT)
        pads = max(0, min(max(1, int((width - digits * 8 - 10) / 2 / 9)), int(room / 11.5)))
        pad = "_0" * pads or ("_." if room >= NARROW else "")
    text = f"@{pad}"
    return f"{'+' if sign else ''}{plain}{pad};-{plain}{pad};{plain}{pad};{text}"


def dashed(decimals: int) -> str:
    """Added or deducted points, never fewer than two decimals; 0 prints as "-" and is the number."""
    plain = f"0.{'0' * max(2, decimals)}"
    return f'{plain};-{plain};"-"'


def properties(style: Style, fonts: dict[str, str]) -> dict[str, Any]:
    """What the writer asks of a format."""
    token = TOKENS[style.token]
    font = fonts.get(token.font, token.font)
    found: dict[str, Any] = {
        "font_name": font,
        "font_size": style.size or token.size,
        "align": style.align or token.align,
        "valign": "vcenter",
        "text_wrap": token.wrap if style.wrap is None else style.wrap,
        "bold": style.bold or token.bold or (token.font == "方正小标宋简体" and font == "宋体"),
        "left": style.left,
        "right": style.right,
        "top": style.top,
        "bottom": style.bottom,
        "locked": style.locked,
        "hidden": style.hidden,
    }
    if token.indent and not style.align:
        found["indent"] = token.indent
    if style.number:
        found["num_format"] = style.number
    if style.fill or token.fill:
        found["bg_color"] = f"#{style.fill or token.fill}"
    if token.color:
        found["font_color"] = f"#{token.color}"
    return found
