"""A slope for each county from its place then to its place now: solid up, grey level, dashed down."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.workbook.change_table import FIRST, PLACE, TOP
from pingbi.workbook.plan import Chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.workbook.change_table import ChangeTable, Line

LEAST, MOST = 3, 15  # counties that are worth a picture, and that one can tell apart
FEW = 9  # places that are drawn with more room
MOST_LABELLED = 3  # tied counties in one label; more are counted
WIDE, ROW = 700, 15.0  # px of the chart; points of a row under it: 20 px
ONE_LINE, TWO_LINES = 8, 34  # characters of a name that stands in one line; px of a place where one needs two
NAME = {"name": "宋体", "size": 10}


class Drawn(NamedTuple):
    """The chart, the heights of the rows that it lies on, and the last of these."""

    chart: Chart
    rows: Mapping[int, float]
    last_row: int


def drawn(table: ChangeTable, sheet: str, title: str, top: int) -> Drawn | None:
    """Below row `top`, in the middle of the table; None where there are too few counties or too many."""
    both = [line for line in table.lines if None not in line.places]
    if len(both) < LEAST or len(table.lines) > MOST:
        return None
    most = max(ceil(place) for line in both for place in line.places if place is not None)
    long = any(len(line.county) > ONE_LINE for line in both)
    size = (WIDE, 110 + (TWO_LINES if long else 26 if most <= FEW else 20) * max(most, 6))
    count = ceil(size[1] / 20)
    offset = max(0, (sum(table.widths.values()) - WIDE) // 2)
    chart = Chart(
        top,
        0,
        {"type": "line"},
        tuple(_series(table, sheet, line, both) for line in both),
        _settings(f"{title}（实线为上升，灰线为持平，虚线为下降）", most),
        size,
        offset=offset,
    )
    return Drawn(chart, dict.fromkeys(range(top, top + count), ROW), top + count - 1)


def _series(table: ChangeTable, sheet: str, line: Line, both: Sequence[Line]) -> Mapping[str, Any]:
    """One county's two places, straight from the table; its name stands at the right end."""
    row = FIRST + table.lines.index(line)
    then, now = (place or 0 for place in line.places)
    colour, dash = ("#8C8C8C", "solid") if then == now else ("#000000", "solid" if now < then else "dash")
    tied = [other.county for other in both if other.places[1] == line.places[1]]
    labels: dict[str, Any] = {"series_name": True, "position": "right", "font": NAME, "custom": [{"delete": True}]}
    if len(tied) > 1:  # they would be printed over each other: the first speaks for all
        words = "、".join(tied) if len(tied) <= MOST_LABELLED else f"{tied[0]}等{len(tied)}个"
        labels["custom"].append({"value": words, "font": NAME} if tied[0] == line.county else {"delete": True})
    return {
        "name": line.county,
        "categories": [sheet, TOP + 1, PLACE, TOP + 1, PLACE + 1],
        "values": [sheet, row, PLACE, row, PLACE + 1],
        "line": {"color": colour, "width": 1.5, "dash_type": dash},
        "marker": {
            "type": "circle",
            "size": 6,
            "fill": {"color": "#FFFFFF" if dash == "dash" else colour},
            "border": {"color": colour},
        },
        "data_labels": labels,
    }


def _settings(title: str, most: int) -> dict[str, Any]:
    return {
        "set_title": {"name": title, "name_font": {"name": "黑体", "size": 12, "bold": False}, "overlay": False},
        "set_x_axis": {
            "num_font": {"name": "宋体", "size": 11},
            "label_position": "high",  # below: the other axis runs downwards
            "line": {"none": True},
            "major_tick_mark": "none",
        },
        "set_y_axis": {
            "num_font": {"name": "Times New Roman", "size": 10},
            "num_format": "0;;",
            "reverse": True,
            "min": 0,
            "max": most,
            "major_unit": 1,
            "major_gridlines": {"visible": False},
            "line": {"none": True},
        },
        "set_chartarea": {"border": {"color": "#BFBFBF"}},
        "set_legend": {"none": True},
    }
