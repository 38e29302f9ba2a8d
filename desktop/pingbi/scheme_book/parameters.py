"""The parameters of a method in one cell: 基础分=60；浮动分=40. Bands: 名次起、名次止、得分=1，3，5｜4，6，4."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pingbi.scheme_book.names import UnclearCellError, nearest
from pingbi.scheme_book.notation import (
    EMPTY,
    ITEMS,
    NO_PAIRS,
    PAIR,
    ROWS,
    WITHIN,
    cut,
    decimal_of,
    number_text,
    pair_of,
    plain,
    unquoted,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import MethodShape, Parameter
    from pingbi.scheme_book.names import Names

GROUPED = "分组."  # before a group's name: the bands of this group alone
EACH_TARGET, BY_PERIOD = "目标表", "按时期"
FLAGS = {True: "是", False: "否"}
_BARS = "｜|"
_HELD = f"{ITEMS}{WITHIN}{PAIR}{ROWS}"
_YES, _NO = {"是", "true", "yes", "y", "√", "1", "对"}, {"否", "false", "no", "n", "×", "x", "0", "不"}


def flag_of(text: str) -> bool:
    """是 or 否. Raises UnclearCellError."""
    word = plain(text).lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise UnclearCellError(f"应是“是”或“否”，写成了“{text}”")


def parameters_text(given: Mapping[str, Any], method: MethodShape, names: Names) -> str:
    """Every parameter that is given, by its Chinese word."""
    known = {row.key: row for row in method.parameters}
    found = []
    for key, value in given.items():
        if key == "tables":
            found += [f"{_name(GROUPED + names.shown('group', group))}={_rows(rows)}" for group, rows in value.items()]
            found += [] if value else [f"tables={NO_PAIRS}"]
        else:
            found.append(f"{word_of(known[key], method)}={_shown(value, known[key], names)}")
    return ITEMS[0].join(found)


def word_of(row: Parameter, method: MethodShape) -> str:
    """The parameter's word; its key where two of the method have the same."""
    same = sum(other.word == row.word for other in method.parameters)
    return row.word if same == 1 and not any(sign in row.word for sign in _HELD) else row.key


def _name(text: str) -> str:
    return written(text, _HELD)


def _rows(rows: tuple[tuple[Decimal, ...], ...]) -> str:
    return _BARS[0].join(WITHIN[0].join(map(number_text, row)) for row in rows)


def _shown(value: Any, row: Parameter, names: Names) -> str:  # noqa: ANN401  # by the parameter's kind
    match row.kind:
        case "flag":
            return FLAGS[value]
        case "table":
            return _rows(value)
        case "numbers":
            return WITHIN[0].join(map(number_text, value))
        case "prices":
            rows = ((_name(names.shown("indicator", key)), number_text(price)) for key, price in value.items())
            return WITHIN[0].join(f"{name}={price}" for name, price in rows)
        case "indicators":
            return WITHIN[0].join(_name(names.shown("indicator", key)) for key in value)
        case "target" if value == "TARGET":
            return EACH_TARGET
        case "target" if isinstance(value, str):
            name = names.shown("indicator", value)
            name = name if name not in (EACH_TARGET, "TARGET") else value
            return written(name, _HELD) if decimal_of(name) is None else f'"{name}"'
        case "schedule" if value == "period":
            return BY_PERIOD
        case _:
            return number_text(value)


def parameters_of(text: str, method: MethodShape, names: Names) -> dict[str, Any]:
    """As a scheme has them. Raises UnclearCellError."""
    words = {word: row for row in method.parameters for word in (row.key, word_of(row, method), plain(row.word))}
    found: dict[str, Any] = {}
    for piece in cut(text, ITEMS):
        pair = pair_of(piece)
        if pair is None:
            raise UnclearCellError(f"“{piece.strip()}”应写成 参数=数，几个之间用“；”隔开，如 基础分=60；浮动分=40")
        key, value = pair
        if key == "tables" and value in EMPTY:
            found["tables"] = {}
        elif key.startswith((GROUPED, "tables.")):
            group = names.meant("group", key.partition(".")[2])
            found.setdefault("tables", {})[group] = _bands(value)
        else:
            row = words.get(key) or words.get(plain(key))
            if row is None:
                known = [word_of(row, method) for row in method.parameters]
                raise UnclearCellError(f"计分方法“{method.name}”没有参数“{key}”{nearest(key, known)}")
            if row.key in found:
                raise UnclearCellError(f"参数“{key}”写了两次")
            found[row.key] = _meant(value, row, names)
    return found


def _number(text: str, what: str = "") -> Decimal:
    found = decimal_of(text)
    if found is None:
        raise UnclearCellError(f"{what}应是数字，写成了“{text.strip()}”")
    return found


def _bands(text: str) -> list[list[Decimal]]:
    return [[_number(item, "各档") for item in cut(row, WITHIN)] for row in cut(text, ROWS)]


def _meant(text: str, row: Parameter, names: Names) -> Any:  # noqa: ANN401  # as above
    bare, in_quotes = unquoted(text)
    match row.kind:
        case "flag":
            return flag_of(text)
        case "table":
            return _bands(text)
        case "numbers":
            return [_number(item, f"参数“{row.word}”") for item in cut(text, WITHIN)]
        case "prices":
            pairs = [(piece, pair_of(piece)) for piece in cut(text, WITHIN)]
            wrong = next((piece for piece, pair in pairs if pair is None), None)
            if wrong is not None:
                raise UnclearCellError(f"参数“{row.word}”里的“{wrong.strip()}”应写成 指标=单价")
            return {
                names.meant("indicator", pair[0]): _number(pair[1], f"“{pair[0]}”的单价") for _, pair in pairs if pair
            }
        case "indicators":
            return [names.meant("indicator", unquoted(item)[0]) for item in cut(text, WITHIN)]
        case "target":
            if not in_quotes and plain(bare) in (EACH_TARGET, "TARGET"):
                return "TARGET"
            number = None if in_quotes else decimal_of(text)
            return names.meant("indicator", bare) if number is None else number
        case "schedule" if plain(bare) in (BY_PERIOD, "period"):
            return "period"
        case _:
            return _number(text, f"参数“{row.word}”")
