"""Pages to a printer, one at a time, so that the window stays alive between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from pingbi_qt.preview.painting import paint_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter

    from pingbi.paper import PrintedPage

INCH = 25.4


class PrintJob(QObject):
    """`went_on` says how many pages are out; `ended` whether all of them are."""

    went_on = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, printer: QPrinter, pages: Sequence[PrintedPage], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer, self._pages = printer, list(pages)
        self._painter = QPainter()
        self._at = 0

    def start(self) -> None:
        """Begin; the first page comes when the window has drawn breath."""
        QTimer.singleShot(0, self, self._go_on)

    def cancel(self) -> None:
        """No page more."""
        self._pages = self._pages[: self._at]

    def _go_on(self) -> None:
        if self._at >= len(self._pages):
            whole = self._at > 0 and self._painter.isActive()
            if self._painter.isActive():
                self._painter.end()
            self.ended.emit(whole)
            return
        page = self._pages[self._at]
        self._printer.setPageLayout(_layout(page))
        begun = self._printer.newPage() if self._painter.isActive() else self._painter.begin(self._printer)
        if not begun:
            self.ended.emit(False)
            return
        paint_page(self._painter, page, self._printer.resolution() / INCH, self._at + 1, len(self._pages))
        self._at += 1
        self.went_on.emit(self._at, len(self._pages))
        QTimer.singleShot(0, self, self._go_on)


def _layout(page: PrintedPage) -> QPageLayout:
    """The paper upright, and how the page lies on it; the page has its own margins."""
    short, long = sorted((page.width, page.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter)
    lying = page.width > page.height
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    made = QPageLayout(size, way, QMarginsF())
    made.setMode(QPageLayout.Mode.FullPageMode)
    return made
