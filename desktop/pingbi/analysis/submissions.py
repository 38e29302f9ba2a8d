"""Which files a county's figures were read from, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import ByHand, InRows, InSheet, InText, Source, Submission

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.model import Figures, Origin

OWN = frozenset({Source.TEMPLATE, Source.LEDGER, Source.TEXT, Source.CORRECTION})  # others' tables are not its own


def submissions(figures: Figures) -> Mapping[str, tuple[Submission, ...]]:
    """County -> its files in the order in which they were read; a corrected figure's file too."""
    times: dict[str, dict[str, str]] = {}
    counts: dict[str, dict[str, int]] = {}
    for figure in figures:
        if figure.source not in OWN:
            continue
        for file in dict.fromkeys(_files(figure.origin)):
            mine, many = times.setdefault(figure.county, {}), counts.setdefault(figure.county, {})
            mine[file] = max(mine.get(file, ""), figure.read_at)
            many[file] = many.get(file, 0) + 1
    return {
        county: tuple(Submission(file, mine[file], counts[county][file]) for file in sorted(mine, key=mine.__getitem__))
        for county, mine in times.items()
    }


def _files(origin: Origin) -> Iterator[str]:
    below: Origin | None = origin
    while isinstance(below, ByHand):
        below = below.over
    if isinstance(below, InSheet | InText):
        yield below.file
    elif isinstance(below, InRows):
        yield from (part.file for part in below.ranges)
