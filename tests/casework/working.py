"""Works on a project for ever, each finished step said; it is killed from outside.

`working.main()` with FILE FOLDER as arguments: for each seed on a line of the input a process begins (its number is
said), imports submissions under the names of those in FOLDER, corrects, undoes and exports; a line is the number of the
step, the SHA-256 of the bytes it brought (or -), and what was done. When it has ended, its exit status is said.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from decimal import Decimal
from pathlib import Path
from random import Random

from pingbi import casework, project
from pingbi.casework import Case


def main() -> None:
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    forks = multiprocessing.get_context("fork")  # all is imported here, once for many that are killed
    for line in sys.stdin:
        worker = forks.Process(target=work, args=(path, folder, int(line)))
        worker.start()
        worker.join()
        say(worker.exitcode or 0, "-", "ended")


def work(path: Path, folder: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # to repeat a run, not to keep a secret
    given = sorted(folder.glob("*.csv"))
    with project.open(path, "张三") as held:
        case = Case(held)
        say(os.getpid(), "-", "begun")
        while True:
            kind = chance.random()
            if kind < 0.4:
                source = chance.choice(given)
                copy = folder / "again" / f"{source.stem}{chance.randrange(10**9)}.csv"
                copy.parent.mkdir(exist_ok=True)
                copy.write_text(f"县区,投资\n甲县,{chance.randrange(10**6)}\n", encoding="utf-8")
                for arrival in casework.receive(case, [copy]):
                    assert arrival.submission is not None
                    say(arrival.submission.number, project.digest(copy.read_bytes()), "received")
            elif kind < 0.7:
                step = casework.correct(case, "甲县", "投资", Decimal(chance.randrange(99)), "漏报一个项目")
                say(step.number, "-", "corrected")
            elif kind < 0.8 and held.made_from:
                say(held.undo().number, "-", "undone")
            else:
                before = held.steps
                casework.export(case, path.with_name("排名.xlsx"))
                if held.steps > before:
                    say(held.steps, "-", "exported")


def say(number: int, sha: str, done: str) -> None:
    sys.stdout.write(f"{number} {sha} {done}\n")
    sys.stdout.flush()
