"""A line on the page that says what has come of something, or offers what can be done; it stays till it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout

from pingbi_qt.look import glyph, px
from pingbi_qt.parts import Button, Card, ElidingLabel, IconButton, State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

Offer = tuple[str, str, "Callable[[], object]"]  # words, sign, what it does


class NoticeBar(Card):
    """Sign, words, up to three buttons, ×."""

    def __init__(self) -> None:
        self._row = QHBoxLayout()
        self._state = State.DONE
        super().__init__()
        self.line = ElidingLabel("", "body")
        self.buttons: list[Button] = []
        self._close = IconButton("cross", "关闭", "Esc", edge=28)
        self._close.clicked.connect(self.hide)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self._close)
        self.column.addLayout(self._row)
        self.refit()
        self.hide()

    def say(self, state: State, text: str, offers: Sequence[Offer] = ()) -> None:
        """Other words; a press on a button closes it."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._state = state
        self.set_ground(f"{state.ink}_soft", state.ink)
        self.line.setText(text)
        self.buttons = [self._button(*offer) for offer in offers]
        for at, button in enumerate(self.buttons):
            self._row.insertWidget(1 + at, button)
        self.setAccessibleName(text)
        self.show()

    def _button(self, text: str, sign: str, does: Callable[[], object]) -> Button:
        button = Button(text, "plain", sign)
        button.clicked.connect(self.hide)
        button.clicked.connect(lambda _=False: does())
        return button

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        self._row.setContentsMargins(px(12 + 20 + 4), px(5), px(6), px(5))
        self._row.setSpacing(px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the sign."""
        super().paintEvent(event)
        edge = px(16)
        painter = QPainter(self)
        glyph(painter, self._state.sign, QRect(px(12), (self.height() - edge) // 2, edge, edge), self._state.ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
