"""Evaluations of every kind, made up: schemes as text, figures by chance, through the functions of the program."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi import pipeline
from pingbi.model import Figure, Figures, InSheet, Previous, Role, Source, State
from pingbi.pipeline import Evaluation
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate

# Parameters of each method that has any that must be given.
PARAMETERS = {
    "rank_table": "table = [[1, 2, 9], [3, 4, 6.5], [5, 9, 2]]\ntables.g0 = [[1, 1, 10], [2, 9, 3]]",
    "target_ratio": 'target = "t"\nschedule = "period"\ncap = 1.2\nfloor = 0.1',
    "target_bonus": 'target = "TARGET"\nper_point = 0.1\ncap = 2\nwhole_points = true',
    "target_all": 'target = "t"',
    "target_table": 'target = "t"\ntable = [[0.5, 3], [0.9, 7], [1, 10]]',
    "efficacy_fixed": "satisfactory = {high}\nunacceptable = {low}",
    "minmax": "low = -5",
    "against_city": "start = 5\nup = 0.2\ndown = 0.3\ncap = 10",
    "against_city_stepped": "start = 6\ncap = 12\nscale = 12",
    "per_piece": "prices = {{ x = 0.5, y = 1.25 }}\ncap = 40",
    "shortfall": 'target = "t"\neach = 0.75',
    "votes": 'votes = ["x", "y", "t"]',
    "given": "cap = 60",
}

ADJUSTED = """
[[adjustment]]
name = "表扬"
indicator = "bonus"
points_each = 0.75
cap = 1.5
requires = "x > 2 AND COUNT(y) = 1"

[[adjustment]]
name = "迟报"
indicator = "late"
points_each = -0.35

[[veto]]
name = "事故"
indicator = "out"

[[veto]]
name = "通报"
indicator = "last"
effect = "last"
"""
GRADES = """
[[grade]]
name = "优秀"
from = 60

[[grade]]
name = "前三"
first = 3
within = "group"
"""
PARTS = """
[[part]]
id = "p0"
name = "效益"
weight = 40

[[part]]
id = "p1"
name = "增长"
weight = 60
total = "{how}"
"""
RULES: dict[str, tuple[str, ...]] = {
    "ties": ("skip", "dense", "average", "first_by:c1"),
    "missing": ("unranked", "zero", "lowest", "rescale"),
    "exempt": ("rescale", "zero", "lowest", "unranked"),
    "rounding": ("half_up", "half_even"),
    "compare": ("exact", "rounded"),
    "total_of": ("exact", "shown"),
    "rank_within": ("all", "group"),
    "total": ("sum", "weighted_mean", "geometric_mean"),
}


def criterion(method: str, at: int, extra: str = "", *, lower: bool = False, value: str = "x") -> str:
    """One criterion of the method as a scheme has it."""
    given = PARAMETERS.get(method, "").format(high=2 if lower else 50, low=50 if lower else 2)
    lines = [
        f'[[criterion]]\nid = "c{at}"\nname = "{METHODS[method].name}{at}"\nweight = {5 + at}\nmethod = "{method}"'
    ]
    if METHODS[method].takes_value:
        lines.append(f'value = "{value}"')
    lines.append(f'direction = "{"lower" if lower else "higher"}"')
    return "\n".join([*lines, extra, given])


def scheme(rules: str, tables: str, counties: int = 9, groups: int = 2) -> Scheme:
    """Counties 甲县 … in groups, four indicators, a bonus, a deduction, a veto of each effect."""
    if not groups:
        tables = re.sub(r"tables\.g0 = .*", "", tables)
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"
    lines = [f'[scheme]\nname = "评比"\nissuer = "某市工信局"\nperiod = "2022H1"\n{rules}']
    lines += [f'[[group]]\nid = "g{at}"\nname = "第{at + 1}组"' for at in range(groups)]
    for at in range(counties):
        group = f'\ngroup = "g{at % groups}"' if groups else ""
        lines.append(f'[[county]]\nname = "{names[at]}县"{group}')
    for name, unit, kind in (
        ("x", "亿元", "level"),
        ("y", "%", "yoy"),
        ("t", "亿元", "level"),
        ("bonus", "次", "count"),
        ("late", "次", "count"),
        ("out", "起", "count"),
        ("last", "起", "count"),
    ):
        lines.append(
            f'[[indicator]]\nid = "{name}"\nname = "指标{name}"\nunit = "{unit}"\nkind = "{kind}"\nrequired = false'
        )
    return parse("\n".join([*lines, tables]), "case.toml", METHODS)


def missing(rule: str) -> str:
    return f'missing = "{rule}"\nexempt = "{rule}"'


def by_chance(seed: int) -> Scheme:
    """Rules, methods, parts, groups and decimals drawn by the seed."""
    draw = random.Random(seed)  # noqa: S311  # no secret
    rules = [f'{key} = "{draw.choice(values)}"' for key, values in RULES.items()]
    rules += [f"decimals = {draw.choice((1, 2, 3))}", f"total_decimals = {draw.choice((1, 2))}"]
    rules += [line for line in ("bonus_cap = 1", "deduction_cap = 0.5", "total_cap = 70") if draw.random() < 0.4]
    parted = draw.random() < 0.6
    tables = [PARTS.format(how=draw.choice(RULES["total"]))] if parted else []
    for at in range(draw.randint(2, 6)):
        extra = f'part = "p{at % 2}"' if parted and draw.random() < 0.9 else ""
        if draw.random() < 0.3:
            extra += f'\nwithin = "{draw.choice(("all", "group"))}"'
        if draw.random() < 0.3:
            extra += "\n" + missing(draw.choice(RULES["missing"]))
        method = draw.choice(list(METHODS))
        value = draw.choice(("x", "y", "x / t * 100", "MAX(x, y) - CITY(x)")) if method != "target_bonus" else "x"
        tables.append(criterion(method, at, extra, lower=draw.random() < 0.4, value=value))
    if parted:  # no part may be empty
        tables += [criterion("rank_step", 7, 'part = "p0"'), criterion("given", 8, 'part = "p1"', value="y")]
    tables += [part for part in (ADJUSTED, GRADES) if draw.random() < 0.6]
    return scheme("\n".join(rules), "\n".join(tables), draw.choice((1, 2, 9, 17)), draw.choice((0, 1, 3)))


def evaluation(rules: Scheme, seed: int, *, holes: float = 0.1, previous: bool = False) -> Evaluation:
    """Figures by chance: few different values so that ties are common, some missing, exempt or of another period."""
    draw = random.Random(seed)  # noqa: S311  # no secret
    city = rules.city.name
    chosen = {}

    def put(county: str, name: str, value: Decimal | None, state: State = State.READ, role: Role = Role.NOW) -> None:
        origin = InSheet(f"{county}.xlsx", "填报表", "D7", str(value))
        chosen[county, name, role] = Figure(
            county, name, value, rules.period, Source.TEMPLATE, origin, state, role, str(value)
        )

    for county in (*rules.counties, city):
        for name in ("x", "y", "t"):
            if county != city and draw.random() < holes:
                if draw.random() < 0.5:
                    put(county, name, None, draw.choice((State.EXEMPT, State.UNREADABLE)))
                continue
            put(county, name, Decimal(draw.choice((-5, 0, 10, 25, 33, 47, 100, 152, 305))).scaleb(-1))
        put(county, "x", Decimal(draw.randint(1, 300)).scaleb(-1), role=Role.TARGET)
        put(county, "x", Decimal(draw.randint(1, 300)).scaleb(-1), role=Role.LAST_YEAR)
        for name, odds in (("bonus", 0.4), ("late", 0.3), ("out", 0.08), ("last", 0.12)):
            if county != city and draw.random() < odds:
                put(county, name, Decimal((1, -2, 3)[draw.randint(0, 2)]))
    figures, found = derive(rules, Figures(chosen))
    result = evaluate(rules, figures)
    before = None
    if previous:
        places = {name: Decimal(at) for at, name in enumerate(rules.counties[1:], 1)}
        before = Previous(places=places, name="2021年下半年")
    return Evaluation(rules, figures, result, (*found, *result.findings), before, "2022-07-09T10:00:00", sample=True)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Evaluation], Path]:
    """`written(name, evaluation)`: the workbook's path."""
    folder = tmp_path_factory.mktemp("workbooks")

    def write(name: str, done: Evaluation) -> Path:
        return pipeline.write_workbook(done, folder / f"{name}.xlsx")

    return write


@pytest.fixture(scope="session")
def criterion_of_scheme() -> Callable[..., str]:
    """`criterion_of_scheme(method, number, extra lines, lower=…, value=…)`."""
    return criterion


@pytest.fixture(scope="session")
def scheme_of() -> Callable[..., Scheme]:
    """`scheme_of(lines of [scheme], other tables, counties, groups)`."""
    return scheme


@pytest.fixture(scope="session")
def evaluated() -> Callable[..., Evaluation]:
    """`evaluated(scheme, seed, holes=…, previous=…)`."""
    return evaluation


@pytest.fixture(scope="session")
def adjusted() -> str:
    """Tables of a bonus, a deduction and two vetoes."""
    return ADJUSTED


@pytest.fixture(scope="session")
def scheme_by_chance() -> Callable[[int], Scheme]:
    """`scheme_by_chance(seed)`: rules, methods, parts, groups and decimals drawn by the seed."""
    return by_chance
