"""The columns of each sheet, from the structs of the scheme: a key that is added there has its column at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import EnumType
from functools import cache
from typing import Any, Literal, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from pingbi.scheme import tables
from pingbi.scheme_book.words import FORMS, choice, heading

Sort = Literal["text", "choice", "flag", "whole", "number", "list", "pairs", "lists", "name", "method", "parameters"]

# Keys that name a record of another table, by its id (a county by its name).
NAMES: dict[str, str] = {
    "county.group": "group",
    "indicator.of": "indicator",
    "indicator.part_of": "indicator",
    "indicator.ledger": "ledger",
    "target.indicator": "indicator",
    "target.county": "county",
    "criterion.part": "part",
    "adjustment.indicator": "indicator",
    "veto.indicator": "indicator",
}
# Texts of digits and letters: they are read without full-width signs.
SIMPLE = frozenset({"period", "code", "deadline", "phone", "id", "ties"})


@dataclass(frozen=True, slots=True)
class Column:
    """One key of a table, or one of the ways to write it: `label` is unique in its sheet, `key` is the scheme's."""

    table: str
    key: str
    label: str
    word: str
    help: str
    sort: Sort
    default: Any = NODEFAULT
    choices: tuple[str, ...] = ()
    names: str = ""  # the table that it names
    optional: bool = False  # may be None

    @property
    def simple(self) -> bool:
        """Whether full-width signs in it stand for plain ones."""
        return self.key in SIMPLE

    @property
    def required(self) -> bool:
        """Whether a record cannot be without it."""
        return self.default is NODEFAULT

    def word_of(self, value: str) -> str:
        """A choice as it stands in the cell."""
        return choice(self.key, value)


STRUCTS: dict[str, type[Struct]] = {
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
    "sheets": tables.Sheet,
    "notice": tables.Notice,
}
# What a clerk looks for first stands in front.
_FIRST = ("id", "name", "code", "indicator", "method", "part", "weight", "value", "parameters")
_ORDER: dict[str, tuple[str, ...]] = {
    "county": ("name", "code", "group", "aliases"),
    "indicator": ("id", "name", "unit", "kind"),
    "target": ("indicator", "county", "value", "period"),
    "criterion": ("id", "name", "part", "weight", "value", "method", "parameters", "direction", "decimals"),
    "check": ("code", "level", "rule", "message"),
}


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a sheet, in the order in which they stand."""
    found = [column for row in fields(STRUCTS[table]) for column in _columns(table, row)]
    if table == "sheets":
        word, hint = heading("sheets", "sheet")
        found.insert(0, Column(table, "sheet", "sheet", word, hint, "text"))
    order = () if table in FORMS or table == "sheets" else _ORDER.get(table, _FIRST)
    return tuple(sorted(found, key=lambda column: order.index(column.key) if column.key in order else len(order)))


def _columns(table: str, row: FieldInfo) -> list[Column]:
    """A column for each way in which the key can be written."""
    default = row.default if row.default is not NODEFAULT else _made(row)
    kinds = [kind for kind in _either(row.type) if kind is not type(None)]
    optional = len(kinds) < len(_either(row.type))
    found: list[Column] = []
    for kind in kinds:
        sort = _sort(table, row.encode_name, kind)
        if sort is None:
            continue
        label = row.encode_name if not found else f"{row.encode_name}.{sort}"
        word, hint = heading(table, label)
        choices = tuple(str(value) for value in (kind if isinstance(kind, EnumType) else get_args(kind)))
        names = NAMES.get(f"{table}.{row.encode_name}", "")
        found.append(
            Column(
                table,
                row.encode_name,
                label,
                word,
                hint,
                sort,
                default,
                choices if sort == "choice" else (),
                names,
                optional,
            )
        )
    return found


def _made(row: FieldInfo) -> Any:  # noqa: ANN401  # whatever the key holds
    return row.default_factory() if row.default_factory is not NODEFAULT else NODEFAULT


def _either(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """`str | None` is two; a list, a table or a choice is one."""
    return (kind,) if get_origin(kind) in (tuple, dict, Literal) else get_args(kind) or (kind,)


def _sort(table: str, key: str, kind: Any) -> Sort | None:  # noqa: ANN401
    """How a key is written; None for what has a sheet of its own."""
    if table == "criterion" and key in ("parameters", "method"):
        return "parameters" if key == "parameters" else "method"
    if f"{table}.{key}" in NAMES:
        return "name"
    simple: dict[Any, Sort] = {str: "text", bool: "flag", int: "whole", Decimal: "number"}
    if kind in simple:
        return simple[kind]
    if get_origin(kind) is Literal or isinstance(kind, EnumType):
        return "choice"
    if get_origin(kind) is tuple:
        return "list"
    if get_origin(kind) is dict:
        held = get_args(kind)[1]
        return None if held is tables.Sheet else "lists" if get_origin(held) is tuple else "pairs"
    raise TypeError(f"{table}.{key}: {kind}")
