"""名次稳健性: how sure each place is, a ranked county a row; places and points are live, the rest as computed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from pingbi.model.robustness import Judgement
from pingbi.workbook.frame import heading, notes
from pingbi.workbook.measure import (
    LANDSCAPE,
    LANDSCAPE_HEIGHT,
    PORTRAIT,
    PORTRAIT_HEIGHT,
    height,
    longest_number,
    text_px,
)
from pingbi.workbook.paging import GAP as GAP_ROW
from pingbi.workbook.paging import READABLE, Run, running
from pingbi.workbook.panels import county_height, county_width
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.references import RANKING, ROBUSTNESS, area, cell
from pingbi.workbook.robustness_chart import drawn
from pingbi.workbook.robustness_words import NONE, place_words, range_words, remark, swap_words, texts
from pingbi.workbook.styles import Box, number_format, number_px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.model.robustness import Places, Robustness, SurePlace
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.plan import Value

TOP, FIRST = 3, 5  # first row of headings, first row of the body
PLACE, COUNTY, TOTAL, GAP, SWAP, TOGETHER, TENTH, QUARTER, LEFT_OUT, METHODS, JUDGED, NOTE = range(12)
HELPER = NOTE + 2  # beyond an empty column: whether it still holds, the points then, the chart's figures
HEAD, TEXT, SMALL, MIDDLE, COUNT = Style("head"), Style("text"), Style("small"), Style("smallc"), Style("numc")
SCREEN = Style("screen")
LIVE = "测算对象：参与排名的县区　　位次、得分、分差随“综合排名”变动，其余为测算时的计算值"
HEADS = {TOTAL: "综合\n得分", LEFT_OUT: "去掉任一项\n时的位次", METHODS: "换用其他方法\n时的位次"}
UNDER = {
    GAP: ("与后一名比", {GAP: "分差", SWAP: "能使两者易位的最小权重变动", TOGETHER: "各项同时"}),
    TENTH: ("权重变动时的位次", {TENTH: "±10%", QUARTER: "±25%"}),
}
TALL, LOW, FEW = 27.0, 20.0, 15  # points of a row: of few counties, of many


def plan(book: Book) -> SheetPlan | None:
    """The sheet; None with fewer than three ranked counties."""
    found = book.robustness()
    return None if found is None else _Table(book, found).plan()


@dataclass(frozen=True)
class _Table:
    book: Book
    found: Robustness

    @cached_property
    def places(self) -> list[tuple[int, SurePlace]]:
        """Each county with its row."""
        return [(row, self.found.rows[at]) for row, at, _ in self._rows if at >= 0]

    @cached_property
    def _rows(self) -> list[tuple[int, int, str]]:
        """(row, position of the county or -1, the group's heading), from top to bottom."""
        listed, now, group = [], FIRST, object()
        for at, place in enumerate(self.found.rows):
            if self.found.by_group and place.group != group:
                group = place.group
                count = sum(row.group == group for row in self.found.rows)
                listed.append((now, -1, f"{group or '未分组'}（{count}个）"))
                now += 1
            listed.append((now, at, ""))
            now += 1
        return listed

    @property
    def last_row(self) -> int:
        return self._rows[-1][0]

    @cached_property
    def swaps(self) -> list[tuple[str, str]]:
        return [swap_words(self.book, self.found, row.margin) for row in self.found.rows]

    @cached_property
    def remarks(self) -> list[str]:
        return [remark(self.book, self.found, at) for at in range(len(self.found.rows))]

    @cached_property
    def widths(self) -> dict[int, int]:
        """Pixels by column."""
        rows = self.found.rows
        ranges = [range_words(places) for row in rows for places in _ranges(row)]
        wide = max(72, *(text_px(words, 12) for words in ranges))
        return {
            PLACE: max(56, number_px(max((place_words(row.place) for row in rows), key=len), bold=True)),
            COUNTY: county_width(self.book),
            TOTAL: max(72, number_px(self._longest(TOTAL))),
            GAP: max(62, number_px(self._longest(GAP))),
            SWAP: max(210, min(250, max(text_px(words, 10.5) for words, _ in self.swaps))),
            TOGETHER: max(72, *(text_px(words, 10.5) for _, words in self.swaps)),
            TENTH: wide,
            QUARTER: wide,
            LEFT_OUT: max(96, wide),
            METHODS: max(110, wide),
            JUDGED: 76 if any(row.judgement is Judgement.UNKNOWN for row in rows) else 60,
            NOTE: 250,
        }

    def plan(self) -> SheetPlan:
        """Everything on one page with the chart; without one, over pages with the headings repeated."""
        widths, found = self.widths, self.found
        width = sum(widths.values())
        head = heading(
            self.book, ROBUSTNESS, "综合排名稳健性测算表", NOTE, widths, left=LIVE, right="单位：位、分、百分点"
        )
        below = notes(texts(self.book, found), self.last_row + 1, 0, NOTE, width)
        chart = drawn(self.book, found, below.end + 1, width, (FIRST, HELPER + 1))
        end = chart.last_row if chart else below.end - 1
        rows = {**head.rows, **self._heights(), **below.rows, **(chart.rows if chart else {})}
        page = self._page(width, sum(rows.get(row, GAP_ROW) for row in range(end + 1)), end)
        if chart is None:
            bound = frozenset(row for row, at, _ in self._rows if at < 0)
            run = Run(rows, FIRST, self.last_row, end, (1, FIRST - 1), bound)
            page = running(run, width, NOTE, self.book.header)
        return SheetPlan(
            name=ROBUSTNESS,
            cells=chain(head.cells, self._cells(), chart.cells if chart else ()),
            columns={**widths, NOTE + 1: 16, HELPER: 150, **dict.fromkeys(range(HELPER + 1, HELPER + 4), 80)},
            rows=rows,
            merges=(*head.merges, *self._merges(), *below.merges),
            page=page,
            freeze=(FIRST, COUNTY + 1),
            charts=(chart.chart,) if chart else (),
        )

    def _page(self, width: int, points: float, end: int) -> Page:
        """One page, across or upright, whichever prints larger; on A3 where that is too small on A4."""
        high = points * 96 / 72
        across = min(LANDSCAPE["A4"] / width, LANDSCAPE_HEIGHT["A4"] / high)
        upright = min(PORTRAIT / width, PORTRAIT_HEIGHT / high)
        return Page(
            landscape=across >= upright,
            paper="A3" if max(across, upright) * 100 < READABLE else self.book.scheme.print.paper,
            fit=(1, 1),
            area=(0, 0, end, NOTE),
            header=self.book.header,
        )

    def _heights(self) -> dict[int, float]:
        least = max(county_height(self.book), TALL if len(self.found.rows) <= FEW else LOW)
        rows: dict[int, float] = {TOP: 24, TOP + 1: 24}
        for row, at, _ in self._rows:
            if at < 0:
                rows[row] = 24
                continue
            said = height(self.remarks[at], self.widths[NOTE], 10.5, indent=True)
            rows[row] = max(least, said, height(self.swaps[at][0], self.widths[SWAP], 10.5))
        return rows

    @property
    def _box(self) -> Box:
        return Box(TOP, PLACE, self.last_row, NOTE)

    def _merges(self) -> Iterator[Merge]:
        box = self._box
        place = "组内\n位次" if self.found.by_group else "综合\n排名"
        whole = {PLACE: place, COUNTY: "县区", JUDGED: "判断", NOTE: "说明", **HEADS}
        for column, words in sorted(whole.items()):
            yield Merge(TOP, column, TOP + 1, column, words, box.style(HEAD, TOP, column, TOP + 1, column))
        for first, (words, heads) in UNDER.items():
            last = max(heads)
            yield Merge(TOP, first, TOP, last, words, box.style(HEAD, TOP, first, TOP, last))
        for row, at, words in self._rows:
            if at < 0:
                style = box.style(Style("left", bold=True), row, PLACE, row, NOTE)
                yield Merge(row, PLACE, row, NOTE, words, style)

    def _cells(self) -> Iterator[Cell]:
        box = self._box
        for _, heads in UNDER.values():
            for column, words in heads.items():
                yield Cell(TOP + 1, column, words, box.style(HEAD, TOP + 1, column))
        for row, at, _ in self._rows:
            if at >= 0:
                for column, value, style, formula in self._county(row, at):
                    yield Cell(row, column, value, box.style(style, row, column), formula)
                yield Cell(row, HELPER, self.found.rows[at].total, SCREEN)
        yield Cell(FIRST - 1, HELPER, "测算时的综合得分", SCREEN)
        yield Cell(TOP - 1, HELPER, "与测算时一致", SCREEN, self._still())

    def _still(self) -> str:
        """Whether the totals are those that the computed columns were made from."""
        now, then = (area(FIRST, column, self.last_row, column) for column in (TOTAL, HELPER))
        return f'=IF(SUMPRODUCT(--({now}<>{then}))=0,"与测算时一致","得分已变，请重新导出")'

    def _county(self, row: int, at: int) -> Iterator[tuple[int, Value, Style, str]]:
        place, ranking = self.found.rows[at], self.book.ranking
        placed = ranking.group_place if self.found.by_group else ranking.place
        yield PLACE, place.place, Style("numc", bold=True), self._fetched(row, placed)
        yield COUNTY, self.book.key(place.county), TEXT, ""
        yield TOTAL, place.total, self._look(TOTAL), self._fetched(row, ranking.total)
        yield self._gap(row, at)
        alone, together = self.swaps[at]
        yield SWAP, alone, MIDDLE, ""
        yield TOGETHER, together, MIDDLE, ""
        for column, places in zip((TENTH, QUARTER, LEFT_OUT, METHODS), _ranges(place), strict=True):
            yield column, range_words(places), COUNT if places is not None else MIDDLE, ""
        yield JUDGED, place.judgement.value, Style("text", bold=place.judgement is Judgement.CLOSE), ""
        yield NOTE, self.remarks[at] or None, SMALL, ""

    def _gap(self, row: int, at: int) -> tuple[int, Value, Style, str]:
        """The distance to the county in the next row of the same group."""
        if self.found.rows[at].margin is None:
            return GAP, NONE, COUNT, ""
        digits = self.book.scheme.scheme.total_decimals
        mine, theirs = f"${cell(row, TOTAL)}", f"${cell(row + 1, TOTAL)}"
        made = f'=IF(AND(ISNUMBER({mine}),ISNUMBER({theirs})),ROUND({mine}-{theirs},{digits}),"-")'
        return GAP, self.found.rows[at].total - self.found.rows[at + 1].total, self._look(GAP), made

    def _look(self, column: int) -> Style:
        digits = self.book.scheme.scheme.total_decimals
        return Style("num", number=number_format(digits, self.widths[column], len(self._longest(column))))

    def _longest(self, column: int) -> str:
        """The longest total or distance as printed."""
        rows, digits = self.found.rows, self.book.scheme.scheme.total_decimals
        if column == TOTAL:
            return longest_number([row.total for row in rows], digits, f"{99:.{digits}f}")
        apart = [mine.total - theirs.total for mine, theirs in pairwise(rows) if mine.margin is not None]
        return longest_number(apart, digits, f"{9:.{digits}f}")

    def _fetched(self, row: int, column: int) -> str:
        """A column of 综合排名 in the county's row, wherever that stands."""
        at = self.book.ranking
        counties = at.whole(at.county, RANKING)
        return f"=INDEX({at.whole(column, RANKING)},MATCH(${cell(row, COUNTY)},{counties},0))"


def _ranges(row: SurePlace) -> tuple[Places | None, ...]:
    return row.tenth, row.quarter, row.left_out, row.other_methods
