"""Lines at the top of the page: what the program has to say by itself, and what can be done; no box pops up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pingbi_qt.look import glyph, px
from pingbi_qt.parts import Button, ElidingLabel, Following, IconButton, ground, hairline


class Do(NamedTuple):
    """What can be done about it."""

    words: str
    does: Callable[[], object]


class Notice(Following, QWidget):
    """One line: sign, words, what can be done, and away with it."""

    def __init__(self, words: str, ink: str, sign: str, does: Sequence[Do], closed: Callable[[], object]) -> None:
        super().__init__()
        self._ink, self._sign = ink, sign
        self.label = ElidingLabel(words)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.buttons = tuple(Button(row.words) for row in does)
        for button, row in zip(self.buttons, does, strict=True):
            button.clicked.connect(row.does)
        self.close_button = IconButton("cross", "不再显示这一行")
        self.close_button.clicked.connect(closed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.label, 1)
        for button in (*self.buttons, self.close_button):
            self._row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.follow()

    def fit(self) -> None:
        """Room for the sign."""
        self._row.setContentsMargins(px(16 + 16 + 8), px(4), px(12), px(4) + 1)
        self._row.setSpacing(px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, line below, sign."""
        painter = QPainter(self)
        ground(painter, event.rect(), f"{self._ink}_soft")
        hairline(painter, 0, self.height() - 1, self.width())
        edge = px(16)
        glyph(painter, self._sign, QRect(px(16), (self.height() - edge) // 2, edge, edge), self._ink)


class Notices(QWidget):
    """All lines, by a key each: what is said again under the same key takes the place of the old one."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: dict[str, Notice] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(
        self,
        key: str,
        words: str,
        *does: Do,
        ink: str = "info",
        sign: str = "ring_info",
        closed: Callable[[], object] = lambda: None,
    ) -> None:
        """One line; `closed` is told when a person sends it away."""

        def away() -> None:
            self.drop(key)
            closed()

        self.drop(key)
        line = Notice(words, ink, sign, does, away)
        self._lines[key] = line
        self._column.addWidget(line)
        self.show()

    def drop(self, key: str) -> None:
        """Without it."""
        line = self._lines.pop(key, None)
        if line is not None:
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        self.setVisible(bool(self._lines))

    def line(self, key: str) -> Notice | None:
        """The line under that key."""
        return self._lines.get(key)
