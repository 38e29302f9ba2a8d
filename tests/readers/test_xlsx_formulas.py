"""Formulas without a result: computed as Excel shows it where they are simple, unknown where not, never a silent 0."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pingbi.readers import CellRead, Sheet, read
from pingbi.readers.computed import computed

LONGEST = 60  # seconds

FIGURES: dict[tuple[int, int], CellRead] = {
    (1, 1): CellRead(Decimal("30.58")),
    (2, 1): CellRead(Decimal(2)),
    (3, 1): CellRead("2000万"),
    (4, 1): CellRead("12"),
    (5, 1): CellRead("#REF!", error=True),
    (6, 1): CellRead("2022-06-01", date=True),
    (7, 1): CellRead(True),
    # A8 to A10 are blank
    (1, 2): CellRead(Decimal(1)),
    (2, 2): CellRead(Decimal(3)),
    (3, 2): CellRead(Decimal("-2.5")),
}


def result(formula: str, more: Mapping[tuple[int, int], CellRead] | None = None) -> CellRead:
    """What becomes of a formula in Z99 beside FIGURES."""
    other = Sheet("其他 表", {(1, 1): CellRead(Decimal(7))})
    cells = {**FIGURES, **(more or {}), (99, 26): CellRead(None, formula=formula)}
    return computed([Sheet("表", cells), other])[0].cells[99, 26]


SIMPLE = [
    ("=A1*2", "61.16"),
    ("=A1+A2*3-1", "35.58"),
    ("=(A1+A2)*3", "97.74"),
    ("=A2/3", "0.666666666666667"),
    ("=-A2^2", "4"),
    ("=0-A2^2", "-4"),
    ("=2^3^2", "64"),
    ("=2^-1", "0.5"),
    ("=50%*A2", "1"),
    ("=A1+A8", "30.58"),
    ("=A4*2", "24"),
    ("=0.1+0.2", "0.3"),
    ("=1E3+.5", "1000.5"),
    ("='其他 表'!A1+表!$A$2", "9"),
    ("=SUM(A1:A4)", "32.58"),
    ("=SUM(A1,B1:B3,5)", "37.08"),
    ("=SUM(B:B)", "1.5"),
    ("=SUM(1:1)", "31.58"),
    ("=AVERAGE(B1:B3)", "0.5"),
    ("=AVERAGE(B1:B10)", "0.5"),
    ("=MAX(B1:B3)-MIN(B1:B3)", "5.5"),
    ("=COUNT(A1:A4)", "2"),
    ("=COUNTA(A1:A4)", "4"),
    ("=PRODUCT(B1:B2,2)", "6"),
    ("=SUMPRODUCT(A1:A2,B1:B2)", "36.58"),
    ("=ABS(B3)", "2.5"),
    ("=INT(B3)", "-3"),
    ("=ROUND(2.345,2)", "2.35"),
    ("=ROUND(-2.5,0)", "-3"),
    ("=ROUND(305800,-4)", "310000"),
    ("=ROUNDUP(B3,0)", "-3"),
    ("=ROUNDDOWN(B3,0)", "-2"),
    ("=IF(A1>30,1,2)", "1"),
    ("=IF(A8=0,5,6)+A2", "7"),
    ('=IF(A3="2000万",1,0)', "1"),
    ("=IFERROR(A1/A8,-1)", "-1"),
    ("=IFERROR(A1/A2,-1)", "15.29"),
    ("= sum( B1 , B2 ) ", "4"),
]


@pytest.mark.parametrize(("formula", "value"), SIMPLE, ids=[formula for formula, _ in SIMPLE])
def test_a_simple_formula_is_computed_as_excel_shows_it(formula: str, value: str) -> None:
    found = result(formula)
    assert (found.value, found.computed, found.formula) == (Decimal(value), True, formula)
    assert "E" not in found.text


def test_a_formula_may_give_a_text_or_a_truth_value() -> None:
    assert result('="工业"&A2&"个"').value == "工业2个"
    assert result("=A1>A2").value is True


UNKNOWN = [
    pytest.param("=A1/A8", id="divided by a blank"),
    pytest.param("=A1/0", id="divided by nought"),
    pytest.param("=A3*2", id="a text that may be a number"),
    pytest.param("=A5+1", id="an error"),
    pytest.param("=SUM(A1:A5)", id="an error in a range"),
    pytest.param("=A6+1", id="a date"),
    pytest.param("=SUM(A1:A6)", id="a date in a range"),
    pytest.param("=VLOOKUP(A1,A1:B3,2)", id="another function"),
    pytest.param("=TODAY()-A1", id="one that changes by itself"),
    pytest.param("=RAND()", id="chance"),
    pytest.param("=[1]表!A1*2", id="another file"),
    pytest.param("=没有!A1", id="a sheet that is not there"),
    pytest.param("=总额*2", id="a name"),
    pytest.param("={1,2}", id="an array"),
    pytest.param("=A1:A3*2", id="a range where one is meant"),
    pytest.param("=Z99+1", id="itself"),
    pytest.param("=SUM(Z1:Z99)", id="itself in a range"),
    pytest.param("=10^400", id="beyond all numbers"),
    pytest.param("=0^0", id="no power"),
    pytest.param("=(-8)^0.5", id="no root"),
    pytest.param("=ROUND(A1)", id="an argument too few"),
    pytest.param('=SUM("5")', id="a text given to a sum"),
    pytest.param("=A1+", id="unfinished"),
    pytest.param("=" + "(" * 500 + "A1" + ")" * 500, id="deep"),
    pytest.param("=" + "+".join(["A1"] * 2000), id="long"),
    pytest.param("=", id="not known"),
]


@pytest.mark.parametrize("formula", UNKNOWN)
def test_another_formula_stays_unknown_and_is_never_0(formula: str) -> None:
    found = result(formula)
    assert (found.value, found.computed, found.formula) == (None, False, formula)


@pytest.mark.parametrize("formula", ["=A8+A9", "=SUM(A8:A10)", "=A8*2", "=ROUND(A8,2)", "=IF(A8>0,A8,A9)", "=A8%"])
def test_of_blank_cells_alone_nothing_is_known(formula: str) -> None:
    assert result(formula).value is None
    told = result("=A1+Y1", {(1, 25): CellRead(None, formula=formula)})
    assert told.value == Decimal("30.58")  # to another formula it is 0, as in Excel


def test_a_formula_that_makes_a_date_is_not_taken_for_a_number() -> None:
    cells = {**FIGURES, (99, 26): CellRead(None, "yyyy-mm-dd", "=A2+44711")}
    assert computed([Sheet("表", cells)])[0].cells[99, 26].value is None


def test_formulas_follow_each_other_in_any_order_and_however_many() -> None:
    cells = {(row, 1): CellRead(None, formula=f"=A{row + 1}+1") for row in range(1, 5001)}
    cells[5001, 1] = CellRead(Decimal(1))
    started = process_time()
    (sheet,) = computed([Sheet("表", cells)])
    assert sheet.cells[1, 1].value == 5001
    assert process_time() - started < LONGEST


def test_running_sums_over_a_long_table_end_in_time() -> None:
    """Looked at are so many cells and no more: what comes after stays unknown."""
    cells = {(row, 1): CellRead(Decimal(1)) for row in range(1, 6001)}
    cells |= {(row, 2): CellRead(None, formula=f"=SUM($A$1:A{row})") for row in range(1, 6001)}
    started = process_time()
    (sheet,) = computed([Sheet("表", cells)])
    found = {row: sheet.cells[row, 2].value for row in range(1, 6001)}
    assert found[1000] == 1000
    assert {row for row, value in found.items() if value not in (row, None)} == set()
    assert process_time() - started < LONGEST


def test_two_formulas_that_need_each_other_are_unknown_and_so_is_what_needs_them() -> None:
    around = {(1, 25): CellRead(None, formula="=Y2+1"), (2, 25): CellRead(None, formula="=Y1+1")}
    assert result("=A1+Y1", around).value is None


CACHED = [
    pytest.param("=A1*2", Decimal(0), True, ("61.16", True, False), id="0 that is wrong, whoever wrote it"),
    pytest.param("=A1*2", Decimal(0), False, ("61.16", True, False), id="0 of a writer"),
    pytest.param("=B1-1", Decimal(0), True, ("0", False, False), id="0 that is right"),
    pytest.param("=SUM(A8:A9)", Decimal(0), True, ("0", False, True), id="0 of blanks"),
    pytest.param("=VLOOKUP(1,A:B,2)", Decimal(0), True, ("0", False, False), id="0 of a program that computes"),
    pytest.param("=VLOOKUP(1,A:B,2)", Decimal(0), False, ("", False, False), id="0 that nobody computed"),
    pytest.param("=A1/A8", Decimal(0), True, ("", False, False), id="0 where Excel shows an error"),
    pytest.param("=A1*2", Decimal(5), True, ("5", False, False), id="a result of a program that computes"),
    pytest.param("=A1*2", Decimal(5), False, ("61.16", True, False), id="an old result that opening will replace"),
    pytest.param("=A1*2", Decimal("61.1600000000001"), False, ("61.1600000000001", False, False), id="ours, almost"),
    pytest.param("=VLOOKUP(1,A:B,2)", Decimal(5), False, ("5", False, False), id="a result that we cannot compute"),
]


@pytest.mark.parametrize(("formula", "value", "proven", "want"), CACHED)
def test_a_result_in_the_file_is_believed_where_somebody_computed_it(
    formula: str, value: Decimal, proven: bool, want: tuple[str, bool, bool]
) -> None:
    cells = {**FIGURES, (99, 26): CellRead(value, formula=formula)}
    found = computed([Sheet("表", cells)], proven=proven)[0].cells[99, 26]
    assert (found.text, found.computed, found.from_blanks) == want


def test_a_writer_whose_other_results_are_right_is_believed_about_its_0() -> None:
    cells = {**FIGURES, (50, 1): CellRead(Decimal("61.16"), formula="=A1*2")}
    cells[99, 26] = CellRead(Decimal(0), formula="=COUNTIF(A1:A9,99)")
    assert computed([Sheet("表", cells)], proven=False)[0].cells[99, 26].value == 0
    cells[51, 1] = CellRead(Decimal(0), formula="=A1*3")
    assert computed([Sheet("表", cells)], proven=False)[0].cells[99, 26].value is None


def _by_openpyxl() -> bytes:
    book, out = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = 30.58, "=A1*2", "=LOOKUP(9,A1)", "=SUM(B1:B9)"
    book.save(out)
    return out.getvalue()


def _by_xlsxwriter() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_number("A1", 30.58)
        for cell, formula in (("A2", "=A1*2"), ("A3", "=LOOKUP(9,A1)"), ("A4", "=SUM(B1:B9)")):
            sheet.write_formula(cell, formula)
    return out.getvalue()


@pytest.mark.parametrize("make", [_by_openpyxl, _by_xlsxwriter])
def test_formulas_of_libraries_that_only_write_are_computed_or_unknown(make: Callable[[], bytes]) -> None:
    cells = read(make(), "表.xlsx").sheets[0].cells
    assert (cells[2, 1].value, cells[2, 1].computed) == (Decimal("61.16"), True)
    assert cells[3, 1].value is None
    assert cells[4, 1].value is None or cells[4, 1].from_blanks


NUMBERS = st.decimals(-(10**6), 10**6, places=2)


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_a_sum_is_the_sum(numbers: list[Decimal]) -> None:
    cells = {(row, 1): CellRead(number) for row, number in enumerate(numbers, 1)}
    cells[50, 1] = CellRead(None, formula=f"=SUM(A1:A{len(numbers)})")
    cells[51, 1] = CellRead(None, formula="=" + "+".join(f"A{row}" for row in range(1, len(numbers) + 1)))
    (sheet,) = computed([Sheet("表", cells)])
    assert sheet.cells[50, 1].value == sheet.cells[51, 1].value == sum(numbers)


@given(st.text(alphabet="=+-*/^&%(),:!'\"$A19BZ.SUMIF 表[]{}#<>", max_size=40))
def test_no_formula_whatever_raises_anything(formula: str) -> None:
    found = result(f"={formula}")
    assert found.formula == f"={formula}"


@pytest.mark.office
def test_libreoffice_computes_the_same(tmp_path: Path, recalculated: Callable[..., list[Path]]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    book.create_sheet("其他 表")["A1"] = 7
    for (row, column), cell in FIGURES.items():
        if not cell.error and not cell.date:
            sheet.cell(row, column).value = cell.value
    for row, (formula, _) in enumerate(SIMPLE, 1):
        if "1:1" not in formula:
            sheet.cell(row, 26).value = formula.replace("= sum( B1 , B2 ) ", "=SUM(B1,B2)")
    book.save(tmp_path / "公式.xlsx")
    ours = read((tmp_path / "公式.xlsx").read_bytes(), "公式.xlsx").sheets[0].cells
    (fresh,) = recalculated(tmp_path / "公式.xlsx")
    theirs = load_workbook(fresh, data_only=True)["表"]
    compared = {row: theirs.cell(row, 26).value for row in range(1, len(SIMPLE) + 1) if (row, 26) in ours}
    assert len(compared) == len(SIMPLE) - 1
    assert {row: float(str(ours[row, 26].value)) for row in compared} == pytest.approx(compared, rel=1e-12)
