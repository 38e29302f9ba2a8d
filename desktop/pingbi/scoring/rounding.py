"""Rounding, once, at the end; and what equal means."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pingbi.scheme.formula import compared

if TYPE_CHECKING:
    from pingbi.scheme.tables import Rounding

# GB/T 8170: round once, from the unrounded value; half_up is 四舍五入 away from zero, half_even is 四舍六入五成双.
_CONTEXTS = {
    "half_up": Context(prec=200, rounding=ROUND_HALF_UP),
    "half_even": Context(prec=200, rounding=ROUND_HALF_EVEN),
}


@lru_cache(maxsize=32)
def _unit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def rounded(value: Decimal, decimals: int, rule: Rounding = "half_up") -> Decimal:
    """The value as printed; what agrees to 10 decimals rounds alike.

    >>> rounded(Decimal("45.25"), 1)
    Decimal('45.3')
    >>> rounded(Decimal("2.67499999999999"), 2)
    Decimal('2.68')
    """
    return _CONTEXTS[rule].quantize(compared(value), _unit(decimals))


def equal(left: Decimal, right: Decimal) -> bool:
    """Whether two values agree after rounding to 10 decimals.

    >>> equal(Decimal("5.1"), Decimal("5.1000000000000005"))
    True
    """
    return compared(left) == compared(right)
