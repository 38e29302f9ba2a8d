"""Model types <-> JSON, exactly: decimals as texts, fields by name, those with their default left out.

The names of fields are the file format: one that is renamed needs a migration (tests/project/golden pins them).
"""

from __future__ import annotations

import dataclasses
import json
import sys
import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, ClassVar, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from pingbi import model
from pingbi.model.catalogue import Kind
from pingbi.project.recorded import Recorded, recorded

Json = Any
Kept = TypeVar("Kept")
# An object that may be one of several kinds says which: {"is": "sheet", …}.
TAGS: dict[type, str] = {
    model.InSheet: "sheet",
    model.InText: "text",
    model.InRows: "rows",
    model.ByHand: "hand",
    model.Derived: "derived",
    model.InArchive: "archive",
}
# What the modules of the model import for types only.
_NAMES = {name: getattr(model, name) for name in model.__all__} | {"Decimal": Decimal, "Mapping": Mapping}
_NAMES |= {"Kind": Kind, "ClassVar": ClassVar}


class Coder(NamedTuple):
    """Both directions of one type; `plain` where JSON has it as it is."""

    encode: Callable[[Any], Json]
    decode: Callable[[Json], Any]
    plain: bool = False


def encoded(value: object, kind: Any = None) -> bytes:  # noqa: ANN401  # any type hint
    """The JSON of a value of that type (its class where none is given)."""
    return to_json(_coder(kind or type(value)).encode(value))


def decoded(data: bytes, kind: type[Kept]) -> Kept:
    """The value that `encoded` was given. Raises ValueError where the JSON holds something else."""
    return restored(from_json(data), kind)


def restored(raw: Json, kind: type[Kept]) -> Kept:
    """The value of a JSON that has been read. Raises ValueError where it holds something else."""
    try:
        made: Kept = _coder(kind).decode(raw)
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"{kind.__name__}: {error}") from error
    return made


def digest(data: bytes) -> str:
    """The SHA-256 of a content, as the file names it."""
    return sha256(data).hexdigest()


def export_digest(figures: tuple[model.Figure, ...], result: model.Result, rules: str, program: str) -> str:
    """Eight hex digits that tie a signed paper to its figures, its points and the rules and program that made them."""
    parts = (encoded(figures, tuple[model.Figure, ...]), encoded(result), rules.encode(), program.encode())
    return sha256(b"\x1f".join(parts)).hexdigest()[:8]


def to_json(raw: Json) -> bytes:
    """JSON, also of the half characters that a damaged text or a strange file name may hold."""
    try:
        return msgspec.json.encode(raw)
    except UnicodeEncodeError:
        return json.dumps(raw).encode()


def from_json(data: bytes) -> Json:
    """What `to_json` was given. Raises ValueError."""
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:
        return json.loads(data)


_PLAIN = Coder(lambda value: value, lambda raw: raw, plain=True)
_DECIMAL = Coder(str, Decimal)
_FLOAT = Coder(float.hex, float.fromhex)  # a time in seconds: to the last bit
_NUMBER = Coder(  # an integer and a decimal stay apart
    lambda value: str(value) if isinstance(value, Decimal) else value,
    lambda raw: Decimal(raw) if isinstance(raw, str) else raw,
)


def _coder(kind: Any) -> Coder:  # noqa: ANN401  # any type hint
    return _made(kind)


@cache
def _made(kind: Any) -> Coder:  # noqa: ANN401  # any type hint
    base, parts = get_origin(kind), get_args(kind)
    if base in {Union, types.UnionType}:
        return _union(tuple(part for part in parts if part is not type(None)), optional=type(None) in parts)
    if base is tuple:
        return _many(parts[0]) if parts[1:] == (...,) else _fixed(tuple, parts)
    if base is not None and issubclass(base, Mapping):
        return _mapping(*parts)
    if kind in {str, int, bool}:
        return _PLAIN
    if kind in {Decimal, float}:
        return _DECIMAL if kind is Decimal else _FLOAT
    if issubclass(kind, StrEnum):
        members = {member.value: member for member in kind}
        return Coder(lambda value: value.value, members.__getitem__)
    if issubclass(kind, tuple):
        hints = hints_of(kind)
        return _fixed(kind._make, tuple(hints[name] for name in kind._fields))
    if kind is model.Finding:
        found = _coder(Recorded)
        return Coder(lambda value: found.encode(recorded(value)), found.decode)
    return _fields(kind)


def hints_of(kind: type) -> dict[str, Any]:
    """The types of a class's fields, also where its module knows them for types only."""
    return get_type_hints(kind, {**_NAMES, **vars(sys.modules[kind.__module__])})


def _union(parts: tuple[Any, ...], *, optional: bool) -> Coder:
    if len(parts) == 1:
        one = _coder(parts[0])
        if one.plain:
            return one
        encode, decode = one.encode, one.decode
        if not optional:
            return one
        return Coder(
            lambda value: None if value is None else encode(value), lambda raw: None if raw is None else decode(raw)
        )
    if set(parts) == {int, Decimal}:
        return Coder(_NUMBER.encode, _NUMBER.decode)
    return tagged({part: TAGS[part] for part in parts})


def tagged(tags: Mapping[type, str]) -> Coder:
    """Objects of several classes, each with the word for its own."""
    named = {word: kind for kind, word in tags.items()}

    def encode(value: object) -> Json:
        return None if value is None else {"is": tags[type(value)], **_coder(type(value)).encode(value)}

    def decode(raw: Json) -> object:
        if raw is None:
            return None
        return _coder(named[raw.pop("is")]).decode(raw)

    return Coder(encode, decode)


def _many(part: Any) -> Coder:  # noqa: ANN401  # any type hint
    encode, decode, plain = _coder(part)
    if plain:
        return Coder(list, tuple)
    return Coder(lambda value: [encode(row) for row in value], lambda raw: tuple([decode(row) for row in raw]))


def _fixed(make: Callable[[Any], Any], parts: tuple[Any, ...]) -> Coder:
    coders = [_coder(part) for part in parts]

    def decode(raw: Json) -> object:
        return make([coder.decode(item) for coder, item in zip(coders, raw, strict=True)])

    return Coder(lambda value: [coder.encode(item) for coder, item in zip(coders, value, strict=True)], decode)


def _mapping(key: Any, value: Any) -> Coder:  # noqa: ANN401  # any type hint
    """As pairs: the order stays, and a key need not be a text."""
    pair = _fixed(tuple, (key, value))
    return Coder(
        lambda items: [pair.encode(item) for item in items.items()],
        lambda raw: {left: right for left, right in map(pair.decode, raw)},  # noqa: C416  # dict() loses the types
    )


def _fields(kind: type) -> Coder:
    """A dataclass as an object of its fields that differ from their default."""
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"{kind} is not kept in a project file")
    hints = hints_of(kind)
    fields = [(row.name, _default(row), _coder(hints[row.name])) for row in dataclasses.fields(kind)]
    special = [(name, coder.decode) for name, _, coder in fields if not coder.plain]

    def encode(value: object) -> Json:
        made = {}
        for name, default, coder in fields:
            item = getattr(value, name)
            if item is not default and not (coder.plain and type(item) is type(default) and item == default):
                made[name] = coder.encode(item)
        return made

    def decode(raw: Json) -> object:
        for name, other in special:
            if (item := raw.get(name)) is not None:
                raw[name] = other(item)
        return kind(**raw)

    return Coder(encode, decode)


def _default(row: dataclasses.Field[Any]) -> object:
    return row.default_factory() if row.default_factory is not dataclasses.MISSING else row.default
