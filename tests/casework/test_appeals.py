"""复核申请 and 未决事项: what is asked, what is answered, what is still to be settled, and where one reads of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.casework.appeals import Review, answer, appeal, review, reviews
from pingbi.casework.exporting import matters
from pingbi.cli import main
from pingbi.model import PingbiError, Total
from pingbi.project.changes import Marking

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
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
"""
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("甲县.csv", "甲县,30")`: a table of investment."""

    def made(name: str, *rows: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(["县区,投资", *rows]) + "\n", encoding="utf-8")
        return path

    return made


@pytest.fixture
def case(tmp_path: Path, write: Write) -> Iterator[Case]:
    with project.create(tmp_path / "例.pingbi", SCHEME, "张三") as held:
        found = Case(held)
        list(casework.receive(found, [write("甲县.csv", "甲县,30"), write("乙县.csv", "乙县,20")]))
        yield found


def standing(total: Total | None) -> tuple[object, object] | None:
    return None if total is None else (total.shown, total.place)


def only(case: Case) -> Review:
    (row,) = reviews(case)
    return row


def notes(path: Path, sheet: str) -> str:
    rows = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows()
    return "\n".join(str(cell.value) for row in rows for cell in row if cell.value is not None)


def test_the_difference_is_between_the_last_export_before_the_appeal_and_now(case: Case, tmp_path: Path) -> None:
    casework.export(case, tmp_path / "一.xlsx")
    casework.correct(case, "乙县", "投资", Decimal(25), "补报")
    casework.export(case, tmp_path / "二.xlsx")
    step = appeal(case, "乙县", "技改项目漏统", "投资")
    casework.correct(case, "乙县", "投资", Decimal(31), "核实漏统一个项目")
    casework.export(case, tmp_path / "三.xlsx")
    answer(case, step.number, "情况属实，已更正", upheld=True)
    row = only(case)
    assert row.export is not None
    assert row.export.number == 2
    assert standing(row.before) == (Decimal(50), 2)
    assert standing(row.after) == (Decimal(100), 1)
    assert row.differs
    assert (row.appeal.answer, row.appeal.upheld) == ("情况属实，已更正", True)


def test_an_appeal_that_is_rejected_leaves_points_and_places(case: Case, tmp_path: Path) -> None:
    casework.export(case, tmp_path / "一.xlsx")
    step = appeal(case, "乙县", "名次有误")
    answer(case, step.number, "按统计口径，不予调整", upheld=False)
    row = only(case)
    assert not row.differs
    assert standing(row.before) == standing(row.after) == (Decimal(50), 2)


def test_before_any_export_there_is_nothing_to_compare_with(case: Case) -> None:
    appeal(case, "乙县", "名次有误")
    row = only(case)
    assert (row.export, row.before) == (None, None)
    assert review(case, row.appeal) == row


def test_only_an_appeal_can_be_answered_and_only_about_what_is_there(case: Case) -> None:
    step = appeal(case, "乙县", "名次有误")
    with pytest.raises(PingbiError, match=f"第1步不是复核申请；复核申请有：第{step.number}步（乙县）"):
        answer(case, 1, "不予调整", upheld=False)
    with pytest.raises(PingbiError, match="请写明复核的答复"):
        answer(case, step.number, " ", upheld=False)
    with pytest.raises(PingbiError, match="没有评比项“税收”"):
        appeal(case, "乙县", "名次有误", "税收")
    with pytest.raises(PingbiError, match="没有县区"):
        appeal(case, "全市", "名次有误")


def test_after_the_final_version_an_appeal_is_recorded_and_answered(case: Case, tmp_path: Path) -> None:
    casework.export(case, tmp_path / "定稿.xlsx", final=True)
    step = appeal(case, "乙县", "名次有误")
    answer(case, step.number, "按统计口径，不予调整", upheld=False)
    row = only(case)
    assert row.export is not None
    assert row.export.draft == 0


def test_until_it_is_answered_a_draft_says_that_it_is_open(case: Case, tmp_path: Path) -> None:
    step = appeal(case, "乙县", "名次有误")
    first = casework.export(case, tmp_path / "一.xlsx").path
    for sheet in ("综合排名", "计分办法"):
        assert "复核申请未答复1件（乙县）" in notes(first, sheet)
    answer(case, step.number, "按统计口径，不予调整", upheld=False)
    second = casework.export(case, tmp_path / "二.xlsx").path
    assert "复核申请" not in notes(second, "综合排名") + notes(second, "计分办法")


def test_the_final_ranking_has_no_open_matters_beside_it_and_the_rules_keep_them(case: Case, tmp_path: Path) -> None:
    appeal(case, "乙县", "名次有误")
    path = casework.export(case, tmp_path / "定稿.xlsx", final=True).path
    assert "未决事项" not in notes(path, "综合排名")
    assert "复核申请未答复1件（乙县）" in notes(path, "计分办法")


def test_a_county_sent_back_is_open_until_it_submits_again(case: Case, write: Write) -> None:
    casework.mark(case, "甲县", Marking.RETURNED)
    assert matters(case, case.project.state).returned == ("甲县",)
    assert matters(case, case.project.state).lines == ("退回后未重报1个（甲县）",)
    list(casework.receive(case, [write("甲县改.csv", "甲县,33")]))
    assert matters(case, case.project.state).returned == ()


def test_a_county_approved_after_all_is_open_no_more(case: Case) -> None:
    casework.mark(case, "甲县", Marking.RETURNED)
    casework.mark(case, "甲县", Marking.APPROVED)
    assert matters(case, case.project.state).returned == ()


def test_a_mandatory_finding_is_open_until_it_is_explained_or_corrected(case: Case, write: Write) -> None:
    list(casework.receive(case, [write("甲县改.csv", "甲县,三十多")]))
    found = matters(case, case.project.state).mandatory
    assert [row.code for row in found] == ["not-a-number"]
    casework.explain(case, found[0].id, "台账尚未汇总，三日内补报")
    assert matters(case, case.project.state).mandatory == ()
    case.project.undo()
    casework.correct(case, "甲县", "投资", Decimal(33), "电话核实")
    assert matters(case, case.project.state).mandatory == ()


def test_a_name_to_learn_is_an_offer_until_it_is_taken_or_refused(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "丙.csv"
    path.write_text("县区,投资,工业固投额\n甲县,30,3\n", encoding="utf-8")
    list(casework.receive(case, [path]))
    (offer,) = matters(case, case.project.state).offers
    assert offer.to_learn == "工业固投额"
    casework.refuse(case, offer.id)
    assert matters(case, case.project.state).offers == ()


def test_the_commands_list_appeals_with_their_answers_and_what_has_changed(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    casework.export(case, tmp_path / "一.xlsx")
    path = str(case.project.path)
    case.project.close()

    def said(*words: str) -> tuple[int, str, str]:
        code = main([words[0], "--project", path, "--by", "李四", *words[1:]])
        found = capsys.readouterr()
        return code, found.out, found.err

    assert said("appeals") == (0, "", "没有复核申请\n")
    assert said("appeal", "乙县", "漏统一个项目", "--criterion", "投资")[1] == "第4步：乙县申请复核投资：漏统一个项目\n"
    assert "未答复" in said("appeals")[1]
    said("correct", "乙县", "投资", "31", "--reason", "核实漏统")
    out = said("answer", "4", "情况属实", "--upheld")[1]
    assert "乙县：第1号导出 50.00分第2名 → 现在 100.00分第1名" in out
    out = said("appeals")[1]
    assert "乙县的投资：漏统一个项目" in out
    assert "答复（成立，李四）：情况属实" in out


def test_an_answer_says_whether_the_county_was_right(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["answer", "--project", str(case.project.path), "3", "情况属实"])
    assert capsys.readouterr().err.startswith("还要写明 --upheld --rejected 中的一个")


def test_the_final_version_is_made_after_the_open_matters_are_said(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    appeal(case, "乙县", "名次有误")
    path = case.project.path
    case.project.close()
    assert main(["export", "--project", str(path), "-o", str(tmp_path / "定稿.xlsx"), "--final"]) == 0
    assert capsys.readouterr().err.splitlines()[0] == "未决事项：复核申请未答复1件（乙县）"
    with project.open(path, "张三", read_only=True) as held:
        assert held.state.final is not None
