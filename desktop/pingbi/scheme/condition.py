"""Conditions over the columns of a ledger's row: true, false, or cannot say where a cell is empty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING

from pingbi.model.catalogue import bare
from pingbi.scheme.formula import compared, is_logical
from pingbi.scheme.syntax import Call, FormulaError, Name, Node, Number, operands, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Content = Decimal | str | None  # a number, words, or nothing

_WORDS = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’")
_DAY = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})日?(?:[T\s].*)?")
_NEAR = Decimal("1e-9")
_LITERAL = "\x01"  # begins the name that a quoted word has inside the formula
_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "=": lambda way: way == 0,
    "<>": lambda way: way != 0,
    "<": lambda way: way < 0,
    "<=": lambda way: way <= 0,
    ">": lambda way: way > 0,
    ">=": lambda way: way >= 0,
}
_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


@dataclass(frozen=True)
class Condition:
    """`holds` takes a row's contents. `columns` are those it looks at, `numbers` those of them taken for numbers."""

    text: str
    columns: tuple[str, ...]
    numbers: frozenset[str]
    holds: Callable[[Sequence[Content]], bool | None]

    @property
    def words(self) -> str:
        """As it is printed."""
        return self.text.replace("<=", "≤").replace(">=", "≥").replace("<>", "≠").replace("「", "").replace("」", "")


def condition(text: str, columns: Sequence[str], units: Mapping[str, str]) -> Condition:
    """A condition over columns, those of `units` being numbers. Raises FormulaError."""
    words: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        name = f"{_LITERAL}{len(words)}"
        words[name] = _LITERAL + match[0][1:-1]
        return f"「{name}」"

    tree = parsed(_WORDS.sub(named, text), {column: column for column in columns} | words, "列")
    if not is_logical(tree):
        raise FormulaError(f"“{text}”应是比较，可用 AND、OR、NOT 连接，如 概算投资 >= 1")
    _refuse(tree, text)
    used = tuple(row.indicator for row in operands(tree) if not row.indicator.startswith(_LITERAL))
    numbers = _numbers(tree, set(units))
    return Condition(
        text, used, frozenset(numbers & set(used)), _test(tree, {name: at for at, name in enumerate(columns)})
    )


def _refuse(node: Node, text: str) -> None:
    """What is no comparison of a row's cells: functions, the city's value, comparisons of comparisons."""
    match node:
        case Call("AND" | "OR" | "NOT", arguments):
            for argument in arguments:
                if not is_logical(argument):
                    raise FormulaError(f"“{text}”里 AND、OR、NOT 连接的应是比较")
                _refuse(argument, text)
        case Call(name, arguments) if name in _COMPARISONS or name in _ARITHMETIC or name == "neg":
            for argument in arguments:
                if is_logical(argument):
                    raise FormulaError(f"“{text}”连着比较了两次，请用 AND 分开写")
                _refuse(argument, text)
        case Call(name, _):
            raise FormulaError(f"“{text}”里不能用函数 {name}，只能用比较、四则运算和 AND、OR、NOT")
        case Name(operand, _) if operand.city or operand.role != "now":
            raise FormulaError(f"“{text}”里只能用台账的列，不能用 CITY、PREVIOUS、LAST_YEAR、TARGET")


def _numbers(tree: Node, known: set[str]) -> set[str]:
    """The columns that must hold numbers: those known to, and what is compared or reckoned with numbers."""
    found = set(known)
    while True:
        before = len(found)
        _gather(tree, found)
        if len(found) == before:
            return found


def _gather(node: Node, found: set[str]) -> bool:
    """Whether the node is a number; columns that are so by their company are added."""
    match node:
        case Number(_):
            return True
        case Name(operand, _):
            return operand.indicator in found
        case Call(name, arguments):
            numeric = [_gather(argument, found) for argument in arguments]
            if name in _ARITHMETIC or name == "neg" or (name in _COMPARISONS and any(numeric)):
                names = (row.operand.indicator for row in arguments if isinstance(row, Name))
                found.update(name for name in names if not name.startswith(_LITERAL))
            return name in _ARITHMETIC or name == "neg"


def _test(node: Node, at: Mapping[str, int]) -> Callable[[Sequence[Content]], bool | None]:
    """The node as a function of a row (Kleene's three values)."""
    match node:
        case Call("NOT", (inner,)):
            test = _test(inner, at)

            def negated(row: Sequence[Content]) -> bool | None:
                found = test(row)
                return None if found is None else not found

            return negated
        case Call("AND" | "OR" as name, arguments):
            tests, decides = [_test(argument, at) for argument in arguments], name == "OR"

            def joined(row: Sequence[Content]) -> bool | None:
                unknown = False
                for test in tests:
                    found = test(row)
                    if found is decides:
                        return decides
                    unknown = unknown or found is None
                return None if unknown else not decides

            return joined
        case Call(name, (left, right)):
            first, second, way = _term(left, at), _term(right, at), _COMPARISONS[name]
            exact = name in ("=", "<>")

            def held(row: Sequence[Content]) -> bool | None:
                found = _compared(first(row), second(row), exact=exact)
                return None if found is None else way(found)

            return held
        case _:
            raise FormulaError("不是比较")


def _term(node: Node, at: Mapping[str, int]) -> Callable[[Sequence[Content]], Content]:
    match node:
        case Number(number):
            return lambda _: number
        case Name(operand, _):
            name = operand.indicator
            if name.startswith(_LITERAL):
                word = name[1:]
                return lambda _: word
            column = at[name]
            return lambda row: row[column]
        case Call("neg", (inner,)):
            return _term(Call("-", (Number(Decimal(0)), inner)), at)
        case Call(name, (left, right)):
            first, second, reckon = _term(left, at), _term(right, at), _ARITHMETIC[name]

            def reckoned(row: Sequence[Content]) -> Content:
                a, b = first(row), second(row)
                if not isinstance(a, Decimal) or not isinstance(b, Decimal):
                    return None
                try:
                    return reckon(a, b)
                except DecimalException:  # ÷ 0
                    return None

            return reckoned
        case _:
            raise FormulaError("不是数字或列")


def _compared(left: Content, right: Content, *, exact: bool) -> int | None:
    """Less than, equal to or greater than 0; None where one is empty or the two cannot be compared."""
    if left is None or right is None:
        return None
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        apart = left - right
        if apart > _NEAR or apart < -_NEAR:  # so far apart they are after rounding, too
            return 1 if apart > _NEAR else -1
        a, b = compared(left), compared(right)
        return (a > b) - (a < b)
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        left, right = (f"{item:f}" if isinstance(item, Decimal) else item for item in (left, right))
        return int(bare(left) != bare(right)) if exact else None
    one, other = _day(left), _day(right)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    return int(bare(left) != bare(right)) if exact else None


def _day(words: str) -> date | None:
    match = _DAY.fullmatch(words.strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match is not None else None
    except ValueError:
        return None
