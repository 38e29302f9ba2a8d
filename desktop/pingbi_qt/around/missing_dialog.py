"""What a recovered project lacks, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts import Words
from pingbi_qt.parts.sheet_dialog import SheetDialog


class MissingDialog(SheetDialog):
    """To be read, and copied."""

    def __init__(self, parent: QWidget, name: str, missing: Sequence[str]) -> None:
        super().__init__(parent, "没能恢复的", "复制")
        self.cancel.set_words("关闭")
        self.text = QPlainTextEdit("\n".join(missing))
        self.text.setReadOnly(True)
        self.text.setAccessibleName("没能恢复的")
        self.text.setMinimumHeight(px(240))
        words = f"{name} 里缺下面这些，其余都在；能从县区再要一份的，再收一次就补上了。"
        self.column.addWidget(Words(words, "body", "text2", wrap=True))
        self.column.addWidget(self.text, 1)

    def accept(self) -> None:
        """The lines are on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        super().accept()
