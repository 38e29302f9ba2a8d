"""计分办法: weights and parameters as the numbers that every formula refers to, the rules in words, and 自查."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model.catalogue import spaced
from pingbi.scheme import formula
from pingbi.scheme.settings import counted
from pingbi.workbook.agreement import agreement
from pingbi.workbook.formula_words import in_words
from pingbi.workbook.frame import heading, notes
from pingbi.workbook.measure import LANDSCAPE, height, scale_for, text_px
from pingbi.workbook.method_cells import FIRST_ROW, KIND, NAME, NUMBER, PARAMETERS, PART, RULE, VALUE, WEIGHT
from pingbi.workbook.method_tables import GAP, extra_cells, extra_heights, extra_merges, pages
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.references import METHOD, area
from pingbi.workbook.rule_words import exceptions, rules
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pingbi.scheme import Criterion
    from pingbi.workbook.addresses import Book

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
WIDEST_NAME = 220
MERGED = 12  # rows of a part that are merged; a longer part has its name in each row
HEAD = Style("head")
NOTHING = "-"


def plan(book: Book) -> SheetPlan:
    """The sheet: the table, small tables where the addresses have them, notes, 自查."""
    cells = book.method
    last_column = PARAMETERS + cells.parameter_columns - 1
    widths = _widths(book, last_column)
    width = sum(widths.values())
    top = heading(book, METHOD, "计分办法", last_column, widths, left=f"时间：{book.period}", right="单位：分")
    below = notes(rules(book), cells.after, 0, last_column, width)
    check = below.end + 1
    live, agreed = agreement(book)
    frame = Box(check, 0, check, last_column)
    room = sum(widths[at] for at in range(WEIGHT, last_column + 1))
    rows = {
        **top.rows,
        HEAD_ROW: 24,
        HEAD_ROW + 1: 22,
        **{cells.row[row.id]: _height(book, row, widths) for row in book.scheme.criterion},
        cells.sum_row: 26,
        **{row: high for extra in cells.extras for row, high in extra_heights(extra, widths).items()},
        **below.rows,
        below.end: 12,
        check: height(agreed, room - 16, 12, indent=True, least=26),
    }
    scale = scale_for(width, LANDSCAPE["A4"])
    starts = [*(extra.top for extra in cells.extras), cells.after]
    page = pages(rows, starts, check, scale)
    box = Box(HEAD_ROW, 0, cells.sum_row, last_column)
    return SheetPlan(
        name=METHOD,
        cells=(*top.cells, *_cells(book, box), *extra_cells(cells.extras)),
        columns=widths,
        rows=rows,
        default_row=GAP,
        merges=(
            *top.merges,
            *_merges(book, box),
            *extra_merges(cells.extras),
            *below.merges,
            Merge(check, 0, check, NAME, "自查", frame.style(HEAD, check, 0, check, NAME)),
            _framed(frame, agreed, live),
        ),
        page=Page(
            fit=None,
            scale=scale,
            repeat_rows=(1, HEAD_ROW + 1 if page.long else 2),
            area=(0, 0, check, last_column),
            row_breaks=page.breaks,
            header=book.header,
        ),
        freeze=(FIRST_ROW, NAME + 1),
    )


def _widths(book: Book, last_column: int) -> dict[int, int]:
    names = [row.name for row in book.scheme.criterion]
    names += [item for extra in book.method.extras for _, item, _ in extra.rows]
    longest = max((text_px(name) + 18 for name in names), default=0)
    widths = {**WIDTHS, **dict.fromkeys(range(PARAMETERS, last_column + 1), PARAMETER_WIDTH)}
    widths[NAME] = min(WIDEST_NAME, max(WIDTHS[NAME], longest))
    kinds = (text_px(book.methods[row.method].name, 10.5) for row in book.scheme.criterion)
    widths[KIND] = max(WIDTHS[KIND], *kinds, 0)
    return widths


def _framed(frame: Box, agreed: str, live: str) -> Merge:
    row, last = frame.top, frame.right
    return Merge(row, WEIGHT, row, last, agreed, frame.style(Style("left"), row, WEIGHT, row, last), live)


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
