"""Which period a pile of files speaks of, before there is a scheme to read them by."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from pingbi.model import UnreadableFileError
from pingbi.readers import inputs, read
from pingbi.reading import apart

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pingbi.reading import File

FILES = 5  # that are looked into
ROWS, SIGNS = 6, 600  # of a sheet and of a text: what a title or a first sentence says
_YEAR = r"(20\d\d)\s*年?度?\s*"
_HALF = re.compile(rf"{_YEAR}([上下])半年")
_MONTHS = re.compile(rf"{_YEAR}0?1\s*月?份?\s*[-—–－~～至到]{{1,2}}\s*(1[0-2]|0?[2-9])\s*月")
_QUARTER = re.compile(rf"{_YEAR}第?([一二三四])\s*季度")


def told_period(paths: Iterable[Path]) -> str:
    """The period that most of the first files name in their titles; empty where none names one."""
    votes: Counter[str] = Counter()
    for item in islice(inputs(list(paths)), FILES):
        if (named := period_in(item.name)) or item.error:
            votes.update([named] if named else [])
            continue
        try:
            found = apart(_said, None, item)
        except UnreadableFileError:
            continue
        votes.update([found] if found else [])
    return votes.most_common(1)[0][0] if votes else ""


def period_in(text: str) -> str:
    """The first half-year, run of months or quarter in a text, as a scheme writes it."""
    found = [
        (row.start(), _named(pattern, row)) for pattern in (_HALF, _MONTHS, _QUARTER) if (row := pattern.search(text))
    ]
    return min(found)[1] if found else ""


def _named(pattern: re.Pattern[str], found: re.Match[str]) -> str:
    year, part = found[1], found[2]
    if pattern is _HALF:
        return f"{year}H{'上下'.index(part) + 1}"
    if pattern is _QUARTER:
        return f"{year}Q{'一二三四'.index(part) + 1}"
    last = int(part)
    return {6: f"{year}H1", 3: f"{year}Q1", 12: year}.get(last, f"{year}M01-{last:02}")


def _said(_: None, file: File) -> str:
    document = read(file.data, file.name)
    for sheet in document.sheets:
        first = sorted(at for at in sheet.cells if at[0] <= ROWS)
        if found := period_in("\n".join(sheet.cells[at].text for at in first)):
            return found
    return period_in((document.text or "")[:SIGNS])
