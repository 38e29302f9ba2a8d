"""Changes of titles, and of the headings as they lie: merged, unmerged, in two rows, in another unit."""

from __future__ import annotations

import re
from decimal import Decimal

from book import UNKNOWN, Part
from change import CONTENTS, LAST, LAYOUT, MERGES, Change, Here, needs

from pingbi.model import Role
from pingbi.model.catalogue import factor, words

_FORMS = frozenset({"form", "plain"})


def title_rows(here: Here) -> bool:
    sheet = here.sheet
    lines = ("附件2", f"{words(here.scheme.period)}重点指标报送表", "（请于月底前报送）", "报送单位盖章：")
    picked = here.draw.sample(lines, here.draw.randint(1, 3))
    sheet.insert_rows(1, len(picked))
    for row, text in enumerate(picked, 1):
        sheet.put(row, 1, text, Part.TITLE)
    return True


def other_period(here: Here) -> bool:
    """The title says 1—7月 over a table of the half-year."""
    until = here.draw.choice(("1—7月", "1-7月份", "一季度", "1—5月"))
    changed = False
    for sheet in here.book.tables:
        for _, cell in sheet.of(Part.TITLE):
            text = str(cell.value)
            now = text.replace(words(here.scheme.period), f"{here.scheme.period[:4]}年{until}")
            changed = changed or now != text
            cell.value = now
    if changed and all(
        words(here.scheme.period) not in str(c.value) for s in here.book.tables for c in s.cells.values()
    ):
        for _, _, cell in here.book.values():
            if cell.key and cell.key[2] is not Role.TARGET and cell.means and cell.means.value is not None:
                cell.means = UNKNOWN
    return changed


def other_county(here: Here) -> bool:
    """Another county's name over a form: in a file that still bears the first one's name."""
    others = [name for name in here.scheme.counties if name != here.book.county]
    changed = False
    other = here.draw.choice(others)
    for sheet in here.book.tables:
        for _, cell in sheet.of(Part.TITLE, Part.META):
            bare = str(cell.value).replace("　", "")
            if here.book.county in bare:
                cell.value = bare.replace(here.book.county, other)
                changed = True
    for _, _, cell in here.book.values():
        if changed and cell.means is not None:
            cell.means = UNKNOWN
    return changed


def unmerged(here: Here) -> bool:
    """Every merged range taken apart: its words stay in its first cell."""
    sheet = here.sheet
    had = bool(sheet.merges)
    sheet.merges = []
    return had


def merged_down(here: Here) -> bool:
    """Each heading merged with an empty row below it."""
    sheet = here.sheet
    heads = sheet.of(Part.HEAD)
    last = min(sheet.body())
    if not heads or any(row >= last for (row, _), _ in heads):
        return False
    bottom = max(row for (row, _), _ in heads)
    lowest = {column: row for (row, column), cell in heads if cell.value}
    sheet.insert_rows(bottom + 1)
    for column, row in lowest.items():
        reach = next((m for m in sheet.merges if m[0] <= row <= m[2] and m[1] <= column <= m[3]), None)
        if reach is None and row == bottom:
            sheet.merges.append((row, column, bottom + 1, column))
        elif reach is not None and reach[2] == bottom:
            sheet.merges[sheet.merges.index(reach)] = (*reach[:2], bottom + 1, reach[3])
    return True


def unit_below(here: Here) -> bool:
    """A heading's unit in a row of its own below it."""
    sheet = here.sheet
    heads = sheet.of(Part.HEAD)
    bottom = max((row for (row, _), _ in heads), default=0)
    found = [
        (at, cell, match)
        for at, cell in heads
        if at[0] == bottom and (match := re.fullmatch(r"(.+?)\s*[（(]([^（）()]+)[）)]", str(cell.value), re.DOTALL))
    ]
    if not found or bottom >= min(sheet.body()) or any(top <= bottom < last for top, _, last, _ in sheet.merges):
        return False
    sheet.insert_rows(bottom + 1)
    shape = here.draw.choice(("{}", "（{}）", "({})"))
    for (row, column), cell, match in found:
        cell.value = match[1]
        sheet.put(row + 1, column, shape.format(match[2]), Part.HEAD)
    return True


def unit_and_values(here: Here) -> bool:
    """亿元 becomes 万元 in heading, unit column or label, and the numbers with it."""
    known = here.scheme.indicators
    others = {"亿元": ("万元", "元"), "万元": ("亿元", "元"), "个": ("万个",), "吨": ("万吨",)}
    changed = False
    for sheet in here.book.tables:
        for (row, column), cell in sheet.of(Part.LABEL, Part.HEAD):
            indicator = known.get(cell.about)
            new = here.draw.choice(others.get(indicator.unit, ("",))) if indicator is not None else ""
            if indicator is None or not new or here.draw.random() < 0.4:
                continue
            figures = sheet.figures_of((row, column), indicator.id)
            unit = next((c for at, c in sheet.of(Part.UNIT) if cell.part is Part.LABEL and at[0] == row), cell)
            if f"{indicator.unit}" not in str(unit.value) or not all(f.plain or f.value is None for f in figures):
                continue
            unit.value = str(unit.value).replace(indicator.unit, new)
            if unit is not cell:  # a unit in brackets behind the name as well
                cell.value = re.sub(rf"({re.escape(indicator.unit)})(?=[)）\]])", new, str(cell.value))
            rate = factor(indicator.unit, new)
            for figure in figures:
                if isinstance(figure.value, Decimal) and rate is not None:
                    figure.value *= rate
            changed = True
    return changed


def head_above(here: Here) -> bool:
    """A line over all headings: 本年数据, 2022年上半年."""
    sheet = here.sheet
    heads = [row for (row, _), _ in sheet.of(Part.HEAD)]
    columns = sheet.value_columns()
    if not heads:
        return False
    top = min(heads)
    sheet.insert_rows(top)
    sheet.put(top, columns[0], here.draw.choice((words(here.scheme.period), "填报内容", "指标值")), Part.HEAD)
    if len(columns) > 1:
        sheet.merges.append((top, columns[0], top, columns[-1]))
    return True


def label_merged_aside(here: Here) -> bool:
    """The title stretched over more columns, a heading over the empty one beside it."""
    sheet = here.sheet
    column = sheet.value_columns()[-1] + 1
    heads = [(at, cell) for at, cell in sheet.of(Part.HEAD) if at[1] == column - 1]
    if not heads or any(m[1] <= column <= m[3] and m[0] <= heads[-1][0][0] <= m[2] for m in sheet.merges):
        return False
    row = heads[-1][0][0]
    if any(m[1] <= column - 1 <= m[3] and m[0] <= row <= m[2] for m in sheet.merges):
        return False
    sheet.insert_columns(column)
    sheet.merges.append((row, column - 1, row, column))
    return True


CHANGES = (
    Change("title rows", "加标题行", LAYOUT, title_rows),
    Change("other period", "标题时期改为别的", LAST, other_period),
    Change("other county", "表头写成别的县", LAST, other_county, kinds=_FORMS),
    Change("unmerged", "取消合并", LAYOUT, unmerged, needs(MERGES)),
    Change("merged down", "表头向下合并", LAYOUT, merged_down, needs(MERGES)),
    Change("merged aside", "表头向右合并", LAYOUT, label_merged_aside, needs(MERGES)),
    Change("unit below", "单位另起一行", LAYOUT, unit_below),
    Change("heading above", "表头上再加一层", LAYOUT, head_above),
    Change("unit and values", "单位和数一起换", CONTENTS, unit_and_values),
)
