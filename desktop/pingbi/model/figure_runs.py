"""Figures by the thousand: in runs as long as nobody asks for a single one, on their way between processes too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, overload

from pingbi.model.figure import Figure, Role, Source, State
from pingbi.model.origin import InSheet
from pingbi.model.wholesale import made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.model.finding import Finding


class Common(NamedTuple):
    """What all figures of a run have in common."""

    file: str
    sheet: str
    period: str
    source: Source
    state: State = State.READ
    role: Role = Role.NOW
    read_at: str = ""
    order: int = 0
    modified: float = 0.0
    note: str = ""


class Run(NamedTuple):
    """Figures of one sheet with all that they have in common once; a list holds one value for each.

    Numbers are kept as their words ("" for None), which are mostly those of the cells, too: one list then stands for
    several and is sent once. So are the counties of columns that stand side by side.
    """

    common: Common
    counties: list[str]
    indicators: list[str]
    values: list[str]
    letters: list[str]  # D of D7
    rows: list[str]  # 7 of D7
    texts: list[str]
    reported: list[str]
    units: list[str]


_COMMON = attrgetter(
    *("origin.file", "origin.sheet", "period", "source", "state", "role", "read_at", "order", "modified", "note")
)


class InRuns(Sequence[Figure]):
    """Figures in their order. How many there are is known; each is made when the first of them is asked for."""

    __slots__ = ("_made", "parts")

    def __init__(self, parts: Iterable[Run | Figure] = ()) -> None:
        self.parts = tuple(parts)
        self._made: tuple[Figure, ...] | None = None

    def _all(self) -> tuple[Figure, ...]:
        if self._made is None:
            self._made = tuple(one_by_one(self.parts))
        return self._made

    def __len__(self) -> int:
        return sum(len(part.counties) if isinstance(part, Run) else 1 for part in self.parts)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._all())

    @overload
    def __getitem__(self, at: int) -> Figure: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Figure]: ...
    def __getitem__(self, at: int | slice) -> Figure | Sequence[Figure]:
        return self._all()[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InRuns | tuple) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[InRuns], tuple[list[Run | Figure]]]:
        """Sent in runs, whether they were read so or not."""
        return InRuns, (runs_of(self.parts),)

    def received(self, read_at: str, order: int, modified: float) -> InRuns:
        """As Figure.received says of each."""
        return InRuns(
            part._replace(common=part.common._replace(read_at=read_at, order=order, modified=modified))
            if isinstance(part, Run)
            else part.received(read_at, order, modified)
            for part in self.parts
        )

    @classmethod
    def of(cls, several: Iterable[Iterable[Figure]]) -> InRuns:
        """One after the other."""
        return cls(part for one in several for part in (one.parts if isinstance(one, InRuns) else one))


def runs_of(parts: Iterable[Run | Figure]) -> list[Run | Figure]:
    """The figures in their order; one that stood in no sheet stays as it is."""
    found: list[Run | Figure] = []
    for loose, group in groupby(parts, lambda part: isinstance(part, Figure) and isinstance(part.origin, InSheet)):
        if not loose:
            found += group
            continue
        figures = [part for part in group if isinstance(part, Figure)]
        found += (_run(Common(*common), list(row)) for common, row in groupby(figures, _COMMON))
    return found


def _run(common: Common, figures: Sequence[Figure]) -> Run:
    origins = [row.origin for row in figures if isinstance(row.origin, InSheet)]
    values = ["" if row.value is None else str(row.value) for row in figures]
    texts, reported = [row.text for row in origins], [row.reported for row in figures]
    letters = [row.cell.rstrip("0123456789") for row in origins]
    return Run(
        common,
        [row.county for row in figures],
        [row.indicator for row in figures],
        values,
        letters,
        [row.cell[len(before) :] for row, before in zip(origins, letters, strict=True)],
        values if texts == values else texts,
        values if reported == values else texts if reported == texts else reported,
        [row.reported_unit for row in figures],
    )


@overload
def one_by_one(items: Iterable[Run | Figure]) -> Iterator[Figure]: ...
@overload
def one_by_one(items: Iterable[Run | Figure | Finding]) -> Iterator[Figure | Finding]: ...
def one_by_one(items: Iterable[Run | Figure | Finding]) -> Iterator[Figure | Finding]:
    """The figures of runs, and whatever stands between these as it is."""
    for run in items:
        if not isinstance(run, Run):
            yield run
            continue
        file, sheet, period, source, state, role, read_at, order, modified, note = map(repeat, run.common)
        count = len(run.counties)
        values = [Decimal(text) if text else None for text in run.values]
        origins = made(InSheet, count, (file, sheet, map(str.__add__, run.letters, run.rows), run.texts))
        whole = (run.counties, run.indicators, values, period, source, origins, state, role, run.reported, run.units)
        yield from made(Figure, count, (*whole, read_at, order, modified, note))
