"""One county's form without a fingerprint: indicators stand below each other, the county is named once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.grid import Grid, Line
from pingbi.extraction.names import THIS_PERIOD, without_unit
from pingbi.extraction.period_words import without_period
from pingbi.extraction.quantity import Nothing, quantity
from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from pingbi.extraction.names import Names
    from pingbi.readers import Document, Sheet

_OWNER = re.compile(r"(?:填报|报送|填表|报表|上报)?(?:单位|县区|县\(区\)|县（区）|地区)(?:名称)?[:：]?")
_FILLER = re.compile(r"填报单位|报送单位|填表单位|县区|县（区）")
_THEN = frozenset({"上年同期", "上年同期数", "去年同期", "上期", "市定目标", "目标", "目标值"})


def form_of(document: Document, sheet: Sheet, names: Names) -> tuple[Grid, list[Line]] | None:
    """The sheet as a table of one county lying across; None where no one county or no indicators are found."""
    county = _owner(document, sheet, names)
    if county is None:
        return None
    words = sheet.spread()
    labels = {(row, column) for (row, column), text in words.items() if names.meaning([text]) is not None}
    if not labels:
        return None
    column = max({at for _, at in labels}, key=lambda at: (sum(1 for _, other in labels if other == at), -at))
    first = min(row for row, at in labels if at == column)
    heads = {
        (row, at): bare(without_unit(text)[0])
        for (row, at), text in words.items()
        if row < first and at > column and _is_head(without_unit(text)[0])
    }
    axis = max((row for row, _ in heads), default=first - 1)
    lines = [
        Line(at, county, "" if text in THIS_PERIOD else text, words[row, at])
        for (row, at), text in heads.items()
        if row == axis
    ]
    if all(line.sub in _THEN for line in lines):  # none says "this period": the first column of numbers is that
        taken = {line.at for line in lines}
        rows = [row for row, at in labels if at == column]
        numbers = [
            at
            for at in range(column + 1, sheet.columns + 1)
            if at not in taken and any(not isinstance(quantity(sheet.cells.get((row, at))), Nothing) for row in rows)
        ]
        lines += [Line(numbers[0], county)] if numbers else []
    return (Grid(document, sheet, words, axis, transposed=True), sorted(lines)) if lines else None


def _is_head(text: str) -> bool:
    plain = bare(text)
    return plain in THIS_PERIOD or plain in _THEN or (bool(plain) and not without_period(plain))


def _owner(document: Document, sheet: Sheet, names: Names) -> str | None:
    """Whose form it is: beside 填报单位, else in the title, else in the sheet's or the file's name."""
    for (row, column), cell in sorted(sheet.cells.items()):
        if _FILLER.match(bare(cell.text)):
            said = _OWNER.sub("", bare(cell.text), count=1)
            beside = next((text for at in range(column + 1, column + 4) if (text := sheet.text(row, at))), "")
            found = names.county(said or beside) or names.county_in(said or beside)
            if found is not None:
                return found
    title = " ".join(cell.text for (row, _), cell in sheet.cells.items() if row <= 3)
    return names.county_in(title) or names.county_in(sheet.name) or names.county_in(document.name)
