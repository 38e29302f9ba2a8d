"""县区分析: one printed page a county, all in the official order on one sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from pingbi.workbook.county_band import band
from pingbi.workbook.county_chart import Drawn, drawn
from pingbi.workbook.county_heights import sized
from pingbi.workbook.county_layout import CountyPage, part_words
from pingbi.workbook.county_lines import Made
from pingbi.workbook.county_texts import CountyTexts
from pingbi.workbook.county_words import sent, steps, strong, weak
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.references import COUNTIES, letters
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.model import CountyView
    from pingbi.workbook.addresses import Book

HEAD, H1, SMALL, SMALLC = Style("head"), Style("h1"), Style("small"), Style("smallc")
STEP_HEADS = ("评比项", "现值", "需达到", "需增加", "说明")


def plan(book: Book) -> SheetPlan | None:
    """The sheet; None where nothing was computed for it."""
    if not book.main.criteria or not book.county_views():
        return None
    return CountySheet(CountyTexts(book)).plan(book.counties.names)


@dataclass(frozen=True)
class CountySheet:
    """Pages of counties, at the places where all of them stand, or of one alone."""

    texts: CountyTexts

    @property
    def _book(self) -> Book:
        return self.texts.book

    @property
    def _page(self) -> CountyPage:
        return self.texts.page

    def plan(self, names: tuple[str, ...]) -> SheetPlan:
        """A sheet with the pages of these counties, the first at the top."""
        tops = {name: at * self._page.rows for at, name in enumerate(names)}
        made = {name: [self.texts.lines.made(row, name) for row in self._page.criteria] for name in names}
        greatest = max((row.rate for rows in made.values() for row in rows if row.rate is not None), default=Decimal(0))
        charts = [drawn(self._page, name, tops[name], made[name], greatest) for name in names if self._page.drawn]
        fit = sized(self.texts, tops, made)
        width = self._page.last + 1
        extra = {width: 16} | dict.fromkeys(range(width + 1, width + 4), 90) if any(row.cells for row in charts) else {}
        return SheetPlan(
            name=COUNTIES,
            cells=self._cells(tops, charts),
            columns={**self._page.widths, **extra},
            rows=fit.rows,
            merges=chain.from_iterable(self._merges(name, top, made[name]) for name, top in tops.items()),
            page=Page(
                landscape=False,
                margins=(1.8, 1.8, 1.6, 1.8),
                fit=None,
                scale=fit.scale,
                area=(0, 0, len(names) * self._page.rows - 1, self._page.last),
                row_breaks=fit.breaks,
                header=self._book.header,
            ),
            freeze=(self._page.title + 1, 0) if len(names) == 1 else (1, 0),
            conditions=() if self._page.drawn else self._bars(tops),
            charts=tuple(row.chart for row in charts),
        )

    # cells

    def _cells(self, tops: dict[str, int], charts: list[Drawn]) -> Iterator[Cell]:
        page = self._page
        annex = self._book.attachment(COUNTIES)
        for county, top in tops.items():
            number = f"{annex}—{self._book.counties.at[county] + 1}" if annex else ""
            group = f"　　组别：{self._book.counties.block[county].name or '未分组'}" if self._book.grouped else ""
            yield Cell(top, 0, number, Style("annex"))
            yield Cell(top + page.meta, 0, f"时间：{self._book.period}{group}", Style("meta_l"))
            yield Cell(top + page.meta, page.last, self._book.scheme.print.unit_line or page.units(), Style("meta_r"))
            for row, words in self.texts.headings().items():
                yield Cell(top + row, 0, words, H1)
            for name, words in self.texts.heads(county).items():
                column = page.columns[name]
                yield Cell(top + page.head, column, words, page.table.style(HEAD, page.head, column))
            for part, first, last in page.parts:
                if part is None or first == last:
                    for line in range(first, last + 1):
                        yield self._part_cell(part_words(part, page.widths[0]) if part else "", line, top)
            yield from self.texts.lines.cells(county, top)
        for chart in charts:
            yield from chart.cells

    def _part_cell(self, name: str, line: int, top: int) -> Cell:
        row = self._page.first_line + line
        words = name or ("-" if self._book.scheme.part else line + 1)
        style = Style("smallc") if name else Style("numc")
        return Cell(top + row, 0, words, self._page.table.style(style, row, 0))

    # merged

    def _merges(self, county: str, top: int, made: list[Made]) -> Iterator[Merge]:
        page, view, last = self._page, self._book.county_views()[county], self._page.last

        def across(
            row: int, first: int, final: int, words: str, style: Style, down: int = 0, formula: str = ""
        ) -> Merge:
            return Merge(top + row, first, top + row + down, final, words, style, formula)

        whole, _, size = self.texts.title(county)
        yield across(page.title, 0, last, whole, Style("title", size=size))
        yield from band(page, self.texts.boxes(county), top)
        for part, first, final in page.parts:
            if part is not None and first < final:
                row = page.first_line + first
                style = page.table.style(SMALLC, row, 0, page.first_line + final, 0)
                yield across(row, 0, 0, part_words(part, page.widths[0]), style, final - first)
        count = len(page.criteria)
        name = f"{page.heading(count, '').rstrip('、')}项合计"
        style = page.table.style(Style("text", bold=True, size=10.5), page.sums, 0, page.sums, 1)
        yield across(page.sums, 0, 1, name, style)
        words, formula = self.texts.sum_words(county, top, made)
        style = page.table.style(Style("small", align="center"), page.sums + 1, 0, page.sums + 1, last)
        yield across(page.sums + 1, 0, last, words, style, 0, formula)
        yield from self._said(view, top)
        note = self.texts.note(made)
        yield across(page.note, 0, last, note, Style("note"))

    def _said(self, view: CountyView, top: int) -> Iterator[Merge]:
        page, last = self._page, self._page.last
        box = Box(page.strengths + 1, 0, page.strengths + 2, last)
        for row, words in ((box.top, strong(self._book, view)), (box.bottom, weak(self._book, view))):
            yield Merge(top + row, 0, top + row, last, words, box.style(SMALL, row, 0, row, last))
        first_row = page.steps + 1
        box = Box(first_row, 0, first_row + 2, last)
        for words, (first, final) in zip(STEP_HEADS, self.texts.step_columns, strict=True):
            style = box.style(HEAD, first_row, first, first_row, final)
            yield Merge(top + first_row, first, top + first_row, final, words, style)
        rows = steps(self._book, view, alone=not self.texts.live)
        down = 0 if len(rows) == 2 else 1
        for at, texts in enumerate(rows):
            row = first_row + 1 + at
            for words, (first, final) in zip(texts, self.texts.step_columns, strict=True):
                style = box.style(SMALLC, row, first, row + down, final)
                yield Merge(top + row, first, top + row + down, final, words, style)
        row = page.sent + 1
        style = Box(row, 0, row, last).style(SMALL, row, 0, row, last)
        yield Merge(top + row, 0, top + row, last, sent(self._book, view), style)

    def _bars(self, tops: dict[str, int]) -> tuple[tuple[tuple[int, int, int, int], dict[str, object]], ...]:
        """A grey bar in each cell of 得分率 instead of charts."""
        column, page = self._page.columns["rate"], self._page
        spans = [
            f"{letters(column)}{top + page.first_line + 1}:{letters(column)}{top + page.sums}" for top in tops.values()
        ]
        first = next(iter(tops.values())) + page.first_line
        options = {
            "type": "data_bar",
            "bar_color": "#BFBFBF",
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 100,
            "multi_range": " ".join(spans),
        }
        return (((first, column, first + len(page.criteria) - 1, column), options),)


def alone(sheet: SheetPlan) -> SheetPlan:
    """The same without formulas and links: what it shows stands by itself."""
    cells = (cell._replace(formula="", link="", tip="") for cell in sheet.cells)
    merges = (merge._replace(formula="", link="", tip="") for merge in sheet.merges)
    return replace(sheet, cells=tuple(cells), merges=tuple(merges))
