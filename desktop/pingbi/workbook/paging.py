"""Where a table's pages break: notes and the sign-off never stand alone, a group's heading never ends a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pingbi.workbook.measure import LANDSCAPE, LANDSCAPE_HEIGHT, scale_for
from pingbi.workbook.plan import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

KEEP = 3  # rows of a table that stand on the page of what is below it
FULL = 0.97  # of a page's height
GAP = 13.5  # points of an empty row
READABLE = 63  # per cent at which 12 points print as 7.5


class Run(NamedTuple):
    """A table over pages: rows before `first` head it, after `last` stand notes and the sign-off, to `end`.

    `rows` are heights in points, `repeated` the first and last row that stand on every page, `bound` rows that must
    not end a page.
    """

    rows: Mapping[int, float]
    first: int
    last: int
    end: int
    repeated: tuple[int, int]
    bound: frozenset[int] = frozenset()

    def high(self, top: int, bottom: int) -> float:
        """Points of the rows from `top` to `bottom`."""
        return sum(self.rows.get(row, GAP) for row in range(top, bottom + 1))


def room(scale: int, *, paper: str = "A4") -> float:
    """Points of a landscape page's height at this scale."""
    return LANDSCAPE_HEIGHT[paper] * 0.75 * 100 / scale


def scales(most: int) -> tuple[int, ...]:
    """The print scales at which a table may be tried on one page, the greatest first; 75 is as small as needed."""
    return (most, *(scale for scale in (95, 90, 85, 80, 75) if scale < most))


def breaks(run: Run, most: float) -> tuple[int, ...]:
    """Rows before which a page of `most` points begins."""
    found = _filled(run, most * FULL, (), run.high(0, run.first - 1), run.first)
    if not found:
        return ()
    keep = _unbound(run, max(run.first + 1, run.last - KEEP + 1))
    if found[-1] > keep:  # what is below the table takes its last rows along
        before = tuple(row for row in found if row < keep)
        found = _filled(run, most * FULL, (*before, keep), run.high(*run.repeated), keep)
    return found


def _filled(run: Run, most: float, found: tuple[int, ...], used: float, start: int) -> tuple[int, ...]:
    head = run.high(*run.repeated)
    for row in range(start, run.end + 1):
        high = run.rows.get(row, GAP)
        if used + high > most and row > start:
            at = _unbound(run, row)
            found, used = (*found, at), head + run.high(at, row - 1)
        used += high
    return found


def _unbound(run: Run, row: int) -> int:
    while row - 1 in run.bound:
        row -= 1
    return row


def running(run: Run, width: int, right: int, header: str) -> Page:
    """The set-up of a table `width` px wide to column `right`: one page, or pages with breaks; A3 where A4 is small."""
    paper: Literal["A4", "A3"] = "A3" if scale_for(width, LANDSCAPE["A4"]) < READABLE else "A4"
    scale = scale_for(width, LANDSCAPE[paper])
    found = breaks(run, room(scale, paper=paper))
    return Page(
        paper=paper,
        fit=None if found else (1, 1),
        scale=scale if found else None,
        repeat_rows=run.repeated,
        area=(0, 0, run.end, right),
        row_breaks=found,
        header=header,
    )
