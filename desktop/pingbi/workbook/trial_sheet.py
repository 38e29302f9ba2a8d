"""试算对比: what is beside what would be, so that a trial is never taken for the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.workbook.change_table import ChangeTable, Line
from pingbi.workbook.frame import heading, notes
from pingbi.workbook.plan import Page, SheetPlan
from pingbi.workbook.references import RANKING, TRIAL

if TYPE_CHECKING:
    from pingbi.model import Total
    from pingbi.workbook.addresses import Book

REAL, TRIED = "实际", "试算"
NO_PLACE = "原无名次"


def plan(book: Book) -> SheetPlan | None:
    """The sheet; None where nothing was tried."""
    if book.real is None:
        return None
    real = {row.county: row for row in book.real.totals}
    lines = [_line(real[county], book.totals[county]) for county in book.counties.names]
    table = ChangeTable(book, lines, (REAL, TRIED), NO_PLACE)
    head = heading(book, TRIAL, "试算对比表", table.note, table.widths, right="单位：位、分")
    said = [
        f"试算改动：{'；'.join(book.trial)}。",
        f"{REAL}各栏为现有数据和办法的结果，是固定值；{TRIED}、变化、增减各栏随“{RANKING}”变动。",
        "变化一栏：↑为位次上升，↓为位次下降，—为不变。",
    ]
    below = notes(said, table.last_row + 1, 0, table.note, sum(table.widths.values()))
    return SheetPlan(
        name=TRIAL,
        cells=(*head.cells, *table.cells()),
        columns=table.widths,
        rows={**head.rows, **table.rows, **below.rows},
        merges=(*head.merges, *table.merges, *below.merges),
        page=Page(
            landscape=table.landscape,
            fit=(1, 0),
            repeat_rows=(1, 4),
            area=(0, 0, below.end - 1, table.note),
            header=book.header,
        ),
        freeze=(5, 2),
    )


def _line(real: Total, tried: Total) -> Line:
    notes = {word: row.note for word, row in ((REAL, real), (TRIED, tried)) if row.place is None and row.note}
    return Line(
        real.county,
        (real.place, tried.place),
        (real.group_place, tried.group_place),
        (real.shown, tried.shown),
        note="；".join(f"{word}：{note}" for word, note in notes.items()),
    )
