"""Rows and columns 合计: never a county's, and compared with the sum of the counties where that can be done."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.fractions import places
from pingbi.extraction.quantity import Quantity, quantity
from pingbi.extraction.table_findings import TableSum
from pingbi.model.catalogue import Kind, bare
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.extraction.grid import Block, Grid
    from pingbi.extraction.names import Names
    from pingbi.scheme import Indicator

_SUM = re.compile(r"(?:县区|各县区|县|区|全部)?(?:合计|总计|小计)(?:数)?")
FARTHEST = 3  # lines between the counties and their sum


def sums(
    grid: Grid, block: Block, labels: Mapping[int, str], other: int, indicator: Indicator, names: Names
) -> Iterator[TableSum]:
    """Of one column of amounts in one unit. Numbers of others among the counties leave nothing to compare.

    `labels` are the table's, as `labels_of` finds them.
    """
    if indicator.kind not in (Kind.LEVEL, Kind.COUNT) or not labels:
        return
    counties = _counties(block, names)
    first, last = counties[0], counties[-1]
    numbers = _numbers(grid, other, range(max(block.top, first - FARTHEST), last + FARTHEST + 1))
    cities = {line.at for line in block.lines} - set(counties)
    if any(at not in counties and at not in labels and at not in cities for at in numbers if first <= at <= last):
        return
    for at, label in labels.items():
        groups = _summed(at, label, labels, counties)
        if at not in numbers or any(len(rows) < 2 or any(row not in numbers for row in rows) for rows in groups):
            continue
        found = [_compared(grid, other, indicator, {row: numbers[row] for row in (*rows, at)}, at) for rows in groups]
        if found and None not in found:  # the counties of 小计 stand above it or below it
            yield next(item for item in found if item is not None)


def _counties(block: Block, names: Names) -> list[int]:
    """The lines of counties, the first one first."""
    return sorted({line.at for line in block.lines if line.county != names.scheme.city.name})


def labels_of(grid: Grid, block: Block, names: Names) -> dict[int, str]:
    """The lines that call themselves a sum, before, among and just behind at least two counties of one line each."""
    counties, found = _counties(block, names), dict[int, str]()
    if len(counties) < 2 or any(line.sub for line in block.lines):
        return found
    near = range(max(block.top, counties[0] - FARTHEST), counties[-1] + FARTHEST + 1)
    for at in sorted({place[grid.transposed] for place in grid.words.with_letter("计")}.intersection(near)):
        texts = (grid.text(at, other) for other in range(max(grid.axis - 1, 1), grid.axis + 1))
        label = next((plain for text in texts if "计" in text and _SUM.fullmatch(plain := bare(text))), "")
        if label:
            found[at] = label
    return found


def _numbers(grid: Grid, other: int, lines: range) -> dict[int, Decimal]:
    """Numbers in the column's own unit; a line with one in another unit has none."""
    read = {at: quantity(grid.cell(at, other)) for at in lines}
    return {at: item.value for at, item in read.items() if isinstance(item, Quantity) and not item.unit}


def _summed(at: int, label: str, labels: Mapping[int, str], counties: list[int]) -> list[list[int]]:
    """The counties that a line may sum: all, or for 小计 those up to the sum before it or after it."""
    if "小计" not in label:
        return [counties]
    start = max((row for row in labels if row < at), default=0)
    end = min((row for row in labels if row > at), default=counties[-1] + 1)
    found = [[row for row in counties if start < row < at], [row for row in counties if at < row < end]]
    return [rows for rows in found if rows]


def _compared(grid: Grid, other: int, indicator: Indicator, numbers: Mapping[int, Decimal], at: int) -> TableSum | None:
    rows = [value for row, value in numbers.items() if row != at]
    total = sum(rows, Decimal(0))
    digits = max(map(places, numbers.values()))
    # Each printed number may be off by half of its last digit.
    if abs(total - numbers[at]) * 2 <= (len(rows) + 1) * Decimal(1).scaleb(-digits) * (digits > 0):
        return None
    origin = in_sheet(grid.document, grid.sheet, *grid.place(at, other))
    return TableSum(
        indicator=indicator.id,
        name=indicator.name,
        label=grid.text(at, grid.axis) or grid.text(at, max(grid.axis - 1, 1)),
        written=origin.text,
        total=f"{total:f}",
        count=len(rows),
        places=(origin,),
    )
