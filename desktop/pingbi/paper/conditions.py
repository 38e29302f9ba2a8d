"""What conditional formats do to a cell: the two kinds that the sheets use."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import PingbiError
from pingbi.workbook.plan import Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.workbook.plan import Cell, SheetPlan

_TIED = re.compile(r"=AND\(ISNUMBER\((?P<one>\$?[A-Z]+\$?\d+)\),COUNTIF\(.+,(?P=one)\)>1\)")
_CELL = re.compile(r"([A-Z]+)(\d+)")


class Changed(NamedTuple):
    """How a cell looks by its conditions."""

    number: str = ""  # another number format
    bar: float | None = None


def changed(plan: SheetPlan, cells: Mapping[tuple[int, int], Cell]) -> dict[tuple[int, int], Changed]:
    """By row and column. Raises PingbiError for a condition that is not known here."""
    found: dict[tuple[int, int], Changed] = {}
    for area, options in plan.conditions:
        kind = options.get("type")
        if kind == "formula" and _TIED.fullmatch(str(options.get("criteria"))):
            style = options["format"]
            number = style.number if isinstance(style, Style) else ""
            here = [at for at in _within(area) if at in cells and isinstance(cells[at].value, int | Decimal)]
            counts = Counter(cells[at].value for at in here)
            found |= {at: Changed(number=number) for at in here if counts[cells[at].value] > 1}
        elif kind == "data_bar":
            most = Decimal(str(options["max_value"]))
            for at in _spans(str(options.get("multi_range", "")), area):
                value = cells[at].value if at in cells else None
                if isinstance(value, int | Decimal):
                    found[at] = Changed(bar=float(max(Decimal(0), min(Decimal(1), value / most))))
        else:
            raise PingbiError(f"预览还不会画“{plan.name}”的条件格式（{kind}）")
    return found


def _within(area: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    top, left, bottom, right = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _spans(ranges: str, area: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    if not ranges:
        yield from _within(area)
    for span in ranges.split():
        (left, top), (right, bottom) = (_place(end) for end in span.split(":"))
        yield from _within((top, left, bottom, right))


def _place(name: str) -> tuple[int, int]:
    found = _CELL.fullmatch(name)
    if found is None:
        raise ValueError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(found[2]) - 1
