"""What a draft changes, a line a cell, in the words of the tables: 评比项“工业投资”的权重由25改为30."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.scheme_book.columns import columns_of
from pingbi.scheme_book.words import FORMS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.scheme_draft.draft import Draft, Row

LONGEST = 24  # characters of a cell that a line repeats


def differences(before: Draft, after: Draft) -> tuple[str, ...]:
    """Every change, in the order of the tables."""
    return tuple(line for table in SHEETS for line in _of(table, before.rows(table), after.rows(table)))


def _of(table: str, before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[str]:
    old = {row.origin: row for row in before}
    there = {row.origin for row in after}
    for row in before:
        if row.origin not in there:
            yield f"删去{_name(table, row)}"
    for row in after:
        was = old.get(row.origin)
        if was is None:
            yield f"新增{_name(table, row)}"
            continue
        for column in columns_of(table):
            one, other = was[column.label], row[column.label]
            if one != other:
                yield f"{_name(table, was)}的{column.word}由{_short(one)}改为{_short(other)}"
    kept = [row.origin for row in after if row.origin in old]
    if kept != sorted(kept):
        yield f"{SHEETS[table]}的先后次序有变"


def _name(table: str, row: Row) -> str:
    if table in FORMS:
        return SHEETS[table]
    return f"{SHEETS[table]}“{row.called}”" if row.called else f"{SHEETS[table]}（未命名）"


def _short(text: str) -> str:
    line = "；".join(text.split("\n"))
    return "（不填）" if not line else line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
