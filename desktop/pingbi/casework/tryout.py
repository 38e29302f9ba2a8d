"""Other weights at once, as often as a slider moves: what `tried` would say of them, without evaluating anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.casework.decisions import items_of, made_of, without_decisions
from pingbi.pipeline import weighted
from pingbi.scoring import METHODS, Reweighted, evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from pingbi.model import Result
    from pingbi.pipeline import Evaluation
    from pingbi.project.state import Decision


class Tryout:
    """Of one evaluation, real or with other figures; `decisions` are those of the state that it is of."""

    def __init__(self, evaluation: Evaluation, decisions: Sequence[Decision] = ()) -> None:
        self.evaluation = evaluation
        scheme, figures = without_decisions(evaluation)
        result = evaluation.result if scheme is evaluation.scheme else evaluate(scheme, figures)
        self._plain = replace(evaluation, scheme=scheme, figures=figures, result=result)
        self._decisions = tuple(decisions)
        self._made = Reweighted(scheme, figures, result, METHODS)

    def totals(self, weights: Mapping[str, Decimal]) -> Result:
        """Points, totals and places with these weights, by id of a criterion or 一级指标; its findings are empty.

        A 一级指标 that weighs what its criteria weigh together follows them (`pipeline.weighted`).
        """
        scheme = self._plain.scheme
        for name, weight in weights.items():
            scheme = weighted(scheme, name, weight)
        result = self._made.result(scheme)
        if not self._decisions:
            return result
        done = replace(self._plain, scheme=scheme, result=result)
        with_items = items_of(done, made_of(done, self._decisions))
        return result if with_items is None else replace(evaluate(*with_items), findings=())
