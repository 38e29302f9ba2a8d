"""What a person may put into each cell: its words, its kind, what blank means, and what is offered there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from msgspec import NODEFAULT

from pingbi.model.catalogue import words as period_words
from pingbi.scheme import SHEETS as WORKBOOK_SHEETS
from pingbi.scheme_book.columns import columns_of
from pingbi.scheme_book.guide import ABOUT
from pingbi.scheme_book.names import NAMED
from pingbi.scheme_book.notation import ITEMS, list_of, list_text
from pingbi.scheme_book.parameters import FLAGS
from pingbi.scheme_book.values import method_word
from pingbi.scheme_book.words import FORMS, SHEETS
from pingbi.scheme_draft.draft import Row
from pingbi.scheme_draft.renaming import FORMULAS
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from pingbi.scheme_book.columns import Column
    from pingbi.scheme_draft.draft import Draft

Kind = Literal["text", "long", "formula", "choice", "number", "lines", "parameters", "fixed"]
Offer = tuple[str, str]  # what stands in the cell, and how it is said

TIES: tuple[Offer, ...] = (
    ("skip", "同分同名次：1、2、2、4"),
    ("dense", "名次不空：1、2、2、3"),
    ("average", "取平均名次：1、2.5、2.5、4"),
)
FIRST_BY = "first_by:"
SOURCES: tuple[Offer, ...] = (
    ("correction", "更正"),
    ("city_table", "全市表"),
    ("template", "填报表"),
    ("ledger", "台账"),
    ("text", "文字"),
)
NOBODY = Row()
UNITS = ("亿元", "万元", "%", "个", "家", "人", "次", "项", "起", "百分点", "万吨标准煤")
# What a clerk sees of a table at once; the other columns stand beside, for the chosen record.
MAIN: dict[str, tuple[str, ...]] = {
    "group": ("name",),
    "county": ("name", "group", "code", "aliases"),
    "indicator": ("name", "unit", "kind", "of", "reported_by", "compute"),
    "ledger": ("name", "key", "columns", "units", "county_column"),
    "target": ("indicator", "county", "value"),
    "part": ("name", "weight", "total"),
    "criterion": ("name", "part", "weight", "value", "method", "parameters"),
    "adjustment": ("name", "indicator", "points_each", "cap", "requires"),
    "veto": ("name", "indicator", "effect"),
    "grade": ("name", "from", "first", "within"),
    "check": ("code", "level", "rule", "message"),
    "sheets": ("sheet", "title", "attachment", "write"),
}
_LONG = {"definition", "message", "remark", "instructions.text", "title", "addressee"}
_HELP = {
    "sources": "同一个数有几个来源时，先写的先用",
    "method": "每种方法有自己的参数，列在它下面",
    "parameters": "参数=数，用“；”隔开",
    "kind": "它是哪一类数",
    "check.code": "自己的规则起个代号（小写字母、数字和连字符）；选一条内置审核，是改它的级别",
    "scheme.period": "本项目只评这一个时期；别的时期要新建项目",
    **{f"{table}.name": "不能重复；改了名称，用到它的地方一起改" for table in NAMED},
}
_LEDGER_COLUMNS = {"column", "numerator", "denominator"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column as the window edits it; `usual` is what a blank cell means, in words."""

    table: str
    label: str
    word: str
    help: str
    kind: Kind
    required: bool = False
    usual: str = ""
    choices: tuple[Offer, ...] = ()
    names: str = ""  # the table that it names
    main: bool = False
    only: bool = False  # nothing but what is offered


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its Chinese name, what it is for, whether it is one record, its fields."""

    key: str
    name: str
    about: str
    form: bool
    fields: tuple[Field, ...]


@cache
def tables() -> dict[str, Table]:
    """Every table of a scheme."""
    return {
        key: Table(key, name, ABOUT[key], key in FORMS, tuple(_field(column) for column in columns_of(key)))
        for key, name in SHEETS.items()
    }


def _field(column: Column) -> Field:
    table, label = column.table, column.label
    kind: Kind = "text"
    choices: tuple[Offer, ...] = ()
    if table == "scheme" and label == "period":
        kind = "fixed"
    elif label == "ties":
        kind, choices = "choice", TIES
    elif column.sort == "choice":
        kind, choices = "choice", tuple((column.word_of(value), column.word_of(value)) for value in column.choices)
    elif column.sort == "flag":
        kind, choices = "choice", tuple((word, word) for word in FLAGS.values())
    elif column.names or column.sort == "method" or label in _LEDGER_COLUMNS or (table, label) == ("sheets", "sheet"):
        kind = "choice"
    elif f"{table}.{label}" in FORMULAS or label == "where":
        kind = "formula"
    elif column.sort in ("whole", "number"):
        kind = "number"
    elif column.sort in ("list", "pairs", "lists"):
        kind = "lines"
    elif column.sort == "parameters":
        kind = "parameters"
    elif label in _LONG:
        kind = "long"
    required = column.required and column.sort != "parameters"
    main = label in MAIN.get(table, ()) or table in FORMS
    hint = column.help.partition("；first_by")[0] if label != "ties" else "同分的县区怎么排"
    hint = _HELP.get(f"{table}.{label}", _HELP.get(label, hint))
    usual = _usual(column, choices)
    return Field(table, label, column.word, hint, kind, required, usual, choices, column.names, main, bool(choices))


def _usual(column: Column, choices: tuple[Offer, ...]) -> str:
    default: Any = column.default
    if column.sort == "pairs" or default in (NODEFAULT, None, "", (), {}):
        return ""
    if isinstance(default, bool):
        return FLAGS[default]
    if isinstance(default, tuple):
        said = dict(SOURCES) if column.key == "sources" else {}
        return "；".join(said.get(str(item), str(item)) for item in default)
    text = column.word_of(str(default))
    return dict(choices).get(text, text)


def offered(draft: Draft, field: Field, row: Row = NOBODY) -> tuple[Offer, ...]:
    """What may stand in this cell now, best known first; an empty one where anything may."""
    if field.label == "ties":
        named = ((f"{FIRST_BY}{item['id']}", f"先比“{item['name']}”") for item in draft.rows("criterion") if item["id"])
        return (*field.choices, *named)
    if field.choices:
        return field.choices
    if field.names:
        rows = draft.rows(field.names)
        names = [item["name"] for item in rows if item["name"]]
        if field.names == "county":
            names += [item["name"] or "全市" for item in draft.rows("city")]
        return tuple((name, name) for name in dict.fromkeys(names))
    found: tuple[str, ...] = ()
    if (field.table, field.label) == ("sheets", "sheet"):
        found = WORKBOOK_SHEETS
    elif field.label == "method":
        found = tuple(method_word(row, METHODS) for row in METHODS.values())
    elif field.label in _LEDGER_COLUMNS or field.label == "where":
        ledger = next((item for item in draft.rows("ledger") if row["ledger"] in (item["name"], item["id"])), None)
        found = tuple(list_of(ledger["columns"], ITEMS)) if ledger is not None and row["ledger"] else ()
    elif field.table == "ledger" and field.label in ("key", "county_column"):
        found = tuple(list_of(row["columns"], ITEMS))
    elif field.kind == "formula":
        found = tuple(item["name"] for item in draft.rows("indicator") if item["name"])
    elif field.label == "unit":
        found = tuple(dict.fromkeys([*(item["unit"] for item in draft.rows("indicator") if item["unit"]), *UNITS]))
    return tuple((item, item) for item in found)


def said(draft: Draft, field: Field, text: str) -> str:
    """What stands in the cell, as it is read: no key of the scheme's file is left in it."""
    if not text:
        return ""
    if field.kind == "fixed":
        return period_words(text)
    if field.label == "ties":
        return dict(offered(draft, field)).get(text, text)
    if field.label == "sources":
        return list_text([dict(SOURCES).get(item, item) for item in list_of(text, ITEMS)], ITEMS)
    return text


def meant(draft: Draft, field: Field, words: str) -> str:
    """The other way round, of what was typed or chosen."""
    words = words.strip()
    if field.label == "ties":
        return {word: key for key, word in offered(draft, field)}.get(words, words)
    if field.label == "sources":
        back = {word: key for key, word in SOURCES}
        return list_text([back.get(item, item) for item in list_of(words, f"{ITEMS}、，,")], ITEMS) if words else ""
    return words
