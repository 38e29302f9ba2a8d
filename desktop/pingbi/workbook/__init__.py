"""Result -> Plan (cells as plain data) -> .xlsx. One file a sheet; one file writes."""

from pingbi.workbook.addresses import Book
from pingbi.workbook.plan import SheetPlan, WorkbookPlan
from pingbi.workbook.sheets import SHEETS, plan_workbook
from pingbi.workbook.write import put, untouched, write

__all__ = ["SHEETS", "Book", "SheetPlan", "WorkbookPlan", "plan_workbook", "put", "untouched", "write"]
