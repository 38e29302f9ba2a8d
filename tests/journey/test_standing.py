"""A county beside the others: what its page says is what the evaluation says."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi import pipeline
from pingbi.casework.past_places import short_words
from pingbi.model import Figures, Role
from pingbi.pipeline import Evaluation
from pingbi.reckoning import Standings, sureness
from pingbi.scheme import Scheme, formula
from pingbi.scoring import evaluate

SEEDS = st.integers(0, 10**6)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("sample") / "示例"
    pipeline.write_sample(folder)
    rules = pipeline.load_scheme("")
    return pipeline.evaluate(pipeline.gather([folder], rules), rules)


@given(SEEDS)
@settings(max_examples=40)
def test_every_county_of_any_scheme_has_a_page(
    scheme_by_chance: Callable[[int], Scheme], evaluated: Callable[..., Evaluation], seed: int
) -> None:
    done = evaluated(scheme_by_chance(seed), seed, previous=seed % 2 == 0)
    standings = Standings(done)
    for county in done.scheme.counties:
        found = standings.of(county)
        assert [row.line.criterion for row in found.rows] == [row.id for row in done.scheme.criterion]
        for row in found.rows:
            assert not row.best or row.line.points is not None
        assert found.total.county == county


def test_what_could_be_gained_is_what_a_new_evaluation_gives(sample: Evaluation) -> None:
    """Each chance names the best value of the others: with that value in its place the points grow by as much."""
    tried = 0
    for county in sample.scheme.counties:
        for chance in Standings(sample).of(county).chances:
            criterion = next((row for row in sample.scheme.criterion if row.id == chance.criterion), None)
            plain = formula(sample.scheme, criterion.value).plain if criterion and criterion.value else None
            if criterion is None or plain is None or "到全市最" not in chance.words:
                continue
            text = chance.words.rpartition(" ")[2].rstrip("%").replace("−", "-")
            chosen = dict(sample.figures.chosen)
            key = (county, plain.indicator, Role.NOW)
            own = chosen[key]
            chosen[key] = type(own)(own.county, own.indicator, Decimal(text), own.period, own.source, own.origin)
            results = [
                next(row for row in result.criteria if row.id == criterion.id).scores[county].shown or Decimal(0)
                for result in (evaluate(sample.scheme, Figures(chosen)), sample.result)
            ]
            assert Decimal(chance.points.removeprefix("+").removesuffix(" 分")) == results[0] - results[1]
            tried += 1
    assert tried >= 5


def test_a_best_county_is_so_where_nobody_has_more_points(sample: Evaluation) -> None:
    standings = Standings(sample)
    for at, criterion in enumerate(sample.result.criteria):
        most = max(row.points for row in criterion.scores.values() if row.points is not None)
        best = {county for county, row in criterion.scores.items() if row.points == most}
        assert {name for name in sample.scheme.counties if standings.of(name).rows[at].best} == best


def test_the_one_right_behind_is_the_risk(sample: Evaluation) -> None:
    totals = sorted((row.shown, row.county) for row in sample.result.totals if row.shown is not None)
    for (less, behind), (more, county) in pairwise(totals):
        (risk,) = Standings(sample).of(county).risks
        assert risk.words == f"只比{behind}多"
        assert risk.points == f"{more - less} 分"
    assert Standings(sample).of(totals[0][1]).risks == ()


def test_each_ranked_county_has_a_word_for_how_sure_it_is_and_a_reason(sample: Evaluation) -> None:
    found = sureness(sample)
    assert set(found.counties) == {row.county for row in sample.result.totals if row.place is not None}
    assert all(row.sentence for row in found.counties.values())
    assert found.sentence


def test_too_few_counties_have_no_such_words(
    scheme_of: Callable[..., Scheme], criterion_of_scheme: Callable[..., str], evaluated: Callable[..., Evaluation]
) -> None:
    done = evaluated(scheme_of("", criterion_of_scheme("rank_linear", 0), counties=2), 1)
    assert sureness(done) == ({}, "")


@pytest.mark.parametrize(
    ("period", "short"),
    [
        pytest.param("2021H1", "21上", id="first half"),
        pytest.param("2021H2", "21下", id="second half"),
        pytest.param("2022Q1", "22一季", id="quarter"),
        pytest.param("2022", "22年", id="year"),
        pytest.param("2022M01-07", "22年1—7月", id="months"),
        pytest.param("2022M06", "22年6月", id="month"),
        pytest.param("2022W27", "2022年第27周", id="week"),
    ],
)
def test_a_period_is_short_where_there_is_little_room(period: str, short: str) -> None:
    assert short_words(period) == short
