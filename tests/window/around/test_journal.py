"""What is at stake while a project is open, and what a crash leaves."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pingbi_qt.around import stored
from pingbi_qt.around.journal import Journal, Unfinished, crashed, place, used_by


def dead(_pid: int) -> bool:
    return False


def living(_pid: int) -> bool:
    return True


def test_after_a_crash_the_files_that_were_not_read_are_known(tmp_path: Path) -> None:
    project, files = tmp_path / "一季度.pingbi", [tmp_path / "台前县.xlsx", tmp_path / "范县.xlsx"]
    first = Journal(tmp_path)
    assert first.begin(project) == Unfinished(project)
    first.reading(files)
    first.reading(files[1:])
    assert crashed(tmp_path, dead) == (Unfinished(project, crashed=True, files=(str(files[1]),)),)
    assert Journal(tmp_path).begin(project) == Unfinished(project, crashed=True, files=(str(files[1]),))


def test_a_program_that_still_runs_has_not_crashed(tmp_path: Path) -> None:
    Journal(tmp_path).begin(tmp_path / "a.pingbi")
    assert crashed(tmp_path, living) == ()
    assert used_by(tmp_path, tmp_path / "a.pingbi") == os.getpid()


def test_after_a_clean_end_nothing_is_left(tmp_path: Path) -> None:
    project = tmp_path / "a.pingbi"
    mine = Journal(tmp_path)
    mine.begin(project)
    mine.end()
    assert not place(tmp_path, project).exists()
    assert crashed(tmp_path, dead) == ()
    assert used_by(tmp_path, project) == 0
    assert not Journal(tmp_path).begin(project).crashed


def test_half_written_texts_stay_until_they_are_done_with(tmp_path: Path) -> None:
    project = tmp_path / "a.pingbi"
    mine = Journal(tmp_path)
    mine.begin(project)
    mine.draft("correct/台前县", "电话问了")
    mine.end()
    again = Journal(tmp_path)
    assert not again.begin(project).crashed
    assert again.draft_of("correct/台前县") == "电话问了"
    again.draft("correct/台前县", "")
    again.end()
    assert not place(tmp_path, project).exists()


def test_a_project_has_one_journal_however_its_path_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    other = tmp_path / "A.PINGBI"
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
        other = tmp_path / "link" / "a.pingbi"
    assert place(tmp_path, Path("a.pingbi")) == place(tmp_path, other)


def test_a_draft_belongs_to_its_project(tmp_path: Path) -> None:
    mine = Journal(tmp_path)
    mine.begin(tmp_path / "a.pingbi")
    mine.draft("key", "甲")
    mine.begin(tmp_path / "b.pingbi")
    assert mine.draft_of("key") == ""


def test_the_newest_crash_comes_first(tmp_path: Path) -> None:
    for at, name in enumerate(("a.pingbi", "b.pingbi"), 1):
        Journal(tmp_path).begin(tmp_path / name)
        os.utime(place(tmp_path, tmp_path / name), (at * 1000, at * 1000))
    assert [row.project.name for row in crashed(tmp_path, dead)] == ["b.pingbi", "a.pingbi"]


@pytest.mark.parametrize(
    "data", [b"{", b'{"open": true, "pid": 1}', b'{"open": 1, "pid": "x", "project": 3, "files": 7, "drafts": []}']
)
def test_a_damaged_journal_stops_nothing(tmp_path: Path, data: bytes) -> None:
    path = place(tmp_path, tmp_path / "a.pingbi")
    path.parent.mkdir()
    path.write_bytes(data)
    assert crashed(tmp_path, dead) == ()
    mine = Journal(tmp_path)
    assert mine.begin(tmp_path / "a.pingbi").files == ()
    assert mine.draft_of("any") == ""


def test_what_cannot_be_kept_is_said_once_and_the_work_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _fields: object, *, sure: bool) -> None:
        assert not sure
        raise OSError(28, "full")

    monkeypatch.setattr(stored, "write", full)
    said: list[str] = []
    mine = Journal(tmp_path, said.append)
    mine.begin(tmp_path / "a.pingbi")
    mine.draft("key", "甲")
    assert said == ["程序的记事写不下来（磁盘已满或没有权限）；项目本身照常保存"]
    assert mine.draft_of("key") == "甲"


def test_without_a_folder_texts_are_kept_for_this_time(tmp_path: Path) -> None:
    mine = Journal(None)
    assert mine.begin(tmp_path / "a.pingbi") == Unfinished(tmp_path / "a.pingbi")
    mine.draft("key", "甲")
    assert mine.draft_of("key") == "甲"
    assert crashed(None, dead) == ()
    assert used_by(None, tmp_path) == 0
