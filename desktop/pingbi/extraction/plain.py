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
_MORE = attrgetter("struck", "date", "error", "computed", "outside", "from_blanks", "note")
_NOTHING_MORE = (False, False, False, False, False, False, "")


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
        for key, same in groupby(range(len(keys)), keys.__getitem__):
            at = list(same)
            yield key, self if len(at) == len(keys) else self.only(at)

    def places(self, other: int) -> Iterator[tuple[int, int]]:
        """(row, column) of each line's cell in one column (lying across: one row)."""
        return zip(repeat(other), self.ats) if self.transposed else zip(self.ats, repeat(other))


def are_plain(cells: Sequence[CellRead]) -> bool:
    """Whether each shows the number that it holds, and nothing else is known of it."""
    values = [cell.value for cell in cells]
    numbers = [value for value in values if isinstance(value, Decimal)]
    return (
        len(numbers) == len(values)
        and {cell.number_format for cell in cells} <= SHOWN_AS_IS
        and set(map(_MORE, cells)) <= {_NOTHING_MORE}
        and all(map(Decimal.is_finite, numbers))
        and min(numbers) > -GREATEST
        and max(numbers) < GREATEST
    )


def run_of(common: Common, stretch: Stretch, other: int, cells: Sequence[CellRead], indicator: str, unit: str) -> Run:
    """The figures of plain cells: what reading each with care would make of it."""
    count = len(cells)
    values = [str(cell.value) for cell in cells]
    # Of a finite number only the exponent of a very large or small one makes str and :f differ.
    texts = values if "E" not in "".join(values) else [cell.text for cell in cells]
    one = [str(other) if stretch.transposed else column_letter(other)] * count
    letters, rows = (stretch.words, one) if stretch.transposed else (one, stretch.words)
    return Run(common, stretch.counties, [indicator] * count, values, letters, rows, texts, texts, [unit] * count)
