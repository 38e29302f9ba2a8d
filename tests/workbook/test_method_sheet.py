"""计分办法: the numbers where every formula looks for them, the rules in words, and a check that can fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import msgspec
import openpyxl
import pytest

from pingbi.model import ByHand, Figure, Figures, Role, Source
from pingbi.scheme import Scheme
from pingbi.scoring import METHODS, evaluate, place_formula
from pingbi.workbook import Book, method_sheet, plan_workbook, write
from pingbi.workbook.agreement import DIFFERS, agreement
from pingbi.workbook.method_cells import KIND, NAME, PARAMETERS, PART, RULE, VALUE, WEIGHT
from pingbi.workbook.method_tables import pages
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.references import METHOD
from pingbi.workbook.rule_words import rules

Made = Callable[..., Book]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]
TABLE = "a b\n全市 2 2\n甲县 1 5\n乙县 2 4\n丙县 3 3"
TWO_PARTS = """part = [{id="p", name="总量", weight=60}, {id="q", name="增速", weight=40}]
criterion = [
    {id="x", name="投资", part="p", weight=60, method="efficacy", value="a", base=50},
    {id="y", name="增长", part="q", weight=40, method="rank_table", value="b", table=[[1, 1, 40], [2, 3, 30]]}]"""


def example_book(scheme: Scheme) -> Book:
    """The example scheme with figures for every county."""
    figures = {}
    for number, county in enumerate((scheme.city.name, *scheme.counties), 1):
        for row in scheme.indicator:
            value = Decimal(0 if row.reported_by == "city" else number)
            key = (county, row.id, Role.NOW)
            figures[key] = Figure(county, row.id, value, scheme.period, Source.TEMPLATE, ByHand("例"))
    made = Figures(figures)
    return Book(scheme, made, evaluate(scheme, made), (), METHODS, place_formula)


def reference(text: str) -> tuple[int, int]:
    """计分办法!$D$6 as (row, column)."""
    match = re.fullmatch(r"计分办法!\$([A-Z])\$(\d+)", text)
    assert match is not None, text
    return int(match[2]) - 1, ord(match[1]) - 65


def test_weights_and_parameters_are_the_numbers_of_the_addressed_cells(example: Scheme, at: At) -> None:
    book = example_book(example)
    cells = at(method_sheet.plan(book))
    seen = 0
    for criterion in example.criterion:
        assert cells[reference(book.method.weight(criterion.id))].value == criterion.weight
        for given in book.method.given[criterion.id]:
            cell = cells[reference(book.method.number(criterion.id, given.key))]
            assert (cell.value, cell.formula) == (given.value, "")
            seen += 1
    for extra in book.method.extras:
        for down, (_, item, numbers) in enumerate(extra.rows, 1):
            assert cells[extra.top + down, NAME].value == item
            for across, number in enumerate(numbers):
                shown = "-" if number is None else number
                assert cells[extra.top + down, WEIGHT + across].value == shown
                seen += 1
    assert seen > len(example.criterion)


def test_a_scheme_without_a_criterion_has_its_sheet_too(example: Scheme) -> None:
    bare = msgspec.structs.replace(example, criterion=(), part=())
    plan = method_sheet.plan(example_book(bare))
    assert plan.columns[KIND] == method_sheet.WIDTHS[KIND]


def test_no_two_things_stand_in_one_cell(example: Scheme) -> None:
    plan = method_sheet.plan(example_book(example))
    cells = [(cell.row, cell.column) for cell in plan.cells]
    taken = [*cells]
    for merge in plan.merges:
        taken += [(row, at) for row in range(merge.top, merge.bottom + 1) for at in range(merge.left, merge.right + 1)]
    assert len(taken) == len(set(taken))


def test_a_criterion_says_its_value_its_method_and_its_rule_with_the_letters(made: Made, at: At) -> None:
    book = made(TABLE, tables=TWO_PARTS)
    cells = at(method_sheet.plan(book))
    row = book.method.row["x"]
    assert [cells[row, column].value for column in (PART, NAME, VALUE, KIND)] == ["总量", "投资", "a（个）", "功效系数"]
    assert "a＋b×" in str(cells[row, RULE].value)
    assert [cells[row, PARAMETERS + at_].value for at_ in range(3)] == [Decimal(50), Decimal(40), "-"]


def test_the_weights_are_added_up_by_a_formula_with_its_value(made: Made, at: At) -> None:
    book = made(TABLE, tables=TWO_PARTS)
    cell = at(method_sheet.plan(book))[book.method.sum_row, WEIGHT]
    assert (cell.formula, cell.value) == ("=SUM($D$6:$D$7)", 100)


def test_a_criterion_without_data_says_so(made: Made, at: At) -> None:
    book = made("a b\n甲县 1 -\n乙县 2 -", scheme='missing = "zero"')
    cells = at(method_sheet.plan(book))
    assert str(cells[book.method.row["b"], RULE].value).startswith("无数据，未计分")
    assert not str(cells[book.method.row["a"], RULE].value).startswith("无数据")


@pytest.mark.parametrize(
    ("scheme", "tables", "said"),
    [
        pytest.param("", "", "综合得分＝各项得分之和。", id="sum"),
        pytest.param('total = "weighted_mean"', "", "综合得分＝各项得分的加权平均（百分制）", id="weighted mean"),
        pytest.param('total = "geometric_mean"', "", "加权几何平均", id="geometric mean"),
        pytest.param("total_cap = 15", "", "最高不超过“其他参数”中的综合得分上限", id="cap of the total"),
        pytest.param(
            "",
            TWO_PARTS.replace("weight=60}", "weight=30}"),
            "“总量”得分＝权重×各项得分之和÷最高可得分",
            id="own weight",
        ),
        pytest.param('ties = "dense"', "", "1、2、2、3", id="ties without a gap"),
        pytest.param('ties = "average"', "", "1、2.5、2.5、4", id="mean places"),
        pytest.param('ties = "first_by:b"', "", "“b”靠前的在前", id="ties broken"),
        pytest.param('compare = "rounded"', "", "按修约后（表中所列）的数值比较", id="as printed"),
        pytest.param('rounding = "half_even"', "", "四舍六入五成双", id="half to even"),
        pytest.param("decimals = 1\ntotal_decimals = 3", "", "得分保留1位小数、综合得分保留3位小数", id="decimals"),
        pytest.param('total_of = "shown"', "", "由修约后的得分相加", id="printed points are added"),
        pytest.param('missing = "lowest"', "", "未定的，该项按参加比较县区的最低得分计", id="missing"),
        pytest.param('exempt = "zero"', "", "免报的，该项记0分", id="exempt"),
        pytest.param('missing = "rescale"', "", "有数据的权重低于", id="least share of the weights"),
        pytest.param('sources = ["text", "template"]', "", "依次采用报送文字、县区报表；", id="sources"),
        pytest.param('notes = ["权重为示例。"]', "", "权重为示例。", id="the scheme's notes"),
        pytest.param(
            "bonus_cap = 5",
            'adjustment = [{name="表扬", indicator="b", points_each=1, requires="a > 1", remark="以文件为准"}]',
            "加分（合计不超过“其他参数”中的加分上限）：表扬（须满足：a＞1；以文件为准）",
            id="bonus with its condition",
        ),
        pytest.param("", 'adjustment = [{name="迟报", indicator="b", points_each=-1}]', "扣分：迟报。", id="deduction"),
        pytest.param("", 'veto = [{name="事故", indicator="b", effect="last"}]', "事故的，列末位，得分照列", id="veto"),
        pytest.param(
            "", 'grade = [{name="优秀", first=1}, {name="良好", from=3}]', "优秀按名次、良好按综合得分", id="grades"
        ),
    ],
)
def test_every_rule_of_the_scheme_is_said_in_words(made: Made, scheme: str, tables: str, said: str) -> None:
    found = rules(made(TABLE, scheme=scheme, tables=tables))
    assert [text for text in found if said in text], found


def test_a_criterion_says_what_it_does_otherwise(made: Made, at: At) -> None:
    tables = """criterion = [{id="x", name="投资", weight=6, method="given", value="a", within="group", missing="zero"},
        {id="y", name="增长", weight=40, method="given", value="b", missing="unranked"}]"""
    book = made("a b\n甲县:县 1 5\n乙县:区 2 4", tables=tables)
    cells = at(method_sheet.plan(book))
    assert str(cells[book.method.row["x"], RULE].value).endswith("；在组内比较；未报送的该项记0分，不排名次")
    assert "未报送" not in str(cells[book.method.row["y"], RULE].value)


def test_open_matters_are_counted_and_a_trial_is_named(made: Made) -> None:
    book = made("a b c\n甲县 ? 二 1\n乙县 期 4 -", trial=("“a”权重 20",))
    *_, trial, open_matters = rules(book)
    assert trial == "本表为试算，不是正式结果。试算改动：“a”权重 20。"
    assert "未定1个，非本期数1个，无法识别1个" in open_matters
    assert rules(made("a\n甲县 1\n乙县 2"))[-1] == "未决事项：无。"


def test_a_small_table_that_a_page_would_cut_begins_the_next_one() -> None:
    rows = {0: 24.0, 1: 40.0, 2: 22.0, 3: 300.0, **dict.fromkeys(range(4, 8), 30.0)}
    assert pages(rows, [4, 8], 8, 100) == ((4,), False)
    assert pages(rows, [4, 8], 8, 90) == ((), False)
    assert pages({**rows, 3: 900.0}, [4, 8], 8, 100).long


def test_a_full_mark_that_the_weights_miss_is_no_agreement(made: Made) -> None:
    book = made(TABLE, scheme="full = 20")
    assert agreement(book)[1].startswith("一致：权重合计20分")
    rules_ = replace_weights(book.scheme, Decimal(11))
    assert agreement(replace(book, scheme=rules_))[1] == DIFFERS
    assert agreement(replace(book, scheme=rules_, trial=("权重",)))[1].startswith("一致：综合得分")


def replace_weights(scheme: Scheme, weight: Decimal) -> Scheme:
    criteria = tuple(msgspec.structs.replace(row, weight=weight) for row in scheme.criterion)
    return msgspec.structs.replace(scheme, criterion=criteria)


def agreed(book: Book, compute: Callable[..., list[Path]], folder: Path, changed: tuple[str, str] | None = None) -> str:
    """What LibreOffice makes of 自查, after (sheet!cell, …) was overwritten with a number."""
    path = write(plan_workbook(book), folder / "book.xlsx")
    if changed is not None:
        opened = openpyxl.load_workbook(path)
        sheet, _, cell = changed[0].replace("$", "").partition("!")
        opened[sheet][cell] = float(changed[1])
        opened.save(path)
    (fresh,) = compute(path)
    sheet_ = openpyxl.load_workbook(fresh, data_only=True)[METHOD]
    return str(next(row[3].value for row in sheet_.iter_rows() if row[0].value == "自查"))


CASES = {
    "the plain sum": ("full = 20", ""),
    "bonus, deduction and veto": (
        "bonus_cap = 1",
        """adjustment = [{name="表扬", indicator="a", points_each=1}, {name="迟报", indicator="b", points_each=-0.5}]
        veto = [{name="事故", indicator="v", effect="last"}]
        indicator = [{id="a", name="a", unit="个", kind="count"}, {id="b", name="b", unit="个", kind="count"},
        {id="v", name="v", unit="起", kind="count", required=false}]""",
    ),
    "a cap of the total": ("total_cap = 6.5", ""),
    "a weighted mean": ('total = "weighted_mean"', ""),
    "half to even, one decimal": ('rounding = "half_even"\ndecimals = 1\ntotal_decimals = 1', ""),
}


@pytest.mark.office
@pytest.mark.parametrize("name", CASES)
def test_the_recalculated_workbook_agrees_with_itself(
    made: Made, recalculated: Callable[..., list[Path]], tmp_path: Path, name: str
) -> None:
    scheme, tables = CASES[name]
    table = "a b\n甲县 1.25 5\n乙县 2.35 4\n丙县 3.3 -"
    if "v" in tables:
        tables += """\ncriterion = [{id="x", name="x", weight=10, method="given", value="a"},
            {id="y", name="y", weight=10, method="given", value="b"}]"""
        table = "a b v\n甲县 1 5 0\n乙县 2 4 1\n丙县 3 - 0"
    book = made(table, scheme=scheme, tables=tables)
    wanted = agreement(book)[1]
    assert wanted.startswith("一致")
    assert agreed(book, recalculated, tmp_path) == wanted


@pytest.mark.office
@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("计分办法!$D$6", id="a weight"),
        pytest.param("综合排名!$E$6", id="a total written over its formula"),
        pytest.param("综合排名!$F$8", id="a place for a county that has none"),
    ],
)
def test_a_number_written_over_is_noticed(
    made: Made, recalculated: Callable[..., list[Path]], tmp_path: Path, cell: str
) -> None:
    book = made("a b\n甲县 1 5\n乙县 2 4\n丙县 3 -", scheme="full = 20")
    assert (book.ranking.total, book.ranking.place, book.ranking.row["丙县"]) == (4, 5, 7)
    assert agreed(book, recalculated, tmp_path, (cell, "17")) == DIFFERS


OTHERWISE = (
    ("minmax", ""),
    ("minmax", "low=0"),
    ("minmax", "high=4, clamp=false"),
    ("benchmark", ""),
    ("target_bonus", "target=2, per_point=0.5, cap=3, whole_points=true"),
    ("per_piece", "prices={a=2}"),
    ("given", ""),
)
LESS = "satisfactory=1, unacceptable=3"
WAYS = {
    "rank_table": "table=[[1, 1, 10], [2, 3, 6]]",
    "target_ratio": 'target=2, schedule="period"',
    "target_bonus": "target=2, per_point=0.5, cap=3",
    "target_all": 'target="TARGET"',
    "target_table": "target=2, table=[[0.9, 9], [1, 10]]",
    "efficacy_fixed": "satisfactory=3, unacceptable=1",
    "minmax": "low=0, high=4",
    "benchmark": "best=4",
    "against_city": "start=5, up=1, down=0.5, cap=10",
    "against_city_stepped": "start=5, cap=10",
    "per_piece": "prices={a=2}, cap=10",
    "shortfall": "target=2, each=0.5",
    "votes": 'votes=["a", "b"]',
    "given": "cap=8, scale=100",
}


def test_every_rule_is_put_into_words_as_agreed(made: Made, at: At, golden: Callable[[Path, str], None]) -> None:
    """What a county is shown when it asks how it was scored; in both directions."""
    lines = []
    for method, own in [*((name, None) for name in METHODS), *OTHERWISE]:
        for direction in ("higher", "lower"):
            given = WAYS.get(method, "") if (method, direction) != ("efficacy_fixed", "lower") else LESS
            given = given if own is None else own
            value = "" if method in ("per_piece", "votes") else ', value="a"'
            keys = f'method="{method}", direction="{direction}"{value}' + (f", {given}" if given else "")
            book = made(TABLE, tables=f'criterion = [{{id="x", name="投资", weight=10, {keys}}}]')
            cells = at(method_sheet.plan(book))
            row = reference(book.method.weight("x"))[0]
            said = " | ".join(str(cells[row, column].value).replace("\n", "⏎") for column in (VALUE, KIND, RULE))
            lines.append(f"{method} {direction} | {said}")
    golden(Path(__file__).parent.parent / "golden" / "workbook" / "rules.txt", "\n".join(lines) + "\n")
