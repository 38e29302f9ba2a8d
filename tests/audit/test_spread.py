"""What the others have, without looking at each of them again."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from pingbi.audit.examined import Spread


@given(st.lists(st.integers(-50, 50).map(Decimal), min_size=2, max_size=9), st.data())
def test_one_left_out_gives_the_middle_and_the_ends_of_the_rest(values: list[Decimal], data: st.DataObject) -> None:
    own = data.draw(st.sampled_from(values))
    rest = sorted(values)
    rest.remove(own)
    found = Spread(tuple(sorted(values))).without(own)
    assert found.size == len(rest)
    assert [found.at(place) for place in range(found.size)] == rest
    assert found.median == median(rest)


@given(st.lists(st.integers(-50, 50).map(Decimal), min_size=2, max_size=9))
def test_the_middle_lies_between_the_two_whichever_one_is_left_out(values: list[Decimal]) -> None:
    every = Spread(tuple(sorted(values)))
    low, high = every.medians
    assert all(low <= middle <= high for middle in (every.median, *(every.without(own).median for own in values)))
    assert sum(low < value < high for value in values) <= 1  # and no farther apart than need be
