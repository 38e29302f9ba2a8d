"""What a workbook of ours keeps of itself goes with the places that were read of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.scheme import counties_of_now
from pingbi.scheme.basis import basis_of, with_targets

if TYPE_CHECKING:
    from pingbi.model import Figures, Previous, Result
    from pingbi.scheme import Scheme

CHANGED = "上期工作簿写出后改过，表上的得分、名次与当时的数据、办法对不上"


def remembered(
    found: Previous, then: Scheme, figures: Figures, result: Result, scheme: Scheme, mark: str = ""
) -> Previous:
    """With the figures that its points were made from, as long as what is printed is what they make.

    A county that has got a new name since is found by its code here.
    """
    names = counties_of_now(then.city, then.county, scheme)
    rows = [(names[row.county], row) for row in result.totals if row.county in names]
    totals = {name: row.shown for name, row in rows if row.shown is not None}
    places = {name: Decimal(row.place) for name, row in rows if row.place is not None}
    group_places = {name: Decimal(row.group_place) for name, row in rows if row.group_place is not None}
    printed = ((found.totals, totals), (found.places, places), (found.group_places, group_places))
    if any(made.get(name) != value for cells, made in printed for name, value in cells.items()):
        return replace(found, untold=CHANGED, mark=mark)
    groups = {row.name: row.group for row in then.county}
    given = with_targets(then, figures).chosen.values()
    return replace(
        found,
        places={**places, **found.places},
        group_places={**group_places, **found.group_places},
        totals={**totals, **found.totals},
        basis=basis_of(then.period, (then.city, then.county), groups, then.indicator, given, scheme),
        mark=mark,
    )
