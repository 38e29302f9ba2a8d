"""单项排名: one block a criterion in the order of its places, the city between those above and below it.

A few counties stand in blocks five across, more in three; above that one matrix of places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.workbook.frame import heading, notes
from pingbi.workbook.measure import LANDSCAPE, LANDSCAPE_HEIGHT, PORTRAIT, PORTRAIT_HEIGHT, em, scale_for, text_px
from pingbi.workbook.panels import county_width
from pingbi.workbook.plan import Merge, Page, SheetPlan, Style
from pingbi.workbook.references import SINGLE
from pingbi.workbook.single_block import Block, Spot, block_cells, block_of
from pingbi.workbook.single_chart import drawn
from pingbi.workbook.single_matrix import matrix
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.workbook.addresses import Book
    from pingbi.workbook.plan import Cell

FEW, SOME = 16, 45  # counties: five blocks across · three, upright · one matrix
TOP = 3  # first row of the first band
WIDE = 1345  # px that few blocks are stretched to
GAP, BETWEEN = 12, 12.0  # px between blocks, points between bands
ROW = 20.0
PAGE = {True: LANDSCAPE_HEIGHT["A4"], False: PORTRAIT_HEIGHT}  # px of a page at 100 %
PLACE, COUNTY, VALUE, POINTS = range(4)


class _Grid(NamedTuple):
    """Blocks on paper: how many across, the four widths of each, rows of a band."""

    across: int
    widths: tuple[int, int, int, int]
    lines: int

    def left(self, at: int) -> int:
        """The first column of the block that stands at this position of a band."""
        return (at % self.across) * 5

    def top(self, at: int) -> int:
        """The row of the block's heading."""
        return TOP + (at // self.across) * (self.lines + 3)

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
    grid = _grid(book, blocks)
    columns = grid.columns()
    landscape = len(book.counties.names) <= FEW
    head = heading(book, SINGLE, "单项指标排名表", grid.last_column, columns, right=f"单位：{_units(blocks)}")
    bands = -(-len(blocks) // grid.across)
    after = grid.top((bands - 1) * grid.across) + grid.lines + 2
    width = sum(columns.values())
    below = notes(_notes(blocks), after, 0, grid.last_column, width)
    scale = scale_for(width, LANDSCAPE["A4"] if landscape else PORTRAIT)
    rows = {**head.rows, **_rows(grid, bands, blocks), **below.rows}
    breaks = _breaks(grid, bands, rows, PAGE[landscape] * 100 / scale)
    chart = drawn(book, below.end + 1, columns, int(PAGE[landscape] * 100 / scale)) if landscape else None
    page = Page(
        landscape=landscape,
        fit=None,
        scale=scale,
        area=(0, 0, chart.last_row if chart else below.end - 1, grid.last_column),
        row_breaks=(*breaks, *((below.end + 1,) if chart else ())),
        header=book.header,
    )
    return SheetPlan(
        name=SINGLE,
        cells=(*head.cells, *_cells(book, grid, blocks), *(chart.cells if chart else ())),
        columns=columns if chart is None else {**columns, grid.last_column + 1: 16, **chart.columns},
        rows=rows if chart is None else {**rows, **chart.rows},
        merges=(*head.merges, *_merges(grid, blocks), *below.merges),
        page=page,
        freeze=(TOP, 0),
        charts=chart.charts if chart else (),
    )


def _grid(book: Book, blocks: list[Block]) -> _Grid:
    across = 3
    if len(book.counties.names) <= FEW:  # as few bands as five across give, as even as they can be
        bands = -(-len(blocks) // 5)
        across = max(3, -(-len(blocks) // bands))
    lines = max(len(block.lines) for block in blocks)
    value = max([62, *(text_px(block.longest, 12) + 8 for block in blocks), *(text_px(b.unit, 11) for b in blocks)])
    widths = [40, county_width(book), max(66, value), 60]
    spare = (WIDE if len(book.counties.names) <= FEW else 0) - across * (sum(widths) + GAP)
    if spare > 0:
        more = spare // across // 3
        widths = [widths[0], widths[1] + more, widths[2] + more, widths[3] + more]
    return _Grid(across, (widths[0], widths[1], widths[2], widths[3]), lines)


def _rows(grid: _Grid, bands: int, blocks: list[Block]) -> dict[int, float]:
    rows: dict[int, float] = {}
    for band in range(bands):
        top = grid.top(band * grid.across)
        inside = blocks[band * grid.across : (band + 1) * grid.across]
        wide = sum(grid.widths)
        tall = any((em(block.name) + 5) * 11 * 96 / 72 + 10 > wide for block in inside)
        rows |= {top: 36.0 if tall else 24.0, top + 1: 22.0}
        rows |= {top + 2 + down: ROW for down in range(grid.lines)}
        if band < bands - 1:
            rows[top + 2 + grid.lines] = BETWEEN
    return rows


def _breaks(grid: _Grid, bands: int, rows: dict[int, float], high: float) -> list[int]:
    """Rows before which a page ends: a band is never cut."""
    found, filled = [], sum(rows[row] for row in range(TOP)) * 96 / 72
    for band in range(bands):
        top = grid.top(band * grid.across)
        size = sum(rows.get(top + down, 0) for down in range(grid.lines + 3)) * 96 / 72
        if band and filled + size > high * 0.95:
            found.append(top)
            filled = 0
        filled += size
    return found


def _merges(grid: _Grid, blocks: list[Block]) -> Iterator[Merge]:
    for at, block in enumerate(blocks):
        top, left = grid.top(at), grid.left(at)
        style = _box(grid, at).style(Style("head"), top, left, top, left + POINTS)
        yield Merge(top, left, top, left + POINTS, block.title, style, block.title_formula)


def _box(grid: _Grid, at: int) -> Box:
    top, left = grid.top(at), grid.left(at)
    return Box(top, left, top + 1 + grid.lines, left + POINTS)


def _cells(book: Book, grid: _Grid, blocks: list[Block]) -> Iterator[Cell]:
    for at, block in enumerate(blocks):
        spot = Spot(grid.top(at) + 1, grid.left(at), grid.lines, grid.widths[VALUE], grid.widths[POINTS])
        yield from block_cells(book, block, spot, _box(grid, at))


def _units(blocks: list[Block]) -> str:
    return "、".join(dict.fromkeys([*(block.unit for block in blocks if block.unit), "分"]))


def _notes(blocks: list[Block]) -> list[str]:
    texts = ["数值相同的名次并列；“-”为未报送或不适用，不排名。"]
    if any(line.county is None for block in blocks for line in block.lines):
        texts.insert(0, "灰底为全市平均水平，列在其上的县区优于全市。")
    if any(block.grouped for block in blocks):
        texts.append("在组内比较的评比项，位次为组内位次，按组别排列。")
    return texts
