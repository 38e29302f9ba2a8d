"""A growth whose word stands behind its number, 4.1%的负增长, and what is said as one in 百分点."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.extraction import Extracted
from pingbi.model import State

Report = Callable[..., Extracted]
GROWTH, OTHER = "industrial_investment_yoy", "technical_investment_yoy"


def _growths(found: Extracted, state: State = State.READ) -> dict[tuple[str, str], str]:
    rows = (row for row in found.figures if row.indicator in (GROWTH, OTHER) and row.state is state)
    return {(row.county, row.indicator): f"{row.value:f}" for row in rows}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("出现4.1%的负增长", "-4.1"),
        ("4.1%的负增长", "-4.1"),
        ("为4.1%的负增长", "-4.1"),
        ("完成12.3亿元，同比呈4.1%的负增长", "-4.1"),
        ("由正转负，出现4.1%的负增长", "-4.1"),
        ("同比有4.1%的下降", "-4.1"),
        ("出现4.1%的降幅", "-4.1"),
        ("实现4.1%的正增长", "4.1"),
        ("实现4.1%的增长", "4.1"),
        ("保持了4.1%的增速", "4.1"),
        ("以4.1%的增速居全市第2位", "4.1"),
        ("增速由4.1%的负增长转为5.2%的正增长", "5.2"),
        ("由4.1%的负增长，转为5.2%的正增长", "5.2"),
        ("增速由4.1%的负增长收窄至2.2%的负增长", "-2.2"),
        ("增速由4.1%的增长回落至2.2%的负增长", "-2.2"),
        ("由负增长4.1%收窄至负增长2.2%", "-2.2"),
    ],
)
def test_the_word_behind_a_rate_gives_its_sign(report: Report, words: str, value: str) -> None:
    assert _growths(report(f"上半年，范县工业投资{words}。")) == {("范县", GROWTH): value}


def test_one_word_behind_several_rates_is_said_of_each(report: Report) -> None:
    found = report("上半年，范县、台前县工业投资分别出现4.1%、5.2%的负增长。")
    assert _growths(found) == {("范县", GROWTH): "-4.1", ("台前县", GROWTH): "-5.2"}
    found = report("上半年，范县工业投资、技改投资分别实现4.1%和5.2%的增长。")
    assert _growths(found) == {("范县", GROWTH): "4.1", ("范县", OTHER): "5.2"}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("避免了4.1%的负增长", id="it was not so"),
        pytest.param("没有出现4.1%的负增长", id="there was none"),
        pytest.param("扭转了一季度4.1%的负增长", id="it is over"),
        pytest.param("高于去年同期4.1%的增速", id="above another one"),
        pytest.param("快于全省4.1%的增速", id="of others"),
        pytest.param("力争实现4.1%的增长", id="wished for"),
        pytest.param("有4.1%的增长空间", id="another thing"),
        pytest.param("环比出现4.1%的负增长", id="on the month before"),
        pytest.param("实现年均4.1%的增长", id="by the year"),
        pytest.param("5亿元，去年同期为4.1%的负增长", id="of last year"),
    ],
)
def test_a_rate_that_is_not_the_growth_of_now_is_not_made_one(report: Report, words: str) -> None:
    found = report(f"上半年，范县工业投资{words}。")
    assert [row for row in found.figures if row.indicator == GROWTH] == []


@pytest.mark.parametrize(
    "words", ["扭转了4.1%的负增长", "没有出现4.1%的负增长", "告别4.1%的负增长", "高于全省4.1%的增速"]
)
def test_what_was_not_so_or_is_another_s_is_no_growth_at_all(report: Report, words: str) -> None:
    found = report(f"上半年，范县工业投资{words}。")
    assert [str(row.kind) for row in found.facts] == ["share"]


@pytest.mark.parametrize("words", ["负增长4.1个百分点", "完成12.3亿元，同比负增长4.1个百分点"])
def test_a_negative_growth_in_points_is_offered_as_the_growth(report: Report, words: str) -> None:
    found = report(f"上半年，范县工业投资{words}。")
    assert _growths(found) == {}
    assert _growths(found, State.UNDECIDED) == {("范县", GROWTH): "-4.1"}
