"""How a county has reported, as figures that a scheme scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi import casework, project, scheme, verifying
from pingbi.casework import Case
from pingbi.model import SchemeError, Source, State
from pingbi.project.changes import DeadlineSet, Marking, PutAside
from pingbi.scoring import METHODS

SCHEME = """
[scheme]
name = "例"
period = "2022H1"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
{}
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
[[adjustment]]
name = "报送质量"
indicator = "{}"
points_each = -0.5
"""
COUNTS = ("late_days", "returns", "corrections", "mandatory_findings", "chased")
INDICATOR = """
[[indicator]]
id = "{0}"
name = "{0}"
unit = "次"
kind = "count"
reported_by = "office"
count_of = "{0}"
"""
TEXT = SCHEME.format("".join(map(INDICATOR.format, COUNTS)), "returns")
Write = Callable[..., Path]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with project.create(tmp_path / "例.pingbi", TEXT, "张三") as held:
        yield Case(held)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, *lines: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return made


def come(case: Case, *paths: Path) -> None:
    list(casework.receive(case, paths))


def counted(case: Case, county: str) -> dict[str, int | None]:
    found = {name: case.evaluation().figures.value(county, name) for name in COUNTS}
    return {name: int(value) if value is not None else None for name, value in found.items()}


def test_what_happens_to_a_county_is_counted(case: Case, write: Write) -> None:
    assert counted(case, "甲县") | {"mandatory_findings": 0} == dict.fromkeys(COUNTS, 0) | {"late_days": None}
    case.project.record(DeadlineSet("2022-07-08"))
    come(case, write("甲县.csv", "县区,投资", "甲县,三十多"), write("乙县.csv", "县区,投资", "乙县,20"))
    casework.mark(case, "甲县", Marking.RETURNED)
    casework.mark(case, "甲县", Marking.CHASED)
    casework.mark(case, "甲县", Marking.CHASED)
    casework.correct(case, "甲县", "投资", Decimal(31), "漏报一个项目")
    found = counted(case, "甲县")
    late = found.pop("late_days")
    assert late is not None
    assert late > 1000  # it came today
    assert found == {"returns": 1, "corrections": 1, "mandatory_findings": 1, "chased": 2}
    assert counted(case, "乙县") | {"late_days": 0} == dict.fromkeys(COUNTS, 0)


def test_it_is_said_how_it_was_counted(case: Case) -> None:
    step = casework.mark(case, "甲县", Marking.RETURNED)
    figure = case.evaluation().figures.get("甲县", "returns")
    assert figure is not None
    assert figure.source is Source.COUNTED
    assert str(figure.origin) == f"计算值（退回：{step.when[:10]}）"


def test_days_late_are_those_of_the_first_submission_in_use(case: Case, write: Write) -> None:
    case.project.record(DeadlineSet("2022-07-08"))
    come(case, write("甲县.csv", "县区,投资", "甲县,30"))
    first = counted(case, "甲县")["late_days"]
    come(case, write("甲县改.csv", "县区,投资", "甲县,31"))
    assert counted(case, "甲县")["late_days"] == first
    case.project.record(PutAside(2, "报错了"))
    case.project.record(PutAside(3, "报错了"))
    assert counted(case, "甲县")["late_days"] is None


def test_what_was_wrong_in_a_replaced_file_still_counts_and_what_is_explained_does_not(
    case: Case, write: Write
) -> None:
    come(case, write("甲县.csv", "县区,投资", "甲县,三十多"))
    wrong = next(row.id for row in case.evaluation().findings if row.code == "not-a-number")
    before = counted(case, "甲县")["mandatory_findings"]
    come(case, write("甲县改.csv", "县区,投资", "甲县,31"))
    assert wrong not in {row.id for row in case.evaluation().findings}
    assert (before, counted(case, "甲县")["mandatory_findings"]) == (1, 1)
    case.project.undo()
    casework.explain(case, wrong, "台账尚未汇总，三日内补报")
    assert counted(case, "甲县")["mandatory_findings"] == 0


def test_what_the_office_reports_goes_before_what_is_counted(case: Case, write: Write) -> None:
    casework.mark(case, "甲县", Marking.RETURNED)
    come(case, write("退回.csv", "县区,returns", "甲县,3", "乙县,0"))
    figure = case.evaluation().figures.get("甲县", "returns")
    assert figure is not None
    assert (figure.value, figure.source) == (Decimal(3), Source.CITY_TABLE)
    casework.correct(case, "甲县", "returns", Decimal(2), "一次是科室退错")
    assert counted(case, "甲县")["returns"] == 2


def test_who_need_not_report_is_spared_the_count_too(case: Case) -> None:
    casework.mark(case, "乙县", Marking.EXEMPT)
    figure = case.evaluation().figures.get("乙县", "returns")
    assert figure is not None
    assert figure.state is State.EXEMPT


def test_the_count_takes_away_points_and_the_workbook_is_verified(case: Case, write: Write, tmp_path: Path) -> None:
    come(case, write("甲乙.csv", "县区,投资", "甲县,30", "乙县,20"))
    before = {row.county: row.exact for row in case.evaluation().result.totals}
    casework.mark(case, "甲县", Marking.RETURNED)
    casework.mark(case, "甲县", Marking.RETURNED)
    after = {row.county: row.exact for row in case.evaluation().result.totals}
    assert before["甲县"] is not None
    assert after == before | {"甲县": before["甲县"] - 1}
    path = casework.export(case, tmp_path / "排名.xlsx").path
    assert verifying.verify(path).agrees


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('count_of = "late_days"', "不是县区自己报的"),
        ('reported_by = "office"\ncount_of = "late_days"\ncompute = "a * 2"', "count_of 和 compute 只能写一个"),
        ('reported_by = "office"\ncount_of = "late_weeks"', "late_days、returns"),
    ],
)
def test_a_count_that_cannot_be_is_refused(wrong: str, said: str) -> None:
    rows = f'[[indicator]]\nid = "late"\nname = "迟报"\nunit = "天"\nkind = "count"\n{wrong}'
    with pytest.raises(SchemeError, match=said):
        scheme.parse(SCHEME.format(rows, "late"), "例.toml", METHODS)


def test_nobody_is_asked_for_what_is_counted(case: Case) -> None:
    assert {row.indicator for row in case.evaluation().findings if row.code == "missing"} == {None}
