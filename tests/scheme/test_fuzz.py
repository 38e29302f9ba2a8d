"""Whatever is done to a scheme, it is a Scheme or a SchemeError of Chinese lines."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from pingbi.model import Figures, SchemeError
from pingbi.scheme import FormulaError, Scheme, formula, parse
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
        parent[data.draw(some.sampled_from(KEYS))] = deepcopy(data.draw(VALUES))
    else:
        parent[path[-1]] = deepcopy(data.draw(VALUES))  # what is drawn is shared by all examples


def read_or_refused(text: str) -> Scheme | None:
    """The scheme, or None where it is refused as it should be."""
    try:
        return parse(text, "方案.toml", METHODS)
    except SchemeError as error:
        lines = error.mistakes
    assert lines
    assert all(line.startswith("方案.toml") and "\n" not in line for line in lines)
    return None


def test_a_mistake_that_quotes_several_lines_is_one_line(example: str) -> None:
    assert read_or_refused(example.replace('[[part]]\nid = "investment"', '[[part]]\nid = "in\\n"')) is None


@settings(max_examples=250, deadline=None)
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


PIECES = some.sampled_from(
    [*"ab+-*/()=<>,1", " ", "「a」", "<=", "≥", "AND", "OR", "NOT", "IF(", "SUM(", "CITY(", "x", "名"]
)
SIGNS = some.sampled_from(["+", "-", "*", "/", "=", "<>", "<", ">=", " AND ", " OR "])
ONE = some.sampled_from(["ABS", "ROUND", "LN", "SQRT", "NOT", "-", "SUM", "COUNT"])
MORE = some.sampled_from(["SUM", "MIN", "MAX", "COUNT", "AND", "OR", "IF", "GROWTH", "ROUND"])


def larger(smaller: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    return some.one_of(
        some.tuples(smaller, SIGNS, smaller).map(lambda row: f"({row[0]}{row[1]}{row[2]})"),
        some.tuples(ONE, smaller).map(lambda row: f"{row[0]}({row[1]})"),
        some.tuples(MORE, smaller, smaller).map(lambda row: f"{row[0]}({row[1]}, {row[2]})"),
        some.tuples(smaller, smaller, smaller).map(lambda row: f"IF({row[0]}, {row[1]}, {row[2]})"),
    )


WHOLE = some.recursive(some.sampled_from(["a", "b", "「甲」", "TARGET(a)", "CITY(b)", "0", "1", "0.5", "3"]), larger)
CELLS = some.one_of(
    some.none(), some.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
)
NAMES = parse(
    '[scheme]\nname = "例"\nperiod = "2022H1"\n'
    '[[indicator]]\nid = "a"\nname = "甲"\nunit = "个"\nkind = "level"\n'
    '[[indicator]]\nid = "b"\nname = "乙"\nunit = "个"\nkind = "level"\n',
    "方案.toml",
    METHODS,
)


@settings(max_examples=300, deadline=None)
@given(some.lists(PIECES, max_size=12).map(" ".join))
def test_any_formula_is_read_or_refused(text: str) -> None:
    try:
        formula(NAMES, text)
    except FormulaError as error:
        words = str(error)
    else:
        return
    assert "\n" not in words


@settings(max_examples=500, deadline=None)
@given(WHOLE, some.lists(CELLS, min_size=2, max_size=2))
def test_what_is_read_is_worked_out_or_says_why_not(text: str, cells: list[Decimal | None]) -> None:
    rule, values = formula(NAMES, text), dict(zip("ab", cells, strict=True))
    answer = rule.evaluate(lambda operand: values[operand.indicator])
    assert (answer.value is None) is bool(answer.remark)
    assert answer.value is None or answer.value.is_finite()
    excel = rule.excel(lambda operand: f"{operand.indicator}1")
    assert excel.count("(") == excel.count(")")
