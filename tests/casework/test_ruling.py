"""Other rules for a half-year at work: what they would do is seen before, and adopting them is one step."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi.casework import Case
from pingbi.casework.ruling import adopt_text, outlook, reads_alike
from pingbi.model import PingbiError, SchemeError

Send = Callable[..., None]


@pytest.fixture
def text(case: Case, send: Send) -> str:
    send("甲县.csv", "甲县,30,5")
    send("乙县.csv", "乙县,20,50")
    send("丙县.csv", "丙县,10,9")
    return case.project.scheme_text(case.project.state.scheme.sha)


def test_the_effect_is_seen_before_and_nothing_is_recorded(case: Case, text: str) -> None:
    before, steps = case.evaluation(), case.project.steps
    found = outlook(case, text.replace('value = "a"', 'value = "b"'))
    assert [(row.county, row.place, row.place_then) for row in found.shifts] == [
        ("甲县", 1, 3),
        ("乙县", 2, 1),
        ("丙县", 3, 2),
    ]
    assert len(found.moved) == 3
    assert case.project.steps == steps
    assert case.evaluation() is before


def test_an_effect_is_what_adopting_then_gives(case: Case, text: str) -> None:
    other = text.replace('method = "rank_linear"', 'method = "minmax"').replace("weight = 100", "weight = 80")
    found = outlook(case, other)
    adopt_text(case, other, "县长办公会定")
    assert case.evaluation().result == found.evaluation.result
    assert "县长办公会定" in case.project.history()[-1].line
    case.project.undo()
    assert case.evaluation().result.totals[0].shown == Decimal("100.00")


def test_a_county_more_and_a_county_less_are_told(case: Case, text: str) -> None:
    other = text.replace('[[county]]\nname = "丙县"', '[[county]]\nname = "丁县"')
    found = outlook(case, other)
    assert {row.county: (row.place, row.place_then) for row in found.moved} == {"丙县": (3, None)}
    assert [row.county for row in found.shifts] == ["甲县", "乙县", "丁县", "丙县"]


def test_what_is_read_alike_is_known(case: Case, text: str) -> None:
    assert reads_alike(case, text.replace("weight = 100", "weight = 80"))
    assert not reads_alike(case, text.replace('name = "税收"', 'name = "税收"\naliases = ["税"]'))


def test_the_scheme_of_another_period_is_refused(case: Case, text: str) -> None:
    with pytest.raises(PingbiError, match="另一时期请另建项目"):
        adopt_text(case, text.replace("2022H1", "2022H2"), "")


def test_the_same_scheme_is_refused(case: Case, text: str) -> None:
    with pytest.raises(PingbiError, match="相同"):
        adopt_text(case, text, "")


def test_a_text_that_is_no_scheme_is_refused(case: Case, text: str) -> None:
    with pytest.raises(SchemeError):
        outlook(case, text.replace("rank_linear", "nothing"))
    assert case.project.scheme_text(case.project.state.scheme.sha) == text
