"""What is printed as the reckoning is the reckoning: whoever types it in comes to the points that count."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi import pipeline
from pingbi.model import Standing
from pingbi.pipeline import Evaluation
from pingbi.reckoning import Line, Reckoner, reckoning
from pingbi.reckoning.county import SAID
from pingbi.scheme import Scheme, SchemeTable
from pingbi.scoring import METHODS, rounded

SEEDS = st.integers(0, 10**6)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
WORDS = {"最小": "min", "最大": "max", "绝对值": "abs", "平方根": "root", "ln": "log", "修约": "cut"}


def typed_in(text: str) -> Decimal:
    """What a calculator says of the printed words; it knows nothing of how they were made."""
    code = text.replace("−", "-").replace("×", "*").replace("÷", "/").replace("^", "**")
    for word, name in WORDS.items():
        code = code.replace(word, name)
    assert re.fullmatch(r"[-+*/(),.\d\sa-z]*", code), text
    code = NUMBER.sub(lambda found: f"D('{found[0]}')", code)
    known = {
        "D": Decimal,
        "min": lambda *values: min(values),
        "max": lambda *values: max(values),
        "abs": abs,
        "root": lambda value: value.sqrt(),
        "log": lambda value: Decimal(math.log(value)),
        "cut": lambda value, digits: round(value, int(digits)),
    }
    with localcontext(Context(prec=40, rounding=ROUND_HALF_UP)):
        return Decimal(eval(code, {"__builtins__": {}}, known))  # noqa: S307  # only what the pattern lets through


def how(rules: SchemeTable, *, total: bool = False) -> Callable[[Decimal], Decimal]:
    return partial(rounded, decimals=rules.total_decimals if total else rules.decimals, rule=rules.rounding)


def end_of(result: str) -> Decimal:
    """The last number of `= 24.4152…，取两位 24.42`."""
    return Decimal(result.rsplit(" ", maxsplit=1)[-1].replace("−", "-"))


@given(SEEDS)
@settings(max_examples=150)
def test_the_printed_formula_comes_to_the_points(
    scheme_by_chance: Callable[[int], Scheme], evaluated: Callable[..., Evaluation], seed: int
) -> None:
    done = evaluated(scheme_by_chance(seed), seed)
    rules, told = done.scheme.scheme, Reckoner(done)
    for county in done.scheme.counties:
        found = told.of(county)
        for line, result in zip(found.lines, done.result.criteria, strict=True):
            score = result.scores[county]
            assert line.points == score.shown
            if line.formula:
                assert how(rules)(typed_in(line.formula)) == score.shown, (line.method, line.formula)
                assert end_of(line.result) == score.shown
            else:  # a number without a formula has a reason in words
                assert line.why
                assert score.filled or score.points is None
        total = next(row for row in done.result.totals if row.county == county)
        if total.shown is not None and found.total.formula:
            assert how(rules, total=True)(typed_in(found.total.formula)) == total.shown, found.total.formula
        assert (total.shown is None) is not bool(found.total.formula)
        points = {row.id: row.points for row in total.parts}
        for item in found.parts:
            worth = points[item.part]
            if worth is not None:
                assert how(rules)(typed_in(item.formula)) == how(rules)(worth)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("lower", [False, True], ids=["more is better", "less is better"])
def test_every_method_says_how_it_came_to_its_points(
    criterion_of_scheme: Callable[..., str],
    scheme_of: Callable[..., Scheme],
    evaluated: Callable[..., Evaluation],
    method: str,
    lower: bool,
) -> None:
    rows = [
        criterion_of_scheme(method, 0, 'missing = "zero"\nexempt = "zero"', lower=lower),
        criterion_of_scheme("given", 1, 'missing = "zero"\nexempt = "zero"', value="y"),
    ]
    seen = 0
    for seed in range(12):
        done = evaluated(scheme_of('rank_within = "group"', "\n".join(rows)), seed)
        told = Reckoner(done)
        for county in done.scheme.counties:
            line = told.criteria.lines(county)[0]
            if line.formula:
                seen += 1
                assert how(done.scheme.scheme)(typed_in(line.formula)) == line.points
                assert line.method.startswith(f"{METHODS[method].name}：")
                assert line.operands
    assert seen > 10


@pytest.mark.parametrize("rule", ["SUM(x, y)", "MAX(x, y)", "MIN(x, y)", "COUNT(x, y) * 3 + x", "ABS(x - y)"])
def test_a_computed_value_is_said_with_its_numbers(
    criterion_of_scheme: Callable[..., str],
    scheme_of: Callable[..., Scheme],
    evaluated: Callable[..., Evaluation],
    rule: str,
) -> None:
    """What a function leaves out (SUM, MIN, MAX and COUNT skip what is missing) is left out of the words too."""
    done = evaluated(scheme_of("", criterion_of_scheme("given", 0, value=rule)), 5, holes=0.3)
    told, seen = Reckoner(done), 0
    for county in done.scheme.counties:
        line = told.criteria.lines(county)[0]
        if line.number is not None:
            seen += 1
            assert typed_in(line.value_formula) == line.number, line.value_formula
    assert seen > 1


def test_what_is_said_of_every_method_is_as_agreed(
    criterion_of_scheme: Callable[..., str],
    scheme_of: Callable[..., Scheme],
    evaluated: Callable[..., Evaluation],
    golden: Callable[[Path, str], None],
) -> None:
    """In both directions, so that no 高 stands where 低 is meant."""
    said = []
    for method in METHODS:
        for lower in (False, True):
            holes = 0.4 if method in ("per_piece", "votes") else 0.1  # what is not there is said to be so
            done = evaluated(scheme_of("", criterion_of_scheme(method, 0, lower=lower)), 7, holes=holes)
            told = Reckoner(done)
            lines = [told.criteria.lines(county)[0] for county in done.scheme.counties]
            for line in [row for row in lines if row.formula][:3]:
                words = (line.method, f"值 {line.value}", f"{line.formula} {line.result}", "；".join(line.remarks))
                said.append(f"{method} {'lower' if lower else 'higher'} | {' | '.join(words)}".rstrip(" |"))
    golden(Path(__file__).parent.parent / "golden" / "reckoning.txt", "\n".join(said) + "\n")


def test_no_method_is_without_words() -> None:
    assert set(SAID) == set(METHODS)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("sample") / "示例"
    pipeline.write_sample(folder)
    rules = pipeline.load_scheme("")
    return pipeline.evaluate(pipeline.gather([folder], rules), rules)


def line_of(done: Evaluation, county: str, name: str) -> Line:
    return next(row for row in reckoning(done, county).lines if row.name == name)


def test_each_operand_leads_to_a_figure(sample: Evaluation) -> None:
    """Those with an indicator are there; those without are computed or a rule of the scheme."""
    linked = 0
    for county in sample.scheme.counties:
        for line in reckoning(sample, county).lines:
            for operand in line.operands:
                if operand.indicator:
                    linked += 1
                    assert operand.role is not None
                    found = sample.figures.get(operand.who, operand.indicator, operand.role)
                    assert found is not None
                    assert found.origin is operand.origin
                    assert operand.place
    assert linked > 100


def test_what_has_no_value_says_why_and_what_the_rules_make_of_it(
    criterion_of_scheme: Callable[..., str], scheme_of: Callable[..., Scheme], evaluated: Callable[..., Evaluation]
) -> None:
    rules = 'missing = "zero"\nexempt = "rescale"'
    done = evaluated(scheme_of(rules, criterion_of_scheme("rank_linear", 0)), 3, holes=0.6)
    told = Reckoner(done)
    lines = {county: told.of(county).lines[0] for county in done.scheme.counties}
    missing = [line for line in lines.values() if line.standing is Standing.MISSING]
    exempt = [line for line in lines.values() if line.standing is Standing.EXEMPT]
    assert missing
    assert exempt
    assert {line.why.partition("：")[2] for line in missing} == {"该项记0分，不排名次"}
    assert {line.why for line in exempt} == {"免报：该项不计，综合得分按其余权重折算"}
    assert all(line.filled and line.points == 0 for line in missing)
