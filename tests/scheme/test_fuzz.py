"""Whatever is done to a scheme, it is a Scheme or a SchemeError of Chinese lines."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from pingbi.model import Figures, SchemeError
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate

Path = tuple[str | int, ...]

KEYS = sorted({parameter.key for method in METHODS.values() for parameter in method.parameters})
WORDS = [
    "",
    " ",
    "first_by:plan_progress",
    "工业投资 / 0",
    "((",
    "TARGET",
    "2022M99",
    "lower",
    "group",
    "period",
    "a@b",
]
VALUES = some.one_of(
    some.sampled_from([*WORDS, *sorted(METHODS)]),
    some.text(max_size=8),
    some.integers(-(10**40), 10**40),
    some.sampled_from([0, 1, -1, True, False, Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+400"), Decimal("0.5")]),
    some.sampled_from([[], {}, [[]], [[1, 3, 7]], [{}], {"planned": 1}, {"": 0}, ["praise"], ["全市"]]),
)


def places(node: Any, path: Path = ()) -> Iterator[Path]:  # noqa: ANN401
    """The path of everything in a document."""
    keys: Iterator[str | int] = iter(
        node if isinstance(node, dict) else range(len(node) if isinstance(node, list) else 0)
    )
    for key in keys:
        yield (*path, key)
        yield from places(node[key], (*path, key))


def toml(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, Decimal):
        sign = "-" if value.is_signed() else ""
        return f"{value:.6e}" if value.is_finite() else sign + ("nan" if value.is_nan() else "inf")
    return json.dumps(value)


def changed(document: dict[str, Any], data: some.DataObject) -> None:
    """One value, somewhere, left out, replaced, or joined by another key."""
    path = data.draw(some.sampled_from(list(places(document))))
    parent: Any = document
    for key in path[:-1]:
        parent = parent[key]
    deed = data.draw(some.sampled_from(["leave out", "replace", "replace", "add a key"]))
    if deed == "leave out":
        del parent[path[-1]]
    elif deed == "add a key" and isinstance(parent, dict):
        parent[data.draw(some.sampled_from(KEYS))] = data.draw(VALUES)
    else:
        parent[path[-1]] = data.draw(VALUES)


def read_or_refused(text: str) -> Scheme | None:
    """The scheme, or None where it is refused as it should be."""
    try:
        return parse(text, "方案.toml", METHODS)
    except SchemeError as error:
        lines = error.mistakes
    assert lines
    assert all(line.startswith("方案.toml") and "\n" not in line for line in lines)
    return None


@settings(max_examples=400, deadline=None)
@given(some.data())
def test_a_scheme_changed_anywhere_is_read_or_refused(example: str, data: some.DataObject) -> None:
    document = tomllib.loads(example, parse_float=Decimal)
    for _ in range(data.draw(some.integers(1, 3))):
        changed(document, data)
    text = "\n".join(f"{json.dumps(key)} = {toml(value)}" for key, value in document.items())
    scheme = read_or_refused(text)
    if scheme is None:
        return
    figures, _ = derive(scheme, Figures())
    assert [total.county for total in evaluate(scheme, figures).totals] == list(scheme.counties)


@settings(max_examples=200, deadline=None)
@given(some.text(alphabet="[]{}=\"'\n#,.0123456789abcscheme名", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(text)
