"""What the functions and signs of simple formulas do, on exact decimals.

Each takes its arguments as lists: a single value is a list of one. Within them `None` is a blank cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import (
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from pingbi.readers.computed_syntax import NotSimpleError

Value = Decimal | str | bool | None

# More digits than the 15 that are shown, and Excel's greatest number.
EXACT = Context(prec=34, Emax=308, Emin=-330, traps=[InvalidOperation, DivisionByZero, Overflow])
SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)
_NUMBER = re.compile(r"([+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|[+-]?\.\d+)(%?)", re.ASCII)


class ExcelError(Exception):
    """What Excel shows as #DIV/0!, #VALUE! and their like."""


def shown(value: Decimal) -> Decimal:
    """With the 15 digits that Excel shows, without noughts at the end."""
    plain = SHOWN.plus(value)
    if not plain:
        return Decimal(0)
    short = plain.normalize(SHOWN)
    exponent = short.as_tuple().exponent
    return Decimal(int(short)) if isinstance(exponent, int) and 0 < exponent < 15 else short


def as_number(value: Value) -> Decimal:
    """An operand: blank is 0, TRUE 1, a text its number. Raises ExcelError, or NotSimpleError on what may be a date."""
    if value is None:
        return Decimal(0)
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    found = _NUMBER.fullmatch(value.strip())
    if found is None:
        if re.search(r"\d", value):
            raise NotSimpleError
        raise ExcelError
    number = Decimal(found[1].replace(",", ""))
    return number / 100 if found[2] else number


def as_text(value: Value) -> str:
    """An operand of &."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{shown(value):f}" if isinstance(value, Decimal) else value


def as_truth(value: Value) -> bool:
    """A condition. Raises ExcelError where it is a text."""
    if isinstance(value, str):
        raise ExcelError
    return bool(value)


def calculated(sign: str, left: Value, right: Value) -> Value:
    """The result of an operation. Raises ExcelError, or what the decimals raise."""
    match sign:
        case "&":
            return as_text(left) + as_text(right)
        case "+":
            return EXACT.add(as_number(left), as_number(right))
        case "-":
            return EXACT.subtract(as_number(left), as_number(right))
        case "*":
            return EXACT.multiply(as_number(left), as_number(right))
        case "/":
            return EXACT.divide(as_number(left), as_number(right))
        case "^":
            return _power(as_number(left), as_number(right))
        case _:
            return _compared(sign, left, right)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not base and exponent <= 0:
        raise ExcelError
    return EXACT.power(base, exponent)


def _compared(sign: str, left: Value, right: Value) -> bool:
    """Numbers stand before texts, and texts before truth values; blank is whatever it is compared with."""
    one, other = _rank(left, right), _rank(right, left)
    return {
        "=": one == other,
        "<>": one != other,
        "<": one < other,
        ">": one > other,
        "<=": one <= other,
        ">=": one >= other,
    }[sign]


def _rank(value: Value, beside: Value) -> tuple[int, Decimal, str]:
    if value is None:
        value = "" if isinstance(beside, str) else False if isinstance(beside, bool) else Decimal(0)
    if isinstance(value, bool):
        return 2, Decimal(int(value)), ""
    if isinstance(value, Decimal):
        return 0, shown(value), ""
    return 1, Decimal(0), value.casefold()


def _numbers(lists: Sequence[Sequence[Value]]) -> list[Decimal]:
    """The numbers in ranges: what is text, truth or blank there is passed over."""
    return [value for values in lists for value in values if isinstance(value, Decimal)]


def _sum(lists: Sequence[Sequence[Value]]) -> Decimal:
    total = Decimal(0)
    for number in _numbers(lists):
        total = EXACT.add(total, number)
    return total


def _average(lists: Sequence[Sequence[Value]]) -> Decimal:
    return EXACT.divide(_sum(lists), Decimal(len(_numbers(lists))))


def _product(lists: Sequence[Sequence[Value]]) -> Decimal:
    product = Decimal(1)
    for number in _numbers(lists):
        product = EXACT.multiply(product, number)
    return product if _numbers(lists) else Decimal(0)


def _sum_of_products(lists: Sequence[Sequence[Value]]) -> Decimal:
    if len({len(values) for values in lists}) != 1:
        raise ExcelError
    return _sum([[_product([row]) for row in zip(*lists, strict=True) if all(isinstance(x, Decimal) for x in row)]])


def _rounder(how: str) -> Callable[[Sequence[Sequence[Value]]], Decimal]:
    def rounded(lists: Sequence[Sequence[Value]]) -> Decimal:
        number = as_number(_one(lists, 0))
        places = int(as_number(_one(lists, 1)))
        if abs(places) > 100:
            raise ExcelError
        return shown(number).quantize(Decimal(1).scaleb(-places), how, EXACT)

    return rounded


def _one(lists: Sequence[Sequence[Value]], at: int) -> Value:
    if at >= len(lists) or len(lists[at]) != 1:
        raise NotSimpleError
    return lists[at][0]


FUNCTIONS: dict[str, Callable[[Sequence[Sequence[Value]]], Value]] = {
    "SUM": _sum,
    "AVERAGE": _average,
    "PRODUCT": _product,
    "SUMPRODUCT": _sum_of_products,
    "MIN": lambda lists: min(_numbers(lists), default=Decimal(0)),
    "MAX": lambda lists: max(_numbers(lists), default=Decimal(0)),
    "COUNT": lambda lists: Decimal(len(_numbers(lists))),
    "COUNTA": lambda lists: Decimal(sum(value is not None for values in lists for value in values)),
    "ABS": lambda lists: abs(as_number(_one(lists, 0))),
    "INT": lambda lists: as_number(_one(lists, 0)).to_integral_value(ROUND_FLOOR),
    "ROUND": _rounder(ROUND_HALF_UP),
    "ROUNDUP": _rounder(ROUND_UP),
    "ROUNDDOWN": _rounder(ROUND_DOWN),
    "NOT": lambda lists: not as_truth(_one(lists, 0)),
    "±": lambda lists: -as_number(_one(lists, 0)),
    "%": lambda lists: EXACT.divide(as_number(_one(lists, 0)), Decimal(100)),
}
COUNTING = frozenset({"COUNT", "COUNTA"})  # a text is something to them; to a sum it is not
