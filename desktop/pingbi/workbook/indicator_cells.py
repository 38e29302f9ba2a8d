"""The body of 主要指标: the city's row and the counties' rows, streamed row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pingbi.model import Role, Source, State
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import lookup, target_of, value_decimals
from pingbi.workbook.indicator_columns import CITY_ROW, COUNTY, FIRST_ROW, GROUP, Column, rule_of
from pingbi.workbook.panels import decimals, heading, longest
from pingbi.workbook.plan import Cell, Style, Value
from pingbi.workbook.point_formulas import PointFormulas, rounding, rule_for
from pingbi.workbook.references import ADJUSTMENTS, ROW, SOURCES, fixed, in_row
from pingbi.workbook.styles import boxed, number_format
from pingbi.workbook.total_formulas import part_formula, plain_part, total_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.scheme import Rounding
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.panels import Panel

Looks = Callable[[Style, int, int, int, int], Style]
Made = tuple[Value, str, str]  # value, formula, link
TIP = "见数据来源"
_ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


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


def rounded(value: Decimal, digits: int, rule: Rounding) -> Decimal:
    """The value as printed; what agrees to 10 decimals rounds alike."""
    return compared(value).quantize(Decimal(1).scaleb(-digits), _ROUNDING[rule])


@dataclass(frozen=True, slots=True)
class _Maker:
    """One column: how a county's cell is made, and how it looks with a number and with a text."""

    at: int
    make: Callable[[str, int, str], Made]  # (county, position, row's number as Excel counts)
    number: Style
    text: Style
    number_last: Style
    text_last: Style


def body(book: Book, pages: tuple[Panel, ...], widths: dict[int, int]) -> Iterator[Cell]:
    """The city's row, then every county."""
    looks, main = edges(book, pages), book.main
    makers = [_maker(book, column, widths, looks) for column in main.columns]
    screen = Style("screen")
    for column in main.columns:
        if column.at > main.last_visible:
            yield Cell(5, column.at, _helper_heading(book, column), screen)
    yield from _city(book, widths, looks)
    merged = {block.first for block in book.counties.blocks if book.grouped and 1 < block.last - block.first + 1 <= 12}
    for position, county in enumerate(book.counties.names):
        row = main.row(position)
        number = str(row + 1)
        last = row == main.last_row
        block = book.counties.block[county]
        if not book.grouped:
            yield Cell(row, GROUP, position + 1, looks(Style("numc"), row, GROUP, row, GROUP))
        elif block.first not in merged:
            yield Cell(row, GROUP, block.name, looks(Style("text"), row, GROUP, row, GROUP))
        yield Cell(row, COUNTY, book.key(county), looks(Style("text"), row, COUNTY, row, COUNTY))
        for maker in makers:
            value, made, link = maker.make(county, position, number)
            if isinstance(value, str):
                style = maker.text_last if last else maker.text
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
        "figure": f"{heading(book, column)}".replace("\n", ""),
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
    padded = number_format(digits, widths[column.at], len(longest(book, column)))
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
    return _Maker(at, _MAKES[column.what](book, column), mid[0], mid[1], end[0], end[1])


def _city(book: Book, widths: dict[int, int], looks: Looks) -> Iterator[Cell]:
    """The city's own figures; it has no place and no points."""
    city, row, number = book.scheme.city.name, CITY_ROW, str(CITY_ROW + 1)
    values = lookup(book.scheme, book.figures, city)
    for column in book.main.columns:
        if column.at > book.main.last_visible and column.what != "figure":
            continue
        value, made, link = "-", "", ""
        if column.what == "figure":
            value, made, link = _figure(book, column)(city, -1, number)
        elif column.what == "value":
            rule = rule_of(book, book.criteria[column.criterion])
            if rule is not None:
                found = rule.evaluate(values).value
                value = compared(found) if found is not None else "-"
                made = f"={rule.excel(book.main.operand)}".replace(ROW, number)
        plain, text = _styles(book, column, widths, bold=True)
        style = text if isinstance(value, str) else plain
        if column.at <= book.main.last_visible:
            style = looks(style, row, column.at, row, column.at)
        yield Cell(row, column.at, value, style, made, link, TIP if link else "")


def _figure(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    """A reported figure as a number that leads to its source; a computed one as its formula."""
    indicator, role = column.indicator, column.role
    chosen, linked, missing = book.figures.chosen, book.links and book.wanted(SOURCES), ("-", "", "")
    compute = book.scheme.indicators[indicator].compute
    template = ""
    if compute is not None and role is Role.NOW and book.computed(indicator):
        template = "=" + formula(book.scheme, compute).excel(book.main.operand)

    def make(county: str, _: int, number: str) -> Made:
        figure = chosen.get((county, indicator, role))
        link = book.sources.link(county, indicator, role) if linked else ""
        if figure is None:
            if template:
                return "-", template.replace(ROW, number), link
            if role is Role.TARGET:
                target = target_of(book.scheme, book.figures, indicator, county)
                return ("-" if target is None else target), "", link
            return ("-", "", link) if link else missing
        if figure.source is Source.COMPUTED and template:
            return ("-" if figure.value is None else figure.value), template.replace(ROW, number), link
        if figure.state is State.READ and figure.value is not None:
            return figure.value, "", link
        return ("免报" if figure.state is State.EXEMPT else "-"), "", link

    return make


def _templated(
    book: Book, column: Column, template: Callable[[PointFormulas], str], value: Callable[[str], Value]
) -> Callable[[str, int, str], Made]:
    """A column whose formula is the same for all counties of a group."""
    criterion = book.criteria[column.criterion]
    made = {block: template(PointFormulas(book, criterion, block)) for block in book.counties.blocks}
    blocks = book.counties.block

    def make(county: str, _: int, number: str) -> Made:
        return value(county), made[blocks[county]].replace(ROW, number), ""

    return make


def _scored(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    """Points, shown or unrounded: the formula also depends on what the scheme says where there are none."""
    criterion = book.criteria[column.criterion]
    scores, rules = book.scores[criterion.id].scores, book.scheme.scheme
    exact = column.what == "exact" or (rules.total_of == "exact" and rules.rounding == "half_up")
    found: dict[tuple[object, str], str] = {}
    blocks = book.counties.block
    usual = criterion.missing or rules.missing

    def make(county: str, _: int, number: str) -> Made:
        score, block = scores[county], blocks[county]
        rule = usual if score.value is not None else rule_for(book, criterion, county)
        key = (block.first, rule)
        template = found.get(key)
        if template is None:
            formulas = PointFormulas(book, criterion, block)
            template = "=" + formulas.exact(rule) if column.what == "exact" else formulas.points(rule)
            found[key] = template
        points = score.points if exact else score.shown
        return ("-" if points is None else points), template.replace(ROW, number), ""

    return make


def _value(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    scores = book.scores[column.criterion].scores
    return _templated(book, column, lambda made: made.value, lambda county: _or_dash(scores[county].value))


def _or_dash(value: Decimal | int | None) -> Value:
    return "-" if value is None else value


def _against(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    scores = book.scores[column.criterion].scores
    rule = rule_of(book, book.criteria[column.criterion])
    city = rule.evaluate(lookup(book.scheme, book.figures, book.scheme.city.name)).value if rule is not None else None

    def value(county: str) -> Value:
        own = scores[county].value
        return "-" if own is None or city is None else compared(own - city)

    return _templated(book, column, lambda made: made.against, value)


def _place(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    scores = book.scores[column.criterion].scores
    group = book.within(book.criteria[column.criterion])

    def value(county: str) -> Value:
        return _or_dash(scores[county].group_place if group else scores[county].place)

    return _templated(book, column, lambda made: made.place, value)


def _base(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    scores, totals = book.scores[column.criterion].scores, book.totals

    def value(county: str) -> Value:
        return "-" if totals[county].veto_effect == "unranked" else _or_dash(scores[county].value)

    return _templated(book, column, lambda made: made.base, value)


def _key(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    base, rule = _base(book, column), book.scheme.scheme.rounding
    digits = value_decimals(book.scheme, book.criteria[column.criterion])

    def value(county: str) -> Value:
        found = base(county, 0, "")[0]
        return rounded(found, digits, rule) if isinstance(found, Decimal) else "-"

    return _templated(book, column, lambda made: made.key, value)


def _raw(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    scores = book.scores[column.criterion].scores

    def value(county: str) -> Value:
        return "-" if scores[county].filled else _or_dash(scores[county].points)

    return _templated(book, column, lambda made: made.raw(), value)


def _out(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    cells, codes = book.adjustments, {None: 0, "last": 1, "unranked": 2}

    def make(county: str, position: int, _: str) -> Made:
        made = f"={fixed(cells.row(position), cells.effect, ADJUSTMENTS)}"
        return codes[book.totals[county].veto_effect], made, ""

    del column
    return make


def _part(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    """小计: its own formula, or the unrounded helper rounded for print."""
    section = next(row for row in book.sections if row.part is not None and row.part.id == column.criterion)
    rules, helper = book.scheme.scheme, book.main.part_exact[column.criterion]
    shown = column.what == "part" and helper != column.at
    plain = plain_part(book, section)
    printed = rules.total_of == "shown"

    def value(county: str) -> Decimal | None:
        if plain:
            scores = [book.scores[row.id].scores[county] for row in section.criteria]
            points = [score.shown if printed else score.points for score in scores]
            return (
                sum((row for row in points if row is not None), Decimal(0))
                if any(row is not None for row in points)
                else None
            )
        return next((row.points for row in book.totals[county].parts if row.id == column.criterion), None)

    def make(county: str, _: int, number: str) -> Made:
        found = value(county)
        if shown:
            x = in_row(helper)
            made = f'=IF(ISNUMBER({x}),{rounding(x, rules.decimals, rules.rounding)},"-")'
            found = rounded(found, rules.decimals, rules.rounding) if found is not None else None
        else:
            made = part_formula(book, section, county)
        return _or_dash(found), made.replace(ROW, number), ""

    return make


def _total(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    del column

    def make(county: str, _: int, number: str) -> Made:
        return _or_dash(book.totals[county].criteria_points), total_formula(book, county).replace(ROW, number), ""

    return make


def _source(book: Book, column: Column) -> Callable[[str, int, str], Made]:
    del column

    def make(county: str, _: int, __: str) -> Made:
        return book.sources.first[county] + 1, "", ""

    return make


_MAKES: dict[str, Callable[[Book, Column], Callable[[str, int, str], Made]]] = {
    "figure": _figure,
    "value": _value,
    "against": _against,
    "place": _place,
    "points": _scored,
    "exact": _scored,
    "raw": _raw,
    "base": _base,
    "key": _key,
    "out": _out,
    "part": _part,
    "part_exact": _part,
    "total": _total,
    "source": _source,
}
