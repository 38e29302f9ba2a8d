"""Whose a form without a fingerprint is; of a sheet with forms of several counties below each other, which is whose."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pingbi.extraction.blocks import starts_table
from pingbi.extraction.caveats import is_footnote
from pingbi.extraction.quantity import Quantity, quantity
from pingbi.extraction.sheet_words import Words
from pingbi.extraction.table_findings import FormOfNobody, FormsOfSeveral
from pingbi.model.catalogue import bare
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pingbi.extraction.names import Names
    from pingbi.model import Finding
    from pingbi.readers import Document, Sheet

_OWNER = re.compile(
    r"(?:填报|报送|填表|报表|上报)?(?:单位|县区|县\(区\)|县市区|县\(市、区\)|地区)(?:名称)?(?:\(.{1,6}?\))?[:：]?"
)
_FILLER = re.compile(r"填报单位|报送单位|填表单位|上报单位|报表单位|填报县|县区|县\(区\)|县市区|县\(市、区\)")

LEAST = 2  # indicators with numbers that make a form
ABOVE = 3  # rows of headings
FARTHEST = 6  # columns behind a name in which its number may stand


def owner(document: Document, sheet: Sheet, names: Names) -> str | None:
    """Whose form it is: beside 填报单位, else in the title, else in the sheet's or the file's name."""
    for _, said in _fillers(sheet):
        found = names.county(said) or names.county_in(said)
        if found is not None:
            return found
        if names.looks_like_county(said):
            return None  # of a county that the scheme does not name, whatever the file is called
    top = min((row for row, _ in sheet.cells), default=1)
    title = " ".join(cell.text for (row, _), cell in sheet.cells.items() if row < top + ABOVE)
    named = names.county(sheet.name)  # by an alias of two characters, too
    named = named if named != names.scheme.city.name else None
    return names.county_in(title) or named or names.county_in(sheet.name) or names.county_in(document.name)


def _fillers(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """The rows that say who has filled in, and what they say."""
    for (row, column), cell in sorted(sheet.cells.items()):
        plain = bare(cell.text) if isinstance(cell.value, str) else ""
        if _FILLER.match(plain):
            said = _OWNER.sub("", plain, count=1)
            yield row, said or next((text for at in range(column + 1, column + 4) if (text := sheet.text(row, at))), "")


def pasted_below(document: Document, county: str, names: Names) -> tuple[Document, list[Sheet]]:
    """(one county's form without what is another's, pasted below its own rows; those parts, a sheet each)."""
    own: list[Sheet] = []
    others: list[Sheet] = []
    for sheet in document.sheets:
        first = _first_of_other(sheet, county, names)
        own.append(sheet if first is None else _rows(sheet, first, first, first))
        others += [] if first is None else [_rows(sheet, 0, first, sheet.rows + 1)]
    return (replace(document, sheets=tuple(own)), others) if others else (document, others)


def _first_of_other(sheet: Sheet, county: str, names: Names) -> int | None:
    if sheet.hidden:
        return None
    words = Words(sheet)
    said = {row for row, name in _said(sheet, names, _titles(words)).items() if name != county}
    labels = {at[0] for at in words.said if names.meaning([words[at]])} if said else set()
    return min((row for row in said if labels and min(labels) < row < max(labels)), default=None)


def forms_of(document: Document, sheet: Sheet, names: Names, words: Words) -> Sequence[tuple[str, Sheet]] | Finding:
    """Each county with its part of the sheet, nearly always all of it; none where no county is named."""
    labels = {at for at, cell in words.said.items() if isinstance(cell.value, str) and names.meaning([cell.text])}
    rows = sorted({row for row, _ in labels})
    titles = _titles(words)
    said = _said(sheet, names, titles)
    several = _first_rows(said.items())
    if labels and len(several) > 1:
        heads = {row for row, title in titles.items() if starts_table(title, names)} - set(rows)
        parts = _below_each_other(sheet, said, rows, heads)
        if len({county for county, _ in parts}) > 1:
            return parts
        several = {} if parts else several
    else:
        several = _beside(names, words, rows)
    if len(several) > 1:
        where = in_sheet(document, sheet, min(several.values()), 1)
        return FormsOfSeveral(file=document.name, sheet=sheet.name, counties=tuple(several), places=(where,))
    county = owner(document, sheet, names)
    if county is not None:
        return [(county, sheet)]
    return _of_nobody(document, sheet, labels) or []


def _of_nobody(document: Document, sheet: Sheet, labels: Collection[tuple[int, int]]) -> Finding | None:
    right = {(row, at): range(at + 1, at + FARTHEST) for row, at in labels}
    numbers = [
        (row, at)
        for (row, at), beside in right.items()
        if any(isinstance(quantity(sheet.cells.get((row, column))), Quantity) for column in beside)
    ]
    if len(numbers) < LEAST:
        return None
    where = in_sheet(document, sheet, *min(numbers))
    return FormOfNobody(file=document.name, sheet=sheet.name, count=len(numbers), places=(where,))


def _beside(names: Names, words: Words, rows: Sequence[int]) -> dict[str, int]:
    """Counties named in the rows of indicators (县区 | 指标 | 数值), or beside each other above them."""
    near = {*rows, *range(rows[0] - ABOVE, rows[0])} if rows else set()
    cells = sorted(at for at in words.said if at[0] in near)
    return _first_rows((at[0], county) for at in cells if (county := names.county(words[at])) != names.scheme.city.name)


def _first_rows(said: Iterable[tuple[int, str | None]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row, county in said:
        if county is not None:
            found.setdefault(county, row)
    return found


def _said(sheet: Sheet, names: Names, titles: Mapping[int, str]) -> dict[int, str]:
    """Row -> the county whose form it says this is: beside 填报单位, or as a title of its own."""
    found = {row: names.county(said) or names.county_in(said) for row, said in _fillers(sheet)}
    for row, title in titles.items():
        county = names.county(title) or (names.county_in(title) if starts_table(title, names) else None)
        found[row] = county or found.get(row)
    return {row: county for row, county in sorted(found.items()) if county not in (None, names.scheme.city.name)}


def _titles(words: Words) -> dict[int, str]:
    """Row -> all that it says, where that is one text and no note."""
    texts: dict[int, set[str]] = {}
    for at in words:
        if text := words[at]:
            texts.setdefault(at[0], set()).add(text)
    return {row: text for row, (text, *others) in texts.items() if not others and not is_footnote(text)}


def _below_each_other(
    sheet: Sheet, said: Mapping[int, str], labels: Sequence[int], heads: Collection[int]
) -> list[tuple[str, Sheet]]:
    """The sheet cut where another county is named, over its form or below it; none where that cannot be told.

    `heads` are rows of titles, which go with what is below them. What stands above all counties is of each.
    """
    runs = [(county, [row for row, _ in rows]) for county, rows in groupby(said.items(), key=itemgetter(1))]
    counties = [county for county, _ in runs]
    if labels[0] > min(said):
        starts = [_first(rows[0], heads) for _, rows in runs]
        ends = [*starts[1:], sheet.rows + 1]
    elif labels[-1] < max(said):
        ends = [rows[-1] + 1 for _, rows in runs]
        starts = [1, *ends[:-1]]
    else:
        return []
    return [
        (county, _rows(sheet, starts[0], start, end))
        for county, start, end in zip(counties, starts, ends, strict=True)
        if any(start <= row < end for row in labels)
    ]


def _first(row: int, heads: Collection[int]) -> int:
    while row - 1 in heads:
        row -= 1
    return row


def _rows(sheet: Sheet, above: int, start: int, end: int) -> Sheet:
    cells = {at: cell for at, cell in sheet.cells.items() if at[0] < above or start <= at[0] < end}
    return replace(sheet, cells=cells)
