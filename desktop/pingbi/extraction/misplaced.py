"""Headings that have slipped to the side: numbers without one at one end, one without numbers at the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.extraction.quantity import Quantity, quantity
from pingbi.extraction.table_findings import HeadingsSlipped
from pingbi.model import Figure, InSheet, State
from pingbi.model.figure_runs import Run, one_by_one
from pingbi.readers import column_letter, in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.extraction.grid import Block, Grid
    from pingbi.model import Finding


def under_slipped_headings(
    grid: Grid, block: Block, headed: Sequence[int], read: Sequence[Run | Figure | Finding]
) -> Iterator[Run | Figure | Finding]:
    """What was read, the numbers between two such columns left open. `headed` are the columns that mean something."""
    between = _between(grid, block, headed)
    left: list[Figure] = []
    if not between:
        yield from read
        return
    for item in one_by_one(read):
        if not isinstance(item, Figure) or item.state is not State.READ or _at(grid, item) not in between:
            yield item
            continue
        left.append(item)
        yield replace(item, state=State.UNDECIDED)
    if left:
        first = min(between)
        yield HeadingsSlipped(
            where=f"第{first}行" if grid.transposed else f"{column_letter(first)}列",
            count=len(left),
            places=(in_sheet(grid.document, grid.sheet, *grid.place(block.lines[0].at, first)),),
        )


def _between(grid: Grid, block: Block, headed: Sequence[int]) -> set[int]:
    """The columns with a meaning between one of numbers without a heading and one without any numbers."""
    empty = [other for other in headed if not any(grid.cell(line.at, other) for line in block.lines)]
    if not empty:
        return set()
    bare = [
        other
        for other in block.others
        if other > grid.axis
        and other not in headed
        and not any(grid.levels(block, other))
        and _numbers(grid, block, other)
    ]
    pairs = [(min(one, other), max(one, other)) for one in empty for other in bare]
    return {other for other in headed for first, last in pairs if first < other < last}


def _numbers(grid: Grid, block: Block, other: int) -> bool:
    return any(isinstance(quantity(grid.cell(line.at, other)), Quantity) for line in block.lines)


def _at(grid: Grid, figure: Figure) -> int:
    """The column (lying across: the row) of a figure."""
    if not isinstance(figure.origin, InSheet):
        return 0
    letters = figure.origin.cell.rstrip("0123456789")
    if grid.transposed:
        return int(figure.origin.cell.removeprefix(letters))
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at
