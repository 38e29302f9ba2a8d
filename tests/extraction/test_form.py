"""A template that comes back: whatever was done to it, a figure is right or it is missed and said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pingbi.extraction import Extracted, choose, extract
from pingbi.extraction.findings import NothingRead, TwoValues, UnitConverted, UnknownCounty
from pingbi.extraction.form_findings import (
    FileOfOtherCounty,
    OtherCounty,
    OtherPeriodForm,
    OtherScheme,
    TemplateChanged,
    UnitChanged,
)
from pingbi.extraction.table_findings import FormOfNobody
from pingbi.handout.templates import city_workbook, county_workbook, office_workbook
from pingbi.model import Figures, Finding, Role, Source, State
from pingbi.model.catalogue import bare
from pingbi.model.figures import Key
from pingbi.model.fingerprint import SHEET
from pingbi.readers import read
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS
from pingbi.workbook import WorkbookPlan, write

SCHEME = """
[scheme]
name = "评比"
issuer = "某局"
period = "2022H1"
[[county]]
name = "甲县"
[[county]]
name = "范区"
aliases = ["范"]
[[indicator]]
id = "output"
name = "产值"
unit = "亿元"
kind = "level"
[[indicator]]
id = "growth"
name = "产值增速"
of = "output"
unit = "%"
kind = "yoy"
[[indicator]]
id = "works"
name = "项目"
unit = "个"
kind = "count"
[[indicator]]
id = "energy"
name = "能耗"
unit = "吨"
kind = "level"
reported_by = "office"
office = "统计局"
[[indicator]]
id = "praise"
name = "表扬"
unit = "次"
kind = "count"
reported_by = "city"
[[target]]
indicator = "works"
value = 8
[[criterion]]
id = "a"
name = "增速"
weight = 100
value = "产值增速"
method = "against_city"
start = 50
up = 1
down = 1
cap = 100
"""


@dataclass(frozen=True)
class Came:
    """What was read, and what is made of it."""

    extracted: Extracted
    figures: Figures
    chosen_findings: tuple[Finding, ...]

    def value(self, indicator: str, county: str = "甲县", role: Role = Role.NOW) -> Decimal | None:
        return self.figures.value(county, indicator, role)

    def kinds(self) -> list[type[Finding]]:
        return [type(finding) for finding in (*self.extracted.findings, *self.chosen_findings)]

    def one(self, kind: type[Finding]) -> str:
        (found,) = [finding for finding in (*self.extracted.findings, *self.chosen_findings) if type(finding) is kind]
        return str(found)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return parse(SCHEME, "form.toml", METHODS)


def bytes_of(plan: WorkbookPlan | None) -> bytes:
    assert plan is not None
    with TemporaryDirectory() as folder:
        return write(plan, Path(folder) / "报.xlsx").read_bytes()


def came(scheme: Scheme, data: bytes, name: str = "甲县填报表.xlsx") -> Came:
    found = extract(read(data, name), scheme, 1)
    figures, findings = choose(found.figures, scheme)
    return Came(found, figures, findings)


def form_of(scheme: Scheme, **values: Decimal | str) -> bytes:
    contents = {("甲县", name, Role.NOW): value for name, value in values.items()}
    return bytes_of(county_workbook(scheme, "甲县", contents))


def handled(data: bytes, what: Callable[[Workbook], None]) -> bytes:
    """The workbook after somebody has worked on it."""
    book = load_workbook(BytesIO(data))
    what(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(book: Workbook) -> Worksheet:
    return book["填报表"]


def place(sheet: Worksheet, words: str) -> tuple[int, int]:
    return next((cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value == words)


def at(sheet: Worksheet, label: str, head: str = "本期数") -> tuple[int, int]:
    return place(sheet, label)[0], place(sheet, head)[1]


def move(sheet: Worksheet, head: str, by: int) -> None:
    """Cut the column of a heading and put it elsewhere, as it is done by hand."""
    row, column = place(sheet, head)
    for line in range(row, row + 4):
        sheet.cell(line, column + by).value = sheet.cell(line, column).value
        sheet.cell(line, column).value = None


NUMBERS = {"output": Decimal("30.58"), "growth": Decimal("-4.5"), "works": Decimal(21)}


def test_a_form_that_was_only_filled_in_gives_its_figures_and_no_finding(scheme: Scheme) -> None:
    back = came(scheme, form_of(scheme, **NUMBERS))
    assert {name: back.value(name) for name in NUMBERS} == NUMBERS
    assert back.kinds() == []
    assert {figure.source for figure in back.extracted.figures} == {Source.TEMPLATE}
    assert {figure.period for figure in back.extracted.figures} == {"2022H1"}


numbers = st.decimals(-(10**6), 10**6, places=4, allow_nan=False, allow_infinity=False)
counties = st.sampled_from(["甲县", "范区", "全市"])


@settings(max_examples=8, deadline=None)
@given(
    st.dictionaries(st.tuples(counties, st.sampled_from(["output", "growth", "works"])), numbers),
    st.dictionaries(st.tuples(st.sampled_from(["甲县", "范区"]), st.just("praise")), numbers),
    st.dictionaries(st.tuples(counties, st.just("energy")), numbers),
    st.dictionaries(st.tuples(st.sampled_from(["甲县", "范区"]), st.just("works")), numbers, min_size=2),
)
def test_what_is_written_into_the_templates_is_read_from_them(
    reported: dict[tuple[str, str], Decimal],
    entered: dict[tuple[str, str], Decimal],
    office: dict[tuple[str, str], Decimal],
    targets: dict[tuple[str, str], Decimal],
) -> None:
    scheme = parse(SCHEME, "form.toml", METHODS)
    wanted: dict[Key, Decimal] = {(*key, Role.NOW): value for key, value in (reported | entered | office).items()}
    wanted |= {(*key, Role.TARGET): value for key, value in targets.items()}
    plans = [county_workbook(scheme, county, wanted) for county in scheme.counties]
    plans += [plan for plan in [city_workbook(scheme, wanted)] if plan is not None]
    plans.append(office_workbook(scheme, "统计局", wanted))
    found = [extract(read(bytes_of(plan), f"{n}.xlsx"), scheme, n) for n, plan in enumerate(plans)]
    read_back = {(row.county, row.indicator, row.role): row.value for part in found for row in part.figures}
    assert read_back == wanted
    assert sum(len(part.figures) for part in found) == len(wanted)


def insert_row(book: Workbook) -> None:
    sheet = sheet_of(book)
    sheet.insert_rows(place(sheet, "产值增速")[0])


def insert_column(book: Workbook) -> None:
    sheet = sheet_of(book)
    column = place(sheet, "本期数")[1]
    sheet.insert_cols(column)
    sheet.cell(place(sheet, "指标")[0], column).value = "1—5月"
    sheet.cell(place(sheet, "产值")[0], column).value = 25.1


def delete_column(book: Workbook) -> None:
    sheet = sheet_of(book)
    sheet.delete_cols(place(sheet, "上年同期")[1])


def rename(book: Workbook) -> None:
    sheet_of(book).title = "Sheet1"


def swap_rows(book: Workbook) -> None:
    sheet = sheet_of(book)
    first, second = place(sheet, "产值")[0], place(sheet, "项目")[0]
    for column in range(1, 7):
        one, other = sheet.cell(first, column), sheet.cell(second, column)
        one.value, other.value = other.value, one.value


def swap_columns(book: Workbook) -> None:
    sheet = sheet_of(book)
    first, second = place(sheet, "上年同期")[1], place(sheet, "本期数")[1]
    row = place(sheet, "指标")[0]
    for line in range(row, row + 4):
        one, other = sheet.cell(line, first), sheet.cell(line, second)
        one.value, other.value = other.value, one.value


def to_the_left_of_the_labels(book: Workbook) -> None:
    sheet = sheet_of(book)
    sheet.insert_cols(1, 3)
    move(sheet, "本期数", 1 - place(sheet, "本期数")[1])


def write_beside(book: Workbook) -> None:
    sheet = sheet_of(book)
    sheet.cell(*at(sheet, "项目", "说明")).value = "产值"  # an indicator's name, and a heading, as remarks
    sheet.cell(*at(sheet, "产值", "说明")).value = "本期数"
    sheet.cell(*at(sheet, "产值增速", "说明")).value = 99


def add_a_sheet(book: Workbook) -> None:
    other = book.create_sheet("底稿", 0)
    other["A1"], other["B1"] = "产值", 99


WORKED = [insert_row, insert_column, delete_column, rename, swap_rows, swap_columns, to_the_left_of_the_labels]


@pytest.mark.parametrize("what", [*WORKED, write_beside, add_a_sheet])
def test_the_figures_stay_right_after(scheme: Scheme, what: Callable[[Workbook], None]) -> None:
    back = came(scheme, handled(form_of(scheme, **NUMBERS), what))
    assert {name: back.value(name) for name in NUMBERS} == NUMBERS
    assert len(back.extracted.figures) == len(NUMBERS)


@pytest.mark.parametrize("what", [insert_row, insert_column, swap_columns, to_the_left_of_the_labels])
def test_moved_cells_are_said_with_their_number(scheme: Scheme, what: Callable[[Workbook], None]) -> None:
    back = came(scheme, handled(form_of(scheme, **NUMBERS), what))
    assert TemplateChanged in back.kinds()


def test_the_words_for_a_moved_column(scheme: Scheme) -> None:
    back = came(scheme, handled(form_of(scheme, **NUMBERS), swap_columns))
    assert back.one(TemplateChanged) == (
        "甲县填报表.xlsx 的表格被改动过：移动了“本期数”列；已按名称对应读入3个数，请核实"
    )


def test_a_label_that_was_changed_loses_its_figure_and_says_so(scheme: Scheme) -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.cell(*place(sheet, "产值")).value = "产值（现价）"

    back = came(scheme, handled(form_of(scheme, **NUMBERS), change))
    assert back.value("output") is None
    assert back.value("works") == 21
    assert back.one(TemplateChanged).endswith("找不到：产值")


def test_a_deleted_row_is_said(scheme: Scheme) -> None:
    def delete(book: Workbook) -> None:
        sheet_of(book).delete_rows(place(sheet_of(book), "产值增速")[0])

    back = came(scheme, handled(form_of(scheme, **NUMBERS), delete))
    assert {name: back.value(name) for name in NUMBERS} == NUMBERS | {"growth": None}
    assert "找不到：产值增速" in back.one(TemplateChanged)


def copy_row(value: float | None) -> Callable[[Workbook], None]:
    def copy(book: Workbook) -> None:
        sheet = sheet_of(book)
        row = place(sheet, "项目")[0] + 1
        sheet.insert_rows(row)
        sheet.cell(row, place(sheet, "指标")[1]).value = "产值"
        sheet.cell(row, place(sheet, "本期数")[1]).value = value

    return copy


def copy_sheet(book: Workbook) -> None:
    other = book.copy_worksheet(sheet_of(book))
    other.cell(*at(other, "产值")).value = 31.0


def copy_below(book: Workbook) -> None:
    sheet = sheet_of(book)
    top = place(sheet, "指标")[0]
    for line in range(top, top + 4):
        for column in range(1, 7):
            sheet.cell(line + 20, column).value = sheet.cell(line, column).value
    sheet.cell(top + 21, place(sheet, "本期数")[1]).value = 31.0


def copy_to_the_right(book: Workbook) -> None:
    sheet = sheet_of(book)
    top = place(sheet, "指标")[0]
    for line in range(top, top + 4):
        for column in range(1, 7):
            sheet.cell(line, column + 20).value = sheet.cell(line, column).value
    sheet.cell(top + 1, place(sheet, "本期数")[1] + 20).value = 31.0


@pytest.mark.parametrize("what", [copy_row(31.0), copy_sheet, copy_below, copy_to_the_right])
def test_a_label_that_stands_twice_with_two_values_is_said_and_not_scored(
    scheme: Scheme, what: Callable[[Workbook], None]
) -> None:
    back = came(scheme, handled(form_of(scheme, **NUMBERS), what))
    assert back.value("output") is None
    assert back.kinds().count(TwoValues) == 1
    assert (back.value("growth"), back.value("works")) == (NUMBERS["growth"], NUMBERS["works"])


@pytest.mark.parametrize("value", [30.58, None], ids=["the same value", "empty"])
def test_a_label_that_stands_twice_with_one_value_has_that_value(scheme: Scheme, value: float | None) -> None:
    back = came(scheme, handled(form_of(scheme, **NUMBERS), copy_row(value)))
    assert back.value("output") == NUMBERS["output"]
    assert TwoValues not in back.kinds()


@pytest.mark.parametrize(
    ("written", "value", "kinds"),
    [
        pytest.param("30.58", "30.58", [], id="a text"),
        pytest.param("３０．５８", "30.58", [], id="full-width digits"),
        pytest.param(" 30.58 ", "30.58", [], id="blanks around"),
        pytest.param("30.58亿元", "30.58", [], id="its own unit"),
        pytest.param("2000万", "0.2", [UnitConverted], id="another unit"),
        pytest.param("1,234.5", "1234.5", [], id="grouped digits"),
    ],
)
def test_a_number_as_people_write_it(scheme: Scheme, written: str, value: str, kinds: list[type[Finding]]) -> None:
    back = came(scheme, form_of(scheme, output=written))
    assert back.value("output") == Decimal(value)
    assert back.kinds() == kinds


@pytest.mark.parametrize("sign", ["—", "/"])
def test_not_applicable_is_neither_zero_nor_missing(scheme: Scheme, sign: str) -> None:
    back = came(scheme, form_of(scheme, output=sign, works=Decimal(0)))
    assert back.figures.exempt("甲县", "output")
    assert back.value("works") == 0


def test_what_cannot_be_read_is_missing_and_said(scheme: Scheme) -> None:
    back = came(scheme, form_of(scheme, output="待定"))
    assert back.value("output") is None
    assert str(back.extracted.findings[0]) == "甲县的产值填的是“待定”，不是数字，按未报处理，没有当作0"


def test_a_unit_that_was_changed_beside_the_number_counts_and_is_said(scheme: Scheme) -> None:
    def change(book: Workbook) -> None:
        sheet_of(book).cell(*at(sheet_of(book), "产值", "单位")).value = "万元"

    back = came(scheme, handled(form_of(scheme, output=Decimal(305800)), change))
    assert back.value("output") == Decimal("30.58")
    assert back.one(UnitChanged) == "甲县的产值按表中单位为305800万元，已换算为30.58亿元，请核实"


def test_a_unit_that_cannot_be_turned_into_the_indicators_is_not_guessed(scheme: Scheme) -> None:
    def change(book: Workbook) -> None:
        sheet_of(book).cell(*at(sheet_of(book), "产值", "单位")).value = "吨"

    back = came(scheme, handled(form_of(scheme, output=Decimal(5)), change))
    assert back.value("output") is None
    assert "单位“吨”与要求的“亿元”不符" in str(back.extracted.findings[0])


def test_a_scheme_that_asks_in_another_unit_by_now_converts(scheme: Scheme) -> None:
    data = form_of(scheme, output=Decimal(5))
    rows = tuple(msgspec.structs.replace(row, unit="万元") if row.id == "output" else row for row in scheme.indicator)
    back = came(msgspec.structs.replace(scheme, indicator=rows), data)
    assert back.value("output") == 50000
    assert UnitChanged in back.kinds()


def of_period(scheme: Scheme, period: str) -> Scheme:
    return msgspec.structs.replace(scheme, scheme=msgspec.structs.replace(scheme.scheme, period=period))


def test_a_form_of_another_period_is_shown_not_scored_and_said_once(scheme: Scheme) -> None:
    data = bytes_of(
        county_workbook(
            of_period(scheme, "2021H1"),
            "甲县",
            {
                ("甲县", "output", Role.NOW): Decimal(5),
                ("甲县", "works", Role.NOW): Decimal(6),
                ("甲县", "output", Role.LAST_YEAR): Decimal(4),
            },
        )
    )
    back = came(scheme, data)
    assert {figure.state for figure in back.extracted.figures} == {State.OTHER_PERIOD}
    assert back.kinds() == [OtherPeriodForm]
    assert back.one(OtherPeriodForm) == (
        "甲县填报表.xlsx 是2021年上半年的填报表，本次评比为2022年上半年，2个数已列出但不计分，请重报"
    )


def test_two_spellings_of_a_period_are_one(scheme: Scheme) -> None:
    back = came(
        scheme,
        bytes_of(county_workbook(of_period(scheme, "2022M01-06"), "甲县", {("甲县", "works", Role.NOW): Decimal(6)})),
    )
    assert back.value("works") == 6
    assert back.kinds() == []


def test_targets_of_another_period_are_not_taken(scheme: Scheme) -> None:
    back = came(scheme, bytes_of(city_workbook(of_period(scheme, "2021H1"), {})))
    assert back.value("works", role=Role.TARGET) is None


def test_a_form_of_another_scheme_is_read_by_names_and_said(scheme: Scheme) -> None:
    named = msgspec.structs.replace(scheme.scheme, name="另一种评比")
    rows = tuple(msgspec.structs.replace(row, name="开工") if row.id == "works" else row for row in scheme.indicator)
    other = msgspec.structs.replace(scheme, scheme=named, indicator=rows)
    back = came(scheme, form_of(other, output=Decimal(5), works=Decimal(6)))
    assert back.value("output") == 5
    assert back.value("works") is None  # the same id, but another word: perhaps another thing
    assert set(back.kinds()) == {OtherScheme, TemplateChanged}


def test_a_renamed_indicator_of_the_same_scheme_is_known_by_its_id(scheme: Scheme) -> None:
    data = form_of(scheme, works=Decimal(6))
    rows = tuple(
        msgspec.structs.replace(row, name="开工项目") if row.id == "works" else row for row in scheme.indicator
    )
    assert came(msgspec.structs.replace(scheme, indicator=rows), data).value("works") == 6


def test_a_form_of_a_county_that_the_scheme_does_not_name(scheme: Scheme) -> None:
    data = form_of(scheme, works=Decimal(6))
    back = came(msgspec.structs.replace(scheme, county=scheme.county[1:]), data)
    assert [kind.__name__ for kind in back.kinds()] == [UnknownCounty.__name__, NothingRead.__name__]
    assert back.one(UnknownCounty).startswith("“甲县”")


def test_a_form_in_the_name_of_another_county_is_not_read(scheme: Scheme) -> None:
    def change(book: Workbook) -> None:
        sheet_of(book).cell(*place(sheet_of(book), "县区：甲　县")).value = "县区：范区"

    back = came(scheme, handled(form_of(scheme, **NUMBERS), change))
    assert back.extracted.figures == ()
    assert OtherCounty in back.kinds()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("甲县填报表.xlsx", False, id="its own"),
        pytest.param("填报表(1).xlsx", False, id="nobody's"),
        pytest.param("范区/甲县.xlsx", False, id="in another's folder"),
        pytest.param("范区填报表.xlsx", True, id="another county's"),
    ],
)
def test_a_file_that_bears_another_countys_name_is_read_as_its_form_says_and_said(
    scheme: Scheme, name: str, said: bool
) -> None:
    back = came(scheme, form_of(scheme, output=Decimal("30.58")), name)
    assert back.value("output") == Decimal("30.58")
    assert back.kinds() == ([FileOfOtherCounty] if said else [])


def test_the_words_for_a_file_of_another_county(scheme: Scheme) -> None:
    back = came(scheme, form_of(scheme, output=Decimal(1)), "范区填报表.xlsx")
    assert back.one(FileOfOtherCounty) == (
        "范区填报表.xlsx 的文件名是范区，里面却是甲县的填报表，已按甲县读入，请核实是谁的数"
    )


def without_hidden_sheet(book: Workbook) -> None:
    del book[SHEET]


def test_a_form_without_its_hidden_sheet_is_read_by_its_words(scheme: Scheme) -> None:
    back = came(scheme, handled(form_of(scheme, **NUMBERS), without_hidden_sheet))
    assert {name: back.value(name) for name in NUMBERS} == NUMBERS
    assert back.kinds() == []


def test_a_form_without_hidden_sheet_and_county_is_nobodys(scheme: Scheme) -> None:
    def both(book: Workbook) -> None:
        without_hidden_sheet(book)
        sheet_of(book).cell(*place(sheet_of(book), "县区：甲　县")).value = ""

    back = came(scheme, handled(form_of(scheme, **NUMBERS), both), "报表.xlsx")
    assert back.extracted.figures == ()
    assert back.kinds() == [FormOfNobody, NothingRead]


@pytest.mark.parametrize("cell", ["A1", "B2", "C2", "F2"], ids=["head", "row", "column", "role"])
def test_a_damaged_hidden_sheet_gives_no_wrong_number(scheme: Scheme, cell: str) -> None:
    def damage(book: Workbook) -> None:
        book[SHEET][cell].value = "坏"

    back = came(scheme, handled(form_of(scheme, **NUMBERS), damage))
    assert {name: back.value(name) for name in NUMBERS} == NUMBERS


def table_values(back: Came, indicator: str) -> dict[str, Decimal | None]:
    return {county: back.value(indicator, county) for county in ("全市", "甲县", "范区")}


def sort_counties(book: Workbook) -> None:
    sheet = book.worksheets[0]
    first, second = place(sheet, "甲　县")[0], place(sheet, "范　区")[0]
    for column in range(1, 5):
        one, other = sheet.cell(first, column), sheet.cell(second, column)
        one.value, other.value = other.value, one.value


def test_an_offices_table_whose_rows_were_sorted(scheme: Scheme) -> None:
    contents = {
        ("全市", "energy", Role.NOW): Decimal(9),
        ("甲县", "energy", Role.NOW): Decimal(4),
        ("范区", "energy", Role.NOW): Decimal(5),
    }
    back = came(scheme, handled(bytes_of(office_workbook(scheme, "统计局", contents)), sort_counties))
    assert table_values(back, "energy") == {"全市": 9, "甲县": 4, "范区": 5}
    assert {figure.source for figure in back.extracted.figures} == {Source.CITY_TABLE}


def test_two_indicators_that_only_a_blank_tells_apart_are_not_mixed_up(scheme: Scheme) -> None:
    twin = msgspec.structs.replace(scheme.indicators["works"], id="twin", name="项 目", aliases=())
    other = msgspec.structs.replace(scheme, indicator=(*scheme.indicator, twin))
    back = came(other, form_of(other, works=Decimal(6), twin=Decimal(7)))
    assert (back.value("works"), back.value("twin")) == (None, None)
    assert "找不到：项目" in back.one(TemplateChanged)


@pytest.mark.parametrize(("old", "lost"), [("产值", "产值"), ("表扬（次）", "表扬")])
def test_of_the_workbook_of_the_office_it_is_said_which_indicator_is_lost(scheme: Scheme, old: str, lost: str) -> None:
    """In the city's own rows the indicator's name stands beside the numbers, in the counties' table above them."""

    def renamed(book: Workbook) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows() if sheet.sheet_state == "visible" else ():
                for cell in row:
                    if bare(str(cell.value)) == bare(old):
                        cell.value = "别的事情"

    contents = {("全市", "output", Role.NOW): Decimal(90), ("甲县", "praise", Role.NOW): Decimal(2)}
    back = came(scheme, handled(bytes_of(city_workbook(scheme, contents)), renamed), "全市填报.xlsx")
    assert f"找不到：{lost}" in back.one(TemplateChanged)


def test_a_county_that_stands_twice_in_the_counties_table_is_two_values_however_it_is_written(scheme: Scheme) -> None:
    def doubled(book: Workbook) -> None:
        for sheet in book.worksheets:
            for (row, column), cell in list(sheet._cells.items()):
                if bare(str(cell.value)) == "甲县" and sheet.cell(row, column + 1).value == 2:
                    sheet.insert_rows(row)
                    sheet.cell(row, column, "甲县*")
                    sheet.cell(row, column + 1, 3)

    contents = {("甲县", "praise", Role.NOW): Decimal(2)}
    back = came(scheme, handled(bytes_of(city_workbook(scheme, contents)), doubled), "全市填报.xlsx")
    assert back.value("praise") is None
    assert back.one(TwoValues).startswith("甲县的表扬有两个数")
