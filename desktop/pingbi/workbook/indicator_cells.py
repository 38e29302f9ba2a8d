"""The body of 主要指标: the city's row and the counties' rows, streamed row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.scheme import compared
from pingbi.scheme.settings import lookup
from pingbi.workbook.column_makers import Make, maker_of
from pingbi.workbook.indicator_columns import CITY_ROW, COUNTY, FIRST_ROW, GROUP, Column, rule_of
from pingbi.workbook.panels import decimals, heading, longest
from pingbi.workbook.plan import Cell, Style, Value
from pingbi.workbook.references import ROW
from pingbi.workbook.styles import boxed, number_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.workbook.addresses import Book
    from pingbi.workbook.order import Block
    from pingbi.workbook.panels import Panel

Looks = Callable[[Style, int, int, int, int], Style]
TIP = "见数据来源"


def edges(book: Book, pages: tuple[Panel, ...]) -> Looks:
    """Gives a style its edges: thin, medium round the table and where a page begins or ends."""
    starts = {GROUP, *(panel.first for panel in pages)}
    ends = {panel.last for panel in pages}

    def looks(style: Style, row: int, column: int, to_row: int, to_column: int) -> Style:
        return boxed(
            style,
            left=column in starts,
            right=to_column in ends,
            top=row == 3,
            bottom=to_row == book.main.last_row,
        )

    return looks


@dataclass(frozen=True, slots=True)
class _Maker:
    """One column: how a county's cell is made, and how it looks with a number and with a text."""

    at: int
    make: Make
    number: Style
    text: Style
    number_last: Style
    text_last: Style


def body(book: Book, pages: tuple[Panel, ...], widths: dict[int, int], merged: tuple[Block, ...]) -> Iterator[Cell]:
    """The city's row, then every county."""
    looks, main = edges(book, pages), book.main
    makers = [_maker(book, column, widths, looks) for column in main.columns]
    screen = Style("screen")
    for column in main.columns:
        if column.at > main.last_visible:
            yield Cell(5, column.at, _helper_heading(book, column), screen)
    yield from _city(book, widths, looks)
    written = {block.first for block in merged}
    for position, county in enumerate(book.counties.names):
        row = main.row(position)
        number = str(row + 1)
        last = row == main.last_row
        block = book.counties.block[county]
        if not book.grouped:
            yield Cell(row, GROUP, position + 1, looks(Style("numc"), row, GROUP, row, GROUP))
        elif block.first not in written:
            yield Cell(row, GROUP, block.name, looks(Style("text"), row, GROUP, row, GROUP))
        yield Cell(row, COUNTY, book.key(county), looks(Style("text"), row, COUNTY, row, COUNTY))
        for maker in makers:
            value, made, link = maker.make(county, position, number)
            if isinstance(value, str):
                style = maker.text_last if last else maker.text
                made = made or (f'="{value}"' if link else "")  # LibreOffice paints linked text blue, also on paper
            else:
                style = maker.number_last if last else maker.number
            yield Cell(row, maker.at, value, style, made, link, TIP if link else "")


def _helper_heading(book: Book, column: Column) -> str:
    name = book.criteria[column.criterion].name if column.criterion in book.criteria else ""
    parts = {part.id: part.name for part in book.scheme.part}
    return {
        "base": f"{name}（参与排名的）",
        "key": f"{name}（比较用）",
        "raw": f"{name}（按办法得分）",
        "exact": f"{name}（未修约得分）",
        "out": "一票否决（2不参与）",
        "part_exact": f"{parts.get(column.criterion, '')}（未修约小计）",
        "total": "各项合计（未修约）",
        "source": "来源起始行",
        "figure": heading(book, column).replace("\n", "") if column.what == "figure" else "",
    }.get(column.what, "")


def _styles(book: Book, column: Column, widths: dict[int, int], *, bold: bool = False) -> tuple[Style, Style]:
    """(for a number, for a text)."""
    bold = bold or column.what == "part"
    digits = decimals(book, column)
    if column.at > book.main.last_visible:
        return Style("screen"), Style("screen")
    plain = number_format(digits)
    if column.what == "place":
        return Style("numc", bold=bold), Style("numc", bold=bold)
    padded = number_format(digits, widths[column.at], len(longest(book, column)), bold=bold or column.what == "figure")
    return Style("num", bold=bold, number=padded), Style("numc", bold=bold, number=plain)


def _maker(book: Book, column: Column, widths: dict[int, int], looks: Looks) -> _Maker:
    number, text = _styles(book, column, widths)
    at, first, last = column.at, FIRST_ROW, book.main.last_row
    if at <= book.main.last_visible:
        # a row between the first and the last has neither outline; with one county it is both
        mid = (looks(number, first, at, -1, at), looks(text, first, at, -1, at))
        end = (looks(number, last, at, last, at), looks(text, last, at, last, at))
    else:
        mid = end = (number, text)
    return _Maker(at, maker_of(book, column), mid[0], mid[1], end[0], end[1])


def _city(book: Book, widths: dict[int, int], looks: Looks) -> Iterator[Cell]:
    """The city's own figures; it has no place and no points."""
    city, row, number = book.scheme.city.name, CITY_ROW, str(CITY_ROW + 1)
    values = lookup(book.scheme, book.figures, city)
    for column in book.main.columns:
        if column.at > book.main.last_visible and column.what != "figure":
            continue
        value: Value = "-"
        made, link = "", ""
        if column.what == "figure":
            value, made, link = maker_of(book, column)(city, -1, number)
        elif column.what == "value":
            rule = rule_of(book, book.criteria[column.criterion])
            if rule is not None:
                found = rule.evaluate(values).value
                value = compared(found) if found is not None else "-"
                made = f"={rule.excel(book.main.operand)}".replace(ROW, number)
        if isinstance(value, str) and link and not made:
            made = f'="{value}"'
        plain, text = _styles(book, column, widths, bold=True)
        style = text if isinstance(value, str) else plain
        if column.at <= book.main.last_visible:
            style = looks(style, row, column.at, row, column.at)
        yield Cell(row, column.at, value, style, made, link, TIP if link else "")
