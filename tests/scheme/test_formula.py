"""Formulas over indicators: what is read, what comes of it, and that the Excel formula gives the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pingbi.model import Role
from pingbi.scheme import Answer, FormulaError, Operand, Scheme, formula

SCHEME = """
[scheme]
name = "例"
period = "2022H1"
[[indicator]]
id = "a"
name = "工业投资"
aliases = ["工业投资额"]
unit = "亿元"
kind = "level"
[[indicator]]
id = "b"
name = "市县（区）项目-新建"
unit = "个"
kind = "count"
[[indicator]]
id = "c"
name = "SUM"
unit = "个"
kind = "count"
"""
Values = Mapping[Operand, Decimal | None]
A, B, C = Operand("a"), Operand("b"), Operand("c")
CITY, PREVIOUS = Operand("a", city=True), Operand("a", Role.PREVIOUS)
LAST_YEAR, TARGET = Operand("a", Role.LAST_YEAR), Operand("a", Role.TARGET)
COLUMNS = (A, B, C, CITY, PREVIOUS, LAST_YEAR, TARGET)


@pytest.fixture(scope="module")
def scheme(parsed: Callable[[str], Scheme]) -> Scheme:
    return parsed(SCHEME)


READ = [
    pytest.param("a", (A,), id="an id"),
    pytest.param("工业投资", (A,), id="a name"),
    pytest.param("工业投资额", (A,), id="an alias"),
    pytest.param("「市县（区）项目-新建」", (B,), id="「」 around a name with signs"),
    pytest.param("工业投资＋「市县（区）项目-新建」", (A, B), id="signs of full width"),
    pytest.param("SUM(a, b)", (A, B), id="a function"),
    pytest.param("「SUM」 + a", (C, A), id="a name that is a function's too"),
    pytest.param("CITY(a) - PREVIOUS(a)", (CITY, PREVIOUS), id="the city's, the last period's"),
    pytest.param("last_year(a) + target(a)", (LAST_YEAR, TARGET), id="functions in small letters"),
    pytest.param("CITY(a + b)", (CITY, Operand("b", city=True)), id="CITY of all inside"),
    pytest.param("CITY(LAST_YEAR(a))", (Operand("a", Role.LAST_YEAR, city=True),), id="the city's of last year"),
    pytest.param("a + a * a", (A,), id="an operand once"),
    pytest.param("1 + 2", (), id="none"),
]


@pytest.mark.parametrize(("text", "operands"), READ)
def test_operands_are_found_by_id_name_and_alias(parsed: Callable[[str], Scheme], text: str, operands: object) -> None:
    assert formula(parsed(SCHEME), text).operands == operands


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("工业投姿", "工业投资", id="a name with a slip: the near ones"),
        pytest.param("xyz", "已有的指标：a、b", id="a name like none: those there are"),
        pytest.param("VLOOKUP(a)", "没有函数“VLOOKUP”；可用的有：AND", id="a function that is none"),
        pytest.param("NOT(a, b)", "NOT 要1个参数，写了2个", id="too many arguments"),
        pytest.param("IF(a)", "IF 要2至3个参数，写了1个", id="too few arguments"),
        pytest.param("SUM()", "SUM 要至少1个参数，写了0个", id="no arguments"),
        pytest.param("TARGET(a + b)", "TARGET 的括号内应是一个指标", id="a target of a sum"),
        pytest.param("a b", "多出内容", id="two operands without a sign"),
        pytest.param("a ^ 2", "在“^”处多出内容", id="a sign that is none"),
        pytest.param("3.", "没有指标“3.”", id="a number cut off"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(parsed: Callable[[str], Scheme], text: str, wanted: str) -> None:
    with pytest.raises(FormulaError) as raised:
        formula(parsed(SCHEME), text)
    assert wanted in str(raised.value)


def numbers(text: str) -> dict[Operand, Decimal | None]:
    """One row of COLUMNS; "-" is missing."""
    cells = [None if word == "-" else Decimal(word) for word in text.split()]
    return dict(zip(COLUMNS, cells, strict=True))


PLAIN = numbers("12 4 3 60 10 8 24")
SOME: list[tuple[str, str, str]] = [
    # formula, value where everything is there, what it shows
    ("a + b * c", "24", "× before +"),
    ("(a + b) * c", "48", "brackets first"),
    ("-a + b", "-8", "a sign binds stronger"),
    ("a - b - c", "5", "from the left"),
    ("a / b / c", "1", "from the left"),
    ("a > b AND NOT b > c OR c > a", "0", "OR after AND after NOT"),
    ("NOT (a > b) OR b > c", "1", "NOT with brackets"),
    ("a = 12", "1", "equal"),
    ("a <> 12", "0", "unequal"),
    ("a ≥ 12 AND b ≤ 4", "1", "signs as printed"),
    ("(a > b) * 5", "5", "true counts 1"),
    ("SUM(a, b, c)", "19", "sum"),
    ("MIN(a, b, c)", "3", "least"),
    ("MAX(a, b, 20)", "20", "greatest"),
    ("COUNT(a, b, c)", "3", "count"),
    ("ABS(b - a)", "8", "absolute"),
    ("ROUND(a / 7, 2)", "1.71", "rounded"),
    ("ROUND(2.5)", "3", "half away from zero"),
    ("ROUND(b - 6.5)", "-3", "also below zero"),
    ("IF(a > b, 1, 2)", "1", "a choice"),
    ("IF(a < b, 1)", "0", "without else: 0"),
    ("IF(b = 4, 0, a / (b - 4))", "0", "only the branch taken is worked out"),
    ("SQRT(a + b)", "4", "root"),
    ("LN(a - 11)", "0", "logarithm"),
    ("CITY(a) / a", "5", "the city's"),
    ("a - PREVIOUS(a)", "2", "the last period's"),
    ("GROWTH(a, LAST_YEAR(a))", "50", "growth"),
    ("a / TARGET(a) * 100", "50", "the target's share"),
    ("AND(a > 1, b > 1, c > 5)", "0", "AND as a function"),
    ("OR(a > 100, b > 1)", "1", "OR as a function"),
    ("0.1 * c = 0.3", "1", "equal after ten decimals"),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(text, value, id=why) for text, value, why in SOME])
def test_a_formula_has_its_number(scheme: Scheme, text: str, wanted: str) -> None:
    answer = formula(scheme, text).evaluate(PLAIN.get)
    assert answer == Answer(Decimal(wanted))


MISSING = [
    pytest.param("a + b", None, "no-operand", id="an operand that is missing"),
    pytest.param("SUM(a, b)", "12", "", id="SUM skips it"),
    pytest.param("MAX(b, a)", "12", "", id="MAX skips it"),
    pytest.param("MIN(b, c)", None, "no-operand", id="the least of nothing"),
    pytest.param("COUNT(a, b, c)", "1", "", id="COUNT skips it"),
    pytest.param("SUM(a, b * 2)", "12", "", id="and what is made of it"),
    pytest.param("SUM(b, c)", "0", "", id="the sum of nothing"),
    pytest.param("IF(a > 1, a, b)", None, "no-operand", id="also in the branch not taken"),
    pytest.param("b > 1", None, "no-operand", id="a comparison cannot be said"),
    pytest.param("a / 0", None, "base-not-positive", id="÷ 0"),
    pytest.param("LN(a - 12)", None, "base-not-positive", id="LN of 0"),
    pytest.param("SQRT(0 - a)", None, "base-not-positive", id="root of less than 0"),
    pytest.param("GROWTH(a, a - 12)", None, "base-not-positive", id="growth on 0"),
    pytest.param("GROWTH(a, 0 - a)", None, "base-not-positive", id="growth on less than 0"),
]


@pytest.mark.parametrize(("text", "value", "remark"), MISSING)
def test_a_formula_says_why_it_has_no_number(scheme: Scheme, text: str, value: str | None, remark: str) -> None:
    answer = formula(scheme, text).evaluate({A: Decimal(12)}.get)
    assert answer == (None if value is None else Decimal(value), remark)


def test_a_rule_holds_does_not_or_cannot_be_said(scheme: Scheme) -> None:
    rule = formula(scheme, "a <= b")
    rows: list[Values] = [{A: Decimal(1), B: Decimal(1)}, {A: Decimal(2), B: Decimal(1)}, {A: Decimal(2)}]
    assert [rule.holds(row.get) for row in rows] == [True, False, None]
    assert formula(scheme, "a / b > 1").holds({A: Decimal(1), B: Decimal(0)}.get) is None


def test_sums_and_products_of_reported_figures_are_exact(scheme: Scheme) -> None:
    long = {A: Decimal("123456789012345678.1234567890123456789"), B: Decimal("0.0000000000000000001")}
    assert formula(scheme, "a + b").evaluate(long.get).value == Decimal("123456789012345678.1234567890123456790")
    assert formula(scheme, "a / b * b / a").evaluate(PLAIN.get).value == 1


ROWS = [
    "12 4 3 60 10 8 24",
    "-5 0 2 -3 0 -1 0",
    "- 4 3 60 - 8 24",
    "12 - - - 10 - -",
    "- - - - - - -",
    "0 0 0 0 0 0 0",
    "5.1 5.1000000000000005 1 5.1 5.1 5.1 5.1",
    "0.285 2.5 -2.5 1.005 0.125 1000000.5 0.3",
]
FORMULAS = [
    *(text for text, _, _ in SOME),
    "a",
    "CITY(a)",
    "MIN(a, b)",
    "MAX(a, b, c)",
    "COUNT(a, b) + SUM(a, b, c)",
    "IF(b = 0, 0, a / b)",
    "IF(a > b, a / c, b / c)",
    "SUM(a, b * 2)",
    "MIN(a, b * 2, 100)",
    "MAX(a * 2, b, c - 1)",
    "MAX(b * 2, c * 2)",
    "COUNT(a, b * 2, 7)",
    "SUM(a > b, c)",
    "SUM(a, MIN(b, c))",
    "IF(a > 1, MIN(b, c), MAX(b, c))",
    "MAX(MIN(b, c), a / 0)",
    "COUNT(MIN(b, c), a * 2)",
    "a > b",
    "a = b",
    "NOT a = b",
    "a / b",
    "LN(a)",
    "SQRT(b)",
    "GROWTH(a, b)",
    "ROUND(a, 1)",
    "ROUND(a * 100) / 100",
    "(a + b) / (CITY(a) - a) * 100",
    "a * 0.3 + b * -0.7",
]


@pytest.mark.office
def test_the_excel_formula_gives_the_same(
    scheme: Scheme, tmp_path: Path, recalculated: Callable[..., list[Path]]
) -> None:
    """Every formula over every row of figures, recalculated by LibreOffice."""
    path = tmp_path / "formulas.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    first = len(COLUMNS)
    for row, text in enumerate(ROWS):
        values = numbers(text)
        for column, operand in enumerate(COLUMNS):
            value = values[operand]
            if value is None:
                sheet.write_string(row, column, "-")
            else:
                sheet.write_number(row, column, float(value))
        for at, words in enumerate(FORMULAS):
            excel = formula(scheme, words).excel(partial(cell_of, row))
            sheet.write_formula(row, first + at, f"={excel}", None, "not recalculated")
    book.close()
    (again,) = recalculated(path)
    fresh = openpyxl.load_workbook(again, data_only=True).active
    assert fresh is not None
    wrong = []
    for row, text in enumerate(ROWS):
        values = numbers(text)
        for at, words in enumerate(FORMULAS):
            wanted = formula(scheme, words).evaluate(values.get).value
            found = fresh.cell(row + 1, first + at + 1).value
            good = found == "-" if wanted is None else isinstance(found, int | float) and near(wanted, found)
            if not good:
                wrong.append(f"{words} of {text}: {wanted} is {found!r}")
    assert wrong == []


def cell_of(row: int, operand: Operand) -> str:
    return f"{xl_col_to_name(COLUMNS.index(operand))}{row + 1}"


def near(wanted: Decimal, found: float) -> bool:
    return abs(float(wanted) - found) <= 1e-9 * max(1.0, abs(float(wanted)))
