"""What the page asks the engine, in the desk's thread; nothing here touches a widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pingbi import casework, pipeline
from pingbi.casework.tryout import Tryout
from pingbi.reckoning import Reckoner
from pingbi_qt.score.rows import by_group, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pingbi.casework import Case
    from pingbi.model import Result
    from pingbi.pipeline import Evaluation
    from pingbi_qt.score.tried import FigureKey


@dataclass(slots=True)
class Prepared:
    """Of one state: who answers for it. With other figures or rules tried, that is kept, too."""

    evaluation: Evaluation
    reckoner: Reckoner
    tryout: Tryout
    others: tuple[Mapping[FigureKey, Decimal], Mapping[str, str]] | None = None
    other: Tryout | None = None


class Outcome(NamedTuple):
    """What the trial makes, and in few words of whom."""

    result: Result
    words: str
    grouped: bool  # whether the places that count are those of the groups


def prepared(case: Case) -> Prepared:
    """For the state as it is."""
    done = case.evaluation()
    return Prepared(done, Reckoner(done), Tryout(done, case.project.state.decisions))


def tried(
    case: Case,
    known: Prepared,
    weights: Mapping[str, Decimal],
    figures: Mapping[FigureKey, Decimal],
    rules: Mapping[str, str],
) -> Outcome:
    """The result with these weights, figures and rules instead of the saved ones. Raises PingbiError."""
    tryout = known.tryout
    if figures or rules:
        if known.other is None or known.others != (figures, rules):
            texts = [f"{county}.{indicator}={value:f}" for (county, indicator), value in figures.items()]
            trial = pipeline.trial_of(case.scheme, texts, []) or pipeline.Trial((), (), ())
            done = casework.tried(case, known.evaluation, trial, rules)
            known.other, known.others = Tryout(done, case.project.state.decisions), (dict(figures), dict(rules))
        tryout = known.other
    result = tryout.totals(weights)
    grouped = by_group(tryout.evaluation.scheme)
    return Outcome(result, _moved_words(known.evaluation, result, grouped=grouped), grouped)


def _moved_words(real: Evaluation, result: Result, *, grouped: bool) -> str:
    """名次不变; 3 个县区名次变动，南乐县不再是第 1."""
    if grouped != by_group(real.scheme):
        return "改为组内排名" if grouped else "改为全部县区一起排名"
    before = {row.county: place_of(row, grouped=grouped) for row in real.result.totals}
    other = [row.county for row in result.totals if place_of(row, grouped=grouped) != before[row.county]]
    if not other:
        return "名次不变"
    first = [row.county for row in result.totals if before[row.county] == 1 and row.county in other]
    said = f"{len(other)} 个县区名次变动"
    return f"{said}，{'、'.join(first)}不再是第 1" if first else said
