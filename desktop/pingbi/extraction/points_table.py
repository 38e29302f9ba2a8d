"""A table of points without a title that says so: its columns add up to the last one, 综合得分."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.heading_words import is_no_value
from pingbi.extraction.quantity import Quantity, quantity
from pingbi.extraction.titles import Of, Said
from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from pingbi.extraction.grid import Block, Grid

_TOTAL = re.compile(r"(?:综合|总|合计|累计|最终)(?:得分|评分|分数|分)(?:合计)?(?:[(（]\d+(?:\.\d+)?分?[)）])?")
FEWEST = 2  # lines that add up
SLACK = Decimal("0.05")  # of rounded points


def adds_up_to_points(grid: Grid, block: Block) -> Said | None:
    """That all numbers are points, where those of every line make its total."""
    heads = {other: bare(levels[-1]) for other in block.others if (levels := grid.levels(block, other))}
    total = next((other for other, head in heads.items() if _TOTAL.fullmatch(head)), None)
    if total is None or grid.transposed:
        return None
    parts = [other for other, head in heads.items() if grid.axis < other < total and not is_no_value(head)]
    lines = 0
    for line in block.lines:
        whole = quantity(grid.cell(line.at, total))
        found = [quantity(grid.cell(line.at, other)) for other in parts]
        values = [item.value for item in found if isinstance(item, Quantity)]
        if not isinstance(whole, Quantity) or len(values) < FEWEST:
            continue
        if abs(sum(values, Decimal(0)) - whole.value) > SLACK:
            return None
        lines += 1
    return Said(heads[total], Of.POINTS) if lines >= FEWEST else None
