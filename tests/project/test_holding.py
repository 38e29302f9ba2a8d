"""An open project whose file is taken away, replaced or tidied up: what is said, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pingbi import project
from pingbi.model import PingbiError
from pingbi.project import changes, lock

Receive = Callable[..., project.Step]
GONE = "例.pingbi 不在原处了（移走、改名、删除了，或U盘、网络断开了）"
KEEPS_OPEN = pytest.mark.skipif(os.name != "posix", reason="Windows gives no open file away")


def deleted(path: Path) -> None:
    path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name("另一个名字.pingbi"))


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("别处"))


def folder_deleted(path: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.fixture
def filed(filled: Path, tmp_path: Path) -> Path:
    """The project in a folder of its own."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    return Path(shutil.copy(filled, folder / filled.name))


@KEEPS_OPEN
@pytest.mark.parametrize("taken_away", [deleted, renamed, folder_moved, folder_deleted])
def test_a_file_that_is_gone_is_said_so_and_what_is_open_can_be_saved_elsewhere(
    filed: Path, tmp_path: Path, taken_away: Callable[[Path], None]
) -> None:
    with project.open(filed, "张三") as held:
        assert held.out_of_reach() == ""
        before = held.state
        taken_away(filed)
        assert held.out_of_reach() == GONE
        with pytest.raises(project.GoneError) as refused:
            held.record(changes.DeadlineSet("2022-07-10"))
        assert str(refused.value) == f"{GONE}，这次改动没有保存；请放回原处后再做一次，或另存到别处"
        assert held.state is before
        held.save_as(tmp_path / "另存.pingbi")
    with project.open(tmp_path / "另存.pingbi", "张三") as saved:
        assert saved.read_only == ""
        assert saved.state == before
        assert all(project.digest(saved.content(row.sha)) == row.sha for row in before.submissions)
        saved.undo()


def test_a_disk_that_is_not_ready_is_a_file_that_is_gone(filed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_ready(_: Path) -> os.stat_result:
        raise PermissionError(13, "The device is not ready")  # what Python makes of Windows' error 21

    with project.open(filed, "张三") as held:
        with monkeypatch.context() as pulled:
            pulled.setattr(Path, "stat", not_ready)
            assert held.out_of_reach() == GONE
        assert held.out_of_reach() == ""


@KEEPS_OPEN
def test_a_file_that_is_put_back_can_be_changed_again(filed: Path) -> None:
    with project.open(filed, "张三") as held:
        away = filed.rename(filed.with_name("拿走的"))
        with pytest.raises(project.GoneError):
            held.undo()
        away.rename(filed)
        assert held.out_of_reach() == ""
        held.record(changes.DeadlineSet("2022-07-10"))


@KEEPS_OPEN
def test_a_file_in_whose_place_another_was_put_is_said_so_and_the_other_is_left_alone(filed: Path) -> None:
    other = Path(shutil.copy(filed, filed.with_name("云盘下来的")))
    with project.open(filed, "张三") as held:
        other.replace(filed)
        data = filed.read_bytes()
        with pytest.raises(project.GoneError, match="的原处换成了另一个文件"):
            held.undo()
        assert filed.read_bytes() == data


def test_a_copy_takes_no_other_file_s_name(filed: Path, tmp_path: Path) -> None:
    there = tmp_path / "有了.pingbi"
    there.write_bytes(b"x")
    with project.open(filed, "张三") as held, pytest.raises(PingbiError, match="已经有了"):
        held.save_as(there)
    assert there.read_bytes() == b"x"


def test_a_copy_for_which_there_is_no_room_is_one_line_and_leaves_nothing(filed: Path, small_disk: Path) -> None:
    (small_disk / "full").write_bytes(bytes(500_000))
    with project.open(filed, "张三") as held, pytest.raises(PingbiError, match="磁盘已满"):
        held.save_as(small_disk / "另存.pingbi")
    assert [row.name for row in small_disk.iterdir()] == ["full"]


def test_a_lock_that_was_tidied_away_is_made_again(filed: Path) -> None:
    with project.open(filed, "张三") as held:
        lock.beside(filed).unlink()
        held.record(changes.DeadlineSet("2022-07-10"))
        assert lock.beside(filed).exists()
        with project.open(filed, "李四") as second:
            assert "张三" in second.read_only
    assert not lock.beside(filed).exists()


@pytest.mark.parametrize("room", [0, 8192], ids=["no room for the lock", "room for the lock alone"])
def test_on_a_full_disk_a_project_opens_for_reading_and_says_why(filed: Path, small_disk: Path, room: int) -> None:
    path = Path(shutil.copy(filed, small_disk / filed.name))
    fill(small_disk / "full", room)
    with project.open(path, "张三", "一个新版本") as held:
        assert "磁盘已满" in held.read_only
        assert len(held.state.submissions) == 12
        with pytest.raises(project.ReadOnlyError, match="磁盘已满"):
            held.undo()
    (small_disk / "full").unlink()
    with project.open(path, "张三", "一个新版本") as held:
        assert held.read_only == ""
        held.undo()


def fill(path: Path, room: int) -> None:
    """A file that leaves so many bytes of the disk."""
    with path.open("wb", buffering=0) as out:
        step = 1 << 16
        while step:
            try:
                out.write(bytes(step))
            except OSError:
                step //= 2
        out.truncate(max(path.stat().st_size - room, 0))
