"""The keys of a criterion that belong to its method: types checked, numbers made Decimal, tables made tuples."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pingbi.scheme.shape import MethodShape, Parameter

MOST_DIGITS = 60


def read_parameters(
    raw: Mapping[str, Any], method: MethodShape, other_keys: Iterable[str]
) -> tuple[dict[str, Any], list[str]]:
    """(parameters given, mistakes in Chinese). `tables.<group>` becomes the key `tables`: {group: rows}."""
    known = {row.key: row for row in method.parameters}
    found: dict[str, Any] = {}
    mistakes: list[str] = []
    for key, value in raw.items():
        if key == "tables" and any(row.kind == "table" for row in method.parameters):
            if not isinstance(value, dict):
                mistakes.append("键“tables”应写成 tables.<组> = [[…]]")
                continue
            rows = {group: _rows(table) for group, table in value.items()}
            mistakes += [
                f"键“tables.{group}”应是数字的列表，如 [[1, 3, 7]]" for group, table in rows.items() if not table
            ]
            found["tables"] = rows
        elif key not in known:
            near = get_close_matches(key, [*known, *other_keys], 3, 0.6)
            hint = f"是不是“{'”“'.join(near)}”" if near else f"可用的有：{'、'.join(known) or '无'}"
            mistakes.append(f"计分方法 {method.key}（{method.name}）没有参数“{key}”；{hint}")
        else:
            read = _read(value, known[key])
            if read is None:
                mistakes.append(f"参数“{key}”（{known[key].word}）{_wanted(known[key])}")
            else:
                found[key] = read
    mistakes += [
        f"计分方法 {method.key}（{method.name}）缺少参数“{row.key}”（{row.word}）"
        for row in method.parameters
        if row.required and row.key not in raw and not (row.kind == "table" and "tables" in raw)
    ]
    return found, mistakes


def number(value: Any) -> Decimal | None:
    """A number that can be reckoned with: no true or false, no nan, at most 60 digits before or behind the point."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    found = Decimal(value)
    exponent = found.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -MOST_DIGITS and found.adjusted() < MOST_DIGITS
    return found if fits else None


def _numbers(value: Any) -> tuple[Decimal, ...] | None:
    if not isinstance(value, list) or not value:
        return None
    found = tuple(number(item) for item in value)
    return tuple(item for item in found if item is not None) if None not in found else None


def _rows(value: Any) -> tuple[tuple[Decimal, ...], ...] | None:
    if not isinstance(value, list) or not value:
        return None
    rows = tuple(_numbers(row) for row in value)
    whole = tuple(row for row in rows if row is not None)
    return whole if len(whole) == len(rows) and len({len(row) for row in whole}) == 1 else None


def _read(value: Any, parameter: Parameter) -> Any:
    match parameter.kind:
        case "number":
            return number(value)
        case "flag":
            return value if isinstance(value, bool) else None
        case "table":
            return _rows(value)
        case "numbers":
            return _numbers(value)
        case "prices":
            if not isinstance(value, dict) or not value:
                return None
            prices = {key: number(price) for key, price in value.items()}
            return None if None in prices.values() else prices
        case "indicators":
            rows = isinstance(value, list) and value and all(isinstance(item, str) for item in value)
            return tuple(value) if rows else None
        case "target":
            return value if isinstance(value, str) and value else number(value)
        case "schedule":
            return value if value == "period" else number(value)


def _wanted(parameter: Parameter) -> str:
    return {
        "number": "应是数字",
        "flag": "应是 true 或 false",
        "table": "应是每行一样长的数字列表，如 [[1, 3, 7], [4, 6, 5]]",
        "numbers": "应是数字的列表，如 [20, 40, 60]",
        "prices": "应写成 {指标 = 单价}，如 { praise = 5 }",
        "indicators": "应是指标 id 的列表",
        "target": '应是数字、指标 id 或 "TARGET"',
        "schedule": '应是数字或 "period"',
    }[parameter.kind]
