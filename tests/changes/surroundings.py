"""Changes of sheets, and of what stands around a table or is hidden in it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal

from book import Part, Sheet
from change import HIDDEN, LAST, LAYOUT, SHEETS, Change, Here, needs

from pingbi.model.fingerprint import SHEET

_FORMS = frozenset({"form", "city", "office"})


def sheet_renamed(here: Here) -> bool:
    here.sheet.name = here.draw.choice(("Sheet1 ", "终稿", "填报表(改)", "1月-6月", "最终版（2）"))
    return True


def _free(here: Here, name: str) -> str:
    """As Excel names a copy."""
    taken = {sheet.name for sheet in here.book.sheets}
    return next(free for number in range(2, 9) if (free := f"{name} ({number})") not in taken)


def sheet_copied(here: Here) -> bool:
    """The sheet twice, with the same figures."""
    sheet = here.sheet
    copy = deepcopy(sheet)
    copy.name = _free(here, sheet.name)
    here.book.sheets.insert(here.draw.randint(0, len(here.book.sheets)), copy)
    return True


def older_copy(here: Here) -> bool:
    """The sheet twice, and some figures differ: which of them holds cannot be known."""
    sheet = here.sheet
    copy = deepcopy(sheet)
    copy.name = _free(here, sheet.name)
    changed = 0
    for _, cell in copy.of(Part.VALUE):
        if cell.plain and isinstance(cell.value, Decimal) and here.draw.random() < 0.3:
            cell.value += here.draw.randint(1, 9)
            cell.means = cell.means._replace(value=cell.value) if cell.means else None
            changed += 1
    here.book.sheets.insert(here.draw.randint(0, len(here.book.sheets)), copy)
    return changed > 0


def sheets_reordered(here: Here) -> bool:
    before = [sheet.name for sheet in here.book.sheets]
    here.draw.shuffle(here.book.sheets)
    return before != [sheet.name for sheet in here.book.sheets]


def sheets_added(here: Here) -> bool:
    """Empty sheets, and one of something else."""
    other = Sheet("通讯录")
    for row, line in enumerate((("单位", "姓名", "电话"), ("某单位", "张某", "4412345")), 1):
        for column, word in enumerate(line, 1):
            other.put(row, column, word, Part.OTHER)
    for sheet in (Sheet("Sheet2"), other, Sheet("Sheet3"))[: here.draw.randint(1, 3)]:
        here.book.sheets.insert(here.draw.randint(0, len(here.book.sheets)), sheet)
    return True


def mark_lost(here: Here) -> bool:
    """The table copied into a workbook of one's own: the hidden sheet is gone."""
    here.book.sheets = [sheet for sheet in here.book.sheets if sheet.name != SHEET]
    if here.book.kind == "form":
        here.book.kind = "plain"
    return True


def sheet_hidden(here: Here) -> bool:
    sheet = here.sheet
    if sheet.state != "visible" or len(here.book.sheets) < 2:
        return False
    sheet.state = here.draw.choice(("hidden", "very_hidden"))
    if all(other.state != "visible" for other in here.book.sheets):
        sheet.state = "visible"
        return False
    _doubtful(sheet, lambda _, __: True, either=True)
    return True


def rows_hidden(here: Here) -> bool:
    sheet = here.sheet
    rows = set(here.draw.sample(sheet.body(), min(len(sheet.body()), 2)))
    sheet.hidden_rows |= rows
    _doubtful(sheet, lambda row, _: row in rows)
    return True


def columns_hidden(here: Here) -> bool:
    sheet = here.sheet
    column = here.draw.choice(sheet.value_columns())
    sheet.hidden_columns.add(column)
    _doubtful(sheet, lambda _, at: at == column)
    return True


def _doubtful(sheet: Sheet, where: Callable[[int, int], bool], *, either: bool = False) -> None:
    for at, cell in sheet.of(Part.VALUE):
        if where(*at) and cell.means is not None and (cell.means.value is not None or cell.means.exempt):
            cell.means = cell.means._replace(said=True, either=either or cell.means.either)


def notes_below(here: Here) -> bool:
    """Sentences with numbers in them."""
    sheet = here.sheet
    county = here.draw.choice(here.scheme.counties)
    name = here.scheme.indicator[0].name
    lines = (
        f"注：{name}较上年同期增加3.5，为快报数。",
        f"{county}另有2个项目未统计在内。",
        "填表说明：1.按月报送；2.保留两位小数。",
        "单位负责人：        填表人：        联系电话：0393-4412345",
    )
    right = sheet.columns
    for row, text in enumerate(here.draw.sample(lines, here.draw.randint(1, 3)), sheet.rows + here.draw.randint(1, 2)):
        sheet.put(row, 1, text, Part.NOTE)
        sheet.merges.append((row, 1, row, right))
    return True


def notes_beside(here: Here) -> bool:
    """Scribbles right of the table."""
    sheet = here.sheet
    column = sheet.columns + 2
    for row in here.draw.sample(sheet.body(), min(3, len(sheet.body()))):
        sheet.put(row, column, here.draw.choice(("待核", "已核", Decimal(1), "见统计局表", "?")), Part.OTHER)
    return True


CHANGES = (
    Change("sheet renamed", "工作表改名", LAYOUT, sheet_renamed, needs(SHEETS)),
    Change("sheet copied", "工作表复制一份", LAST, sheet_copied, needs(SHEETS)),
    Change("older copy", "复制的一份数不同", LAST, older_copy, needs(SHEETS)),
    Change("sheets reordered", "工作表换次序", LAYOUT, sheets_reordered, needs(SHEETS)),
    Change("sheets added", "多出工作表", LAYOUT, sheets_added, needs(SHEETS)),
    Change("mark lost", "隐藏的标记表丢失", LAYOUT, mark_lost, kinds=_FORMS),
    Change("sheet hidden", "工作表被隐藏", LAST, sheet_hidden, needs(SHEETS, HIDDEN)),
    Change("rows hidden", "行被隐藏", LAST, rows_hidden, needs(HIDDEN)),
    Change("columns hidden", "列被隐藏", LAST, columns_hidden, needs(HIDDEN)),
    Change("notes below", "表下加说明", LAYOUT, notes_below),
    Change("notes beside", "表旁有批语", LAYOUT, notes_beside),
)
