"""Tabs: words with a line of accent under the one that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pingbi_qt.look import metrics, px
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import MIDDLE, focus_ring, ground, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent

_GAP, _LEAST_GAP = 28, 12


class Tabs(Following, QWidget):
    """`chosen` gives the number of a tab that the person has opened; left and right go on by keys."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str] = ()) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._open, self._over = 0, -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_names(names)
        self.follow()

    def set_names(self, names: Sequence[str], *, opened: int | None = None) -> None:
        """Other tabs; the one that was open stays so where there is one in its place."""
        self._names = tuple(names)
        self._open = min(self._open if opened is None else opened, max(len(self._names) - 1, 0))
        self._tell()
        self.updateGeometry()
        self.update()

    def names(self) -> tuple[str, ...]:
        """The words of the tabs."""
        return self._names

    def opened(self) -> int:
        """The number of the open tab."""
        return self._open

    def open(self, number: int) -> None:
        """Open a tab without saying so."""
        if 0 <= number < len(self._names) and number != self._open:
            self._open = number
            self._tell()
            self.update()

    def _tell(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._names else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("，".join(self._names))
        self.setAccessibleDescription(self._names[self._open] if self._names else "")

    def _wide(self, at: int) -> int:
        return metrics("body", at == self._open).horizontalAdvance(self._names[at])

    def _places(self) -> list[QRect]:
        """Where each tab stands; where there is too little room, gaps shrink first, then all words alike."""
        count, asked = len(self._names), sum(self._wide(at) for at in range(len(self._names)))
        gap = min(px(_GAP), max(px(_LEAST_GAP), (self.width() - asked) // count)) if count else 0
        share = min(1.0, self.width() / (asked + gap * count)) if count else 1.0
        found, left = [], 0
        for at in range(count):
            wide = int((self._wide(at) + gap) * share)
            found.append(QRect(left, 0, wide, self.height()))
            left += wide
        return found

    def sizeHint(self) -> QSize:
        """Room for all."""
        wide = sum(self._wide(at) for at in range(len(self._names))) + px(_GAP) * len(self._names)
        return QSize(wide, max(px(36), metrics("body").height() + px(10)))

    def minimumSizeHint(self) -> QSize:
        """Tabs may be cut."""
        return QSize(px(48) * max(len(self._names), 1) if len(self._names) < 4 else px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, and the line."""
        del event
        painter = QPainter(self)
        for at, place in enumerate(self._places()):
            here = at == self._open
            inner = place.adjusted(px(4), 0, -px(4), 0)
            ink = "accent" if here else "text" if at == self._over else "text2"
            words(painter, inner, self._names[at], "body", ink, MIDDLE, bold=here)
            if here:
                wide = min(self._wide(at) + px(8), place.width())
                line = QRect(place.center().x() - wide // 2, self.height() - px(3), wide, px(3))
                ground(painter, line, "accent")
                if self.hasFocus():
                    focus_ring(painter, place.adjusted(px(2), px(3), -px(2), -px(4)), 4)

    def _at(self, left: int) -> int:
        return next((at for at, place in enumerate(self._places()) if place.left() <= left <= place.right()), -1)

    def _go(self, number: int) -> None:
        if 0 <= number < len(self._names) and number != self._open:
            self.open(number)
            self.chosen.emit(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the tab."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(self._at(int(event.position().x())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which one; a cut one says its whole name."""
        over = self._at(int(event.position().x()))
        if over != self._over:
            self._over = over
            self.update()
            is_cut = over >= 0 and self._places()[over].width() < self._wide(over) + px(8)
            QToolTip.showText(event.globalPosition().toPoint(), self._names[over] if is_cut else "", self)

    def leaveEvent(self, event: QEvent) -> None:
        """At rest again."""
        self._over = -1
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._go(self._open + step)
