"""Tables of counties, however they lie, and one county's form without a fingerprint: every sheet of a document."""

from __future__ import annotations

from decimal import Decimal
from itertools import count, pairwise
from typing import TYPE_CHECKING

from pingbi.extraction.axes import grids_of
from pingbi.extraction.blocks import TOTALS, blocks, raised
from pingbi.extraction.columns import read_block
from pingbi.extraction.findings import UnknownCounty, UnmappedRow
from pingbi.extraction.heading_words import is_no_value, is_numbering
from pingbi.extraction.heads import Head, head_of
from pingbi.extraction.hidden import hidden_cells, hidden_sheet
from pingbi.extraction.labelled import read_forms
from pingbi.extraction.names import Names, names_of
from pingbi.extraction.quantity import Quantity, quantity
from pingbi.extraction.sheet_words import Words
from pingbi.extraction.table_findings import LikeCounty, RowsUnnamed
from pingbi.model import Figure, Finding, Source
from pingbi.model.figure_runs import InRuns, Run
from pingbi.model.fingerprint import SHEET
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.extraction.grid import Block, Grid
    from pingbi.readers import Document, Sheet
    from pingbi.scheme import Scheme


def read_table(document: Document, scheme: Scheme, order: int) -> Iterator[Run | Figure | Finding]:
    """Figures and findings of every visible sheet; none where no county is named."""
    yield from read_sheets(document, document.sheets, names_of(scheme), order)


def read_sheets(
    document: Document, sheets: Sequence[Sheet], names: Names, order: int
) -> Iterator[Run | Figure | Finding]:
    """Of some of a document's sheets. A hidden one is not read; that it holds figures is said."""
    for sheet in sheets:
        if sheet.name == SHEET:
            continue
        read = list(_sheet(document, sheet, names, order))
        figures = InRuns(item for item in read if isinstance(item, Figure | Run))
        if sheet.hidden:
            yield from hidden_sheet(document, sheet, figures)
            continue
        yield from read
        yield from hidden_cells(document, sheet, figures)


def _sheet(document: Document, sheet: Sheet, names: Names, order: int) -> Iterator[Run | Figure | Finding]:
    """Tables of counties, else one county's form."""
    words = Words(sheet)
    read: list[Run | Figure | Finding] = []
    head: Head | None = None
    grids = list(grids_of(document, sheet, names, words))
    for grid, lines in sorted(grids, key=lambda found: found[0].axis if found[0].transposed else found[1][0].at):
        # A table of several counties is one of the whole city; what names a single county is that county's form.
        source = Source.CITY_TABLE if len({line.county for line in lines}) > 1 else Source.TEMPLATE
        for found in blocks(grid, lines, names):
            block = found if grid.transposed else raised(grid, found, names)
            head = head_of(grid, block, head, names)
            read += read_block(grid, block, head, names, source, order)
            read += _strangers(grid, block, names)
    if not any(isinstance(item, Run) or (isinstance(item, Figure) and item.value is not None) for item in read):
        forms = list(read_forms(document, sheet, names, words, order))
        read = forms if any(isinstance(item, Figure | Run) for item in forms) else [*read, *forms]
    if not read and not grids:
        read = list(_shortened(document, sheet, names, words))
    yield from read


def _strangers(grid: Grid, block: Block, names: Names) -> Iterator[Finding]:
    """Names among the counties and just below them that are counties of nobody's scheme, and rows of anything else."""
    known = {line.at for line in block.lines}
    looked_at = range(block.bottom - (not block.above), block.lines[-1].at + 3)
    yield from _nearly_ours(grid, block, names, looked_at)
    yield from _unnamed(grid, block, known)
    for at in looked_at:
        text = grid.text(at, grid.axis) if at not in known else ""
        if not text or any(word in text for word in TOTALS) or names.county(text) is not None:
            continue
        places = (in_sheet(grid.document, grid.sheet, *grid.place(at, grid.axis)),)
        numbers = _has_numbers(grid, block, at)
        near = names.near_county(text) if numbers and not names.counties_in(text) else None
        if near is not None:
            yield LikeCounty(name=text, known=near, places=places)
        elif names.looks_like_county(text) or (names.counties_in(text) and numbers):
            yield UnknownCounty(name=text, places=places)
        elif (
            numbers
            and names.meaning([text]) is None
            and not is_no_value(text)
            and not _numbers_columns(grid, block, at)
        ):
            yield UnmappedRow(name=text, places=places)


def _unnamed(grid: Grid, block: Block, known: set[int]) -> Iterator[Finding]:
    """Rows with numbers and without a name, below a county."""
    rows = []
    for at in range(block.lines[0].at + 1, block.lines[-1].at + 3):
        if grid.transposed or at in known or grid.text(at, grid.axis) or not _has_numbers(grid, block, at):
            continue
        if not any(total in grid.text(at, other) for other in block.others for total in TOTALS):
            rows.append(at)
    if rows:
        places = tuple(in_sheet(grid.document, grid.sheet, at, grid.axis) for at in rows)
        yield RowsUnnamed(rows=tuple(rows), places=places)


def _nearly_ours(grid: Grid, block: Block, names: Names, looked_at: range) -> Iterator[Finding]:
    """Names further up or down that are nearly those of counties without a line; of a province most are nobody's."""
    ours = {line.county for line in block.lines}
    for at in (*_others(grid, block, names, block.bottom, -1), *_others(grid, block, names, block.lines[-1].at, 1)):
        text = grid.text(at, grid.axis)
        within = names.counties_in(text)
        near = None if within else names.near_county(text)
        places = (in_sheet(grid.document, grid.sheet, *grid.place(at, grid.axis)),)
        if at in looked_at:
            continue
        if near is not None and near not in ours:
            yield LikeCounty(name=text, known=near, places=places)
        elif within - ours:
            yield UnknownCounty(name=text, places=places)


def _others(grid: Grid, block: Block, names: Names, start: int, step: int) -> Iterator[int]:
    """The lines of others before or behind the counties, up to one that has no name or no number."""
    for at in count(start + step, step):
        text = grid.text(at, grid.axis)
        if not text or names.county(text) is not None or not _has_numbers(grid, block, at):
            return
        yield at


def _shortened(document: Document, sheet: Sheet, names: Names, words: Words) -> Iterator[Finding]:
    """Counties all of which are named without their last letter."""
    found = {at: (cell.text, county) for at, cell in words.said.items() if (county := names.shortened(cell.text))}
    if len({county for _, county in found.values()}) > 1:
        for at, (text, county) in found.items():
            yield LikeCounty(name=text, known=county, places=(in_sheet(document, sheet, *at),))


def _has_numbers(grid: Grid, block: Block, at: int) -> bool:
    return any(isinstance(quantity(grid.cell(at, other)), Quantity) for other in block.others)


def _numbers_columns(grid: Grid, block: Block, at: int) -> bool:
    """Whether a line above the counties numbers the columns, or is a heading with a year in it."""
    found = [quantity(grid.cell(at, other)) for other in block.others]
    values = [item.value for item in found if isinstance(item, Quantity)]
    whole = all(value == int(value) for value in values)
    steps = {right - left for left, right in pairwise(values)}
    counted = steps == {Decimal(1)} or values == [1] or is_numbering(grid.text(at, grid.axis))
    return at < block.bottom and whole and (counted or all(1990 < value < 2100 for value in values))
