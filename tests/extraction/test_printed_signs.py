"""Signs in tables printed as lines of a text: what is no certain sign is offered, not taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted
from pingbi.extraction.prose import TAKEN
from pingbi.model import State

Report = Callable[..., Extracted]
GROWTH = "industrial_investment_yoy"


def _table(report: Report, growth: str) -> Extracted:
    rows = f"工业投资\t12.3\t{growth}\n技改投资\t3.1\t5.2\n地区生产总值\t88\t3"
    return report(f"2022年上半年范县主要指标\n指标\t完成（亿元）\t同比（%）\n{rows}")


def _growth(found: Extracted) -> list[tuple[str, State]]:
    return [(f"{row.value:f}", row.state) for row in found.figures if row.indicator == GROWTH]


@pytest.mark.parametrize("growth", ["-4.1", "－4.1", "−4.1%", "负4.1"])
def test_a_minus_is_one(report: Report, growth: str) -> None:
    assert _growth(_table(report, growth)) == [("-4.1", State.READ)]


@pytest.mark.parametrize(
    ("growth", "value"),
    [
        *((growth, "-4.1") for growth in ("—4.1", "—4.1%", "–4.1", "——4.1", "▼4.1", "▽4.1%", "↓4.1")),
        *((growth, "4.1") for growth in ("▲4.1", "△4.1%", "↑4.1", "4.1↓", "4.1%▲")),
    ],
)
def test_a_mark_that_may_be_a_sign_is_offered_as_it_is_printed(report: Report, growth: str, value: str) -> None:
    found = _table(report, growth)
    assert _growth(found) == [(value, State.UNDECIDED)]
    (said,) = [str(row) for row in found.findings if row.code == "offered"]
    assert all(sign in said for sign in set(growth) - set("4.1%"))
    assert all(row.confidence < TAKEN for row in found.facts if row.indicator_id == GROWTH)


@pytest.mark.parametrize("growth", ["—", "——", "-", "▲", ""])
def test_a_mark_alone_is_no_value(report: Report, growth: str) -> None:
    found = _table(report, growth)
    assert _growth(found) == []
    assert [row.indicator for row in found.figures if row.state is State.READ] == [
        "industrial_investment",
        "technical_investment",
        "technical_investment_yoy",
    ]


def test_a_marked_amount_is_not_taken(report: Report) -> None:
    text = "2022年上半年范县主要指标\n指标\t完成（亿元）\t同比（%）\n工业投资\t▲12.3\t1\n技改投资\t—3.1\t5"
    found = report(text)
    levels = [(str(row.value), row.state) for row in found.figures if not row.indicator.endswith("_yoy")]
    assert levels == [("12.3", State.UNDECIDED), ("-3.1", State.UNDECIDED)]
    assert [text[row.number_start : row.number_end] for row in found.facts if row.unit == "亿元"] == ["12.3", "3.1"]


def test_a_triangle_in_a_sentence_is_not_taken(report: Report) -> None:
    found = report("上半年，范县工业投资完成12.3亿元，同比增长△4.1%。")
    assert _growth(found) == [("4.1", State.UNDECIDED)]
    found = report("△上半年，范县工业投资增长4.1%。")
    assert _growth(found) == [("4.1", State.READ)]
