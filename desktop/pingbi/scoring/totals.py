"""Points put together: sums and means, with what is missing scaled away by the weights."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.scoring.method import LONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.scheme import Aggregation

ZERO, HUNDRED = Decimal(0), Decimal(100)


class Combined(NamedTuple):
    """`result` of at most `most`; `share` of the weight that has points; `flat` where a geometric factor is ≤ 0."""

    result: Decimal | None
    most: Decimal
    share: Decimal
    flat: bool = False


def combine(points: Sequence[Decimal | None], weights: Sequence[Decimal], how: Aggregation) -> Combined:
    """sum: Σ points · weighted_mean: 100·Σp/Σw · geometric_mean: 100·Π(p/w)^(w/Σw). None is left out, with its weight."""
    total = sum(weights, ZERO)
    most = total if how == "sum" else HUNDRED
    rows = [(point, weight) for point, weight in zip(points, weights, strict=True) if point is not None]
    present = sum((weight for _, weight in rows), ZERO)
    if not rows or present == 0:
        return Combined(None, most, ZERO)
    share = LONG.divide(present, total)
    earned = sum((point for point, _ in rows), ZERO)
    if how == "sum":
        return Combined(earned if present == total else LONG.divide(earned * total, present), most, share)
    if how == "weighted_mean":
        return Combined(LONG.divide(earned * HUNDRED, present), most, share)
    if any(point <= 0 for point, _ in rows):
        return Combined(ZERO, most, share, flat=True)
    logs = sum((LONG.multiply(weight, LONG.ln(LONG.divide(point, weight))) for point, weight in rows), ZERO)
    return Combined(LONG.multiply(HUNDRED, LONG.exp(LONG.divide(logs, present))), most, share)
