"""One axis cut into tables: a second table below the first has headings, or a title, of its own."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from pingbi.extraction.grid import Block, Grid, Line
from pingbi.extraction.period_words import period_of
from pingbi.extraction.quantity import Nothing, Quantity, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.extraction.names import Names

TOTALS = ("合计", "总计", "小计", "平均", "累计")
MOST_OTHERS = 200  # lines of other counties before the first of the scheme's


def blocks(grid: Grid, lines: list[Line], names: Names) -> Iterator[Block]:
    """Cut where headings or a title stand between counties."""
    taken = frozenset(map(itemgetter(0 if grid.transposed else 1), grid.words))
    top, current = 1, [lines[0]]
    for line in lines[1:]:
        last = current[-1].at
        if any(_is_heading(grid, at, taken, names) for at in range(last + 1, line.at)):
            yield _block(grid, top, current, taken)
            top, current = last + 1, []
        current.append(line)
    yield _block(grid, top, current, taken)


def _block(grid: Grid, top: int, lines: list[Line], taken: frozenset[int]) -> Block:
    return Block(top, tuple(lines), 0, grid.others(lines[0].at, lines[-1].at, taken))


def raised(grid: Grid, block: Block, names: Names) -> Block:
    """The block with its headings above the lines of others, where those just above its counties mean nothing."""
    best, most = block, _meanings(grid, block, names)
    if most:
        return block
    for above in range(1, min(block.lines[0].at - block.top, MOST_OTHERS)):
        higher = block._replace(above=above)
        if not grid.text(higher.bottom, grid.axis) or _is_words(grid, block, higher.bottom):
            break
        count = _meanings(grid, higher, names)
        if count and count >= most:  # the highest that still says as much: no line of others is a heading
            best, most = higher, count
    return best


def _is_words(grid: Grid, block: Block, at: int) -> bool:
    """Whether a line is a heading whose words stand beside the names, or reach down from above: 县区 over two rows."""
    if grid.text(at, grid.axis) == grid.text(at - 1, grid.axis):
        return True
    found = [quantity(grid.cell(at, other)) for other in block.others if other > grid.axis]
    words = any(isinstance(item, Nothing) and item.why == "unreadable" for item in found)
    return words and not any(isinstance(item, Quantity) for item in found)


def _meanings(grid: Grid, block: Block, names: Names) -> int:
    return sum(names.meaning(grid.levels(block, other)) is not None for other in block.others)


def _is_heading(grid: Grid, at: int, taken: frozenset[int], names: Names) -> bool:
    """A line between counties that heads those below: names of indicators, other words without a number, a period."""
    own = grid.text(at, grid.axis)
    texts = [(other, text) for other in taken if other != grid.axis and (text := grid.text(at, other))]
    if any(names.meaning([text]) is not None for _, text in texts):
        return True
    title = own if len({text for _, text in texts} | {own}) == 1 else ""
    if not grid.transposed and title and starts_table(title, names):
        return True
    if own and (names.county(own) is not None or names.looks_like_county(own) or any(word in own for word in TOTALS)):
        return False
    found = [quantity(grid.cell(at, other)) for other, text in texts if text != own]
    unreadable = sum(isinstance(item, Nothing) and item.why == "unreadable" for item in found)
    return unreadable > 1 and not any(isinstance(item, Quantity) for item in found)


def starts_table(title: str, names: Names) -> bool:
    """表二, 2021年上半年, 附件3, 技改投资完成情况 on a line of its own."""
    if re.match(r"附?[表件]\s*[一二三四五六七八九十\d]|续表", title) or period_of(title, names.scheme.period):
        return True
    return len(title) > 4 and title.endswith(("表", "情况", "统计"))
