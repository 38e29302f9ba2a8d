"""scheme.toml -> Scheme. Every mistake is one Chinese line with file, table and key, and what is known instead."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from pingbi.model import SchemeError, reason
from pingbi.scheme import tables
from pingbi.scheme.check import check
from pingbi.scheme.parameters import number, read_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pingbi.scheme.shape import MethodShape

_TYPES: dict[str, type[msgspec.Struct]] = {
    "scheme": tables.SchemeTable,
    "city": tables.City,
    "group": tables.Group,
    "county": tables.County,
    "indicator": tables.Indicator,
    "ledger": tables.Ledger,
    "target": tables.Target,
    "part": tables.Part,
    "criterion": tables.Criterion,
    "adjustment": tables.Adjustment,
    "veto": tables.Veto,
    "grade": tables.Grade,
    "check": tables.Check,
    "handout": tables.Handout,
    "print": tables.Print,
    "notice": tables.Notice,
}
_SINGLE = frozenset({"scheme", "city", "handout", "print", "notice"})
_CRITERION_KEYS = frozenset(tables.Criterion.__struct_fields__) - {"parameters"}


def load(path: Path, methods: Mapping[str, MethodShape]) -> tables.Scheme:
    """The scheme of a file, checked. Raises SchemeError with every mistake found."""
    return parse(text_of(path), path.name, methods)


def text_of(path: Path) -> str:
    """The text of a scheme's file, with or without a byte order mark. Raises SchemeError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SchemeError((f"{path.name}：不是 UTF-8 文字，请用 UTF-8 编码另存",)) from None
    except OSError as error:
        raise SchemeError((f"{path.name}：打不开（{reason(error)}）",)) from None


def parse(text: str, file: str, methods: Mapping[str, MethodShape]) -> tables.Scheme:
    """As `load`, from the text of a scheme."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise SchemeError((f"{file}：TOML 格式有误，括号套得太深",)) from None
    except ValueError as error:  # also a whole number of thousands of digits
        raise SchemeError((f"{file}：TOML 格式有误，{_toml_words(str(error))}",)) from None
    mistakes = [f"{file}：没有表“{name}”{_near(name, _TYPES)}" for name in raw if name not in _TYPES]
    if "scheme" not in raw:
        mistakes.append(f"{file}：缺少表 [scheme]")
    parts = {name: _table(name, raw[name], mistakes, file, methods) for name in _TYPES if name in raw}
    if mistakes:
        raise SchemeError(tuple(mistakes))
    scheme = tables.Scheme(**parts)
    found = [f"{file}：{line}" for line in check(scheme, methods)]
    if found:
        raise SchemeError(tuple(found))
    return scheme


def _table(name: str, raw: Any, mistakes: list[str], file: str, methods: Mapping[str, MethodShape]) -> Any:
    """One table or all rows of an array of tables, converted; what is wrong goes to `mistakes`."""
    if name in _SINGLE:
        if not isinstance(raw, dict):
            mistakes.append(f"{file} [{name}]：应写成一张表 [{name}]")
            return None
        return _convert(raw, _TYPES[name], f"{file} [{name}]", mistakes)
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        mistakes.append(f"{file} [[{name}]]：应写成 [[{name}]]，每行一张表")
        return None
    rows = []
    for at, row in enumerate(raw, 1):
        called = row.get("id") or row.get("name") or row.get("code")
        place = f"{file} [[{name}]] 第{at}个" + (f"“{called}”" if called else "")
        if name == "criterion":
            rows.append(_criterion(row, place, mistakes, methods))
        else:
            rows.append(_convert(row, _TYPES[name], place, mistakes))
    return tuple(rows)


def _criterion(row: dict[str, Any], place: str, mistakes: list[str], methods: Mapping[str, MethodShape]) -> Any:
    """A criterion: its own keys, and those of its method."""
    own = {key: value for key, value in row.items() if key in _CRITERION_KEYS}
    rest = {key: value for key, value in row.items() if key not in _CRITERION_KEYS}
    before = len(mistakes)
    converted = _convert(own, tables.Criterion, place, mistakes)
    if len(mistakes) > before or converted is None:
        return None
    method = methods.get(converted.method)
    if method is None:
        mistakes.append(f"{place}：没有计分方法“{converted.method}”{_near(converted.method, methods)}")
        return None
    parameters, found = read_parameters(rest, method, sorted(_CRITERION_KEYS))
    mistakes += [f"{place}：{line}" for line in found]
    return msgspec.structs.replace(converted, parameters=parameters)


def _convert(raw: dict[str, Any], kind: type[msgspec.Struct], place: str, mistakes: list[str]) -> Any:
    fields = {field.encode_name for field in msgspec.structs.fields(kind)}
    unknown = [key for key in raw if key not in fields]
    mistakes += [f"{place}：不认识的键“{key}”{_near(key, fields)}" for key in unknown]
    known = {key: value for key, value in raw.items() if key in fields}
    numbers = [field.encode_name for field in msgspec.structs.fields(kind) if Decimal in _either(field.type)]
    wrong = [key for key in numbers if key in known and number(known[key]) is None]
    if wrong:
        mistakes += [f"{place}：键“{key}”应是数字，写成了{_shown(known[key])}" for key in wrong]
        return None
    try:
        return msgspec.convert(known, kind, strict=True)
    except msgspec.ValidationError as error:
        mistakes.append(f"{place}：{_words(str(error))}")
        return None


def _either(kind: Any) -> tuple[Any, ...]:
    """The types that a key may have: `Decimal | None` is two."""
    return get_args(kind) or (kind,)


def _shown(value: Any) -> str:
    """A value as the scheme has it, briefly: “三十”, true, nan, 列表."""
    if isinstance(value, str):
        return f"“{value[:20]}”"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)[:20] if isinstance(value, int | Decimal) else "列表" if isinstance(value, list) else "表或日期"


def _near(name: str, known: Any) -> str:
    near = get_close_matches(str(name), list(known), 3, 0.6)
    return f"；是不是“{'”“'.join(near)}”" if near else f"；可用的有：{'、'.join(sorted(known))}"


_KINDS = {
    "str": "文字",
    "int": "整数",
    "float": "数字",
    "decimal": "数字",
    "bool": "true 或 false",
    "array": "列表",
    "object": "表",
    "date": "日期",
    "time": "时间",
    "datetime": "时间",
}


def _words(message: str) -> str:
    """Msgspec's message in Chinese."""
    message, _, path = message.partition(" - at `$")
    key = path.strip("`").lstrip(".")
    where = f"键“{key}”" if key else ""
    if found := re.fullmatch(r"Object missing required field `(.+)`", message):
        return f"{where}缺少键“{found[1]}”"
    if found := re.fullmatch(r"Invalid enum value '?(.+?)'?", message):
        return f"{where}的值“{found[1]}”不在可用的值里{_choices(key)}"
    if found := re.fullmatch(r"Expected `(.+)`, got `(.+)`", message):
        wanted = "或".join(dict.fromkeys(_KINDS.get(kind, kind) for kind in found[1].split(" | ") if kind != "null"))
        return f"{where}应是{wanted}，写成了{_KINDS.get(found[2], found[2])}"
    return f"{where}的值不对（{message}）"


_CHOICES = {
    "rounding": "half_up、half_even",
    "compare": "exact、rounded",
    "total_of": "exact、shown",
    "missing": "unranked、zero、lowest、rescale",
    "exempt": "unranked、zero、lowest、rescale",
    "rank_within": "group、all",
    "within": "group、all",
    "total": "sum、weighted_mean、geometric_mean",
    "direction": "higher、lower",
    "effect": "unranked、last",
    "level": "mandatory、verify、hint、unchecked",
    "reported_by": "county、city、office",
    "count_of": "late_days、returns、corrections、mandatory_findings、chased",
    "aggregate": "count、sum、ratio",
    "paper": "A4、A3",
    "kind": "level、count、yoy、share、plan_ratio、vs_city、rank、target_gap、pp_diff、contribution",
}


def _choices(key: str) -> str:
    return f"；可用的有：{_CHOICES[key]}" if key in _CHOICES else ""


def _toml_words(message: str) -> str:
    """Tomllib says where: `(at line 3, column 7)`."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    return f"第{place[1]}行第{place[2]}列附近" if place else "文件末尾不完整"
