"""How fast other weights are tried: by the short way, by a whole new evaluation, and from a moved slider to the screen.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/bench/bench_trial.py [--counties 50 100 200] [--criteria 30]

`one` is another weight of one criterion, as a slider moves; `all` of every criterion at once; `anew` what scoring alone
takes without the short way, whose totals must be the same. `painted` is from the moved slider to the painted table,
less the 50 ms for which the page waits whether the slider moves on. Least of `--runs` each.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(ROOT / "tests" / "window" / "support"), str(ROOT / "tests" / "bench")]

from bench_project import submission  # noqa: E402
from evaluation import evaluation_of, figures_of, scheme_of  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from standing import open_project, settled, wait, window_of  # noqa: E402

from pingbi import casework, project  # noqa: E402
from pingbi.casework import Case  # noqa: E402
from pingbi.casework.tryout import Tryout  # noqa: E402
from pingbi.pipeline import weighted  # noqa: E402
from pingbi.scoring import evaluate  # noqa: E402
from pingbi_qt.desk import Desk  # noqa: E402
from pingbi_qt.score import ScorePage  # noqa: E402
from pingbi_qt.score.trying import SOON  # noqa: E402

METHODS = ("rank_step", "efficacy", "minmax", "rank_linear", "zscore")


def least(work: Callable[[int], object], runs: int) -> float:
    """Milliseconds of the quickest run; each is given its number."""
    taken = []
    for run in range(runs):
        begun = time.perf_counter()
        work(run)
        taken.append(time.perf_counter() - begun)
    return min(taken) * 1000


def engine(counties: int, criteria: int, runs: int) -> tuple[float, float, float]:
    """One weight, all weights, everything anew."""
    scheme = scheme_of(counties, criteria)
    done = evaluation_of(scheme, figures_of(scheme))
    tryout = Tryout(done)
    names = [row.id for row in scheme.criterion]

    def other(run: int) -> dict[str, Decimal]:
        return {name: Decimal(run + at + 3) for at, name in enumerate(names)}

    one = least(lambda run: tryout.totals({names[0]: Decimal(run + 3)}), runs)
    every = least(lambda run: tryout.totals(other(run)), runs)
    for name, weight in other(0).items():
        scheme = weighted(scheme, name, weight)
    anew = least(lambda _: evaluate(scheme, done.figures), runs)
    assert tryout.totals(other(0)).totals == evaluate(scheme, done.figures).totals
    return one, every, anew


def scheme_text(counties: int, criteria: int) -> str:
    """Criteria in five parts, so that the sliders are theirs."""
    parts = ['[scheme]\nname = "测算"\nperiod = "2022H1"\nmissing = "rescale"\n']
    parts += [f'[[county]]\nname = "测{at:03d}县"\n' for at in range(counties)]
    parts += [f'[[part]]\nid = "p{at}"\nname = "第{at + 1}类"\nweight = 20\n' for at in range(5)]
    for at in range(criteria):
        parts.append(f'[[indicator]]\nid = "i{at}"\nname = "测算指标{at:02d}"\nunit = "亿元"\nkind = "level"\n')
        rule = f'value = "i{at}"\nmethod = "{METHODS[at % len(METHODS)]}"\npart = "p{at * 5 // criteria}"\n'
        parts.append(f'[[criterion]]\nid = "c{at}"\nname = "测算项{at:02d}"\nweight = 1\n{rule}')
    return "\n".join(parts)


def painted(counties: int, criteria: int, runs: int) -> float:
    """From the slider to the painted table."""
    application = QApplication.instance()
    application = application if isinstance(application, QApplication) else QApplication([])
    with tempfile.TemporaryDirectory() as name:
        os.environ["PINGBI_SETTINGS"] = str(Path(name) / "设置")
        path = Path(name) / "测算.pingbi"
        with project.create(path, scheme_text(counties, criteria), "张三") as held:
            files = [submission(Path(name) / f"{at:03d}.xlsx", f"测{at:03d}县", criteria, 0) for at in range(counties)]
            list(casework.receive(Case(held), files))
        window = window_of(application, Desk(by="张三"))
        open_project(window, path)
        window.show_page("score")
        page = window.pages["score"]
        assert isinstance(page, ScorePage)
        wait(lambda: page.known is not None)
        page.surely.give_up()
        settled(window)
        answers: list[object] = []
        page.trying.answered.connect(answers.append)
        slider = page.strip.controls[0].slider

        def moved(run: int) -> None:
            answers.clear()
            slider.setValue(slider.saved + run + 1)
            while not answers:
                application.processEvents()
                time.sleep(0.001)
            page.ranking.viewport().repaint()
            application.processEvents()

        found = least(moved, runs) - SOON
        window.close()
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counties", type=int, nargs="+", default=[50, 100, 200])
    parser.add_argument("--criteria", type=int, default=30)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    print("| counties | criteria | one ms | all ms | anew ms | painted ms |")
    print("|---|---|---|---|---|---|")
    for counties in asked.counties:
        one, every, anew = engine(counties, asked.criteria, asked.runs)
        seen = painted(counties, asked.criteria, asked.runs)
        print(f"| {counties} | {asked.criteria} | {one:.0f} | {every:.0f} | {anew:.0f} | {seen:.0f} |", flush=True)


if __name__ == "__main__":
    main()
