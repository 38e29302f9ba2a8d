"""附图2: the rates that weigh most, each county against the city, four to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.model.catalogue import RATES
from pingbi.scheme.settings import value_decimals
from pingbi.workbook.indicator_columns import CITY_ROW, COUNTY, FIRST_ROW, rule_of
from pingbi.workbook.plan import Cell, Chart, Style
from pingbi.workbook.references import MAIN, SINGLE, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import Criterion
    from pingbi.workbook.addresses import Book

LEAST, MOST = 3, 4  # counties with a value · charts
ROW = 15.0  # points of a row under the charts: 20 px
SCREEN = Style("screen")
GAP = 12


class Drawn(NamedTuple):
    """The charts with the cells of the city's line; `last_row` ends the printed page."""

    charts: tuple[Chart, ...]
    cells: tuple[Cell, ...]
    rows: Mapping[int, float]
    columns: Mapping[int, int]
    last_row: int


def drawn(book: Book, top: int, widths: Mapping[int, int], high: int) -> Drawn | None:
    """Up to four charts below row `top` on a page `high` px high; None where no rate can be compared."""
    chosen = _chosen(book)
    if not chosen:
        return None
    width, last = sum(widths.values()), max(widths)
    across = 1 if len(chosen) == 1 else 2
    down = -(-len(chosen) // across)
    size = (width - GAP * (across - 1)) // across - 2, min(360 if down == 2 else 560, (high - 90) // down - GAP)
    cells = [Cell(top, 0, "附图2", Style("annex"))]
    charts, columns = [], {}
    for at, row in enumerate(chosen):
        column = last + 2 + at
        columns[column] = 90
        cells += _city_line(book, row, column)
        left, upper = (at % across) * (size[0] + 2 + GAP), top + 1 + (at // across) * -(-(size[1] + GAP) // 20)
        place, offset = _column_at(widths, left)
        charts.append(_chart(book, row, (upper, place, offset), column, size))
    count = down * -(-(size[1] + GAP) // 20)
    rows = {top: 24.0} | {top + 1 + step: ROW for step in range(count)}
    return Drawn(tuple(charts), tuple(cells), rows, columns, top + count)


def _chosen(book: Book) -> list[Criterion]:
    """Rates with a city figure and at least three counties, those that weigh most, in the scheme's order."""
    found = []
    for name in book.main.criteria:
        row, rule = book.criteria[name], rule_of(book, book.criteria[name])
        if rule is None or rule.plain is None or book.scheme.indicators[rule.plain.indicator].kind not in RATES:
            continue
        city = book.figures.value(book.scheme.city.name, rule.plain.indicator, rule.plain.role)
        count = sum(score.value is not None for score in book.scores[name].scores.values())
        if city is not None and count >= LEAST:
            found.append(row)
    heaviest = sorted(found, key=lambda row: -row.weight)[:MOST]
    return [row for row in found if row in heaviest]


def _column_at(widths: Mapping[int, int], pixels: int) -> tuple[int, int]:
    """The column in which a distance from the left edge falls, and the rest."""
    for column in sorted(widths):
        if pixels < widths[column]:
            return column, pixels
        pixels -= widths[column]
    return max(widths), 0


def _city_line(book: Book, row: Criterion, column: int) -> list[Cell]:
    """The city's figure once a county: a line needs as many points as there are columns."""
    rule = rule_of(book, row)
    plain = rule.plain if rule is not None else None
    value = book.figures.value(book.scheme.city.name, plain.indicator, plain.role) if plain is not None else None
    made = f"={fixed(CITY_ROW, book.main.criteria[row.id].value, MAIN)}"
    cells = [Cell(2, column, row.name, SCREEN)]
    return cells + [Cell(3 + at, column, value, SCREEN, made) for at in range(len(book.counties.names))]


def _chart(book: Book, row: Criterion, spot: tuple[int, int, int], city: int, size: tuple[int, int]) -> Chart:
    upper, place, offset = spot
    count, values = len(book.counties.names), book.main.criteria[row.id].value
    digits = value_decimals(book.scheme, row)
    rule = rule_of(book, row)
    plain = rule.plain if rule is not None else None
    own = book.figures.value(book.scheme.city.name, plain.indicator, plain.role) if plain is not None else None
    unit = book.scheme.indicators[plain.indicator].unit if plain is not None else ""
    names = [MAIN, FIRST_ROW, COUNTY, FIRST_ROW + count - 1, COUNTY]
    shape = "0" + (f".{'0' * digits}" if digits else "")
    counties: dict[str, Any] = {
        "name": row.name,
        "categories": names,
        "values": [MAIN, FIRST_ROW, values, FIRST_ROW + count - 1, values],
        "fill": {"color": "#D9D9D9"},
        "border": {"color": "#404040", "width": 0.5},
        "gap": 60,
        "data_labels": {
            "value": True,
            "position": "inside_base",
            "num_format": shape,
            "font": {"name": "Times New Roman", "size": 9},
        },
    }
    line: dict[str, Any] = {
        "name": f"{book.scheme.city.name} {own:.{digits}f}{unit}",
        "categories": names,
        "values": [SINGLE, 3, city, 2 + count, city],
        "line": {"color": "#000000", "width": 1.25, "dash_type": "dash"},
        "marker": {"type": "none"},
    }
    settings: dict[str, Any] = {
        "set_title": {
            "name": f"{row.name}（{unit}）" if unit else row.name,
            "name_font": {"name": "黑体", "size": 12, "bold": False},
            "overlay": False,
        },
        "set_x_axis": {
            "num_font": {"name": "宋体", "size": 9, "rotation": 0},
            "label_position": "low",
            "line": {"color": "#404040"},
        },
        "set_y_axis": {
            "num_font": {"name": "Times New Roman", "size": 9},
            "num_format": "General",
            "major_gridlines": {"visible": True, "line": {"color": "#D0D0D0", "width": 0.5}},
            "line": {"none": True},
        },
        "set_chartarea": {"border": {"color": "#BFBFBF", "width": 0.5}},
        "set_legend": {"position": "top", "font": {"name": "宋体", "size": 9}, "delete_series": [0]},
    }
    combined = Chart(upper, place, {"type": "line"}, (line,), {}, size)
    return Chart(upper, place, {"type": "column"}, (counties,), settings, size, combined, offset)
