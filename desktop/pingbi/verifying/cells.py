"""The cells of a workbook beside what was written into them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.readers import column_letter
from pingbi.workbook.written import SHEET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.readers import CellRead, Document, Sheet
    from pingbi.workbook.written import Was

CLOSE, TINY = 1e-11, 1e-10  # what results may differ by: other arithmetic; formulas round to 10 decimals


class At(NamedTuple):
    """A cell, from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letter(self.column)}{self.row}"


class Change(NamedTuple):
    """A cell that is not what it was: `was` is None where there was none, `now` None where there is none."""

    at: At
    was: Was | None
    now: CellRead | None

    @property
    def by_formula(self) -> bool:
        """Whether it still has its formula, and only the formula's result differs."""
        return bool(self.was and self.was.formula and self.now and _plain(self.now.formula) == _plain(self.was.formula))

    def __str__(self) -> str:
        now = _now(self.now)
        if self.was is None:
            return f"{self.at} 原来是空的，现为{now}"
        was = _quoted(self.was.kind, self.was.text)
        if not self.was.formula:
            formula = f"公式{self.now.formula}（结果{now}）" if self.now and self.now.formula else now
            return f"{self.at} 原为{was}，现为{formula}"
        if self.by_formula:
            return f"{self.at} 公式的结果原为{was}，现为{now}，公式没有变"
        if self.now is None or not self.now.formula:
            return f"{self.at} 的公式没有了，换成了{now}（原结果{was}，原公式{self.was.formula}）"
        return f"{self.at} 的公式改成了{self.now.formula}（结果{now}；原结果{was}，原公式{self.was.formula}）"


@dataclass(slots=True)
class Compared:
    """`changes` were made by hand; `results` are of formulas that stayed, by address."""

    changes: list[Change] = field(default_factory=list)
    results: dict[At, Change] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)  # a line for each sheet too many or too few
    unsaved: int = 0  # formulas without a result
    count: int = 0


def compare(document: Document, written: Mapping[str, Iterator[Was]]) -> Compared:
    """Every cell beside what was written into it."""
    found = Compared()
    there = {sheet.name: sheet for sheet in document.sheets if sheet.name != SHEET}
    for name, cells in written.items():
        sheet = there.pop(name, None)
        if sheet is None:
            found.sheets.append(f"少了工作表“{name}”")
        else:
            _sheet(sheet, cells, found)
    found.sheets += [f"多了工作表“{name}”" for name in there]
    return found


def _sheet(sheet: Sheet, cells: Iterator[Was], found: Compared) -> None:
    seen = set()
    for was in cells:
        place = (was.row, was.column)
        seen.add(place)
        found.count += 1
        now = sheet.cells.get(place)
        change = Change(At(*was[:3]), was, now)
        if was.formula and not change.by_formula:
            found.changes.append(change)
        elif was.formula and now is not None and now.value is None and was.text:
            found.unsaved += 1
        elif not same(was, now):
            if was.formula:
                found.results[change.at] = change
            else:
                found.changes.append(change)
        elif not was.formula and now is not None and now.formula:
            found.changes.append(change)
    for (row, column), cell in sheet.cells.items():
        if (row, column) not in seen and (cell.formula or cell.text):
            found.changes.append(Change(At(sheet.name, row, column), None, cell))


def same(was: Was, now: CellRead | None) -> bool:
    """Whether a cell has the value that was written."""
    value = now.value if now is not None else None
    if was.kind == "n":
        if not isinstance(value, Decimal) or isinstance(value, bool):
            return False
        if was.formula:
            return math.isclose(float(value), float(was.text), rel_tol=CLOSE, abs_tol=TINY)
        return f"{float(value):.15g}" == was.text
    if was.kind == "b" or isinstance(value, bool):
        return was.kind == "b" and isinstance(value, bool) and str(value).upper() == was.text
    if isinstance(value, Decimal):
        return False
    return _lines(value or "") == _lines(was.text)


def _lines(text: str) -> str:
    return "\n".join(text.splitlines()) if text.strip() else ""


def _plain(formula: str) -> str:
    """Without blanks: another program may write =A1 + 1."""
    return "".join(formula.split())


def _now(cell: CellRead | None) -> str:
    if cell is None or not cell.text:
        return "空"
    return _quoted("s" if isinstance(cell.value, str) else "n", cell.text)


def _quoted(kind: str, text: str) -> str:
    words = " ".join(text.split())
    if kind != "s":
        return text
    return f"“{words[:80]}{'…' if len(words) > 80 else ''}”" if words else "空"
