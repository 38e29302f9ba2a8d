"""Places from values, and the Excel formula that says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.scheme.formula import compared

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = int | Decimal
Key = tuple[Decimal, Decimal]  # what is compared, the greater the better: the value, then what breaks ties
_LAST = Decimal("-Infinity")


def places(
    values: Sequence[Decimal | None],
    ties: str = "skip",
    *,
    lower: bool = False,
    breakers: Sequence[Decimal | None] | None = None,
) -> list[Place | None]:
    """Rank values, the best first; None is not ranked.

    Equal values (to 10 decimals) share a place: skip 1, 2, 2, 4 · dense 1, 2, 2, 3 · average 1, 2.5, 2.5, 4 ·
    first_by:… by the greater of `breakers` (negate them where less is better), None last; what is still equal
    shares as in skip.
    """
    broken = breakers is not None and ties.startswith("first_by:")
    keys: list[Key | None] = []
    for at, value in enumerate(values):
        if value is None:
            keys.append(None)
            continue
        breaker = breakers[at] if broken and breakers is not None else Decimal(0)
        keys.append(key_of(value, breaker, lower=lower))
    order = sorted((at for at, key in enumerate(keys) if key is not None), key=lambda at: keys[at] or (), reverse=True)
    result: list[Place | None] = [None] * len(values)
    start, level = 0, 0
    while start < len(order):
        end = start
        while end < len(order) and keys[order[end]] == keys[order[start]]:
            end += 1
        level += 1
        place: Place = level if ties == "dense" else start + 1
        if ties == "average" and end - start > 1:
            place = Decimal(start + 1 + end) / 2
        for at in order[start:end]:
            result[at] = place
        start = end
    return result


def key_of(value: Decimal, breaker: Decimal | None = Decimal(0), *, lower: bool = False) -> Key:
    """A value as places are made from it; without a breaker it stands after those that have one."""
    key = compared(value)  # copy_negate: unary minus would round to the context's digits
    return key.copy_negate() if lower else key, _LAST if breaker is None else compared(breaker)


def place_formula(
    ties: str,
    x: str,
    values: str,
    *,
    lower: bool = False,
    breaker: str = "",
    breakers: str = "",
    breaker_lower: bool = False,
) -> str:
    """The place of cell `x` in the range `values`, which may hold texts; "-" where x is no number.

    `breaker` is the county's own cell and `breakers` the range of the criterion that breaks ties. Rows of one n
    compare n cells each, under dense n² (there is no O(n) formula for it that Excel 2007 and LibreOffice share).
    """
    rank = f"RANK({x},{values},{1 if lower else 0})"
    if ties == "dense":
        ahead = f"({values}<{x})" if lower else f"({values}>{x})"
        rank = f"1+ROUND(SUMPRODUCT(ISNUMBER({values})*{ahead}/COUNTIF({values},{values})),0)"
    elif ties == "average":
        # The middle between the places counted from the two ends: RANK alone, so that equal means what RANK means.
        back = f"RANK({x},{values},{0 if lower else 1})"
        rank = f"({rank}+COUNT({values})+1-{back})/2"
    elif ties.startswith("first_by:"):
        same = f"({values}={x})*ISNUMBER({breakers})"
        better = f"({breakers}<{breaker})" if breaker_lower else f"({breakers}>{breaker})"
        rank = f"{rank}+IF(ISNUMBER({breaker}),SUMPRODUCT({same}*{better}),SUMPRODUCT({same}))"
    return f'IF(ISNUMBER({x}),{rank},"-")'
