"""The notice's 附件: points and places of all, and a table for each 一级指标 with values, points and places."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Standing
from pingbi.model.catalogue import spaced
from pingbi.notice.amounts import of_criterion, of_indicator, plain, rounded
from pingbi.notice.heading import in_lines
from pingbi.notice.items import Item
from pingbi.notice.paper import Cell, Table
from pingbi.notice.styles import TEXT_WIDTH
from pingbi.scheme import compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.model import Total
    from pingbi.notice.given import Given
    from pingbi.scheme import Criterion, Part

MOST_COLUMNS = 7  # of points, beside 综合得分; more do not fit upright
ABREAST = 3  # criteria beside each other
CHARACTER, MARGINS = 3.75, 1.6  # millimetres: of 10.5 points, and what a cell keeps free at both sides
NONE = "-"


class Annex(NamedTuple):
    """One 附件: its title, tables below each other, notes."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def annexes(given: Given) -> tuple[Annex, ...]:
    """Those that the scheme wants."""
    wanted = given.scheme.notice.attachments
    if wanted == "none":
        return ()
    whole = given.scheme.print.title or f"{given.period}{given.scheme.scheme.name}得分表"
    found = [Annex(whole, (_totals(given),), given.scheme.scheme.notes)] if given.attached_totals else []
    if wanted == "totals":
        return tuple(found)
    for word in ("得分情况表", "得分表", "排名表", "排名"):
        whole = whole.removesuffix(word)
    for part, criteria in given.sections:
        name = part.name if part is not None else "其他" if len(given.sections) > 1 else "主要"
        tables = tuple(_values(given, rows) for rows in _abreast(criteria))
        found.append(Annex(f"{whole}{name}指标完成情况表", tables))
    return tuple(found)


class _Column(NamedTuple):
    head: str
    width: float  # least, millimetres
    cells: dict[str, str]


def _totals(given: Given) -> Table:
    """A row a county by place; in blocks of groups where points are made within them."""
    rules, rows = given.scheme.scheme, given.result.totals
    columns = [
        _Column("名次", 13, {row.county: _place(row.group_place if given.by_group else row.place) for row in rows}),
        _Column("县（区）", _names_width(given), {row.county: spaced(row.county) for row in rows}),
        *_points(given),
    ]
    for head, sign in (("加分", 1), ("扣分", -1)):
        if any(Decimal(item.points_each) * sign > 0 for item in given.scheme.adjustment):
            values = {row.county: row.bonus if sign > 0 else row.deduction for row in rows}
            decimals = max(2, rules.decimals)
            columns.append(
                _Column(head, 13, {who: _points_text(given, v or None, decimals) for who, v in values.items()})
            )
    total = {row.county: _points_text(given, row.shown, rules.total_decimals) for row in rows}
    full = f"\n（{rules.full.normalize():f}）" if rules.full is not None else ""
    columns.append(_Column(f"综合得分{full}", 18, total))
    if given.groups:
        other = {row.county: _place(row.place if given.by_group else row.group_place) for row in rows}
        columns.append(_Column("综合\n排名" if given.by_group else "组内\n位次", 13, other))
    if given.previous is not None and given.previous.places:
        columns.append(_Column("较上期", 14, {row.county: _moved(given, row) for row in rows}))
    if given.scheme.grade:
        columns.append(_Column("等次", 15, {row.county: row.grade or NONE for row in rows}))
    widths = _stretched([column.width for column in columns])
    heads = (Cell(_broken(column.head, width)) for column, width in zip(columns, widths, strict=True))
    return Table(widths, (tuple(heads),), tuple(_lines(given, columns)))


def _broken(head: str, width: float) -> str:
    """A heading in lines that are even, where one is not wide enough."""
    return "\n".join(in_lines(line, (width - MARGINS) / CHARACTER) for line in head.split("\n"))


def _lines(given: Given, columns: Sequence[_Column]) -> Iterator[tuple[Cell, ...]]:
    group = None
    for row in _order(given):
        if given.by_group and row.group != group:
            group = row.group
            yield (Cell(group or "", "left", bold=True, across=len(columns)),)
        yield tuple(Cell(column.cells[row.county]) for column in columns)


def _order(given: Given) -> list[Total]:
    """By place (in blocks of groups), then those that stand last by a veto, then those without a place."""
    at = {name: position for position, name in enumerate(dict.fromkeys(row.group for row in given.result.totals))}

    def key(row: Total) -> tuple[int, int, Decimal]:
        place = row.group_place if given.by_group else row.place
        standing = 2 if place is None else 1 if row.veto_effect == "last" else 0
        return at[row.group] if given.by_group else 0, standing, Decimal(place or 0)

    return sorted(given.result.totals, key=key)


def _points(given: Given) -> Iterator[_Column]:
    """Points of the parts, else of the criteria, as far as a page holds them."""
    rules, rows = given.scheme.scheme, given.result.totals
    whole = [part for part, _ in given.sections if part is not None]
    if whole and len(whole) == len(given.sections) <= MOST_COLUMNS:
        for part in whole:
            points = {row.county: next((one.points for one in row.parts if one.id == part.id), None) for row in rows}
            yield _Column(_marked(part), 16, {who: _points_text(given, v, rules.decimals) for who, v in points.items()})
    elif not whole and len(given.scheme.criterion) <= MOST_COLUMNS:
        for _, criteria in given.sections:
            for criterion in criteria:
                scores = given.scores[criterion.id].scores
                shown = {who: _points_text(given, score.shown, rules.decimals) for who, score in scores.items()}
                yield _Column(_marked(criterion), 16, shown)


def _marked(row: Part | Criterion) -> str:
    return f"{''.join(row.lines) or row.name}\n（{row.weight.normalize():f}）"


def _place(value: int | Decimal | None) -> str:
    return NONE if value is None else plain(value)


def _points_text(given: Given, value: Decimal | None, decimals: int) -> str:
    if value is None:
        return NONE
    if given.scheme.scheme.rounding == "half_even":
        return f"{compared(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN):f}"
    return f"{rounded(value, decimals):f}"


def _moved(given: Given, row: Total) -> str:
    before = given.previous.places.get(row.county) if given.previous is not None else None
    if row.place is None:
        return NONE
    if before is None:
        return "新增"
    moved = before - Decimal(row.place)
    return f"{'↑' if moved > 0 else '↓'}{plain(abs(moved))}" if moved else "—"


def _abreast(criteria: Sequence[Criterion]) -> Iterator[Sequence[Criterion]]:
    """As few tables as hold them, as even as can be."""
    tables = -(-len(criteria) // ABREAST)
    size, more = divmod(len(criteria), tables)
    start = 0
    for at in range(tables):
        end = start + size + (at < more)
        yield criteria[start:end]
        start = end


def _values(given: Given, criteria: Sequence[Criterion]) -> Table:
    """The counties in official order, the city above them; of each criterion value, points and place."""
    city, widths = given.scheme.city.name, [_names_width(given)]
    top, below = [Cell("县（区）", down=2)], []
    lines: dict[str, list[Cell]] = {city: [Cell(city, bold=True)]}
    lines |= {row.county: [Cell(spaced(row.county))] for row in given.result.totals}
    known = False
    for criterion in criteria:
        measure = of_criterion(given.scheme, criterion)
        top.append(Cell(_marked(criterion).replace("\n", ""), across=3))
        unit = f"\n（{measure.unit}）" if measure.unit else ""
        below += [Cell(f"{measure.name if measure.kind is None and criterion.value_name else '完成值'}{unit}")]
        below += [Cell("得分"), Cell("位次")]
        widths += [17, 14, 11]
        own = _city_value(given, criterion)
        known = known or own != NONE
        lines[city] += [Cell(own, bold=True), Cell(NONE), Cell(NONE)]
        group = bool(given.groups) and (criterion.within or given.scheme.scheme.rank_within) == "group"
        for who, score in given.scores[criterion.id].scores.items():
            lacking = "免报" if score.standing is Standing.EXEMPT else NONE
            value = lacking if score.value is None else f"{measure.shown(score.value):f}"
            points = _points_text(given, score.shown, given.scheme.scheme.decimals)
            lines[who] += [Cell(value), Cell(points), Cell(_place(score.group_place if group else score.place))]
    if not known:
        del lines[city]
    return Table(_stretched(widths), (tuple(top), tuple(below)), tuple(tuple(row) for row in lines.values()))


def _city_value(given: Given, criterion: Criterion) -> str:
    row = Item(given, criterion).indicator
    value = given.figures.value(given.scheme.city.name, row.id) if row is not None else None
    return NONE if row is None or value is None else f"{of_indicator(row).shown(value):f}"


def _names_width(given: Given) -> float:
    """Millimetres for the longest name, or for half of one that is very long."""
    longest = max((len(row.county) for row in given.result.totals), default=4)
    return min(36.0, max(20.0, longest * CHARACTER + 4))


def _stretched(widths: Sequence[float]) -> tuple[float, ...]:
    """The widths, so that the table is as wide as the text."""
    by = TEXT_WIDTH / sum(widths)
    return tuple(width * by for width in widths)
