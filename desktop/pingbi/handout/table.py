"""A table of all counties: one row a county, one column an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.handout.checks import Content
from pingbi.handout.form import cut, warning
from pingbi.handout.frame import (
    HEAD,
    HEAD_ROW,
    LABEL,
    META_ROW,
    NONE_GIVEN,
    REMARK,
    SCREEN,
    Made,
    free_cells,
    given_note,
    head,
    notes,
    page,
    signatures,
    to_fill_in,
)
from pingbi.model.catalogue import spaced
from pingbi.model.fingerprint import Slot
from pingbi.workbook.measure import LANDSCAPE, broken, height, text_px
from pingbi.workbook.plan import Cell, SheetPlan, Style
from pingbi.workbook.references import cell as at
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.handout.asked import Column
    from pingbi.model import Role
    from pingbi.model.figures import Key
    from pingbi.scheme import Scheme

NUMBER, COUNTY, REMARKS = "序号", "县区", "说明"
FIRST = HEAD_ROW + 1
MOST_COLUMNS = 8  # of one sheet: more would be too small on paper
PRINTABLE = 560  # points of a landscape page that may still be fitted on one
CHECKS_WIDTH = 220
NOTES = ("只填白色单元格；数字为零填“0”，不适用填“—”或“/”。",)


def tables(
    scheme: Scheme,
    counties: Sequence[str],
    columns: Sequence[Column],
    contents: Mapping[Key, Content],
    *,
    name: str,
    noun: str,
    whose: str,
    remark: str = "",
    given: Mapping[Key, str] = NONE_GIVEN,
    sample: str = "",
) -> list[Made]:
    """The sheets, of at most MOST_COLUMNS indicators each."""
    chunks = [columns[start : start + MOST_COLUMNS] for start in range(0, len(columns), MOST_COLUMNS)]
    return [
        _table(
            scheme,
            counties,
            chunk,
            contents,
            name=name if len(chunks) == 1 else f"{name}{number}",
            noun=noun,
            whose=whose,
            remark=remark,
            given=given,
            sample=sample,
        )
        for number, chunk in enumerate(chunks, 1)
    ]


def _table(
    scheme: Scheme,
    counties: Sequence[str],
    columns: Sequence[Column],
    contents: Mapping[Key, Content],
    *,
    name: str,
    noun: str,
    whose: str,
    remark: str,
    given: Mapping[Key, str],
    sample: str,
) -> Made:
    last, check = len(columns) + 2, len(columns) + 3
    bottom = FIRST + len(counties) - 1
    headings = [_heading(column) for column in columns]
    spare = (LANDSCAPE["A4"] - 44 - 138 - 150) // len(columns)
    wide = [max(text_px(heading, 11), min(spare, 150)) for heading in headings]
    widths = [44, max(138, *(min(text_px(spaced(county)), 240) for county in counties)), *wide, 150]
    merges, cells, rows = head(scheme, whose, noun, last, widths, sample)
    table = Box(HEAD_ROW, 0, bottom, last)
    cells += [
        Cell(HEAD_ROW, number, word, table.style(HEAD, HEAD_ROW, number))
        for number, word in enumerate((NUMBER, COUNTY, *headings, REMARKS))
    ]
    cells.append(Cell(HEAD_ROW, check, "核对提示（不打印）", Style("screen", bold=True)))
    rows[HEAD_ROW] = max(36.0, *(height(text, width, 11) + 6 for text, width in zip(headings, wide, strict=True)))
    slots: list[Slot] = []
    for line, county in enumerate(counties, FIRST):
        city = county == scheme.city.name
        row: list[tuple[Content | int, Style]] = [
            (line - FIRST + 1, Style("numc", fill=LABEL.fill)),
            (spaced(county), LABEL._replace(bold=city)),
        ]
        keys = [(county, *_key(column)) for column in columns]
        row += [
            (contents.get(key), _input(column, given=key in given)) for key, column in zip(keys, columns, strict=True)
        ]
        row.append((None, REMARK))
        cells += [
            Cell(line, number, value, table.style(style, line, number)) for number, (value, style) in enumerate(row)
        ]
        cells.append(_check(line, len(columns), check, [value for value, _ in row[2:-1]]))
        rows[line] = height(spaced(county), widths[1], least=24)
        slots += [
            Slot(name, line + 1, number + 1, county, *_key(column), county, column.label, column.indicator.unit)
            for number, column in enumerate(columns, 2)
        ]
    rows[bottom + 1] = 6
    spans = _spans(widths)
    signed, heights = signatures(bottom + 2, spans)
    rows |= heights
    lines = [*NOTES, *([remark] if remark else [])]
    taken = [
        given[county, *_key(column)] for county in counties for column in columns if (county, *_key(column)) in given
    ]
    lines += [f"{given_note(taken)}。"] if taken else []
    noted, more = notes(bottom + 2 + len(heights), last, sum(widths), lines)
    rows |= more
    end = bottom + 1 + len(heights) + len(noted)
    cells += free_cells(META_ROW, end, table, check)
    one = sum(rows.values()) <= PRINTABLE
    sheet = SheetPlan(
        name=name,
        cells=sorted(cells, key=lambda cell: cell[:2]),
        columns={**dict(enumerate(widths)), check: CHECKS_WIDTH},
        rows=rows,
        merges=[*merges, *signed, *noted],
        page=page(end, last, landscape=True, one=one, sample=sample),
        freeze=(FIRST, 2),
        validations=tuple(_validations(columns, bottom)),
        protect=True,
    )
    return Made(sheet, tuple(slots))


def _key(column: Column) -> tuple[str, Role]:
    return column.indicator.id, column.role


def _heading(column: Column) -> str:
    """The label in lines: the name broken where it is long, the unit below."""
    name, unit = column.label.rsplit("（", 1)
    return f"{broken(name, 9)}\n（{unit}"


def _input(column: Column, *, given: bool) -> Style:
    return to_fill_in(column.indicator.shown_decimals, column.indicator.unit, given=given)


def _spans(widths: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Columns of label and blank by turns: number and county are the first label, 说明 the last blank or its end."""
    last = len(widths) - 1
    if last < 4:  # one indicator: no room for two pairs
        return (0, 1), (2, last)
    middle = 3 + (last - 4) // 2
    return (0, 1), (2, middle - 1), (middle, middle), (middle + 1, last)


def _check(line: int, count: int, column: int, values: Sequence[object]) -> Cell:
    """What in the row is no number, and no sign for not applicable either."""
    area = f"{at(line, 2)}:{at(line, count + 1)}"
    strange = f'SUMPRODUCT((LEN(TRIM({area}))>0)*(1-ISNUMBER({area}))*({area}<>"—")*({area}<>"/"))'
    formula = f'=IFERROR(IF({strange}>0,{strange}&"项不是数字",""),"有错误值，请重填")'
    found = sum(isinstance(value, str) and bool(value.strip(" ")) and value not in ("—", "/") for value in values)
    return Cell(line, column, f"{found}项不是数字" if found else "", SCREEN, formula)


def _validations(
    columns: Sequence[Column], bottom: int
) -> Iterator[tuple[tuple[int, int, int, int], Mapping[str, object]]]:
    for number, column in enumerate(columns, 2):
        row = column.indicator
        definition = f"{row.definition}。" if row.definition else ""
        yield (
            (FIRST, number, bottom, number),
            {
                **warning(at(FIRST, number)),
                "input_title": cut(row.name, 32),
                "input_message": cut(f"单位：{row.unit}。{definition}不适用填“—”或“/”。", 255),
            },
        )
