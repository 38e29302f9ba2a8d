"""A value that is computed, in numbers: 55.44 ÷ 84.00 × 100."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.reckoning.terms import Called, Given, Term, total_of
from pingbi.scheme import Formula
from pingbi.scheme.formula import is_logical
from pingbi.scheme.syntax import Call, Name, Node, Number

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.scheme import Operand

    Value = Callable[[Operand], Decimal | None]

_SIGNS = {"+": Term.__add__, "-": Term.__sub__, "*": Term.__mul__, "/": Term.__truediv__}
_WORDS = {"MIN": "最小", "MAX": "最大", "ABS": "绝对值", "LN": "ln", "SQRT": "平方根"}
_SKIPPING = ("SUM", "MIN", "MAX", "COUNT")


def in_numbers(rule: Formula, value: Value, decimals: Callable[[Operand], int]) -> Term:
    """The formula with what it was computed from; of IF the branch that was taken. `value` knows every operand."""
    return _Numbers(value, decimals).term(rule.tree)


class _Numbers:
    def __init__(self, value: Value, decimals: Callable[[Operand], int]) -> None:
        self._value, self._decimals = value, decimals

    def term(self, node: Node) -> Term:
        """A term for a node that has a number."""
        match node:
            case Number(value):
                return Given(value)
            case Name(operand, _):
                found = self._value(operand)
                return Given(found if found is not None else Decimal(0), self._decimals(operand))
            case Call("neg", (inner,)):
                return Given(Decimal(0)) - self.term(inner)
            case Call("GROWTH", (now, base)):
                return (self.term(now) - self.term(base)) / self.term(base) * 100
            case Call("IF", (test, yes, *rest)):
                holds = self._answer(test)
                taken = yes if holds else rest[0] if rest else Number(Decimal(0))
                return self.term(taken)
            case Call("ROUND", (inner, *digits)):
                return Called("修约", (self.term(inner), self.term(digits[0]) if digits else Given(Decimal(0))))
            case Call(name, (left, right)) if name in _SIGNS:
                return _SIGNS[name](self.term(left), self.term(right))
            case Call(name, arguments) if name in _SKIPPING:
                there = [self.term(row) for row in arguments if self._there(row)]
                if name == "COUNT":
                    return Given(Decimal(len(there)))
                return total_of(there) if name == "SUM" else Called(_WORDS[name], tuple(there))
            case Call(name, arguments) if is_logical(node):
                return Given(self._answer(node) or Decimal(0))
            case Call(name, arguments):
                return Called(_WORDS[name], tuple(map(self.term, arguments)))

    def _answer(self, node: Node) -> Decimal | None:
        return Formula("", node).evaluate(self._value).value

    def _there(self, node: Node) -> bool:
        return self._answer(node) is not None
