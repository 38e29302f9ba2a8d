"""Points and places made again from the figures and rules that stand in the workbook now, beside what it shows."""

from __future__ import annotations

from decimal import Decimal
from math import isclose
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.model import Figures, State
from pingbi.scheme import Scheme
from pingbi.scoring import derive, evaluate
from pingbi.verifying.cells import At
from pingbi.verifying.rules import ruled
from pingbi.workbook.record import Kept, figure
from pingbi.workbook.references import METHOD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pingbi.model import Result, Role
    from pingbi.readers import CellRead, Document
    from pingbi.verifying.cells import Change
    from pingbi.workbook.record import Record

EXEMPT = "免报"
CLOSE = 1e-9  # of points: exact decimals here, floats rounded to 10 decimals there
WORDS = {"points": "得分", "shown": "得分", "place": "位次", "group_place": "组内位次", "total": "综合得分"}


class Shown(NamedTuple):
    """A cell of points or places: what it shows, and what it should. None stands for no number."""

    at: At
    county: str
    words: str
    value: Decimal | None
    right: Decimal | int | None

    @property
    def agrees(self) -> bool:
        """Whether it shows what scoring gives."""
        if self.value is None or self.right is None:
            return self.value is None and self.right is None
        return isclose(float(self.value), float(self.right), rel_tol=CLOSE, abs_tol=CLOSE)

    def __str__(self) -> str:
        value, right = ("-" if row is None else f"{row:f}" for row in (self.value, _short(self.right)))
        return f"{self.at} {self.county}的{self.words}为{value}，按表里现在的数和办法应为{right}"


class Again(NamedTuple):
    """Every cell of points and places; rules that are no numbers any more."""

    shown: tuple[Shown, ...]
    figures: int
    unknown: tuple[At, ...]


def again(document: Document, record: Record, changes: Iterable[Change]) -> Again:
    """Score once more, with the changes to figures and rules applied. Raises ValueError for a record that is none."""
    changed = {row.at: row.now for row in changes}
    scheme, unknown = _ruled(record, changed)
    chosen = dict(record.chosen().chosen)
    for at, (county, indicator, role) in _inputs(record).items():
        if at in changed:
            chosen.pop((county, indicator, role), None)
            kept = _kept(county, indicator, role, changed[at])
            if kept is not None:
                chosen[county, indicator, role] = figure(kept, scheme.period)
    figures, _ = derive(scheme, Figures(chosen))
    return Again(tuple(_shown(document, record, scheme, evaluate(scheme, figures))), len(chosen), unknown)


def _inputs(record: Record) -> dict[At, tuple[str, str, Role]]:
    """Where each figure stands; of several cells of one figure the first of 主要指标 comes last and decides."""
    return {
        At(sheet, row, column): (county, indicator, role)
        for sheet, column, indicator, role in reversed(record.inputs)
        for county, row in record.rows[sheet].items()
    }


def _kept(county: str, indicator: str, role: Role, cell: CellRead | None) -> Kept | None:
    value = cell.value if cell is not None else None
    if isinstance(value, Decimal):
        return Kept(county, indicator, role, State.READ, value)
    return Kept(county, indicator, role, State.EXEMPT, None) if value == EXEMPT else None


def _ruled(record: Record, changed: Mapping[At, CellRead | None]) -> tuple[Scheme, tuple[At, ...]]:
    """The scheme with the numbers that stand on 计分办法; the cells there that should hold one and do not."""
    cells = {At(METHOD, row.row, row.column): row for row in record.numbers}
    new, unknown = [], []
    for at, cell in changed.items():
        value = cell.value if cell is not None else None
        if at in cells and isinstance(value, Decimal):
            new.append((cells[at], value))
        elif at in cells:
            unknown.append(at)
    return ruled(record.scheme, new), tuple(unknown)


def _shown(document: Document, record: Record, scheme: Scheme, result: Result) -> Iterator[Shown]:
    sheets = {sheet.name: sheet.cells for sheet in document.sheets}
    criteria = {row.id: row for row in result.criteria}
    totals = {row.county: row for row in result.totals}
    names = {row.id: row.name for row in scheme.criterion}
    for sheet, column, what, criterion in record.shown:
        for county, row in record.rows[sheet].items():
            if county not in totals or sheet not in sheets:
                continue
            cell = sheets[sheet].get((row, column))
            if cell is not None and cell.formula and cell.value is None:
                continue  # without a result
            value = cell.value if cell is not None and isinstance(cell.value, Decimal) else None
            scored: Any = criteria[criterion].scores[county] if criterion else totals[county]
            right = getattr(scored, "shown" if what == "total" else what)
            words = f"{names.get(criterion, '综合')}{WORDS[what]}" if what != "total" else WORDS[what]
            yield Shown(At(sheet, row, column), county, words, value, right)


def _short(value: Decimal | int | None) -> Decimal | int | None:
    return round(value, 10).normalize() if isinstance(value, Decimal) else value
