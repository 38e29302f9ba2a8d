"""What holds for all criteria of one evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.scheme.settings import lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from pingbi.model import Figures
    from pingbi.scheme import Operand, Scheme


@dataclass(frozen=True, slots=True)
class Setting:
    """The rules, the figures, and who is in which group and in the ranking."""

    scheme: Scheme
    figures: Figures
    counties: tuple[str, ...]
    groups: Mapping[str, str | None]  # county -> group id
    group_names: Mapping[str | None, str]  # group id -> name
    members: Mapping[str | None, tuple[str, ...]]  # group id -> counties
    out: frozenset[str]  # vetoed out of the ranking
    lookups: Mapping[str, Callable[[Operand], Decimal | None]]  # of the counties and of the city


def setting_of(scheme: Scheme, figures: Figures, out: Iterable[str]) -> Setting:
    """`out`: the counties vetoed out of the ranking."""
    members: dict[str | None, list[str]] = {}
    for row in scheme.county:
        members.setdefault(row.group, []).append(row.name)
    return Setting(
        scheme,
        figures,
        scheme.counties,
        {row.name: row.group for row in scheme.county},
        {row.id: row.name for row in scheme.group},
        {group: tuple(names) for group, names in members.items()},
        frozenset(out),
        {county: lookup(scheme, figures, county) for county in (*scheme.counties, scheme.city.name)},
    )
