"""What is seen of a whole column at once passes over nothing that is found when each figure is looked at by itself."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi.audit import audit
from pingbi.audit.examined import Spread
from pingbi.model import Figure, Figures, Finding, InSheet, Role, Source
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS

SIZES = (Decimal(900), Decimal(3), Decimal("0.04"), Decimal(20_000), Decimal(-70), Decimal(150))  # of each indicator
SLIPS = ("0.0001", "0.01", "0.1", "-1", "0", "10", "100", "10000")
COUNTIES = 12


def scheme() -> Scheme:
    parts = ['[scheme]\nname = "例"\nperiod = "2022H1"\n']
    parts += [f'[[county]]\nname = "例{at}县"\n' for at in range(COUNTIES)]
    for at in range(len(SIZES)):
        parts.append(f'[[indicator]]\nid = "i{at}"\nname = "投资{at}"\nunit = "亿元"\nkind = "level"\n')
        parts.append(
            f'[[criterion]]\nid = "c{at}"\nname = "项{at}"\nweight = 1\nvalue = "i{at}"\nmethod = "rank_linear"\n'
        )
    return parse("\n".join(parts), "例.toml", METHODS)


SCHEME = scheme()


def drawn(random: Random) -> Figures:
    """Values near their indicator's size, among them wrong units, signs, and counties whose values slipped by a row."""
    chosen = {}
    spread = random.choice((0.02, 0.3, 0.9))
    before = random.random() < 0.5
    for county in (*SCHEME.counties[: random.randint(2, COUNTIES)], SCHEME.city.name):
        step = random.choice((0, 0, 0, 1, -1))
        for at in range(len(SIZES)):
            for role in (Role.NOW, Role.LAST_YEAR) if before else (Role.NOW,):
                size = SIZES[(at + step) % len(SIZES)] if role is Role.NOW else SIZES[at]
                value = size * Decimal(10 ** random.uniform(-spread, spread)).quantize(Decimal("0.001"))
                value *= Decimal(random.choice(SLIPS)) if random.random() < 0.05 else 1
                origin = InSheet(f"{county}.xlsx", "表", f"B{at}", f"{value}")
                figure = Figure(county, f"i{at}", value, "2022H1", Source.TEMPLATE, origin, role=role)
                chosen[county, f"i{at}", role] = figure
    return Figures(chosen)


def one_by_one(figures: Figures) -> tuple[Finding, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Spread, "medians", property(lambda _: (Decimal("1e-30"), Decimal("1e30"))))
        return audit(SCHEME, figures)


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_columns_hide_no_finding(random: Random) -> None:
    figures = drawn(random)
    assert audit(SCHEME, figures) == one_by_one(figures)


def test_among_what_is_compared_there_are_findings_of_both_kinds() -> None:
    found = {finding.code for seed in range(40) for finding in one_by_one(drawn(Random(seed)))}  # noqa: S311
    assert {"unit-slip", "shifted"} <= found


@given(st.lists(st.integers(-50, 50).map(Decimal), min_size=2, max_size=9))
def test_the_middle_without_any_one_lies_between_the_medians(values: list[Decimal]) -> None:
    every = Spread(tuple(sorted(values)))
    low, high = every.medians
    assert all(low <= found.median <= high for found in (every, *map(every.without, values)))
