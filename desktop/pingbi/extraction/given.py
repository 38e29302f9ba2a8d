"""The way back: what the filler wrote beside each finding of a 退回单, however its rows now stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model.returned import EXPLANATION, ID, PROBLEM, Given, heading
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.readers import Document, Sheet


def explanations(document: Document) -> tuple[Given, ...]:
    """Of every 退回单 of the document, in the order of the rows; nothing for rows that were left blank."""
    return tuple(given for sheet in document.sheets for given in _of_sheet(document, sheet))


def _of_sheet(document: Document, sheet: Sheet) -> Iterator[Given]:
    found = heading(sheet.cells)
    if found is None:
        return
    words = sheet.spread()  # one explanation may have been written over several rows
    column, known = found.columns[EXPLANATION], found.columns.get(ID)
    for row in range(found.row + 1, sheet.rows + 1):
        text = words.get((row, column), "").strip()
        finding = sheet.text(row, known) if known is not None else ""
        problem = sheet.text(row, found.columns[PROBLEM])
        if text and (finding or problem or sheet.text(row, column)):
            yield Given(finding, text, in_sheet(document, sheet, row, column), problem)
