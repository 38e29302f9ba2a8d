"""A name that a person has confirmed becomes an alias of its indicator: an edit of the scheme's text, seen and undone.

Comments and order stay. A learnt alias stands among the others in `aliases` of its [[indicator]].
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from pingbi.model import SchemeError
from pingbi.model.catalogue import bare
from pingbi.scheme.load import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pingbi.scheme.shape import MethodShape

_BLOCK = re.compile(r"(?m)^[ \t]*\[\[indicator\]\][^\n]*\n(?:(?![ \t]*\[\[?[A-Za-z_])[^\n]*(?:\n|\Z))*")
_ALIASES = re.compile(r"(?m)^[ \t]*aliases[ \t]*=[ \t]*(\[(?:[^\]\"']|\"(?:\\.|[^\"\\])*\"|'[^']*')*\])")
_ID = re.compile(r"""(?m)^[ \t]*id[ \t]*=[ \t]*["']([^"'\n]+)["'][^\n]*$""")


def learnt(text: str, file: str, name: str, indicator: str, methods: Mapping[str, MethodShape]) -> str:
    """The scheme's text with `name` as an alias of the indicator (by id, name or alias). Raises SchemeError."""
    scheme = parse(text, file, methods)
    row = next((row for row in scheme.indicator if indicator in (row.id, row.name, *row.aliases)), None)
    if row is None:
        raise SchemeError(
            (f"没有指标“{indicator}”；本方案的指标有：{'、'.join(row.name for row in scheme.indicator)}",)
        )
    if bare(name) in {bare(known) for known in (row.name, *row.aliases)}:
        raise SchemeError((f"“{name}”已经是“{row.name}”的名称，不用再记",))
    made = _edited(text, row.id, lambda aliases: [*aliases, name])
    return _checked(text, made, file, row.id, methods)


def forgotten(text: str, file: str, name: str, methods: Mapping[str, MethodShape]) -> str:
    """The scheme's text without the alias `name`, wherever it stands. Raises SchemeError where it is none."""
    scheme = parse(text, file, methods)
    rows = [row for row in scheme.indicator if bare(name) in {bare(alias) for alias in row.aliases}]
    if not rows:
        raise SchemeError((f"没有指标以“{name}”为别名，没有改动",))
    made = text
    for row in rows:
        made = _edited(made, row.id, lambda aliases: [alias for alias in aliases if bare(alias) != bare(name)])
    return _checked(text, made, file, rows[0].id, methods)


def _edited(text: str, indicator: str, change: Callable[[list[str]], list[str]]) -> str:
    """The text with the aliases of one [[indicator]] changed; unchanged where its block is not found."""
    for block in _BLOCK.finditer(text):
        own = _ID.search(block[0])
        if own is None or own[1] != indicator:
            continue
        found = _ALIASES.search(block[0])
        if found is not None:
            names = change(list(tomllib.loads(f"aliases = {found[1]}")["aliases"]))
            made = block[0][: found.start(1)] + _array(names) + block[0][found.end(1) :]
        else:
            made = block[0][: own.end()] + f"\naliases = {_array(change([]))}" + block[0][own.end() :]
        return text[: block.start()] + made + text[block.end() :]
    return text


def _array(names: list[str]) -> str:
    return f"[{', '.join(json.dumps(name, ensure_ascii=False) for name in names)}]"


def _checked(before: str, after: str, file: str, indicator: str, methods: Mapping[str, MethodShape]) -> str:
    """The edit, if it loads and changed nothing but aliases."""

    def without(text: str) -> dict[str, Any]:
        raw = tomllib.loads(text)
        for row in raw.get("indicator", ()):
            row.pop("aliases", None)
        return raw

    if before == after or without(before) != without(after):
        raise SchemeError((f"{file}：指标“{indicator}”的写法不能自动改动，请自己把名称加进它的 aliases",))
    parse(after, file, methods)  # a name that another indicator has is a mistake of the scheme
    return after
