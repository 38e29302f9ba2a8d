"""What stands in each kind of column of 主要指标: a function a column that makes a county's value, formula and link."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model import Role, Source, State
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import lookup, target_of, value_decimals
from pingbi.workbook.indicator_columns import rule_of
from pingbi.workbook.plan import Value
from pingbi.workbook.point_formulas import PointFormulas, rounded, rounding, rule_for
from pingbi.workbook.references import ADJUSTMENTS, ROW, SOURCES, fixed, in_row
from pingbi.workbook.total_formulas import part_formula, plain_part, total_formula

if TYPE_CHECKING:
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.indicator_columns import Column

Made = tuple[Value, str, str]  # value, formula, link
Make = Callable[[str, int, str], Made]  # (county, position, row's number as Excel counts)


def maker_of(book: Book, column: Column) -> Make:
    """How the cells of a column are made."""
    return _MAKES[column.what](book, column)


def _figure(book: Book, column: Column) -> Make:
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
            return ("-" if figure.value is None else compared(figure.value)), template.replace(ROW, number), link
        if figure.state is State.READ and figure.value is not None:
            return compared(figure.value), "", link
        return book.blank(county, indicator, role), "", link

    return make


def _templated(
    book: Book, column: Column, template: Callable[[PointFormulas], str], value: Callable[[str], Value]
) -> Make:
    """A column whose formula is the same for all counties of a group."""
    criterion = book.criteria[column.criterion]
    made = {block: template(PointFormulas(book, criterion, block)) for block in book.counties.blocks}
    blocks = book.counties.block

    def make(county: str, _: int, number: str) -> Made:
        return value(county), made[blocks[county]].replace(ROW, number), ""

    return make


def _scored(book: Book, column: Column) -> Make:
    """Points, shown or unrounded: the formula also depends on what the scheme says where there are none."""
    criterion = book.criteria[column.criterion]
    scores, rules = book.scores[criterion.id].scores, book.scheme.scheme
    exact = column.what == "exact" or (rules.total_of == "exact" and rules.rounding == "half_up")
    found: dict[tuple[object, str], str] = {}
    blocks = book.counties.block
    usual = criterion.missing or rules.missing

    def make(county: str, _: int, number: str) -> Made:
        score, block = scores[county], blocks[county]
        own = score.points is not None and not score.filled
        rule = usual if own else rule_for(book, criterion, county)
        key = (block.first, rule)
        template = found.get(key)
        if template is None:
            formulas = PointFormulas(book, criterion, block)
            template = "=" + formulas.exact(rule) if column.what == "exact" else formulas.points(rule)
            found[key] = template
        points = score.points if exact else score.shown
        return ("-" if points is None else points), template.replace(ROW, number), ""

    return make


def _value(book: Book, column: Column) -> Make:
    scores = book.scores[column.criterion].scores
    return _templated(book, column, lambda made: made.value, lambda county: _or_dash(scores[county].value))


def _or_dash(value: Decimal | int | None) -> Value:
    return "-" if value is None else value


def _against(book: Book, column: Column) -> Make:
    scores = book.scores[column.criterion].scores
    rule = rule_of(book, book.criteria[column.criterion])
    city = rule.evaluate(lookup(book.scheme, book.figures, book.scheme.city.name)).value if rule is not None else None

    def value(county: str) -> Value:
        own = scores[county].value
        return "-" if own is None or city is None else compared(own - city)

    return _templated(book, column, lambda made: made.against, value)


def _place(book: Book, column: Column) -> Make:
    scores = book.scores[column.criterion].scores
    group = book.within(book.criteria[column.criterion])

    def value(county: str) -> Value:
        return _or_dash(scores[county].group_place if group else scores[county].place)

    return _templated(book, column, lambda made: made.place, value)


def _base(book: Book, column: Column) -> Make:
    scores, totals = book.scores[column.criterion].scores, book.totals

    def value(county: str) -> Value:
        return "-" if totals[county].veto_effect == "unranked" else _or_dash(scores[county].value)

    return _templated(book, column, lambda made: made.base, value)


def _key(book: Book, column: Column) -> Make:
    criterion, rules = book.criteria[column.criterion], book.scheme.scheme
    base, scores = _base(book, column), book.scores[column.criterion].scores
    digits = value_decimals(book.scheme, criterion)

    def value(county: str) -> Value:
        found, score = base(county, 0, "")[0], scores[county]
        lacking = "target" in criterion.parameters and (score.points is None or score.filled)
        if not isinstance(found, Decimal) or lacking:
            return "-"
        return rounded(found, digits, rules.rounding) if rules.compare == "rounded" else compared(found)

    return _templated(book, column, lambda made: made.key, value)


def _raw(book: Book, column: Column) -> Make:
    scores = book.scores[column.criterion].scores

    def value(county: str) -> Value:
        return "-" if scores[county].filled else _or_dash(scores[county].points)

    return _templated(book, column, lambda made: made.raw(), value)


def _out(book: Book, column: Column) -> Make:
    cells, codes = book.adjustments, {None: 0, "last": 1, "unranked": 2}

    def make(county: str, position: int, _: str) -> Made:
        made = f"={fixed(cells.row(position), cells.effect, ADJUSTMENTS)}"
        return codes[book.totals[county].veto_effect], made, ""

    del column
    return make


def _part(book: Book, column: Column) -> Make:
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


def _total(book: Book, column: Column) -> Make:
    del column

    def make(county: str, _: int, number: str) -> Made:
        return _or_dash(book.totals[county].criteria_points), total_formula(book, county).replace(ROW, number), ""

    return make


def _source(book: Book, column: Column) -> Make:
    del column

    def make(county: str, _: int, __: str) -> Made:
        row = book.sources.first.get(county)
        return "-" if row is None else row + 1, "", ""

    return make


_MAKES: dict[str, Callable[[Book, Column], Make]] = {
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
