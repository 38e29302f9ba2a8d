"""Who has submitted and who has not, and what is written to those who have not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pingbi import casework, project
from pingbi.casework import Case, Stage
from pingbi.casework.status import days_late
from pingbi.cli import main
from pingbi.model import Level
from pingbi.project import project as stamps
from pingbi.project.changes import DeadlineSet, Marking, PutAside

NOW = datetime(2022, 7, 11, 9, tzinfo=UTC)
Send = Callable[..., None]


def stages(case: Case) -> list[Stage]:
    return [row.stage for row in casework.status(case, NOW).counties]


def test_a_county_is_missing_until_a_file_of_its_own_or_a_table_with_its_figures_comes(case: Case, send: Send) -> None:
    assert stages(case) == [Stage.MISSING] * 3
    send("甲县.csv", "甲县,30,5")
    assert stages(case) == [Stage.REPORTED, Stage.MISSING, Stage.MISSING]
    send("两县.csv", "甲县,30,5", "乙县,20,6")
    assert stages(case) == [Stage.REPORTED, Stage.REPORTED, Stage.MISSING]
    assert [row.versions for row in casework.status(case, NOW).counties] == [1, 1, 0]
    case.project.record(PutAside(1, "报错了"))
    case.project.record(PutAside(2, "报错了"))
    assert stages(case) == [Stage.MISSING] * 3


def test_what_was_sent_back_and_came_again_is_reported_again_and_approved_anew(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,5")
    casework.mark(case, "甲县", Marking.RETURNED)
    assert stages(case)[0] is Stage.RETURNED
    send("甲县改.csv", "甲县,31,5")
    assert stages(case)[0] is Stage.AGAIN
    casework.mark(case, "甲县", Marking.APPROVED)
    assert stages(case)[0] is Stage.APPROVED
    send("甲县再改.csv", "甲县,32,5")
    assert stages(case)[0] is Stage.AGAIN
    row = casework.status(case, NOW).counties[0]
    assert (row.versions, row.returned, row.file) == (3, 1, "甲县再改.csv")


def test_what_was_done_in_another_file_counts_by_when_it_was_done(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "李四.pingbi"
    shutil.copyfile(case.project.path, path)
    table = tmp_path / "甲县.csv"
    with project.open(path, "李四") as theirs:
        other = Case(theirs)
        for minute, value in enumerate((30, 31, 32)):
            monkeypatch.setattr(stamps, "now", lambda at=minute: f"2022-07-06T09:{at:02}:00+08:00")
            table.write_text(f"县区,投资,税收\n甲县,{value},5\n", encoding="utf-8")
            list(casework.receive(other, [table]))
            if minute < 2:
                monkeypatch.setattr(stamps, "now", lambda at=minute: f"2022-07-06T09:{at:02}:30+08:00")
                casework.mark(other, "甲县", Marking.RETURNED)
    casework.bring_project(case, path)
    assert stages(case) == [Stage.AGAIN, Stage.MISSING, Stage.MISSING]
    assert casework.told(case, case.project.state).open_matters == ()
    row = casework.status(case, NOW).counties[0]
    assert (row.first, row.last) == ("2022-07-06T09:00:00+08:00", "2022-07-06T09:02:00+08:00")
    monkeypatch.setattr(stamps, "now", lambda: "2022-07-06T09:03:00+08:00")
    casework.mark(case, "甲县", Marking.RETURNED)
    assert casework.told(case, case.project.state).open_matters == ("退回后未重报1个（甲县）",)
    assert stages(case)[0] is Stage.RETURNED


def test_who_need_not_report_is_not_due(case: Case) -> None:
    casework.mark(case, "丙县", Marking.EXEMPT)
    casework.mark(case, "乙县", Marking.EXEMPT, "税收")  # one indicator alone
    found = casework.status(case, NOW)
    assert (found.due, found.having(Stage.EXEMPT)) == (2, ("丙县",))
    assert [row.late_days for row in found.counties] == [3, 3, 0]


@pytest.mark.parametrize(
    ("deadline", "when", "days"),
    [
        ("2022-07-08", "2022-07-08 23:59:00", 0),
        ("2022-07-08", "2022-07-09 00:01:00", 1),
        ("2022-07-08", "2022-07-10 00:00:01", 2),
        ("2022-07-08 18:00", "2022-07-08 18:00:00", 0),
        ("2022-07-08 18:00", "2022-07-08 18:01:00", 1),
        ("2022-07-08 18:00", "2022-07-09 18:01:00", 2),
        ("", "2030-01-01 00:00:00", 0),
    ],
)
def test_a_day_that_has_begun_is_a_day_late(deadline: str, when: str, days: int) -> None:
    assert days_late(deadline, datetime.fromisoformat(when)) == days


def test_the_project_may_have_a_deadline_of_its_own(case: Case) -> None:
    case.project.record(DeadlineSet("2022-07-10"))
    found = casework.status(case, NOW)
    assert (found.deadline, found.counties[0].late_days) == ("2022-07-10", 1)


def test_open_findings_are_counted_until_they_are_explained(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,三十多,5")
    assert casework.status(case, NOW).counties[0].count(Level.MANDATORY) == 1
    (finding,) = (row.id for row in case.evaluation().findings if row.code == "not-a-number")
    casework.explain(case, finding, "台账尚未汇总，三日内补报")
    assert casework.status(case, NOW).counties[0].count(Level.MANDATORY) == 0


def test_the_command_prints_a_table_and_json(case: Case, send: Send, capsys: pytest.CaptureFixture[str]) -> None:
    send("甲县.csv", "甲县,30,5")
    path = case.project.path
    case.project.close()
    assert main(["status", "--project", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:4] == ["县区", "状态", "版次", "收到"]
    assert lines[1].split()[:3] == ["甲县", "已报", "1"]
    assert lines[-1] == "应报3个，已报1个；缺报2个（乙县、丙县）；期限 2022-07-08"
    assert main(["status", "--project", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["stage"] for row in found["counties"]] == ["reported", "missing", "missing"]
    assert found["due"] == 3
    assert found["totals"] == {
        "missing": 2,
        "reported": 1,
        "returned": 0,
        "reported_again": 0,
        "approved": 0,
        "exempt": 0,
    }
    assert "丙县：尚未报送材料" in found["reminder"]
    assert list(found["reminders"]) == ["乙县", "丙县"]
    assert main(["deadline", "--project", str(path), "七月八日"]) == 2
    assert "无法识别" in capsys.readouterr().err


def test_columns_stand_under_their_heads_where_chinese_takes_two_places(
    case: Case, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("甲县.csv", "甲县,30,5")
    casework.mark(case, "甲县", Marking.APPROVED)
    path = case.project.path
    case.project.close()
    main(["status", "--project", str(path)])
    head, first, second, *_ = capsys.readouterr().out.splitlines()
    at = wide(head[: head.index("版次")])
    assert wide(first[: first.index("1")]) == at  # behind 审核通过
    assert wide(head[: head.index("材料")]) == wide(first[: first.index("甲县.csv")])
    assert second.split()[:2] == ["乙县", "缺报"]


def wide(text: str) -> int:
    return len(text.encode("gbk"))
