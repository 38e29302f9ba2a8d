"""Where on a sheet counties stand in a row or a column: each such axis is a table, and a sheet may have several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.grid import Grid, Line
from pingbi.extraction.heading_words import says_which_value
from pingbi.extraction.period_words import without_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.extraction.names import Names
    from pingbi.extraction.sheet_words import Words
    from pingbi.readers import Document, Sheet

_CODES = re.compile(r"代码|编码|区划|行政")
Cells = dict[tuple[int, int], str]  # (row, column): county
MOST_LINES = 20  # over which a county's name is merged
MOST_AXES = 60  # tables of one sheet


def grids_of(document: Document, sheet: Sheet, names: Names, words: Words) -> Iterator[tuple[Grid, list[Line]]]:
    """Each table of counties with its lines, the one that names the most counties first; none where none is named."""
    cells = _named(sheet, names, words)
    axes = list(_axes(cells))
    spans = [
        (axis, transposed, min(at for at, _ in lines), max(at for at, _ in lines)) for axis, transposed, lines in axes
    ]
    for number, (axis, transposed, lines) in enumerate(axes):
        fences = tuple(
            (other, first, last)
            for at, (other, across, first, last) in enumerate(spans)
            if at != number and across == transposed and other != axis
        )
        grid = Grid(document, sheet, words, axis, transposed, fences)
        own = [Line(at, county) for at, county in lines]
        own += _beside(grid, own, names)
        yield grid, sorted(_named_once(grid, own) or (line for row in own for line in _merged(grid, row)))


def _named(sheet: Sheet, names: Names, words: Words) -> Cells:
    """Every cell that names a county; codes where no names stand."""
    looked_at = sheet.cells if names.named_by_numbers else words.said
    cells = {at: county for at, cell in looked_at.items() if (county := names.county(cell.text)) is not None}
    if len(set(cells.values())) > 1:
        return cells
    codes = {at: county for at, cell in sheet.cells.items() if (county := names.code(cell.text)) is not None}
    said = any(_CODES.search(cell.text) for cell in words.said.values() if isinstance(cell.value, str))
    return codes if said and len(set(codes.values())) > 1 else cells


def _axes(cells: Cells) -> Iterator[tuple[int, bool, list[tuple[int, str]]]]:
    """The row or column with the most counties, then that with the most of the rest, while they are two."""
    rest = dict(cells)
    for number in range(MOST_AXES):
        lines: dict[tuple[bool, int], list[tuple[int, str]]] = {}
        for (row, column), county in rest.items():
            lines.setdefault((False, column), []).append((row, county))
            lines.setdefault((True, row), []).append((column, county))
        if not lines:
            return
        counts = {key: len({county for _, county in found}) for key, found in lines.items()}
        spans = {key: max(found)[0] - min(found)[0] for key, found in lines.items()}
        # Two tables lying across have their counties one below the other, too: but not close to each other.
        transposed, axis = max(lines, key=lambda key: (counts[key], -spans[key], not key[0], -key[1]))
        if number and counts[transposed, axis] < 2:
            return
        yield axis, transposed, sorted(lines[transposed, axis])
        rest = {
            (row, column): county for (row, column), county in rest.items() if (row if transposed else column) != axis
        }


def _beside(grid: Grid, lines: list[Line], names: Names) -> Iterator[Line]:
    """The city's row often stands a column before the counties' or is merged with it: 全市 over 序号 and 县区.

    So does a county whose name was written into the next cell.
    """
    taken = {line.at for line in lines}
    for at in range(min(taken) - 1, max(taken) + 2):
        if at not in taken and (not grid.text(at, grid.axis) or _reaches(grid, at)):
            texts = [grid.text(at, other) for other in range(grid.axis, 0, -1)]
            if not any(texts) and len(taken) > 1:
                texts.append(grid.text(at, grid.axis + 1))
            county = next((county for text in texts if (county := names.county(text)) is not None), None)
            if county is not None:
                yield Line(at, county)


def _reaches(grid: Grid, at: int) -> bool:
    """Whether a merged range reaches the county names from before them, in this line alone."""
    row, column = grid.place(at, grid.axis)
    return any(
        (top < row and left == right) if grid.transposed else (left < column and top == bottom)
        for top, left, bottom, right in grid.sheet.merges
        if top <= row <= bottom and left <= column <= right
    )


def _merged(grid: Grid, line: Line) -> Iterator[Line]:
    """A county whose name is merged over several lines has one line for each word beside it (完成额, 同比, 2021年).

    Without such words each line may be the county's: where they hold two numbers, neither is known to be right.
    """
    row, column = grid.place(line.at, grid.axis)
    for top, left, bottom, right in grid.sheet.merges:
        if (top, left) == (row, column):
            last = right if grid.transposed else bottom
            subs = [grid.text(at, grid.axis + 1) for at in range(line.at, last + 1)]
            if len(set(subs)) == len(subs) > 1 and all(subs) and not any(map(_is_number, subs)):
                yield from (Line(line.at + at, line.county, sub) for at, sub in enumerate(subs))
                return
            yield from (Line(at, line.county) for at in range(line.at, min(last, line.at + MOST_LINES) + 1))
            return
    yield line


def _named_once(grid: Grid, lines: list[Line]) -> list[Line]:
    """As of merged names, where the merge was left out or a CSV has none: 南乐县 | 完成额, then nothing | 同比.

    The words beside (lying across: below) the names are the same for each county, or each says which value it is;
    nothing where they do not.
    """
    if len(lines) < 2:
        return []
    taken = {line.at for line in lines}
    merged = {
        left if grid.transposed else top
        for top, left, bottom, right in grid.sheet.merges
        if (top == grid.axis and right > left if grid.transposed else left == grid.axis and bottom > top)
    }
    found = [(line, _words_beside(grid, line.at, taken)) for line in sorted(lines)]
    first = list(found[0][1])
    same = all(list(words)[: len(first)] == first for _, words in found)
    told = all(words and all(map(says_which_value, words)) for _, words in found)
    single = all(len(words) < 2 for _, words in found)  # 南乐县 | 计划; of a period alone `remarks` speak
    if merged & taken or not (told or (same and len(first) > 1)) or (single and not all(map(without_period, first))):
        return []
    return [Line(at, line.county, word) for line, words in found for word, at in words.items() if told or word in first]


def _words_beside(grid: Grid, start: int, taken: set[int]) -> dict[str, int]:
    """What stands beside a name and in the lines below it that have none, with its line."""
    words: dict[str, int] = {}
    for at in range(start, start + MOST_LINES):
        word = grid.text(at, grid.axis + 1)
        named = at > start and (grid.text(at, grid.axis) or at in taken)
        if named or not word or word in words or _is_number(word):
            break
        words[word] = at
    return words


def _is_number(sub: str) -> bool:
    """A number of the county's, and no period: 30.58, but not 2021年上半年."""
    return re.match(r"[-+]?\d", sub) is not None and (sub.isdecimal() or bool(without_period(sub)))
