"""A reason or explanation being written: checked at every key by the engine's own rule, counted, kept as a draft."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pingbi.casework.effects import weak_reason
from pingbi_qt.look import glyph, px
from pingbi_qt.parts import ElidingLabel, Following, Words, words


class Verdict(Following, QWidget):
    """Whether the words will do, in sign, word and colour."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.good = "", False
        self.follow()

    def say(self, text: str, *, good: bool) -> None:
        """Other words."""
        self.text, self.good = text, good
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def fit(self) -> None:
        """As the theme is."""
        self.setFixedHeight(px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sign and words."""
        del event
        if not self.text:
            return
        painter, edge = QPainter(self), px(14)
        ink = "ok" if self.good else "err"
        sign = "tick" if self.good else "octagon_cross"
        glyph(painter, sign, QRect(px(8), (self.height() - edge) // 2, edge, edge), ink)
        place = self.rect().adjusted(px(8) + edge + px(6), 0, 0, 0)
        words(painter, place, self.text, "note", ink)


class Written(Following, QWidget):
    """`changed` comes at every key. `refusal` says why the words will not do; empty where they do."""

    changed = Signal()

    def __init__(self, label: str, county: str, good: str) -> None:
        super().__init__()
        self._county, self._good = county, good
        self.refusal = ""
        self.label = Words(label, "note", "text2")
        self.count = ElidingLabel("", "note", "text2")
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(label)
        self.label.setBuddy(self.field)
        self.verdict = Verdict()
        above = QHBoxLayout()
        above.addWidget(self.label, 1)
        above.addWidget(self.count)
        self.column = QVBoxLayout(self)
        self.column.addLayout(above)
        self.column.addWidget(self.field)
        self.column.addWidget(self.verdict)
        self.field.textChanged.connect(self._changed)
        self.field.installEventFilter(self)
        self._check()
        self.follow()

    def text(self) -> str:
        """The words, without blanks around them."""
        return self.field.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Other words."""
        self.field.setPlainText(text)

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(4))
        self.field.setFixedHeight(px(66))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter is the dialog's, not a new line."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        text = self.text()
        self.refusal = weak_reason(text, self._county)
        self.count.setText(f"{len(text)} 字" if text else "")
        if not text:
            self.verdict.say("", good=False)
        else:
            self.verdict.say(self.refusal or self._good, good=not self.refusal)
