"""A printed page as plain data. Lengths are millimetres from the paper's upper left corner, sizes points on paper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right"]
Weight = Literal[0, 1, 2]  # none, thin, medium


class Font(NamedTuple):
    """The official family as the workbook names it; which typeface stands in for it is the painter's."""

    family: str
    size: float
    bold: bool = False
    colour: str = "000000"


DIGITS, DIGITS_SMALL, WORDS = Font("Times New Roman", 10), Font("Times New Roman", 9), Font("宋体", 10)


class Area(NamedTuple):
    """A rectangle on the paper."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


class Edges(NamedTuple):
    """The lines around a cell."""

    left: Weight = 0
    right: Weight = 0
    top: Weight = 0
    bottom: Weight = 0


NO_EDGES = Edges()


@dataclass(frozen=True, slots=True)
class Box:
    """A cell or merged range on a page. `room` is where its text may stand: wider where it runs over empty cells."""

    area: Area
    text: str
    font: Font
    align: Align
    room: Area
    edges: Edges = NO_EDGES
    wrap: bool = False
    indent: float = 0
    fill: str = ""
    after: str = ""  # as wide as it is empty, to the right of a number
    bar: float | None = None  # a bar behind the number, as a share of the width


class Mark(NamedTuple):
    """A line above or below the table: at the head or foot of the page."""

    text: str
    font: Font
    align: Align
    area: Area


@dataclass(frozen=True, slots=True)
class Series:
    """One row of a chart. A value that is no number is None; a label is what stands beside it, None where nothing."""

    name: str
    kind: Literal["column", "bar", "line"]
    values: tuple[Decimal | None, ...]
    labels: tuple[str | None, ...]
    fill: str = ""  # RRGGBB; empty: none
    border: str = ""
    line: str = ""
    dash: bool = False
    width: float = 0  # of the line, points
    marker: str = ""  # its border; empty: none
    marker_fill: str = ""
    label_at: str = ""  # center, above, right, inside_base, outside_end
    label_font: Font = DIGITS_SMALL
    legend: bool = True


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of the values."""

    least: Decimal | None = None
    most: Decimal | None = None
    step: Decimal | None = None
    reverse: bool = False
    lines: bool = False
    labels: bool = True
    number: str = ""
    font: Font = DIGITS


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: what it shows, as data."""

    area: Area
    kind: Literal["column", "bar", "line"]
    stacked: bool
    title: str
    title_font: Font
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    names_font: Font
    names_reversed: bool = False
    names_at_top: bool = False
    gap: int = 150  # per cent of a column
    legend: Literal["", "top", "bottom"] = ""
    legend_font: Font = WORDS
    frame: str = ""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page of a sheet: `number` counts from 1. `clip` is where cells may be printed."""

    sheet: str
    number: int
    width: float
    height: float
    scale: int
    clip: Area
    boxes: tuple[Box, ...]
    marks: tuple[Mark, ...] = ()  # with {page} and {pages} to be filled in
    pictures: tuple[Picture, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """What can be read on it, beside head and foot."""
        return tuple(box.text for box in self.boxes if box.text)
