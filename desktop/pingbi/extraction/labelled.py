"""One county's form without a fingerprint: indicators stand below or beside each other, the county is named once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pingbi.extraction.columns import read_block
from pingbi.extraction.form_findings import FileOfOtherCounty
from pingbi.extraction.form_owners import forms_of, owner
from pingbi.extraction.grid import Block, Grid, Line
from pingbi.extraction.heading_words import (
    AMOUNTS,
    FOREIGN,
    GROWTH,
    MEASURE,
    THIS_PERIOD,
    is_no_value,
    is_numbering,
    plain_label,
    role_in,
)
from pingbi.extraction.heads import Head, head_of
from pingbi.extraction.period_words import period_of, without_period
from pingbi.extraction.quantity import Nothing, Quantity, quantity
from pingbi.extraction.sheet_words import Words
from pingbi.extraction.table_findings import RowsOfWhat
from pingbi.model import Figure, Finding, InSheet, Role, Source
from pingbi.model.catalogue import Kind, bare
from pingbi.model.figure_runs import Run
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.extraction.names import Names
    from pingbi.readers import Document, Sheet

_WHOLE = re.compile(r"全[县区]|[县区]合计|全[县区]合计|本[县区]")
_TOWN = re.compile(r".{1,8}(?:镇|乡|街道|办事处)")
_NOW = THIS_PERIOD | set(AMOUNTS[Kind.LEVEL]) | {"数额", "数量", "金额"}
Form = tuple[Grid, Block]


def read_forms(
    document: Document, sheet: Sheet, names: Names, words: Words, order: int
) -> Iterator[Run | Figure | Finding]:
    """The figures of a sheet that is one county's form, or several counties' one below the other."""
    parts = forms_of(document, sheet, names, words)
    if isinstance(parts, Finding):
        yield parts
        return
    read: list[Run | Figure | Finding] = []
    before: Head | None = None
    for county, part in parts:
        heads: list[Head] = []
        for form in _forms(document, part, county, names, words if part is sheet else Words(part)):
            if isinstance(form, Finding):
                read.append(form)
                continue
            grid, block = form
            heads.append(head_of(grid, block, before, names))
            read += read_block(grid, block, heads[-1], names, Source.TEMPLATE, order)
        before = heads[-1] if heads else before
    named, counties = names.county_in(PurePosixPath(document.name).name), {county for county, _ in parts}
    unnamed = replace(document, name="")
    elsewhere = any(owner(unnamed, other, names) == named for other in document.sheets)
    if named not in (None, *counties) and any(isinstance(item, Figure | Run) for item in read) and not elsewhere:
        where = InSheet(document.name, sheet.name, "A1", "")
        yield FileOfOtherCounty(county=parts[0][0], file=document.name, named=str(named), places=(where,))
    yield from read


def _forms(document: Document, sheet: Sheet, county: str, names: Names, words: Words) -> Iterator[Form | Finding]:
    """Each column (or the row) of labels with its numbers; none where no indicators are found."""
    labels = {
        at for at, cell in words.said.items() if isinstance(cell.value, str) and names.meaning([cell.text]) is not None
    }
    if not labels:
        return
    columns, rows = Counter(column for _, column in labels), Counter(row for row, _ in labels)
    if max(rows.values()) > max(columns.values()) or not _numbers_right(sheet, labels, columns):
        for top, head, end in _bands(sheet, labels, rows):
            yield from _across(document, sheet, county, names, words, labels, head, top, end)
        return
    right = _numbers_right(sheet, labels, columns)
    most = max(columns[column] for column in right)
    main = max(right, key=lambda column: (columns[column], -column))
    sides = sorted(
        column
        for column in right
        if columns[column] * 2 > most or _above(words, labels, column) == _above(words, labels, main)
    )
    for number, column in enumerate(sides):
        start = sides[number - 1] + 1 if number else 1
        end = sides[number + 1] if number + 1 < len(sides) else sheet.columns + 1
        rows_of_it = {row for row, at in labels if at == column}
        form = _downwards(document, sheet, county, names, words, rows_of_it, column, end)
        if isinstance(form, Finding):
            yield form
        elif form is not None:
            grid, lines = form
            top = max((at + 1 for at in range(start, column) if _has_numbers(sheet, labels, column, at)), default=start)
            others = tuple(sorted(row for row in {row for row, _ in words} if row > grid.axis))
            yield grid, Block(top, tuple(lines), 0, others)


def _above(words: Words, labels: set[tuple[int, int]], column: int) -> str:
    """What heads a column of labels: 指标."""
    first = min(row for row, at in labels if at == column)
    return words.get((first - 1, column), "")


def _has_numbers(sheet: Sheet, labels: set[tuple[int, int]], side: int, at: int) -> bool:
    """Whether a column before the labels holds numbers that are no count of lines: it belongs to other labels."""
    found = [quantity(sheet.cells.get((row, at))) for row, column in labels if column == side]
    return sum(isinstance(item, Quantity) and bool(item.value % 1 or item.value > 99) for item in found) > 0


def _numbers_right(sheet: Sheet, labels: set[tuple[int, int]], columns: Counter[int]) -> set[int]:
    """The columns of labels with anything but words on their right, before the next such column."""
    found = set()
    for row, column in labels:
        end = min(
            (at for at in columns if at > column and columns[at] * 2 > columns[column]), default=sheet.columns + 1
        )
        cells = (sheet.cells.get((row, at)) for at in range(column + 1, end))
        if any(isinstance(quantity(cell), Quantity) for cell in cells):
            found.add(column)
    return found


def _downwards(
    document: Document, sheet: Sheet, county: str, names: Names, words: Words, rows: set[int], column: int, end: int
) -> tuple[Grid, list[Line]] | Finding | None:
    """The form as a table of one county lying across: a line for each column of its numbers."""
    first = min(rows)
    heads = {
        (row, at): text
        for (row, at), text in words.items()
        if row < first and column < at < end and _is_head(text) and text != words.get((row, column))
    }
    axis = max((row for row, _ in heads), default=first - 1)
    found = {at: text for (row, at), text in heads.items() if row == axis}
    lines = [Line(at, county, _sub(text, names), text) for at, text in found.items()]
    if all(role_in(_plain(line.sub))[0] is not Role.NOW or GROWTH.fullmatch(_plain(line.sub)) for line in lines):
        numbers = [
            at
            for at in range(column + 1, end)
            if at not in found
            and not _is_other(words, range(max(first - 3, 1), first), at, column)
            and _holds_values(sheet, rows, at, headed=bool(words.get((first - 1, at))))
        ]
        if len(numbers) > 1:  # of towns, of years: the county's own, where one says so
            own = [at for at in numbers if _is_whole(words.get((first - 1, at), ""), county, names)]
            numbers = own if len(own) == 1 else numbers
        named = [words.get((first - 1, at), "") for at in numbers]
        if len(numbers) > 1 or any(_TOWN.fullmatch(bare(text)) for text in named):
            where = in_sheet(document, sheet, first, numbers[0])
            count = len(numbers)
            return RowsOfWhat(
                county=county, file=document.name, sheet=sheet.name, count=count, what="列", places=(where,)
            )
        lines += [Line(numbers[0], county)] if numbers else []  # it does not say "this period", but there is no other
    return (Grid(document, sheet, words, axis, transposed=True), sorted(lines)) if lines else None


def _bands(sheet: Sheet, labels: set[tuple[int, int]], rows: Counter[int]) -> list[tuple[int, int, int]]:
    """(first row, row of labels, row after the last) of each form lying across: a long one is broken into several."""
    most = max(rows.values())
    heads = [row for row in sorted(rows) if rows[row] * 2 > most and rows[row] > 1]
    starts: list[int] = []
    for row, after in pairwise([*heads, sheet.rows + 1]):
        columns = [column for at, column in labels if at == row]
        if any(
            isinstance(quantity(sheet.cells.get((at, to))), Quantity) for at in range(row + 1, after) for to in columns
        ):
            starts.append(row)
    if len(starts) < 2:
        return [(1, max(rows, key=lambda row: (rows[row], row)), sheet.rows + 1)]
    tops = [1, *(row - 1 for row in starts[1:])]  # what numbers the columns stands over their names
    return list(zip(tops, starts, [*starts[1:], sheet.rows + 1], strict=True))


def _across(
    document: Document,
    sheet: Sheet,
    county: str,
    names: Names,
    words: Words,
    labels: set[tuple[int, int]],
    head: int,
    top: int,
    end: int,
) -> Iterator[Form | Finding]:
    """Indicators beside each other over one row of numbers, or over rows that say of when they are."""
    columns = sorted(column for row, column in labels if row == head)
    rows = [
        row
        for row in range(head + 1, end)
        if any(isinstance(quantity(sheet.cells.get((row, column))), Quantity) for column in columns)
        and not _is_numbering_row(sheet, row, columns)
    ]
    before = {row: [words.get((row, at), "") for at in range(1, columns[0])] for row in rows}
    said = {row: next((text for text in texts if _is_head(text)), "") for row, texts in before.items()}
    whole = [
        row for row in rows if any(_WHOLE.fullmatch(bare(text)) or names.county(text) == county for text in before[row])
    ]
    if len(rows) > 1 and len(whole) == 1:
        rows = whole  # the county above its towns
    if any(not said[row] for row in rows) and (len(rows) > 1 or (not whole and any(map(_is_thing, before[rows[0]])))):
        where = in_sheet(document, sheet, rows[0], columns[0])  # of towns or firms, perhaps
        yield RowsOfWhat(county=county, file=document.name, sheet=sheet.name, count=len(rows), places=(where,))
        return
    lines = [Line(row, county, _sub(said[row], names)) for row in rows]
    if lines:
        grid = Grid(document, sheet, words, 0, transposed=False)
        yield grid, Block(top, tuple(lines), 0, tuple(sorted({column for _, column in words})))


def _holds_values(sheet: Sheet, rows: set[int], at: int, *, headed: bool) -> bool:
    """Whether a column holds anything but words; one without a heading in most rows, else it is somebody's marks."""
    found = [quantity(sheet.cells.get((row, at))) for row in rows]
    if headed:
        return any(not isinstance(item, Nothing) for item in found)
    return sum(isinstance(item, Quantity) for item in found) * 2 > len(rows)


def _is_whole(text: str, county: str, names: Names) -> bool:
    plain = bare(text)
    return _WHOLE.fullmatch(plain) is not None or plain in ("合计", "总计") or names.county(plain) == county


def _is_thing(text: str) -> bool:
    """Whether what stands before a row names a town or a firm: not a number of the row, not 本期."""
    return bool(plain_label(text)) and not is_numbering(plain_label(text)) and not _is_head(text)


def _is_numbering_row(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """1 2 3 under the headings."""
    texts = [sheet.text(row, column) for column in columns]
    if len(texts) < 2 or not all(text.isdecimal() and len(text) < 4 for text in texts):
        return False
    return len({int(text) - column for text, column in zip(texts, columns, strict=True)}) == 1


def _sub(text: str, names: Names) -> str:
    """What stands over numbers and adds to their names: 同比; of 本期数 nothing, of 1—6月完成 the months alone.

    完成 would make an amount of a growth.
    """
    plain, said = _plain(text), bare(text)
    if plain not in _NOW:
        return said
    return "" if period_of(text, names.scheme.period, months=True) is None else said.replace(plain, "")


def _plain(text: str) -> str:
    return without_period(plain_label(text))


def _is_head(text: str) -> bool:
    """Over numbers: 本期数, 上年同期, 2022年上半年, 同比."""
    plain = _plain(text)
    if not plain:
        return bool(plain_label(text))
    said, rest = role_in(plain)
    return plain in _NOW or (said is not Role.NOW and not rest) or GROWTH.fullmatch(plain) is not None


def _is_other(words: Words, rows: range, at: int, column: int) -> bool:
    """Whether a column is headed by something that is no value of this period: 位次, 计划数, 1—5月, 在岗人数."""
    own = [words.get((row, at), "") for row in rows if words.get((row, at)) != words.get((row, column))]
    texts = [plain_label(text) for text in own]
    return any(
        is_no_value(text)
        or FOREIGN.search(text)
        or (text and not without_period(text))
        or (MEASURE.fullmatch(text) and without_period(text) not in _NOW)
        for text in texts
    )
