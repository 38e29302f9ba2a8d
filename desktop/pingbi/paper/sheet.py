"""One sheet as it prints: how many pages at once, each page when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from pingbi.paper.breaking import MM, body, broken
from pingbi.paper.conditions import Changed, changed
from pingbi.paper.layout import Area, Box, Edges, Font, PrintedPage
from pingbi.paper.marginal import marks
from pingbi.paper.pictures import picture
from pingbi.paper.shown import shown
from pingbi.workbook.plan import Cell, Merge
from pingbi.workbook.styles import properties
from pingbi.workbook.write import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pingbi.paper.layout import Align
    from pingbi.paper.pictures import Look
    from pingbi.workbook.plan import SheetPlan, Style, Value

PADDING = 3.0  # pixels between a cell's edge and its text
INDENT = 9.0  # pixels of one step


class _Frame(NamedTuple):
    """Where rows and columns stand on one page, in mm; `rows` and `columns` those on it, in their order."""

    rows: list[int]
    columns: list[int]
    tops: dict[int, tuple[float, float]]  # row -> (top, bottom)
    lefts: dict[int, tuple[float, float]]

    def area(self, merge: Merge) -> Area:
        """What of a merged range is on the page."""
        rows = [row for row in self.rows if merge.top <= row <= merge.bottom]
        columns = [column for column in self.columns if merge.left <= column <= merge.right]
        top, left = self.tops[rows[0]][0], self.lefts[columns[0]][0]
        return Area(left, top, self.lefts[columns[-1]][1] - left, self.tops[rows[-1]][1] - top)


class PrintedSheet:
    """The pages of one plan. `look` gives the value of any sheet's cell, for charts."""

    def __init__(self, plan: SheetPlan, fonts: Mapping[str, str], look: Look) -> None:
        if plan.page.area is None:
            plan = replace(plan, cells=tuple(plan.cells), merges=tuple(plan.merges))
        self._plan, self._fonts, self._look = plan, dict(fonts), look
        self._pages = broken(plan)
        self.name, self.count, self.scale = plan.name, self._pages.pages, self._pages.scale
        self.paper, self.landscape = plan.page.paper, plan.page.landscape
        self.width, self.height = self._pages.width, self._pages.height

    @property
    def words(self) -> str:
        """2 页，A4 横."""
        return f"{self.count} 页，{self.paper} {'横' if self.landscape else '竖'}"

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell."""
        found = self._cells.get((row, column))
        if found is not None:
            return found.value
        return next((row_.value for row_ in self._merges.get(row, ()) if row_.left <= column <= row_.right), None)

    def page(self, at: int) -> PrintedPage:
        """A page, counted from 0."""
        rows, columns = self._pages.page(at)
        frame = self._frame(rows.first, rows.last, columns.first, columns.last)
        left, right = self._sides(frame)
        top, bottom = frame.tops[frame.rows[0]][0], frame.tops[frame.rows[-1]][1]
        clip = Area(left, top, right - left, bottom - top)
        boxes = (*self._merged(frame), *self._single(frame, clip))
        pictures = tuple(
            picture(chart, area, self.scale, self._look)
            for chart in self._plan.charts
            if chart.row in frame.tops and rows.first <= chart.row <= rows.last and chart.column in frame.lefts
            for area in (self._spot(frame, chart.row, chart.column, chart.offset, chart.size),)
        )
        printed = marks(self._plan.page, self.width, self.height, self.scale)
        return PrintedPage(self.name, at + 1, self.width, self.height, self.scale, clip, boxes, printed, pictures)

    # What is written, once

    @cached_property
    def _all(self) -> tuple[tuple[Cell, ...], tuple[Merge, ...]]:
        return tuple(self._plan.cells), tuple(self._plan.merges)

    @cached_property
    def _cells(self) -> dict[tuple[int, int], Cell]:
        return {(cell.row, cell.column): cell for cell in self._all[0]}

    @cached_property
    def _columns(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for cell in self._all[0]:
            found.setdefault(cell.row, []).append(cell.column)
        return found

    @cached_property
    def _merges(self) -> dict[int, list[Merge]]:
        """By each row that they touch."""
        found: dict[int, list[Merge]] = {}
        for merge in self._all[1]:
            for row in range(merge.top, merge.bottom + 1):
                found.setdefault(row, []).append(merge)
        return found

    @cached_property
    def _changed(self) -> dict[tuple[int, int], Changed]:
        return changed(self._plan, self._cells) if self._plan.conditions else {}

    @cached_property
    def _looks(self) -> dict[Style, _Look]:
        return {}

    # On one page

    def _frame(self, top: int, bottom: int, left: int, right: int) -> _Frame:
        page, share = self._plan.page, MM * self.scale / 100
        sizes = self._pages.rows.sizes
        rows = [*self._pages.rows.again(top), *(row for row in self._pages.rows.at if top <= row <= bottom)]
        widths = self._pages.columns.sizes
        seen = self._pages.columns.at
        columns = [*self._pages.columns.again(left), *(column for column in seen if left <= column <= right)]
        over = page.margins[0] * 10
        room = body(page, self.width, self.height)[0] - sum(widths[column] for column in columns) * share
        ends = list(accumulate((sizes[row] * share for row in rows), initial=page.margins[2] * 10))
        sides = list(accumulate((widths[column] * share for column in columns), initial=over + max(0.0, room / 2)))
        return _Frame(
            rows,
            columns,
            {row: (ends[at], ends[at + 1]) for at, row in enumerate(rows)},
            {column: (sides[at], sides[at + 1]) for at, column in enumerate(columns)},
        )

    def _sides(self, frame: _Frame) -> tuple[float, float]:
        return frame.lefts[frame.columns[0]][0], frame.lefts[frame.columns[-1]][1]

    def _merged(self, frame: _Frame) -> Iterable[Box]:
        on_page = {merge for row in frame.rows for merge in self._merges.get(row, ())}
        for merge in sorted(on_page, key=lambda row: (row.top, row.left)):
            if any(merge.left <= column <= merge.right for column in frame.columns):
                area = frame.area(merge)
                yield self._box(area, merge.value, merge.style, (merge.top, merge.left), area)

    def _single(self, frame: _Frame, clip: Area) -> Iterable[Box]:
        for row in frame.rows:
            taken = self._merges.get(row, ())
            for column in sorted(self._columns.get(row, ())):
                if column not in frame.lefts or any(one.left <= column <= one.right for one in taken):
                    continue
                cell = self._cells[row, column]
                (top, bottom), (left, right) = frame.tops[row], frame.lefts[column]
                area = Area(left, top, right - left, bottom - top)
                room = self._room(cell, area, frame, clip)
                yield self._box(area, cell.value, cell.style, (row, column), room)

    def _room(self, cell: Cell, area: Area, frame: _Frame, clip: Area) -> Area:
        """A text on one line runs over the empty cells beside it."""
        look = self._look_of(cell.style)
        if not isinstance(cell.value, str) or look.wrap:
            return area
        left, right = area.left, area.right
        at = frame.columns.index(cell.column)
        if look.align != "right":
            right = self._reach(cell.row, frame.columns[at + 1 :], right, frame, 1)
        if look.align != "left":
            left = self._reach(cell.row, frame.columns[:at][::-1], left, frame, 0)
        return Area(max(left, clip.left), area.top, min(right, clip.right) - max(left, clip.left), area.height)

    def _reach(self, row: int, columns: Iterable[int], edge: float, frame: _Frame, side: int) -> float:
        for column in columns:
            beside = self._cells.get((row, column))
            if beside is not None and beside.value not in {None, ""}:
                break
            if any(merge.left <= column <= merge.right for merge in self._merges.get(row, ())):
                break
            edge = frame.lefts[column][side]
        return edge

    def _spot(self, frame: _Frame, row: int, column: int, offset: int, size: tuple[int, int]) -> Area:
        share = MM * self.scale / 100
        left = frame.lefts[column][0] + offset * share
        return Area(left, frame.tops[row][0], size[0] * share, size[1] * share)

    def _box(self, area: Area, value: Value, style: Style, at: tuple[int, int], room: Area) -> Box:
        look, own = self._look_of(style), self._changed.get(at)
        number = own.number if own is not None and own.number else style.number
        text = shown(clean(value) if isinstance(value, str) else value, number)
        return Box(
            area=area,
            text=text.text,
            font=look.font,
            align=look.align,
            room=room,
            edges=look.edges,
            wrap=look.wrap,
            indent=look.indent,
            fill=look.fill,
            after=text.after,
            bar=own.bar if own is not None else None,
        )

    def _look_of(self, style: Style) -> _Look:
        found = self._looks.get(style)
        if found is None:
            found = self._looks[style] = _look(style, self._fonts, self.scale)
        return found


class _Look(NamedTuple):
    font: Font
    align: Align
    wrap: bool
    indent: float
    fill: str
    edges: Edges


def _look(style: Style, fonts: dict[str, str], scale: int) -> _Look:
    """What the writer asks of a cell's format, on paper."""
    given = properties(style, fonts)
    colour = str(given.get("font_color", "#000000")).lstrip("#")
    font = Font(given["font_name"], given["font_size"] * scale / 100, given["bold"], colour)
    edges = Edges(given["left"], given["right"], given["top"], given["bottom"])
    indent = given.get("indent", 0) * INDENT * MM * scale / 100
    fill = str(given.get("bg_color", "")).lstrip("#")
    return _Look(font, given["align"], given["text_wrap"], indent, fill, edges)
