"""One cell that is known to hold one indicator of one county -> a figure, with what must be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.extraction.findings import (
    Doubtful,
    NotANumber,
    OtherPeriod,
    PartOfOne,
    UnitConverted,
    UnitsDiffer,
)
from pingbi.extraction.quantity import Nothing, converted, quantity
from pingbi.model import Figure, Finding, Role, Source, State
from pingbi.model.catalogue import factor, same_period, words
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pingbi.readers import Document, Sheet
    from pingbi.scheme import Indicator, Scheme


class Where(NamedTuple):
    """A cell and what it means. `unit` is the heading's, empty where it gives none; `period` the table's own."""

    document: Document
    sheet: Sheet
    row: int
    column: int
    county: str
    indicator: Indicator
    role: Role = Role.NOW
    unit: str = ""
    period: str = ""
    source: Source = Source.TEMPLATE
    order: int = 0
    rivals: tuple[str, ...] = ()  # units that all claim the number: 亿元 in its name, 万元 beside it
    fraction: bool = False  # the number is a part of one in a % column: 0.45 for 45


def read_cell(where: Where, scheme: Scheme) -> Iterator[Figure | Finding]:
    """The figure (also of what cannot be read, so that it is shown) and its findings; nothing for an empty cell."""
    found = quantity(where.sheet.cells.get((where.row, where.column)))
    origin = in_sheet(where.document, where.sheet, where.row, where.column)
    indicator, name = where.indicator, where.indicator.name
    if isinstance(found, Nothing) and found.why == "empty":
        return
    period = where.period or scheme.period

    def figure(state: State, value: Decimal | None = None, unit: str = "") -> Figure:
        return Figure(
            county=where.county,
            indicator=indicator.id,
            value=value,
            period=period,
            source=where.source,
            origin=origin,
            state=state,
            role=where.role,
            reported=origin.text,
            reported_unit=unit or where.unit or indicator.unit,
            order=where.order,
        )

    about: dict[str, Any] = {"county": where.county, "indicator": indicator.id, "places": (origin,)}
    if isinstance(found, Nothing):
        if found.why == "exempt":
            yield figure(State.EXEMPT)
            return
        cell = where.sheet.cells[where.row, where.column]
        why = "公式没有计算结果" if cell.formula and cell.value is None else "是错误值" if cell.error else "不是数字"
        yield figure(State.UNREADABLE)
        written = origin.text or cell.formula
        yield NotANumber(**about, name=name, written=written, why=why)
        return
    value = converted(found, indicator.unit, where.unit)
    if value is None:
        yield figure(State.UNREADABLE, unit=found.unit)
        why = f"单位“{found.unit or where.unit}”与要求的“{indicator.unit}”不符"
        yield NotANumber(**about, name=name, written=origin.text, why=why)
        return
    value *= 100 if where.fraction else 1
    shown = f"{value.normalize():f}{indicator.unit}"
    if where.role is Role.NOW and not same_period(period, scheme.period):
        yield figure(State.OTHER_PERIOD, value, found.unit)
        wanted = words(scheme.period)
        yield OtherPeriod(**about, name=name, value=shown, found=words(period), wanted=wanted)
        return
    if where.rivals and not found.unit:
        yield figure(State.UNDECIDED, value)
        yield UnitsDiffer(**about, name=name, written=origin.text, units=where.rivals)
        return
    yield figure(State.READ, value, found.unit)
    if found.unit and factor(found.unit, where.unit or indicator.unit) != 1:
        yield UnitConverted(**about, name=name, written=origin.text, value=shown)
    if where.fraction:
        yield PartOfOne(**about, name=name, written=origin.text, value=shown)
    if found.doubtful:
        yield Doubtful(**about, name=name, written=origin.text, value=shown)
