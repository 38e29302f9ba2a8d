"""The window is killed at moments of chance while it imports and is edited: what it had shown as done is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from bench_project import scheme_text, submission
from unseen import PLATFORM

from pingbi import project
from pingbi.casework import Case

ROOT = Path(__file__).resolve().parents[3]
SUPPORT = ROOT / "tests" / "window" / "support"
KILLS, LINES = 20, 2  # lines: projects at once, each killed in its turn
FILES, EDITS = 4, 400  # of one start: more corrections than it lives to make
SOON = 0.2  # seconds after the last thing that was awaited


class Moment(NamedTuple):
    """When it is killed: so many lines of that kind after it has opened the project, and a little later."""

    kind: str
    lines: int
    later: float

    @classmethod
    def drawn(cls, chance: random.Random) -> Moment:
        kind, most = chance.choice([("done", 12), ("came", FILES - 1)])
        return cls(kind, chance.randint(0, most), chance.uniform(0, SOON))


Killed = Callable[[Sequence[str], Moment], list[list[str]]]


@contextmanager
def driver(folder: Path) -> Iterator[Killed]:
    """`killed(words, moment)`: start it with these words, kill it at that moment; what it had told."""
    variables = {"PYTHONPATH": os.pathsep.join(map(str, (ROOT / "desktop", SUPPORT))), "PYTHONUTF8": "1"}
    variables |= {"PINGBI_SETTINGS": str(folder / "设置"), "QT_QPA_PLATFORM": PLATFORM}
    # Not as a script: each child that reads a file would import it, and the whole window with it, once more.
    command = [sys.executable, "-c", "import driven_window; driven_window.main()"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=os.environ | variables, stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        output = process.stdout

        def line() -> str:
            row = output.readline()
            assert row, "there is nobody who drives"
            return row.rstrip("\n")

        def killed(words: Sequence[str], moment: Moment) -> list[list[str]]:
            print(*words, sep="\t", file=process.stdin, flush=True)
            told = [line()]
            while sum(row.startswith(moment.kind) for row in told) < moment.lines and not told[-1].startswith("ended"):
                told.append(line())
            time.sleep(moment.later)  # the moment of chance itself: nothing is waited for
            print(file=process.stdin, flush=True)
            while not told[-1].startswith("ended"):
                told.append(line())
            assert told.pop() == f"ended\t{-signal.SIGKILL}", "it ended by itself"
            return [row.split("\t") for row in told]

        yield killed


def again_and_again(folder: Path, seed: int) -> Counter[str]:
    with driver(folder) as killed:
        return killed_and_looked_at(folder, seed, killed)


def killed_and_looked_at(folder: Path, seed: int, killed: Killed) -> Counter[str]:
    """One project through its share of the kills; how many lines of each kind were told in all."""
    chance = random.Random(seed)  # noqa: S311  # moments of a trial
    times, path, county = KILLS // LINES, folder / "例.pingbi", "测000县"
    project.create(path, scheme_text(times * FILES + 1, 3), "张三").close()
    names = [f"测{at:03d}县" for at in range(1, times * FILES + 1)]
    files = [submission(folder / f"{name}.xlsx", name, 3, 0) for name in names]
    came: set[str] = set()
    values: list[str] = []
    lines: Counter[str] = Counter()
    for at in range(times):
        given = [str(path) for path in files[at * FILES : (at + 1) * FILES]]
        told = killed([str(path), str(EDITS), county, "i0", *given], Moment.drawn(chance))
        lines.update(row[0] for row in told)
        assert told[0][0] == "opened"
        assert came <= set(told[0][1:]), "the next start shows less than the killed one did"
        came |= {row[1] for row in told if row[0] == "came"}
        values += [row[1].rsplit(maxsplit=1)[-1] for row in told if row[0] == "done" and row[1].startswith("已改正")]
        with project.open(path, "张三") as held:
            history = "\n".join(step.line for step in held.history())
            assert came <= {row.submission.name for row in Case(held).arrived()}
            assert [value for value in values if value not in history] == []
    return lines


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork for the window that is killed")
def test_what_the_window_showed_as_done_outlives_twenty_kills(tmp_path: Path) -> None:
    seed = int(os.environ.get("PINGBI_SEED", random.SystemRandom().randrange(10**6)))
    print(f"PINGBI_SEED={seed}")
    folders = [tmp_path / str(line) for line in range(LINES)]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(LINES) as pool:
        lines = sum(pool.map(again_and_again, folders, range(seed, seed + LINES)), Counter[str]())
    assert lines["opened"] == KILLS
    assert lines["failed"] == 0
    assert lines["came"] > 0, "it never lived to import anything"
    assert lines["done"] > 0, "it never lived to correct anything"
