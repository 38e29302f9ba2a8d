"""Where a template's cells now stand: every crossing of a slot's two labels, on whichever sheet.

A sheet may hold the table twice, below or beside itself: a cell belongs to the nearest heading above it and to the
nearest column of labels on its left, else on its right.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.catalogue import bare
from pingbi.model.fingerprint import SHEET, UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.model.fingerprint import Slot
    from pingbi.readers import Document, Sheet

Labels = tuple[str, str]  # of the row, of the column


class Spot(NamedTuple):
    """A cell; `unit` is what stands in its row under 单位."""

    sheet: Sheet
    row: int
    column: int
    unit: str


def spots(document: Document, slots: Sequence[Slot]) -> Iterator[tuple[Slot, list[Spot]]]:
    """Each slot with its cells; none where its labels stand nowhere."""
    found: dict[Labels, list[Spot]] = {}
    row_labels = {bare(slot.row_label) for slot in slots}
    column_labels = {bare(slot.column_label) for slot in slots}
    for sheet in document.sheets:
        if sheet.name != SHEET:
            for labels, spot in _crossings(sheet, row_labels, column_labels):
                found.setdefault(labels, []).append(spot)
    asked = Counter((bare(slot.row_label), bare(slot.column_label)) for slot in slots)
    for slot in slots:
        labels = bare(slot.row_label), bare(slot.column_label)
        yield slot, found.get(labels, []) if asked[labels] == 1 else []  # two questions by one name: neither is read


def _crossings(sheet: Sheet, row_labels: set[str], column_labels: set[str]) -> Iterator[tuple[Labels, Spot]]:
    words = {at: bare(cell.value) for at, cell in sheet.cells.items() if isinstance(cell.value, str)}
    sides = {at: text for at, text in words.items() if text in row_labels}
    heads = {at: text for at, text in words.items() if text in column_labels}
    side_columns = _frequent(column for _, column in sides)
    head_rows = _frequent(row for row, _ in heads)
    units = {(row, column) for (row, column), text in words.items() if text == UNIT and row in head_rows}
    for (row, side), row_label in sides.items():
        head_row = max((above for above in head_rows if above < row), default=0)
        if side not in side_columns or not head_row:
            continue
        unit_column = min((column for at, column in units if at == head_row), key=lambda at: abs(at - side), default=0)
        unit = bare(words.get((row, unit_column), ""))
        for (at, column), column_label in heads.items():
            if at == head_row and _side_of(column, side_columns) == side:
                yield (row_label, column_label), Spot(sheet, row, column, unit)


def _frequent(numbers: Iterable[int]) -> set[int]:
    """The rows (columns) that hold more than half as many labels as the one with the most."""
    counts = Counter(numbers)
    most = max(counts.values(), default=0)
    return {number for number, count in counts.items() if count * 2 > most}


def _side_of(column: int, side_columns: set[int]) -> int:
    """The column of labels that a column of figures belongs to."""
    left = max((side for side in side_columns if side < column), default=0)
    return left or min(side_columns)
