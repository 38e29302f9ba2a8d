"""取消定稿: what is final can be changed again, with a reason that the history keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from pingbi.project.changes import Reopened
from pingbi_qt.parts import Words
from pingbi_qt.parts.sheet_dialog import SheetDialog

if TYPE_CHECKING:
    from pingbi_qt.sheets.page import SheetsPage

WHY = "写明原因才能取消定稿"


class Reopening(QObject):
    """The link beside 已定稿."""

    def __init__(self, page: SheetsPage) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: SheetDialog | None = None
        self.reason = QLineEdit()
        page.order.reopen.clicked.connect(self.ask)

    def ask(self) -> None:
        """Why."""
        dialog = SheetDialog(self._page.window(), "取消定稿", "取消定稿", "已经出的定稿不动，历史里都记着")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("原因")
        for part in (Words("取消后可以再改数，下次出表又是初稿。", "body", "text2"), Words("原因"), self.reason):
            dialog.column.addWidget(part)
        dialog.allow(False, WHY)
        self.reason.textChanged.connect(lambda text: dialog.allow(bool(text.strip()), WHY))
        dialog.accepted.connect(self._reopen)
        self.dialog = dialog
        dialog.open()
        self.reason.setFocus()

    def _reopen(self) -> None:
        reason = self.reason.text().strip()
        self._page.desk.change(
            "已取消定稿", lambda case: case.project.record(Reopened(reason)), failed=self._page.said.emit
        )
