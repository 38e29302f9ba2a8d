"""The order of the list, how places are named, and what the filler is told to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.model import LEVELS, ByHand, Derived, Finding, InArchive, InRows, InSheet, InText, Level, Range
from pingbi.returns.advice import BY_CODE, BY_LEVEL, what_to_do
from pingbi.returns.listing import rows

FILE = "来件.zip/甲县.xlsx"
Said = Callable[..., Finding]


def test_the_gravest_come_first_then_as_they_stand_in_the_file_and_without_a_place_last(said: Said) -> None:
    findings = [
        said(FILE, "乙表!A1", words="六", level=Level.HINT),
        said(FILE, words="三", level=Level.MANDATORY),
        said(FILE, "甲表!B9", words="五"),
        said(FILE, "甲表!B10", words="二", level=Level.MANDATORY),
        said(FILE, "甲表!C9", words="一", level=Level.MANDATORY),
        said(FILE, "甲表!A9", words="四"),
    ]
    listed = rows(findings, FILE)
    assert [str(row.finding) for row in listed] == ["一", "二", "三", "四", "五", "六"]
    assert [row.number for row in listed] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("origins", "place"),
    [
        pytest.param((), "—", id="none"),
        pytest.param((InSheet(FILE, "表", "D7", ""),), "表!D7", id="one"),
        pytest.param((InSheet(FILE, "", "D7", ""),), "D7", id="of a format without sheets"),
        pytest.param(
            (InSheet(FILE, "表", "D7", ""), InSheet(FILE, "表", "D7", ""), InSheet(FILE, "乙", "A1", "")),
            "表!D7\n乙!A1",
            id="twice the same, and another sheet",
        ),
        pytest.param(tuple(InSheet(FILE, "表", f"D{row}", "") for row in (3, 4, 5, 9)), "表!D3:D5、D9", id="a run"),
        pytest.param(
            tuple(InSheet(FILE, "表", f"{letter}2", "") for letter in "ACEGIKM"),
            "表!A2、C2、\nE2、G2、\nI2、K2等7处",
            id="many",
        ),
        pytest.param((InSheet("乙县.xls", "表", "B2", ""),), "乙县.xls 表：B2", id="in another file"),
        pytest.param((InText(FILE, 3, 8, "完成投资30.58亿元", 2),), "第2页“完成投资30.58亿元”", id="a sentence"),
        pytest.param((InText("报道.txt", 3, 8, "投资\n30亿元"),), "报道.txt：“投资 30亿元”", id="of another text"),
        pytest.param(
            (InSheet(FILE, "表", "D7", ""), InArchive("去年.pingbi", "2021H1", "投资 20亿元", "定稿")),
            "表!D7\n2021年上半年公布：“投资 20亿元”",
            id="an archive",
        ),
        pytest.param(
            (ByHand("电话", over=InSheet(FILE, "表", "D7", "")), ByHand("会议")), "表!D7", id="below a correction"
        ),
        pytest.param(
            (Derived("a+b", (InSheet(FILE, "表", "D7", ""), InSheet(FILE, "表", "E7", ""))),),
            "表!D7、E7",
            id="operands",
        ),
        pytest.param(
            (InRows("合计", (Range(FILE, "台账", "E5:E48, E51"), Range("乙.xlsx", "台账", "E2"))),),
            "台账!E5:E48、E51\n乙.xlsx 台账：E2",
            id="rows of a ledger",
        ),
        pytest.param((InRows("合计", (Range(FILE, "台账", ""),)),), "台账!A1", id="a ledger without rows"),
    ],
)
def test_places_are_named_in_few_words(said: Said, origins: tuple[InSheet, ...], place: str) -> None:
    assert rows([said(FILE, also=origins)], FILE)[0].place == place


def test_a_link_leads_to_the_first_cell_that_is_there(said: Said) -> None:
    row = rows([said(FILE, "没有!A1", "它'表!C3", "乙!D4")], FILE)[0]
    assert row.link({"它'表", "乙"}) == "'它''表'!C3"
    assert row.link(()) == ""


def test_there_is_advice_for_every_code() -> None:
    assert set(BY_CODE) == set(LEVELS)
    assert set(BY_LEVEL) == set(Level)


def test_a_check_of_the_schemes_own_is_advised_by_its_level(said: Said) -> None:
    class Own(type(said(FILE))):  # type: ignore[misc]
        code = "profit-high"

    assert what_to_do(Own(words="", level_override=Level.MANDATORY)) == BY_LEVEL[Level.MANDATORY]
    assert what_to_do(said(FILE)) == BY_CODE["jump"]
