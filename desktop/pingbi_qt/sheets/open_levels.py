"""How much is still open: three chips in one line, with the longest words for which there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts import Chip, Following

WORDS = (
    ("强制性问题", "核实性", "带说明"),
    ("强制性", "核实性", "带说明"),
    ("强制", "核实", "说明"),
    ("", "", ""),  # the signs still tell
)
GAP = 6


class OpenLevels(Following, QWidget):
    """强制性, 核实性 and what has an explanation; the counts are never cut."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = (0, 0, 0)
        self.mandatory = Chip(sign="tick")
        self.verifying, self.explained = Chip(ink="warn", sign="triangle_alert"), Chip(ink="info", sign="note")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._chips = (self.mandatory, self.verifying, self.explained)
        for chip in self._chips:
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self.follow()

    def show_counts(self, mandatory: int, verifying: int, explained: int) -> None:
        """Other counts; without any there is only the first chip, green."""
        self._counts = mandatory, verifying, explained
        self.verifying.setVisible(verifying > 0)
        self.explained.setVisible(explained > 0)
        self._word()

    def fit(self) -> None:
        """As the theme is."""
        self._row.setSpacing(px(GAP))
        self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other words."""
        super().resizeEvent(event)
        self._word()

    def minimumSizeHint(self) -> QSize:
        """They never widen the window."""
        return QSize(px(80), self.mandatory.sizeHint().height())

    def _word(self) -> None:
        ink, sign = ("err", "octagon_cross") if self._counts[0] else ("ok", "tick")
        for words in WORDS:
            for chip, word, count in zip(self._chips, words, self._counts, strict=True):
                chip.set_words(f"{word} {count}".strip())
            self.mandatory.set_words(self.mandatory.text(), ink, sign)
            shown = [chip for chip in self._chips if not chip.isHidden()]
            if sum(chip.sizeHint().width() for chip in shown) + px(GAP) * (len(shown) - 1) <= self.width():
                break
        for chip, word, count in zip(self._chips, WORDS[0], self._counts, strict=True):
            chip.setAccessibleName(f"{word} {count}")
