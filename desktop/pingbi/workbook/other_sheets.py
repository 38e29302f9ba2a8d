"""Where things stand on 综合排名, 加减分 and 数据来源."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role, Source
from pingbi.scheme import formula
from pingbi.workbook.references import ADJUSTMENTS, SOURCES, area, fixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.model import Figure
    from pingbi.scheme import Adjustment
    from pingbi.workbook.addresses import Book

RANKING_TOP = 5  # first row of counties (or of the first group's heading) on 综合排名
ADJUSTMENTS_TOP = 6  # first county of 加减分
SOURCES_TOP = 4  # first figure of 数据来源


@dataclass(frozen=True)
class RankingCells:
    """Columns of 综合排名 (-1: not there) and the row of each county."""

    row: Mapping[str, int]
    headings: Mapping[int, str]  # row of a group's heading -> its words
    last_row: int
    points: Mapping[str, int]  # criterion id, or part id where subtotals are printed -> column
    bonus: int
    deduction: int
    total: int
    group_place: int
    place: int
    change: int
    grade: int
    note: int
    # helpers, right of the print area
    group: int
    standing: int  # 0 not ranked, 1 ranked, 2 vetoed to the last place
    exact: int  # the total unrounded
    key: int  # what places are made from; 0 where there is none
    previous: int
    breaker: int
    contents: int  # the linked list of sheets
    top: int = RANKING_TOP
    number: int = 0
    county: int = 1

    def whole(self, column: int, sheet: str = "") -> str:
        """The column from the first to the last county, absolute."""
        return area(self.top, column, self.last_row, column, sheet)


def ranking_cells(book: Book) -> RankingCells:
    """Lay out 综合排名: what has nothing to show has no column."""
    at = 1

    def add(*, there: bool = True) -> int:
        nonlocal at
        if not there:
            return -1
        at += 1
        return at

    row, headings, now, block = {}, {}, RANKING_TOP, None
    for ranked in book.order:
        mine = book.counties.block[ranked.county]
        if book.by_group and mine is not block:
            block = mine
            headings[now] = f"{mine.name or '未分组'}（{mine.last - mine.first + 1}个）"
            now += 1
        row[ranked.county] = now
        now += 1
    names = [
        name
        for section in book.sections
        for name in (
            [section.part.id]
            if section.part and book.ranking_columns == "parts"
            else [row.id for row in section.criteria]
        )
    ]
    points = {name: add() for name in names if book.ranking_columns != "none"}
    rules = book.scheme
    bonus = add(there=any(row.points_each > 0 for row in rules.adjustment))
    deduction = add(there=any(row.points_each <= 0 for row in rules.adjustment))
    total = add()
    group_place = add(there=book.grouped)
    place = add()
    change = add(there=book.previous is not None)
    grade = add(there=bool(rules.grade))
    note = add()
    at += 1  # an empty column between paper and helpers
    return RankingCells(
        row=row,
        headings=headings,
        last_row=max(RANKING_TOP, now - 1),
        points=points,
        bonus=bonus,
        deduction=deduction,
        total=total,
        group_place=group_place,
        place=place,
        change=change,
        grade=grade,
        note=note,
        contents=add(),
        group=add(),
        standing=add(),
        exact=add(),
        key=add(),
        previous=add(there=book.previous is not None),
        breaker=add(there=rules.scheme.ties.startswith("first_by:")),
    )


class ItemColumns(NamedTuple):
    """Two columns of an item on 加减分: how often (a count), and its points."""

    item: Adjustment
    times: int
    points: int


@dataclass(frozen=True)
class AdjustmentCells:
    """Columns of 加减分 (-1: not there). Counties stand in the order of 主要指标."""

    bonus: tuple[ItemColumns, ...]
    bonus_sum: int  # 小计, after the cap
    deduction: tuple[ItemColumns, ...]
    deduction_sum: int  # 小计 ≥ 0, after the cap
    veto: int  # 是 or 否
    reason: int  # 依据
    veto_counts: Mapping[str, int]  # veto's name -> helper column with the indicator's value
    effect: int  # helper: 0 none, 1 last, 2 unranked
    last_row: int
    top: int = ADJUSTMENTS_TOP
    number: int = 0
    county: int = 1

    def row(self, position: int) -> int:
        """The row of the county at that position of the official order."""
        return self.top + position

    def whole(self, column: int) -> str:
        """加减分!$G$7:$G$15."""
        return area(self.top, column, self.last_row, column, ADJUSTMENTS)

    def fetched(self, column: int, key: str) -> str:
        """INDEX/MATCH of a column by the cell that holds the county's name."""
        return f"INDEX({self.whole(column)},MATCH({key},{self.whole(self.county)},0))"


def adjustment_cells(book: Book) -> AdjustmentCells:
    """Lay out 加减分: bonus items, their sum, deductions, their sum, veto, reason; then helpers."""
    at = 1

    def add(*, there: bool = True) -> int:
        nonlocal at
        if not there:
            return -1
        at += 1
        return at

    items = book.scheme.adjustment
    bonus = tuple(ItemColumns(item, add(), add()) for item in items if item.points_each > 0)
    bonus_sum = add(there=bool(bonus))
    deduction = tuple(ItemColumns(item, add(), add()) for item in items if item.points_each <= 0)
    deduction_sum = add(there=bool(deduction))
    veto = add(there=bool(book.scheme.veto))
    reason = add()
    at += 1
    counts = {row.name: add() for row in book.scheme.veto}
    return AdjustmentCells(
        bonus=bonus,
        bonus_sum=bonus_sum,
        deduction=deduction,
        deduction_sum=deduction_sum,
        veto=veto,
        reason=reason,
        veto_counts=counts,
        effect=add(there=bool(counts)),
        last_row=ADJUSTMENTS_TOP + max(0, len(book.counties.names) - 1),
    )


class SourceRow(NamedTuple):
    """One row of 数据来源. `figure` is None for a figure that is required and was not reported."""

    number: int  # 编号
    row: int
    county: str
    indicator: str
    role: Role
    figure: Figure | None
    beside: bool = False  # another source's figure of the same key, not scored


@dataclass(frozen=True)
class SourceRows:
    """Every row of 数据来源, made as it is asked for: the city, then the counties; a chosen figure before others."""

    book: Book
    order: tuple[tuple[str, Role], ...]  # indicator id and role, in the order of 主要指标's columns
    asked: frozenset[tuple[str, Role]]  # those that a county must have: a missing one has a row too

    def __iter__(self) -> Iterator[SourceRow]:
        """The rows from top to bottom."""
        row = SOURCES_TOP
        for county in (self.book.scheme.city.name, *self.book.counties.names):
            for indicator, role in self.order:
                for at, figure in enumerate(self._figures(county, indicator, role)):
                    yield SourceRow(row - SOURCES_TOP + 1, row, county, indicator, role, figure, beside=at > 0)
                    row += 1

    def _figures(self, county: str, indicator: str, role: Role) -> tuple[Figure | None, ...]:
        """The chosen figure and those beside it; None for one that is missing; nothing where none is asked for."""
        key = (county, indicator, role)
        chosen = self.book.figures.chosen.get(key)
        if chosen is not None:
            beside = self.book.figures.beside.get(key, ())
            return (chosen, *(row for row in beside if row.source is not Source.ARCHIVE or row.value != chosen.value))
        missing = role is Role.NOW and county != self.book.scheme.city.name and (indicator, role) in self.asked
        return (None,) if missing else ()

    @cached_property
    def first(self) -> Mapping[str, int]:
        """The row where a county's figures begin."""
        found: dict[str, int] = {}
        for row in self:
            found.setdefault(row.county, row.row)
        return found

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return sum(1 for _ in self)

    @cached_property
    def _at(self) -> Mapping[tuple[str, str, Role], int]:
        return {(row.county, row.indicator, row.role): row.row for row in self if not row.beside}

    def link(self, county: str, indicator: str, role: Role = Role.NOW) -> str:
        """数据来源!$A$12; empty where there is none."""
        row = self._at.get((county, indicator, role))
        return "" if row is None else fixed(row, 0, SOURCES)


def source_rows(book: Book) -> SourceRows:
    """All figures in the order of 主要指标's columns, then the other indicators; missing required ones too.

    What stands in an archive alone and no formula asks for is not listed, nor what agrees with the reported figure.
    """
    keys = [(column.indicator, column.role) for column in book.main.columns if column.what == "figure"]
    asked = _asked(book)
    known = {
        (indicator, role)
        for (_, indicator, role), figure in book.figures.chosen.items()
        if figure.source is not Source.ARCHIVE or (indicator, role) in asked
    }
    rest = [(row.id, role) for row in book.scheme.indicator for role in Role if (row.id, role) in known]
    return SourceRows(book, tuple(dict.fromkeys((*keys, *rest))), frozenset(keys))


def _asked(book: Book) -> set[tuple[str, Role]]:
    """What the formulas of the scheme take."""
    scheme = book.scheme
    texts = [row.compute for row in scheme.indicator] + [row.value for row in scheme.criterion]
    texts += [row.requires for row in scheme.adjustment] + [row.rule for row in scheme.check]
    rules = (formula(scheme, text) for text in texts if text is not None)
    return {(operand.indicator, operand.role) for rule in rules for operand in rule.operands}
