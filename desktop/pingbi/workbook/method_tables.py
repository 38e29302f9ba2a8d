"""The small tables below 计分办法 (bands, prices, caps, adjustments, grades), and where its pages break."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pingbi.workbook.measure import broken, height
from pingbi.workbook.method_cells import NAME, NUMBER, PART, WEIGHT
from pingbi.workbook.plan import Cell, Merge, Style
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.workbook.method_cells import Extra

HEAD = Style("head")
NOTHING = "-"
GAP = 14.0  # points of an empty row
PAGE_HEIGHT = 470  # points of a landscape A4 page at 100 %, with a little to spare


def _box(extra: Extra) -> Box:
    return Box(extra.top, 0, extra.top + len(extra.rows), WEIGHT + len(extra.heads) - 1)


def extra_cells(extras: Sequence[Extra]) -> Iterator[Cell]:
    """Number, group and item of each row, then its numbers from the column of the weights on."""
    for extra in extras:
        box = _box(extra)
        for at, head in enumerate(extra.heads):
            yield Cell(extra.top, WEIGHT + at, broken(head), box.style(HEAD, extra.top, WEIGHT + at))
        for number, (group, item, values) in enumerate(extra.rows, 1):
            row = extra.top + number
            yield Cell(row, NUMBER, number, box.style(Style("numc"), row, NUMBER))
            yield Cell(row, PART, group or NOTHING, box.style(Style("text"), row, PART))
            yield Cell(row, NAME, item, box.style(Style("left"), row, NAME))
            for at, value in enumerate(values):
                shown = NOTHING if value is None else value
                yield Cell(row, WEIGHT + at, shown, box.style(Style("numc"), row, WEIGHT + at))


def extra_merges(extras: Sequence[Extra]) -> Iterator[Merge]:
    """The title of each table, beside the heads of its numbers."""
    for extra in extras:
        style = _box(extra).style(HEAD, extra.top, 0, extra.top, NAME)
        yield Merge(extra.top, 0, extra.top, NAME, extra.title, style)


def extra_heights(extra: Extra, widths: Mapping[int, int]) -> dict[int, float]:
    """Points of each row of a table."""
    title = sum(widths[at] for at in (NUMBER, PART, NAME))
    heads = [height(broken(head), widths[WEIGHT + at], 11) for at, head in enumerate(extra.heads)]
    found = {extra.top: max(24.0, height(extra.title, title, 11), *heads)}
    for at, (group, item, _) in enumerate(extra.rows, 1):
        found[extra.top + at] = max(22.0, height(item, widths[NAME], indent=True), height(group, widths[PART]))
    return found


class Pages(NamedTuple):
    """Rows before which a page begins; `long`: the criteria alone fill more than a page."""

    breaks: tuple[int, ...]
    long: bool


def pages(rows: Mapping[int, float], starts: Sequence[int], last: int, scale: int) -> Pages:
    """Break before a block (a small table, the notes) that would be cut, where a page can hold it."""
    room = PAGE_HEIGHT * 100 / scale
    title = rows[1] + rows[2]  # on every page
    first, *others = [
        sum(rows.get(row, GAP) for row in range(start, end)) for start, end in pairwise([0, *starts, last + 1])
    ]
    used, breaks = first % room, []
    for start, high in zip(starts, others, strict=True):
        if used + high > room:
            breaks.append(start)
            used = title
        used = (used + high) % room
    return Pages(tuple(breaks), first > room)
