"""The cells of a ledger's columns: numbers in the ledger's unit, words, and what must be said of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.quantity import Nothing, Quantity, converted, quantity
from pingbi.model.catalogue import bare, excerpt, factor

if TYPE_CHECKING:
    from pingbi.extraction.ledger_header import Head
    from pingbi.readers import CellRead, Sheet

DITTO = frozenset({"同上", "〃", "″", "“", "''", '"'})
KEPT = 50_000  # different texts of a column that are remembered


class Remark(NamedTuple):
    """One cell of which something must be said. `county` is what stands in the row's county column."""

    why: str  # unreadable, converted, or what makes the number inexact
    column: str  # of the ledger
    row: int
    at: int  # the sheet's column
    county: str
    text: str


Remarks = list[Remark]


class Numbers:
    """A column of numbers. After `read` gave None, `bad` says whether the cell holds something, `void` whether —."""

    def __init__(self, sheet: Sheet, head: Head, name: str, remarks: Remarks) -> None:
        found = head.found[name]
        self._cells = sheet.cells
        self._column = found.column
        self._name = name
        self._remarks = remarks
        self._unit = head.rules.units[name] or found.unit
        self._heading = found.unit or self._unit
        times = factor(self._heading, self._unit)
        self.bad = self.void = 0
        self._times = times if times is not None else Decimal(1)
        self._plain: dict[str, bool] = {}
        self._texts: dict[str, Quantity | Nothing] = {}

    def read(self, row: int, county: str, *, quiet: bool = False) -> Decimal | None:
        """The number in the ledger's unit; None where there is none."""
        self.bad = self.void = 0
        cell = self._cells.get((row, self._column))
        if cell is None:
            return None
        value = cell.value
        if type(value) is Decimal and not cell.formula and not cell.struck and not cell.error:
            plain = self._plain.get(cell.number_format)
            if plain is None:
                plain = self._plain[cell.number_format] = _is_plain(cell)
            if plain:
                return value if self._times == 1 else value * self._times
        return self._slowly(cell, row, county, quiet=quiet)

    def _slowly(self, cell: CellRead, row: int, county: str, *, quiet: bool) -> Decimal | None:
        if cell.from_blanks:
            return None
        found = self._quantity(cell)
        if isinstance(found, Nothing):
            self.void = int(found.why == "exempt")
            if found.why in ("empty", "exempt"):
                return None
            number = None
        elif self._unit:
            number = converted(found, self._unit, self._heading)
        else:
            number = None if found.moved else found.value
        said = []
        if number is None or cell.struck:
            self.bad, number = 1, None
            said.append("unreadable")
        elif isinstance(found, Quantity):
            if found.unit and factor(found.unit, self._heading) != 1 and self._unit:
                said.append("converted")
            if found.doubtful:
                said.append("不是确数的数")
            if cell.outside:
                said.append("引用其他文件的数，可能已过时")
            if cell.computed:
                said.append("公式没有保存结果的数，由本程序算出")
        if not quiet:
            text = cell.text or cell.formula
            text = f"{text}（有删除线）" if cell.struck else text
            self._remarks += [Remark(why, self._name, row, self._column, county, excerpt(text)) for why in said]
        return number

    def _quantity(self, cell: CellRead) -> Quantity | Nothing:
        if type(cell.value) is not str or cell.error or cell.date:
            return quantity(cell)
        found = self._texts.get(cell.value)
        if found is None:
            found = quantity(cell)
            if len(self._texts) < KEPT:
                self._texts[cell.value] = found
        return found


def _is_plain(cell: CellRead) -> bool:
    """Whether numbers of this format are what they seem."""
    found = quantity(cell)
    return isinstance(found, Quantity) and found.value == cell.value and not found.unit and not found.doubtful


class Words:
    """A column of words: a merged range's and 同上 in each of its rows."""

    def __init__(self, sheet: Sheet, column: int) -> None:
        self._cells = sheet.cells
        self._column = column
        self._last: str | None = None
        self._merged = {
            row: (top, left)
            for top, left, bottom, right in sheet.merges
            if left <= column <= right and (bottom > top or right > left)
            for row in range(top, bottom + 1)
        }

    def read(self, row: int) -> str | Decimal | None:
        """The words, or the number that stands in their place; None where the cell is empty."""
        cell = self._cells.get((row, self._column))
        if cell is None and row in self._merged:
            top, left = self._merged[row]
            cell = self._cells.get((top, left)) if left == self._column else None
        if cell is None:
            return None
        if type(cell.value) is Decimal:
            return cell.value
        text = cell.text
        if len(text) <= 3 and bare(text) in DITTO:
            return self._last
        self._last = text or None
        return self._last
