"""From which place to which each county can come under ±25 %: a bar across the places, on one that is unseen."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.workbook.plan import Cell, Chart, Style
from pingbi.workbook.references import ROBUSTNESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.model.robustness import Robustness
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.plan import Value

MOST, FEW = 30, 15  # counties that one picture holds, and that have room in it
WIDE, HIGH, LOW, ROW = (
    860,
    24,
    17,
    15.0,
)  # px: of the chart, a county of few, one of many; points of a row under it: 20 px
SIDE = Decimal("0.45")  # of a bar that stands for one place alone, to either side
SCREEN = Style("screen")


class Drawn(NamedTuple):
    """The chart, the cells it is drawn from, the heights of the rows it lies on, and the last of these."""

    chart: Chart
    cells: tuple[Cell, ...]
    rows: Mapping[int, float]
    last_row: int


def drawn(book: Book, found: Robustness, top: int, width: int, spot: tuple[int, int]) -> Drawn | None:
    """Below row `top`, in the middle of a table `width` px wide; its cells from `spot` on. None for too many."""
    rows = [(row.county, row.quarter) for row in found.rows if row.quarter is not None]
    if not rows or len(rows) > MOST:
        return None
    first, column = spot
    cells = [Cell(first - 1, column + across, words, SCREEN) for across, words in enumerate(("图表数据", "起", "长"))]
    for down, (county, places) in enumerate(rows):
        start, end = Decimal(places.best) - SIDE, Decimal(places.worst) + SIDE
        name = book.key(county).replace("\n", "")  # of names in two lines each second one is left out
        values: tuple[Value, ...] = (name, start, end - start)
        cells += [Cell(first + down, column + across, value, SCREEN) for across, value in enumerate(values)]
    last = first + len(rows) - 1
    names, unseen, seen = ([ROBUSTNESS, first, column + across, last, column + across] for across in range(3))
    size = (min(WIDE, width - 4), 96 + (HIGH if len(rows) <= FEW else LOW) * len(rows))
    count = ceil(size[1] / 20)
    series: tuple[Mapping[str, Any], ...] = (
        {"name": "起", "categories": names, "values": unseen, "fill": {"none": True}, "border": {"none": True}},
        {
            "name": "范围",
            "categories": names,
            "values": seen,
            "fill": {"color": "#A6A6A6"},
            "border": {"color": "#404040", "width": 0.75},
            "gap": 45,
            "overlap": 100,
        },
    )
    most = max(ceil(places.worst) for _, places in rows)
    chart = Chart(
        top,
        0,
        {"type": "bar", "subtype": "stacked"},
        series,
        _settings(found, most),
        size,
        offset=max(0, (width - size[0]) // 2),
    )
    return Drawn(chart, tuple(cells), dict.fromkeys(range(top, top + count), ROW), top + count - 1)


def _settings(found: Robustness, most: int) -> dict[str, Any]:
    places = "组内位次" if found.by_group else "位次"
    return {
        "set_title": {
            "name": f"各项权重在±25%以内变动时可能的{places}",
            "name_font": {"name": "黑体", "size": 12, "bold": False},
            "overlay": False,
        },
        "set_y_axis": {  # of a bar chart: the one with the names
            "num_font": {"name": "宋体", "size": 10 if len(found.rows) <= FEW else 9},
            "interval_unit": 1,
            "reverse": True,
            "line": {"color": "#404040"},
            "major_tick_mark": "none",
        },
        "set_x_axis": {
            "num_font": {"name": "Times New Roman", "size": 10},
            "num_format": "0",
            "min": 0,
            "max": most + 1,
            "major_unit": 1 if most < 20 else 2,
            "major_gridlines": {"visible": True, "line": {"color": "#D0D0D0", "width": 0.5}},
            "line": {"color": "#404040"},
        },
        "set_chartarea": {"border": {"color": "#BFBFBF"}},
        "set_legend": {"none": True},
    }
