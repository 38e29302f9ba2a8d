"""The head of the card in the middle: tabs of the section's tables, and what can be done with rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from pingbi_qt.parts import Button, ElidingLabel, Row
from pingbi_qt.parts.tabs import Tabs

if TYPE_CHECKING:
    from pingbi_qt.actions import Actions

ROW_ACTIONS = ("add_row", "remove_row", "row_up", "row_down")
ALWAYS = 2  # of them are there however little room there is


class TableHead(Row):
    """Where the tabs lack room, moving a row is left to its keys and the menu."""

    def __init__(self, actions: Actions) -> None:
        self.tabs = Tabs()
        self.title, self.about = ElidingLabel("", "title"), ElidingLabel("", "note", "text3")
        self.buttons = [Button.of(actions[name], "link") for name in ROW_ACTIONS]
        for button in self.buttons:
            button.key = ""
        self.one = Button("这一行", "link", "chevron_right")
        self.one.setCheckable(True)
        self._rows = True
        super().__init__(self.title, self.tabs, self.about, *self.buttons, self.one, padding=(14, 4), spacing=12)
        self.row.setStretch(2, 1)

    def show_buttons(self, *, rows: bool, one: bool) -> None:
        """Whether the table has rows, and whether the chosen one can take its place."""
        self._rows = rows
        self.one.setVisible(one)
        self._fit_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: another choice of buttons."""
        super().resizeEvent(event)
        self._fit_buttons()

    def minimumSizeHint(self) -> QSize:
        """Without those that may go."""
        least = super().minimumSizeHint()
        gone = [button for button in self.buttons[ALWAYS:] if not button.isHidden()]
        spare = sum(button.minimumSizeHint().width() + self.row.spacing() for button in gone)
        return QSize(least.width() - spare, least.height())

    def _fit_buttons(self) -> None:
        asked = [self.tabs, *self.buttons, *([] if self.one.isHidden() else [self.one])]
        margins = self.row.contentsMargins()
        wide = sum(part.sizeHint().width() + self.row.spacing() for part in asked) + margins.left() + margins.right()
        for at, button in enumerate(self.buttons):
            button.setVisible(self._rows and (at < ALWAYS or wide <= self.width()))
