"""Result -> Plan (cells as plain data) -> .xlsx. One file a sheet; one file writes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pingbi.workbook.addresses import Book
from pingbi.workbook.plan import WorkbookPlan
from pingbi.workbook.references import ADJUSTMENTS, FINDINGS, MAIN, METHOD, RANKING, SINGLE, SOURCES
from pingbi.workbook.styles import fonts_of
from pingbi.workbook.write import write

SHEETS = ()


def plan_workbook(book: Book) -> WorkbookPlan:
    """Every sheet that the scheme wants and that has something to show."""
    return WorkbookPlan(())
