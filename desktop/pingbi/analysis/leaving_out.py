"""Places when each criterion is left out: as if nobody had it, the others of its level filling in by their weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.analysis.placing import placed, spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.analysis.contest import Contest
    from pingbi.analysis.recombined import Recombined
    from pingbi.model.robustness import Place, Places


class LeftOut(NamedTuple):
    """Every county's range, and the criterion (id) without which it falls lowest; None where it never falls."""

    places: list[Places]
    worst: list[str | None]


def left_out(made: Recombined) -> LeftOut | None:
    """None where there is nothing to compare: a criterion alone, or counties that would have no total."""
    contest = made.contest
    tried: dict[str, list[Place]] = {}
    for at, row in enumerate(contest.criteria):
        keys = [key for key in made.keys(made.without(at)) if key is not None]
        if len(keys) == len(contest.totals):
            tried[row.id] = placed(contest, keys)
    if not tried:
        return None
    return LeftOut(spread(contest, tried.values()), worst_of(contest, tried))


def worst_of(contest: Contest, tried: Mapping[str, Sequence[Place]]) -> list[str | None]:
    """The first of what was tried under which each county has its worst place, if that is worse than its own."""
    found: list[str | None] = []
    for at in range(len(contest.totals)):
        worst = max(places[at] for places in tried.values())
        name = next(name for name, places in tried.items() if places[at] == worst)
        found.append(name if worst > contest.place(at) else None)
    return found
