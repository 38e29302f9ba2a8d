"""What each change does to the state, how it is worded, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi import model, project
from pingbi.model import PingbiError
from pingbi.project import changes
from pingbi.project.change import Change

Receive = Callable[..., project.Step]
PHONE = changes.How.PHONE

EMPTY = [
    "",
    "核实无误",
    "核实无误。",
    " 已 核 实 ，无 误！",
    "经核实，数据无误",
    "经甲县核实，上报数据准确无误。",
    "市工信局已复核，情况属实",
    "数据真实、准确",
    "确认无误，请予以通过，谢谢！",
    "没有问题",
    "是的",
    "ＯＫ",
    "……",
]
FULL = [
    "停产",
    "核实无误，去年同期有一次性补贴",
    "企业停产检修两个月，数据属实",
    "去年县里统计口径不同",
    "数据来自统计局",
    "新增规上企业3家",
    "2021年6月有一次性投资2.3亿元",
]


@pytest.mark.parametrize("text", EMPTY)
def test_words_that_only_affirm_are_no_explanation(made: Path, text: str) -> None:
    with project.open(made, "张三") as held:
        with pytest.raises(PingbiError, match="没有写出原因"):
            held.record(changes.Explained("3f2a", text, "甲县"))
        assert held.history() == ()


@pytest.mark.parametrize("text", FULL)
def test_a_reason_is_an_explanation(made: Path, text: str) -> None:
    with project.open(made, "张三") as held:
        held.record(changes.Explained("3f2a", text, "甲县"))
        assert [(row.finding, row.text) for row in held.state.explanations] == [("3f2a", text)]


LINES = [
    (changes.Corrected("甲县", "done", Decimal("30.850"), "漏报\n一个项目", PHONE, reported="30.58"),
     "核定甲县的完成投资：30.58 改为 30.850（电话，漏报 一个项目）"),
    (changes.Corrected("甲县", "done", None, "口径不符", role=model.Role.LAST_YEAR),
     "核定甲县的上年同期完成投资：不采用（书面，口径不符）"),
    (changes.Decided("甲县", "growth", Decimal(18), "市长办公会"), "会议研究决定：甲县的增速得分定为 18（市长办公会）"),
    (changes.Decided("甲县", "", Decimal("-0.5"), "市长办公会", added=True),
     "会议研究决定：甲县的综合得分减 0.5（市长办公会）"),
    (changes.Explained("3f2a", "去年有补贴", "甲县", "完成投资为0"), "说明“完成投资为0”：去年有补贴"),
    (changes.Accepted("9a", "done", message="固投30亿元"), "采纳“固投30亿元”作为完成投资"),
    (changes.Accepted("9a", ""), "不采纳“9a”"),
    (changes.Learnt("固投", "done"), "记住“固投”就是完成投资"),
    (changes.Marked("甲县", changes.Marking.EXEMPT, "done", "无此业务"), "标记甲县的完成投资：免报（无此业务）"),
    (changes.DeadlineSet("2022-07-10 18:00"), "报送截止日期定为 2022-07-10 18:00"),
    (changes.DeadlineSet(""), "取消报送截止日期"),
    (changes.Archived("2021下半年.pingbi", "", "2021H2", "定稿，第3号导出"),
     "存入2021年下半年的结果：2021下半年.pingbi（定稿，第3号导出）"),
    (changes.Archived("名次.xlsx", "", "2021Q4"), "存入2021年四季度的结果：名次.xlsx"),
    (changes.Appealed("甲县", "少算一个项目", "growth"), "甲县申请复核增速：少算一个项目"),
    (changes.Finalised(3, "会后付印"), "定稿（强制性问题尚有3条；会后付印）"),
    (changes.Finalised(0), "定稿（没有未处理的强制性问题）"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line"), LINES, ids=[line for _, line in LINES])
def test_a_change_is_one_line_of_history(made: Path, change: Change, line: str) -> None:
    with project.open(made, "张三") as held:
        assert held.record(change).line == line
        assert held.history()[-1].by == "张三"


REFUSED = [
    (changes.Corrected("甲县", "done", Decimal(1), " "), "请写明更正的原因"),
    (changes.Corrected("甲县", "done", Decimal("NaN"), "因"), "核定数应是一个数"),
    (changes.Decided("甲县", "growth", Decimal(1), ""), "请写明会议研究决定的依据"),
    (changes.Took(7), "没有编号为7的报送材料"),
    (changes.PutAside(7, "旧"), "没有编号为7的报送材料"),
    (changes.Withdrawn(changes.Matter.CORRECTION, 7), "没有第7步的更正"),
    (changes.DeadlineSet("七月十日"), "截止日期“七月十日”无法识别，可写作 2022-07-10 或 2022-07-10 18:00"),
    (changes.Answered(7, "不成立", upheld=False), "没有编号为7的复核申请"),
    (changes.Reopened("改"), "还没有定稿，不用取消"),
    (changes.Learnt(" ", "done"), "别名不能为空"),
    (changes.Archived("a.xlsx", "", "去年"), "时期“去年”无法识别，可写作 2021H2、2021Q4、2021M12 或 2021"),
    (changes.Withdrawn(changes.Matter.ARCHIVE, 7), "没有第7步的存档"),
]


@pytest.mark.parametrize(("change", "line"), REFUSED, ids=[line for _, line in REFUSED])
def test_what_cannot_be_done_is_one_line_and_changes_nothing(made: Path, change: Change, line: str) -> None:
    data = made.read_bytes()
    with project.open(made, "张三") as held:
        with pytest.raises(PingbiError) as refused:
            held.record(change)
        assert str(refused.value) == line
        with pytest.raises(PingbiError, match="没有可以撤销的改动"):
            held.undo()
        with pytest.raises(PingbiError, match="没有可以重做的改动"):
            held.redo()
    assert made.read_bytes() == data


def test_versions_of_a_county_are_taken_and_put_aside(made: Path, receive: Receive) -> None:
    with project.open(made, "张三") as held:
        receive(held, 1)
        assert receive(held, 2, taken=False).line == "收到甲县的甲县2.xlsx（第2版），暂不采用"
        receive(held, 3, "乙县")
        held.record(changes.Took(2))
        held.record(changes.PutAside(1, "已有第2版"))
        assert [row.number for row in held.state.versions("甲县")] == [1, 2]
        assert [row.number for row in held.state.taken] == [2, 3]
        assert list(held.readings()) == [2, 3]
        old = held.state.versions("甲县")[0]
        assert old.reason == "已有第2版"
        reading = held.reading(old)  # the older stays reachable
        assert reading is not None
        assert [(row.value, row.order, row.read_at) for row in reading.figures] == [
            (Decimal("1.50"), 1, "2022-07-01T09:00:00+08:00")
        ]
        with pytest.raises(PingbiError, match="已是不采用"):
            held.record(changes.PutAside(1, "再一次"))


def test_the_same_file_twice_is_refused_and_its_bytes_under_another_name_are_kept_once(
    made: Path, receive: Receive
) -> None:
    with project.open(made, "张三") as held:
        receive(held, 1)
        with pytest.raises(PingbiError, match=r"甲县1\.xlsx 已经收过（第1步），内容完全相同"):
            receive(held, 1)
        row = held.state.submissions[0]
        held.record(changes.Received("另名.xlsx", row.sha, row.size, ("甲县",)))
        assert [item.sha for item in held.state.submissions] == [row.sha, row.sha]


def test_no_change_refers_to_bytes_that_are_not_in_the_file(made: Path) -> None:
    with project.open(made, "张三") as held:
        with pytest.raises(PingbiError, match="没有摘要为 abababab 的原件"):
            held.record(changes.Received("a.xlsx", "ab" * 32, 3, ("甲县",)), contents=(b"other",))
        assert held.history() == ()


def test_the_latest_correction_of_a_figure_holds_and_can_be_withdrawn(made: Path) -> None:
    with project.open(made, "张三") as held:
        held.record(changes.Corrected("甲县", "done", Decimal(1), "一"))
        held.record(changes.Corrected("甲县", "done", Decimal(9), "另", role=model.Role.TARGET))
        step = held.record(changes.Corrected("甲县", "done", Decimal(2), "二"))
        assert {(row.role, row.value) for row in held.state.corrections} == {
            (model.Role.NOW, Decimal(2)),
            (model.Role.TARGET, Decimal(9)),
        }
        held.record(changes.Withdrawn(changes.Matter.CORRECTION, step.number, county="甲县"))
        assert [row.value for row in held.state.corrections] == [9]


def test_of_a_period_the_latest_archive_holds_however_its_months_are_written(made: Path) -> None:
    with project.open(made, "张三") as held:
        older, newer, other = (project.digest(held.content(held.store(data))) for data in (b"1", b"2", b"3"))
        held.record(changes.Archived("初.xlsx", older, "2021H2"))
        held.record(changes.Archived("去年.xlsx", other, "2021H1"))
        with pytest.raises(PingbiError, match="2021年下半年的结果已经存入（第1步），内容完全相同"):
            held.record(changes.Archived("又.xlsx", older, "2021M07-12"))
        step = held.record(changes.Archived("定.xlsx", newer, "2021M07-12", "定稿"))
        assert step.line == "重新存入2021年7—12月的结果：定.xlsx（定稿）"
        assert [row.name for row in held.state.archives] == ["去年.xlsx", "定.xlsx"]
        assert held.content(held.state.archives[1].sha) == b"2"
        held.record(changes.Withdrawn(changes.Matter.ARCHIVE, step.number))
        assert [row.name for row in held.state.archives] == ["去年.xlsx"]
        held.undo()
        held.undo()
        assert [row.name for row in held.state.archives] == ["初.xlsx", "去年.xlsx"]


def test_being_sent_back_twice_counts_twice(made: Path) -> None:
    with project.open(made, "张三") as held:
        for _ in range(2):
            held.record(changes.Marked("甲县", changes.Marking.RETURNED))
        assert [row.marking.word for row in held.state.marks] == ["退回", "退回"]


def test_an_appeal_is_answered_and_a_final_version_is_reopened_for_a_reason(made: Path) -> None:
    with project.open(made, "张三") as held:
        number = held.record(changes.Appealed("甲县", "少算一个项目")).number
        held.record(changes.Finalised(2))
        with pytest.raises(PingbiError, match="已经定稿"):
            held.record(changes.Finalised(0))
        with pytest.raises(PingbiError, match="请写明取消定稿的原因"):
            held.record(changes.Reopened(""))
        held.record(changes.Reopened("甲县复核成立"))
        held.record(changes.Answered(number, "补算", upheld=True, county="甲县"))
        (appeal,) = held.state.appeals
        assert (appeal.answer, appeal.upheld, appeal.answered_by, held.state.final) == ("补算", True, "张三", None)


def test_other_rules_need_other_readings(made: Path, receive: Receive, scheme_text: str) -> None:
    with project.open(made, "张三") as held:
        receive(held, 1)
        rules = held.state.rules
        held.record(changes.Learnt("固投", "done"))
        assert held.state.rules != rules
        assert dict(held.readings()) == {}
        held.undo()
        assert list(held.readings()) == [1]
        text = scheme_text.replace("完成投资", "固定资产投资").encode()
        held.record(changes.SchemeChanged(project.digest(text), "改名"), contents=(text,))
        assert held.names["done"] == "固定资产投资"
        assert held.reading(held.state.submissions[0], held.state.rules) is None
        assert held.reading(held.state.submissions[0], rules) is not None
        held.undo()
        assert held.names["done"] == "完成投资"


def test_a_reading_by_a_newer_program_stands_before_the_older(made: Path, receive: Receive) -> None:
    with project.open(made, "张三") as held:
        receive(held, 1)
        older = held.readings()[1]
        held.keep(replace(older, program="1.0", figures=()))
        assert held.readings()[1].program == "1.0"
        assert len(held.history()) == 1


def test_an_export_can_be_made_again_whatever_was_done_since(made: Path, receive: Receive) -> None:
    with project.open(made, "张三") as held:
        receive(held, 1)
        held.record(changes.Corrected("甲县", "done", Decimal("1.5"), "漏报"))
        then, figures = held.state, held.readings()[1].figures
        export = held.next_export("排名.xlsx", program="0.9", digest="0a1b2c3d")
        full = replace(export, figures=figures, result=model.Result((), ()), when="2022-07-12T08:00:00+08:00")
        assert held.record_export(full).line == "导出排名.xlsx（第1号，第1稿，摘要 0a1b2c3d）"
        held.undo()
        held.record(changes.Marked("甲县", changes.Marking.CHASED))
        with pytest.raises(PingbiError, match="第1号导出已经有了"):
            held.record_export(export)
        second = held.next_export("定稿.xlsx", program="0.9", final=True)
        assert (second.number, second.draft) == (2, 0)
        held.record_export(second)
        assert held.next_export("又.xlsx", program="0.9").draft == 2
    with project.open(made, "李四") as held:
        assert held.export(1) == full
        assert [row.figures for row in held.exports()] == [(), ()]
        assert held.state_at(held.export(1).made_from) == then
        assert held.state_at(held.export(2).made_from) == held.state
        with pytest.raises(PingbiError, match="没有编号为3的导出"):
            held.export(3)
        held.undo()  # an export is no change: it neither stops an undo nor is undone
        assert len(held.exports()) == 2


def test_an_export_after_an_undo_leaves_the_redo(made: Path, receive: Receive) -> None:
    with project.open(made, "张三") as held:
        receive(held, 1)
        full = held.state
        held.undo()
        held.record_export(held.next_export("空.xlsx", program="0.9"))
        held.redo()
        assert held.state == full


def test_bytes_that_belong_to_no_change_are_kept(made: Path) -> None:
    with project.open(made, "张三") as held:
        sha = held.store(b"logo")
    with project.open(made, "张三") as held:
        assert held.content(sha) == b"logo"
        assert held.history() == ()


def test_undone_submissions_keep_their_bytes(made: Path, receive: Receive) -> None:
    with project.open(made, "张三") as held:
        receive(held, 1)
        sha = held.state.submissions[0].sha
        held.undo()
        held.record(changes.DeadlineSet("2022-07-10"))
        assert held.state.submissions == ()
        assert project.digest(held.content(sha)) == sha
        assert [row.standing.word for row in held.history()] == ["已放弃", "", ""]
