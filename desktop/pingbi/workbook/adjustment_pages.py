"""How 加减分 is cut into pages: one wide table, or, with many items, pages side by side that repeat the counties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.workbook.frame import Heading, heading
from pingbi.workbook.measure import LANDSCAPE, scale_for, title_lines
from pingbi.workbook.paging import READABLE, Run, breaks, room, running
from pingbi.workbook.panels import WIDEST, Panel, even, numeral, title_end
from pingbi.workbook.plan import Cell, Merge, Page, Style
from pingbi.workbook.references import ADJUSTMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.workbook.addresses import Book

KIND = "加减分情况表"
MOST_WIDE = LANDSCAPE["A3"] * 90 // READABLE  # px of a table that can be read on one page


def pages(book: Book, widths: Mapping[int, int]) -> tuple[Panel, ...]:
    """One page with all columns where A3 can be read; else pages of whole items, with 依据 on the last."""
    at, whole = book.adjustments, sum(widths.values())
    if whole <= MOST_WIDE:
        return (Panel(0, at.reason, ""),)
    units = []
    for items, total in ((at.bonus, at.bonus_sum), (at.deduction, at.deduction_sum)):
        units += [(item.times, item.points) for item in items]
        if items:
            units[-1] = (units[-1][0], total)
    units.append((at.reason if at.veto < 0 else at.veto, at.reason))
    sizes = [sum(widths[column] for column in range(first, last + 1)) for first, last in units]
    limit = WIDEST - _sides(book, widths)
    count = -(-sum(sizes) // limit)
    found = even(units, sizes, sum(sizes) / count)
    while count < len(units) and max(_wide(widths, page) for page in found) > limit:
        count += 1
        found = even(units, sizes, sum(sizes) / count)
    return tuple(Panel(first, last, f"（{numeral(number)}）") for number, (first, last) in enumerate(found, 1))


def _wide(widths: Mapping[int, int], page: tuple[int, int]) -> int:
    return sum(widths[column] for column in range(page[0], page[1] + 1))


def _sides(book: Book, widths: Mapping[int, int]) -> int:
    return widths[book.adjustments.number] + widths[book.adjustments.county]


def heads(book: Book, sheets: tuple[Panel, ...], widths: Mapping[int, int], units: str) -> Heading:
    """The rows above the table; each of several pages has its own title."""
    if len(sheets) == 1:
        return heading(book, ADJUSTMENTS, KIND, book.adjustments.reason, widths, right=units)
    cells = [Cell(0, 0, book.attachment(ADJUSTMENTS), Style("annex"))]
    merges, high = [], 40.0
    for page in sheets:
        end = title_end(page, widths, _sides(book, widths))
        words = book.title(ADJUSTMENTS, KIND) + page.number
        title, size, rows = title_lines(words, _wide(widths, (page.first, end)))
        high = max(high, rows)
        merges.append(Merge(1, page.first, 1, end, title, Style("title", size=size)))
        cells.append(Cell(2, page.first, f"时间：{book.period}", Style("meta_l")))
        cells.append(Cell(2, page.last, units, Style("meta_r")))
    return Heading(tuple(cells), tuple(merges), {0: 24, 1: high, 2: 22})


def set_up(book: Book, run: Run, sheets: tuple[Panel, ...], widths: Mapping[int, int]) -> Page:
    """The page set-up."""
    last = book.adjustments.reason
    if len(sheets) == 1:
        return running(run, sum(widths.values()), last, book.header)
    widest = max(_wide(widths, (page.first, page.last)) for page in sheets) + _sides(book, widths)
    scale = scale_for(widest, LANDSCAPE["A4"])
    page = Page(
        fit=None,
        scale=scale,
        repeat_columns=(0, 1),
        area=(0, 0, run.end, last),
        column_breaks=tuple(sheet.first for sheet in sheets[1:]),
        header=book.header,
    )
    found = breaks(run, room(scale))
    return replace(page, row_breaks=found, repeat_rows=run.repeated) if found else page
