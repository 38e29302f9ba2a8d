"""A county that stands on two lines of one sheet with different numbers: neither line is known to be the right one.

Where both lines have a number, `choose` refuses it as two values. Where one of them is empty, the other's number is no
surer: it is shown and not scored.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING, ClassVar

from pingbi.model import Figure, Finding, InSheet, Role, State
from pingbi.model.figure_runs import Run, one_by_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Line = tuple[str, str, str]  # county, sheet, and the row (8) or the column (D) that is the county's


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTwoLines(Finding):
    """Two lines of one county that contradict each other."""

    code: ClassVar[str] = "two-values"
    sheet: str
    lines: tuple[str, ...]
    count: int

    def __str__(self) -> str:
        both = "、".join(f"第{line}{'行' if line.isdigit() else '列'}" for line in self.lines)
        return (
            f"{self.county}在“{self.sheet}”中写了{both}，数不相同，无法判断哪个对；"
            f"只写在其中一处的{self.count}个数也已列出但不计分，请核实"
        )


def on_two_lines(read: Sequence[Run | Figure]) -> Iterator[Run | Figure | Finding]:
    """The figures again, those that only one of two contradicting lines gives left open; what was left open is said."""
    figures = () if _all_differ(read) else tuple(one_by_one(read))
    partners = _partners(figures)
    if not partners:
        yield from read
        return
    single = {id(figure) for group in _by_key(figures).values() if len(group) == 1 for figure in group}
    open_: dict[tuple[str, str, tuple[str, ...]], list[Figure]] = defaultdict(list)
    for figure in figures:
        lines = next((partners[line] for line in _lines(figure) if line in partners), None)
        if lines is None or id(figure) not in single or figure.state not in (State.READ, State.EXEMPT):
            yield figure
            continue
        county, sheet, _ = next(_lines(figure))
        open_[county, sheet, lines].append(figure)
        yield replace(figure, state=State.UNDECIDED)
    for (county, sheet, lines), left in open_.items():
        places = tuple(figure.origin for figure in left)
        yield OnTwoLines(county=county, sheet=sheet, lines=lines, count=len(left), places=places)


def _partners(figures: Sequence[Figure]) -> dict[Line, tuple[str, ...]]:
    """Lines that give one figure of a county two values, each with all of them."""
    found: dict[Line, tuple[str, ...]] = {}
    for (county, sheet, _, _), group in _by_key(figures).items():
        values = {figure.value for figure in group}
        if len(values) < 2:
            continue
        ways = [[line for _, _, line in _lines(figure)] for figure in group]
        rows, columns = (tuple(dict.fromkeys(way[at] for way in ways)) for at in (0, 1))
        if len(rows) > 1 and len(columns) == 1:  # in one column: the rows are the lines
            found |= {(county, sheet, line): rows for line in rows}
        elif len(columns) > 1 and len(rows) == 1:
            found |= {(county, sheet, line): columns for line in columns}
    return found


def _all_differ(read: Sequence[Run | Figure]) -> bool:
    """Whether no figure of a county stands twice, as in nearly every file."""
    keys: set[tuple[str, str, Role]] = set()
    count = 0
    for item in read:
        if isinstance(item, Run):
            keys.update(zip(item.counties, item.indicators, repeat(item.common.role), strict=False))
            count += len(item.counties)
        else:
            keys.add((item.county, item.indicator, item.role))
            count += 1
    return len(keys) == count


def _by_key(figures: Sequence[Figure]) -> dict[tuple[str, str, str, Role], list[Figure]]:
    groups: dict[tuple[str, str, str, Role], list[Figure]] = defaultdict(list)
    for figure in figures:
        if isinstance(figure.origin, InSheet) and figure.state in (State.READ, State.EXEMPT, State.UNREADABLE):
            groups[figure.county, figure.origin.sheet, figure.indicator, figure.role].append(figure)
    return groups


def _lines(figure: Figure) -> Iterator[Line]:
    """The row and the column in which a figure stands."""
    if isinstance(figure.origin, InSheet):
        letters = figure.origin.cell.rstrip("0123456789")
        yield figure.county, figure.origin.sheet, figure.origin.cell.removeprefix(letters)
        yield figure.county, figure.origin.sheet, letters
