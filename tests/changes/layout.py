"""Changes of rows and columns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from book import Cell, Means, Part, Sheet
from change import LAYOUT, MERGES, WORDS, Change, Here, needs

from pingbi.model import Role
from pingbi.model.catalogue import Kind

_OTHER_ROWS = ("其中：新开工面积", "工业用水量", "在建厂房", "专职人员")
_OTHER_COLUMNS = ("企业用水量（万立方米）", "厂房面积（平方米）", "在岗人数", "联系电话")
_TABLES = frozenset({"table", "city", "office"})


def _heads(sheet: Sheet) -> list[int]:
    """The rows of headings, and none between them left out."""
    rows = [row for (row, _), cell in sheet.cells.items() if cell.part is Part.HEAD]
    return list(range(min(rows), min(sheet.body()))) if rows and sheet.body() else []


def rows_above(here: Here) -> bool:
    here.sheet.insert_rows(1, here.draw.randint(1, 4))
    return True


def rows_between(here: Here) -> bool:
    sheet = here.sheet
    for _ in range(here.draw.randint(1, 3)):
        sheet.insert_rows(here.draw.choice(sheet.body()))
    return True


def row_of_another(here: Here) -> bool:
    """A row that nobody asked for, with a number."""
    sheet = here.sheet
    labels = sheet.of(Part.LABEL)
    row = here.draw.choice(sheet.body())
    if not labels or any(top < row <= bottom for top, _, bottom, _ in sheet.merges):
        return False
    sheet.insert_rows(row)
    sheet.put(row, labels[0][0][1], here.draw.choice(_OTHER_ROWS), Part.OTHER)
    for column in sheet.value_columns():
        sheet.put(row, column, Decimal(here.draw.randint(5, 900)) / 10, Part.OTHER)
    return True


def columns_before(here: Here) -> bool:
    here.sheet.insert_columns(1, here.draw.randint(1, 2))
    return True


def column_between(here: Here) -> bool:
    sheet = here.sheet
    sheet.insert_columns(here.draw.choice(sheet.value_columns()))
    return True


def column_of_another(here: Here) -> bool:
    """A column that nobody asked for, with numbers: the whole table moves aside."""
    sheet = here.sheet
    heads = _heads(sheet)
    column = here.draw.choice(sheet.value_columns())
    if not heads or any(left < column <= right for top, left, _, right in sheet.merges if top in heads):
        return False
    sheet.insert_columns(column)
    sheet.put(heads[0], column, here.draw.choice(_OTHER_COLUMNS), Part.HEAD)
    if len(heads) > 1:
        sheet.merges.append((heads[0], column, heads[-1], column))
    for row in sheet.body():
        sheet.put(row, column, Decimal(here.draw.randint(10, 9000)), Part.OTHER)
    return True


def column_of_numbers(here: Here) -> bool:
    sheet = here.sheet
    sheet.insert_columns(1)
    sheet.put(_heads(sheet)[-1], 1, "序号", Part.HEAD)
    for at, row in enumerate(sheet.body(), 1):
        sheet.put(row, 1, Decimal(at), Part.NUMBER)
    return True


def needless_deleted(here: Here) -> bool:
    """Notes, the numbering, the remarks: what carries no figure."""
    sheet = here.sheet
    notes = {row for (row, _), _ in sheet.of(Part.NOTE)}
    numbers = {column for (_, column), _ in sheet.of(Part.NUMBER)} - {
        column for (_, column), _ in sheet.of(Part.LABEL, Part.VALUE)
    }
    if not notes and not numbers:
        return False
    sheet.delete_rows(*notes)
    sheet.delete_columns(*numbers)
    return True


def needed_row_deleted(here: Here) -> bool:
    sheet = here.sheet
    rows = sheet.body()
    if len(rows) < 3:
        return False
    sheet.delete_rows(here.draw.choice(rows))
    return True


def needed_column_deleted(here: Here) -> bool:
    sheet = here.sheet
    columns = sheet.value_columns()
    if len(columns) < 2:
        return False
    sheet.delete_columns(here.draw.choice(columns))
    return True


def _reorder(sheet: Sheet, order: list[int]) -> bool:
    """The body's rows in another order; not where a merged range ties them together."""
    rows = sheet.body()
    if any(top in rows and bottom > top for top, _, bottom, _ in sheet.merges):
        return False
    where = dict(zip(order, rows, strict=True))
    sheet.move_rows(lambda row: where.get(row, row))
    return order != rows


def row_moved(here: Here) -> bool:
    sheet = here.sheet
    rows = sheet.body()
    order = rows.copy()
    order.insert(here.draw.randrange(len(rows)), order.pop(here.draw.randrange(len(rows))))
    return _reorder(sheet, order)


def rows_shuffled(here: Here) -> bool:
    sheet = here.sheet
    return _reorder(sheet, here.draw.sample(sheet.body(), len(sheet.body())))


def columns_swapped(here: Here) -> bool:
    """Two columns of figures with their headings, as far as no merged heading holds them."""
    sheet = here.sheet
    heads = _heads(sheet)
    held = [range(left, right + 1) for top, left, _, right in sheet.merges if top in heads and right > left]
    inner = [span for span in held if len(span) < len(sheet.value_columns())]
    free = [column for column in sheet.value_columns() if not any(column in span for span in inner)]
    if len(free) < 2 or (len(inner) != len(held) and sheet.value_columns()[0] in free):
        free = free[1:]  # the words over all columns stand over the first
    if len(free) < 2:
        return False
    one, other = here.draw.sample(free, 2)
    exchanged = {one: other, other: one}
    rows = range(heads[0] if heads else sheet.body()[0], sheet.body()[-1] + 1)
    sheet.cells = {
        (row, exchanged.get(column, column) if row in rows else column): cell
        for (row, column), cell in sheet.cells.items()
    }
    sheet.merges = [
        (top, exchanged[left], bottom, exchanged[left]) if left == right in exchanged and top in rows else merge
        for merge in sheet.merges
        for top, left, bottom, right in [merge]
    ]
    return True


def group_rows(here: Here) -> bool:
    """A line of words between the rows: 一、区, 二、县."""
    sheet = here.sheet
    labels = sheet.of(Part.LABEL)
    if not labels:
        return False
    for word in here.draw.sample(("一、第一组", "（二）县", "城区", "重点指标"), here.draw.randint(1, 2)):
        row = here.draw.choice(sheet.body())
        sheet.insert_rows(row)
        sheet.put(row, labels[0][0][1], word, Part.OTHER)
    return True


def total_row(here: Here) -> bool:
    """合计 below the counties, with sums."""
    sheet = here.sheet
    labels = sheet.of(Part.LABEL)
    counties = {name for _, cell in labels if (name := cell.about) in here.scheme.counties}
    if len(counties) < 2:
        return False
    row = sheet.body()[-1] + 1
    sheet.insert_rows(row)
    sheet.put(row, labels[0][0][1], here.draw.choice(("合计", "合　计", "总计", "小计")), Part.OTHER)
    for column in sheet.value_columns():
        values = [
            cell.value
            for (_, at), cell in sheet.of(Part.VALUE)
            if at == column and cell.key and cell.key[0] in counties and isinstance(cell.value, Decimal)
        ]
        if values:
            sheet.put(row, column, sum(values, Decimal(0)), Part.OTHER)
    return True


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
    rows, heads = sheet.body(), _heads(sheet)
    half = rows[len(rows) // 2 :]
    if len(rows) < 4 or any(top < half[0] <= bottom for top, _, bottom, _ in sheet.merges):
        return False
    sheet.insert_rows(half[0], len(heads) + 1)
    _copied(sheet, heads, half[0] + 1 - heads[0], 0)
    return True


def side_by_side(here: Here) -> bool:
    """The lower half moves to the right of the upper."""
    sheet = here.sheet
    rows, heads = sheet.body(), _heads(sheet)
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


def turned(here: Here) -> bool:
    """Rows become columns: the table only, below its title."""
    sheet = here.sheet
    if any(cell.part in (Part.NOTE, Part.META) for cell in sheet.cells.values()):
        keep = {at: cell for at, cell in sheet.cells.items() if cell.part in (Part.TITLE, Part.META)}
        top = max((row for row, _ in keep), default=0)
    else:
        keep, top = {at: cell for at, cell in sheet.cells.items() if cell.part is Part.TITLE}, 1
    heads = _heads(sheet)
    table = {at: cell for at, cell in sheet.cells.items() if heads[0] <= at[0] <= sheet.body()[-1]}
    merges = [merge for merge in sheet.merges if merge[0] >= heads[0] and merge[2] <= sheet.body()[-1]]
    first = heads[0]
    sheet.cells = keep | {(column + top, row - first + 1): cell for (row, column), cell in table.items()}
    sheet.merges = [(left + top, up - first + 1, right + top, bottom - first + 1) for up, left, bottom, right in merges]
    return True


def last_year_beside(here: Here) -> bool:
    """A column of last year's figures beside this year's."""
    sheet = here.sheet
    heads = _heads(sheet)
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
    Change("rows above", "上方插入空行", LAYOUT, rows_above),
    Change("rows between", "中间插入空行", LAYOUT, rows_between),
    Change("row of another matter", "插入别的一行", LAYOUT, row_of_another),
    Change("columns before", "左边插入空列", LAYOUT, columns_before),
    Change("column between", "中间插入空列", LAYOUT, column_between),
    Change("column of another matter", "插入别的一列", LAYOUT, column_of_another),
    Change("column of numbers", "加序号列", LAYOUT, column_of_numbers),
    Change("needless deleted", "删去序号列和注", LAYOUT, needless_deleted),
    Change("needed row deleted", "删去要填的一行", LAYOUT, needed_row_deleted),
    Change("needed column deleted", "删去要填的一列", LAYOUT, needed_column_deleted),
    Change("row moved", "移动一行", LAYOUT, row_moved),
    Change("rows shuffled", "各行重排", LAYOUT, rows_shuffled),
    Change("columns swapped", "两列对调", LAYOUT, columns_swapped),
    Change("group rows", "插入分组行", LAYOUT, group_rows),
    Change("total row", "加合计行", LAYOUT, total_row),
    Change("cut in two", "拆成上下两张表", LAYOUT, cut_in_two),
    Change("side by side", "拆成左右两张表", LAYOUT, side_by_side),
    Change("turned", "行列转置", WORDS, turned, needs(MERGES)),
    Change("last year beside", "旁加上年同期列", LAYOUT, last_year_beside, kinds=frozenset({"table"})),
    Change("another table below", "下面另有一张表", LAYOUT, another_table),
    Change("shifted down", "一列数错下一行", WORDS, shifted_down),
    Change("shifted aside", "一行数错后一列", WORDS, shifted_aside, kinds=_TABLES),
)
