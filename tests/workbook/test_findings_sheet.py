"""审核情况: what an office reads, in which order, and that no text is cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import pytest

from pingbi.model import ByHand, Finding, InSheet, InText, Level
from pingbi.workbook import Book, findings_sheet
from pingbi.workbook.findings_sheet import COUNTY, DONE, FIRST_ROW, HEAD_ROW, NAME, PLACE, PROBLEM
from pingbi.workbook.measure import height
from pingbi.workbook.plan import Cell, SheetPlan

Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]
COUNTIES = "a\n甲县 1\n乙县 2\n丙县 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd(Finding):
    """A finding that says what it is told to."""

    code: ClassVar[str] = "odd"
    words: str = "数字不对"

    def __str__(self) -> str:
        return self.words


def column(cells: dict[tuple[int, int], Cell], at: int, count: int) -> list[object]:
    return [cells[FIRST_ROW + down, at].value for down in range(count)]


def test_findings_stand_by_level_then_in_the_official_order_of_counties(made: Made, at: At) -> None:
    given = [
        Odd(county="乙县", level_override=Level.HINT),
        Odd(level_override=Level.HINT),
        Odd(county="乙县", level_override=Level.MANDATORY),
        Odd(county="甲县", level_override=Level.HINT),
        Odd(county="外县", level_override=Level.HINT),
        Odd(county="全市", level_override=Level.HINT),
        Odd(county="甲县", level_override=Level.MANDATORY),
    ]
    cells = at(findings_sheet.plan(made(COUNTIES, findings=tuple(given))))
    assert column(cells, COUNTY, 7) == ["甲　县", "乙　县", "全　市", "甲　县", "乙　县", "外　县", "-"]
    assert column(cells, 0, 7) == [1, 2, 3, 4, 5, 6, 7]
    assert [cells[FIRST_ROW + down, 1].style.bold for down in range(3)] == [True, True, False]


def test_the_counts_of_each_level_stand_above_the_table(made: Made, at: At) -> None:
    given = (Odd(level_override=Level.VERIFY), Odd(words="又", level_override=Level.VERIFY), Odd(words="三"))
    levels = (*given, Odd(words="缺", level_override=Level.UNCHECKED))
    cells = at(findings_sheet.plan(made(COUNTIES, findings=levels)))
    assert cells[2, DONE].value == "共4条：核实性3条、未能审核1条"


def test_without_findings_one_row_says_so_and_nothing_can_be_filtered(made: Made, at: At) -> None:
    plan = findings_sheet.plan(made(COUNTIES, findings=()))
    assert at(plan)[FIRST_ROW, PROBLEM].value == "未发现问题"
    assert (FIRST_ROW + 1, PROBLEM) not in at(plan)
    assert plan.autofilter is None


def test_the_filter_reaches_from_the_headings_to_the_last_finding(made: Made) -> None:
    plan = findings_sheet.plan(made(COUNTIES, findings=(Odd(), Odd(words="又"))))
    assert plan.autofilter == (HEAD_ROW, 0, FIRST_ROW + 1, DONE)
    assert plan.page.repeat_rows == (1, HEAD_ROW)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        pytest.param("a", "a", id="an indicator or criterion by its name"),
        pytest.param("gone", "gone", id="what the scheme does not know as it is"),
        pytest.param(None, "-", id="no indicator"),
    ],
)
def test_the_indicator_is_named(made: Made, at: At, given: str | None, shown: str) -> None:
    cells = at(findings_sheet.plan(made(COUNTIES, findings=(Odd(indicator=given),))))
    assert cells[FIRST_ROW, NAME].value == shown


def test_places_of_one_sheet_stand_in_one_line(made: Made, at: At) -> None:
    places = (
        InSheet("甲县.xlsx", "填报表", "D7", "3"),
        InSheet("甲县.xlsx", "填报表", "D9", "4"),
        ByHand("电话", over=InText("甲县.txt", 10, 12, "完成3亿元")),
    )
    cells = at(findings_sheet.plan(made(COUNTIES, findings=(Odd(places=places),))))
    assert cells[FIRST_ROW, PLACE].value == "甲县.xlsx 填报表 D7、D9\n甲县.txt 第10—12字"


def test_many_places_are_counted_instead_of_listed(made: Made, at: At) -> None:
    places = tuple(InSheet("甲县.xlsx", "填报表", f"D{row}", "3") for row in range(1, 31))
    cells = at(findings_sheet.plan(made(COUNTIES, findings=(Odd(places=places),))))
    assert cells[FIRST_ROW, PLACE].value == "甲县.xlsx 填报表 D1、D2、D3、D4 等30处"


def test_a_row_is_as_high_as_its_longest_text(made: Made) -> None:
    words = "甲县的工业投资为305800，上年同期为21.1：疑似单位误填（万元/亿元）。" * 4
    plan = findings_sheet.plan(made(COUNTIES, findings=(Odd(words=words), Odd(words="短"))))
    assert plan.rows[FIRST_ROW] >= height(words, plan.columns[PROBLEM], indent=True)
    assert plan.rows[FIRST_ROW + 1] < plan.rows[FIRST_ROW]


def test_a_text_that_no_row_could_hold_is_cut_with_a_mark(made: Made, at: At) -> None:
    plan = findings_sheet.plan(made(COUNTIES, findings=(Odd(words="长" * 40_000),)))
    text = str(at(plan)[FIRST_ROW, PROBLEM].value)
    assert text.endswith("…")
    assert plan.rows[FIRST_ROW] < 409


def test_what_the_office_does_is_left_to_be_written_by_hand(made: Made, at: At) -> None:
    cells = at(findings_sheet.plan(made(COUNTIES, findings=(Odd(),))))
    assert cells[FIRST_ROW, DONE].value == ""
    assert cells[max(cells)].value == made(COUNTIES).signature
