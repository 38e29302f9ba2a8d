"""Every cached value of a workbook is what LibreOffice computes: each method, rules by chance, the sample."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pingbi import pipeline
from pingbi.pipeline import Evaluation
from pingbi.scheme import Scheme
from pingbi.scoring import METHODS

Recalculated = Callable[..., list[Path]]
Differences = Callable[[Path, Path], list[str]]
Written = Callable[[str, Evaluation], Path]

pytestmark = pytest.mark.office

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


def methods(make: Callable[..., str], build: Callable[..., Scheme], method: str) -> Scheme:
    """The method, higher and lower, in the group and overall, with holes filled by 0 or by the least points."""
    rows = [
        make(method, 0, missing("zero")),
        make(method, 1, 'within = "group"\n' + missing("lowest"), lower=True),
        make(method, 2, missing("rescale"), value="x - LAST_YEAR(x)"),
    ]
    if method == "target_bonus":  # its target is that of the plain indicator
        rows = rows[:2]
    return build("bonus_cap = 2", "\n".join(rows) + ADJUSTED)


def missing(rule: str) -> str:
    return f'missing = "{rule}"\nexempt = "{rule}"'


def by_chance(make: Callable[..., str], build: Callable[..., Scheme], seed: int) -> Scheme:
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
        tables.append(make(method, at, extra, lower=draw.random() < 0.4, value=value))
    if parted:  # no part may be empty
        tables += [make("rank_step", 7, 'part = "p0"'), make("given", 8, 'part = "p1"', value="y")]
    tables += [part for part in (ADJUSTED, GRADES) if draw.random() < 0.6]
    return build("\n".join(rules), "\n".join(tables), draw.choice((1, 2, 9, 17)), draw.choice((0, 1, 3)))


@pytest.fixture(scope="module")
def seeds() -> list[int]:
    """They change from run to run; a failure names the workbook, and its name the seed."""
    first = int(time.time()) % 100_000
    return list(range(first, first + 12))


def test_every_method_says_the_same_as_its_formula(
    criterion_of_scheme: Callable[..., str],
    scheme_of: Callable[..., Scheme],
    evaluated: Callable[..., Evaluation],
    written: Written,
    recalculated: Recalculated,
    differences: Differences,
) -> None:
    paths = [
        written(f"方法 {method}", evaluated(methods(criterion_of_scheme, scheme_of, method), seed=at))
        for at, method in enumerate(METHODS)
    ]
    found = [line for path, fresh in zip(paths, recalculated(*paths), strict=True) for line in differences(path, fresh)]
    assert found == []


def test_rules_by_chance_say_the_same_as_their_formulas(
    seeds: list[int],
    criterion_of_scheme: Callable[..., str],
    scheme_of: Callable[..., Scheme],
    evaluated: Callable[..., Evaluation],
    written: Written,
    recalculated: Recalculated,
    differences: Differences,
) -> None:
    paths = [
        written(
            f"随机 {seed}",
            evaluated(by_chance(criterion_of_scheme, scheme_of, seed), seed=seed, previous=seed % 2 == 0),
        )
        for seed in seeds
    ]
    found = [line for path, fresh in zip(paths, recalculated(*paths), strict=True) for line in differences(path, fresh)]
    assert found == []


def test_the_sample_is_recalculated_to_the_same(
    tmp_path: Path, recalculated: Recalculated, differences: Differences
) -> None:
    pipeline.write_sample(tmp_path / "示例")
    rules = pipeline.load_scheme("")
    done = pipeline.evaluate(pipeline.gather([tmp_path / "示例"], rules), rules)
    path = pipeline.write_workbook(done, tmp_path / "综合评比.xlsx")
    (fresh,) = recalculated(path)
    assert differences(path, fresh) == []
