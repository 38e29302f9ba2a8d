"""What each county asks: strong and weak points, the way to the place before, what it has sent and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.analysis.catching_up import Outcomes, before, key_of, steps
from pingbi.analysis.strengths import groups_of, mean_points, placed_in, strengths, weaknesses
from pingbi.analysis.submissions import submissions
from pingbi.model import CountyView, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Literal

    from pingbi.model import Figures, Finding, Result, Total
    from pingbi.scheme import MethodShape, Scheme


def county_views(
    scheme: Scheme,
    figures: Figures,
    result: Result,
    findings: Iterable[Finding],
    *,
    methods: Mapping[str, MethodShape],
    outcomes: Outcomes,
    counties: Sequence[str] | None = None,
) -> Mapping[str, CountyView]:
    """County -> its view, of all or of `counties`. `outcomes` scores again what another value would make."""
    sent, said = submissions(figures), _by_county(findings)
    groups, totals = groups_of(scheme), {row.county: row for row in result.totals}
    means = {
        names: {row.id: mean_points(scheme, row, names) for row in result.criteria} for names in set(groups.values())
    }
    counts, found = placed_in(scheme, result), {}
    for county in scheme.counties if counties is None else counties:
        rival, mean = before(scheme, result, county), means[groups[county]]
        found[county] = CountyView(
            county,
            strengths(scheme, result, county, means=mean, counts=counts),
            len(scheme.counties) // 2,
            weaknesses(scheme, result, county, means=mean),
            steps(scheme, result, county, rival, methods, outcomes) if rival is not None else (),
            "" if rival is not None else _alone(scheme, totals[county]),
            sent.get(county, ()),
            said.get(county, ()),
        )
    return found


def _alone(scheme: Scheme, total: Total) -> Literal["first", "unranked", "vetoed"]:
    """Why nobody is before a county."""
    if total.veto_effect is not None:
        return "vetoed"
    return "unranked" if key_of(scheme, total) is None else "first"


def _by_county(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    levels = {level: at for at, level in enumerate(Level)}
    found: dict[str, list[Finding]] = {}
    for row in sorted(findings, key=lambda row: levels[row.level]):
        if row.county is not None:
            found.setdefault(row.county, []).append(row)
    return {county: tuple(rows) for county, rows in found.items()}
