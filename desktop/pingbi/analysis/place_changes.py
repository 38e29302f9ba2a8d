"""Against the last period: places, points, and what the points have changed by.

From the total of then to that of now in three steps, so that nothing is left over: the rules of now over the figures of
then (办法调整), each county's own figures of now among the others of then (自身变化), all figures of now (其他县区).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pingbi.analysis.rules_then import cumulative, lacking_then
from pingbi.model import Figures, PlaceChange, PlaceChanges, Result, Source
from pingbi.model.catalogue import words
from pingbi.scheme import County
from pingbi.scheme.basis import with_targets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pingbi.model import Basis, Figure, Previous, Total
    from pingbi.model.figures import Key
    from pingbi.model.place_changes import Known
    from pingbi.scheme import Scheme

ONLY_RESULTS = "上期结果里只有名次、得分，没有计分所用的数据"


@dataclass(frozen=True, slots=True)
class Scoring:
    """What is asked of scoring."""

    derive: Callable[[Scheme, Figures], Figures]
    evaluate: Callable[[Scheme, Figures], Result]
    alone: Callable[[Scheme, Scheme, Figures, Figures], Mapping[str, Decimal | None]]  # see scoring.totals_alone


@dataclass(frozen=True, slots=True)
class _Steps:
    """Each county's printed total after the first step and after the second."""

    by_rules: Mapping[str, Decimal | None]
    alone: Mapping[str, Decimal | None]
    carried: tuple[str, ...]


def place_changes(
    scheme: Scheme, figures: Figures, result: Result, previous: Previous, scoring: Scoring
) -> PlaceChanges | None:
    """None where the last period has no places."""
    if not previous.places:
        return None
    basis = previous.basis
    steps = _steps(scheme, figures, basis, scoring) if basis is not None else None
    rows = tuple(_row(total, previous, steps) for total in result.totals)
    untold = "" if basis is not None else previous.untold or ONLY_RESULTS
    return PlaceChanges(
        basis.period if basis is not None else "",
        words(basis.period) if basis is not None else previous.name,
        previous.mark,
        rows,
        tuple(basis.gone) if basis is not None else (),
        steps.carried if steps is not None else (),
        cumulative(scheme, basis.period) if basis is not None else (),
        untold,
    )


def _row(total: Total, previous: Previous, steps: _Steps | None) -> PlaceChange:
    county = total.county
    then, points = previous.places.get(county), previous.totals.get(county)
    own = rules = None
    both = points is not None and total.shown is not None
    if steps is not None and points is not None and both:
        by_rules, alone = steps.by_rules.get(county), steps.alone.get(county)
        if by_rules is not None and alone is not None:
            own, rules = alone - by_rules, by_rules - points
    before: Known = ""
    if then is None:
        there = previous.basis is None or county in previous.basis.counties
        before = "unranked" if there else "new"
    return PlaceChange(
        county,
        _whole(then),
        total.place,
        _whole(previous.group_places.get(county)),
        total.group_place,
        points,
        total.shown,
        own,
        rules,
        before,
        unsplit=steps is not None and both and own is None,
    )


def _whole(place: Decimal | None) -> int | Decimal | None:
    """A place of then as places of now are: an integer, but for a mean of places."""
    return int(place) if place is not None and place == place.to_integral_value() else place


def _steps(scheme: Scheme, figures: Figures, basis: Basis, scoring: Scoring) -> _Steps:
    """The two evaluations between then and now."""
    now = _given(with_targets(scheme, figures))
    lacking = lacking_then(scheme, basis, now)
    carried = {key: row for key, row in now.chosen.items() if key[1:] in lacking.keys}
    then = {**basis.figures.chosen, **carried}
    there = _of_then(scheme, basis)
    others = scoring.derive(there, Figures(then))
    by_rules = scoring.evaluate(there, others)
    city = scheme.city.name
    mixed: dict[Key, Figure] = {key: row for key, row in now.chosen.items() if key[0] != city}
    mixed |= {key: row for key, row in then.items() if key[0] == city}
    alone = scoring.alone(there, scheme, others, scoring.derive(scheme, Figures(mixed)))
    return _Steps({row.county: row.shown for row in by_rules.totals}, alone, lacking.names)


def _given(figures: Figures) -> Figures:
    """Without what formulas of the scheme have computed: that is computed again."""
    return Figures({key: row for key, row in figures.chosen.items() if row.source is not Source.COMPUTED})


def _of_then(scheme: Scheme, basis: Basis) -> Scheme:
    """The rules of now with the period of then, and with the counties that are no more."""
    gone = tuple(County(name=name, group=group) for name, group in basis.gone.items())
    table = msgspec.structs.replace(scheme.scheme, period=basis.period)
    return msgspec.structs.replace(scheme, scheme=table, county=(*scheme.county, *gone))
