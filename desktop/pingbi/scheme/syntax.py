"""The grammar of formulas: text to a tree. Names of indicators are resolved while parsing.

Operators by rising strength: OR, AND, NOT, comparison, + −, × ÷, sign. Full-width signs are read as half-width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping


class Operand(NamedTuple):
    """One indicator's value as a formula uses it."""

    indicator: str
    role: Role = Role.NOW
    city: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """An operand; `words` is what was written."""

    operand: Operand
    words: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or function over its arguments: + - * / neg, = <> < <= > >=, AND OR NOT IF SUM …"""

    name: str
    arguments: tuple[Node, ...]


Node = Number | Name | Call


class FormulaError(ValueError):
    """A formula that cannot be read; the text is Chinese."""


_WIDE = str.maketrans("（）＋－×÷＝＜＞，、－＊／≤≥≠", "()+-*/=<>,,-*/≤≥≠")
_TOKEN = re.compile(
    r"\s*(?:(?P<quoted>「[^」]*」)|(?P<number>\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<sign><=|>=|<>|≤|≥|≠|[-+*/()=<>,])|(?P<name>[^-+*/()=<>,≤≥≠\s「」]+))"
)
_COMPARE = {"=": "=", "<>": "<>", "≠": "<>", "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">="}
_ROLES = {"PREVIOUS": Role.PREVIOUS, "LAST_YEAR": Role.LAST_YEAR, "TARGET": Role.TARGET}
# name -> (least, most) number of arguments
FUNCTIONS: dict[str, tuple[int, int]] = {
    "AND": (1, 99),
    "OR": (1, 99),
    "NOT": (1, 1),
    "IF": (2, 3),
    "SUM": (1, 99),
    "MIN": (1, 99),
    "MAX": (1, 99),
    "COUNT": (1, 99),
    "ABS": (1, 1),
    "ROUND": (1, 2),
    "LN": (1, 1),
    "SQRT": (1, 1),
    "GROWTH": (2, 2),
}

_CALLED = (*FUNCTIONS, "CITY", *_ROLES)


def parsed(text: str, names: Mapping[str, str], noun: str = "指标") -> Node:
    """The tree of a formula. `names` maps every known name, alias and id to an indicator's id. Raises FormulaError."""
    try:
        return Parser(text, names, noun).parse()
    except RecursionError:
        raise FormulaError(f"“{text[:20]}…”括号套得太深") from None


class Parser:
    """One reading of one formula. `noun` is what the names stand for."""

    def __init__(self, text: str, names: Mapping[str, str], noun: str) -> None:
        self._text = text
        self._names = {name.translate(_WIDE): indicator for name, indicator in names.items()}
        self._spelt = tuple(names)
        self._noun = noun
        self._tokens = list(_tokens(text))
        self._at = 0

    def parse(self) -> Node:
        """The whole formula. Raises FormulaError."""
        node = self._or()
        if self._at < len(self._tokens):
            raise FormulaError(f"“{self._text}”在“{self._tokens[self._at][1]}”处多出内容")
        return node

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise FormulaError(f"“{self._text}”不完整")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, sign: str) -> None:
        kind, found = self._take() if self._at < len(self._tokens) else ("", "")
        if kind != "sign" or found != sign:
            raise FormulaError(f"“{self._text}”{f'在“{found}”处' if found else ''}缺少“{sign}”")

    def _word(self, word: str) -> bool:
        """Whether the next token is an infix AND or OR."""
        return self._at < len(self._tokens) and self._tokens[self._at] == ("name", word)

    def _or(self) -> Node:
        node = self._and()
        while self._word("OR"):
            self._take()
            node = Call("OR", (node, self._and()))
        return node

    def _and(self) -> Node:
        node = self._not()
        while self._word("AND"):
            self._take()
            node = Call("AND", (node, self._not()))
        return node

    def _not(self) -> Node:
        if self._word("NOT") and self._tokens[self._at + 1 : self._at + 2] != [("sign", "(")]:
            self._take()
            return Call("NOT", (self._not(),))
        return self._comparison()

    def _comparison(self) -> Node:
        node = self._sum()
        if self._peek() in _COMPARE:
            sign = _COMPARE[self._take()[1]]
            node = Call(sign, (node, self._sum()))
            if self._peek() in _COMPARE:
                raise FormulaError(f"“{self._text}”连着比较了两次，请用 AND 分开写")
        return node

    def _sum(self) -> Node:
        node = self._product()
        while self._peek() in ("+", "-"):
            sign = self._take()[1]
            node = Call(sign, (node, self._product()))
        return node

    def _product(self) -> Node:
        node = self._sign()
        while self._peek() in ("*", "/"):
            sign = self._take()[1]
            node = Call(sign, (node, self._sign()))
        return node

    def _sign(self) -> Node:
        if self._peek() == "-":
            self._take()
            return Call("neg", (self._sign(),))
        if self._peek() == "+":
            self._take()
            return self._sign()
        return self._atom()

    def _atom(self) -> Node:
        kind, word = self._take()
        if kind == "number":
            return Number(Decimal(word))
        if word == "(":
            node = self._or()
            self._expect(")")
            return node
        if kind == "name" and self._peek() == "(" and (word.upper() in _CALLED or word not in self._names):
            return self._call(word)
        if kind in ("name", "quoted"):
            return self._name(word)
        raise FormulaError(f"“{self._text}”在“{word}”处读不懂")

    def _call(self, word: str) -> Node:
        name = word.upper()
        self._expect("(")
        arguments = [self._or()] if self._peek() != ")" else []
        while self._peek() == ",":
            self._take()
            arguments.append(self._or())
        self._expect(")")
        if name == "CITY" or name in _ROLES:
            return self._shifted(name, arguments)
        if name not in FUNCTIONS:
            raise FormulaError(f"“{self._text}”里没有函数“{word}”；可用的有：{'、'.join(_CALLED)}")
        least, most = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            wanted = f"{least}个" if least == most else f"至少{least}个" if most > 9 else f"{least}至{most}个"
            raise FormulaError(f"“{self._text}”里 {name} 要{wanted}参数，写了{len(arguments)}个")
        return Call(name, tuple(arguments))

    def _shifted(self, name: str, arguments: list[Node]) -> Node:
        """CITY, PREVIOUS, LAST_YEAR, TARGET move every operand of what they enclose; the last three take one."""
        if len(arguments) != 1 or (name != "CITY" and not isinstance(arguments[0], Name)):
            raise FormulaError(f"“{self._text}”里 {name} 的括号内应是一个指标")
        return _shift(arguments[0], name)

    def _name(self, token: str) -> Node:
        word = token.strip("「」").strip()
        if word in self._names:
            return Name(Operand(self._names[word]), word)
        near = get_close_matches(word, self._spelt, 3, 0.5)
        hint = f"；是不是：{'、'.join(near)}" if near else f"；已有的{self._noun}：{'、'.join(self._spelt[:12])}"
        raise FormulaError(f"“{self._text}”里没有{self._noun}“{word}”{hint}")


def _tokens(text: str) -> list[tuple[str, str]]:
    plain, found, at = text.translate(_WIDE), [], 0
    while plain[at:].strip():
        match = _TOKEN.match(plain, at)
        if match is None:
            raise FormulaError(f"“{text}”在“{plain[at:].strip()[0]}”处读不懂")
        kind = match.lastgroup or ""
        token = match[kind]
        found.append((kind, token.upper() if kind == "name" and token.upper() in ("AND", "OR", "NOT") else token))
        at = match.end()
    if not found:
        raise FormulaError("公式是空的")
    return found


def _shift(node: Node, name: str) -> Node:
    match node:
        case Name(operand, words):
            if name == "CITY":
                return Name(operand._replace(city=True), words)
            return Name(operand._replace(role=_ROLES[name]), words)
        case Call(function, arguments):
            return Call(function, tuple(_shift(argument, name) for argument in arguments))
        case _:
            return node


def operands(node: Node) -> tuple[Operand, ...]:
    """Every operand once, in the order of the text."""
    match node:
        case Name(operand, _):
            return (operand,)
        case Call(_, arguments):
            return tuple(dict.fromkeys(operand for argument in arguments for operand in operands(argument)))
        case _:
            return ()
