"""Killed at any moment, a project opens again: each finished change is there and no half one. So with a full disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import pingbi
from pingbi import project
from pingbi.model import PingbiError
from pingbi.project import changes

SCRIPT = Path(__file__).with_name("recording.py")
SEED = int(os.environ.get("PINGBI_SEED", "20221125"))
TIMES = int(os.environ.get("PINGBI_KILLS", "20"))
Receive = Callable[..., project.Step]


def killed_after(path: Path, seed: int, seconds: float) -> dict[int, str]:
    """Which steps a process had finished (number -> SHA-256 or -) when it was killed, so long after its first one."""
    environment = os.environ | {"PYTHONPATH": str(Path(pingbi.__file__).parents[1])}
    command = [sys.executable, str(SCRIPT), str(path), str(seed)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    said = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    said += process.stdout.read()
    process.wait()
    return {
        int(number): sha
        for number, sha in (line.split() for line in said.splitlines() if line.endswith(("-", *"0123456789abcdef")))
    }


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed by SIGKILL")
def test_killed_at_random_moments_nothing_finished_is_lost_and_nothing_half_is_there(made: Path) -> None:
    print(f"PINGBI_SEED={SEED} PINGBI_KILLS={TIMES}")
    chance = Random(SEED)  # noqa: S311  # to repeat a run, not to keep a secret
    finished: dict[int, str] = {}
    for turn in range(TIMES):
        finished |= killed_after(made, SEED + turn, chance.uniform(0, 0.3))
        with project.open(made, "李四") as held:
            assert held.read_only == ""  # the lock of a dead process holds nobody back
            steps = held.history()
            assert [row.number for row in steps] == list(range(1, len(steps) + 1))
            assert max(finished) <= len(steps) <= max(finished) + 1  # one may be in the file and not yet said
            while len(finished) < len(steps):
                finished[len(steps)] = "-"
            for row in held.state.submissions:
                assert project.digest(held.content(row.sha)) == row.sha
            assert all(sha == "-" or held.content(sha) for sha in finished.values())
            assert set(held.readings()) == {row.number for row in held.state.taken}
            assert [held.export(row.number).number for row in held.exports()] == [row.number for row in held.exports()]
            assert held.record(changes.DeadlineSet("")).number == len(steps) + 1
            finished[len(steps) + 1] = "-"
        assert sorted(row.name for row in made.parent.iterdir()) == [made.name]


def test_a_full_disk_is_one_line_and_everything_before_stays(
    small_disk: Path, scheme_text: str, receive: Receive
) -> None:
    path = small_disk / "例.pingbi"
    with project.create(path, scheme_text, "张三") as held:
        for number in range(8):
            receive(held, number, size=30_000)
        kept, steps = held.state, held.history()
        with pytest.raises(PingbiError, match="磁盘已满"):
            receive(held, 8, size=600_000)
        assert (held.state, held.history()) == (kept, steps)
        held.record(changes.DeadlineSet("2022-07-10"))  # there is still room for a small one
        held.undo()
    with project.open(path, "张三") as held:
        assert held.state == kept
        assert held.history()[: len(steps)] == steps
        assert all(len(held.content(row.sha)) == 30_000 for row in held.state.submissions)


def test_a_full_disk_makes_no_half_project(small_disk: Path, scheme_text: str) -> None:
    (small_disk / "full").write_bytes(bytes(500_000))
    with pytest.raises(PingbiError, match="磁盘已满"):
        project.create(small_disk / "例.pingbi", scheme_text + "#" * 100_000, "张三")
    assert [row.name for row in small_disk.iterdir()] == ["full"]
