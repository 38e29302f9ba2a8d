"""What is written beside a number, where it may change it: a unit or 不含园区 under 备注, a month, a firm's name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.extraction.caveats import Caveat, caveat
from pingbi.extraction.findings import UnitsDiffer
from pingbi.extraction.table_findings import RemarkSays
from pingbi.extraction.unit_claims import noted_of_something_else
from pingbi.extraction.units import Note, units_said
from pingbi.model import Figure, InSheet, Role, State
from pingbi.model.catalogue import Kind, bare, factor
from pingbi.model.figure_runs import Run, one_by_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.extraction.grid import Block, Grid
    from pingbi.extraction.names import Names
    from pingbi.model import Finding
    from pingbi.readers import Sheet
    from pingbi.scheme import Indicator

HEADS = frozenset({"说明", "备注", "情况说明", "备注说明", "有关说明"})
_TIMES = "月份 时期 时段 时间 期间 年度 年份 期别 报告期 统计期 统计时段 统计时间 所属期 数据期 数据时段 数据时间"
_PERIODS = frozenset(_TIMES.split())
_THINGS = frozenset({"企业", "企业名称", "公司名称", "项目", "项目名称", "乡镇", "乡镇名称", "镇办", "园区名称"})
_AVERAGE = "平均"
_WHOLE = re.compile(r"无|合计|总计|全部|小计|[全本][县区市](?:合计)?|[县区]合计|本单位")
NAMED = 3
_AUTHOR = re.compile(r"^[^\n:：]{1,20}[:：]\s*\n")  # Excel writes who comments above the comment
_NOTHING = Caveat("", "", scope=False)


class _Said(NamedTuple):
    """What a remark changes: units, and what its words say of the numbers (of a firm: its name for a period)."""

    notes: tuple[Note, ...]
    caveat: Caveat


def remarks_of(grid: Grid, block: Block) -> dict[int, str]:
    """Row of the sheet -> what stands under 说明 in it."""
    if grid.transposed:
        row = grid.axis
        columns = [column for at, column in grid.words if at == row and bare(grid.words[row, column]) in HEADS]
        rows: Sequence[int] = block.others
    else:
        heads = {other: bare(levels[-1]) for other in block.others if (levels := grid.levels(block, other))}
        columns = [other for other, head in heads.items() if head in HEADS or head in _PERIODS]
        rows = [line.at for line in block.lines]
    return written(grid.sheet, rows, columns)


def things_of(grid: Grid, block: Block) -> dict[int, str]:
    """Row of the sheet -> the firm, project or town whose numbers stand in it, or 全市平均: no amount of the city."""
    if grid.transposed:
        return {}
    columns = [other for other in block.others if set(map(bare, grid.levels(block, other)[-1:])) & _THINGS]
    found = written(grid.sheet, [line.at for line in block.lines], columns)
    averages = {line.at: text for line in block.lines if _AVERAGE in (text := grid.text(line.at, grid.axis))}
    return {row: text for row, text in found.items() if is_words(text)} | averages


def written(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> dict[int, str]:
    """The words of some columns in some rows."""
    found = {row: " ".join(sheet.text(row, column) for column in columns).strip() for row in rows} if columns else {}
    return {row: text for row, text in found.items() if text}


def told_beside(
    remarks: Mapping[int, str],
    read: Sequence[Run | Figure | Finding],
    names: Names,
    below: Sequence[Note] = (),
    things: Mapping[int, str] = MappingProxyType({}),
) -> Iterator[Run | Figure | Finding]:
    """What was read, open where a remark beside or on it gives another unit or period, or the row is of a firm or town.

    `below` are units for all numbers.
    """
    said = {row: found for row, text in remarks.items() if (found := _said(text, names)) is not None}
    said |= {row: _Said((), Caveat(text, text, scope=False)) for row, text in things.items()}
    if not said and not below and not any(isinstance(item, Figure) and item.note for item in read):
        yield from read
        return
    scopes: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    items = list(one_by_one(read))
    others = _indicators(items, names)
    for item in items:
        if not (isinstance(item, Figure) and isinstance(item.origin, InSheet) and item.state is State.READ):
            yield item
            continue
        row = _row(item.origin)
        beside = (_said(_AUTHOR.sub("", item.note), names) if item.note else None) or said.get(row)
        unit = (_other_unit(item, beside.notes, others[row], names) if beside is not None else "") or _other_unit(
            item, below, others[0], names
        )
        own = beside.caveat if beside is not None and item.role is Role.NOW else _NOTHING
        if not own.is_of(names.scheme.indicators[item.indicator]):
            own = _NOTHING
        late = bool(own.period)
        if _AVERAGE in own.period:
            late = names.scheme.indicators[item.indicator].kind in (Kind.LEVEL, Kind.COUNT)
        yield replace(item, state=State.UNDECIDED) if unit or late else item
        if unit:
            about: dict[str, Any] = {"county": item.county, "indicator": item.indicator, "name": _name(item, names)}
            places, units = (item.origin,), (item.reported_unit, unit)
            yield UnitsDiffer(**about, places=places, written=item.reported, units=units)
        elif late or own.scope:
            scopes[item.county, own.text].append(replace(item, state=State.UNDECIDED) if late else item)
    for (_, text), figures in scopes.items():
        first = figures[0]
        yield RemarkSays(
            county=first.county,
            indicator=first.indicator if len(figures) == 1 else None,
            places=tuple(figure.origin for figure in figures),
            name="、".join(_name(figure, names) for figure in figures[:NAMED]) + "等" * (len(figures) > NAMED),
            remark=text,
            scored=first.state is State.READ,
        )


def _said(text: str, names: Names) -> _Said | None:
    """None where the remark explains and changes nothing."""
    found = _Said(tuple(units_said(text)), caveat(text, names) or _NOTHING)
    return found if found.notes or found.caveat is not _NOTHING else None


def _row(origin: InSheet) -> int:
    return int(origin.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _indicators(items: Sequence[Figure | Finding], names: Names) -> dict[int, list[Indicator]]:
    """The indicators of a row's numbers; under 0 those of all."""
    found: dict[int, dict[str, Indicator]] = defaultdict(dict)
    for item in items:
        if isinstance(item, Figure) and isinstance(item.origin, InSheet):
            for row in (0, _row(item.origin)):
                found[row][item.indicator] = names.scheme.indicators[item.indicator]
    return defaultdict(list, {row: list(indicators.values()) for row, indicators in found.items()})


def _other_unit(figure: Figure, notes: Sequence[Note], others: Sequence[Indicator], names: Names) -> str:
    """A unit that a remark gives to this number and that is not the one it was read in."""
    indicator = names.scheme.indicators[figure.indicator]
    own = [bare(name) for name in (indicator.name, *indicator.aliases)]
    for note in notes:
        of = bare(note.of)
        meant = not of or any(name in of for name in own) or names.without_names(of) == of
        if meant and factor(note.unit, figure.reported_unit) not in (None, 1):
            return note.unit
    return noted_of_something_else(notes, indicator, others, names)


def is_words(text: str) -> bool:
    """Whether a cell names something: no number, no dash, not the county itself."""
    return re.search(r"[A-Za-z\u4e00-\u9fff]", text) is not None and _WHOLE.fullmatch(bare(text)) is None


def _name(figure: Figure, names: Names) -> str:
    return names.scheme.indicators[figure.indicator].name
