"""The look of an official paper (GB/T 9704-2012), in one place: page, typefaces, paragraphs.

版心 156 × 225 mm on A4: 22 lines of 28 characters, 三号 (16 points), lines 28 points apart.
"""

from __future__ import annotations

from typing import NamedTuple

SONG, FANGSONG, KAI, HEI, TITLE, DIGITS = (
    "宋体",
    "仿宋_GB2312",
    "楷体_GB2312",
    "黑体",
    "方正小标宋简体",
    "Times New Roman",
)
SIZE, LINE = 16.0, 28.0  # points
# Millimetres. The page number's dash stands 7 below the text: the foot of its line 10 below that.
WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT, FOOT = 210, 297, 37, 35, 28, 26, 25
ACROSS, LINES = 28, 22  # characters of a line, lines of a page
TEXT_WIDTH = WIDTH - LEFT - RIGHT
# An office without the official fonts (print.fonts = "common").
COMMON = {TITLE: SONG, FANGSONG: "仿宋", KAI: "楷体"}


class Style(NamedTuple):
    """A paragraph's look. `first`, `left` and `hanging` are characters, `line` points (0: as the type needs)."""

    name: str
    font: str
    size: float = SIZE
    align: str = "both"
    first: float = 0
    left: float = 0
    hanging: float = 0
    line: float = LINE
    before: float = 0  # points
    level: int = -1  # of an outline
    keep: bool = False  # with the next

    @property
    def free(self) -> bool:
        """Whether its lines stand outside the grid of the text's lines."""
        return self.size != SIZE


STYLES = {
    "secrecy": Style("密级", HEI, align="left"),
    "number": Style("发文字号", FANGSONG, align="center"),
    "title": Style("公文标题", TITLE, 22, "center", line=36, level=0),
    "addressee": Style("主送机关", FANGSONG, align="left"),
    "body": Style("公文正文", FANGSONG, first=2),
    "heading": Style("一级标题", HEI, first=2, level=1, keep=True),
    "part": Style("二级标题", KAI, first=2, level=2, keep=True),
    "blank": Style("空行", FANGSONG),
    "enclosed": Style("附件说明", FANGSONG, align="left", left=6, hanging=4),
    "enclosed_next": Style("附件说明续", FANGSONG, align="left", left=6, hanging=1),
    "issuer": Style("发文机关署名", FANGSONG, align="right", keep=True),
    "date": Style("成文日期", FANGSONG, align="right"),
    "annex": Style("附件序号", HEI, align="left", keep=True),
    "annex_title": Style("附件标题", TITLE, 18, "center", line=28, level=1, keep=True),
    "annex_part": Style("附件分题", HEI, 12, "left", line=20, before=8, keep=True),
    "meta": Style("表上单位", KAI, 10.5, "right", line=16, keep=True),
    "note": Style("表下注", FANGSONG, 10.5, line=16, before=4),
    "end": Style("表后", FANGSONG, 1, line=1),  # a table may not end a text: this begins no page
    "cell": Style("表内文字", FANGSONG, 10.5, "center", line=13),
    "head": Style("表头文字", HEI, 10.5, "center", line=13),
    "mark": Style("页眉标记", SONG, 10.5, "right", line=0),
    "foot": Style("页码", SONG, 14, "right", line=0),
}
