"""The scheme, edited in tables: its sections at the left, a table with the chosen record, below it the verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pingbi_qt.look import SizeClass, px, theme
from pingbi_qt.page import Page, WayOn
from pingbi_qt.parts import Button, Card, Line
from pingbi_qt.rules.adopting import AdoptDialog
from pingbi_qt.rules.editing import LOOKING, Basis, Editing, basis_of
from pingbi_qt.rules.exchanging import Exchange
from pingbi_qt.rules.moves import Moves
from pingbi_qt.rules.panes import go_round
from pingbi_qt.rules.section_list import SectionList, rows_of
from pingbi_qt.rules.sections import SECTIONS, section_of
from pingbi_qt.rules.table_card import TableCard
from pingbi_qt.rules.trial import Trial, tried_draft
from pingbi_qt.rules.verdict import VerdictCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi.scheme_draft import Draft, Spot
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, View

NO_CHANGE = "还没有改动"


class RulesPage(Page):
    """Nothing is in force before 采用新方案; whatever is left undone is kept and is there again."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk, actions)
        self.editing = Editing(desk)
        self._view: View | None = None
        self._wanted: object = None
        self._next = 0
        self._adopting = False
        self.dialog: AdoptDialog | None = None
        self._size = SizeClass.FULL
        self.sections = SectionList()
        self.table = TableCard(self.editing, actions)
        self.verdict = VerdictCard()
        self.moves = Moves(actions, self.editing)
        self.exchange = Exchange(self, desk, self.editing)
        self._lay_out(actions)
        self._connect(actions)

    # The window's side

    def prepare(self) -> Callable[[Case], Basis]:
        """The scheme in force."""
        return basis_of

    def show_view(self, view: View, prepared: object) -> None:
        """A draft at work goes on, also when another scheme is in force now."""
        if self._view is not None and self._view.opening != view.opening:
            self.editing.leave()
            self.table.leave()
        self._view = view
        if isinstance(prepared, Basis):
            self.editing.take(prepared)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.show_place(wanted)
        self._tell()

    def show_place(self, place: object) -> None:
        """What was tried, a scheme's file, or a table by its key."""
        if self.editing.draft is None:
            self._wanted = place
        elif isinstance(place, Trial):
            self.editing.do(tried_draft(self.editing.draft, place))
            self.sections.open(section_of(place.table))
            self.table.open_table(place.table)
        elif isinstance(place, Path):
            self.exchange.read(place)
        elif isinstance(place, str):
            self.sections.open(section_of(place))
            self.table.open_table(place)

    def way_on(self) -> WayOn:
        """采用新方案."""
        why = self._why_not()
        return WayOn("采用新方案", "adopt", "tick", not why, why)

    def keys(self) -> tuple[str, ...]:
        """What is most needed here."""
        return ("add_row", "remove_row", "next_mistake", "undo", "back")

    def _adapt_again(self) -> None:
        """By a method of its own: what a lambda holds would outlive the page."""
        self.adapt(self._size)

    def first_focus(self) -> QWidget:
        """The table."""
        return self.table.focus_widget()

    def take(self, paths: list[str]) -> bool:
        """A scheme's file or workbook becomes the draft."""
        if len(paths) != 1 or not self.exchange.takes(Path(paths[0])):
            return False
        self.exchange.read(Path(paths[0]))
        return True

    def adapt(self, size: SizeClass) -> None:
        """In a compact window the chosen record is a tab, and the buttons a menu."""
        frame = size.frame
        self._whole.setContentsMargins(frame.side, frame.edge, frame.side, frame.edge)
        self._whole.setSpacing(frame.gap)
        self._right.setSpacing(frame.gap)
        self._foot.setContentsMargins(px(10), px(8), px(10), px(10))
        edges = self.side.column.contentsMargins()
        asked = self.foot.minimumSizeHint().width() + edges.left() + edges.right()
        self.side.setFixedWidth(px(172) if size.compact else max(px(204), asked))
        self._foot.setSpacing(px(6))
        self._size = size
        for part in (self.line, self.foot):
            part.setVisible(not size.compact)
        self.sections.adapt(size)
        self.table.adapt(size)
        self.verdict.adapt(size)

    def undo(self) -> bool:
        """Within the draft first."""
        return self.editing.undo()

    def redo(self) -> bool:
        """Within the draft first."""
        return self.editing.redo()

    # What the person does

    def adopt(self) -> None:
        """Show what it would do; then it is in force."""
        self.table.finish()
        seen, draft = self.editing.seen, self.editing.draft
        if seen is None or not self.editing.current:
            self._adopting = True  # as soon as the engine has looked at what was typed last
            return
        if why := self._why_not():
            self.said.emit(why)
            return
        dialog = AdoptDialog(self, self.desk, seen)
        dialog.accepted.connect(lambda: self._adopt(seen.found.text, dialog.words, draft))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _adopt(self, text: str, note: str, draft: Draft | None) -> None:
        def adopting(case: Case) -> None:
            from pingbi.casework.ruling import adopt_text

            adopt_text(case, text, note, "方案")

        self.desk.change("已采用新方案", adopting, lambda _: self.editing.adopted(draft), self.said.emit)

    def next_mistake(self) -> None:
        """From one to the next."""
        mistakes = self.editing.mistakes
        if not mistakes:
            self.said.emit("没有错误" if self.editing.current else f"{LOOKING}，稍等再看")
            return
        row = mistakes[self._next % len(mistakes)]
        self._next += 1
        self._go(row.spot, row.words)

    def next_pane(self) -> None:
        """Sections, table, chosen record, verdict, and round again."""
        go_round([self.sections, self.table.focus_widget(), self.table.detail, self.verdict.list])

    def _go(self, spot: Spot, words: str) -> None:
        self.sections.open(section_of(spot.table))
        self.table.go_to(spot, words)

    # Within

    def _lay_out(self, actions: Actions) -> None:
        self.side = Card()
        self.side.column.addWidget(self.sections, 1)
        self.line, self.foot = Line(), QWidget()
        self._foot = foot = QVBoxLayout(self.foot)
        words = {"to_excel": "导出到 Excel…", "from_excel": "从 Excel 读回…", "to_file": "另存为文件…"}
        for name, text in words.items():
            button = Button.of(actions[f"scheme_{name}"], "plain", text=text)
            button.key = ""
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            foot.addWidget(button)
        self.side.column.addWidget(self.line)
        self.side.column.addWidget(self.foot)
        self._right = QVBoxLayout()
        self._right.addWidget(self.table, 1)
        self._right.addWidget(self.verdict)
        self._whole = QHBoxLayout(self)
        self._whole.addWidget(self.side)
        self._whole.addLayout(self._right, 1)

    def _connect(self, actions: Actions) -> None:
        self.sections.chosen.connect(self._open_section)
        self.verdict.wanted.connect(self._go)
        self.editing.based.connect(self._based)
        self.editing.drafted.connect(self._drafted)
        self.editing.looked.connect(self._looked)
        self.editing.foreseen.connect(lambda: self.verdict.show_editing(self.editing))
        self.table.said.connect(self.said.emit)
        theme().changed.connect(self._adapt_again)
        self.exchange.said.connect(self.said.emit)
        for name, slot in (
            ("adopt", self.adopt),
            ("next_pane", lambda: self.next_pane() if self.isVisible() else None),
            ("next_mistake", self.next_mistake),
            ("restore_scheme", self.editing.restore),
            ("add_row", self.table.add_row),
            ("remove_row", self.table.remove_rows),
            ("row_up", lambda: self.table.move_row(-1)),
            ("row_down", lambda: self.table.move_row(1)),
            ("scheme_to_excel", self.exchange.to_excel),
            ("scheme_from_excel", self.exchange.from_excel),
            ("scheme_to_file", self.exchange.to_file),
        ):
            actions.on(name, slot)

    def _based(self) -> None:
        if not self.table.table:  # else it stays open, with the cell that is being typed in
            self._open_section(self.sections.currentIndex().row())

    def _open_section(self, number: int) -> None:
        self.table.show_section(SECTIONS[max(number, 0)])

    def _drafted(self) -> None:
        self.table.refresh()
        self._tell()

    def _looked(self) -> None:
        self._next = 0
        self.table.refresh()
        self._tell()
        if self.editing.current:
            self.over.emit(LOOKING)
            if self._adopting:
                self._adopting = False
                self.adopt()

    def _why_not(self) -> str:
        if self._view is not None and self._view.closed:
            return self._view.closed
        if not self.editing.changed:
            return NO_CHANGE
        if self.editing.in_doubt:
            return f"{LOOKING}，没有错误才能采用"
        return f"有 {count} 处错误，改好才能采用" if (count := len(self.editing.mistakes)) else ""

    def _tell(self) -> None:
        """All that is said of the draft."""
        self.verdict.show_editing(self.editing)
        self.sections.show_rows(rows_of(self.editing))
        why = self._why_not()
        self.acts.enable("adopt", not why, why)
        self.acts.enable("restore_scheme", self.editing.changed, NO_CHANGE)
        if self.isVisible():
            self.moves.tell(self._view)
        self.way_on_changed.emit()

    def event(self, event: QEvent) -> bool:
        """撤销 by key is the draft's, wherever on the page the focus is."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.moves.means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo within the draft; Esc leads back, nothing is lost."""
        if event.matches(QKeySequence.StandardKey.Undo) and self.undo():
            return
        if event.key() == Qt.Key.Key_Y and self.redo():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.acts["back"].trigger()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Its own undo is there."""
        super().showEvent(event)
        self.moves.tell(self._view)

    def hideEvent(self, event: QHideEvent) -> None:
        """The draft is kept; undo is the project's again."""
        self.editing.flush()
        self.moves.give_back(self.desk.view)
        super().hideEvent(event)
