"""Two people collect in two files of one scheme: all of both comes together, what they disagree on is listed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from pingbi import project
from pingbi.model import PingbiError
from pingbi.project import changes

Receive = Callable[..., project.Step]


class Both(NamedTuple):
    """张三's file and 李四's copy of it, after one submission had come."""

    mine: project.Project
    theirs: project.Project


@pytest.fixture
def both(made: Path, receive: Receive) -> Iterator[Both]:
    with project.open(made, "张三") as held:
        receive(held, 1, "甲县")
        held.record(changes.Corrected("甲县", "done", Decimal(1), "起初"))
    copy = made.with_name("李四.pingbi")
    shutil.copyfile(made, copy)
    with project.open(made, "张三") as mine, project.open(copy, "李四") as theirs:
        yield Both(mine, theirs)


def without_numbers(state: project.State) -> str:
    """The state in words; the order in which things came in differs."""
    return re.sub(r"number=\d+", "", str(state))


def test_what_only_they_have_comes_in_with_who_and_when(both: Both, receive: Receive) -> None:
    receive(both.theirs, 2, "乙县")
    both.theirs.record(changes.Explained("3f2a", "去年有补贴", "乙县"))
    both.theirs.record(changes.Marked("丙县", changes.Marking.CHASED))
    both.theirs.record(changes.Learnt("固投", "done"))
    both.theirs.record(changes.Appealed("丙县", "少算一个项目"))
    both.theirs.record(changes.Answered(7, "补算", upheld=True, county="丙县"))
    both.theirs.record(changes.DeadlineSet("2022-07-10"))
    archive = project.digest(b"[]")
    both.theirs.record(changes.Archived("2021下半年.pingbi", archive, "2021H2", "定稿"), contents=(b"[]",))
    merged = project.merge(both.mine, both.theirs)
    assert merged.conflicts == ()
    assert without_numbers(both.mine.state) == without_numbers(both.theirs.state)
    assert merged.steps[0].line == "收到乙县的乙县2.xlsx（张三合并自李四.pingbi）"
    assert merged.steps[0].by == "李四"
    assert both.mine.content(both.mine.state.submissions[1].sha)
    assert both.mine.content(archive) == b"[]"
    assert project.merge(both.mine, both.theirs) == project.Merged((), ())


def test_the_readings_come_too(both: Both, receive: Receive) -> None:
    receive(both.theirs, 2, "乙县")
    project.merge(both.mine, both.theirs)
    assert [row.figures[0].value for row in both.mine.readings().values()] == [Decimal("1.50"), Decimal("2.50")]


def test_two_new_files_of_one_county_are_a_conflict_and_theirs_waits(both: Both, receive: Receive) -> None:
    receive(both.mine, 2, "甲县")
    receive(both.theirs, 3, "甲县")
    (line,) = project.merge(both.mine, both.theirs).conflicts
    assert line.startswith("甲县两边都收到了新的材料：甲县2.xlsx（张三，")
    assert "甲县3.xlsx（李四，" in line
    assert [(row.name, row.taken) for row in both.mine.state.submissions] == [
        ("甲县1.xlsx", True),
        ("甲县2.xlsx", True),
        ("甲县3.xlsx", False),
    ]


def test_a_newer_version_of_what_both_had_is_no_conflict(both: Both, receive: Receive) -> None:
    receive(both.theirs, 3, "甲县")
    assert project.merge(both.mine, both.theirs).conflicts == ()
    assert [row.taken for row in both.mine.state.versions("甲县")] == [True, True]


def test_two_corrections_of_one_figure_are_listed_and_the_own_one_stays(both: Both) -> None:
    both.mine.record(changes.Corrected("甲县", "done", Decimal("2.5"), "电话"))
    both.theirs.record(changes.Corrected("甲县", "done", Decimal("2.6"), "来函"))
    merged = project.merge(both.mine, both.theirs)
    assert merged.steps == ()
    assert merged.conflicts == (
        "甲县的完成投资的核定数两边不同：本项目为 2.5 电话（张三），李四.pingbi 为 2.6 来函（李四）",
    )
    assert [row.value for row in both.mine.state.corrections] == [Decimal("2.5")]


def test_that_no_figure_is_to_be_used_is_said_in_words(both: Both) -> None:
    both.mine.record(changes.Corrected("甲县", "done", Decimal("2.5"), "电话"))
    both.theirs.record(changes.Corrected("甲县", "done", None, "来函"))
    (line,) = project.merge(both.mine, both.theirs).conflicts
    assert line.endswith("李四.pingbi 为 不采用 来函（李四）")


@pytest.mark.parametrize("theirs_changed", [True, False])
def test_a_correction_that_only_one_side_changed_is_no_conflict(both: Both, theirs_changed: bool) -> None:
    changed = both.theirs if theirs_changed else both.mine
    changed.record(changes.Corrected("甲县", "done", Decimal(7), "更新"))
    assert project.merge(both.mine, both.theirs).conflicts == ()
    assert [(row.value, row.by) for row in both.mine.state.corrections] == [
        (Decimal(7), "李四" if theirs_changed else "张三")
    ]


def test_a_submission_that_one_side_put_aside_is_a_conflict(both: Both) -> None:
    both.theirs.record(changes.PutAside(1, "作废"))
    assert project.merge(both.mine, both.theirs).conflicts == ("甲县1.xlsx：本项目采用，李四.pingbi 不采用",)


def test_files_of_other_schemes_are_not_merged(both: Both, tmp_path: Path) -> None:
    with (
        project.create(tmp_path / "另.pingbi", '[scheme]\nname = "另"', "王五") as other,
        pytest.raises(PingbiError, match="方案不同"),
    ):
        project.merge(both.mine, other)


def test_two_files_made_apart_come_together(both: Both, tmp_path: Path, scheme_text: str, receive: Receive) -> None:
    with project.create(tmp_path / "另.pingbi", scheme_text, "王五") as other:
        receive(other, 1, "甲县")
        receive(other, 5, "丁县")
        merged = project.merge(both.mine, other)
    assert [row.county for row in merged.steps] == ["丁县"]
    assert merged.conflicts == ()
