"""A workbook as plain data: what stands where, in which style. Sheets make it, one module writes it to a file.

Rows and columns count from 0. Cells may be a generator: they are written as they come, row by row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value = Decimal | int | str | bool | None
Edge = Literal[0, 1, 2]  # none, thin, medium
FOOT = '&"宋体,常规"&10'  # the font of a page's foot
PAGES = f"&C{FOOT}第 &P 页  共 &N 页"


class Style(NamedTuple):
    """A token of `styles` (title, head, num …) and what varies: bold, number format, the four edges, lock."""

    token: str
    bold: bool = False
    number: str = ""  # number format; empty: General
    left: Edge = 0
    right: Edge = 0
    top: Edge = 0
    bottom: Edge = 0
    wrap: bool | None = None  # None: the token's
    size: float | None = None  # None: the token's
    fill: str = ""  # RRGGBB
    locked: bool = True
    align: Literal["", "left", "center", "right"] = ""
    hidden: bool = False  # the formula is hidden under protection


class Cell(NamedTuple):
    """With a formula (it starts with =), `value` is its cached value. A text is always written as text."""

    row: int
    column: int
    value: Value
    style: Style
    formula: str = ""
    link: str = ""  # internal: "数据来源!A12"
    tip: str = ""


class Merge(NamedTuple):
    """A merged range, both corners included; its edges come from `style`, so give it the outline's."""

    top: int
    left: int
    bottom: int
    right: int
    value: Value
    style: Style
    formula: str = ""
    link: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet prints. `fit` (pages wide, high; 0 = as many as needed) or `scale` with manual breaks, never both."""

    landscape: bool = True
    paper: Literal["A4", "A3"] = "A4"
    margins: tuple[float, float, float, float] = (1.5, 1.5, 2.0, 1.8)  # left right top bottom, cm
    fit: tuple[int, int] | None = (1, 0)
    scale: int | None = None
    repeat_rows: tuple[int, int] | None = None
    repeat_columns: tuple[int, int] | None = None
    area: tuple[int, int, int, int] | None = None  # top left bottom right
    row_breaks: tuple[int, ...] = ()
    column_breaks: tuple[int, ...] = ()
    header: str = ""
    footer: str = PAGES


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart: `options` is what the writer hands to xlsxwriter, kept as plain data."""

    row: int
    column: int
    kind: Mapping[str, str]  # {"type": "column", "subtype": "stacked"}
    series: tuple[Mapping[str, Any], ...]
    settings: Mapping[str, Any]  # method name (set_title, set_legend, set_x_axis …) -> its argument
    size: tuple[int, int]  # pixels
    combine: Chart | None = None
    offset: int = 0  # pixels from the left edge of the column


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet. `conditions`, `validations` and `comments` are (range, options) as xlsxwriter has them."""

    name: str
    cells: Iterable[Cell]
    columns: Mapping[int, int] = field(default_factory=dict)  # width in pixels
    column_styles: Mapping[int, Style] = field(default_factory=dict)  # of the cells of a column that are not written
    hidden_columns: frozenset[int] = frozenset()
    rows: Mapping[int, float] = field(default_factory=dict)  # height in points
    default_row: float | None = None
    merges: Iterable[Merge] = ()
    page: Page = field(default_factory=Page)
    freeze: tuple[int, int] | None = None
    autofilter: tuple[int, int, int, int] | None = None
    conditions: tuple[tuple[tuple[int, int, int, int], Mapping[str, Any]], ...] = ()
    validations: tuple[tuple[tuple[int, int, int, int], Mapping[str, Any]], ...] = ()
    comments: tuple[tuple[int, int, str], ...] = ()
    charts: tuple[Chart, ...] = ()
    protect: bool = False
    visibility: Literal["visible", "hidden", "very_hidden"] = "visible"


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """Sheets in order. `names` are defined names; `properties` the document's title, author …

    With a `record` the file gets one very hidden sheet more: the record, and what was written into each cell.
    """

    sheets: tuple[SheetPlan, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)  # custom document properties
    names: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)  # official font -> the one to write
    record: bytes = b""
