"""What a change is: a name, what it does to a book, and what a format must keep for it to mean anything."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from book import Book, Cell, Sheet

from pingbi.scheme import Indicator, Scheme

# What a format may keep: more than one sheet, merged cells, number formats, hidden rows, struck-through text, comments,
# results of formulas, formulas without results, real numbers and texts told apart, real error values.
SHEETS, MERGES, FORMATS, HIDDEN, STRUCK, NOTES = "sheets", "merges", "formats", "hidden", "struck", "notes"
RESULTS, UNCOMPUTED, OUTSIDE, TYPES, ERRORS = "results", "uncomputed", "outside", "types", "errors"

LAYOUT, WORDS, CONTENTS, LAST = range(4)  # in this order two changes are made to one file


class Here(NamedTuple):
    """What a change works on."""

    book: Book
    scheme: Scheme
    draw: random.Random

    @property
    def sheet(self) -> Sheet:
        """A sheet with figures."""
        return self.draw.choice(self.book.tables)

    def cells(self, test: Callable[[Cell, Indicator], bool] = lambda *_: True, most: int = 3) -> list[Cell]:
        """Some untouched numbers that pass."""
        known = self.scheme.indicators
        found = [
            cell for _, _, cell in self.book.values() if cell.plain and cell.key and test(cell, known[cell.key[1]])
        ]
        return self.draw.sample(found, min(len(found), self.draw.randint(1, most)))


class Change(NamedTuple):
    """`make` returns whether there was anything to change. `kinds` empty: every kind of book."""

    name: str
    chinese: str
    stage: int
    make: Callable[[Here], bool]
    needs: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


def needs(*what: str) -> frozenset[str]:
    return frozenset(what)
