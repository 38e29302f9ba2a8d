"""关于: which version, whose work is in it, where its files are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from pingbi.built import named
from pingbi_qt.parts import Words
from pingbi_qt.parts.sheet_dialog import SheetDialog


class AboutDialog(SheetDialog):
    """A few lines."""

    def __init__(self, parent: QWidget, folder: Path | None) -> None:
        super().__init__(parent, "关于")
        for words, kind, ink in (
            (f"县区半年评比 {named()}", "title", "text"),
            ("收材料、核对、评分、出表。不联网，数据只在这台电脑的项目文件里。", "body", "text"),
            (f"窗口用 Qt {qVersion()} 和 PySide6（LGPL 第 3 版）：程序文件夹里的 Qt 可以换成自己的。", "body", "text2"),
            (f"设置和日志在：{folder or '没有能写的文件夹'}", "body", "text2"),
        ):
            self.column.addWidget(Words(words, kind, ink, wrap=True))
        self.column.addStretch(1)
