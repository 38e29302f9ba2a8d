"""What is left when reading or writing is broken off: one line, the exit status, and nothing else."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pingbi import pipeline
from pingbi.cli import main
from pingbi.model import UnreadableFileError

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """500 different tables of 30 rows."""
    found = tmp_path / "材料"
    found.mkdir()
    for at in range(500):
        rows = [f"南乐县,{at}.{row},{row}" for row in range(30)]
        (found / f"{at:03}.csv").write_text("\n".join(["县区,工业投资,新签约工业项目", *rows]), encoding="utf-8")
    return found


def of_session(leader: int) -> set[int]:
    """The processes of a session, its leader and zombies left out."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session, *_ = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(session) == leader and state != "Z":
            found.add(int(stat.parent.name))
    return found - {leader}


def until_gone(leader: int) -> set[int]:
    """What is left of a session after at most five seconds."""
    left = of_session(leader)
    for _ in range(100):
        if not left:
            break
        time.sleep(0.05)
        left = of_session(leader)
    return left


@LINUX
@pytest.mark.parametrize(
    ("name", "everybody", "status", "words"),
    [
        pytest.param("SIGINT", True, 130, "已停止\n", id="Ctrl-C"),
        pytest.param("SIGINT", False, 130, "已停止\n", id="interrupted alone"),
        pytest.param("SIGTERM", False, -15, "", id="asked to end"),
        pytest.param("SIGKILL", False, -9, "", id="killed"),
    ],
)
def test_broken_off_among_500_files_it_leaves_nothing(
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    name: str,
    everybody: bool,
    status: int,
    words: str,
) -> None:
    number = getattr(signal, name)  # Windows has not all of them
    scratch, out = tmp_path_factory.mktemp("s"), tmp_path / "out" / "结果.xlsx"  # a socket's path has 108 bytes at most
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    command = [sys.executable, "-m", "pingbi", "evaluate", str(folder), "-o", str(out)]
    path = {**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "TMPDIR": str(scratch)}
    with subprocess.Popen(command, env=path, stderr=subprocess.PIPE, start_new_session=True, text=True) as parent:
        while len(of_session(parent.pid)) < 4:  # the server, its tracker, two children
            assert parent.poll() is None
            time.sleep(0.01)
        time.sleep(0.3)
        assert parent.poll() is None
        if everybody:
            os.killpg(parent.pid, number)
        else:
            parent.send_signal(number)
        _, said = parent.communicate(timeout=30)
    assert (parent.returncode, said) == (status, words)
    assert until_gone(parent.pid) == set()
    assert not out.exists()
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    if name == "SIGINT":
        assert list(scratch.iterdir()) == []


def write_page(folder: Path) -> Path:
    page = folder / "页.csv"
    page.write_text("县区,工业投资\n南乐县,30.58\n", encoding="utf-8")
    return page


def said_in_one_line(capsys: pytest.CaptureFixture[str], name: str) -> None:
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("不能写入")
    assert name in line
    assert "磁盘已满" in line


def test_a_full_disk_is_said_in_one_line(small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = small_disk / "结果.xlsx"
    (small_disk / "full").write_bytes(bytes(500_000))
    assert main(["evaluate", str(write_page(tmp_path)), "-o", str(out)]) == 2
    said_in_one_line(capsys, out.name)
    assert [path.name for path in small_disk.iterdir()] == ["full"]


def test_a_full_disk_keeps_the_older_workbook(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = small_disk / "结果.xlsx"
    page = str(write_page(tmp_path))
    assert main(["evaluate", page, "-o", str(tmp_path / "elsewhere.xlsx")]) == 1
    capsys.readouterr()
    out.write_bytes((tmp_path / "elsewhere.xlsx").read_bytes())
    (small_disk / "full").write_bytes(bytes(512 * 1024 - out.stat().st_size - 4096))
    assert main(["evaluate", page, "-o", str(out)]) == 2
    said_in_one_line(capsys, out.name)
    assert out.read_bytes() == (tmp_path / "elsewhere.xlsx").read_bytes()
    assert {path.name for path in small_disk.iterdir()} == {out.name, "full"}


def test_a_full_disk_for_temporary_files_is_said_in_one_line(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (small_disk / "full").write_bytes(bytes(460_000))
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    out = tmp_path / "结果.xlsx"
    assert main(["evaluate", str(write_page(tmp_path)), "-o", str(out)]) == 2
    said_in_one_line(capsys, out.name)
    assert [path.name for path in small_disk.iterdir()] == ["full"]
    assert not out.exists()


def test_a_disk_that_fills_while_writing_is_said_in_one_line_without_any_rights(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    page, out = write_page(tmp_path), tmp_path / "out" / "结果.xlsx"
    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["evaluate", str(page), "-o", str(out)]) == 2
    said_in_one_line(capsys, out.name)
    assert list(out.parent.iterdir()) == []


def test_a_workbook_that_is_open_elsewhere_gets_another_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does it: the file cannot be replaced."""
    out = tmp_path / "结果.xlsx"
    out.write_bytes(b"open")
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target == out:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)
    assert main(["evaluate", str(write_page(tmp_path)), "-o", str(out)]) == 1
    said = capsys.readouterr().out
    assert "正被别的程序打开" in said
    assert said.rstrip().endswith("结果 (1).xlsx")
    assert out.read_bytes() == b"open"


def test_the_last_period_is_read_apart_too(tmp_path: Path) -> None:
    """A workbook of ours, an older one, data of `score`: what cannot be read ends the command in one line."""
    broken = tmp_path / "上期.xlsx"
    broken.write_bytes(b"PK\x03\x04[Content_Types].xml and nothing else")
    with pytest.raises(UnreadableFileError):
        pipeline.previous_results(broken, pipeline.load_scheme(""))
    assert not pipeline.is_result_file(broken)
