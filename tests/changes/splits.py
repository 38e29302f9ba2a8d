"""Changes of the table as a whole: cut in two, turned, with more beside it, its figures slipped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from book import Cell, Means, Part, Sheet
from change import LAYOUT, MERGES, SHEETS, WORDS, Change, Here, needs

from pingbi.model import Role
from pingbi.model.catalogue import Kind

_TABLES = frozenset({"table", "city", "office"})


def _copied(sheet: Sheet, rows: list[int], down: int, right: int) -> None:
    """The rows again, elsewhere on the sheet."""
    for (row, column), cell in list(sheet.cells.items()):
        if row in rows:
            sheet.cells[row + down, column + right] = replace(cell)
    sheet.merges += [
        (top + down, left + right, bottom + down, end + right)
        for top, left, bottom, end in sheet.merges
        if top in rows and bottom in rows
    ]


def cut_in_two(here: Here) -> bool:
    """The lower half becomes a second table below, with the headings again."""
    sheet = here.sheet
    rows, heads = sheet.body(), sheet.heads()
    half = rows[len(rows) // 2 :]
    if len(rows) < 4 or any(top < half[0] <= bottom for top, _, bottom, _ in sheet.merges):
        return False
    sheet.insert_rows(half[0], len(heads) + 1)
    _copied(sheet, heads, half[0] + 1 - heads[0], 0)
    return True


def side_by_side(here: Here) -> bool:
    """The lower half moves to the right of the upper."""
    sheet = here.sheet
    rows, heads = sheet.body(), sheet.heads()
    half = rows[(len(rows) + 1) // 2 :]
    if len(rows) < 4 or half != list(range(half[0], half[-1] + 1)):
        return False
    if any(bottom >= rows[0] and top <= half[-1] and bottom > top for top, _, bottom, _ in sheet.merges):
        return False
    right = sheet.columns + here.draw.randint(0, 1)
    _copied(sheet, heads, 0, right)
    up = half[0] - rows[0]
    for (row, column), cell in list(sheet.cells.items()):
        if row in half:
            sheet.cells[row - up, column + right] = cell
    sheet.delete_rows(*half)
    return True


def half_elsewhere(here: Here) -> bool:
    """The lower half on a sheet of its own, with the headings again."""
    sheet = here.sheet
    rows, heads = sheet.body(), sheet.heads()
    half = rows[len(rows) // 2 :]
    if len(rows) < 4 or any(top < row <= bottom for row in half for top, _, bottom, _ in sheet.merges):
        return False
    other = Sheet(f"{sheet.name}续")
    kept = [row for row in range(1, heads[-1] + 1) if row < rows[0]]
    other.cells = {at: replace(cell) for at, cell in sheet.cells.items() if at[0] in kept}
    other.merges = [merge for merge in sheet.merges if merge[2] in kept]
    for down, row in enumerate(half, heads[-1] + 1):
        other.cells |= {(down, column): cell for (line, column), cell in sheet.cells.items() if line == row}
    sheet.delete_rows(*half)
    here.book.sheets.insert(here.book.sheets.index(sheet) + 1, other)
    return True


def turned(here: Here) -> bool:
    """Rows become columns: the table only, below its title."""
    sheet = here.sheet
    if any(cell.part in (Part.NOTE, Part.META) for cell in sheet.cells.values()):
        keep = {at: cell for at, cell in sheet.cells.items() if cell.part in (Part.TITLE, Part.META)}
        top = max((row for row, _ in keep), default=0)
    else:
        keep, top = {at: cell for at, cell in sheet.cells.items() if cell.part is Part.TITLE}, 1
    heads = sheet.heads()
    table = {at: cell for at, cell in sheet.cells.items() if heads[0] <= at[0] <= sheet.body()[-1]}
    merges = [merge for merge in sheet.merges if merge[0] >= heads[0] and merge[2] <= sheet.body()[-1]]
    first = heads[0]
    sheet.cells = keep | {(column + top, row - first + 1): cell for (row, column), cell in table.items()}
    sheet.merges = [(left + top, up - first + 1, right + top, bottom - first + 1) for up, left, bottom, right in merges]
    return True


def last_year_beside(here: Here) -> bool:
    """A column of last year's figures beside this year's."""
    sheet = here.sheet
    heads = sheet.heads()
    choices = [
        (at, cell)
        for at, cell in sheet.of(Part.HEAD)
        if cell.about in here.scheme.indicators
        and here.scheme.indicators[cell.about].kind in (Kind.LEVEL, Kind.COUNT)
        and not any(top == at[0] and left == at[1] and right > left for top, left, _, right in sheet.merges)
        and all(row.key and row.key[2] is Role.NOW for (_, column), row in sheet.of(Part.VALUE) if column == at[1])
    ]
    taken = {cell.key for _, _, cell in here.book.values() if cell.key and cell.key[2] is Role.LAST_YEAR}
    choices = [(at, cell) for at, cell in choices if not any(key and key[1] == cell.about for key in taken)]
    if not choices:
        return False
    (row, column), head = here.draw.choice(choices)
    if any(left <= column < right and top in heads for top, left, _, right in sheet.merges):
        return False
    sheet.insert_columns(column + 1)
    words = str(head.value).replace("\n", "")
    name = here.scheme.indicators[head.about].name
    sheet.put(row, column + 1, words.replace(name, f"{name}上年同期", 1), Part.HEAD)
    sheet.merges += [
        (top, column + 1, bottom, column + 1) for top, left, bottom, _ in sheet.merges if (top, left) == (row, column)
    ]
    for (line, at), cell in sheet.of(Part.VALUE):
        if at == column and cell.key and isinstance(cell.value, Decimal):
            value = (cell.value * here.draw.randint(70, 130) / 100).quantize(cell.value)
            then = sheet.put(line, column + 1, value, Part.VALUE)
            then.key, then.means = (cell.key[0], cell.key[1], Role.LAST_YEAR), Means(value)
    return words != str(sheet.cells[row, column + 1].value)


def another_table(here: Here) -> bool:
    """A small table of something else below."""
    sheet = here.sheet
    bottom = sheet.rows + 2
    rows = (("联系人", "科室", "电话"), ("张某", "运行科", "4412345"), ("李某", "投资科", "4412346"))
    for down, line in enumerate(rows):
        for right, word in enumerate(line, 1):
            sheet.cells[bottom + down, right] = Cell(Decimal(word) if word.isdigit() else word, Part.OTHER)
    return True


def shifted_down(here: Here) -> bool:
    """All figures of a column slip by a row: to be seen only where they fit worse."""
    sheet = here.sheet
    column = here.draw.choice(sheet.value_columns())
    cells = [cell for (_, at), cell in sheet.of(Part.VALUE) if at == column]
    return _slipped(cells)


def shifted_aside(here: Here) -> bool:
    """All figures of a row slip by a column."""
    sheet = here.sheet
    row = here.draw.choice(sheet.body())
    return _slipped([cell for (at, _), cell in sheet.of(Part.VALUE) if at == row])


def _slipped(cells: list[Cell]) -> bool:
    if len(cells) < 2 or not all(cell.plain or cell.value is None for cell in cells):
        return False
    values = [cell.value for cell in cells]
    for cell, value in zip(cells, [None, *values[:-1]], strict=True):
        cell.value, cell.means = value, Means(None, loose=True)
    return any(value is not None for value in values[:-1])


CHANGES = (
    Change("cut in two", "拆成上下两张表", LAYOUT, cut_in_two),
    Change("side by side", "拆成左右两张表", LAYOUT, side_by_side),
    Change("half elsewhere", "拆到两张工作表", LAYOUT, half_elsewhere, needs(SHEETS)),
    Change("turned", "行列转置", WORDS, turned, needs(MERGES)),
    Change("last year beside", "旁加上年同期列", LAYOUT, last_year_beside, kinds=frozenset({"table"})),
    Change("another table below", "下面另有一张表", LAYOUT, another_table),
    Change("shifted down", "一列数错下一行", WORDS, shifted_down),
    Change("shifted aside", "一行数错后一列", WORDS, shifted_aside, kinds=_TABLES),
)
