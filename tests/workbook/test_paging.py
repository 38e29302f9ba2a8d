"""Where pages break, how titles are cut."""

from __future__ import annotations

import pytest

from pingbi.workbook.measure import text_px, title_lines
from pingbi.workbook.paging import KEEP, Run, breaks, room


def run(count: int, below: list[float], bound: frozenset[int] = frozenset()) -> Run:
    rows = dict.fromkeys(range(count), 20.0) | {count + at: high for at, high in enumerate(below)}
    return Run(rows, 4, count - 1, count + len(below) - 1, (1, 3), bound)


def test_a_table_that_fits_has_no_breaks() -> None:
    assert breaks(run(20, [20, 24]), 480) == ()


def test_the_notes_take_the_last_rows_with_them() -> None:
    found = breaks(run(24, [20, 24]), 500)
    assert found == (24 - KEEP,)


def test_later_pages_hold_as_many_rows_as_their_repeated_headings_leave_room_for() -> None:
    first, second, *_ = breaks(run(100, [20]), 500)
    assert (first, second) == (24, 45)  # 485 points: 24 rows; 60 of headings, 21 rows


def test_a_groups_heading_never_ends_a_page() -> None:
    assert breaks(run(60, [20], frozenset({23, 22})), 500)[0] == 22


def test_a_title_is_one_line_where_it_fits_and_else_cut_before_its_last_noun() -> None:
    title = "某市2022年上半年工业半年综合评比主要指标完成情况表"
    assert title_lines(title, 2000) == (title, 22, 40)
    cut, size, high = title_lines(title, 500)
    assert cut == "某市2022年上半年工业半年综合评比\n主要指标完成情况表"
    assert text_px(cut, size) <= 500
    assert high >= 64


def test_the_room_of_a_page_grows_as_its_scale_shrinks() -> None:
    assert room(50) == pytest.approx(2 * room(100))
    assert room(70, paper="A3") > room(70)
