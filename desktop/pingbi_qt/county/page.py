"""The county page: Esc goes back to the ranking, PgUp and PgDn to the next county in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pingbi.reckoning import Standings
from pingbi_qt.county.found import Found, found, last_effect, prepared, sent_lines
from pingbi_qt.county.head import Head
from pingbi_qt.county.printing import print_page
from pingbi_qt.county.scores import ScoresCard
from pingbi_qt.county.side import Side
from pingbi_qt.look import SizeClass, px
from pingbi_qt.page import Page, Place, WayOn
from pingbi_qt.parts import Tabs
from pingbi_qt.score.rows import counties_of, rows_of
from pingbi_qt.score.short_names import short_names
from pingbi_qt.score.trying import kept_sureness

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, View

STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class CountyPage(Page):
    """One county at a time."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk, actions)
        self.known: Standings | None = None
        self.found: Found | None = None
        self.county = self._effect = ""
        self.order: tuple[str, ...] = ()
        self._view: View | None = None
        self._size = SizeClass.FULL
        self.head, self.scores, self.side = Head(actions), ScoresCard(), Side()
        self.tabs = Tabs(("各项得分", "加分与走势"))
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.addWidget(self.scores)
        self.panes.addWidget(self.side)
        self.panes.setChildrenCollapsible(False)
        self.panes.setStretchFactor(0, 1)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.head)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.panes, 1)
        self.tabs.chosen.connect(lambda _: self._adapt())
        self.scores.table.asked.connect(self._see_reason)
        actions.on("next_county", lambda: self._step(1))
        actions.on("previous_county", lambda: self._step(-1))
        actions.on("print", self._print)
        self._adapt()

    def prepare(self) -> Callable[[Case], Standings]:
        """Who answers for the state."""
        return prepared

    def show_view(self, view: View, known: object) -> None:
        """The newest state, of the county that is shown."""
        if not isinstance(known, Standings):
            return
        self._view = view
        if self.known is None or known.done is not self.known.done:
            self.known = known
            self.order = counties_of(rows_of(known.done))
        if self.order:
            self._ask(self.county if self.county in self.order else self.order[0])

    def show_place(self, place: object) -> None:
        """The county that is asked for."""
        if isinstance(place, Place) and place.county in self.order:
            self._ask(place.county)

    def way_on(self) -> WayOn:
        """To the sheets."""
        return WayOn("出表", "go_sheets")

    def keys(self) -> tuple[str, ...]:
        """What the status bar names."""
        return ("back", "previous_county", "next_county", "print")

    def first_focus(self) -> QWidget:
        """The criteria."""
        return self.scores.table

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self.head.adapt(size)
        self.scores.adapt(size)
        self.side.adapt(size)
        self._adapt()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, PgUp, PgDn."""
        if event.key() == Qt.Key.Key_Escape:
            self.acts["back"].trigger()
        elif event.key() in STEPS:
            self._step(STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    # Within

    def _ask(self, county: str) -> None:
        """The old county stays until the new one is there."""
        known, self.county = self.known, county
        if known is not None:
            self.desk.ask(
                lambda case: found(case, known, county), lambda answer: self._show(known, answer), key="county"
            )

    def _show(self, known: Standings, answer: Found) -> None:
        view, standing = self._view, answer.standing
        if known is not self.known or standing.county != self.county or view is None:
            return
        self.found = answer
        done = known.done
        self.head.show_standing(standing, done, short_names(done.scheme)[standing.county])
        sure = kept_sureness(done)
        self.head.show_sure(sure.counties.get(standing.county) if sure is not None else None)
        self.scores.show_standing(standing, done)
        self._effect = ""
        self.side.show_found(answer, done, sent_lines(view, standing.county))
        self.desk.ask(
            lambda case: last_effect(case, standing.county),
            lambda effect: self._show_effect(answer, effect),
            key="county versions",
        )
        at = self.order.index(standing.county)
        self.acts.enable("previous_county", at > 0, "已是第一个")
        self.acts.enable("next_county", at < len(self.order) - 1, "已是最后一个")

    def _show_effect(self, answer: Found, effect: str) -> None:
        """It takes an evaluation more: after all else."""
        if answer is self.found and self._view is not None and effect:
            self._effect = effect
            self.side.show_sent(sent_lines(self._view, self.county, effect))

    def _step(self, by: int) -> None:
        if self.isVisible() and self.county in self.order:
            at = self.order.index(self.county) + by
            if 0 <= at < len(self.order):
                self._ask(self.order[at])

    def _see_reason(self, criterion: str) -> None:
        self.go.emit("score", Place(county=self.county, criterion=criterion))

    def _print(self) -> None:
        if self.isVisible() and self.found is not None and self.known is not None and self._view is not None:
            answer, sent = self.found, sent_lines(self._view, self.county, self._effect)
            print_page(self, answer, self.known.done, sent, said=self.said.emit)

    def _adapt(self) -> None:
        frame, compact = self._size.frame, self._size.compact
        self.column.setContentsMargins(frame.side, frame.edge, frame.side, frame.edge)
        self.column.setSpacing(frame.gap)
        self.panes.setHandleWidth(frame.gap)
        self.side.column.setSpacing(frame.gap)
        self.tabs.setVisible(compact)
        self.scores.setVisible(not compact or self.tabs.opened() == 0)
        self.side.setVisible(not compact or self.tabs.opened() == 1)
        wide = px(352)
        self.panes.setSizes([max(self.width() - wide - frame.gap - 2 * frame.side, px(300)), wide])
