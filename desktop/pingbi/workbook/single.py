"""单项排名: one block a criterion in the order of its places, the city between those above and below it.

A few counties stand in blocks five across, more in three; above that one matrix of places. Each page of blocks has a
title of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.workbook.frame import HEADING_ROWS, Heading, notes
from pingbi.workbook.measure import (
    LANDSCAPE,
    LANDSCAPE_HEIGHT,
    PORTRAIT,
    PORTRAIT_HEIGHT,
    height,
    scale_for,
    text_px,
    title_lines,
)
from pingbi.workbook.panels import county_height, county_width, numeral
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.references import SINGLE
from pingbi.workbook.rule_words import equals_words
from pingbi.workbook.single_block import Block, Spot, block_cells, block_of, block_title
from pingbi.workbook.single_chart import drawn
from pingbi.workbook.single_matrix import matrix
from pingbi.workbook.styles import Box, number_px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.workbook.addresses import Book

FEW, SOME = 16, 40  # counties: five blocks across · three, upright · one matrix
WIDE, NARROW = 1345, 960  # px that three blocks, and one or two, are stretched to
KIND = "单项指标排名表"
GAP, BETWEEN = 12, 12.0  # px between blocks, points between bands
ROW = 20.0
HEADS = 210.0  # points of all that can stand above the lines of a page's first band
FULL = 0.95  # of a page's height
PLACE, COUNTY, VALUE, POINTS = range(4)


class _Grid(NamedTuple):
    """Blocks on paper: how many across, the four widths of each, lines of a band, the row of each band's headings."""

    across: int
    widths: tuple[int, int, int, int]
    lines: int
    tops: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()  # bands that begin a page

    def left(self, at: int) -> int:
        """The first column of the block that stands at this position of a band."""
        return (at % self.across) * 5

    def top(self, at: int) -> int:
        """The row of the block's heading."""
        return self.tops[at // self.across]

    @property
    def last_column(self) -> int:
        """The last column of the last block."""
        return self.across * 5 - 2

    def columns(self) -> dict[int, int]:
        """Width of each column."""
        found: dict[int, int] = {}
        for at in range(self.across):
            found |= {at * 5 + part: width for part, width in enumerate(self.widths)}
            if at < self.across - 1:
                found[at * 5 + 4] = GAP
        return found


def plan(book: Book) -> SheetPlan | None:
    """The sheet; None where no criterion has data."""
    if not book.main.criteria:
        return None
    if len(book.counties.names) > SOME:
        return matrix(book)
    blocks = [block_of(book, book.criteria[name]) for name in book.main.criteria]
    landscape = len(book.counties.names) <= FEW
    grid = _grid(book, blocks)
    columns = grid.columns()
    width = sum(columns.values())
    below = _notes(book, blocks)
    said = sum(notes(below, 0, 0, grid.last_column, width).rows.values())
    paper, most = (LANDSCAPE["A4"], LANDSCAPE_HEIGHT["A4"]) if landscape else (PORTRAIT, PORTRAIT_HEIGHT)
    band = HEADS + said + grid.lines * max(ROW, county_height(book))  # points of a page with one band and the notes
    scale = min(scale_for(width, paper), int(most * 0.75 * FULL * 100 / band))
    high = most * 100 / scale
    grid, rows = _placed(book, grid, blocks, said, high * 0.75 * FULL)
    head = _headings(book, grid, columns, blocks)
    after = grid.tops[-1] + grid.lines + 2
    texts = notes(below, after, 0, grid.last_column, width)
    rows |= {**head.rows, **texts.rows}
    chart = drawn(book, texts.end + 1, columns, int(high)) if landscape else None
    page = Page(
        landscape=landscape,
        fit=None,
        scale=scale,
        area=(0, 0, chart.last_row if chart else texts.end - 1, grid.last_column),
        row_breaks=(*(grid.tops[band] - 2 for band in grid.pages), *((texts.end + 1,) if chart else ())),
        header=book.header,
    )
    return SheetPlan(
        name=SINGLE,
        cells=(*head.cells, *_cells(book, grid, blocks), *(chart.cells if chart else ())),
        columns=columns if chart is None else {**columns, grid.last_column + 1: 16, **chart.columns},
        rows=rows if chart is None else {**rows, **chart.rows},
        merges=(*head.merges, *_merges(grid, blocks), *texts.merges),
        page=page,
        freeze=(HEADING_ROWS, 0),
        charts=chart.charts if chart else (),
    )


def _grid(book: Book, blocks: list[Block]) -> _Grid:
    across = min(3, len(blocks))
    if len(book.counties.names) <= FEW:  # as few bands as five across give, as even as they can be
        bands = -(-len(blocks) // 5)
        across = max(across, -(-len(blocks) // bands))
    lines = max(len(block.lines) for block in blocks)
    value = max(
        [66, *(number_px(block.longest, bold=True) for block in blocks), *(text_px(b.unit, 11) for b in blocks)]
    )
    points = max(60, *(number_px(block.longest_points) for block in blocks))
    widths = [max(40, *(number_px(block.longest_place) for block in blocks)), county_width(book), value, points]
    wide = WIDE if across >= 3 else NARROW
    spare = (wide if len(book.counties.names) <= FEW else 0) - across * (sum(widths) + GAP)
    if spare > 0:
        more = spare // across // 3
        widths = [widths[0], widths[1] + more, widths[2] + more, widths[3] + more]
    return _Grid(across, (widths[0], widths[1], widths[2], widths[3]), lines)


def _placed(book: Book, grid: _Grid, blocks: list[Block], below: float, most: float) -> tuple[_Grid, dict[int, float]]:
    """The grid with the rows of its bands; a band is never cut, the notes (`below`, points) stand with the last."""
    bands = -(-len(blocks) // grid.across)
    head = title_lines(book.title(SINGLE, KIND) + "（一）", sum(grid.columns().values()))[2] + 22
    heads = 36.0 if any(block.grouped for block in blocks) else 22.0
    each, wide = max(ROW, county_height(book)), sum(grid.widths)
    rows: dict[int, float] = {}
    tops, starts, row, used = [], [], HEADING_ROWS, 24 + head
    for band in range(bands):
        inside = blocks[band * grid.across : (band + 1) * grid.across]
        title = max(24.0, *(height(block_title(block, wide)[0], wide, 11) for block in inside))
        size = title + heads + grid.lines * each + BETWEEN
        if band and used + size + (below if band == bands - 1 else 0) > most:
            starts.append(band)
            used, row = head, row + 2
        tops.append(row)
        rows |= {row: title, row + 1: heads} | {row + 2 + down: each for down in range(grid.lines)}
        row += grid.lines + 2
        if band < bands - 1:
            rows[row] = BETWEEN
            row += 1
        used += size
    return grid._replace(tops=tuple(tops), pages=tuple(starts)), rows


def _headings(book: Book, grid: _Grid, columns: dict[int, int], blocks: list[Block]) -> Heading:
    """附件N, and above each page's first band a title and a line with 时间 and 单位."""
    cells = [Cell(0, 0, book.attachment(SINGLE), Style("annex"))]
    merges, rows = [], {0: 24.0}
    units = book.scheme.print.unit_line or f"单位：{_units(blocks)}"
    for number, band in enumerate((0, *grid.pages), 1):
        top = grid.tops[band] - 2
        words = book.title(SINGLE, KIND) + (f"（{numeral(number)}）" if grid.pages else "")
        title, size, high = title_lines(words, sum(columns.values()))
        merges.append(Merge(top, 0, top, grid.last_column, title, Style("title", size=size)))
        cells.append(Cell(top + 1, 0, f"时间：{book.period}", Style("meta_l")))
        cells.append(Cell(top + 1, grid.last_column, units, Style("meta_r")))
        rows |= {top: high, top + 1: 22.0}
    return Heading(tuple(cells), tuple(merges), rows)


def _merges(grid: _Grid, blocks: list[Block]) -> Iterator[Merge]:
    for at, block in enumerate(blocks):
        top, left = grid.top(at), grid.left(at)
        style = _box(grid, at).style(Style("head"), top, left, top, left + POINTS)
        words, formula = block_title(block, sum(grid.widths))
        yield Merge(top, left, top, left + POINTS, words, style, formula)
        for row, line in enumerate(block.lines, top + 2):
            if line.group:
                style = _box(grid, at).style(Style("left", bold=True), row, left, row, left + POINTS)
                yield Merge(row, left, row, left + POINTS, line.group, style)


def _box(grid: _Grid, at: int) -> Box:
    top, left = grid.top(at), grid.left(at)
    return Box(top, left, top + 1 + grid.lines, left + POINTS)


def _cells(book: Book, grid: _Grid, blocks: list[Block]) -> Iterator[Cell]:
    for at, block in enumerate(blocks):
        spot = Spot(grid.top(at) + 1, grid.left(at), grid.lines, grid.widths[VALUE], grid.widths[POINTS])
        yield from block_cells(book, block, spot, _box(grid, at))


def _units(blocks: list[Block]) -> str:
    return "、".join(dict.fromkeys([*(block.unit for block in blocks if block.unit), "分"]))


def _notes(book: Book, blocks: list[Block]) -> list[str]:
    texts = [f"{equals_words(book, '名次')}；“-”为未报送或不适用，不排名。"]
    if any(line.county is None and not line.group for block in blocks for line in block.lines):
        texts.insert(0, "灰底为全市平均水平，列在其上的县区优于全市或与全市持平。")
    if any(block.grouped for block in blocks):
        texts.append("在组内比较的评比项，位次为组内位次，按组别排列。")
    return texts
