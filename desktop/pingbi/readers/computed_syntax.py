"""A formula of a cell as a tree, as far as it is simple. Signs bind as in Excel: −2^2 is 4."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pingbi.readers.xlsx_formulas import LAST_COLUMN, LAST_ROW, column_number

LONGEST = 2000  # characters; longer ones are not simple
DEEPEST = 50


class NotSimpleError(Exception):
    """A formula that is not computed here."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text or a truth value."""

    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells of a sheet (None: the formula's own): top left bottom right."""

    sheet: str | None
    top: int
    left: int
    bottom: int
    right: int

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operation under its sign; a percent sign is `%`, a sign before an operand `±`."""

    name: str
    arguments: tuple[Node, ...]


Node = Constant | Reference | Call

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_TOKEN = re.compile(
    r"\s*(?:"
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<sheet>'(?:[^'\[\]]|'')+'!|[^\W\d][\w.]*!)?"
    rf"(?P<area>{_CELL}(?::{_CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}})(?![\w.(!:\[])"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?)"
    r"|(?P<call>[A-Za-z][A-Za-z0-9.]*)\("
    r"|(?P<truth>TRUE|FALSE)(?![\w(])"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>%(),])"
    r")",
    re.IGNORECASE,
)
_BINDING = dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1) | {"&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_NAMES = re.compile(r"([A-Za-z_][\w.]*)\(")


@lru_cache(maxsize=8192)  # the forms of all counties hold the same formulas
def parsed(formula: str, functions: frozenset[str]) -> Node | None:
    """The tree of a formula with its =; None where it is not simple: it needs more than these functions."""
    if len(formula) > LONGEST or not functions.issuperset(map(str.upper, _NAMES.findall(formula))):
        return None
    try:
        return _Parser(formula.removeprefix("=")).whole()
    except NotSimpleError:
        return None


class _Parser:
    def __init__(self, formula: str) -> None:
        self._tokens: list[tuple[str, str, str]] = []  # (kind, words, sheet)
        at = 0
        formula = formula.strip()
        while at < len(formula):
            found = _TOKEN.match(formula, at)
            if found is None or found.lastgroup is None:
                raise NotSimpleError
            kind = found.lastgroup
            self._tokens.append((kind, found[kind], found["sheet"] or ""))
            at = found.end()
        self._tokens.append(("end", "", ""))
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._operation()
        if self._tokens[self._at][0] != "end":
            raise NotSimpleError
        return node

    def _sign(self, *signs: str) -> str:
        """The sign that stands next, if it is one of these; it is then passed."""
        kind, words, _ = self._tokens[self._at]
        if kind == "sign" and words in signs:
            self._at += 1
            return words
        return ""

    def _operation(self, around: int = 0) -> Node:
        """Operands and the signs between them, as far as these bind tighter than what stands around."""
        left = self._signed()
        while (binding := _BINDING.get(self._tokens[self._at][1], 0)) > around and self._tokens[self._at][0] == "sign":
            sign = self._tokens[self._at][1]
            self._at += 1
            left = Call(sign, (left, self._operation(binding)))
        return left

    def _signed(self) -> Node:
        sign = self._sign("-", "+")
        if sign:
            self._deeper()
            node = self._signed()
            self._depth -= 1
            return Call("±", (node,)) if sign == "-" else node
        node = self._operand()
        while self._sign("%"):
            node = Call("%", (node,))
        return node

    def _operand(self) -> Node:
        kind, words, sheet = self._tokens[self._at]
        self._at += 1
        match kind:
            case "number":
                return Constant(Decimal(words))
            case "text":
                return Constant(words[1:-1].replace('""', '"'))
            case "truth":
                return Constant(words.upper() == "TRUE")
            case "area":
                return _reference(words, sheet)
            case "call":
                return self._call(words.upper())
            case "sign" if words == "(":
                self._deeper()
                node = self._operation()
                self._depth -= 1
                if self._sign(")"):
                    return node
        raise NotSimpleError

    def _call(self, name: str) -> Node:
        self._deeper()
        arguments: list[Node] = []
        while not self._sign(")"):
            if arguments and not self._sign(","):
                raise NotSimpleError
            arguments.append(self._operation())
        self._depth -= 1
        return Call(name, tuple(arguments))

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotSimpleError


def _reference(words: str, sheet: str) -> Reference:
    first, _, last = words.replace("$", "").partition(":")
    rows = [int(re.sub(r"\D", "", part) or 0) for part in (first, last or first)]
    columns = [column_number(re.sub(r"\d", "", part)) for part in (first, last or first)]
    if max(rows) > LAST_ROW or max(columns) > LAST_COLUMN:
        raise NotSimpleError  # a name such as ABC12345678
    whole_rows, whole_columns = max(columns) == 0, max(rows) == 0
    return Reference(
        sheet.removesuffix("!").removeprefix("'").removesuffix("'").replace("''", "'") or None,
        1 if whole_columns else min(rows),
        1 if whole_rows else min(columns),
        LAST_ROW if whole_columns else max(rows),
        LAST_COLUMN if whole_rows else max(columns),
    )
