"""Evaluations drawn by a seed: every method, parts and means, bonuses, what is missing, ties, caps, printed points."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

import pytest

from pingbi.analysis.contest import Contest, contest
from pingbi.analysis.linear import Linear
from pingbi.analysis.recombined import Recombined
from pingbi.analysis.robustness import how_sure
from pingbi.analysis.weights import Weights
from pingbi.model import Figure, Figures, InSheet, Result, Source
from pingbi.model.robustness import Robustness
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, evaluate


class Case(NamedTuple):
    """One evaluation."""

    scheme: Scheme
    figures: Figures
    result: Result

    @property
    def contest(self) -> Contest:
        return contest(self.scheme, self.figures, self.result, evaluate)

    @property
    def linear(self) -> Linear:
        found = self.contest
        return Linear(found, Weights(found.scheme, found.criteria))

    @property
    def recombined(self) -> Recombined:
        found = self.contest
        return Recombined(found, Weights(found.scheme, found.criteria))

    @property
    def robustness(self) -> Robustness | None:
        return how_sure(self.scheme, self.figures, self.result, evaluate)


def _evaluated(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], rules: str = "", tables: str = ""
) -> Case:
    """`columns` are criteria as TOML after their id and value, rows (county or county:group, a figure a criterion)."""
    lines = [f'[scheme]\nname = "评比"\nperiod = "2022H1"\n{rules}']
    groups = dict.fromkeys(name.partition(":")[2] for name, _ in rows if ":" in name)
    lines += [f'[[group]]\nid = "{group}"\nname = "{group}"' for group in groups]
    for name, _ in rows:
        county, _, group = name.partition(":")
        if county != "全市":
            lines.append(f'[[county]]\nname = "{county}"' + (f'\ngroup = "{group}"' if group else ""))
    count = max([len(columns), *(len(values) for _, values in rows)])
    lines += [f'[[indicator]]\nid = "i{at}"\nname = "指标{at}"\nunit = "个"\nkind = "level"' for at in range(count)]
    for at, column in enumerate(columns):
        lines.append(f'[[criterion]]\nid = "c{at}"\nname = "评比项{at}"\nvalue = "i{at}"\n{column}')
    scheme = parse("\n".join([*lines, tables]), "case.toml", METHODS)
    chosen = {}
    for name, values in rows:
        county = name.partition(":")[0]
        for at, text in enumerate(values):
            if text == "-":
                continue
            origin = InSheet("报表.xlsx", "填报表", "D7", text)
            figure = Figure(county, f"i{at}", Decimal(text), "2022H1", Source.TEMPLATE, origin)
            chosen[county, f"i{at}", figure.role] = figure
    figures = Figures(chosen)
    return Case(scheme, figures, evaluate(scheme, figures))


@pytest.fixture(scope="session")
def evaluated() -> Callable[..., Case]:
    """`evaluated(["weight = 10\\nmethod = \\"efficacy\\"", …], [("甲县", ["1", "2"]), …], rules, tables)`."""
    return _evaluated


METHOD_LINES = (
    'method = "rank_step"\nfloor = 0.4',
    'method = "rank_linear"',
    'method = "percentile"',
    'method = "rank_table"\ntable = [[1, 2, 5], [3, 5, 3]]',
    'method = "target_ratio"\ntarget = 60',
    'method = "target_bonus"\ntarget = 50\nper_point = 0.02\ncap = 1',
    'method = "target_all"\ntarget = 50',
    'method = "target_table"\ntarget = 60\ntable = [[0.5, 2], [1, 6]]\nscale = 100',
    'method = "efficacy"',
    'method = "efficacy_fixed"\nsatisfactory = 80\nunacceptable = 10',
    'method = "minmax"',
    'method = "benchmark"',
    'method = "share"',
    'method = "against_city"\nstart = 5\nup = 0.1\ndown = 0.1\ncap = 9',
    'method = "given"\nscale = 100',
    'method = "zscore"\nmean = 60\nsd = 10',
)
BENT = ('method = "shortfall"\ntarget = 60\neach = 0.1',)


def _drawn(seed: int, *, curved: bool = False, rules: str = "", same: bool = False) -> Case:
    """`curved`: with geometric means, what is missing, caps and rules cut off at 0; else totals follow the weights."""
    draw = random.Random(seed)  # noqa: S311  # no secret
    counties, count = draw.randint(3, 8), draw.randint(2, 7)
    lines, tables = [], []
    parts = draw.randint(1, 3) if draw.random() < 0.5 else 0
    means = ["sum", "weighted_mean", *(["geometric_mean"] if curved else [])]
    for at in range(parts):
        own = f'\ntotal = "{draw.choice(means)}"' if draw.random() < 0.5 else ""
        tables.append(f'[[part]]\nid = "p{at}"\nname = "类{at}"\nweight = {draw.choice((10, 20, 35))}{own}')
    methods = METHOD_LINES + (BENT * 4 if curved else ())
    for at in range(count):
        part = f'\npart = "p{at % parts}"' if parts and draw.random() < 0.9 else ""
        lower = '\ndirection = "lower"' if draw.random() < 0.1 else ""
        method = draw.choice(methods)
        lower = "" if "efficacy_fixed" in method else lower
        lines.append(f"weight = {draw.choice((5, 10, 12.5, 15))}\n{method}{part}{lower}")
    used = {line.rpartition('part = "')[2][:2] for line in lines if "part = " in line}
    tables = [table for at, table in enumerate(tables) if f"p{at}" in used]
    given = [
        f'total = "{draw.choice(means)}"',
        f'ties = "{draw.choice(("skip", "dense", "average"))}"',
        f'missing = "{draw.choice(("rescale", "zero", "lowest")) if curved else draw.choice(("zero", "lowest"))}"',
        "rescale_least = 0",
        rules or f'total_of = "{draw.choice(("exact", "shown"))}"\ncompare = "{draw.choice(("exact", "rounded"))}"',
    ]
    if curved and draw.random() < 0.3:
        given.append(f"total_cap = {draw.choice((20, 40, 60))}")
    tables.append('[[indicator]]\nid = "a"\nname = "表扬"\nunit = "次"\nkind = "count"\nrequired = false')
    tables.append('[[adjustment]]\nname = "表扬"\nindicator = "a"\npoints_each = 0.5\ncap = 2')
    rows: list[tuple[str, Sequence[str]]] = []
    for at in range(counties):
        values: Sequence[str] = [
            "-" if draw.random() < (0.08 if curved else 0) else f"{draw.randint(5, 1000) / 10}" for _ in range(count)
        ]
        if same and at and draw.random() < 0.4:
            values = rows[-1][1]
        rows.append((f"县{at}", values))
    rows.append(("全市", [f"{draw.randint(5, 1000) / 10}" for _ in range(count)]))
    case = _evaluated(lines, rows, "\n".join(given), "\n".join(tables))
    bonus = {}
    for at in range(counties):
        if draw.random() < 0.4:
            figure = Figure(
                f"县{at}",
                "a",
                Decimal(draw.randint(0, 5)),
                "2022H1",
                Source.TEMPLATE,
                InSheet("报表.xlsx", "填报表", "D9", ""),
            )
            bonus[figure.county, "a", figure.role] = figure
    figures = Figures({**case.figures.chosen, **bonus})
    return Case(case.scheme, figures, evaluate(case.scheme, figures))


@pytest.fixture(scope="session")
def drawn() -> Callable[..., Case]:
    """`drawn(seed, curved=…, rules=…, same=…)`: an evaluation by chance, the same for the same seed."""
    return _drawn
