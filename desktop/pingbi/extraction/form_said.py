"""A template's numbers in the light of what else the filler wrote: cells merged, units below, who filled it in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pingbi.extraction.footnotes import notes_among, told_below
from pingbi.extraction.form_findings import FilledByOther
from pingbi.extraction.remarks import HEADS, told_beside, written
from pingbi.extraction.table_findings import OverSeveral
from pingbi.extraction.units import units_said
from pingbi.model import Figure, Finding, InSheet, State
from pingbi.model.catalogue import bare
from pingbi.model.figure_runs import one_by_one
from pingbi.readers import column_letter, in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.extraction.form_places import Spot
    from pingbi.extraction.names import Names
    from pingbi.readers import Document, Sheet

_NOTE = re.compile(r"[(（]?(?:注|说明|备注|附注|[*※]|(?:金额|计量)?单位[:：])")
_FILLER = re.compile(r"填[报表]单位(?:[(（].{1,6}[)）])?[:：]?")
_PART = re.compile(r".{1,8}(?:镇|乡|街道|办事处|村|园区|集聚区|企业|公司)")
_TOP_ROWS = 10


def in_their_light(
    read: Iterable[Figure | Finding], sheets: Sequence[Sheet], cells: Sequence[Spot], names: Names
) -> Iterator[Figure | Finding]:
    """What was read, open where it is doubtful. `cells` are all that were asked for."""
    by_sheet: dict[str, list[Figure | Finding]] = {sheet.name: [] for sheet in sheets}
    rest: list[Figure | Finding] = []
    for item in read:
        place = item.origin if isinstance(item, Figure) else item.places[0] if item.places else None
        by_sheet.get(place.sheet if isinstance(place, InSheet) else "", rest).append(item)
    for sheet in sheets:
        own = [spot for spot in cells if spot.sheet.name == sheet.name]
        last = max((spot.row for spot in own), default=0)
        top = [(at, cell.value) for at, cell in sheet.cells.items() if at[0] <= _TOP_ROWS]
        heads = [at for at, value in top if isinstance(value, str) and bare(value) in HEADS]
        remarks = written(sheet, [spot.row for spot in own], sorted({column for _, column in heads}))
        open_ = list(_merged(by_sheet[sheet.name], sheet, own, names))
        below = list(_below(sheet, last))
        noted = list(told_below(notes_among(below), open_, names))
        units = [note for text in below if _NOTE.match(text) for note in units_said(text)]
        yield from one_by_one(told_beside(remarks, noted, names, units))
    yield from rest


def _merged(
    read: Iterable[Figure | Finding], sheet: Sheet, own: Sequence[Spot], names: Names
) -> Iterator[Figure | Finding]:
    """A number in a cell that is merged over several that were asked for is of none of them."""
    asked = {(spot.row, spot.column) for spot in own}
    over = {}
    for top, left, bottom, right in sheet.merges:
        if sum(top <= row <= bottom and left <= column <= right for row, column in asked) > 1:
            first, last = f"{column_letter(left)}{top}", f"{column_letter(right)}{bottom}"
            over[first] = f"{first}:{last}"
    for item in read:
        if not over or not isinstance(item, Figure) or not isinstance(item.origin, InSheet):
            yield item
            continue
        span = over.get(item.origin.cell)
        yield item if span is None or item.state is not State.READ else replace(item, state=State.UNDECIDED)
        if span is not None:
            about: dict[str, Any] = {"county": item.county, "indicator": item.indicator, "value": item.reported}
            name = names.scheme.indicators[item.indicator].name
            yield OverSeveral(**about, places=(item.origin,), name=name, cells=span)


def _below(sheet: Sheet, last: int) -> Iterator[str]:
    """What stands below all numbers of a sheet: 注：本表投资额单位为万元."""
    rows = sorted(
        (at, cell.text) for at, cell in sheet.cells.items() if at[0] > last > 0 and isinstance(cell.value, str)
    )
    return (text for _, text in rows)


def filled_by_other(document: Document, sheets: Sequence[Sheet], county: str, names: Names) -> Iterator[Finding]:
    """填报单位：台前县工信局 on the form of 南乐县."""
    for sheet in sheets:
        for (row, column), cell in sheet.cells.items():
            if not (isinstance(cell.value, str) and "填" in cell.value and _FILLER.match(bare(cell.text))):
                continue
            said = _FILLER.sub("", bare(cell.text), count=1)
            at = column if said else next((at for at in range(column + 1, column + 4) if sheet.text(row, at)), column)
            found = names.county(said or sheet.text(row, at)) or names.county_in(said or sheet.text(row, at))
            if found not in (None, county, names.scheme.city.name):
                where = in_sheet(document, sheet, row, at)
                yield FilledByOther(county=county, file=document.name, places=(where,), written=str(found))


def part_of_a_county(written_: str, names: Names) -> bool:
    """南乐县城关镇: not the county."""
    plain = bare(written_)
    known = (row.name for row in names.scheme.county if plain.startswith(row.name))
    return any(_PART.fullmatch(plain.removeprefix(name)) for name in known)
