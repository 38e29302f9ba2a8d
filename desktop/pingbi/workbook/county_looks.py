"""How the lines of 得分构成 look: numbers in the middle of their columns, points in bold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pingbi.scheme.settings import value_decimals
from pingbi.workbook.plan import Style
from pingbi.workbook.styles import number_format

if TYPE_CHECKING:
    from pingbi.scheme import Criterion
    from pingbi.workbook.county_layout import CountyPage

Looks = Mapping[tuple[str, int], tuple[Style, Style]]  # column's name, line -> the style of a number and of a text


def looks(page: CountyPage) -> Looks:
    """(column, line) -> the style of a number and of a text; the line of sums is the one after the last."""
    found = {}
    for line, row in enumerate((*page.criteria, None)):
        at = page.first_line + line
        for name, column in page.columns.items():
            box = page.table
            number, text = _look(page, name, row)
            found[name, line] = (box.style(number, at, column), box.style(text, at, column))
    return found


def _look(page: CountyPage, name: str, criterion: Criterion | None) -> tuple[Style, Style]:
    rules, width = page.book.scheme.scheme, page.widths[page.columns[name]]
    bold = criterion is None or name == "points"
    text = Style("numc", bold=bold)
    if name in ("full", "place", "group_place", "part"):
        return text, text
    if name == "name":
        return Style("small"), Style("small")
    digits, longest = rules.decimals, page.longest_points
    if name in ("rate", "mean"):
        digits, longest = 1, page.longest_share
    elif name in ("value", "city", "against") and criterion is not None:
        digits, longest = value_decimals(page.book.scheme, criterion), page.longest(criterion)
    if name == "against":
        if criterion is not None and criterion.id in page.city_values:
            longest = page.longest_against(criterion)
        return Style("num", number=number_format(digits, width, len(longest), sign=True)), text
    shape = number_format(digits, width, len(longest), bold=bold)
    if name == "lost":
        plain = shape.partition(";")[0]
        pad = plain.removeprefix(f"{0:.{digits}f}")
        shape = f'{plain};"超"{plain};"-"{pad};@{pad}'
    return Style("num", bold=bold, number=shape), text
