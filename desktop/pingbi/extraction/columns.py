"""One table's columns (lying across: its rows) -> figures, with what must be said of those that are not read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.amount_or_rate import perhaps_an_amount
from pingbi.extraction.cells import Where, read_cells
from pingbi.extraction.findings import OtherPeriod, Unmapped
from pingbi.extraction.footnotes import footnotes, told_below
from pingbi.extraction.fractions import fractions
from pingbi.extraction.heading_words import COUNTING, is_no_value, without_unit
from pingbi.extraction.heads import is_plan
from pingbi.extraction.misplaced import under_slipped_headings
from pingbi.extraction.period_words import with_year
from pingbi.extraction.plain import Stretch
from pingbi.extraction.points_table import adds_up_to_points
from pingbi.extraction.quantity import Quantity, quantity
from pingbi.extraction.remarks import remarks_of, things_of, told_beside
from pingbi.extraction.spanning import over_several
from pingbi.extraction.table_findings import LikeName, NoHeading, OtherPeriodColumn, PlanTable, TitleSaysOther
from pingbi.extraction.titles import Of, as_said, places_beside, said_of_all, scores_beside, to_date
from pingbi.extraction.totals import labels_of, sums
from pingbi.extraction.unit_claims import claims, in_unfit_unit, of_something_else
from pingbi.extraction.units import beside_numbers, default_unit
from pingbi.model import Figure, Finding, Role, Source, State
from pingbi.model.catalogue import Kind, same_period, words, year_before
from pingbi.model.figure_runs import Run, one_by_one
from pingbi.readers import column_letter, in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pingbi.extraction.grid import Block, Grid, Line
    from pingbi.extraction.heads import Head
    from pingbi.extraction.names import Meaning, Names
    from pingbi.scheme import Indicator


class _Column(NamedTuple):
    """A column (row) that means something, for some of the lines."""

    other: int
    lines: list[Line]
    heads: list[str]
    meaning: Meaning
    stretch: Stretch  # of the lines
    near: str = ""  # the name as written, where it is only nearly the indicator's


def read_block(
    grid: Grid, block: Block, head: Head, names: Names, source: Source, order: int
) -> Iterator[Run | Figure | Finding]:
    """All columns of one table."""
    plan = next((line for line in head.lines if is_plan(line)), "")
    columns: list[_Column] = []
    for item in _columns(grid, block, head, names):
        if not isinstance(item, _Column):
            yield item
        elif plan and item.meaning.role is not Role.TARGET:
            at = grid.place(max(block.bottom - 1, 1), item.other)
            count = _numbers(grid, item.lines, item.other)
            place = in_sheet(grid.document, grid.sheet, *at)
            yield PlanTable(title=plan, name=item.meaning.indicator.name, count=count, places=(place,))
        else:
            columns.append(item)
    titled = list(_titled(grid, block, head, columns, names))
    columns = [item for item in titled if isinstance(item, _Column)]
    wanted = {column.meaning.indicator.id for column in columns if _is_now(column, head, names)}
    read: list[Run | Figure | Finding] = [item for item in titled if not isinstance(item, _Column)]
    totals = labels_of(grid, block, names)
    beside = [column.meaning.indicator for column in columns]
    for column in columns:
        read += _figures(grid, block, column, head, names, source, order, wanted, totals, beside)
    headed = [column.other for column in columns]
    read = list(over_several(grid, block, headed, read, names))
    read = list(under_slipped_headings(grid, block, headed, read))
    read = list(told_below(footnotes(grid, block, head.text, names), read, names))
    yield from told_beside(remarks_of(grid, block), read, names, things=things_of(grid, block))


def _titled(
    grid: Grid, block: Block, head: Head, columns: Sequence[_Column], names: Names
) -> Iterator[_Column | Finding]:
    """The columns, meaning what the title says; a finding for numbers that are not the indicator's by it."""
    said = said_of_all(head.lines, head.units, names) or adds_up_to_points(grid, block)
    scored = any(scores_beside(grid.levels(block, other)) for other in block.others)
    grown = any(column.meaning.indicator.kind is Kind.YOY for column in columns)
    placed = any(places_beside(grid.levels(block, other)) for other in block.others)
    if said is not None and {Of.GROWTH: grown, Of.POINTS: scored, Of.PLACE: placed and not said.grown}.get(said.of):
        said = None  # both stand in the table, each under its own heading
    elif said is not None and grown:
        said = said._replace(grown=False)
    for column in columns:
        values = _values(grid, column.lines, column.other) if said is not None and said.of is Of.PLACE else ()
        heads = () if grid.transposed or scored else column.heads
        meaning = as_said(said, column.meaning, heads, values, names)
        if not isinstance(meaning, Of):
            yield column._replace(meaning=meaning)
            continue
        place = in_sheet(grid.document, grid.sheet, *grid.place(max(block.bottom - 1, 1), column.other))
        yield TitleSaysOther(
            title=said.line if said is not None and said.of is meaning else column.heads[-1],
            what=meaning.words,
            name=column.meaning.indicator.name,
            count=_numbers(grid, column.lines, column.other),
            places=(place,),
        )


def _is_now(column: _Column, head: Head, names: Names) -> bool:
    period = _period(column, head) or names.scheme.period
    return column.meaning.role is Role.NOW and same_period(period, names.scheme.period) and not column.near


def _period(column: _Column, head: Head) -> str:
    period = column.meaning.period
    return (
        with_year(period, head.period)
        if period
        else to_date(head.period, chain(column.heads, (line.head for line in column.lines)))
    )


def _columns(grid: Grid, block: Block, head: Head, names: Names) -> Iterator[_Column | Finding]:
    """Each column with its meaning; a finding for what has none."""
    beside: Meaning | None = None  # what the column on the left means
    grew = None  # the amount on the left, whose growth a mere 同比 is
    subs = [(sub, [line for line in block.lines if line.sub == sub]) for sub in {line.sub: 0 for line in block.lines}]
    stretches = {sub: Stretch.of(lines, transposed=grid.transposed) for sub, lines in subs}
    for other in block.others:
        levels = grid.levels(block, other)
        for sub, lines in subs:
            heads = [*levels, sub] if sub else levels
            meaning = names.meaning(heads, head.period)
            if meaning is None and grew is not None and not sub:
                meaning = names.growth_of(grew, levels, head.period)
            if meaning is None and head.about is not None and heads:
                meaning = names.meaning([head.about.name, *heads], head.period)
            if meaning is not None and perhaps_an_amount(grid, meaning, heads, head, lines, other):
                yield _Column(other, lines, heads, meaning, stretches[sub], heads[-1])
                continue
            if meaning is not None:
                if beside is not None and beside.indicator.id == meaning.indicator.of and not meaning.period:
                    meaning = meaning._replace(period=beside.period)  # 6月 | 同比: the growth of June
                beside = meaning
                grew = meaning.indicator if meaning.indicator.kind in (Kind.LEVEL, Kind.COUNT) else None
                yield _Column(other, lines, heads, meaning, stretches[sub])
                continue
            beside = None
            near = names.near(heads, head.period) if _reported(grid, lines, other) else None
            grew = grew if _says_nothing(levels, names) else None
            if near is not None:
                yield _Column(other, lines, heads, near[1], stretches[sub], near[0])
            else:
                yield from _unmapped(grid, block._replace(lines=tuple(lines)), heads, other, names)


def _says_nothing(levels: Sequence[str], names: Names) -> bool:
    """A place or a rank between an amount and its growth."""
    found = names.heading(levels)[0]
    return not found or is_no_value(found[-1])


def _values(grid: Grid, lines: Sequence[Line], other: int) -> list[Decimal]:
    found = (quantity(grid.cell(line.at, other)) for line in lines)
    return [item.value for item in found if isinstance(item, Quantity)]


def _numbers(grid: Grid, lines: Sequence[Line], other: int) -> int:
    return len(_values(grid, lines, other))


def _reported(grid: Grid, lines: Sequence[Line], other: int) -> bool:
    """Whether any cell holds a number, or that there is none to report (—)."""
    found = (quantity(grid.cell(line.at, other)) for line in lines)
    return any(isinstance(item, Quantity) or item.why == "exempt" for item in found)


def _unmapped(grid: Grid, block: Block, heads: Sequence[str], other: int, names: Names) -> Iterator[Finding]:
    """A column with numbers that means no indicator, with or without a heading."""
    found = names.heading(heads)[0]
    said = [word for word in found if not is_no_value(word)]
    count = _numbers(grid, block.lines, other)
    if not count or (found and is_no_value(found[-1])):
        return
    if said:
        places = (in_sheet(grid.document, grid.sheet, *grid.place(block.bottom - 1, other)),)
        yield in_unfit_unit(heads, names, count, places) or Unmapped(name="／".join(said), places=places)
    elif not found and not _counts_lines(grid, block, other) and not any(heads):
        where = f"第{other}行" if grid.transposed else f"{column_letter(other)}列"
        at = grid.place(block.lines[0].at, other)
        yield NoHeading(where=where, count=count, places=(in_sheet(grid.document, grid.sheet, *at),))


def _counts_lines(grid: Grid, block: Block, other: int) -> bool:
    """Numbers 1, 2, 3 … before the names, or codes."""
    values = [item.value for line in block.lines if isinstance(item := quantity(grid.cell(line.at, other)), Quantity)]
    steps = {right - left for left, right in pairwise(values)}
    return other < grid.axis and (steps <= {Decimal(1)} or all(value > 10**5 for value in values))


def _figures(
    grid: Grid,
    block: Block,
    column: _Column,
    head: Head,
    names: Names,
    source: Source,
    order: int,
    wanted: set[str],
    totals: Mapping[int, str],
    beside: Sequence[Indicator],
) -> Iterator[Run | Figure | Finding]:
    other, meaning = column.other, column.meaning
    indicator = meaning.indicator
    role = head.role if meaning.role is Role.NOW else meaning.role
    period = _period(column, head) or names.scheme.period
    if role is Role.NOW and same_period(period, year_before(names.scheme.period)) and meaning.period:
        role = Role.LAST_YEAR
    if role is not Role.NOW and not meaning.period:
        period = names.scheme.period
    unit = "" if meaning.unit in COUNTING and indicator.unit in COUNTING else meaning.unit
    besides = beside_numbers(grid, block, column.lines, other)
    table_unit, rivals = claims(head, column.heads, unit, besides, indicator, beside, names)
    parts = _fractions(grid, column, unit or table_unit)
    read: list[Run | Figure | Finding] = []
    above = (line.head for line in column.lines)
    keys = list(zip(besides, above, map(parts.__contains__, column.stretch.ats), strict=True))
    for (said, over_it, part), same in column.stretch.alike(keys):
        own = "" if said in COUNTING and indicator.unit in COUNTING else said
        above_it = [without_unit(over_it)[1]] if over_it else []
        over = default_unit(above_it, indicator)
        wrong = "" if own or unit else of_something_else(above_it, indicator, beside)
        doubts = rivals[said] or ((wrong, indicator.unit) if wrong else ())
        said_unit = own or unit or over or table_unit
        where = Where(
            grid.document, grid.sheet, 0, 0, "", indicator, role, said_unit, period, source, order, doubts, part
        )
        read += read_cells(where, same, other, names.scheme)
    if column.near:
        read = list(_offered(one_by_one(read), column))
    told = [names.scheme.period] + [year_before(names.scheme.period)] * (meaning.role is Role.NOW)  # a sheet 上年
    late_title = len(head.period) > 4 and not any(same_period(head.period, period) for period in told)
    if role is Role.LAST_YEAR and late_title:  # last year of which period, the title leaves open
        read = [
            replace(item, state=State.UNDECIDED) if isinstance(item, Figure) and item.state is State.READ else item
            for item in one_by_one(read)
        ]
    late = [item for item in read if isinstance(item, OtherPeriod)]
    if late and indicator.id in wanted:  # once for the column: the period's own stands beside it
        read = [item for item in read if not isinstance(item, OtherPeriod)]
        read.append(
            OtherPeriodColumn(
                indicator=indicator.id,
                places=(late[0].places[0],),
                name=indicator.name,
                heading="／".join(column.heads),
                found=words(period),
                count=len(late),
            )
        )
    yield from read
    if role is Role.NOW and not any(besides):
        yield from sums(grid, block, totals, other, indicator, names)


def _offered(read: Iterable[Figure | Finding], column: _Column) -> Iterator[Figure | Finding]:
    """Shown, not scored: a near name is never silently taken."""
    places = []
    for item in read:
        if isinstance(item, Figure) and item.state in (State.READ, State.EXEMPT):
            places.append(item.origin)
            yield replace(item, state=State.UNDECIDED)
        else:
            yield item
    if places:
        name = column.meaning.indicator.name
        yield LikeName(
            indicator=column.meaning.indicator.id,
            places=tuple(places),
            written=column.near,
            name=name,
            count=len(places),
        )


def _fractions(grid: Grid, column: _Column, unit: str) -> set[int]:
    """The lines of a % column whose number is a part of one."""
    indicator = column.meaning.indicator
    if (unit or indicator.unit) != "%" or indicator.unit != "%":
        return set()
    found = {line.at: quantity(grid.cell(line.at, column.other)) for line in column.lines}
    values = {at: item.value for at, item in found.items() if isinstance(item, Quantity)}
    plain = {at for at, item in found.items() if isinstance(item, Quantity) and not item.unit}
    return fractions(values, plain, indicator.shown_decimals)
