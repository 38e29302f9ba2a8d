"""What a change of points comes from, where the last period is an archive of the project; and trials on a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pingbi import casework, pipeline, project
from pingbi.casework import Case
from pingbi.casework.decisions import decide
from pingbi.casework.earlier import KEPT_BY_OTHERS, Earlier, earlier
from pingbi.cli import main
from pingbi.model import PlaceChanges, State
from pingbi.workbook.references import CHANGES, TRIAL

SCHEME = """
county = [{name = "甲县"}, {name = "乙县"}, {name = "丙县"}]
indicator = [
  {id = "a", name = "投资", unit = "亿元", kind = "level"},
  {id = "g", name = "增速", unit = "%", kind = "yoy", required = false, compute = "GROWTH(a, LAST_YEAR(a))"},
  {id = "s", name = "占年计划", unit = "%", kind = "plan_ratio"},
]
criterion = [
  {id = "k", name = "投资增速", weight = 60, value = "g", method = "minmax", missing = "zero"},
  {id = "t", name = "进度", weight = 40, value = "s", method = "target_ratio", target = "TARGET", exempt = "zero"},
]
target = [{indicator = "s", period = "PERIOD", value = 50}]
[scheme]
name = "例"
period = "PERIOD"
"""
HEADS = "县区,投资,上年同期投资,占年计划"
THEN = {"甲县": "9,7,50", "乙县": "12,11,40", "丙县": "3,3,—"}
Held = Callable[..., Case]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    """`held("2021H2", 甲县="9,7,50", …)`: a new project with one table; `scheme` is another text."""
    opened = []

    def made(period: str, scheme: str = SCHEME, **rows: str) -> Case:
        text = scheme.replace("PERIOD", period)
        case = Case(project.create(tmp_path / f"{period}.pingbi", text, "张三"))
        opened.append(case)
        path = tmp_path / f"{period}.csv"
        path.write_text("\n".join([HEADS, *(f"{county},{row}" for county, row in rows.items())]), encoding="utf-8")
        assert all(row.submission is not None for row in casework.receive(case, [path]))
        return case

    yield made
    for case in opened:
        case.project.close()


def changes_of(case: Case) -> PlaceChanges:
    found = pipeline.changes(case.evaluation())
    assert found is not None
    return found


def split(found: PlaceChanges, county: str) -> tuple[object, object, object]:
    row = next(row for row in found.rows if row.county == county)
    return row.own, row.others, row.rules


def bring(case: Case, other: Case) -> None:
    assert not isinstance(casework.bring_project(case, other.project.path), project.Merged)


@pytest.mark.parametrize("by", ["project", "workbook"])
def test_an_archive_says_what_a_change_comes_from(held: Held, tmp_path: Path, by: str) -> None:
    """Growth is computed from what was reported then, to the last digit: with the same rules nothing is their doing."""
    now, before = held("2022H1", **{**THEN, "甲县": "10,7,50"}), held("2021H2", **THEN)
    if by == "project":
        bring(now, before)
    else:
        casework.archive_results(now, casework.export(before, tmp_path / "上期.xlsx").path)
    found = changes_of(now)
    assert [(row.place_then, row.total_then is not None) for row in found.rows] == [(1, True), (2, True), (3, True)]
    assert split(found, "甲县") == (0, 0, 0)  # the fastest still
    own, others, rules = split(found, "乙县")
    assert (own, rules) == (0, 0)
    assert isinstance(others, Decimal)
    assert others < 0  # the fastest has got faster
    assert split(found, "丙县") == (0, 0, 0)  # 免报 then as now
    assert found.untold == found.mark == ""


def test_other_weights_of_now_are_a_change_of_rules(held: Held) -> None:
    now = held("2022H1", SCHEME.replace("weight = 60", "weight = 30"), **THEN)
    bring(now, held("2021H2", **THEN))
    assert split(changes_of(now), "甲县") == (0, 0, -30)


def test_points_that_a_meeting_decided_are_no_figures_of_the_county(held: Held) -> None:
    now, before = held("2022H1", **THEN), held("2021H2", **THEN)
    decide(before, "甲县", Decimal(3), "表彰", added=True)
    bring(now, before)
    assert split(changes_of(now), "甲县") == (0, 0, -3)
    decide(now, "甲县", Decimal(5), "表彰", added=True)
    assert split(changes_of(now), "甲县") == (0, 0, 2)


def test_an_archive_of_results_alone_is_compared_and_says_why_it_is_not_split(held: Held) -> None:
    now, before = held("2022H1", **THEN), held("2021H2", **THEN)
    bring(now, before)
    (kept,) = now.archives()
    assert kept.content.exempt == (("丙县", "s"),)
    bare = replace(kept.content, reported=(), exempt=(), groups=())
    previous = earlier([Earlier(kept.name, kept.period, kept.when, bare)], now.scheme)
    assert previous is not None
    assert (previous.basis, previous.untold) == (None, KEPT_BY_OTHERS)
    whole = now.before(now.project.state)
    assert whole is not None
    assert whole.basis is not None
    states = [row.state for row in whole.basis.figures.chosen.values() if row.county == "丙县" and row.indicator == "s"]
    assert State.EXEMPT in states


def test_the_exported_workbook_has_the_sheet(held: Held, tmp_path: Path) -> None:
    now = held("2022H1", **THEN)
    alone = casework.export(now, tmp_path / "一.xlsx")
    assert CHANGES not in load_workbook(alone.path).sheetnames
    bring(now, held("2021H2", **THEN))
    made = casework.export(now, tmp_path / "二.xlsx")
    sheet = load_workbook(made.path, data_only=True)[CHANGES]
    assert sheet["A3"].value == "本期：2022年上半年　上期：2021年下半年"
    assert [[cell.value for cell in row] for row in sheet["C6:K6"]] == [[1, 1, 0, 100, 100, 0, 0, 0, 0]]


# What if.


def test_a_trial_stands_over_corrections_and_leaves_no_trace(
    held: Held, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = held("2022H1", **THEN)
    casework.correct(case, "乙县", "占年计划", Decimal(30), "漏报")
    path, steps = case.project.path, case.project.steps
    case.project.close()
    before = path.read_bytes()
    target = tmp_path / "试算.xlsx"
    given = ("--set", "乙县.占年计划=50", "--weight", "投资增速=20")
    assert main(["evaluate", "--project", str(path), "-o", str(target), *given]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "试算，不是正式结果",
        "试算改动：乙县的占年计划由30%改为50%",
        "试算改动：投资增速的权重由60改为20",
    ]
    assert lines[3:6] == ["县区\t名次 实际→试算\t得分 实际→试算", "乙县\t2→2\t43.09→46.36", "其余2个县区名次不变"]
    assert path.read_bytes() == before
    with project.open(path, "李四", read_only=True) as again:
        assert again.steps == steps
    sheet = load_workbook(target, data_only=True)[TRIAL]
    assert [[cell.value for cell in row] for row in sheet["B7:H7"]] == [["乙　县", 2, 2, 0, 43.09, 46.36, 3.27]]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        pytest.param((), "只用于试算：请写 --set 或 --weight", id="nothing is tried"),
        pytest.param(("--set", "丁县.投资=1"), "没有县区“丁县”", id="no such county"),
        pytest.param(("--weight", "产值=1"), "没有评比项“产值”", id="no such criterion"),
        pytest.param(
            ("材料.csv", "--set", "甲县.投资=1"), "材料、上期、方案和时期都以项目里的为准", id="files beside it"
        ),
    ],
)
def test_what_cannot_be_tried_is_told_in_a_line(
    held: Held, capsys: pytest.CaptureFixture[str], tmp_path: Path, more: tuple[str, ...], why: str
) -> None:
    case = held("2022H1", **THEN)
    case.project.close()
    target = tmp_path / "试算.xlsx"
    assert main(["evaluate", "--project", str(case.project.path), "-o", str(target), *more]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert why in said.err
    assert not target.exists()


def test_points_that_were_decided_stay_as_decided_in_a_trial(held: Held) -> None:
    case = held("2022H1", **THEN)
    decide(case, "乙县", Decimal(90), "认定")
    real = case.evaluation()
    trial = pipeline.trial_of(case.scheme, ["乙县.占年计划=50"], [])
    assert trial is not None
    done = casework.tried(case, real, trial)
    totals = [next(row.shown for row in result.totals if row.county == "乙县") for result in (real.result, done.result)]
    assert totals == [90, 90]
    assert done.real is real
