"""Cells to the clipboard and from it, as Excel and WPS have them: rows of words between tabs."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from pingbi_qt.rules.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QModelIndex

    from pingbi.scheme_draft import Draft, Field, Method


def copied(indexes: Sequence[QModelIndex]) -> str:
    """The cells that are chosen, with their rows and columns as they stand."""
    if not indexes:
        return ""
    held = {(index.row(), index.column()): index for index in indexes}
    rows = sorted({row for row, _ in held})
    columns = sorted({column for _, column in held})
    made = StringIO()
    writer = csv.writer(made, delimiter="\t", lineterminator="\n")
    for row in rows:
        writer.writerow([_text(held.get((row, column))) for column in columns])
    return made.getvalue().rstrip("\n")


def _text(index: QModelIndex | None) -> str:
    if index is None:
        return ""
    text = index.data(Qt.ItemDataRole.EditRole)
    return str((index.data() if text is None else text) or "")


def pasted(
    draft: Draft,
    table: str,
    fields: Sequence[Field],
    place: tuple[int, int],
    text: str,
    methods: Mapping[str, Method],
) -> Draft:
    """The draft with these words from a cell on, to the right and down; more rows than there are become new records."""
    top, left = place
    for below, words in enumerate(rows_of(text)):
        row = top + below
        if row >= len(draft.rows(table)):
            draft = draft.added(table, len(draft.rows(table)))
        for field, word in zip(fields[left:], words, strict=False):
            if field.kind != "fixed":
                draft = Cell(table, row, field).put(draft, word, dict(methods))
    return draft


def rows_of(text: str) -> list[list[str]]:
    """The rows of a clipboard's text; a cell with several lines stands in quotes there."""
    return [row for row in csv.reader(StringIO(text.strip("\r\n")), delimiter="\t") if row]
