"""填说明: what the county says to a finding; 核实无误 alone is refused while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi_qt.around.drafts import drafts
from pingbi_qt.parts import Words
from pingbi_qt.parts.sheet_dialog import SheetDialog
from pingbi_qt.review.written import Written

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ExplainDialog(SheetDialog):
    """Of one finding."""

    def __init__(self, parent: QWidget, finding: str, county: str, words: str) -> None:
        super().__init__(parent, f"填说明：{county}" if county else "填说明", "确定", "写入历史，可以撤销")
        self._key = f"explain/{finding}"
        self.about = Words(words, "body", "text2", wrap=True)
        self.reason = Written("说明（写清为什么会这样，依据什么）", county, "说明够具体。只写“核实无误”会被退回")
        self.column.addWidget(self.about)
        self.column.addWidget(self.reason)
        if draft := drafts().text(self._key):
            self.reason.set_text(draft)
            self.note.setText("接着上次没写完的，确定后写入历史")
        self.reason.changed.connect(self._changed)
        self._changed()
        self.reason.field.setFocus()

    def text(self) -> str:
        """The explanation."""
        return self.reason.text()

    def forget(self) -> None:
        """It has been recorded."""
        drafts().keep(self._key, "")

    def _changed(self) -> None:
        drafts().keep(self._key, self.reason.field.toPlainText())
        self.allow(not self.reason.refusal, self.reason.refusal)
