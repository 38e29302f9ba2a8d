"""粘贴文字: a large box for the text of a report."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pingbi_qt.around.drafts import drafts
from pingbi_qt.look import font, px
from pingbi_qt.parts import Words
from pingbi_qt.parts.sheet_dialog import SheetDialog

KEY = "paste"  # of the draft
LEFT = "上次没有读入的文字还在这里；直接按 Ctrl+V 就换成剪贴板里的"
HINT = "微信、邮件、网页里的报告文字都可以；一次一份，哪个县区的由文字里的名称认出"


class PasteDialog(SheetDialog):
    """`text()` is what was pasted. What was left half done stands in it at once, else what the clipboard holds."""

    def __init__(self, parent: QWidget | None) -> None:
        self.box = QPlainTextEdit()
        super().__init__(parent, "粘贴文字", "读入")
        self.box.setAccessibleName("报告文字")
        self.box.setTabChangesFocus(True)
        held = QGuiApplication.clipboard().mimeData() or QMimeData()  # None where there is nothing
        left = drafts().text(KEY)
        self._begun = "" if held.hasUrls() else held.text()
        self.box.setPlainText(left or self._begun)
        self.box.selectAll()
        self.box.textChanged.connect(self._count)
        self.column.addWidget(Words(LEFT if left else HINT, "body", "text2", wrap=True))
        self.column.addWidget(self.box, 1)
        self.box.setFocus()
        self._count()

    def text(self) -> str:
        """As it was pasted."""
        return self.box.toPlainText()

    def accept(self) -> None:
        """It is read in: from now on it is kept as that."""
        super().accept()
        drafts().keep(KEY, "")

    def reject(self) -> None:
        """Esc discards nothing that was typed."""
        super().reject()
        if self.text() == self._begun:
            drafts().keep(KEY, "")

    def _count(self) -> None:
        drafts().keep(KEY, self.text())
        count = len(self.text().strip())
        self.note.setText(f"{count} 字" if count else "")
        self.allow(count > 0, "还没有文字")

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        self.box.setFont(font("text"))
        self.box.setMinimumHeight(px(280))
