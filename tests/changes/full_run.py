"""Changed files by the thousand: how many values are read right, how many are said, and that none is silently wrong.

    python3 tests/changes/full_run.py [--files 3000] [--seed N] [--kind "rows above"] [--formats csv] [--show 20]

Prints a table by kind of change; `--show` prints that many of the values that were not read right; `--only N` makes
that one file, leaves it in the working folder and says what came of it.
Exit status 1 where a value is silently wrong, or too few are read right.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "desktop"))

import attempts as made  # after the path of the program
from tally import Tally
from writers import ALL, Format

BATCH = 600  # files of one task: LibreOffice starts once a format in each, and its start costs as much as 20 files


def formats(wanted: str = "") -> list[Format]:
    """Those whose name holds the words, as far as they can be written here."""
    office = shutil.which("soffice") is not None
    return [form for form in ALL if wanted in form.name and (office or form.write is not None)]


def part(seed: int, numbers: Sequence[int], names: Sequence[str], kind: str) -> Tally:
    """What came of some of the files."""
    chosen = [form for form in ALL if form.name in names]
    tally = Tally()
    for outcome in made.outcomes(made.attempts(seed, numbers, chosen, kind)):
        tally.add(outcome)
    return tally


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--kind", default="")
    parser.add_argument("--formats", default="")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--only", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(arguments)
    names = [form.name for form in formats(asked.formats)]
    if asked.only is not None:
        for attempt in made.attempts(asked.seed, [asked.only], formats(asked.formats), asked.kind):
            Path(f"{attempt.number}-{attempt.case.name}").write_bytes(attempt.case.data)
        tally = part(asked.seed, [asked.only], names, asked.kind)
        print("\n".join(tally.lines()))
        return 1 if tally.failures() else 0
    started = time.monotonic()
    numbers = range(asked.files)
    batches = [numbers[at :: max(1, -(-asked.files // BATCH))] for at in range(max(1, -(-asked.files // BATCH)))]
    tally = Tally()
    with ProcessPoolExecutor(asked.jobs) as pool:
        for found in pool.map(part, *zip(*((asked.seed, batch, names, asked.kind) for batch in batches), strict=True)):
            tally.join(found)
    print(f"种子 {asked.seed}，{tally.files} 个文件，{time.monotonic() - started:.0f} 秒\n")
    print("\n".join(tally.table()))
    print("\n".join(["", *tally.lines()[: asked.show]]))
    failures = tally.failures()
    print("\n".join(["", *(failures or ["通过"])]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
