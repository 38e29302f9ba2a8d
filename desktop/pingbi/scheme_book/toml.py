"""Plain data -> the text of a scheme.toml that a person can read: a key a line, names as they are."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONG = 100


def scheme_text(raw: Mapping[str, Any], heading: str) -> str:
    """The whole file; `raw` is as tomllib would read it, numbers as Decimal or int."""
    blocks = [f"# {heading}"]
    for name, value in raw.items():
        if isinstance(value, list):
            blocks += [_block(f"[[{name}]]", row) for row in value]
        else:
            inner = {key: item for key, item in value.items() if name == "print" and _is_sheets(key, item)}
            blocks.append(_block(f"[{name}]", {key: item for key, item in value.items() if key not in inner}))
            for key, sheets in inner.items():
                blocks += [_block(f"[{name}.{_key(key)}.{_key(sheet)}]", row) for sheet, row in sheets.items()]
    return "\n\n".join(blocks) + "\n"


def _is_sheets(key: str, value: object) -> bool:
    return key == "sheets" and isinstance(value, dict) and bool(value)


def _block(head: str, row: Mapping[str, Any]) -> str:
    return "\n".join([head, *(f"{_key(key)} = {_value(value)}" for key, value in row.items())])


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }" if value else "{}"
        )
    if isinstance(value, list | tuple):
        items = [_value(item) for item in value]
        line = f"[{', '.join(items)}]"
        wide = len(line) > _LONG and len(items) > 1
        return "[\n" + "".join(f"    {item},\n" for item in items) + "]" if wide else line
    return str(value)
