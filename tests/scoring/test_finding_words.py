"""The wording of what scoring finds, once each where a number decides it."""

from __future__ import annotations

import pytest

from pingbi.scoring.findings import AllEqual


@pytest.mark.parametrize(
    ("count", "words"),
    [
        pytest.param(3, "“入库”3个县区都是5，无法拉开差距，按方法规定计分", id="several alike"),
        pytest.param(1, "“入库”只有一个县区有数（5），无从比较，按方法规定计分", id="one alone"),
    ],
)
def test_equal_values_are_said(count: int, words: str) -> None:
    assert str(AllEqual(name="入库", value="5", count=count)) == words
