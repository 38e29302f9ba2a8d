"""A column of 增减 of which nothing says whether it is by how much or by how many per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.extraction.heading_words import MORE_OR_LESS
from pingbi.extraction.quantity import Quantity, quantity
from pingbi.model.catalogue import Kind, bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.extraction.grid import Grid, Line
    from pingbi.extraction.heads import Head
    from pingbi.extraction.names import Meaning


def perhaps_an_amount(
    grid: Grid, meaning: Meaning, heads: Sequence[str], head: Head, lines: Sequence[Line], other: int
) -> bool:
    """增减 may be of 亿元 as well as of %: nothing over the table, and no cell, says which."""
    if meaning.indicator.kind is not Kind.YOY or meaning.unit or "%" in head.units:
        return False
    own = (meaning.indicator.name, *meaning.indicator.aliases)
    if MORE_OR_LESS.search(heads[-1]) is None or bare(heads[-1]) in map(bare, own):
        return False
    found = (quantity(grid.cell(line.at, other)) for line in lines)
    return not any(isinstance(item, Quantity) and item.unit == "%" for item in found)
