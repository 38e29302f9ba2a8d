"""A workbook's sheets -> the cells of each record, wherever people have moved rows and columns to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pingbi.readers import column_letter
from pingbi.scheme_book.columns import columns_of
from pingbi.scheme_book.notation import plain
from pingbi.scheme_book.pages import FORM_HEADS
from pingbi.scheme_book.words import FORMS, GUIDE, METHODS_SHEET, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.readers import CellRead, Document, Sheet
    from pingbi.scheme_book.columns import Column

SEARCHED = 20  # rows in which the headings are looked for
BELOW = 3  # rows below the headings in which the English keys are looked for


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with something in it."""

    text: str
    place: str  # 指标!D7
    cell: CellRead


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a table: what is filled in by column label; where a key stands, also where it is blank."""

    table: str
    place: str  # its first cell
    filled: Mapping[str, Filled]
    places: Mapping[str, str]


@dataclass(slots=True)
class Found:
    """All records by table, what was passed over, and what is wrong with the sheets themselves."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)


def bare(text: str) -> str:
    """A heading without blanks, stars and full-width signs."""
    return "".join(plain(text).replace("*", "").split()).lower()


def records_of(document: Document) -> Found:
    """Every record of a workbook that was made by `book_of`."""
    found = Found()
    tables = {bare(name): table for table, name in SHEETS.items()}
    ours = {bare(name) for name in (GUIDE, METHODS_SHEET)}
    for sheet in document.sheets:
        table = tables.get(bare(sheet.name))
        if table is None:
            if bare(sheet.name) not in ours and sheet.cells:
                found.remarks.append(f"工作表“{sheet.name}”不是方案的表，没有用到")
        elif table in found.records:
            found.mistakes.append(f"工作表“{sheet.name}”有两张，请留一张")
        else:
            found.records[table] = list((_form if table in FORMS else _rows)(sheet, table, found))
    missing = [name for table, name in SHEETS.items() if table not in found.records]
    if "scheme" not in found.records:
        found.mistakes.append(f"没有工作表“{SHEETS['scheme']}”，不是本程序导出的方案")
    elif missing:
        found.remarks.append(f"没有工作表{'、'.join(missing)}，按没有这些内容处理")
    return found


def _rows(sheet: Sheet, table: str, found: Found) -> Iterator[Record]:
    """The records of a sheet with a heading row."""
    columns = columns_of(table)
    words, keys = {bare(row.word): row for row in columns}, {bare(row.label): row for row in columns}
    head = _heading_row(sheet, words, 1, SEARCHED)
    below = _heading_row(sheet, keys, (head or 0) + 1, (head + BELOW) if head else SEARCHED)
    if not head and not below:
        if sheet.cells:
            known = "、".join(row.word for row in columns[:4])
            found.mistakes.append(f"{sheet.name}!A1：找不到表头，应有一行是{known}等")
        return
    heads = _heads(sheet, (head, words), (below, keys), found)
    for row in range(max(head, below) + 1, sheet.rows + 1):
        filled = {}
        for at, column in heads.items():
            cell = _filled(sheet, row, at)
            if cell is not None:
                filled[column.label] = cell
        if filled:
            places = {column.label: _place(sheet, row, at) for at, column in heads.items()}
            yield Record(table, _place(sheet, row, min(heads)), filled, places)


def _heading_row(sheet: Sheet, words: Mapping[str, Column], first: int, last: int) -> int:
    """The row with most headings, the first of equals; 0 where none has two (or all, of a table of few)."""
    least = min(2, len(words))
    counts = {
        row: len({bare(sheet.text(row, at)) for at in range(1, sheet.columns + 1)} & words.keys())
        for row in range(first, min(last, sheet.rows) + 1)
    }
    best = max(counts, key=lambda row: counts[row], default=0)
    return best if counts.get(best, 0) >= least else 0


def _heads(
    sheet: Sheet, words: tuple[int, Mapping[str, Column]], keys: tuple[int, Mapping[str, Column]], found: Found
) -> dict[int, Column]:
    """Column of the sheet -> column of the table: by its English key, else by its Chinese heading."""
    heads: dict[int, Column] = {}
    for at in range(1, sheet.columns + 1):
        word, key = (sheet.text(row, at) if row else "" for row in (words[0], keys[0]))
        column = keys[1].get(bare(key)) or words[1].get(bare(word))
        place = _place(sheet, words[0] or keys[0], at)
        if column is None:
            below = range(max(words[0], keys[0]) + 1, sheet.rows + 1)
            if word or key or any(sheet.text(row, at) for row in below):
                found.remarks.append(f"{place}：不认识的列“{word or key or '没有表头'}”，没有用到")
        elif column in heads.values():
            found.mistakes.append(f"{place}：“{column.word}”有两列，请留一列")
        else:
            heads[at] = column
    return heads


def _form(sheet: Sheet, table: str, found: Found) -> Iterator[Record]:
    """The one record of a sheet with a key a row."""
    columns = columns_of(table)
    words, keys = {bare(row.word): row for row in columns}, {bare(row.label): row for row in columns}
    item, content, _, key = FORM_HEADS
    head = next(
        (row for row in range(1, min(SEARCHED, sheet.rows) + 1) if _at(sheet, row, content) and _at(sheet, row, item)),
        0,
    )
    if not head:
        if sheet.cells:
            found.mistakes.append(f"{sheet.name}!A1：找不到表头，应有一行是{'、'.join(FORM_HEADS)}")
        return
    item_at, content_at, key_at = (_at(sheet, head, word) for word in (item, content, key))
    filled: dict[str, Filled] = {}
    places: dict[str, str] = {}
    for row in range(head + 1, sheet.rows + 1):
        word, label = sheet.text(row, item_at), sheet.text(row, key_at) if key_at else ""
        column = keys.get(bare(label)) or words.get(bare(word))
        cell = _filled(sheet, row, content_at)
        if column is None:
            if cell is not None:
                found.remarks.append(f"{cell.place}：不认识的项目“{word or label or '没有名称'}”，没有用到")
        elif column.label in places:
            found.mistakes.append(f"{_place(sheet, row, content_at)}：“{column.word}”写了两行，请留一行")
        else:
            places[column.label] = _place(sheet, row, content_at)
            if cell is not None:
                filled[column.label] = cell
    yield Record(table, _place(sheet, head, content_at), filled, places)


def _at(sheet: Sheet, row: int, word: str) -> int:
    """The column (from 1) of a word in a row; 0 where it is not there."""
    return next((at for at in range(1, sheet.columns + 1) if bare(sheet.text(row, at)) == word), 0)


def _place(sheet: Sheet, row: int, column: int) -> str:
    return f"{sheet.name}!{column_letter(column)}{row}"


def _filled(sheet: Sheet, row: int, column: int) -> Filled | None:
    cell = sheet.cells.get((row, column))
    if cell is None or (not cell.text and not cell.error and not cell.formula):
        return None
    return Filled(cell.text, _place(sheet, row, column), cell)
