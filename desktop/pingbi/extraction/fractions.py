"""Percentages written as parts of one: 0.45 where 45 is meant, without a % sign or format that would say so."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FEWEST = 3  # values of a column that can speak for each other
LARGEST = Decimal("1.5")  # part of one that a growth may be
HUNDRED = Decimal(100)


def fractions(values: Mapping[int, Decimal], plain: Collection[int], decimals: int) -> set[int]:
    """The keys of `values` (a % column) that are parts of one. Only numbers without a sign (`plain`) can be.

    Taken for one only where two things agree: it has more decimals than such a rate is printed with and than those that
    are no part of one, and a hundred times it lies among them (or all of the column are below one, or nearly so).
    """
    small = {key for key in plain if 0 < abs(values[key]) < 1 and places(values[key]) > decimals}
    rest = [value for key, value in values.items() if key not in small and value != 0]
    if not small or len(values) < FEWEST:
        return set()
    if not rest:
        return small if len(small) >= FEWEST else set()
    if len(small) >= FEWEST and len(small) > len(rest) and all(abs(value) <= LARGEST for value in rest):
        every = {key for key, value in values.items() if value}
        return every if every <= set(plain) else set()  # 0.105, 0.25, 0.4 and 1.2: all of the column are
    if any(places(value) > decimals for value in rest):
        return set()  # two decimals are the custom of this column: 0.45 may well be 0.45
    middle = median(abs(value) for value in rest)
    return {key for key in small if middle / 5 <= abs(values[key]) * HUNDRED <= middle * 5}


def places(value: Decimal) -> int:
    """Decimals that say something: 45.0 has none."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
