"""Ctrl+P: the sheets that are ticked, on a printer that the system's dialog lets choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from pingbi_qt.preview import PrintJob

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from pingbi.paper import Paper, PrintedPage
    from pingbi_qt.sheets.page import SheetsPage


class Printing(QObject):
    """The pages are made in the project's thread, and painted one by one."""

    def __init__(self, page: SheetsPage) -> None:
        super().__init__(page)
        self._page = page
        self.job: PrintJob | None = None

    def ask(self) -> None:
        """Which printer."""
        if self._page.acts.page not in {"", "sheets"} or self.job is not None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._page)
        dialog.setWindowTitle("打印")
        dialog.finished.connect(lambda answer: self._answered(printer, answer))
        QDialog.open(dialog)

    def _answered(self, printer: QPrinter, answer: int) -> None:
        if answer == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """The sheets that are ticked."""
        paper, names = self._page.paging.paper, self._page.list.sheets.chosen()
        if paper is None or not names:
            self._page.said.emit("至少选一张工作表再打印")
            return
        self._page.desk.ask(
            lambda _: every_page(paper, names),
            lambda pages: self._start(printer, pages),
            failed=self._page.said.emit,
            words="准备打印",
        )

    def _start(self, printer: QPrinter, pages: list[PrintedPage]) -> None:
        self.job = PrintJob(printer, pages, self)
        self.job.went_on.connect(lambda done, total: self._page.said.emit(f"正在打印第 {done} 页，共 {total} 页"))
        self.job.ended.connect(self._ended)
        self.job.start()

    def _ended(self, whole: bool) -> None:
        self.job = None
        self._page.said.emit("已送到打印机" if whole else "打印机没有接收，换一台打印机再试")


def every_page(paper: Paper, names: tuple[str, ...]) -> list[PrintedPage]:
    """All pages of these sheets, in their order."""
    return [paper.sheet(name).page(at) for name in names for at in range(paper.sheet(name).count)]
