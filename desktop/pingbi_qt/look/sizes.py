"""How large a window is, and what follows: the sizes of frame, margins and rows, in logical px at 100 %."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from pingbi_qt.look.fonts import line_height
from pingbi_qt.look.theme import px, theme

LEAST = (900, 440)  # 1920×1080 at 200 % leaves 960×469
# Height of a row, and how much less it is in a short or compact window.
ROWS: dict[str, tuple[int, int]] = {
    "matrix": (44, 3),
    "ranking": (38, 2),
    "group": (28, 1),
    "files": (51, 3),
    "figures": (31, 2),
    "findings": (29, 1),
    "findings_two": (50, 0),
    "source": (29, 1),
    "sheets": (48, 2),
    "trace": (28, 1),
    "head": (32, 2),
    "head_two": (50, 2),
}
TWO_LINES = {"matrix", "files", "findings_two", "sheets", "head_two"}


class Frame(NamedTuple):
    """The measures of the window's frame."""

    rail: int
    header: int
    status: int
    side: int  # page margin left and right
    edge: int  # page margin top and bottom
    gap: int  # between cards
    inside: int  # inside cards


class SizeClass(Enum):
    """full ≥ 1240×640; short: less than 680 high; compact: less than 1180 wide or 560 high."""

    FULL = "full"
    SHORT = "short"
    COMPACT = "compact"

    @classmethod
    def of(cls, width: int, height: int) -> SizeClass:
        """The class of a window of this size, as large as it seems at the zoom of now."""
        scale = theme().scale
        seen_width, seen_height = width / scale, height / scale
        if seen_width < 1180 or seen_height < 560:
            return cls.COMPACT
        return cls.SHORT if seen_height < 680 else cls.FULL

    @property
    def frame(self) -> Frame:
        """The frame's measures now."""
        drawn = {
            SizeClass.FULL: (92, 56, 30, 16, 12, 12, 12),
            SizeClass.SHORT: (92, 48, 30, 16, 8, 12, 12),
            SizeClass.COMPACT: (64, 48, 30, 8, 8, 8, 12),
        }[self]
        return Frame(*(px(size) for size in drawn))

    @property
    def compact(self) -> bool:
        """Whether panels become tabs."""
        return self is SizeClass.COMPACT

    def row(self, kind: str) -> int:
        """The height of a row: never so low that its words touch the lines."""
        high, less = ROWS[kind]
        drawn = px(high if self is SizeClass.FULL else high - less)
        if kind in TWO_LINES:
            return max(drawn, line_height("body") + line_height("note") + px(2))
        return max(drawn, line_height("body") + px(8))
