"""A figure goes to another process and back as it is."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from decimal import Decimal

from pingbi.model import Figure, InSheet, Role, Source, State

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
