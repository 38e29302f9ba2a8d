"""How long the work on a project file takes as it grows: opening, one more submission, evaluating all again.

    python3 tests/bench/bench_project.py [--counties 50 100 200] [--versions 3] [--indicators 60]

Every submission is a workbook of its own, read by child processes and received as `pingbi import` does it. Then, in
processes of their own: opening the file; the first evaluation (all readings are unpacked); and with the project open,
as the window has it, one more submission with the evaluation after it (`one more`: the children are still starting),
and another. `plain` is what the same bytes cost without any
of it: sqlite3 storing them in one table, one transaction a file.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "desktop"))

import xlsxwriter  # noqa: E402

from pingbi import casework, children, project  # noqa: E402
from pingbi.casework import Case  # noqa: E402

# Not this file as the main module: a child loads that again, and the program's own is light.
MEASURE = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from bench_project import measured
print(json.dumps(measured(*map(Path, sys.argv[2:]))))
"""


def scheme_text(counties: int, indicators: int) -> str:
    """A scheme of so many counties and indicators, a criterion each."""
    parts = ['[scheme]\nname = "测算"\nperiod = "2022H1"\n']
    parts += [f'[[county]]\nname = "测{at:03d}县"\n' for at in range(counties)]
    for at in range(indicators):
        parts.append(f'[[indicator]]\nid = "i{at}"\nname = "测算指标{at:02d}"\nunit = "亿元"\nkind = "level"\n')
        rule = f'value = "i{at}"\nmethod = "rank_linear"\n'
        parts.append(f'[[criterion]]\nid = "c{at}"\nname = "测算项{at:02d}"\nweight = 1\n{rule}')
    return "\n".join(parts)


def submission(path: Path, county: str, indicators: int, version: int) -> Path:
    """A county's table with a value of every indicator; each version changes one value in ten."""
    drawn = random.Random(county)  # noqa: S311  # figures of a benchmark
    values = [round(drawn.uniform(1, 900), 2) for _ in range(indicators)]
    for _ in range(version * indicators // 10):
        values[drawn.randrange(indicators)] += 1
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("报表")
        sheet.write_row(0, 0, ["指标", "单位", county])
        for at in range(indicators):
            sheet.write_row(at + 1, 0, [f"测算指标{at:02d}", "亿元", values[at]])
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counties", type=int, nargs="+", default=[50, 100, 200])
    parser.add_argument("--versions", type=int, default=3)
    parser.add_argument("--indicators", type=int, default=60)
    asked = parser.parse_args()
    heads = "counties", "submissions", "figures", "file MB", "import s", "plain s", "open s", "first evaluation s"
    print("|", " | ".join((*heads, "one more s", "another s")), "|")
    print("|" + "---|" * (len(heads) + 2))
    for counties in asked.counties:
        with tempfile.TemporaryDirectory() as folder:
            print(f"| {' | '.join(row(Path(folder), counties, asked.versions, asked.indicators))} |", flush=True)


def row(folder: Path, counties: int, versions: int, indicators: int) -> Iterator[str]:
    """A line of the table."""
    path = folder / "测算.pingbi"
    project.create(path, scheme_text(counties, indicators), "测", "0").close()
    took, plain = 0.0, 0.0
    store = sqlite3.connect(folder / "plain.sqlite")
    store.execute("CREATE TABLE content (name TEXT, data BLOB)")
    for version in range(versions):
        below = folder / f"第{version + 1}版"
        below.mkdir()
        files = [
            submission(below / f"测{at:03d}县{version}.xlsx", f"测{at:03d}县", indicators, version)
            for at in range(counties)
        ]
        started = time.perf_counter()
        with project.open(path, "测") as held:
            came = list(casework.receive(Case(held), [below]))
        took += time.perf_counter() - started
        assert sum(arrival.readable for arrival in came) == counties
        started = time.perf_counter()
        for file in files:
            with store:
                store.execute("INSERT INTO content VALUES (?, ?)", (file.name, file.read_bytes()))
        plain += time.perf_counter() - started
    for at in range(2):
        submission(folder / f"再报{at}.xlsx", "测000县", indicators, versions + at)
    command = [sys.executable, "-c", MEASURE, str(Path(__file__).parent), str(path), str(folder)]
    as_program = os.environ | {"PYTHONPATH": str(ROOT / "desktop")}  # by it the program runs from a checkout
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=as_program).stdout)
    size = path.stat().st_size / 1024**2
    yield f"{counties}"
    yield f"{counties * versions}"
    yield f"{found['figures']:,}"
    yield f"{size:.1f}"
    yield f"{took:.1f}"
    yield f"{plain:.1f}"
    yield f"{found['open']:.2f}"
    yield f"{found['first']:.2f}"
    yield f"{found['more']:.2f}"
    yield f"{found['again']:.2f}"


def measured(path: Path, folder: Path) -> dict[str, float]:
    """In a process of its own: open, evaluate, receive one more and evaluate again, twice."""
    children.shared().begin()  # as the command line and the window do
    started = time.perf_counter()
    with project.open(path, "测") as held:
        opened = time.perf_counter() - started
        case = Case(held)
        started = time.perf_counter()
        before = case.evaluation()
        first = time.perf_counter() - started
        took = []
        for at in range(2):
            started = time.perf_counter()
            list(casework.receive(case, [folder / f"再报{at}.xlsx"]))
            after = case.evaluation()
            took.append(time.perf_counter() - started)
            assert casework.difference(before, after).figures
            before = after
    return {"open": opened, "first": first, "more": took[0], "again": took[1], "figures": sum(1 for _ in after.figures)}


if __name__ == "__main__":
    main()
