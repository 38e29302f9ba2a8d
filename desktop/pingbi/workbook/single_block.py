"""One block of 单项排名: its lines in order, each fetched from 主要指标 by the county's name."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.catalogue import RATES
from pingbi.scheme.settings import lookup, value_decimals
from pingbi.workbook.indicator_columns import CITY_ROW, rule_of
from pingbi.workbook.measure import longest_number, text_px
from pingbi.workbook.panels import value_heading
from pingbi.workbook.plan import Cell, Style, Value
from pingbi.workbook.references import MAIN, cell, fixed
from pingbi.workbook.styles import Box, number_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.model import Score
    from pingbi.scheme import Criterion
    from pingbi.workbook.addresses import Book

LAST = Decimal("Infinity")
GREY = "F2F2F2"


class Line(NamedTuple):
    """One line; without a county it is the city's own value between them, or the heading of a group's lines."""

    county: str | None
    value: Decimal | None = None
    place: int | Decimal | None = None
    points: Decimal | None = None
    group: str = ""


class Block(NamedTuple):
    """A criterion ready to be laid out. `digits` are decimals of the value, `longest` the longest numbers."""

    criterion: str
    name: str
    weight: str
    weight_cell: str
    unit: str
    digits: int
    longest: str
    longest_points: str
    longest_place: str
    lines: tuple[Line, ...]
    grouped: bool


class Spot(NamedTuple):
    """Where a block stands: the row of its column headings, its first column, lines of the band, two widths."""

    top: int
    left: int
    lines: int
    value_width: int
    points_width: int


def block_of(book: Book, criterion: Criterion) -> Block:
    """The block of one criterion."""
    scores = book.scores[criterion.id].scores
    grouped = book.within(criterion) and book.grouped
    digits = value_decimals(book.scheme, criterion)
    rule = rule_of(book, criterion)
    lines = [
        Line(
            name,
            _worth(book, criterion, scores[name]),
            _place(scores[name], grouped=grouped),
            _points(book, scores[name]),
        )
        for name in sorted(book.counties.names, key=lambda name: _order(book, scores[name], name, grouped=grouped))
    ]
    city = rule.evaluate(lookup(book.scheme, book.figures, book.scheme.city.name)).value if rule is not None else None
    if city is not None and not grouped and is_rate(book, criterion):
        lines.insert(_position(lines, city, lower=criterion.direction == "lower"), Line(None, city))
    decimals = book.scheme.scheme.decimals
    return Block(
        criterion.id,
        criterion.name,
        f"{criterion.weight.normalize():f}",
        book.method.weight(criterion.id),
        value_heading(book, criterion),
        digits,
        longest_number((line.value for line in lines), digits),
        longest_number((line.points for line in lines), decimals, f"{15:.{decimals}f}"),
        max((f"{line.place}" for line in lines if line.place is not None), key=len, default="-"),
        tuple(_with_groups(book, lines) if grouped else lines),
        grouped,
    )


def block_title(block: Block, width: int) -> tuple[str, str]:
    """(words, formula) over a block of `width` pixels: name and full mark, in two lines where they must be."""
    quoted = block.name.replace('"', '""')
    line, made = ("", "") if text_px(f"{block.name}（{block.weight}分）", 11) <= width else ("\n", "&CHAR(10)")
    return f"{block.name}{line}（{block.weight}分）", f'="{quoted}"{made}&"（"&{block.weight_cell}&"分）"'


def _with_groups(book: Book, lines: list[Line]) -> Iterator[Line]:
    """Each group's lines below its name."""
    before = None
    for line in lines:
        group = book.counties.block[line.county or ""]
        if group is not before:
            yield Line(None, group=f"{group.name or '未分组'}（{group.last - group.first + 1}个）")
        before = group
        yield line


def is_rate(book: Book, criterion: Criterion) -> bool:
    """Whether the city's own value can be compared: a rate, not a total or a count."""
    rule = rule_of(book, criterion)
    if rule is None:
        return False
    if rule.plain is not None:
        return book.scheme.indicators[rule.plain.indicator].kind in RATES
    return criterion.value_unit == "%"


def _place(score: Score, *, grouped: bool) -> int | Decimal | None:
    return score.group_place if grouped else score.place


def _worth(book: Book, criterion: Criterion, score: Score) -> Decimal | None:
    """The value; of a method that takes none, its points."""
    return score.value if book.methods[criterion.method].takes_value else _points(book, score)


def _points(book: Book, score: Score) -> Decimal | None:
    rules = book.scheme.scheme
    return score.shown if rules.total_of == "shown" or rules.rounding == "half_even" else score.points


def _order(book: Book, score: Score, name: str, *, grouped: bool) -> tuple[int, Decimal, int]:
    place = _place(score, grouped=grouped)
    first = book.counties.block[name].first if grouped else 0
    return first, LAST if place is None else Decimal(place), book.counties.at[name]


def _position(lines: list[Line], city: Decimal, *, lower: bool) -> int:
    """Before the first county that is worse than the city, and before those without a value."""
    for at, line in enumerate(lines):
        if line.place is None or line.value is None or (line.value > city if lower else line.value < city):
            return at
    return len(lines)


def block_cells(book: Book, block: Block, spot: Spot, box: Box) -> Iterator[Cell]:
    """The column headings, the lines, empty lines down to the end of the band."""
    left, top = spot.left, spot.top
    for across, words in enumerate(("组内\n位次" if block.grouped else "位次", "县区", block.unit or "数值", "得分")):
        yield Cell(top, left + across, words, box.style(Style("head"), top, left + across))
    for down in range(spot.lines):
        row = top + 1 + down
        if down < len(block.lines) and block.lines[down].group:
            continue  # merged over the block's columns
        if down < len(block.lines):
            yield from _line(book, block, block.lines[down], spot, box, row)
        else:
            yield from (
                Cell(row, left + across, None, box.style(Style("text"), row, left + across)) for across in range(4)
            )


def _line(book: Book, block: Block, line: Line, spot: Spot, box: Box, row: int) -> Iterator[Cell]:
    main, left = book.main, spot.left
    columns = main.criteria[block.criterion]
    number = number_format(block.digits, spot.value_width, len(block.longest), bold=True)  # 全市 is bold
    if line.county is None:
        fill = GREY
        named = Style("text", bold=True, fill=fill)
        styles = (Style("numc", fill=fill), named, Style("num", bold=True, number=number, fill=fill))
        value: Value = line.value
        shown = (("—", ""), (book.key(book.scheme.city.name), ""), (value, f"={fixed(CITY_ROW, columns.value, MAIN)}"))
        for across, ((words, formula), style) in enumerate(zip(shown, styles, strict=True)):
            yield Cell(row, left + across, words, box.style(style, row, left + across), formula)
        yield Cell(row, left + 3, None, box.style(Style("numc", fill=fill), row, left + 3))
        return
    key = cell(row, left + 1)

    def fetched(column: int) -> str:
        return f"=INDEX({main.whole(column, MAIN)},MATCH({key},{main.county_keys()},0))"

    points = number_format(book.scheme.scheme.decimals, spot.points_width, len(block.longest_points))
    yield Cell(row, left, _or_dash(line.place), box.style(Style("numc"), row, left), fetched(columns.place))
    yield Cell(row, left + 1, book.key(line.county), box.style(Style("text"), row, left + 1))
    for across, value, shape, column in (
        (2, _value(book, block, line), number, columns.value),
        (3, _or_dash(line.points), points, columns.points),
    ):
        style = Style("numc") if isinstance(value, str) else Style("num", number=shape)
        yield Cell(row, left + across, value, box.style(style, row, left + across), fetched(column))


def _value(book: Book, block: Block, line: Line) -> Value:
    """The value, or the text that stands for it on 主要指标."""
    rule = rule_of(book, book.criteria[block.criterion])
    plain = rule.plain if rule is not None else None
    if line.value is not None or line.county is None or plain is None or plain.city:
        return _or_dash(line.value)
    home = book.main.figures.get((plain.indicator, plain.role))
    shown = home == book.main.criteria[block.criterion].value
    return book.blank(line.county, plain.indicator, plain.role) if shown else "-"


def _or_dash(value: Decimal | int | None) -> Value:
    return "-" if value is None else value
