"""A master table: counties in rows or in columns, headings of one to three levels, found wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.cells import Where, read_cell
from pingbi.extraction.findings import UnknownCounty, Unmapped
from pingbi.extraction.fractions import fractions
from pingbi.extraction.grid import Block, Grid, Line, blocks, grid_of
from pingbi.extraction.labelled import form_of
from pingbi.extraction.names import Meaning, Names
from pingbi.extraction.period_words import period_of
from pingbi.extraction.quantity import UNIT, Quantity, quantity
from pingbi.model import Figure, Finding, Source
from pingbi.model.catalogue import bare, factor
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
    for block in blocks(grid, lines, names):
        yield from _read(grid, block, names, source, order)
        yield from _strangers(grid, block, names)


def _read(grid: Grid, block: Block, names: Names, source: Source, order: int) -> Iterator[Figure | Finding]:
    above = grid.above(block)
    scheme = names.scheme
    period = period_of(above, scheme.period) or scheme.period
    units = [unit for line in _UNIT_LINE.findall(above) for unit in re.split(r"[、,，/；;]", bare(line))]
    for other in grid.others:
        levels = grid.levels(block, other)
        for sub in dict.fromkeys(line.sub for line in block.lines):
            lines = [line for line in block.lines if line.sub == sub]
            meaning = names.meaning([*levels, sub] if sub else levels)
            if meaning is None:
                yield from _unmapped(grid, lines, levels, other, names)
                continue
            unit = meaning.unit or _default_unit(units, meaning.indicator)
            fraction = _fractions(grid, lines, other, meaning, unit)
            for line in lines:
                row, column = grid.place(line.at, other)
                where = Where(
                    document=grid.document,
                    sheet=grid.sheet,
                    row=row,
                    column=column,
                    county=line.county,
                    indicator=meaning.indicator,
                    role=meaning.role,
                    unit=unit,
                    period=meaning.period or period,
                    source=source,
                    order=order,
                    fraction=line.at in fraction,
                )
                yield from read_cell(where, scheme)


def _default_unit(units: Sequence[str], indicator: Indicator) -> str:
    """The one unit of the table's 单位： line that suits an indicator; none where several do."""
    fitting = {unit for unit in units if re.fullmatch(UNIT, unit) and factor(unit, indicator.unit) is not None}
    return fitting.pop() if len(fitting) == 1 else ""


def _fractions(grid: Grid, lines: Sequence[Line], other: int, meaning: Meaning, unit: str) -> set[int]:
    """The lines of a % column whose number is a part of one."""
    if (unit or meaning.indicator.unit) != "%" or meaning.indicator.unit != "%":
        return set()
    found = {line.at: quantity(grid.cell(line.at, other)) for line in lines}
    values = {at: item.value for at, item in found.items() if isinstance(item, Quantity)}
    plain = {at for at, item in found.items() if isinstance(item, Quantity) and not item.unit}
    return fractions(values, plain, meaning.indicator.shown_decimals)


def _unmapped(grid: Grid, lines: Sequence[Line], levels: Sequence[str], other: int, names: Names) -> Iterator[Finding]:
    """A column with a heading and numbers that means no indicator."""
    words = [word for word in names.heading(levels)[0] if not _NO_DATA.search(word)]
    cells = [grid.cell(line.at, other) for line in lines]
    numbers = any(isinstance(quantity(cell), Quantity) for cell in cells)
    if words and numbers and not _NO_DATA.search(names.heading(levels)[0][-1]):
        at = grid.place(lines[0].at - 1, other)
        yield Unmapped(name="／".join(words), places=(in_sheet(grid.document, grid.sheet, *at),))


def _strangers(grid: Grid, block: Block, names: Names) -> Iterator[Finding]:
    """Names between and just below the counties that are counties of nobody's scheme."""
    known = {line.at for line in block.lines}
    for at in range(block.lines[0].at, block.lines[-1].at + 3):
        text = grid.text(at, grid.axis)
        if at in known or not text or any(word in text for word in _TOTALS) or names.county(text) is not None:
            continue
        if names.looks_like_county(text):
            place = grid.place(at, grid.axis)
            yield UnknownCounty(name=text, places=(in_sheet(grid.document, grid.sheet, *place),))
