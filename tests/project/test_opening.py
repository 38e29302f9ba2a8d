"""Which files open, for whom, and what is said of the others."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pingbi import project
from pingbi.model import PingbiError
from pingbi.project import changes, lock, tables
from pingbi.project.log import Row
from pingbi.project.store import Store

Receive = Callable[..., project.Step]


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_file_of_a_newer_program_is_refused_with_its_version(made: Path) -> None:
    sql(made, "PRAGMA user_version = 7")
    with pytest.raises(PingbiError) as refused:
        project.open(made, "张三")
    newest = len(tables.MIGRATIONS)
    assert str(refused.value) == (
        f"例.pingbi 由较新的程序（0.9）写成，文件格式是第7版，本程序只认得到第{newest}版；请用新版程序打开"
    )
    assert not lock.beside(made).exists()


@pytest.mark.parametrize(
    "data", [b"", b"SQLite", b"PK\x03\x04" + bytes(200), bytes(4096)], ids=["0", "6", "zip", "zeros"]
)
def test_what_is_no_project_is_refused_and_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "别的.pingbi"
    path.write_bytes(data)
    with pytest.raises(PingbiError, match=r"^别的\.pingbi 不是评比项目文件（\.pingbi）$"):
        project.open(path, "张三")
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_another_program_s_database_is_no_project(tmp_path: Path) -> None:
    sql(tmp_path / "库.pingbi", "CREATE TABLE change (a)")
    with pytest.raises(PingbiError, match="不是评比项目文件"):
        project.open(tmp_path / "库.pingbi", "张三")


def test_a_file_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(PingbiError, match="没有这个文件"):
        project.open(tmp_path / "无.pingbi", "张三")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_not_written_over(filled: Path) -> None:
    data = filled.read_bytes()
    with pytest.raises(PingbiError, match="已经有了"):
        project.create(filled, "", "张三")
    assert filled.read_bytes() == data


def test_an_older_file_is_migrated_in_place(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with project.open(filled, "张三") as held:
        before = held.state, held.history()
    later = "ALTER TABLE content ADD COLUMN note TEXT NOT NULL DEFAULT ''; CREATE TABLE novelty (a TEXT)"
    monkeypatch.setattr(tables, "MIGRATIONS", (*tables.MIGRATIONS, later))
    with project.open(filled, "张三") as held:
        assert (held.state, held.history()) == before
        held.record(changes.DeadlineSet("2022-07-10"))
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute("SELECT count(*) FROM novelty").fetchone() == (0,)
        assert connection.execute("PRAGMA user_version").fetchone() == (tables.newest(),)


def test_a_migration_that_fails_leaves_the_file_as_it_was(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MIGRATIONS", (*tables.MIGRATIONS, "CREATE TABLE novelty (a); SELECT nothing"))
    with pytest.raises(PingbiError):
        project.open(filled, "张三")
    monkeypatch.undo()
    with project.open(filled, "张三") as held:
        assert held.read_only == ""
        assert len(held.state.submissions) == 12


def test_an_older_file_that_may_not_be_written_is_migrated_in_memory_only(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = filled.read_bytes()
    monkeypatch.setattr(tables, "MIGRATIONS", (*tables.MIGRATIONS, "CREATE TABLE novelty (a TEXT)"))
    with project.open(filled, "张三", read_only=True) as held:
        assert len(held.state.submissions) == 12
    assert filled.read_bytes() == data


def test_a_second_person_reads_and_is_told_who_writes(filled: Path, receive: Receive) -> None:
    with project.open(filled, "张三") as first:
        with project.open(filled, "李四") as second:
            assert second.state == first.state
            assert "张三（" in second.read_only
            assert "正在使用" in second.read_only
            with pytest.raises(project.ReadOnlyError, match="张三"):
                second.undo()
            receive(first, 99)
            assert second.state != first.state
            assert second.refresh()
            assert second.state == first.state
            assert not second.refresh(), "nothing has come since"
        assert receive(first, 100).by == "张三"  # the second one's leaving takes nothing from the first
    with project.open(filled, "李四") as third:
        assert third.read_only == ""
    assert not lock.beside(filled).exists()


def test_who_opens_a_file_in_the_moment_of_a_change_does_not_take_it_for_damaged(
    filled: Path, receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is read at once: the other's change comes before it or after it."""
    rows = Store.rows
    tried: list[Store] = []

    with project.open(filled, "张三") as first:
        first._store.connection.execute("PRAGMA busy_timeout = 0")  # else it would wait for the one who reads
        steps = first.steps

        def meanwhile(store: Store) -> list[Row]:
            found = rows(store)
            if not tried:
                tried.append(store)
                with suppress(PingbiError):
                    receive(first, 99)
            return found

        monkeypatch.setattr(Store, "rows", meanwhile)
        with project.open(filled, "李四") as second:
            assert tried
            assert second.steps == steps
            assert first.steps == steps, "the change was refused, and nothing of it is there"
            receive(first, 99)
            assert second.refresh()
            assert second.state == first.state


def held_by(path: Path, pid: int, machine: str, seconds_ago: float) -> None:
    """A lock as somebody left it."""
    here = lock.beside(path)
    here.write_text(
        json.dumps({"by": "王五", "machine": machine, "since": "2022-07-01T09:00", "pid": pid, "token": "t"})
    )
    os.utime(here, (time.time() - seconds_ago, time.time() - seconds_ago))


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


THIS = platform.node()
LOCKS = [
    pytest.param(THIS, False, 0, "", id="its process is gone"),
    pytest.param(THIS, True, 10, "王五", id="its process runs"),
    pytest.param(THIS, True, 400, "", id="the number of its process is another's now"),
    pytest.param("别的电脑", False, 10, "王五", id="another machine, just heard of"),
    pytest.param("别的电脑", False, 400, "", id="another machine, silent for long"),
]


@pytest.mark.parametrize(("machine", "runs", "seconds", "holder"), LOCKS)
def test_a_dead_lock_is_taken_over(made: Path, machine: str, runs: bool, seconds: float, holder: str) -> None:
    held_by(made, os.getpid() if runs else dead_pid(), machine, seconds)
    with project.open(made, "李四") as held:
        assert (held.read_only == "") == (holder == "")
        assert holder in held.read_only
    assert lock.beside(made).exists() == bool(holder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"by": 1, "other": 2}'])
def test_a_lock_that_cannot_be_read_holds_until_it_is_old(made: Path, text: str) -> None:
    lock.beside(made).write_text(text)
    with project.open(made, "李四") as held:
        assert "另一人" in held.read_only
    os.utime(lock.beside(made), (time.time() - 400, time.time() - 400))
    with project.open(made, "李四") as held:
        assert held.read_only == ""


def test_who_lost_the_lock_while_asleep_changes_nothing_more(made: Path, receive: Receive) -> None:
    with project.open(made, "张三") as sleeper:
        os.utime(lock.beside(made), (0, 0))
        with project.open(made, "李四") as taker:
            assert taker.read_only == ""
            receive(taker, 1)
            with pytest.raises(project.ReadOnlyError, match="李四"):
                sleeper.record(changes.DeadlineSet("2022-07-10"))
            receive(taker, 2)
    with project.open(made, "王五") as held:
        assert len(held.history()) == 2


def test_two_writers_without_a_lock_cannot_overwrite_each_other(made: Path, receive: Receive) -> None:
    with project.open(made, "张三") as first:
        lock.beside(made).unlink()
        with project.open(made, "李四") as second:
            receive(second, 1)
        lock.beside(made).write_text(json.dumps(asdict(first._holding.lock.holder)))  # type: ignore[union-attr]  # it has one
        with pytest.raises(project.ReadOnlyError, match="已被别的程序改动"):
            receive(first, 2)


def test_a_sign_of_life_keeps_the_lock_young(made: Path) -> None:
    with project.open(made, "张三"):
        here = lock.beside(made)
        data = here.read_bytes()
        os.utime(here, (0, 0))
        lock.refresh(here)
        assert time.time() - here.stat().st_mtime < lock.DEAD
        assert here.read_bytes() == data


@pytest.fixture
def elsewhere(filled: Path) -> Iterator[Path]:
    """The project in a folder that everybody may read and only root write to."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder, filled.name)
        shutil.copyfile(filled, path)
        yield path


def as_nobody(path: Path) -> str:
    """What a user without rights sees: read_only, the number of submissions, what a change says."""
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom pingbi import project\nos.setgid(65534); os.setuid(65534)\n"
        "with project.open(Path(sys.argv[1]), '李四') as held:\n print(held.read_only, len(held.state.submissions))\n"
        " try: held.undo()\n except project.ReadOnlyError as error: print(error)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(project.__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=False, capture_output=True, text=True, env=environment
    )
    return done.stdout + done.stderr


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become a user without rights"
)
def test_a_read_only_folder_opens_for_reading_also_after_a_crash(elsewhere: Path) -> None:
    elsewhere.chmod(0o444)
    assert "例.pingbi 只能查看：文件是只读的 12" in as_nobody(elsewhere)
    elsewhere.chmod(0o666)
    said = as_nobody(elsewhere)
    assert "例.pingbi 只能查看：不能在它所在的文件夹里写（没有权限，或正被别的程序打开） 12" in said
    assert said.count("只能查看") == 2
    with closing(sqlite3.connect(elsewhere, isolation_level=None)) as connection:  # a crash in the middle of a change
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM change")
        connection.execute("INSERT INTO content (sha, data) VALUES ('x', zeroblob(2000000))")
        copies = {row.name: row.read_bytes() for row in elsewhere.parent.iterdir()}
        connection.execute("ROLLBACK")
    assert f"{elsewhere.name}-journal" in copies
    for name, data in copies.items():
        (elsewhere.parent / name).write_bytes(data)
        (elsewhere.parent / name).chmod(0o644)
    assert "12" in as_nobody(elsewhere)
    assert (elsewhere.parent / f"{elsewhere.name}-journal").exists()
    with project.open(elsewhere, "张三") as held:
        assert len(held.state.submissions) == 12


def test_no_second_file_stands_beside_a_closed_project(filled: Path, receive: Receive) -> None:
    """No WAL, no journal, no lock: the one file can be mailed."""
    assert [row.name for row in filled.parent.iterdir()] == [filled.name]
    sql(filled, "PRAGMA journal_mode = WAL")  # as some other program may leave it
    with project.open(filled, "张三") as held:
        receive(held, 77)
        held.record(changes.Corrected("甲县", "done", Decimal(3), "漏报"))
    assert [row.name for row in filled.parent.iterdir()] == [filled.name]
    assert filled.read_bytes()[18:20] == b"\x01\x01"
