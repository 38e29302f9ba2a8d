"""What is wrong with a file that was to become the scheme: each mistake with its sheet and cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from pingbi_qt.look import font, px
from pingbi_qt.parts import Words
from pingbi_qt.parts.sheet_dialog import SheetDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class MistakesDialog(SheetDialog):
    """The mistakes as text that can be copied: they are mended in the other program."""

    def __init__(self, parent: QWidget, name: str, mistakes: tuple[str, ...]) -> None:
        super().__init__(parent, f"{name} 没有读入", note="在原文件里改好保存，再读一次")
        self.column.addWidget(Words(f"{len(mistakes)} 处错误。草稿没有变。", "body", "text2"))
        self.list = QPlainTextEdit("\n".join(mistakes))
        self.list.setReadOnly(True)
        self.list.setFont(font("body"))
        self.list.setAccessibleName("错误")
        self.list.setMinimumHeight(px(160))
        self.column.addWidget(self.list, 1)
