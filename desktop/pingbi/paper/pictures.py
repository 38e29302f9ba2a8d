"""A chart of a plan as data: its references followed to the cells, its settings read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from pingbi.paper.layout import Area, Axis, Font, Picture, Series
from pingbi.paper.shown import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pingbi.workbook.plan import Chart, Value

    Look = Callable[[str, int, int], Value]  # the value of a sheet's cell

Kind = Literal["column", "bar", "line"]
_KINDS: dict[str, Kind] = {"column": "column", "bar": "bar", "line": "line"}
_OWN_GAP = 150  # per cent between columns, where a chart does not say


def picture(chart: Chart, area: Area, scale: int, look: Look) -> Picture:
    """The chart where it stands on the page. Its fonts are made as small as the page."""
    kind = _KINDS[chart.kind["type"]]
    settings, small = chart.settings, scale / 100
    names, values = settings.get("set_x_axis", {}), settings.get("set_y_axis", {})
    if kind == "bar":  # there the names stand on the vertical axis
        names, values = values, names
    title, legend = settings.get("set_title", {}), settings.get("set_legend", {})
    deleted = set(legend.get("delete_series", ()))
    rows = [*_series(chart, small, look), *(_series(chart.combine, small, look) if chart.combine else ())]
    rows = [row if at not in deleted else replace(row, legend=False) for at, row in enumerate(rows)]
    first = chart.series[0] if chart.series else {}
    return Picture(
        area=area,
        kind=kind,
        stacked=chart.kind.get("subtype") == "stacked",
        title="" if title.get("none") else str(title.get("name", "")),
        title_font=_font(title.get("name_font"), 14, small),
        categories=tuple(_words(value) for value in _cells(first.get("categories"), look)),
        series=tuple(rows),
        axis=_axis(values, small),
        names_font=_font(names.get("num_font"), 10, small),
        names_reversed=bool(names.get("reverse")),
        names_at_top=names.get("label_position") == "high" and not values.get("reverse"),
        gap=next((int(row["gap"]) for row in chart.series if "gap" in row), _OWN_GAP),
        legend="" if legend.get("none") else legend.get("position", "top"),
        legend_font=_font(legend.get("font"), 10, small),
        frame=_colour(settings.get("set_chartarea", {}).get("border", {})),
    )


def _series(chart: Chart, small: float, look: Look) -> Iterator[Series]:
    for row in chart.series:
        values = tuple(_number(value) for value in _cells(row.get("values"), look))
        labels = row.get("data_labels", {})
        line, marker = row.get("line", {}), row.get("marker", {})
        drawn = marker.get("type", "none") != "none"
        yield Series(
            name=str(row.get("name", "")),
            kind=_KINDS[chart.kind["type"]],
            values=values,
            labels=tuple(_labels(row, values, labels)),
            fill="" if row.get("fill", {}).get("none") else _colour(row.get("fill", {})),
            border="" if row.get("border", {}).get("none") else _colour(row.get("border", {})),
            line="" if line.get("none") else _colour(line),
            dash=line.get("dash_type", "solid") != "solid",
            width=float(line.get("width", 1.5)) * small,
            marker=_colour(marker.get("border", {})) if drawn else "",
            marker_fill=_colour(marker.get("fill", {})) if drawn else "",
            label_at=str(labels.get("position", "outside_end" if labels else "")),
            label_font=_font(labels.get("font"), 10, small),
        )


def _labels(
    row: Mapping[str, Any], values: Sequence[Decimal | None], labels: Mapping[str, Any]
) -> Iterator[str | None]:
    custom = list(labels.get("custom", ()))
    for at, value in enumerate(values):
        own = custom[at] if at < len(custom) else {}
        if not labels or own.get("delete"):
            yield None
        elif "value" in own:
            yield str(own["value"])
        elif labels.get("series_name"):
            yield str(row.get("name", ""))
        else:
            yield shown(value, str(labels.get("num_format", ""))).text if value is not None else None


def _axis(given: Mapping[str, Any], small: float) -> Axis:
    def limit(name: str) -> Decimal | None:
        return Decimal(str(given[name])) if name in given else None

    return Axis(
        limit("min"),
        limit("max"),
        limit("major_unit"),
        bool(given.get("reverse")),
        bool(given.get("major_gridlines", {}).get("visible", True)),
        given.get("label_position") != "none",
        str(given.get("num_format", "")),
        _font(given.get("num_font"), 10, small),
    )


def _font(given: Mapping[str, Any] | None, size: float, small: float) -> Font:
    given = given or {}
    colour = str(given.get("color", "#000000")).lstrip("#")
    return Font(str(given.get("name", "宋体")), float(given.get("size", size)) * small, bool(given.get("bold")), colour)


def _colour(given: Mapping[str, Any]) -> str:
    return "" if given.get("none") else str(given.get("color", "")).lstrip("#")


def _cells(reference: Sequence[Any] | None, look: Look) -> Iterator[Value]:
    if reference is None:
        return
    sheet, top, left, bottom, right = reference
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield look(sheet, row, column)


def _number(value: Value) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _words(value: Value) -> str:
    return shown(value).text
