"""A master table: counties in rows or in columns, headings of one to three levels, found wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.cells import Where, read_cell
from pingbi.extraction.findings import UnknownCounty, Unmapped
from pingbi.extraction.names import Meaning, Names
from pingbi.extraction.period_words import period_of
from pingbi.model import Figure, Finding, Source
from pingbi.model.catalogue import factor
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.readers import Document, Sheet
    from pingbi.scheme import Scheme

MOST_LEVELS = 3
_TOTALS = ("合计", "总计", "小计", "平均")
_UNIT_LINE = re.compile(r"单位[:：]\s*([^\s，。；]+)")


class _Line(NamedTuple):
    """A row (or, transposed, a column) that belongs to one county."""

    at: int
    county: str


def read_table(document: Document, scheme: Scheme, order: int) -> Iterator[Figure | Finding]:
    """Figures and findings of every sheet that is a table of counties; none where no county is named."""
    names = Names(scheme)
    for sheet in document.sheets:
        if sheet.hidden:
            continue
        words = sheet.spread()
        across = _counties(words, names, transposed=False)
        down = _counties(words, names, transposed=True)
        if len(across[1]) >= len(down[1]):
            yield from _read(document, sheet, words, across, names, order, transposed=False)
        else:
            yield from _read(document, sheet, words, down, names, order, transposed=True)


def _counties(words: dict[tuple[int, int], str], names: Names, *, transposed: bool) -> tuple[int, list[_Line]]:
    """The column (row) that names the most counties, and its lines; each county once."""
    found: dict[int, dict[str, int]] = {}
    for (row, column), text in words.items():
        county = names.county(text)
        if county is not None:
            axis, at = (row, column) if transposed else (column, row)
            found.setdefault(axis, {}).setdefault(county, at)
    if not found:
        return 0, []
    axis = max(found, key=lambda key: (len(found[key]), -key))
    return axis, sorted(_Line(at, county) for county, at in found[axis].items())


def _read(
    document: Document,
    sheet: Sheet,
    words: dict[tuple[int, int], str],
    found: tuple[int, list[_Line]],
    names: Names,
    order: int,
    *,
    transposed: bool,
) -> Iterator[Figure | Finding]:
    axis, lines = found
    if not lines:
        return
    scheme = names.scheme
    first = lines[0].at
    above = "\n".join(text for (row, column), text in words.items() if (column if transposed else row) < first)
    period = period_of(above, scheme.period) or scheme.period
    default = _UNIT_LINE.search(above)
    unit = default[1] if default is not None and factor(default[1], default[1]) is not None else ""
    others = sorted({(row if transposed else column) for row, column in words} - {axis})
    seen: set[tuple[str, str]] = set()
    for other in others:
        if other < axis:
            continue
        levels = [
            words.get((other, at) if transposed else (at, other), "")
            for at in range(max(1, first - MOST_LEVELS - 1), first)
        ]
        meaning = names.meaning(levels)
        if meaning is None:
            yield from _unmapped(document, sheet, words, levels, other, lines, transposed=transposed)
            continue
        key = (meaning.indicator.id, meaning.role)
        if key in seen:
            continue
        seen.add(key)
        for line in lines:
            row, column = (other, line.at) if transposed else (line.at, other)
            yield from read_cell(
                _where(document, sheet, row, column, line.county, meaning, unit, period, order), scheme
            )
    yield from _strangers(document, sheet, words, axis, lines, names, transposed=transposed)


def _where(
    document: Document,
    sheet: Sheet,
    row: int,
    column: int,
    county: str,
    meaning: Meaning,
    unit: str,
    period: str,
    order: int,
) -> Where:
    own = meaning.unit or (unit if factor(unit, meaning.indicator.unit) is not None else "")
    return Where(
        document, sheet, row, column, county, meaning.indicator, meaning.role, own, period, Source.TEMPLATE, order
    )


def _unmapped(
    document: Document,
    sheet: Sheet,
    words: dict[tuple[int, int], str],
    levels: list[str],
    other: int,
    lines: list[_Line],
    *,
    transposed: bool,
) -> Iterator[Finding]:
    """A column with a heading and numbers that means no indicator."""
    heading = next((level for level in reversed(levels) if level), "")
    cells = [sheet.cells.get((other, line.at) if transposed else (line.at, other)) for line in lines]
    numbers = sum(1 for cell in cells if cell is not None and not isinstance(cell.value, str | bool | None))
    plain = re.sub(r"\s", "", heading)
    skip = re.search(r"序号|位次|名次|排名|得分|小计|备注|说明|编码|代码|合计", plain)
    if heading and numbers and not skip:
        at = (other, lines[0].at - 1) if transposed else (lines[0].at - 1, other)
        yield Unmapped(name=plain, places=(in_sheet(document, sheet, *at),))


def _strangers(
    document: Document,
    sheet: Sheet,
    words: dict[tuple[int, int], str],
    axis: int,
    lines: list[_Line],
    names: Names,
    *,
    transposed: bool,
) -> Iterator[Finding]:
    """Names between and just below the counties that are counties of nobody's scheme."""
    known = {line.at for line in lines}
    for at in range(lines[0].at, lines[-1].at + 3):
        text = words.get((axis, at) if transposed else (at, axis), "")
        if at in known or not text or any(word in text for word in _TOTALS) or names.county(text) is not None:
            continue
        if names.looks_like_county(text):
            place = (axis, at) if transposed else (at, axis)
            yield UnknownCounty(name=text, places=(in_sheet(document, sheet, *place),))
