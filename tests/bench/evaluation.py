"""A made-up evaluation of any size, for the benchmarks: one indicator a criterion, the usual methods in turn."""

from __future__ import annotations

import random
from decimal import Decimal

from pingbi.analysis import remembered
from pingbi.model import Figure, Figures, InSheet, Previous, Source
from pingbi.model.catalogue import Kind
from pingbi.pipeline import Evaluation
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate

GROUPS = 10
_METHODS = (
    'method = "rank_step"\nfloor = 0.5',
    'method = "efficacy"',
    'method = "minmax"',
    'method = "against_city"\nstart = 1\nup = 0.02\ndown = 0.02\ncap = 2',
    'method = "target_ratio"\ntarget = 60',
)


def scheme_of(counties: int, criteria: int) -> Scheme:
    """Counties in ten groups, criteria in parts of ten."""
    lines = ['[scheme]\nname = "规模测试"\nperiod = "2022H1"\nmissing = "zero"\ntotal_of = "shown"']
    lines += [f'[[group]]\nid = "g{at}"\nname = "第{at + 1}组"' for at in range(GROUPS)]
    lines += [f'[[county]]\nname = "县{at:04d}"\ngroup = "g{at % GROUPS}"' for at in range(counties)]
    lines += [f'[[part]]\nid = "p{at}"\nname = "第{at + 1}类"\nweight = 20' for at in range(-(-criteria // 10))]
    for at in range(criteria):
        lines.append(f'[[indicator]]\nid = "i{at}"\nname = "指标{at + 1}"\nunit = "%"\nkind = "yoy"')
        lines.append(
            f'[[criterion]]\nid = "c{at}"\nname = "评比项{at + 1}"\npart = "p{at // 10}"\nweight = 2\n'
            f'value = "i{at}"\n{_METHODS[at % len(_METHODS)]}'
        )
    lines.append('[[indicator]]\nid = "praised"\nname = "表扬"\nunit = "次"\nkind = "count"\nreported_by = "office"')
    lines.append('[[adjustment]]\nname = "表扬"\nindicator = "praised"\npoints_each = 0.5\ncap = 2')
    return parse("\n".join(lines), "bench.toml", METHODS)


def figures_of(scheme: Scheme, seed: int = 1) -> Figures:
    """A figure for every county and indicator, one in a hundred missing; the city's own row."""
    draw = random.Random(seed)  # noqa: S311  # no secret: the same evaluation every time
    chosen = {}
    for county in (scheme.city.name, *scheme.counties):
        file = f"{county}.xlsx"  # one a document, as reading has it
        for indicator in scheme.indicator:
            if county != scheme.city.name and draw.random() < 0.01:
                continue
            counted = indicator.kind is Kind.COUNT
            value = Decimal(draw.randint(0, 3)) if counted else Decimal(draw.randint(-200, 1000)).scaleb(-1)
            text = f"{value}"
            origin = InSheet(file, "填报表", "D7", text)
            figure = Figure(
                county, indicator.id, value, "2022H1", Source.TEMPLATE, origin, reported=text, reported_unit="%"
            )
            chosen[county, indicator.id, figure.role] = figure
    return Figures(chosen)


def evaluation_of(scheme: Scheme, figures: Figures) -> Evaluation:
    """Scored, with a last period that had other figures: every sheet has something to show."""
    grown, derived = derive(scheme, figures)
    result = evaluate(scheme, grown)
    before, _ = derive(scheme, figures_of(scheme, seed=2))
    previous = remembered(Previous(name="2021年下半年"), scheme, before, evaluate(scheme, before), scheme)
    findings = (*derived, *result.findings)
    return Evaluation(scheme, grown, result, findings, previous, read_at="2022-07-09T10:00:00")
