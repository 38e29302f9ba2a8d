"""What is shown of a submission: the cells and words as its reader sees them, and which figures came from which."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from pingbi.casework import Case, receive
from pingbi.casework.compared_versions import compare, versions
from pingbi.casework.source_grids import ROWS, Shown, formatted, gridded
from pingbi.casework.sources import Source, Sources, Use, cell_at, columns_of, submission_of, wanted, words_at
from pingbi.model import InSheet, InText, PingbiError
from pingbi.reading import File

Send = Callable[..., None]


def shown(case: Case, number: int = 0) -> Source:
    asked = wanted(case, number or case.arrived()[-1].submission.number)
    assert asked is not None
    return Sources().source(asked)


def book(path: Path) -> None:
    """A title over all, words over numbers, a per cent, a comment, a hidden row and a hidden sheet."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "报送表"
    rows: list[list[str | float]] = [
        ["各县2022年上半年报送表"],
        ["县区", "投资", "税收"],
        ["甲县", 30.5, 0.45],
        ["乙县", 1200, 7],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet["C3"].number_format = "0.0%"
    sheet["B4"].number_format = "#,##0.00"
    sheet["B4"].comment = Comment("含园区", "乙县")
    sheet.row_dimensions[4].hidden = True
    hidden = made.create_sheet("底稿")
    hidden["A1"] = "旧数"
    hidden.sheet_state = "hidden"
    made.save(path)


def test_a_sheet_is_shown_as_its_reader_sees_it_with_the_cells_that_were_read(case: Case, tmp_path: Path) -> None:
    book(tmp_path / "各县.xlsx")
    list(receive(case, [tmp_path / "各县.xlsx"]))
    source = shown(case)
    sheet = source.sheet("报送表")
    assert sheet is not None
    assert (sheet.rows, sheet.columns, sheet.merges, sheet.heads) == (4, 3, ((1, 1, 1, 3),), frozenset({2}))
    cells = sheet.block(0)
    assert cells[1, 1] == Shown("各县2022年上半年报送表")
    assert cells[3, 3] == Shown("45.0%", number=True)
    assert cells[4, 2] == Shown("1,200.00", number=True, note="含园区")
    assert (sheet.hidden_rows, [row.name for row in source.sheets if row.hidden]) == (frozenset({4}), ["底稿"])
    assert source.read.uses("报送表", 3, 2) == (Use("甲县", "a"),)
    assert source.read.uses("报送表", 2, 2) == ()


def test_a_table_of_many_rows_is_handed_over_in_blocks_and_opened_where_it_is_looked_at() -> None:
    lines = "\n".join(f"项目{row},{row}" for row in range(1, 3 * ROWS))
    grids = gridded(None, File("台账.csv", f"名称,投资\n{lines}\n".encode()))
    sheet = grids.sheets[0]
    assert (sheet.rows, len(sheet.blocks)) == (3 * ROWS, 3)
    assert sheet.block(2)[2 * ROWS + 1, 1].text == f"项目{2 * ROWS}"
    assert sheet.block(3) == {}


def test_the_rows_of_a_ledger_that_make_a_figure_are_known_by_column() -> None:
    assert list(columns_of("E5:E48, AB51")) == [(5, 5, 48), (28, 51, 51)]
    assert cell_at("甲") is None


def test_a_text_is_shown_whole_with_the_words_that_were_read(case: Case, tmp_path: Path) -> None:
    text = "2022年上半年，甲县税收30.58 亿元，增长9%。"
    (tmp_path / "甲县.txt").write_text(text, encoding="utf-8")
    list(receive(case, [tmp_path / "甲县.txt"]))
    source = shown(case)
    assert source.text == text
    found = {row.use.indicator: source.text[row.start : row.end] for row in source.read.spans if row.use}
    assert found == {"b": "30.58 亿元"}


def test_the_words_around_a_number_are_found_although_the_text_breaks_them() -> None:
    text = "完成工业 投\n资30.58亿元，技改投资30.58亿元"
    at = text.index("30.58")
    span = words_at(text, InText("甲.txt", at, at + 5, "工业投资30.58亿元"))
    assert text[span.start : span.end] == "工业 投\n资30.58亿元"
    other = words_at(text, InText("甲.txt", at, at + 5, "别的话30.58亿元"))
    assert text[other.start : other.end] == "30.58亿元"


def test_a_file_that_cannot_be_read_says_why_and_has_nothing_to_show(case: Case, tmp_path: Path) -> None:
    (tmp_path / "甲县.xlsx").write_bytes(b"PK\x03\x04broken")
    list(receive(case, [tmp_path / "甲县.xlsx"]))
    source = shown(case)
    assert source.error
    assert (source.sheets, source.text) == ((), None)


def test_a_file_that_was_shown_is_not_read_again(case: Case, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    send("甲县.csv", "甲县,30,5")
    asked = wanted(case, case.arrived()[0].submission.number)
    assert asked is not None
    kept = Sources()
    first = kept.source(asked)
    monkeypatch.setattr("pingbi.casework.sources.apart", None)
    assert kept.source(asked) == first
    assert wanted(case, 999) is None


def test_of_two_files_of_one_name_the_figures_own_is_shown(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,5")
    send("甲县.csv", "甲县,31,5")
    first, second = (row.submission.number for row in case.arrived())
    place = InSheet("甲县.csv", "", "B2", "30")
    assert submission_of(case.arrived(), place, first) == first
    assert submission_of(case.arrived(), place) == second
    assert submission_of(case.arrived(), InSheet("别的.csv", "", "B2", "30")) == 0


def test_a_new_version_is_shown_as_differences_with_their_effect(case: Case, send: Send) -> None:
    send("乙县.csv", "乙县,40,5")
    send("甲县.csv", "甲县,30,5")
    send("甲县第二次.csv", "甲县,50,5")
    one, two = versions(case.arrived(), "甲县")
    assert ((one.at, one.changed), (two.at, two.changed)) == ((1, 0), (2, 1))
    done = case.evaluation()
    found = compare(case, "甲县", 1)
    assert [
        (row.indicator, row.before and row.before.value, row.after and row.after.value) for row in found.figures
    ] == [("a", Decimal(30), Decimal(50))]
    assert found.effect == "甲县：由 50.00 分到 100.00 分，第 1，总名次由第 2 到第 1；乙县退 1 位"
    assert case.evaluation() is done
    with pytest.raises(PingbiError, match="甲县没有第2版"):
        compare(case, "甲县", 2)


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        ("0.45", "0.0%", "45.0%"),
        ("30.585", "0.00", "30.59"),
        ("1234567", "#,##0", "1,234,567"),
        ("30.58", "General", ""),
        ("305800", '0!.0,"万"', ""),
        ("3", '0"个"', "3"),
        ("-5", "0.0;[Red]-0.0", "-5.0"),
    ],
)
def test_a_number_is_shown_as_its_format_has_it(value: str, number_format: str, seen: str) -> None:
    assert formatted(Decimal(value), number_format) == seen


def test_a_workbook_in_memory_is_read_as_one_on_disk() -> None:
    made, data = Workbook(), BytesIO()
    made.save(data)
    assert gridded(None, File("空.xlsx", data.getvalue())).text is None
