"""Figures by the thousand: in runs on their way between processes, and received all at once."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.figure import Figure
from pingbi.model.origin import InSheet
from pingbi.model.wholesale import made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Run(NamedTuple):
    """Figures of one sheet with all that they have in common once; a list holds one value for each.

    Numbers are sent as their words ("" for None), which are mostly those of the cells, too: one list then stands for
    several and is sent once.
    """

    common: tuple[object, ...]  # the fields of _COMMON
    counties: list[str]
    indicators: list[str]
    values: list[str]
    cells: list[str]
    texts: list[str]
    reported: list[str]
    units: list[str]


_COMMON = attrgetter(
    *("origin.file", "origin.sheet", "period", "source", "state", "role", "read_at", "order", "modified", "note")
)
_KEPT = [attrgetter(name) for name in Figure.__slots__[:-4]]  # what receiving does not change, before it
_NOTE = attrgetter("note")


def runs_of(figures: Iterable[Figure]) -> list[Run | Figure]:
    """The figures in their order; one that stood in no sheet stays as it is."""
    found: list[Run | Figure] = []
    for in_sheet, group in groupby(figures, lambda figure: isinstance(figure.origin, InSheet)):
        found += (_run(common, list(row)) for common, row in groupby(group, _COMMON)) if in_sheet else group
    return found


def _run(common: tuple[object, ...], figures: Sequence[Figure]) -> Run:
    origins = [row.origin for row in figures if isinstance(row.origin, InSheet)]
    values = ["" if row.value is None else str(row.value) for row in figures]
    texts, reported = [row.text for row in origins], [row.reported for row in figures]
    return Run(
        common,
        [row.county for row in figures],
        [row.indicator for row in figures],
        values,
        [row.cell for row in origins],
        values if texts == values else texts,
        values if reported == values else texts if reported == texts else reported,
        [row.reported_unit for row in figures],
    )


def figures_of(runs: Iterable[Run | Figure]) -> Iterator[Figure]:
    """The figures again."""
    for run in runs:
        if isinstance(run, Figure):
            yield run
            continue
        file, sheet, period, source, state, role, read_at, order, modified, note = map(repeat, run.common)
        count = len(run.cells)
        values = [Decimal(text) if text else None for text in run.values]
        origins = made(InSheet, count, (file, sheet, run.cells, run.texts))
        whole = (run.counties, run.indicators, values, period, source, origins, state, role, run.reported, run.units)
        yield from made(Figure, count, (*whole, read_at, order, modified, note))


def received(figures: Sequence[Figure], read_at: str, order: int, modified: float) -> list[Figure]:
    """As Figure.received says of each."""
    kept = [map(field, figures) for field in _KEPT]
    known = (repeat(read_at), repeat(order), repeat(modified), map(_NOTE, figures))
    return made(Figure, len(figures), (*kept, *known))
