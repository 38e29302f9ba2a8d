"""Books from a table of figures and the few rules that a case is about, through the real scheme and scoring."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pingbi.audit import audit, levelled
from pingbi.model import Figure, Figures, InSheet, Role, Source, State
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate, place_formula
from pingbi.workbook import Book
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.references import cell

CITY = "全市"
STATES = {"免": State.EXEMPT, "?": State.UNREADABLE, "期": State.OTHER_PERIOD, "二": State.UNDECIDED}
Row = tuple[str, str, list[str]]  # county, group, cells


def _read(text: str) -> tuple[list[str], list[Row]]:
    lines = [line.split() for line in text.strip().splitlines()]
    rows = []
    for name, *cells in lines[1:]:
        county, _, group = name.partition(":")
        rows.append((county, group, cells))
    return lines[0], rows


def _scheme(columns: list[str], rows: list[Row], rules: str, tables: str, period: str) -> Scheme:
    ids = list(dict.fromkeys(column.partition("@")[0] for column in columns))
    lines = []
    if "criterion = " not in tables and "[[criterion]]" not in tables:
        given = [f'{{id="{name}", name="{name}", weight=10, method="given", value="{name}"}}' for name in ids]
        lines.append(f"criterion = [{', '.join(given)}]")
    lines.append(f'{tables}\n[scheme]\nname = "评比"\nissuer = "某市工信局"\nperiod = "{period}"\n{rules}')
    groups = dict.fromkeys(group for _, group, _ in rows if group)
    lines += [f'[[group]]\nid = "{group}"\nname = "{group}"' for group in groups]
    for county, group, _ in rows:
        if county != CITY:
            lines.append(f'[[county]]\nname = "{county}"' + (f'\ngroup = "{group}"' if group else ""))
    if "indicator = " not in tables and "[[indicator]]" not in tables:
        lines += [f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "个"\nkind = "level"' for name in ids]
    return parse("\n".join(lines), "case.toml", METHODS)


def _figures(columns: list[str], rows: list[Row], period: str) -> list[Figure]:
    found = []
    for down, (county, _, cells) in enumerate(rows, 2):
        for across, (column, text) in enumerate(zip(columns, cells, strict=True), 1):
            if text == "-":
                continue
            name, _, role = column.partition("@")
            state = STATES.get(text, State.READ)
            value = Decimal(text) if state is State.READ else None
            origin = InSheet("报表.xlsx", "填报表", cell(down - 1, across), text)
            when = "2022M01-07" if state is State.OTHER_PERIOD else period
            found.append(
                Figure(county, name, value, when, Source.TEMPLATE, origin, state, Role(role or "now"), text, "个")
            )
    return found


def _figures_of(given: Iterable[Figure]) -> Figures:
    """The last figure of a key is the chosen one, those before it stand beside it."""
    chosen: dict[tuple[str, str, Role], Figure] = {}
    beside: dict[tuple[str, str, Role], tuple[Figure, ...]] = {}
    for figure in given:
        key = (figure.county, figure.indicator, figure.role)
        if key in chosen:
            beside[key] = (chosen[key], *beside.get(key, ()))
        chosen[key] = figure
    return Figures(chosen, beside)


def _made(
    table: str,
    *,
    scheme: str = "",
    tables: str = "",
    period: str = "2022H1",
    figures: Iterable[Figure] = (),
    **book: Any,  # noqa: ANN401  # the other fields of Book
) -> Book:
    columns, rows = _read(table)
    rules = _scheme(columns, rows, scheme, tables, period)
    grown, derived = derive(rules, _figures_of([*_figures(columns, rows, period), *figures]))
    result = evaluate(rules, grown)
    findings = levelled(rules, (*derived, *audit(rules, grown), *result.findings))
    given: dict[str, Any] = {"findings": findings, **book}
    return Book(scheme=rules, figures=grown, result=result, methods=METHODS, place_formula=place_formula, **given)


@pytest.fixture(scope="session")
def made() -> Callable[..., Book]:
    """`made(table of figures, scheme=lines of [scheme], tables=other tables, period=…, figures=more, findings=…)`.

    The table has indicators' ids (with @previous, @last_year, @target) above and counties (`name:group`) at the left; a
    row 全市 is the city. "-" is missing, 免 exempt, ? unreadable, 期 another period, 二 undecided. `tables` are inline
    (`criterion = [{…}]`, `indicator = [{…}]`); without criteria each indicator gives its value as points, weight 10.
    A figure of `figures` is chosen before one of the table. Other keywords are fields of Book.
    """
    return _made


@pytest.fixture(scope="session")
def example(shared: Path) -> Scheme:
    """The example scheme of shared/, which uses every table."""
    path = shared / "example-scheme.toml"
    return parse(path.read_text(encoding="utf-8"), path.name, METHODS)


@pytest.fixture(scope="session")
def at() -> Callable[[SheetPlan], dict[tuple[int, int], Cell]]:
    """`at(plan)`: the cells of a sheet by (row, column), those of merged ranges by their first cell."""

    def cells(plan: SheetPlan) -> dict[tuple[int, int], Cell]:
        found = {(row.row, row.column): row for row in plan.cells}
        for merge in plan.merges:
            found[merge.top, merge.left] = Cell(merge.top, merge.left, merge.value, merge.style, merge.formula)
        return found

    return cells
