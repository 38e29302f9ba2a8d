"""What stands where nobody sees it: hidden sheets are not read, hidden rows and columns are, and both are said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.table_findings import HiddenRead, HiddenSheet
from pingbi.model import Figure, InSheet, State
from pingbi.readers import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.model import Finding
    from pingbi.readers import Document, Sheet


def hidden_sheet(document: Document, sheet: Sheet, figures: Sequence[Figure]) -> Iterator[Finding]:
    """That figures could have been read from it."""
    places = tuple(figure.origin for figure in figures if figure.state is not State.UNREADABLE)
    if places:
        yield HiddenSheet(file=document.name, sheet=sheet.name, count=len(places), places=places)


def hidden_cells(document: Document, sheet: Sheet, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Once for a sheet."""
    if not (sheet.hidden_rows or sheet.hidden_columns):
        return
    found = [figure for figure in figures if isinstance(figure.origin, InSheet) and figure.origin.sheet == sheet.name]
    at = [(*_at(figure.origin.cell), figure) for figure in found if isinstance(figure.origin, InSheet)]
    rows = sorted({row for row, _, _ in at} & sheet.hidden_rows)
    columns = sorted({column for _, column, _ in at} & sheet.hidden_columns)
    hidden = [figure for row, column, figure in at if row in sheet.hidden_rows or column in sheet.hidden_columns]
    if hidden:
        yield HiddenRead(
            file=document.name,
            sheet=sheet.name,
            count=len(hidden),
            rows=tuple(rows),
            columns=tuple(map(column_letter, columns)),
            places=tuple(figure.origin for figure in hidden),
        )


def _at(cell: str) -> tuple[int, int]:
    """(row, column) of D7."""
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column
