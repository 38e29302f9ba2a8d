"""The sheet of a ledger: one blank row a project or matter, as many as are needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.handout.asked import OTHER_OFFICES
from pingbi.handout.form import warning
from pingbi.handout.frame import FREE, FREE_COLUMNS, HEAD, LABEL, META_ROW, Made, head, notes, number_of
from pingbi.model.catalogue import spaced
from pingbi.model.fingerprint import WHOSE
from pingbi.scheme.ledgers import ledger_rules
from pingbi.workbook.measure import LANDSCAPE, broken, height, text_px
from pingbi.workbook.plan import Cell, Page, SheetPlan, Style
from pingbi.workbook.references import cell as at
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.scheme import Ledger, Scheme

NUMBER, REMARKS = "序号", "备注"
ROWS = 42  # three pages with lines round their cells; what is written below them is read as well
CHECKED = 5000  # rows whose numbers are checked while they are typed
NUMBER_WIDTH, AMOUNT, WORDS, NAME, WIDEST = 44, 84, 96, 170, 330
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
LONGEST_NAME = 31  # characters of a sheet's name
LONGEST_LIST = 255  # characters of a list to choose from


def ledgers_of_county(scheme: Scheme) -> tuple[Ledger, ...]:
    """What each county hands in: the ledgers whose rows do not name their county."""
    return tuple(row for row in scheme.ledger if row.county_column is None)


def ledgers_of_office(scheme: Scheme, office: str | None) -> tuple[Ledger, ...]:
    """The ledgers of all counties that one other office keeps; None: those that stay with the office itself."""
    return tuple(row for row in scheme.ledger if row.county_column is not None and _keeper(scheme, row) == office)


def keepers(scheme: Scheme) -> tuple[str, ...]:
    """Every other office that keeps a ledger of all counties."""
    found = (_keeper(scheme, row) for row in scheme.ledger if row.county_column is not None)
    return tuple(dict.fromkeys(office for office in found if office is not None))


def _keeper(scheme: Scheme, ledger: Ledger) -> str | None:
    """The one other office that reports everything that the ledger makes."""
    offices = {
        row.office.strip() or OTHER_OFFICES if row.reported_by == "office" else ""
        for row in scheme.indicator
        if row.ledger == ledger.id
    }
    return next(iter(offices)) or None if len(offices) == 1 else None


def sheet_names(ledgers: Sequence[Ledger], taken: Sequence[str]) -> dict[str, str]:
    """A sheet's name for each ledger's id, legal and not taken."""
    found: dict[str, str] = {}
    used = {name.casefold() for name in taken}
    for ledger in ledgers:
        plain = _NOT_IN_NAMES.sub("", ledger.name).strip()[:LONGEST_NAME] or "台账"
        name, number = plain, 1
        while name.casefold() in used:
            number += 1
            mark = f"（{number}）"
            name = plain[: LONGEST_NAME - len(mark)] + mark
        used.add(name.casefold())
        found[ledger.id] = name
    return found


def ledger_sheet(scheme: Scheme, ledger: Ledger, name: str, whose: str, *, sample: str = "") -> Made:
    """The sheet. `whose` is the county, or what the line under the title says of an office."""
    columns = [
        *([] if NUMBER in ledger.columns else [NUMBER]),
        *ledger.columns,
        *([] if REMARKS in ledger.columns else [REMARKS]),
    ]
    units = _units(scheme, ledger)
    headings = [_heading(column, units) for column in columns]
    widths = _widths(columns, headings, ledger, units)
    last = len(columns) - 1
    line = f"{WHOSE}：{spaced(whose)}" if whose in scheme.counties else whose
    merges, cells, rows = head(scheme, line, ledger.name, last, widths, sample)
    noted, more = notes(META_ROW + 1, last, sum(widths), _notes(ledger))
    merges += noted
    rows |= more
    top = META_ROW + 1 + len(noted)
    box = Box(top, 0, top + ROWS, last)
    cells += [Cell(top, at_, text, box.style(HEAD, top, at_)) for at_, text in enumerate(headings)]
    rows[top] = max(36.0, *(height(text, width, 11) + 6 for text, width in zip(headings, widths, strict=True)))
    for row in range(top + 1, top + 1 + ROWS):
        for number, column in enumerate(columns):
            value = row - top if column == NUMBER and column not in ledger.columns else None
            cells.append(Cell(row, number, value, box.style(_input(column, ledger, units), row, number)))
        rows[row] = 24
    free = range(last + 1, last + 1 + FREE_COLUMNS)
    cells += [Cell(row, column, None, FREE) for row in range(META_ROW, top + 1) for column in free]
    sheet = SheetPlan(
        name=name,
        cells=sorted(cells, key=lambda cell: cell[:2]),
        columns={**dict(enumerate(widths)), **dict.fromkeys(free, 72)},
        column_styles=dict.fromkeys(range(last + 1 + FREE_COLUMNS), FREE),
        rows=rows,
        merges=merges,
        page=Page(repeat_rows=(0, top), header=f"&R{sample}" if sample else ""),  # no area: rows may be added
        freeze=(top + 1, columns.index(ledger.key) + 1),
        validations=tuple(_validations(scheme, ledger, columns, units, top + 1)),
        protect=True,
    )
    return Made(sheet, ())


def _units(scheme: Scheme, ledger: Ledger) -> Mapping[str, str]:
    """The unit of every column of numbers."""
    return next(rules.units for rules in ledger_rules(scheme) if rules.ledger.id == ledger.id)


def _heading(column: str, units: Mapping[str, str]) -> str:
    """The name in lines, the unit below."""
    unit = units.get(column, "")
    return f"{broken(column, 7)}\n（{unit}）" if unit else broken(column, 7)


def _widths(columns: Sequence[str], headings: Sequence[str], ledger: Ledger, units: Mapping[str, str]) -> list[int]:
    """As wide as the page, the column of names the widest."""
    widths = []
    for column, heading in zip(columns, headings, strict=True):
        least = NUMBER_WIDTH if column == NUMBER else NAME if column == ledger.key else WORDS
        least = AMOUNT if column in units else least
        widths.append(max(least, text_px(heading, 11)))
    spare = LANDSCAPE["A4"] - sum(widths)
    name = columns.index(ledger.key)
    widths[name] += max(0, min(spare, WIDEST - widths[name]))
    spare = LANDSCAPE["A4"] - sum(widths)
    if spare > 0 and columns[-1] == REMARKS:
        widths[-1] += spare
    return widths


def _notes(ledger: Ledger) -> tuple[str, ...]:
    return (
        f"每行填一项，行数不够请接着往下填；可以插入行，请不要改动表头。没有的，请在第一行“{ledger.key}”下填“无”；空表按未报处理。",
        "数字不带单位，为零填“0”，不适用填“—”或“/”；各行之间不要留小计、合计。",
    )


def _input(column: str, ledger: Ledger, units: Mapping[str, str]) -> Style:
    if column in units:
        return Style("numc", number=number_of(2 if units[column] else 0, units[column]), locked=False)
    if column == NUMBER:
        return Style("numc", fill=LABEL.fill, locked=False)
    return Style("left" if column == ledger.key else "small", locked=False)


def _validations(
    scheme: Scheme, ledger: Ledger, columns: Sequence[str], units: Mapping[str, str], first: int
) -> Iterator[tuple[tuple[int, int, int, int], Mapping[str, object]]]:
    """Numbers where numbers belong, a county of the scheme where one is named: a warning that may be passed over."""
    for number, column in enumerate(columns):
        area = (first, number, first + CHECKED - 1, number)
        if column in units:
            unit = f"单位：{units[column]}。" if units[column] else ""
            message = f"{unit}只填数字；不适用填“—”或“/”。"
            yield area, {**warning(at(first, number)), "input_title": column[:32], "input_message": message}
        elif column == ledger.county_column and len(",".join(scheme.counties)) <= LONGEST_LIST and scheme.counties:
            yield (
                area,
                {
                    "validate": "list",
                    "source": list(scheme.counties),
                    "error_type": "warning",
                    "error_title": "不是本方案的县区",
                    "error_message": "请从列表中选择县区。仍要这样填吗？",
                },
            )
