"""Merged ranges as far as they matter: one over a whole column is no reason to refuse a table, or to fill a million."""

from __future__ import annotations

from collections.abc import Iterable

from pingbi.model import UnreadableFileError

WIDE = 10_000  # cells of one range: a heading over everything has some hundred
MOST = 2_000_000  # cells of all ranges

Area = tuple[int, int, int, int]  # top left bottom right


def within(merges: Iterable[Area], rows: int, columns: int) -> tuple[Area, ...]:
    """The ranges in the order of the file; wide ones are cut to the cells that exist.

    Raises UnreadableFileError where they still cover more than a sheet that people fill: they lie over each other.
    """
    found = tuple(_cut(area, rows, columns) if _cells(area) > WIDE else area for area in merges)
    if sum(map(_cells, found)) > MOST:
        raise UnreadableFileError("合并单元格过多或互相重叠，请取消合并后再报")
    return found


def _cut(area: Area, rows: int, columns: int) -> Area:
    top, left, bottom, right = area
    return top, left, max(top, min(bottom, rows)), max(left, min(right, columns))


def _cells(area: Area) -> int:
    top, left, bottom, right = area
    return (bottom - top + 1) * (right - left + 1)
