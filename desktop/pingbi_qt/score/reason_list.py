"""The lines of the explanation, one below the other; those that stay the same lines are only shown anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts import Words
from pingbi_qt.score.reason_columns import columns_of
from pingbi_qt.score.reason_line import ItemLine, ReasonLine

if TYPE_CHECKING:
    from pingbi.reckoning import Reckoning


class Note(Words):
    """What is missing, a veto, a decision: a paragraph among the lines."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "note", "text2", wrap=True)
        self.setContentsMargins(px(12), px(6), px(12), px(6))


class ReasonList(QWidget):
    """`pressed`: the id of a criterion."""

    pressed = Signal(str)
    aligned = Signal(object)  # the widths that all lines share

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, ReasonLine] = {}
        self._heads: dict[str, ItemLine] = {}
        self._tail: list[QWidget] = []
        self._told: Reckoning | None = None
        self._digits = 2
        self._keys: tuple[tuple[str, str], ...] = ()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.rows.addStretch(1)

    def show_told(self, told: Reckoning, digits: int) -> None:
        """A county's lines, by 一级指标, then what is added and taken off, then notes."""
        parts = {row.part: row for row in told.parts}
        order = [*parts, ""]
        keys = tuple((row.part if row.part in parts else "", row.criterion) for row in told.lines)
        if keys != self._keys:
            self._make(sorted(keys, key=lambda key: order.index(key[0])), told)
            self._keys = keys
        for row in told.lines:
            self.lines[row.criterion].show_line(row, digits)
        for part, head in self._heads.items():
            head.show_item(parts[part])
        for widget in self._tail:
            self._drop(widget)
        self._tail = [*map(ItemLine, told.adjusted), *map(Note, told.notes)]
        for widget in self._tail:
            self.rows.insertWidget(self.rows.count() - 1, widget)
        self._told, self._digits = told, digits
        self._align()

    def put_below(self, criterion: str, widget: QWidget) -> None:
        """The calculation of a line."""
        self.rows.insertWidget(self.rows.indexOf(self.lines[criterion]) + 1, widget)
        widget.show()
        self.adjustSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars where there is room for them."""
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        if self._told is None:
            return
        columns = columns_of(self._told, self._digits, self.width())
        for row in (*self.lines.values(), *self._heads.values(), *self._tail):
            if isinstance(row, ReasonLine | ItemLine):
                row.set_columns(columns)
        self.aligned.emit(columns)

    def _make(self, keys: list[tuple[str, str]], told: Reckoning) -> None:
        for widget in (*self.lines.values(), *self._heads.values()):
            self._drop(widget)
        self.lines, self._heads = {}, {}
        parts = {row.part: row for row in told.parts}
        for part, criterion in keys:
            if part and part not in self._heads:
                self._heads[part] = ItemLine(parts[part], heavy=True)
                self.rows.insertWidget(self.rows.count() - 1, self._heads[part])
            line = self.lines[criterion] = ReasonLine()
            line.clicked.connect(lambda _=False, key=criterion: self.pressed.emit(key))
            self.rows.insertWidget(self.rows.count() - 1, line)

    def _drop(self, widget: QWidget) -> None:
        self.rows.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
