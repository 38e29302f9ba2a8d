"""Places of totals that were made to see what comes of it, by the scheme's rule for ties."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model.robustness import Places
from pingbi.scheme import compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.analysis.contest import Contest
    from pingbi.model.robustness import Place

_LAST = Decimal("-Infinity")
Key = float | Decimal


def placed(contest: Contest, keys: Sequence[Key]) -> list[Place]:
    """The place of every county among those of its block, the greatest key first; equal keys are those that are."""
    found: list[Place] = []
    ties = contest.scheme.scheme.ties
    broken = ties.startswith("first_by:")
    for block in contest.blocks:
        rows = [(keys[at], _breaker(contest.breakers[at]) if broken else _LAST) for at in block]
        order = sorted(rows, reverse=True)
        first: dict[tuple[Key, Decimal], int] = {}
        for at, row in enumerate(order):
            first.setdefault(row, at)
        if ties == "dense":
            level = {row: Decimal(at) for at, row in enumerate(first)}
            found += [int(level[row]) + 1 for row in rows]
        elif ties == "average":
            found += [_middle(first[row] + 1, order.count(row)) for row in rows]
        else:
            found += [first[row] + 1 for row in rows]
    return found


def _breaker(value: Decimal | None) -> Decimal:
    return _LAST if value is None else compared(value)


def _middle(first: int, count: int) -> Place:
    return first if count == 1 else Decimal(2 * first + count - 1) / 2


def spread(contest: Contest, tried: Iterable[Sequence[Place]]) -> list[Places]:
    """Every county's best and worst place of those tried and the one that it has."""
    best = [contest.place(at) for at in range(len(contest.totals))]
    worst = list(best)
    for places in tried:
        for at, place in enumerate(places):
            best[at] = min(best[at], place)
            worst[at] = max(worst[at], place)
    return [Places(*row) for row in zip(best, worst, strict=True)]
