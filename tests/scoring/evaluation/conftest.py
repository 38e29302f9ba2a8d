"""Whole evaluations from a table of figures and the few rules that a case is about."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from pingbi.model import ByHand, Figure, Figures, Finding, Result, Role, Source, State, Total
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate

CITY = "全市"
STATES = {"免": State.EXEMPT, "?": State.UNREADABLE, "期": State.OTHER_PERIOD, "二": State.UNDECIDED}


class Scored(NamedTuple):
    """What came of a case, with shorthands for what tests ask."""

    scheme: Scheme
    figures: Figures
    result: Result
    derived: tuple[Finding, ...]

    def total(self, county: str) -> Total:
        return next(row for row in self.result.totals if row.county == county)

    def totals(self, field: str) -> list[Any]:
        """One field of all totals, in order; decimals as text."""
        return [_text(getattr(row, field)) for row in self.result.totals]

    def scores(self, criterion: str, field: str) -> list[Any]:
        """One field of all scores of a criterion, in order; decimals as text."""
        rows = next(row for row in self.result.criteria if row.id == criterion)
        return [_text(getattr(row, field)) for row in rows.scores.values()]

    def codes(self) -> list[str]:
        return [finding.code for finding in (*self.derived, *self.result.findings)]

    def words(self) -> list[str]:
        return [str(finding) for finding in (*self.derived, *self.result.findings)]


def _text(value: object) -> object:
    if not isinstance(value, Decimal):
        return value
    return f"{value:f}".rstrip("0").rstrip(".") if value.as_tuple().exponent else f"{value:f}"


def _read(text: str) -> tuple[list[str], list[tuple[str, str, list[str]]]]:
    """(columns, rows of (county, group, cells)). A county's group stands behind a colon."""
    lines = [line.split() for line in text.strip().splitlines()]
    rows = []
    for name, *cells in lines[1:]:
        county, _, group = name.partition(":")
        rows.append((county, group, cells))
    return lines[0], rows


def _scheme(
    columns: list[str], rows: list[tuple[str, str, list[str]]], scheme: str, tables: str, period: str
) -> Scheme:
    ids = list(dict.fromkeys(column.partition("@")[0] for column in columns))
    groups = list(dict.fromkeys(group for _, group, _ in rows if group))
    given = tables
    if "criterion = " not in tables:  # then every column gives its points itself
        lines = [f'{{id="{name}", name="{name}", weight=10, method="given", value="{name}"}}' for name in ids]
        given += f"\ncriterion = [{', '.join(lines)}]"
    lines = [given, f'[scheme]\nname = "例"\nperiod = "{period}"', scheme]
    lines += [f'[[group]]\nid = "{group}"\nname = "{group}"' for group in groups]
    for county, group, _ in rows:
        if county != CITY:
            lines.append(f'[[county]]\nname = "{county}"' + (f'\ngroup = "{group}"' if group else ""))
    if "indicator = " not in tables:
        lines += [f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "个"\nkind = "level"' for name in ids]
    return parse("\n".join(lines), "case.toml", METHODS)


def _figures(columns: list[str], rows: list[tuple[str, str, list[str]]]) -> Figures:
    chosen = {}
    for county, _, cells in rows:
        for column, cell in zip(columns, cells, strict=True):
            if cell == "-":
                continue
            name, _, role = column.partition("@")
            state = STATES.get(cell, State.READ)
            value = Decimal(cell) if state is State.READ else None
            key = (county, name, Role(role or "now"))
            chosen[key] = Figure(
                county, name, value, "2022H1", Source.TEMPLATE, ByHand(f"{county}{column}"), state, key[2]
            )
    return Figures(chosen)


def _scored(figures: str, *, scheme: str = "", tables: str = "", period: str = "2022H1") -> Scored:
    columns, rows = _read(figures)
    made = _scheme(columns, rows, scheme, tables, period)
    grown, derived = derive(made, _figures(columns, rows))
    return Scored(made, grown, evaluate(made, grown), derived)


@pytest.fixture(scope="session")
def scored() -> Callable[..., Scored]:
    """`scored(table of figures, scheme=lines of [scheme], tables=other tables inline, period=…)`.

    The table has indicators' ids (with @previous, @last_year, @target) above and counties (`name:group`) at the left; a
    row 全市 is the city. "-" is missing, 免 exempt, ? unreadable, 期 another period, 二 undecided. Without
    `criterion = …` each indicator gives its value as points, with a weight of 10.
    """
    return _scored
