"""A growth against the levels of this year and of last year that stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest

from pingbi.model import Figure, Finding, Level, Role

Make = Callable[..., Figure]
GROWN = ('name = "投资增速"\n', 'name = "投资增速"\nof = "done"\n')


class Told(Protocol):
    """The audit's findings by code."""

    def of(self, code: str) -> list[Finding]: ...


Tell = Callable[..., Told]


@pytest.mark.parametrize(
    ("now", "then", "grown", "said"),
    [
        pytest.param("30.58", "21.1", "45", False, id="as computed"),
        pytest.param("30.58", "21.1", "38", False, id="a base that was revised"),
        pytest.param("21.1", "30.58", "45", True, id="the two exchanged"),
        pytest.param("30.58", "21.1", "-4.5", True, id="a growth of another"),
        pytest.param("30.58", "-21.1", "45", False, id="no growth of a negative base"),
        pytest.param("0.6", "0.4", "45", False, id="within what the digits allow"),
    ],
)
def test_a_growth_far_from_what_the_levels_make_is_said(
    told: Tell, figure: Make, now: str, then: str, grown: str, said: bool
) -> None:
    rows = [figure("done", now), figure("done", then, role=Role.LAST_YEAR), figure("yoy", grown)]
    found = told(rows, changed=GROWN).of("ratio-mismatch")
    assert [finding.indicator for finding in found] == (["yoy"] if said else [])


def test_the_words_of_such_a_growth(told: Tell, figure: Make) -> None:
    rows = [figure("done", "21.1"), figure("done", "30.58", role=Role.LAST_YEAR), figure("yoy", "45")]
    (finding,) = told(rows, changed=GROWN).of("ratio-mismatch")
    assert str(finding) == (
        "甲县的投资增速报送45%，按完成投资21.1亿元、上年同期30.58亿元计算应为-31.0%，两者不符，请核实"
    )
    assert finding.level is Level.VERIFY
    assert len(finding.places) == 3


def test_growth_at_comparable_prices_is_a_hint(told: Tell, figure: Make) -> None:
    rows = [figure("done", "21.1"), figure("done", "30.58", role=Role.LAST_YEAR), figure("yoy", "45")]
    priced = (GROWN[0], f'{GROWN[1]}definition = "按可比价计算"\n')
    (finding,) = told(rows, changed=priced).of("ratio-mismatch")
    assert finding.level is Level.HINT


def test_a_growth_that_the_scheme_computes_is_said_once(told: Tell, figure: Make) -> None:
    rows = [figure("done", "21.1"), figure("done", "30.58", role=Role.LAST_YEAR), figure("yoy", "45")]
    computed = (GROWN[0], f'{GROWN[1]}compute = "GROWTH(done, LAST_YEAR(done))"\n')
    assert len(told(rows, changed=computed).of("ratio-mismatch")) == 1


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([("done", "30.58", Role.NOW)], id="without last year's"),
        pytest.param([("done", "30.58", Role.NOW), ("done", "-21.1", Role.LAST_YEAR)], id="without a base"),
        pytest.param([("done", "30.58", Role.NOW), ("done", "21.1", Role.LAST_YEAR)], id="as computed"),
    ],
)
def test_one_county_that_cannot_be_judged_does_not_hide_the_next(
    told: Tell, figure: Make, before: list[tuple[str, str, Role]]
) -> None:
    rows = [figure(name, value, role=role) for name, value, role in before] + [figure("yoy", "45")]
    rows += [figure("done", "21.1", county="乙县"), figure("done", "30.58", county="乙县", role=Role.LAST_YEAR)]
    rows += [figure("yoy", "45", county="乙县")]
    assert [row.county for row in told(rows, changed=GROWN).of("ratio-mismatch")] == ["乙县"]
