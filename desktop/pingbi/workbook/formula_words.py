"""A scheme's formula as a table prints it: indicators by their names, functions in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import Role
from pingbi.scheme.syntax import Call, Name, Number

if TYPE_CHECKING:
    from pingbi.scheme import Formula, Operand, Scheme
    from pingbi.scheme.syntax import Node

ROLES = {Role.NOW: "", Role.PREVIOUS: "上期", Role.LAST_YEAR: "上年同期", Role.TARGET: "目标"}
_SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷", "=": "＝", "<>": "≠", "<": "＜", "<=": "≤", ">": "＞", ">=": "≥"}
_FUNCTIONS = {
    "SUM": "合计",
    "MIN": "最小",
    "MAX": "最大",
    "COUNT": "个数",
    "ABS": "绝对值",
    "LN": "ln",
    "SQRT": "平方根",
}
# How strongly an operator binds; a function or a name binds most.
_STRENGTH = {"OR": 1, "AND": 2, "NOT": 3, "+": 5, "-": 5, "*": 6, "/": 6, "neg": 7}
_COMPARISON, _ATOM = 4, 9


def in_words(scheme: Scheme, rule: Formula) -> str:
    """新签约项目数÷目标×100, whatever ids and aliases the formula was written with."""
    return _said(rule.tree, {row.id: row.name for row in scheme.indicator})


def operand_words(names: dict[str, str], operand: Operand) -> str:
    """全市工业投资（上年同期）."""
    role = ROLES[operand.role]
    city = "全市" if operand.city else ""
    return f"{city}{names.get(operand.indicator, operand.indicator)}{f'（{role}）' if role else ''}"


def _strength(node: Node) -> int:
    if not isinstance(node, Call):
        return _ATOM
    return _STRENGTH.get(node.name, _COMPARISON if node.name in _SIGNS else _ATOM)


def _inside(node: Node, names: dict[str, str], least: int) -> str:
    """The words, in brackets where they bind less than `least`."""
    said = _said(node, names)
    return said if _strength(node) >= least else f"（{said}）"


def _said(node: Node, names: dict[str, str]) -> str:
    match node:
        case Number(value):
            return f"{value:f}"
        case Name(operand, _):
            return operand_words(names, operand)
        case Call("neg", (inner,)):
            return f"－{_inside(inner, names, _STRENGTH['neg'])}"
        case Call("NOT", (inner,)):
            return f"不满足（{_said(inner, names)}）"
        case Call("AND" | "OR" as name, arguments):
            word = "且" if name == "AND" else "或"
            return word.join(_inside(argument, names, _STRENGTH[name]) for argument in arguments)
        case Call(name, (left, right)) if name in _SIGNS:
            own = _strength(node)
            return f"{_inside(left, names, own)}{_SIGNS[name]}{_inside(right, names, own + 1)}"
        case Call("IF", (test, yes, *rest)):
            no = _said(rest[0], names) if rest else "0"
            return f"{_said(test, names)}时为{_said(yes, names)}，否则为{no}"
        case Call("GROWTH", (now, base)):
            return f"{_said(now, names)}比{_said(base, names)}的增长（%）"
        case Call("ROUND", (inner, *digits)):
            return f"{_inside(inner, names, _ATOM)}保留{_said(digits[0], names) if digits else '0'}位小数"
        case Call(name, arguments):
            said = "、".join(_said(argument, names) for argument in arguments)
            return f"{_FUNCTIONS.get(name, name)}（{said}）"
