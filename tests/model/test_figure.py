"""A figure goes to another process and back as it is, alone or with others."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.model import Figure, InSheet, InText, Role, Source, State
from pingbi.model.figure_runs import Run, figures_of, received, runs_of
from pingbi.model.wholesale import made

FIGURE = Figure(
    county="南乐县",
    indicator="investment",
    value=Decimal("30.580"),
    period="2022H1",
    source=Source.TEMPLATE,
    origin=InSheet("南乐县.xlsx", "填报表", "D7", "30.580"),
    state=State.UNDECIDED,
    role=Role.LAST_YEAR,
    reported="30.580",
    reported_unit="亿元",
    read_at="2022-07-08T09:00:00+08:00",
    order=3,
    modified=1657242000.5,
    note="含园区",
)


def test_a_figure_is_pickled_with_all_its_fields() -> None:
    back = pickle.loads(pickle.dumps(FIGURE))  # noqa: S301  # our own bytes
    assert back == FIGURE
    assert all(repr(getattr(back, field.name)) == repr(getattr(FIGURE, field.name)) for field in fields(Figure))


def test_a_received_figure_differs_in_what_is_known_of_its_file() -> None:
    assert FIGURE.received("2022-07-09", 8, 2.5) == replace(FIGURE, read_at="2022-07-09", order=8, modified=2.5)


TEXTS = st.text(max_size=3)
VALUES = st.none() | st.decimals() | st.sampled_from([Decimal("-0"), Decimal("1E+3"), Decimal("30.580")])
ORIGINS = st.builds(InSheet, TEXTS, TEXTS, TEXTS, TEXTS) | st.builds(InText, TEXTS, st.integers(), st.integers(), TEXTS)
FIGURES = st.builds(
    Figure,
    county=TEXTS,
    indicator=TEXTS,
    value=VALUES,
    period=st.sampled_from(["2022H1", "2021H1"]),
    source=st.sampled_from(Source),
    origin=ORIGINS,
    state=st.sampled_from(State),
    role=st.sampled_from(Role),
    reported=TEXTS,
    reported_unit=TEXTS,
    read_at=st.sampled_from(["", "2022-07-08T09:00:00+08:00"]),
    order=st.integers(0, 2),
    modified=st.sampled_from([0.0, 1657242000.5]),
    note=st.sampled_from(["", "含园区"]),
)


@given(figures=st.lists(FIGURES))
def test_figures_in_runs_are_the_same_figures(figures: list[Figure]) -> None:
    sent = pickle.loads(pickle.dumps(runs_of(figures)))  # noqa: S301  # our own bytes
    assert list(map(repr, figures_of(sent))) == list(map(repr, figures))


def test_figures_of_one_sheet_are_one_run() -> None:
    origin = InSheet("南乐县.xlsx", "填报表", "D8", "30.580")
    others = [replace(FIGURE, county="台前县", origin=origin) for _ in range(3)]
    (run,) = runs_of([FIGURE, *others])
    assert isinstance(run, Run)
    assert run.values is run.texts is run.reported


@given(figures=st.lists(FIGURES))
def test_figures_are_received_together_as_each_would_be_alone(figures: list[Figure]) -> None:
    together = received(figures, "2022-07-09", 8, 2.5)
    assert list(map(repr, together)) == [repr(row.received("2022-07-09", 8, 2.5)) for row in figures]


def test_with_a_column_too_few_nothing_is_made() -> None:
    with pytest.raises(ValueError, match="shorter"):
        made(InSheet, 2, (["a.xlsx"], ["填报表"]))
