"""What stands in a table of the scheme that has no row: what would go there, and the button that adds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from pingbi_qt.parts import Button, EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractScrollArea


class NothingYet(EmptyState):
    """It lies in the body of the table, below the heads of its columns, and is as large."""

    def __init__(self, view: QAbstractScrollArea, add: QAction) -> None:
        self.button = Button.of(add, "plain")
        super().__init__("table", "", "", self.button)
        self._body = view.viewport()
        self.setParent(self._body)
        self._body.installEventFilter(self)
        self.hide()

    def show_table(self, name: str, about: str, *, rows: bool) -> None:
        """Nothing where the table has rows."""
        self.show_words(f"还没有{name}", about)
        self._lie()
        self.setVisible(not rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the body."""
        if watched is self._body and event.type() == QEvent.Type.Resize:
            self._lie()
        return super().eventFilter(watched, event)

    def _lie(self) -> None:
        """The sign goes where there is little height."""
        self.setGeometry(self._body.rect())
        spare = self._room.height() + self.column.spacing() if self._room.isHidden() else 0
        self._room.setVisible(self.column.minimumSize().height() + spare <= self._body.height())
