"""数据来源: every figure with where it stood, what is used and why another is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from pingbi.model import ByHand, Figure, Figures, InArchive, InSheet, InText, Role, Source, State
from pingbi.workbook import Book, sources_sheet
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.sources_sheet import FILE, NAME, NUMBER, PLACE, QUOTE, READ, REMARK, REPORTED, UNIT, USED

Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]
TABLE = "a b\n甲县 1.50 2\n乙县 3 4"
INDICATORS = """indicator = [
    {id="a", name="工业投资", unit="亿元", kind="level"}, {id="b", name="覆盖率", unit="%", kind="share"}]"""


def figure(value: str | None, text: str = "", **other: object) -> Figure:
    """甲县's figure of a, in a sentence."""
    number = None if value is None else Decimal(value)
    origin = InText("甲县.txt", 10, 14, "完成投资30.5亿元")
    made = Figure(
        "甲县", "a", number, "2022H1", Source.TEXT, origin, reported=text or value or "", reported_unit="亿元"
    )
    return replace(made, **other)  # type: ignore[arg-type]  # fields by name


def planned(book: Book) -> SheetPlan:
    plan = sources_sheet.plan(book)
    assert plan is not None
    return plan


def lines(book: Book, at: At) -> dict[tuple[str, str], dict[int, Cell]]:
    """The first row of each (county, indicator's name), by column."""
    cells = at(planned(book))
    found: dict[tuple[str, str], dict[int, Cell]] = {}
    for row in book.sources:
        line = {column: cells[row.row, column] for column in range(NUMBER, REMARK + 1)}
        found.setdefault((row.county, str(line[NAME].value)), line)
    return found


def test_every_figure_stands_in_the_row_that_others_refer_to(made: Made, at: At) -> None:
    book = made("a b\n全市 9 9\n甲县 1 -\n乙县 3 4", tables=INDICATORS)
    cells = at(planned(book))
    rows = tuple(book.sources)
    assert [row.county for row in rows] == ["全市", "全市", "甲县", "甲县", "乙县", "乙县"]
    for row in rows:
        assert cells[row.row, NUMBER].value == row.number
        assert cells[row.row, 1].value == book.key(row.county)


def test_a_reported_number_keeps_its_own_decimals_and_the_used_one_takes_the_indicators(made: Made, at: At) -> None:
    line = lines(made("a\n甲县 1.5\n乙县 3", tables=INDICATORS), at)["甲县", "工业投资"]
    assert (line[REPORTED].value, line[USED].value) == (Decimal("1.5"), Decimal("1.5"))
    assert line[REPORTED].style.number.startswith("0.0_")
    assert line[USED].style.number.startswith("0.00_")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("３０．５", id="full-width digits"),
        pytest.param("30.5亿元", id="a unit in the cell"),
        pytest.param("1,000.5", id="thousands"),
        pytest.param("+30.5", id="a sign"),
        pytest.param("1E+3", id="an exponent"),
        pytest.param("NaN", id="no number at all"),
        pytest.param("0.1234567890123456789", id="more digits than a cell keeps"),
        pytest.param("=1+1", id="what looks like a formula"),
    ],
)
def test_what_no_number_cell_can_say_stays_the_reported_text(made: Made, at: At, text: str) -> None:
    book = made(TABLE, tables=INDICATORS, figures=[figure("30.5", text)])
    line = lines(book, at)["甲县", "工业投资"]
    assert line[REPORTED].value == text
    assert line[REPORTED].formula == ""


@pytest.mark.parametrize(
    ("given", "used", "remark"),
    [
        pytest.param(figure(None, "—", state=State.EXEMPT), "免报", "-", id="exempt"),
        pytest.param(figure(None, "三十多", state=State.UNREADABLE), "-", "无法识别，按未报送处理", id="unreadable"),
        pytest.param(
            figure("30.5", state=State.OTHER_PERIOD, period="2022M01-07"),
            "-",
            "2022年1—7月数，非本期，未计分",
            id="another period",
        ),
        pytest.param(figure("30.5", state=State.UNDECIDED), "-", "未定，未计分", id="undecided"),
        pytest.param(
            figure("30.58", "305800", reported_unit="万元"), Decimal("30.58"), "折算为亿元", id="another unit"
        ),
        pytest.param(
            figure("30.58", note="含续建\n项目"), Decimal("30.58"), "批注：含续建 项目", id="a comment on the cell"
        ),
        pytest.param(
            figure("31", origin=ByHand("电话核实", "张三", "2022-07-09", figure("30").origin)),
            Decimal(31),
            "电话核实，张三，2022-07-09",
            id="set by hand",
        ),
    ],
)
def test_what_is_used_and_why_not_is_said_in_words(
    made: Made, at: At, given: Figure, used: object, remark: str
) -> None:
    line = lines(made(TABLE, tables=INDICATORS, figures=[given]), at)["甲县", "工业投资"]
    assert (line[USED].value, line[REMARK].value) == (used, remark)


def test_a_correction_leaves_the_reported_words_where_they_stood(made: Made, at: At) -> None:
    over = InSheet("甲县.xlsx", "填报表", "D7", "30.5")
    book = made(TABLE, tables=INDICATORS, figures=[figure("31", "31", origin=ByHand("电话", over=over))])
    line = lines(book, at)["甲县", "工业投资"]
    assert [line[column].value for column in (REPORTED, FILE, PLACE, QUOTE)] == [
        Decimal("30.5"),
        "甲县.xlsx",
        "填报表 D7",
        "30.5",
    ]


def test_a_figure_set_over_nothing_has_no_reported_number(made: Made, at: At) -> None:
    book = made(TABLE, tables=INDICATORS, figures=[figure("31", "31", origin=ByHand("会议研究决定"))])
    line = lines(book, at)["甲县", "工业投资"]
    assert [line[column].value for column in (REPORTED, FILE, PLACE)] == ["-", "人工更正", "-"]


def test_another_sources_figure_stands_beside_and_is_not_linked(made: Made, at: At) -> None:
    book = made(TABLE, tables=INDICATORS, figures=[figure("30.5")])
    cells = at(planned(book))
    beside = next(row for row in book.sources if row.beside)
    assert cells[beside.row, USED].value == "-"
    assert cells[beside.row, REMARK].value == "另一来源，未采用"
    assert cells[beside.row, NUMBER].link == ""


def test_what_was_not_reported_has_a_row_too(made: Made, at: At) -> None:
    line = lines(made("a\n甲县 -\n乙县 3", tables=INDICATORS), at)["甲县", "工业投资"]
    assert [line[column].value for column in (REPORTED, UNIT, USED, FILE)] == ["未报送", "亿元", "-", "-"]


def test_a_computed_figure_says_its_formula_with_the_names_of_indicators(made: Made, at: At) -> None:
    tables = """indicator = [
        {id="a", name="有研发活动企业", unit="家", kind="count"}, {id="b", name="规上企业", unit="家", kind="count"},
        {id="c", name="覆盖率", unit="%", kind="share", compute="a / b * 100"}]
        criterion = [{id="k", name="覆盖率", weight=10, method="given", value="c"}]"""
    line = lines(made("a b\n甲县 1 3\n乙县 3 4", tables=tables), at)["甲县", "覆盖率"]
    assert [line[column].value for column in (REPORTED, FILE, QUOTE)] == ["-", "计算值", "有研发活动企业÷规上企业×100"]
    assert line[USED].style.number.startswith("0.0_")


def test_the_number_leads_back_to_the_figure_on_the_main_sheet(made: Made, at: At) -> None:
    book = made("a b@last_year b\n全市 1 1 1\n甲县 1 1 2\n乙县 3 4 5", tables=INDICATORS)
    cells = at(planned(book))
    row = next(row for row in book.sources if row.county == "乙县" and row.indicator == "a")
    assert cells[row.row, NUMBER].link == "主要指标!$C$9"
    city = next(row for row in book.sources if row.county == "全市" and row.indicator == "a")
    assert cells[city.row, NUMBER].link == "主要指标!$C$7"
    unused = next(row for row in book.sources if row.role is Role.LAST_YEAR)
    assert cells[unused.row, NUMBER].link == ""


def test_a_long_quote_is_cut_at_sixty_characters_and_its_row_is_higher(made: Made, at: At) -> None:
    origin = InText("甲县.txt", 10, 14, "上半年完成投资三十亿元，\n" * 20)
    book = made(TABLE, tables=INDICATORS, figures=[figure("30.5", origin=origin)])
    plan = planned(book)
    row = next(row for row in book.sources if row.county == "甲县")
    text = str(at(plan)[row.row, QUOTE].value)
    assert len(text) == 60
    assert text.endswith("…")
    assert "\n" not in text
    assert plan.rows[row.row] > 32


def test_the_time_of_reading_is_short_in_the_rows_and_whole_above(made: Made, at: At) -> None:
    given = figure("30.5", read_at="2022-07-08T09:12:30+08:00")
    book = made(TABLE, tables=INDICATORS, figures=[given], read_at="2022-07-08T09:12:30+08:00")
    assert lines(book, at)["甲县", "工业投资"][READ].value == "07-08 09:12"
    assert "读取时间：2022-07-08 09:12" in str(at(planned(book))[2, 0].value)


def test_rows_are_made_as_they_are_written(made: Made) -> None:
    assert isinstance(planned(made(TABLE)).cells, Iterator)


def test_without_a_single_figure_there_is_no_sheet(made: Made) -> None:
    assert sources_sheet.plan(made("a\n甲县 -\n乙县 -")) is None


def archived(indicator: str, value: str, role: Role) -> Figure:
    """甲县's figure of last year or the last period, as it was published then."""
    origin = InArchive("去年.pingbi", "2021H1", f"工业投资 {value}万元", "定稿，第3号导出")
    more = {"source": Source.ARCHIVE, "reported_unit": "万元", "period": "2021H1"}
    return figure(value, indicator=indicator, origin=origin, role=role, **more)


def test_an_archived_figure_that_a_formula_takes_is_listed_with_the_period_it_was_published_for(
    made: Made, at: At
) -> None:
    tables = INDICATORS.replace(
        '{id="b"', '{id="g", name="增速", unit="%", kind="yoy", compute="GROWTH(a, LAST_YEAR(a))"}, {id="b"'
    )
    kept = [
        archived("a", "0.75", Role.LAST_YEAR),
        archived("a", "9", Role.PREVIOUS),
        archived("b", "3", Role.LAST_YEAR),
    ]
    book = made(TABLE, tables=tables, figures=kept)
    (row,) = [row for row in book.sources if row.figure is not None and row.figure.source is Source.ARCHIVE]
    assert (row.indicator, row.role) == ("a", Role.LAST_YEAR)  # nothing asks for the others
    line = lines(book, at)["甲县", "工业投资（上年同期）"]
    assert (line[REPORTED].value, line[UNIT].value, line[USED].value) == (Decimal("0.75"), "万元", Decimal("0.75"))
    assert (line[FILE].value, line[PLACE].value) == ("去年.pingbi", "2021年上半年，定稿，第3号导出")
    assert line[QUOTE].value == "工业投资 0.75万元"


@pytest.mark.parametrize(("published", "listed"), [("1.50", 1), ("1.6", 2)], ids=["agrees", "differs"])
def test_an_archived_figure_stands_beside_the_reported_one_where_they_differ(
    made: Made, published: str, listed: int
) -> None:
    book = made(TABLE, tables=INDICATORS)
    key = ("甲县", "a", Role.LAST_YEAR)
    chosen = {**book.figures.chosen, key: figure("1.5", role=Role.LAST_YEAR)}
    figures = Figures(chosen, {key: (archived("a", published, Role.LAST_YEAR),)})
    rows = replace(book, figures=figures).sources
    assert sum((row.indicator, row.role) == key[1:] for row in rows) == listed
