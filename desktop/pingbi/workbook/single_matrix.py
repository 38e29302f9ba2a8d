"""单项排名 of many counties: one matrix county × criterion of places, in the official order."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.workbook.frame import heading, notes
from pingbi.workbook.measure import broken, text_px
from pingbi.workbook.paging import Run, running
from pingbi.workbook.panels import county_height, county_width
from pingbi.workbook.plan import Cell, SheetPlan, Style
from pingbi.workbook.references import MAIN, SINGLE, cell
from pingbi.workbook.rule_words import equals_words
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.workbook.addresses import Book

HEADS, FIRST = 3, 4  # rows
NUMBER, COUNTY = 0, 1  # columns


def matrix(book: Book) -> SheetPlan:
    """A running table; its headings repeat on every page."""
    names = list(book.main.criteria)
    words = {at: _words(book, name) for at, name in enumerate(names, COUNTY + 1)}
    widths = {NUMBER: 44, COUNTY: county_width(book), **{at: max(60, text_px(text, 11)) for at, text in words.items()}}
    last_row, last_column = FIRST + len(book.counties.names) - 1, COUNTY + len(names)
    head = heading(book, SINGLE, "单项指标位次表", last_column, widths, right="单位：位")
    box = Box(HEADS, NUMBER, last_row, last_column)
    below = notes(
        [f"本表为各评比项的位次，数值和得分见“主要指标”；{equals_words(book, '位次')}；“-”为未报送或不适用，不排名。"],
        last_row + 1,
        0,
        last_column,
        sum(widths.values()),
    )
    lines = max(text.count("\n") + 1 for text in words.values())
    rows = {**head.rows, HEADS: max(30.0, lines * 11 * 1.3 + 6), **below.rows}
    each = max(20.0, county_height(book))
    rows |= {FIRST + at: each for at in range(len(book.counties.names))}
    run = Run(rows, FIRST, last_row, below.end - 1, (1, HEADS))
    return SheetPlan(
        name=SINGLE,
        cells=_cells(book, list(head.cells), words, box),
        columns=widths,
        rows=rows,
        merges=(*head.merges, *below.merges),
        page=running(run, sum(widths.values()), last_column, book.header),
        freeze=(FIRST, COUNTY + 1),
    )


def _words(book: Book, name: str) -> str:
    row = book.criteria[name]
    return "\n".join(row.lines) if row.lines else broken(row.name)


def _cells(book: Book, head: list[Cell], words: dict[int, str], box: Box) -> Iterator[Cell]:
    yield from head
    for column, text in {NUMBER: "序号", COUNTY: "县区", **words}.items():
        yield Cell(HEADS, column, text, box.style(Style("head"), HEADS, column))
    main = book.main
    keys = main.county_keys()
    rows = [
        (at, main.criteria[name].place, book.within(book.criteria[name]) and book.grouped, book.scores[name].scores)
        for at, name in enumerate(main.criteria, COUNTY + 1)
    ]
    fetch = {at: f"=INDEX({main.whole(place, MAIN)},MATCH($" for at, place, _, _ in rows}
    for down, county in enumerate(book.counties.names):
        row = FIRST + down
        yield Cell(row, NUMBER, down + 1, box.style(Style("numc"), row, NUMBER))
        yield Cell(row, COUNTY, book.key(county), box.style(Style("text"), row, COUNTY))
        key = cell(row, COUNTY)
        for at, _, grouped, scores in rows:
            place: int | Decimal | None = scores[county].group_place if grouped else scores[county].place
            shown = "-" if place is None else place
            yield Cell(row, at, shown, box.style(Style("numc"), row, at), f"{fetch[at]}{key},{keys},0))")
