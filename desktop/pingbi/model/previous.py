"""What the last period gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pingbi.model.figure import Figure


@dataclass(frozen=True, slots=True)
class Previous:
    """Places and totals by county, and the indicators' values of then (Role.PREVIOUS)."""

    places: Mapping[str, Decimal] = field(default_factory=dict)
    group_places: Mapping[str, Decimal] = field(default_factory=dict)
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    name: str = ""
