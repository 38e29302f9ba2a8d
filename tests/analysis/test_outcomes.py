"""What one other value would make of points and totals, held against a whole evaluation with that value."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from pingbi.model import Figure, Figures, InSheet, Result, Role, Source, State
from pingbi.scheme import Scheme, compared, parse
from pingbi.scoring import METHODS, Outcomes, evaluate

WAYS = {
    "rank_step": "step = 0.1",
    "rank_table": "table = [[1, 2, 12], [3, 5, 6]]\nscale = 20",
    "percentile": "",
    "minmax": "",
    "share": "",
    "given": "scale = 50",
}
NAMES = [f"{mark}县" for mark in "甲乙丙丁戊己庚"]
RULES = (
    'ties = "average"',
    'ties = "dense"\ntotal_of = "shown"\nrounding = "half_even"',
    'ties = "first_by:breaker"\nmissing = "rescale"',
    'ties = "average"\ncompare = "rounded"\nrank_within = "group"\nmissing = "zero"',
    'missing = "lowest"\ntotal_cap = 60',
)


def scheme_of(rules: str, *, lower: bool) -> Scheme:
    lines = [f'[scheme]\nname = "评比"\nperiod = "2022H1"\n{rules}']
    lines += [f'[[group]]\nid = "{name}"\nname = "{name}组"' for name in "东西"]
    lines += [f'[[county]]\nname = "{name}"\ngroup = "{"东西"[at % 2]}"' for at, name in enumerate(NAMES)]
    for at, (way, more) in enumerate([*WAYS.items(), ("rank_linear", "")]):
        name = "breaker" if way == "rank_linear" else f"c{at}"
        lines.append(f'[[indicator]]\nid = "{name}i"\nname = "{name}指标"\nunit = "个"\nkind = "level"\ndecimals = 0')
        side = "lower" if lower and way in ("rank_linear", "rank_step", "percentile") else "higher"
        lines.append(
            f'[[criterion]]\nid = "{name}"\nname = "{name}"\nweight = 10\nmethod = "{way}"\nvalue = "{name}i"\n'
            f'decimals = 0\ndirection = "{side}"\n{more}'
        )
    return parse("\n".join(lines), "case.toml", METHODS)


def figure(county: str, indicator: str, value: Decimal) -> Figure:
    origin = InSheet(f"{county}.xlsx", "填报表", "D7", f"{value}")
    return Figure(county, indicator, value, "2022H1", Source.TEMPLATE, origin, State.READ, Role.NOW, f"{value}", "个")


def figures_of(scheme: Scheme, draw: random.Random) -> Figures:
    """Few different values, so that there are ties; one in twenty is missing."""
    rows = [
        figure(county, row.id, Decimal(draw.randint(1, 6)))
        for county in NAMES
        for row in scheme.indicator
        if draw.random() > 0.05
    ]
    return Figures({(row.county, row.indicator, Role.NOW): row for row in rows})


def found_by(scheme: Scheme, result: Result, criterion: str) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """(points in the criterion, the total that its place is made from) of each county."""
    scores = next(row.scores for row in result.criteria if row.id == criterion)
    return {
        row.county: (
            scores[row.county].points,
            row.exact
            if row.exact is None
            else (row.shown if scheme.scheme.compare == "rounded" else compared(row.exact)),
        )
        for row in result.totals
    }


@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("seed", range(3))
def test_an_outcome_is_what_a_whole_evaluation_gives(*, seed: int, rules: str, lower: bool) -> None:
    draw = random.Random(seed)  # noqa: S311  # no secret
    scheme = scheme_of(rules, lower=lower)
    figures = figures_of(scheme, draw)
    result = evaluate(scheme, figures)
    outcomes = Outcomes(scheme, figures, result, METHODS)
    for at in range(len(WAYS)):
        for county in draw.sample(NAMES, 3):
            key = (county, f"c{at}i", Role.NOW)
            if key not in figures.chosen:
                continue
            for value in (Decimal(0), Decimal(3), Decimal(6)):
                new = replace(figures, chosen={**figures.chosen, key: replace(figures.chosen[key], value=value)})
                wanted = found_by(scheme, evaluate(scheme, new), f"c{at}")
                for row in outcomes(f"c{at}", county, value, NAMES):
                    points, total = wanted[row.county]
                    assert row.points == points, (row.county, county, value, at)
                    if total is not None:
                        assert row.total is not None
                        assert abs(row.total - total) < Decimal("1e-9"), (row.county, county, value, at)
