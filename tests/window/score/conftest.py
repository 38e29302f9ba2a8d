"""Projects of any size for the third step, and the page in the real window."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from standing import open_project, settled, wait

from pingbi import casework, pipeline, project
from pingbi import scheme as schemes
from pingbi.casework import Case
from pingbi.model import Result
from pingbi.scoring import METHODS
from pingbi_qt.page import Place
from pingbi_qt.score import ScorePage
from pingbi_qt.window import Window

NAMES = "甲乙丙丁戊己庚辛壬癸"
USED = (
    'method = "rank_step"\nfloor = 0.5',
    'method = "efficacy"',
    'method = "minmax"',
    'method = "zscore"\nmean = 70\nsd = 10',
    'method = "benchmark"',
)
Made = Callable[..., Path]


def county_name(at: int) -> str:
    return f"{NAMES[at // 100 % 10]}{NAMES[at // 10 % 10]}{NAMES[at % 10]}县"


def scheme_text(counties: int, criteria: int, groups: int, parts: int, rules: str = "") -> str:
    """Counties in groups, criteria in parts, a veto."""
    within = "group" if groups > 1 else "all"
    lines = [f'[scheme]\nname = "规模评比"\nperiod = "2022H1"\nmissing = "rescale"\nrank_within = "{within}"\n{rules}']
    lines += [f'[[group]]\nid = "g{at}"\nname = "{NAMES[at]}类"' for at in range(groups if groups > 1 else 0)]
    for at in range(counties):
        group = f'\ngroup = "g{at % groups}"' if groups > 1 else ""
        lines.append(f'[[county]]\nname = "{county_name(at)}"{group}')
    lines += [f'[[part]]\nid = "p{at}"\nname = "第{NAMES[at]}类指标"\nweight = 20' for at in range(parts)]
    for at in range(criteria):
        part = f'part = "p{at * parts // criteria}"\n' if parts else ""
        lines.append(f'[[indicator]]\nid = "i{at}"\nname = "测算指标{at + 1}号"\nunit = "亿元"\nkind = "level"')
        lines.append(f'[[criterion]]\nid = "c{at}"\nname = "测算项{at + 1}"\nweight = 4\nvalue = "i{at}"\n{part}')
        lines.append(USED[at % len(USED)])
    lines.append('[[indicator]]\nid = "v"\nname = "安全事故"\nunit = "起"\nkind = "count"\nrequired = false')
    lines.append('[[veto]]\nname = "重大安全事故"\nindicator = "v"')
    return "\n".join(lines)


def table(path: Path, counties: int, criteria: int, seed: int = 1) -> Path:
    """Whole numbers, so that some are alike; the fourth county has an accident."""
    draw = random.Random(seed)  # noqa: S311  # figures of a test
    rows = ["县区," + ",".join(f"测算指标{at + 1}号" for at in range(criteria)) + ",安全事故"]
    for at in range(counties):
        values = ",".join(str(draw.randint(1, 90)) for _ in range(criteria))
        rows.append(f"{county_name(at)},{values},{'1' if at == 3 else ''}")
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """`made(counties, criteria, groups, parts, rules, figures=True, before=False)`: the project's path."""

    def make(  # a project has that many sides
        counties: int,
        criteria: int,
        groups: int = 1,
        parts: int = 0,
        rules: str = "",
        *,
        figures: bool = True,
        before: bool = False,
    ) -> Path:
        path = tmp_path / "评比.pingbi"
        text = scheme_text(counties, criteria, groups, parts, rules)
        schemes.parse(text, "scheme.toml", METHODS)
        with project.create(path, text, "张三") as held:
            case = Case(held)
            if figures:
                list(casework.receive(case, [table(tmp_path / "各县.csv", counties, criteria)]))
            if before:
                earlier = tmp_path / "上期.csv"
                rows = [f"{county_name(at)},{at + 1},{90 - at}" for at in range(counties - 1)]  # the last one is new
                earlier.write_text("\n".join(["县区,名次,得分", *rows]), encoding="utf-8")
                casework.archive_results(case, earlier)
            case.evaluation()
        return path

    return make


@pytest.fixture
def opened(window: Window) -> Iterator[Callable[[Path], ScorePage]]:
    """`opened(path)`: the page with that project."""

    def show(path: Path) -> ScorePage:
        open_project(window, path)
        return page_of(window)

    yield show
    QApplication.processEvents()


@pytest.fixture
def score(sample_window: Window) -> ScorePage:
    """The page with the sample."""
    return page_of(sample_window)


def page_of(window: Window) -> ScorePage:
    window.show_page("score", Place())
    settled(window)
    page = window.pages["score"]
    assert isinstance(page, ScorePage)
    wait(lambda: page.reason.told is not None or page.stack.currentIndex() == 1)
    return page


@pytest.fixture
def anew() -> Callable[..., Result]:
    """`anew(page, weights={…}, figures={…})`: what the engine's own trial gives, in the desk's thread."""

    def ask(
        page: ScorePage, weights: dict[str, str] | None = None, figures: dict[tuple[str, str], str] | None = None
    ) -> Result:
        settings = [f"{county}.{indicator}={value}" for (county, indicator), value in (figures or {}).items()]
        asked = [f"{name}={weight}" for name, weight in (weights or {}).items()]
        found: list[Result] = []

        def work(case: Case) -> Result:
            trial = pipeline.trial_of(case.scheme, settings, asked)
            assert trial is not None
            return casework.tried(case, case.evaluation(), trial).result

        page.desk.ask(work, found.append)
        wait(lambda: found)
        return found[0]

    return ask


@pytest.fixture
def tries(qapp: QApplication) -> Callable[..., None]:
    """`tries(page, "c0", "12")`: type a weight and wait until its result is shown."""
    del qapp

    def type_in(page: ScorePage, key: str, weight: str) -> None:
        control = next(row for row in page.strip.controls if row.weighing.id == key)
        shown: list[object] = []
        page.trying.answered.connect(shown.append)
        control.field.setValue(float(weight))
        if page.tried.active:
            wait(lambda: shown)
        page.trying.answered.disconnect(shown.append)
        assert page.tried.weight(key) == Decimal(weight)

    return type_in
