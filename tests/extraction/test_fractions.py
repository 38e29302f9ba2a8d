"""0.45 in a % column is 45 only where the column says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.extraction.fractions import fractions


def _fractions(*texts: str, decimals: int = 1) -> set[int]:
    values = {at: Decimal(text.removesuffix("%")) for at, text in enumerate(texts)}
    return fractions(values, [at for at, text in enumerate(texts) if not text.endswith("%")], decimals)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("45", "47", "0.45"), {2}, id="among percentages of its size"),
        pytest.param(("45", "47", "0.45%"), set[int](), id="not where it has a % sign"),
        pytest.param(("0.453", "0.47", "0.088"), {0, 1, 2}, id="a whole column below one"),
        pytest.param(
            ("0.105", "-0.03", "1.2", "0.25", "0.4", "0"), {0, 1, 2, 3, 4}, id="nearly a whole column below one"
        ),
        pytest.param(("0.105", "0.032", "0.25", "0.4%"), set[int](), id="not where one has a % sign"),
        pytest.param(("0.4", "0.9", "0.8"), set[int](), id="not with the decimals of a rate"),
        pytest.param(("45.12", "47.30", "0.45"), set[int](), id="not where two decimals are the custom"),
        pytest.param(("0.45", "47"), set[int](), id="not between two values only"),
        pytest.param(("1.1", "0.9", "0.45"), set[int](), id="not where a hundred times it would stand out"),
        pytest.param(("45", "47", "0"), set[int](), id="zero is zero"),
        pytest.param(("-45", "47", "-0.45"), {2}, id="also a fall"),
    ],
)
def test_a_part_of_one_is_known_by_its_column(texts: tuple[str, ...], expected: set[int]) -> None:
    assert _fractions(*texts) == expected


@given(st.lists(st.integers(-900, 900), min_size=1, max_size=9))
def test_a_column_of_rates_with_one_decimal_is_never_taken_for_parts_of_one(tenths: list[int]) -> None:
    assert _fractions(*(str(Decimal(value) / 10) for value in tenths)) == set()
