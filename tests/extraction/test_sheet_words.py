"""The words of a sheet, made when they are asked for, are those of all cells at once."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pingbi.extraction.sheet_words import Words
from pingbi.readers import CellRead, Sheet

PLACES = st.tuples(st.integers(1, 4), st.integers(1, 4))
CELLS = st.builds(CellRead, st.sampled_from([Decimal("30.580"), Decimal("1E+3"), "亿元", " 南乐县 ", "", None, True]))
AREAS = st.tuples(PLACES, PLACES).map(
    lambda pair: (
        min(pair[0][0], pair[1][0]),
        min(pair[0][1], pair[1][1]),
        max(pair[0][0], pair[1][0]),
        max(pair[0][1], pair[1][1]),
    )
)


@given(cells=st.dictionaries(PLACES, CELLS), merges=st.lists(AREAS, max_size=3))
def test_each_cell_has_the_words_of_the_sheet_spread_out(
    cells: dict[tuple[int, int], CellRead], merges: list[tuple[int, int, int, int]]
) -> None:
    sheet = Sheet("汇总表", cells, tuple(merges))
    words, spread = Words(sheet), sheet.spread()
    assert dict(words) == spread
    assert list(words) == list(spread)
    assert len(words) == len(spread)
    every = [(row, column) for row in range(6) for column in range(6)]
    assert [words.get(at, "-") for at in every] == [spread.get(at, "-") for at in every]


@given(cells=st.dictionaries(PLACES, CELLS), first=st.integers(1, 4), last=st.integers(1, 4))
def test_a_column_of_numbers_alone_holds_no_others(
    cells: dict[tuple[int, int], CellRead], first: int, last: int
) -> None:
    others = [row for (row, at), cell in cells.items() if at == 2 and not isinstance(cell.value, Decimal)]
    assert Words(Sheet("汇总表", cells)).are_in(2, first, last) == any(first <= row <= last for row in others)


def test_the_words_of_a_merged_range_are_in_each_of_its_columns() -> None:
    sheet = Sheet("汇总表", {(2, 1): CellRead("亿元")}, ((2, 1, 3, 2),))
    assert [Words(sheet).are_in(column, 3, 5) for column in (1, 2, 3)] == [True, True, False]
