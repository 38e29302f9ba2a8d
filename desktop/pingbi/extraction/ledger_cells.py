"""The cells of a ledger's columns: numbers in the ledger's unit, words, and what must be said of them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import chain, repeat
from operator import attrgetter, mul
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.extraction.ledger_grid import BLANK
from pingbi.extraction.quantity import GREATEST, Nothing, converted, quantity
from pingbi.extraction.shown import PLAIN, SHOWN_AS_IS, shown
from pingbi.model.catalogue import bare, excerpt, factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.extraction.ledger_header import Head
    from pingbi.readers import CellRead, Sheet
    from pingbi.scheme.condition import Content

DITTO = frozenset({"同上", "〃", "″", "“", "''", '"'})
KEPT = 50_000  # different texts of a column that are remembered
_BY_VALUE = re.compile(r"\[[<>=]")  # of a format: it shows some numbers otherwise than others, not only by their sign
_SIGNS = (Decimal(1), Decimal(-1), Decimal(0))
_DIGITS = GREATEST.adjusted()
_value = attrgetter("value")
_format = attrgetter("number_format")
_unusual = attrgetter("formula", "struck", "error", "date", "computed", "outside", "from_blanks")


class Remark(NamedTuple):
    """One cell of which something must be said. `county` is what stands in the row's county column."""

    why: str  # unreadable, converted, or what makes the number inexact
    column: str  # of the ledger
    row: int
    at: int  # the sheet's column
    county: str
    text: str


Remarks = list[Remark]


class _Seen(NamedTuple):
    """What a cell gives, and what is to be said of it."""

    number: Decimal | None
    said: tuple[str, ...] = ()
    bad: int = 0
    void: int = 0


_EMPTY = _Seen(None)


class Numbers:
    """A column of numbers. After `read` gave None, `bad` says whether the cell holds something, `void` whether —."""

    def __init__(self, sheet: Sheet, head: Head, name: str, remarks: Remarks) -> None:
        found = head.found[name]
        self.column = found.column
        self._cells = sheet.cells
        self._name = name
        self._remarks = remarks
        self._unit = head.rules.units[name] or found.unit
        self._heading = found.unit or self._unit
        times = factor(self._heading, self._unit)
        self.bad = self.void = 0
        self._times = times if times is not None else Decimal(1)
        self._plain: dict[str, bool] = {}
        self._texts: dict[str, _Seen] = {}

    def whole(self, cells: Sequence[CellRead], odd: set[int]) -> list[Content]:
        """The number of each cell; the places of those that only `read` can settle are added to `odd`."""
        values = list(map(_value, cells))
        if not self._are_plain(cells, values):
            seen = [self._seen(cell) if cell is not BLANK else _EMPTY for cell in cells]
            odd.update(at for at, one in enumerate(seen) if one.said or one.bad or one.void)
            return [one.number for one in seen]
        if self._times == 1:
            return values
        if None in values:
            return [None if value is None else value * self._times for value in values]
        return list(map(mul, values, repeat(self._times)))

    def _are_plain(self, cells: Sequence[CellRead], values: Sequence[Any]) -> bool:
        """Whether every cell is a number as it seems, or none at all."""
        kinds = set(map(type, values))
        if not kinds <= {Decimal, type(None)} or any(chain.from_iterable(map(_unusual, cells))):
            return False
        numbers = [value for value in values if value is not None] if type(None) in kinds else values
        return all(map(self._shows, set(map(_format, cells)))) and _are_usual(numbers)

    def _shows(self, number_format: str) -> bool:
        """Whether a format shows every number as it is."""
        found = self._plain.get(number_format)
        if found is None:
            found = number_format in SHOWN_AS_IS or (
                not _BY_VALUE.search(number_format) and all(shown(sign, number_format) == PLAIN for sign in _SIGNS)
            )
            self._plain[number_format] = found
        return found

    def read(self, row: int, county: str, *, quiet: bool = False) -> Decimal | None:
        """The number in the ledger's unit; None where there is none."""
        self.bad = self.void = 0
        cell = self._cells.get((row, self.column))
        if cell is None:
            return None
        number, said, self.bad, self.void = self._seen(cell)
        if said and not quiet:
            text = cell.text or cell.formula
            text = f"{text}（有删除线）" if cell.struck else text
            self._remarks += [Remark(why, self._name, row, self.column, county, excerpt(text)) for why in said]
        return number

    def _seen(self, cell: CellRead) -> _Seen:
        value = cell.value
        if any(_unusual(cell)):
            return self._looked(cell)
        if type(value) is Decimal and self._shows(cell.number_format) and _are_usual([value]):
            return _Seen(value if self._times == 1 else value * self._times)
        if type(value) is not str:
            return self._looked(cell)
        found = self._texts.get(value)
        if found is None:
            found = self._looked(cell)
            if len(self._texts) < KEPT:
                self._texts[value] = found
        return found

    def _looked(self, cell: CellRead) -> _Seen:
        """The same of any cell."""
        found = quantity(cell)
        if isinstance(found, Nothing):
            void = int(found.why == "exempt")
            return _Seen(None, void=void) if void or found.why == "empty" else _Seen(None, ("unreadable",), 1)
        number = converted(found, self._unit, self._heading) if self._unit else None if found.moved else found.value
        if number is None or cell.struck:
            return _Seen(None, ("unreadable",), 1)
        said = []
        if found.unit and factor(found.unit, self._heading) != 1 and self._unit:
            said.append("converted")
        if found.doubtful:
            said.append("不是确数的数")
        if cell.outside:
            said.append("引用其他文件的数，可能已过时")
        if cell.computed:
            said.append("公式没有保存结果的数，由本程序算出")
        return _Seen(number, tuple(said))


def _are_usual(numbers: Sequence[Decimal]) -> bool:
    """Whether somebody may report each of these numbers."""
    return all(map(Decimal.is_finite, numbers)) and max(map(Decimal.adjusted, numbers), default=0) < _DIGITS


class Words:
    """A column of words: a merged range's and 同上 in each of its rows."""

    def __init__(self, sheet: Sheet, column: int) -> None:
        self.column = column
        self._cells = sheet.cells
        self._last: str | None = None
        self._merged = {
            row: (top, left)
            for top, left, bottom, right in sheet.merges
            if left <= column <= right and (bottom > top or right > left)
            for row in range(top, bottom + 1)
        }

    def whole(self, cells: Sequence[CellRead], rows: Sequence[int], odd: set[int]) -> list[Content]:
        """What stands in each cell; the places of those that only `read` can settle are added to `odd`."""
        values = list(map(_value, cells))
        if set(map(type, values)) <= {str, type(None)}:
            words: dict[object, Content] = {text: text.strip() or None if text else None for text in set(values)}
            found = [words[value] for value in values]
        else:
            found = list(map(_words, cells))
        again = {text for text in set(found) if isinstance(text, str) and _is_ditto(text)}
        if again:
            odd.update(at for at, text in enumerate(found) if text in again)
        if self._merged:
            odd.update(at for at, row in enumerate(rows) if row in self._merged and cells[at] is BLANK)
        return found

    def passed(self, cells: Iterable[CellRead]) -> None:
        """Remember the last words of rows that have been settled together, the last of them first."""
        for cell in cells:
            if cell is not BLANK and type(cell.value) is not Decimal:
                self._last = cell.text or None
                return

    def read(self, row: int) -> Content:
        """The words, or the number that stands in their place; None where the cell is empty."""
        cell = self._cells.get((row, self.column))
        if cell is None and row in self._merged:
            top, left = self._merged[row]
            cell = self._cells.get((top, left)) if left == self.column else None
        if cell is None:
            return None
        found = _words(cell)
        if isinstance(found, Decimal):
            return found
        self._last = self._last if found is not None and _is_ditto(found) else found
        return self._last


def _words(cell: CellRead) -> Content:
    return cell.value if type(cell.value) is Decimal else cell.text or None


def _is_ditto(text: str) -> bool:
    return len(text) <= 3 and bare(text) in DITTO
