"""What a change makes of the half-year: figure by figure, and what that does to points and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Source
from pingbi.model import State as FigureState

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.model import Figure, Total
    from pingbi.model.figures import Key
    from pingbi.pipeline import Evaluation


class FigureChange(NamedTuple):
    """One figure that counts, before and after; None where there is none."""

    key: Key
    before: Figure | None
    after: Figure | None


class StandingChange(NamedTuple):
    """A county's total before and after; None where it was not there."""

    county: str
    before: Total | None
    after: Total | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that two evaluations say differently."""

    figures: tuple[FigureChange, ...]
    standings: tuple[StandingChange, ...]


def difference(before: Evaluation, after: Evaluation) -> Difference:
    """In the order of the newer scheme; computed figures too."""
    old, new = before.figures.chosen, after.figures.chosen
    keys = dict.fromkeys((*new, *old))
    changes = (FigureChange(key, old.get(key), new.get(key)) for key in keys)
    figures = tuple(row for row in changes if _scored(row.before) != _scored(row.after) and not _decided(row))
    was = {row.county: row for row in before.result.totals}
    is_now = {row.county: row for row in after.result.totals}
    counties = dict.fromkeys((*is_now, *was))
    totals = (StandingChange(county, was.get(county), is_now.get(county)) for county in counties)
    return Difference(figures, tuple(row for row in totals if _standing(row.before) != _standing(row.after)))


def _decided(row: FigureChange) -> bool:
    """What a meeting has decided is seen in the points."""
    return any(figure is not None and figure.source is Source.DECISION for figure in (row.before, row.after))


def _scored(figure: Figure | None) -> tuple[Decimal | None, FigureState] | None:
    """What scoring sees of it: a figure that cannot be used is as good as none, but it is not 免报."""
    if figure is None:
        return None
    return (figure.value if figure.state is FigureState.READ else None), figure.state


def _standing(total: Total | None) -> tuple[object, ...] | None:
    return (total.shown, total.place, total.group_place) if total is not None else None
