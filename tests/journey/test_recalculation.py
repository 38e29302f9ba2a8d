"""Every cached value of a workbook is what LibreOffice computes: each method, rules by chance, the sample."""

from __future__ import annotations

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


def missing(rule: str) -> str:
    return f'missing = "{rule}"\nexempt = "{rule}"'


def methods(make: Callable[..., str], build: Callable[..., Scheme], adjusted: str, method: str) -> Scheme:
    """The method, higher and lower, in the group and overall, with holes filled by 0 or by the least points."""
    rows = [
        make(method, 0, missing("zero")),
        make(method, 1, 'within = "group"\n' + missing("lowest"), lower=True),
        make(method, 2, missing("rescale"), value="x - LAST_YEAR(x)"),
    ]
    if method == "target_bonus":  # its target is that of the plain indicator
        rows = rows[:2]
    return build("bonus_cap = 2", "\n".join(rows) + adjusted)


@pytest.fixture(scope="module")
def seeds() -> list[int]:
    """They change from run to run; a failure names the workbook, and its name the seed."""
    first = int(time.time()) % 100_000
    return list(range(first, first + 12))


def test_every_method_says_the_same_as_its_formula(
    criterion_of_scheme: Callable[..., str],
    scheme_of: Callable[..., Scheme],
    adjusted: str,
    evaluated: Callable[..., Evaluation],
    written: Written,
    recalculated: Recalculated,
    differences: Differences,
) -> None:
    paths = [
        written(f"方法 {method}", evaluated(methods(criterion_of_scheme, scheme_of, adjusted, method), seed=at))
        for at, method in enumerate(METHODS)
    ]
    found = [line for path, fresh in zip(paths, recalculated(*paths), strict=True) for line in differences(path, fresh)]
    assert found == []


def test_rules_by_chance_say_the_same_as_their_formulas(
    seeds: list[int],
    scheme_by_chance: Callable[[int], Scheme],
    evaluated: Callable[..., Evaluation],
    written: Written,
    recalculated: Recalculated,
    differences: Differences,
) -> None:
    paths = [
        written(f"随机 {seed}", evaluated(scheme_by_chance(seed), seed=seed, previous=seed % 2 == 0)) for seed in seeds
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
