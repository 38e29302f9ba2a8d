"""How the window feels: when it is first there, whether it answers while files come in, how fast a trial is shown.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/bench/bench_window.py [--starts 7] [--submissions 100]

`first` is the time from the start of the process to the first paint, beside that of an empty window of PySide6 in turn.
`longest block` is the longest time in which a timer of 5 ms of the window's thread could not fire while files were
dropped, read, received and shown; what ran then is named. `what-if` is from a moved slider to the painted table.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(ROOT / "tests" / "window" / "support"), str(ROOT / "tests" / "bench")]

from bench_project import scheme_text, submission  # noqa: E402
from first_window import least  # noqa: E402
from heartbeat import Heartbeat  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from standing import open_project, settled, wait, window_of  # noqa: E402

from pingbi import project  # noqa: E402
from pingbi.casework import Case, receive  # noqa: E402
from pingbi_qt.desk import Desk  # noqa: E402
from pingbi_qt.score import ScorePage  # noqa: E402
from pingbi_qt.score.trying import SOON  # noqa: E402
from pingbi_qt.tidying import Tidy  # noqa: E402

INDICATORS = 30


class Block(NamedTuple):
    """How long the window did not answer, how much of it was its own work, out of how long, and what ran then."""

    longest: float
    own: float
    seconds: float
    told: str


def first(starts: int, folder: Path) -> tuple[float, float, float]:
    """Seconds to the first paint: an empty window, ours, our first page."""
    variables = {"PYTHONPATH": str(ROOT / "desktop"), "PINGBI_SETTINGS": str(folder / "设置")}
    return least({**os.environ, **variables}, starts, folder / "compiled")


def importing(application: QApplication, folder: Path, submissions: int) -> Block:
    """Drop a folder of so many submissions on the window, and wait until all are shown."""
    counties = [f"测{at:03d}县" for at in range(submissions)]
    path, given = folder / "导入.pingbi", folder / "报来"
    given.mkdir()
    project.create(path, scheme_text(submissions, INDICATORS), "张三").close()
    for county in counties:
        submission(given / f"{county}.xlsx", county, INDICATORS, 0)
    desk = Desk(by="张三")
    window = window_of(application, desk)
    open_project(window, path)
    with Heartbeat() as heart:
        begun = time.perf_counter()
        window.take([str(given)])
        wait(lambda: desk.view is not None and len(desk.view.state.submissions) == submissions and not desk.operations)
        settled(window)
        seconds = time.perf_counter() - begun
    window.close()
    return Block(heart.longest, heart.own, seconds, heart.told())


def trying(application: QApplication, folder: Path, counties: int) -> float:
    """Seconds from a moved slider to the painted table, the pause after the last move left out; the least of five."""
    path, table = folder / "试算.pingbi", folder / "各县.csv"
    values = random.Random(1)  # noqa: S311  # figures of a benchmark
    rows = [["县区", *(f"测算指标{at:02d}" for at in range(INDICATORS))]]
    rows += [[f"测{at:03d}县", *(str(values.randint(1, 90)) for _ in range(INDICATORS))] for at in range(counties)]
    table.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    with project.create(path, scheme_text(counties, INDICATORS), "张三") as held:
        list(receive(Case(held), [table]))
    window = window_of(application, Desk(by="张三"))
    open_project(window, path)
    window.show_page("score")
    settled(window)
    page = window.pages["score"]
    assert isinstance(page, ScorePage)
    page.surely.give_up()
    settled(window)
    shown: list[object] = []
    page.trying.answered.connect(shown.append)
    taken: list[float] = []
    for step in range(1, 6):
        begun = time.perf_counter()
        page.strip.controls[0].slider.setValue(1 + step)
        wait(lambda step=step: len(shown) == step)  # type: ignore[misc]
        page.ranking.viewport().repaint()
        taken.append(time.perf_counter() - begun - SOON / 1000)
    window.close()
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--submissions", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PINGBI_SETTINGS"] = str(folder / "设置")
        empty, ours, page = first(asked.starts, folder)
        print(f"first window: empty {empty * 1000:.0f} ms, ours {ours * 1000:.0f} ms, {ours / empty:.2f} times")
        print(f"first page: {page * 1000:.0f} ms, {page / empty:.2f} times")
        application = QApplication([])
        tidy = Tidy()  # garbage is collected as in the program
        block = importing(application, folder, asked.submissions)
        print(f"importing {asked.submissions} submissions: {block.seconds:.1f} s, {block.told}")
        print(f"what-if, 200 counties by {INDICATORS} criteria: {trying(application, folder, 200) * 1000:.0f} ms")
        tidy.deleteLater()


if __name__ == "__main__":
    main()
