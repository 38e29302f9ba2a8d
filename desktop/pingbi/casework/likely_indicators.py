"""Which indicator an unknown name may be, likeliest first; a person says which it is."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pingbi.casework.offered import Choice
from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from pingbi.casework.offered import Matter
    from pingbi.scheme import Indicator, Scheme

SURE = 0.6  # of 1: so alike that the button may name it
LACKING = 0.1  # more for one that the county still lacks


def likely(name: str, matter: Matter) -> tuple[Choice, ...]:
    """All indicators that may be reported, by likeness."""
    counties = {county for row in matter.submissions() for county in row.submission.counties}
    counties &= set(matter.scheme.counties)

    def rank(row: Indicator) -> float:
        lacks = any(matter.done.figures.get(county, row.id) is None for county in counties)
        return likeness(name, row) + (LACKING if lacks else 0)

    rows = [row for row in matter.scheme.indicator if row.ledger is None and row.count_of is None]
    return tuple(Choice(row.id, row.name) for row in sorted(rows, key=rank, reverse=True))


def is_sure(name: str, choice: Choice, scheme: Scheme) -> bool:
    """Whether a name is so like an indicator's that it may be proposed before all others."""
    return likeness(name, scheme.indicators[choice.indicator]) >= SURE


def likeness(name: str, indicator: Indicator) -> float:
    """How alike a name and the indicator's names are, from 0 to 1."""
    wanted = bare(name)
    known = (bare(row) for row in (indicator.name, *indicator.aliases))
    return max(SequenceMatcher(None, wanted, row, autojunk=False).ratio() for row in known)
