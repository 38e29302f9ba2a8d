"""定稿: a line at the top says that nothing may be changed any more, and how that is taken back, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pingbi_qt.around.drafts import drafts
from pingbi_qt.around.notices import Do, Notices
from pingbi_qt.look import px
from pingbi_qt.parts import Words
from pingbi_qt.parts.sheet_dialog import SheetDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.casework import Case
    from pingbi_qt.desk import View
    from pingbi_qt.window import Window

KEY = "final"


class Final(QObject):
    """Follows whether the open project is final."""

    def __init__(self, window: Window, notices: Notices) -> None:
        super().__init__(window)
        self._window, self._notices = window, notices
        self._said: tuple[Path, str] | None = None
        window.desk.viewed.connect(self._viewed)

    def _viewed(self, view: View) -> None:
        final = view.state.final
        if final is None:
            self._notices.drop(KEY)
            self._said = None
            return
        if self._said == (view.path, final.when):
            return  # said before, perhaps sent away
        self._said = view.path, final.when
        month, day = int(final.when[5:7]), int(final.when[8:10])
        words = (
            f"已经定稿（{month}月{day}日 {final.when[11:16]}{'，' + final.by if final.by else ''}）：数和方案不能再改"
        )
        does = [] if view.read_only else [Do("取消定稿…", self.ask)]
        self._notices.say(KEY, words, *does, ink="ok", sign="lock")

    def ask(self) -> None:
        """Why it is taken back."""
        dialog = ReopenDialog(self._window)
        dialog.accepted.connect(lambda: self._reopen(dialog.reason()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _reopen(self, reason: str) -> None:
        def work(case: Case) -> None:
            from pingbi.project.changes import Reopened

            case.project.record(Reopened(reason))

        self._window.desk.change("已取消定稿", work, lambda _: drafts().keep(KEY, ""))


class ReopenDialog(SheetDialog):
    """Asks for the reason; what was written is kept where one leaves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "取消定稿", "取消定稿", "写入历史，可以撤销")
        self.field = QPlainTextEdit(drafts().text(KEY))
        self.field.setAccessibleName("原因")
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(px(88))
        self.column.addWidget(
            Words("取消以后可以再改，再出表就是下一稿；已经发出去的工作簿不变。", "body", "text2", wrap=True)
        )
        self.column.addWidget(Words("原因（必填，例如 濮阳县复核成立）", "note", "text2"))
        self.column.addWidget(self.field)
        self.field.textChanged.connect(self._check)
        self._check()
        self.field.setFocus()

    def reason(self) -> str:
        """What was written."""
        return " ".join(self.field.toPlainText().split())

    def _check(self) -> None:
        drafts().keep(KEY, self.field.toPlainText())
        self.allow(bool(self.reason()), "先写原因")
