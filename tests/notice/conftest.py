"""Notices from a table of figures and the few rules that a case is about, through the real scheme and scoring."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pytest

from pingbi.model import Figure, Figures, InSheet, Role, Source, State
from pingbi.notice import Given, composed
from pingbi.notice.paper import Paragraph
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate

CITY = "全市"


def _scheme(columns: list[str], rows: list[list[str]], rules: str, tables: str, period: str) -> Scheme:
    lines = [tables]
    if "criterion = " not in tables:
        items = ", ".join(f'{{id="{one}", name="{one}", weight=10, method="given", value="{one}"}}' for one in columns)
        lines.append(f"criterion = [{items}]")
    if "indicator = " not in tables:
        items = ", ".join(f'{{id="{one}", name="{one}", unit="亿元", kind="level"}}' for one in columns)
        lines.append(f"indicator = [{items}]")
    lines.append(f'[scheme]\nname = "评比"\nissuer = "某市工信局"\nperiod = "{period}"\n{rules}')
    places = [row[0].partition(":") for row in rows if row[0] != CITY]
    lines += [f'[[group]]\nid = "{group}"\nname = "{group}"' for group in dict.fromkeys(g for _, _, g in places if g)]
    for county, _, group in places:
        lines.append(f'[[county]]\nname = "{county}"' + (f'\ngroup = "{group}"' if group else ""))
    return parse("\n".join(lines), "case.toml", METHODS)


def _given(table: str, *, scheme: str = "", tables: str = "", period: str = "2022H1", **more: Any) -> Given:  # noqa: ANN401
    columns, *rows = [line.split() for line in table.strip().splitlines()]
    rules = _scheme(columns, rows, scheme, tables, period)
    chosen = {}
    for name, *cells in rows:
        county = name.partition(":")[0]
        for indicator, text in zip(columns, cells, strict=True):
            if text != "-":
                state = State.EXEMPT if text == "免" else State.READ
                value = None if text == "免" else Decimal(text)
                origin = InSheet("报表.xlsx", "填报表", "B2", text)
                chosen[county, indicator, Role.NOW] = Figure(
                    county, indicator, value, period, Source.TEMPLATE, origin, state, reported=text
                )
    figures, found = derive(rules, Figures(chosen))
    result = evaluate(rules, figures)
    return Given(rules, figures, result, **{"findings": (*found, *result.findings), **more})


@pytest.fixture(scope="session")
def given() -> Callable[..., Given]:
    """`given(table of figures, scheme=lines of [scheme], tables=inline tables, period=…, other fields of Given)`.

    The table has indicators' ids above and counties (`name:group`) at the left; a row 全市 is the city. "-" is missing,
    免 exempt. Without criteria each indicator gives its value as points.
    """
    return _given


def _texts(given: Given) -> list[str]:
    blocks: Iterable[object] = composed(given).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph) and block.text]


@pytest.fixture(scope="session")
def texts() -> Callable[[Given], list[str]]:
    """The paragraphs of the notice, in order, those of the 附件 too; without blank ones."""
    return _texts


@pytest.fixture(scope="session")
def paragraph() -> Callable[[Given, str], str]:
    """`paragraph(given, title)`: the words after a run-in title (总体情况, 位次变化 …); empty where there is none."""

    def found(given: Given, title: str) -> str:
        rows = [text.partition(f"{title}。") for text in _texts(given)]
        return next((after for before, stop, after in rows if stop and len(before) < 6), "")

    return found
