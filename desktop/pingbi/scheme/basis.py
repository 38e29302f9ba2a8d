"""What an earlier period's points were made from, told in the counties and indicators of now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.model import Basis, ByHand, Figure, Figures, Role, Source
from pingbi.scheme.matching import counties_of_now, indicators_of_now
from pingbi.scheme.settings import targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pingbi.model.figures import Key
    from pingbi.scheme.matching import KnownIndicator, KnownPlace
    from pingbi.scheme.tables import Scheme


def basis_of(
    period: str,
    places: tuple[KnownPlace, Sequence[KnownPlace]],
    groups: Mapping[str, str | None],
    indicators: Iterable[KnownIndicator],
    figures: Iterable[Figure],
    scheme: Scheme,
) -> Basis:
    """`places`: the city and the counties of then; `groups`: ids by county. A group that is no more is none."""
    city, counties = places
    names = counties_of_now(city, counties, scheme)
    matched = {row.then.id: row for row in indicators_of_now(indicators, scheme)}
    known = {row.id for row in scheme.group}
    gone = {
        row.name: group if (group := groups.get(row.name)) in known else None
        for row in counties
        if row.name not in names and row.name not in scheme.counties
    }
    chosen: dict[Key, Figure] = {}
    for row in figures:
        found = matched.get(row.indicator)
        county = names.get(row.county, row.county if row.county in gone else "")
        if found is None or not county or (row.source is Source.COMPUTED and found.now.compute is not None):
            continue
        told = row
        if found.times != 1 or (county, found.now.id) != (row.county, row.indicator):
            value = None if row.value is None else row.value * found.times
            told = replace(row, county=county, indicator=found.now.id, value=value)
        chosen[county, found.now.id, row.role] = told
    there = frozenset(names.values()) - {scheme.city.name}
    return Basis(period, Figures(chosen), there, gone, frozenset(row.now.id for row in matched.values()))


def with_targets(scheme: Scheme, figures: Figures) -> Figures:
    """The figures with the scheme's own targets among them, where none was read: so they outlive the scheme."""
    made: dict[Key, Figure] = {}
    everybody = (*scheme.counties, scheme.city.name)
    rows = sorted(targets(scheme).items(), key=lambda row: row[0][0] is None)  # a county's own goes before that of all
    for (county, indicator), value in rows:
        for name in everybody if county is None else (county,):
            figure = Figure(name, indicator, value, scheme.period, Source.CORRECTION, ByHand("方案"), role=Role.TARGET)
            made.setdefault((name, indicator, Role.TARGET), figure)
    read = {key: row for key, row in figures.chosen.items() if key not in made or figures.value(*key) is not None}
    return Figures({**made, **read}, figures.beside)
