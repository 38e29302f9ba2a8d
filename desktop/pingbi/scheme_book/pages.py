"""Scheme -> Plan: a sheet a table.

Records are rows under a Chinese heading and its English key; [scheme] and the like are forms with a key a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import NODEFAULT

from pingbi.model import SchemeError
from pingbi.scheme_book.columns import columns_of
from pingbi.scheme_book.guide import guide, methods_sheet
from pingbi.scheme_book.names import names_of
from pingbi.scheme_book.parameters import FLAGS, parameters_text
from pingbi.scheme_book.values import shown
from pingbi.scheme_book.words import FORMS, METHODS_SHEET, SHEETS
from pingbi.workbook.measure import height
from pingbi.workbook.plan import Cell, Page, SheetPlan, Style, WorkbookPlan
from pingbi.workbook.styles import Box
from pingbi.workbook.write import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from pingbi.scheme import MethodShape, Scheme
    from pingbi.scheme_book.columns import Column

HEAD, KEYS, FIRST = 0, 1, 2  # rows
FORM_HEADS = ("项目", "内容", "说明", "键")
FORM_WIDTHS = (150, 420, 330, 150)
BLANK_ROWS = 15  # ready to be filled in, with their drop-down lists
WIDE = 1200  # px of a sheet that is printed on A3
LAST = 500  # a drop-down list of names reaches so far
USUAL = ("ties", "sources")
TIES = ["skip", "dense", "average"]
TEXT = "@"  # so that a program takes what is typed as text, whatever it begins with
WIDTH = {"text": 110, "choice": 92, "flag": 56, "whole": 64, "number": 72, "list": 170, "pairs": 200, "lists": 200}
WIDER = {
    "name": 130, "compute": 220, "definition": 220, "where": 150, "value": 210, "parameters": 240, "rule": 250,
    "message": 300, "remark": 150, "requires": 170, "title": 330, "id": 130,
    "capped": 84, "write": 84, "period": 84, "unit": 56, "code": 84,
    "decimals": 64,
}  # fmt: skip


def book_of(scheme: Scheme, methods: Mapping[str, MethodShape]) -> WorkbookPlan:
    """The scheme as a workbook. Raises SchemeError where a text is longer than a cell can be."""
    names = names_of(scheme)

    def cell(row: Any, column: Column) -> Decimal | str | None:  # noqa: ANN401  # a record of any table
        if column.sort == "parameters":
            return parameters_text(row.parameters, methods[row.method], names) or None
        value = getattr(row, "from_" if column.key == "from" else column.key)
        # A clerk sees what holds for the whole evaluation, also where the scheme leaves it to the program.
        usual = column.table == "scheme" and (column.sort in ("choice", "whole", "number") or column.key in USUAL)
        return shown(value, column, names, methods, usual=usual)

    sheets = [guide()]
    long: list[str] = []
    for table, name in SHEETS.items():
        columns = columns_of(table)
        if table == "sheets":
            own = scheme.print.sheets if isinstance(scheme.print.sheets, dict) else {}
            content = [[key, *(cell(row, column) for column in columns[1:])] for key, row in own.items()]
        else:
            held = getattr(scheme, table)
            content = [[cell(row, column) for column in columns] for row in ((held,) if table in FORMS else held)]
        long += [
            f"“{name}”表的“{column.word}”超过{LONGEST}个字，一个单元格放不下"
            for row in content
            for column, value in zip(columns, row, strict=True)
            if isinstance(value, str) and len(value) > LONGEST
        ]
        sheets.append(
            _form(name, columns, content[0], methods) if table in FORMS else _records(name, columns, content, methods)
        )
    if long:
        raise SchemeError(tuple(long))
    rules = scheme.scheme
    return WorkbookPlan(
        (*sheets, methods_sheet(methods)),
        properties={"title": rules.name, "author": rules.issuer, "company": rules.issuer},
        custom={"scheme": rules.name, "period": rules.period},
    )


def _style(column: Column) -> Style:
    """How the cells of a column look: numbers right, choices in the middle, texts left and kept as text."""
    if column.sort in ("whole", "number"):
        return Style("numc", size=11)
    if column.sort in ("choice", "flag", "name", "method"):
        return Style("text", size=11)
    return Style("left", size=11, number=TEXT)


def _records(
    name: str, columns: Sequence[Column], content: Sequence[Sequence[Any]], methods: Mapping[str, MethodShape]
) -> SheetPlan:
    bottom = FIRST + len(content) + BLANK_ROWS - 1
    box = Box(HEAD, 0, bottom, len(columns) - 1)
    widths = [WIDER.get(column.key) or WIDTH.get(column.sort, 130) for column in columns]
    cells = [Cell(HEAD, at, _head(column), box.style(Style("head"), HEAD, at)) for at, column in enumerate(columns)]
    cells += [
        Cell(KEYS, at, column.label, box.style(Style("smallc", size=9, fill="F2F2F2"), KEYS, at))
        for at, column in enumerate(columns)
    ]
    rows: dict[int, float] = {HEAD: 30, KEYS: 18}
    for line, values in enumerate(content, FIRST):
        rows[line] = max(
            height(value, widths[at], 11, indent=True, least=22) if isinstance(value, str) else 22
            for at, value in enumerate(values)
        )
    blank: list[None] = [None] * len(columns)
    for line in range(FIRST, bottom + 1):
        values = content[line - FIRST] if line - FIRST < len(content) else blank
        cells += [Cell(line, at, values[at], box.style(_style(column), line, at)) for at, column in enumerate(columns)]
    marked = [(at, rule) for at, column in enumerate(columns) if (rule := _validation(column, methods)) is not None]
    return SheetPlan(
        name,
        cells,
        columns=dict(enumerate(widths)),
        column_styles={at: Style("left", size=11, number=TEXT) for at, row in enumerate(columns) if not _numeric(row)},
        rows=rows,
        freeze=(FIRST, min(2, len(columns) - 1)),
        validations=tuple(((FIRST, at, LAST, at), rule) for at, rule in marked),
        comments=tuple((HEAD, at, _comment(column)) for at, column in enumerate(columns)),
        page=Page(
            paper="A3" if sum(widths) > WIDE else "A4",
            repeat_rows=(HEAD, KEYS),
            area=(HEAD, 0, FIRST + max(len(content), 1) - 1, len(columns) - 1),
        ),
    )


def _form(name: str, columns: Sequence[Column], values: Sequence[Any], methods: Mapping[str, MethodShape]) -> SheetPlan:
    box = Box(0, 0, len(columns), len(FORM_HEADS) - 1)
    cells = [Cell(0, at, word, box.style(Style("head"), 0, at)) for at, word in enumerate(FORM_HEADS)]
    rows: dict[int, float] = {0: 26}
    validations = []
    for line, (column, value) in enumerate(zip(columns, values, strict=True), 1):
        hint = _hint(column)
        content = (_head(column), value, hint, column.label)
        styles = (
            Style("left", size=11),
            Style("left", size=11, number="" if _numeric(column) else TEXT),
            Style("small"),
            Style("smallc", size=9),
        )
        cells += [
            Cell(line, at, item, box.style(style, line, at))
            for at, (item, style) in enumerate(zip(content, styles, strict=True))
        ]
        rows[line] = max(
            height(value, FORM_WIDTHS[1], 11, indent=True, least=24) if isinstance(value, str) else 24,
            height(hint, FORM_WIDTHS[2], 10.5, indent=True),
        )
        rule = _validation(column, methods)
        validations += [((line, 1, line, 1), rule)] if rule is not None else []
    return SheetPlan(
        name,
        cells,
        columns=dict(enumerate(FORM_WIDTHS)),
        rows=rows,
        freeze=(1, 1),
        validations=tuple(validations),
        page=Page(landscape=False, repeat_rows=(0, 0), area=(0, 0, box.bottom, box.right)),
    )


def _numeric(column: Column) -> bool:
    return column.sort in ("whole", "number")


def _head(column: Column) -> str:
    return f"{column.word}*" if column.required else column.word


def _hint(column: Column) -> str:
    """The help, the choices, and what a blank cell means."""
    parts = [column.help] if column.help else []
    if column.choices:
        parts.append("可选：" + "、".join(column.word_of(value) for value in column.choices))
    if column.required and column.sort != "parameters":
        parts.append("必填")
    elif column.default not in (NODEFAULT, None, "", (), {}) and "不填" not in column.help:
        parts.append(f"不填为{_usual(column)}")
    return "。".join(parts)


def _usual(column: Column) -> str:
    if isinstance(column.default, bool):
        return FLAGS[column.default]
    if isinstance(column.default, tuple):
        return "；".join(column.default)
    return column.word_of(str(column.default))


def _comment(column: Column) -> str:
    return f"{column.word}（{column.label}）\n{_hint(column)}".rstrip()


def _validation(column: Column, methods: Mapping[str, MethodShape]) -> dict[str, Any] | None:
    """A drop-down list; what else is typed is asked about, and said when it is read."""
    if column.sort == "choice":
        source: Any = [column.word_of(value) for value in column.choices]
    elif column.sort == "flag":
        source = list(FLAGS.values())
    elif column.sort == "method":
        source = f"='{METHODS_SHEET}'!$A$2:$A${len(methods) + 1}"
    elif column.key == "ties":
        source = TIES
    elif column.names:
        at = [row.key for row in columns_of(column.names)].index("name")
        letter = chr(ord("A") + at)
        source = f"='{SHEETS[column.names]}'!${letter}${FIRST + 1}:${letter}${LAST + 1}"
    else:
        return None
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "不在下拉单里",
        "error_message": "下拉单里没有这一项。确定要这样填吗？",
        "show_error": not column.names and column.key != "ties",
    }
