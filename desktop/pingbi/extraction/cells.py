"""One cell that is known to hold one indicator of one county -> a figure, with what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.extraction.findings import (
    Doubtful,
    FormulaComputed,
    NotANumber,
    OtherPeriod,
    OutsideLink,
    PartOfOne,
    PerhapsPercent,
    SeenOtherwise,
    StruckThrough,
    UnitConverted,
    UnitsDiffer,
)
from pingbi.extraction.heading_words import COUNTING
from pingbi.extraction.plain import plain_words, run_of
from pingbi.extraction.quantity import Nothing, Quantity, converted, in_chinese, quantity
from pingbi.model import ROLE_WORDS, Figure, Finding, InSheet, Role, Source, State
from pingbi.model.catalogue import factor, same_period, with_multiple, words
from pingbi.model.figure_runs import Common
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.extraction.plain import Stretch
    from pingbi.model.figure_runs import Run
    from pingbi.readers import CellRead, Document, Sheet
    from pingbi.scheme import Indicator, Scheme

GREATEST_BY_FORMAT = 1000  # % that a format may make of a number before it looks as if 45 had been meant
LARGEST_PART = Decimal("1.5")  # a bare number up to here may be a percentage whose sign is lost


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


def read_cell(where: Where, scheme: Scheme) -> list[Figure | Finding]:
    """The figure (also of what cannot be read, so that it is shown) and its findings; nothing for an empty cell."""
    cell = where.sheet.cells.get((where.row, where.column))
    return list(read_with_care(where, scheme, cell)) if cell is not None else []


def read_cells(where: Where, stretch: Stretch, other: int, scheme: Scheme) -> list[Run | Figure | Finding]:
    """As `read_cell` of each line's cell in one column, in their order; everything else is as in `where`.

    Of most numbers nothing need be said: those that follow one another are made figures together.
    """
    found = list(map(where.sheet.cells.get, stretch.places(other)))
    cells = [cell for cell in found if cell is not None]
    if len(cells) < len(found):
        stretch = stretch.only(at for at, cell in enumerate(found) if cell is not None)
    if not cells:
        return []
    usual = _is_usual(where, scheme)
    if usual and (whole := plain_words(cells)) is not None:
        return [_run(where, stretch, other, whole, scheme)]
    read: list[Run | Figure | Finding] = []
    plain = [plain_words([cell]) if usual else None for cell in cells]
    for careful, group in groupby(range(len(cells)), lambda at: plain[at] is None):
        these = list(group)
        if not careful:
            own = [word for at in these for word in plain[at] or ()]
            read.append(_run(where, stretch.only(these), other, own, scheme))
            continue
        for at, (row, column) in zip(these, stretch.only(these).places(other), strict=True):
            here = where._replace(row=row, column=column, county=stretch.counties[at])
            read += read_with_care(here, scheme, cells[at])
    return read


def _run(where: Where, stretch: Stretch, other: int, numbers: list[str], scheme: Scheme) -> Run:
    common = Common(
        where.document.name, where.sheet.name, scheme.period, where.source, role=where.role, order=where.order
    )
    return run_of(common, stretch, other, numbers, where.indicator.id, where.indicator.unit)


def _is_usual(where: Where, scheme: Scheme) -> bool:
    """Whether the numbers are the indicator's own as they stand."""
    return (
        not where.rivals
        and not where.fraction
        and where.unit in ("", where.indicator.unit)
        and where.period in ("", scheme.period)
        and where.document.formats
    )


def read_with_care(where: Where, scheme: Scheme, cell: CellRead) -> Iterator[Figure | Finding]:
    """The same for whatever a cell may hold."""
    found = quantity(cell, where.indicator.unit)
    if isinstance(found, Nothing) and found.why == "empty":
        return
    if isinstance(found, Nothing) and found.why == "unreadable" and isinstance(cell.value, str) and not cell.error:
        in_words = in_chinese(cell.value)
        found = in_words if isinstance(in_words, Quantity) and not cell.date else found
    yield from _Cell(where, scheme, cell).read(found)


@dataclass(frozen=True)
class _Cell:
    """One reading of one cell that is not empty."""

    where: Where
    scheme: Scheme
    cell: CellRead

    def read(self, found: Quantity | Nothing) -> Iterator[Figure | Finding]:
        """The figure first."""
        if isinstance(found, Quantity):
            yield from self._number(found)
        elif found.why == "exempt":
            yield self._figure(State.UNDECIDED if self.cell.struck else State.EXEMPT)
            yield from self._struck()
        else:
            yield self._figure(State.UNREADABLE)
            written = self._origin.text or self.cell.formula
            yield NotANumber(**self._about, written=written, why=found.because or "不是数字")

    @cached_property
    def _origin(self) -> InSheet:
        where = self.where
        return in_sheet(where.document, where.sheet, where.row, where.column)

    @cached_property
    def _about(self) -> dict[str, Any]:
        where = self.where
        name = f"{where.indicator.name}{ROLE_WORDS[where.role]}"
        return {"county": where.county, "indicator": where.indicator.id, "places": (self._origin,), "name": name}

    def _figure(self, state: State, value: Decimal | None = None, unit: str = "") -> Figure:
        where = self.where
        return Figure(
            county=where.county,
            indicator=where.indicator.id,
            value=value,
            period=where.period or self.scheme.period,
            source=where.source,
            origin=self._origin,
            state=state,
            role=where.role,
            reported=self._origin.text,
            reported_unit=unit or where.unit or where.indicator.unit,
            order=where.order,
            note=self.cell.note,
        )

    def _shown(self, value: Decimal) -> str:
        return f"{value.normalize() + 0:f}{self.where.indicator.unit}"

    def _number(self, found: Quantity) -> Iterator[Figure | Finding]:
        where, wanted = self.where, self.where.indicator.unit
        if found.unit in COUNTING and wanted in COUNTING:  # 3个 of 家
            found = replace(found, unit="")
        value = converted(found, wanted, where.unit)
        if value is None and found.unit == "%" and isinstance(self.cell.value, Decimal):
            yield self._figure(State.UNDECIDED, converted(Quantity(self.cell.value), wanted, where.unit))
            yield self._seen_otherwise(f"{found.value.normalize() + 0:f}%")
            return
        if value is None:
            yield self._figure(State.UNREADABLE, unit=found.unit)
            yield NotANumber(**self._about, written=self._origin.text, why=self._misfit(found))
            return
        value *= 100 if where.fraction else 1
        period = where.period or self.scheme.period
        if where.role is Role.NOW and not same_period(period, self.scheme.period):
            yield self._figure(State.OTHER_PERIOD, value, found.unit)
            said, asked = words(period), words(self.scheme.period)
            yield OtherPeriod(**self._about, value=self._shown(value), found=said, wanted=asked)
            return
        undecided = list(self._undecided(found, value))
        yield self._figure(State.UNDECIDED if undecided else State.READ, value, found.unit)
        yield from undecided or self._remarks(found, value)

    def _misfit(self, found: Quantity) -> str:
        """Why a number is none of the indicator's."""
        wanted = self.where.indicator.unit
        unit = found.unit or self.where.unit
        if found.moved and factor(unit or wanted, wanted) is not None:
            return f"是升降幅度，不是以“{wanted}”计的数"
        if unit.endswith("元") and wanted.endswith("元"):
            return f"单位“{unit}”与要求的“{wanted}”币种不同，不能折算"
        return f"单位“{unit}”与要求的“{wanted}”不符"

    def _undecided(self, found: Quantity, value: Decimal) -> Iterator[Finding]:
        """Why the number must not be scored."""
        where = self.where
        yield from self._struck()
        if where.rivals and not found.unit:
            yield UnitsDiffer(**self._about, written=self._origin.text, units=where.rivals)
        if (
            found.unit
            and found.stored is None
            and value
            and abs(value) * 2 < Decimal(1).scaleb(-where.indicator.shown_decimals)
        ):
            yield UnitsDiffer(  # 30.58元 where 亿元 are asked for: nobody reports what is printed as 0
                **self._about, written=self._origin.text, units=(found.unit, where.unit or where.indicator.unit)
            )
        if found.stored is not None:
            stored = converted(Quantity(found.stored), where.indicator.unit, where.unit)
            if stored != value:
                yield self._seen_otherwise(f"{found.value.normalize() + 0:f}{found.unit}")
        by_format = found.unit == "%" and isinstance(self.cell.value, Decimal) and found.value != self.cell.value
        if by_format and abs(found.value) >= GREATEST_BY_FORMAT:
            yield self._seen_otherwise(f"{found.value.normalize() + 0:f}%")
        bare = not where.document.formats and not found.unit and isinstance(self.cell.value, Decimal)
        unit = where.unit or where.indicator.unit
        if bare and unit == "%" and not where.fraction and 0 < abs(found.value) <= LARGEST_PART:
            both = (self._shown(value * 100), self._shown(value))
            yield PerhapsPercent(**self._about, written=self._origin.text, values=both)

    def _struck(self) -> Iterator[Finding]:
        if self.cell.struck:
            yield StruckThrough(**self._about, written=self._origin.text)

    def _seen_otherwise(self, seen: str) -> Finding:
        return SeenOtherwise(**self._about, seen=seen, stored=self._origin.text)

    def _remarks(self, found: Quantity, value: Decimal) -> Iterator[Finding]:
        """What must be said of a number that may be scored."""
        where, shown, written = self.where, self._shown(value), self._origin.text
        beside = where.unit or where.indicator.unit
        if found.unit and factor(with_multiple(found.unit, beside), beside) != 1:
            yield UnitConverted(**self._about, written=_seen(found, written), value=shown)
        if where.fraction:
            yield PartOfOne(**self._about, written=written, value=shown)
        if found.doubtful and found.stored is None:
            yield Doubtful(**self._about, written=written, value=shown, why=found.doubtful)
        if self.cell.outside:
            yield OutsideLink(**self._about, formula=self.cell.formula, value=shown)
        if self.cell.computed:
            yield FormulaComputed(**self._about, formula=self.cell.formula, value=shown)


def _seen(found: Quantity, written: str) -> str:
    """The words of the cell; a unit that only its number format has is added."""
    return written if found.unit in written else f"{written}{found.unit}"
