"""采用新方案: what changes and what comes of it, before it is in force; with a note for the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts import Card, Words
from pingbi_qt.parts.sheet_dialog import SheetDialog
from pingbi_qt.rules.editing import outlook_of
from pingbi_qt.rules.verdict import effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.ruling import Outlook
    from pingbi_qt.desk import Desk
    from pingbi_qt.rules.editing import Seen

MOST_LINES = 8
LONGEST_NOTE = 60


def note_of(changes: Sequence[str]) -> str:
    """A note that can stand as it is: the first changes, and how many there are."""
    whole = "；".join(changes)
    first = changes[0] if len(changes[0]) <= LONGEST_NOTE else f"{changes[0][:LONGEST_NOTE]}…"
    return whole if len(whole) <= LONGEST_NOTE else f"{first}，等 {len(changes)} 处"


class AdoptDialog(SheetDialog):
    """Asks nothing but the note; the effect is worked out while it stands there, if it is not known yet."""

    def __init__(self, parent: QWidget, desk: Desk, seen: Seen) -> None:
        super().__init__(parent, "采用新方案", "采用", "写入历史，可以撤销")
        self._over = False  # an answer may come after it has been closed
        self.finished.connect(self._end)
        count = len(seen.changes)
        self.column.addWidget(Words(f"改了 {count} 处", "body", "text2"))
        more = f"\n……另 {count - MOST_LINES} 处" if count > MOST_LINES else ""
        self.changes = Words("\n".join(seen.changes[:MOST_LINES]) + more, "body", wrap=True)
        self.column.addWidget(self.changes)
        for remark in seen.found.remarks:
            self.column.addWidget(Words(remark, "body", "warn", wrap=True))
        box = Card(padding=12, spacing=4)
        box.set_ground("alt", "alt")
        box.column.addWidget(Words("采用以后", "body", "text2"))
        self.effect = Words("", "body", wrap=True)
        box.column.addWidget(self.effect)
        self.column.addSpacing(px(6))
        self.column.addWidget(box)
        self.column.addSpacing(px(6))
        self.column.addWidget(Words("说明（谁定的、为什么）", "body", "text2"))
        self.note_edit = QLineEdit()
        self.note_edit.setAccessibleName("说明")
        self.note_edit.setText(note_of(seen.changes))
        self.note_edit.selectAll()
        self.column.addWidget(self.note_edit)
        self.column.addStretch(1)
        self._known(seen.outlook)
        if seen.outlook is None:
            self.effect.setText("正在算…" if seen.alike else "正在按新方案重读材料、重算…")
            self.allow(allowed=False, why_not="正在算采用以后的名次")
            text = seen.found.text
            desk.ask(lambda case: outlook_of(case, text), self._known, failed=self._failed, words="按新方案重算")
        self.note_edit.setFocus()

    @property
    def words(self) -> str:
        """The note."""
        return self.note_edit.text().strip()

    def _end(self) -> None:
        self._over = True

    def _known(self, outlook: Outlook | None) -> None:
        if outlook is not None and not self._over:
            self.effect.setText(effect(outlook, alike=True).removeprefix("采用后").strip())
            self.allow(allowed=True)

    def _failed(self, why: str) -> None:
        """It can be adopted all the same: the engine has found no mistake in it."""
        if self._over:
            return
        self.effect.setText(f"算不出采用以后的名次：{why}")
        self.effect.set_ink("warn")
        self.allow(allowed=True)
