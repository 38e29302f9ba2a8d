"""Where a value stood. Nothing that holds a reported number is made without one of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from pingbi.model.catalogue import words


@dataclass(frozen=True, slots=True)
class InSheet:
    """A cell of a table: `台前县.xlsx`, `填报表`, `D7`, and what was written in it."""

    file: str
    sheet: str
    cell: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}［{self.sheet}!{self.cell}］" if self.sheet else f"{self.file}［{self.cell}］"

    def __reduce__(self) -> tuple[type[InSheet], tuple[str, str, str, str]]:
        """As with Figure: quicker than the way of dataclasses."""
        return InSheet, (self.file, self.sheet, self.cell, self.text)


@dataclass(frozen=True, slots=True)
class InText:
    """A run of characters of a text: offsets of the number itself, and the words around it."""

    file: str
    start: int
    end: int
    quote: str
    page: int | None = None

    def __str__(self) -> str:
        page = f"第{self.page}页" if self.page else ""
        return f"{self.file}［{page}第{self.start}—{self.end}字］“{self.quote}”"


class Range(NamedTuple):
    """Cells of one column of a sheet: `E5:E48, E51`; empty for a sheet in which nothing was counted."""

    file: str
    sheet: str
    cells: str

    def __str__(self) -> str:
        place = "!".join(part for part in (self.sheet, self.cells) if part)
        return f"{self.file}［{place}］"


@dataclass(frozen=True, slots=True)
class InRows:
    """Rows of a ledger that make one value, and how: `合计：完成投资（44行）`."""

    formula: str
    ranges: tuple[Range, ...] = ()

    @property
    def file(self) -> str:
        """The file, or several."""
        return "、".join(dict.fromkeys(part.file for part in self.ranges))

    def __str__(self) -> str:
        return f"{'；'.join(map(str, self.ranges))}（{self.formula}）"


@dataclass(frozen=True, slots=True)
class ByHand:
    """A value set by a person, over the reported one (or over nothing)."""

    reason: str
    by: str = ""
    when: str = ""
    over: Origin | None = None

    def __str__(self) -> str:
        who = "、".join(part for part in (self.by, self.when) if part)
        return f"人工设定（{self.reason}{'，' + who if who else ''}）"


@dataclass(frozen=True, slots=True)
class Derived:
    """A value computed from others by a formula of the scheme."""

    formula: str
    operands: tuple[Origin, ...] = ()

    def __str__(self) -> str:
        return f"计算值（{self.formula}）"


@dataclass(frozen=True, slots=True)
class InArchive:
    """What an earlier period gave, as it was published then: `2021上半年.pingbi`, `2021H1`, `工业投资 21.1亿元`.

    `edition` is which printing it was: `定稿，第3号导出`; `text` the indicator by its name of then, value and unit.
    """

    file: str
    period: str
    text: str
    edition: str = ""

    def __str__(self) -> str:
        edition = f"（{self.edition}）" if self.edition else ""
        return f"{self.file}［{words(self.period)}{edition}］“{self.text}”"


Origin: TypeAlias = InSheet | InText | InRows | ByHand | Derived | InArchive
