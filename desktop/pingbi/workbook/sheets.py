"""Result -> Plan: every sheet by its name. To add one is one file and one line, its name being one of the scheme's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.workbook.adjustments import plan as adjustments
from pingbi.workbook.changes_sheet import plan as changes
from pingbi.workbook.chosen_columns import with_columns
from pingbi.workbook.chosen_sheets import ORDER
from pingbi.workbook.county_sheet import plan as counties
from pingbi.workbook.edges import footed
from pingbi.workbook.findings_sheet import plan as findings
from pingbi.workbook.indicators import plan as indicators
from pingbi.workbook.method_sheet import plan as method
from pingbi.workbook.plan import SheetPlan, WorkbookPlan
from pingbi.workbook.ranking import plan as ranking
from pingbi.workbook.record import record_of
from pingbi.workbook.references import (
    ADJUSTMENTS,
    CHANGES,
    COUNTIES,
    FINDINGS,
    MAIN,
    METHOD,
    RANKING,
    ROBUSTNESS,
    SINGLE,
    SOURCES,
    TRIAL,
)
from pingbi.workbook.robustness_sheet import plan as robustness
from pingbi.workbook.single import plan as single
from pingbi.workbook.sources_sheet import plan as sources
from pingbi.workbook.trial_sheet import plan as trial

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pingbi.workbook.addresses import Book

SHEETS: Mapping[str, Callable[[Book], SheetPlan | None]] = {
    RANKING: ranking,
    TRIAL: trial,
    MAIN: indicators,
    SINGLE: single,
    ADJUSTMENTS: adjustments,
    COUNTIES: counties,
    CHANGES: changes,
    ROBUSTNESS: robustness,
    FINDINGS: findings,
    METHOD: method,
    SOURCES: sources,
}
# Formulas of other sheets go through these: where a scheme leaves one out it is there, but hidden.
CARRYING = frozenset({RANKING, MAIN, ADJUSTMENTS, METHOD})


def plan_workbook(book: Book) -> WorkbookPlan:
    """The whole workbook as plain data."""
    found = []
    for name in ORDER:
        shown = book.wanted(name)
        if not shown and (name not in CARRYING or not _there(book, name)):
            continue
        sheet = plan_sheet(book, name) if shown else hidden_sheet(book, name)
        if sheet is not None:
            found.append(sheet)
    rules = book.scheme.scheme
    return WorkbookPlan(
        tuple(found),
        properties={"title": book.title(RANKING, "得分表"), "author": rules.issuer, "company": rules.issuer},
        custom={"scheme": rules.name, "period": rules.period},
        fonts=book.fonts,
        record=record_of(book),
    )


def plan_sheet(book: Book, name: str) -> SheetPlan | None:
    """One sheet as it is shown and printed; None where there is nothing on it."""
    sheet = SHEETS[name](book)
    return None if sheet is None else _footed(book, with_columns(sheet, book.columns(name)))


def hidden_sheet(book: Book, name: str) -> SheetPlan | None:
    """Without a print area: LibreOffice prints a hidden sheet that has one."""
    sheet = SHEETS[name](book)
    if sheet is None:
        return None
    return _footed(book, replace(sheet, visibility="hidden", page=replace(sheet.page, area=None)))


def _footed(book: Book, sheet: SheetPlan) -> SheetPlan:
    return footed(book.edition, sheet, rough=book.unsettled > 0)


def _there(book: Book, name: str) -> bool:
    """Whether a sheet that was left out has anything that others refer to."""
    return name != ADJUSTMENTS or bool(book.scheme.adjustment or book.scheme.veto)
