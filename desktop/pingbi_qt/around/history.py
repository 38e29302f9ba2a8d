"""历史: who did what and when, of all or of one county; and back to a step, with what that means said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from pingbi_qt.around import steps as words
from pingbi_qt.around.rows import RowList
from pingbi_qt.around.side_panel import SidePanel
from pingbi_qt.look import px
from pingbi_qt.parts import Button, Line, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.project import Step
    from pingbi_qt.desk import Desk, View

ALL = "全部县区"


class HistoryPanel(SidePanel):
    """Follows the open project while it is visible."""

    def __init__(self, over: QWidget, desk: Desk, why_not: Callable[[str], str]) -> None:
        self.county = QComboBox()
        self.list = RowList("历史的每一步")
        self.means = Words("", "note", "text2", wrap=True)
        self.button = Button("退到这一步", "plain", "undo")
        super().__init__(over, "历史")
        self._desk, self._why_not = desk, why_not
        self._steps: tuple[Step, ...] = ()
        self._move = words.Move()
        self._step: Step | None = None
        self.county.setAccessibleName("只看一个县区")
        self.county.addItem(ALL)
        self.head.insertWidget(1, self.county)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(Line())
        self.body.addWidget(self.means)
        self.body.addWidget(self.button)
        self.county.activated.connect(self._fill)
        self.list.moved.connect(self._explain)
        self.list.chosen.connect(lambda _: self.button.setFocus())
        self.button.clicked.connect(self._go)
        desk.viewed.connect(self._viewed)

    def toggle(self) -> None:
        """Show it, or hide it."""
        if self.isVisible():
            self.leave()
        else:
            self.enter(self.list)
            self._ask()

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        self.county.setMaximumWidth(px(160))

    def _viewed(self, _view: View) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._desk.ask(lambda case: case.project.history(), self._show, key="history")

    def _show(self, steps: tuple[Step, ...]) -> None:
        self._steps = steps
        chosen = self.county.currentText()
        names = (ALL, *words.counties_of(steps))
        self.county.clear()
        self.county.addItems(names)
        self.county.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self._fill()

    def _fill(self) -> None:
        county = self.county.currentText()
        here = self.list.current()
        rows = words.rows_of(self._steps, "" if county == ALL else county)
        self.list.show_rows(rows)
        if not rows:
            self.means.setText("还没有做过什么；收进材料、改正、导出以后，每一步都记在这里")
            self._offer(words.Move())
        elif here is not None:
            before = getattr(here.value, "number", 0)
            self.list.go_to(lambda row: getattr(row.value, "number", -1) == before)

    def _explain(self, step: object) -> None:
        view = self._desk.view
        chosen = next((row for row in self._steps if row is step), None)
        if chosen is not None and view is not None:
            move = words.move_to(chosen, self._steps, view.read_only)
            self.means.setText(move.means)
            self._offer(move, chosen)

    def _offer(self, move: words.Move, step: Step | None = None) -> None:
        self._move, self._step = move, step
        self.button.setVisible(bool(move.words))
        if move.words:
            self.button.set_words(move.words, "redo" if move.by > 0 else "undo")

    def _go(self) -> None:
        step, move = self._step, self._move
        if step is None or not move.words:
            return
        way = "重做" if move.by > 0 else "撤销"
        if why := self._why_not(way):
            self.means.setText(why)
            return
        said = f"已{way} {abs(move.by)} 步，到第{step.number}步"
        self._desk.change(said, lambda case: words.go(case, step.number), failed=self.means.setText)
        self.list.setFocus()
