"""A button that is only a sign: it always has a name and a tooltip with its key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QAction, QPainter, QPaintEvent

from pingbi_qt.look import glyph, px
from pingbi_qt.parts.button import Button, key_of
from pingbi_qt.parts.painting import ground


class IconButton(Button):
    """`name` is what it does, in words."""

    def __init__(self, sign: str, name: str, key: str = "", *, ink: str = "accent", edge: int = 32) -> None:
        self._ink, self._edge = ink, edge
        super().__init__("", "plain", sign)
        self.setAccessibleName(name.rstrip("…"))
        self.setToolTip(f"{name.rstrip('…')}（{key}）" if key else name.rstrip("…"))

    @classmethod
    def for_action(cls, action: QAction, sign: str, *, ink: str = "accent") -> IconButton:
        """A button for an action: enabled as it is, with its tooltip."""
        made = cls(sign, action.text(), key_of(action), ink=ink)
        made._action = action
        action.changed.connect(made.take_over)
        made.clicked.connect(action.trigger)
        made.take_over()
        return made

    def take_over(self) -> None:
        """Enabled state and tooltip as the action has them now."""
        if self._action is not None:
            self.setEnabled(self._action.isEnabled())
            self.setToolTip(self._action.toolTip())

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(px(self._edge), px(self._edge))

    def minimumSizeHint(self) -> QSize:
        """A square."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign, on a ground while the pointer is there."""
        del event
        painter = QPainter(self)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            ground(painter, self.rect(), "head" if self.isDown() else "accent_soft", 4)
        edge = px(16)
        place = QRect((self.width() - edge) // 2, (self.height() - edge) // 2, edge, edge)
        glyph(painter, self.sign, place, self._ink if self.isEnabled() else "disabled")
