"""位次变化: the last period beside this one, and what a change of points comes from; a slope for each county."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.workbook.change_chart import drawn
from pingbi.workbook.change_table import ChangeTable, Line
from pingbi.workbook.frame import heading, notes
from pingbi.workbook.plan import Page, SheetPlan
from pingbi.workbook.references import CHANGES, RANKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.model import PlaceChange, PlaceChanges
    from pingbi.workbook.addresses import Book

THEN, NOW = "上期", "本期"
MOST_NAMED = 6  # counties or criteria named in a note; more are counted


def plan(book: Book) -> SheetPlan | None:
    """The sheet; None without a last period."""
    changes = book.changes()
    if changes is None:
        return None
    by_name = {row.county: row for row in changes.rows}
    lines = [_line(book, by_name[county]) for county in book.counties.names]
    table = ChangeTable(book, lines, (THEN, NOW), split=True)
    mark = f"（{changes.mark}）" if changes.mark else ""
    left = f"{NOW}：{book.period}　{THEN}：{changes.name.rpartition('.')[0] or changes.name or '上期结果'}{mark}"
    head = heading(book, CHANGES, "与上期比较表", table.note, table.widths, left=left, right="单位：位、分")
    below = notes(_notes(changes), table.last_row + 1, 0, table.note, sum(table.widths.values()))
    chart = drawn(table, CHANGES, f"{RANKING}变化", below.end + 1)
    return SheetPlan(
        name=CHANGES,
        cells=(*head.cells, *table.cells()),
        columns=table.widths,
        rows={**head.rows, **table.rows, **below.rows, **(chart.rows if chart else {})},
        merges=(*head.merges, *table.merges, *below.merges),
        page=Page(
            landscape=table.landscape,
            fit=(1, 1) if chart else (1, 0),
            repeat_rows=None if chart else (1, 4),
            area=(0, 0, chart.last_row if chart else below.end - 1, table.note),
            header=book.header,
        ),
        freeze=(5, 2),
        charts=(chart.chart,) if chart else (),
    )


def _line(book: Book, row: PlaceChange) -> Line:
    return Line(
        row.county,
        (row.place_then, row.place),
        (row.group_place_then, row.group_place),
        (row.total_then, row.total),
        row.own,
        row.rules,
        _remark(book, row),
    )


def _remark(book: Book, row: PlaceChange) -> str:
    said = [{"new": "上期没有", "unranked": "上期未参与排名", "": ""}[row.before]]
    if row.total is None:
        said.append("本期不参与排名")
    elif book.totals[row.county].veto_effect == "last":
        said.append("本期列末位")
    if row.unsplit:
        said.append("上期数不够按本期办法计分")
    return "；".join(text for text in said if text)


def _notes(changes: PlaceChanges) -> list[str]:
    new = f"，新增为{THEN}没有名次" if any(row.before and row.place is not None for row in changes.rows) else ""
    found = [f"变化一栏：↑为位次上升，↓为位次下降，—为持平{new}。"]
    if changes.untold:
        found.append(f"得分变化来自三栏不作拆分：{changes.untold}。")
        return found
    found.append(
        "自身变化为只换本县区数据时的得分增减，办法调整为只换计分办法时的增减，其余为其他县区和全市数变化的影响。"
        "自身变化、办法调整为计算值，不随改数变动；本期、变化、增减、其他县区随“综合排名”变动。"
    )
    if changes.carried:
        found.append(f"{_named(changes.carried, '项')}{THEN}没有数据，以{NOW}数代替，其影响计入办法调整。")
    if changes.gone:
        found.append(f"{THEN}的{_named(changes.gone, '个县区')}{NOW}不再列入，其影响计入其他县区。")
    if changes.cumulative:
        found.append(
            f"{THEN}与{NOW}长短不同，累计数不可直接相比：{_named(changes.cumulative, '项')}"
            "的自身变化和其他县区两栏含期间长短的影响。"
        )
    unsplit = tuple(row.county for row in changes.rows if row.unsplit)
    if unsplit:
        found.append(f"{_named(unsplit, '个县区')}{THEN}的数据按{NOW}办法算不出得分，得分变化不作拆分。")
    return found


def _named(names: Sequence[str], counted: str) -> str:
    """甲、乙, or 甲、乙、丙…等12项."""
    if len(names) <= MOST_NAMED:
        return "、".join(names)
    return f"{'、'.join(names[:MOST_NAMED])}等{len(names)}{counted}"
