"""Pages of a sheet: every row once, what is repeated, breaks, scales."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.paper.breaking import Breaking, Line, Span, broken
from pingbi.workbook.plan import Cell, Page, SheetPlan, Style


def sheet(rows: int, columns: int, page: Page, *, high: float = 20, wide: int = 100) -> SheetPlan:
    area = (0, 0, rows - 1, columns - 1)
    widths = dict.fromkeys(range(columns), wide)
    return SheetPlan("表", (), columns=widths, rows=dict.fromkeys(range(rows), high), page=replace(page, area=area))


def test_one_page_is_one_page() -> None:
    found = broken(sheet(10, 5, Page(fit=None, scale=100)))
    assert found == Breaking(297, 210, 100, found.rows, found.columns, (Span(0, 9),), (Span(0, 4),))


def test_a_portrait_a3_is_high() -> None:
    found = broken(sheet(2, 2, Page(landscape=False, paper="A3")))
    assert (found.width, found.height) == (297, 420)


def test_rows_that_do_not_fit_stand_on_the_next_page() -> None:
    # 172 mm are 487.6 points: 24 rows of 20 points
    assert broken(sheet(50, 2, Page(fit=None, scale=100))).down == (Span(0, 23), Span(24, 47), Span(48, 49))


def test_what_is_repeated_takes_its_room() -> None:
    found = broken(sheet(50, 2, Page(fit=None, scale=100, repeat_rows=(1, 4))))
    assert found.down == (Span(0, 23), Span(24, 43), Span(44, 49))
    assert found.rows.again(24) == [1, 2, 3, 4]
    assert found.rows.again(0) == []


def test_breaks_are_kept_where_the_scale_is_given() -> None:
    page = Page(fit=None, scale=50, row_breaks=(7, 12), column_breaks=(3,))
    found = broken(sheet(20, 5, page))
    assert found.down == (Span(0, 6), Span(7, 11), Span(12, 19))
    assert found.across == (Span(0, 2), Span(3, 4))
    assert [found.page(at) for at in (0, 2, 3)] == [
        (Span(0, 6), Span(0, 2)),
        (Span(12, 19), Span(0, 2)),
        (Span(0, 6), Span(3, 4)),
    ]


def test_a_wide_sheet_is_made_smaller_until_it_is_one_page_wide() -> None:
    # 267 mm are 1009 px: 20 columns of 100 px fit at 50 %
    found = broken(sheet(5, 20, Page(fit=(1, 0))))
    assert (found.scale, found.across) == (50, (Span(0, 19),))


def test_a_high_sheet_is_made_smaller_until_it_is_one_page() -> None:
    found = broken(sheet(48, 2, Page(fit=(1, 1))))
    assert (found.scale, found.pages) == (50, 1)


def test_a_small_sheet_is_not_made_greater() -> None:
    assert broken(sheet(2, 2, Page(fit=(1, 1)))).scale == 100


def test_a_sheet_beyond_all_scales_has_more_pages_all_the_same() -> None:
    found = broken(sheet(5, 200, Page(fit=(1, 1))))
    assert (found.scale, found.pages) == (10, 2)


def test_hidden_columns_take_no_room() -> None:
    plan = replace(sheet(5, 20, Page(fit=(1, 0))), hidden_columns=frozenset(range(2, 12)))
    assert broken(plan).scale == 100


def test_without_a_print_area_what_is_written_is_printed() -> None:
    cells = (Cell(0, 0, "一", Style("text")), Cell(30, 3, "二", Style("text")))
    found = broken(SheetPlan("表", cells, page=Page(fit=None)))
    assert (found.down, found.across) == ((Span(0, 30),), (Span(0, 3),))


@given(
    st.lists(st.floats(1, 90), min_size=1, max_size=60),
    st.sets(st.integers(0, 59)),
    st.one_of(st.none(), st.just((1, 2))),
    st.floats(200, 600),
)
def test_every_row_stands_on_just_one_page(
    sizes: list[float], breaks: set[int], repeated: tuple[int, int] | None, room: float
) -> None:
    line = Line(range(len(sizes)), dict(enumerate(sizes)), breaks, repeated if len(sizes) > 2 else None)
    spans = line.spans(room)
    assert [row for span in spans for row in range(span.first, span.last + 1)] == list(range(len(sizes)))
    assert {span.first for span in spans} >= {row for row in breaks if row < len(sizes)}
    for span in spans:
        used = line.before(span.first) + sum(sizes[row] for row in range(span.first, span.last + 1))
        assert used <= room + 0.001 or span.first == span.last


@pytest.mark.parametrize("scale", [10, 33, 66, 100])
def test_a_page_holds_what_its_scale_says(scale: int) -> None:
    assert broken(sheet(3, 3, Page(fit=None, scale=scale))).scale == scale
