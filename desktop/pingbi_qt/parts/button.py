"""Buttons: words, a sign, the key that does the same; blue for the way on, plain, or a link."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAction, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pingbi_qt.actions import ACTS, shown_key
from pingbi_qt.look import colour, glyph, metrics, px
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import CUT_END, LEFT, frame, ground, words
from pingbi_qt.parts.ring import FocusRing, ring_for

if TYPE_CHECKING:
    from pingbi_qt.actions import Act

_HEIGHTS = {"primary": 36, "plain": 32, "link": 28, "large": 46}
_PADDING = {"primary": 14, "plain": 12, "link": 4, "large": 16}


@cache
def _acts() -> dict[str, Act]:
    return {act.id: act for act in ACTS}


def key_of(action: QAction) -> str:
    """The key of an action as it is shown on a button."""
    act = _acts().get(action.objectName())
    return shown_key(act) if act is not None else action.shortcut().toString()


class Button(Following, QAbstractButton):
    """kind: primary (the one blue button), plain, link, or large (the one of 出表)."""

    def __init__(self, text: str = "", kind: str = "plain", sign: str = "", key: str = "") -> None:
        super().__init__()
        self.kind, self.sign, self.key = kind, sign, key
        self._ring: FocusRing | None = None
        self._action: QAction | None = None
        self._own_words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        wide = QSizePolicy.Policy.Expanding if kind == "large" else QSizePolicy.Policy.Maximum
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        self.follow()

    @classmethod
    def of(cls, action: QAction, kind: str = "plain", *, text: str = "", sign: str | None = None) -> Button:
        """A button for an action: its words (or `text`), sign, key, and whether and why not it can be pressed."""
        act = _acts().get(action.objectName())
        made = cls(text, kind, (act.glyph if act else "") if sign is None else sign, key_of(action))
        made._own_words = text
        made._action = action
        action.changed.connect(made.take_over)
        made.clicked.connect(action.trigger)
        made.take_over()
        return made

    def take_over(self) -> None:
        """Words, reason and enabled state as the action has them now."""
        action = self._action
        if action is None:
            return
        self.setEnabled(action.isEnabled())
        self.setToolTip(action.toolTip())
        self.set_words(self._own_words or action.text())

    def set_words(self, text: str, sign: str | None = None) -> None:
        """Other words, and another sign."""
        if text == self.text() and sign in (None, self.sign):
            return
        self.setText(text)
        self.setAccessibleName(text.rstrip("…"))
        if sign is not None:
            self.sign = sign
        self.updateGeometry()
        self.update()

    @property
    def _bold(self) -> bool:
        return self.kind in ("primary", "large")

    @property
    def _type(self) -> str:
        return "place" if self.kind == "large" else "strong" if self.kind == "primary" else "body"

    def sizeHint(self) -> QSize:
        """As wide as sign, words and key ask."""
        wide = 2 * px(_PADDING[self.kind]) + metrics(self._type, self._bold).horizontalAdvance(self.text())
        if self.sign:
            wide += px(16) + (px(6) if self.text() else 0)
        if self.key and self.kind != "link":
            wide += px(8) + metrics("note").horizontalAdvance(self.key)
        elif self.key:
            wide += px(6) + metrics("note").horizontalAdvance(self.key)
        high = max(px(_HEIGHTS[self.kind]), metrics(self._type, self._bold).height() + px(4))
        return QSize(wide + px(2), high)

    def minimumSizeHint(self) -> QSize:
        """The words must stay, the key may go."""
        full = self.sizeHint()
        spare = px(8) + metrics("note").horizontalAdvance(self.key) if self.key else 0
        return QSize(full.width() - spare, full.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, sign, words, key."""
        del event
        painter = QPainter(self)
        ink, faint = self._grounded(painter)
        spare = self.width() - self.sizeHint().width()
        with_key = bool(self.key) and spare >= 0
        used = self.sizeHint().width() if with_key or not self.key else self.minimumSizeHint().width()
        left = px(_PADDING[self.kind]) + px(1) + max((self.width() - used) // 2, 0)
        if self.kind == "link":
            left = px(_PADDING["link"])
        if self.sign:
            edge = px(16)
            glyph(painter, self.sign, QRect(left, (self.height() - edge) // 2, edge, edge), ink)
            left += edge + (px(6) if self.text() else 0)
        room = self.width() - left - px(2)
        if with_key:
            room -= metrics("note").horizontalAdvance(self.key) + px(8)
        took = words(
            painter,
            QRect(left, 0, room, self.height()),
            self.text(),
            self._type,
            ink,
            LEFT,
            bold=self._bold,
            cut=CUT_END,
        )
        if self.kind == "link" and self.underMouse() and self.isEnabled():
            below = (self.height() + metrics(self._type).ascent()) // 2 + px(2)
            painter.fillRect(left, below, took, 1, colour(ink))
        if with_key:
            left += took + px(8 if self.kind != "link" else 6)
            words(painter, QRect(left, 0, self.width() - left, self.height()), self.key, "note", faint)

    def _grounded(self, painter: QPainter) -> tuple[str, str]:
        rect = self.rect()
        active = self.isEnabled()
        if self._bold:
            fill = colour("accent_fill")
            if self.isDown() or self.underMouse():
                fill = fill.darker(120 if self.isDown() else 110)
            ground(painter, rect, fill if active else "head", 4)
            return ("on_accent", "on_accent") if active else ("disabled", "disabled")
        if self.kind == "plain":
            fill_token = "head" if not active or self.isDown() else "accent_soft" if self.underMouse() else "surface"
            ground(painter, rect, fill_token, 4)
            frame(painter, rect, "line2" if active else "line", 4)
        ink = ("accent" if self.kind == "link" else "text") if active else "disabled"
        return ink, "text2" if active else "disabled"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does, once however long it is held."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that are cut stand in the tooltip, where that says nothing else."""
        super().resizeEvent(event)
        is_cut = bool(self.text()) and self.width() < self.minimumSizeHint().width()
        if self._action is None and self.toolTip() in ("", self.text()):
            self.setToolTip(self.text() if is_cut else "")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """At rest again."""
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes."""
        super().focusInEvent(event)
        self._ring = ring_for(self, self._ring, focused=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self._ring = ring_for(self, self._ring, focused=False)
