"""A handed-out template that came back: read by its hidden fingerprint, checked against its labels.

Where a label no longer stands beside its cell, rows or columns were moved: then the labels decide, and it is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.extraction.cells import Where, read_cell
from pingbi.extraction.findings import TemplateChanged, UnknownCounty
from pingbi.model import Figure, Finding, InSheet, Source
from pingbi.model.catalogue import bare
from pingbi.model.fingerprint import SHEET, Fingerprint, Slot, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.readers import Document, Sheet
    from pingbi.scheme import Scheme

SLOT_COLUMNS = 8


def fingerprint(document: Document) -> Fingerprint | None:
    """The document's fingerprint, None where it is no template of ours."""
    sheet = next((sheet for sheet in document.sheets if sheet.name == SHEET), None)
    if sheet is None:
        return None
    rows = [(sheet.text(1, 1),)]
    rows += [
        tuple(sheet.text(row, column) for column in range(1, SLOT_COLUMNS + 1)) for row in range(2, sheet.rows + 1)
    ]
    return read_rows(rows)  # type: ignore[arg-type]


def read_form(document: Document, print_: Fingerprint, scheme: Scheme, order: int) -> Iterator[Figure | Finding]:
    """Figures and findings of a template."""
    indicators = scheme.indicators
    known = {*scheme.counties, scheme.city.name}
    moved, lost, strangers = 0, [], set()
    for slot in print_.slots:
        indicator = indicators.get(slot.indicator)
        if indicator is None:
            lost.append(slot.row_label)
            continue
        if slot.county not in known:
            strangers.add(slot.county)
            continue
        found = _find(document, slot)
        if found is None:
            lost.append(slot.row_label if slot.row_label != slot.county else indicator.name)
            continue
        sheet, row, column = found
        moved += (row, column) != (slot.row, slot.column)
        source = Source.TEMPLATE if print_.kind == "county" else Source.CITY_TABLE
        where = Where(document, sheet, row, column, slot.county, indicator, slot.role, "", print_.period, source, order)
        yield from read_cell(where, scheme)
    origin = InSheet(document.name, document.sheets[0].name, "A1", "")
    for name in sorted(strangers):
        yield UnknownCounty(name=name, places=(origin,))
    if moved or lost:
        county = print_.county if print_.county in known else None
        lost_names = tuple(dict.fromkeys(lost))
        yield TemplateChanged(county=county, file=document.name, moved=moved, lost=lost_names, places=(origin,))


def _find(document: Document, slot: Slot) -> tuple[Sheet, int, int] | None:
    """The slot's cell: where it was if both labels still stand there, else where its labels cross."""
    sheets = [sheet for sheet in document.sheets if sheet.name != SHEET]
    named = [sheet for sheet in sheets if sheet.name == slot.sheet]
    for sheet in [*named, *(sheet for sheet in sheets if sheet not in named)]:
        words = _labels(sheet)
        rows = [row for (row, _), text in words.items() if text == bare(slot.row_label)]
        heads = {column: row for (row, column), text in words.items() if text == bare(slot.column_label)}
        if slot.row in rows and slot.column in heads:
            return sheet, slot.row, slot.column
        crossing = [(row, column) for row in dict.fromkeys(rows) for column, head in heads.items() if head < row]
        if crossing:
            nearest = min(crossing, key=lambda at: (abs(at[0] - slot.row), abs(at[1] - slot.column)))
            return sheet, *nearest
    return None


_CACHE: dict[int, tuple[object, dict[tuple[int, int], str]]] = {}


def _labels(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Words of a sheet as they are compared; kept for the sheet at hand, since every slot asks."""
    kept = _CACHE.get(id(sheet))
    if kept is None or kept[0] is not sheet:
        words = {at: bare(cell.value) for at, cell in sheet.cells.items() if isinstance(cell.value, str)}
        _CACHE.clear()
        kept = _CACHE[id(sheet)] = (sheet, words)
    return kept[1]
