"""A mistake that the scheme's own check finds, with the sheet and cell of the workbook that it speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.scheme_book.columns import columns_of
from pingbi.scheme_book.words import SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.scheme_book.sheets import Record

# 方案.xlsx [[indicator]] 第3个“x”：… · 方案.xlsx：[[criterion]] “x”的 part “y”不存在 · 方案.xlsx：[print] sheets …
_LINE = re.compile(
    r"[：: ]*\[\[?(?P<table>\w+)\]?\]\s*(?:第(?P<number>\d+)个)?\s*(?:“(?P<called>[^”]*)”)?(?P<rest>.*)", re.DOTALL
)
_QUOTED = re.compile(r"“([^”]*)”")
_KEY = re.compile(r"(?<![A-Za-z_.])([a-z][a-z_]*)(?![A-Za-z_])")


def placed(line: str, file: str, records: Mapping[str, Sequence[Record]]) -> str:
    """指标!D7：… where the line says which record it means; 指标：… where only its table is known."""
    bare = line.removeprefix(file)
    found = _LINE.match(bare)
    if found is None or found["table"] not in SHEETS:
        return bare.lstrip("：: ")
    table, rest = found["table"], found["rest"].strip().lstrip("：的").strip()
    rows = records.get(table, ())
    if table == "print" and records.get("sheets") and rest.startswith("sheets"):
        table, rest = "sheets", f"sheet {rest.removeprefix('sheets').strip()}"
        rows = [row for row in records[table] if row.filled["sheet"].text in _QUOTED.findall(rest)[:1]]
    labels = {column.label: column for column in columns_of(table)}
    key = next((word for word in _KEY.findall(rest) if word in labels), "")
    row = _row(rows, found["number"], found["called"], rest, key)
    if key and key in labels:
        rest = rest.replace(key, f"“{labels[key].word}”", 1).replace("““", "“").replace("””", "”")
    if row is None:
        return f"{SHEETS[table]}：{rest}"
    if not key and table == "criterion" and "参数" in rest:
        key = "parameters"
    return f"{row.places.get(key, row.place)}：{rest}"


def _row(rows: Sequence[Record], number: str | None, called: str | None, rest: str, key: str) -> Record | None:
    if number and int(number) <= len(rows):
        return rows[int(number) - 1]
    if len(rows) == 1:
        return rows[0]
    if called:
        return next((row for row in rows if called in _names(row)), None)
    for name in _QUOTED.findall(rest):  # of two that are the same, the second is the mistake
        for row in reversed(rows):
            if (key and key in row.filled and row.filled[key].text == name) or (not key and name in _names(row)):
                return row
    said = rest.partition("；")[0]  # behind it stands what is known
    return next((row for row in rows if any(name in said for name in _names(row))), None)


def _names(row: Record) -> list[str]:
    """What a record is called."""
    return [row.filled[label].text for label in ("id", "name", "code") if label in row.filled]
