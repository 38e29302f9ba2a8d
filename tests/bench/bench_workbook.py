"""How long the workbook takes from a scored evaluation, against writing the same cells with bare xlsxwriter.

    python3 tests/bench/bench_workbook.py [--criteria 30] [--counties 200] [--office 200]

Each figure is the least of several runs, each run a process of its own, ours and bare in turn. Time of ours: what the
sheets ask of the evaluation (`asked`), laying out and writing, charts too, with everything imported and the evaluation
there; `ratio` is of all of it, `written` of laying out and writing alone. Time of bare: the same cells, formats, merges
and links, ready in memory, handed to xlsxwriter. Memory is the peak of a process that does only that; bare reads its
cells from a stream. `--office` is how long LibreOffice takes to open, recalculate and save.
"""

from __future__ import annotations

import argparse
import gc
import json
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(Path(__file__).resolve().parent)]

import xlsxwriter  # noqa: E402
from evaluation import evaluation_of, figures_of, scheme_of  # noqa: E402

from pingbi import pipeline  # noqa: E402
from pingbi.workbook import plan_workbook, write  # noqa: E402
from pingbi.workbook.plan import Style  # noqa: E402
from pingbi.workbook.styles import properties  # noqa: E402
from pingbi.workbook.write import OPTIONS  # noqa: E402

MEGABYTE = 1024  # ru_maxrss counts kilobytes
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def ours(counties: int, criteria: int, target: Path) -> dict[str, float]:
    """What the sheets need to know (county pages, changes, robustness of places), the sheets themselves, the file."""
    scheme = scheme_of(counties, criteria)
    evaluation = evaluation_of(scheme, figures_of(scheme))
    gc.collect()
    started = time.perf_counter()
    book = pipeline.book(evaluation)
    asked = time.perf_counter() - started
    plan = plan_workbook(book)
    write(plan, target)
    charts = sum(len(sheet.charts) for sheet in plan.sheets)
    return {"seconds": time.perf_counter() - started, "asked": asked, "charts": charts, "sheets": len(plan.sheets)}


def spilled(counties: int, criteria: int, target: Path) -> dict[str, float]:
    """Write every cell of the same workbook to a stream, so that the bare runs need nothing of ours."""
    scheme = scheme_of(counties, criteria)
    plan = plan_workbook(pipeline.book(evaluation_of(scheme, figures_of(scheme))))
    count = 0
    with target.open("wb") as stream:
        for sheet in plan.sheets:
            pickle.dump(sheet.name, stream)
            for cell in sheet.cells:
                value = float(cell.value) if not isinstance(cell.value, str | bool | type(None)) else cell.value
                pickle.dump((*cell[:2], value, *cell[3:]), stream)
                count += 1
    return {"cells": count}


def _stream(path: Path) -> Iterator[Any]:
    with path.open("rb") as stream:
        while True:
            try:
                yield pickle.load(stream)  # noqa: S301  # our own file
            except EOFError:
                return


def bare(stream: Path, target: Path, *, ready: bool) -> dict[str, float]:
    """The same cells by xlsxwriter's own calls; `ready`: all in memory before the clock starts."""
    rows: Any = list(_stream(stream)) if ready else _stream(stream)
    gc.collect()
    gc.freeze()
    started = time.perf_counter()
    book = xlsxwriter.Workbook(str(target), OPTIONS)
    formats: dict[Style, Any] = {}
    sheet: Any = None
    for item in rows:
        if isinstance(item, str):
            sheet = book.add_worksheet(item)
            continue
        row, column, value, style, formula, link, tip = item
        look = formats.get(style)
        if look is None:
            look = formats[style] = book.add_format(properties(style, {}))
        if link:
            sheet.write_url(row, column, f"internal:{link}", look, " ", tip or None)
        if formula:
            sheet.write_formula(row, column, formula, look, "" if value is None else value)
        elif isinstance(value, float):
            sheet.write_number(row, column, value, look)
        elif value is None:
            sheet.write_blank(row, column, None, look)
        else:
            sheet.write_string(row, column, value, look)
    book.close()
    return {"seconds": time.perf_counter() - started}


def office(workbook: Path) -> float | None:
    """Seconds that LibreOffice takes to open, recalculate and save; None where it is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
        command = [soffice, f"-env:UserInstallation=file://{profile.parent}", "--headless", "--convert-to"]
        command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", folder, str(workbook)]
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - started


def _child(mode: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--child", mode, *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(done.stdout))


def _run_child(mode: str, arguments: list[str]) -> None:
    if mode in ("ours", "spilled"):
        made = {"ours": ours, "spilled": spilled}[mode](int(arguments[0]), int(arguments[1]), Path(arguments[2]))
    else:
        made = bare(Path(arguments[0]), Path(arguments[1]), ready=mode == "bare-ready")
    made["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(json.dumps(made))


def compare(counties: int, criteria: int, runs: int, folder: Path) -> dict[str, float]:
    """One size: seconds and megabytes of both, cells."""
    stream, target = folder / "cells", folder / "book.xlsx"
    found = {"cells": _child("spilled", str(counties), str(criteria), str(stream))["cells"]}
    mine, plain = [], []
    for _ in range(runs):
        mine.append(_child("ours", str(counties), str(criteria), str(target)))
        plain.append(_child("bare-ready", str(stream), str(folder / "bare.xlsx")))
    lean = _child("bare-stream", str(stream), str(folder / "bare.xlsx"))
    best = min(mine, key=lambda row: row["seconds"])
    found |= {name: best[name] for name in ("asked", "charts", "sheets")}
    found |= {"ours_s": best["seconds"], "bare_s": min(row["seconds"] for row in plain)}
    found |= {"ours_mb": min(row["megabytes"] for row in mine), "bare_mb": lean["megabytes"]}
    return found


def main(arguments: list[str]) -> int:
    """Print a table; exit status 0."""
    if arguments[:1] == ["--child"]:
        _run_child(arguments[1], arguments[2:])
        return 0
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--criteria", type=int, default=30)
    asked.add_argument("--counties", type=int, nargs="*", default=[200])
    asked.add_argument("--office", type=int, nargs="*", default=[200])
    asked.add_argument("--runs", type=int, default=3)
    options = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.counties:
            print("counties sheets charts    cells  asked s  ours s  bare s  ratio  written  ours MB  bare MB  ratio")
        for counties in options.counties:
            row = compare(counties, options.criteria, options.runs, folder)
            print(
                f"{counties:8} {row['sheets']:6.0f} {row['charts']:6.0f} {row['cells']:8.0f} {row['asked']:8.2f}"
                f" {row['ours_s']:7.2f} {row['bare_s']:7.2f} {row['ours_s'] / row['bare_s']:6.2f}"
                f" {(row['ours_s'] - row['asked']) / row['bare_s']:8.2f} {row['ours_mb']:8.0f} {row['bare_mb']:8.0f}"
                f" {row['ours_mb'] / row['bare_mb']:6.2f}",
                flush=True,
            )
        for counties in options.office:
            target = folder / f"{counties}.xlsx"
            _child("ours", str(counties), str(options.criteria), str(target))
            seconds = office(target)
            said = "not installed" if seconds is None else f"{seconds:.1f} s"
            print(f"LibreOffice opens, recalculates and saves {counties} counties: {said}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
