"""What if: one figure or one weight other than it is, to see what would come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pingbi.model import ByHand, Figure, PingbiError, Role, Source

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.scheme import Scheme


def set_by_hand(scheme: Scheme, county: str, indicator: str, value: Decimal | None, reason: str) -> Figure:
    """A figure set by a person: for `--set` and corrections. Names and ids are both understood."""
    who = next((row.name for row in (*scheme.county, scheme.city) if county in (row.name, *row.aliases)), None)
    what = next((row for row in scheme.indicator if indicator in (row.id, row.name, *row.aliases)), None)
    if who is None:
        message = f"没有县区“{county}”；本方案的县区有：{'、'.join(scheme.counties)}"
        raise PingbiError(message)
    if what is None:
        message = f"没有指标“{indicator}”；本方案的指标有：{'、'.join(row.name for row in scheme.indicator)}"
        raise PingbiError(message)
    return Figure(
        county=who,
        indicator=what.id,
        value=value,
        period=scheme.period,
        source=Source.CORRECTION,
        origin=ByHand(reason=reason),
        role=Role.NOW,
        reported=f"{value:f}" if value is not None else "",
        reported_unit=what.unit,
    )


def weighted(scheme: Scheme, name: str, weight: Decimal) -> Scheme:
    """The scheme with another weight of one criterion (by id or name); `full` no longer binds."""
    if all(name not in (row.id, row.name) for row in scheme.criterion):
        message = f"没有评比项“{name}”；本方案的评比项有：{'、'.join(row.name for row in scheme.criterion)}"
        raise PingbiError(message)
    criteria = tuple(
        msgspec.structs.replace(row, weight=weight) if name in (row.id, row.name) else row for row in scheme.criterion
    )
    return msgspec.structs.replace(scheme, criterion=criteria)
