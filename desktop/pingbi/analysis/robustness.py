"""名次稳健性 in one call: of a result, how sure is each place."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from pingbi.analysis.contest import contest
from pingbi.analysis.leaving_out import left_out
from pingbi.analysis.linear import Linear, curves, followed
from pingbi.analysis.other_methods import other_methods
from pingbi.analysis.ranges import Ranges
from pingbi.analysis.recombined import Recombined
from pingbi.analysis.stored_sets import margins, tried
from pingbi.analysis.swapping import margin
from pingbi.analysis.weights import Weights
from pingbi.model.robustness import Curve, Judgement, Margin, Places, Robustness, SurePlace, Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pingbi.analysis.contest import Contest
    from pingbi.model import Figures, Result
    from pingbi.scheme import Scheme

LEAST = 3  # ranked counties that are worth it
TENTH, QUARTER = Decimal("0.1"), Decimal("0.25")
CLOSE = Decimal(200)  # neighbours nearer than full marks by this are 难分: 0.50 of 100
DIGITS = 50


def how_sure(
    scheme: Scheme, figures: Figures, result: Result, score: Callable[[Scheme, Figures], Result]
) -> Robustness | None:
    """None with fewer than three ranked counties."""
    with localcontext() as context:
        context.prec = DIGITS
        found = contest(scheme, figures, result, score)
        return _robustness(found, figures, score) if len(found.totals) >= LEAST else None


def worth_asking(scheme: Scheme, result: Result) -> bool:
    """Whether `how_sure` answers, known at once."""
    known = set(scheme.counties)
    ranked = (row for row in result.totals if row.place is not None and row.veto_effect is None)
    return sum(row.county in known for row in ranked) >= LEAST


@dataclass(frozen=True)
class _Moved:
    """What changed weights do: margins by the position of the upper county, ranges by position."""

    margins: dict[int, Margin]
    tenth: list[Places] | None = None
    quarter: list[Places] | None = None
    curves: tuple[Curve, ...] = field(default=())
    tried: int = 0
    failed: bool = False


def _robustness(found: Contest, figures: Figures, score: Callable[[Scheme, Figures], Result]) -> Robustness:
    weights = Weights(found.scheme, found.criteria)
    made = Recombined(found, weights)
    sound = weights.whole > 0 and made.agrees()
    moved = _moved(found, weights, made) if sound else _Moved(_points(found), failed=True)
    without = left_out(made) if sound else None
    others = other_methods(found, figures, score)
    close = weights.whole / CLOSE
    rows = []
    for at, total in enumerate(found.totals):
        tenth = moved.tenth[at] if moved.tenth is not None else None
        quarter = moved.quarter[at] if moved.quarter is not None else None
        beside = [moved.margins[row].points for row in (at - 1, at) if row in moved.margins]
        rows.append(
            SurePlace(
                county=total.county,
                group=total.group,
                place=found.place(at),
                total=total.shown if total.shown is not None else Decimal(0),
                margin=moved.margins.get(at),
                tenth=tenth,
                quarter=quarter,
                left_out=without.places[at] if without is not None else None,
                left_out_worst=without.worst[at] if without is not None else None,
                other_methods=others.places[at] if others is not None else None,
                other_methods_worst=others.worst[at] if others is not None else None,
                judgement=judged(beside, close, tenth, quarter),
            )
        )
    return Robustness(
        tuple(rows),
        by_group=found.by_group,
        close=close,
        curves=moved.curves,
        tried=moved.tried,
        fixed=_fixed(found),
        methods=others.names if others is not None else (),
        kept=others.kept if others is not None else (),
        failed=moved.failed,
    )


def judged(beside: Sequence[Decimal], close: Decimal, tenth: Places | None, quarter: Places | None) -> Judgement:
    """From the distances to the neighbours, and the ranges of places."""
    if any(points < close for points in beside):
        return Judgement.CLOSE
    if tenth is None or quarter is None:
        return Judgement.UNKNOWN
    if tenth.best != tenth.worst:
        return Judgement.LOOSE
    return Judgement.FIRM if quarter.best == quarter.worst else Judgement.FAIR


def _fixed(found: Contest) -> tuple[str, ...]:
    """Criteria that give points which do not follow their weight."""
    columns = [[line for line in column if line is not None] for column in zip(*found.lines, strict=True)]
    return tuple(
        criterion.id
        for criterion, lines in zip(found.criteria, columns, strict=True)
        if any(line.start for line in lines) and not any(line.slope for line in lines)
    )


def _moved(found: Contest, weights: Weights, made: Recombined) -> _Moved:
    """By formula where the totals are in a straight line of the weights, else from the stored sets."""
    linear = Linear(found, weights)
    curved = curves(linear, QUARTER)
    if not curved and not followed(linear):
        return _Moved(_points(found), failed=True)
    if not curved:
        margins_by = {upper: margin(linear, upper, upper + 1) for upper in _uppers(found)}
        if not any(line is not None and line.slope for lines in found.lines for line in lines):
            return _Moved(margins_by)
        ranges = Ranges(linear)
        return _Moved(margins_by, ranges.within(TENTH), ranges.within(QUARTER))
    seen = tried(made)
    return _Moved(margins(made, seen), seen.tenth, seen.quarter, curved, seen.sets)


def _uppers(found: Contest) -> list[int]:
    return [at for block in found.blocks for at in range(block.start, block.stop - 1)]


def _points(found: Contest) -> dict[int, Margin]:
    """The distances alone."""
    return {
        at: Margin(
            below=found.totals[at + 1].county,
            points=found.key(at) - found.key(at + 1),
            tie=Tie.SAME if found.place(at) == found.place(at + 1) else Tie.NONE,
            single=None,
            together=None,
        )
        for at in _uppers(found)
    }
