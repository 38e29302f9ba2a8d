"""附图1: the totals of the ranked counties, stacked by 一级指标, on a page of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.workbook.plan import Cell, Chart, Style
from pingbi.workbook.point_formulas import rounded
from pingbi.workbook.ranking_formulas import RankingFormulas
from pingbi.workbook.references import RANKING, cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.model import Total
    from pingbi.workbook.addresses import Book

LEAST = 3  # ranked counties that are worth a picture
MOST = 30  # above that the first and the last half of it
GREYS = ("404040", "8C8C8C", "D0D0D0", "6A6A6A", "B4B4B4", "EDEDED")
FULL, ROOM = 100, 106  # points: of a usual scheme, and above which the axis is left to the program
ROW = 15.0  # points of a row under the chart: 20 px
SCREEN = Style("screen")


class Drawn(NamedTuple):
    """The chart with the cells it is drawn from; `last_row` is the last row of the printed page."""

    charts: tuple[Chart, ...]
    cells: tuple[Cell, ...]
    rows: Mapping[int, float]
    last_row: int
    last_column: int = 0


def drawn(book: Book, top: int, widths: Mapping[int, int], page: int) -> Drawn:
    """The chart below row `top`, as wide as the table and as high as a page of `page` px leaves room for."""
    shown = [total for total in book.order if total.shown is not None]
    if len(shown) < LEAST:
        return Drawn((), (), {}, top - 2)
    if len(shown) > MOST:
        shown = [*shown[: MOST // 2], *shown[-(MOST // 2) :]]
    at, width = book.ranking, sum(widths.values())
    high = min(780, page - 90)
    count = -(-high // 20)
    first = max(at.contents, at.group, at.standing, at.exact, at.key, at.previous, at.breaker) + 2
    series = _series(book)
    cells = [Cell(top, 0, "附图1", Style("annex")), Cell(at.top - 1, first, "附图1的数据", SCREEN)]
    heads = [*(name for name, _ in series), "综合得分"]
    cells += [Cell(at.top - 1, first + 1 + across, words, SCREEN) for across, words in enumerate(heads)]
    for down, total in enumerate(shown):
        cells += _line(book, at.top + down, first, total, series)
    chart = _chart(book, top + 1, (at.top, at.top + len(shown) - 1), first, heads, (width - 2, high))
    rows = {top: 24.0} | {top + 1 + down: ROW for down in range(count)}
    return Drawn((chart,), tuple(cells), rows, top + count, first + len(heads))


def _series(book: Book) -> list[tuple[str, int]]:
    """(name, column of 主要指标) of each part; nothing where a total is no sum of parts."""
    if book.scheme.scheme.total != "sum":
        return []
    names = {part.id: part.name for part in book.scheme.part}
    return [(names[part], column) for part, column in book.main.parts.items()]


def _line(book: Book, row: int, first: int, total: Total, series: list[tuple[str, int]]) -> list[Cell]:
    at, own = book.ranking, book.ranking.row[total.county]
    cells = [Cell(row, first, book.key(total.county), SCREEN, f"={cell(own, at.county)}")]
    points = {part.id: part.points for part in total.parts}
    ids = {part.name: part.id for part in book.scheme.part}
    for across, (name, column) in enumerate(series, 1):
        fetched = RankingFormulas(book, own).fetched(column)[1:]
        value, rules = points.get(ids[name]), book.scheme.scheme
        if value is not None and book.main.part_exact[ids[name]] != column:  # the column holds it as printed
            value = rounded(value, rules.decimals, rules.rounding)
        made = f"=IF(ISNUMBER({fetched}),ROUND({fetched},2),0)"
        cells.append(Cell(row, first + across, _two(value), SCREEN, made))
    total_cell = cell(own, at.total)
    made = f"=IF(ISNUMBER({total_cell}),{total_cell},0)"
    cells.append(Cell(row, first + len(series) + 1, total.shown, SCREEN, made))
    return cells


def _two(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else rounded(value, 2, "half_up")


def _chart(book: Book, row: int, span: tuple[int, int], first: int, heads: list[str], size: tuple[int, int]) -> Chart:
    top, bottom = span
    stacked = heads[:-1]
    series: list[Mapping[str, Any]] = []

    def line(column: int) -> list[Any]:
        return [RANKING, top, column, bottom, column]

    for across, name in enumerate(stacked):
        grey = GREYS[across % len(GREYS)]
        light = {"color": "FFFFFF"} if across % len(GREYS) == 0 else {"color": "000000"}
        series.append(
            {
                "name": name,
                "categories": line(first),
                "values": line(first + 1 + across),
                "fill": {"color": f"#{grey}"},
                "border": {"color": "#404040", "width": 0.5},
                "gap": 60,
                "overlap": 100,
                "data_labels": {
                    "value": True,
                    "position": "center",
                    "num_format": "0.0",
                    "font": {"name": "Times New Roman", "size": 9, "color": f"#{light['color']}"},
                },
            }
        )
    totals: dict[str, Any] = {
        "name": heads[-1],
        "categories": line(first),
        "values": line(first + len(heads)),
        "data_labels": {
            "value": True,
            "position": "above" if stacked else "outside_end",
            "num_format": ("0", "0.0", "0.00")[min(2, book.scheme.scheme.total_decimals)],
            "font": {"name": "Times New Roman", "size": 10, "bold": True},
        },
    }
    drawn_totals = None
    if stacked:
        totals |= {"line": {"none": True}, "marker": {"type": "none"}}
        drawn_totals = Chart(row, 0, {"type": "line"}, (totals,), {}, size)
    else:
        totals |= {"fill": {"color": "#8C8C8C"}, "border": {"color": "#404040", "width": 0.5}, "gap": 60}
        series.append(totals)
    more = "（柱顶为综合得分，含加减分）" if book.scheme.adjustment and stacked else ""
    kind = "构成" if stacked else ""
    settings: dict[str, Any] = {
        "set_title": {
            "name": f"{book.period}各县区综合得分{kind}{more}",
            "name_font": {"name": "黑体", "size": 14, "bold": False},
        },
        "set_x_axis": {"num_font": {"name": "宋体", "size": 11, "rotation": 0}, "line": {"color": "#404040"}},
        "set_y_axis": {
            "num_font": {"name": "Times New Roman", "size": 10},
            "major_gridlines": {"visible": True, "line": {"color": "#D0D0D0", "width": 0.5}},
            "line": {"none": True},
            "min": 0,
        },
        "set_chartarea": {"border": {"none": True}},
        "set_legend": {"position": "bottom", "font": {"name": "宋体", "size": 11}, "delete_series": [len(stacked)]}
        if stacked
        else {"none": True},
    }
    totals_shown = [total.shown for total in book.result.totals if total.shown is not None]
    if min(totals_shown) < 0:
        del settings["set_y_axis"]["min"]
        settings["set_x_axis"]["label_position"] = "low"  # at the axis they would stand in the bars below it
    elif book.scheme.scheme.full == FULL and max(totals_shown) < ROOM:
        settings["set_y_axis"]["max"] = 110  # 100 points and what the labels above them need
    kinds = {"type": "column", "subtype": "stacked"} if stacked else {"type": "column"}
    return Chart(row, 0, kinds, tuple(series), settings, size, drawn_totals)
