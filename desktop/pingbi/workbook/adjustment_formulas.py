"""The formulas of 加减分: the points of an item, their sums after the caps, the effect of 一票否决."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.scheme import formula
from pingbi.workbook.indicator_columns import FIRST_ROW
from pingbi.workbook.references import MAIN, ROW, cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.scheme import Operand
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.other_sheets import ItemColumns

TINY = 10  # decimals to which sums of points are rounded


def item_formula(book: Book, found: ItemColumns, row: int, position: int) -> str:
    """=MAX(0,MIN(N(count)*each,cap)), a deduction as positive points; 0 where `requires` does not hold."""
    item = found.item
    each, cap = (book.method.item("adjustment", item.name, column) for column in (0, 1))
    sign = "" if item.points_each > 0 else "-"
    points = f"{sign}N({cell(row, found.times)})*{each}"
    points = f"MAX(0,MIN({points},{cap}))" if cap else f"MAX(0,{points})"
    if item.requires is None:
        return f"={points}"
    if not book.main.criteria:  # no figure of any criterion: there is no 主要指标 to refer to
        return ""

    def operand(asked: Operand) -> str:
        reference = book.main.operand(asked)
        return reference if reference.startswith('"') else f"{MAIN}!{reference}"

    holds = formula(book.scheme, item.requires).excel(operand).replace(ROW, str(FIRST_ROW + position + 1))
    return f"=IF(N({holds})<>0,{points},0)"


def sum_formula(items: Sequence[ItemColumns], row: int, cap: str) -> str:
    """=MIN(the capped items, cap) and what stands beside the cap."""
    inside = [cell(row, found.points) for found in items if found.item.capped or not cap]
    beside = [cell(row, found.points) for found in items if cell(row, found.points) not in inside]
    parts = [f"ROUND({'+'.join(cells)},{TINY})" for cells in (inside, beside) if cells]
    if inside and cap:
        parts[0] = f"MIN({parts[0]},{cap})"
    return f"={'+'.join(parts)}"


def effect_formula(book: Book, row: int) -> str:
    """=2 not ranked, 1 last, 0 no veto."""

    def any_of(effect: str) -> str:
        columns = [book.adjustments.veto_counts[veto.name] for veto in book.scheme.veto if veto.effect == effect]
        return "+".join(f"(N({cell(row, column)})>0)" for column in columns) or "0"

    return f"=IF({any_of('unranked')}>0,2,IF({any_of('last')}>0,1,0))"
