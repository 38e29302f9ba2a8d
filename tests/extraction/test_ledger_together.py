"""Rows that are settled a column at a time give what reading them one by one gives, whatever stands among them."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from pingbi.extraction import extract
from pingbi.extraction.ledger_findings import Inexact, NoNumbers
from pingbi.model import Finding, LedgerPart, State
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS

RULES = """
[scheme]
name = "评比"
period = "2022H1"
[city]
name = "全市"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
aliases = ["乙"]
[[county]]
name = "丙区"
[[ledger]]
id = "projects"
name = "项目台账"
key = "项目名称"
columns = ["项目名称", "县区", "产业", "概算投资", "年计划投资", "完成投资", "状态"]
county_column = "县区"
units = { "概算投资" = "亿元", "年计划投资" = "亿元", "完成投资" = "亿元" }
[[indicator]]
id = "number"
name = "项目数"
unit = "个"
kind = "count"
ledger = "projects"
aggregate = "count"
[[indicator]]
id = "large"
name = "大项目"
unit = "个"
kind = "count"
ledger = "projects"
aggregate = "count"
where = '概算投资 >= 10 AND NOT 状态 = "停工"'
[[indicator]]
id = "done"
name = "完成投资额"
unit = "万元"
kind = "level"
ledger = "projects"
aggregate = "sum"
column = "完成投资"
[[indicator]]
id = "food"
name = "食品投资"
unit = "亿元"
kind = "level"
ledger = "projects"
aggregate = "sum"
column = "概算投资"
where = '产业 = "食品"'
[[indicator]]
id = "rate"
name = "完成率"
unit = "%"
kind = "plan_ratio"
ledger = "projects"
aggregate = "ratio"
numerator = "完成投资"
denominator = "年计划投资"
"""
HEADS = ("序号", "项目名称", "县区", "产业", "概算投资（万元）", "年计划投资", "完成投资", "状态")
KEY, COUNTY, AMOUNTS = 2, 3, (5, 6, 7)
ODDITIES = (
    CellRead("待定"),
    CellRead("12.5万元"),
    CellRead(" 3.5 "),
    CellRead("约30"),
    CellRead("—"),
    CellRead("同上"),
    CellRead("丁县"),
    CellRead("  "),
    CellRead(Decimal(5)),
    CellRead(Decimal("0.25"), "0%"),
    CellRead(value=True),
    CellRead("#REF!", error=True),
    CellRead("2022-01-06", date=True),
    CellRead(Decimal(7), struck=True),
    CellRead("某厂", struck=True),
    CellRead(Decimal(7), formula="=A1"),
    CellRead(None, formula="=A1"),
    CellRead(Decimal(7), formula="=A1", computed=True),
    CellRead(Decimal(0), formula="=A1", from_blanks=True),
    CellRead(Decimal(7), formula="=[1]A!A1", outside=True),
    CellRead(Decimal(10) ** 15),
    None,
)
ROWS_OF_OTHER_KINDS = (
    "合计",
    "小计",
    "一、续建项目",
    "其中：设备",
    "无",
    "注：以上为快报",
    "甲县",
    "",
    "二期工程",
    "项目名称",
)


class Line(NamedTuple):
    """What stands in an ordinary row, beside its number."""

    name: str
    county: str
    trade: str
    whole: Decimal
    plan: Decimal
    done: Decimal
    state: str = "在建"


class Looked(str):
    """Words as any, but of a kind that is never settled together with others: each row of such a name is read alone."""

    __slots__ = ()


@pytest.fixture(scope="module")
def projects() -> Scheme:
    return parse(RULES, "projects.toml", METHODS)


def _number(draw: random.Random) -> Decimal:
    return Decimal(draw.randint(1, 9999)) / 100


def _ledger(seed: int, rows: int = 40) -> Sheet:
    """A ledger of all counties in which about one cell of twenty, and one row of ten, is out of the ordinary."""
    draw = random.Random(seed)  # noqa: S311  # no secret: the same ledgers every time
    cells: dict[tuple[int, int], CellRead | None] = {
        (1, column): CellRead(head) for column, head in enumerate(HEADS, 1)
    }
    merges: list[tuple[int, int, int, int]] = []
    row = 1
    for number in range(1, rows + 1):
        row += draw.choice((1, 1, 1, 1, 2))
        name = draw.choice(("第{}号项目", "甲{}厂", "{}号线", "年产{}万吨项目", "一{}二")).format(draw.randint(1, rows))
        words = (name, draw.choice(("甲县", "乙县", "乙", "丙区")), draw.choice(("食品", "化工")))
        amounts = [CellRead(_number(draw), draw.choice(("General", "0.00", "#,##0.00"))) for _ in AMOUNTS]
        line = [CellRead(Decimal(number)), *map(CellRead, words), *amounts, CellRead(draw.choice(("在建", "停工")))]
        for column, cell in enumerate(line, 1):
            cells[row, column] = draw.choice(ODDITIES) if draw.random() < 0.05 else cell
        if draw.random() < 0.05:
            column = draw.randint(1, len(HEADS))
            merges.append((row, column, row + draw.randint(0, 2), column + draw.randint(0, 1)))
        if draw.random() < 0.1:
            row += 1
            kind = draw.choice(ROWS_OF_OTHER_KINDS)
            if kind == "项目名称":
                cells |= {(row, column): CellRead(head) for column, head in enumerate(HEADS, 1)}
                continue
            cells[row, draw.choice((1, KEY))] = CellRead(kind) if kind else None
            for column in AMOUNTS:
                above = (cells.get((at, column)) for at in range(1, row))
                values = [one.value for one in above if one is not None]
                total = sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
                cells[row, column] = CellRead(total if draw.random() < 0.5 else _number(draw))
    hidden = frozenset(draw.sample(range(2, row), 2)) if draw.random() < 0.3 else frozenset[int]()
    kept = {at: cell for at, cell in cells.items() if cell is not None}
    return Sheet("项目台账", kept, tuple(merges), hidden_rows=hidden)


def _plain(*lines: Line) -> dict[tuple[int, int], CellRead]:
    """Headings and rows in which every cell is what it seems."""
    cells = {(1, column): CellRead(head.removesuffix("（万元）")) for column, head in enumerate(HEADS, 1)}
    for row, line in enumerate(lines, 2):
        values: tuple[Decimal | str, ...] = (Decimal(row), *line)
        cells |= {(row, column): CellRead(value) for column, value in enumerate(values, 1)}
    return cells


def _one_by_one(sheet: Sheet) -> Sheet:
    """The same, with names of which none is settled together with others."""
    names = {at: cell for at, cell in sheet.cells.items() if at[1] == KEY and isinstance(cell.value, str)}
    return replace(
        sheet, cells={**sheet.cells, **{at: replace(cell, value=Looked(cell.value)) for at, cell in names.items()}}
    )


def _read(scheme: Scheme, *sheets: Sheet) -> tuple[tuple[LedgerPart, ...], tuple[Finding, ...]]:
    found = extract(Document("全市.xlsx", sheets), scheme)
    return found.ledgers, found.findings


@pytest.mark.parametrize("given", [True, False], ids=["a column of counties", "one that the scheme does not name"])
def test_rows_read_together_give_what_rows_read_one_by_one_give(*, given: bool) -> None:
    without = RULES.replace('county_column = "县区"\n', "").replace('"县区", ', "")
    projects = parse(RULES if given else without, "projects.toml", METHODS)
    entries = 0
    codes: set[str] = set()
    for seed in range(60):
        sheet = _ledger(seed)
        together, alone = _read(projects, sheet), _read(projects, _one_by_one(sheet))
        assert together == alone, f"the ledger of seed {seed}"
        assert list(map(str, together[1])) == list(map(str, alone[1]))
        entries += sum(len(part.entries) for part in together[0])
        codes |= {finding.code for finding in together[1]}
    assert entries > 60 * 20
    assert codes >= {"not-a-number", "unit-converted", "not-exact", "ledger-blank", "sum-mismatch", "unknown-county"}


def test_of_ordinary_rows_none_is_read_by_itself_and_one_that_is_odd_is(
    projects: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test above would hold one way against itself."""
    read: list[int] = []

    def one(_: object, row: int) -> Iterator[object]:
        read.append(row)
        return iter(())

    monkeypatch.setattr("pingbi.extraction.ledger_rows._Reader.one", one)
    rows = range(2, 12)
    plain = _plain(*(Line(f"第{row}号项目", "甲县", "食品", Decimal(9), Decimal(5), Decimal(row)) for row in rows))
    _read(projects, Sheet("项目台账", plain))
    assert read == []
    _read(projects, Sheet("项目台账", plain | {(5, KEY): CellRead("合计"), (7, AMOUNTS[0]): CellRead("待定")}))
    assert read == [5, 7]
    read.clear()
    _read(projects, _one_by_one(Sheet("项目台账", plain)))
    assert read == list(rows)


def test_each_sum_and_count_is_that_of_its_rows_and_leads_to_them(projects: Scheme) -> None:
    """Against plain arithmetic over a ledger in which every cell is what it seems."""
    draw = random.Random(7)  # noqa: S311  # as above
    lines: list[Line] = []
    for row in range(2, 400):
        words = (f"{row}号厂", draw.choice(("甲县", "乙县")), draw.choice(("食品", "化工")))
        amounts = (_number(draw), _number(draw), _number(draw))
        lines.append(Line(*words, *amounts, "停工" if row % 3 == 0 else "在建"))
    cells = _plain(*lines)
    parts = {part.county: part for part in _read(projects, Sheet("项目台账", cells))[0]}
    assert set(parts) == {"甲县", "乙县"}
    for county, part in parts.items():
        rows = {row: line for row, line in enumerate(lines, 2) if line.county == county}
        sums = {item.indicator: item for item in part.sums}
        done = sum(line.done for line in rows.values())
        large = [line for line in rows.values() if line.whole >= 10 and line.state != "停工"]
        assert [(entry.name, entry.row, entry.column) for entry in part.entries] == [
            (line.name, row, "B") for row, line in rows.items()
        ]
        assert sums["done"].value == done * 10_000
        assert sums["food"].value == sum(line.whole for line in rows.values() if line.trade == "食品")
        assert sums["large"].value == len(large)
        assert (sums["rate"].value, sums["rate"].denominator) == (done, sum(line.plan for line in rows.values()))
        assert {item.state for item in part.sums} == {State.READ}
        (told,) = sums["done"].ranges
        assert _rows_told(told.cells, "G") == list(rows)
        assert sums["done"].rows == sums["number"].value == len(rows)


def _rows_told(cells: str, letter: str) -> list[int]:
    """G2:G4, G7 -> 2, 3, 4, 7."""
    found: list[int] = []
    for part in cells.split(", "):
        first, _, last = part.replace(letter, "").partition(":")
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.mark.parametrize(
    ("number_format", "said"),
    [
        pytest.param('[>=10000]0!.0,"万";0', Inexact, id="a format that shows great numbers as another number"),
        pytest.param('0.00;-0.00;"—"', None, id="a format that shows only 0 otherwise"),
        pytest.param("General", None, id="no format"),
    ],
)
def test_a_format_that_shows_some_numbers_otherwise_is_looked_at_for_each(
    projects: Scheme, number_format: str, said: type[Finding] | None
) -> None:
    """The first number of the column is small and shown as it is."""
    amounts = (Decimal(3), Decimal(30_000))
    whole = Decimal(40_000)
    cells = _plain(*(Line(f"{done}号厂", "甲县", "食品", whole, whole, done) for done in amounts))
    cells |= {(row, AMOUNTS[2]): CellRead(done, number_format) for row, done in enumerate(amounts, 2)}
    found = [row for row in _read(projects, Sheet("项目台账", cells))[1] if isinstance(row, Inexact)]
    assert [type(row) for row in found] == ([said] if said else [])


def test_a_number_that_nobody_could_report_is_not_summed_wherever_it_stands(projects: Scheme) -> None:
    amounts = (Decimal(3), Decimal(10) ** 15)
    cells = _plain(*(Line(f"{done}号厂", "甲县", "食品", Decimal(9), Decimal(9), done) for done in amounts))
    (part,), findings = _read(projects, Sheet("项目台账", cells))
    assert [row.cells for row in findings if isinstance(row, NoNumbers)] == [("G3“1000000000000000”",)]
    assert next(row.state for row in part.sums if row.indicator == "done") is State.UNDECIDED


@pytest.mark.parametrize("seed", [1, 2])
def test_a_part_arrives_from_another_process_as_it_was_sent(projects: Scheme, seed: int) -> None:
    parts = (*_read(projects, _ledger(seed))[0], LedgerPart("projects", "甲县", "甲县.xlsx", "项目台账", "2022H1"))
    assert len(parts) > 1
    assert pickle.loads(pickle.dumps(parts)) == parts  # noqa: S301  # we made them ourselves
