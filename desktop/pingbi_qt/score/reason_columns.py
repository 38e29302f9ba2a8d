"""What the lines of the explanation share: how wide places, bars, points and weights are, so that names keep room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi_qt.look import metrics, px
from pingbi_qt.score.columns import plain
from pingbi_qt.score.figures import shown
from pingbi_qt.score.rows import place_words

if TYPE_CHECKING:
    from pingbi.reckoning import Line, Reckoning

SIDE, SIGN = 12, 12 + 6
BAR, SHORT_BAR = 36, 20  # as drawn, and the shortest that still says something
VALUE = 88  # the widest value that is not cut


class Columns(NamedTuple):
    """Widths in px; a bar of 0 is not drawn."""

    full: int = 0
    points: int = 0
    place: int = 0
    bar: int = 0


def columns_of(told: Reckoning, digits: int, wide: int) -> Columns:
    """For lines so wide: bars give way before a name is cut."""
    items = (*told.parts, *told.adjusted, told.total)
    weights = [row.weight for row in told.lines] + [row.full for row in items if row.full is not None]
    points = [points_words(row, digits) for row in told.lines] + [row.points for row in items[:-1]]
    full = max((metrics().horizontalAdvance(f" / {plain(weight)}") for weight in weights), default=0)
    most = max((metrics("strong").horizontalAdvance(word) for word in points), default=0)
    place = max((metrics("note").horizontalAdvance(place_of(row)) for row in told.lines), default=0)
    fixed = full + most + place + 2 * px(SIDE) + px(SIGN + 8 + 8 + 6 + 10)
    names = max((metrics().horizontalAdvance(row.name) + value_width(row) for row in told.lines), default=0)
    bar = min(px(BAR), wide - fixed - names)
    return Columns(full, most, place, bar if bar >= px(SHORT_BAR) else 0)


def value_width(line: Line) -> int:
    """Of the value, which is cut where it is a long word."""
    return min(metrics().horizontalAdvance(line.value), px(VALUE))


def points_words(line: Line | None, digits: int) -> str:
    """9.08; — where nothing counts."""
    return "—" if line is None or line.points is None else shown(line.points, digits)


def place_of(line: Line) -> str:
    """第 3."""
    return "" if line.place is None else f"第 {place_words(line.place)}"
