"""How 主要指标 is cut into printed pages, and how wide its columns are."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from pingbi.model import Role
from pingbi.model.catalogue import Kind
from pingbi.scheme import formula
from pingbi.scheme.settings import value_decimals
from pingbi.workbook.frame import least_width
from pingbi.workbook.indicator_columns import rule_of
from pingbi.workbook.measure import LANDSCAPE, broken, height, longest_number, text_px, title_lines
from pingbi.workbook.references import MAIN
from pingbi.workbook.styles import number_px

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from pingbi.scheme import Criterion
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.indicator_columns import Column

WIDEST = 1400  # px of a page: what A4 landscape holds at 64 %, 12 points in print then 7.7
LEAST_WIDE = 1200  # px to which the widest page is stretched, so that a title of two lines is rare
LEAST_PANEL = 700  # px of the narrowest page, without A:B: its sign-off and its title in two lines must be whole
MOST_STRETCHED = 1.75
MOST_MERGED = 16  # counties on a page whose groups can stand over their rows
GROUP_MERGED = 12  # counties of a group whose name stands over their rows; a larger group has it in each row
GROUP_WIDTH, WIDEST_GROUP = 34, 90  # px of its column: characters one below the other, or in lines
LEAST = {"place": 42, "points": 58, "part": 64, "against": 66, "figure": 46, "value": 46}
_ROLES = {Role.TARGET: "目标", Role.LAST_YEAR: "上年\n同期", Role.PREVIOUS: "上期"}


@dataclass(frozen=True)
class Panel:
    """One printed page of 主要指标: columns from `first` to `last`."""

    first: int
    last: int
    number: str  # （一）; empty where there is only one


def heading(book: Book, column: Column) -> str:
    """The words over a column, its unit in a line of its own."""
    if column.what in ("part", "part_exact"):
        return "小计"
    if column.what != "figure":
        place = "组内\n位次" if book.within(book.criteria[column.criterion]) and book.grouped else "位次"
        if column.what == "value":
            criterion = book.criteria[column.criterion]
            unit = value_heading(book, criterion)
            return (criterion.value_name or "取值") + (f"\n({unit})" if unit else "")
        return {"against": "较全市\n±百分点", "place": place, "points": "得分"}[column.what]
    indicator = book.scheme.indicators[column.indicator]
    unit = f"\n({indicator.unit})" if indicator.unit else ""
    if column.role is not Role.NOW:
        return _ROLES[column.role] + unit
    alone = [row for row in book.main.columns if row.what == "figure" and row.criterion == column.criterion]
    related = {book.scheme.indicators[row.indicator].of or row.indicator for row in alone}
    if indicator.lines:
        return "\n".join(indicator.lines) + unit
    if len(related) == 1:
        if indicator.kind is Kind.YOY:
            return "同比" + unit
        if indicator.kind is Kind.LEVEL:
            return ("完成额" if indicator.unit.endswith("元") else "总量") + unit
        if indicator.kind is Kind.COUNT:
            return ("个数" if indicator.unit == "个" else "数量") + unit
        return {Kind.SHARE: "比率", Kind.PLAN_RATIO: "占年\n计划"}.get(indicator.kind, broken(indicator.name)) + unit
    return broken(indicator.name) + unit


def value_heading(book: Book, criterion: Criterion) -> str:
    """What a criterion's value is measured in, as a heading: 亿元, %."""
    if criterion.value_unit:
        return criterion.value_unit
    plain = formula(book.scheme, criterion.value).plain if criterion.value is not None else None
    return book.scheme.indicators[plain.indicator].unit if plain is not None else ""


def decimals(book: Book, column: Column) -> int:
    """Decimals of a column."""
    rules = book.scheme.scheme
    if column.what == "figure":
        return book.scheme.indicators[column.indicator].shown_decimals
    if column.what in ("value", "key", "base"):
        return value_decimals(book.scheme, book.criteria[column.criterion])
    if column.what == "against":
        return min(1, value_decimals(book.scheme, book.criteria[column.criterion]) or 1)
    if column.what == "place":
        return 1 if "average" in (book.criteria[column.criterion].ties, rules.ties) else 0
    return rules.decimals


def longest(book: Book, column: Column) -> str:
    """The longest number that the column holds."""
    digits = decimals(book, column)
    least = {"place": "99", "against": "-100", "figure": "", "value": ""}.get(column.what, "15")
    least += f".{'0' * digits}" if digits and least else ""
    return longest_number(_values(book, column), digits, least)


def _values(book: Book, column: Column) -> Iterator[Decimal | int | None]:
    """The numbers that the column holds now."""
    if column.what == "figure":
        names = (book.scheme.city.name, *book.counties.names)
        yield from (book.figures.value(name, column.indicator, column.role) for name in names)
    elif column.what in ("part", "part_exact"):
        yield from (part.points for row in book.result.totals for part in row.parts if part.id == column.criterion)
    elif column.criterion in book.scores:
        scores = book.scores[column.criterion].scores.values()
        if column.what == "place":
            yield from (score.place for score in scores)
        elif column.what == "points":
            yield from (score.points for score in scores)
        elif column.what == "value":
            yield from (score.value for score in scores)
        elif column.what == "against":
            rule = rule_of(book, book.criteria[column.criterion])
            plain = rule.plain if rule is not None else None
            city = book.figures.value(book.scheme.city.name, plain.indicator) if plain is not None else None
            yield from (score.value - (city or 0) for score in scores if score.value is not None)


def column_width(book: Book, column: Column) -> int:
    """Pixels: the longest line of the heading, the longest number, a least width by kind."""
    words = text_px(heading(book, column), 11)
    bold = column.what in ("figure", "value", "part")  # the city's numbers, subtotals
    return max(words, number_px(longest(book, column), bold=bold), LEAST.get(column.what, 46))


def _cut(book: Book, widths: dict[int, int], limit: int) -> list[tuple[int, int]]:
    """(first, last) column of each page: a part a page, a part that is too wide in about equal pages."""
    pages: list[tuple[int, int]] = []
    for section in book.sections:
        units = [
            (book.main.criteria[row.id].first, book.main.criteria[row.id].last)
            for row in section.criteria
            if row.id in book.main.criteria
        ]
        if not units:
            continue
        if section.part is not None:
            units[-1] = (units[-1][0], book.main.parts[section.part.id])
        sizes = [sum(widths[at] for at in range(first, last + 1)) for first, last in units]
        count = max(1, -(-sum(sizes) // limit))
        while True:  # about equal pages; one more where a page would still be too wide
            cut = even(units, sizes, sum(sizes) / count)
            widest = max(sum(widths[at] for at in range(first, last + 1)) for first, last in cut)
            if widest <= limit or count >= len(units):
                break
            count += 1
        pages += cut
    return pages


def title_end(panel: Panel, widths: Mapping[int, int], left: int) -> int:
    """The last column of a title: as much is left out as is repeated at the left (`left` px), so that it is centred."""
    last = panel.last
    while last > panel.first and left >= widths[last] / 2:
        left -= widths[last]
        last -= 1
    return last


def even(units: list[tuple[int, int]], sizes: list[int], share: float) -> list[tuple[int, int]]:
    """(first, last) column of pages of about `share` pixels; a unit is never cut."""
    pages: list[tuple[int, int]] = []
    filled = 0.0
    for (first, last), size in zip(units, sizes, strict=True):
        if pages and filled + size / 2 <= share:
            pages[-1] = (pages[-1][0], last)
            filled += size
        else:
            pages.append((first, last))
            filled = size
    return pages


_NUMERALS = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """Chinese numerals up to 99."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[number - 1]
    return (_NUMERALS[tens - 1] if tens > 1 else "") + "十" + (_NUMERALS[ones - 1] if ones else "")


def panels(book: Book) -> tuple[tuple[Panel, ...], dict[int, int], str, int]:
    """(pages, width of each column, paper, width of the widest page): narrower pages are stretched to the widest."""
    widths = {
        column.at: column_width(book, column) for column in book.main.columns if column.at <= book.main.last_visible
    }
    sides = group_width(book) + county_width(book)
    paper = book.scheme.print.paper
    limit = WIDEST * LANDSCAPE[paper] // LANDSCAPE["A4"] - sides
    pages = _cut(book, widths, limit)
    size = [sum(widths[at] for at in range(first, last + 1)) for first, last in pages]
    most = max(size, default=0)
    if most > limit:
        paper = "A3"
    most = max(most, LEAST_WIDE - sides)
    least = min(most, max(LEAST_PANEL, least_width(book), text_px(_title(book), 18) + sides))
    for (first, last), own in zip(pages, size, strict=True):
        factor = max(min(MOST_STRETCHED, most / own), least / own)
        for at in range(first, last + 1):
            widths[at] = ceil(widths[at] * factor)
    named = len(pages) > 1
    found = tuple(
        Panel(first, last, f"（{numeral(at)}）" if named else "") for at, (first, last) in enumerate(pages, 1)
    )
    widest = max((sum(widths[at] for at in range(panel.first, panel.last + 1)) for panel in found), default=0)
    return found, widths, paper, widest + sides


def _title(book: Book) -> str:
    """The title in two lines, as the narrowest page has it."""
    return title_lines(book.title(MAIN, "主要指标完成情况表"), 0)[0] + "（一）"


def group_width(book: Book) -> int:
    """Narrow where each group's name fits over its rows, one character below the other; else the name in a line."""
    blocks = book.counties.blocks if book.grouped else ()
    sizes = [(height(row.name, GROUP_WIDTH), row.last - row.first + 1) for row in blocks]
    few = len(book.counties.names) <= MOST_MERGED
    if few and all(1 < count <= GROUP_MERGED and high <= count * 20 for high, count in sizes):
        return GROUP_WIDTH
    return max(GROUP_WIDTH, min(WIDEST_GROUP, max((text_px(row.name) for row in blocks), default=0)))


def group_height(book: Book) -> float:
    """Points of a row that has its group's name; 0 where all are merged."""
    width = group_width(book)
    if not book.grouped or width == GROUP_WIDTH:
        return 0
    return max(height(row.name, width) for row in book.counties.blocks)


def county_height(book: Book) -> float:
    """Points of a row that holds the longest county name."""
    width = county_width(book)
    return max(height(book.key(name), width) for name in (*book.counties.names, book.scheme.city.name))


def county_width(book: Book) -> int:
    """The longest line of a county's name."""
    return max(74, *(text_px(book.key(name)) for name in (*book.counties.names, book.scheme.city.name)))
