"""A figure goes to another process and back as it is, alone or with others."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.model import Figure, InSheet, InText, Role, Source, State, figure_runs
from pingbi.model.figure_runs import InRuns, Run, runs_of
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
    sent = pickle.loads(pickle.dumps(InRuns(figures)))  # noqa: S301  # our own bytes
    assert len(sent) == len(figures)
    assert list(map(repr, sent)) == list(map(repr, figures))


def test_figures_of_one_sheet_are_one_run() -> None:
    origin = InSheet("南乐县.xlsx", "填报表", "D8", "30.580")
    others = [replace(FIGURE, county="台前县", origin=origin) for _ in range(3)]
    (run,) = runs_of([FIGURE, *others])
    assert isinstance(run, Run)
    assert run.values is run.texts is run.reported


@given(figures=st.lists(FIGURES), runs=st.booleans())
def test_figures_are_received_together_as_each_would_be_alone(figures: list[Figure], *, runs: bool) -> None:
    together = InRuns(runs_of(figures) if runs else figures).received("2022-07-09", 8, 2.5)
    assert list(map(repr, together)) == [repr(row.received("2022-07-09", 8, 2.5)) for row in figures]


@given(figures=st.lists(FIGURES))
def test_figures_in_runs_stand_between_others_where_they_stood(figures: list[Figure]) -> None:
    runs = runs_of(figures)
    several = InRuns.of([InRuns(runs), figures, InRuns()])
    assert list(map(repr, several)) == list(map(repr, figures + figures))
    assert list(map(repr, InRuns(runs_of([*figures, *runs])))) == list(map(repr, several))


def test_figures_that_nobody_asks_for_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = InRuns(runs_of([FIGURE, FIGURE]))
    monkeypatch.setattr(figure_runs, "made", None)
    back = pickle.loads(pickle.dumps(figures.received("2022-07-09", 8, 2.5)))  # noqa: S301  # our own bytes
    assert len(back) == 2
    with pytest.raises(TypeError):
        list(back)


def test_figures_in_runs_are_equal_to_the_same_figures() -> None:
    figures = InRuns(runs_of([FIGURE, FIGURE]))
    assert figures == (FIGURE, FIGURE)
    assert hash(figures) == hash(InRuns([FIGURE, FIGURE]))
    assert figures != (FIGURE,)
    assert figures != [FIGURE, FIGURE]
    assert (figures[1], figures[:1]) == (FIGURE, (FIGURE,))
    assert repr(figures) == repr((FIGURE, FIGURE))


def test_with_a_column_too_few_nothing_is_made() -> None:
    with pytest.raises(ValueError, match="shorter"):
        made(InSheet, 2, (["a.xlsx"], ["填报表"]))
