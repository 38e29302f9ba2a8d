"""What if, on a half-year at work: its submissions and corrections with other figures or weights over them.

Nothing of it is recorded: a trial is a workbook beside the project, never a step in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pingbi import pipeline
from pingbi.casework.counts import counts, counts_of_findings
from pingbi.casework.decisions import decided
from pingbi.casework.material import material
from pingbi.casework.settled import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.casework.case import Case
    from pingbi.pipeline import Evaluation, Trial


def tried(case: Case, real: Evaluation, trial: Trial, rules: Mapping[str, str] | None = None) -> Evaluation:
    """The present state with what is tried; `real` is its evaluation without. Decisions count by the trial's points.

    `rules`: other keys of [scheme] (ties, missing, compare), as its table has them.
    """
    state = case.project.state
    arrived, scheme, previous = case.arrived(state), trial.weighted(case.scheme), case.before(state)
    if rules:
        scheme = msgspec.structs.replace(scheme, scheme=msgspec.structs.replace(scheme.scheme, **rules))
    given = material(arrived, state)
    settings = (*settled(state, scheme), *counts(arrived, state, scheme), *trial.figures)
    done = pipeline.evaluate(given, scheme, previous=previous, settings=settings)
    if found := counts_of_findings(arrived, state, done):
        done = pipeline.evaluate(given, scheme, previous=previous, settings=(*settings, *found))
    return pipeline.tried(decided(done, state), real, trial)
