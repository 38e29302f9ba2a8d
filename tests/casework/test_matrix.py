"""County × indicator: the state of every figure, counts that add up, and what each file has given."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.casework.cells import CellState, cell_of, column_of, printed
from pingbi.casework.filed import filed
from pingbi.casework.matrix import CountyRow, Matrix, Whole, asked_of_counties, matrix
from pingbi.casework.ruling import adopt_text
from pingbi.model import Figure, InSheet, Source, State
from pingbi.project.changes import DeadlineSet, Marking, PutAside
from pingbi.scheme import Indicator

NOW = datetime.fromisoformat("2022-07-06T10:42:00+08:00")
HEAD = '[scheme]\nname = "例"\nperiod = "2022H1"\n'
CRITERION = '[[criterion]]\nid = "c"\nname = "评比"\nweight = 100\nvalue = "{}"\nmethod = "rank_linear"\n'
Send = Callable[..., None]
Begin = Callable[[str], Case]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """`begin(scheme)`: a project of one's own."""
    opened: list[project.Project] = []

    def made(scheme: str) -> Case:
        held = project.create(tmp_path / f"{len(opened)}.pingbi", scheme, "张三")
        opened.append(held)
        return Case(held)

    yield made
    for held in opened:
        held.close()


def of(case: Case, now: datetime = NOW) -> Matrix:
    return matrix(case, now)


def row_of(found: Matrix, county: str) -> CountyRow:
    return next(row for row in found.rows if row.county == county)


def cells(case: Case, county: str) -> list[tuple[str, str]]:
    return [(cell.state.value, cell.text) for cell in row_of(of(case), county).cells]


def adds_up(found: Matrix) -> None:
    assert len(found.due) == len(found.complete) + len(found.partial) + len(found.absent)
    assert set(found.due) == {*found.complete, *found.partial, *found.absent}
    for row in found.rows:
        must = [cell.state for cell, column in zip(row.cells, found.columns, strict=True) if must_come(column)]
        assert row.received + must.count(CellState.MISSING) + must.count(CellState.UNCLEAR) == row.asked == len(must)


def must_come(column: Indicator) -> bool:
    return column.required and column.compute is None


def test_what_has_come_is_received_and_what_has_not_is_missing(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30.5,5")
    send("乙县.csv", "乙县,20,")
    assert cells(case, "甲县") == [("received", "30.50"), ("received", "5.00")]
    assert cells(case, "乙县") == [("received", "20.00"), ("missing", "缺")]
    found = of(case)
    assert (found.complete, found.partial, found.absent) == (("甲县",), ("乙县",), ("丙县",))
    assert [(row.received, row.asked) for row in found.rows] == [(2, 2), (1, 2), (0, 2)]
    assert row_of(found, "乙县").cells[1].findings
    adds_up(found)


def test_words_that_are_no_number_are_shown_as_they_were_reported(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,约8亿左右吧,5")
    assert cells(case, "甲县") == [("unclear", "约8亿左右吧"), ("received", "5.00")]
    found = of(case)
    assert found.counted(CellState.UNCLEAR) == 1
    assert row_of(found, "甲县").received == 1
    assert found.partial == ("甲县",)
    adds_up(found)


@pytest.mark.parametrize(
    ("reported", "state", "wanted"),
    [
        pytest.param("30.5", State.UNDECIDED, ("doubtful", "30.5"), id="offered, and a number"),
        pytest.param("1,234.5", State.UNDECIDED, ("doubtful", "1,234.5"), id="with a separator"),
        pytest.param("约8亿", State.UNDECIDED, ("unclear", "约8亿"), id="offered, and about right only"),
        pytest.param("30.5", State.OTHER_PERIOD, ("doubtful", "30.5"), id="of another period"),
        pytest.param("三十多", State.UNREADABLE, ("unclear", "三十多"), id="no number"),
    ],
)
def test_what_is_not_scored_is_shown_as_it_was_reported(
    case: Case, reported: str, state: State, wanted: tuple[str, str]
) -> None:
    (column, _) = (column_of(row, case.scheme) for row in case.scheme.indicator)
    value = None if state is State.UNREADABLE else Decimal(8)
    origin = InSheet("甲县.csv", "", "B2", reported)
    figure = Figure("甲县", "a", value, "2022H1", Source.TEXT, origin, state, reported=reported, reported_unit="亿元")
    cell = cell_of(figure, column, (), frozenset())
    assert (cell.state.value, cell.text) == wanted


def test_a_number_with_an_open_finding_is_doubtful_and_shown_as_reported(begin: Begin, tmp_path: Path) -> None:
    case = begin(
        f'{HEAD}[[county]]\nname = "甲县"\n[[indicator]]\nid = "a"\nname = "投资"\nunit = "亿元"\nkind = "level"\n'
        f"maximum = 100\n{CRITERION.format('a')}"
    )
    path = tmp_path / "甲县.csv"
    path.write_text("县区,投资\n甲县,101100\n", encoding="utf-8")
    list(casework.receive(case, [path]))
    assert cells(case, "甲县") == [("doubtful", "101100")]
    (cell,) = row_of(of(case), "甲县").cells
    assert {casework.finding_named(case, name).code for name in cell.findings} == {"range", "unit-slip"}
    casework.correct(case, "甲县", "投资", Decimal("10.11"), "按万元填报，应为亿元")
    assert cells(case, "甲县") == [("received", "10.11")]


def test_a_hint_makes_no_figure_doubtful(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,5")
    send("甲县改.csv", "甲县,31,5")
    assert "changed-since-last" in {row.code for row in case.evaluation().findings}
    assert cells(case, "甲县") == [("received", "31.00"), ("received", "5.00")]


def test_exempt_counts_as_here_and_a_whole_county_exempt_is_not_due(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,—")
    casework.mark(case, "丙县", Marking.EXEMPT, note="新设")
    assert cells(case, "甲县") == [("received", "30.00"), ("exempt", "免报")]
    found = of(case)
    assert found.complete == ("甲县",)
    assert found.due == ("甲县", "乙县")
    assert row_of(found, "丙县").whole is Whole.EXEMPT
    adds_up(found)


def test_a_figure_that_a_person_has_set_aside_lacks(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,5")
    casework.correct(case, "甲县", "投资", None, "口径不对，待重报")
    assert cells(case, "甲县")[0] == ("missing", "不采用")
    adds_up(of(case))


def test_a_county_of_which_nothing_came_says_how_often_it_was_chased(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,5")
    assert row_of(of(case), "乙县").chased == 0
    casework.mark(case, "乙县", Marking.CHASED)
    casework.mark(case, "乙县", Marking.CHASED)
    row = row_of(of(case), "乙县")
    assert (row.whole, row.chased, row.last_chased[:4]) == (Whole.MISSING, 2, case.project.history()[-1].when[:4])
    assert of(case).silent == ("乙县", "丙县")


def test_a_county_whose_file_cannot_be_read_is_absent_but_not_silent(case: Case, tmp_path: Path) -> None:
    broken = tmp_path / "乙县上报表.xlsx"
    broken.write_bytes(b"PK\x03\x04xl/broken")
    list(casework.receive(case, [broken]))
    found = of(case)
    row = row_of(found, "乙县")
    assert (row.whole, row.file) == (Whole.UNREADABLE, "乙县上报表.xlsx")
    assert row.reason
    assert "乙县" in found.absent
    assert "乙县" not in found.silent
    (line,) = filed(case, found)
    assert (line.unreadable, line.wrong, line.locked) == (row.reason, True, False)
    adds_up(found)


def test_a_county_whose_file_holds_nothing_is_told_apart(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "乙县说明.txt"
    path.write_text("乙县的材料稍后报送，望谅解。\n", encoding="utf-8")
    list(casework.receive(case, [path]))
    found = of(case)
    assert row_of(found, "乙县").whole is Whole.EMPTY
    (line,) = filed(case, found)
    assert (line.empty, line.wrong, line.counties) == (True, True, ("乙县",))
    adds_up(found)


def test_of_a_county_that_the_scheme_has_no_more_it_is_said_so(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30.5,5")
    text = case.project.scheme_text(case.project.state.scheme.sha)
    adopt_text(case, text.replace('[[county]]\nname = "甲县"\n', ""), "甲县并入乙县")
    (line,) = filed(case, of(case))
    assert (line.counties, line.strange, line.empty) == ((), ("甲县",), True)


def test_what_need_not_be_reported_is_not_counted(begin: Begin, tmp_path: Path) -> None:
    case = begin(
        f'{HEAD}[[county]]\nname = "甲县"\n'
        '[[indicator]]\nid = "a"\nname = "投资"\nunit = "亿元"\nkind = "level"\n'
        '[[indicator]]\nid = "b"\nname = "税收"\nunit = "亿元"\nkind = "level"\nrequired = false\n'
        '[[indicator]]\nid = "d"\nname = "税收占比"\nunit = "%"\nkind = "share"\ncompute = "b / a * 100"\n'
        f"{CRITERION.format('a')}"
    )
    path = tmp_path / "甲县.csv"
    path.write_text("县区,投资\n甲县,30\n", encoding="utf-8")
    list(casework.receive(case, [path]))
    assert cells(case, "甲县") == [("received", "30.00"), ("free", "可不报"), ("free", "可不报")]
    found = of(case)
    assert found.complete == ("甲县",)
    adds_up(found)
    path.write_text("县区,投资,税收\n甲县,30,5\n", encoding="utf-8")
    list(casework.receive(case, [path]))
    assert [text for _, text in cells(case, "甲县")] == ["30.00", "5.00", "16.7"]
    assert (row_of(of(case), "甲县").received, row_of(of(case), "甲县").asked) == (1, 1)
    adds_up(of(case))


def test_a_ledger_that_did_not_come_lacks_in_each_of_its_indicators(begin: Begin, tmp_path: Path) -> None:
    case = begin(
        f'{HEAD}[[county]]\nname = "甲县"\n[[county]]\nname = "乙县"\n'
        '[[ledger]]\nid = "p"\nname = "项目台账"\nkey = "项目名称"\ncolumns = ["项目名称", "完成投资"]\n'
        '[ledger.units]\n"完成投资" = "万元"\n'
        '[[indicator]]\nid = "n"\nname = "项目个数"\nunit = "个"\nkind = "count"\nledger = "p"\naggregate = "count"\n'
        '[[indicator]]\nid = "s"\nname = "项目投资"\nunit = "亿元"\nkind = "level"\nledger = "p"\naggregate = "sum"\n'
        'column = "完成投资"\n'
        '[[indicator]]\nid = "a"\nname = "税收"\nunit = "亿元"\nkind = "level"\n'
        f"{CRITERION.format('n')}"
    )
    ledger, table = tmp_path / "甲县项目台账.csv", tmp_path / "税收.csv"
    ledger.write_text("项目名称,完成投资（万元）\n一号,12000\n二号,34500\n", encoding="utf-8")
    table.write_text("县区,税收\n甲县,3\n乙县,4\n", encoding="utf-8")
    list(casework.receive(case, [ledger, table]))
    assert cells(case, "甲县") == [("received", "2"), ("received", "4.65"), ("received", "3.00")]
    assert cells(case, "乙县") == [("missing", "缺"), ("missing", "缺"), ("received", "4.00")]
    found = of(case)
    first, second, _ = row_of(found, "乙县").cells
    assert first.findings == second.findings != ()
    lines = {line.name: line for line in filed(case, found)}
    assert lines["甲县项目台账.csv"].read == 2
    adds_up(found)


def test_a_rule_over_several_indicators_marks_the_figures_where_it_points(begin: Begin, tmp_path: Path) -> None:
    case = begin(
        f'{HEAD}[[county]]\nname = "甲县"\n[[county]]\nname = "乙县"\n'
        '[[indicator]]\nid = "a"\nname = "投资"\nunit = "亿元"\nkind = "level"\n'
        '[[indicator]]\nid = "b"\nname = "技改"\nunit = "亿元"\nkind = "level"\npart_of = "a"\n'
        f"{CRITERION.format('a')}"
    )
    path = tmp_path / "全部.csv"
    path.write_text("县区,投资,技改\n甲县,30,31\n乙县,30,3\n", encoding="utf-8")
    list(casework.receive(case, [path]))
    found = of(case)
    assert CellState.DOUBTFUL in {cell.state for cell in row_of(found, "甲县").cells}
    assert {cell.state for cell in row_of(found, "乙县").cells} == {CellState.RECEIVED}


def test_where_counties_are_asked_nothing_the_indicators_of_others_are_shown(begin: Begin) -> None:
    case = begin(
        f'{HEAD}[[county]]\nname = "甲县"\n'
        '[[indicator]]\nid = "a"\nname = "投资"\nunit = "亿元"\nkind = "level"\nreported_by = "office"\n'
        f"{CRITERION.format('a')}"
    )
    assert [row.id for row in of(case).columns] == ["a"]


def test_what_is_counted_by_the_program_is_no_column(begin: Begin) -> None:
    case = begin(
        f'{HEAD}[[county]]\nname = "甲县"\n[[indicator]]\nid = "a"\nname = "投资"\nunit = "亿元"\nkind = "level"\n'
        '[[indicator]]\nid = "l"\nname = "迟报天数"\nunit = "天"\nkind = "count"\ncount_of = "late_days"\n'
        'reported_by = "office"\n'
        f"{CRITERION.format('a')}"
    )
    assert [row.id for row in asked_of_counties(case.scheme)] == ["a"]


@pytest.mark.parametrize(
    ("deadline", "now", "left"),
    [
        pytest.param("2022-07-08", "2022-07-06T10:42:00+08:00", 2, id="two days"),
        pytest.param("2022-07-08", "2022-07-08T23:00:00+08:00", 0, id="the last day"),
        pytest.param("2022-07-08T18:00", "2022-07-08T17:00:00+08:00", 0, id="an hour left"),
        pytest.param("2022-07-08T18:00", "2022-07-08T18:30:00+08:00", -1, id="just over"),
        pytest.param("2022-07-08", "2022-07-11T09:00:00+08:00", -3, id="days over"),
    ],
)
def test_days_left_are_days_of_the_calendar(case: Case, deadline: str, now: str, left: int) -> None:
    case.project.record(DeadlineSet(deadline))
    found = of(case, datetime.fromisoformat(now))
    assert (found.deadline, found.days_left) == (deadline, left)


def test_without_a_deadline_no_days_are_left_and_nobody_is_late(begin: Begin) -> None:
    indicator = '[[indicator]]\nid = "a"\nname = "投资"\nunit = "亿元"\nkind = "level"\n'
    case = begin(f'{HEAD}[[county]]\nname = "甲县"\n{indicator}{CRITERION.format("a")}')
    assert (of(case).deadline, of(case).days_left) == ("", None)


def test_a_newer_file_replaces_an_older_one_and_what_was_taken_out_is_gone(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,5")
    send("甲县改.csv", "甲县,31,约五")
    old, new = filed(case, of(case))
    assert (old.version, new.version) == (1, 2)
    assert (new.read, new.unclear, new.wrong) == (1, 1, True)
    assert not old.replaced  # its 税收 still counts
    case.project.record(PutAside(new.number, "移除"))
    (only,) = filed(case, of(case))
    assert (only.number, only.replaced) == (old.number, False)
    assert cells(case, "甲县") == [("received", "30.00"), ("received", "5.00")]


def test_a_file_with_the_city_says_so_beside_its_counties(case: Case, send: Send) -> None:
    send("全市.csv", "全市,90,20", "甲县,30,5")
    (line,) = filed(case, of(case))
    assert (line.counties, line.city) == (("甲县",), True)


def test_a_file_with_several_counties_is_one_line(case: Case, send: Send) -> None:
    send("各县.csv", "甲县,30,5", "乙县,20,6")
    (line,) = filed(case, of(case))
    assert (line.counties, line.read, line.lacking, line.wrong) == (("甲县", "乙县"), 4, 0, False)


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(0, 3))
def test_a_value_is_printed_with_its_decimals_and_without_a_negative_nothing(value: Decimal, decimals: int) -> None:
    words = printed(value, decimals)
    assert len(words.partition(".")[2]) == decimals
    assert abs(Decimal(words) - value) <= Decimal("0.5").scaleb(-decimals)
    assert not (words.startswith("-") and Decimal(words) == 0)


def test_two_hundred_counties_by_sixty_indicators_take_no_noticeable_time(begin: Begin, tmp_path: Path) -> None:
    counties, names = [f"县{at:03}" for at in range(200)], [f"指标{at}" for at in range(60)]
    rows = "".join(f'[[county]]\nname = "{name}"\n' for name in counties)
    rows += "".join(
        f'[[indicator]]\nid = "i{at}"\nname = "{name}"\nunit = "亿元"\nkind = "level"\n'
        for at, name in enumerate(names)
    )
    case = begin(f"{HEAD}{rows}{CRITERION.format('i0')}")
    path = tmp_path / "全部.csv"
    chance, lines = Random(1), [",".join(("县区", *names))]  # noqa: S311  # the same figures every time
    lines += [",".join((name, *(f"{chance.randint(1, 9999) / 100:.2f}" for _ in names))) for name in counties]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    list(casework.receive(case, [path]))
    case.evaluation()
    took = []
    for _ in range(3):
        start = time.perf_counter()
        found = of(case)
        took.append(time.perf_counter() - start)
    print(f"matrix of 200 × 60: {min(took) * 1000:.0f} ms")
    assert found.counted(CellState.RECEIVED) + found.counted(CellState.DOUBTFUL) == 12000
    assert min(took) < 0.3
    adds_up(found)
