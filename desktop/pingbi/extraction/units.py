"""Which unit a number of a table is in: that beside it, of its heading, of its column, or of the whole table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.heading_words import is_unit
from pingbi.extraction.quantity import TABLE_UNIT, Quantity, quantity
from pingbi.model.catalogue import bare, factor, with_multiple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.extraction.grid import Block, Grid, Line
    from pingbi.extraction.names import Names
    from pingbi.scheme import Indicator

_NOTE = re.compile(r"[(（]?(?:注|说明|备注|附注|[*※])")
_UNITS = re.compile(
    rf"(?P<of>[^，,。；;:：]{{0,30}}?)(?:计量)?单位(?:均|都|统一)?(?:为|是|用|[:：])\s*(?P<units>(?:{TABLE_UNIT})(?!千瓦|吨)(?:[、,，/]\s*(?:{TABLE_UNIT}))*)"
    rf"|(?P<about>[^，,。；;:：]{{0,30}}?)(?:均|都|统一)?(?:以|按|用)(?P<unit>{TABLE_UNIT})(?:为单位|计|填[报列写])"
    rf"|(?P<what>[^，,。；;:：]{{0,30}}?)(?:均|都)?为(?P<alone>{TABLE_UNIT})(?=$|[，,。；;)）])"
)
_NAMED = re.compile(rf"([\u4e00-\u9fff]{{2,20}})\s*[:：(（]\s*({TABLE_UNIT})\s*(?=[)）;；,，、。\s]|$)")
_SAYS_UNITS = re.compile("单位|元|为")
_ALL_OF_IT = re.compile(
    r"(?:[(（]?(?:注|说明|备注|附注|[*※])?[:：]?)?\s*(?:[(（]?\d{1,2}[)）.、．])?\s*"
    r"(?:本表|表中|上表|表内|以上|各|所有|全部|有关|金额|投资额?|指标|数据?|数值|值|额|的|除.{1,10}外)*"
)

FARTHEST = 3  # columns behind the last number in which a unit may stand


def beside_numbers(grid: Grid, block: Block, lines: Sequence[Line], other: int) -> list[str]:
    """For each line the unit in a cell of its own behind the number, as in a column 单位; empty where none stands.

    Lying across, it is that of the whole row, and empty too where several stand there. Those before the numbers are
    headings already.
    """
    if not grid.transposed:
        if not grid.words.are_in(other + 1, lines[0].at, lines[-1].at):
            return [""] * len(lines)
        return [_unit(grid.text(line.at, other + 1)) for line in lines]
    found = {unit for text in _behind(grid, block, other) if (unit := _unit(text))}
    return [found.pop() if len(found) == 1 else ""] * len(lines)


def _unit(text: str) -> str:
    return plain if text and not text[0].isdigit() and is_unit(plain := bare(text)) else ""


def _behind(grid: Grid, block: Block, other: int) -> Iterator[str]:
    """What stands among and behind a row's numbers, up to the next table's labels or an empty column."""
    taken = {row.at for row in block.lines}
    last = max(taken)
    for at in range(min(taken) + 1, last + FARTHEST + 1):
        text = grid.text(at, other) if at not in taken else ""
        if at > last and ((not text and not _is_of_units(grid, at)) or (text and _is_words(text))):
            return
        yield text


def _is_of_units(grid: Grid, at: int) -> bool:
    """Whether a column has a heading, or is empty with that of the units behind it."""
    if grid.text(at, grid.axis):
        return True
    further = (bare(grid.text(next_to, grid.axis)) for next_to in range(at + 1, at + FARTHEST))
    return next(filter(None, further), "") in ("单位", "计量单位")


def _is_words(text: str) -> bool:
    return not is_unit(bare(text)) and not any(letter.isdecimal() for letter in text)


def default_unit(units: Sequence[str], indicator: Indicator) -> str:
    """The one unit of a line 单位：万元、% (or over a column) that suits an indicator; none where several do."""
    known = (with_multiple(unit, indicator.unit) for unit in units if unit and is_unit(unit))
    found = {unit for unit in known if factor(unit, indicator.unit) is not None}
    return found.pop() if len(found) == 1 else ""


class Note(NamedTuple):
    """A unit that stands below a table, and of what it is: empty where it is of all numbers."""

    of: str
    unit: str


def noted(grid: Grid, block: Block) -> tuple[Note, ...]:
    """Units below a table: 注：本表金额单位为万元. A mere 单位：万元 above another table is that table's."""
    last = grid.axis if grid.transposed else block.lines[-1].at
    below = [(row, cell.value) for (row, _), cell in grid.words.said.items() if row > last]
    found: list[Note] = []
    for row, text in below:
        if not isinstance(text, str) or not _SAYS_UNITS.search(text):
            continue
        said = units_said(text)
        if said and (_NOTE.match(text) or not _numbers_below(grid, row)):
            found += said
    return tuple(found)


def named_above(text: str, names: Names) -> tuple[Note, ...]:
    """Units in a title, each behind an indicator's name: 主要指标（工业投资：亿元；用电量：万千瓦时）."""
    return tuple(Note(of, unit) for of, unit in _NAMED.findall(text) if names.without_names(of) != of)


def units_said(text: str) -> list[Note]:
    """The units that a note gives."""
    found = []
    for match in _UNITS.finditer(text):
        of = (match["of"] or match["about"] or match["what"] or "").strip()
        rest = "" if _ALL_OF_IT.fullmatch(of) else of
        found += [
            Note(rest, unit) for unit in re.split(r"[、,，/]\s*", match["units"] or match["unit"] or match["alone"])
        ]
    return found


def _numbers_below(grid: Grid, last: int) -> bool:
    return any(isinstance(quantity(cell), Quantity) for (row, _), cell in grid.sheet.cells.items() if row > last)
