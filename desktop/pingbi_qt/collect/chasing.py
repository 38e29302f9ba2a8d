"""催报: who owes what, the text for each, copied for WeChat; each copy is noted as a chase, to be undone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from pingbi_qt.look import font, px
from pingbi_qt.parts import Words
from pingbi_qt.parts.sheet_dialog import SheetDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pingbi.casework import Case, Reminder

ASKED = "尚未报送材料"  # how the engine words that nothing has come


class ChaseDialog(SheetDialog):
    """`chosen()` are the reminders to be copied. Those of whom nothing has come are ticked."""

    def __init__(self, parent: QWidget | None, rows: Sequence[Reminder], chased: Callable[[str], str]) -> None:
        self.preview = QPlainTextEdit()
        super().__init__(parent, "催报", "复制催报文字", "复制后贴到微信里发；会记下已催")
        self._rows = list(rows)
        silent = any(row.owes == ASKED for row in rows)
        self.boxes = [QCheckBox(f"{row.county}：{row.owes}{_before(chased(row.county))}") for row in rows]
        self.column.addWidget(Words(f"{len(rows)} 个县区还没有报齐", "body", "text2"))
        for box, row in zip(self.boxes, rows, strict=True):
            box.setChecked(row.owes == ASKED or not silent)
            box.setToolTip(row.text)
            box.toggled.connect(self._show)
            self.column.addWidget(box)
        if self.boxes:
            self.boxes[0].setFocus()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName("催报文字")
        self.column.addWidget(self.preview, 1)
        self._show()

    def chosen(self) -> list[Reminder]:
        """Those that are ticked."""
        return [row for row, box in zip(self._rows, self.boxes, strict=True) if box.isChecked()]

    def text(self) -> str:
        """What is copied: a text each, with a blank line between them."""
        return joined(self.chosen())

    def _show(self) -> None:
        count = len(self.chosen())
        self.preview.setPlainText(self.text())
        self.confirm.set_words(f"复制 {count} 个县区的催报文字" if count else "复制催报文字")
        self.allow(count > 0, "先勾选县区")

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        self.preview.setFont(font("body"))
        self.preview.setMinimumHeight(px(160))


def joined(rows: Sequence[Reminder]) -> str:
    """A text each."""
    return "\n\n".join(row.text for row in rows)


def owed(case: Case) -> tuple[Reminder, ...]:
    """Who owes something now; asked in the project's thread."""
    from pingbi.casework import reminders

    return reminders(case, datetime.now().astimezone())


def note_chased(counties: Sequence[str]) -> Callable[[Case], None]:
    """That they were chased, one change each; for the project's thread."""

    def noting(case: Case) -> None:
        from pingbi.casework import mark
        from pingbi.project.changes import Marking

        for county in counties:
            mark(case, county, Marking.CHASED)

    return noting


def _before(words: str) -> str:
    return f"，{words}" if words else ""
