"""How long reading takes with all its safety, against pandas.read_excel with openpyxl in the same run.

    python3 tests/bench/bench_reading.py [--only submissions tables ledger growth] [--folder F] [--runs 2]

Each run is a process of its own, ours and the plain way in turn; time is that of the whole process, the least of the
runs counts. Ours: start, child processes, reading, finding the table, figures with origins, findings. The plain way:
start, every sheet of every file as a frame, and nothing found in it. Memory is the greatest sum of the resident memory
of a process and all below it, looked up every 20 milliseconds (Linux; pages that children share count for each of
them); sources of both are compiled before the clock starts, as those of an installed program are; CPU is theirs
together, which other work on the machine changes less. pandas is installed into an environment of its own, beside the
files.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve()
OURS = HERE.with_name("reading_ours.py")
sys.path.insert(0, str(HERE.parents[2] / "desktop"))

import openpyxl  # noqa: E402
import xlsxwriter  # noqa: E402

from pingbi import pipeline  # noqa: E402

SIZES = (6, 12, 24, 36, 60)  # indicators of the five schemes whose templates are filled
NAMED = ("投资", "产值", "税收", "利润", "用电量", "技改", "订单", "贷款", "出口", "用工")
PLAIN = """
import sys, pandas
for path in sys.argv[1:]:
    frames = pandas.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
"""
LEDGER = ("项目名称", "县区", "产业", "概算投资（亿元）", "年计划投资（亿元）", "完成投资（亿元）", "开工时间", "状态")


def scheme_file(path: Path, counties: int, indicators: int) -> Path:
    """A scheme of that size."""
    lines = ['[scheme]\nname = "规模测试"\nperiod = "2022H1"\nmissing = "zero"']
    lines += [f'[[county]]\nname = "{county}"' for county in counties_of(counties)]
    for at in range(indicators):
        name = f"{NAMED[at % len(NAMED)]}第{at // len(NAMED) + 1}类"
        lines.append(f'[[indicator]]\nid = "i{at}"\nname = "{name}"\nunit = "亿元"\nkind = "level"')
        lines.append(f'[[criterion]]\nid = "c{at}"\nname = "{name}"\nweight = 2\nmethod = "rank_step"\nvalue = "i{at}"')
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def counties_of(number: int) -> list[str]:
    """Names of two characters and 县, all different."""
    first, second = "东西南北中上下前后左右金木水火土春夏秋冬", "山河湖海江泉林原丘谷城关桥口集店庄营寨坡"
    return [f"{first[at % 20]}{second[at // 20]}县" for at in range(number)]


def submissions(folder: Path, number: int) -> None:
    """Filled templates of five schemes, a folder each."""
    draw = random.Random(1)  # noqa: S311  # no secret: the same files every time
    each = -(-number // len(SIZES))
    for size in SIZES:
        here = folder / f"{size}"
        here.mkdir(parents=True)
        scheme = pipeline.load_scheme(str(scheme_file(folder / f"{size}.toml", each, size)))
        for path in pipeline.write_templates(scheme, here, None):
            book = openpyxl.load_workbook(path)
            for sheet in (one for one in book.worksheets if one.sheet_state == "visible"):  # not the fingerprint
                heads = [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value == "本期数"]
                for row, column in heads:
                    for at in range(row + 1, row + 1 + size):
                        sheet.cell(at, column, draw.randint(1, 9999) / 100)
            if "全市" in path.name:
                path.unlink()
            else:
                book.save(path)


def tables(folder: Path, number: int, rows: int = 200, columns: int = 10) -> None:
    """Master tables of all counties."""
    draw = random.Random(2)  # noqa: S311  # as above
    here = folder / "tables"
    here.mkdir(parents=True)
    scheme = pipeline.load_scheme(str(scheme_file(folder / "tables.toml", rows, columns)))
    names = [f"{indicator.name}（亿元）" for indicator in scheme.indicator]
    for at in range(number):
        cells: list[list[object]] = [["县区", *names]]
        cells += [[county, *(draw.randint(1, 99999) / 100 for _ in names)] for county in scheme.counties]
        _table(here / f"{at:04}.xlsx", cells)


def _table(path: Path, rows: list[list[object]]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("汇总表")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)


def ledger(folder: Path, rows: int) -> None:
    """One project a row."""
    draw = random.Random(3)  # noqa: S311  # as above
    here = folder / f"ledger{rows}"
    here.mkdir(parents=True)
    path = scheme_file(folder / f"ledger{rows}.toml", 20, 2)
    columns = json.dumps([name.partition("（")[0] for name in LEDGER], ensure_ascii=False)
    units = "{ '概算投资' = '亿元', '年计划投资' = '亿元', '完成投资' = '亿元' }"
    text = (
        f'[[ledger]]\nid = "projects"\nname = "项目台账"\nkey = "项目名称"\ncounty_column = "县区"\ncolumns = {columns}'
    )
    text += f"\nunits = {units}\n"
    text += '[[indicator]]\nid = "n"\nname = "项目数"\nunit = "个"\nkind = "count"\nledger = "projects"\n'
    text += 'aggregate = "count"\n[[indicator]]\nid = "s"\nname = "完成投资额"\nunit = "亿元"\nkind = "level"\n'
    text += 'ledger = "projects"\naggregate = "sum"\ncolumn = "完成投资"\n'
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
    counties = counties_of(20)
    cells: list[list[object]] = [list(LEDGER)]
    for at in range(rows):
        plan = draw.randint(100, 9999) / 100
        whole = [f"第{at + 1}号项目", draw.choice(counties), draw.choice(("装备", "化工", "食品")), plan * 2, plan]
        cells.append(
            [*whole, round(plan * draw.random(), 2), f"2022年{draw.randint(1, 6)}月", draw.choice(("在建", "已投产"))]
        )
    _table(here / "台账.xlsx", cells)


def _below(top: int) -> Iterator[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
        parents.setdefault(parent, []).append(int(stat.parent.name))
    waiting = [top]
    while waiting:
        yield (one := waiting.pop())
        waiting += parents.get(one, [])


def _use(top: int, seconds: dict[int, float]) -> int:
    """Bytes that all of them hold now; the seconds of processor time that each has had so far."""
    found = 0
    for process in _below(top):
        try:
            pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        except OSError:
            continue
        found += int(pages) * os.sysconf("SC_PAGE_SIZE")
        seconds[process] = sum(map(int, stat.split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return found


def measured(command: list[str]) -> dict[str, float]:
    """Seconds and megabytes of a command, and what it printed as JSON."""
    started, peak = time.perf_counter(), 0
    used: dict[int, float] = {}
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled["PYTHONPATH"] = str(HERE.parents[2] / "desktop")  # by it the program runs from a checkout
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=compiled) as process:
        while process.poll() is None:
            peak = max(peak, _use(process.pid, used))
            time.sleep(0.02)
        seconds = time.perf_counter() - started
        said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"{command[:3]} ended with {process.returncode}")
    spent = {"seconds": seconds, "cpu": sum(used.values()), "megabytes": peak / 1024**2}
    return spent | (json.loads(said) if said.strip() else {})


def compared(name: str, folder: Path, plain: list[str], runs: int) -> None:
    """One line of the table."""
    files = sorted(map(str, folder.rglob("*.xlsx")))
    mine = [str(sys.executable), str(OURS), str(folder)]
    best: dict[str, dict[str, float]] = {}
    measured([str(sys.executable), str(OURS), str(folder / "nothing")])  # what is compiled stays so
    for _ in range(runs):
        for who, command in (("ours", mine), ("plain", [*plain, *files])):
            if who == "plain" and not plain:
                continue
            found = measured(command)
            if who not in best or found["seconds"] < best[who]["seconds"]:
                best[who] = found
    own = best["ours"]
    row = [name, len(files), f"{own['seconds']:.2f}", f"{own['cpu']:.1f}", f"{own['megabytes']:.0f}"]
    row += [f"{own['first']:.2f}", f"{own['figures']:.0f}", f"{own['findings']:.0f}"]
    if "plain" in best:
        other = best["plain"]
        row += [f"{other['seconds']:.2f}", f"{other['cpu']:.1f}", f"{other['megabytes']:.0f}"]
        row += [f"{other['seconds'] / own['seconds']:.1f}"]
    print("| " + " | ".join(map(str, row)) + " |", flush=True)


def main() -> None:
    """Make what is missing, measure, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*", default=["submissions", "tables", "ledger", "growth"])
    parser.add_argument("--folder", type=Path, help="where files and environment are kept for the next time")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--submissions", type=int, default=500)
    parser.add_argument("--tables", type=int, default=100)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        base = options.folder or Path(scratch)
        base.mkdir(exist_ok=True)
        python = base / "environment" / "bin" / "python"
        if not python.exists():
            venv.create(base / "environment", with_pip=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "pandas", "openpyxl"], check=True)
        plain = [str(python), "-c", PLAIN]
        heads = ["what", "files", "s", "CPU s", "MB", "first result s", "figures", "findings"]
        heads += ["plain s", "plain CPU s", "plain MB", "plain/ours"]
        print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
        for name, number, make in (
            ("submissions", options.submissions, submissions),
            ("tables", options.tables, tables),
            ("ledger", options.rows, ledger),
        ):
            if name in options.only:
                folder = base / f"{name}{number}"
                if not folder.exists():
                    make(folder, number)
                compared(f"{name} {number}", folder, plain, options.runs)
        if "growth" in options.only:
            _growth(base, options.runs)


def _growth(base: Path, runs: int) -> None:
    for number in (250, 1000, 2000, 4000):
        folder = base / f"small{number}"
        if not folder.exists():
            tables(folder, number, rows=20, columns=5)
        compared(f"tables of 20 rows {number}", folder, [], runs)
    for number in (1000, 4000, 16_000, 64_000):
        folder = base / f"rows{number}"
        if not folder.exists():
            ledger(folder, number)
        compared(f"rows of one ledger {number}", folder, [], runs)


if __name__ == "__main__":
    main()
