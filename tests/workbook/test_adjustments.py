"""加减分: counts, prices and caps from 计分办法, what is said of preconditions and vetoes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pingbi.workbook import Book, adjustments
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.references import METHOD, SOURCES

Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]

TABLES = """criterion = [{id="x", name="投资", weight=10, method="given", value="a"}]
indicator = [{id="a", name="工业投资", unit="亿元", kind="level"}, {id="p", name="表扬", unit="次", kind="count"},
    {id="l", name="迟报", unit="次", kind="count"}, {id="v", name="安全事故", unit="起", kind="count"}]
adjustment = [{name="表扬", indicator="p", points_each=1, cap=2, requires="a > 4", remark="以文件为准"},
    {name="迟报", indicator="l", points_each=-0.5}]
veto = [{name="安全事故", indicator="v", effect="last"}]"""
TABLE = "a p l v\n甲县 5 3 - 0\n乙县 3 1 2 1\n丙县 8 0 1 0"


def made_of(made: Made, scheme: str = "bonus_cap = 5") -> Book:
    return made(TABLE, tables=TABLES, scheme=scheme)


def line(book: Book, at: At, county: str) -> list[object]:
    cells = at(adjustments.plan(book))
    row = book.adjustments.row(book.counties.at[county])
    return [cells[row, column].value for column in range(1, book.adjustments.reason + 1)]


def test_counts_points_sums_vetoes_and_reasons_stand_in_a_row(made: Made, at: At) -> None:
    book = made_of(made)
    three, two, one, half, none = Decimal(3), Decimal(2), Decimal(1), Decimal("0.5"), Decimal(0)
    assert line(book, at, "甲县") == ["甲　县", three, two, two, "-", none, none, "否", "表扬3次"]
    assert line(book, at, "丙县") == ["丙　县", none, none, none, one, half, half, "否", "迟报1次"]


def test_what_a_precondition_forbids_is_said_and_gives_nothing(made: Made, at: At) -> None:
    found = line(made_of(made), at, "乙县")
    assert found[1:4] == [Decimal(1), Decimal(0), Decimal(0)]
    assert found[-2:] == ["是", "表扬1次（不符合条件，不计）、迟报2次；安全事故1起，列末位"]


def test_a_vetoed_county_without_a_total_is_not_said_to_be_the_last(made: Made, at: At) -> None:
    found = line(made(TABLE.replace("乙县 3", "乙县 -"), tables=TABLES), at, "乙县")
    assert str(found[-1]).endswith("；安全事故1起")


def test_a_count_below_0_is_said_and_gives_nothing(made: Made, at: At) -> None:
    book = made("a p l v\n甲县 5 -3 -7 0\n乙县 3 1 2 1", tables=TABLES)
    found, cells = line(book, at, "甲县"), at(adjustments.plan(book))
    assert found[1:8] == [Decimal(-3), Decimal(0), Decimal(0), Decimal(-7), Decimal(0), Decimal(0), "否"]
    assert found[-1] == "表扬-3次（为负数，不计）、迟报-7次（为负数，不计）"
    for item in (book.adjustments.bonus[0], book.adjustments.deduction[0]):
        assert "MAX(0," in cells[book.adjustments.row(0), item.points].formula


def test_prices_and_caps_are_cells_of_the_rules(made: Made, at: At) -> None:
    book = made_of(made)
    cells, found = at(adjustments.plan(book)), book.adjustments.bonus[0]
    each, cap = (book.method.item("adjustment", "表扬", column) for column in (0, 1))
    made_points = cells[book.adjustments.row(0), found.points].formula
    assert each.startswith(METHOD)
    assert each in made_points
    assert cap in made_points
    heading = cells[4, found.times]
    assert heading.value == "表扬\n(每次1分，最多2分)"
    assert each in heading.formula
    assert cells[3, found.times].value == "加分（合计最多5分）"


def test_a_count_leads_to_its_source_and_a_missing_one_is_no_linked_text(made: Made, at: At) -> None:
    book = made_of(made)
    cells, late = at(adjustments.plan(book)), book.adjustments.deduction[0].times
    there, missing = (cells[book.adjustments.row(book.counties.at[name]), late] for name in ("乙县", "甲县"))
    assert there.link.startswith(SOURCES)
    assert (missing.value, bool(missing.link) and not missing.formula) == ("-", False)


def test_notes_give_remarks_and_preconditions_in_the_names_of_indicators(made: Made) -> None:
    notes = [str(row.value) for row in adjustments.plan(made_of(made)).merges]
    assert any("表扬：以文件为准，须符合“工业投资＞4”。" in note for note in notes)
    assert any("列在全部参与排名的县区之后" in note for note in notes)
    assert not any("不计得分和名次" in note for note in notes)


def test_more_decimals_of_points_are_printed_here_too(made: Made, at: At) -> None:
    book = made_of(made, "decimals = 3")
    cells = at(adjustments.plan(book))
    assert cells[book.adjustments.row(0), book.adjustments.bonus_sum].style.number == '0.000;-0.000;"-"'
