"""What is written to those who have not sent everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.cli import main
from pingbi.project.changes import DeadlineSet, Marking

NOW = datetime(2022, 7, 11, 9, tzinfo=UTC)
Send = Callable[..., None]
LEDGER = """
[[ledger]]
id = "projects"
name = "项目"
key = "项目名称"
columns = ["项目名称", "完成投资"]
[[indicator]]
id = "count"
name = "项目数"
unit = "个"
kind = "count"
ledger = "projects"
aggregate = "count"
"""


def test_the_reminder_says_to_each_what_it_owes_and_to_whom_it_is_to_be_sent(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,")
    send("乙县.csv", "乙县,二十多,6")
    casework.mark(case, "乙县", Marking.RETURNED)
    assert casework.reminder_text(case, NOW).splitlines() == [
        "【催报】2022年上半年例材料报送期限为2022年7月8日，已逾期3天。下列单位尚未报齐，请抓紧报送：",
        "1.甲县：尚缺税收。",
        "2.乙县：退回后尚未重报（强制性问题1条）。",
        "3.丙县：尚未报送材料。",
        "联系人：李工，电话：123",
        "某市工业和信息化局",
    ]


def test_nobody_is_reminded_who_owes_nothing(case: Case, send: Send) -> None:
    send("全部.csv", "甲县,30,5", "乙县,20,6", "丙县,10,7")
    assert casework.reminders(case, NOW) == ()
    assert casework.reminder_text(case, NOW) == ""


def test_one_county_is_told_what_it_was_sent_back_for(case: Case, send: Send) -> None:
    send("乙县.csv", "乙县,二十多,6")
    casework.mark(case, "乙县", Marking.RETURNED)
    texts = {row.county: row.text.splitlines() for row in casework.reminders(case, NOW)}
    (slip,) = (row for row in case.evaluation().findings if row.code == "not-a-number")
    until = "2022年上半年例材料报送期限为2022年7月8日，已逾期3天。"
    assert texts["乙县"] == [
        f"【催报】乙县：{until}你单位退回后尚未重报（强制性问题1条），请抓紧报送。",
        f"1.{slip}",
        "联系人：李工，电话：123",
        "某市工业和信息化局",
    ]
    assert texts["甲县"][0] == f"【催报】甲县：{until}你单位尚未报送材料，请抓紧报送。"


def test_what_is_explained_or_approved_is_not_asked_for(case: Case, send: Send) -> None:
    send("甲县.csv", "甲县,30,")
    send("乙县.csv", "乙县,20,")
    send("丙县.csv", "丙县,20,7")
    assert [row.owes for row in casework.reminders(case, NOW)] == ["尚缺税收", "尚缺税收"]
    (lack,) = (row.id for row in case.evaluation().findings if row.code == "missing" and row.county == "甲县")
    casework.explain(case, lack, "税务部门七月二十日才出数")
    casework.mark(case, "乙县", Marking.APPROVED)
    assert casework.reminders(case, NOW) == ()


def test_before_the_deadline_nobody_is_late(case: Case) -> None:
    case.project.record(DeadlineSet("2022-07-15 18:00"))
    assert casework.reminder_text(case, NOW).splitlines()[0] == (
        "【催报】2022年上半年例材料报送期限为2022年7月15日18:00，请按时报送。下列单位尚未报齐，请抓紧报送："
    )


def test_a_ledger_that_is_not_there_is_asked_for_by_its_name(case: Case, tmp_path: Path) -> None:
    text = case.project.scheme_text() + LEDGER
    table = tmp_path / "甲县.csv"
    table.write_text("县区,投资,税收\n甲县,30,5\n", encoding="utf-8")
    with project.create(tmp_path / "台账.pingbi", text, "张三") as held:
        other = Case(held)
        list(casework.receive(other, [table]))
        assert casework.reminders(other, NOW)[0][:2] == ("甲县", "尚缺台账“项目”")


def test_the_command_prints_the_message_alone(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    path = case.project.path
    case.project.close()
    assert main(["status", "--project", str(path), "--remind"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("【催报】")
    assert lines[1:4] == ["1.甲县：尚未报送材料。", "2.乙县：尚未报送材料。", "3.丙县：尚未报送材料。"]
