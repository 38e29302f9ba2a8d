"""How high a table is on paper, from counting, and how low its rows must be to end on a page."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from pingbi.notice.heading import width
from pingbi.notice.styles import BOTTOM, HEIGHT, STYLES, TOP
from pingbi.notice.tables import CHARACTER, MARGINS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.notice.paper import Cell, Table

PAGE_HEIGHT = HEIGHT - TOP - BOTTOM - 3.0  # millimetres of text, less what other typefaces take more
POINTS = 72 / 25.4  # of a millimetre
LOWER = (6.4, 5.8, 5.3, 5.0)  # millimetres that a table's rows may be reduced to
CRAMPED = 2  # of these: rather than so low, a table begins a page
ABOVE = 10.5  # of the line above a table
EDGE = 0.2  # of the line between two rows
CELL_LINE = STYLES["cell"].line / POINTS


def fitted(table: Table, used: float, *, first: bool) -> tuple[Table, bool]:
    """The table with rows so high that it ends on its page, and whether it begins one; as it is where none will do.

    `used` is how much of the page stands above it, in millimetres; the first of a page begins none.
    """
    lines, tries = _lines_of(table), (table.row, *LOWER)
    for row in tries if first else tries[:-CRAMPED]:
        if used + _height(lines, row) <= PAGE_HEIGHT:
            return replace(table, row=row), False
    alone = (row for row in tries if not first and _height(lines, row) <= PAGE_HEIGHT)
    return replace(table, row=next(alone, table.row)), not first


def height(table: Table) -> float:
    """Millimetres that a table takes with the line above it."""
    return _height(_lines_of(table), table.row)


def _height(lines: Sequence[int], least: float) -> float:
    return ABOVE + sum(max(least, count * CELL_LINE + 0.4) + EDGE for count in lines)


def _lines_of(table: Table) -> list[int]:
    return [_lines(table, row) for row in (*table.head, *table.rows)]


def _lines(table: Table, row: Sequence[Cell]) -> int:
    """Lines of the longest text in a row; the columns that cells above go on through are left out of the count."""
    least = min(table.widths)
    wide = sum(cell.across for cell in row) == len(table.widths)
    most, at = 1, 0
    for cell in row:
        room = sum(table.widths[at : at + cell.across]) if wide else least * cell.across * 1.2
        texts = cell.text.split("\n") if cell.down == 1 else [""]
        most = max(most, sum(max(1, ceil(width(text) * CHARACTER / (room - MARGINS))) for text in texts))
        at += cell.across
    return most
