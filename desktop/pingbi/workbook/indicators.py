"""主要指标: every figure that is scored, with places and points as live formulas; one printed page a 一级指标."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.workbook.frame import sign_off
from pingbi.workbook.indicator_cells import Looks, body, edges
from pingbi.workbook.indicator_columns import CITY_ROW, COUNTY, FIRST_ROW, GROUP
from pingbi.workbook.measure import LANDSCAPE, em, height, row_height, scale_for, title_lines
from pingbi.workbook.paging import GAP, Run, breaks, room, scales
from pingbi.workbook.panels import (
    GROUP_MERGED,
    Panel,
    county_height,
    county_width,
    group_height,
    group_width,
    heading,
    panels,
    title_end,
)
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.references import MAIN, METHOD, SOURCES
from pingbi.workbook.rule_words import equals_words
from pingbi.workbook.total_formulas import live_total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.workbook.addresses import Book
    from pingbi.workbook.order import Block

HEAD = Style("head")


def plan(book: Book) -> SheetPlan | None:
    """The sheet; None where no county has any figure of a criterion."""
    if not book.main.criteria:
        return None
    pages, widths, paper, widest = panels(book)
    texts = [_notes(book, at, len(pages)) for at in range(len(pages))]
    most = max(len(rows) for rows in texts)
    end = book.main.last_row + most + 2  # the sign-off
    widest_scale = scale_for(widest, LANDSCAPE[paper])
    helpers = {column.at: 96 for column in book.main.columns if column.at > book.main.last_visible}
    title_height = max(title_lines(_title(book, panel), _title_width(panel, widths, book))[2] for panel in pages)
    heads = max(_head_lines(book, column.at) for column in book.main.columns if column.at <= book.main.last_visible)
    rows: dict[int, float] = {0: 24, 1: title_height, 2: 22, 3: 24, 4: 36, 5: max(36.0, heads * 11 * 1.3 + 4), end: 24}
    for merge in (row for panel in pages for row in _headings(book, panel, widths, edges(book, pages))):
        over = sum(widths[at] for at in range(merge.left, merge.right + 1))
        above = sum(rows[at] for at in range(merge.top, merge.bottom))
        rows[merge.bottom] = max(rows[merge.bottom], height(str(merge.value), over, 11) - above)
    for panel, said in zip(pages, texts, strict=True):
        width = sum(widths[at] for at in range(panel.first, panel.last + 1))
        for at, text in enumerate(said):
            row = book.main.last_row + 1 + at
            rows[row] = max(rows.get(row, 0), height(text, width, 10.5, least=18) + (4 if at == 0 else 0))
    body_rows = range(CITY_ROW, book.main.last_row + 1)
    least = max(county_height(book), group_height(book))
    tries = (max(27.0, least), max(20.0, least))
    fixed = sum(rows.values()) + GAP
    for scale in scales(widest_scale):
        each, tall = row_height(fixed, len(body_rows), tries, room(scale, paper=paper))
        if not tall:
            break
    else:
        scale = widest_scale
    if tall and book.grouped:  # each row has its group's name
        each = max(each, *(height(block.name, group_width(book)) for block in book.counties.blocks))
    rows |= dict.fromkeys(body_rows, each)
    run = Run(rows, CITY_ROW, book.main.last_row, end, (1, 5), frozenset({CITY_ROW}))
    # A name over rows of two pages would stand on one of them.
    merged = () if tall else tuple(row for row in book.counties.blocks if 0 < row.last - row.first < GROUP_MERGED)
    page = Page(
        paper="A3" if paper == "A3" else "A4",
        fit=None,
        scale=scale,
        repeat_columns=(0, 1),
        repeat_rows=(1, 5) if tall else None,
        area=(0, 0, end, book.main.last_visible),
        row_breaks=breaks(run, room(scale, paper=paper)) if tall else (),
        column_breaks=tuple(panel.first for panel in pages[1:]),
        header=book.header,
    )
    return SheetPlan(
        name=MAIN,
        cells=_cells(book, pages, widths, end, merged),
        columns={
            GROUP: group_width(book),
            COUNTY: county_width(book),
            **widths,
            book.main.last_visible + 1: 16,
            **helpers,
        },
        rows=rows,
        merges=tuple(_merges(book, pages, widths, texts, merged)),
        page=page,
        freeze=(FIRST_ROW, COUNTY + 1),
    )


def _title(book: Book, panel: Panel) -> str:
    return book.title(MAIN, "主要指标完成情况表") + panel.number


def _title_width(panel: Panel, widths: dict[int, int], book: Book) -> int:
    last = title_end(panel, widths, group_width(book) + county_width(book))
    return sum(widths[at] for at in range(panel.first, last + 1))


def _head_lines(book: Book, at: int) -> int:
    column = next(column for column in book.main.columns if column.at == at)
    return heading(book, column).count("\n") + 1


def _units(book: Book) -> str:
    used = [book.scheme.indicators[column.indicator].unit for column in book.main.columns if column.what == "figure"]
    return "、".join(dict.fromkeys([unit for unit in used if unit] + ["分"]))


def _notes(book: Book, at: int, count: int) -> list[str]:
    """Notes of one page: the first says what places and signs mean, the last where the points come from."""
    texts = []
    if at == 0:
        equals = equals_words(book, "位次")
        texts.append(f"位次按本表数值排列，{equals}；“-”为未报送或不适用，“免报”为按规定不报送。")
    if any(column.what == "against" for column in book.main.columns) and at == 0:
        texts.append(
            f"“较全市”为本县区数减{book.scheme.city.name}数；{book.scheme.city.name}数为市级核定数，不等于各县区之和。"
        )
    if at == count - 1:
        rule = "得分按“计分办法”的权重和参数由公式算出" if book.wanted(METHOD) else "得分按计分办法由公式算出"
        texts.append(rule + ("；数字的出处见“数据来源”。" if book.wanted(SOURCES) else "。"))
    if at == count - 1 and not live_total(book):
        texts.append("评比项过多，各项合计超出公式的长度，为写入时算出的数值，改动后不自动重算。")
    if at == 0 and not book.links and book.wanted(SOURCES):
        texts.append("数字较多，不逐个链接；表格右侧“来源起始行”一列（不打印）为该县区在“数据来源”中的起始行。")
    return [("注：" if number == 1 else "　　") + f"{number}.{text}" for number, text in enumerate(texts, 1)]


def _weighted(name: str, weight: str, shown: str, *, broken: bool = False) -> tuple[str, str]:
    """(formula, cached text) of a heading with its full mark: 投资增长（40分）."""
    quoted = name.replace('"', '""')
    line, text_line = ("&CHAR(10)", "\n") if broken else ("", "")
    return f'="{quoted}"{line}&"（"&{weight}&"分）"', f"{name}{text_line}（{shown}分）"


def _merges(
    book: Book, pages: tuple[Panel, ...], widths: dict[int, int], notes: list[list[str]], merged: tuple[Block, ...]
) -> Iterator[Merge]:
    main = book.main
    top = 3
    looks = edges(book, pages)
    yield Merge(top, GROUP, 5, GROUP, "组别" if book.grouped else "序号", looks(HEAD, top, GROUP, 5, GROUP))
    yield Merge(top, COUNTY, 5, COUNTY, "县区", looks(HEAD, top, COUNTY, 5, COUNTY))
    bold = Style("text", bold=True)
    city = book.key(book.scheme.city.name)
    yield Merge(CITY_ROW, GROUP, CITY_ROW, COUNTY, city, looks(bold, CITY_ROW, GROUP, CITY_ROW, COUNTY))
    for block in merged if book.grouped else ():
        first, last = main.row(block.first), main.row(block.last)
        yield Merge(first, GROUP, last, GROUP, block.name, looks(Style("text"), first, GROUP, last, GROUP))
    for panel, texts in zip(pages, notes, strict=True):
        end = title_end(panel, widths, group_width(book) + county_width(book))
        title, size, _ = title_lines(_title(book, panel), _title_width(panel, widths, book))
        yield Merge(1, panel.first, 1, end, title, Style("title", size=size))
        for at, text in enumerate(texts):
            yield Merge(main.last_row + 1 + at, panel.first, main.last_row + 1 + at, panel.last, text, Style("note"))
        yield from _headings(book, panel, widths, looks)


def _headings(book: Book, panel: Panel, widths: dict[int, int], looks: Looks) -> Iterator[Merge]:
    """The part over its criteria, each criterion over its columns."""
    main = book.main
    for section in book.sections:
        inside = [
            row
            for row in section.criteria
            if row.id in main.criteria and panel.first <= main.criteria[row.id].first <= panel.last
        ]
        if not inside:
            continue
        top = 3
        part = section.part
        if part is not None:
            subtotal = main.parts[part.id]
            first = main.criteria[inside[0].id].first
            last = subtotal if panel.first <= subtotal <= panel.last else main.criteria[inside[-1].id].last
            width = sum(widths[at] for at in range(first, last + 1))
            tight = (em(part.name) + 5) * 11 * 96 / 72 + 10 > width
            words, shown = _weighted(part.name, book.method.part_weights[part.id], f"{part.weight:f}", broken=tight)
            yield Merge(3, first, 3, last, shown, looks(HEAD, 3, first, 3, last), words)
            if last == subtotal:
                yield Merge(4, last, 5, last, "小计", looks(HEAD, 4, last, 5, last))
            top = 4
        for row in inside:
            first, last = main.criteria[row.id].first, main.criteria[row.id].last
            width = sum(widths[at] for at in range(first, last + 1))
            tight = (em(row.name) + 5) * 11 * 96 / 72 + 10 > width
            words, shown = _weighted(row.name, book.method.weight(row.id), f"{row.weight:f}", broken=tight)
            yield Merge(top, first, 4, last, shown, looks(HEAD, top, first, 4, last), words)


def _cells(
    book: Book, pages: tuple[Panel, ...], widths: dict[int, int], end: int, merged: tuple[Block, ...]
) -> Iterator[Cell]:
    main, looks = book.main, edges(book, pages)
    yield Cell(0, 0, book.attachment(MAIN), Style("annex"))
    for panel in pages:
        yield Cell(2, panel.first, f"时间：{book.period}", Style("meta_l"))
        yield Cell(2, panel.last, book.scheme.print.unit_line or f"单位：{_units(book)}", Style("meta_r"))
    for column in main.columns:
        if column.what == "part":
            continue
        if column.at <= main.last_visible:
            yield Cell(5, column.at, heading(book, column), looks(HEAD, 5, column.at, 5, column.at))
    yield from body(book, pages, widths, merged)
    last = pages[-1]
    yield sign_off(book, end, sum(widths[at] for at in range(last.first, last.last + 1)), last.first)
