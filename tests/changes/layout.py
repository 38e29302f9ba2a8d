"""Changes of rows and columns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from book import Means, Part, Sheet
from change import LAYOUT, Change, Here

_OTHER_ROWS = ("其中：新开工面积", "工业用水量", "在建厂房", "专职人员")
_OTHER_COLUMNS = ("企业用水量（万立方米）", "厂房面积（平方米）", "在岗人数", "联系电话")
_TABLES = frozenset({"table", "city", "office"})


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
    heads = sheet.heads()
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
    sheet.put(sheet.heads()[-1], 1, "序号", Part.HEAD)
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
    for (row, column), cell in sheet.of(Part.META):
        if column in numbers:  # whose form it is stands above the numbers: nobody throws that away
            sheet.cells[row, min(sheet.value_columns())] = cell
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
    """Two columns of figures of the same labels, with their headings, as far as no merged heading holds them."""
    sheet = here.sheet
    heads = sheet.heads()
    held = [range(left, right + 1) for top, left, _, right in sheet.merges if top in heads and right > left]
    inner = [span for span in held if len(span) < len(sheet.value_columns())]
    free = [column for column in sheet.value_columns() if not any(column in span for span in inner)]
    if len(free) < 2 or (len(inner) != len(held) and sheet.value_columns()[0] in free):
        free = free[1:]  # the words over all columns stand over the first
    if len(free) < 2:
        return False
    one, other = here.draw.sample(free, 2)
    if any(min(one, other) < column < max(one, other) for (_, column), _ in sheet.of(Part.LABEL)):
        return False
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


def places_beside(here: Here) -> bool:
    """A column 位次 behind a column of figures."""
    sheet = here.sheet
    heads = sheet.heads()
    column = here.draw.choice(sheet.value_columns())
    if not heads or any(left <= column < right for top, left, _, right in sheet.merges if top in heads):
        return False
    sheet.insert_columns(column + 1)
    sheet.put(heads[-1], column + 1, here.draw.choice(("位次", "排名", "名次")), Part.HEAD)
    for at, row in enumerate(sheet.body(), 1):
        sheet.put(row, column + 1, Decimal(at), Part.OTHER)
    return True


def _copied_row(here: Here) -> tuple[Sheet, int] | None:
    """A row of one county once more below it."""
    sheet = here.sheet
    rows = [at[0] for at, cell in sheet.of(Part.LABEL) if cell.about in here.scheme.counties and at[0] in sheet.body()]
    if len(rows) < 3 or any(top in rows and bottom > top for top, _, bottom, _ in sheet.merges):
        return None
    row = here.draw.choice(rows)
    sheet.insert_rows(row + 1)
    for (line, column), cell in list(sheet.cells.items()):
        if line == row:
            sheet.cells[row + 1, column] = replace(cell)
    return sheet, row + 1


def county_twice(here: Here) -> bool:
    """One county in two rows with two values: which of them holds cannot be known."""
    copied = _copied_row(here)
    if copied is None:
        return False
    for (line, _), cell in copied[0].of(Part.VALUE):
        if line == copied[1] and cell.plain:
            cell.value = cell.number + here.draw.randint(1, 9)
            cell.means = Means(cell.value)
    return True


def stranger(here: Here) -> bool:
    """The row of a county that the scheme does not know."""
    copied = _copied_row(here)
    if copied is None:
        return False
    for (line, _), cell in list(copied[0].cells.items()):
        if line == copied[1] and cell.part is Part.LABEL:
            cell.value, cell.about = here.draw.choice(("武陵县", "外海区", "高新开发区", "市直")), ""
        if line == copied[1]:
            cell.part, cell.key, cell.means = (Part.OTHER if cell.part is Part.VALUE else cell.part), None, None
    return True


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
    Change("places beside", "旁加位次列", LAYOUT, places_beside, kinds=_TABLES),
    Change("county twice", "同一县区写了两行", LAYOUT, county_twice, kinds=_TABLES),
    Change("stranger", "多出别处的县区", LAYOUT, stranger, kinds=_TABLES),
    Change("total row", "加合计行", LAYOUT, total_row),
)
