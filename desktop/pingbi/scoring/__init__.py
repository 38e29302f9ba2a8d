"""Figures -> Result. One file a family of methods; to add a method is one file and one line of METHODS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.scheme.shape import Cells
from pingbi.scoring import by_city, by_piece, by_place, by_spread, by_target
from pingbi.scoring.alone import totals_alone as _totals_alone
from pingbi.scoring.decided import Effect, effects
from pingbi.scoring.evaluate import evaluate as _evaluate
from pingbi.scoring.kept import Kept
from pingbi.scoring.method import Case, Field, Marks, Method
from pingbi.scoring.outcomes import Outcomes
from pingbi.scoring.places import place_formula, places
from pingbi.scoring.reweighted import Reweighted, cases_of
from pingbi.scoring.rounding import equal, rounded
from pingbi.scoring.totals import Combined, combine
from pingbi.scoring.values import derive, value_of

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.model import Figures, Result
    from pingbi.scheme import Scheme

_FAMILIES = (by_place, by_target, by_spread, by_city, by_piece)
METHODS: dict[str, Method] = {method.key: method for family in _FAMILIES for method in family.METHODS}


def evaluate(scheme: Scheme, figures: Figures, kept: Kept | None = None) -> Result:
    """Score every county of the scheme by the methods above; what is `kept` of the last time need not be done again."""
    return _evaluate(scheme, figures, METHODS, kept)


def totals_alone(there: Scheme, here: Scheme, others: Figures, own: Figures) -> dict[str, Decimal | None]:
    """Each county's total, had it alone its figures of `own` (see `alone`)."""
    return _totals_alone(there, here, others, own, METHODS)


__all__ = [
    "METHODS",
    "Case",
    "Cells",
    "Combined",
    "Effect",
    "Field",
    "Kept",
    "Marks",
    "Method",
    "Outcomes",
    "Reweighted",
    "cases_of",
    "combine",
    "derive",
    "effects",
    "equal",
    "evaluate",
    "place_formula",
    "places",
    "rounded",
    "totals_alone",
    "value_of",
]
