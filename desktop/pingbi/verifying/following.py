"""Which results of formulas may have changed because something else did: what they refer to, step by step."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pingbi.verifying.cells import At

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pingbi.verifying.cells import Change

_REFERENCE = re.compile(
    r"(?:(?:'([^']+)'|([\u4e00-\u9fffA-Za-z_][\u4e00-\u9fff\w]*))!)?"
    r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![\w(])"
)


class _Area(NamedTuple):
    sheet: str
    top: int
    left: int
    bottom: int
    right: int


def following(changes: Iterable[At], results: Mapping[At, Change]) -> frozenset[At]:
    """The results that lead back to a change, over others that do."""
    reached: set[At] = set()
    left = {at: _areas(at.sheet, row.was.formula) for at, row in results.items() if row.was is not None}
    new = set(changes)
    while new:
        rows = _by_column(new)
        new = {at for at, areas in left.items() if any(_holds(area, rows) for area in areas)}
        reached |= new
        for at in new:
            del left[at]
    return frozenset(reached)


def _by_column(places: Iterable[At]) -> dict[tuple[str, int], list[int]]:
    """The rows of the places in each column, in order."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for sheet, row, column in sorted(places):
        found[sheet, column].append(row)
    return found


def _holds(area: _Area, rows: Mapping[tuple[str, int], list[int]]) -> bool:
    for column in range(area.left, area.right + 1):
        found = rows.get((area.sheet, column), ())
        at = bisect_left(found, area.top)
        if at < len(found) and found[at] <= area.bottom:
            return True
    return False


def _areas(sheet: str, formula: str) -> tuple[_Area, ...]:
    return tuple(
        _Area(
            quoted or name or sheet,
            int(top),
            _number(left),
            int(bottom or top),
            _number(right or left),
        )
        for quoted, name, left, top, right, bottom in _REFERENCE.findall(re.sub(r'"[^"]*"', '""', formula))
    )


@lru_cache(maxsize=4096)
def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found
