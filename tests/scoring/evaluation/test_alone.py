"""One county with other figures among the others as they were: the same total as when everybody is scored anew."""

from __future__ import annotations

import random
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from pingbi.model import ByHand, Figure, Figures, Role, Source, State
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate, totals_alone

COUNTIES = ("甲县", "乙县", "丙县", "丁区", "戊区", "己区")
METHODS_USED = (
    'method = "rank_step"\nstep = 0.1',
    'method = "rank_linear"',
    'method = "percentile"',
    'method = "rank_table"\ntable = [[1, 2, 7], [3, 4, 5]]',
    'method = "target_ratio"\ntarget = "TARGET"\nschedule = "period"',
    'method = "target_table"\ntarget = 3\ntable = [[0.5, 5], [1, 10]]',
    'method = "efficacy"',
    'method = "minmax"',
    'method = "benchmark"',
    'method = "share"',
    'method = "against_city"\nstart = 5\nup = 1\ndown = 0.5\ncap = 10',
    'method = "zscore"\nmean = 60\nsd = 10',
    'method = "given"',
)
TIES = ("skip", "dense", "average", "first_by:c0")
MISSING = ("unranked", "zero", "lowest", "rescale")


def scheme_of(draw: random.Random) -> Scheme:
    rules = [
        f'ties = "{draw.choice(TIES)}"',
        f'missing = "{draw.choice(MISSING)}"',
        f'exempt = "{draw.choice(MISSING)}"',
        f'compare = "{draw.choice(("exact", "rounded"))}"',
        f'total_of = "{draw.choice(("exact", "shown"))}"',
        f'rank_within = "{draw.choice(("group", "all"))}"',
        f'total = "{draw.choice(("sum", "weighted_mean"))}"',
    ]
    lines = ['[scheme]\nname = "评比"\nperiod = "2022H1"', *rules]
    lines += ['[[group]]\nid = "县"\nname = "县"', '[[group]]\nid = "区"\nname = "区"']
    lines += [f'[[county]]\nname = "{name}"\ngroup = "{name[-1]}"' for name in COUNTIES]
    for at in range(4):
        lines.append(f'[[indicator]]\nid = "i{at}"\nname = "指标{at}"\nunit = "%"\nkind = "yoy"')
        more = [f'ties = "{draw.choice(TIES)}"'] if draw.random() < 0.3 else []
        more += [f'within = "{draw.choice(("group", "all"))}"'] if draw.random() < 0.3 else []
        more += ['direction = "lower"'] if draw.random() < 0.3 else []
        lines.append(f'[[criterion]]\nid = "c{at}"\nname = "项{at}"\nweight = 10\nvalue = "i{at}"\n' + "\n".join(more))
        lines.append(draw.choice(METHODS_USED))
    lines.append('[[indicator]]\nid = "n"\nname = "次数"\nunit = "次"\nkind = "count"\nrequired = false')
    lines.append('[[adjustment]]\nname = "表扬"\nindicator = "n"\npoints_each = 0.5\ncap = 1')
    lines.append('[[criterion]]\nid = "p"\nname = "计件"\nweight = 10\nmethod = "per_piece"\nprices = {n = 2}\ncap = 5')
    lines.append('[[indicator]]\nid = "v"\nname = "事故"\nunit = "起"\nkind = "count"\nrequired = false')
    lines.append(f'[[veto]]\nname = "事故"\nindicator = "v"\neffect = "{draw.choice(("unranked", "last"))}"')
    return parse("\n".join(lines), "case.toml", METHODS)


def figures_of(draw: random.Random, scheme: Scheme) -> Figures:
    """Few different values, so that there are ties; some missing, some exempt, a veto now and then."""
    chosen = {}
    for county in (scheme.city.name, *scheme.counties):
        for row in scheme.indicator:
            for role in (Role.NOW, Role.TARGET) if row.id.startswith("i") else (Role.NOW,):
                chance, state = draw.random(), State.READ
                if chance < (0.8 if row.id == "v" else 0.1):
                    continue
                if chance < 0.2 and role is Role.NOW:
                    state = State.EXEMPT
                value = Decimal(draw.randint(-2 if role is Role.NOW else 1, 6)) / 2 if state is State.READ else None
                if value is not None and row.id.startswith("i") and draw.random() < 0.2:
                    value += Decimal("0.04")  # prints like another
                chosen[county, row.id, role] = Figure(
                    county, row.id, value, scheme.period, Source.TEMPLATE, ByHand("报"), state, role
                )
    return derive(scheme, Figures(chosen))[0]


def exchanged(others: Figures, own: Figures, county: str) -> Figures:
    chosen = {key: row for key, row in others.chosen.items() if key[0] != county}
    return Figures(chosen | {key: row for key, row in own.chosen.items() if key[0] == county})


@given(st.integers(0, 10**9))
@example(9408)  # a new value, of which no points can be made, where another county has none
def test_a_county_alone_with_other_figures_gets_the_total_of_a_whole_new_evaluation(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # no secret
    scheme = scheme_of(draw)
    others, later = figures_of(draw, scheme), figures_of(draw, scheme)
    city = scheme.city.name
    own = exchanged(later, others, city)
    found = totals_alone(scheme, scheme, others, own)
    whole = {
        county: next(
            row.shown for row in evaluate(scheme, exchanged(others, own, county)).totals if row.county == county
        )
        for county in scheme.counties
    }
    assert found == whole


@given(st.integers(0, 10**9))
def test_with_the_same_figures_nothing_is_other_than_it_was(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # no secret
    scheme = scheme_of(draw)
    figures = figures_of(draw, scheme)
    found = totals_alone(scheme, scheme, figures, figures)
    assert found == {row.county: row.shown for row in evaluate(scheme, figures).totals}
