"""A document as plain data: paragraphs in a few styles and tables. `docx` makes a file of it.

Lengths are in characters of the text (三号, 16 points) for indents, in millimetres for columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Align = Literal["left", "center", "right"]


class Run(NamedTuple):
    """Words in one typeface; an empty one is the style's."""

    text: str
    font: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`style` is one of `styles.STYLES`. A new line in a run is no new paragraph."""

    style: str
    runs: tuple[Run, ...] = ()
    right: float = 0  # characters from the right edge
    page: bool = False  # it begins a page
    keep: bool = False  # it stands on one page with the next

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


class Cell(NamedTuple):
    """One cell; `across` and `down` count the columns and rows that it takes."""

    text: str
    align: Align = "center"
    bold: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`head` is repeated on every page. A row leaves out what a cell above or beside it takes."""

    widths: tuple[float, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    row: float = 7.0  # least height, millimetres


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `marks` stand at the head of every page; `made` is an ISO time, the only one in the file."""

    title: str
    blocks: tuple[Block, ...]
    marks: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)  # official font -> the one to write
    author: str = ""
    about: str = ""
    made: str = ""
