"""A sheet as its counties see it: lines are counties, whichever way the table lies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.extraction.names import Names
    from pingbi.readers import CellRead, Document, Sheet

_META = re.compile(r"[(（]?(?:时间|日期|单位|金额单位|填报|制表)[^:：]{0,4}[:：]")  # 时间：2022年上半年 over a table
MOST_LEVELS = 4  # three levels of headings, and a row that numbers the columns


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
    counties of nobody's come first.
    """

    top: int
    lines: tuple[Line, ...]
    above: int = 0  # lines of others between the headings and the first of `lines`

    @property
    def bottom(self) -> int:
        """Where the headings have ended."""
        return self.lines[0].at - self.above


class Grid(NamedTuple):
    """`transposed` where counties stand side by side. `axis` is the column (row) of the county names."""

    document: Document
    sheet: Sheet
    words: Mapping[tuple[int, int], str]
    axis: int
    transposed: bool

    def place(self, line: int, other: int) -> tuple[int, int]:
        """(row, column) of a county's cell."""
        return (other, line) if self.transposed else (line, other)

    def text(self, line: int, other: int) -> str:
        """A cell's words, a merged range's in each of its cells."""
        return self.words.get(self.place(line, other), "")

    def cell(self, line: int, other: int) -> CellRead | None:
        """The cell itself."""
        return self.sheet.cells.get(self.place(line, other))

    @property
    def others(self) -> list[int]:
        """The columns (rows) beyond the county names."""
        return sorted({(row if self.transposed else column) for row, column in self.words} - set(range(self.axis + 1)))

    def levels(self, block: Block, other: int) -> list[str]:
        """The headings over a column, outermost first. A title that spans the county names too is none."""
        first = block.bottom
        found = []
        for at in range(max(block.top, first - MOST_LEVELS), first):
            text = self.text(at, other) or self._further_left(at, other, last=at == first - 1)
            if text and text != self.text(at, self.axis) and not _META.match(text):
                found.append(text)
        return found

    def _further_left(self, at: int, other: int, *, last: bool) -> str:
        """A heading that reaches over empty cells where a sheet (every CSV) merges none."""
        if last or self.sheet.merges or not self.text(at + 1, other):
            return ""
        return next((text for left in range(other - 1, self.axis, -1) if (text := self.text(at, left))), "")

    def above(self, block: Block) -> str:
        """The title, the period and the unit: words before the table that are no headings of single columns."""
        last = self.axis if self.transposed else block.bottom
        top = 1 if self.transposed else block.top
        rows: dict[int, list[tuple[int, str]]] = {}
        for (row, column), text in sorted(self.words.items()):
            if top <= row < last and text:
                rows.setdefault(row, []).append((column, text))
        return "\n".join(
            text
            for row in rows.values()
            for column, text in row
            if self.transposed
            or column <= self.axis
            or len({other for _, other in row}) == 1
            or re.search("[:：]", text)
        )


def grid_of(document: Document, sheet: Sheet, names: Names) -> tuple[Grid, list[Line]] | None:
    """The sheet along the row or column that names the most counties; None where none is named."""
    found: dict[tuple[bool, int], list[Line]] = {}
    for (row, column), cell in sheet.cells.items():
        county = names.county(cell.text)
        if county is not None:
            found.setdefault((False, column), []).append(Line(row, county))
            found.setdefault((True, row), []).append(Line(column, county))
    if not found:
        return None
    transposed, axis = max(found, key=lambda key: (len({line.county for line in found[key]}), not key[0], -key[1]))
    grid = Grid(document, sheet, sheet.spread(), axis, transposed)
    lines = [*found[transposed, axis], *_beside(grid, found[transposed, axis], names)]
    return grid, sorted(line for row in lines for line in _merged(grid, row))


def _beside(grid: Grid, lines: list[Line], names: Names) -> Iterator[Line]:
    """The city's row often stands a column before the counties' or is merged with it: 全市 over 序号 and 县区."""
    taken = {line.at for line in lines}
    for at in range(min(taken) - 1, max(taken) + 2):
        if at not in taken and (not grid.text(at, grid.axis) or _reaches(grid, at)):
            texts = (grid.text(at, other) for other in range(grid.axis, 0, -1))
            county = next((county for text in texts if (county := names.county(text)) is not None), None)
            if county is not None:
                yield Line(at, county)


def _reaches(grid: Grid, at: int) -> bool:
    """Whether a merged range reaches the county names from before them, in this line alone."""
    row, column = grid.place(at, grid.axis)
    return any(
        (top < row and left == right) if grid.transposed else (left < column and top == bottom)
        for top, left, bottom, right in grid.sheet.merges
        if top <= row <= bottom and left <= column <= right
    )


def _merged(grid: Grid, line: Line) -> Iterator[Line]:
    """A county whose name is merged over several lines has one line for each word beside it (完成额, 同比)."""
    row, column = grid.place(line.at, grid.axis)
    for top, left, bottom, right in grid.sheet.merges:
        if (top, left) == (row, column):
            last = right if grid.transposed else bottom
            subs = [grid.text(at, grid.axis + 1) for at in range(line.at, last + 1)]
            if len(set(subs)) == len(subs) > 1 and all(subs) and not any(re.match(r"[-+]?\d", sub) for sub in subs):
                yield from (Line(line.at + at, line.county, sub) for at, sub in enumerate(subs))
                return
    yield line


def blocks(grid: Grid, lines: list[Line], names: Names) -> Iterator[Block]:
    """Cut where headings stand between counties: a second table below the first has its own."""
    top, current = 1, [lines[0]]
    for line in lines[1:]:
        last = current[-1].at
        between = [at for at in range(last + 1, line.at) if _is_heading(grid, at, names)]
        if between:
            yield Block(top, tuple(current))
            top, current = last + 1, []
        current.append(line)
    yield Block(top, tuple(current))


MOST_OTHERS = 200  # lines of other counties before the first of the scheme's


def raised(grid: Grid, block: Block, names: Names) -> Block:
    """The block with its headings above the lines of others, where those just above its counties mean nothing."""
    best, most = block, _meanings(grid, block, names)
    if most:
        return block
    for above in range(1, min(block.lines[0].at - block.top, MOST_OTHERS)):
        higher = block._replace(above=above)
        if not grid.text(higher.bottom, grid.axis):
            break
        count = _meanings(grid, higher, names)
        if count and count >= most:  # the highest that still says as much: no line of others is a heading
            best, most = higher, count
    return best


def _meanings(grid: Grid, block: Block, names: Names) -> int:
    return sum(names.meaning(grid.levels(block, other)) is not None for other in grid.others)


def _is_heading(grid: Grid, at: int, names: Names) -> bool:
    return any(names.meaning([grid.text(at, other)]) is not None for other in grid.others)
