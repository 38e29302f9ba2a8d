"""How far a project is, and why one of the list is gone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pingbi_qt.around import recents
from pingbi_qt.around.recents import far_words, why_gone
from pingbi_qt.desk import Desk


def test_how_far_a_project_is_stands_in_a_few_words(sample_desk: Desk) -> None:
    view = sample_desk.view
    assert view is not None
    assert far_words(view) == f"9 个县区，待核 {len(view.open_findings)} 处"


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
