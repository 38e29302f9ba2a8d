"""Formulas over indicators: the number, the Excel formula and the words, of one tree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from pingbi.scheme.syntax import Call, Name, Node, Number, Operand, operands, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pingbi.scheme.tables import Indicator, Scheme

TEN = Decimal("1E-10")
# + − × of reported figures stay exact; what ÷, LN and SQRT give carries 34 digits (CONTRACT.md, "Equal").
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
_LONG = Context(prec=34, rounding=ROUND_HALF_UP)
_SKIPPING = ("SUM", "MIN", "MAX", "COUNT")
_COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
_LOGICAL = ("AND", "OR", "NOT", *_COMPARISONS)


class Answer(NamedTuple):
    """What a formula gives; None where an operand is missing or the rule has no number, with the reason's code."""

    value: Decimal | None
    remark: Literal["", "no-operand", "base-not-positive"] = ""


class _NoNumberError(Exception):
    """÷ 0, LN of ≤ 0, growth on a base ≤ 0."""


def compared(value: Decimal) -> Decimal:
    """A value as it is compared: rounded to 10 decimals, so that 5.1 and 5.1000000000000005 are one value."""
    try:
        short = _EXACT.quantize(value, TEN)
    except InvalidOperation:  # more than 190 digits before the point: nothing behind it to round
        return value
    return value if short == value else short


@dataclass(frozen=True)
class Formula:
    """A parsed formula. It is made once and evaluated for each county."""

    text: str
    tree: Node

    @cached_property
    def operands(self) -> tuple[Operand, ...]:
        """Every operand once."""
        return operands(self.tree)

    @property
    def plain(self) -> Operand | None:
        """The operand, where the formula is nothing else."""
        return self.tree.operand if isinstance(self.tree, Name) else None

    @property
    def words(self) -> str:
        """As the scheme has it, with × and ÷ for print."""
        return self.text.replace("*", "×").replace("/", "÷").replace("「", "").replace("」", "")

    def evaluate(self, value: Callable[[Operand], Decimal | None]) -> Answer:
        """The number for the values that `value` gives."""
        try:
            found = _value(self.tree, value)
        except (_NoNumberError, DecimalException):
            return Answer(None, "base-not-positive")
        if isinstance(found, bool):
            return Answer(Decimal(int(found)))
        return Answer(found, "no-operand" if found is None else "")

    def holds(self, value: Callable[[Operand], Decimal | None]) -> bool | None:
        """Whether the rule holds; None where it cannot be said."""
        try:
            found = _value(self.tree, value)
        except (_NoNumberError, DecimalException):
            return None
        return found if isinstance(found, bool) or found is None else found != 0

    def excel(self, cell: Callable[[Operand], str]) -> str:
        """An Excel expression without =: the number rounded to 10 decimals, or "-" where it is missing."""
        if self.plain is not None:
            reference = cell(self.plain)
            return f'IF(ISNUMBER({reference}),{reference},"-")'
        guard = _all(_there(self.tree, cell))
        inner = f"ROUND({_excel(self.tree, cell)},10)"
        if is_logical(self.tree):
            inner = f"IF({_excel(self.tree, cell)},1,0)"
        inner = f'IFERROR({inner},"-")'
        return f'IF({guard},{inner},"-")' if guard else inner


def is_logical(node: Node) -> bool:
    """Whether it is a comparison, or AND OR NOT of such, and so can be true or false."""
    return isinstance(node, Call) and node.name in _LOGICAL


def _missing(node: Node, value: Callable[[Operand], Decimal | None]) -> bool:
    """Whether a formula is missing for want of an operand. SUM and COUNT never are, MIN and MAX where all are."""
    match node:
        case Name(operand, _):
            return value(operand) is None
        case Call("SUM" | "COUNT", _) | Number(_):
            return False
        case Call(name, arguments):
            found = [_missing(argument, value) for argument in arguments]
            return all(found) if name in _SKIPPING else any(found)


def _there(node: Node, cell: Callable[[Operand], str]) -> tuple[str, ...]:
    """The same turned round, in Excel: the conditions that must all hold."""
    match node:
        case Name(operand, _):
            return (f"ISNUMBER({cell(operand)})",)
        case Call("SUM" | "COUNT", _) | Number(_):
            return ()
        case Call(name, arguments) if name in _SKIPPING:
            found = [_all(_there(argument, cell)) for argument in arguments]
            return () if "" in found else (found[0] if len(found) == 1 else f"OR({','.join(found)})",)
        case Call(_, arguments):
            return tuple(dict.fromkeys(row for argument in arguments for row in _there(argument, cell)))


def _all(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})" if conditions else ""


def _value(node: Node, value: Callable[[Operand], Decimal | None]) -> Decimal | bool | None:
    match node:
        case Number(number):
            return number
        case Name(operand, _):
            return value(operand)
        case Call("IF", (condition, *branches)):
            # Every operand must be there, as in the guard of the Excel formula; only the branch taken is worked out,
            # so that IF(b = 0, 0, a / b) does what it says.
            if _missing(node, value):
                return None
            holds = _value(condition, value)
            return _value(branches[0], value) if holds else _value((*branches, Number(Decimal(0)))[1], value)
        case Call(name, arguments):
            return _call(name, [_value(argument, value) for argument in arguments])


def _call(name: str, found: list[Decimal | bool | None]) -> Decimal | bool | None:
    if name in _SKIPPING:
        numbers = [Decimal(item) for item in found if item is not None]
        if name == "COUNT":
            return Decimal(len(numbers))
        if not numbers:
            return None if name != "SUM" else Decimal(0)
        return _sum(numbers) if name == "SUM" else min(numbers) if name == "MIN" else max(numbers)
    if any(item is None for item in found):
        return None
    if name in ("AND", "OR", "NOT"):
        truths = [bool(item) for item in found]
        return all(truths) if name == "AND" else any(truths) if name == "OR" else not truths[0]
    return _arithmetic(name, [Decimal(item) for item in found if item is not None])


def _sum(numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for item in numbers:
        total = _EXACT.add(total, item)
    return total


def _arithmetic(name: str, numbers: list[Decimal]) -> Decimal | bool:
    a = numbers[0]
    b = numbers[1] if len(numbers) > 1 else Decimal(0)
    match name:
        case "+":
            return _EXACT.add(a, b)
        case "-":
            return _EXACT.subtract(a, b)
        case "*":
            return _EXACT.multiply(a, b)
        case "neg":
            return -a
        case "ABS":
            return abs(a)
        case "ROUND":
            return _EXACT.quantize(compared(a), Decimal(1).scaleb(-int(b)))
        case "/" | "GROWTH":
            return _quotient(name, a, b)
        case "LN" | "SQRT":
            if a < 0 or (name == "LN" and a == 0):
                raise _NoNumberError
            return _LONG.ln(a) if name == "LN" else _LONG.sqrt(a)
        case _:
            left, right = compared(a), compared(b)
            return {
                "=": left == right,
                "<>": left != right,
                "<": left < right,
                "<=": left <= right,
                ">": left > right,
                ">=": left >= right,
            }[name]


def _quotient(name: str, a: Decimal, b: Decimal) -> Decimal:
    if b == 0 or (name == "GROWTH" and b < 0):
        raise _NoNumberError
    if name == "/":
        return _LONG.divide(a, b)
    return _EXACT.multiply(_LONG.divide(_EXACT.subtract(a, b), b), Decimal(100))


def _excel(node: Node, cell: Callable[[Operand], str]) -> str:
    match node:
        case Number(number):
            return f"{number:f}"
        case Name(operand, _):
            return cell(operand)
        case Call("neg", (argument,)):
            return f"(-{_excel(argument, cell)})"
        case Call("GROWTH", (now, base)):
            now_cell, base_cell = _excel(now, cell), _excel(base, cell)
            return f"IF({base_cell}>0,({now_cell}-{base_cell})/{base_cell}*100,1/0)"
        case Call("ROUND", arguments):
            digits = _excel(arguments[1], cell) if len(arguments) > 1 else "0"
            return f"ROUND(ROUND({_excel(arguments[0], cell)},10),{digits})"
        case Call(name, arguments) if name in _SKIPPING:
            return _excel_skipping(name, arguments, cell)
        case Call("IF", arguments) if len(arguments) == 2:
            return f"IF({_excel(arguments[0], cell)},{_excel(arguments[1], cell)},0)"
        case Call(name, (left, right)) if name in _COMPARISONS:
            return f"(ROUND({_excel(left, cell)},10){name}ROUND({_excel(right, cell)},10))"
        case Call(name, (left, right)) if name in ("+", "-", "*", "/"):
            return f"({_excel(left, cell)}{name}{_excel(right, cell)})"
        case Call(name, arguments):
            return f"{name}({','.join(_excel(argument, cell) for argument in arguments)})"


def _excel_skipping(name: str, arguments: Sequence[Node], cell: Callable[[Operand], str]) -> str:
    """SUM MIN MAX COUNT: what is missing is skipped, a reference by itself, an expression by what changes nothing."""
    nothing = {"MIN": "1E+300", "MAX": "-1E+300"}.get(name, "0")
    listed = []
    for argument in arguments:
        inner, there = _excel(argument, cell), _all(_there(argument, cell))
        if name == "COUNT":
            listed.append(f"IF({there},1,0)" if there else "1")
        elif there and not isinstance(argument, Name):
            listed.append(f"IF({there},{inner},{nothing})")
        else:
            listed.append(inner)
    return f"{'SUM' if name == 'COUNT' else name}({','.join(listed)})"


def words_of(indicator: Indicator) -> tuple[str, ...]:
    """What an indicator may be called: its id, its name, its aliases."""
    return (indicator.id, indicator.name, *indicator.aliases)


def names_of(scheme: Scheme) -> dict[str, str]:
    """Every word that a formula may use for an indicator, with its id; ids and names go before aliases."""
    known = {row.id: row.id for row in scheme.indicator} | {row.name: row.id for row in scheme.indicator}
    for row in scheme.indicator:
        for alias in row.aliases:
            known.setdefault(alias, row.id)
    return known


_PARSED: dict[tuple[int, str], tuple[Scheme, Formula]] = {}


def formula(scheme: Scheme, text: str) -> Formula:
    """The formula of that text, parsed once a scheme. Raises FormulaError."""
    key = (id(scheme), text)
    kept = _PARSED.get(key)
    if kept is None or kept[0] is not scheme:
        kept = (scheme, Formula(text, parsed(text, names_of(scheme))))
        if len(_PARSED) > 4096:
            _PARSED.clear()
        _PARSED[key] = kept
    return kept[1]
