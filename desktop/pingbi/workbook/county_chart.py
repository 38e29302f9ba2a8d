"""得分率与组内平均: horizontal bars, the county black and its group grey, readable without colour."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.workbook.county_layout import group_word
from pingbi.workbook.plan import Cell, Chart, Style, Value
from pingbi.workbook.references import COUNTIES, cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from pingbi.workbook.county_layout import CountyPage
    from pingbi.workbook.county_lines import Made

SCREEN = Style("screen")
MOST_SHOWN = 200  # per cent of full marks, above which a bar ends at the edge
GAP_COLUMN = 1  # columns between the page and what the chart of some criteria is drawn from


class Drawn(NamedTuple):
    """The chart, and the cells it is drawn from where it does not show all criteria."""

    chart: Chart
    cells: tuple[Cell, ...] = ()


def most_of(page: CountyPage, makes: Sequence[Made]) -> list[int]:
    """The lines that are drawn: all, or those with the most points lost, in their order."""
    if len(makes) <= page.drawn:
        return list(range(len(makes)))
    by_lost = sorted(range(len(makes)), key=lambda at: (-(makes[at].lost or 0), at))
    return sorted(by_lost[: page.drawn])


def drawn(page: CountyPage, county: str, top: int, makes: Sequence[Made], greatest: Decimal) -> Drawn:
    """A county's chart below its heading 二. `greatest` is the greatest share of all pages: they have one scale."""
    lines = most_of(page, makes)
    first, columns = top + page.first_line, page.columns
    if len(lines) == len(makes):
        at = (columns["name"], columns["rate"], columns["mean"])
        span, cells = (first, first + len(lines) - 1), _cells(page, makes, [], top, first)
    else:
        left = page.last + 1 + GAP_COLUMN
        at = (left, left + 1, left + 2)
        start = top + page.chart_heading + 1
        span, cells = (start, start + len(lines) - 1), _cells(page, makes, lines, top, start)
    return Drawn(_chart(page, county, top, [makes[line] for line in lines], span, at, greatest), cells)


def _cells(page: CountyPage, makes: Sequence[Made], lines: Sequence[int], top: int, start: int) -> tuple[Cell, ...]:
    left, found = page.last + 1 + GAP_COLUMN, []
    for down, line in enumerate(lines):
        row = top + page.first_line + line
        values: tuple[Value, ...] = (page.criteria[line].name, _or_dash(makes[line].rate), _or_dash(makes[line].mean))
        for across, (name, value) in enumerate(zip(("name", "rate", "mean"), values, strict=True)):
            found.append(Cell(start + down, left + across, value, SCREEN, f"={cell(row, page.columns[name])}"))
    return tuple(found)


def _or_dash(value: Decimal | None) -> Value:
    return "-" if value is None else value


def _chart(
    page: CountyPage,
    county: str,
    top: int,
    makes: Sequence[Made],
    span: tuple[int, int],
    at: tuple[int, int, int],
    greatest: Decimal,
) -> Chart:
    names, own, mean = at

    def line(column: int) -> list[Any]:
        return [COUNTIES, span[0], column, span[1], column]

    labels: dict[str, Any] = {"value": True, "num_format": "0", "font": {"name": "Times New Roman", "size": 9}}
    if any(made.rate is None for made in makes):  # "-" would be drawn as 0, and labelled so
        labels["custom"] = [{"delete": True} if made.rate is None else {} for made in makes]
    border = {"color": "#404040", "width": 0.5}
    series: list[Mapping[str, Any]] = [
        {
            "name": county.lstrip("="),  # else it would be read as a reference
            "categories": line(names),
            "values": line(own),
            "fill": {"color": "#404040"},
            "border": border,
            "gap": 40,
            "data_labels": labels,
        },
        {
            "name": f"{group_word(page.book, county)}平均".lstrip("="),
            "categories": line(names),
            "values": line(mean),
            "fill": {"color": "#D9D9D9"},
            "border": border,
        },
    ]
    least = min((made.rate for made in makes if made.rate is not None), default=0)
    axis: dict[str, Any] = {
        "num_font": {"name": "Times New Roman", "size": 9},
        "label_position": "none",
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#D0D0D0", "width": 0.5}},
    }
    if least >= 0:
        axis |= {"min": 0, "max": min(MOST_SHOWN, max(120, ceil(float(greatest) * 1.08 / 20) * 20))}
    settings: dict[str, Any] = {
        "set_title": {"none": True},
        "set_y_axis": {  # of bars the vertical one: that of the names
            "reverse": True,
            "label_position": "low",
            "num_font": {"name": "宋体", "size": 10},
            "line": {"color": "#404040"},
            "major_tick_mark": "none",
        },
        "set_x_axis": axis,
        "set_chartarea": {"border": {"color": "#BFBFBF", "width": 0.5}},
        "set_legend": {"position": "top", "font": {"name": "宋体", "size": 10}},
    }
    size = (sum(page.widths.values()) - 2, page.chart_px)
    return Chart(top + page.chart_heading + 1, 0, {"type": "bar"}, tuple(series), settings, size)
