"""The smallest change that lifts a county to the one before it, held against whole evaluations with that change."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from pingbi.analysis import county_views
from pingbi.model import CountyView, Figure, Figures, InSheet, Result, Role, Source, State, Step
from pingbi.scheme import Scheme, compared, parse
from pingbi.scoring import METHODS, Outcomes, evaluate

WAYS = {
    "rank_step": "",
    "rank_linear": "",
    "percentile": "",
    "rank_table": "table = [[1, 2, 12], [3, 5, 6]]",
    "target_ratio": "target = 40\ncap = 1.2",
    "target_bonus": "target = 20\nper_point = 0.05\ncap = 3",
    "target_all": "target = 25",
    "efficacy": "",
    "efficacy_fixed": "satisfactory = 40\nunacceptable = 2",
    "minmax": "",
    "benchmark": "",
    "share": "",
    "against_city": "start = 5\nup = 0.5\ndown = 0.4\ncap = 10",
    "zscore": "mean = 50\nsd = 10",
    "shortfall": "target = 40\neach = 0.5",
    "given": "cap = 30",
}
NAMES = [f"{mark}县" for mark in "甲乙丙丁戊己庚"]
RULES = (
    'ties = "skip"',
    'ties = "average"\ncompare = "rounded"',
    'ties = "dense"\ntotal_of = "shown"\nrounding = "half_even"',
    'ties = "first_by:c0"\nmissing = "rescale"',
    'rank_within = "group"\nmissing = "zero"',
    'total = "weighted_mean"\nmissing = "lowest"',
    'total = "geometric_mean"\nmissing = "rescale"',
    "total_cap = 24\nmissing = 'rescale'",
)


def scheme_of(ways: Mapping[str, str], rules: str, *, parts: bool, seed: int) -> Scheme:
    draw = random.Random(seed)  # noqa: S311  # no secret
    lines = [f'[scheme]\nname = "评比"\nissuer = "工信局"\nperiod = "2022H1"\n{rules}']
    lines += [f'[[group]]\nid = "{name}"\nname = "{name}组"' for name in "东西"]
    lines += [f'[[county]]\nname = "{name}"\ngroup = "{"东西"[at % 2]}"' for at, name in enumerate(NAMES)]
    if parts:
        lines += [
            f'[[part]]\nid = "p{at}"\nname = "第{at}部分"\nweight = {weight}' for at, weight in enumerate((30, 20))
        ]
    for at, (way, more) in enumerate(ways.items()):
        lines.append(f'[[indicator]]\nid = "i{at}"\nname = "指标{at}"\nunit = "个"\nkind = "level"\ndecimals = 0')
        lower = at % 3 == 2 and way not in {"efficacy_fixed", "given"}
        part = f'\npart = "p{at % 2}"' if parts else ""
        lines.append(
            f'[[criterion]]\nid = "c{at}"\nname = "项{at}"\nweight = {draw.choice((5, 8, 10))}\nmethod = "{way}"\n'
            f'value = "i{at}"\ndecimals = 0\ndirection = "{"lower" if lower else "higher"}"\n{more}{part}'
        )
    return parse("\n".join(lines), "case.toml", METHODS)


def figure(county: str, indicator: str, value: Decimal | None, state: State = State.READ) -> Figure:
    origin = InSheet(f"{county}.xlsx", "填报表", "D7", f"{value}")
    return Figure(county, indicator, value, "2022H1", Source.TEMPLATE, origin, state, Role.NOW, f"{value}", "个")


def figures_of(scheme: Scheme, seed: int) -> Figures:
    draw = random.Random(seed)  # noqa: S311  # no secret
    rows = [figure("全市", row.id, Decimal(15)) for row in scheme.indicator]
    for county in NAMES:
        for row in scheme.indicator:
            if draw.random() > 0.07:
                rows.append(figure(county, row.id, Decimal(draw.randint(1, 30))))
            elif draw.random() > 0.5:
                rows.append(figure(county, row.id, None, State.EXEMPT))
    return Figures({(row.county, row.indicator, Role.NOW): row for row in rows})


def with_value(figures: Figures, county: str, indicator: str, value: Decimal) -> Figures:
    key = (county, indicator, Role.NOW)
    return replace(figures, chosen={**figures.chosen, key: replace(figures.chosen[key], value=value)})


def views_of(scheme: Scheme, figures: Figures, result: Result) -> Mapping[str, CountyView]:
    outcomes = Outcomes(scheme, figures, result, METHODS)
    return county_views(scheme, figures, result, result.findings, methods=METHODS, outcomes=outcomes)


def key(scheme: Scheme, result: Result, county: str) -> Decimal:
    total = next(row for row in result.totals if row.county == county)
    assert total.exact is not None
    assert total.shown is not None
    return total.shown if scheme.scheme.compare == "rounded" else compared(total.exact)


def before(scheme: Scheme, result: Result, county: str) -> str | None:
    """The county just above, found the long way round."""
    groups = {row.name: row.group for row in scheme.county}
    rows = [row for row in result.totals if row.exact is not None]
    if scheme.scheme.rank_within == "group":
        rows = [row for row in rows if groups[row.county] == groups[county]]
    above = [row.county for row in rows if key(scheme, result, row.county) > key(scheme, result, county)]
    return min(above, key=lambda name: key(scheme, result, name), default=None)


def cases() -> list[tuple[int, str, bool]]:
    return [(seed, rules, seed % 2 == 0) for seed, rules in enumerate(RULES * 4)]


def several(seed: int) -> dict[str, str]:
    draw = random.Random(seed)  # noqa: S311  # no secret
    return {way: WAYS[way] for way in draw.sample(sorted(WAYS), 4)}


@pytest.mark.parametrize(("seed", "rules", "parts"), cases())
def test_a_change_that_is_named_reaches_and_one_step_less_does_not(*, seed: int, rules: str, parts: bool) -> None:
    scheme = scheme_of(several(seed), rules, parts=parts, seed=seed)
    figures = figures_of(scheme, seed)
    result = evaluate(scheme, figures)
    named = 0
    for county, view in views_of(scheme, figures, result).items():
        for step in view.steps:
            rival = before(scheme, result, county)
            assert rival is not None
            value = "i" + step.criterion[1:]
            if step.needed is None:
                continue
            named += 1
            then = evaluate(scheme, with_value(figures, county, value, step.needed))
            assert key(scheme, then, county) >= key(scheme, then, rival)
            criterion = next(row for row in then.criteria if row.id == step.criterion)
            assert compared(criterion.scores[county].points or Decimal(0)) == compared(step.then)
            lower = next(row.direction for row in scheme.criterion if row.id == step.criterion) == "lower"
            one_less = step.needed + 1 if lower else step.needed - 1
            if one_less != step.now:
                less = evaluate(scheme, with_value(figures, county, value, one_less))
                assert key(scheme, less, county) < key(scheme, less, rival)
    assert named


def effort(result: Result, step: Step) -> Decimal:
    scores = next(row for row in result.criteria if row.id == step.criterion).scores.values()
    values = [row.value for row in scores if row.value is not None]
    assert step.needed is not None
    return abs(step.needed - step.now) / (max(values) - min(values))


@pytest.mark.parametrize(("seed", "rules", "parts"), cases()[:16])
def test_no_other_criterion_asks_for_less(*, seed: int, rules: str, parts: bool) -> None:
    scheme = scheme_of(several(seed), rules, parts=parts, seed=seed)
    figures = figures_of(scheme, seed)
    result = evaluate(scheme, figures)
    for county, view in views_of(scheme, figures, result).items():
        if not view.steps:
            continue
        rival = before(scheme, result, county)
        assert rival is not None
        reached = [effort(result, step) for step in view.steps if step.needed is not None]
        if len(reached) < 2:
            continue
        assert reached == sorted(reached)
        for at, row in enumerate(scheme.criterion):
            now = figures.value(county, f"i{at}")
            scores = result.criteria[at].scores
            if now is None or any(row.id == step.criterion for step in view.steps) or scores[county].points is None:
                continue
            values = [score.value for score in scores.values() if score.value is not None]
            most = reached[1] * (max(values) - min(values)) - Decimal("0.0001")
            far = Decimal(0) if row.direction == "lower" else now + 20_000
            full = points(evaluate(scheme, with_value(figures, county, f"i{at}", far)), at, county)
            for change in range(1, int(most) + 1):
                value = now - change if row.direction == "lower" else now + change
                then = evaluate(scheme, with_value(figures, county, f"i{at}", value))
                assert key(scheme, then, county) < key(scheme, then, rival), (county, row.id, value)
                if value <= 0 or points(then, at, county) >= full:
                    break  # full marks: what more would do is done to the others


def points(result: Result, criterion: int, county: str) -> Decimal:
    return result.criteria[criterion].scores[county].points or Decimal(0)


ONE = 'criterion = [{id="c0", name="项", weight=10, method="efficacy", value="i0", decimals=1}]'


def small(values: Mapping[str, str], criteria: str, more: str = "") -> tuple[Scheme, Figures, Result]:
    text = f'{criteria}\n{more}\n[scheme]\nname="评比"\nissuer="局"\nperiod="2022H1"\nmissing="unranked"\n'
    text += "\n".join(f'[[county]]\nname = "{name}"' for name in values)
    text += '\n[[indicator]]\nid="i0"\nname="指标"\nunit="%"\nkind="yoy"\nmaximum=100\n'
    scheme = parse(text, "case.toml", METHODS)
    rows = [figure(name, "i0", Decimal(value)) for name, value in values.items() if value != "-"]
    figures = Figures({(row.county, row.indicator, Role.NOW): row for row in rows})
    return scheme, figures, evaluate(scheme, figures)


def test_first_places_have_nobody_before_them_and_those_out_of_the_ranking_no_way() -> None:
    scheme, figures, result = small({"甲县": "9", "乙县": "9", "丙县": "3", "丁县": "-"}, ONE)
    views = views_of(scheme, figures, result)
    assert [views[name].alone for name in ("甲县", "乙县", "丁县")] == ["first", "first", "unranked"]
    assert views["丙县"].steps == (Step("c0", Decimal(3), Decimal("9.0"), Decimal(6), Decimal(10), Decimal(0)),)


def test_what_the_indicator_cannot_be_is_not_asked_for() -> None:
    kept = 'criterion = [{id="c0", name="项", weight=10, method="target_ratio", target=200, value="i0"}]'
    bonus = 'adjustment = [{name="加分", indicator="i0", points_each=0.1}]'
    scheme, figures, result = small({"甲县": "99", "乙县": "98.9"}, kept, bonus)
    step = views_of(scheme, figures, result)["乙县"].steps[0]
    assert step.needed is None or step.needed <= 100


def test_full_marks_that_are_not_enough_are_no_way_even_where_the_others_fall() -> None:
    """Ever more would push the best value up and so take points from the county before: nobody is advised to that."""
    scheme, figures, result = small(
        {"甲县": "10", "乙县": "9", "丙县": "1"},
        ONE,
        'adjustment = [{name="加分", indicator="praise", points_each=9}]\n'
        '[[indicator]]\nid="praise"\nname="表扬"\nunit="次"\nkind="count"',
    )
    praised = Figures({**figures.chosen, ("甲县", "praise", Role.NOW): figure("甲县", "praise", Decimal(1))})
    step = views_of(scheme, praised, evaluate(scheme, praised))["乙县"].steps[0]
    assert (step.needed, step.then, result.totals[0].shown) == (None, Decimal(10), Decimal("10.00"))


@pytest.fixture
def counted() -> Callable[[int, int], int]:
    """How often a criterion is scored again for so many counties and criteria."""

    def count(counties: int, criteria: int) -> int:
        ways = dict(list(WAYS.items())[:criteria])
        scheme = scheme_of(ways, 'missing = "zero"', parts=False, seed=3)
        figures = figures_of(scheme, counties)
        result = evaluate(scheme, figures)
        outcomes, calls = Outcomes(scheme, figures, result, METHODS), [0]

        def again(*given: object) -> object:
            calls[0] += 1
            return outcomes(*given)  # type: ignore[arg-type]  # handed on as it came

        county_views(scheme, figures, result, (), methods=METHODS, outcomes=again)  # type: ignore[arg-type]
        return calls[0]

    return count


def test_the_more_criteria_the_fewer_times_each_is_scored_again(counted: Callable[[int, int], int]) -> None:
    few, many = counted(1, 4) / 4, counted(1, 16) / 16
    assert many < few
    assert many < 10 * len(NAMES)
