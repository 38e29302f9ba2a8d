"""A county's form whose hidden sheet is lost, pasted into a new workbook perhaps: its own words say what stands where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.names import Names
from pingbi.extraction.period_words import period_of
from pingbi.model import Role
from pingbi.model.catalogue import bare, factor
from pingbi.model.fingerprint import LAST_YEAR, NAME, NOW, UNIT, WHOSE, Fingerprint, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.readers import Document, Sheet
    from pingbi.scheme import Indicator, Scheme

_WHOSE = re.compile(rf"^{WHOSE}[:：](.+)$", re.DOTALL)
_TOP_ROWS = 6


def named_county(sheet: Sheet, names: Names) -> str | None:
    """The county that the head of a form names (县区：南乐县); None where it names none of the scheme's."""
    for (row, _), cell in sheet.cells.items():
        match = _WHOSE.match(cell.text) if row <= _TOP_ROWS else None
        if match is not None:
            return names.county(match[1])
    return None


def from_labels(document: Document, scheme: Scheme) -> Fingerprint | None:
    """A fingerprint made from the first sheet that is a form of ours and names its county; None where none is."""
    names = Names(scheme)
    for sheet in document.sheets:
        county = named_county(sheet, names)
        heads = _heads(sheet)
        if county is None or heads is None:
            continue
        top = "\n".join(cell.text for (row, _), cell in sheet.cells.items() if row < heads[0])
        period = period_of(top, scheme.period) or scheme.period
        kind = "city" if county == scheme.city.name else "county"
        slots = tuple(_slots(sheet, county, heads, scheme))
        return Fingerprint(scheme.scheme.name, "", period, county, kind, slots) if slots else None
    return None


def _heads(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row that holds 指标, 单位 and 本期数, and their columns."""
    rows: dict[int, dict[str, int]] = {}
    for (row, column), cell in sheet.cells.items():
        if isinstance(cell.value, str) and bare(cell.value) in (NAME, UNIT, LAST_YEAR, NOW):
            rows.setdefault(row, {})[bare(cell.value)] = column
    return next(((row, heads) for row, heads in sorted(rows.items()) if {NAME, UNIT, NOW} <= set(heads)), None)


def _slots(sheet: Sheet, county: str, heads: tuple[int, dict[str, int]], scheme: Scheme) -> Iterator[Slot]:
    head_row, columns = heads
    for row in range(head_row + 1, sheet.rows + 1):
        label, unit = sheet.text(row, columns[NAME]), bare(sheet.text(row, columns[UNIT]))
        indicator = _indicator(label, unit, scheme) if label else None
        if indicator is None:
            continue
        for word, role in ((LAST_YEAR, Role.LAST_YEAR), (NOW, Role.NOW)):
            if word in columns:
                yield Slot(sheet.name, row, columns[word], county, indicator.id, role, label, word, unit)


def _indicator(label: str, unit: str, scheme: Scheme) -> Indicator | None:
    """The one indicator of that name whose unit fits; None where two would."""
    words = bare(label)
    found = [
        row
        for row in scheme.indicator
        if words in {bare(name) for name in (row.name, *row.aliases)} and factor(unit, row.unit) is not None
    ]
    return found[0] if len(found) == 1 else None
