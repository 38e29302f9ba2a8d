"""Killed at any moment of import, correction or export, the project opens with every finished step and no half one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

import pingbi
from pingbi import casework, project
from pingbi.casework import Case
from pingbi.model import PingbiError
from pingbi.readers import read

SEED = int(os.environ.get("PINGBI_SEED") or Random().randrange(10**6))  # noqa: S311  # to repeat a run
TIMES = int(os.environ.get("PINGBI_KILLS", "20"))
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


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "例.pingbi"
    project.create(path, SCHEME, "张三").close()
    return path


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "上报"
    folder.mkdir()
    (folder / "甲县.csv").write_text("县区,投资\n甲县,30.58\n", encoding="utf-8")
    (folder / "乙县.csv").write_text("县区,投资\n乙县,21.10\n", encoding="utf-8")
    return folder


@pytest.fixture
def killed_after(made: Path, given: Path) -> Iterator[Callable[[int, int, float], dict[int, str]]]:
    """`killed_after(seed, steps, seconds)`: what a process had finished (number -> SHA-256 or -) when it was killed,
    so many steps after it had begun and a little later.
    """
    paths = Path(pingbi.__file__).parents[1], Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    # Not as a script: each child that reads a file would import that once more.
    command = [sys.executable, "-c", "import working; working.main()", str(made), str(given)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        output = process.stdout

        def killed(seed: int, steps: int, seconds: float) -> dict[int, str]:
            print(seed, file=process.stdin, flush=True)
            number, _, begun = output.readline().split()
            assert begun == "begun"
            rows = [output.readline().split() for _ in range(steps)]
            time.sleep(seconds)  # the moment of chance itself: nothing is waited for
            os.kill(int(number), signal.SIGKILL)
            while (row := output.readline().split())[-1] != "ended":
                rows.append(row)
            assert int(row[0]) == -signal.SIGKILL
            return {int(row[0]): row[1] for row in rows}

        yield killed


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL, and no fork for the work")
def test_killed_at_random_moments_of_the_work_nothing_finished_is_lost(
    made: Path, given: Path, killed_after: Callable[[int, int, float], dict[int, str]]
) -> None:
    print(f"PINGBI_SEED={SEED} PINGBI_KILLS={TIMES}")
    chance = Random(SEED)  # noqa: S311  # as above
    originals = [path.read_bytes() for path in given.iterdir()]
    with project.open(made, "张三") as held:
        list(casework.receive(Case(held), [given]))
    finished: dict[int, str] = {}
    for turn in range(TIMES):
        finished |= killed_after(SEED + turn, chance.randint(0, 8), chance.uniform(0, 0.2))
        with project.open(made, "李四") as held:
            assert held.read_only == ""  # the lock of a dead process holds nobody back
            steps = held.history()
            assert [row.number for row in steps] == list(range(1, len(steps) + 1))
            if finished:
                assert max(finished) <= len(steps) <= max(finished) + 1  # one may be in the file and not yet said
            assert all(sha == "-" or project.digest(held.content(sha)) == sha for sha in finished.values())
            assert all(held.content(project.digest(data)) == data for data in originals)
            assert all(held.reading(row) is not None for row in held.state.submissions)
            assert [held.export(row.number).number for row in held.exports()] == [row.number for row in held.exports()]
            assert len(Case(held).evaluation().result.totals) == 2
            if held.made_from:  # the killed process may have undone all
                assert held.undo().number == len(steps) + 1
                assert held.redo().number == len(steps) + 2
            finished = {held.steps: "-"}
        workbook = made.with_name("排名.xlsx")
        assert not workbook.exists() or read(workbook.read_bytes(), workbook.name).sheets


def test_a_full_disk_is_one_line_and_what_was_there_stays(small_disk: Path, given: Path, tmp_path: Path) -> None:
    path = small_disk / "例.pingbi"
    chance = Random(7)  # noqa: S311  # bytes that cannot be packed
    with project.create(path, SCHEME, "张三") as held:
        case = Case(held)
        list(casework.receive(case, [given]))
        kept, steps = held.state, held.history()
        large = tmp_path / "甲县.txt"
        large.write_text("".join(chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(300_000)), encoding="utf-8")
        with pytest.raises(PingbiError, match="磁盘已满"):
            list(casework.receive(case, [large]))
        assert (held.state, held.history()) == (kept, steps)
        (small_disk / "full").write_bytes(bytes(small_disk_room(small_disk)))
        with pytest.raises((PingbiError, OSError)):
            casework.export(case, small_disk / "排名.xlsx")
        assert (held.state, held.history()) == (kept, steps)
        (small_disk / "full").unlink()
        made = casework.export(case, small_disk / "排名.xlsx")
        assert (made.path.name, made.edition.number) == ("排名.xlsx", 1)
    assert sorted(row.name for row in small_disk.iterdir()) == ["例.pingbi", "排名.xlsx"]


def small_disk_room(folder: Path) -> int:
    """Bytes that are still free, but for a few."""
    found = os.statvfs(folder)
    return max(0, found.f_bavail * found.f_frsize - 4096)


def test_an_export_whose_target_is_open_elsewhere_goes_to_a_free_name_and_is_recorded(
    made: Path, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does it: a file that another program holds open cannot be replaced."""
    target = made.with_name("排名.xlsx")
    moved = Path.replace

    def held_open(self: Path, to: Path) -> Path:
        if Path(to) == target:
            raise PermissionError(13, "open elsewhere", str(to))
        return moved(self, to)

    with project.open(made, "张三") as held:
        case = Case(held)
        list(casework.receive(case, [given]))
        first = casework.export(case, target)
        before = target.read_bytes()
        casework.correct(case, "甲县", "投资", Decimal(1), "多报一个项目")
        monkeypatch.setattr(Path, "replace", held_open)
        second = casework.export(case, target)
        assert (second.path.name, second.edition.number) == ("排名 (1).xlsx", 2)
        assert held.export(2).file == "排名 (1).xlsx"
    assert target.read_bytes() == before
    assert first.edition.digest != second.edition.digest
