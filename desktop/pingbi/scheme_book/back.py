"""A workbook -> the text of a scheme.toml that loads, or every mistake with its sheet and cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pingbi.model import SchemeError
from pingbi.scheme import parse
from pingbi.scheme_book.columns import columns_of
from pingbi.scheme_book.names import NAMED, Names, UnclearCellError
from pingbi.scheme_book.notation import plain, unquoted
from pingbi.scheme_book.parameters import parameters_of
from pingbi.scheme_book.places import placed
from pingbi.scheme_book.sheets import records_of
from pingbi.scheme_book.toml import scheme_text
from pingbi.scheme_book.values import meant, method_of
from pingbi.scheme_book.words import FORMS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.readers import Document
    from pingbi.scheme import MethodShape
    from pingbi.scheme_book.columns import Column
    from pingbi.scheme_book.sheets import Filled, Record


@dataclass(frozen=True, slots=True)
class SchemeRead:
    """The text of the scheme, what of the workbook was not used, and what is wrong with it (then it does not load)."""

    text: str = ""
    remarks: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()


def scheme_of(document: Document, methods: Mapping[str, MethodShape]) -> SchemeRead:
    """What a workbook holds."""
    found = records_of(document)
    raw, wrong = raw_of(found.records, methods)
    mistakes = [*found.mistakes, *wrong]
    text = scheme_text(raw, f"由 {document.name} 转成；可以直接改，也可以改工作簿后再转。") if not mistakes else ""
    if not mistakes:
        try:
            parse(text, document.name, methods)
        except SchemeError as error:
            mistakes = [placed(line, document.name, found.records) for line in error.mistakes]
    return SchemeRead("" if mistakes else text, tuple(found.remarks), tuple(mistakes))


def raw_of(
    records: Mapping[str, Sequence[Record]], methods: Mapping[str, MethodShape]
) -> tuple[dict[str, Any], list[str]]:
    """(what the records hold, as tomllib would read it; what is wrong with their cells, each with its place)."""
    mistakes: list[str] = []
    reading = _Reading(_names(records), methods, mistakes)
    raw: dict[str, Any] = {}
    for table in SHEETS:
        rows = [reading.record(record) for record in records.get(table, ())]
        if table == "sheets":
            reading.sheets(records.get(table, ()), rows, raw)
        elif table in FORMS:
            raw |= {table: rows[0]} if rows and (rows[0] or table == "scheme") else {}
        else:
            raw |= {table: rows} if rows else {}
    return raw, mistakes


def _names(records: Mapping[str, Sequence[Record]]) -> Names:
    """The ids and names that stand in the sheets."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for table in NAMED:
        pairs = [(_text(row, "id"), _text(row, "name")) for row in records.get(table, ())]
        rows[table] = [(key or name, name) for key, name in pairs] if table == "county" else pairs
    city = [_text(row, "name") or "全市" for row in records.get("city", ())] or ["全市"]
    rows["county"] += [(name, name) for name in city]
    return Names({table: [pair for pair in pairs if pair[0]] for table, pairs in rows.items()})


def _text(record: Record, label: str) -> str:
    """An id or a name as the scheme will have it."""
    cell = record.filled.get(label)
    if cell is None:
        return ""
    bare, in_quotes = unquoted(cell.text)
    return plain(bare) if label == "id" and not in_quotes else bare


@dataclass(frozen=True, slots=True)
class _Reading:
    """Records become rows of TOML; what is wrong with a cell goes to `mistakes`."""

    names: Names
    methods: Mapping[str, MethodShape]
    mistakes: list[str]

    def record(self, record: Record) -> dict[str, Any]:
        row: dict[str, Any] = {}
        # The scheme's own order of keys: the text then reads as one written by hand.
        for column in columns_of(record.table):
            cell = record.filled.get(column.label)
            if cell is None:
                if column.required and column.sort != "parameters":
                    self.mistakes.append(f"{record.places.get(column.label, record.place)}：“{column.word}”没有填")
                continue
            try:
                value = self._value(cell, column, record)
            except UnclearCellError as error:
                within = "里，" if column.sort == "parameters" else ""
                self.mistakes.append(f"{cell.place}：“{column.word}”{within}{error}")
                continue
            if column.sort == "parameters":
                row |= value
            elif column.key in row:
                self.mistakes.append(f"{cell.place}：“{column.word}”和另一种写法只能填一个")
            else:
                row[column.key] = value
        return row

    def _value(self, cell: Filled, column: Column, record: Record) -> Any:  # noqa: ANN401  # by the column
        if cell.cell.error or (cell.cell.formula and not cell.text):
            raise UnclearCellError(
                f"这格是 Excel 公式，算不出（{cell.text or '没有结果'}）；公式请写成文字，前面不加等号"
            )
        text = cell.text
        if cell.cell.date and column.key == "deadline":
            text = text[:10]
        if column.sort != "parameters":
            return meant(text, column, self.names, self.methods)
        method = record.filled.get("method")
        if method is None:
            return {}  # said there
        try:
            key = method_of(method.text, self.methods)
        except UnclearCellError:
            return {}  # as above
        return parameters_of(text, self.methods[key], self.names)

    def sheets(self, records: Sequence[Record], rows: list[dict[str, Any]], raw: dict[str, Any]) -> None:
        """打印分表 becomes [print.sheets.<name>]."""
        own: dict[str, Any] = {}
        for record, row in zip(records, rows, strict=True):
            name = row.pop("sheet", None)
            if name in own:
                self.mistakes.append(f"{record.place}：工作表“{name}”写了两行")
            elif name is not None:
                own[name] = row
        if own and "sheets" in raw.get("print", {}):
            self.mistakes.append(f"{records[0].place}：“打印”里填了只写哪些工作表，就不能再填“打印分表”")
        elif own:
            raw["print"] = {**raw.get("print", {}), "sheets": own}
