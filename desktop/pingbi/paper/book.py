"""The sheets of a workbook as they will print, each planned when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.model import PingbiError
from pingbi.paper.sheet import PrintedSheet
from pingbi.scheme.chosen_sheets import left_in, with_sheets
from pingbi.workbook.chosen_sheets import sheets_with_something
from pingbi.workbook.references import TRIAL
from pingbi.workbook.sheets import CARRYING, plan_sheet

if TYPE_CHECKING:
    from collections.abc import Collection

    from pingbi.model import Edition
    from pingbi.workbook import Book
    from pingbi.workbook.plan import Value


class Paper:
    """`names` are all sheets with something to show, in order, `chosen` those that are written.

    Those that are `needed` by formulas are in the workbook all the same, hidden. A sheet that is not chosen can be
    looked at too: it is as it would be with it. Made and asked in one thread.
    """

    def __init__(self, book: Book, chosen: Collection[str] | None = None) -> None:
        self.names = sheets_with_something(book)
        wanted = {name for name in self.names if left_in(book.scheme, name)} if chosen is None else set(chosen)
        self.chosen = tuple(name for name in self.names if name in wanted or name == TRIAL)
        self.needed = frozenset(CARRYING)
        self._book = replace(book, scheme=with_sheets(book.scheme, self.chosen)) if chosen is not None else book
        self._made: dict[str, PrintedSheet] = {}

    def chosen_anew(self, chosen: Collection[str], edition: Edition | None) -> Paper:
        """The same half-year with other sheets written; what was computed for it is not computed again."""
        return Paper(replace(self._book, edition=edition), chosen)

    def sheet(self, name: str) -> PrintedSheet:
        """One sheet. Raises PingbiError where there is no such sheet."""
        if name not in self._made:
            book = self._book
            if name not in self.chosen:
                book = replace(book, scheme=with_sheets(book.scheme, {*self.chosen, name}))
            plan = plan_sheet(book, name) if name in self.names else None
            if plan is None:
                raise PingbiError(f"没有“{name}”这张表；有的是：{'、'.join(self.names)}")
            self._made[name] = PrintedSheet(plan, book.fonts, self._value)
        return self._made[name]

    def _value(self, sheet: str, row: int, column: int) -> Value:
        """Charts are drawn from cells of other sheets too, also of those that are not written."""
        return self.sheet(sheet).value(row, column)


def pages(book: Book, chosen: Collection[str] | None = None) -> Paper:
    """The workbook on paper; `chosen` in place of the sheets that the scheme has written."""
    return Paper(book, chosen)
