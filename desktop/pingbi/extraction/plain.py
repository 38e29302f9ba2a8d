"""Cells of which nothing need be said: numbers as they are shown, a whole column made figures at once."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pingbi.extraction.quantity import GREATEST
from pingbi.extraction.shown import SHOWN_AS_IS
from pingbi.model.figure_runs import Common, Run
from pingbi.readers import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.extraction.grid import Line
    from pingbi.readers import CellRead

Key = TypeVar("Key")
_SHORT = GREATEST.adjusted()  # characters of a number that cannot be too large
_VALUE = attrgetter("value")
_KNOWN = attrgetter("number_format", "struck", "date", "error", "computed", "outside", "from_blanks", "note")
_NOTHING_MORE = {(look, False, False, False, False, False, False, "") for look in SHOWN_AS_IS}


class Stretch(NamedTuple):
    """Lines of a table as three lists: where they are (rows; lying across, columns), the words of that, and whose.

    The columns of a table share one: what its figures have in common is then kept and sent once.
    """

    ats: list[int]
    words: list[str]  # 7 of D7; lying across, D
    counties: list[str]
    transposed: bool

    @classmethod
    def of(cls, lines: Sequence[Line], *, transposed: bool) -> Stretch:
        """As a stretch."""
        ats, words = [line.at for line in lines], column_letter if transposed else str
        return cls(ats, list(map(words, ats)), [line.county for line in lines], transposed)

    def only(self, chosen: Iterable[int]) -> Stretch:
        """Some of the lines, counted from 0."""
        at, word, county = self.ats.__getitem__, self.words.__getitem__, self.counties.__getitem__
        these = list(chosen)
        return Stretch(list(map(at, these)), list(map(word, these)), list(map(county, these)), self.transposed)

    def alike(self, keys: Sequence[Key]) -> Iterator[tuple[Key, Stretch]]:
        """The lines one after another that have the same key; `keys` holds one for each line."""
        if len(set(keys)) == 1:
            yield keys[0], self
            return
        for key, same in groupby(range(len(keys)), keys.__getitem__):
            yield key, self.only(same)

    def places(self, other: int) -> Iterator[tuple[int, int]]:
        """(row, column) of each line's cell in one column (lying across: one row)."""
        return zip(repeat(other), self.ats) if self.transposed else zip(self.ats, repeat(other))


def plain_words(cells: Sequence[CellRead]) -> list[str] | None:
    """The numbers in words, where each cell shows the number that it holds and nothing else is known of it; else None.

    A word without an exponent is the number's text, too.
    """
    values = list(map(_VALUE, cells))
    if set(map(type, values)) != {Decimal} or not set(map(_KNOWN, cells)) <= _NOTHING_MORE:
        return None
    words = list(map(str, values))
    short = max(map(len, words)) < _SHORT and not "".join(words).strip("-.0123456789")
    return words if short or all(value.is_finite() and abs(value) < GREATEST for value in values) else None


def run_of(common: Common, stretch: Stretch, other: int, words: list[str], indicator: str, unit: str) -> Run:
    """The figures of plain cells: what reading each with care would make of it."""
    count = len(words)
    texts = words if "E" not in "".join(words) else [f"{Decimal(word):f}" for word in words]
    one = [str(other) if stretch.transposed else column_letter(other)] * count
    letters, rows = (stretch.words, one) if stretch.transposed else (one, stretch.words)
    return Run(common, stretch.counties, [indicator] * count, words, letters, rows, texts, texts, [unit] * count)
