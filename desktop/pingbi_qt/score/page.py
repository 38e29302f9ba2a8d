"""Step 3: the strip of weights above, the ranking left, the explanation right."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from pingbi_qt.look import SizeClass, px, theme
from pingbi_qt.page import Page, Place, WayOn
from pingbi_qt.parts import Button, Card, ElidingLabel, EmptyState, Line, Row, Tabs
from pingbi_qt.rail_words import rail_words
from pingbi_qt.rules import Trial
from pingbi_qt.score.answers import Outcome, Prepared, prepared
from pingbi_qt.score.panes import next_of
from pingbi_qt.score.ranking import Ranking
from pingbi_qt.score.reason import Reason
from pingbi_qt.score.strip import WeightStrip
from pingbi_qt.score.told import foot_words, under_words
from pingbi_qt.score.tried import Tried
from pingbi_qt.score.trying import Surely, Trying

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi.reckoning import Reckoning, Sureness
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, View

NOTHING, HINT = "还没有可以评分的数", "点任何一个数，右边说明来历"


class ScorePage(Page):
    """The page of step 3."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk, actions)
        self.tried = Tried()
        self.known: Prepared | None = None
        self.sure: Sureness | None = None
        self.size_class = SizeClass.FULL
        self._make(actions)
        self.trying, self.surely = Trying(desk, self.tried), Surely(desk)
        self._connect(actions)
        self._adapt()

    # What the window asks

    def prepare(self) -> Callable[[Case], Prepared]:
        """Who answers for the state."""
        return prepared

    def show_view(self, view: View, found: object) -> None:
        """The newest state; what is tried goes on over it."""
        if not isinstance(found, Prepared):
            return
        if self.known is not None and found.evaluation is self.known.evaluation:
            return
        self.known = self.trying.known = found
        self.sure = None
        county = self.ranking.county()
        self.tried.take(found.evaluation.scheme, view.opening)
        self.ranking.ranking.show_evaluation(found.evaluation, found.reckoner.full)
        self.strip.show_weighings()
        self.stack.setCurrentIndex(1 if all(row.dead for row in found.evaluation.result.criteria) else 0)
        self.foot.setText(foot_words(found.evaluation))
        counties = self.ranking.ranking.counties()
        if counties:
            self.ranking.choose(county if county in counties else counties[0])
        self._show_trial()
        self._explain()
        self._ask_sureness()
        self.trying.soon()

    def show_place(self, place: object) -> None:
        """A county, and a criterion of it."""
        if isinstance(place, Place) and place.county:
            self.ranking.choose(place.county, place.criterion)
            self._explain(place.criterion)

    def way_on(self) -> WayOn:
        """To the sheets."""
        return WayOn("出表", "go_sheets")

    def keys(self) -> tuple[str, ...]:
        """What the status bar names."""
        return ("see_reason", "try_out", "county", "undo")

    def first_focus(self) -> QWidget:
        """The ranking."""
        return self.ranking if self.stack.currentIndex() == 0 else self.empty_button

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self.size_class = size
        self.strip.adapt(size)
        self.ranking.adapt(size)
        self.reason.adapt(size)
        self._adapt()

    # Made once

    def _make(self, actions: Actions) -> None:
        self.strip = WeightStrip(self.tried, actions)
        self.ranking, self.reason = Ranking(), Reason(actions)
        self.foot, self.hint = (ElidingLabel(text, "note", "text2") for text in ("", HINT))
        self.left = Card()
        self.left.column.addWidget(self.ranking, 1)
        self.line, self.below = Line(), Row(self.foot, self.hint, padding=(16, 6))
        self.below.row.setStretch(0, 1)
        self.left.column.addWidget(self.line)
        self.left.column.addWidget(self.below)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.addWidget(self.left)
        self.panes.addWidget(self.reason)
        self.panes.setChildrenCollapsible(False)
        self.panes.setStretchFactor(0, 1)
        self.tabs = Tabs(("排名", "来历"))
        self.tabs.chosen.connect(lambda _: self._adapt())
        self.empty_button = Button.of(actions["step_collect"], text="去收材料")
        self.empty = EmptyState("bars", NOTHING, "收到材料后，这里列出得分和名次", self.empty_button)
        work = QWidget()
        self.column = QVBoxLayout(work)
        for part in (self.strip, self.tabs):
            self.column.addWidget(part)
        self.column.addWidget(self.panes, 1)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(work)
        self.stack.addWidget(self.empty)

    def _connect(self, actions: Actions) -> None:
        self.tried.changed.connect(self._tried_changed)
        self.desk.viewed.connect(lambda _: self._tell_rail())  # after the window, which knows of no trial
        self.trying.answered.connect(self._answered)
        self.trying.failed.connect(self.said)
        self.surely.known.connect(self._show_sureness)
        self.ranking.chosen.connect(self._chosen)
        self.ranking.entered.connect(self._see_reason)
        self.ranking.part_asked.connect(self._open_part)
        self.ranking.doubleClicked.connect(lambda _: self._see_reason())
        self.reason.asked.connect(lambda place: self.go.emit("review", place))
        self.reason.tried.connect(self._try_figure)
        theme().changed.connect(self._adapt)
        actions.on("try_out", self._switch)
        actions.on("restore", self.tried.restore)
        actions.on("save_scheme", self._save)
        actions.on("see_reason", self._see_reason)
        actions.on("county", self._to_county)
        actions.on("next_pane", self._next_pane)
        self._allow()

    def _adapt(self) -> None:
        frame = self.size_class.frame
        self.column.setContentsMargins(frame.side, frame.edge, frame.side, frame.edge)
        self.column.setSpacing(frame.gap)
        self.panes.setHandleWidth(frame.gap)
        compact = self.size_class.compact
        self.tabs.setVisible(compact)
        for part in (self.line, self.below):
            part.setVisible(not compact)
        self.left.setVisible(not compact or self.tabs.opened() == 0)
        self.reason.setVisible(not compact or self.tabs.opened() == 1)
        wide = px(392 if self.size_class is SizeClass.FULL else 360)
        self.panes.setSizes([max(self.width() - wide - frame.gap - 2 * frame.side, px(300)), wide])
        self.strip.setVisible(self.tried.on)

    # The trial

    def _tried_changed(self) -> None:
        self.strip.show_tried()
        self.reason.show_figures(self.tried.figures)
        self._adapt()
        self._allow()
        self.trying.soon()
        self._show_trial()
        self._tell_rail()

    def _tell_rail(self) -> None:
        """On every page it is seen that something is tried and not saved."""
        view = self.desk.view
        if view is not None:
            words, token = ("试算中", "warn") if self.tried.active else rail_words(view)["score"]
            self.state_told.emit("score", words, token)

    def _answered(self, found: Outcome) -> None:
        self.ranking.ranking.show_tried(found.result, grouped=found.grouped)
        self.ranking.show_tried(shown=True)
        self.said.emit(f"试算改了 {self.tried.words()}：{found.words}；出表仍按已保存的方案")

    def _show_trial(self) -> None:
        """Without a trial its columns go."""
        if not self.tried.active:
            self.ranking.ranking.show_tried(None)
            self.ranking.show_tried(shown=False)

    def _switch(self) -> None:
        """F6: the strip and what is tried, or neither; nothing of it is lost."""
        self.tried.on = not self.tried.on
        self.tried.changed.emit()
        if self.tried.on and self.strip.controls:
            self.strip.controls[0].field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.ranking.setFocus()
            self.said.emit("试算已收起，没有保存任何改动" if self.tried.dirty else "试算已收起")

    def _save(self) -> None:
        """Weights and rules go to the scheme; figures that are tried stay a trial."""
        self.go.emit("rules", Trial(tuple(self.tried.weights.items()), tuple(self.tried.rules.items())))

    def _try_figure(self, county: str, indicator: str, value: Decimal | None) -> None:
        done = self.known.evaluation if self.known is not None else None
        now = done.figures.value(county, indicator) if done is not None else None
        self.tried.set_figure(county, indicator, None if value == now else value)

    def _allow(self) -> None:
        dirty = self.tried.dirty
        self.acts.enable("restore", dirty, "没有试算，已是保存的方案")
        self.acts.enable("save_scheme", bool(self.tried.weights or self.tried.rules), "没有改动权重或规则")

    # Why

    def _chosen(self, _: str, criterion: str) -> None:
        self._explain(criterion)

    def _explain(self, criterion: str = "") -> None:
        """Ask for the county's reckoning; the old one stays until the new one is there."""
        known, county = self.known, self.ranking.county()
        if known is not None and county:
            self.desk.ask(
                lambda _: known.reckoner.of(county), lambda told: self._told(told, known, criterion), key="reckoning"
            )

    def _told(self, told: Reckoning, known: Prepared, criterion: str) -> None:
        if known is self.known and told.county == self.ranking.county():
            digits = known.evaluation.scheme.scheme.decimals
            self.reason.show_reckoning(
                told, under_words(known.evaluation, told.county), digits, self.tried.figures, line=criterion
            )
            self._show_sure()

    def _ask_sureness(self) -> None:
        if self.known is not None and self.sure is None and self.isVisible():
            self.surely.ask(self.known)

    def showEvent(self, event: QShowEvent) -> None:
        """What was given up is asked for again."""
        super().showEvent(event)
        self._ask_sureness()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever reads files now need not wait."""
        super().hideEvent(event)
        self.surely.give_up()

    def _show_sureness(self, known: Prepared, sure: Sureness) -> None:
        if known is self.known:
            self.sure = sure
            self.ranking.ranking.show_sureness(sure)
            self.foot.setText(foot_words(known.evaluation, sure.sentence))
            self._show_sure()

    def _show_sure(self) -> None:
        county = self.reason.told.county if self.reason.told is not None else ""
        self.reason.show_sure(self.sure.counties.get(county) if self.sure is not None else None)

    def _see_reason(self) -> None:
        """Into the explanation, to the line that was meant."""
        if not self.ranking.ranking.columns:  # the first answer is still on its way
            return
        if self.size_class.compact:
            self.tabs.open(1)
            self._adapt()
        column = self.ranking.ranking.columns[max(self.ranking.currentIndex().column(), 0)]
        if column.key in self.reason.lines and self.reason.open_line != column.key:
            self.reason.open(column.key)
        self.reason.focus_first()

    def _next_pane(self) -> None:
        """From the weights to the ranking, to the explanation, and round."""
        wanted = next_of((self.strip, self.ranking, self.reason), self.focusWidget()) if self.isVisible() else None
        if wanted is self.reason:
            self.reason.focus_first()
        elif wanted is self.strip and self.strip.controls:
            self.strip.controls[0].field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif wanted is not None:
            self.ranking.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_part(self, key: str) -> None:
        county = self.ranking.county()
        self.ranking.ranking.open_part(key)
        self.ranking.choose(county)

    def _to_county(self) -> None:
        if self.isVisible() and (county := self.ranking.county()):
            self.go.emit("county", Place(county=county))
