"""A master table: counties in rows or in columns, headings of one to three levels, found wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.cells import Where, read_cell
from pingbi.extraction.findings import UnknownCounty, Unmapped, UnmappedRow
from pingbi.extraction.fractions import fractions
from pingbi.extraction.grid import Block, Grid, Line, blocks, grid_of, raised
from pingbi.extraction.labelled import form_of
from pingbi.extraction.names import Meaning, Names, without_unit
from pingbi.extraction.period_words import period_of
from pingbi.extraction.quantity import Quantity, quantity
from pingbi.extraction.units import beside_number, default_unit, rivals
from pingbi.model import Figure, Finding, Source
from pingbi.model.catalogue import Kind, bare
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.readers import Document
    from pingbi.scheme import Indicator, Scheme

_TOTALS = ("合计", "总计", "小计", "平均")
_UNIT_LINE = re.compile(r"单位[:：]\s*([^\s。；)）]+)")
_NO_DATA = re.compile(r"序号|位次|名次|排名|得分|小计|备注|说明|编码|代码|合计|全市")


def read_table(document: Document, scheme: Scheme, order: int) -> Iterator[Figure | Finding]:
    """Figures and findings of every sheet that is a table of counties; none where no county is named."""
    names = Names(scheme)
    for sheet in document.sheets:
        if sheet.hidden:
            continue
        found = grid_of(document, sheet, names)
        read = list(_blocks(*found, names, order)) if found is not None else []
        if not any(isinstance(item, Figure) for item in read):
            form = form_of(document, sheet, names)
            read = list(_blocks(*form, names, order)) if form is not None else read
        yield from read


def _blocks(grid: Grid, lines: list[Line], names: Names, order: int) -> Iterator[Figure | Finding]:
    """A table of several counties is one of the whole city; what names a single county is that county's form."""
    source = Source.CITY_TABLE if len({line.county for line in lines}) > 1 else Source.TEMPLATE
    for found in blocks(grid, lines, names):
        block = found if grid.transposed else raised(grid, found, names)
        yield from _read(grid, block, names, source, order)
        yield from _strangers(grid, block, names)


def _read(grid: Grid, block: Block, names: Names, source: Source, order: int) -> Iterator[Figure | Finding]:
    above = grid.above(block)
    scheme = names.scheme
    period = period_of(above, scheme.period) or scheme.period
    units = [unit for line in _UNIT_LINE.findall(above) for unit in re.split(r"[、,，/；;]", bare(line))]
    grew: Indicator | None = None  # the amount on the left, whose growth a mere 同比 is
    for other in grid.others:
        levels = grid.levels(block, other)
        for sub in dict.fromkeys(line.sub for line in block.lines):
            lines = [line for line in block.lines if line.sub == sub]
            heads = [*levels, sub] if sub else levels
            meaning = names.meaning(heads)
            if meaning is None and grew is not None and not sub:
                meaning = names.growth_of(grew, levels)
            if meaning is None:
                grew = grew if _says_nothing(levels, names) else None
                yield from _unmapped(grid, block._replace(lines=tuple(lines)), levels, other, names)
                continue
            grew = meaning.indicator if meaning.indicator.kind in (Kind.LEVEL, Kind.COUNT) else None
            unit = meaning.unit or default_unit(units, meaning.indicator)
            fraction = _fractions(grid, lines, other, meaning, unit)
            for line in lines:
                row, column = grid.place(line.at, other)
                beside = beside_number(grid, block, line, other)
                own = [without_unit(head)[1] for head in heads]
                over = default_unit([without_unit(line.head)[1]], meaning.indicator)
                where = Where(
                    document=grid.document,
                    sheet=grid.sheet,
                    row=row,
                    column=column,
                    county=line.county,
                    indicator=meaning.indicator,
                    role=meaning.role,
                    unit=beside or meaning.unit or over or unit,
                    rivals=rivals([*own, beside], meaning.indicator),
                    period=meaning.period or period,
                    source=source,
                    order=order,
                    fraction=line.at in fraction,
                )
                yield from read_cell(where, scheme)


def _says_nothing(levels: Sequence[str], names: Names) -> bool:
    """A place or a rank between an amount and its growth."""
    words = names.heading(levels)[0]
    return not words or _NO_DATA.search(words[-1]) is not None


def _fractions(grid: Grid, lines: Sequence[Line], other: int, meaning: Meaning, unit: str) -> set[int]:
    """The lines of a % column whose number is a part of one."""
    if (unit or meaning.indicator.unit) != "%" or meaning.indicator.unit != "%":
        return set()
    found = {line.at: quantity(grid.cell(line.at, other)) for line in lines}
    values = {at: item.value for at, item in found.items() if isinstance(item, Quantity)}
    plain = {at for at, item in found.items() if isinstance(item, Quantity) and not item.unit}
    return fractions(values, plain, meaning.indicator.shown_decimals)


def _unmapped(grid: Grid, block: Block, levels: Sequence[str], other: int, names: Names) -> Iterator[Finding]:
    """A column with a heading and numbers that means no indicator."""
    words = [word for word in names.heading(levels)[0] if not _NO_DATA.search(word)]
    cells = [grid.cell(line.at, other) for line in block.lines]
    numbers = any(isinstance(quantity(cell), Quantity) for cell in cells)
    if words and numbers and not _NO_DATA.search(names.heading(levels)[0][-1]):
        at = grid.place(block.bottom - 1, other)
        yield Unmapped(name="／".join(words), places=(in_sheet(grid.document, grid.sheet, *at),))


def _strangers(grid: Grid, block: Block, names: Names) -> Iterator[Finding]:
    """Names among the counties and just below them that are counties of nobody's scheme, and rows of anything else."""
    known = {line.at for line in block.lines}
    for at in range(block.bottom - (not block.above), block.lines[-1].at + 3):
        text = grid.text(at, grid.axis)
        if at in known or not text or any(word in text for word in _TOTALS) or names.county(text) is not None:
            continue
        places = (in_sheet(grid.document, grid.sheet, *grid.place(at, grid.axis)),)
        numbers = _has_number(grid, at)
        if names.looks_like_county(text) or (names.counties_in(text) and numbers):
            yield UnknownCounty(name=text, places=places)
        elif numbers and at >= block.bottom and names.meaning([text]) is None and not _NO_DATA.search(text):
            yield UnmappedRow(name=text, places=places)


def _has_number(grid: Grid, at: int) -> bool:
    return any(isinstance(quantity(grid.cell(at, other)), Quantity) for other in grid.others)
