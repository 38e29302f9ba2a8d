"""What stands over a table of counties, and what its sheet is called: of when its numbers are, in which units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.caveats import is_footnote
from pingbi.extraction.titles import period_told
from pingbi.extraction.units import Note, named_above, noted
from pingbi.model import Role
from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from pingbi.extraction.grid import Block, Grid
    from pingbi.extraction.names import Names
    from pingbi.scheme import Indicator

_UNIT_LINE = re.compile(r"单位[:：]\s*([^\s。；)）]+)")
_LAST_YEAR = re.compile(r"(?:上年|去年)(?:同期)?")
_COMPARED = re.compile(r"比|较|增|对照|及|和|与|、")
_PLAN = re.compile(
    r"目标(?:任务)?|任务分解|计划(?:任务)?(?:表|分解|安排|数)|^年?度?计划$|预[计测期估](?:完成)?(?:情况|数|值)?|测算"
)
_DONE = re.compile(r"完成|进展|进度|情况|实绩|统计|评比|汇总|监测")


class Head(NamedTuple):
    """What stands over a table: its words, its period, its units. `role` where all of it is last year's."""

    text: str
    period: str
    units: tuple[str, ...]
    role: Role = Role.NOW
    about: Indicator | None = None  # the one indicator that a title names
    lines: tuple[str, ...] = ()  # what says of all numbers of the table what they are: its words and the sheet's name
    notes: tuple[Note, ...] = ()  # units that stand below the table, or above it behind a name
    carried: bool = False  # the units are those of the table above


def head_of(grid: Grid, block: Block, before: Head | None, names: Names) -> Head:
    """Of a table below another, what its own head leaves out is the other's."""
    text = grid.above(block)
    if block.top > 1 and not grid.transposed:  # a note between two tables is of the first
        text = "\n".join(line for line in text.split("\n") if not is_footnote(line))
    default = names.scheme.period
    lines = (*text.split("\n"), grid.sheet.name)
    told = before.period if before is not None else ""
    period = period_told(text, told, grid.document.name, grid.sheet.name, default)
    units = tuple(unit for line in _UNIT_LINE.findall(text) for unit in re.split(r"[、,，/；;]", bare(line)) if unit)
    role = Role.NOW
    if any(_LAST_YEAR.search(line) and not _COMPARED.search(line) for line in lines):
        role = Role.LAST_YEAR
    about = names.titled(text) if text else None
    own, units = bool(units), units or (before.units if before is not None else ())
    return Head(
        text, period, units, role, about, lines, (*noted(grid, block), *named_above(text, names)), carried=not own
    )


def is_plan(title: str) -> bool:
    """目标任务分解表, but not 目标完成情况: the last word counts."""
    plans = [found.end() for found in _PLAN.finditer(title)]
    done = [found.end() for found in _DONE.finditer(title)]
    both = (
        bool(plans and done) and re.search("[及与和、]", title[done[0] : plans[-1]]) is not None
    )  # 完成情况及全年预计
    return bool(plans) and plans[-1] >= max(done, default=0) and not both
