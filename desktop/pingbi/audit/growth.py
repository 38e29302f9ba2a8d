"""A growth against the two levels that were reported with it, where the scheme has no formula for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.audit.archived import LEVELS, is_comparable, is_judged
from pingbi.audit.examined import half_unit, origins, rounded, with_unit
from pingbi.audit.relations import RatioMismatch
from pingbi.model import ROLE_WORDS, Derived, Level, Role, State
from pingbi.model.catalogue import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.examined import Examined

FARTHEST = Decimal(10)  # points: bases are revised, and prices made comparable, by less
HUNDRED = Decimal(100)


def growth(examined: Examined) -> Iterator[RatioMismatch]:
    """Levels of this year and of last year that were exchanged, moved by a row, or mistaken for others."""
    for indicator, figure, value in examined.read():
        of = examined.indicators.get(indicator.of or "")
        if of is None or indicator.kind is not Kind.YOY or indicator.unit != "%" or of.kind not in LEVELS:
            continue
        if indicator.compute is not None or isinstance(figure.origin, Derived):
            continue
        now, then = (examined.figures.get(figure.county, of.id, role) for role in (Role.NOW, Role.LAST_YEAR))
        if now is None or then is None or is_judged(examined, indicator, figure.county):
            continue
        if now.value is None or not then.value or then.value <= 0 or {now.state, then.state} != {State.READ}:
            continue
        computed = (now.value / then.value - 1) * HUNDRED
        slack = half_unit(figure, indicator) + HUNDRED * half_unit(now, of) / then.value
        if abs(computed - value) <= FARTHEST + slack:
            continue
        yield RatioMismatch(
            county=figure.county,
            indicator=indicator.id,
            places=origins(figure, now, then),
            level_override=Level.HINT if is_comparable(indicator, of) else None,
            name=indicator.name,
            reported=with_unit(value, indicator.unit),
            computed=with_unit(rounded(computed, max(indicator.shown_decimals, 1)), indicator.unit),
            operands=(
                f"{of.name}{with_unit(now.value, of.unit)}",
                f"{ROLE_WORDS[Role.LAST_YEAR]}{with_unit(then.value, of.unit)}",
            ),
        )
