"""The columns of a sheet that a scheme chooses by their headings; the others stay as hidden columns of formulas."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.model import PingbiError
from pingbi.model.catalogue import bare
from pingbi.workbook.plan import Style
from pingbi.workbook.styles import MEDIUM, THIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.workbook.plan import Cell, Merge, SheetPlan

_HEAD, _AT_RIGHT = Style("head").token, Style("meta_r").token
_MARK = re.compile(r"\([^()]*\)$")  # (15), (亿元) behind a heading


def with_columns(sheet: SheetPlan, names: Sequence[str]) -> SheetPlan:
    """The sheet with the columns of these headings, of any level, beside those that name the row.

    The order is the sheet's. Raises PingbiError where a name is no heading of the sheet.
    """
    if not names or sheet.freeze is None:
        return sheet
    last = sheet.page.area[3] if sheet.page.area is not None else max(sheet.columns)
    cells, merges = tuple(sheet.cells), tuple(sheet.merges)
    heads: dict[int, set[str]] = {column: set() for column in range(sheet.freeze[1], last + 1)}
    for words, left, right in _headings(cells, merges, sheet.freeze[0]):
        for column in range(max(left, sheet.freeze[1]), min(right, last) + 1):
            heads[column].add(words)
    _known(sheet.name, names, heads)
    wanted = {_plain(name) for name in names}
    hidden = frozenset(column for column, words in heads.items() if not words & wanted)
    shown = max(column for column in range(last + 1) if column not in hidden)
    return replace(
        sheet,
        cells=tuple(_cell(cell, last, shown) for cell in cells),
        merges=tuple(
            merge._replace(style=_edged(merge.style)) if merge.left <= shown <= merge.right else merge
            for merge in merges
        ),
        hidden_columns=sheet.hidden_columns | hidden,
    )


def _headings(cells: Sequence[Cell], merges: Sequence[Merge], below: int) -> Iterator[tuple[str, int, int]]:
    for cell in cells:
        if cell.style.token == _HEAD and cell.row < below and cell.value:
            yield _plain(str(cell.value)), cell.column, cell.column
    for merge in merges:
        if merge.style.token == _HEAD and merge.top < below and merge.value:
            yield _plain(str(merge.value)), merge.left, merge.right


def _plain(words: str) -> str:
    """A heading without its full mark or unit: 综合⏎得分, 工业投资⏎(15)."""
    return _MARK.sub("", bare(words))


def _known(sheet: str, names: Sequence[str], heads: dict[int, set[str]]) -> None:
    known = dict.fromkeys(words for column in heads.values() for words in sorted(column))
    unknown = [name for name in names if _plain(name) not in known]
    if unknown:
        said = f"[print.sheets.{sheet}] columns 里的“{'”“'.join(unknown)}”不是这张表的列"
        raise PingbiError(f"{said}；可写的有：{'、'.join(known)}")


def _cell(cell: Cell, last: int, shown: int) -> Cell:
    """The words at the right end of the line above the table over its last column; there is the outline too."""
    if cell.style.token == _AT_RIGHT and cell.column == last:
        return cell._replace(column=shown)
    return cell._replace(style=_edged(cell.style)) if cell.column == shown else cell


def _edged(style: Style) -> Style:
    return style._replace(right=MEDIUM) if style.right == THIN else style
