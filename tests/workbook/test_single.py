"""单项排名: lines in the order of places, the city between them, bands and pages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi.workbook import Book, single
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.references import MAIN

Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]

RATE = """indicator = [{id="a", name="投资增速", unit="%", kind="yoy"}, {id="b", name="能耗", unit="%", kind="yoy"}]
criterion = [{id="x", name="投资增速", weight=10, method="rank_step", value="a"},
    {id="y", name="能耗", weight=5, method="rank_step", value="b", direction="lower"}]"""
TABLE = "a b\n全市 5 3\n甲县 1 2\n乙县 9 4\n丙县 - 3\n丁县 6 免"


def planned(book: Book) -> SheetPlan:
    plan = single.plan(book)
    assert plan is not None
    return plan


def plain(value: object) -> object:
    """Without the blank of a spaced name."""
    return value.replace("\u3000", "") if isinstance(value, str) else value


def block(cells: dict[tuple[int, int], Cell], left: int, count: int, top: int = 5) -> list[tuple[object, ...]]:
    """(place, county, value) of a block's lines."""
    return [tuple(plain(cells[top + down, left + across].value) for across in range(3)) for down in range(count)]


def test_lines_stand_by_place_with_the_city_between_those_above_and_below_it(made: Made, at: At) -> None:
    cells = at(planned(made(TABLE, tables=RATE)))
    assert block(cells, 0, 5) == [
        (1, "乙县", Decimal(9)),
        (2, "丁县", Decimal(6)),
        ("—", "全市", Decimal(5)),
        (3, "甲县", Decimal(1)),
        ("-", "丙县", "-"),
    ]


def test_where_less_is_better_the_city_stands_among_the_small_numbers(made: Made, at: At) -> None:
    cells = at(planned(made(TABLE, tables=RATE)))
    assert block(cells, 5, 5) == [
        (1, "甲县", Decimal(2)),
        (2, "丙县", Decimal(3)),
        ("—", "全市", Decimal(3)),
        (3, "乙县", Decimal(4)),
        ("-", "丁县", "免报"),
    ]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        pytest.param('ties = "dense"', "数值相同的名次并列", id="shared"),
        pytest.param('ties = "average"', "数值相同的取平均名次（1、2.5、2.5、4）", id="mean"),
        pytest.param('ties = "first_by:y"', "数值相同的，“能耗”靠前的在前，仍相同的并列", id="by another criterion"),
    ],
)
def test_the_notes_say_what_becomes_of_equals(made: Made, rules: str, words: str) -> None:
    assert any(words in str(row.value) for row in planned(made(TABLE, tables=RATE, scheme=rules)).merges)
    own = made(TABLE, tables=RATE.replace('value="a"', 'value="a", ties="average"'), scheme='ties = "skip"')
    assert any("数值相同的名次按计分办法排定" in str(row.value) for row in planned(own).merges)


def test_a_county_at_the_city_s_value_is_not_said_to_be_better(made: Made) -> None:
    assert any("优于全市或与全市持平" in str(row.value) for row in planned(made(TABLE, tables=RATE)).merges)


def test_the_citys_line_is_grey_and_follows_its_row(made: Made, at: At) -> None:
    book = made(TABLE, tables=RATE)
    line = at(planned(book))[7, 2]
    assert line.style.fill == "F2F2F2"
    assert line.formula == f"={MAIN}!${'ABCDEFGH'[book.main.criteria['x'].value]}$7"


def test_a_total_of_the_city_is_no_mean_to_be_above(made: Made, at: At) -> None:
    cells = at(planned(made("a\n全市 30\n甲县 10\n乙县 20")))
    assert block(cells, 0, 2) == [(1, "乙县", Decimal(20)), (2, "甲县", Decimal(10))]


def test_places_values_and_points_are_fetched_by_the_countys_name(made: Made, at: At) -> None:
    book = made(TABLE, tables=RATE)
    cells = at(planned(book))
    columns = book.main.criteria["x"]
    for across, column in ((0, columns.place), (2, columns.value), (3, columns.points)):
        assert (
            cells[5, across].formula == f"=INDEX({book.main.whole(column, MAIN)},MATCH(B6,{book.main.county_keys()},0))"
        )


def test_groups_stand_one_below_the_other_under_their_names(made: Made, at: At) -> None:
    book = made("a\n甲县:东 1\n乙县:西 5\n丙县:东 3", scheme='rank_within = "group"')
    plan = planned(book)
    cells = at(plan)
    assert cells[4, 0].value == "组内\n位次"
    heads = {row.top: row.value for row in plan.merges if row.top in (5, 8)}
    assert heads == {5: "东（2个）", 8: "西（1个）"}
    assert [plain(cells[row, 1].value) for row in (6, 7, 9)] == ["丙县", "甲县", "乙县"]


def many(made: Made, criteria: int) -> Book:
    names = [f"{sign}县" for sign in "甲乙丙丁戊己庚辛壬"]
    ids = [f"i{at}" for at in range(criteria)]
    lines = [" ".join(ids), *(" ".join([name, *["1"] * criteria]) for name in names)]
    return made("\n".join(lines))


@pytest.mark.parametrize(("criteria", "pages"), [(5, 1), (10, 1), (11, 2), (25, 3)])
def test_every_page_of_blocks_has_its_own_title_and_no_band_is_cut(made: Made, criteria: int, pages: int) -> None:
    plan = planned(many(made, criteria))
    titles = {row.top: str(row.value) for row in plan.merges if "单项指标排名表" in str(row.value)}
    assert len(titles) == pages
    assert tuple(sorted(titles))[1:] == plan.page.row_breaks
    assert [title[-3:] for title in titles.values()] == (
        ["（一）", "（二）", "（三）"][:pages] if pages > 1 else ["排名表"]
    )


def test_two_blocks_fill_the_width_and_three_are_no_third_of_five(made: Made) -> None:
    assert max(planned(many(made, 2)).columns) == 8
    assert max(planned(many(made, 3)).columns) == 13


def test_the_charts_show_rates_against_the_citys_and_stand_on_a_page_of_their_own(made: Made) -> None:
    plan = planned(made(TABLE, tables=RATE))
    assert [chart.series[0]["name"] for chart in plan.charts] == ["投资增速", "能耗"]
    line = plan.charts[0].combine
    assert line is not None
    assert line.series[0]["name"] == "全市 5.0%"
    assert plan.page.row_breaks == (plan.charts[0].row - 1,)


def test_without_data_there_is_no_sheet(made: Made) -> None:
    assert single.plan(made("a\n甲县 -\n乙县 -")) is None
