"""Old workbooks: what xlrd passes over, what programs leave out, and what is damaged."""

from __future__ import annotations

import struct
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pingbi.model import UnreadableFileError
from pingbi.readers import CellRead, Document, read
from pingbi.readers.binary_formulas import Kind, Printed, master, printed

Fill = Callable[[Any], object]


def _book(fill: Fill) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet, other = book.add_sheet("表"), book.add_sheet("其他 表")
    other.write(0, 0, 5)
    fill(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(document: Document, row: int, column: int) -> CellRead:
    return document.sheets[0].cells[row, column]


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        pytest.param("A1-(B1-C1)", Decimal(3), id="brackets"),
        pytest.param("-A1^2", Decimal(4), id="a sign binds tighter than a power"),
        pytest.param("SUM(A1:C1,10)*50%", Decimal("13.5"), id="a sum, a percent sign"),
        pytest.param("ROUND(A1/C1,2)", Decimal("0.25"), id="a function"),
        pytest.param('IF(A1>1,"高","低")', "高", id="texts"),
        pytest.param("'其他 表'!A1*2", Decimal(10), id="another sheet"),
        pytest.param('$A$1&"x"', "2x", id="a fixed place"),
        pytest.param("RAND()", None, id="what is not simple"),
        pytest.param("VLOOKUP(A1,A1:C1,2)", None, id="a search"),
        pytest.param("Z99", None, id="of a blank cell"),
    ],
)
def test_a_formula_without_a_result_is_computed_or_unknown_and_never_0(formula: str, wanted: object) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # xlwt brings no types
        for column, value in enumerate((2, 7, 8)):
            sheet.write(0, column, value)
        sheet.write(1, 0, xlwt.Formula(formula))

    found = _cell(read(_book(fill), "表.xls"), 2, 1)
    assert found.value == wanted
    assert found.formula.replace("'其他 表'", "") == "=" + formula.replace("'其他 表'", "")


def test_what_is_struck_through_is_said_also_of_a_part_of_the_text() -> None:
    line, plain = xlwt.easyfont("struck_out on"), xlwt.easyfont("")

    def fill(sheet: Any) -> None:  # noqa: ANN401
        sheet.write_rich_text(0, 0, [("30", line), ("35", plain)])
        sheet.write_rich_text(0, 1, [("30", plain), ("35", plain)])

    document = read(_book(fill), "表.et")
    assert [(_cell(document, 1, at).text, _cell(document, 1, at).struck) for at in (1, 2)] == [
        ("3035", True),
        ("3035", False),
    ]


def test_values_are_the_15_digits_that_are_shown() -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401
        sheet.write(0, 0, 0.1 + 0.2)
        sheet.write(0, 1, -0.0)
        sheet.write(0, 2, True)

    document = read(_book(fill), "表.xls")
    assert [str(_cell(document, 1, at).value) for at in (1, 2, 3)] == ["0.3", "0", "True"]


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def _sheet_of_excel_5(text: bytes, codepage: int | None) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0, 0))
    if codepage is not None:
        begin += _record(0x0042, struct.pack("<H", codepage))
    listed = struct.pack("<IBBB", len(begin) + 4 + 9 + 4, 0, 0, 2) + b"S1"
    begin += _record(0x0085, listed) + _record(0x000A, b"")
    label = struct.pack("<HHHH", 0, 0, 0, len(text)) + text
    return (
        begin
        + _record(0x0809, struct.pack("<HHHH", 0x0500, 0x10, 0, 0))
        + _record(0x0204, label)
        + _record(0x0203, struct.pack("<HHHd", 1, 0, 0, 30.58))
        + _record(0x000A, b"")
    )


@pytest.mark.parametrize("codepage", [936, 1252, 10008, 10000, None])
def test_chinese_texts_of_excel_5_are_read_whatever_encoding_it_names(codepage: int | None) -> None:
    document = read(_sheet_of_excel_5("南乐县".encode("gbk"), codepage), "表.xls")
    assert (_cell(document, 1, 1).text, _cell(document, 2, 1).value) == ("南乐县", Decimal("30.58"))


SHARED = struct.pack("<BHH", 0x2C, 0xFFFF, 0xC000) + b"\x1e\x02\0\x05"  # the cell above, times 2


def test_a_shared_formula_is_that_of_each_cell() -> None:
    assert printed(SHARED, Kind.BIFF8, lambda _: "", (3, 2)) == Printed("=C3*2")
    assert printed(SHARED, Kind.BIFF8, lambda _: "", (9, 0)) == Printed("=A9*2")
    assert master(b"\x01\x03\0\x02\0", Kind.BIFF8) == (3, 2)


def test_what_reaches_into_another_file_is_said() -> None:
    tokens = struct.pack("<BHHH", 0x3A, 0, 0, 0)
    assert printed(tokens, Kind.BIFF8, lambda _: None) == Printed("=", outside=True)
    assert printed(tokens, Kind.BIFF8, lambda _: "县's") == Printed("='县''s'!$A$1")


@given(st.binary(max_size=60), st.sampled_from(Kind))
def test_any_tokens_have_a_text_or_none(tokens: bytes, kind: Kind) -> None:
    assert printed(tokens, kind, lambda _: "表").text.startswith("=")


WHOLE = _book(lambda sheet: [sheet.write(row, 0, xlwt.Formula(f"B{row + 1}*2")) for row in range(40)])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), piece=st.binary(min_size=1, max_size=8), cut=st.booleans())
def test_damage_ends_in_a_document_or_one_line(
    document_or_line: Callable[[bytes, str], bool], at: int, piece: bytes, cut: bool
) -> None:
    document_or_line(WHOLE[: max(at, 8)] if cut else WHOLE[:at] + piece + WHOLE[at + len(piece) :], "表.xls")


def test_files_of_circles_and_absurd_sizes_are_refused(shared: Path) -> None:
    for name in ("3f2b_oleloop.xls", "5379_Test_git_issue_382_oom.xls"):
        with pytest.raises(UnreadableFileError):
            read((shared / "excel/real" / name).read_bytes(), name)


def test_dates_count_from_1904_where_the_file_says_so(shared: Path) -> None:
    document = read((shared / "excel/real/6cc4_1904DateWindowing.xls").read_bytes(), "表.xls")
    assert [(_cell(document, 1, at).value, _cell(document, 1, at).date) for at in (1, 2)] == [("2000-01-01", True)] * 2


def test_texts_whose_list_of_fonts_is_torn_are_read(shared: Path) -> None:
    (sheet,) = read((shared / "excel/real/50cf_phonetic_text.xls").read_bytes(), "表.xls").sheets
    assert len([cell for cell in sheet.cells.values() if cell.text]) == 2
