"""What the filler wrote beside and below the numbers, in a table and in a handed-out template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pingbi.extraction import Extracted, extract
from pingbi.extraction.form_findings import FilledByOther, OtherCounty, OtherPeriodForm
from pingbi.extraction.table_findings import NoteSays, OverSeveral, RemarkSays
from pingbi.model import Figure, Role, State
from pingbi.model.fingerprint import SHEET, Fingerprint, Slot
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme

Table = Callable[..., Extracted]
INVESTMENT, GROWTH = "industrial_investment", "industrial_investment_yoy"


def _read(found: Extracted, county: str = "南乐县") -> dict[str, str]:
    rows = [row for row in found.figures if row.state is State.READ and row.role is Role.NOW and row.county == county]
    return {row.indicator: f"{row.value.normalize():f}" for row in rows if row.value is not None}


OPEN = [
    "单位为万元",
    "按万元填报",
    "工业投资为万元",
    "此为1-5月数",
    "截至5月底数",
    "5月数据",
    "2021年上半年",
    "上年同期数",
    "为当月数",
    "工业投资为1-5月数",
    "全年数",
]
SCORED = ["不含园区", "预计数", "含直报企业", "未核定", "应为 21.3", "此数有误", "已更正，原表作废"]
SILENT = [
    "比上年同期增加2亿元",
    "其中6月完成3亿元",
    "7月将新开工2个项目",
    "1-6月累计数",
    "同比增长5%",
    "单位为亿元",
    "已核实",
    "技改投资为1-5月数",
    "增速为环比",
    "上年同期",
    "完成投资为3亿元",
    "以上年同期为基数",
    "以统计局数据为准",
]


@pytest.mark.parametrize("remark", OPEN + SCORED + SILENT)
def test_a_remark_that_changes_the_number_is_not_passed_over(table: Table, remark: str) -> None:
    found = table(f"县区 | 工业投资（亿元） | 备注\n南乐县 | 30.58 | {remark}\n台前县 | 21.3 |")
    assert _read(found) == ({} if remark in OPEN else {INVESTMENT: "30.58"})
    assert _read(found, "台前县") == {INVESTMENT: "21.3"}
    assert bool(found.findings) == (remark not in SILENT)


def test_a_remark_is_said_once_for_its_row(table: Table) -> None:
    found = table(
        "县区 | 工业投资（亿元） | 技改投资（亿元） | 说明\n南乐县 | 30.58 | 4 | 不含园区\n台前县 | 21.3 | 5 |"
    )
    (finding,) = found.findings
    assert str(finding) == "南乐县的工业投资、技改投资旁边写着“不含园区”，已照常计分，请核实"
    assert len(finding.places) == 2


def test_a_unit_in_a_remark_is_only_of_what_it_names(table: Table) -> None:
    head = "县区 | 工业投资（亿元） | 技改投资（亿元） | 备注"
    assert _read(table(f"{head}\n南乐县 | 30.58 | 4 | 技改投资单位为万元\n台前县 | 21.3 | 5 |")) == {
        INVESTMENT: "30.58"
    }


def test_a_form_without_fingerprint_has_remarks_too(table: Table) -> None:
    found = table("填报单位：南乐县\n指标 | 本期数 | 说明\n工业投资 | 30.58 | 此为1-5月数\n技改投资 | 4 |")
    assert _read(found) == {"technical_investment": "4"}
    assert [row.remark for row in found.findings if isinstance(row, RemarkSays)] == ["此为1-5月数"]


@pytest.mark.parametrize(
    ("head", "words"),
    [("月份", "5月"), ("时期", "2021年上半年"), ("年度", "2021"), ("企业名称", "某公司"), ("乡镇", "城关镇")],
)
def test_a_row_of_another_period_or_of_a_firm_is_left_open(table: Table, head: str, words: str) -> None:
    found = table(f"县区 | {head} | 工业投资\n南乐县 | {words} | 5\n台前县 | {words} | 4")
    assert {row.state for row in found.figures} == {State.UNDECIDED}
    assert [row.county for row in found.findings if isinstance(row, RemarkSays)] == ["南乐县", "台前县"]


@pytest.mark.parametrize(("head", "words"), [("月份", "1-6月"), ("年度", "2022"), ("项目", "—"), ("乡镇", "合计")])
def test_a_row_of_the_period_and_the_county_is_read(table: Table, head: str, words: str) -> None:
    found = table(f"县区 | {head} | 工业投资\n南乐县 | {words} | 5\n台前县 | {words} | 4")
    assert _read(found) == {INVESTMENT: "5"}


def test_of_two_rows_of_a_county_the_periods_own_is_read(table: Table) -> None:
    merges = ((2, 1, 3, 1), (4, 1, 5, 1))
    rows = "南乐县 | 2021年上半年 | 20\n | 2022年上半年 | 25\n台前县 | 2021年上半年 | 18\n | 2022年上半年 | 19"
    assert _read(table(f"县区 | 时期 | 工业投资\n{rows}", merges=merges)) == {INVESTMENT: "25"}


def test_an_average_of_the_counties_is_no_amount_of_the_city(table: Table) -> None:
    rows = "全市平均 | 25.9 | 5.6\n南乐县 | 30.58 | 5.1\n台前县 | 21.3 | 6.2"
    found = table(f"县区 | 工业投资（亿元） | 工业投资增速\n{rows}")
    assert _read(found, "全市") == {GROWTH: "5.6"}
    assert _read(found) == {INVESTMENT: "30.58", GROWTH: "5.1"}
    assert [row.county for row in found.findings if isinstance(row, RemarkSays)] == ["全市"]


# A template that came back.

LABELS = {4: (INVESTMENT, "工业投资", "亿元"), 5: (GROWTH, "工业投资增速", "%")}


def _mark(scheme: Scheme) -> Sheet:
    slots = tuple(
        Slot("填报表", row, 4, "南乐县", indicator, Role.NOW, label, "本期数", unit)
        for row, (indicator, label, unit) in LABELS.items()
    )
    mark = Fingerprint(scheme.scheme.name, "1", scheme.period, "南乐县", "county", slots)
    rows = mark.rows()
    cells = {
        (row, column): CellRead(text)
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts, 1)
        if text
    }
    return Sheet(SHEET, cells, hidden=True)


@pytest.fixture
def form(scheme: Scheme, document: Callable[..., Document]) -> Callable[..., Extracted]:
    """南乐县's template as it came back, with some texts replaced by others."""

    def read(
        *changes: tuple[str, str], name: str = "填报表", merges: tuple[tuple[int, int, int, int], ...] = ()
    ) -> Extracted:
        text = """
        2022年上半年评比填报表
        县区：南乐县
        序号 | 指标 | 单位 | 本期数 | 说明
        1 | 工业投资 | 亿元 | 30.58 | 甲
        2 | 工业投资增速 | % | 45 | 乙
        填报单位 | 丙
        丁
        """
        for old, new in changes:
            text = text.replace(old, new)
        sheet = replace(document(text, merges=merges).sheets[0], name=name)
        return extract(Document("填报表.xlsx", (sheet, _mark(scheme))), scheme)

    return read


BOTH = {INVESTMENT: "30.58", GROWTH: "45"}


def test_the_template_itself_is_read(form: Callable[..., Extracted]) -> None:
    found = form()
    assert _read(found) == BOTH
    assert found.findings == ()


@pytest.mark.parametrize(
    ("change", "read"),
    [
        (("甲", "单位为万元"), {GROWTH: "45"}),
        (("甲", "此为1-5月数"), {GROWTH: "45"}),
        (("甲", "不含园区"), BOTH),
        (("丁", "注：本表投资额单位为万元"), {GROWTH: "45"}),
        (("丁", "注：工业投资为1-5月数"), {GROWTH: "45"}),
        (("丁", "注：工业投资不含园区"), BOTH),
    ],
    ids=["a unit", "a month", "a part left out", "a unit below", "a month below", "a part left out below"],
)
def test_what_is_written_around_a_templates_numbers_counts(
    form: Callable[..., Extracted], change: tuple[str, str], read: dict[str, str]
) -> None:
    found = form(change)
    assert _read(found) == read
    assert [row.indicator for row in found.findings] == [INVESTMENT]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ((("2022年上半年", "2022年5月"),), "填报表"),
        ((("2022年上半年", "2022年前5个月"),), "填报表"),
        ((), "5月"),
        ((), "2021年上半年"),
        ((), "去年"),
    ],
    ids=["a month in the title", "months in the title", "a sheet of a month", "a sheet of last year", "in a word"],
)
def test_a_template_of_another_period_is_shown_and_not_scored(
    form: Callable[..., Extracted], changes: tuple[tuple[str, str], ...], name: str
) -> None:
    found = form(*changes, name=name)
    assert _read(found) == {}
    assert {row.state for row in found.figures} == {State.OTHER_PERIOD}
    assert any(isinstance(row, OtherPeriodForm) for row in found.findings)


@pytest.mark.parametrize("name", ["2022年", "上半年", "南乐", "7月上报"])
def test_a_sheet_of_another_name_is_still_the_template(form: Callable[..., Extracted], name: str) -> None:
    assert _read(form(name=name)) == BOTH


def test_a_template_that_another_county_has_signed_is_said(form: Callable[..., Extracted]) -> None:
    found = form(("丙", "台前县工信局"))
    assert _read(found) == BOTH
    (finding,) = found.findings
    assert isinstance(finding, FilledByOther)
    assert str(finding) == "填报表.xlsx 是南乐县的填报表，填报单位却写着台前县，已按南乐县读入，请核实是谁的数"
    assert form(("丙", "南乐县工信局")).findings == ()


@pytest.mark.parametrize("town", ["南乐县城关镇", "南乐县某产业集聚区", "南乐县某乡"])
def test_a_template_of_a_town_is_not_the_countys(form: Callable[..., Extracted], town: str) -> None:
    found = form(("县区：南乐县", f"县区：{town}"))
    assert found.figures == ()
    assert any(isinstance(row, OtherCounty) for row in found.findings)


def test_a_number_merged_over_two_answers_is_of_neither(form: Callable[..., Extracted]) -> None:
    found = form(merges=((4, 4, 5, 4),))
    assert INVESTMENT not in _read(found)
    assert [row.cells for row in found.findings if isinstance(row, OverSeveral)] == ["D4:D5"]
    figure = next(row for row in found.figures if row.indicator == INVESTMENT)
    assert isinstance(figure, Figure)
    assert figure.state is State.UNDECIDED


# Notes below a table, and below a handed-out template's numbers.

TABLE = "县区 | 工业投资（亿元） | 工业投资增速（%）\n南乐县 | 30.58 | 45\n台前县 | 21.3 | 47\n清丰县 | 18 | 40"
EVERY = frozenset((county, name) for county in ("南乐县", "台前县", "清丰县") for name in (INVESTMENT, GROWTH))
AMOUNTS = frozenset(key for key in EVERY if key[1] == INVESTMENT)
GROWTHS = EVERY - AMOUNTS
NOTES = [
    pytest.param("注：本表为1—5月数据。", EVERY, id="of all"),
    pytest.param("说明：数据截至5月底", EVERY, id="up to a month"),
    pytest.param("注：表中数据为2021年上半年数据。", EVERY, id="of last year"),
    pytest.param("注：工业投资为1—5月数据。", AMOUNTS, id="of one indicator"),
    pytest.param("注：1.工业投资为上年同期数。", AMOUNTS, id="last year's by its word"),
    pytest.param("注：增速为环比。", GROWTHS, id="growth of another sort"),
    pytest.param("注：工业投资增速为两年平均增速。", GROWTHS, id="an average of years"),
    pytest.param(
        "注：1.本表四舍五入；2.南乐县、台前县工业投资为5月当月数。",
        AMOUNTS - {("清丰县", INVESTMENT)},
        id="of counties",
    ),
    pytest.param("注：1.本表四舍五入\n2.工业投资为1-5月数", AMOUNTS, id="in a row of its own"),
    pytest.param("注：除清丰县外，其他县区工业投资为1-5月数", AMOUNTS - {("清丰县", INVESTMENT)}, id="of all but one"),
    pytest.param(
        "注：清丰县为1-6月数，其余为1-5月数", EVERY - {("清丰县", INVESTMENT), ("清丰县", GROWTH)}, id="of the rest"
    ),
]


@pytest.mark.parametrize(("note", "open_"), NOTES)
def test_a_note_that_gives_another_period_leaves_what_it_names_open(
    table: Table, note: str, open_: frozenset[tuple[str, str]]
) -> None:
    found = table(f"{TABLE}\n{note}")
    states = {(row.county, row.indicator): row.state for row in found.figures}
    assert {key for key, state in states.items() if state is State.UNDECIDED} == open_
    (finding,) = [row for row in found.findings if isinstance(row, NoteSays)]
    assert (finding.code, finding.count, finding.scored) == ("not-exact", len(open_), False)


SAID_ONLY = [
    pytest.param("注：南乐县为预计数。", "南乐县的2个数已照常计分", id="an estimate"),
    pytest.param("注：南乐县工业投资，不含园区", "南乐县的工业投资的1个数已照常计分", id="in a clause of its own"),
    pytest.param("注：工业投资未含开发区数据", "工业投资的3个数已照常计分", id="a county's name in what is left out"),
]


@pytest.mark.parametrize(("note", "words"), SAID_ONLY)
def test_a_note_about_what_is_in_the_numbers_is_said(table: Table, note: str, words: str) -> None:
    found = table(f"{TABLE}\n{note}")
    assert {row.state for row in found.figures} == {State.READ}
    assert [str(row) for row in found.findings] == [f"表注写着“{note}”，{words}，请核实"]


@pytest.mark.parametrize(
    "note",
    [
        "注：工业投资为1—6月累计数。",
        "注：7月起口径调整",
        "注：增速按可比价计算，上年同期基数已调整",
        "注：上年同期为20亿元",
        "注册地为1-5月的企业",
        "注：增速已扣除价格因素",
        "注：全市为1-5月数",
        "填报时间：5月",
        "2.工业投资为1-5月数",
    ],
)
def test_a_note_that_only_explains_is_not_said(table: Table, note: str) -> None:
    assert table(f"{TABLE}\n{note}").findings == ()


def test_a_note_is_of_the_table_above_it(table: Table) -> None:
    found = table(
        f"{TABLE}\n注：本表为1—5月数据。\n县区 | 技改投资（亿元）\n南乐县 | 4\n台前县 | 3\n注：南乐县为预计数"
    )
    assert {row.indicator for row in found.figures if row.state is State.READ} == {"technical_investment"}
    assert [row.count for row in found.findings if isinstance(row, NoteSays)] == [6, 1]


def test_a_note_below_a_form_without_fingerprint_holds(table: Table) -> None:
    found = table("填报单位：南乐县\n指标 | 本期数\n工业投资 | 30.58\n技改投资 | 4\n注：技改投资为1-5月数")
    assert _read(found) == {INVESTMENT: "30.58"}


def _commented(note: str, scheme: Scheme) -> Extracted:
    words = {(1, 1): "县区", (1, 2): "工业投资（亿元）", (2, 1): "南乐县", (3, 1): "台前县"}
    cells = {at: CellRead(text) for at, text in words.items()}
    cells |= {(2, 2): CellRead(Decimal("30.58"), note=note), (3, 2): CellRead(Decimal("21.3"))}
    return extract(Document("表.xlsx", (Sheet("表", cells),)), scheme)


@pytest.mark.parametrize("author", ["", "王科长:\n"])
@pytest.mark.parametrize("remark", OPEN + SCORED + SILENT)
def test_a_comment_on_a_number_is_a_remark_beside_it(scheme: Scheme, remark: str, author: str) -> None:
    found = _commented(author + remark, scheme)
    assert _read(found) == ({} if remark in OPEN else {INVESTMENT: "30.58"})
    assert _read(found, "台前县") == {INVESTMENT: "21.3"}
    assert bool(found.findings) is (remark not in SILENT)
