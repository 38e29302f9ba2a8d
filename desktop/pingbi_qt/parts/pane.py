"""What is higher than its place and scrolls in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


def see_through(pane: QScrollArea) -> None:
    """The card below is seen, not a ground of its own."""
    for part in (pane.viewport(), pane.widget()):
        part.setAutoFillBackground(False)


class Pane(QScrollArea):
    """Up and down alone, on the ground of what is below it; no bar where all has room.

    Qt's own keeps a bar that was there once, for beside it lines break earlier and do not fit; and it makes room for
    the height that lines would have in the narrowest place.
    """

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        see_through(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for all of it now."""
        super().resizeEvent(event)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of what is in it: it asks for another height."""
        taken = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return taken

    def _settle(self) -> None:
        inner, room, policy = self.widget(), self.contentsRect(), Qt.ScrollBarPolicy
        breaks = inner.hasHeightForWidth()
        inner.setMinimumHeight(1 if breaks else 0)
        asked = inner.heightForWidth(room.width()) if breaks else inner.minimumSizeHint().height()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if asked <= room.height() else policy.ScrollBarAsNeeded
        )
