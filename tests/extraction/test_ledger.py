"""Ledgers: one project or matter a row. Whatever the sheet looks like, a figure is right, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pytest

from pingbi.extraction import extract, settle
from pingbi.extraction.findings import NothingRead
from pingbi.extraction.ledger_findings import (
    Blank,
    ColumnLikened,
    ColumnLost,
    ColumnSlip,
    Converted,
    HiddenRows,
    Inexact,
    NobodysRows,
    NoName,
    NoNumbers,
    RowBroken,
    RowUnclear,
    Slip,
    TotalDiffers,
)
from pingbi.extraction.ledger_whole_findings import (
    Empty,
    InParts,
    LedgerOfOtherPeriod,
    LedgerUnclear,
    NobodysLedger,
    NoRatio,
    Overlap,
)
from pingbi.model import Figure, Finding, InRows, Source, State
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS

PLACES = """
[scheme]
name = "评比"
period = "2022H1"
[city]
name = "全市"
[[county]]
name = "甲县"
[[county]]
name = "范区"
aliases = ["范"]
"""
PROJECTS = """
[[ledger]]
id = "projects"
name = "项目台账"
key = "项目名称"
columns = ["项目名称", "产业", "概算投资", "年计划投资", "完成投资", "状态"]
units = { "概算投资" = "亿元", "年计划投资" = "亿元", "完成投资" = "亿元" }
aliases = { "完成投资" = ["投资完成"] }
[[indicator]]
id = "done"
name = "产业完成投资"
unit = "亿元"
kind = "level"
ledger = "projects"
aggregate = "sum"
column = "完成投资"
[[indicator]]
id = "large"
name = "大项目"
unit = "个"
kind = "count"
ledger = "projects"
aggregate = "count"
where = "概算投资 >= 1 AND NOT 状态 = '停工'"
[[indicator]]
id = "rate"
name = "计划完成率"
unit = "%"
kind = "plan_ratio"
ledger = "projects"
aggregate = "ratio"
numerator = "完成投资"
denominator = "年计划投资"
"""
MATTERS = """
[[ledger]]
id = "matters"
name = "交办事项台账"
key = "事项"
columns = ["县区", "事项", "交办时间", "限办时间", "办结时间", "完成否"]
county_column = "县区"
[[indicator]]
id = "given"
name = "交办事项"
unit = "件"
kind = "count"
ledger = "matters"
aggregate = "count"
[[indicator]]
id = "finished"
name = "办结事项"
unit = "件"
kind = "count"
ledger = "matters"
aggregate = "count"
where = '完成否 = "是"'
[[indicator]]
id = "in_time"
name = "按期办结"
unit = "件"
kind = "count"
ledger = "matters"
aggregate = "count"
where = "办结时间 <= 限办时间"
[[indicator]]
id = "finished_rate"
name = "办结率"
unit = "%"
kind = "share"
compute = "办结事项 / 交办事项 * 100"
"""
Merges = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class Came:
    """What was read and what is made of it."""

    figures: dict[tuple[str, str], Figure]
    findings: tuple[Finding, ...]

    def value(self, indicator: str, county: str = "甲县") -> Decimal | None:
        """The value that may be scored."""
        figure = self.figures.get((county, indicator))
        return figure.value if figure is not None and figure.state is State.READ else None

    def one(self, kind: type[Finding]) -> Finding:
        (found,) = [finding for finding in self.findings if type(finding) is kind]
        return found

    def kinds(self) -> set[type[Finding]]:
        return {type(finding) for finding in self.findings}


@pytest.fixture(scope="module")
def projects() -> Scheme:
    return parse(PLACES + PROJECTS, "projects.toml", METHODS)


@pytest.fixture(scope="module")
def matters() -> Scheme:
    return parse(PLACES + MATTERS, "matters.toml", METHODS)


def cell(text: str) -> CellRead:
    try:
        return CellRead(Decimal(text))
    except InvalidOperation:
        return CellRead(text)


def sheet(table: str, name: str = "Sheet1", merges: Merges = (), hidden: frozenset[int] = frozenset()) -> Sheet:
    """Lines of cells divided by | ; what is a number is kept as one."""
    cells = {
        (row, column): cell(text.strip())
        for row, line in enumerate(table.strip("\n").splitlines(), 1)
        for column, text in enumerate(line.split("|"), 1)
        if text.strip()
    }
    return Sheet(name, cells, merges, hidden_rows=hidden)


def came(scheme: Scheme, *documents: Document) -> Came:
    found = [extract(document, scheme, order) for order, document in enumerate(documents)]
    settled = settle([part for one in found for part in one.ledgers], scheme)
    figures: dict[tuple[str, str], Figure] = {}
    for figure in settled.figures:
        assert figure.source is Source.LEDGER
        figures.setdefault((figure.county, figure.indicator), figure)
    return Came(figures, (*(finding for one in found for finding in one.findings), *settled.findings))


def of_table(
    scheme: Scheme, table: str, name: str = "甲县.xlsx", merges: Merges = (), hidden: frozenset[int] = frozenset()
) -> Came:
    return came(scheme, Document(name, (sheet(table, merges=merges, hidden=hidden),)))


PLAIN = """
序号|项目名称|产业|概算投资|年计划投资|完成投资|状态
1|一号厂|装备|5|2|1.5|在建
2|二期|化工|0.5|0.4|0.3|在建
3|三车间|化工|3|1.6|0.2|停工
"""
RIGHT = {"done": Decimal("2.0"), "large": Decimal(1), "rate": Decimal(50)}


def test_rows_are_summed_counted_and_divided(projects: Scheme) -> None:
    back = of_table(projects, PLAIN)
    assert {name: back.value(name) for name in RIGHT} == RIGHT
    assert back.findings == ()


def test_each_figure_leads_back_to_its_rows(projects: Scheme) -> None:
    origins = {name: figure.origin for (_, name), figure in of_table(projects, PLAIN).figures.items()}
    assert {name: str(origin) for name, origin in origins.items()} == {
        "done": "甲县.xlsx［Sheet1!F2:F4］（合计：完成投资（3行））",
        "large": "甲县.xlsx［Sheet1!B2］（计数：概算投资 ≥ 1 AND NOT 状态 = '停工'（1行））",
        "rate": "甲县.xlsx［Sheet1!F2:F4］；甲县.xlsx［Sheet1!E2:E4］（比率：完成投资÷年计划投资（3行））",
    }


MOVED = """
附件3
甲县2022年1—6月项目台账
填报单位：甲县工信局||||单位：万元
状态|序号|1—6月投资完成|项目名称|负责人|年计划投资|概算投资|产业
|||||亿元||
1|2|3|4|5|6|7|8
在建|1|15000|一号厂|张三|2|50000|装备

在建|2|3000|二期|李四|0.4|5000|化工
停工|3|2000|三车间|王五|1.6|30000|化工
||20000|合计||4|85000|
备注：按实际完成统计
填报人：|赵六||电话|13800000000
"""
LEVELS = """
项目台账（甲县）||||||
序号|项目名称|产业|投资情况（万元）|||状态
|||概算|年计划|完成|
合计|||85000|40000|20000|
一、续建项目||||||
1|一号厂|装备|50000|20000|15000|在建
2|二期|化工|5000|4000|3000|在建
小计|||55000|24000|18000|
二、新建项目|||30000|16000|2000|
3|三车间|化工|30000|16000|2000|停工
"""
LEVEL_MERGES = ((1, 1, 1, 7), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 6), (2, 7, 3, 7))
GROUPED = """
类型|项目名称|产业|概算投资|年计划投资|完成投资|状态
续建|一号厂|装备|5亿元|20000万元|1.5|在建
|二期|同上|5000万|0.4|0.3|在建
新建|三车间|化工|３|1.6|0.2|停工
"""
REPEATED = """
序号|项目名称|产业|概算投资|年计划投资|完成投资|状态
1|一号厂|装备|5|2|1.5|在建
序号|项目名称|产业|完成投资|年计划投资|概算投资|状态
2|二期|化工|0.3|0.4|0.5|在建
3|三车间|化工|0.2|1.6|3|停工
"""


@pytest.mark.parametrize(
    ("table", "merges"),
    [
        pytest.param(MOVED, (), id="columns moved, notes, blank rows, units above and below the headings, a total"),
        pytest.param(LEVELS, LEVEL_MERGES, id="two levels, total first, groups with and without sums"),
        pytest.param(LEVELS, (), id="the same without merges, as in a CSV"),
        pytest.param(GROUPED, ((2, 1, 3, 1),), id="units in cells, full-width digits, 同上"),
        pytest.param(REPEATED, (), id="headings repeated in another order"),
    ],
)
def test_the_figures_are_right_however_the_sheet_lies(projects: Scheme, table: str, merges: Merges) -> None:
    back = of_table(projects, table, merges=merges)
    assert {name: back.value(name) for name in RIGHT} == RIGHT
    assert not back.kinds() - {Converted}


def with_cell(old: str, new: str) -> str:
    assert old in PLAIN
    return PLAIN.replace(old, new)


@pytest.mark.parametrize("written", ["待定", "1.5.2", "#", "10吨"])
def test_a_sum_with_an_addend_that_cannot_be_read_is_never_a_smaller_sum(projects: Scheme, written: str) -> None:
    back = of_table(projects, with_cell("|1.5|", f"|{written}|"))
    assert back.value("done") is back.value("rate") is None
    assert back.value("large") == 1
    finding = back.one(NoNumbers)
    assert str(finding) == (
        f"甲县的“项目台账”的完成投资有读不出的数：F2“{written}”，没有当作0，产业完成投资、计划完成率暂不计分"
    )
    assert [str(place) for place in finding.places] == ["甲县.xlsx［Sheet1!F2］"]


def test_an_empty_addend_is_said_and_the_others_are_summed(projects: Scheme) -> None:
    back = of_table(projects, with_cell("|0.2|停工", "||停工"))
    assert back.value("done") == Decimal("1.8")
    assert str(back.one(Blank)) == (
        "甲县的“项目台账”的完成投资有1行没有填：第4行“三车间”，产业完成投资、计划完成率没有计入这些行，也没有当作0，请核实"
    )


def test_a_condition_that_cannot_be_told_is_said(projects: Scheme) -> None:
    back = of_table(projects, with_cell("|0.3|在建", "|0.3|").replace("|0.5|", "|6|"))
    assert back.value("large") == 1
    assert "状态有1行没有填：第3行“二期”，大项目没有计入" in str(back.one(Blank))


def test_a_condition_on_what_cannot_be_read_leaves_the_count_undecided(projects: Scheme) -> None:
    back = of_table(projects, with_cell("|0.5|", "|待估算|"))
    assert back.figures["甲县", "large"].state is State.UNDECIDED
    assert back.value("done") == 2


def test_not_applicable_is_neither_missing_nor_nought(projects: Scheme) -> None:
    back = of_table(projects, with_cell("|0.2|停工", "|—|停工"))
    assert back.value("done") == Decimal("1.8")
    assert back.findings == ()


@pytest.mark.parametrize(
    ("label", "right"),
    [("合计|", "3"), ("|合计", "3"), ("总计（3个）|", "3"), ("|甲县合计", "3"), ("|甲县", "3")],
)
def test_a_total_is_not_counted_and_held_against_its_rows(projects: Scheme, label: str, right: str) -> None:
    good = of_table(projects, PLAIN + f"{label}||8.5|4|2|\n")
    assert {name: good.value(name) for name in RIGHT} == RIGHT
    assert good.findings == ()
    wrong = of_table(projects, PLAIN + f"{label}||8.5|4|{right}|\n")
    assert wrong.value("done") == 2
    assert "完成投资填的是3亿元，各行相加为2亿元；按各行计，请核实" in str(wrong.one(TotalDiffers))


def test_a_row_that_equals_the_sum_of_its_group_is_no_project_and_said(projects: Scheme) -> None:
    back = of_table(projects, PLAIN + "|工业类||8.5|4|2|\n")
    assert back.value("done") == 2
    assert "第5行“工业类”" in str(back.one(RowUnclear))


def test_a_project_without_number_is_a_project(projects: Scheme) -> None:
    back = of_table(projects, PLAIN + "|四厂|装备|7|1|1|在建\n")
    assert back.value("done") == 3
    assert back.findings == ()


def test_chinese_numerals_may_number_the_projects(projects: Scheme) -> None:
    back = of_table(projects, PLAIN.replace("\n1|", "\n一|").replace("\n2|", "\n二|").replace("\n3|", "\n三|"))
    assert {name: back.value(name) for name in RIGHT} == RIGHT


def test_a_heading_with_sums_that_do_not_fit_leaves_all_undecided(projects: Scheme) -> None:
    back = of_table(projects, PLAIN.replace("\n1|", "\n一、续建项目|||9|9|9|\n1|"))
    assert {figure.state for figure in back.figures.values()} == {State.UNDECIDED}
    assert "与其下各行之和不符" in str(back.one(RowUnclear))


def test_figures_without_a_name_leave_all_undecided(projects: Scheme) -> None:
    back = of_table(projects, with_cell("二期", ""))
    assert {figure.state for figure in back.figures.values()} == {State.UNDECIDED}
    assert str(back.one(NoName)).startswith("甲县的“项目台账”有的行有数却没有项目名称：第3行")


def test_a_name_alone_is_not_counted_and_said(projects: Scheme) -> None:
    back = of_table(projects, PLAIN + "|储备项目\n")
    assert back.value("done") == 2
    assert "第5行“储备项目”只有名称" in str(back.one(RowUnclear))


def test_a_name_merged_over_two_rows_is_one_project_with_both_sums(projects: Scheme) -> None:
    back = of_table(projects, PLAIN + "4|四厂|装备|2|1|1|在建\n|||3|1|2|在建\n", merges=((5, 2, 6, 2),))
    assert back.value("done") == 5
    assert back.value("large") == 2


def test_an_empty_sheet_is_not_submitted_and_said(projects: Scheme) -> None:
    back = of_table(projects, "甲县\n" + PLAIN.split("\n")[1] + "\n1\n2\n")
    assert back.figures == {}
    assert "空表" in str(back.one(Empty))


@pytest.mark.parametrize("written", ["无", "本期无", "无项目", "0", "/"])
def test_nothing_that_is_written_is_nought(projects: Scheme, written: str) -> None:
    back = of_table(projects, f"甲县\n{PLAIN.split(chr(10))[1]}\n1|{written}\n2\n")
    assert back.value("done") == back.value("large") == 0
    assert ("甲县", "rate") not in back.figures
    assert back.kinds() == {NoRatio}


def test_a_ledger_without_matching_rows_counts_nought(projects: Scheme) -> None:
    assert of_table(projects, PLAIN.replace("|5|", "|0.9|")).value("large") == 0


def test_a_denominator_of_nought_gives_no_ratio_and_says_so(projects: Scheme) -> None:
    back = of_table(projects, PLAIN.replace("|2|1.5", "|0|1.5").replace("|0.4|", "|0|").replace("|1.6|", "|0|"))
    assert back.value("rate") is None
    assert "分母合计为0（分子合计为2.0）" in str(back.one(NoRatio))


@pytest.mark.parametrize(
    ("heading", "taken"),
    [
        ("完成投资额", True),
        ("累计完成投资", True),
        ("完成投资（亿元）", False),
        ("完成\n投资", False),
        ("投资完成", False),
    ],
)
def test_a_heading_that_is_like_is_taken_and_said(projects: Scheme, heading: str, taken: bool) -> None:
    table = PLAIN.replace("|完成投资|", "|完成投资标记|")
    cells = dict(sheet(table).cells)
    cells[1, 6] = CellRead(heading)
    back = came(projects, Document("甲县.xlsx", (Sheet("表", cells),)))
    assert back.value("done") == 2
    assert back.kinds() == ({ColumnLikened} if taken else set())


@pytest.mark.parametrize(
    "heading", ["计划完成投资", "上年完成投资", "1—5月完成投资", "完成投资占比", "开工面积", "完成投资（吨）"]
)
def test_a_heading_that_says_another_thing_is_not_taken(projects: Scheme, heading: str) -> None:
    back = of_table(projects, PLAIN.replace("|完成投资|", f"|{heading}|"))
    assert back.figures["甲县", "done"].state is State.UNREADABLE
    assert back.figures["甲县", "done"].value is None
    assert back.value("large") == 1
    assert "“完成投资”一列无法确定" in str(back.one(ColumnLost))


def test_two_columns_of_one_name_are_not_chosen_between(projects: Scheme) -> None:
    back = of_table(projects, PLAIN.replace("|状态", "|状态|完成投资"))
    assert back.value("done") is None
    assert "有2列" in str(back.one(ColumnLost))


def test_what_was_completed_is_not_more_than_the_whole(projects: Scheme) -> None:
    back = of_table(projects, with_cell("|0.3|", "|0.6|"))
    assert str(back.one(RowBroken)) == (
        "甲县的“项目台账”中“二期”应满足“完成投资 ≤ 概算投资”，而完成投资为0.6亿元，概算投资为0.5亿元"
    )


def test_the_checks_of_rows_are_the_schemes() -> None:
    text = PLACES + PROJECTS.replace('key = "项目名称"', 'key = "项目名称"\nchecks = ["年计划投资 <= 概算投资"]')
    back = of_table(parse(text, "checked.toml", METHODS), with_cell("|0.4|0.3|", "|0.9|0.6|"))
    assert "年计划投资 ≤ 概算投资" in str(back.one(RowBroken))


def test_a_number_ten_thousand_times_the_others_is_a_slip(projects: Scheme) -> None:
    rows = "".join(f"{number}|厂{number}|装备|{number}|1|1|在建\n" for number in range(4, 9))
    back = of_table(projects, PLAIN + rows + "9|厂9|装备|60000|1|1|在建\n")
    assert "“厂9”的概算投资为60000亿元" in str(back.one(Slip))


def test_a_column_that_is_absurd_as_a_whole_is_a_slip(projects: Scheme) -> None:
    back = of_table(projects, with_cell("|5|", "|50000|").replace("|0.5|", "|5000|").replace("|3|1.6", "|30000|1.6"))
    assert "概算投资各行多在30000亿元上下" in str(back.one(ColumnSlip))


def test_a_row_shifted_by_a_cell_leaves_all_that_it_touches_undecided(projects: Scheme) -> None:
    back = of_table(projects, with_cell("二期|化工|0.5|0.4|0.3|在建", "二期|3|0.4|0.3|在建"))
    assert {figure.state for figure in back.figures.values()} == {State.UNDECIDED}
    assert "像是错了一格" in str(back.one(HiddenRows))


def test_a_part_of_the_project_above_is_not_counted_again(projects: Scheme) -> None:
    back = of_table(projects, with_cell("2|二期", "|其中：一线|装备|4|1|1|在建\n2|二期"))
    assert {name: back.value(name) for name in RIGHT} == RIGHT
    assert "是其中项" in str(back.one(RowUnclear))


def test_a_column_of_a_part_is_another_column(projects: Scheme) -> None:
    table = "\n".join(
        f"{line}|{extra}"
        for line, extra in zip(PLAIN.strip().splitlines(), ["其中：设备完成投资", *"111"], strict=True)
    )
    assert of_table(projects, table).value("done") == 2


@pytest.mark.parametrize(
    ("written", "total", "kind"),
    [
        pytest.param(CellRead(None, formula="=A1*2"), None, NoNumbers, id="a formula without a result"),
        pytest.param(CellRead("#REF!", error=True), None, NoNumbers, id="an error"),
        pytest.param(CellRead("2022-01-06", date=True), None, NoNumbers, id="a date"),
        pytest.param(CellRead(Decimal("0.3"), struck=True), None, NoNumbers, id="struck through"),
        pytest.param(CellRead(Decimal(0), formula="=J1", from_blanks=True), Decimal("1.7"), Blank, id="of blanks"),
        pytest.param(CellRead(Decimal("0.3"), formula="=J1", computed=True), Decimal(2), Inexact, id="computed by us"),
        pytest.param(CellRead(Decimal("0.3"), formula="=[1]A!J1", outside=True), Decimal(2), Inexact, id="linked"),
        pytest.param(CellRead("约0.3"), Decimal(2), Inexact, id="about"),
        pytest.param(CellRead("3000万"), Decimal(2), Converted, id="another unit"),
    ],
)
def test_what_a_cell_is_besides_its_number_is_said(
    projects: Scheme, written: CellRead, total: Decimal | None, kind: type[Finding]
) -> None:
    cells = dict(sheet(PLAIN).cells) | {(3, 6): written}
    back = came(projects, Document("甲县.xlsx", (Sheet("表", cells),)))
    assert back.value("done") == total
    assert back.kinds() == {kind}
    assert back.value("large") == 1


def test_hidden_rows_count_and_are_said(projects: Scheme) -> None:
    back = of_table(projects, PLAIN, hidden=frozenset({3}))
    assert back.value("done") == 2
    assert "是隐藏的，已计入" in str(back.one(HiddenRows))


def test_a_row_struck_through_leaves_its_figures_undecided(projects: Scheme) -> None:
    cells = dict(sheet(PLAIN).cells)
    cells[3, 2] = CellRead("二期", struck=True)
    back = came(projects, Document("甲县.xlsx", (Sheet("表", cells),)))
    assert back.value("done") is back.value("rate") is None
    assert back.value("large") == 1  # it would not have counted anyway
    assert "有删除线" in str(back.one(HiddenRows))


def test_a_ledger_of_another_period_is_shown_and_not_scored(projects: Scheme) -> None:
    back = of_table(projects, "甲县2022年1—7月台账\n" + PLAIN)
    assert {figure.state for figure in back.figures.values()} == {State.OTHER_PERIOD}
    assert "2022年1—7月" in str(back.one(LedgerOfOtherPeriod))


def test_the_year_alone_is_no_other_period(projects: Scheme) -> None:
    assert of_table(projects, "甲县2022年项目台账\n" + PLAIN).value("done") == 2


def test_a_ledger_of_nobody_is_not_read_and_said(projects: Scheme) -> None:
    back = of_table(projects, PLAIN, "台账.xlsx")
    assert back.figures == {}
    assert back.kinds() == {NobodysLedger}


@pytest.mark.parametrize(
    "sheets",
    [
        pytest.param((sheet("填报单位：范\n" + PLAIN),), id="in the line above"),
        pytest.param((sheet(PLAIN, "范区"),), id="in the sheet's name"),
        pytest.param((sheet(PLAIN, "台账"), sheet("范区填报表", "填报表")), id="on another sheet"),
    ],
)
def test_whose_a_ledger_is(projects: Scheme, sheets: tuple[Sheet, ...]) -> None:
    assert came(projects, Document("报送.xlsx", sheets)).value("done", "范区") == 2


def test_a_sheet_that_may_be_two_ledgers_is_none() -> None:
    twin = PROJECTS.replace('"projects"', '"plans"').replace('"项目台账"', '"储备台账"')
    twin = (
        twin.replace('id = "', 'id = "b_').replace('name = "', 'name = "乙').replace('name = "乙储备', 'name = "储备')
    )
    both = parse(PLACES + PROJECTS + twin.replace('ledger = "plans"', 'ledger = "b_plans"'), "two.toml", METHODS)
    assert of_table(both, PLAIN).kinds() == {LedgerUnclear}
    named = of_table(both, "甲县储备台账\n" + PLAIN)
    assert {name for _, name in named.figures} == {"b_done", "b_large", "b_rate"}


def test_a_master_table_of_counties_is_no_ledger(projects: Scheme) -> None:
    found = extract(Document("表.xlsx", (sheet("县区|产业完成投资|大项目\n甲县|3|4\n范区|5|6"),)), projects)
    assert found.ledgers == ()
    assert len(found.figures) == 4


def test_what_stands_above_a_ledger_is_read_all_the_same(projects: Scheme) -> None:
    table = "县区|产业完成投资|大项目\n甲县|3|4\n范区|5|6\n\n" + PLAIN.strip()
    found = extract(Document("甲县.xlsx", (sheet(table),)), projects)
    assert len(found.ledgers) == 1
    assert {figure.value for figure in found.figures} == {3, 4, 5, 6}
    assert NothingRead not in {type(finding) for finding in found.findings}


# Sheets and files of one county.


def file(name: str, *rows: int, double: bool = False) -> Document:
    lines = PLAIN.strip().splitlines()
    body = [lines[row].replace("|1.5|", "|3.5|") if double else lines[row] for row in rows]
    return Document(name, (sheet("\n".join([lines[0], *body])),))


def test_a_newer_file_with_the_same_projects_takes_the_olders_place(projects: Scheme) -> None:
    back = came(projects, file("甲县.xlsx", 1, 2, 3), file("甲县（改）.xlsx", 1, 2, 3, double=True))
    assert back.value("done") == Decimal("4.0")
    assert not back.kinds()


def test_files_without_a_project_in_common_are_put_together_and_said(projects: Scheme) -> None:
    back = came(projects, file("甲县1.xlsx", 1), file("甲县2.xlsx", 2, 3))
    assert {name: back.value(name) for name in RIGHT} == RIGHT
    assert "分在2个文件里" in str(back.one(InParts))


def test_files_that_share_a_few_projects_are_not_guessed(projects: Scheme) -> None:
    more = "\n".join(f"{number}|厂{number}|装备|5|2|1|在建" for number in range(4, 9))
    other = Document("甲县2.xlsx", (sheet("\n".join([*PLAIN.strip().splitlines()[:2], more])),))
    back = came(projects, file("甲县1.xlsx", 1, 2, 3), other)
    assert {figure.state for figure in back.figures.values()} == {State.UNDECIDED}
    assert "无法判断是新旧两版还是各报一部分" in str(back.one(Overlap))


def test_sheets_of_one_file_are_parts_and_a_copy_counts_once(projects: Scheme) -> None:
    lines = PLAIN.strip().splitlines()
    first, rest = sheet("\n".join(lines[:2]), "续建"), sheet("\n".join([lines[0], *lines[2:]]), "新建")
    back = came(projects, Document("甲县.xlsx", (first, rest, sheet("\n".join(lines[:2]), "续建 (2)"))))
    assert {name: back.value(name) for name in RIGHT} == RIGHT
    assert back.findings == ()


# A ledger of all counties.

ALL = """
序号|县区|事项|交办时间|限办时间|办结时间|完成否
1|甲县|修路|2022-01-05|2022-02-01|2022年1月30日|是
2||供电|2022-01-05|2022-02-01|2022.3.1|是
3|〃|供水|2022-01-05|2022-02-01||否
4|范|排污|2022-01-05|2022-02-01|2022/2/1|是
"""


def test_rows_of_all_counties_go_to_their_own(matters: Scheme) -> None:
    back = of_table(matters, ALL, "汇总.xlsx", merges=((2, 2, 3, 2),))
    counts = {(county, name): back.value(name, county) for county in ("甲县", "范区") for name in ("given", "finished")}
    assert counts == {("甲县", "given"): 3, ("甲县", "finished"): 2, ("范区", "given"): 1, ("范区", "finished"): 1}
    assert back.value("in_time") == back.value("in_time", "范区") == 1


def said(findings: Iterable[Finding], kind: type[Finding]) -> list[str]:
    return [str(finding) for finding in findings if type(finding) is kind]


def test_a_row_of_no_county_may_be_anybodys(matters: Scheme) -> None:
    back = of_table(matters, ALL.replace("|范|", "|？|"), "汇总.xlsx", merges=((2, 2, 3, 2),))
    assert back.figures["甲县", "given"].state is State.UNDECIDED
    assert said(back.findings, NobodysRows) == [
        "“交办事项台账”有的行看不出是哪个县区的：B5“？”，不知应计入哪个县区，这张表的指标暂不计分"
    ]


def test_rows_of_other_counties_and_of_the_city_are_left_out_and_said(matters: Scheme) -> None:
    table = ALL + "5|丙县|修桥|2022-01-05|2022-02-01||否\n6|全市|规划|2022-01-05|2022-02-01||否\n"
    back = of_table(matters, table, "汇总.xlsx", merges=((2, 2, 3, 2),))
    assert back.value("given") == 3
    assert {county for county, _ in back.figures} == {"甲县", "范区"}
    assert "B6“丙县”、B7“全市”，不是本方案的县区，没有计入" in said(back.findings, NobodysRows)[0]


def test_a_county_that_is_not_named_has_handed_in_nothing(matters: Scheme) -> None:
    back = of_table(matters, "\n".join(ALL.splitlines()[:3]), "汇总.xlsx")
    assert ("范区", "given") not in back.figures


def test_a_county_says_that_it_has_none(matters: Scheme) -> None:
    back = of_table(matters, "\n".join([*ALL.splitlines()[:3], "2|范区|无"]), "汇总.xlsx")
    assert back.value("given", "范区") == 0


def test_the_origin_of_very_many_rows_is_short(projects: Scheme) -> None:
    rows = "\n".join(f"{number}|厂{number}|装备|5|2|1|在建" for number in range(1, 2001))
    back = of_table(projects, f"{PLAIN.splitlines()[1]}\n{rows}\n")
    origin = back.figures["甲县", "done"].origin
    assert isinstance(origin, InRows)
    assert [part.cells for part in origin.ranges] == ["F2:F2001"]
    assert back.value("done") == 2000
