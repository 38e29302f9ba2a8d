"""The strip of weights: what is tried is amber and dashed, until it is put back or saved as a scheme of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pingbi_qt.look import glyph, metrics, px
from pingbi_qt.parts import Button, Card, Chip, Following, words
from pingbi_qt.parts.pane import see_through
from pingbi_qt.score.other_rules import OtherRules
from pingbi_qt.score.weight import WeightControl

if TYPE_CHECKING:
    from pingbi_qt.actions import Actions
    from pingbi_qt.look import SizeClass
    from pingbi_qt.score.tried import Tried


class SumLine(Following, QWidget):
    """A tick and 权重合计 100; amber with a sign where it is off."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.right = "", True
        self.follow()

    def show_sum(self, text: str, *, right: bool) -> None:
        """What the weights come to."""
        self.text, self.right = text, right
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def fit(self) -> None:
        """As the theme is."""
        self.setFixedSize(px(150), metrics("note").height() + px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign and the words."""
        del event
        painter, edge, ink = QPainter(self), px(14), "ok" if self.right else "warn"
        glyph(
            painter, "tick" if self.right else "triangle_alert", QRect(0, (self.height() - edge) // 2, edge, edge), ink
        )
        words(painter, self.rect().adjusted(edge + px(6), 0, 0, 0), self.text, "note", ink)


class WeightStrip(Card):
    """All weights beside each other."""

    def __init__(self, tried: Tried, actions: Actions) -> None:
        super().__init__()
        self.tried = tried
        self.controls: list[WeightControl] = []
        self.chip = Chip("拖动试算", "none", "flask")
        self.sum = SumLine()
        self.restore = Button.of(actions["restore"])
        self.save = Button.of(actions["save_scheme"], "link", sign="")
        self.save.key = ""  # it stands in the tooltip
        self.rules = OtherRules(tried)
        self._inner = QWidget()
        self._row = QHBoxLayout(self._inner)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inner)
        self._scroll.setWidgetResizable(True)
        see_through(self._scroll)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.left, self.right, self.whole = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for part in (self.chip, self.sum):
            self.left.addWidget(part)
        self.right.addWidget(self.restore)
        below = QHBoxLayout()
        below.setSpacing(px(4))
        for link in (self.rules, self.save):
            below.addWidget(link)
        self.right.addLayout(below)
        self.whole.addLayout(self.left)
        self.whole.addWidget(self._scroll, 1)
        self.whole.addLayout(self.right)
        self.column.addLayout(self.whole)
        self._folded, self._key = False, self.restore.key
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.refit()

    def show_weighings(self) -> None:
        """Controls for the weights of a new state; those that are the same stay, with the focus in them."""
        wanted = self.tried.weighings
        if [row.weighing for row in self.controls] != list(wanted):
            for row in self.controls:
                self._row.removeWidget(row)
                row.deleteLater()
            self.controls = [WeightControl(row) for row in wanted]
            for row in self.controls:
                row.moved.connect(self.tried.set_weight)
                row.fold(folded=self._folded)
                self._row.addWidget(row, 1)
            self._chain()
        self.show_tried()

    def _chain(self) -> None:
        """Tab goes from a number to its slider, and on to the next weight."""
        last: QWidget | None = None
        for row in self.controls:
            for part in (row.field, row.slider):
                if last is not None:
                    QWidget.setTabOrder(last, part)
                last = part

    def show_tried(self) -> None:
        """As it is tried now."""
        for row in self.controls:
            row.show_weight(self.tried.weight(row.weighing.id))
        dirty = self.tried.dirty
        self.set_ground("surface", "warn" if dirty else "line", dashes=dirty)
        text, right = self.tried.sum_words()
        self.sum.show_sum(text, right=right)
        self.sum.setVisible(not self._folded)
        said = "试算中，未保存" if dirty else "拖动试算" if not self._folded else "试算"
        if self._folded and not right:
            said = text.removeprefix("权重")
        self.chip.set_words(said, "warn" if dirty else "none")
        self.chip.setToolTip(text)
        self.refit()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window: sliders go first."""
        self._folded = size.compact
        for row in self.controls:
            row.fold(folded=self._folded)
        self.save.setVisible(not self._folded)
        self.rules.setVisible(not self._folded)
        self.restore.key = "" if self._folded else self._key
        self.restore.updateGeometry()
        self.show_tried()

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        if not hasattr(self, "whole"):
            return
        folded = self._folded
        self.whole.setContentsMargins(px(12), px(4 if folded else 8), px(8), px(4 if folded else 8))
        self.whole.setSpacing(px(16))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(24 if not folded else 8))
        self.left.setSpacing(px(4))
        self.right.setSpacing(0)
        least = sum(row.minimumWidth() for row in self.controls) + self._row.spacing() * max(len(self.controls) - 1, 0)
        room = self._scroll.viewport().width()
        bar = px(12) if self.controls and room > px(60) and least > room else 0
        self.setFixedHeight((px(60) if folded else px(76)) + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for a scroll bar where it needs one."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """It scrolls."""
        return QSize(px(320), self.height())
