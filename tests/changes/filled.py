"""The files to be changed, filled in by chance: our templates and, from `master`, tables that somebody laid out."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import master
from book import Book, Cell, Content, Key, Means, Part, Sheet

from pingbi.handout import asked
from pingbi.handout.templates import city_workbook, county_workbook, office_workbook
from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare
from pingbi.model.fingerprint import LAST_YEAR, NAME, SHEET, UNIT, Slot, read_rows
from pingbi.scheme import Indicator, Scheme
from pingbi.workbook.plan import WorkbookPlan

_EMPTY, _EXEMPT = 0.04, 0.03  # how often a cell is left empty, how often it is “—”
MAKERS = ("form", "city", "office", "table", "plain")


def book_of(kind: str, scheme: Scheme, draw: random.Random) -> Book | None:
    """A filled file of that kind; None where the scheme asks for none."""
    county = draw.choice(scheme.counties)
    values = figures(scheme, draw)
    if kind == "table":
        return master.table(scheme, values, draw)
    if kind == "plain":
        return master.plain(scheme, county, values, draw)
    if kind == "form":
        return _of_plan(county_workbook(scheme, county, values), kind, f"{county}填报表", scheme.period, county)
    if kind == "city":
        plan = city_workbook(scheme, values)
        return _of_plan(plan, kind, "全市填报", scheme.period) if plan is not None else None
    offices = sorted(asked.by_offices(scheme))
    if not offices:
        return None
    office = draw.choice(offices)
    return _of_plan(office_workbook(scheme, office, values), kind, f"{office}填报表", scheme.period)


def figures(scheme: Scheme, draw: random.Random) -> dict[Key, Decimal | str | None]:
    """A value for each county, indicator and role; some empty, some “—”."""
    found: dict[Key, Decimal | str | None] = {}
    for county in (*scheme.counties, scheme.city.name):
        for indicator in scheme.indicator:
            for role in (Role.NOW, Role.LAST_YEAR, Role.TARGET):
                chance = draw.random()
                value = number(indicator, draw)
                content = None if chance < _EMPTY else "—" if chance < _EMPTY + _EXEMPT else value
                found[county, indicator.id, role] = value if role is Role.TARGET else content
    return found


def number(indicator: Indicator, draw: random.Random) -> Decimal:
    """As such an indicator is printed."""
    if indicator.kind in (Kind.COUNT, Kind.RANK):
        return Decimal(draw.randint(0, 9) if indicator.unit == "次" else draw.randint(3, 180))
    places = indicator.shown_decimals
    low, high = (-200, 600) if indicator.kind is Kind.YOY else (50, 990) if indicator.unit == "%" else (30, 9000)
    return Decimal(draw.randint(low, high) * 10**places // 10 + draw.randint(0, 9)).scaleb(-places)


def means_of(content: Content) -> Means | None:
    """What a cell as typed in here says."""
    if isinstance(content, Decimal):
        return Means(content)
    return Means(None, exempt=True) if content else None


def _of_plan(plan: WorkbookPlan, kind: str, name: str, period: str, county: str = "") -> Book:
    sheets, slots = [], _slots(plan)
    for sheet in plan.sheets:
        cells = {
            (cell.row + 1, cell.column + 1): Cell(_plain(cell.value))
            for cell in sheet.cells
            if cell.value not in (None, "")
        }
        made = Sheet(sheet.name, cells, state=sheet.visibility)
        for merge in sheet.merges:
            made.merges.append((merge.top + 1, merge.left + 1, merge.bottom + 1, merge.right + 1))
            if merge.value not in (None, ""):
                made.cells[merge.top + 1, merge.left + 1] = Cell(_plain(merge.value))
        made.merges = [(t, le, b, r) for t, le, b, r in made.merges if (t, le) != (b, r)]
        _mark(made, [slot for slot in slots if slot.sheet == sheet.name])
        sheets.append(made)
    return Book(name, kind, sheets, county, period)


def _plain(value: object) -> Content:
    if isinstance(value, bool | str | Decimal | date):
        return value
    return Decimal(str(value))


def _slots(plan: WorkbookPlan) -> tuple[Slot, ...]:
    lines: dict[int, dict[int, str]] = {}
    for cell in next(sheet for sheet in plan.sheets if sheet.name == SHEET).cells:
        lines.setdefault(cell.row, {})[cell.column] = str(cell.value)
    mark = read_rows(tuple(row.values()) for _, row in sorted(lines.items()))
    assert mark is not None
    return mark.slots


def _mark(sheet: Sheet, slots: Iterable[Slot]) -> None:
    """Say of each cell what it is."""
    rows, columns, labels, heads = set(), set(), {}, {}
    for slot in slots:
        cell = sheet.cells.setdefault((slot.row, slot.column), Cell())
        cell.part, cell.key = Part.VALUE, (slot.county, slot.indicator, slot.role)
        cell.means = means_of(cell.value)
        rows.add(slot.row)
        columns.add(slot.column)
        labels[slot.row, bare(slot.row_label)] = slot.indicator if slot.column_label in _OF_FORM else slot.county
        heads[slot.column] = "" if slot.column_label in _OF_FORM else slot.indicator
    if not rows:
        return
    unit_column = next((at for (row, at), cell in sheet.cells.items() if cell.value == UNIT and row < min(rows)), 0)
    for (row, column), cell in sheet.cells.items():
        if cell.part is Part.VALUE:
            continue
        if row == min(rows) - 1 and column <= max(columns) + 1:
            cell.part, cell.about = Part.HEAD, heads.get(column, "")
        elif row < min(rows):
            cell.part = Part.TITLE if row == 1 else Part.META
        elif row > max(rows):
            cell.part = Part.NOTE
        elif (row, bare(str(cell.value))) in labels:
            cell.part, cell.about = Part.LABEL, labels[row, bare(str(cell.value))]
        elif column == unit_column:
            cell.part = Part.UNIT
        elif isinstance(cell.value, Decimal):
            cell.part = Part.NUMBER


_OF_FORM = {NAME, UNIT, LAST_YEAR, "本期数"}
