"""Which unit a number of a table is in: that beside it, of its heading, of its column, or of the whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.extraction.heading_words import is_unit
from pingbi.model.catalogue import bare, factor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.extraction.grid import Block, Grid, Line
    from pingbi.scheme import Indicator

FARTHEST = 3  # columns behind the last number in which a unit may stand


def beside_number(grid: Grid, block: Block, line: Line, other: int) -> str:
    """The unit in a cell of its own behind the number, as in a column 单位; empty where none or several stand there.

    Those before the numbers are headings already.
    """
    if not grid.transposed:
        text = grid.text(line.at, other + 1)
        return plain if text and not text[0].isdigit() and is_unit(plain := bare(text)) else ""
    texts = _behind(grid, block, other)
    found = {plain for text in texts if text and not text[0].isdigit() and is_unit(plain := bare(text))}
    return found.pop() if len(found) == 1 else ""


def _behind(grid: Grid, block: Block, other: int) -> Iterator[str]:
    """What stands among and behind a row's numbers, up to the next table's labels or an empty column."""
    taken = {row.at for row in block.lines}
    last = max(taken)
    for at in range(min(taken) + 1, last + FARTHEST + 1):
        text = grid.text(at, other) if at not in taken else ""
        if at > last and ((not text and not grid.text(at, grid.axis)) or (text and _is_words(text))):
            return
        yield text


def _is_words(text: str) -> bool:
    return not is_unit(bare(text)) and not any(letter.isdecimal() for letter in text)


def default_unit(units: Sequence[str], indicator: Indicator) -> str:
    """The one unit of a line 单位：万元、% (or over a column) that suits an indicator; none where several do."""
    found = {unit for unit in units if unit and is_unit(unit) and factor(unit, indicator.unit) is not None}
    return found.pop() if len(found) == 1 else ""


def rivals(units: Sequence[str], indicator: Indicator) -> tuple[str, ...]:
    """Units that claim the same number and are not one: 亿元 in its name, 万元 beside it. Empty where they agree.

    A unit that the indicator cannot have stands over other columns too: 工业投资（亿元） over 同比（%）.
    """
    found = [unit for unit in dict.fromkeys(units) if unit and factor(unit, indicator.unit) is not None]
    return tuple(found) if any(factor(unit, found[0]) != 1 for unit in found) else ()
