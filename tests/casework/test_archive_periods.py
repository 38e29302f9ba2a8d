"""Which period is the one before, and which the same of last year."""

from __future__ import annotations

import pytest

from pingbi.casework.earlier import last_period, last_year
from pingbi.model.catalogue import is_period, period_before

BEFORE = {
    "2022H1": "2021H2",
    "2022H2": "2022H1",
    "2022Q1": "2021Q4",
    "2022Q3": "2022Q2",
    "2022M01": "2021M12",
    "2022M06": "2022M05",
    "2022M01-07": "2022M01-06",
    "2022M01-02": "2022M01",
    "2022M07-12": "2022M01-06",
    "2022M04-06": "2022M01-03",
    "2022M03-07": "",
    "2022W27": "2022W26",
    "2022W01": "2021W52",
    "2021W01": "2020W53",
    "2022": "2021",
    "2022FY-plan": "2021FY-plan",
    "2022YTD": "",
    "asof": "",
}


@pytest.mark.parametrize(("period", "before"), BEFORE.items(), ids=BEFORE)
def test_the_period_before(period: str, before: str) -> None:
    assert period_before(period) == before
    assert not before or is_period(before)


@pytest.mark.parametrize(
    ("period", "known", "found"),
    [
        pytest.param("2022H1", ["2021H1", "2021H2"], "2021H2", id="a half-year"),
        pytest.param("2022H1", ["2021M07-12"], "2021M07-12", id="however its months are written"),
        pytest.param("2022H1", ["2021H1", "2022Q1", "2020H2"], None, id="of half-years no other will do"),
        pytest.param("2022M01-07", ["2022M01-04", "2022M01-06"], "2022M01-06", id="months: the one before"),
        pytest.param("2022M01-07", ["2022M01-04", "2022M01-05", "2021M01-12"], "2022M01-05", id="else the nearest"),
        pytest.param("2022M01-07", ["2021M01-07"], None, id="last year's is not the last period"),
        pytest.param("2022M01-02", ["2021H2", "2021M01-12"], "2021M01-12", id="of two that end alike the like one"),
        pytest.param("2022M01-02", ["2020M01-12", "2022M01-03"], None, id="neither long ago nor later"),
        pytest.param("2022W02", ["2022W01"], "2022W01", id="a week"),
    ],
)
def test_the_last_period_among_those_that_are_known(period: str, known: list[str], found: str | None) -> None:
    assert last_period(period, known) == found
    assert last_period(period, known[::-1]) == found


def test_last_year_is_the_same_months() -> None:
    assert last_year("2022H1", ["2021H2", "2021M01-06"]) == "2021M01-06"
    assert last_year("2022M01-07", ["2021M01-06"]) is None
    assert last_year("asof", ["asof"]) is None
