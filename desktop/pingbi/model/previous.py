"""What the last period gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pingbi.model.figure import Figure
    from pingbi.model.figures import Figures


@dataclass(frozen=True, slots=True)
class Basis:
    """What an earlier period's points were made from, in the counties and indicators of now.

    `figures` are of every role, targets among them; what this scheme computes is not. Counties that are no more stand
    in it by their names of then.
    """

    period: str
    figures: Figures
    counties: frozenset[str]  # of those of now, the ones that were there
    gone: Mapping[str, str | None]  # county that is no more -> the id of its group
    indicators: frozenset[str]  # of those of now, the ones that were there


@dataclass(frozen=True, slots=True)
class Previous:
    """Places and totals by county, and the indicators' values of then (Role.PREVIOUS).

    Without a `basis` it cannot be said what a change of points comes from; `untold` says why, where there is a reason.
    """

    places: Mapping[str, Decimal] = field(default_factory=dict)
    group_places: Mapping[str, Decimal] = field(default_factory=dict)
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    name: str = ""
    basis: Basis | None = None
    untold: str = ""
    mark: str = ""  # 示例数据, 试算: what it was, where it was no result
