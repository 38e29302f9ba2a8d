"""Where a sheet's pages begin and end, and at which scale they print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pingbi.workbook.plan import Page, SheetPlan

MM = 25.4 / 96  # of a pixel at 100 %
PIXELS = 96 / 72  # of a point
ROW, COLUMN = 18.0, 72.0  # pixels of a row and a column of which nothing is said
PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
SMALLEST = 10  # per cent
NEARLY = 1e-6
SLACK = 1.003  # of a page: programs round heights to their own units, and let a row in that is over by a hair


class Span(NamedTuple):
    """Rows or columns of a page, both ends included."""

    first: int
    last: int


class Line(NamedTuple):
    """The rows, or the columns, of a print area: pixels of each that is shown, in their order."""

    at: Sequence[int]
    sizes: Mapping[int, float]
    breaks: Collection[int]
    repeated: tuple[int, int] | None

    def spans(self, room: float) -> list[Span]:
        """The pages that they make where a page holds `room` pixels."""
        found: list[Span] = []
        start = last = None
        used = 0.0
        for index in self.at:
            size = self.sizes[index]
            if start is None or index in self.breaks or used + size > room + NEARLY:
                if start is not None and last is not None:
                    found.append(Span(start, last))
                start, used = index, self.before(index)
            used += size
            last = index
        if start is not None and last is not None:
            found.append(Span(start, last))
        return found

    def before(self, index: int) -> float:
        """Pixels of what is repeated on a page that begins here."""
        return sum(self.sizes[row] for row in self.again(index))

    def again(self, index: int) -> list[int]:
        """What is repeated on a page that begins here."""
        if self.repeated is None or index <= self.repeated[1]:
            return []
        return [row for row in range(self.repeated[0], self.repeated[1] + 1) if row in self.sizes]


class Breaking(NamedTuple):
    """A sheet's pages: they run down, then across."""

    width: float  # mm of the paper
    height: float
    scale: int
    rows: Line
    columns: Line
    down: tuple[Span, ...]
    across: tuple[Span, ...]

    @property
    def pages(self) -> int:
        """Pages."""
        return len(self.down) * len(self.across)

    def page(self, at: int) -> tuple[Span, Span]:
        """(rows, columns) of a page, counted from 0."""
        across, down = divmod(at, len(self.down))
        return self.down[down], self.across[across]


def broken(plan: SheetPlan) -> Breaking:
    """The pages of a plan. Of its cells nothing is asked where it says its print area."""
    page = plan.page
    top, left, bottom, right = page.area or used(plan)
    rows = Line(
        range(top, bottom + 1),
        {row: row_px(plan, row) for row in {*range(top, bottom + 1), *_range(page.repeat_rows)}},
        () if page.fit else page.row_breaks,
        page.repeat_rows,
    )
    seen = [column for column in range(left, right + 1) if column not in plan.hidden_columns]
    repeated = [column for column in _range(page.repeat_columns) if column not in plan.hidden_columns]
    columns = Line(
        seen,
        {column: plan.columns.get(column, COLUMN) for column in {*seen, *repeated}},
        () if page.fit else page.column_breaks,
        page.repeat_columns,
    )
    short, long = PAPERS[page.paper]
    width, height = (long, short) if page.landscape else (short, long)
    scale = page.scale or _fitted(page, rows, columns, body(page, width, height))
    across, down = (side / MM * 100 / scale for side in body(page, width, height))
    return Breaking(width, height, scale, rows, columns, tuple(rows.spans(down * SLACK)), tuple(columns.spans(across)))


def body(page: Page, width: float, height: float) -> tuple[float, float]:
    """Millimetres between the margins."""
    left, right, top, bottom = (side * 10 for side in page.margins)
    return width - left - right, height - top - bottom


def row_px(plan: SheetPlan, row: int) -> float:
    """Pixels of a row at 100 %."""
    points = plan.rows.get(row, plan.default_row)
    return ROW if points is None else points * PIXELS


def used(plan: SheetPlan) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of what is written, for a plan without a print area."""
    rows = [*(cell.row for cell in plan.cells), *(merge.bottom for merge in plan.merges)]
    columns = [*(cell.column for cell in plan.cells), *(merge.right for merge in plan.merges)]
    return 0, 0, max(rows, default=0), max(columns, default=0)


def _fitted(page: Page, rows: Line, columns: Line, sides: tuple[float, float]) -> int:
    if page.fit is None:
        return 100
    across, down = page.fit
    for scale in range(100, SMALLEST, -1):
        wide, high = (side / MM * 100 / scale for side in sides)
        if (not across or len(columns.spans(wide)) <= across) and (not down or len(rows.spans(high)) <= down):
            return scale
    return SMALLEST


def _range(ends: tuple[int, int] | None) -> range:
    return range(ends[0], ends[1] + 1) if ends is not None else range(0)
