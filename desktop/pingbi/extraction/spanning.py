"""A number in a merged cell that reaches over several counties or indicators: whose it is cannot be seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.extraction.table_findings import OverSeveral
from pingbi.model import Figure, InSheet, State
from pingbi.model.figure_runs import Run, one_by_one
from pingbi.readers import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.extraction.grid import Block, Grid
    from pingbi.extraction.names import Names
    from pingbi.model import Finding


def over_several(
    grid: Grid, block: Block, others: Sequence[int], read: Sequence[Run | Figure | Finding], names: Names
) -> Iterator[Run | Figure | Finding]:
    """What was read, the numbers left open that stand in such cells. `others` are the columns that mean something."""
    cells = _cells(grid, block, others) if grid.sheet.merges else {}
    if not cells:
        yield from read
        return
    for item in one_by_one(read):
        span = cells.get(item.origin.cell) if isinstance(item, Figure) and isinstance(item.origin, InSheet) else None
        if span is None or not isinstance(item, Figure) or item.state is not State.READ:
            yield item
            continue
        yield replace(item, state=State.UNDECIDED)
        yield OverSeveral(
            county=item.county,
            indicator=item.indicator,
            places=(item.origin,),
            name=names.scheme.indicators[item.indicator].name,
            value=item.reported,
            cells=span,
        )


def _cells(grid: Grid, block: Block, others: Sequence[int]) -> Mapping[str, str]:
    """The first cell of each such range: the range."""
    lines = {line.at: (line.county, line.sub) for line in block.lines}
    headed = {other: tuple(grid.levels(block, other)) for other in others}
    found = {}
    for top, left, bottom, right in grid.sheet.merges:
        rows, columns = (top, bottom), (left, right)
        along, across = (columns, rows) if grid.transposed else (rows, columns)
        counties = {lines[at] for at in lines if along[0] <= at <= along[1]}
        heads = {headed[at] for at in headed if across[0] <= at <= across[1]}
        if counties and heads and len(counties) + len(heads) > 2:
            first, last = f"{column_letter(left)}{top}", f"{column_letter(right)}{bottom}"
            found[first] = f"{first}:{last}"
    return found
