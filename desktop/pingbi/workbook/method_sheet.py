"""计分办法: weights and parameters as the numbers that every formula refers to, the rules in words, and 自查."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model.catalogue import spaced
from pingbi.scheme import formula
from pingbi.scheme.settings import counted
from pingbi.workbook.agreement import agreement
from pingbi.workbook.formula_words import in_words
from pingbi.workbook.frame import heading, notes
from pingbi.workbook.measure import height
from pingbi.workbook.method_cells import FIRST_ROW, KIND, NAME, NUMBER, PARAMETERS, PART, RULE, VALUE, WEIGHT
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.references import METHOD, area
from pingbi.workbook.rule_words import exceptions, rules
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pingbi.scheme import Criterion
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.method_cells import Extra

HEAD_ROW = 3
HEADS = {
    NUMBER: "序号",
    PART: "一级指标",
    NAME: "评比项",
    WEIGHT: "权重",
    VALUE: "取值（x）",
    KIND: "计分方法",
    RULE: "计分规则（W 为权重）",
}
WIDTHS = {NUMBER: 44, PART: 90, NAME: 150, WEIGHT: 62, VALUE: 180, KIND: 104, RULE: 410}
PARAMETER_WIDTH = 54
MERGED = 12  # rows of a part that are merged; a longer part has its name in each row
HEAD = Style("head")
NOTHING = "-"


def plan(book: Book) -> SheetPlan:
    """The sheet: the table, small tables where the addresses have them, notes, 自查."""
    cells = book.method
    last_column = PARAMETERS + cells.parameter_columns - 1
    widths = {**WIDTHS, **dict.fromkeys(range(PARAMETERS, last_column + 1), PARAMETER_WIDTH)}
    box = Box(HEAD_ROW, 0, cells.sum_row, last_column)
    top = heading(book, METHOD, "计分办法", last_column, widths, left=f"时间：{book.period}", right="单位：分")
    below = notes(rules(book), cells.after, 0, last_column, sum(widths.values()))
    check = below.end + 1
    heights = {cells.row[row.id]: _height(book, row, widths) for row in book.scheme.criterion}
    heights |= {row: high for extra in cells.extras for row, high in _extra_heights(extra, widths).items()}
    formula_, agreed = agreement(book)
    frame = Box(check, 0, check, last_column)
    room = sum(widths[at] for at in range(WEIGHT, last_column + 1))
    return SheetPlan(
        name=METHOD,
        cells=(*top.cells, *_cells(book, box), *_extra_cells(book)),
        columns=widths,
        rows={
            **top.rows,
            HEAD_ROW: 24,
            HEAD_ROW + 1: 22,
            **heights,
            cells.sum_row: 26,
            **below.rows,
            below.end: 12,
            check: height(agreed, room - 16, 12, indent=True, least=26),
        },
        merges=(
            *top.merges,
            *_merges(book, box),
            *_extra_merges(book),
            *below.merges,
            Merge(check, 0, check, NAME, "自查", frame.style(HEAD, check, 0, check, NAME)),
            Merge(
                check,
                WEIGHT,
                check,
                last_column,
                agreed,
                frame.style(Style("left"), check, WEIGHT, check, last_column),
                formula_,
            ),
        ),
        page=Page(repeat_rows=(1, HEAD_ROW + 1), area=(0, 0, check, last_column), header=book.header),
        freeze=(FIRST_ROW, NAME + 1),
    )


def _value(book: Book, criterion: Criterion) -> str:
    """What x is, in words; the indicators counted where the method takes no value."""
    if criterion.value is None:
        names = book.scheme.indicators
        return "、".join(names[name].name if name in names else name for name in counted(criterion)) or NOTHING
    rule = formula(book.scheme, criterion.value)
    said = in_words(book.scheme, rule)
    unit = book.scheme.indicators[rule.plain.indicator].unit if rule.plain is not None else ""
    return f"{said}（{unit}）" if unit else said


def _rule(book: Book, criterion: Criterion) -> str:
    """The rule, with the letters under which its numbers stand."""
    letters = {given.key: given.letter for given in book.method.given[criterion.id]}
    said = book.methods[criterion.method].words(criterion, letters)
    if "scale" in letters:
        said += f"；得分按 W÷{letters['scale']} 折算"
    dead = "无数据，未计分。" if book.scores[criterion.id].dead else ""
    return f"{dead}{said}{exceptions(book, criterion)}"


def _height(book: Book, criterion: Criterion, widths: dict[int, int]) -> float:
    return max(
        height(criterion.name, widths[NAME], indent=True, least=28),
        height(_value(book, criterion), widths[VALUE] - 10, 10.5, indent=True),
        height(_rule(book, criterion), widths[RULE] - 20, 10.5, indent=True),
        height(book.methods[criterion.method].name, widths[KIND], 10.5),
    )


def _cells(book: Book, box: Box) -> Iterator[Cell]:
    cells = book.method
    for at in range(cells.parameter_columns):
        yield Cell(HEAD_ROW + 1, PARAMETERS + at, "abcdefghijk"[at], box.style(HEAD, HEAD_ROW + 1, PARAMETERS + at))
    number = 0
    for section in book.sections:
        for criterion in section.criteria:
            number += 1
            row = cells.row[criterion.id]

            def put(column: int, value: Decimal | int | str, token: str, row: int = row) -> Cell:
                return Cell(row, column, value, box.style(Style(token), row, column))

            yield put(NUMBER, number, "numc")
            if not 1 < len(section.criteria) <= MERGED:
                yield put(PART, section.part.name if section.part else NOTHING, "text")
            yield put(NAME, criterion.name, "left")
            yield put(WEIGHT, criterion.weight, "numc")
            yield put(VALUE, _value(book, criterion), "small")
            yield put(KIND, book.methods[criterion.method].name, "smallc")
            yield put(RULE, _rule(book, criterion), "small")
            given = {found.column: found.value for found in cells.given[criterion.id]}
            for column in range(PARAMETERS, box.right + 1):
                yield put(column, given.get(column, NOTHING), "numc")
    whole = sum(row.weight for row in book.scheme.criterion)
    weights = area(FIRST_ROW, WEIGHT, cells.last_row, WEIGHT)
    style = box.style(Style("numc", bold=True), cells.sum_row, WEIGHT)
    yield Cell(cells.sum_row, WEIGHT, whole, style, f"=SUM({weights})")


def _merges(book: Book, box: Box) -> Iterator[Merge]:
    cells = book.method
    for column, head in HEADS.items():
        style = box.style(HEAD, HEAD_ROW, column, HEAD_ROW + 1, column)
        yield Merge(HEAD_ROW, column, HEAD_ROW + 1, column, head, style)
    style = box.style(HEAD, HEAD_ROW, PARAMETERS, HEAD_ROW, box.right)
    yield Merge(HEAD_ROW, PARAMETERS, HEAD_ROW, box.right, "参数", style)
    for section in book.sections:
        if 1 < len(section.criteria) <= MERGED:
            first, last = cells.row[section.criteria[0].id], cells.row[section.criteria[-1].id]
            style = box.style(Style("text"), first, PART, last, PART)
            yield Merge(first, PART, last, PART, section.part.name if section.part else NOTHING, style)
    row, bold = cells.sum_row, Style("text", bold=True)
    yield Merge(row, 0, row, NAME, spaced("合计"), box.style(bold, row, 0, row, NAME))
    full = book.scheme.scheme.full
    said = f"方案满分 {full:f} 分" if full is not None else NOTHING
    yield Merge(row, VALUE, row, box.right, said, box.style(Style("small"), row, VALUE, row, box.right))


# The small tables below: number, group and item, then the numbers from the column of the weights on.


def _extra_box(extra: Extra) -> Box:
    return Box(extra.top, 0, extra.top + len(extra.rows), WEIGHT + len(extra.heads) - 1)


def _extra_cells(book: Book) -> Iterator[Cell]:
    for extra in book.method.extras:
        box = _extra_box(extra)
        for at, head in enumerate(extra.heads):
            yield Cell(extra.top, WEIGHT + at, head, box.style(HEAD, extra.top, WEIGHT + at))
        for number, (group, item, values) in enumerate(extra.rows, 1):
            row = extra.top + number
            yield Cell(row, NUMBER, number, box.style(Style("numc"), row, NUMBER))
            yield Cell(row, PART, group or NOTHING, box.style(Style("text"), row, PART))
            yield Cell(row, NAME, item, box.style(Style("left"), row, NAME))
            for at, value in enumerate(values):
                shown = NOTHING if value is None else value
                yield Cell(row, WEIGHT + at, shown, box.style(Style("numc"), row, WEIGHT + at))


def _extra_merges(book: Book) -> Iterator[Merge]:
    for extra in book.method.extras:
        style = _extra_box(extra).style(HEAD, extra.top, 0, extra.top, NAME)
        yield Merge(extra.top, 0, extra.top, NAME, extra.title, style)


def _extra_heights(extra: Extra, widths: dict[int, int]) -> dict[int, float]:
    title = sum(widths[at] for at in (NUMBER, PART, NAME))
    heads = [height(head, widths[WEIGHT + at], 11) for at, head in enumerate(extra.heads)]
    found = {extra.top: max(24.0, height(extra.title, title, 11), *heads)}
    for at, (group, item, _) in enumerate(extra.rows, 1):
        found[extra.top + at] = max(22.0, height(item, widths[NAME], indent=True), height(group, widths[PART]))
    return found
