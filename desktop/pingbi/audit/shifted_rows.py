"""A column of a table of all counties that slipped by a row: each value fits the county above or below its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pingbi.audit.examined import origins, with_unit
from pingbi.audit.shifted import decades
from pingbi.model import Finding, InSheet, Role, State
from pingbi.model.catalogue import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure
    from pingbi.scheme import Indicator

FEWEST = 4  # counties in a row
FITS, FAR = 0.1, 0.3  # decades: within a quarter of the neighbour's last year, double or half of its own


class _Row(NamedTuple):
    """A county's figure with its own last year's and that of the county it fits."""

    figure: Figure
    then: Decimal
    neighbour: str
    fits: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftedRows(Finding):
    """Figures of several counties in a row that would be right one county further."""

    code: ClassVar[str] = "shifted"
    name: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}一列有{len(self.values)}个县区的数疑似错了一行：{'；'.join(self.values)}；请对照原表核实"


def shifted_rows(examined: Examined) -> Iterator[Finding]:
    """For each amount and count, downwards and upwards. Last year's figures must stand elsewhere or have kept place."""
    for indicator in examined.scheme.indicator:
        if indicator.kind not in (Kind.LEVEL, Kind.COUNT) or indicator.compute is not None:
            continue
        if len(examined.column(indicator.id, Role.LAST_YEAR)) <= FEWEST:  # the county's own, and one further
            continue
        for step in (-1, 1):
            rows = [_row(examined, indicator, at, step) for at in range(len(examined.scheme.counties))]
            for slipped, run in groupby(rows, key=lambda row: row is not None):
                found = [row for row in run if row is not None]
                if slipped and len(found) >= FEWEST and len({_file(row.figure) for row in found}) == 1:
                    yield _told(indicator, found)


def _row(examined: Examined, indicator: Indicator, at: int, step: int) -> _Row | None:
    counties = examined.scheme.counties
    if not 0 <= at + step < len(counties):
        return None
    then = examined.figures.value(counties[at], indicator.id, Role.LAST_YEAR)
    if not then:
        return None
    figure = examined.figures.get(counties[at], indicator.id)
    fits = examined.figures.value(counties[at + step], indicator.id, Role.LAST_YEAR)
    if figure is None or figure.state is not State.READ or not (figure.value and fits and _file(figure)):
        return None
    slipped = decades(figure.value, fits) <= FITS and decades(figure.value, then) >= FAR
    return _Row(figure, then, counties[at + step], fits) if slipped else None


def _file(figure: Figure) -> str:
    return figure.origin.file if isinstance(figure.origin, InSheet) else ""


def _told(indicator: Indicator, rows: Sequence[_Row]) -> ShiftedRows:
    return ShiftedRows(
        indicator=indicator.id,
        places=origins(*(row.figure for row in rows)),
        name=indicator.name,
        values=tuple(_words(indicator, row) for row in rows),
    )


def _words(indicator: Indicator, row: _Row) -> str:
    """范县为30.5亿元（上年同期为4.2亿元），更像台前县（上年同期为29亿元）."""
    now, then, fits = (with_unit(value, indicator.unit) for value in (row.figure.value or row.then, row.then, row.fits))
    return f"{row.figure.county}为{now}（上年同期为{then}），更像{row.neighbour}（上年同期为{fits}）"
