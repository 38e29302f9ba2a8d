"""A sheet as its counties see it: lines are counties, whichever way the table lies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.heading_words import is_numbering

if TYPE_CHECKING:
    from pingbi.extraction.sheet_words import Words
    from pingbi.readers import CellRead, Document, Sheet

_META = re.compile(r"[(（]?(?:时间|日期|单位|金额单位|填报|制表|计量单位|截[止至])[^:：]{0,4}[:：]")  # 时间：2022年
_TITLE = re.compile(r".{5,}(?:表|情况|统计)|.{12,}")
MOST_LEVELS = 6  # four levels of headings, a row that numbers the columns and one of units


class Line(NamedTuple):
    """One row (or, lying across, one column) of a county; `sub` is a heading of its own under a merged county.

    `head` is what stands over the numbers of one county's form: 本期数（万元）.
    """

    at: int
    county: str
    sub: str = ""
    head: str = ""


class Block(NamedTuple):
    """Counties under one set of headings, which stand between `top` and `bottom`: the first of `lines`, unless
    counties of nobody's come first. `others` are the columns (rows) beyond the county names that belong to them.
    """

    top: int
    lines: tuple[Line, ...]
    above: int = 0  # lines of others between the headings and the first of `lines`
    others: tuple[int, ...] = ()

    @property
    def bottom(self) -> int:
        """Where the headings have ended."""
        return self.lines[0].at - self.above


class Grid(NamedTuple):
    """`transposed` where counties stand side by side. `axis` is the column (row) of the county names.

    `fences` are the axes of other tables of the sheet, each with its first and last line.
    """

    document: Document
    sheet: Sheet
    words: Words
    axis: int
    transposed: bool
    fences: tuple[tuple[int, int, int], ...] = ()

    def place(self, line: int, other: int) -> tuple[int, int]:
        """(row, column) of a county's cell."""
        return (other, line) if self.transposed else (line, other)

    def text(self, line: int, other: int) -> str:
        """A cell's words, a merged range's in each of its cells."""
        return self.words.get((other, line) if self.transposed else (line, other), "")

    def cell(self, line: int, other: int) -> CellRead | None:
        """The cell itself."""
        return self.sheet.cells.get(self.place(line, other))

    def others(self, first: int, last: int, taken: frozenset[int]) -> tuple[int, ...]:
        """The columns (rows) that belong to the counties of some lines: as far as the next table's counties.

        Before the names there may be some too, where counties stand in rows and no table is there.
        """
        near = [axis for axis, top, bottom in self.fences if top <= last and bottom >= first]
        end = min((axis for axis in near if axis > self.axis), default=0)
        before = not self.transposed and not any(axis < self.axis for axis in near)
        return tuple(
            sorted(at for at in taken if (self.axis < at and (not end or at < end)) or (before and at < self.axis))
        )

    def levels(self, block: Block, other: int) -> list[str]:
        """The headings over a column, outermost first. A title over all of the table is none."""
        first = block.bottom
        found = []
        for at in range(max(block.top, first - MOST_LEVELS), first):
            text = self.text(at, other) or self._further_left(at, other, block, last=at == first - 1)
            if text and not self.is_title(at, text, block) and not _META.match(text):
                found.append(text)
        return found

    def is_title(self, at: int, text: str, block: Block) -> bool:
        """Whether a text spans the county names too, or stands as a title over all that is beside them."""
        own = self.text(at, self.axis)
        if text == own:
            return True
        if self.transposed or own or at == block.bottom - 1 or not _TITLE.search(text):
            return False
        texts = [self.text(at, other) for other in block.others if other > self.axis]
        return len(texts) > 1 and all(other == text for other in texts)

    def _further_left(self, at: int, other: int, block: Block, *, last: bool) -> str:
        """A heading that reaches over empty cells where its merge was left out or a sheet (every CSV) has none."""
        below = (self.text(line, other) for line in range(at + 1, block.bottom))
        if last or not self.text(at + 1, other) or all(not text or is_numbering(text) for text in below):
            return ""
        for left in range(other - 1, self.axis, -1):
            if left not in block.others and block.others and left > min(block.others):
                continue
            if text := self.text(at, left):
                own = self.text(at + 1, left)
                alone = own == text or not own  # it is merged downwards, or has nothing below it: over itself only
                return "" if alone or _META.match(text) else text
        return ""

    def above(self, block: Block) -> str:
        """The title, the period and the unit: words before the table that are no headings of single columns."""
        last = self.axis if self.transposed else block.bottom
        top = block.top
        if self.transposed:
            top = max((axis + 1 for axis, _, _ in self.fences if axis < self.axis), default=1)
        rows: dict[int, list[tuple[int, str]]] = {}
        for row, column in [at for at in self.words if top <= at[0] < last]:
            if text := self.words.get((row, column)):
                rows.setdefault(row, []).append((column, text.replace("\n", "")))
        return "\n".join(text for _, row in sorted(rows.items()) for text in self._said_above(sorted(row), block))

    def _said_above(self, row: list[tuple[int, str]], block: Block) -> list[str]:
        """What a row above the headings says of the whole table: its only text, one beside the names, one with a colon.

        Beside another table only what stands over its own columns.
        """
        if len({text for _, text in row}) > 1 and self.fences and not self.transposed:
            own = {self.axis, *block.others}
            row = [(column, text) for column, text in row if column in own]
        few = len({text for _, text in row}) <= (1 if self.transposed else 2)
        return [
            text
            for column, text in row
            if (few and (self.transposed or column <= self.axis))
            or len({other for _, other in row}) == 1
            or re.search("[:：]", text)
        ]
