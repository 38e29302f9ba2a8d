"""The list of projects used last."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pingbi_qt.around import recents
from pingbi_qt.around.recents import MOST, Recent, Recents, why_gone


def test_the_last_one_used_is_the_first_of_the_list_and_stands_there_once(tmp_path: Path) -> None:
    mine = Recents(tmp_path)
    for name in ("a", "b", "a"):
        mine.used(Recent(f"/x/{name}.pingbi", name, "9 个县区，核完", "2022-07-10T10:42:00+08:00"))
    assert [row.name for row in Recents(tmp_path).rows()] == ["a", "b"]
    assert Recents(tmp_path).rows()[0].day == "7月10日"
    mine.forget("/x/a.pingbi")
    assert [row.name for row in mine.rows()] == ["b"]


def test_two_windows_add_to_the_same_list(tmp_path: Path) -> None:
    one, other = Recents(tmp_path), Recents(tmp_path)
    one.used(Recent("/x/a.pingbi"))
    other.used(Recent("/x/b.pingbi"))
    assert [row.path for row in one.rows()] == ["/x/b.pingbi", "/x/a.pingbi"]


def test_the_list_does_not_grow_for_ever(tmp_path: Path) -> None:
    mine = Recents(tmp_path)
    for number in range(MOST + 5):
        mine.used(Recent(f"/x/{number}.pingbi"))
    assert len(mine.rows()) == MOST


def test_a_damaged_list_is_set_aside_and_said(tmp_path: Path) -> None:
    (tmp_path / recents.NAME).write_bytes(b"{")
    said: list[str] = []
    assert Recents(tmp_path, said.append).rows() == ()
    assert said == ["recents.json 已损坏，改用默认设置；原来的留作 recents（已损坏）.json"]


def test_rows_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    (tmp_path / recents.NAME).write_text('{"projects": [3, {"name": "x"}, {"path": "/a.pingbi", "when": 5}]}', "utf-8")
    assert Recents(tmp_path).rows() == (Recent("/a.pingbi"),)
    assert Recents(tmp_path).rows()[0].day == ""


def test_what_cannot_be_written_is_said_once_and_kept_for_this_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    said: list[str] = []
    mine = Recents(tmp_path / "file", said.append)
    mine.used(Recent("/x/a.pingbi"))
    mine.used(Recent("/x/b.pingbi"))
    assert [row.path for row in mine.rows()] == ["/x/b.pingbi", "/x/a.pingbi"]
    assert len([row for row in said if "记不下来" in row]) == 1


def test_a_project_that_is_gone_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "a.pingbi"
    there.write_bytes(b"")
    assert why_gone(there) == ""
    assert why_gone(tmp_path / "b.pingbi") == "找不到文件：移走或改名了？"
    assert why_gone(tmp_path / "folder" / "b.pingbi") == "找不到文件夹：移走或改名了？"
    monkeypatch.setattr(recents, "_drive", lambda path: path.parents[1])
    assert why_gone(tmp_path / "stick" / "2022" / "b.pingbi") == "找不到文件：U盘未插？"


@pytest.mark.skipif(sys.platform == "win32", reason="where Linux mounts a stick")
def test_a_stick_that_is_not_there_is_asked_for() -> None:
    assert why_gone(Path("/media/zhang/STICK/2022/b.pingbi")) == "找不到文件：U盘未插？"
    assert why_gone(Path("/run/media/zhang/STICK/b.pingbi")) == "找不到文件：U盘未插？"
