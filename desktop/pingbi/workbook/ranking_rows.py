"""The rows of 综合排名: fetched points, totals and places as live formulas, helpers outside the printed page."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.workbook.county_layout import first_cell
from pingbi.workbook.measure import height, longest_number
from pingbi.workbook.plan import Cell, Style, Value
from pingbi.workbook.point_formulas import rule_for
from pingbi.workbook.ranking_formulas import RankingFormulas, order_check
from pingbi.workbook.ranking_words import short_note
from pingbi.workbook.references import (
    ADJUSTMENTS,
    CHANGES,
    COUNTIES,
    FINDINGS,
    MAIN,
    METHOD,
    ROBUSTNESS,
    SINGLE,
    SOURCES,
    TRIAL,
)
from pingbi.workbook.styles import Box, dashed, number_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.model import Total
    from pingbi.workbook.addresses import Book

TOP = 3
SCREEN = Style("screen")
COUNT, BOLD = Style("numc"), Style("numc", bold=True)
MOVED, MOVED_HALF = '"↑"0;"↓"0;"—"', '"↑"0.0;"↓"0.0;"—"'  # mean places move by halves
CONTENTS = {
    TRIAL: "试算结果与实际结果对照",
    MAIN: "各县区完成情况和每项得分",
    SINGLE: "每项指标从高到低",
    ADJUSTMENTS: "加分、扣分和一票否决",
    COUNTIES: "每个县区一页：为什么是这些分，怎样赶上前一名",
    CHANGES: "与上期比：位次升降，得分变化来自哪里",
    ROBUSTNESS: "名次有多稳：权重、评比项、方法变动时会怎样",
    FINDINGS: "报送数据里发现的问题",
    METHOD: "权重、参数和计分规则",
    SOURCES: "每个数来自哪份材料的哪一处",
}


def remark_height(book: Book, county: str, width: int) -> float:
    """Points that the remark beside the county needs."""
    return height(short_note(book, book.totals[county]), width, 10.5, indent=True)


def body(book: Book, widths: Mapping[int, int]) -> Iterator[Cell]:
    """The list of sheets and the check of the order, then every county."""
    at = book.ranking
    yield Cell(0, at.contents, "目录（不打印）", SCREEN)
    yield Cell(1, at.contents, "行序与名次一致", SCREEN, order_check(book))
    listed = [name for name in CONTENTS if book.wanted(name) and (name != MAIN or book.main.criteria)]
    for down, name in enumerate(listed):
        yield Cell(at.top + down, at.contents, f"{name}：{CONTENTS[name]}", SCREEN, "", f"{name}!A1")
    heads = {
        at.group: "组别",
        at.standing: "0不排 1参与 2末位",
        at.exact: "综合得分（未修约）",
        at.key: "参与排名的得分",
        at.previous: "上期名次",
        at.breaker: "并列时比较",
    }
    yield from (Cell(TOP + 1, column, words, SCREEN) for column, words in heads.items() if column >= 0)
    for row in at.headings:
        texts = [column for column in (at.group, at.key, at.breaker) if column >= 0]
        yield from (Cell(row, column, "-", SCREEN) for column in texts)
    box, looks = Box(TOP, 0, at.last_row, at.note), _looks(book, widths)
    for number, total in enumerate(book.order, 1):
        yield from _county(book, looks, box, number, total)


def _looks(book: Book, widths: Mapping[int, int]) -> dict[int, tuple[Style, Style]]:
    """The style of points and totals by column, for a number and for "-"."""
    at, rules = book.ranking, book.scheme.scheme
    columns = [(column, rules.decimals, points_of(book, name)) for name, column in at.points.items()]
    columns.append((at.total, rules.total_decimals, [row.shown for row in book.result.totals]))
    found = {}
    for column, digits, values in columns:
        bold = column == at.total
        shape = number_format(digits, widths[column], len(longest_number(values, digits)), bold=bold)
        found[column] = (Style("num", bold=bold, number=shape), Style("numc", bold=bold, number=number_format(digits)))
    return found


def _county(
    book: Book, looks: Mapping[int, tuple[Style, Style]], box: Box, number: int, total: Total
) -> Iterator[Cell]:
    at, row = book.ranking, book.ranking.row[total.county]
    made = RankingFormulas(book, row)

    def cell(column: int, value: Value, style: Style, formula: str = "") -> Cell:
        return Cell(row, column, value, box.style(style, row, column), formula)

    yield cell(at.number, number, COUNT)
    yield cell(at.county, book.key(total.county), Style("text"))
    for name, column in at.points.items():
        value, formula = _points(book, made, name, total)
        yield cell(column, value, looks[column][isinstance(value, str)], formula)
    cells = book.adjustments
    for column, given, found in (
        (at.bonus, total.bonus, cells.bonus_sum),
        (at.deduction, total.deduction, cells.deduction_sum),
    ):
        if column >= 0:
            style = Style("numc", number=dashed(book.scheme.scheme.decimals))
            yield cell(column, given, style, made.adjustment(found))
    page = cell(at.total, _or_dash(total.shown), looks[at.total][total.shown is None], made.total)
    if book.wanted(COUNTIES):
        page = page._replace(link=f"{COUNTIES}!{first_cell(book, total.county)}", tip="看县区分析")
    yield page
    if at.group_place >= 0:
        yield cell(at.group_place, _or_dash(total.group_place), COUNT, made.group_place)
    yield cell(at.place, _or_dash(total.place), BOLD, made.place)
    if at.change >= 0:
        moved = MOVED_HALF if book.scheme.scheme.ties == "average" else MOVED
        yield cell(at.change, _moved(book, total), Style("numc", number=moved), made.change)
    if at.grade >= 0:
        yield cell(at.grade, total.grade or "-", Style("text"), made.grade)
    note = short_note(book, total)
    yield cell(at.note, note or None, Style("small"))
    yield from _helpers(book, made, total)


def _helpers(book: Book, made: RankingFormulas, total: Total) -> Iterator[Cell]:
    at, row = book.ranking, made.row
    standing = 0 if total.exact is None else 2 if total.veto_effect == "last" else 1
    yield Cell(row, at.group, total.group or "-", SCREEN)
    yield Cell(row, at.standing, standing, SCREEN, made.standing)
    exact = total.exact
    # Without any figure there is no 主要指标 to refer to.
    alive = bool(book.main.criteria)
    yield Cell(row, at.exact, _or_dash(exact), SCREEN, made.exact if alive or book.simple_total else "")
    key = total.shown if book.scheme.scheme.compare == "rounded" else exact
    yield Cell(row, at.key, _or_dash(key if standing == 1 else None), SCREEN, made.key)
    if at.previous >= 0 and book.previous is not None:
        yield Cell(row, at.previous, _or_dash(book.previous.places.get(total.county)), SCREEN)
    if at.breaker >= 0:
        yield Cell(row, at.breaker, _or_dash(_breaker(book, total.county)), SCREEN, made.breaker if alive else "")


def _breaker(book: Book, county: str) -> Decimal | None:
    return book.scores[book.scheme.scheme.ties.removeprefix("first_by:")].scores[county].value


def points_of(book: Book, name: str) -> list[Decimal | None]:
    """The points of all counties in a criterion, or their subtotals of a part."""
    if name in book.scores and not (book.ranking_columns == "parts" and name in book.main.parts):
        return [score.points for score in book.scores[name].scores.values()]
    return [part.points for total in book.result.totals for part in total.parts if part.id == name]


def _points(book: Book, made: RankingFormulas, name: str, total: Total) -> tuple[Value, str]:
    """(value, formula) of a criterion's points or a part's subtotal; a criterion without data has none."""
    parts = {part.id: part.points for part in total.parts}
    if book.ranking_columns == "parts" and name in parts:
        column = book.main.parts.get(name)
        return (_or_dash(parts[name]), made.fetched(column)) if column is not None else ("-", "")
    columns = book.main.criteria.get(name)
    score = book.scores[name].scores[total.county]
    if columns is None:
        zero = rule_for(book, book.criteria[name], total.county) == "zero" and score.points is not None
        return (0, "") if zero else ("-", "")
    rules = book.scheme.scheme
    shown = rules.total_of == "shown" or rules.rounding == "half_even"
    return _or_dash(score.shown if shown else score.points), made.fetched(columns.points)


def _moved(book: Book, total: Total) -> Value:
    previous = book.previous.places.get(total.county) if book.previous is not None else None
    if total.place is None:
        return "-"
    return "新增" if previous is None else previous - Decimal(total.place)


def _or_dash(value: Decimal | int | None) -> Value:
    return "-" if value is None else value
