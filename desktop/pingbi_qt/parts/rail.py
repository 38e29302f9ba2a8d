"""The rail: the four steps with one word of state each, and history, help and menu below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pingbi_qt.look import SizeClass, colour, glyph, line_height, px
from pingbi_qt.page import STEPS
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import LEFT, MIDDLE, focus_ring, ground, words

if TYPE_CHECKING:
    from pingbi_qt.actions import Actions


class RailButton(Following, QAbstractButton):
    """What steps and the lower buttons share."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.compact = False
        self._action = action
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        action.changed.connect(self.take_over)
        self.take_over()
        self.follow()

    def take_over(self) -> None:
        """As the action is."""
        self.setEnabled(self._action.isEnabled())
        self.setText(self._action.text())
        self.setAccessibleName(self._action.text())
        self.setToolTip(self._action.toolTip())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """At rest again."""
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class Step(RailButton):
    """A step: a ring with its number, blue when done, filled where the person is; name; one word of state."""

    def __init__(self, number: int, action: QAction) -> None:
        self.number, self.here, self.done = number, False, False
        self.words, self.ink = "", "text2"
        super().__init__(action)

    def show_state(self, text: str, ink: str, *, done: bool) -> None:
        """One word of state in its colour."""
        if (text, ink, done) != (self.words, self.ink, self.done):
            self.words, self.ink, self.done = text, ink, done
            self.setAccessibleDescription(text)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, ring, name, state."""
        del event
        painter = QPainter(self)
        whole = self.rect()
        if self.here:
            ground(painter, whole, "surface", 6)
            inset = px(14)
            ground(painter, QRect(0, inset, px(4), whole.height() - 2 * inset), "accent", 2)
        elif self.underMouse() and self.isEnabled():
            ground(painter, whole, "head", 6)
        edge, name_high, state_high = px(30), line_height("strong") + px(2), line_height("note")
        with_state = not self.compact and whole.height() >= edge + name_high + state_high + px(8)
        with_name = whole.height() >= edge + name_high
        used = edge + (px(6) + name_high if with_name else 0) + (state_high if with_state else 0)
        top = max((whole.height() - used) // 2, 0) if self.compact else min(px(8), max((whole.height() - used) // 2, 0))
        self._ring(painter, QRectF((whole.width() - edge) / 2, top, edge, edge))
        top += edge + px(6)
        side = px(2)
        if with_name:
            name = QRect(side, top, whole.width() - 2 * side, name_high)
            ink = "text" if self.isEnabled() else "text2"
            kind = "body" if self.compact else "strong"  # three characters keep off the bar at the left
            words(painter, name, self.text(), kind, ink, MIDDLE, bold=self.here)
        if with_state:
            state = QRect(side, top + name_high, whole.width() - 2 * side, state_high)
            words(painter, state, self.words, "note", self.ink, MIDDLE)
        if self.hasFocus():
            focus_ring(painter, whole, 6)

    def _ring(self, painter: QPainter, place: QRectF) -> None:
        ink, inside = "text2", "text2"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_fill"))
            painter.drawEllipse(place)
            inside = "on_accent"
        else:
            if self.done:
                ink = inside = "accent"
            painter.setPen(QPen(colour(ink), px(3) / 2))
            painter.setBrush(colour("surface") if self.done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        words(painter, place, str(self.number), "title", inside, MIDDLE)


class Below(RailButton):
    """History, help, menu: a sign and a word; in a compact window only the sign."""

    def __init__(self, sign: str, action: QAction) -> None:
        self.sign = sign
        super().__init__(action)
        self.clicked.connect(action.trigger)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sign and word."""
        del event
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            ground(painter, self.rect(), "head", 6)
        edge = px(16)
        left = (self.width() - edge) // 2 if self.compact else px(13)
        ink = "text2" if self.isEnabled() else "disabled"
        glyph(painter, self.sign, QRect(left, (self.height() - edge) // 2, edge, edge), ink)
        if not self.compact:
            left += edge + px(7)
            words(painter, QRect(left, 0, self.width() - left, self.height()), self.text(), "body", ink, LEFT)
        if self.hasFocus():
            focus_ring(painter, self.rect(), 6)


class Rail(Following, QWidget):
    """`chosen` says which step was pressed; the window shows it and calls `set_step`."""

    chosen = Signal(str)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._size = SizeClass.FULL
        self._steps = {name: Step(at, actions[f"step_{name}"]) for at, name in enumerate(STEPS, 1)}
        self._below = [Below(sign, actions[sign]) for sign in ("history", "help", "menu")]
        for name, step in self._steps.items():
            step.setParent(self)
            step.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
        for button in self._below:
            button.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("步骤")
        self.follow()

    def set_step(self, name: str) -> None:
        """Where the person is; a name that is no step: nowhere."""
        for step_name, step in self._steps.items():
            step.here = step_name == name
            step.update()

    def set_state(self, name: str, text: str, ink: str = "text2", *, done: bool | None = None) -> None:
        """One word of state; done (a blue ring) where it is not said otherwise: when its colour is ok."""
        self._steps[name].show_state(text, ink, done=ink == "ok" if done is None else done)

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        for button in (*self._steps.values(), *self._below):
            button.compact = size.compact
        self.refit()

    def fit(self) -> None:
        """As wide as the theme and the window ask."""
        self.setFixedWidth(self._size.frame.rail)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """It shrinks with its window."""
        return QSize(self._size.frame.rail, px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps above, the rest below."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        compact = self._size.compact
        side, top = px(5 if compact else 6), px(8 if compact else 12)
        wide = self.width() - 2 * side
        shown = self._below[-1:] if compact else self._below
        below_high = px(44)
        for button in self._below:
            button.setVisible(button in shown)
        end = self.height() - px(8 if compact else 20)
        for at, button in enumerate(reversed(shown), 1):
            button.setGeometry(side, end - at * below_high + px(4), wide, below_high - px(8))
        room = end - len(shown) * below_high - top
        pitch = min(px(84 if compact else 100), max(room // len(self._steps), px(34)))
        gap = px(8) if pitch > px(70) else px(2)
        for at, step in enumerate(self._steps.values()):
            step.setGeometry(side, top + at * pitch, wide, pitch - gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        ground(QPainter(self), event.rect(), "rail")
