"""Step 4: which sheets, how they will print, what goes out and where to."""

from pingbi_qt.sheets.page import SheetsPage

__all__ = ["SheetsPage"]
