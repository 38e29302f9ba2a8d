"""One value of a scheme and the cell that it stands in, both ways."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pingbi.scheme_book.names import UnclearCellError, nearest
from pingbi.scheme_book.notation import (
    EMPTY,
    ITEMS,
    NO_PAIRS,
    NOTHING,
    PAIR,
    WITHIN,
    cut,
    decimal_of,
    list_of,
    list_text,
    number_text,
    pair_of,
    plain,
    unquoted,
    written,
)
from pingbi.scheme_book.parameters import FLAGS, flag_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import MethodShape
    from pingbi.scheme_book.columns import Column
    from pingbi.scheme_book.names import Names

EXACT_DIGITS = 15  # of a number that every program keeps
# Keys of which an item a line reads better.
_LINES = frozenset({"notes", "instructions", "sentences", "paragraphs", "requirements", "checks", "fonts"})


def shown(
    value: Any,  # noqa: ANN401  # of any key
    column: Column,
    names: Names,
    methods: Mapping[str, MethodShape],
    *,
    usual: bool = False,
) -> Decimal | str | None:
    """What stands in the cell; None where the value is what a blank cell means, or is written in another column.

    `usual`: also where a blank cell would mean the same.
    """
    same = not column.required and value == column.default and type(value) is type(column.default)
    if value is None or (same and not usual):
        return None
    match column.sort:
        case "whole" | "number" if not isinstance(value, str):
            return _digits(value)
        case "flag":
            return FLAGS[value]
        case "choice" if isinstance(value, str):
            return column.word_of(str(value))
        case "method":
            return method_word(methods[value], methods)
        case "name":
            return written(names.shown(column.names, value)) if value else NOTHING
        case "list" if isinstance(value, tuple):
            text = list_text(value, ITEMS)
            return _broken(text, value, ITEMS) if column.key in _LINES else text
        case "pairs" | "lists" if isinstance(value, dict):
            return _pairs(value, column)
        case "text" if isinstance(value, str):
            return written(value, simple=column.simple) if value else NOTHING
        case _:
            return None


def _digits(value: Decimal | int) -> Decimal | str:
    """A number where every program keeps it as it is, else its digits as text."""
    number = Decimal(value)
    text = number_text(number)
    return number if len(text.replace(".", "").lstrip("-0")) <= EXACT_DIGITS and len(text) <= 20 else text


def _broken(text: str, items: tuple[str, ...], separators: str) -> str:
    return "\n".join(written(item, separators) for item in items) or text


def _pairs(value: Mapping[str, Any], column: Column) -> str:
    held = ITEMS + PAIR + (WITHIN if column.sort == "lists" else "")

    def text(item: Any) -> str:  # noqa: ANN401  # a text or several
        return list_text(item, WITHIN, ITEMS + PAIR) if column.sort == "lists" else written(item, ITEMS)

    rows = [f"{written(key, held)}={text(item)}" for key, item in value.items()]
    return ("\n" if column.key in _LINES else ITEMS[0]).join(rows) or NO_PAIRS


def method_word(method: MethodShape, methods: Mapping[str, MethodShape]) -> str:
    """The method's Chinese name; its key where two have the same."""
    same = Counter(row.name for row in methods.values())
    return method.name if same[method.name] == 1 else method.key


def method_of(text: str, methods: Mapping[str, MethodShape]) -> str:
    """The key of a method named by its key or its Chinese name. Raises UnclearCellError."""
    word = plain(text)
    known = {**{plain(row.name): key for key, row in methods.items()}, **{key: key for key in methods}}
    if word not in known:
        raise UnclearCellError(f"没有计分方法“{text}”{nearest(text, [row.name for row in methods.values()])}")
    return known[word]


def meant(text: str, column: Column, names: Names, methods: Mapping[str, MethodShape]) -> Any:  # noqa: ANN401
    """The value as TOML has it. Raises UnclearCellError."""
    match column.sort:
        case "whole" | "number":
            return _number(text, column)
        case "flag":
            return flag_of(text)
        case "choice":
            return _choice(text, column)
        case "method":
            return method_of(text, methods)
        case "name":
            bare, _ = unquoted(text)
            return "" if text in EMPTY else names.meant(column.names, bare)
        case "list":
            return list_of(text, ITEMS)
        case "pairs" | "lists":
            return {} if text in EMPTY else _pairs_of(text, column)
        case _:
            bare, in_quotes = unquoted(text)
            return bare if in_quotes else "" if text in EMPTY else plain(text) if column.simple else text


def _number(text: str, column: Column) -> Decimal | int:
    found = decimal_of(text)
    if found is None:
        raise UnclearCellError(f"应是{'整数' if column.sort == 'whole' else '数字'}，写成了“{text}”")
    if column.sort == "number":
        return found
    if found != found.to_integral_value():
        raise UnclearCellError(f"应是整数，写成了“{text}”")
    return int(found)


def _choice(text: str, column: Column) -> str:
    word = plain(text)
    for value in column.choices:
        if word in (value, plain(column.word_of(value))):
            return value
    known = [column.word_of(value) for value in column.choices]
    raise UnclearCellError(f"没有“{text}”；可用的有：{'、'.join(known)}")


def _pairs_of(text: str, column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for piece in cut(text, ITEMS):
        pair = pair_of(piece)
        if pair is None:
            raise UnclearCellError(f"“{piece.strip()}”应写成 键=值，几个之间用“；”隔开")
        key, value = pair
        if key in found:
            raise UnclearCellError(f"“{key}”写了两次")
        found[key] = list_of(value, WITHIN) if column.sort == "lists" else unquoted(value)[0]
    return found
